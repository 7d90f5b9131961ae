//! Reads files into account text.
