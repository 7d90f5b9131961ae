//! `diptych relate`: pairs of claims in, one a line; how they relate out, one a line, in the same order.
//!
//! Lines are read a few at a time, so that a file of any length takes the same memory, and never waited for: what stands in
//! the buffer is answered first, so that a program may ask and read by turns.

use crate::args::Relate;
use crate::failure::{Failure, Outcome};
use crate::output;
use diptych_core::Lang;
use diptych_core::relation::answer::Answer;
use diptych_core::relation::{Claim, RelationReader};
use diptych_core::sentence::LONGEST;
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Longest line, in bytes.
const LIMIT: usize = 100_000;

/// Most pairs that are read at once.
const BATCH: usize = 64;

/// A line as it is written; other fields are let pass.
#[derive(Deserialize)]
struct Row {
    id: Option<Value>,
    a: String,
    b: String,
    lang_a: Option<String>,
    lang_b: Option<String>,
}

/// A pair to be read.
struct Pair {
    id: Value,
    sides: [(String, Option<Lang>); 2],
}

/// Runs it.
pub fn run(args: &Relate) -> Result<Outcome, Failure> {
    let stdin = args.pairs.as_os_str() == "-";
    let shown = if stdin { Path::new("standard input") } else { &args.pairs };
    let failed = |e: &io::Error| Failure::io(shown, "read", e);
    let input: Box<dyn Read> =
        if stdin { Box::new(io::stdin()) } else { Box::new(File::open(shown).map_err(|e| failed(&e))?) };
    let (mut reader, engine) = (BufReader::new(input), args.choice.reader()?);
    let (mut number, mut bad, mut batch) = (0usize, 0usize, Vec::new());
    while let Some(line) = line(&mut reader).map_err(|e| failed(&e))? {
        number += 1;
        match line.and_then(|bytes| pair(&bytes, number)) {
            Ok(pair) => batch.extend(pair),
            Err(message) => {
                bad += 1;
                output::complain(&Failure::at_line(shown, number, message).to_string());
            }
        }
        if batch.len() >= BATCH || !reader.buffer().contains(&b'\n') {
            answer(&*engine, &batch)?;
            batch.clear();
        }
    }
    answer(&*engine, &batch)?;
    if bad == 0 {
        return Ok(Outcome::Done);
    }
    output::complain(&format!("lines without an answer: {bad}, told above; all others are answered"));
    Ok(Outcome::Partly)
}

fn answer(reader: &dyn RelationReader, batch: &[Pair]) -> Result<(), Failure> {
    if batch.is_empty() {
        return Ok(());
    }
    let claims: Vec<[Claim<'_>; 2]> =
        batch.iter().map(|p| p.sides.each_ref().map(|(text, lang)| Claim { text, lang: *lang })).collect();
    let relations = reader.relate(&claims).map_err(|e| Failure::plain(e.to_string()))?;
    let mut out = String::new();
    for (pair, relation) in batch.iter().zip(&relations) {
        out += &Answer::new(pair.id.clone(), relation, reader).to_json();
        out.push('\n');
    }
    output::deliver(&out, None)
}

/// The next line without its line feed; what is wrong with it if it is too long. No more than the limit is kept.
fn line(reader: &mut BufReader<Box<dyn Read>>) -> io::Result<Option<Result<Vec<u8>, String>>> {
    let mut bytes = Vec::new();
    if reader.take(LIMIT as u64 + 1).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() > LIMIT {
        reader.skip_until(b'\n')?;
        return Ok(Some(Err(format!("longer than {LIMIT} bytes; give one pair of claims a line, not whole texts"))));
    }
    Ok(Some(Ok(bytes)))
}

/// The pair on a line, `None` on an empty one, or what is wrong.
fn pair(bytes: &[u8], number: usize) -> Result<Option<Pair>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8; save the file as UTF-8".to_string())?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Ok(None);
    }
    let row: Row = serde_json::from_str(text).map_err(|e| {
        let message = e.to_string();
        let what = message.split(" at line ").next().unwrap_or(&message);
        format!("{what} (column {}); write a pair as {{\"a\": \"one claim\", \"b\": \"the other\"}}", e.column())
    })?;
    let side = |name: &str, text: String, code: Option<String>| {
        if !text.chars().any(char::is_alphanumeric) {
            return Err(format!("{name} has no words; put a claim into it"));
        }
        // A claim is read as one sentence, however many it has.
        if text.len() > LONGEST {
            let size = text.len();
            return Err(format!(
                "{name} has {size} bytes, where a claim may have {LONGEST}; give one claim, or compare whole texts by `diptych compare`"
            ));
        }
        let lang = code.map(|code| {
            let message =
                || format!("lang_{name} is {code:?}; write en, ru, zh or und, or leave it out to have it detected");
            Lang::from_code(&code).ok_or_else(message)
        });
        Ok((text, lang.transpose()?))
    };
    let sides = [side("a", row.a, row.lang_a)?, side("b", row.b, row.lang_b)?];
    Ok(Some(Pair { id: row.id.unwrap_or_else(|| number.into()), sides }))
}
