//! What pages with pictures share: the frame of the page, and small drawings as SVG that follow the page's colours in light, dark
//! and print, and need no script. Maud escapes every value.

use super::html::{STYLE, head};
use diptych_core::Date;
use maud::{DOCTYPE, Markup, html};

const CHARTS: &str = include_str!("chart.css");
/// The page loads and runs nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A page that needs no script.
pub fn page(title: &str, meta: &Markup, main: &Markup, how: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(title, env!("CARGO_PKG_VERSION"), POLICY, &[STYLE, CHARTS]))
            body {
                header { h1 dir="auto" { (title) } p.meta { (meta) } }
                main { (main) }
                footer { h2 { "How this was made" } (how) }
            }
        }
    };
    page.into_string() + "\n"
}

/// A number for a drawing: short, and the same everywhere.
pub fn px(x: f64) -> String {
    let text = format!("{x:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_string)
}

/// A plot's area within its drawing, in pixels; values run from 0 to 1 across and up.
#[derive(Clone, Copy)]
pub struct Plot {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Plot {
    pub fn x(&self, share: f64) -> f64 {
        self.left + share * self.width
    }

    pub fn y(&self, share: f64) -> f64 {
        self.top + (1.0 - share) * self.height
    }

    /// Lines and figures at the fifths from 0 to 1, and what is measured.
    pub fn shares(&self, what: &str) -> Markup {
        let middle = self.top + self.height / 2.0;
        html! {
            @for fifth in 0..=5u8 {
                @let share = f64::from(fifth) / 5.0;
                line.grid x1=(px(self.left)) x2=(px(self.left + self.width)) y1=(px(self.y(share))) y2=(px(self.y(share))) {}
                text.tick x=(px(self.left - 8.0)) y=(px(self.y(share) + 4.0)) text-anchor="end" { (format!("{share:.1}")) }
            }
            text.axis x="14" y=(px(middle)) text-anchor="middle" transform={ "rotate(-90 14 " (px(middle)) ")" } { (what) }
        }
    }

    /// Days below the plot.
    pub fn days(&self, days: &Days) -> Markup {
        html! {
            @for (share, name) in days.ticks() {
                line.grid x1=(px(self.x(share))) x2=(px(self.x(share))) y1=(px(self.y(0.0))) y2=(px(self.y(0.0) + 5.0)) {}
                text.tick x=(px(self.x(share))) y=(px(self.y(0.0) + 19.0)) text-anchor="middle" { (name) }
            }
        }
    }
}

/// A stretch of days.
pub struct Days {
    from: i64,
    to: i64,
    first: Date,
    last: Date,
}

impl Days {
    /// From the first to the last, with a little room on both sides.
    pub fn new(first: Date, last: Date) -> Days {
        let room = ((last.ordinal() - first.ordinal()) / 40).max(3);
        Days { from: first.ordinal() - room, to: last.ordinal() + room, first, last }
    }

    /// Where a day lies, 0..1.
    pub fn share(&self, date: Date) -> f64 {
        (date.ordinal() - self.from) as f64 / (self.to - self.from) as f64
    }

    /// First days of months with their names, at most ten: every month, or every second, third …
    fn ticks(&self) -> Vec<(f64, String)> {
        const STEPS: [i32; 10] = [1, 2, 3, 6, 12, 24, 60, 120, 600, 12_000];
        let month = |d: Date| d.year * 12 + i32::from(d.month) - 1;
        let (from, to) = (month(self.first), month(self.last) + 1);
        let step = STEPS.into_iter().find(|s| (to - from) / s <= 9).unwrap_or(STEPS[9]);
        let ticks = (from..=to).filter(|m| m % step == 0);
        let dates = ticks.filter_map(|m| Date::new(m.div_euclid(12), u8::try_from(m.rem_euclid(12) + 1).ok()?, 1));
        let name = |d: Date| {
            if d.month == 1 { d.year.to_string() } else { format!("{} {}", MONTHS[usize::from(d.month) - 1], d.year) }
        };
        dates.map(|d| (self.share(d), name(d))).filter(|(s, _)| (0.0..=1.0).contains(s)).collect()
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The words, cut to so many characters.
pub fn short(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_string(),
    }
}

/// A bar of an index's parts: shared, only in the first, only in the second, in conflict, in other colours.
pub fn parts_bar(index: &diptych_core::report::Index) -> Markup {
    html! {
        div.bar aria-hidden="true" {
            @for (i, share) in parts(index).iter().enumerate() { span class={ "part" (i) } style=(format!("flex:{share:.4} 0 0")) {} }
        }
    }
}

/// The parts in the order of their colours.
pub fn parts(i: &diptych_core::report::Index) -> [f64; 5] {
    [i.shared, i.only_a, i.only_b, i.conflicting, i.reframed]
}

/// What the colours of the parts mean.
pub fn legend(a: &str, b: &str) -> Markup {
    html! {
        ul.legend {
            li { i.part0 {} "told alike" }
            li { i.part1 {} "only in " bdi { (a) } }
            li { i.part2 {} "only in " bdi { (b) } }
            li { i.part3 {} "in conflict" }
            li { i.part4 {} "at another strength or in other colours" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_few_and_in_order() {
        let day = |s| Date::parse(s).unwrap();
        for (first, last, names) in [
            ("2022-01-05", "2022-03-20", vec!["Feb 2022", "Mar 2022"]),
            ("2021-02-01", "2024-11-16", vec!["Jul 2021", "2022", "Jul 2022", "2023", "Jul 2023", "2024", "Jul 2024"]),
        ] {
            let days = Days::new(day(first), day(last));
            let ticks = days.ticks();
            assert_eq!(ticks.iter().map(|t| t.1.as_str()).collect::<Vec<_>>(), names);
            assert!(ticks.windows(2).all(|t| t[0].0 < t[1].0));
        }
        let one = Days::new(day("2022-06-15"), day("2022-06-15"));
        assert!((one.share(day("2022-06-15")) - 0.5).abs() < 1e-9);
        assert!(Days::new(day("0001-01-01"), day("9999-12-31")).ticks().len() <= 11);
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(short("\u{4e60}\u{8fd1}\u{5e73}", 2), "\u{4e60}\u{8fd1}…");
        assert_eq!(short("Kremlin", 7), "Kremlin");
    }
}
