//! Average-linkage clustering (Sokal and Michener 1958): the two nearest clusters join, over and over; two clusters are as
//! far apart as their members are on the mean. Of clusters equally near, those whose first members come first join, and in a
//! cluster the part whose first member comes first stands first: the same tree at every run.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Two clusters joined. Clusters 0 to n - 1 are the accounts, n + k is what joining k made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Join {
    /// The cluster that stands first.
    pub left: usize,
    /// The other.
    pub right: usize,
    /// How far apart they are.
    pub height: f64,
    /// Accounts in both.
    pub size: usize,
}

/// The joins of a square matrix of distances, in the order they are made; heights never fall.
pub fn joins(distance: &[Vec<f64>]) -> Vec<Join> {
    struct Cluster {
        id: usize,
        first: usize,
        size: usize,
        /// Sum of the distances to the members of each cluster, by place.
        sums: Vec<f64>,
    }
    let n = distance.len();
    let mut live: Vec<Cluster> =
        distance.iter().enumerate().map(|(i, row)| Cluster { id: i, first: i, size: 1, sums: row.clone() }).collect();
    let mut out: Vec<Join> = Vec::new();
    while live.len() > 1 {
        // Clusters stay in the order of their first members, so that the first of the nearest pairs is the one meant.
        let mut nearest = (0, 1, f64::INFINITY);
        for i in 0..live.len() {
            for j in i + 1..live.len() {
                let mean =
                    live[i].sums.get(live[j].first).copied().unwrap_or(0.0) / (live[i].size * live[j].size) as f64;
                if mean < nearest.2 {
                    nearest = (i, j, mean);
                }
            }
        }
        let (i, j, height) = nearest;
        let gone = live.remove(j);
        let (first, id) = (live[i].first, live[i].id);
        let size = live[i].size + gone.size;
        // A rounding may set a join a hair below the one before.
        let height = out.last().map_or(height, |before| before.height.max(height));
        out.push(Join { left: id, right: gone.id, height, size });
        for (to, x) in live[i].sums.iter_mut().zip(&gone.sums) {
            *to += x;
        }
        live[i].id = n + out.len() - 1;
        live[i].size = size;
        for other in &mut live {
            let further = other.sums.get(gone.first).copied().unwrap_or(0.0);
            if let Some(sum) = other.sums.get_mut(first) {
                *sum += further;
            }
        }
    }
    out
}

/// The accounts in the order in which the tree's lines do not cross.
pub fn order(n: usize, joins: &[Join]) -> Vec<usize> {
    let mut out = Vec::with_capacity(n);
    let mut open = vec![(n + joins.len()).saturating_sub(1)];
    while let Some(cluster) = open.pop() {
        match cluster.checked_sub(n).and_then(|k| joins.get(k)) {
            Some(join) => open.extend([join.right, join.left]),
            None if cluster < n => out.push(cluster),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sokal_and_micheners_tree() {
        // The usual textbook example: heights are means over members, not over clusters.
        let d = [
            [0., 17., 21., 31., 23.],
            [17., 0., 30., 34., 21.],
            [21., 30., 0., 28., 39.],
            [31., 34., 28., 0., 43.],
            [23., 21., 39., 43., 0.],
        ];
        let joins = joins(&d.map(Vec::from));
        let told: Vec<(usize, usize, f64)> = joins.iter().map(|j| (j.left, j.right, j.height)).collect();
        assert_eq!(told, [(0, 1, 17.0), (5, 4, 22.0), (2, 3, 28.0), (6, 7, 33.0)]);
        assert_eq!(order(5, &joins), [0, 1, 4, 2, 3]);
    }

    #[test]
    fn ties_go_to_the_accounts_that_come_first() {
        let joins = joins(&[vec![0., 1., 1.], vec![1., 0., 1.], vec![1., 1., 0.]]);
        assert_eq!(joins.iter().map(|j| (j.left, j.right)).collect::<Vec<_>>(), [(0, 1), (3, 2)]);
        assert!(super::joins(&[]).is_empty() && order(0, &[]).is_empty());
        assert_eq!(order(1, &[]), [0]);
    }

    proptest! {
        #[test]
        fn every_account_is_joined_once(n in 1usize..12, values in proptest::collection::vec(0.0f64..1.0, 144)) {
            let d: Vec<Vec<f64>> = (0..n)
                .map(|i| (0..n).map(|j| if i == j { 0.0 } else { values[i.min(j) * 12 + i.max(j)] }).collect())
                .collect();
            let joins = joins(&d);
            prop_assert_eq!(joins.len(), n - 1);
            prop_assert!(joins.windows(2).all(|w| w[0].height <= w[1].height));
            let mut order = order(n, &joins);
            order.sort_unstable();
            prop_assert_eq!(order, (0..n).collect::<Vec<_>>());
        }
    }
}
