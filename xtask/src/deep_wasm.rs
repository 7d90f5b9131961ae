//! Builds the deep engine as a WASM module for Node, in `target/deep-wasm`, for the test that holds it to the native one.

use crate::shell::{command, run as step};
use crate::web::target_folder;
use wasm_bindgen_cli_support::Bindgen;

/// Runs it.
pub fn run() -> Result<(), String> {
    let target = ["--target", "wasm32-unknown-unknown", "--profile", "wasm", "--locked"];
    step(command("cargo", &["build", "--package", "diptych-deep", "--example", "relate_wasm"]).args(target))?;
    let built = target_folder().join("wasm32-unknown-unknown/wasm/examples/relate_wasm.wasm");
    let bind = || {
        let mut bindgen = Bindgen::new();
        bindgen.input_path(&built).typescript(false).nodejs(true)?.generate(target_folder().join("deep-wasm"))
    };
    bind().map_err(|e| format!("wasm-bindgen on {}: {e:#}", built.display()))
}
