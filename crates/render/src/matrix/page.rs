//! `diptych matrix --format html`: a heat map with its tree, and a map of the accounts.

use crate::chart::{self, Plot, px, short};
use crate::{INDEX_SCALE, percent};
use diptych_core::many::matrix::Matrix;
use maud::{Markup, html};

/// Side of a cell, and the room for names and for the tree.
const CELL: f64 = 46.0;
const NAMES: f64 = 250.0;
const TREE: f64 = 260.0;
/// Most accounts whose cells carry their figures.
const FIGURES: usize = 14;

/// The page.
pub fn render(m: &Matrix) -> String {
    let main = html! {
        section {
            h2 { "Each against each" }
            figure {
                (heat(m))
                figcaption { "Discrepancy index of accounts against accounts (" (INDEX_SCALE) "; the darker, the further apart), \
                    in the order of the tree beside it (n = " (m.accounts.len()) "). Clusters join at the mean index between \
                    their members." }
            }
        }
        section {
            h2 { "Where each stands" }
            figure style="max-width:44rem" {
                (map(m))
                figcaption { "Accounts that stand near each other differ little. The two axes show " (percent(m.shown[0])) " and "
                    (percent(m.shown[1])) " of the whole; directions have no meaning of their own." }
            }
        }
        section {
            h2 { "The accounts" }
            div.scroll { table.table {
                thead { tr { th { "" } th { "source" } th { "language" } th.n { "claims" } th.n { "mean index" } } }
                tbody { @for (i, a) in m.accounts.iter().enumerate() { tr {
                    td.n { (i + 1) } th scope="row" dir="auto" { (a.source) } td { (a.lang.code()) } td.n { (a.claims) }
                    td.n { (format!("{:.2}", a.mean)) }
                } } }
            } }
        }
    };
    let meta = html! { @if let Some(date) = m.date { (date) " · " } (m.accounts.len()) " accounts" };
    let how = html! {
        p { "The tree is by average linkage (Sokal and Michener 1958); of clusters equally near, those with the account given \
             first join first. The map is by classical scaling (Torgerson 1952) of the indices, which are no exact \
             distances: it shows as much of them as the plane can." }
        dl { dt { "Engine" } dd { (m.engine.name) ", version " (m.engine.version) } }
    };
    chart::page(&m.title, &meta, &main, &how)
}

/// The heat map, with the tree at its right.
fn heat(m: &Matrix) -> Markup {
    let n = m.order.len();
    let side = CELL * n as f64;
    let (wide, high) = (NAMES + side + 24.0 + TREE + 20.0, side + 78.0);
    let at = |k: usize| CELL * k as f64;
    html! {
        svg viewBox={ "0 0 " (px(wide)) " " (px(high)) } style=(format!("max-width:{}px", px(wide * 1.15))) role="img" aria-label="Heat map with tree" {
            g transform="translate(0 28)" {
                @for (row, i) in m.order.iter().enumerate() {
                    text x=(px(NAMES - 12.0)) y=(px(at(row) + CELL / 2.0 + 4.0)) text-anchor="end" {
                        title { (m.accounts[*i].source) }
                        (short(&m.accounts[*i].source, 32)) " " tspan.tick { (i + 1) }
                    }
                    text.tick x=(px(NAMES + at(row) + CELL / 2.0)) y="-9" text-anchor="middle" { (i + 1) }
                    @for (column, j) in m.order.iter().enumerate() {
                        @let x = m.index[*i][*j];
                        @if i != j {
                            rect.cell x=(px(NAMES + at(column) + 1.0)) y=(px(at(row) + 1.0)) width=(px(CELL - 2.0)) height=(px(CELL - 2.0)) rx="2" fill-opacity=(format!("{:.2}", 0.04 + 0.66 * x)) {
                                title { (m.accounts[*i].source) " and " (m.accounts[*j].source) ": " (format!("{x:.2}")) }
                            }
                            @if n <= FIGURES {
                                text.value x=(px(NAMES + at(column) + CELL / 2.0)) y=(px(at(row) + CELL / 2.0 + 4.0)) text-anchor="middle" { (format!("{x:.2}")) }
                            }
                        }
                    }
                }
                g transform={ "translate(" (px(NAMES + side + 24.0)) " 0)" } { (tree(m, side)) }
            }
        }
    }
}

