//! The engine as a WASM module, to hold it to the native one: `web/tests/deep.test.mjs` does.

#![cfg(target_arch = "wasm32")]

use diptych_core::Lang;
use diptych_core::relation::answer::Answer;
use diptych_core::relation::{Claim, RelationReader};
use diptych_deep::Deep;
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    a: String,
    b: String,
    lang_a: Option<String>,
    lang_b: Option<String>,
}

/// The engine, loaded.
#[wasm_bindgen]
pub struct Engine(Deep);

#[wasm_bindgen]
impl Engine {
    /// Reads a model file.
    ///
    /// # Errors
    /// As for [`Deep::from_bytes`].
    #[wasm_bindgen(constructor)]
    pub fn new(model: &[u8]) -> Result<Engine, String> {
        Deep::from_bytes(model).map(Engine).map_err(|e| e.to_string())
    }

    /// JSON Lines of pairs in, JSON Lines of answers out, as `diptych relate` gives them.
    ///
    /// # Errors
    /// A line that is no pair; a network that does not run.
    pub fn relate(&self, lines: &str) -> Result<String, String> {
        let rows: Vec<Row> =
            lines.lines().map(serde_json::from_str).collect::<Result<_, _>>().map_err(|e| e.to_string())?;
        let lang = |code: &Option<String>| code.as_deref().and_then(Lang::from_code);
        let claim = |text, code| Claim { text, lang: lang(code) };
        let pairs: Vec<[Claim<'_>; 2]> =
            rows.iter().map(|r| [claim(&r.a, &r.lang_a), claim(&r.b, &r.lang_b)]).collect();
        let relations = self.0.relate(&pairs).map_err(|e| e.to_string())?;
        Ok(rows.iter().zip(&relations).map(|(r, x)| Answer::new(r.id.clone(), x, &self.0).to_json() + "\n").collect())
    }
}
