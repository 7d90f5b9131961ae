//! Attribution: the same content, credited to another speaker or actor, or started by another.

use super::{Evidence, Pair, Rule};
use crate::feature::{Features, Term};
use crate::math::flag;
use crate::report::Kind;
use crate::text::{Lang, Span};
use crate::token::Tokenizer;

/// The rule.
pub const RULE: Rule = Rule {
    kind: Kind::Attribution,
    signals: &[
        "sources_differ",
        "one_side_reports",
        "roles_swapped",
        "actors_differ",
        "initiator_named",
        "initiators_differ",
        "agent_differs",
    ],
    read,
};

fn read(pair: &Pair<'_>) -> Evidence {
    let (x, y) = (pair.x(), pair.y());
    let (p, q) = (pair.a.source(pair.i), pair.b.source(pair.j));
    let differ = match (&p, &q) {
        (Some(p), Some(q)) => !alike((&p.quote, pair.a.account.lang), (&q.quote, pair.b.account.lang)),
        _ => false,
    };
    let one = p.is_some() != q.is_some();
    let swapped = swapped(x, y);
    let (only_x, only_y) = (actors_alone(x, y), actors_alone(y, x));
    let actors = !only_x.is_empty() && !only_y.is_empty();
    let started = |f: &Features| f.initiator.first().map(|m| m.span);
    let (begun_x, begun_y) = (started(x), started(y));
    // Both say how it began, and no name or actor of one is in the other.
    let common = x.terms.iter().any(|t| acts(t) && y.term(t.stem).is_some());
    let rivals = begun_x.is_some() && begun_y.is_some() && !common;
    let agents = match (x.agent.as_ref(), y.agent.as_ref()) {
        (Some(s), Some(t)) => s.stem != t.stem,
        _ => false,
    };
    let mut evidence = Evidence {
        signals: vec![
            flag(differ),
            flag(one),
            flag(swapped.is_some()),
            flag(actors),
            flag(begun_x.is_some() != begun_y.is_some()),
            flag(rivals),
            flag(agents),
        ],
        ..Evidence::default()
    };
    let (source_a, source_b) = pair.sources();
    let mut tell = |trigger, a: Vec<Span>, b: Vec<Span>, explanation: String| {
        evidence.trigger = trigger;
        evidence.a = a;
        evidence.b = b;
        evidence.explanation = explanation;
    };
    if let (true, Some(p), Some(q)) = (differ, &p, &q) {
        let text = format!("{source_a} credits this to {:?}, {source_b} to {:?}.", p.quote, q.quote);
        tell("source", vec![p.span], vec![q.span], text);
    } else if let Some((s, t)) = swapped {
        let text = format!("{source_a} has {:?} acting where {source_b} has {:?}.", pair.words_a(s), pair.words_b(t));
        tell("role", vec![s], vec![t], text);
    } else if let (true, Some(s), Some(t)) = (rivals, begun_x, begun_y) {
        let text = format!(
            "{source_a} ({:?}) and {source_b} ({:?}) tell differently on whose part it began.",
            pair.words_a(s),
            pair.words_b(t)
        );
        tell("initiator", vec![s], vec![t], text);
    } else if begun_x.is_some() != begun_y.is_some() {
        let words = begun_x.map_or_else(|| begun_y.map_or("", |s| pair.words_b(s)), |s| pair.words_a(s));
        let teller = if begun_x.is_some() { source_a } else { source_b };
        let text = format!("Only {teller} says on whose part it began ({words:?}).");
        tell("initiator", begun_x.into_iter().collect(), begun_y.into_iter().collect(), text);
    } else if actors {
        let spans = |terms: &[&Term]| terms.iter().map(|t| t.span).collect::<Vec<Span>>();
        let (a, b) = (spans(&only_x), spans(&only_y));
        let said = |words: Vec<&str>| words.join(" ");
        let text = format!(
            "{source_a} names {:?}, {source_b} names {:?}.",
            said(a.iter().map(|s| pair.words_a(*s)).collect()),
            said(b.iter().map(|s| pair.words_b(*s)).collect()),
        );
        tell("actor", a, b, text);
    } else if one {
        let (teller, teller_b, who) = match (&p, &q) {
            (Some(p), _) => (source_a, source_b, p),
            (_, Some(q)) => (source_b, source_a, q),
            _ => return evidence,
        };
        let text = format!("{teller} gives this as what {:?} said, {teller_b} states it as fact.", who.quote);
        let (a, b) = (p.iter().map(|p| p.span).collect(), q.iter().map(|q| q.span).collect());
        tell("reported", a, b, text);
    }
    evidence
}

