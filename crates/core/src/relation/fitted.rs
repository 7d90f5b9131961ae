//! What a comparison needs beside a reader: how its readings are weighed against what the light engine sees.
//!
//! A reader that was trained on some texts is surer of them than of new ones, so that these weights are fitted on train texts
//! kept back from it (stacking; Wolpert 1992). They depend on the reader, so they come with its model.

use crate::align::{read, similarity};
use crate::discrepancy;
use serde::Deserialize;

/// The weights.
#[derive(Clone, Debug, Deserialize)]
pub struct Fitted {
    /// How likely two claims belong together, over [`read::NAMES`].
    pub align: similarity::Model,
    /// How two claims relate, over [`discrepancy::read::NAMES`].
    pub kinds: Vec<discrepancy::model::Weights>,
}

impl Fitted {
    /// Whether there is a weight for everything that is weighed.
    pub fn is_whole(&self) -> bool {
        let width = discrepancy::read::NAMES.len();
        self.align.fits(read::NAMES.len())
            && self.kinds.len() == discrepancy::model::RELATIONS.len()
            && self.kinds.iter().all(|w| w.weights.len() == width)
    }
}
