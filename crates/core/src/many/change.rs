//! Where the mean of a series changes: PELT (Killick, Fearnhead and Eckley 2012), which finds the cut of a series into
//! stretches that costs least, exactly, passing over the cuts that can no longer be best.
//!
//! A stretch costs the squares of its values' distances from its mean, over the noise's variance; every further stretch
//! costs a penalty of `3 ln n`, a little over the two parameters (place and mean) of Schwarz's criterion, since false changes mislead
//! more than missed ones. The noise is told from the differences of neighbouring values, which a few
//! steps do not touch: their median absolute size over `0.6745 √2` (as for normal noise). A series without noise has
//! it set to a hundredth, the least difference of an index that means anything.

use crate::math::ln;

/// Fewest values of a stretch.
pub const SHORTEST: usize = 4;

/// Least noise.
const QUIET: f64 = 0.01;

/// The first places of the stretches after the first, ascending; none in a series shorter than two stretches.
pub fn changes(values: &[f64]) -> Vec<usize> {
    let n = values.len();
    if n < 2 * SHORTEST || values.iter().any(|x| !x.is_finite()) {
        return Vec::new();
    }
    let noise = noise(values);
    let penalty = 3.0 * ln(n as f64);
    let (mut sum, mut squares) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    for (i, x) in values.iter().enumerate() {
        sum[i + 1] = sum[i] + x;
        squares[i + 1] = squares[i] + x * x;
    }
    let cost = |from: usize, to: usize| {
        let (s, m) = (sum[to] - sum[from], (to - from) as f64);
        (squares[to] - squares[from] - s * s / m).max(0.0) / (noise * noise)
    };
    // Least cost of the first `t` values, and where their last stretch begins.
    let (mut best, mut last) = (vec![f64::INFINITY; n + 1], vec![0usize; n + 1]);
    best[0] = -penalty;
    // Where a last stretch may begin, and until when.
    let mut open = vec![(0usize, usize::MAX)];
    for t in SHORTEST..=n {
        open.retain(|(_, until)| t < *until);
        for (from, _) in &open {
            let total = best[*from] + cost(*from, t) + penalty;
            if total < best[t] {
                best[t] = total;
                last[t] = *from;
            }
        }
        // A beginning that costs more than the best even without a penalty can't become best once a stretch from here on is
        // long enough to take its place.
        for (from, until) in &mut open {
            if best[*from] + cost(*from, t) > best[t] {
                *until = (*until).min(t + SHORTEST);
            }
        }
        let next = t + 1 - SHORTEST;
        if best[next].is_finite() && next > 0 {
            open.push((next, usize::MAX));
        }
    }
    let mut out = Vec::new();
    let mut at = last[n];
    while at > 0 {
        out.push(at);
        at = last[at];
    }
    out.reverse();
    out
}

fn noise(values: &[f64]) -> f64 {
    let mut steps: Vec<f64> = values.windows(2).map(|w| (w[1] - w[0]).abs()).collect();
    steps.sort_by(f64::total_cmp);
    let middle = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    (middle / (0.6745 * 2f64.sqrt())).max(QUIET)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::many::random::Random;
    use proptest::prelude::*;

    /// Noise between -0.05 and 0.05.
    fn noisy(random: &mut Random) -> f64 {
        (random.below(1001) as f64 - 500.0) / 10_000.0
    }

    /// The best cut by trying every one.
    fn exhaustive(values: &[f64], noise: f64) -> f64 {
        let n = values.len();
        let penalty = 3.0 * ln(n as f64);
        let mut best = vec![f64::INFINITY; n + 1];
        best[0] = -penalty;
        for t in SHORTEST..=n {
            for from in 0..=t - SHORTEST {
                best[t] = best[t].min(best[from] + price(&values[from..t], noise) + penalty);
            }
        }
        best[n]
    }

    fn price(values: &[f64], noise: f64) -> f64 {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (noise * noise)
    }

    fn is_best(values: &[f64]) -> bool {
        let mut ends = changes(values);
        ends.push(values.len());
        let noise = noise(values);
        let (mut from, mut total) = (0, -3.0 * ln(values.len() as f64));
        for end in ends {
            assert!(end - from >= SHORTEST);
            total += price(&values[from..end], noise) + 3.0 * ln(values.len() as f64);
            from = end;
        }
        (total - exhaustive(values, noise)).abs() < 1e-6
    }

    /// A beginning passed over too soon: the stretch that was to take its place was too short still.
    #[test]
    fn what_begins_well_is_kept_while_nothing_can_take_its_place() {
        let values = [
            0.6993337446164506,
            0.779383781595504,
            0.6036234560993591,
            0.8423646259031479,
            0.8712868839876875,
            0.7503389480702704,
            0.7158875722822703,
            0.0,
            0.08333007525839242,
            0.7848907596074557,
            0.13324982550894948,
            0.9910336435384738,
            0.820811937634397,
        ];
        assert!(is_best(&values));
    }

    proptest! {
        #[test]
        fn a_step_is_found_where_it_is(seed in 0u64..10_000, before in 6usize..40, after in 6usize..40) {
            let mut random = Random::new(seed);
            let values: Vec<f64> =
                (0..before + after).map(|i| if i < before { 0.3 } else { 0.7 } + noisy(&mut random)).collect();
            let found = changes(&values);
            prop_assert!(found.contains(&before), "{:?}, not {}", found, before);
        }

        #[test]
        fn no_cut_is_better(values in proptest::collection::vec(0.0f64..1.0, 8..40)) {
            prop_assert!(is_best(&values));
        }
    }

    #[test]
    fn noise_alone_seldom_changes() {
        let mut random = Random::new(3);
        let false_alarms = (0..200)
            .filter(|_| !changes(&(0..40).map(|_| 0.5 + noisy(&mut random)).collect::<Vec<_>>()).is_empty())
            .count();
        assert!(false_alarms <= 20, "{false_alarms} of 200");
        assert!(changes(&[0.5; 30]).is_empty());
        assert!(changes(&[0.1, 0.9]).is_empty() && changes(&[f64::NAN; 20]).is_empty());
    }
}
