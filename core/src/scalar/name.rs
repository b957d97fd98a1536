use std::fmt;
use std::sync::Arc;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 200;

/// A short text that people gave to something: 1 to 200 characters on one line.
///
/// Blanks inside and around are kept as they are: in real plants `Machine 7- Laser Marking` and
/// `Machine 7 - Laser Marking` may be two machines.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, min_length = 1, max_length = 200,
    pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$"))]
#[serde(transparent)]
pub struct Name(Arc<str>);

/// The text is empty, too long or has control characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name has 1 to {NAME_CHARS_MAX} characters, not only blanks, and no control characters")]
pub struct NotAName;

impl Name {
    /// Accepts 1 to [`NAME_CHARS_MAX`] characters that are not all blank and hold no controls.
    pub fn new(text: &str) -> Result<Self, NotAName> {
        let fits = !text.trim().is_empty()
            && text.chars().count() <= NAME_CHARS_MAX
            && !text.chars().any(char::is_control);
        if fits { Ok(Self(text.into())) } else { Err(NotAName) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which two names count as the same: without case, blanks around, and the ways
    /// in which Unicode can write the same letters (UAX #15, NFKC; UAX #21, full case folding).
    pub fn folded(&self) -> String {
        folded(&self.0)
    }
}

/// A text without what two people may write differently and mean the same; see [`Name::folded`].
pub(super) fn folded(text: &str) -> String {
    let once = |text: &str| caseless::default_case_fold_str(text).nfkc().collect::<String>();
    // Folding can undo the normal form and the other way round: twice is enough (Unicode, D146).
    once(&once(text.trim()))
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(Text)
    }
}

/// Makes a name of text where it lies: a string in between would be allocated once more.
struct Text;

impl Visitor<'_> for Text {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Name, E> {
        Name::new(text).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_neither_empty_nor_blank_nor_endless_nor_two_lines() {
        assert!(Name::new("Oven").is_ok());
        for bad in ["", "   ", "a\nb", &"x".repeat(201)] {
            assert_eq!(Name::new(bad), Err(NotAName), "{bad:?}");
        }
    }

    #[test]
    fn two_names_are_the_same_however_they_are_written() {
        let folded = |text: &str| Name::new(text).map(|name| name.folded());
        for (one, other) in [
            ("Müller", "MU\u{308}LLER"),
            ("Straße", "STRASSE"),
            ("ﬁlip", "FILIP"),
            ("ＡＤＡ", "ada"),
            (" Ada ", "ada"),
            ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} and {other}");
        }
        assert_ne!(folded("Muller"), folded("Müller"));
    }
}
