//! An article of the touchstone's shape, invented: two capitals' accounts of a call, a side's later word on the row, an
//! expert, a third state, earlier events, other items and a repeated lead.

use super::remark::RemarkKind;
use super::report::ArticleReport;
use crate::attribution::Stance;
use crate::{Account, Config, Engine, Kind};

const ARTICLE: &str = "Ardovia and Qeshan gave differing accounts of a telephone call between their leaders on Thursday, as both seek to calm the farmers of the river provinces.
Two capitals, two calls
Wire service: Ardovia and Qeshan gave differing accounts of a telephone call between their leaders on Thursday, as both seek to calm the farmers of the river provinces.
The Ardovian presidency said the two leaders discussed the sale of six million tonnes of wheat and joint patrols of the strait. Ardovia’s version also implied the Qeshani leader endorsed the closure of the ports, saying he noted the “justice of Ardovia’s measures in the face of hunger.”
Qeshani state television, by contrast, said the Qeshani leader “urged all sides to keep the sea lanes open” during the call. He asked for “a patient settlement of the dispute over the ports,” the report added, making no mention of joint patrols or the sale of wheat.
Tomas Reval, a senior fellow at the Lindqvist Institute, said the Ardovian presidency’s version was written for the farm vote. Qeshan’s version, Reval said, was meant for its trading partners.
Qeshani Foreign Ministry spokesman Sela Haruk said Ardovia and Qeshan trust each other on “matters of the sea,” when asked about the apparent discrepancy between the accounts. “Our friendship is aimed at no third country,” he added.
In World
-
A poll in Lower Tamsin shows growing support for a shorter school year, the education office said.
-
The parliament of Upper Orrin on Friday rejected a tax on bicycles.
Leave a review";

fn read(own: &[Account]) -> ArticleReport {
    Engine::light().article(&Account::new("call", ARTICLE), own, &Config::article()).unwrap()
}

fn claims(report: &ArticleReport, side: usize) -> String {
    let quotes: Vec<&str> = report.comparison.accounts[side].claims.iter().map(|c| c.quote.as_str()).collect();
    quotes.join("\n")
}

#[test]
fn each_side_has_what_is_credited_to_it() {
    let report = read(&[]);
    let names: Vec<&str> = report.comparison.accounts.iter().map(|a| a.source.as_str()).collect();
    assert_eq!(names, ["Ardovia", "Qeshan"]);
    let (ardovia, qeshan) = (claims(&report, 0), claims(&report, 1));
    for words in ["six million tonnes", "endorsed the closure of the ports", "justice of Ardovia"] {
        assert!(ardovia.contains(words) && !qeshan.contains(words), "{words}: {ardovia} | {qeshan}");
    }
    for words in ["keep the sea lanes open", "a patient settlement", "matters of the sea", "aimed at no third country"]
    {
        assert!(qeshan.contains(words) && !ardovia.contains(words), "{words}: {ardovia} | {qeshan}");
    }
}

#[test]
fn stance_and_later_words_are_told() {
    let report = read(&[]);
    let of = |side: usize, words: &str| {
        let at = report.comparison.accounts[side].claims.iter().position(|c| c.quote.contains(words)).unwrap();
        report.sides[side].claims[at]
    };
    assert_eq!(of(0, "endorsed the closure").stance, Stance::Implied);
    assert_eq!(of(1, "keep the sea lanes").stance, Stance::Quoted);
    assert!(of(1, "aimed at no third country").later && !of(1, "keep the sea lanes").later);
}

#[test]
fn comment_and_furniture_are_no_sides_claims() {
    let report = read(&[]);
    let comment = report.commentary.iter().find(|c| c.quote.quote.contains("farm vote")).unwrap();
    assert_eq!(comment.who.as_deref(), Some("Tomas Reval"));
    let excluded: Vec<&str> = report.excluded.iter().map(|q| q.quote.as_str()).collect();
    for words in ["In World", "school year", "bicycles", "Leave a review", "Wire service: Ardovia and Qeshan"] {
        assert!(excluded.iter().any(|q| q.contains(words)), "{words} in {excluded:?}");
    }
}

