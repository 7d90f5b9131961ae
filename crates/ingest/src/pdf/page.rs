//! What a page draws, as runs of letters with their places.

use super::bounds::Budget;
use super::prose::unspaced;
use encoding_rs::Encoding;
use hayro_cmap::BfString;
use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn, StandardFont, UNITS_PER_EM};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use std::collections::HashMap;
use std::sync::Arc;

/// Deepest nesting of drawings within drawings, of saved states, and of marked parts.
const DEEP: usize = 12;
const STATES: usize = 512;
/// Farthest place on a page, in points.
const FAR: f64 = 100_000.0;

/// Letters that stand one after the other on one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    /// Left end, right end of the last letter and baseline, in points; `y` grows upwards.
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    /// Size of the letters, in points.
    pub(super) size: f32,
    /// Whether it is said to be no part of the text, such as a page number.
    pub(super) aside: bool,
}

/// What is kept over the pages of a file.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    checked: HashMap<(u32, i32), bool>,
    fonts: FontResolverFn,
    cmaps: CMapResolverFn,
}

impl Fonts<'_> {
    pub(super) fn new() -> Self {
        Fonts {
            cache: FontCache::new(),
            checked: HashMap::new(),
            // Letters are never drawn, so one font stands in for all that a file does not bring along.
            fonts: Arc::new(|_| Some(StandardFont::Courier.get_font_data())),
            cmaps: Arc::new(hayro_cmap::load_embedded),
        }
    }
}

/// What was found on a page.
#[derive(Default)]
pub(super) struct Found {
    pub(super) runs: Vec<Run>,
    /// Letters whose font does not say which they are.
    pub(super) unknown: usize,
    /// Whether a part of it could not be unpacked.
    pub(super) damaged: bool,
    /// Whether there was more than is read.
    pub(super) too_much: bool,
}

/// Reads a page.
pub(super) fn read<'a>(page: &Page<'a>, fonts: &mut Fonts<'a>, budget: &mut Budget) -> Found {
    let contents = match page.raw().get::<Array<'_>>("Contents") {
        Some(parts) => parts.iter::<Stream<'_>>().collect(),
        None => page.raw().get::<Stream<'_>>("Contents").into_iter().collect::<Vec<_>>(),
    };
    let mut content = Vec::new();
    let mut damaged = false;
    for part in contents {
        match budget.unpack(&part) {
            Some(part) => content.extend(part),
            None => damaged = true,
        }
        content.push(b' ');
    }
    let mut pen = Pen {
        fonts,
        budget,
        pages: Default::default(),
        open: None,
        aside: 0,
        marks: Vec::new(),
        unknown: 0,
        damaged,
        too_much: false,
    };
    let turned = page.initial_transform(false).as_coeffs();
    pen.draw(&content, page.resources(), State::new(Affine::new(turned)), 0);
    pen.close();
    let letters = |runs: &[Run]| runs.iter().map(|r| r.text.len()).sum::<usize>();
    let runs = pen.pages.into_iter().max_by_key(|runs| letters(runs)).unwrap_or_default();
    Found { runs, unknown: pen.unknown, damaged: pen.damaged, too_much: pen.too_much }
}

