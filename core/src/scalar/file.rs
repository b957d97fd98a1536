use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{NAME_CHARS_MAX, Name};

/// Most bytes of an attached file: 25 MiB.
pub const FILE_BYTES_MAX: u32 = 25 * 1024 * 1024;

/// What a file is called: a [`Name`] that names no folder, and shows its ending where it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, min_length = 1, max_length = 200))]
#[serde(transparent)]
pub struct FileName(Name);

/// The text names no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a file name has 1 to {NAME_CHARS_MAX} characters, no slashes and control characters, and \
     does not begin with a dot"
)]
pub struct NotAFileName;

impl FileName {
    /// Accepts a name without slashes, backslashes and characters that change the direction of
    /// writing (they would show `gpj.exe` as `exe.jpg`), that does not begin with a dot.
    pub fn new(text: &str) -> Result<Self, NotAFileName> {
        let turns = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let strange = |c: char| turns(c) || matches!(c, '/' | '\\');
        let name = Name::new(text).map_err(|_| NotAFileName)?;
        match text.trim_start().starts_with('.') || text.chars().any(strange) {
            true => Err(NotAFileName),
            false => Ok(Self(name)),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// What stands after the last dot, in lower case; nothing where there is no dot.
    pub fn ending(&self) -> String {
        let ending = self.as_str().rsplit_once('.').map(|(_, ending)| ending);
        ending.unwrap_or_default().to_ascii_lowercase()
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for FileName {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

/// How many bytes a file has: 1 to [`FILE_BYTES_MAX`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = u32, minimum = 1, maximum = 26_214_400))]
#[serde(transparent)]
pub struct FileSize(u32);

/// The number is no size of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a file has 1 to {FILE_BYTES_MAX} bytes, not {0}")]
pub struct NotAFileSize(u64);

impl FileSize {
    /// Accepts 1 to [`FILE_BYTES_MAX`].
    pub fn new(bytes: u64) -> Result<Self, NotAFileSize> {
        match u32::try_from(bytes) {
            Ok(bytes @ 1..=FILE_BYTES_MAX) => Ok(Self(bytes)),
            Ok(_) | Err(_) => Err(NotAFileSize(bytes)),
        }
    }

    /// The number.
    pub fn bytes(self) -> u64 {
        self.0.into()
    }
}

impl fmt::Debug for FileSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for FileSize {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(u32::deserialize(from)?.into()).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_names_no_folder_and_shows_its_ending() {
        for (good, ending) in [("a.PDF", "pdf"), ("Plan für Mai.v2.xlsx", "xlsx"), ("plan", "")] {
            assert_eq!(FileName::new(good).map(|name| name.ending()), Ok(ending.to_owned()));
        }
        for bad in ["", ".htaccess", " .a", "a/b.pdf", "..\\b.pdf", "a\nb", "a\u{202e}fdp.exe"] {
            assert_eq!(FileName::new(bad), Err(NotAFileName), "{bad:?}");
        }
        assert!(FileName::new(&"x".repeat(201)).is_err());
    }

    #[test]
    fn a_file_has_something_in_it_and_not_too_much() {
        for good in [1, u64::from(FILE_BYTES_MAX)] {
            assert_eq!(FileSize::new(good).map(FileSize::bytes), Ok(good));
        }
        for bad in [0, u64::from(FILE_BYTES_MAX) + 1, u64::MAX] {
            assert_eq!(FileSize::new(bad), Err(NotAFileSize(bad)));
            assert!(serde_json::from_str::<FileSize>(&bad.to_string()).is_err());
        }
    }
}