#[test]
fn a_silence_that_the_reporter_tells_marks_the_omission() {
    let report = read(&[]);
    let silence = report.remarks.iter().find(|r| r.kind == RemarkKind::Silence).unwrap();
    let matter: Vec<&str> = silence.matter.iter().map(|m| m.quote.as_str()).collect();
    assert_eq!((silence.side.as_deref(), matter), (Some("qeshan"), vec!["joint patrols", "the sale of wheat"]));
    let told = report.comparison.pairs[0].findings.iter().find(|f| f.rule == "omission/said-by-article").unwrap();
    assert_eq!(told.kind, Kind::Omission);
    assert!(told.a.as_ref().unwrap().quote.contains("six million tonnes"));
    assert!(told.explanation.contains("making no mention of"), "{}", told.explanation);
}

#[test]
fn held_against_its_own_text_a_side_is_found_to_have_spoken() {
    let qeshan = Account::new(
        "tv",
        "The Qeshani leader spoke by telephone with the president of Ardovia. Both welcomed the sale of wheat to the river \
         provinces. He urged all sides to keep the sea lanes open. The two also discussed a visit in the spring.",
    );
    let ardovia = Account::new(
        "office",
        "The two leaders discussed the sale of six million tonnes of wheat and joint patrols of the strait.",
    );
    let report = read(&[qeshan, ardovia]);
    let held = report.against.iter().find(|a| a.side == "qeshan").unwrap();
    assert_eq!(held.own.id, "tv");
    let spoken: Vec<(&str, &str)> =
        held.mentioned.iter().map(|m| (m.matter.quote.as_str(), m.own.quote.as_str())).collect();
    assert_eq!(spoken, [("the sale of wheat", "Both welcomed the sale of wheat to the river provinces")]);
    let left_out = held.pair.findings.iter().filter(|f| f.a.is_none()).filter_map(|f| f.b.as_ref());
    assert!(left_out.into_iter().any(|s| s.quote.contains("a visit in the spring")));
}

#[test]
fn nothing_is_lost_and_every_span_is_the_articles() {
    let report = read(&[]);
    let stretches = report.background.iter().chain(&report.telling).chain(&report.excluded);
    let quotes = stretches.chain(report.commentary.iter().map(|c| &c.quote));
    assert!(quotes.clone().all(|q| q.span.of(ARTICLE) == q.quote));
    let claims = report.comparison.accounts.iter().flat_map(|a| &a.claims);
    assert!(claims.clone().all(|c| c.span.of(ARTICLE) == c.quote));
    let kept: usize = quotes.map(|q| q.quote.split_whitespace().count()).sum::<usize>()
        + claims.map(|c| c.quote.split_whitespace().count()).sum::<usize>();
    assert!(kept * 10 >= ARTICLE.split_whitespace().count() * 7, "{kept} words kept; the rest are sources and cues");
}

#[test]
fn an_article_of_one_voice_is_told_to_be_so() {
    let report = Engine::light()
        .article(&Account::new("x", "The harbour was calm. Gulls slept."), &[], &Config::article())
        .unwrap();
    assert_eq!(report.comparison.warnings.last().unwrap().code, "fewer-than-two-sides");
    assert!(report.comparison.pairs.iter().all(|p| p.findings.is_empty()));
}

#[test]
fn a_language_without_a_tagger_is_told() {
    let text = "Министерство сообщило, что переговоры прошли в понедельник. Союз это отрицает.";
    let report = Engine::light().article(&Account::new("x", text), &[], &Config::article()).unwrap();
    assert_eq!(report.comparison.warnings[0].code, "attribution-by-rules");
}

proptest::proptest! {
    #[test]
    fn any_text_is_taken_apart(text in "([A-Z][a-z]{1,8}|said|that|the|“|”|,|\\.|\\n|In World|[0-9]{1,4}|и|说| ){0,120}") {
        let report = Engine::light().article(&Account::new("x", text.clone()), &[], &Config::article()).unwrap();
        proptest::prop_assert!(report.comparison.accounts.iter().flat_map(|a| &a.claims).all(|c| c.span.of(&text) == c.quote));
    }
}
