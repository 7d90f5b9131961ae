//! Settings of a comparison: the defaults, a TOML file over them, flags over both.

use crate::args::Settings;
use crate::failure::Failure;
use diptych_core::Config;
use std::fs;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// The settings asked for.
pub fn config(args: &Settings) -> Result<Config, Failure> {
    over(args, Config::default())
}

/// The settings asked for, for the sides of one article.
pub fn article(args: &Settings) -> Result<Config, Failure> {
    over(args, Config::article())
}

fn over(args: &Settings, defaults: Config) -> Result<Config, Failure> {
    let mut config = match &args.config {
        Some(path) => from_file(path)?,
        None => defaults,
    };
    config.align_threshold = args.align_threshold.unwrap_or(config.align_threshold);
    config.kind_threshold = args.kind_threshold.unwrap_or(config.kind_threshold);
    config.validate().map_err(|e| Failure::plain(e.to_string()))?;
    Ok(config)
}

fn from_file(path: &Path) -> Result<Config, Failure> {
    let text = fs::read_to_string(path).map_err(|e| Failure::io(path, "read", &e))?;
    parse(&text).map_err(|(at, message)| {
        let line = text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1;
        Failure::at_line(path, line, message)
    })
}

/// The settings in `text`, or where (a byte) and what is wrong with them.
fn parse(text: &str) -> Result<Config, (usize, String)> {
    let wrong = |e: toml::de::Error| (e.span().map_or(0, |s| s.start), e.message().replace('\n', " "));
    let config: Config = toml::from_str(text).map_err(wrong)?;
    if let Err(error) = config.validate() {
        let at = place(text, &error.name).unwrap_or(0);
        return Err((at, error.to_string()));
    }
    Ok(config)
}

/// Where the setting called `name`, such as `weights.framing`, is set.
fn place(text: &str, name: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let mut names = name.split('.');
    let mut value = table.get_ref().get(names.next()?)?;
    for name in names {
        let DeValue::Table(inner) = value.get_ref() else { return None };
        value = inner.get(name)?;
    }
    Some(value.span().start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_found_at_their_place() {
        let at = |text: &str| parse(text).unwrap_err();
        let (place, message) = at("kind_threshold = 0.5\n[weights]\nframing = 2.0\n");
        assert_eq!((place, message.as_str()), (41, "weights.framing is 2; it must lie between 0 and 1"));
        assert!(at("align_treshold = 0.5").1.contains("unknown field"));
        assert!(at("align_threshold = 'high'").1.contains("invalid type"));
        assert_eq!(parse("").unwrap(), Config::default());
        assert!((parse("weights = { omission = 0.25 }").unwrap().weights.omission - 0.25).abs() < 1e-9);
    }
}
