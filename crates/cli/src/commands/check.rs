//! `diptych check CORPUS`: whether a corpus is what it says it is.

use crate::args::Check;
use crate::check::{self, Problems, agreement, summary};
use crate::failure::{Failure, Outcome};
use crate::output;

/// Runs it. Every problem is told, with file and line.
pub fn run(args: &Check) -> Result<Outcome, Failure> {
    let mut problems = Problems::default();
    let corpus = check::read::corpus(&args.corpus, &mut problems)?;
    check::all(&corpus, &mut problems);
    let agreement = agreement::measure(&corpus, &mut problems);
    if !problems.0.is_empty() {
        problems.0.iter().for_each(|p| output::complain(&p.to_string()));
        return Err(Failure::at(&args.corpus, format!("problems found: {}, told above", problems.0.len())));
    }
    if let Some(path) = &args.snapshot {
        output::deliver(&summary::table(&corpus, agreement.as_ref()), Some(path))?;
    }
    output::deliver(&format!("{}; no problem found\n", summary::line(&corpus)), None)?;
    Ok(Outcome::Done)
}
