//! The worker that compares with the deep engine. Its model is fetched when it is first needed, checked, and kept by the
//! browser for the next time, also without a network.

mod model;

use diptych_core::Engine;
use diptych_deep::Step;
use diptych_web::agent::{self, Answer, Request};
use diptych_web::progress::{Progress, Share};
use diptych_web::work;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

thread_local! {
    static ENGINE: RefCell<Option<Rc<Engine>>> = const { RefCell::new(None) };
    /// The request that is being answered.
    static NUMBER: Cell<u64> = const { Cell::new(0) };
}

fn main() {
    console_error_panic_hook::set_once();
    agent::serve(|number, request, _| answer(number, request));
}

async fn answer(number: u64, request: Request) -> Answer {
    NUMBER.set(number);
    match engine().await {
        Ok(engine) => work::answer_with(&engine, request),
        Err(reason) => work::without_engine(&request, reason),
    }
}

async fn engine() -> Result<Rc<Engine>, String> {
    if let Some(engine) = ENGINE.with_borrow(Clone::clone) {
        return Ok(engine);
    }
    let deep = model::load(tell).await?.watched(Box::new(|step, done, of| {
        let share = Share::new(done as u64, of as u64);
        tell(if step == Step::Encode { Progress::Claims(share) } else { Progress::Pairs(share) });
    }));
    let engine = Rc::new(Engine::with_reader("deep", Box::new(deep)).map_err(|e| e.to_string())?);
    ENGINE.set(Some(engine.clone()));
    Ok(engine)
}

fn tell(progress: Progress) {
    agent::tell(NUMBER.get(), &Answer::Progress(progress));
}
