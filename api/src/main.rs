//! The binary: see `loggia --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    loggia_api::cli::main()
}