/// The tree with its scale below; accounts are at the left.
fn tree(m: &Matrix, side: f64) -> Markup {
    let n = m.order.len();
    let top = m.joins.last().map_or(1.0, |j| j.height).max(0.05);
    // Up to the next tenth, so that the scale ends on a figure.
    let end = (top * 10.0).ceil() / 10.0;
    let x = |height: f64| height / end * TREE;
    let mut places: Vec<(f64, f64)> = vec![(0.0, 0.0); n];
    for (row, i) in m.order.iter().enumerate() {
        places[*i] = (0.0, CELL * (row as f64 + 0.5));
    }
    let mut lines = Vec::new();
    for join in &m.joins {
        let (Some(&(x1, y1)), Some(&(x2, y2))) = (places.get(join.left), places.get(join.right)) else { continue };
        let at = x(join.height);
        lines.push(format!("M{} {}H{}V{}H{}", px(x1), px(y1), px(at), px(y2), px(x2)));
        places.push((at, (y1 + y2) / 2.0));
    }
    let steps = (end * 10.0).round() as usize;
    let every = if steps > 5 { 2 } else { 1 };
    html! {
        path.tree d=(lines.join("")) {}
        line.grid x1="0" x2=(px(TREE)) y1=(px(side + 8.0)) y2=(px(side + 8.0)) {}
        @for tick in (0..=steps).step_by(every) {
            @let share = tick as f64 / 10.0;
            line.grid x1=(px(x(share))) x2=(px(x(share))) y1=(px(side + 8.0)) y2=(px(side + 13.0)) {}
            text.tick x=(px(x(share))) y=(px(side + 27.0)) text-anchor="middle" { (format!("{share:.1}")) }
        }
        text.axis x=(px(TREE / 2.0)) y=(px(side + 45.0)) text-anchor="middle" { "mean index at which they join" }
    }
}

const MAP: Plot = Plot { left: 40.0, top: 20.0, width: 560.0, height: 420.0 };

/// The map, with one scale for both axes.
fn map(m: &Matrix) -> Markup {
    let ends = |axis: usize| {
        let of = m.accounts.iter().map(|a| a.place[axis]);
        of.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    };
    let (across, up) = (ends(0), ends(1));
    let span = (across.1 - across.0).max((up.1 - up.0) * MAP.width / MAP.height).max(0.05) * 1.3;
    let (x0, y0) = ((across.0 + across.1) / 2.0, (up.0 + up.1) / 2.0);
    let unit = MAP.width / span;
    let place = |a: [f64; 2]| (MAP.x(0.5) + (a[0] - x0) * unit, MAP.y(0.5) - (a[1] - y0) * unit);
    let scale = if span > 0.5 { 0.1 } else { 0.01 };
    // Names that would stand on one another move down, those above first.
    let mut names: Vec<(f64, f64, usize, bool)> = m
        .accounts
        .iter()
        .enumerate()
        .map(|(i, a)| {
            let (x, y) = place(a.place);
            (x, y + 4.0, i, x > MAP.x(0.6))
        })
        .collect();
    names.sort_by(|p, q| p.1.total_cmp(&q.1).then(p.2.cmp(&q.2)));
    for k in 1..names.len() {
        let least = names[..k].iter().filter(|p| (p.0 - names[k].0).abs() < 220.0).map(|p| p.1 + 15.0);
        let least = least.fold(f64::NEG_INFINITY, f64::max);
        names[k].1 = names[k].1.max(least);
    }
    html! {
        svg viewBox="0 0 640 500" role="img" aria-label="Map of the accounts" {
            rect.frame x=(px(MAP.left)) y=(px(MAP.top)) width=(px(MAP.width)) height=(px(MAP.height)) fill="none" stroke="var(--line)" {}
            @for (x, y, i, left) in names {
                @let (px0, py0) = place(m.accounts[i].place);
                @let end = if left { x - 8.0 } else { x + 8.0 };
                @if y - py0 > 8.0 { line.lead x1=(px(px0)) y1=(px(py0)) x2=(px(end)) y2=(px(y - 4.0)) {} }
                circle.place cx=(px(px0)) cy=(px(py0)) r="5" {}
                text.name x=(px(if left { x - 10.0 } else { x + 10.0 })) y=(px(y)) text-anchor=(if left { "end" } else { "start" }) {
                    title { (m.accounts[i].source) }
                    (i + 1) " " (short(&m.accounts[i].source, 32))
                }
            }
            text.axis x=(px(MAP.x(0.5))) y=(px(MAP.y(0.0) + 20.0)) text-anchor="middle" { "axis 1 (" (percent(m.shown[0])) " of the whole)" }
            text.axis x="24" y=(px(MAP.y(0.5))) text-anchor="middle" transform={ "rotate(-90 24 " (px(MAP.y(0.5))) ")" } {
                "axis 2 (" (percent(m.shown[1])) " of the whole)"
            }
            line.tree x1=(px(MAP.left)) x2=(px(MAP.left + scale * unit)) y1=(px(MAP.y(0.0) + 34.0)) y2=(px(MAP.y(0.0) + 34.0)) {}
            text.tick x=(px(MAP.left)) y=(px(MAP.y(0.0) + 50.0)) { (scale) " of the index" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn nothing_in_names_is_markup_and_nothing_is_loaded() {
        let evil = "\"'><script>alert(1)</script>";
        let page = render(&Matrix::new(&sample::named(evil)));
        assert!(!page.contains("<script") && !page.contains("\"'>") && page.contains("&lt;script&gt;"));
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("src="));
        assert!(!page.contains("NaN") && !page.contains("inf"));
    }
}
