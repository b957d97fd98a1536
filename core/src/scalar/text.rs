use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, de};

/// Longest text, in characters.
pub const TEXT_CHARS_MAX: usize = 4_000;

/// What people write about something: 1 to 4,000 characters, on as many lines as they like.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, min_length = 1, max_length = 4_000,
    pattern = r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$"))]
#[serde(transparent)]
pub struct Text(Arc<str>);

/// The text is empty, too long or has control characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a text has 1 to {TEXT_CHARS_MAX} characters, not only blanks, and no control characters but \
     line feeds and tabs"
)]
pub struct NotAText;

impl Text {
    /// Accepts 1 to [`TEXT_CHARS_MAX`] characters that are not all blank; of the controls only line
    /// feed and tab.
    pub fn new(text: &str) -> Result<Self, NotAText> {
        let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        let fits = !text.trim().is_empty()
            && text.chars().count() <= TEXT_CHARS_MAX
            && !text.chars().any(strange);
        if fits { Ok(Self(text.into())) } else { Err(NotAText) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_have_lines_but_is_neither_blank_nor_endless() {
        assert!(Text::new("one\n\ttwo").is_ok());
        for bad in ["", " \n ", "a\r\nb", "a\u{7}b", &"x".repeat(4_001)] {
            assert_eq!(Text::new(bad), Err(NotAText), "{bad:?}");
        }
    }
}
