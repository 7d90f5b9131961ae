//! `diptych batch`: many cases in; reports, errors and tables out.
//!
//! What is done stands in a journal in `OUT/.partial` until all is done, so that the same command goes on where an
//! interrupted one was; then the final files are made from it and moved to their place.

use crate::args::Batch;
use crate::batch::journal::{Entry, Journal, Kind};
use crate::batch::progress::Progress;
use crate::batch::repeated::Repeated;
use crate::batch::results::{self, Counts, FILES, SUMMARY};
use crate::batch::source::{Form, Input, Raw, digest, identity};
use crate::batch::work::{Answer, Work};
use crate::engine::cores;
use crate::failure::{Failure, Outcome};
use crate::input::is_stdin;
use crate::{output, settings};
use diptych_core::batch::pipeline::Pipeline;
use indicatif::ProgressBar;
use serde_json::{Map, Value, json};
use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process;
use std::sync::{Arc, Mutex, PoisonError};

/// Where a run that is not done keeps what it has, within the folder for the results.
const PARTIAL: &str = ".partial";

/// Exit code of an interrupted run.
const INTERRUPTED: i32 = 130;

/// Runs it.
pub fn run(args: &Batch) -> Result<Outcome, Failure> {
    let config = settings::config(&args.settings)?;
    let jobs = args.jobs.map_or_else(cores, usize::from);
    let engine = args.settings.choice.engine_on(jobs)?;
    let work = Work { engine, config, pairs: args.pairs.clone() };
    let pipeline = Pipeline::new(jobs).map_err(|e| Failure::plain(e.to_string()))?;
    if is_stdin(&args.output) { to_stdout(args, &work, &pipeline) } else { to_folder(args, &work, &pipeline) }
}

/// Reports alone, as lines to standard output.
fn to_stdout(args: &Batch, work: &Work, pipeline: &Pipeline) -> Result<Outcome, Failure> {
    if args.restart {
        return Err(Failure::plain("--restart is for a folder of results; leave it out with -o -"));
    }
    let input = Input::open(&args.input)?;
    // Among reports in a terminal a bar would be in the way.
    let bar = !io::stdout().is_terminal();
    let mut progress = Progress::new(input.position.clone(), args.quiet, bar, Counts::default());
    let (form, records) = input.into_parts();
    let mut repeated = Repeated::default();
    let done = go(pipeline, records, work, &form, args.strict, |answer| {
        progress.step(answer.told.is_ok());
        answer.name.iter().for_each(|name| repeated.see(name));
        match answer.json() {
            Ok(report) => output::deliver(&(report + "\n"), None),
            Err(_) => {
                if let Err(refusal) = &answer.told {
                    progress.insist(&place(&form, answer.line, &refusal.message).to_string());
                }
                Ok(())
            }
        }
    });
    progress.end();
    done?;
    conclude(&progress, &form, "told above", None, &repeated)
}

/// All files, into a folder.
fn to_folder(args: &Batch, work: &Work, pipeline: &Pipeline) -> Result<Outcome, Failure> {
    let (folder, partial) = (&args.output, args.output.join(PARTIAL));
    let input = Input::open(&args.input)?;
    let head = head(args, work, &input.form)?;
    if !args.restart
        && !Journal::place(&partial).exists()
        && let Some(outcome) = finished(folder, &head)?
    {
        return Ok(outcome);
    }
    let position = input.position.clone();
    let (form, mut records) = input.into_parts();
    let mut journal = Journal::open(&partial)?;
    if args.restart {
        journal.cut(0)?;
    }
    let counts = take_up(&mut journal, &head, &mut records, &form)?;
    let mut progress = Progress::new(position, args.quiet, true, counts);
    if counts != Counts::default() {
        progress.say(&format!("going on after {} records that are done", counts.ok + counts.failed));
        if args.strict && counts.failed > 0 {
            let message = format!(
                "{} records failed before --strict was given; leave it out, or begin anew with --restart",
                counts.failed
            );
            return Err(Failure::at(folder, message));
        }
    }
    let journal = Arc::new(Mutex::new(journal));
    stop_on_signal(&journal, progress.bar())?;
    let lock = || journal.lock().unwrap_or_else(PoisonError::into_inner);
    let done = go(pipeline, records, work, &form, args.strict, |answer| {
        progress.step(answer.told.is_ok());
        let (kind, json) = match answer.json() {
            Ok(json) => (Kind::Report, json),
            Err(json) => (Kind::Error, json),
        };
        lock().append(&Entry { kind, digest: answer.digest, json })
    });
    progress.end();
    if done.is_ok() && progress.is_long() {
        progress.say("all compared; the tables are being made");
    }
    // What is done is kept whether or not the rest could be.
    let synced = lock().sync();
    done.and(synced)?;
    if progress.counts() == Counts::default() {
        drop(fs::remove_dir_all(&partial));
        return Err(Failure::at(&form.shown, "holds no records; is it the right file?"));
    }
    // The journal goes last: till then, an interrupted run goes on from it.
    let entries = lock().entries()?;
    let repeated = results::write(entries, pipeline, &head, &partial, folder)?;
    let removed = fs::remove_file(Journal::place(&partial)).and_then(|()| fs::remove_dir_all(&partial));
    removed.map_err(|e| Failure::io(&partial, "removed", &e))?;
    let errors = format!("told in {}", folder.join("errors.jsonl").display());
    conclude(&progress, &form, &errors, Some(folder), &repeated)
}

