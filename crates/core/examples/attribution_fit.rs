//! Fits the attribution taggers on a folder in PolNeAR's layout (`text/*.txt`, `attributions/*.ann`) and writes their
//! weights: `cargo run --release -p diptych-core --example attribution_fit -- TRAIN DEV CLUSTERS OUT`.
//!
//! Conditional random fields, log-likelihood by stochastic gradient (AdaGrad), one annotator's labels of a text at a time.

#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use diptych_core::attribution::argument::{self, Frame};
use diptych_core::attribution::chain::Chain;
use diptych_core::attribution::clusters::{Clusters, key};
use diptych_core::attribution::passage::Passage;
use diptych_core::attribution::{Attribution, Tagger, cue};
use diptych_core::eval::attribution::{AttributionCounts, count};
use diptych_core::eval::brat::{self, Parts};
use diptych_core::sentence::sentences;
use diptych_core::token::Tokenizer;
use diptych_core::{Lang, Span};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

const BITS: u32 = 17;

struct Doc {
    annotator: String,
    passage: Passage,
    words: Vec<Span>,
    gold: Vec<Parts>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [train, dev, clusters, out] = args.as_slice() else { return Err("give TRAIN DEV CLUSTERS OUT".into()) };
    let clusters = read_clusters(&fs::read_to_string(clusters)?)?;
    let (train, dev) = (load(Path::new(train), &clusters)?, load(Path::new(dev), &clusters)?);
    println!("{} annotated texts to train on, {} to look at", train.len(), dev.len());

    let mut cue_rows = Vec::new();
    let mut argument_rows = Vec::new();
    let (mut inside, mut outside) = (0usize, 0usize);
    for doc in &train {
        let p = &doc.passage;
        let gold = attributions(doc);
        let mut labels = vec![0u8; p.len()];
        for a in &gold {
            for i in a.cue.clone() {
                labels[i] = if i == a.cue.start { 1 } else { 2 };
            }
        }
        for s in &p.sentences {
            cue_rows.push(Row::new(s.clone().map(|i| (labels[i], features(|out| cue::features(p, i, out))))));
        }
        let cues: Vec<_> = gold.iter().map(|a| a.cue.clone()).collect();
        for a in &gold {
            let frame = Frame::new(p, &a.cue, &cues);
            let label = |i: usize| {
                if a.cue.contains(&i) {
                    0
                } else if a.source.contains(&i) {
                    1
                } else {
                    u8::from(a.content.iter().any(|r| r.contains(&i))) * 2
                }
            };
            let window = frame.window();
            for r in &a.content {
                inside += r.clone().filter(|i| window.contains(i)).count();
                outside += r.clone().filter(|i| !window.contains(i)).count();
            }
            argument_rows.push(Row::new(window.map(|i| (label(i), features(|out| frame.features(i, out))))));
        }
    }
    println!("content inside the window {inside}, outside {outside}");
    let mut best: Option<(f64, Tagger)> = None;
    let mut cue_fit = Fit::new(cue::LABELS);
    let mut argument_fit = Fit::new(argument::LABELS);
    for epoch in 0..EPOCHS {
        let loss = (cue_fit.epoch(&cue_rows), argument_fit.epoch(&argument_rows));
        let mut tagger =
            Tagger { cues: cue_fit.chain()?, arguments: argument_fit.chain()?, prior: 0, clusters: clusters.clone() };
        for prior in PRIORS {
            tagger.prior = prior;
            let (line, mean) = measure(&dev, |doc| tagger.read(&doc.passage));
            println!("epoch {epoch} loss {:.4} {:.4} prior {prior}: {line}", loss.0, loss.1);
            if best.as_ref().is_none_or(|(b, _)| mean > *b) {
                best = Some((mean, tagger.clone()));
            }
        }
        let (line, _) = measure(&dev, |doc| {
            let cues: Vec<_> = attributions(doc).iter().map(|a| a.cue.clone()).collect();
            cues.iter().map(|c| tagger.arguments(&doc.passage, c, &cues)).collect()
        });
        println!("   with gold cues: {line}");
    }
    if let Some((_, tagger)) = best {
        fs::write(out, tagger.to_bytes())?;
    }
    Ok(())
}

fn features(fill: impl FnOnce(&mut Vec<u32>)) -> Vec<u32> {
    let mut out = Vec::with_capacity(40);
    fill(&mut out);
    out.iter_mut().for_each(|f| *f &= (1 << BITS) - 1);
    out
}

