//! Starts the worker.

use diptych_web::work::Compare;
use gloo_worker::Registrable;

fn main() {
    console_error_panic_hook::set_once();
    Compare::registrar().register();
}
