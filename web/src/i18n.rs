//! Every word that the page itself says. Another language is another [`Words`].

/// What `template` says with each `{name}` replaced by its value.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(values.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value));
        rest = tail;
    }
    out + rest
}

/// The words in use.
pub fn t() -> &'static Words {
    &ENGLISH
}

/// Declares the words once, with what they are in English.
macro_rules! words {
    ($($name:ident: $text:literal,)*) => {
        /// The words, by what they are for.
        pub struct Words { $(pub $name: &'static str,)* }
        static ENGLISH: Words = Words { $($name: $text,)* };
    };
}

words! {
    // The head of the page
    lead: "Two or more accounts of one event, side by side: what each says that the other does not, where they conflict, and the words that show it.",
    private: "Everything is computed on this machine. Nothing you paste leaves it.",
    // What goes in
    what_goes_in: "What is compared",
    mode_accounts: "Accounts",
    mode_article: "One article",
    open_files: "Open files",
    open_folder: "Open a case folder",
    open_file: "Open a file",
    clear: "Start anew",
    event: "Event",
    event_hint: "what it is called, if you like",
    event_date: "Day of the event",
    add: "Add an account",
    remove: "Remove",
    remove_it: "Remove {what}",
    account_n: "Account {n}",
    article: "Article",
    article_hint: "Paste an article that reports what several sides say. It is taken apart into the sides, and they are compared with each other.",
    source: "Source",
    date: "Given out on",
    language: "Language",
    detect: "Detect",
    detected: "Detected: {language}",
    english: "English",
    russian: "Russian",
    chinese: "Chinese",
    unknown_language: "none of the three",
    text: "Text",
    paste_here: "Paste the account here, or drop a file: text, Markdown, HTML, Word or PDF",
    length: "{n} characters",
    long_text: "Long: only its beginning is shown here. All of it is compared.",
    other_text: "Take another text",
    gallery: "Try an example",
    gallery_hint: "Invented events, written for this project; each opens and is compared at once.",
    gallery_loading: "Fetching the list …",
    gallery_failed: "The examples can't be shown.",
    not_fetched: "{file} could not be fetched: {reason}. Reload the page, or open a file of your own.",
    no_room: "{file}: left out, since the page compares up to {most} accounts. The command line takes more.",
    understood: "Understood",
    // What is under way
    compare: "Compare",
    compare_hint: "Ctrl + Enter compares.",
    engine: "Engine",
    engine_light: "light: at once",
    engine_deep: "deep: closer reading",
    deep_hint: "Reads each pair of claims with a neural network, which takes some seconds. It is fetched once (36 MB) and kept.",
    fetching_program: "Fetching the program …",
    fetching_model: "Fetching the deep engine …",
    loading_model: "Making the deep engine ready …",
    reading_claims: "Reading claims …",
    reading_pairs: "Comparing claims …",
    percent: "{n}%",
    comparing: "Comparing …",
    reading: "Reading files …",
    done: "Compared; the result follows.",
    stop: "Stop (Esc)",
    edit: "Change the texts",
    stale: "The texts have been changed since. Compare again to see what that comes to.",
    worker_failed: "The comparison broke off: {reason}. Try again; if it happens again, try with shorter texts, or on the command line.",
    nothing_asked: "Nothing was asked for.",
    unreadable: "The report could not be read back: {reason}",
    // What stays
    kept: "Your last texts and choices are kept in this browser for the next visit, and nowhere else.",
    not_kept: "The texts are too long to be kept for the next visit, or this browser keeps nothing.",
    forget: "Forget everything",
    forgotten: "Forgotten: texts, choices, and what was kept for use without a network.",
    not_forgotten: "The browser did not let everything be forgotten ({reason}). Clear this page's data in its settings.",
    // The result
    a_and_b: "{a} and {b}",
    pairs: "Pairs of accounts with their index",
    views: "Views",
    view_sides: "Side by side",
    view_findings: "Findings",
    view_matrix: "Matrix",
    view_overview: "Overview",
    key_n: "Key {n}",
    no_pair: "Fewer than two sides were found in the article, so there is nothing to compare. Paste the accounts one by one instead.",
    not_mentioned: "not mentioned in the text supplied",
    index: "discrepancy index",
    index_scale: "0: both say the same; 1: nothing in common, or all in conflict",
    // Kinds
    contradiction: "contradiction",
    quantity: "quantity",
    attribution: "attribution",
    certainty: "certainty",
    framing: "framing",
    agreement: "agreement",
    omission: "omission",
    kind_because: "{kind}: {reason}",
    // Side by side
    layout: "Layout",
    by_claim: "Claim by claim",
    whole_texts: "Whole texts",
    perhaps: "perhaps",
    // Findings
    show: "Show",
    told_by: "Told by",
    told_any: "anybody",
    told_both: "both",
    told_only: "only {source}",
    confidence_from: "Confidence from {n}%",
    search: "Search",
    by_text: "in the order of the text",
    shown_of: "{n} of {all} shown.",
    keys_hint: "j and k: next and previous.",
    none_shown: "No finding fits. Show more kinds, or ask for less confidence.",
    also: "also {kinds}",
    severity: "severity {n}",
    confidence: "confidence {n}",
    // Corrections
    correct: "Correct by hand:",
    kind_of: "Kind",
    unlink: "Does not answer it",
    link_with: "Link with …",
    wrong: "No finding",
    corrections: "Corrections by hand: {n}. Scores, labels and saved files follow them.",
    undo: "Undo the last",
    // Matrix
    accounts_against_accounts: "Accounts against accounts",
    claims_against_accounts: "Claims against accounts",
    claims_hint: "What answers each other in any pair stands in one row.",
    relation: "Relation",
    // Overview
    parts: "What the index is made of",
    told_alike: "told alike",
    only_in: "only in {source}",
    in_conflict: "in conflict",
    reframed: "at another strength or in other colours",
    coverage: "How much of each the other covers",
    covers: "Of what {b} tells, {a} covers {share}",
    covered: "covered in some way",
    not_covered: "not mentioned",
    emphasis: "What each spends its words on",
    emphasis_hint: "Share of the text by what it comes to in the comparison.",
    told_alone: "told here alone",
    no_claim: "no claim: headings, links, who says it",
    remarks: "What the reporter says of the accounts",
    commentary: "Comment",
    telling: "The reporter's own telling",
    background: "Background",
    // What is taken along
    take_along: "Save, print, share",
    save_json: "Report (JSON)",
    save_labels: "Labels (JSON Lines)",
    print: "Print",
    copy_citation: "Copy as citation",
    copied: "Copied",
    not_copied: "The browser does not allow copying",
    citation: "Accounts compared: {title}. {engine}. Only these texts were compared:",
    make_link: "Make a link",
    copy_link: "Copy the link",
    link_to_case: "The link leads to this example, in this view.",
    link_uncorrected: "It leads to the comparison as it was before your corrections; send the labels along, or the report.",
    link_warning: "The link holds the whole texts ({n} characters). Whoever gets it can read them, and so can the service it is sent through. Some programs cut long links short.",
    link_too_long: "The texts come to {n} characters in a link; at most {most} are safe to send. Save the report instead.",
    link_damaged: "The link is damaged, perhaps cut short on its way. Ask for it again, or for the texts.",
    no_article_link: "An article can't be put into a link yet. Save the report instead.",
    save_html: "Page (HTML)",
    save_md: "Markdown",
    save_csv: "Table (CSV)",
    save_docx: "Word document",
    rendering: "Making the file …",
    not_saved: "The file could not be saved: {reason}.",
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_are_put_in_as_they_are() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]), "{b} and x");
        assert_eq!(fill("{none}, {open", &[]), ", ");
    }
}
