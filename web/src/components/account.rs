//! The fields of one account, or of an article.

use crate::agent::Goal;
use crate::case_file::OpenAccount;
use crate::i18n::{fill, number, t};
use diptych_core::Lang;
use web_sys::{File, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Most bytes that a text field is given: browsers take seconds to lay out more, and the page stands still.
const WHOLE: usize = 200_000;

/// Letters shown of a longer text.
const BEGINNING: usize = 2_000;

/// Properties of [`AccountFields`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is filled in.
    pub account: OpenAccount,
    /// Its heading.
    pub title: String,
    /// Where files dropped here go.
    pub goal: Goal,
    /// Whether its source can be named; an article's can't.
    pub sourced: bool,
    /// Called with every change.
    pub edited: Callback<OpenAccount>,
    /// Called with files dropped or picked.
    pub files: Callback<(Vec<File>, Goal)>,
    /// Called to take it away, where it can be.
    pub remove: Option<Callback<()>>,
}

/// The fields.
#[component]
pub fn AccountFields(props: &Props) -> Html {
    let over = use_state(|| false);
    let account = &props.account;
    let set = |apply: fn(&mut OpenAccount, String)| {
        let (account, edited) = (account.clone(), props.edited.clone());
        Callback::from(move |value: String| {
            let mut account = account.clone();
            apply(&mut account, value);
            edited.emit(account);
        })
    };
    let input =
        |set: Callback<String>| set.reform(|e: InputEvent| e.target_unchecked_into::<HtmlInputElement>().value());
    let source = input(set(|a, v| a.source = v));
    let date = input(set(|a, v| a.date = Some(v).filter(|v| !v.is_empty())));
    let lang = set(|a, v| a.lang = Some(v).filter(|v| !v.is_empty()))
        .reform(|e: Event| e.target_unchecked_into::<HtmlSelectElement>().value());
    let emptied = set(|a, v| a.text = v).reform(|_: MouseEvent| String::new());
    let text = set(|a, v| a.text = v).reform(|e: InputEvent| e.target_unchecked_into::<HtmlTextAreaElement>().value());
    let chosen = account.lang.clone().unwrap_or_default();
    let option =
        |code: &'static str, name: String| html! { <option value={code} selected={chosen == code}>{ name }</option> };
    let dragged = |is: bool| {
        let over = over.clone();
        Callback::from(move |e: DragEvent| {
            e.prevent_default();
            over.set(is);
        })
    };
    let dropped = {
        let (over, files, goal) = (over.clone(), props.files.clone(), props.goal);
        Callback::from(move |e: DragEvent| {
            let held = e.data_transfer().and_then(|d| d.files()).map(list).unwrap_or_default();
            over.set(false);
            // Words that are dragged in are the text field's own affair.
            if !held.is_empty() {
                e.prevent_default();
                e.stop_propagation();
                files.emit((held, goal));
            }
        })
    };
    // Long texts are looked through when they change, not whenever something else does.
    let (found, length) = *use_memo(account.text.clone(), |text| (Lang::detect(text), text.chars().count()));
    let written = account.lang.clone().or_else(|| (found != Lang::Und).then(|| found.code().to_string()));
    html! {
        <fieldset class={classes!("account", over.then_some("over"))} ondragover={dragged(true)} ondragleave={dragged(false)} ondrop={dropped}>
            <legend>{ props.title.clone() }</legend>
            if props.sourced {
                <label class="source-field">{ t().source }<input type="text" dir="auto" value={account.source.clone()} oninput={source} /></label>
            }
            <label>{ t().date }<input type="date" value={account.date.clone().unwrap_or_default()} oninput={date} /></label>
            <label>{ t().language }
                <select onchange={lang}>
                    { option("", detected(&account.text, found)) }
                    { option("en", t().english.into()) }
                    { option("ru", t().russian.into()) }
                    { option("zh", t().chinese.into()) }
                </select>
            </label>
            if account.text.len() > WHOLE {
                <label class="text">{ t().text }<textarea rows="9" lang={written} dir="auto" readonly=true value={beginning(&account.text)} /></label>
                <p class="hint">{ t().long_text }
                    { " " }<button type="button" class="quiet" onclick={emptied}>{ t().other_text }</button></p>
            } else {
                <label class="text">{ t().text }<textarea rows="9" lang={written} dir="auto" placeholder={t().paste_here} value={account.text.clone()} oninput={text} /></label>
            }
            <p class="under">
                <span>{ if length == 0 { String::new() } else { fill(t().length, &[("n", &number(length))]) } }</span>
                <label class="button file">{ t().open_file }<input type="file" accept=".txt,.md,.html,.htm,.docx,.pdf,text/plain" onchange={picked(&props.files, props.goal)} /></label>
                if let Some(remove) = &props.remove {
                    <button type="button" class="remove" onclick={remove.reform(|_: MouseEvent| ())} aria-label={fill(t().remove_it, &[("what", &props.title)])}>{ t().remove }</button>
                }
            </p>
        </fieldset>
    }
}

/// The beginning of a long text, with a sign that it goes on.
fn beginning(text: &str) -> String {
    text.chars().take(BEGINNING).chain(['\n', '…']).collect()
}

/// The choice that leaves the language open, with what it comes to.
fn detected(text: &str, found: Lang) -> String {
    if text.trim().is_empty() {
        return t().detect.into();
    }
    let name = match found {
        Lang::En => t().english,
        Lang::Ru => t().russian,
        Lang::Zh => t().chinese,
        Lang::Und => t().unknown_language,
    };
    fill(t().detected, &[("language", name)])
}

/// The files of a browser's list.
pub fn list(files: web_sys::FileList) -> Vec<File> {
    (0..files.length()).filter_map(|n| files.get(n)).collect()
}

/// Hands on the files that were picked, and empties the field so that the same ones can be picked again.
pub fn picked(files: &Callback<(Vec<File>, Goal)>, goal: Goal) -> Callback<Event> {
    let files = files.clone();
    Callback::from(move |e: Event| {
        let input: HtmlInputElement = e.target_unchecked_into();
        let held = input.files().map(list).unwrap_or_default();
        input.set_value("");
        if !held.is_empty() {
            files.emit((held, goal));
        }
    })
}
