//! The page: its state, its worker, its address and its keys.

use crate::agent::{Agent, Answer, EngineName, Goal, Program, Request};
use crate::case_file::OpenCase;
use crate::components::account::list;
use crate::components::busy;
use crate::components::form::Form;
use crate::components::kept::Foot;
use crate::components::result::Outcome;
use crate::correct::{self, Correction};
use crate::download::Format;
use crate::fetch;
use crate::i18n::{LANGUAGES, Words, choice, fill, foreign, t};
use crate::keep;
use crate::link::unpack;
use crate::place::{Place, View};
use crate::save::save;
use crate::state::{Action, Asked, Stage, State, Topics};
use diptych_ingest::LIMIT;
use gloo_events::EventListener;
use gloo_file::futures::read_as_bytes;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, File, HtmlSelectElement};
use yew::prelude::*;

/// The page.
#[component]
pub fn App() -> Html {
    let language = use_state(|| {
        choice::start();
        t()
    });
    let state = use_reducer_eq(|| keep::restore().map_or_else(State::default, keep::Kept::state));
    let act = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    let agent = {
        let act = act.clone();
        use_memo((), |()| {
            Agent::new(Callback::from(move |(number, answer): (u64, Answer)| {
                if let Answer::Rendered(Ok(file)) = &answer
                    && let Err(error) = save(file)
                {
                    act.emit(Action::Note(fill(t().not_saved, &[("reason", &format!("{error:?}"))])));
                }
                act.emit(Action::Answered(number, answer));
            }))
        })
    };
    let compare = {
        let (agent, act) = (agent.clone(), act.clone());
        use_callback(state.engine, move |asked: Asked, engine| {
            // What is still under way is about words that nobody asks for any more.
            agent.stop();
            act.emit(Action::Asked(agent.ask(&asked.request(*engine), &[]), asked));
        })
    };
    let stop = {
        let (agent, act) = (agent.clone(), act.clone());
        use_callback((), move |(): (), ()| {
            agent.stop();
            act.emit(Action::Stopped);
        })
    };
    let files = {
        let (agent, act) = (agent.clone(), act.clone());
        use_callback((), move |(held, goal): (Vec<File>, Goal), ()| {
            let (agent, act) = (agent.clone(), act.clone());
            act.emit(Action::Noted);
            spawn_local(async move { open(&agent, &act, held, goal).await });
        })
    };
    let correct = {
        let (agent, act) = (agent.clone(), act.clone());
        let (shown, pair) = (state.shown().cloned(), state.place.pair);
        Callback::from(move |(finding, correction): (usize, Correction)| {
            let Some(shown) = &shown else { return };
            let Asked::Case(case) = &shown.asked else { return };
            let pair = pair.min(shown.report.pairs.len().saturating_sub(1));
            if let Some(report) = correct::correct(&shown.report, pair, finding, correction) {
                let request = Request::Rescore(case.clone(), Box::new(report));
                act.emit(Action::Rescoring(agent.ask(&request, &[])));
            }
        })
    };
    let render = {
        let (agent, act, shown) = (agent.clone(), act.clone(), state.shown().cloned());
        Callback::from(move |format: Format| {
            let Some(shown) = &shown else { return };
            let request = Request::Render(format, shown.asked.clone(), shown.json.clone());
            act.emit(Action::Rendering(agent.ask(&request, &[])));
        })
    };
    {
        let agent = agent.clone();
        // Once the page stands; a comparison asked for sooner does not wait for that.
        use_effect_with((), move |()| {
            let timer = Timeout::new(500, move || agent.start(Program::Worker));
            move || drop(timer)
        });
    }
    use_topics(&state, &agent, &act);
    use_address(&state.place, &act);
    use_case(&state.place, &act, &compare);
    use_keys(&act, &stop);

    let whole = Rc::new((*state).clone());
    let ask = {
        let (state, compare) = (whole.clone(), compare.clone());
        Callback::from(move |()| compare.emit(state.asked()))
    };
    let keys = {
        let ask = ask.clone();
        Callback::from(move |e: KeyboardEvent| {
            if e.key() == "Enter" && (e.ctrl_key() || e.meta_key()) {
                e.prevent_default();
                ask.emit(());
            }
        })
    };
    let over = Callback::from(|e: DragEvent| e.prevent_default());
    let dropped = {
        let files = files.clone();
        Callback::from(move |e: DragEvent| {
            let held = e.data_transfer().and_then(|d| d.files()).map(list).unwrap_or_default();
            if !held.is_empty() {
                e.prevent_default();
                files.emit((held, Goal::Anywhere));
            }
        })
    };
    let speak = {
        let (language, act) = (language.clone(), act.clone());
        Callback::from(move |words: &'static Words| {
            choice::choose(words);
            act.emit(Action::Speaking);
            language.set(words);
        })
    };
    let busy = state.is_busy();
    let folded = !state.editing && state.shown().is_some();
    // In another language everything is drawn anew, also what has no other reason to be.
    html! {
        <div class={classes!("page", state.shown().filter(|_| !state.editing).map(|_| "done"))} onkeydown={keys} ondragover={over} ondrop={dropped}>
            <header>
                <h1>{ "Diptych" }</h1>
                { languages(&speak) }
                <p class="lead">{ t().lead }</p>
                <p class="note">{ t().private }</p>
            </header>
            <main key={language.code}>
            <section id="input" aria-label={t().what_goes_in}>
                if folded {
                    { fold(&state, &act) }
                } else {
                    <Form state={whole.clone()} act={act.clone()} {files} />
                }
                { notes(&state.notes, &act) }
                if !folded || busy || state.is_stale() {<p class="actions ask">
                    <button id="compare" class="primary" disabled={busy} onclick={ask.reform(|_: MouseEvent| ())}>{ t().compare }</button>
                    if busy {
                        <button id="stop" onclick={stop.reform(|_: MouseEvent| ())}>{ t().stop }</button>
                        { busy::busy(&state) }
                    } else if !folded {
                        { engine(&state, &act) }
                    }
                </p>}
            </section>
            <p class="unseen" role="status">{ if state.shown().is_some() && !busy { t().done } else { "" } }</p>
            <section id="result" aria-busy={busy.to_string()}>
                { match &state.stage {
                    Stage::Empty | Stage::Busy(..) => html! {},
                    Stage::Failed(reason) => html! { <p class="error" role="alert" lang={foreign(reason)}>{ reason.clone() }</p> },
                    Stage::Done(shown) => html! {
                        <>
                            if state.is_stale() { <p class="warning" id="stale">{ t().stale }</p> }
                            <Outcome state={whole.clone()} shown={shown.clone()} act={act.clone()} {correct} {render} />
                        </>
                    },
                } }
            </section>
            </main>
            <Foot key={language.code} state={whole.clone()} act={act.clone()} />
        </div>
    }
}

