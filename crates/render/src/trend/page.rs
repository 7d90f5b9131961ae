//! `diptych trend --format html`: a page with a picture of each series.

use super::mean;
use crate::chart::{self, Days, Plot, legend, parts, px, short};
use diptych_core::many::topics::Topic;
use diptych_core::many::trend::{Point, Series, Trend};
use maud::{Markup, html};

/// Fewest comparisons that are drawn.
const DRAWN: usize = 3;

/// The page.
pub fn render(trend: &Trend) -> String {
    let (drawn, few): (Vec<&Series>, Vec<&Series>) = trend.series.iter().partition(|s| s.points.len() >= DRAWN);
    let main = html! {
        @for series in drawn { (section(series, trend.window)) }
        @if !few.is_empty() {
            section {
                h2 { "Pairs of sources with fewer than " (DRAWN) " comparisons" }
                (comparisons(&few))
            }
        }
    };
    let pairs: usize = trend.series.iter().map(|s| s.points.len()).sum();
    let meta =
        html! { (pairs) " comparisons of " (trend.series.len()) " pairs of sources, from " (trend.reports) " reports" };
    let how = html! {
        p { "The index goes from 0 (both say the same) to 1 (nothing in common, or all in conflict). Intervals are percentile \
             bootstraps of 2,000 draws (Efron 1979); where few comparisons stand behind one, it is too narrow rather than \
             too wide. Changes of the mean are told by PELT (Killick, Fearnhead and Eckley 2012) with a penalty of 3 ln n; \
             topics by log odds with a prior (Monroe, Colaresi and Quinn 2008) among the claims of the same teller: words \
             left out in three comparisons and more, in most of those that have them, and at a standard score of 1.64 and \
             more. What is left out is only what the engine found no counterpart for." }
        @if trend.undated > 0 { p { (trend.undated) " pairs of accounts carry no day and are left out." } }
        dl {
            @for engine in &trend.engines { dt { "Engine" } dd { (engine.name) ", version " (engine.version) } }
        }
    };
    chart::page("Discrepancy over time", &meta, &main, &how)
}

fn section(s: &Series, window: usize) -> Markup {
    let n = s.points.len();
    html! {
        section {
            h2 dir="auto" { bdi { (s.a) } " and " bdi { (s.b) } }
            p { "Mean index " (mean(&s.means[0])) ", n = " (n) ". Told alike " (mean(&s.means[1])) "; only in " bdi { (s.a) } " "
                (mean(&s.means[2])) "; only in " bdi { (s.b) } " " (mean(&s.means[3])) "." }
            figure {
                (over_time(s))
                figcaption {
                    "Discrepancy index by day of the event. Each dot is a comparison (n = " (n) "); the line is the mean of the \
                     latest " (window) ", the band its 95% interval (from three comparisons on)."
                    @if s.changes.is_empty() { " No change of the mean was found." } @else {
                        @for c in &s.changes {
                            " From " (c.date) " on the mean is " (format!("{:.2}", c.after)) " in place of "
                            (format!("{:.2}", c.before)) "."
                        }
                    }
                }
            }
            figure {
                (by_case(&s.points))
                (legend(&s.a, &s.b))
                figcaption { "Parts of what the two tell together, a column for each comparison in order of the day (n = " (n) ")." }
            }
            @if !(s.left_out_by_a.is_empty() && s.left_out_by_b.is_empty()) {
                h3 { "What one side keeps leaving out" }
                div.two {
                    (topics(&s.a, &s.b, &s.left_out_by_a))
                    (topics(&s.b, &s.a, &s.left_out_by_b))
                }
            }
            details { summary { "All comparisons" } (comparisons(&[s])) }
        }
    }
}

const PLOT: Plot = Plot { left: 56.0, top: 26.0, width: 880.0, height: 250.0 };

fn over_time(s: &Series) -> Markup {
    let (Some(first), Some(last)) = (s.points.first(), s.points.last()) else { return html! {} };
    let days = Days::new(first.date, last.date);
    let at = |p: &Point, y: f64| format!("{},{}", px(PLOT.x(days.share(p.date))), px(PLOT.y(y)));
    let low = s.points.iter().filter_map(|p| p.rolling.low.map(|y| at(p, y)));
    let high = s.points.iter().filter_map(|p| p.rolling.high.map(|y| at(p, y)));
    let band: Vec<String> = low.chain(high.rev()).collect();
    let line: Vec<String> =
        s.points.iter().filter(|p| p.rolling.low.is_some()).map(|p| at(p, p.rolling.mean)).collect();
    html! {
        svg viewBox="0 0 960 320" role="img" aria-label="Discrepancy index over time" {
            (PLOT.shares("discrepancy index"))
            (PLOT.days(&days))
            polygon.band points=(band.join(" ")) {}
            polyline.mean points=(line.join(" ")) {}
            @for p in &s.points {
                circle.dot cx=(px(PLOT.x(days.share(p.date)))) cy=(px(PLOT.y(p.index.value))) r="3.5" {
                    title { (p.date) ", " (p.title) ": " (format!("{:.2}", p.index.value)) }
                }
            }
            (changes(s, &days))
        }
    }
}

