//! What is seen of many comparisons: how the index goes over time, what one side keeps leaving out, and how many accounts of one
//! event stand to each other.
//!
//! | what | how | where |
//! | --- | --- | --- |
//! | chance | SplitMix64, seeded | [`random`] |
//! | how sure a mean is | percentile bootstrap | [`bootstrap`] |
//! | where a series changes | PELT | [`change`] |
//! | what is kept out | log odds with a prior | [`topics`] |
//! | all of it, for pairs of sources over time | | [`trend`] |
//! | a batch summed up | | [`summary`] |
//! | which accounts stand together | average linkage, classical scaling | [`cluster`], [`scaling`], [`matrix`] |

pub mod bootstrap;
pub mod change;
pub mod cluster;
pub mod matrix;
pub mod random;
pub mod scaling;
pub mod summary;
pub mod topics;
pub mod trend;
