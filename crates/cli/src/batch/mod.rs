//! Many cases from one input to reports, errors and tables.
//!
//! [`source`] cuts the input into records, [`record`] reads one, [`work`] compares it; [`journal`] keeps what is done, so
//! that an interrupted run goes on where it was; [`results`] makes the final files from it.

pub mod columns;
pub mod journal;
pub mod progress;
pub mod record;
pub mod results;
pub mod source;
pub mod unpack;
pub mod work;
