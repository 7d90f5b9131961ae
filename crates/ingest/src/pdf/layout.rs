//! The order in which a page is read: its columns one after the other, each as lines, the lines as paragraphs.

use super::page::{Run, spaced};
use super::prose::{bullet, ends_sentence, unspaced};

/// Deepest nesting of columns within columns.
const DEEP: usize = 6;
/// Most strips between letters that are tried as the space between two columns.
const TRIED: usize = 60;
/// Most large initials on a page, and most runs on one that is searched for columns.
const INITIALS: usize = 50;
const RUNS: usize = 20_000;
/// Widest page, in points, that is searched for columns.
const WIDE: usize = 3_000;
/// Fewest lines of a column, and fewest letters such a line has on average; narrower ones are those of a table.
const LINES: usize = 3;
const LETTERS: usize = 14;

/// A line of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    pub(super) lines: Vec<String>,
    pub(super) size: f32,
    /// Whether it stands first, or last, in its column, so that it may go on from or in another.
    pub(super) first: bool,
    pub(super) last: bool,
    /// Whether its first line is indented, and whether its last fills the column to the edge, as others do.
    pub(super) indented: bool,
    pub(super) full: bool,
}

/// The paragraphs of a page, in the order of reading.
pub(super) fn paragraphs(runs: Vec<Run>) -> Vec<Paragraph> {
    let mut columns = Vec::new();
    split(merge(initials(runs)), DEEP, &mut columns);
    columns.into_iter().flat_map(|column| column_paragraphs(&lines(column))).collect()
}

/// Runs by line: those whose baselines are one, from the top down, each from left to right.
pub(super) fn rows(mut runs: Vec<Run>) -> Vec<Vec<Run>> {
    runs.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x0.total_cmp(&b.x0)));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if row[0].y - run.y < 0.3 * row[0].size.min(run.size) => row.push(run),
            _ => rows.push(vec![run]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    rows
}

/// Large initials put before the words they begin, beside whose first line they stand.
fn initials(runs: Vec<Run>) -> Vec<Run> {
    let usual = median(runs.iter().map(|r| r.size).collect());
    let large = |r: &Run| r.size > 1.8 * usual && r.text.chars().count() <= 2 && r.text.starts_with(char::is_uppercase);
    if runs.iter().filter(|r| large(r)).count() > INITIALS {
        return runs;
    }
    let (initials, mut rest): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(large);
    for initial in initials {
        let beside = |r: &&mut Run| {
            (-2.0..1.5 * usual).contains(&(r.x0 - initial.x1)) && (-1.0..initial.size).contains(&(r.y - initial.y))
        };
        match rest.iter_mut().filter(beside).max_by(|a, b| a.y.total_cmp(&b.y)) {
            Some(first) if first.text.starts_with(char::is_alphabetic) => first.text.insert_str(0, &initial.text),
            _ => rest.push(initial),
        }
    }
    rest
}

/// Runs made one where one goes on right after the other, whatever the order they were drawn in; drawn twice is said once.
fn merge(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for row in rows(runs) {
        let mut merged: Vec<Run> = Vec::new();
        for run in row {
            match merged.last_mut() {
                Some(last) if last.text == run.text && (run.x0 - last.x0).abs() < 0.2 * run.size => {}
                Some(last) if (-0.5 * run.size..0.5 * last.size.max(run.size)).contains(&(run.x0 - last.x1)) => {
                    append(last, &run);
                }
                _ => merged.push(run),
            }
        }
        out.extend(merged);
    }
    out
}

fn append(last: &mut Run, run: &Run) {
    if spaced(&last.text, &run.text, run.x0 - last.x1, last.size.max(run.size)) {
        last.text.push(' ');
    }
    if run.text.len() > last.text.len() {
        last.size = run.size;
    }
    last.text.push_str(&run.text);
    last.x1 = last.x1.max(run.x1);
}

/// Splits a part of the page into columns, and what stands over and under them.
fn split(runs: Vec<Run>, deep: usize, out: &mut Vec<Vec<Run>>) {
    let gap = if deep > 0 { gutter(&runs) } else { None };
    let Some(gap) = gap else {
        if !runs.is_empty() {
            out.push(runs);
        }
        return;
    };
    let mut across = Vec::new();
    for zone in zones(&rows(runs), gap) {
        if !zone.is_columns() {
            across.extend(zone.left.into_iter().chain(zone.right).chain(zone.across).flatten());
            continue;
        }
        split(std::mem::take(&mut across), deep - 1, out);
        split(zone.left.concat(), deep - 1, out);
        split(zone.right.concat(), deep - 1, out);
    }
    split(across, deep - 1, out);
}

