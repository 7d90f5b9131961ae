//! Engines, each loaded once a process: a Spark worker gets its engine with its first batch and keeps it.

use crate::failed;
use diptych::library;
use diptych_core::Engine;
use pyo3::prelude::*;
use std::collections::HashMap;
use std::path::PathBuf;
use std::process;
use std::sync::{Arc, Mutex, PoisonError};

/// Name, model, threads.
type Asked = (String, Option<PathBuf>, usize);

static LOADED: Mutex<Option<HashMap<Asked, Loaded>>> = Mutex::new(None);

/// An engine, and the process that loaded it.
struct Loaded {
    engine: Arc<Engine>,
    process: u32,
}

/// The engine that holds no threads.
const LIGHT: &str = "light";

const FORKED: &str = "the deep engine was used before this process was forked off, in which it can't go on; start processes by \
    \"spawn\", or use it in them only";

/// Which engine, as Python's functions are told it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Choice {
    engine: String,
    model: Option<PathBuf>,
    jobs: Option<usize>,
}

impl Choice {
    /// Threads to compare on.
    pub fn threads(&self) -> usize {
        self.jobs.unwrap_or_else(library::cores).max(1)
    }

    /// The engine, which the first call loads.
    pub fn load(&self) -> PyResult<Arc<Engine>> {
        let asked = (self.engine.clone(), self.model.clone(), self.threads());
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        let loaded = loaded.get_or_insert_default();
        let process = process::id();
        // A process that was forked off has none of the threads that the deep engine's arithmetic began, and would wait for them
        // for ever.
        if self.engine != LIGHT && loaded.iter().any(|((name, ..), l)| name != LIGHT && l.process != process) {
            return Err(failed(FORKED));
        }
        if let Some(found) = loaded.get(&asked) {
            return Ok(found.engine.clone());
        }
        let engine = Arc::new(library::engine(&asked.0, asked.1.clone(), asked.2).map_err(failed)?);
        loaded.insert(asked, Loaded { engine: engine.clone(), process });
        Ok(engine)
    }
}
