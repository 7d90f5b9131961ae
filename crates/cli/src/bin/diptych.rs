//! The program; all it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    diptych::main(std::env::args_os()).into()
}