/// Lines of `word coarse middle fine`, as `training/attribution_clusters.py` writes them.
fn read_clusters(lines: &str) -> Result<Clusters, Box<dyn Error>> {
    let mut out = Vec::new();
    for line in lines.lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let [word, a, b, c] = fields.as_slice() else { return Err(format!("no cluster line: {line:?}").into()) };
        out.push((key(word), [a.parse()?, b.parse()?, c.parse()?]));
    }
    Ok(Clusters::new(out))
}

fn load(folder: &Path, clusters: &Clusters) -> Result<Vec<Doc>, Box<dyn Error>> {
    let mut files: Vec<_> = fs::read_dir(folder.join("attributions"))?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(|f| f.file_name());
    let mut out = Vec::new();
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        let Some((stem, annotator)) = name.strip_suffix(".ann").and_then(|n| n.rsplit_once('_')) else { continue };
        let text = fs::read_to_string(folder.join("text").join(format!("{stem}.txt")))?;
        let (gold, _) = brat::read(&text, &fs::read_to_string(file.path())?);
        let found = sentences(&text, Lang::En);
        let tokenizer = Tokenizer::new(Lang::En);
        let tokens: Vec<_> = found.iter().map(|s| tokenizer.tokens(&text, s.span)).collect();
        let passage = Passage::new(&text, &found, &tokens, clusters);
        let words = passage.atoms.iter().map(|a| a.span).collect();
        out.push(Doc { annotator: annotator.into(), passage, words, gold });
    }
    Ok(out)
}

/// Gold attributions as runs of tokens.
fn attributions(doc: &Doc) -> Vec<Attribution> {
    let run = |s: &Span| {
        let from = doc.words.partition_point(|w| w.end <= s.start);
        let to = doc.words.partition_point(|w| w.start < s.end);
        from..to.max(from)
    };
    let whole = |spans: &[Span]| spans.first().map(run).unwrap_or(0..0);
    let all = doc.gold.iter().map(|g| Attribution {
        source: whole(&g.source),
        cue: whole(&g.cue),
        content: g.content.iter().map(run).collect(),
    });
    all.filter(|a| !a.cue.is_empty()).collect()
}

/// Mean over annotators of the pooled figures.
fn measure(docs: &[Doc], mut tag: impl FnMut(&Doc) -> Vec<Attribution>) -> (String, f64) {
    let mut by: BTreeMap<&str, AttributionCounts> = BTreeMap::new();
    for doc in docs {
        let span = |r: &std::ops::Range<usize>| doc.passage.span(r);
        let predicted: Vec<Parts> = tag(doc)
            .iter()
            .map(|a| Parts {
                source: if a.source.is_empty() { vec![] } else { vec![span(&a.source)] },
                cue: vec![span(&a.cue)],
                content: a.content.iter().map(span).collect(),
            })
            .collect();
        count(&doc.words, &predicted, &doc.gold, by.entry(&doc.annotator).or_default());
    }
    let n = by.len().max(1) as f64;
    let mut line = String::new();
    let mut sum = 0.0;
    for part in 0..3 {
        let mean = |f: &dyn Fn(&diptych_core::eval::attribution::Counts) -> f64| {
            by.values().map(|c| f(&c.named()[part].1)).sum::<f64>() / n
        };
        let name = by.values().next().map_or("", |c| c.named()[part].0);
        let f1 = mean(&|c| c.overlap_f1());
        let (p, r) = (mean(&|c| c.overlap().0), mean(&|c| c.overlap().1));
        line += &format!("{name} {f1:.3} (p {p:.2} r {r:.2}, exact {:.3})  ", mean(&|c| c.exact_f1()));
        sum += f1;
    }
    (line, sum / 3.0)
}

struct Row {
    labels: Vec<u8>,
    features: Vec<Vec<u32>>,
}

impl Row {
    fn new(tokens: impl Iterator<Item = (u8, Vec<u32>)>) -> Row {
        let (labels, features) = tokens.unzip();
        Row { labels, features }
    }
}

/// Weights in the making.
struct Fit {
    k: usize,
    weights: Vec<f32>,
    squares: Vec<f32>,
    transitions: Vec<f32>,
    transition_squares: Vec<f32>,
    seed: u64,
    sum: Vec<f32>,
    rounds: f32,
}

/// Step of the gradient.
const RATE: f32 = 0.04;
/// Pull towards zero at each step.
const DECAY: f32 = 2e-3;
/// Passes over the texts; the mean of the weights along the way is taken.
const EPOCHS: usize = 2;
/// What may be added to "no cue"; the best on DEV is kept.
const PRIORS: [i32; 5] = [-20, -15, -10, -5, 0];
/// Weights are stored in steps of this share.
const STEPS: f32 = 32.0;