/// The languages of the page, each under its own name.
fn languages(speak: &Callback<&'static Words>) -> Html {
    html! {
        <div class="switch languages" role="group" aria-label={t().speak}>
            { for LANGUAGES.into_iter().map(|words| html! {
                <button type="button" lang={words.code} aria-pressed={(words == t()).to_string()} onclick={speak.reform(move |_: MouseEvent| words)}>{ words.name }</button>
            }) }
        </div>
    }
}

/// The choice of the engine, with what it means.
fn engine(state: &State, act: &Callback<Action>) -> Html {
    let pick = act.reform(|e: Event| {
        let deep = e.target_unchecked_into::<HtmlSelectElement>().value() == EngineName::Deep.name();
        Action::Engine(if deep { EngineName::Deep } else { EngineName::Light })
    });
    let option = |engine: EngineName, words: &'static str| html! { <option value={engine.name()} selected={state.engine == engine}>{ words }</option> };
    html! {
        <>
            <label class="engine">{ t().engine_choice }
                <select id="engine" onchange={pick}>{ option(EngineName::Light, t().engine_light) }{ option(EngineName::Deep, t().engine_deep) }</select>
            </label>
            <span class="hint">{ if state.engine == EngineName::Deep { t().deep_hint } else if state.editing { t().compare_hint } else { "" } }</span>
        </>
    }
}

/// The form folded up: the way back to the texts.
fn fold(state: &State, act: &Callback<Action>) -> Html {
    html! {
        <p class="folded">
            { engine(state, act) }
            <button type="button" id="edit" onclick={act.reform(|_: MouseEvent| Action::Editing(true))}>{ t().edit }</button>
            <button type="button" id="clear" onclick={act.reform(|_: MouseEvent| Action::Cleared)}>{ t().clear }</button>
        </p>
    }
}

fn notes(notes: &[String], act: &Callback<Action>) -> Html {
    html! {
        if !notes.is_empty() {
            <div class="notes" role="alert">
                { for notes.iter().map(|n| html! { <p class="warning" lang={foreign(n)}>{ n.clone() }</p> }) }
                <button type="button" class="quiet" onclick={act.reform(|_: MouseEvent| Action::Noted)}>{ t().understood }</button>
            </div>
        }
    }
}

