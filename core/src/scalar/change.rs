use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What becomes of a value when a record is changed: what is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// It stays.
    #[default]
    Keep,
    /// It becomes this; `null` takes away what need not be there.
    To(T),
}

impl<T> Change<T> {
    /// Whether it stays.
    pub fn is_keep(&self) -> bool {
        match self {
            Self::Keep => true,
            Self::To(_) => false,
        }
    }

    /// The value after the change.
    pub fn over(self, held: T) -> T {
        match self {
            Self::Keep => held,
            Self::To(value) => value,
        }
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep => to.serialize_none(),
            Self::To(value) => value.serialize(to),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(from).map(Self::To)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Asked {
        #[serde(default, skip_serializing_if = "Change::is_keep")]
        note: Change<Option<u8>>,
    }

    #[test]
    fn what_is_not_said_stays_and_null_takes_away() {
        for (text, note, after) in [
            ("{}", Change::Keep, Some(7)),
            (r#"{"note":null}"#, Change::To(None), None),
            (r#"{"note":1}"#, Change::To(Some(1)), Some(1)),
        ] {
            let read: Asked = serde_json::from_str(text).expect("reads");
            assert_eq!(read, Asked { note: note.clone() });
            assert_eq!(serde_json::to_string(&read).expect("writes"), text);
            assert_eq!(note.over(Some(7)), after);
        }
    }
}