/// Has all records compared, and gives the answers in order to `take`.
fn go(
    pipeline: &Pipeline,
    records: impl Iterator<Item = Result<Raw, Failure>> + Send,
    work: &Work,
    form: &Form,
    strict: bool,
    mut take: impl FnMut(Answer) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let sized = records.map(|raw| (raw.as_ref().map_or(0, Raw::size), raw));
    pipeline.run(
        sized,
        |raw| raw.map(|raw| work.answer(&raw, form)),
        |answer: Result<Answer, Failure>| {
            let answer = answer?;
            match &answer.told {
                Err(refusal) if strict => {
                    let message = format!("{}; stopped here, as --strict asks", refusal.message);
                    Err(place(form, answer.line, &message))
                }
                _ => take(answer),
            }
        },
    )
}

/// A failure with the record's place in the input.
fn place(form: &Form, line: u64, message: &str) -> Failure {
    if form.shown.is_dir() {
        Failure::plain(message)
    } else {
        Failure::at_line(&form.shown, usize::try_from(line).unwrap_or(usize::MAX), message)
    }
}

/// What the run is: two that are the same in this give the same results.
fn head(args: &Batch, work: &Work, form: &Form) -> Result<Map<String, Value>, Failure> {
    let mut input = identity(&args.input)?;
    if !form.columns.is_empty() {
        input["columns"] = json!(form.columns);
    }
    let head = json!({
        "format": "diptych-batch/1",
        "input": input,
        "engine": work.engine.info(),
        "settings": work.config,
        "compared": work.pairs.to_string(),
    });
    Ok(match head {
        Value::Object(head) => head,
        _ => Map::new(),
    })
}

/// Whether the folder holds what the command asks for already; refused if it holds something else.
fn finished(folder: &Path, head: &Map<String, Value>) -> Result<Option<Outcome>, Failure> {
    let Some(there) = FILES.iter().map(|name| folder.join(name)).find(|path| path.exists()) else { return Ok(None) };
    let anew = "name another folder, or begin anew with --restart, which replaces it";
    let Ok(summary) = fs::read(folder.join(SUMMARY)) else {
        return Err(Failure::at(&there, format!("is there already; {anew}")));
    };
    let summary: Map<String, Value> = serde_json::from_slice(&summary).unwrap_or_default();
    let changes = changes(head, &summary);
    if !changes.is_empty() {
        return Err(Failure::at(folder, format!("holds the results of another batch ({changes}); {anew}")));
    }
    if head["input"].get("stream").is_some() {
        let message = "holds the results of a batch whose input can't be compared with this one";
        return Err(Failure::at(folder, format!("{message}; {anew}")));
    }
    output::complain(&format!("{}: is done already; --restart does it again", folder.display()));
    Ok(Some(if summary["failed"] == 0 { Outcome::Done } else { Outcome::Partly }))
}