/// The graphics state, as far as it moves letters.
#[derive(Clone)]
struct State<'a> {
    matrix: Affine,
    font: Option<Font<'a>>,
    /// What the font's codes are, if they are those of an encoding of text.
    codes: Option<&'static Encoding>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl State<'_> {
    fn new(matrix: Affine) -> Self {
        State {
            matrix,
            font: None,
            codes: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// A run that may go on.
struct Open {
    run: Run,
    /// Which way the line runs, in quarter turns.
    way: usize,
    /// Where the last letter ended, spaces too.
    pen: f32,
    /// Whether small raised figures at the end are kept, once there are some.
    raised: Option<bool>,
}

struct Pen<'p, 'a> {
    fonts: &'p mut Fonts<'a>,
    budget: &'p mut Budget,
    /// Runs by the way their line runs, in quarter turns; the page is read the way most of it runs.
    pages: [Vec<Run>; 4],
    open: Option<Open>,
    /// How many of the open marks say that what they hold is no part of the text.
    aside: usize,
    marks: Vec<bool>,
    unknown: usize,
    damaged: bool,
    too_much: bool,
}

impl<'a> Pen<'_, 'a> {
    fn draw(&mut self, content: &[u8], resources: &Resources<'a>, mut state: State<'a>, depth: usize) {
        let mut saved: Vec<State<'a>> = Vec::new();
        let (mut line, mut text) = (Affine::IDENTITY, Affine::IDENTITY);
        let marks = self.marks.len();
        let mut operations = TypedIter::new(content);
        while let Some(operation) = operations.next() {
            use TypedInstruction as T;
            if self.too_much {
                return;
            }
            let mut next_line = |x: f64, y: f64| {
                line *= Affine::translate((x, y));
                text = line;
            };
            match operation {
                T::SaveState(_) if saved.len() < STATES => saved.push(state.clone()),
                T::RestoreState(_) => state = saved.pop().unwrap_or(state),
                T::Transform(t) => state.matrix *= affine([t.0, t.1, t.2, t.3, t.4, t.5]),
                T::BeginText(_) => (line, text) = (Affine::IDENTITY, Affine::IDENTITY),
                T::SetTextMatrix(t) => {
                    line = affine([t.0, t.1, t.2, t.3, t.4, t.5]);
                    text = line;
                }
                T::TextFont(t) => {
                    state.size = t.1.as_f64();
                    state.font = self.font(resources, t.0);
                    let encoding = resources.get_font(t.0).and_then(|f| f.get::<Name<'_>>("Encoding"));
                    state.codes = encoding.and_then(|name| codes(name.as_str()));
                }
                T::CharacterSpacing(t) => state.letter_space = t.0.as_f64(),
                T::WordSpacing(t) => state.word_space = t.0.as_f64(),
                T::HorizontalScaling(t) => state.stretch = t.0.as_f64() / 100.0,
                T::TextLeading(t) => state.leading = t.0.as_f64(),
                T::TextRise(t) => state.rise = t.0.as_f64(),
                T::NextLine(t) => next_line(t.0.as_f64(), t.1.as_f64()),
                T::NextLineAndSetLeading(t) => {
                    state.leading = -t.1.as_f64();
                    next_line(t.0.as_f64(), t.1.as_f64());
                }
                T::NextLineUsingLeading(_) => next_line(0.0, -state.leading),
                T::ShowText(t) => self.show(&state, &mut text, t.0.as_bytes()),
                T::NextLineAndShowText(t) => {
                    next_line(0.0, -state.leading);
                    self.show(&state, &mut text, t.0.as_bytes());
                }
                T::ShowTextWithParameters(t) => {
                    (state.word_space, state.letter_space) = (t.0.as_f64(), t.1.as_f64());
                    next_line(0.0, -state.leading);
                    self.show(&state, &mut text, t.2.as_bytes());
                }
                T::ShowTexts(t) => {
                    for part in t.0.iter::<Object<'_>>() {
                        match part {
                            Object::String(s) => self.show(&state, &mut text, s.as_bytes()),
                            Object::Number(n) => {
                                let by = -n.as_f64() / 1000.0 * state.size * state.stretch;
                                text *= Affine::translate((by, 0.0));
                            }
                            _ => {}
                        }
                    }
                }
                T::XObject(t) if depth < DEEP => {
                    if let Some(stream) = resources.get_x_object(t.0) {
                        self.form(&stream, resources, &state, depth);
                    }
                }
                T::BeginMarkedContent(t) => self.mark(t.0.as_str() == "Artifact"),
                T::BeginMarkedContentWithProperties(t) => self.mark(t.0.as_str() == "Artifact"),
                T::EndMarkedContent(_) if self.marks.len() > marks => {
                    self.aside -= usize::from(self.marks.pop() == Some(true));
                }
                _ => {}
            }
        }
        while self.marks.len() > marks {
            self.aside -= usize::from(self.marks.pop() == Some(true));
        }
    }

    fn mark(&mut self, aside: bool) {
        self.aside += usize::from(aside);
        self.marks.push(aside);
    }

    /// A drawing within the drawing.
    fn form(&mut self, stream: &Stream<'a>, resources: &Resources<'a>, state: &State<'a>, depth: usize) {
        let dict = stream.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|s| s.as_str() != "Form") {
            return;
        }
        let Some(content) = self.budget.unpack(stream) else {
            self.damaged = true;
            return;
        };
        let matrix = dict.get::<[f64; 6]>("Matrix").map_or(Affine::IDENTITY, Affine::new);
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        let state = State { matrix: state.matrix * matrix, ..state.clone() };
        self.draw(&content, own.as_ref().unwrap_or(resources), state, depth + 1);
    }

    fn font(&mut self, resources: &Resources<'a>, name: &Name<'_>) -> Option<Font<'a>> {
        let dict = resources.get_font(name)?;
        let id = dict.obj_id().map(|id| (id.obj_number, id.gen_number));
        let known = id.and_then(|id| self.fonts.checked.get(&id).copied());
        let safe = known.unwrap_or_else(|| self.budget.font(&dict));
        if let Some(id) = id {
            self.fonts.checked.insert(id, safe);
        }
        if safe { self.fonts.cache.font(&dict, &self.fonts.fonts, &self.fonts.cmaps) } else { None }
    }

    fn show(&mut self, state: &State<'a>, text: &mut Affine, bytes: &[u8]) {
        let Some(font) = &state.font else {
            self.unknown += bytes.len();
            return;
        };
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = font.read_code(bytes, at);
            let bytes = &bytes[at..bytes.len().min(at + length)];
            at += length.max(1);
            if !self.budget.letter() {
                self.too_much = true;
                return;
            }
            let spaced = if code == 32 && length == 1 { state.word_space } else { 0.0 };
            let advance = font.code_advance(code).x / f64::from(UNITS_PER_EM) * state.size;
            let place = state.matrix * *text;
            *text *= Affine::translate(((advance + state.letter_space + spaced) * state.stretch, 0.0));
            let from = place * Point::new(0.0, state.rise);
            let to = place * Point::new(advance * state.stretch, state.rise);
            let up = place * Point::new(0.0, state.rise + state.size) - from;
            match letters(font, code).or_else(|| state.codes.and_then(|c| decoded(c, bytes))) {
                Some(letters) => self.letter(&letters, from, to, up),
                None => self.unknown += 1,
            }
        }
    }

    fn letter(&mut self, letters: &str, from: Point, to: Point, up: Vec2) {
        let size = up.hypot() as f32;
        let far = |p: Point| !(p.x.abs() < FAR && p.y.abs() < FAR);
        if far(from) || far(to) || size < 0.5 {
            return;
        }
        let way = if up.y.abs() >= up.x.abs() {
            if up.y > 0.0 { 0 } else { 2 }
        } else if up.x < 0.0 {
            1
        } else {
            3
        };
        // Turned so that the line runs to the right.
        let turned = |p: Point| match way {
            0 => (p.x as f32, p.y as f32),
            1 => (p.y as f32, -p.x as f32),
            2 => (-p.x as f32, -p.y as f32),
            _ => (-p.y as f32, p.x as f32),
        };
        let ((x0, y), (x1, _)) = (turned(from), turned(to));
        let (x1, aside) = (x1.max(x0), self.aside > 0);
        // The right half of such a sign is blank, and at a line's end it may hang out of the column.
        let ink =
            if letters.ends_with(|c| "，。、；：！？）》」』".contains(c)) { (x0 + x1) / 2.0 } else { x1 };
        if let Some(open) = &mut self.open
            && open.way == way
            && open.run.aside == aside
            && open.takes(letters, (x0, ink, x1), y, size)
        {
            return;
        }
        self.close();
        if letters.trim().is_empty() {
            return;
        }
        let run = Run { text: letters.to_string(), x0, x1: ink, y, size, aside };
        self.open = Some(Open { run, way, pen: x1, raised: None });
    }

    fn close(&mut self) {
        if let Some(Open { mut run, way, .. }) = self.open.take() {
            run.text.truncate(run.text.trim_end().len());
            self.pages[way].push(run);
        }
    }
}

