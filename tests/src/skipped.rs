//! How a test says that it was skipped; crates that cannot depend on this one include the file.

use std::io::Write;

/// Says that a test was skipped, where the count at the end of the suite finds it.
pub fn skipped(why: &str) {
    let said = format!("skipped: {why}\n");
    let _ = std::io::stdout().write_all(said.as_bytes());
    if let Some(file) = std::env::var_os("LOGGIA_SKIPPED") {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(file);
        let counted = file.and_then(|mut file| file.write_all(said.as_bytes()));
        assert!(counted.is_ok(), "the count of skips: {counted:?}");
    }
}
