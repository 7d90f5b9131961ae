//! The page and its workers: the only boundary. The page asks, a worker answers, each request by its number. A worker at
//! work hears nothing, so what is under way is stopped by ending the worker; the next request starts another. There are
//! three, each a program of its own, so that nobody waits for what they do not use.

use crate::case_file::{OpenAccount, OpenCase};
use crate::download::{Download, Format};
use crate::i18n;
use crate::opened::{Held, Opened};
use crate::progress::Progress;
use crate::state::Asked;
use diptych_core::Report;
use diptych_core::emphasis::Topic;
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

/// An engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EngineName {
    /// Part of the page.
    #[default]
    Light,
    /// Fetched when it is first asked for.
    Deep,
}

impl EngineName {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            EngineName::Light => "light",
            EngineName::Deep => "deep",
        }
    }
}

/// The programs that work apart from the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Compares with the light engine.
    Worker,
    /// Reads files, and makes those to take along.
    Reader,
    /// Compares with the deep engine.
    Deep,
}

impl Program {
    const ALL: [Program; 3] = [Program::Worker, Program::Reader, Program::Deep];

    /// What starts it.
    fn script(self) -> &'static str {
        match self {
            Program::Worker => "worker-start.js",
            Program::Reader => "reader-start.js",
            Program::Deep => "deep-start.js",
        }
    }
}

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// The report of a case, by an engine.
    Compare(OpenCase, EngineName),
    /// An article taken apart, by an engine.
    Article(OpenAccount, EngineName),
    /// The scores of a report whose findings were corrected by hand, from its case.
    Rescore(OpenCase, Box<Report>),
    /// What topics the accounts of a case spend their words on.
    Topics(OpenCase),
    /// What the files of these names hold, and where it is to go; their bytes go beside.
    Open(Vec<String>, Goal),
    /// A report, given as its JSON with what it was made from, as a file to take along.
    Render(Format, Asked, String),
}

impl Request {
    /// Which program answers it.
    pub fn program(&self) -> Program {
        match self {
            Request::Compare(_, EngineName::Deep) | Request::Article(_, EngineName::Deep) => Program::Deep,
            Request::Compare(..) | Request::Article(..) | Request::Rescore(..) | Request::Topics(..) => Program::Worker,
            Request::Open(..) | Request::Render(..) => Program::Reader,
        }
    }
}

/// Where opened files go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// Wherever there is room.
    Anywhere,
    /// The first into this account, the others wherever there is room.
    Account(usize),
    /// Goal the article.
    Article,
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The report's JSON, or why there is none.
    Compared(Result<String, String>),
    /// The article's JSON, or why there is none.
    Article(Result<String, String>),
    /// The corrected report's JSON with its scores, or why there is none.
    Rescored(Result<String, String>),
    /// The topics, or why there are none.
    Topics(Result<Vec<Topic>, String>),
    /// What the files hold, and where it is to go.
    Opened(Opened, Goal),
    /// The file, or why there is none.
    Rendered(Result<Download, String>),
    /// How far a worker is; the answer is still to come. Of number 0 while it starts, whatever it is asked.
    Progress(Progress),
    /// The worker did not start, or broke down; the message is the browser's.
    Fault(String),
}

/// The page's end.
#[derive(Clone)]
pub struct Agent(Rc<Inner>);

struct Inner {
    lines: [RefCell<Option<Line>>; Program::ALL.len()],
    /// The number of the last request.
    last: Cell<u64>,
    answered: Callback<(u64, Answer)>,
}

/// A worker with what it is listened to by.
struct Line {
    worker: Worker,
    /// Requests kept until it says that it is ready: it hears nothing before.
    waiting: Option<Vec<Array>>,
    /// The numbers of those that it has not answered.
    open: Vec<u64>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(ErrorEvent)>,
}

const READY: &str = "ready";

impl PartialEq for Agent {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Agent {
    /// The page's end; `answered` hears each answer with the number of its request.
    pub fn new(answered: Callback<(u64, Answer)>) -> Agent {
        Agent(Rc::new(Inner { lines: Default::default(), last: Cell::new(0), answered }))
    }

    /// Starts a program before it is needed.
    pub fn start(&self, program: Program) {
        if let Err(error) = self.0.started(program) {
            self.0.broke(program, &error);
        }
    }

    /// Asks, and gives the request's number.
    pub fn ask(&self, request: &Request, files: &[Held]) -> u64 {
        let number = self.0.last.get() + 1;
        self.0.last.set(number);
        // Plain data with string keys alone: nothing that serde_json could refuse.
        let json = serde_json::to_string(&(number, i18n::t().code, request)).unwrap_or_default();
        let message = Array::of1(&JsValue::from_str(&json));
        for (_, bytes) in files {
            message.push(&Uint8Array::from(bytes.as_slice()));
        }
        let program = request.program();
        if let Err(error) = self.0.send(program, number, message) {
            self.0.broke(program, &error);
        }
        number
    }