impl Open {
    /// Adds letters to the run if they stand next in its line.
    fn takes(&mut self, letters: &str, (x0, ink, x1): (f32, f32, f32), y: f32, size: f32) -> bool {
        let run = &mut self.run;
        let em = run.size.max(size);
        let (gap, up) = (x0 - self.pen, y - run.y);
        if run.size < 0.85 * size && (-0.6 * em..-0.1 * em).contains(&up) && gap.abs() < 0.5 * em && note(&run.text) {
            // The mark before a note.
            *run = Run { text: letters.trim_start().to_string(), x0, x1: ink, y, size, ..run.clone() };
            (self.pen, self.raised) = (x1, None);
            return true;
        }
        let level = up.abs() < 0.1 * em && size > 0.6 * run.size && run.size > 0.6 * size;
        let small = size < 0.85 * run.size && up.abs() < 0.6 * em;
        if !(level || small) || gap < -0.5 * em || gap > 0.7 * em {
            return false;
        }
        let blank = letters.trim().is_empty();
        if !blank && x0 - run.x1 > 2.5 * em {
            return false;
        }
        self.pen = self.pen.max(x1);
        if blank {
            if !run.text.ends_with(' ') {
                run.text.push(' ');
            }
            return true;
        }
        if level {
            self.raised = None;
        }
        if small && up > 0.15 * em && note(letters) {
            // Figures of a note go; those of a power or a unit stay.
            let keep = *self.raised.get_or_insert_with(|| measure(&run.text));
            if keep {
                run.text.extend(letters.chars().filter_map(superscript));
            }
        } else {
            if spaced(&run.text, letters, gap, em) {
                run.text.push(' ');
            }
            run.text.push_str(letters);
        }
        run.x1 = run.x1.max(ink);
        true
    }
}

