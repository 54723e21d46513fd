//! The program: arguments to a run, a run to an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    greenroom::cli::run()
}
