//! Every dependency's licence, against the list of those that go with MIT OR Apache-2.0.

use crate::shell::{command, output, say};
use serde_json::Value;

/// Licences that ask for no more than credit, and MPL-2.0, whose copyleft ends at its own unchanged files.
const ALLOWED: [&str; 13] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unicode-3.0",
    "CC0-1.0",
    "Unlicense",
    "MPL-2.0",
];

/// Runs it.
pub fn run() -> Result<(), String> {
    let json = output(&mut command("cargo", &["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&json).map_err(|e| format!("cargo metadata: {e}"))?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata names no packages")?;
    let refused: Vec<String> = packages
        .iter()
        .filter(|p| !p["license"].as_str().is_some_and(allowed))
        .map(|p| format!("{} {}: {}", p["name"], p["version"], p["license"]))
        .collect();
    if refused.is_empty() {
        say(&format!("licences of {} packages are in order", packages.len()));
        return Ok(());
    }
    Err(format!(
        "these licences are not on the list in xtask/src/licences.rs; choose another crate, or add the licence with care:\n  {}",
        refused.join("\n  ")
    ))
}

/// Whether an SPDX expression can be met by allowed licences. Old manifests write "/" for "OR".
fn allowed(expression: &str) -> bool {
    let flat = expression.replace('/', " OR ").replace(['(', ')'], " ");
    let known = |part: &str| ALLOWED.contains(&part.trim());
    // Without nesting beyond "(A OR B) AND C", every AND part must hold one allowed alternative.
    flat.split(" AND ").all(|part| part.split(" OR ").any(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_met_or_refused() {
        for yes in ["MIT", "MIT OR GPL-3.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "Unlicense/MIT"] {
            assert!(allowed(yes), "{yes}");
        }
        for no in ["GPL-3.0", "MIT AND GPL-3.0", "LGPL-2.1", ""] {
            assert!(!allowed(no), "{no}");
        }
    }
}
