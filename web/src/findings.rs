//! The findings of one pair, side by side, with the words that triggered them marked.

use crate::overview::source;
use diptych_core::Report;
use diptych_core::report::{Finding, Kind, Side};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Findings`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report.
    pub report: Rc<Report>,
    /// The pair of accounts that is shown.
    pub chosen: usize,
}

/// A sign for each kind, so that colour is not needed.
fn sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Contradiction => "✕",
        Kind::Quantity => "#",
        Kind::Attribution => "@",
        Kind::Certainty => "?",
        Kind::Framing => "◐",
        Kind::Agreement => "=",
        Kind::Omission => "∅",
    }
}

/// The list of findings, strongest first or in the order of the text.
#[component]
pub fn Findings(props: &Props) -> Html {
    let by_text = use_state(|| false);
    let hidden = use_state(Vec::<Kind>::new);
    let report = &props.report;
    let Some(pair) = report.pairs.get(props.chosen) else { return html! {} };
    let mut shown: Vec<&Finding> = pair.findings.iter().filter(|f| !hidden.contains(&f.kind)).collect();
    if !*by_text {
        // Discrepancies first, the gravest on top; a stable sort keeps the text's order among equals.
        shown.sort_by(|x, y| {
            y.kind.is_discrepancy().cmp(&x.kind.is_discrepancy()).then(y.strength().total_cmp(&x.strength()))
        });
    }
    let toggle = |kind: Kind| {
        let hidden = hidden.clone();
        Callback::from(move |_: Event| {
            let mut list = (*hidden).clone();
            match list.iter().position(|k| *k == kind) {
                Some(at) => drop(list.remove(at)),
                None => list.push(kind),
            }
            hidden.set(list);
        })
    };
    let order = {
        let by_text = by_text.clone();
        Callback::from(move |_: Event| by_text.set(!*by_text))
    };
    let count = |kind: Kind| pair.findings.iter().filter(|f| f.kind == kind).count();
    html! {
        <>
            <fieldset class="filters">
                <legend>{ "Show" }</legend>
                { for Kind::ALL.into_iter().filter(|k| count(*k) > 0).map(|k| html! {
                    <label class={k.name()}><input type="checkbox" checked={!hidden.contains(&k)} onchange={toggle(k)} />{ format!(" {} {} ({})", sign(k), k.name(), count(k)) }</label>
                }) }
                <label><input type="checkbox" id="by-text" checked={*by_text} onchange={order} />{ " in the order of the text" }</label>
            </fieldset>
            <ol class="findings">
                { for shown.into_iter().map(|f| finding(report, &pair.a, &pair.b, f)) }
            </ol>
        </>
    }
}

fn finding(report: &Report, a: &str, b: &str, f: &Finding) -> Html {
    let name = f.kind.name();
    let also = f.also.iter().map(|k| k.name()).collect::<Vec<_>>().join(", ");
    html! {
        <li class={classes!("finding", name)}>
            <p class="kind"><span class="tag">{ format!("{} {name}", sign(f.kind)) }</span>
                if !also.is_empty() { <span>{ format!(" also {also}") }</span> }
                <span class="confidence">{ format!("confidence {:.0}%", f.confidence * 100.0) }</span>
            </p>
            <div class="sides">
                { side(source(report, a), f.a.as_ref()) }
                { side(source(report, b), f.b.as_ref()) }
            </div>
            <p class="why">{ f.explanation.clone() }</p>
        </li>
    }
}

fn side(source: &str, side: Option<&Side>) -> Html {
    html! {
        <div class="side">
            <p class="source">{ source.to_string() }</p>
            { match side {
                Some(side) => html! { <blockquote>{ for pieces(side).into_iter().map(|(marked, words)| if marked {
                    html! { <mark>{ words.to_string() }</mark> }
                } else {
                    html! { { words.to_string() } }
                }) }</blockquote> },
                None => html! { <p class="silent">{ "not mentioned in the text supplied" }</p> },
            } }
        </div>
    }
}

/// The quote in pieces, marked and unmarked. Spans are UTF-8 bytes, as are the string's own offsets here.
fn pieces(side: &Side) -> Vec<(bool, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    for mark in &side.marks {
        let (start, end) =
            (mark.span.start.saturating_sub(side.span.start), mark.span.end.saturating_sub(side.span.start));
        if let (true, Some(plain), Some(marked)) = (start >= at, side.quote.get(at..start), side.quote.get(start..end))
        {
            out.push((false, plain));
            out.push((true, marked));
            at = end;
        }
    }
    out.push((false, side.quote.get(at..).unwrap_or_default()));
    out.retain(|(_, words)| !words.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use diptych_core::Span;
    use diptych_core::report::Quote;

    #[test]
    fn marks_part_a_quote_without_losing_a_letter() {
        let quote = "Ёлки: 900 dockers left";
        let mark = Quote { span: Span::new(100 + 10, 100 + 13), quote: "900".into() };
        let side =
            Side { claims: vec![0], span: Span::new(100, 100 + quote.len()), quote: quote.into(), marks: vec![mark] };
        assert_eq!(pieces(&side), [(false, "Ёлки: "), (true, "900"), (false, " dockers left")]);
    }
}
