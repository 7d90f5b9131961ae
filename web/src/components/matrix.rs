//! Accounts against accounts by their index, and claims against accounts: who tells what, and where the tellings part.

use super::kinds::{lang, silent, tag};
use crate::grid::{Row, rows};
use crate::grown::use_grown;
use crate::i18n::{fill, score, t};
use crate::place::{Place, View};
use crate::state::Shown;
use diptych_core::Kind;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Matrix`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The comparison.
    pub shown: Rc<Shown>,
}

/// Both tables.
#[component]
pub fn Matrix(props: &Props) -> Html {
    let report = &props.shown.report;
    let claims =
        use_memo(props.shown.clone(), |shown| rows(&shown.report).into_iter().map(Rc::new).collect::<Vec<_>>());
    let drawn = use_grown(claims.len(), None);
    html! {
        <div class="matrix">
            <h3>{ t().accounts_against_accounts }</h3>
            <p class="hint">{ t().index_scale }</p>
            <div class="scroll" tabindex="0" role="region" aria-label={t().accounts_against_accounts}><table class="indexes">
                <thead><tr><td></td>{ for report.accounts.iter().map(|a| html! { <th scope="col" dir="auto">{ a.source.clone() }</th> }) }</tr></thead>
                <tbody>{ for report.accounts.iter().enumerate().map(|(i, a)| html! {
                    <tr><th scope="row" dir="auto">{ a.source.clone() }</th>
                        { for (0..report.accounts.len()).map(|j| index(&props.shown, i, j)) }</tr>
                }) }</tbody>
            </table></div>
            <h3>{ t().claims_against_accounts }</h3>
            <p class="hint">{ t().claims_hint }</p>
            <div class="scroll" tabindex="0" role="region" aria-label={t().claims_against_accounts}><table class="claims">
                <thead><tr><th scope="col">{ t().relation }</th>{ for report.accounts.iter().map(|a| html! { <th scope="col" dir="auto">{ a.source.clone() }</th> }) }</tr></thead>
                <tbody>{ for claims[..drawn].iter().enumerate().map(|(n, row)| html! { <Claims key={n} row={row.clone()} shown={props.shown.clone()} /> }) }</tbody>
            </table></div>
        </div>
    }
}

/// Properties of [`Claims`].
#[derive(PartialEq, Properties)]
struct ClaimsProps {
    row: Rc<Row>,
    shown: Rc<Shown>,
}

/// One row of claims that answer each other.
#[component]
fn Claims(props: &ClaimsProps) -> Html {
    let ClaimsProps { row, shown } = props;
    html! {
        <tr>
            <th scope="row">{ relation(row.claims.iter().filter(|c| !c.is_empty()).count(), &row.kinds) }</th>
            { for row.claims.iter().zip(&shown.report.accounts).map(|(claims, account)| html! {
                <td class={claims.is_empty().then_some("empty")}>
                    { for claims.iter().filter_map(|c| account.claims.get(*c)).map(|c| html! { <p lang={lang(Some(account))} dir="auto">{ c.quote.clone() }</p> }) }
                    if claims.is_empty() { { silent() } }
                </td>
            }) }
        </tr>
    }
}

/// What a row comes to: the kinds of discord in it, or how many tell it.
fn relation(tellers: usize, kinds: &[Kind]) -> Html {
    match kinds {
        [] if tellers > 1 => tag(Kind::Agreement),
        [] => tag(Kind::Omission),
        kinds => html! { <>{ for kinds.iter().map(|k| tag(*k)) }</> },
    }
}

/// The index of two accounts, as a link to their pair.
fn index(shown: &Shown, i: usize, j: usize) -> Html {
    if i == j {
        return html! { <td class="self">{ "·" }</td> };
    }
    let report = &shown.report;
    let (a, b) = (&report.accounts[i.min(j)].id, &report.accounts[i.max(j)].id);
    let Some(pair) = report.pairs.iter().position(|p| p.a == *a && p.b == *b) else { return html! { <td></td> } };
    let value = report.pairs[pair].index.value;
    let names = [("a", shown.source(a)), ("b", shown.source(b))];
    let href = Place { view: View::Sides, pair, ..Place::default() }.to_string();
    html! {
        <td class={format!("heat h{:.0}", value * 10.0)}><a {href} aria-label={format!("{}: {}", fill(t().a_and_b, &names), score(value))}>{ score(value) }</a></td>
    }
}
