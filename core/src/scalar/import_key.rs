use serde::{Deserialize, Serialize};

/// The identity of a row in an imported file: which content, and the how manyth of that content.
/// It is made from fields that partners do not see, so it never leaves. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ImportKey(pub [u8; 16]);
