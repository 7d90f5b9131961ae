//! Starts the worker that reads files, and makes those to take along.

use diptych_web::{agent, opened};
use std::future::ready;

fn main() {
    console_error_panic_hook::set_once();
    agent::serve(|_, request, files| ready(opened::answer(request, files)));
}
