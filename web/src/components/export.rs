//! What a reader takes along: files, a citation, a link.

use crate::download::{Content, Download, Format};
use crate::i18n::{fill, number, t};
use crate::link::pack;
use crate::place::Place;
use crate::save::{Copy, save};
use crate::state::{Asked, Shown};
use diptych_core::labels::{labels, to_jsonl};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Export`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The comparison.
    pub shown: Rc<Shown>,
    /// Where the reader is.
    pub place: Place,
    /// Called with what the comparison is to be made into.
    pub render: Callback<Format>,
    /// Whether that is under way.
    pub rendering: bool,
}

/// The buttons.
#[component]
pub fn Export(props: &Props) -> Html {
    let linked = use_state(|| None::<Result<String, String>>);
    let shown = &props.shown;
    let keep = |ending: &'static str, mime: &'static str, render: fn(&Shown) -> String| {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| {
            // A refused download leaves the report on the page; there is nothing else to do.
            let _ = save(&Download::new(&shown.report.case.id, ending, mime, Content::Text(render(&shown))));
        })
    };
    let file = |format: Format| {
        let make = props.render.reform(move |_: MouseEvent| format);
        html! { <button type="button" id={format!("save-{}", format.ending())} onclick={make}>{ said(format) }</button> }
    };
    let files = if shown.article.is_some() { Format::OF_ARTICLE } else { Format::OF_CASE };
    let link = {
        let (linked, shown, place) = (linked.clone(), shown.clone(), props.place.clone());
        Callback::from(move |_: MouseEvent| linked.set(Some(address(&shown, &place))))
    };
    let print = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // Where nothing can be printed the page stays as it is.
            let _ = window.print();
        }
    });
    html! {
        <details class="export">
            <summary>{ t().take_along }</summary>
            <div class="actions">
                { for files.iter().map(|format| file(*format)) }
                <button type="button" id="save" onclick={keep("json", "application/json", |s| s.json.clone())}>{ t().save_json }</button>
                <button type="button" id="save-labels" onclick={keep("labels.jsonl", "application/jsonl", |s| to_jsonl(&labels(&s.report)))}>{ t().save_labels }</button>
                <button type="button" onclick={print}>{ t().print }</button>
                <Copy text={crate::citation::report(&shown.report)} label={t().copy_citation} />
                <button type="button" id="link" onclick={link}>{ t().make_link }</button>
            </div>
            if props.rendering { <p class="hint" role="status">{ t().rendering }</p> }
            { match &*linked {
                None => html! {},
                Some(Err(reason)) => html! { <p class="warning">{ reason.clone() }</p> },
                Some(Ok(link)) => html! {
                    <>
                        <p class="warning">{ if props.place.case.is_some() { t().link_to_case.into() } else { fill(t().link_warning, &[("n", &number(link.len()))]) } }</p>
                        if shown.corrections() > 0 { <p class="warning">{ t().link_uncorrected }</p> }
                        <p class="actions"><input id="permalink" type="text" readonly=true aria-label={t().make_link} value={link.clone()} /><Copy text={link.clone()} label={t().copy_link} /></p>
                    </>
                },
            } }
        </details>
    }
}

fn said(format: Format) -> &'static str {
    match format {
        Format::Html => t().save_html,
        Format::Markdown => t().save_md,
        Format::Csv => t().save_csv,
        Format::Docx => t().save_docx,
    }
}

/// The address that leads here: by name for a case of the gallery, else with the texts in it.
fn address(shown: &Shown, place: &Place) -> Result<String, String> {
    let mut place = place.clone();
    if place.case.is_none() {
        place.data = match &shown.asked {
            Asked::Case(case) => Some(pack(case)?),
            Asked::Article(_) => return Err(t().no_article_link.into()),
        };
    }
    let location = web_sys::window().map(|w| w.location());
    let here = location.and_then(|l| l.href().ok()).unwrap_or_default();
    Ok(format!("{}{place}", here.split('#').next().unwrap_or_default()))
}
