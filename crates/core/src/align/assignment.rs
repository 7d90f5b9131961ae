//! The best one-to-one set of pairs: greatest total weight.
//!
//! Pairs fall into connected components, which are small; each is solved by the Hungarian method
//! (Kuhn 1955, in the O(n³) form of Jonker and Volgenant 1987). A component beyond [`DENSE`] claims a side,
//! which only texts of thousands of sentences make, is filled greedily instead, strongest pair first.

/// Largest side of a component that is solved exactly.
const DENSE: usize = 300;

/// The chosen pairs with their probability, in order of the first side. `n` and `m` are the numbers of
/// claims, `pairs` those at or above `threshold`.
pub(crate) fn assign(n: usize, m: usize, pairs: &[(usize, usize, f64)], threshold: f64) -> Vec<(usize, usize, f64)> {
    let mut out = Vec::new();
    for component in components(n, m, pairs) {
        let mut rows: Vec<usize> = component.iter().map(|p| p.0).collect();
        let mut cols: Vec<usize> = component.iter().map(|p| p.1).collect();
        for side in [&mut rows, &mut cols] {
            side.sort_unstable();
            side.dedup();
        }
        if rows.len().max(cols.len()) > DENSE {
            out.extend(greedy(component));
        } else {
            out.extend(exact(&rows, &cols, &component, threshold));
        }
    }
    out.sort_by_key(|p| (p.0, p.1));
    out
}

fn components(n: usize, m: usize, pairs: &[(usize, usize, f64)]) -> Vec<Vec<(usize, usize, f64)>> {
    let mut parent: Vec<usize> = (0..n + m).collect();
    fn find(parent: &mut [usize], mut x: usize) -> usize {
        while parent[x] != x {
            parent[x] = parent[parent[x]];
            x = parent[x];
        }
        x
    }
    for &(i, j, _) in pairs {
        let (x, y) = (find(&mut parent, i), find(&mut parent, n + j));
        parent[x.max(y)] = x.min(y);
    }
    let mut by_root: std::collections::BTreeMap<usize, Vec<(usize, usize, f64)>> = std::collections::BTreeMap::new();
    for &pair in pairs {
        by_root.entry(find(&mut parent, pair.0)).or_default().push(pair);
    }
    by_root.into_values().collect()
}

fn greedy(mut pairs: Vec<(usize, usize, f64)>) -> Vec<(usize, usize, f64)> {
    pairs.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    let (mut rows, mut cols) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    pairs.retain(|(i, j, _)| {
        let free = !rows.contains(i) && !cols.contains(j);
        if free {
            rows.insert(*i);
            cols.insert(*j);
        }
        free
    });
    pairs
}

fn exact(rows: &[usize], cols: &[usize], pairs: &[(usize, usize, f64)], threshold: f64) -> Vec<(usize, usize, f64)> {
    let flip = rows.len() > cols.len();
    let (short, long) = if flip { (cols, rows) } else { (rows, cols) };
    let mut weight = vec![0.0; short.len() * long.len()];
    let mut chance = weight.clone();
    for &(i, j, p) in pairs {
        let (s, l) = if flip { (j, i) } else { (i, j) };
        if let (Ok(s), Ok(l)) = (short.binary_search(&s), long.binary_search(&l)) {
            // The gain over leaving both alone; a pair at the threshold is still worth a little.
            weight[s * long.len() + l] = p - threshold + 1e-3;
            chance[s * long.len() + l] = p;
        }
    }
    let mut out = Vec::new();
    for (s, l) in hungarian(&weight, short.len(), long.len()) {
        let at = s * long.len() + l;
        if weight[at] > 0.0 {
            let (i, j) = if flip { (long[l], short[s]) } else { (short[s], long[l]) };
            out.push((i, j, chance[at]));
        }
    }
    out
}

/// Maximum-weight matching of a dense matrix with `n <= m`: (row, column) for each row.
pub(crate) fn hungarian(weight: &[f64], n: usize, m: usize) -> Vec<(usize, usize)> {
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; m + 1]);
    let (mut row_of, mut way) = (vec![0usize; m + 1], vec![0usize; m + 1]);
    for i in 1..=n {
        row_of[0] = i;
        let mut j0 = 0;
        let mut low = vec![f64::INFINITY; m + 1];
        let mut used = vec![false; m + 1];
        loop {
            used[j0] = true;
            let i0 = row_of[j0];
            let (mut delta, mut j1) = (f64::INFINITY, 0);
            for j in 1..=m {
                if used[j] {
                    continue;
                }
                let slack = -weight[(i0 - 1) * m + j - 1] - u[i0] - v[j];
                if slack < low[j] {
                    low[j] = slack;
                    way[j] = j0;
                }
                if low[j] < delta {
                    delta = low[j];
                    j1 = j;
                }
            }
            for j in 0..=m {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    low[j] -= delta;
                }
            }
            j0 = j1;
            if row_of[j0] == 0 {
                break;
            }
        }
        while j0 != 0 {
            row_of[j0] = row_of[way[j0]];
            j0 = way[j0];
        }
    }
    (1..=m).filter(|j| row_of[*j] != 0).map(|j| (row_of[j] - 1, j - 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Best total weight by trying everything.
    fn best(weight: &[f64], n: usize, m: usize, row: usize, used: &mut Vec<bool>) -> f64 {
        if row == n {
            return 0.0;
        }
        let mut top = f64::NEG_INFINITY;
        for j in 0..m {
            if !used[j] {
                used[j] = true;
                top = top.max(weight[row * m + j] + best(weight, n, m, row + 1, used));
                used[j] = false;
            }
        }
        top
    }

    proptest! {
        #[test]
        fn the_matching_is_the_best_there_is(n in 1usize..5, extra in 0usize..3, seed in proptest::collection::vec(0u32..50, 40)) {
            let m = n + extra;
            let weight: Vec<f64> = seed.iter().take(n * m).map(|x| f64::from(*x)).collect();
            prop_assume!(weight.len() == n * m);
            let got: f64 = hungarian(&weight, n, m).iter().map(|(i, j)| weight[i * m + j]).sum();
            prop_assert!((got - best(&weight, n, m, 0, &mut vec![false; m])).abs() < 1e-9);
        }
    }

    #[test]
    fn a_weaker_pair_gives_way_where_the_whole_gains() {
        let pairs = [(0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.8)];
        assert_eq!(assign(2, 2, &pairs, 0.5), [(0, 1, 0.8), (1, 0, 0.8)]);
        assert_eq!(greedy(pairs.to_vec()), [(0, 0, 0.9)]);
        assert!(assign(2, 2, &[], 0.5).is_empty());
    }
}
