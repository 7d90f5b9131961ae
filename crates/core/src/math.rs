//! Functions that must give the same bits on every platform, where the platform's own do not.

/// The logistic function, by `libm`'s portable exponential.
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// The natural logarithm, by `libm`.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}
