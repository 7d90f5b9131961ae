//! Engines, each loaded once a process: a Spark worker gets its engine with its first batch and keeps it.

use crate::failed;
use diptych::library;
use diptych_core::Engine;
use pyo3::prelude::*;
use std::collections::HashMap;
use std::path::PathBuf;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Name, model, threads.
type Asked = (String, Option<PathBuf>, usize);

static LOADED: Mutex<Option<HashMap<Asked, Arc<Engine>>>> = Mutex::new(None);

/// The process that used the deep engine first; 0 before.
static DEEP: AtomicU32 = AtomicU32::new(0);

/// Most threads; the command line's own bound.
const MOST: i64 = 1024;

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
    jobs: Option<i64>,
}

/// Takes note that this process uses the deep engine. A process that was forked off after that has none of the threads that its
/// arithmetic began, and would wait for them for ever.
pub fn begin_deep() -> PyResult<()> {
    let process = process::id();
    let first = DEEP.compare_exchange(0, process, Ordering::SeqCst, Ordering::SeqCst);
    if first.is_err_and(|first| first != process) { Err(failed(FORKED)) } else { Ok(()) }
}

impl Choice {
    /// Threads to compare on.
    pub fn threads(&self) -> PyResult<usize> {
        let Some(jobs) = self.jobs else { return Ok(library::cores()) };
        let fits = usize::try_from(jobs).ok().filter(|_| (1..=MOST).contains(&jobs));
        fits.ok_or_else(|| failed(format!("jobs is {jobs}; it must lie between 1 and {MOST}")))
    }

    /// The engine, which the first call loads.
    pub fn load(&self) -> PyResult<Arc<Engine>> {
        // However it is named, a model is one.
        let model = self.model.as_ref().map(|model| model.canonicalize().unwrap_or_else(|_| model.clone()));
        let asked = (self.engine.clone(), model, self.threads()?);
        if self.engine != LIGHT {
            begin_deep()?;
        }
        let lock = || LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = lock().get_or_insert_default().get(&asked) {
            return Ok(found.clone());
        }
        // Without the lock, which a process forked off meanwhile would find locked for ever.
        let engine = Arc::new(library::engine(&asked.0, asked.1.clone(), asked.2).map_err(failed)?);
        let mut loaded = lock();
        let loaded = loaded.get_or_insert_default();
        // One of each kind is kept: the deep engine is large.
        loaded.retain(|(name, ..), _| *name != asked.0);
        loaded.insert(asked, engine.clone());
        Ok(engine)
    }
}