impl Fit {
    fn new(k: usize) -> Fit {
        let n = (1 << BITS) * k;
        let t = (k + 1) * k;
        Fit {
            k,
            weights: vec![0.0; n],
            squares: vec![1e-4; n],
            transitions: vec![0.0; t],
            transition_squares: vec![1e-4; t],
            seed: 7,
            sum: vec![0.0; n],
            rounds: 0.0,
        }
    }

    /// One pass over the rows in a shuffled order; gives the mean loss a token.
    fn epoch(&mut self, rows: &[Row]) -> f64 {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        for i in (1..order.len()).rev() {
            self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (self.seed >> 33) as usize % (i + 1));
        }
        let (mut loss, mut tokens) = (0.0, 0);
        let part = (order.len() / 4).max(1);
        for (n, at) in order.into_iter().enumerate() {
            if n % part == part - 1 {
                self.rounds += 1.0;
                self.sum.iter_mut().zip(&self.weights).for_each(|(s, w)| *s += w);
            }
            loss += self.step(&rows[at]);
            tokens += rows[at].labels.len();
        }
        loss / tokens.max(1) as f64
    }

    fn step(&mut self, row: &Row) -> f64 {
        let (k, n) = (self.k, row.labels.len());
        if n == 0 {
            return 0.0;
        }
        let mut score = vec![0f64; n * k];
        for (i, fs) in row.features.iter().enumerate() {
            for f in fs {
                for l in 0..k {
                    score[i * k + l] += f64::from(self.weights[*f as usize * k + l]);
                }
            }
        }
        let t = |from: usize, to: usize| f64::from(self.transitions[from * k + to]);
        let log_sum = |xs: &[f64]| {
            let max = xs.iter().copied().fold(f64::MIN, f64::max);
            max + libm::log(xs.iter().map(|x| libm::exp(x - max)).sum::<f64>())
        };
        let (mut ahead, mut behind) = (vec![0f64; n * k], vec![0f64; n * k]);
        let mut buffer = vec![0f64; k];
        for i in 0..n {
            for l in 0..k {
                ahead[i * k + l] = score[i * k + l]
                    + if i == 0 {
                        t(k, l)
                    } else {
                        (0..k).for_each(|m| buffer[m] = ahead[(i - 1) * k + m] + t(m, l));
                        log_sum(&buffer)
                    };
            }
        }
        for i in (0..n - 1).rev() {
            for l in 0..k {
                (0..k).for_each(|m| buffer[m] = behind[(i + 1) * k + m] + t(l, m) + score[(i + 1) * k + m]);
                behind[i * k + l] = log_sum(&buffer);
            }
        }
        let total = log_sum(&ahead[(n - 1) * k..]);
        let mut gold = 0.0;
        for i in 0..n {
            let l = usize::from(row.labels[i]);
            gold += score[i * k + l] + if i == 0 { t(k, l) } else { t(usize::from(row.labels[i - 1]), l) };
        }
        let mut slopes = vec![0f32; self.transitions.len()];
        for i in 0..n {
            for l in 0..k {
                let p = libm::exp(ahead[i * k + l] + behind[i * k + l] - total);
                let slope = (f64::from(u8::from(usize::from(row.labels[i]) == l)) - p) as f32;
                if i == 0 {
                    slopes[k * k + l] += slope;
                } else {
                    for m in 0..k {
                        let edge = ahead[(i - 1) * k + m] + t(m, l) + score[i * k + l] + behind[i * k + l] - total;
                        let is = usize::from(row.labels[i - 1]) == m && usize::from(row.labels[i]) == l;
                        slopes[m * k + l] += (f64::from(u8::from(is)) - libm::exp(edge)) as f32;
                    }
                }
                if slope.abs() > 1e-3 {
                    for f in &row.features[i] {
                        let at = *f as usize * k + l;
                        let slope = slope - DECAY * self.weights[at];
                        self.squares[at] += slope * slope;
                        self.weights[at] += RATE * slope / self.squares[at].sqrt();
                    }
                }
            }
        }
        for (at, slope) in slopes.iter().enumerate() {
            self.transition_squares[at] += slope * slope;
            self.transitions[at] += RATE * slope / self.transition_squares[at].sqrt();
        }
        total - gold
    }

    /// The weights in whole numbers: a 32nd is the step.
    fn chain(&self) -> Result<Chain, &'static str> {
        let whole = |w: &f32| (w * STEPS).round().clamp(-127.0, 127.0);
        let weights = self.sum.iter().map(|w| whole(&(w / self.rounds)) as i8).collect();
        let transitions = self.transitions.iter().map(|w| (w * STEPS).round() as i32).collect();
        Chain::new(self.k, weights, transitions).ok_or("the sizes do not fit")
    }
}
