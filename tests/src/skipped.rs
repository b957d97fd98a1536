//! How a test says that it was skipped; crates that cannot depend on this one include the file.

/// Says that a test was skipped, where the count at the end of the suite finds it.
pub fn skipped(why: &str) {
    use std::io::Write;
    println!("skipped: {why}");
    if let Some(file) = std::env::var_os("LOGGIA_SKIPPED") {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(file);
        file.and_then(|mut file| writeln!(file, "skipped: {why}")).expect("the count of skips");
    }
}
