//! `diptych explain [KIND]`: what the kinds mean. The texts lie in `kinds/`, one a file.

use crate::args::Explain;
use crate::failure::{Failure, Outcome};
use crate::output;
use diptych_core::Kind;

/// Runs it.
pub fn run(args: &Explain) -> Result<Outcome, Failure> {
    let text = match args.kind {
        Some(kind) => text(kind).to_string(),
        None => overview(),
    };
    output::deliver(&text, None)?;
    Ok(Outcome::Done)
}

fn overview() -> String {
    let mut out = String::from("How two claims can relate, first what a reader would be told first:\n\n");
    for kind in Kind::ALL {
        let first = text(kind).lines().nth(2).unwrap_or("");
        out.push_str(&format!("  {:<15}{first}\n", kind.name()));
    }
    out.push_str("\n`diptych explain KIND` says more.\n");
    out
}

fn text(kind: Kind) -> &'static str {
    match kind {
        Kind::Contradiction => include_str!("../kinds/contradiction.txt"),
        Kind::Quantity => include_str!("../kinds/quantity.txt"),
        Kind::Attribution => include_str!("../kinds/attribution.txt"),
        Kind::Certainty => include_str!("../kinds/certainty.txt"),
        Kind::Framing => include_str!("../kinds/framing.txt"),
        Kind::Agreement => include_str!("../kinds/agreement.txt"),
        Kind::Omission => include_str!("../kinds/omission.txt"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_text_in_the_same_form() {
        for kind in Kind::ALL {
            let lines: Vec<&str> = text(kind).lines().collect();
            assert_eq!((lines[0], lines[1]), (kind.name(), ""));
            for heading in ["How it is found", "Example"] {
                assert!(lines.contains(&heading), "{kind}: {heading}");
            }
            assert!(lines.iter().all(|l| l.chars().count() <= 78), "{kind}");
            assert!(overview().contains(lines[2]));
        }
    }
}
