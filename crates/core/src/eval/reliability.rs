//! The reliability diagram (DeGroot and Fienberg 1983) as an SVG: how often answers of a confidence are right.

use super::relation::{BINS, Bin};
use std::fmt::Write;

/// Side of the plot, and the room around it, in pixels.
const SIDE: f64 = 300.0;
const ROOM: f64 = 50.0;

/// The diagram: a bar a tenth of confidence, as high as the share that is right; the line is where the two are equal, and
/// a dot's size is the share of the pairs.
pub fn svg(title: &str, bins: &[Bin; BINS]) -> String {
    let all: usize = bins.iter().map(|b| b.pairs).sum();
    let (x, y) = (|share: f64| ROOM + share * SIDE, |share: f64| ROOM + (1.0 - share) * SIDE);
    let size = SIDE + 2.0 * ROOM;
    let title: String = title.replace('&', "&amp;").replace('<', "&lt;");
    // Writing into a string does not fail.
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" font-family=\"sans-serif\" \
         font-size=\"12\" text-anchor=\"middle\">\n<title>{title}</title>\n<rect width=\"{size}\" height=\"{size}\" \
         fill=\"#fff\"/>\n<text x=\"{}\" y=\"30\">{title}</text>",
        size / 2.0
    );
    for (at, bin) in bins.iter().enumerate().filter(|(_, b)| b.pairs > 0) {
        let _ = writeln!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#9ecae1\"><title>{} pairs: confidence \
             {:.3}, right {:.3}</title></rect>",
            x(at as f64 / BINS as f64) + 1.0,
            y(bin.accuracy),
            SIDE / BINS as f64 - 2.0,
            bin.accuracy * SIDE,
            bin.pairs,
            bin.confidence,
            bin.accuracy,
        );
        // The area goes by the share, the radius by its root.
        let radius = 2.0 + 10.0 * (bin.pairs as f64 / all as f64).sqrt();
        let _ = writeln!(
            out,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"#08519c\"/>",
            x(bin.confidence),
            y(bin.accuracy)
        );
    }
    let _ = writeln!(
        out,
        "<path d=\"M{0} {1}V{2}H{3}M{0} {2}L{3} {1}\" fill=\"none\" stroke=\"#333\"/>",
        x(0.0),
        y(1.0),
        y(0.0),
        x(1.0)
    );
    for tick in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
        let _ = writeln!(out, "<text x=\"{:.1}\" y=\"{:.1}\">{tick}</text>", x(tick), y(0.0) + 16.0);
        let _ = writeln!(out, "<text x=\"{:.1}\" y=\"{:.1}\">{tick}</text>", x(0.0) - 16.0, y(tick) + 4.0);
    }
    let _ = writeln!(
        out,
        "<text x=\"{0}\" y=\"{1}\">confidence</text>\n<text x=\"14\" y=\"{0}\" transform=\"rotate(-90 14 {0})\">share that is \
         right</text>\n</svg>",
        size / 2.0,
        size - 12.0
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_for_bins_with_pairs() {
        let mut bins = [Bin::default(); BINS];
        bins[4] = Bin { pairs: 3, confidence: 0.45, accuracy: 0.5 };
        let drawn = svg("a < b", &bins);
        assert_eq!((drawn.matches("<circle").count(), drawn.matches("a &lt; b").count()), (1, 2));
        assert!(drawn.contains("3 pairs: confidence 0.450, right 0.500") && drawn.ends_with("</svg>\n"), "{drawn}");
        assert!(!svg("none", &[Bin::default(); BINS]).contains("NaN"));
    }
}
