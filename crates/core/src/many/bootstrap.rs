//! How sure a mean is: the percentile bootstrap (Efron 1979). As many cases as there are, are drawn with replacement, a
//! thousand times and more; the interval holds the middle 95 in a hundred of the means so made. It asks nothing of how the
//! values are spread, and is too narrow rather than too wide where they are few.

use super::random::Random;
use crate::report::round4;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How often it is drawn.
const DRAWS: usize = 2000;

/// Fewest values that get an interval.
const FEWEST: usize = 3;

/// A mean with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mean {
    /// Of how many values.
    pub n: usize,
    /// The mean.
    pub mean: f64,
    /// Low end of the 95% interval; none below three values.
    pub low: Option<f64>,
    /// High end of it.
    pub high: Option<f64>,
}

/// The mean of the values; none where there are none. The draws depend on the values alone.
pub fn mean(values: &[f64]) -> Option<Mean> {
    if values.is_empty() {
        return None;
    }
    let n = values.len();
    let of = |sum: f64| sum / n as f64;
    let mean = of(values.iter().sum());
    if n < FEWEST {
        return Some(Mean { n, mean: round4(mean), low: None, high: None });
    }
    let mut random = Random::new(n as u64);
    let mut drawn: Vec<f64> = (0..DRAWS).map(|_| of((0..n).map(|_| values[random.below(n)]).sum())).collect();
    drawn.sort_by(f64::total_cmp);
    let at = |share: f64| Some(round4(drawn[((DRAWS as f64 * share) as usize).min(DRAWS - 1)]));
    Some(Mean { n, mean: round4(mean), low: at(0.025), high: at(0.975) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_interval_holds_the_mean_and_lies_among_the_values(values in proptest::collection::vec(0.0f64..1.0, 3..40)) {
            let m = mean(&values).unwrap();
            let (low, high) = (m.low.unwrap(), m.high.unwrap());
            prop_assert!(low <= m.mean + 1e-4 && m.mean <= high + 1e-4);
            let least = values.iter().copied().fold(1.0, f64::min);
            let most = values.iter().copied().fold(0.0, f64::max);
            prop_assert!(least - 1e-4 <= low && high <= most + 1e-4);
            prop_assert_eq!(m, mean(&values).unwrap());
        }
    }

    #[test]
    fn it_covers_the_truth_about_as_often_as_it_says() {
        let mut random = Random::new(5);
        let mut coin = || (random.draw() >> 11) as f64 / (1u64 << 53) as f64;
        let held = (0..400).filter(|_| {
            let m = mean(&(0..30).map(|_| coin()).collect::<Vec<_>>()).unwrap();
            m.low.unwrap() <= 0.5 && 0.5 <= m.high.unwrap()
        });
        let held = held.count();
        assert!((360..=395).contains(&held), "{held} of 400");
    }

    #[test]
    fn few_values_get_no_interval() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[0.25, 0.75]), Some(Mean { n: 2, mean: 0.5, low: None, high: None }));
    }
}
