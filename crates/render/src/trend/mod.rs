//! How a trend is shown: as text, as a table of comparisons, and as a page.

pub mod page;

use super::csv::{table, tame};
use super::one_line;
use diptych_core::Kind;
use diptych_core::many::bootstrap::Mean;
use diptych_core::many::topics::Topic;
use diptych_core::many::trend::{PARTS, Series, Trend};

/// A mean with its interval, such as `0.62 (0.55 to 0.70)`.
pub fn mean(m: &Mean) -> String {
    match (m.low, m.high) {
        (Some(low), Some(high)) => format!("{:.2} ({low:.2} to {high:.2})", m.mean),
        _ => format!("{:.2}", m.mean),
    }
}

/// For the terminal.
pub fn text(trend: &Trend) -> String {
    let mut out = String::new();
    for series in &trend.series {
        out += &of_series(series, trend.window);
        out.push('\n');
    }
    out += &format!(
        "Reports: {}. In brackets: 95% bootstrap interval of the mean (percentiles, 2,000 draws). n: comparisons.\n",
        trend.reports
    );
    out
}

fn of_series(s: &Series, window: usize) -> String {
    let (a, b) = (one_line(&s.a), one_line(&s.b));
    let mut out = format!("{a} and {b} (n = {})\n", s.points.len());
    for (name, m) in PARTS.iter().zip(&s.means) {
        let name = name.replace("only a", &format!("only in {a}")).replace("only b", &format!("only in {b}"));
        out += &format!("  {:22} {name}\n", mean(m));
    }
    out += &format!("\n  day         index  mean of the latest {window}\n");
    for (i, point) in s.points.iter().enumerate() {
        if let Some(change) = s.changes.iter().find(|c| c.at == i) {
            out += &format!("  ---------- the mean goes from {:.2} to {:.2}\n", change.before, change.after);
        }
        out += &format!(
            "  {}  {:.2}   {:22} n = {}  {}\n",
            point.date,
            point.index.value,
            mean(&point.rolling),
            point.rolling.n,
            super::chart::short(&one_line(&point.title), 60)
        );
    }
    for (silent, teller, topics) in [(&a, &b, &s.left_out_by_a), (&b, &a, &s.left_out_by_b)] {
        if !topics.is_empty() {
            out += &format!("\n  What {silent} keeps leaving out of what {teller} tells (z: standard score)\n");
            for t in topics {
                let Topic { word, cases, of, z, .. } = t;
                out += &format!("    {:20} in {cases} of {of}, z {z:.1}\n", one_line(word));
            }
        }
    }
    out
}

/// A comparison a row.
pub fn csv(trend: &Trend) -> String {
    let mut head: Vec<String> =
        ["a", "b", "case", "title", "date", "index", "shared", "only_a", "only_b", "conflicting", "reframed"]
            .map(String::from)
            .to_vec();
    head.extend(["rolling_mean", "rolling_low", "rolling_high", "rolling_n", "stretch"].map(String::from));
    head.extend(Kind::ALL.map(|k| k.name().to_string()));
    let row = |s: &Series, i: usize| {
        let (p, end) = (&s.points[i], |x: Option<f64>| x.map_or_else(String::new, |x| x.to_string()));
        let stretch = 1 + s.changes.iter().filter(|c| c.at <= i).count();
        let mut row = vec![tame(&s.a), tame(&s.b), tame(&p.case), tame(&p.title), p.date.to_string()];
        let x = &p.index;
        row.extend([x.value, x.shared, x.only_a, x.only_b, x.conflicting, x.reframed].map(|x| x.to_string()));
        row.extend([p.rolling.mean.to_string(), end(p.rolling.low), end(p.rolling.high)]);
        row.extend([p.rolling.n.to_string(), stretch.to_string()]);
        row.extend(p.kinds.map(|n| n.to_string()));
        row
    };
    table(std::iter::once(head).chain(trend.series.iter().flat_map(|s| (0..s.points.len()).map(move |i| row(s, i)))))
}
