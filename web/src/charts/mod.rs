//! Drawings in SVG, in colours that the style sheet gives and with signs for those who print or see none.

pub mod ribbons;
pub mod stacked;
