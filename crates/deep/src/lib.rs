//! How two claims relate, read by a small multilingual transformer.
//!
//! A claim is encoded once, alone, by the lower layers ([`Deep::encode`]); a pair is read by the upper layers over the
//! states of both ([`Deep::read`]), which is the late interaction of Khattab and Zaharia 2020 carried into the network. As a
//! [`diptych_core::relation::RelationReader`] it weighs that against what the light engine reads.
//! The weights are one file ([`Deep::from_bytes`], made by `training/deep_export.py`); `rten` does the arithmetic.
//!
//! What a claim or pair gets does not depend on what stands beside it, on its place or on the number of threads, to the
//! bit: batches hold only what is padded to one length. Processors sum in different orders and round once or twice in a
//! product and a sum, so that between machines, and between native code and WASM, probabilities agree to about six
//! decimals.

mod container;
mod embedding;
mod mix;
mod network;
mod onnx;
mod relation;
mod vocabulary;

use container::Container;
use diptych_core::relation::fitted::Fitted;
use diptych_core::relation::light::Light;
use embedding::Embedding;
use mix::Mix;
use network::{Batch, Network};
use rayon::prelude::*;
use rten::ThreadPool;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use vocabulary::Vocabulary;

/// Padded lengths are multiples of this.
const STEP: usize = 8;
/// Tokens in a batch: enough to fill the processor, little enough to bound the memory.
const BATCH_TOKENS: usize = 1024;
const KINDS: usize = 7;
const OUTPUTS: usize = KINDS + 3 + 3 + 1;

/// Why a model could not be used.
#[derive(Debug, thiserror::Error)]
pub enum DeepError {
    /// The bytes are something else.
    #[error("not a model of the deep engine")]
    NotAModel,
    /// Written by another version.
    #[error("the model's layout has version {0}; this program reads version 1")]
    Version(u32),
    /// The file ends early.
    #[error("the model is incomplete; fetch it again")]
    Truncated,
    /// A part is not what it was.
    #[error("the model is damaged ({0}); fetch it again")]
    Damaged(String),
    /// A graph does not load or run.
    #[error("the model's network does not run: {0}")]
    Graph(String),
}

impl DeepError {
    fn graph(error: impl std::fmt::Display) -> DeepError {
        DeepError::Graph(error.to_string())
    }
}

/// What the engine does with many things one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Claims are encoded.
    Encode,
    /// Pairs of claims are read.
    Read,
}

/// Hears how far the engine is: how many claims or pairs are done, of how many. It is told from whichever thread works.
pub type Watch = Box<dyn Fn(Step, usize, usize) + Send + Sync>;

/// The engine with its weights.
pub struct Deep {
    name: String,
    sha256: String,
    width: usize,
    max_tokens: usize,
    light: Light,
    mix: Mix,
    fitted: Fitted,
    clear_from: f64,
    vocabulary: Vocabulary,
    embedding: Embedding,
    encoder: Network,
    reader: Network,
    threads: Arc<ThreadPool>,
    watch: Option<Watch>,
}

/// A claim as the lower layers leave it, a state a token.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimStates {
    tokens: usize,
    states: Vec<f32>,
}

/// How claim *a* relates to claim *b*; every number is a probability.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Agreement, contradiction, quantity, attribution, certainty, framing, unrelated; they add up to 1.
    pub kinds: [f32; KINDS],
    /// Whether *a* entails *b*: entailment, neutral, contradiction; they add up to 1.
    pub entails_ab: [f32; 3],
    /// Whether *b* entails *a*, likewise.
    pub entails_ba: [f32; 3],
    /// How alike the two are, from 0 to 1.
    pub similarity: f32,
}

