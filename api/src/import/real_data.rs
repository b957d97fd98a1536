//! Where the tests of imports find files that nobody here wrote.

use std::path::{Path, PathBuf};

#[path = "../../../tests/src/skipped.rs"]
mod skipped;

/// A file of the real data, which is not part of the repository. In CI it must be there.
pub(super) fn real(path: &str) -> Option<PathBuf> {
    let set = std::env::var_os("LOGGIA_REAL_DATA").map(PathBuf::from);
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|up| up.join("shared/data"));
    let found = set.into_iter().chain(above).map(|data| data.join(path)).find(|file| file.exists());
    if found.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "`{path}` must be there in CI: set LOGGIA_REAL_DATA"
        );
        let why = format!("the real data are not here; set LOGGIA_REAL_DATA to find `{path}`");
        skipped::skipped(&why);
    }
    found
}
