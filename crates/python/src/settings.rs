//! Settings by their names, over the defaults.

use crate::failed;
use diptych::library;
use diptych_core::Config;
use diptych_core::batch::Pairs;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::{Map, Value};

/// The settings given over `defaults`.
pub fn over(defaults: &Config, given: &Bound<'_, PyDict>) -> PyResult<Config> {
    let given: Map<String, Value> = pythonize::depythonize(given).map_err(failed)?;
    let mut all = serde_json::to_value(defaults).unwrap_or_default();
    put(&mut all, given);
    let config: Config = serde_json::from_value(all).map_err(|e| failed(format!("settings: {e}")))?;
    config.validate().map_err(failed)?;
    Ok(config)
}

/// Which accounts are compared, by name.
pub fn pairs(which: &str) -> PyResult<Pairs> {
    library::pairs(which).map_err(|e| failed(format!("pairs: {e}")))
}

fn put(into: &mut Value, given: Map<String, Value>) {
    for (name, value) in given {
        match (into.get_mut(&name), value) {
            // The weights, of which some may be given; what is no setting serde refuses.
            (Some(within @ Value::Object(_)), Value::Object(inner)) => put(within, inner),
            (Some(there), value) => *there = value,
            (None, value) => {
                if let Value::Object(all) = into {
                    all.insert(name, value);
                }
            }
        }
    }
}
