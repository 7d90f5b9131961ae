//! What can be asked on the command line.

mod many;

use crate::engine::Choice;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use diptych_core::batch::Pairs;
use diptych_core::{Date, Kind, Lang};
pub use many::{Match, Matrix, Report, TableFormat, Trend};
use std::path::PathBuf;

/// Compares accounts of one event: what they share and where they differ, with the words that show it
#[derive(Debug, Parser)]
#[command(name = "diptych", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 done; 1 done, and a discrepancy reaches --fail-on, or some lines could not be read; 2 could not do it."
)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare two or more accounts of one event
    Compare(Box<Compare>),
    /// Take one article apart into the sides it reports, and compare them
    Article(Box<Article>),
    /// Compare the accounts of many cases, into tables and JSON Lines
    Batch(Box<Batch>),
    /// Write labels for a folder of cases, in the form corpus/README.md describes
    Label(Label),
    /// Find the accounts of one event in two collections, and write a case for each
    Match(Match),
    /// Show how discrepancy goes over time, between pairs of sources, from a batch's folder
    Trend(Trend),
    /// Show how many accounts of one event stand to each other: a tree and a map
    Matrix(Matrix),
    /// Write one page that sums up a batch
    Report(Report),
    /// Say how the claims of each pair relate: kind, who says more, how sure
    Relate(Relate),
    /// Score the engine, or given labels, against gold labels
    Eval(Eval),
    /// Read labels that people corrected elsewhere: Label Studio's exports, Web Annotations, our own
    Import(Import),
    /// Say how far two sets of labels agree: the figures of `eval`, and Krippendorff's alpha
    Agree(Agree),
    /// Check a corpus: quotes, names, splits, balance, duplicates, and what gives it away
    Check(Check),
    /// Say what a kind of discrepancy is and how it is found
    Explain(Explain),
    /// Print the JSON Schema of a report, or Label Studio's labelling interface
    Schema(Schema),
    /// Print a shell's completion script
    Completions(Completions),
    /// Print the manual page
    Man(Man),
}

/// `diptych compare`
#[derive(Debug, Args)]
pub struct Compare {
    /// Accounts as txt, md, html, docx or pdf files, `-` for standard input, or one case folder (with a case.json)
    #[arg(required = true, value_name = "ACCOUNT")]
    pub accounts: Vec<PathBuf>,

    /// Language (en, ru, zh or und): one for all accounts, or one for each in order; detected if left out
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub lang: Vec<Lang>,

    /// Day the accounts were given out, YYYY-MM-DD: one for all, or one for each in order
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub date: Vec<Date>,

    /// Who tells it, as shown in the report: one for each account in order
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,

    /// How to show the report; json and labels are always whole
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Write to a file instead of standard output; it appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Order of the findings: strongest (severity times confidence) first, or as the texts go [default: severity in text, text elsewhere]
    #[arg(long, value_enum)]
    pub order: Option<Order>,

    /// Show only findings the engine is at least so sure of, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share, default_value_t = 0.0, hide_default_value = true)]
    pub min_confidence: f64,

    /// Show only findings of this kind (may be repeated)
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    pub kind: Vec<Kind>,

    /// Exit with 1 if a discrepancy (that --kind and --min-confidence let through) is at least so severe, 0 to 1
    #[arg(long, value_name = "SEVERITY", value_parser = share)]
    pub fail_on: Option<f64>,

    /// Colour in text; NO_COLOR and CLICOLOR_FORCE are heeded
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,

    /// Columns of text, 40 to 400 [default: the terminal's, or 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub width: Option<u16>,

    /// Settings
    #[command(flatten)]
    pub settings: Settings,
}

/// Engine and settings of the comparison, shared by the commands that compare.
#[derive(Debug, Args)]
pub struct Settings {
    /// Engine
    #[command(flatten)]
    pub choice: Choice,

