//! A map of accounts from their distances: classical multidimensional scaling (Torgerson 1952). Squared distances, centred by
//! rows and columns, are the inner products of places; the two greatest eigenvalues and their vectors give the places in
//! the plane that fit these best. Eigenvalues come by Jacobi's rotations (1846), which are exact, simple, and the same at
//! every run; the first account whose coordinate on an axis is not zero stands on its positive side.

/// Places of the accounts in the plane, and the share of the whole that each axis shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Across and up, for each account.
    pub places: Vec<[f64; 2]>,
    /// Share of the sum of the positive eigenvalues, 0..1.
    pub shown: [f64; 2],
}

/// The map of a square matrix of distances.
pub fn map(distance: &[Vec<f64>]) -> Map {
    let n = distance.len();
    let square = |i: usize, j: usize| distance[i].get(j).map_or(0.0, |d| d * d);
    let rows: Vec<f64> = (0..n).map(|i| (0..n).map(|j| square(i, j)).sum::<f64>() / n as f64).collect();
    let all = rows.iter().sum::<f64>() / n.max(1) as f64;
    let inner: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| -0.5 * (square(i, j) - rows[i] - rows[j] + all)).collect()).collect();
    let (values, vectors) = eigen(inner);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|x, y| values[*y].total_cmp(&values[*x]).then(x.cmp(y)));
    let positive: f64 = values.iter().filter(|v| **v > 0.0).sum();
    let mut map = Map { places: vec![[0.0; 2]; n], shown: [0.0; 2] };
    for (axis, k) in order.into_iter().take(2).enumerate() {
        // What is left of nothing by rounding is no axis.
        if values[k] <= positive * 1e-12 {
            continue;
        }
        let length = values[k].sqrt();
        let first = (0..n).map(|i| vectors[i][k]).find(|x| x.abs() * length > 1e-9).unwrap_or(1.0);
        let sign = if first < 0.0 { -1.0 } else { 1.0 };
        (0..n).for_each(|i| map.places[i][axis] = sign * vectors[i][k] * length);
        map.shown[axis] = values[k] / positive;
    }
    map
}

/// Most rounds over all pairs; ten are plenty for a hundred accounts.
const ROUNDS: usize = 60;

/// Eigenvalues of a symmetric matrix, and its eigenvectors as columns.
fn eigen(mut a: Vec<Vec<f64>>) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = a.len();
    let mut v: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    let size: f64 = a.iter().flatten().map(|x| x * x).sum();
    for _ in 0..ROUNDS {
        let off: f64 = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i][j] * a[i][j]).sum();
        if off <= size * 1e-26 {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                if a[p][q] == 0.0 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for row in &mut a {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
                let (head, tail) = a.split_at_mut(q);
                for (x, y) in head[p].iter_mut().zip(&mut tail[0]) {
                    (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
                }
                for row in &mut v {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
            }
        }
    }
    ((0..n).map(|i| a[i][i]).collect(), v)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn distances(places: &[[f64; 2]]) -> Vec<Vec<f64>> {
        let far = |p: &[f64; 2], q: &[f64; 2]| ((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1])).sqrt();
        places.iter().map(|p| places.iter().map(|q| far(p, q)).collect()).collect()
    }

    fn worst(x: &[Vec<f64>], y: &[Vec<f64>]) -> f64 {
        x.iter().flatten().zip(y.iter().flatten()).map(|(p, q)| (p - q).abs()).fold(0.0, f64::max)
    }

    proptest! {
        #[test]
        fn distances_in_the_plane_are_recovered(points in proptest::collection::vec((0.0f64..1.0, 0.0f64..1.0), 2..15)) {
            let places: Vec<[f64; 2]> = points.iter().map(|(x, y)| [*x, *y]).collect();
            let d = distances(&places);
            let map = map(&d);
            prop_assert!(worst(&d, &distances(&map.places)) < 1e-6);
            prop_assert!(map.shown[0] >= map.shown[1]);
        }

        #[test]
        fn places_on_a_line_need_one_axis(points in proptest::collection::vec(0.0f64..1.0, 3..15)) {
            let d = distances(&points.iter().map(|x| [*x, 0.0]).collect::<Vec<_>>());
            let map = map(&d);
            prop_assert!(map.places.iter().all(|p| p[1].abs() < 1e-6), "{:?}", map);
            prop_assert!(worst(&d, &distances(&map.places)) < 1e-6);
        }

        #[test]
        fn nothing_breaks_it(n in 0usize..9, values in proptest::collection::vec(0.0f64..1.0, 81)) {
            let d: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| values[i.min(j) * 9 + i.max(j)]).collect()).collect();
            let map = map(&d);
            prop_assert!(map.places.iter().flatten().all(|x| x.is_finite()) && map.shown.iter().all(|x| x.is_finite()));
        }
    }

    #[test]
    fn accounts_that_are_all_alike_stand_in_one_place() {
        let map = map(&vec![vec![0.0; 3]; 3]);
        assert_eq!(map, Map { places: vec![[0.0; 2]; 3], shown: [0.0; 2] });
    }
}
