use std::fmt::Display;
use std::io::{self, Write};

/// A line on standard output. Whoever reads it may have gone away (`| head`); that is no failure.
pub(super) fn say(line: impl Display) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// Bytes on standard output, as they are.
pub(super) fn pass_on(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(bytes).and_then(|()| out.write_all(b"\n"));
}

/// A line on standard error.
pub(super) fn tell(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
