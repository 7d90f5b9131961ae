//! An article's report for people: an outline of what it was taken apart into, shown by one file a format, and the sides'
//! comparison as `compare` shows it.

pub mod docx;
pub mod html;
pub mod markdown;

use super::one_line;
use diptych_core::article::against::Against;
use diptych_core::article::remark::RemarkKind;
use diptych_core::article::report::ArticleReport;
use diptych_core::attribution::Stance;
use diptych_core::report::{ClaimReport, Quote, Side};

/// A heading and what stands under it.
pub struct Section {
    /// The heading.
    pub title: String,
    /// Its items.
    pub items: Vec<Item>,
}

/// Words of a text and what is to be known of them.
pub struct Item {
    /// The exact words.
    pub quote: String,
    /// Who, how, or why; empty where there is nothing to say.
    pub note: String,
}

/// The outline of an article's report, in reading order; sections without items are left out, but for the sides.
pub fn outline(report: &ArticleReport) -> Vec<Section> {
    let mut out: Vec<Section> = (0..report.sides.len()).map(|s| side(report, s)).collect();
    let bare = |title: &str, quotes: &[Quote]| Section {
        title: title.into(),
        items: quotes.iter().map(|q| Item { quote: one_line(&q.quote), note: String::new() }).collect(),
    };
    let mut rest = vec![remarks(report), comments(report)];
    rest.extend(report.against.iter().map(|a| against(report, a)));
    rest.push(bare("Background", &report.background));
    rest.push(bare("The reporter's own telling", &report.telling));
    rest.push(bare("Left out: no part of the article", &report.excluded));
    out.extend(rest.into_iter().filter(|s| !s.items.is_empty()));
    out
}

fn side(report: &ArticleReport, at: usize) -> Section {
    let (side, account) = (&report.sides[at], &report.comparison.accounts[at]);
    let others: Vec<&str> = side.names.iter().skip(1).take(4).map(String::as_str).collect();
    let others = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
    let item = |(claim, stands): (&ClaimReport, &diptych_core::article::report::SideClaim)| {
        let mut notes = Vec::new();
        if stands.stance != Stance::Stated {
            notes.push(stands.stance.name().to_string());
        }
        if stands.later {
            notes.push("said later, of the accounts".into());
        }
        match claim.attributions.last() {
            Some(a) => {
                let source = a.source.as_ref().map(|s| format!("{} ", one_line(&s.quote))).unwrap_or_default();
                notes.push(format!("“{source}… {}”", one_line(&a.cue.quote)));
            }
            None if !stands.told => notes.push("credit carried over from what stands before".into()),
            None => {}
        }
        notes.extend(claim.notes.iter().map(|n| format!("“{}”: {}", n.words.quote, n.means)));
        Item { quote: one_line(&claim.quote), note: notes.join("; ") }
    };
    Section {
        title: format!("{}{others}", account.source),
        items: account.claims.iter().zip(&side.claims).map(item).collect(),
    }
}

fn remarks(report: &ArticleReport) -> Section {
    let item = |r: &diptych_core::article::remark::Remark| {
        let what = match r.kind {
            RemarkKind::Silence => "something is left out",
            RemarkKind::Contrast => "they differ",
            RemarkKind::Accord => "they agree",
        };
        let of = r.side.as_ref().map(|s| format!(" by {}", super::source(&report.comparison, s))).unwrap_or_default();
        Item { quote: one_line(&r.quote.quote), note: format!("{what}{of}: “{}”", one_line(&r.cue.quote)) }
    };
    Section { title: "What the reporter says of the accounts".into(), items: report.remarks.iter().map(item).collect() }
}

fn comments(report: &ArticleReport) -> Section {
    let item = |c: &diptych_core::article::report::Comment| Item {
        quote: one_line(&c.quote.quote),
        note: c.who.clone().unwrap_or_else(|| "the reporter".into()),
    };
    Section { title: "Comment".into(), items: report.commentary.iter().map(item).collect() }
}

fn against(report: &ArticleReport, held: &Against) -> Section {
    let name = super::source(&report.comparison, &held.side);
    let quote = |side: &Option<Side>| side.as_ref().map(|s| one_line(&s.quote)).unwrap_or_default();
    let mut items: Vec<Item> = held
        .mentioned
        .iter()
        .map(|m| Item {
            quote: one_line(&m.own.quote),
            note: format!(
                "its own text does speak of this; the article says it does not mention “{}”",
                one_line(&m.matter.quote)
            ),
        })
        .collect();
    items.extend(held.stronger.iter().filter_map(|at| held.pair.findings.get(*at)).map(|f| Item {
        quote: quote(&f.a),
        note: format!("the article puts it more strongly; its own text: “{}”", quote(&f.b)),
    }));
    items.extend(
        held.pair
            .findings
            .iter()
            .filter(|f| f.a.is_none())
            .map(|f| Item { quote: quote(&f.b), note: "in its own text; not mentioned in the article".into() }),
    );
    items.extend(held.pair.findings.iter().filter(|f| f.b.is_none()).map(|f| Item {
        quote: quote(&f.a),
        note: "in the article; not mentioned in its own text as supplied".into(),
    }));
    Section { title: format!("Held against {name}'s own text ({})", held.own.source), items }
}