impl Deep {
    /// Reads the weights; the bytes are those of the whole file. One thread works; see [`Deep::with_threads`].
    ///
    /// # Errors
    ///
    /// Where the bytes are no model of this version, or not as they were written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Deep, DeepError> {
        let file = Container::parse(bytes)?;
        let vocabulary = Vocabulary::parse(file.section("vocabulary")?)?;
        let pieces = vocabulary.len();
        let deep = Deep {
            sha256: container::sha256(bytes),
            width: file.header.width,
            max_tokens: file.header.max_tokens,
            light: Light::new(),
            mix: file.header.mix.clone(),
            fitted: file.header.fitted.clone(),
            clear_from: file.header.clear_from,
            embedding: Embedding::parse(file.section("table")?, file.section("embedding")?, &file.header, pieces)?,
            vocabulary,
            encoder: Network::load(file.section("encoder")?, &["embeds", "mask"], "hidden")?,
            reader: Network::load(file.section("reader")?, &["hidden", "mask", "segment"], "logits")?,
            name: file.header.name,
            threads: Arc::new(ThreadPool::with_num_threads(1)),
            watch: None,
        };
        // A graph that loads but does not fit shows here and not in the midst of somebody's texts.
        let states = deep.encode(&[""])?;
        deep.read(&[(&states[0], &states[0])])?;
        Ok(deep)
    }

    /// Lets `n` threads work, at least one; the results stay the same.
    #[must_use]
    pub fn with_threads(mut self, n: usize) -> Deep {
        self.threads = Arc::new(ThreadPool::with_num_threads(n.max(1)));
        self
    }

    /// Has `watch` told how far it is, which changes nothing in the results.
    #[must_use]
    pub fn watched(mut self, watch: Watch) -> Deep {
        self.watch = Some(watch);
        self
    }

    /// The model's name and version.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// SHA-256 of the model file, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The numbers of a text's tokens in the vocabulary, at most as many as are read of a claim.
    pub fn tokens(&self, text: &str) -> Vec<u32> {
        self.vocabulary.tokens(text, self.max_tokens)
    }

    /// Encodes claims, each for itself.
    ///
    /// # Errors
    ///
    /// Where the network does not run; with a model that [`Deep::from_bytes`] took this is not to be expected.
    pub fn encode(&self, claims: &[&str]) -> Result<Vec<ClaimStates>, DeepError> {
        let tokens: Vec<Vec<u32>> = claims.iter().map(|c| self.tokens(c)).collect();
        let lengths: Vec<usize> = tokens.iter().map(Vec::len).collect();
        let fill = |n: usize, row: usize, batch: &mut Batch| {
            self.embedding.write(&tokens[n], batch.fill(row, 0, lengths[n], 0.0));
        };
        self.in_batches(Step::Encode, &lengths, self.width, fill, |n, out| ClaimStates {
            tokens: lengths[n],
            states: out[..lengths[n] * self.width].to_vec(),
        })
    }

    /// Reads how the claims of each pair relate.
    ///
    /// # Errors
    ///
    /// As for [`Deep::encode`].
    pub fn read(&self, pairs: &[(&ClaimStates, &ClaimStates)]) -> Result<Vec<Reading>, DeepError> {
        let lengths: Vec<usize> = pairs.iter().map(|(a, b)| a.tokens + b.tokens).collect();
        let fill = |n: usize, row: usize, batch: &mut Batch| {
            let (a, b) = pairs[n];
            batch.fill(row, 0, a.tokens, 0.0).copy_from_slice(&a.states);
            batch.fill(row, a.tokens, b.tokens, 1.0).copy_from_slice(&b.states);
        };
        self.in_batches(Step::Read, &lengths, OUTPUTS, fill, |_, out| Reading::of(out))
    }

    /// Sorts items by padded length, runs the batches in parallel and puts what they give back into order. `per` is how
    /// many numbers come out: a token's, or an item's.
    fn in_batches<T: Send>(
        &self,
        step: Step,
        lengths: &[usize],
        per: usize,
        fill: impl Fn(usize, usize, &mut Batch) + Sync,
        take: impl Fn(usize, &[f32]) -> T + Sync,
    ) -> Result<Vec<T>, DeepError> {
        let (network, of_tokens) = match step {
            Step::Encode => (&self.encoder, true),
            Step::Read => (&self.reader, false),
        };
        let finished = AtomicUsize::new(0);
        let padded = |n: usize| lengths[n].next_multiple_of(STEP);
        let mut order: Vec<usize> = (0..lengths.len()).collect();
        order.sort_by_key(|&n| padded(n));
        let batches: Vec<&[usize]> = order
            .chunk_by(|&a, &b| padded(a) == padded(b))
            .flat_map(|same| same.chunks((BATCH_TOKENS / padded(same[0])).max(1)))
            .collect();
        let run = |batch: &&[usize]| {
            let tokens = padded(batch[0]);
            let mut input = Batch::new(batch.len(), tokens, self.width);
            batch.iter().enumerate().for_each(|(row, &n)| fill(n, row, &mut input));
            let out = network.run(&input, &self.threads)?;
            let size = per * if of_tokens { tokens } else { 1 };
            if out.len() != size * batch.len() {
                return Err(DeepError::graph("its output has another shape"));
            }
            if let Some(watch) = &self.watch {
                watch(step, finished.fetch_add(batch.len(), Ordering::Relaxed) + batch.len(), lengths.len());
            }
            Ok(batch.iter().zip(out.chunks(size)).map(|(&n, out)| (n, take(n, out))).collect::<Vec<_>>())
        };
        let done: Result<Vec<_>, _> = self.threads.run(|| batches.par_iter().map(run).collect());
        let mut out: Vec<(usize, T)> = done?.into_iter().flatten().collect();
        out.sort_by_key(|(n, _)| *n);
        Ok(out.into_iter().map(|(_, item)| item).collect())
    }
}

impl Reading {
    fn of(logits: &[f32]) -> Reading {
        let (kinds, rest) = logits.split_at(KINDS);
        Reading {
            kinds: softmax(kinds),
            entails_ab: softmax(&rest[..3]),
            entails_ba: softmax(&rest[3..6]),
            similarity: (1.0 / (1.0 + libm::exp(-f64::from(rest[6])))) as f32,
        }
    }
}

fn softmax<const N: usize>(logits: &[f32]) -> [f32; N] {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights: [f64; N] = std::array::from_fn(|n| libm::exp(f64::from(logits[n] - top)));
    let total: f64 = weights.iter().sum();
    weights.map(|w| (w / total) as f32)
}
