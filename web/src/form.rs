//! Where accounts are pasted, described, or opened from a case file.

use crate::case_file::{MOST, OpenAccount, OpenCase};
use gloo_file::File;
use gloo_file::futures::read_as_text;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Properties of [`Form`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is filled in.
    pub case: OpenCase,
    /// Called with every change, or with why a file could not be opened.
    pub edited: Callback<Result<OpenCase, String>>,
}

/// The form.
#[component]
pub fn Form(props: &Props) -> Html {
    let count = props.case.accounts.len();
    let change = |edit: fn(&mut OpenCase)| {
        let (case, edited) = (props.case.clone(), props.edited.clone());
        Callback::from(move |_: MouseEvent| {
            let mut case = case.clone();
            edit(&mut case);
            edited.emit(Ok(case));
        })
    };
    let opened = {
        let edited = props.edited.clone();
        Callback::from(move |e: Event| {
            let input: HtmlInputElement = e.target_unchecked_into();
            let Some(file) = input.files().and_then(|f| f.get(0)).map(File::from) else { return };
            // Empty again, so that the same file can be opened twice.
            input.set_value("");
            let edited = edited.clone();
            spawn_local(async move {
                edited.emit(match read_as_text(&file).await {
                    Ok(text) => OpenCase::parse(&text),
                    Err(error) => Err(format!("{} could not be read: {error}", file.name())),
                });
            });
        })
    };
    html! {
        <form class="accounts" onsubmit={|e: SubmitEvent| e.prevent_default()}>
            { for (0..count).map(|n| account(props, n)) }
            <p class="actions">
                <button type="button" id="add" disabled={count >= MOST} onclick={change(OpenCase::add)}>{ "Add an account" }</button>
                <button type="button" id="remove" disabled={count <= 2} onclick={change(|c| { c.accounts.pop(); })}>{ "Remove the last" }</button>
                <label class="file">{ "Open a case file " }<input id="open" type="file" accept=".json,application/json" onchange={opened} /></label>
            </p>
        </form>
    }
}

fn account(props: &Props, n: usize) -> Html {
    let account = &props.case.accounts[n];
    let set = |apply: fn(&mut OpenAccount, String)| {
        let (case, edited) = (props.case.clone(), props.edited.clone());
        Callback::from(move |value: String| {
            let mut case = case.clone();
            apply(&mut case.accounts[n], value);
            edited.emit(Ok(case));
        })
    };
    let input =
        |set: Callback<String>| set.reform(|e: InputEvent| e.target_unchecked_into::<HtmlInputElement>().value());
    let source = input(set(|a, v| a.source = v));
    let date = input(set(|a, v| a.date = Some(v).filter(|v| !v.is_empty())));
    let lang = set(|a, v| a.lang = Some(v).filter(|v| !v.is_empty()))
        .reform(|e: Event| e.target_unchecked_into::<HtmlSelectElement>().value());
    let text = set(|a, v| a.text = v).reform(|e: InputEvent| e.target_unchecked_into::<HtmlTextAreaElement>().value());
    let chosen = account.lang.clone().unwrap_or_default();
    let option =
        |code: &'static str, name: &str| html! { <option value={code} selected={chosen == code}>{ name }</option> };
    html! {
        <fieldset key={account.id.clone()}>
            <legend>{ format!("Account {}", n + 1) }</legend>
            <label>{ "Source" }<input type="text" value={account.source.clone()} oninput={source} /></label>
            <label>{ "Date" }<input type="date" value={account.date.clone().unwrap_or_default()} oninput={date} /></label>
            <label>{ "Language" }
                <select onchange={lang}>
                    { option("", "Detect") }
                    { option("en", "English") }
                    { option("ru", "Russian") }
                    { option("zh", "Chinese") }
                </select>
            </label>
            <label class="text">{ "Text" }<textarea rows="10" value={account.text.clone()} oninput={text} /></label>
        </fieldset>
    }
}