/// Holds what the journal has against the command and the input, of which that much is passed over; begins the journal where
/// there is nothing in it. Gives what is done.
fn take_up(
    journal: &mut Journal,
    head: &Map<String, Value>,
    records: &mut impl Iterator<Item = Result<Raw, Failure>>,
    form: &Form,
) -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    let mut entries = journal.entries()?;
    let first = entries.next().transpose()?.filter(|e| e.kind == Kind::Head);
    let Some(old) = first.and_then(|e| serde_json::from_str::<Map<String, Value>>(&e.json).ok()) else {
        journal.begin(&Value::Object(head.clone()))?;
        return Ok(counts);
    };
    let anew = "to go on, give what the interrupted run was given; to begin anew, add --restart";
    let changes = changes(head, &old);
    if !changes.is_empty() {
        return Err(Failure::plain(format!("since the interrupted run, these have changed: {changes}; {anew}")));
    }
    while let Some(entry) = entries.next().transpose()? {
        let Some(raw) = records.next().transpose()? else {
            let message = format!("ends before what the interrupted run has done, so it has changed since; {anew}");
            return Err(Failure::at(&form.shown, message));
        };
        if digest(&raw, form) != entry.digest {
            let message = format!("this record, or a file it names, has changed since the interrupted run; {anew}");
            return Err(place(form, raw.line, &message));
        }
        counts.add(entry.kind == Kind::Report);
    }
    journal.cut(entries.good())?;
    Ok(counts)
}

/// What is not the same in two runs, by name, with both values where they are short.
fn changes(now: &Map<String, Value>, then: &Map<String, Value>) -> String {
    let mut found = Vec::new();
    for (name, value) in now {
        compare(name, value, then.get(name).unwrap_or(&Value::Null), &mut found);
    }
    found.join(", ")
}

fn compare(name: &str, now: &Value, then: &Value, found: &mut Vec<String>) {
    match (now, then) {
        _ if now == then => {}
        (_, _) if name == "input" => found.push("the input".into()),
        (Value::Object(now), Value::Object(then)) => {
            for (part, value) in now {
                compare(&format!("{name}.{part}"), value, then.get(part).unwrap_or(&Value::Null), found);
            }
        }
        (Value::Array(_), _) => found.push(name.to_string()),
        _ if name == "compared" => found.push(format!("--pairs (now {now}, then {then})")),
        _ => found.push(format!("{name} (now {now}, then {then})")),
    }
}

/// On Ctrl-C what is done is made safe, and the way on is told. Other signals kill the run, which loses nothing either; a hang-up
/// that `nohup` has turned off stays off.
fn stop_on_signal(journal: &Arc<Mutex<Journal>>, bar: Option<ProgressBar>) -> Result<(), Failure> {
    let journal = journal.clone();
    let stop = move || {
        // No line is half written once the journal is held.
        let mut journal = journal.lock().unwrap_or_else(PoisonError::into_inner);
        let safe = journal.sync();
        if let Some(bar) = &bar {
            bar.finish_and_clear();
        }
        output::complain("stopped; what is done is kept: give the same command again to go on");
        if let Err(failure) = safe {
            output::complain(&failure.to_string());
        }
        process::exit(INTERRUPTED);
    };
    ctrlc::set_handler(stop).map_err(|e| Failure::plain(format!("can't listen for interruptions ({e})")))
}

/// Tells the counts and the ids that come again, and how it ended.
fn conclude(
    progress: &Progress,
    form: &Form,
    errors: &str,
    folder: Option<&Path>,
    repeated: &Repeated,
) -> Result<Outcome, Failure> {
    let Counts { ok, failed } = progress.counts();
    if ok + failed == 0 {
        return Err(Failure::at(&form.shown, "holds no records; is it the right file?"));
    }
    if ok == 0 {
        return Err(Failure::at(&form.shown, format!("none of its {failed} records could be compared, {errors}")));
    }
    if let Some(warning) = repeated.warning() {
        progress.say(&warning);
    }
    let place = folder.map_or(String::new(), |f| format!("; the results are in {}", f.display()));
    if failed == 0 {
        progress.say(&format!("records compared: {ok}{place}"));
        return Ok(Outcome::Done);
    }
    progress.say(&format!("records compared: {ok}; failed: {failed}, {errors}{place}"));
    Ok(Outcome::Partly)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_changed_is_named() {
        let map = |value: Value| value.as_object().cloned().unwrap();
        let then = map(json!({"input": {"bytes": 1}, "compared": "all", "settings": {"kind_threshold": 0.3, "x": 1}}));
        assert_eq!(changes(&then, &then), "");
        let now =
            map(json!({"input": {"bytes": 2}, "compared": "consecutive", "settings": {"kind_threshold": 0.4, "x": 1}}));
        let told = changes(&now, &then);
        assert_eq!(
            told,
            "--pairs (now \"consecutive\", then \"all\"), the input, settings.kind_threshold (now 0.4, then 0.3)"
        );
    }
}
