//! The page's state and its parts.

use crate::case_file::OpenCase;
use crate::findings::Findings;
use crate::form::Form;
use crate::overview::Overview;
use crate::save::save;
use crate::work::Compare;
use diptych_core::Report;
use gloo_worker::Spawnable;
use gloo_worker::oneshot::OneshotBridge;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A case that shows what Diptych does; the texts are the corpus'.
const EXAMPLE: [(&str, &str, &str); 2] = [
    (
        "torvania",
        "Office of the President of Torvania",
        include_str!("../../corpus/cases/call-birthday-leaders/torvania.txt"),
    ),
    ("marunda", "Marundan National Television", include_str!("../../corpus/cases/call-birthday-leaders/marunda.txt")),
];

/// What the page shows below the form.
#[derive(Clone, PartialEq)]
enum Stage {
    Empty,
    Busy,
    Failed(String),
    Done { report: Rc<Report>, json: AttrValue },
}

/// The page.
#[component]
pub fn App() -> Html {
    let case = use_state(|| OpenCase::empty(2));
    let stage = use_state(|| Stage::Empty);
    let pair = use_state(|| 0usize);
    // The worker lives as long as the page, so that its engine is loaded once.
    let bridge = use_memo((), |()| Compare::spawner().with_loader(true).spawn("worker-start.js"));

    let compare = {
        let (case, stage, pair) = (case.clone(), stage.clone(), pair.clone());
        Callback::from(move |()| {
            let (stage, pair) = (stage.clone(), pair.clone());
            let mut bridge: OneshotBridge<Compare> = bridge.fork();
            let input = (*case).clone();
            stage.set(Stage::Busy);
            spawn_local(async move {
                pair.set(0);
                stage.set(match bridge.run(input).await {
                    Ok(json) => match serde_json::from_str::<Report>(&json) {
                        Ok(report) => Stage::Done { report: Rc::new(report), json: json.into() },
                        Err(error) => Stage::Failed(format!("The report could not be read back: {error}")),
                    },
                    Err(reason) => Stage::Failed(reason),
                });
            });
        })
    };
    let edited = {
        let (case, stage) = (case.clone(), stage.clone());
        Callback::from(move |edited: Result<OpenCase, String>| match edited {
            Ok(new) => {
                case.set(new);
                stage.set(Stage::Empty);
            }
            Err(reason) => stage.set(Stage::Failed(reason)),
        })
    };
    let example = {
        let edited = edited.clone();
        Callback::from(move |_: MouseEvent| {
            let mut case = OpenCase::empty(2);
            case.id = "call-birthday-leaders".into();
            case.title = "Telephone call of two leaders".into();
            for (account, (id, source, text)) in case.accounts.iter_mut().zip(EXAMPLE) {
                account.id = id.into();
                account.source = source.into();
                account.text = text.into();
            }
            edited.emit(Ok(case));
        })
    };
    let keys = {
        let compare = compare.clone();
        Callback::from(move |e: KeyboardEvent| {
            if e.key() == "Enter" && (e.ctrl_key() || e.meta_key()) {
                e.prevent_default();
                compare.emit(());
            }
        })
    };
    html! {
        <main onkeydown={keys}>
            <header>
                <h1>{ "Diptych" }</h1>
                <p class="lead">{ "Two or more accounts of one event, side by side: what each says that the other does not, where they conflict, and the words that show it." }</p>
                <p class="note">{ "Everything is computed on this machine. Nothing you paste leaves it." }</p>
            </header>
            <Form case={(*case).clone()} {edited} />
            <p class="actions">
                <button id="compare" class="primary" disabled={*stage == Stage::Busy} onclick={compare.reform(|_: MouseEvent| ())}>{ "Compare" }</button>
                <button id="example" onclick={example}>{ "Fill in an example" }</button>
                <span class="hint">{ "Ctrl + Enter compares." }</span>
            </p>
            <section id="result" aria-live="polite" aria-busy={(*stage == Stage::Busy).to_string()}>
                { result(&stage, &pair) }
            </section>
        </main>
    }
}

fn result(stage: &Stage, pair: &UseStateHandle<usize>) -> Html {
    match stage {
        Stage::Empty => html! {},
        Stage::Busy => html! { <p>{ "Comparing …" }</p> },
        Stage::Failed(reason) => html! { <p class="error" role="alert">{ reason.clone() }</p> },
        Stage::Done { report, json } => {
            let name = format!("{}.diptych.json", report.case.id);
            let json = json.clone();
            let keep = Callback::from(move |_: MouseEvent| {
                // A refused download leaves the report on the page; there is nothing else to do.
                let _ = save(&name, "application/json", &json);
            });
            let chosen = (**pair).min(report.pairs.len().saturating_sub(1));
            let pick = {
                let pair = pair.clone();
                Callback::from(move |n: usize| pair.set(n))
            };
            html! {
                <>
                    { for report.warnings.iter().map(|w| html! { <p class="warning">{ w.message.clone() }</p> }) }
                    <Overview report={report.clone()} {chosen} {pick} />
                    <p class="actions"><button id="save" onclick={keep}>{ "Save report (JSON)" }</button></p>
                    <Findings report={report.clone()} {chosen} />
                </>
            }
        }
    }
}