/// Lines in a row that all keep out of a strip, or lines that cross it.
#[derive(Default)]
struct Zone {
    left: Vec<Vec<Run>>,
    right: Vec<Vec<Run>>,
    across: Vec<Vec<Run>>,
}

impl Zone {
    fn letters(side: &[Vec<Run>]) -> usize {
        side.iter().flatten().map(|r| wide_letters(&r.text)).sum()
    }

    /// Whether both sides are prose, side by side.
    fn is_columns(&self) -> bool {
        let prose = |side: &[Vec<Run>]| !side.is_empty() && Self::letters(side) >= LETTERS * side.len();
        let (long, short) = (self.left.len().max(self.right.len()), self.left.len().min(self.right.len()));
        prose(&self.left) && prose(&self.right) && (short >= LINES || (short > 0 && long >= 2 * LINES)) && self.beside()
    }

    /// Whether the sides stand beside each other, not one under the other.
    fn beside(&self) -> bool {
        let span = |side: &[Vec<Run>]| {
            let ys = || side.iter().flatten().map(|r| r.y);
            (ys().fold(f32::MAX, f32::min), ys().fold(f32::MIN, f32::max))
        };
        let ((low_l, high_l), (low_r, high_r)) = (span(&self.left), span(&self.right));
        let both = high_l.min(high_r) - low_l.max(low_r);
        both >= 0.5 * (high_l - low_l).min(high_r - low_r)
    }
}

/// Letters of a text; one of Chinese is as wide as two.
fn wide_letters(text: &str) -> usize {
    text.chars().map(|c| 1 + usize::from(unspaced(c))).sum()
}

/// The lines, from the top down, by whether they cross a strip.
fn zones(rows: &[Vec<Run>], (from, to): (f32, f32)) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    for row in rows {
        let across = row.iter().any(|r| r.x0 < from - 1.0 && r.x1 > to + 1.0 || r.x0 > from - 1.0 && r.x1 < to + 1.0);
        if zones.last().is_none_or(|z| z.across.is_empty() == across) {
            zones.push(Zone::default());
        }
        let Some(zone) = zones.last_mut() else { continue };
        if across {
            zone.across.push(row.clone());
            continue;
        }
        let (left, right): (Vec<Run>, Vec<Run>) = row.iter().cloned().partition(|r| r.x1 + r.x0 < from + to);
        zone.left.extend((!left.is_empty()).then_some(left));
        zone.right.extend((!right.is_empty()).then_some(right));
    }
    zones
}

/// The strip that best parts the runs into columns, if one does.
fn gutter(runs: &[Run]) -> Option<(f32, f32)> {
    let left = runs.iter().map(|r| r.x0).fold(f32::MAX, f32::min);
    let right = runs.iter().map(|r| r.x1).fold(f32::MIN, f32::max);
    let width = (right - left).ceil();
    if !(2 * LINES..RUNS).contains(&runs.len()) || !(1.0..WIDE as f32).contains(&width) {
        return None;
    }
    // How many runs stand over each point of the width; a page number may stand right between the columns.
    let mut over = vec![0usize; width as usize + 1];
    for run in runs.iter().filter(|r| r.x1 - r.x0 > 1.5 * r.size) {
        let (from, to) = ((run.x0 - left).floor() as usize, (run.x1 - left).ceil() as usize);
        over[from..to.min(width as usize + 1)].iter_mut().for_each(|n| *n += 1);
    }
    let size = median(runs.iter().map(|r| r.size).collect());
    let most = over.iter().copied().max().unwrap_or(0);
    let mut strips: Vec<(usize, usize, usize)> = Vec::new();
    let mut from = 0;
    for to in 1..=over.len() {
        if to < over.len() && over[to] == over[from] {
            continue;
        }
        let lower = from > 0 && to < over.len() && over[from - 1] > over[from] && over[to] > over[from];
        if lower && over[from] * 4 < most * 3 && (to - from) as f32 >= 0.6 * size {
            strips.push((over[from], from, to));
        }
        from = to;
    }
    strips.sort();
    let rows = rows(runs.to_vec());
    let parted = |strip: (f32, f32)| -> usize {
        let columns = zones(&rows, strip).into_iter().filter(Zone::is_columns);
        columns.map(|z| Zone::letters(&z.left).min(Zone::letters(&z.right))).sum()
    };
    let place = |x: usize| left + x as f32;
    strips
        .into_iter()
        .take(TRIED)
        .map(|(_, from, to)| (place(from), place(to)))
        .map(|strip| (parted(strip), strip))
        .filter(|(letters, _)| *letters > 0)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, strip)| strip)
}