    /// Settings file in TOML
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// How sure two claims must be about the same thing to be aligned, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub align_threshold: Option<f64>,

    /// How sure a rule must be for its kind to displace agreement, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub kind_threshold: Option<f64>,
}

/// `diptych article`
#[derive(Debug, Args)]
pub struct Article {
    /// The article as a txt, md, html, docx or pdf file, or `-` for standard input
    pub article: PathBuf,

    /// The sides' own texts, to hold the article against; each goes to the side it shares most with
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub against: Vec<PathBuf>,

    /// Language (en, ru, zh or und): one for all texts, or one for each, the article first; detected if left out
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub lang: Vec<Lang>,

    /// Day the texts were given out, YYYY-MM-DD: one for all, or one for each, the article first
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub date: Vec<Date>,

    /// How to show the report; json is always whole
    #[arg(long, short, value_enum, default_value_t = ArticleFormat::Text)]
    pub format: ArticleFormat,

    /// Write to a file instead of standard output; it appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Order of the findings [default: severity in text, text elsewhere]
    #[arg(long, value_enum)]
    pub order: Option<Order>,

    /// Show only findings the engine is at least so sure of, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share, default_value_t = 0.0, hide_default_value = true)]
    pub min_confidence: f64,

    /// Colour in text; NO_COLOR and CLICOLOR_FORCE are heeded
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,

    /// Columns of text, 40 to 400 [default: the terminal's, or 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub width: Option<u16>,

    /// Settings
    #[command(flatten)]
    pub settings: Settings,
}

/// How an article's report is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ArticleFormat {
    /// For the terminal
    Text,
    /// The whole report, as `diptych schema article` describes it
    Json,
    /// Markdown
    Md,
    /// One self-contained page
    Html,
    /// A Word document, into a file
    Docx,
}

/// `diptych batch`
#[derive(Debug, Args)]
#[command(after_long_help = BATCH_INPUT)]
pub struct Batch {
    /// A folder of case folders, or cases as JSON Lines, CSV or TSV; gzip and zstd are unpacked; `-` for JSON Lines from
    /// standard input
    pub input: PathBuf,

    /// Folder for the results, which appear in it when all is done; `-` writes the reports alone to standard output.
    /// After an interruption the same command goes on where it was
    #[arg(long, short, value_name = "FOLDER")]
    pub output: PathBuf,

    /// Which accounts of a case are compared: `all`, each with each; `consecutive`, each with the next; `sources`, each with each
    /// of another source; `against:ID`, that one with each of the others
    #[arg(long, value_name = "WHICH", value_parser = pairs, default_value = "all")]
    pub pairs: Pairs,

    /// Threads that compare; the results are the same at any number [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,

    /// Stop at the first record that can't be compared, instead of noting it and going on
    #[arg(long)]
    pub strict: bool,

    /// Begin anew where results, or parts of them, are in the folder
    #[arg(long)]
    pub restart: bool,

    /// Tell neither progress nor the counts at the end
    #[arg(long, short)]
    pub quiet: bool,

    /// Settings
    #[command(flatten)]
    pub settings: Settings,
}

