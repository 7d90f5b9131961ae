//! Settings by their names, over the defaults.

use crate::failed;
use diptych_core::Config;
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

fn put(into: &mut Value, given: Map<String, Value>) {
    for (name, value) in given {
        match value {
            Value::Object(inner) => put(&mut into[&name], inner),
            value => into[&name] = value,
        }
    }
}
