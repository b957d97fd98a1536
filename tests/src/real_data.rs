//! Real input: files that are not ours and never enter the repository.

use std::path::{Path, PathBuf};

use crate::skipped::skipped;

/// The folder with the real data: `LOGGIA_REAL_DATA`, or `shared/data` beside the repository. With
/// `CI=true` its absence is a failure, elsewhere the test says that it was skipped.
pub fn folder(of: &str) -> Option<PathBuf> {
    let named = std::env::var_os("LOGGIA_REAL_DATA").map(PathBuf::from);
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let beside = above.map(|folder| folder.join("shared/data"));
    let found = named.into_iter().chain(beside).map(|data| data.join(of)).find(|at| at.is_dir());
    if found.is_none() {
        let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!ci, "the real data `{of}` is missing: set LOGGIA_REAL_DATA");
        skipped(&format!("the real data `{of}` is missing"));
    }
    found
}