    /// Ends what is under way, if anything is. The program that everybody needs is started anew at once.
    pub fn stop(&self) {
        for (program, line) in Program::ALL.into_iter().zip(&self.0.lines) {
            let busy = line.borrow().as_ref().is_some_and(|l| !l.open.is_empty());
            if let Some(line) = busy.then(|| line.take()).flatten() {
                line.end();
                if program == Program::Worker {
                    self.start(program);
                }
            }
        }
    }
}

impl Inner {
    fn line(&self, program: Program) -> &RefCell<Option<Line>> {
        &self.lines[program as usize]
    }

    fn started(self: &Rc<Self>, program: Program) -> Result<(), JsValue> {
        if self.line(program).borrow().is_none() {
            *self.line(program).borrow_mut() = Some(Line::start(self, program)?);
        }
        Ok(())
    }

    fn send(self: &Rc<Self>, program: Program, number: u64, message: Array) -> Result<(), JsValue> {
        self.started(program)?;
        if let Some(line) = self.line(program).borrow_mut().as_mut() {
            line.open.push(number);
            match line.waiting.as_mut() {
                Some(waiting) => {
                    waiting.push(message);
                }
                None => line.worker.post_message(&message)?,
            }
        }
        Ok(())
    }

    fn heard(&self, program: Program, message: &MessageEvent) {
        let Some(text) = message.data().as_string() else { return };
        if text == READY {
            if let Some(line) = self.line(program).borrow_mut().as_mut() {
                for message in line.waiting.take().unwrap_or_default() {
                    // A message of strings and bytes can always be sent.
                    let _ = line.worker.post_message(&message);
                }
            }
            self.answered.emit((0, Answer::Progress(Progress::Ready)));
            return;
        }
        match serde_json::from_str::<(u64, Answer)>(&text) {
            Ok((_, Answer::Fault(reason))) => self.broke(program, &JsValue::from_str(&reason)),
            Ok((number, answer)) => {
                if !matches!(answer, Answer::Progress(_))
                    && let Some(line) = self.line(program).borrow_mut().as_mut()
                {
                    line.open.retain(|n| *n != number);
                }
                self.answered.emit((number, answer));
            }
            Err(error) => self.broke(program, &JsValue::from_str(&error.to_string())),
        }
    }

    /// Gives up a worker, and says so to each request that it has not answered.
    fn broke(&self, program: Program, error: &JsValue) {
        let line = self.line(program).take();
        let open = line.as_ref().map(|l| l.open.clone()).unwrap_or_default();
        if let Some(line) = line {
            line.end();
        }
        let message = error.as_string().unwrap_or_else(|| format!("{error:?}"));
        // One that broke down before it was asked anything is started again when it is; the reason shows then.
        for number in open {
            self.answered.emit((number, Answer::Fault(message.clone())));
        }
    }
}

impl Line {
    fn start(inner: &Rc<Inner>, program: Program) -> Result<Line, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(program.script(), &options)?;
        let page = Rc::downgrade(inner);
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |e: MessageEvent| {
            if let Some(page) = page.upgrade() {
                page.heard(program, &e);
            }
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        let page = Rc::downgrade(inner);
        let failed = Closure::<dyn FnMut(ErrorEvent)>::new(move |e: ErrorEvent| {
            if let Some(page) = page.upgrade() {
                let message = js_sys::Reflect::get(&e, &"message".into()).unwrap_or_default();
                page.broke(program, &message);
            }
        });
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Ok(Line { worker, waiting: Some(Vec::new()), open: Vec::new(), _heard: heard, _failed: failed })
    }

    fn end(self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The worker's end: answers every request with `work`, for as long as the worker lives.
pub fn serve<F>(work: fn(u64, Request, Vec<Vec<u8>>) -> F)
where
    F: Future<Output = Answer> + 'static,
{
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        let parts = Array::from(&message.data());
        let files = parts.iter().skip(1).map(|bytes| Uint8Array::new(&bytes).to_vec()).collect();
        let json = parts.get(0).as_string().unwrap_or_default();
        match serde_json::from_str::<(u64, String, Request)>(&json) {
            Ok((number, language, request)) => {
                i18n::speak(&language);
                let answer = work(number, request, files);
                spawn_local(async move { tell(number, &answer.await) });
            }
            Err(error) => tell(0, &Answer::Fault(error.to_string())),
        }
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // It serves until the worker ends.
    heard.forget();
    let _ = scope.post_message(&JsValue::from_str(READY));
}

/// Tells the page, from within a worker.
pub fn tell(number: u64, answer: &Answer) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let text = serde_json::to_string(&(number, answer)).unwrap_or_default();
    // A string can always be sent.
    let _ = scope.post_message(&JsValue::from_str(&text));
}
