//! Running heads, running feet and page numbers: lines at the top or bottom that other pages have at the same height.

use super::layout::rows;
use super::page::Run;

/// How many lines at each end of a page may be such.
const LINES: usize = 3;
/// How far apart, in points, lines of the same height may stand on two pages.
const HEIGHT: f32 = 3.0;

/// A line at the end of a page.
struct Margin {
    page: usize,
    /// Its words, figures made alike, in the order of the alphabet: left and right pages mirror each other.
    words: Vec<String>,
    y: f32,
    /// Its figures, less the number of the page: one of them is the same on all pages if it counts the pages.
    counts: Vec<i64>,
    /// How many lines stand farther out.
    outer: usize,
    top: bool,
    /// Whether it is short and the outermost, or farther from the next line inwards than lines of text are.
    apart: bool,
}

/// Drops such lines from the pages; tells how many.
pub(super) fn drop_lines(pages: &mut [Vec<Run>]) -> usize {
    let asides = drop_asides(pages);
    let mut margins: Vec<Margin> = pages.iter().enumerate().flat_map(|(page, runs)| ends(page, runs)).collect();
    let least = if pages.len() > 6 { 3 } else { 2 };
    let mut repeated: Vec<Margin> = Vec::new();
    // Sorted by words, lines that may be the same stand together.
    margins.sort_by(|a, b| a.words.cmp(&b.words).then(a.y.total_cmp(&b.y)));
    while !margins.is_empty() {
        let alike = |a: &Margin, b: &Margin| a.words == b.words && b.y - a.y <= HEIGHT;
        let end = margins.windows(2).position(|w| !alike(&w[0], &w[1])).map_or(margins.len(), |i| i + 1);
        let same: Vec<Margin> = margins.drain(..end).collect();
        let mut on: Vec<usize> = same.iter().map(|m| m.page).collect();
        on.sort_unstable();
        on.dedup();
        let often = on.len() > 2 && on.len() * 2 > pages.len();
        if on.len() >= least && counted(&same) {
            repeated.extend(same.into_iter().filter(|m| m.apart || often));
        }
    }
    // From the outside in: a line goes only if all those farther out do.
    repeated.sort_by_key(|m| (m.page, m.top, m.outer));
    let mut dropped = 0;
    for end in repeated.chunk_by(|a, b| (a.page, a.top) == (b.page, b.top)) {
        for (_, margin) in end.iter().enumerate().take_while(|(i, m)| m.outer == *i) {
            dropped += 1;
            pages[margin.page].retain(|r| (r.y - margin.y).abs() > 0.3 * r.size);
        }
    }
    asides + dropped + lone_numbers(pages)
}

/// Whether lines of the same words have the same figures, too, or figures that count the pages, unlike those of sections.
fn counted(same: &[Margin]) -> bool {
    let figures = |m: &Margin| m.counts.iter().map(|n| n + m.page as i64).collect::<Vec<_>>();
    let Some(first) = same.first() else { return false };
    first.counts.is_empty()
        || same.iter().all(|m| figures(m) == figures(first))
        || first.counts.iter().any(|n| same.iter().all(|m| m.counts.contains(n)))
}

/// The outer lines of a page.
fn ends(page: usize, runs: &[Run]) -> Vec<Margin> {
    let rows = rows(runs.to_vec());
    let gaps: Vec<f32> = rows.windows(2).map(|w| w[0][0].y - w[1][0].y).collect();
    let far = |i: usize, usual: f32| gaps.get(i).is_none_or(|gap| *gap > 1.2 * usual);
    let usual = {
        let mut sorted = gaps.clone();
        sorted.sort_by(f32::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
    };
    let n = rows.len();
    let upper = LINES.min(n.div_ceil(2));
    let top = (0..upper).map(|i| (i, i, true, far(i, usual)));
    let bottom = (n.saturating_sub(LINES).max(upper)..n).map(|i| (i, n - 1 - i, false, i == 0 || far(i - 1, usual)));
    top.chain(bottom)
        .map(|(i, outer, top, apart)| {
            let row = &rows[i];
            let counts = numbers(row).map(|n| n - page as i64).collect();
            Margin {
                page,
                words: words(row),
                y: row[0].y,
                counts,
                outer,
                top,
                apart: apart || (outer == 0 && short(row)),
            }
        })
        .collect()
}

/// Drops what the file itself says is no part of its text, unless that were most of it.
fn drop_asides(pages: &mut [Vec<Run>]) -> usize {
    let letters =
        |aside: bool| -> usize { pages.iter().flatten().filter(|r| r.aside == aside).map(|r| r.text.len()).sum() };
    if letters(true) >= letters(false) {
        return 0;
    }
    let mut dropped = 0;
    for page in pages {
        let (aside, kept) = std::mem::take(page).into_iter().partition(|r| r.aside);
        dropped += rows(aside).len();
        *page = kept;
    }
    dropped
}

/// Drops page numbers that no other page has at the same height, as that of a first page.
fn lone_numbers(pages: &mut [Vec<Run>]) -> usize {
    let mut dropped = 0;
    for page in pages {
        let rows = rows(page.clone());
        let [first, second, .., before, last] = rows.as_slice() else { continue };
        for (row, next) in [(first, second), (last, before)] {
            let number = words(row).concat();
            let apart = (row[0].y - next[0].y).abs() > 1.3 * next[0].size;
            if apart && number.contains('#') && number.chars().all(|c| "#-–—".contains(c)) {
                let y = row[0].y;
                page.retain(|r| (r.y - y).abs() > 0.3 * r.size);
                dropped += 1;
            }
        }
    }
    dropped
}

/// The figures of a line.
fn numbers(row: &[Run]) -> impl Iterator<Item = i64> {
    let digits = row.iter().flat_map(|r| r.text.split(|c: char| !c.is_ascii_digit()));
    digits.filter_map(|n| n.parse().ok()).filter(|n| *n < 1_000_000)
}

fn short(row: &[Run]) -> bool {
    row.iter().map(|r| r.text.chars().count()).sum::<usize>() < 40
}

fn words(row: &[Run]) -> Vec<String> {
    let mut words: Vec<String> = row
        .iter()
        .flat_map(|r| r.text.split_whitespace())
        .map(|w| if roman(w) { "#".to_string() } else { figures(w) })
        .collect();
    words.sort();
    words
}

fn roman(word: &str) -> bool {
    word.len() <= 6 && word.bytes().all(|b| b"ivxlc".contains(&b))
}

/// Every figure, of however many digits, as one mark.
fn figures(word: &str) -> String {
    let mut out = String::new();
    for c in word.to_lowercase().chars() {
        match c {
            c if !c.is_ascii_digit() => out.push(c),
            _ if out.ends_with('#') => {}
            _ => out.push('#'),
        }
    }
    out
}
