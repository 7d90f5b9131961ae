//! What can be asked of many documents and many comparisons.

use super::{Settings, share};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `diptych match`
#[derive(Debug, Args)]
pub struct Match {
    /// One collection: a JSON array or JSON Lines of documents {"date", "text"} with "id", "title", "lang" and "source" if you
    /// like
    pub a: PathBuf,

    /// The other collection
    pub b: PathBuf,

    /// Write the cases to a file instead of standard output; it appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Most days between two accounts of one event
    #[arg(long, value_name = "DAYS", default_value_t = 2, value_parser = clap::value_parser!(u16).range(0..=366))]
    pub window: u16,

    /// How sure a match must be, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share, default_value_t = 0.3)]
    pub threshold: f64,

    /// Folder of case folders whose accounts stand in the collections: tell how they are found; cases are written only
    /// with --output
    #[arg(long, value_name = "FOLDER")]
    pub known: Option<PathBuf>,
}

/// `diptych trend`
#[derive(Debug, Args)]
pub struct Trend {
    /// A batch's folder, which holds reports.jsonl
    pub folder: PathBuf,

    /// Comparisons that the rolling mean is taken of
    #[arg(long, value_name = "COUNT", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..))]
    pub window: u16,

    /// How to show it
    #[arg(long, short, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,

    /// Write to a file instead of standard output; it appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `diptych matrix`
#[derive(Debug, Args)]
pub struct Matrix {
    /// Accounts as txt, md, html, docx or pdf files, `-` for standard input, or one case folder (with a case.json)
    #[arg(required = true, value_name = "ACCOUNT")]
    pub accounts: Vec<PathBuf>,

    /// Who tells it, as shown: one for each account in order
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,

    /// How to show it
    #[arg(long, short, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,

    /// Write to a file instead of standard output; it appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Settings
    #[command(flatten)]
    pub settings: Settings,
}

/// `diptych report`
#[derive(Debug, Args)]
pub struct Report {
    /// A batch's folder, which holds reports.jsonl
    pub folder: PathBuf,

    /// Also write each comparison as a page, into the folder's `html`, and link to it
    #[arg(long)]
    pub pages: bool,
}

/// How something drawn from many comparisons is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For the terminal
    Text,
    /// For spreadsheets
    Csv,
    /// For programs
    Json,
    /// One self-contained page with pictures
    Html,
}