/// Whether two source phrases can name one source: they share a word that is no function word, in whatever form, or
/// one of them is a pronoun, which may stand for anyone.
fn alike((p, p_lang): (&str, Lang), (q, q_lang): (&str, Lang)) -> bool {
    let words = |s: &str| -> Vec<String> {
        s.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).filter(|w| !w.is_empty()).collect()
    };
    let (p, q) = (words(p), words(q));
    let vague = |w: &[String]| {
        w.len() == 1
            && matches!(
                w[0].as_str(),
                "he" | "she" | "it" | "they" | "we" | "он" | "она" | "они" | "мы" | "его" | "её" | "ее" | "их"
            )
    };
    let content =
        |w: &&String| !matches!(w.as_str(), "the" | "a" | "an" | "of" | "for" | "its" | "his" | "her" | "their" | "s");
    let stems = |w: &[String], lang: Lang| -> Vec<u64> {
        let tokenizer = Tokenizer::new(lang);
        w.iter().filter(content).map(|w| tokenizer.stem(w)).collect()
    };
    let (own, other) = (stems(&p, p_lang), stems(&q, q_lang));
    vague(&p) || vague(&q) || own.iter().any(|s| other.contains(s))
}

/// A name or actor that acts in `x` and is acted on in `y`, while one of `y`'s subject is acted on in `x`.
fn swapped(x: &Features, y: &Features) -> Option<(Span, Span)> {
    let moved = |f: &Features, g: &Features| -> Option<Span> {
        let term =
            f.terms.iter().filter(|t| acts(t) && t.subject).find(|t| g.term(t.stem).is_some_and(|u| !u.subject))?;
        Some(term.span)
    };
    Some((moved(x, y)?, moved(y, x)?))
}

fn acts(term: &Term) -> bool {
    term.name || term.actor
}

/// Actors in the subject of `x` that `y` does not mention at all, in order.
fn actors_alone<'a>(x: &'a Features, y: &Features) -> Vec<&'a Term> {
    let mut out: Vec<&Term> = x.terms.iter().filter(|t| acts(t) && t.subject && y.term(t.stem).is_none()).collect();
    // A subject that the other side names as well is told in more words there, not another one.
    if x.terms.iter().any(|t| acts(t) && t.subject && y.term(t.stem).is_some()) {
        out.clear();
    }
    out.sort_by_key(|t| t.span);
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::RULE;

    #[test]
    fn another_source_is_told() {
        let e = read(&RULE, "The ministry said the line was cut.", "According to the union, the line was cut.");
        assert_eq!((e.signals[0], e.trigger), (1.0, "source"));
        let e = read(&RULE, "The ministry said the line was cut.", "He said the line was cut.");
        assert_eq!(e.signals[0], 0.0, "a pronoun may stand for anyone");
    }

    #[test]
    fn swapped_roles_are_told() {
        let e =
            read(&RULE, "The frigate rammed the trawler near Kesten.", "The trawler rammed the frigate near Kesten.");
        assert_eq!((e.signals[2], e.trigger), (1.0, "role"));
    }

    #[test]
    fn an_initiator_on_one_side_is_told() {
        let e = read(&RULE, "The call was held on the proposal of Ombria.", "The two leaders had a call.");
        assert_eq!((e.signals[4], e.trigger), (1.0, "initiator"));
    }

    #[test]
    fn a_fact_against_a_report_is_told() {
        let e = read(&RULE, "The company said the leak was small.", "The leak was small.");
        assert_eq!((e.signals[1], e.trigger), (1.0, "reported"));
    }
}
