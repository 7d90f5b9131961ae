//! The page and its worker: the only boundary. The page asks, the worker answers, each request by its number. A worker at
//! work hears nothing, so what is under way is stopped by ending the worker; the next request starts another.

use crate::case_file::{OpenAccount, OpenCase};
use crate::i18n;
use crate::opened::{Held, Opened};
use crate::work;
use diptych_core::Report;
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// The report of a case.
    Compare(OpenCase),
    /// An article taken apart.
    Article(OpenAccount),
    /// The scores of a report whose findings were corrected by hand, from its case.
    Rescore(OpenCase, Box<Report>),
    /// What the files of these names hold, and where it is to go; their bytes go beside.
    Open(Vec<String>, Goal),
}

/// Where opened files go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// Wherever there is room.
    Anywhere,
    /// The first into this account, the others wherever there is room.
    Account(usize),
    /// Goal the article.
    Article,
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The report's JSON, or why there is none.
    Compared(Result<String, String>),
    /// The article's JSON, or why there is none.
    Article(Result<String, String>),
    /// The corrected report's JSON with its scores, or why there is none.
    Rescored(Result<String, String>),
    /// What the files hold, and where it is to go.
    Opened(Opened, Goal),
    /// The worker did not start, or broke down; the message is the browser's.
    Fault(String),
}

/// The page's end.
#[derive(Clone)]
pub struct Agent(Rc<Inner>);

struct Inner {
    line: RefCell<Option<Line>>,
    /// The number of the last request, and how many are open.
    last: Cell<u64>,
    open: Cell<usize>,
    answered: Callback<(u64, Answer)>,
}

/// A worker with what it is listened to by.
struct Line {
    worker: Worker,
    /// Requests kept until it says that it is ready: it hears nothing before.
    waiting: Option<Vec<Array>>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(ErrorEvent)>,
}

const READY: &str = "ready";

impl PartialEq for Agent {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Agent {
    /// The page's end; `answered` hears each answer with the number of its request.
    pub fn new(answered: Callback<(u64, Answer)>) -> Agent {
        let inner = Inner { line: RefCell::new(None), last: Cell::new(0), open: Cell::new(0), answered };
        Agent(Rc::new(inner))
    }

    /// Asks, and gives the request's number.
    pub fn ask(&self, request: &Request, files: &[Held]) -> u64 {
        let number = self.0.last.get() + 1;
        self.0.last.set(number);
        self.0.open.set(self.0.open.get() + 1);
        // Plain data with string keys alone: nothing that serde_json could refuse.
        let json = serde_json::to_string(&(number, i18n::t().code, request)).unwrap_or_default();
        let message = Array::of1(&JsValue::from_str(&json));
        for (_, bytes) in files {
            message.push(&Uint8Array::from(bytes.as_slice()));
        }
        if let Err(error) = self.0.send(message) {
            self.0.broke(number, &error);
        }
        number
    }

    /// Ends what is under way, if anything is.
    pub fn stop(&self) {
        if self.0.open.replace(0) > 0
            && let Some(line) = self.0.line.take()
        {
            line.end();
        }
    }
}

impl Inner {
    fn send(self: &Rc<Self>, message: Array) -> Result<(), JsValue> {
        if self.line.borrow().is_none() {
            *self.line.borrow_mut() = Some(Line::start(self)?);
        }
        match self.line.borrow_mut().as_mut() {
            Some(Line { waiting: Some(waiting), .. }) => waiting.push(message),
            Some(line) => line.worker.post_message(&message)?,
            None => {}
        }
        Ok(())
    }

    fn heard(&self, message: &MessageEvent) {
        let Some(text) = message.data().as_string() else { return };
        if text == READY {
            if let Some(line) = self.line.borrow_mut().as_mut() {
                for message in line.waiting.take().unwrap_or_default() {
                    // A message of strings and bytes can always be sent.
                    let _ = line.worker.post_message(&message);
                }
            }
            return;
        }
        self.open.set(self.open.get().saturating_sub(1));
        match serde_json::from_str(&text) {
            Ok(answer) => self.answered.emit(answer),
            Err(error) => self.broke(self.last.get(), &JsValue::from_str(&error.to_string())),
        }
    }

    fn broke(&self, number: u64, error: &JsValue) {
        self.open.set(0);
        if let Some(line) = self.line.take() {
            line.end();
        }
        let message = error.as_string().unwrap_or_else(|| format!("{error:?}"));
        self.answered.emit((number, Answer::Fault(message)));
    }
}

impl Line {
    fn start(inner: &Rc<Inner>) -> Result<Line, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options("worker-start.js", &options)?;
        let page = Rc::downgrade(inner);
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |e: MessageEvent| {
            if let Some(page) = page.upgrade() {
                page.heard(&e);
            }
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        let page = Rc::downgrade(inner);
        let failed = Closure::<dyn FnMut(ErrorEvent)>::new(move |e: ErrorEvent| {
            if let Some(page) = page.upgrade() {
                let message = js_sys::Reflect::get(&e, &"message".into()).unwrap_or_default();
                page.broke(page.last.get(), &message);
            }
        });
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Ok(Line { worker, waiting: Some(Vec::new()), _heard: heard, _failed: failed })
    }

    fn end(self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The worker's end: answers one request after the other, for as long as the worker lives.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answers = scope.clone();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        let parts = Array::from(&message.data());
        let files = parts.iter().skip(1).map(|bytes| Uint8Array::new(&bytes).to_vec()).collect();
        let json = parts.get(0).as_string().unwrap_or_default();
        let (number, answer) = match serde_json::from_str::<(u64, String, Request)>(&json) {
            Ok((number, language, request)) => {
                i18n::speak(&language);
                (number, work::answer(request, files))
            }
            Err(error) => (0, Answer::Fault(error.to_string())),
        };
        let text = serde_json::to_string(&(number, answer)).unwrap_or_default();
        // A string can always be sent.
        let _ = answers.post_message(&JsValue::from_str(&text));
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // It serves until the worker ends.
    heard.forget();
    let _ = scope.post_message(&JsValue::from_str(READY));
}
