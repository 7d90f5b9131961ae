//! Starts the worker that compares with the light engine.

use diptych_web::{agent, work};
use std::future::ready;

fn main() {
    console_error_panic_hook::set_once();
    agent::serve(|_, request, _| ready(work::answer(request)));
}
