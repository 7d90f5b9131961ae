//! Spearman's rank correlation: whether two lists of numbers put things in the same order.

/// The correlation, -1..1, ties at their mean rank; 0 where either list is all the same or the lists differ in length.
pub fn spearman(x: &[f64], y: &[f64]) -> f64 {
    if x.len() != y.len() {
        return 0.0;
    }
    let (p, q) = (ranks(x), ranks(y));
    let mean = (x.len() as f64 - 1.0) / 2.0;
    let product = |u: &[f64], v: &[f64]| u.iter().zip(v).map(|(s, t)| (s - mean) * (t - mean)).sum::<f64>();
    let spread = (product(&p, &p) * product(&q, &q)).sqrt();
    if spread > 0.0 { product(&p, &q) / spread } else { 0.0 }
}

/// The rank of each number, from 0.
fn ranks(x: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|i, j| x[*i].total_cmp(&x[*j]));
    let mut out = vec![0.0; x.len()];
    let mut first = 0;
    for equal in order.chunk_by(|i, j| x[*i].total_cmp(&x[*j]).is_eq()) {
        let last = first + equal.len() - 1;
        equal.iter().for_each(|i| out[*i] = (first + last) as f64 / 2.0);
        first = last + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_all_that_counts() {
        assert_eq!(spearman(&[1.0, 2.0, 9.0], &[0.1, 0.2, 0.3]), 1.0);
        assert_eq!(spearman(&[1.0, 2.0, 9.0], &[3.0, 2.0, 1.0]), -1.0);
        // Worked by hand: ranks 0, 1.5, 1.5, 3 against 0, 2, 1, 3.
        let tied = spearman(&[1.0, 2.0, 2.0, 5.0], &[1.0, 3.0, 2.0, 4.0]);
        assert!((tied - 4.5 / (4.5f64 * 5.0).sqrt()).abs() < 1e-12);
        assert_eq!((spearman(&[], &[]), spearman(&[1.0, 1.0], &[1.0, 2.0])), (0.0, 0.0));
    }
}
