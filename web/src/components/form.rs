//! Where accounts or an article are pasted, dropped, opened and described.

use super::account::{AccountFields, picked};
use super::gallery::Gallery;
use crate::agent::Goal;
use crate::case_file::{MOST, OpenAccount};
use crate::i18n::{fill, t};
use crate::state::{Action, Mode, State};
use std::rc::Rc;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`Form`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What the page knows.
    pub state: Rc<State>,
    /// Called with what happens.
    pub act: Callback<Action>,
    /// Called with files dropped or picked.
    pub files: Callback<(Vec<File>, Goal)>,
}

/// The form.
#[component]
pub fn Form(props: &Props) -> Html {
    let state = &props.state;
    let mode = |mode: Mode, id: &'static str, name: &'static str| {
        let pick = props.act.reform(move |_: MouseEvent| Action::Mode(mode));
        html! { <button type="button" {id} aria-pressed={(state.mode == mode).to_string()} onclick={pick}>{ name }</button> }
    };
    html! {
        <form onsubmit={|e: SubmitEvent| e.prevent_default()}>
            <div class="bar">
                <div class="switch" role="group" aria-label={t().what_goes_in}>
                    { mode(Mode::Accounts, "mode-accounts", t().mode_accounts) }
                    { mode(Mode::Article, "mode-article", t().mode_article) }
                </div>
                <label class="button file">{ t().open_files }<input id="open" type="file" multiple=true accept=".json,.zip,.txt,.md,.html,.htm,.docx,.pdf" onchange={picked(&props.files, goal(state.mode))} /></label>
                <label class="button file">{ t().open_folder }<input id="open-folder" type="file" webkitdirectory=true onchange={picked(&props.files, Goal::Anywhere)} /></label>
                <button type="button" id="clear" onclick={props.act.reform(|_: MouseEvent| Action::Cleared)}>{ t().clear }</button>
            </div>
            <Gallery />
            { match state.mode {
                Mode::Accounts => accounts(props),
                Mode::Article => article(props),
            } }
        </form>
    }
}

fn goal(mode: Mode) -> Goal {
    if mode == Mode::Article { Goal::Article } else { Goal::Anywhere }
}

fn accounts(props: &Props) -> Html {
    let case = &props.state.case;
    let count = case.accounts.len();
    let title = {
        let (case, act) = (case.clone(), props.act.clone());
        Callback::from(move |e: InputEvent| {
            let mut case = case.clone();
            case.title = e.target_unchecked_into::<HtmlInputElement>().value();
            act.emit(Action::Edited(case));
        })
    };
    let date = {
        let (case, act) = (case.clone(), props.act.clone());
        Callback::from(move |e: InputEvent| {
            let mut case = case.clone();
            case.date = Some(e.target_unchecked_into::<HtmlInputElement>().value()).filter(|d| !d.is_empty());
            act.emit(Action::Edited(case));
        })
    };
    let add = {
        let (case, act) = (case.clone(), props.act.clone());
        Callback::from(move |_: MouseEvent| {
            let mut case = case.clone();
            case.add();
            act.emit(Action::Edited(case));
        })
    };
    html! {
        <>
            <div class="event">
                <label class="source-field">{ t().event }<input id="title" type="text" dir="auto" value={case.title.clone()} oninput={title} placeholder={t().event_hint} /></label>
                <label>{ t().event_date }<input type="date" value={case.date.clone().unwrap_or_default()} oninput={date} /></label>
            </div>
            <div class="accounts">
                { for (0..count).map(|n| one(props, n)) }
            </div>
            <p class="actions"><button type="button" id="add" disabled={count >= MOST} onclick={add}>{ t().add }</button></p>
        </>
    }
}

fn one(props: &Props, n: usize) -> Html {
    let case = &props.state.case;
    let edited = {
        let (case, act) = (case.clone(), props.act.clone());
        Callback::from(move |account: OpenAccount| {
            let mut case = case.clone();
            case.accounts[n] = account;
            act.emit(Action::Edited(case));
        })
    };
    let remove = (case.accounts.len() > 2).then(|| {
        let (case, act) = (case.clone(), props.act.clone());
        Callback::from(move |()| {
            let mut case = case.clone();
            case.accounts.remove(n);
            act.emit(Action::Edited(case));
        })
    });
    let account = case.accounts[n].clone();
    let title = fill(t().account_n, &[("n", &(n + 1).to_string())]);
    html! { <AccountFields key={n} {account} {title} goal={Goal::Account(n)} sourced=true {edited} files={props.files.clone()} {remove} /> }
}

fn article(props: &Props) -> Html {
    let edited = props.act.reform(Action::EditedArticle);
    html! {
        <>
            <p class="hint">{ t().article_hint }</p>
            <div class="accounts single">
                <AccountFields account={props.state.article.clone()} title={t().article} goal={Goal::Article} sourced=false {edited} files={props.files.clone()} remove={None::<Callback<()>>} />
            </div>
        </>
    }
}
