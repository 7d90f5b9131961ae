//! Many cases from one input to reports, errors and tables.
//!
//! [`source`] cuts the input into records, [`record`] reads one, [`work`] compares it; [`journal`] keeps what is done, so
//! that an interrupted run goes on where it was; [`results`] makes the final files from it, and [`repeated`] looks for ids that
//! come again.

pub mod columns;
pub mod journal;
pub mod progress;
pub mod record;
pub mod repeated;
pub mod results;
pub mod source;
pub mod unpack;
pub mod work;