const BATCH_INPUT: &str = "\
A line of JSON Lines is a case,
  {\"id\": \"strike\", \"title\": \"Harbour strike\", \"date\": \"2031-05-03\", \"accounts\": [
    {\"id\": \"union\", \"source\": \"Dockers' Union\", \"lang\": \"en\", \"date\": \"2031-05-03\", \"text\": \"...\"},
    {\"id\": \"port\", \"file\": \"texts/port.html\"}]}
where a file is named from the folder the lines are in, or two accounts,
  {\"a\": \"one text\", \"b\": \"the other\"}
with id, title, date, source_a, source_b, lang_a, lang_b, date_a and date_b if you like.
A table (its name ends in .csv, .tsv or .tab) has the columns a and b, and those others if you like.
Fields and columns beyond these are handed on as \"extra\".

The folder gets reports.jsonl and errors.jsonl (a line a record), pairs and findings (a row each, as csv and
parquet) and summary.json. Two records may have one id; that is told at the end, and in summary.json.

Exit codes: 0 done; 1 done, but for records told in errors.jsonl; 2 could not do it; 130 interrupted.";

/// `diptych label`
#[derive(Debug, Args)]
pub struct Label {
    /// Folder of case folders
    pub cases: PathBuf,
    /// Folder to write CASE/labels.jsonl into
    pub out: PathBuf,
    /// Only the cases of this split
    #[arg(long, value_enum)]
    pub split: Option<Split>,
    /// Settings
    #[command(flatten)]
    pub settings: Settings,
}

/// `diptych relate`
#[derive(Debug, Args)]
pub struct Relate {
    /// Pairs as JSON Lines, each {"a", "b"} with "id", "lang_a" and "lang_b" if you like; `-` for standard input. A claim
    /// has 4,000 bytes at most
    #[arg(default_value = "-")]
    pub pairs: PathBuf,
    /// Engine
    #[command(flatten)]
    pub choice: Choice,
}

/// `diptych eval`
#[derive(Debug, Args)]
pub struct Eval {
    /// Folder of case folders with gold.jsonl (or one that holds it as `cases`), of articles, or of attributions in brat's
    /// format; a file of relation, inference or similarity pairs in JSON Lines, or a folder of such files
    pub corpus: PathBuf,
    /// Only the cases of this split
    #[arg(long, value_enum)]
    pub split: Option<Split>,
    /// Only the cases whose accounts are all in this language (en, ru or zh)
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub lang: Option<Lang>,
    /// Show every case's figures too
    #[arg(long)]
    pub per_case: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Also write a table of every split, kind and case to this file
    #[arg(long, value_name = "FILE")]
    pub snapshot: Option<PathBuf>,
    /// Of relation pairs: also draw how often answers of a confidence are right, as SVG
    #[arg(long, value_name = "FILE")]
    pub reliability: Option<PathBuf>,
    /// Score the labels in FOLDER/CASE/labels.jsonl instead of running the engine
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["snapshot", "config", "align_threshold", "kind_threshold", "Choice"])]
    pub predicted: Option<PathBuf>,
    /// With --predicted: another name of the label files
    #[arg(long, value_name = "NAME", default_value = "labels.jsonl", requires = "predicted")]
    pub file: String,
    /// Settings
    #[command(flatten)]
    pub settings: Settings,
}

/// `diptych import`
#[derive(Debug, Args)]
pub struct Import {
    /// Exports of Label Studio (its form "JSON"), W3C Web Annotations, or labels one a line
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Write to this file, or into this folder as CASE/labels.jsonl (a name that ends in / is a folder)
    /// [default: standard output]
    #[arg(long, short, value_name = "LABELS")]
    pub output: Option<PathBuf>,
    /// Check accounts and quotes against the texts of this case folder
    #[arg(long, value_name = "FOLDER")]
    pub case: Option<PathBuf>,
}

/// `diptych agree`
#[derive(Debug, Args)]
pub struct Agree {
    /// One set of labels, which counts as gold: a file, or a folder of CASE/labels.jsonl or CASE/gold.jsonl
    pub a: PathBuf,
    /// The other set: a file or a folder likewise
    pub b: PathBuf,
    /// Where the accounts' texts are: of files the case folder, of folders the folder of case folders (or one that holds it as
    /// `cases`) [default: where a case.json lies beside the labels]
    #[arg(long, value_name = "FOLDER")]
    pub cases: Option<PathBuf>,
    /// Of folders: another name of the label files, once for both or once for each in order
    #[arg(long, value_name = "NAME")]
    pub file: Vec<String>,
    /// Show every case's figures too
    #[arg(long)]
    pub per_case: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `diptych check`
#[derive(Debug, Args)]
pub struct Check {
    /// Folder that holds `cases`, `pairs`, `articles` and `second`, or some of them
    pub corpus: PathBuf,
    /// Also write a table of what the corpus holds to this file
    #[arg(long, value_name = "FILE")]
    pub snapshot: Option<PathBuf>,
}

/// `diptych explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// Kind of discrepancy; all are listed if left out
    #[arg(value_parser = kinds())]
    pub kind: Option<Kind>,
}

/// `diptych schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// Which report
    #[arg(value_enum, default_value_t = Reported::Compare)]
    pub of: Reported,
}

/// What a report is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Reported {
    /// What `compare` reports
    Compare,
    /// What `article` reports
    Article,
    /// A line of what `batch` reports
    Batch,
    /// A line of what `relate` answers
    Relation,
    /// What `trend` reports
    Trend,
    /// What `matrix` reports
    Matrix,
    /// No report, but the labelling interface for `compare --format label-studio`, in XML
    LabelStudio,
}

