use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

/// Longest address, in bytes (RFC 5321, 4.5.3.1.3, without the angle brackets).
pub const EMAIL_BYTES_MAX: usize = 254;

/// The address of a mailbox, such as `ada@example.com`; without a display name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, format = "email", max_length = 254))]
#[serde(transparent)]
pub struct Email(Arc<str>);

/// The text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address is a mailbox at a domain, such as `ada@example.com`")]
pub struct NotAnEmail;

impl Email {
    /// Accepts what RFC 5321 does, up to [`EMAIL_BYTES_MAX`]; blanks around it are cut.
    pub fn new(text: &str) -> Result<Self, NotAnEmail> {
        let text = text.trim();
        let options = email_address::Options::default().without_display_text();
        let address = email_address::EmailAddress::parse_with_options(text, options);
        match address {
            Ok(_) if text.len() <= EMAIL_BYTES_MAX => Ok(Self(text.into())),
            Ok(_) | Err(_) => Err(NotAnEmail),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which two addresses count as the same mailbox: as for names. RFC 5321 (2.4)
    /// lets a server tell upper from lower case; none that is in use does.
    pub fn folded(&self) -> String {
        super::name::folded(&self.0)
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, NotAnEmail> {
        Self::new(text)
    }
}

/// An address tells about a person: only [`Email::as_str`] shows it.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(e-mail)")
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Self::new(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_mailbox_at_a_domain_on_one_line() {
        for good in ["ada@example.com", " ada@example.com ", "o'neil+x@mail.example.co.at"] {
            assert!(Email::new(good).is_ok(), "{good}");
        }
        let long = format!("{}@example.com", "a".repeat(300));
        for bad in
            ["", "ada", "@example.com", "Ada <ada@example.com>", "a@b.c\r\nBcc: x@y.z", &long]
        {
            assert_eq!(Email::new(bad), Err(NotAnEmail), "{bad:?}");
        }
    }

    #[test]
    fn debug_never_shows_an_address() {
        assert_eq!(format!("{:?}", Email::new("ada@example.com")), "Ok((e-mail))");
    }
}