/// Reads files in the browser and has the worker make texts of them.
async fn open(agent: &Agent, act: &Callback<Action>, files: Vec<File>, goal: Goal) {
    let mut held = Vec::new();
    for file in files {
        // Of a folder the place within it, which a case file speaks of.
        let path = js_sys::Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|p| p.as_string());
        let name = path.filter(|p| !p.is_empty()).unwrap_or_else(|| file.name());
        let file = gloo_file::File::from(file);
        // One byte more than is read, so that the reader can tell that there is more.
        let most = file.size().min(LIMIT as u64 + 1);
        match read_as_bytes(&file.slice(0, most)).await {
            Ok(bytes) => held.push((name, bytes)),
            Err(error) => act.emit(Action::Note(format!("{name}: {error}"))),
        }
    }
    if !held.is_empty() {
        let names = held.iter().map(|(name, _)| name.clone()).collect();
        act.emit(Action::Reading(agent.ask(&Request::Open(names, goal), &held)));
    }
}

/// Asks for the topics when the overview that shows them is opened.
#[hook]
fn use_topics(state: &State, agent: &Rc<Agent>, act: &Callback<Action>) {
    let (agent, act) = (agent.clone(), act.clone());
    let wanted = (state.place.view == View::Overview && state.topics == Topics::Unknown)
        .then(|| state.shown().map(|shown| shown.asked.clone()))
        .flatten();
    use_effect_with(wanted, move |wanted| {
        if let Some(Asked::Case(case)) = wanted {
            act.emit(Action::AskedTopics(agent.ask(&Request::Topics(case.clone()), &[])));
        }
    });
}

fn fragment() -> String {
    web_sys::window().and_then(|w| w.location().hash().ok()).unwrap_or_default()
}

/// Keeps the address and the place alike, whichever changes.
#[hook]
fn use_address(place: &Place, act: &Callback<Action>) {
    {
        let act = act.clone();
        use_effect_with((), move |()| {
            act.emit(Action::Went(Place::parse(&fragment())));
            let listener = web_sys::window().map(|w| {
                EventListener::new(&w, "hashchange", move |_| act.emit(Action::Went(Place::parse(&fragment()))))
            });
            move || drop(listener)
        });
    }
    // The first drawing is before the address has been read.
    let drawn = use_mut_ref(|| false);
    use_effect_with(place.clone(), move |place| {
        let address = place.to_string();
        let history = web_sys::window().and_then(|w| w.history().ok());
        if let (true, Some(history)) = (drawn.replace(true) && fragment() != address, history) {
            // Where the browser refuses, the address is merely an old one.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
        }
    });
}

/// Opens and compares the case that the address names or carries.
#[hook]
fn use_case(place: &Place, act: &Callback<Action>, compare: &Callback<Asked>) {
    let (act, compare) = (act.clone(), compare.clone());
    let place = place.clone();
    use_effect_with((place.case.clone(), place.data.clone()), move |(case, data)| {
        // What comes after another has been asked for is not wanted any more.
        let wanted = Rc::new(Cell::new(case.is_some() || data.is_some()));
        let (name, data, still) = (case.clone(), data.clone(), wanted.clone());
        spawn_local(async move {
            if !still.get() {
                return;
            }
            let found: Result<OpenCase, String> = match (name, data) {
                (Some(name), _) => {
                    fetch::text(&format!("gallery/{name}.json")).await.and_then(|json| OpenCase::parse(&json))
                }
                (None, data) => unpack(&data.unwrap_or_default()),
            };
            match found {
                _ if !still.get() => {}
                Ok(case) => {
                    act.emit(Action::Loaded(case.clone(), place));
                    compare.emit(Asked::Case(case));
                }
                Err(reason) => act.emit(Action::Failed(reason)),
            }
        });
        move || wanted.set(false)
    });
}

/// Keys that work everywhere but where somebody writes: `1` to `4` for the views, `j` and `k` for the next and the previous
/// finding; Escape stops what is under way, even there.
#[hook]
fn use_keys(act: &Callback<Action>, stop: &Callback<()>) {
    let (act, stop) = (act.clone(), stop.clone());
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "keydown", move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                if event.key() == "Escape" {
                    return stop.emit(());
                }
                let typing = event
                    .target()
                    .and_then(|t| t.dyn_into::<Element>().ok())
                    .is_some_and(|e| ["INPUT", "TEXTAREA", "SELECT"].contains(&e.tag_name().as_str()));
                if typing || event.ctrl_key() || event.meta_key() || event.alt_key() {
                    return;
                }
                match event.key().as_str() {
                    "j" => act.emit(Action::Step(1)),
                    "k" => act.emit(Action::Step(-1)),
                    key => {
                        let number = key.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                        if let Some(view) = number.and_then(|n| View::ALL.get(n)) {
                            act.emit(Action::View(*view));
                        }
                    }
                }
            })
        });
        move || drop(listener)
    });
}
