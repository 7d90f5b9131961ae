//! The two graphs, run by `rten`.

use crate::{DeepError, onnx};
use rten::{Model, ModelOptions, NodeId, OpRegistry, RunOptions, ThreadPool, ValueOrView, op_types as op};
use rten_tensor::{NdTensorView, Tensor};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// One graph: its inputs by name, and its output.
pub struct Network {
    model: Model,
    inputs: Vec<NodeId>,
    output: NodeId,
}

impl Network {
    /// Loads an ONNX graph with the inputs named.
    pub fn load(graph: &[u8], inputs: &[&str], output: &str) -> Result<Network, DeepError> {
        if !onnx::sound(graph) {
            return Err(DeepError::graph("its graph is not laid out as it says"));
        }
        // Only what the graphs use, so that the rest stays out of the program.
        let operators = OpRegistry::with_ops(&[
            &op::Abs,
            &op::Add,
            &op::Cast,
            &op::Concat,
            &op::DequantizeLinear,
            &op::Div,
            &op::Gelu,
            &op::LayerNormalization,
            &op::MatMul,
            &op::MatMulInteger,
            &op::Mul,
            &op::QuantizeLinear,
            &op::ReduceMax,
            &op::ReduceSum,
            &op::Reshape,
            &op::Softmax,
            &op::Split,
            &op::Squeeze,
            &op::Sub,
            &op::Tanh,
            &op::Transpose,
            &op::Unsqueeze,
        ]);
        let mut options = ModelOptions::with_ops(operators);
        let model = guarded(|| options.prepack_weights(true).load(graph.to_vec()).map_err(DeepError::graph))?;
        let node = |name: &&str| model.node_id(name).map_err(DeepError::graph);
        Ok(Network { inputs: inputs.iter().map(node).collect::<Result<_, _>>()?, output: node(&output)?, model })
    }

    /// Runs it on a batch: states first, then as many of mask and segment as it has inputs for.
    pub fn run(&self, batch: &Batch, threads: &Arc<ThreadPool>) -> Result<Vec<f32>, DeepError> {
        let [rows, tokens] = batch.shape;
        let states = NdTensorView::from_data([rows, tokens, batch.width], batch.states.as_slice());
        let rest = [&batch.mask, &batch.segment].map(|data| NdTensorView::from_data([rows, tokens], data.as_slice()));
        let values = [states.into()].into_iter().chain(rest.map(ValueOrView::from));
        let options = RunOptions::default().with_thread_pool(Some(threads.clone()));
        let inputs = self.inputs.iter().copied().zip(values).collect();
        let [out] = guarded(|| self.model.run_n(inputs, [self.output], Some(options)).map_err(DeepError::graph))?;
        Ok(Tensor::<f32>::try_from(out).map_err(DeepError::graph)?.into_data())
    }
}

/// `rten` checks a graph's operators as it runs them, and some of its checks are panics: of a file that somebody forged they
/// become an error. In WASM, where a panic ends the program, the worker's end is told.
fn guarded<T>(work: impl FnOnce() -> Result<T, DeepError>) -> Result<T, DeepError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(DeepError::graph("one of its operators is not in order")))
}

/// Claims or pairs of like length, padded to the same.
pub struct Batch {
    /// How many, and their tokens with padding.
    shape: [usize; 2],
    width: usize,
    states: Vec<f32>,
    /// 1 where a token stands, 0 where padding does.
    mask: Vec<f32>,
    /// 1 where a token is the second claim's.
    segment: Vec<f32>,
}

impl Batch {
    /// Room for `rows` of `tokens`.
    pub fn new(rows: usize, tokens: usize, width: usize) -> Batch {
        let cells = rows * tokens;
        let [states, mask, segment] = [cells * width, cells, cells].map(|n| vec![0.0; n]);
        Batch { shape: [rows, tokens], width, states, mask, segment }
    }

    /// Puts the tokens of a part (0 or 1) of row `row` from `start` on; gives where their states belong.
    pub fn fill(&mut self, row: usize, start: usize, tokens: usize, part: f32) -> &mut [f32] {
        let at = row * self.shape[1] + start;
        self.mask[at..at + tokens].fill(1.0);
        self.segment[at..at + tokens].fill(part);
        &mut self.states[at * self.width..(at + tokens) * self.width]
    }
}