/// A dashed line where the mean changes, and the means of the stretches.
fn changes(s: &Series, days: &Days) -> Markup {
    let x = |i: usize| {
        let here = days.share(s.points[i].date);
        let before = i.checked_sub(1).map_or(0.0, |j| days.share(s.points[j].date));
        PLOT.x((here + before) / 2.0)
    };
    let mut levels = Vec::new();
    for (k, c) in s.changes.iter().enumerate() {
        if k == 0 {
            levels.push((PLOT.x(0.0), x(c.at), c.before));
        }
        levels.push((x(c.at), s.changes.get(k + 1).map_or(PLOT.x(1.0), |next| x(next.at)), c.after));
    }
    html! {
        @for c in &s.changes {
            line.change x1=(px(x(c.at))) x2=(px(x(c.at))) y1=(px(PLOT.y(1.0))) y2=(px(PLOT.y(0.0))) {}
            text.said x=(px(x(c.at))) y=(px(PLOT.y(1.0) - 9.0)) text-anchor="middle" {
                (format!("{:.2} → {:.2}", c.before, c.after))
            }
        }
        @for (from, to, y) in levels { line.level x1=(px(from)) x2=(px(to)) y1=(px(PLOT.y(y))) y2=(px(PLOT.y(y))) {} }
    }
}

fn by_case(points: &[Point]) -> Markup {
    let step = PLOT.width / points.len().max(1) as f64;
    let (wide, gap) = ((step * 0.82).min(34.0), step);
    let x = |i: usize| PLOT.left + gap * i as f64 + (step - wide) / 2.0;
    // A year is named where it begins, if there is room since the one before.
    let mut named: Vec<(usize, i32)> = Vec::new();
    for (i, p) in points.iter().enumerate() {
        let room = named.last().is_none_or(|(j, year)| *year != p.date.year && (i - j) as f64 * step >= 40.0);
        if room {
            named.push((i, p.date.year));
        }
    }
    html! {
        svg viewBox="0 0 960 310" role="img" aria-label="Parts of each comparison" {
            (PLOT.shares("share of what is told"))
            @for (i, p) in points.iter().enumerate() {
                @let [alike, only_a, only_b, conflict, colours] = parts(&p.index);
                @let stack = [(0, alike), (4, colours), (3, conflict), (1, only_a), (2, only_b)];
                g {
                    title { (p.date) ", " (p.title) }
                    @for (k, (part, share)) in stack.iter().enumerate() {
                        @let below: f64 = stack[..k].iter().map(|s| s.1).sum();
                        rect class={ "part" (part) } x=(px(x(i))) width=(px(wide)) y=(px(PLOT.y((below + share).min(1.0)))) height=(px(share * PLOT.height)) {}
                    }
                }
            }
            @for (i, year) in named {
                text.tick x=(px(x(i))) y=(px(PLOT.y(0.0) + 19.0)) { (year) }
            }
        }
    }
}

fn topics(silent: &str, teller: &str, topics: &[Topic]) -> Markup {
    let most = topics.iter().map(|t| t.z).fold(1.0, f64::max);
    html! {
        div {
            h3 dir="auto" { bdi { (silent) } " leaves out of what " bdi { (teller) } " tells" }
            @if topics.is_empty() { p { "Nothing recurs surely." } } @else {
                table.table {
                    thead { tr { th { "word or name" } th.n { "left out in" } th.n { "standard score" } th {} } }
                    tbody { @for t in topics { tr {
                        th scope="row" dir="auto" { (t.word) }
                        td.n { (t.cases) " of " (t.of) }
                        td.n { (format!("{:.1}", t.z)) }
                        td style="width:35%" { span.z style=(format!("width:{:.0}%", 100.0 * t.z / most)) {} }
                    } } }
                }
            }
        }
    }
}

fn comparisons(series: &[&Series]) -> Markup {
    html! {
        div.scroll { table.table {
            thead { tr {
                th { "day" } th { "case" } th { "sources" } th.n { "index" } th.n { "told alike" } th.n { "only first" } th.n { "only second" }
                th.n { "in conflict" } th.n { "other colours" }
            } }
            tbody { @for s in series { @for p in &s.points { tr {
                td.day { (p.date) }
                td dir="auto" { (short(&p.title, 80)) }
                td { bdi { (s.a) } ", " bdi { (s.b) } }
                td.n { (format!("{:.2}", p.index.value)) }
                @for share in parts(&p.index) { td.n { (format!("{share:.2}")) } }
            } } } }
        } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use diptych_core::many::trend::Gathered;

    #[test]
    fn nothing_in_names_is_markup_and_nothing_is_loaded() {
        let evil = "\"'><script>alert(1)</script>";
        let mut all = Gathered::default();
        for _ in 0..4 {
            all.add(&sample::named(evil));
        }
        let page = render(&all.trend(3));
        assert!(!page.contains("<script") && !page.contains("\"'>"));
        assert!(page.contains("&lt;script&gt;") && page.contains("<svg"));
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("src="));
        assert!(!page.contains("NaN") && !page.contains("inf"));
    }
}