/// Whether a gap between letters stands for a space.
pub(super) fn spaced(before: &str, after: &str, gap: f32, em: f32) -> bool {
    let (Some(a), Some(b)) = (before.chars().next_back(), after.chars().next()) else { return false };
    // Beside Chinese letters figures are set a little apart.
    let least = [0.15, 0.6, 1.2][usize::from(unspaced(a)) + usize::from(unspaced(b))];
    gap > least * em && !a.is_whitespace() && !b.is_whitespace()
}

/// Whether these may be the marks of a note.
fn note(letters: &str) -> bool {
    letters.chars().all(|c| c.is_ascii_digit() || "*†‡,".contains(c))
}

/// Whether a text ends in what a raised figure belongs to: a figure, or a unit of one or two letters.
fn measure(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.ends_with(|c: char| c.is_ascii_digit())
        || (1..=2).contains(&last.chars().filter(|c| c.is_alphabetic()).count())
            && text.contains(|c: char| c.is_ascii_digit())
}

fn superscript(c: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(c.to_digit(10)? as usize)
}

/// The encoding of text that a predefined map from codes to glyphs is named after.
pub(super) fn codes(map: &str) -> Option<&'static Encoding> {
    let named = |parts: &[&str]| parts.iter().any(|part| map.starts_with(part));
    match map {
        _ if map.starts_with("Uni") && (map.contains("UCS2") || map.contains("UTF16")) => Some(encoding_rs::UTF_16BE),
        _ if named(&["GB-EUC", "GBpc-EUC", "GBK"]) => Some(encoding_rs::GB18030),
        _ if named(&["B5pc", "ETen", "HKscs"]) => Some(encoding_rs::BIG5),
        _ if named(&["83pv", "90ms", "90pv"]) => Some(encoding_rs::SHIFT_JIS),
        _ if named(&["KSC"]) => Some(encoding_rs::EUC_KR),
        _ => None,
    }
}

/// What a code in an encoding of text stands for.
pub(super) fn decoded(encoding: &'static Encoding, code: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(code).map(String::from)
}

/// What a code of a font stands for, as plain letters.
fn letters(font: &Font<'_>, code: u32) -> Option<String> {
    let found = match font.glyph(font.map_code(code), code) {
        FontGlyph::Outline(glyph) => glyph.as_unicode(),
        FontGlyph::Type3(glyph) => glyph.as_unicode(),
    };
    let text = match found? {
        BfString::Char(c) => c.to_string(),
        BfString::String(s) => s,
    };
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            'ﬅ' | 'ﬆ' => plain.push_str("st"),
            '\u{2010}' | '\u{2011}' => plain.push('-'),
            // Private use: letters that only their font knows.
            '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\0' => return None,
            c if c.is_whitespace() => plain.push(' '),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    Some(plain)
}

fn affine(n: [Number; 6]) -> Affine {
    Affine::new(n.map(|n| n.as_f64()))
}
