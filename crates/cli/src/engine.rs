//! Which engine does the work, and where the deep engine's model is found.

use crate::failure::Failure;
use clap::{Args, ValueEnum};
use diptych_core::Engine;
use diptych_core::relation::RelationReader;
use diptych_core::relation::light::Light;
use diptych_deep::Deep;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// Named signals and a small model, part of the program
    Light,
    /// A multilingual transformer, whose model is a file of its own
    Deep,
}

/// The engine that is asked for.
#[derive(Debug, Args)]
pub struct Choice {
    /// Engine
    #[arg(long, value_enum, default_value_t = Name::Light)]
    pub engine: Name,
    /// The deep engine's model; left out, models/deep.bin is looked for here and beside the program
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

impl Choice {
    /// The engine, ready to read on every core.
    pub fn reader(&self) -> Result<Box<dyn RelationReader>, Failure> {
        self.reader_on(cores())
    }

    fn reader_on(&self, threads: usize) -> Result<Box<dyn RelationReader>, Failure> {
        match (self.engine, &self.model) {
            (Name::Light, None) => Ok(Box::new(Light::new())),
            (Name::Light, Some(model)) => {
                Err(Failure::at(model, "a model is for the deep engine; add --engine deep or leave --model out"))
            }
            (Name::Deep, Some(model)) => deep(model, threads),
            (Name::Deep, None) => {
                let places = places();
                match places.iter().find(|p| p.is_file()) {
                    Some(model) => deep(model, threads),
                    None => Err(Failure::plain(format!(
                        "the deep engine's model is not there, neither as {}; name it with --model, or leave --engine out for the light engine",
                        places.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(" nor as ")
                    ))),
                }
            }
        }
    }

    /// The engine that compares whole accounts, on every core.
    pub fn engine(&self) -> Result<Engine, Failure> {
        self.engine_on(cores())
    }

    /// The same on so many threads, which change nothing in what it says.
    pub fn engine_on(&self, threads: usize) -> Result<Engine, Failure> {
        if self.engine == Name::Light && self.model.is_none() {
            return Ok(Engine::light());
        }
        Engine::with_reader("deep", self.reader_on(threads)?).map_err(|e| Failure::plain(e.to_string()))
    }
}

/// How many threads can work at once here.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, Into::into)
}

const MODEL: &str = "models/deep.bin";

/// Where the model is looked for: under the working folder, then beside the program.
fn places() -> Vec<PathBuf> {
    let mut places = vec![PathBuf::from(MODEL)];
    let program = std::env::current_exe().ok();
    places.extend(program.as_deref().and_then(Path::parent).map(|folder| folder.join(MODEL)));
    places
}

fn deep(model: &Path, threads: usize) -> Result<Box<dyn RelationReader>, Failure> {
    let bytes = fs::read(model).map_err(|e: io::Error| Failure::io(model, "read", &e))?;
    let deep = Deep::from_bytes(&bytes).map_err(|e| Failure::at(model, e))?;
    Ok(Box::new(deep.with_threads(threads)))
}