/// `diptych completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// Shell
    pub shell: clap_complete::Shell,
}

/// `diptych man`
#[derive(Debug, Args)]
pub struct Man {
    /// A command, for its own page
    pub command: Option<String>,
}

/// How a report is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For the terminal, two columns
    Text,
    /// The whole report, as `diptych schema` describes it
    Json,
    /// A finding a line, as JSON
    Jsonl,
    /// A finding a row, for spreadsheets; a cell that looks like a formula gets an apostrophe before it
    Csv,
    /// Markdown
    Md,
    /// One self-contained page, side by side
    Html,
    /// A Word document with a table, into a file
    Docx,
    /// Labels, in the form corpus/README.md describes
    Labels,
    /// Tasks for Label Studio, for people to correct; `diptych schema label-studio` prints the labelling interface
    LabelStudio,
    /// W3C Web Annotations (JSON-LD)
    WebAnnotation,
    /// TEI P5 with a critical apparatus
    Tei,
}

/// Order of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// Strongest first
    Severity,
    /// As the texts go
    Text,
}

impl From<Order> for diptych_render::Order {
    fn from(order: Order) -> Self {
        match order {
            Order::Severity => diptych_render::Order::Severity,
            Order::Text => diptych_render::Order::Text,
        }
    }
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// In a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Part of a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Split {
    /// What rules and models may be made from
    Train,
    /// What settings are chosen on
    Dev,
    /// What results are reported on
    Test,
}

impl Split {
    /// The names, in the order the splits are used in.
    pub const NAMES: [&str; 3] = [Split::Train.name(), Split::Dev.name(), Split::Test.name()];

    /// The name in case.json.
    pub const fn name(self) -> &'static str {
        match self {
            Split::Train => "train",
            Split::Dev => "dev",
            Split::Test => "test",
        }
    }
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::name))
        .try_map(|name| Kind::from_name(&name).ok_or_else(|| format!("no kind is called {name}")))
}

pub fn pairs(which: &str) -> Result<Pairs, String> {
    match (which, which.strip_prefix("against:")) {
        ("all", _) => Ok(Pairs::All),
        ("consecutive", _) => Ok(Pairs::Consecutive),
        ("sources", _) => Ok(Pairs::Sources),
        (_, Some(id)) if !id.is_empty() => Ok(Pairs::Against(id.to_string())),
        _ => Err("write all, consecutive, sources, or against:ID with the id of an account".to_string()),
    }
}

fn language(code: &str) -> Result<Lang, String> {
    Lang::from_code(code).ok_or_else(|| {
        "no such language here; write en, ru, zh or und (any other), or leave --lang out to have it detected"
            .to_string()
    })
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).filter(|_| text.len() == 10).ok_or_else(|| "no such day; write it as YYYY-MM-DD".to_string())
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if (0.0..=1.0).contains(&x) => Ok(x),
        _ => Err("write a number from 0 to 1, such as 0.5".to_string()),
    }
}