/// The lines of one column.
fn lines(runs: Vec<Run>) -> Vec<Line> {
    let mut out = Vec::new();
    for row in rows(runs) {
        let mut row = row.into_iter();
        let Some(mut all) = row.next() else { continue };
        for run in row {
            append(&mut all, &run);
        }
        out.push(Line { text: all.text, x0: all.x0, x1: all.x1, y: all.y, size: all.size });
    }
    out
}

/// The column's lines by paragraph: a wider gap, another size of letters, an indent, a line that ends early begin one.
fn column_paragraphs(lines: &[Line]) -> Vec<Paragraph> {
    let gaps =
        lines.windows(2).filter(|w| alike(w[0].size, w[1].size)).map(|w| (w[0].y - w[1].y) / w[1].size).collect();
    let leading = median(gaps);
    let edges = Edges::of(lines);
    let mut out: Vec<Paragraph> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let begins = i == 0 || edges.begins(&lines[i - 1], line, leading);
        let full = edges.justified && edges.filled(line);
        let text = vec![line.text.clone()];
        match out.last_mut().filter(|_| !begins) {
            Some(paragraph) => {
                paragraph.lines.extend(text);
                paragraph.full = full;
            }
            None => out.push(Paragraph {
                lines: text,
                size: line.size,
                first: i == 0,
                last: false,
                indented: line.x0 - edges.left > 0.8 * line.size,
                full,
            }),
        }
    }
    if let Some(last) = out.last_mut() {
        last.last = true;
    }
    out
}

/// Where most lines of a column begin and where the longest end.
struct Edges {
    left: f32,
    right: f32,
    /// Whether lines are spread to fill the column.
    justified: bool,
}

impl Edges {
    fn of(lines: &[Line]) -> Edges {
        let mut starts: Vec<f32> = lines.iter().map(|l| l.x0).collect();
        starts.sort_by(f32::total_cmp);
        // The first of those that most others stand close to.
        let close = |from: usize| starts[from..].partition_point(|x| x - starts[from] < 1.5);
        let most = (0..starts.len()).map(|i| (close(i), std::cmp::Reverse(i))).max();
        let left = most.map_or(0.0, |(_, i)| starts[i.0]);
        let right = lines.iter().map(|l| l.x1).fold(f32::MIN, f32::max);
        let mut edges = Edges { left, right, justified: false };
        let full = lines.iter().filter(|l| edges.filled(l)).count();
        edges.justified = full >= LINES && full * 3 > lines.len();
        edges
    }

    /// Whether a line ends at the right edge, or no farther from it than a letter of Chinese is wide.
    fn filled(&self, line: &Line) -> bool {
        self.right - line.x1 < if line.text.ends_with(unspaced) { 1.2 } else { 0.1 } * line.size
    }

    fn begins(&self, before: &Line, line: &Line, leading: f32) -> bool {
        let gap = (before.y - line.y) / line.size.min(before.size);
        if gap > 1.25 * leading.max(1.0) || !alike(before.size, line.size) || bullet(&line.text) {
            return true;
        }
        let width = (self.right - self.left).max(1.0);
        let indent = line.x0 - self.left;
        let indented = indent > 0.8 * line.size && indent < 0.35 * width && (line.x0 - before.x0) > 0.8 * line.size;
        if indented && !bullet(&before.text) {
            return true;
        }
        // Room that the line's first word did not take.
        let room = self.right - before.x1;
        let letters = line.text.chars().count().max(1) as f32;
        let first = line.text.chars().take_while(|c| !c.is_whitespace() && !unspaced(*c)).count().clamp(1, 20) as f32;
        let needed = (line.x1 - line.x0) / letters * (first + 1.0);
        let early = room > needed.max(line.size) && ends_sentence(&before.text);
        let lower = line.text.starts_with(char::is_lowercase);
        let heading = room > 0.4 * width && !lower && !before.text.ends_with(['-', ',']);
        (early && !lower) || heading
    }
}

fn alike(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.08 * a.max(b)
}

fn median(mut of: Vec<f32>) -> f32 {
    of.sort_by(f32::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or(1.0)
}
