//! How the host company presents itself: on the page where people sign in, and on every other.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::event::BrandingSet;
use crate::world::{Context, Decision, World, happened, unchanged};

/// Bytes of a logo at most: it is sent with the first answer to everybody.
pub const LOGO_BYTES_MAX: usize = 32 * 1024;

/// How every PNG begins (PNG specification, 5.2).
const PNG_SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];

/// A colour as `#rrggbb`, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, pattern = "^#[0-9a-f]{6}$"))]
#[serde(try_from = "String", into = "String")]
pub struct Colour(String);

/// The text is no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a colour is `#` and six digits of lower-case hexadecimal, such as `#0b6e4f`")]
pub struct NotAColour;

impl FromStr for Colour {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, NotAColour> {
        let digits = text.strip_prefix('#').ok_or(NotAColour)?;
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        match digits.len() == 6 && digits.bytes().all(is_digit) {
            true => Ok(Self(text.to_owned())),
            false => Err(NotAColour),
        }
    }
}

impl TryFrom<String> for Colour {
    type Error = NotAColour;

    fn try_from(text: String) -> Result<Self, NotAColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A picture: a PNG of 32 KiB at most, in Base64. Pictures that can hold scripts are not taken.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, max_length = 43_692,
    content_encoding = "base64", content_media_type = "image/png",
    pattern = "^iVBORw0KGg(o=|[o-r][A-Za-z0-9+/]([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?)$"))]
#[serde(try_from = "String", into = "String")]
pub struct Logo(String);

/// The text is no logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a logo is a PNG of {LOGO_BYTES_MAX} bytes at most, in Base64")]
pub struct NotALogo;

impl FromStr for Logo {
    type Err = NotALogo;

    fn from_str(text: &str) -> Result<Self, NotALogo> {
        // Four letters hold three bytes: longer texts need not be decoded.
        if text.len() > LOGO_BYTES_MAX.div_ceil(3) * 4 {
            return Err(NotALogo);
        }
        let bytes = STANDARD.decode(text).map_err(|_| NotALogo)?;
        match bytes.len() <= LOGO_BYTES_MAX && bytes.starts_with(&PNG_SIGNATURE) {
            true => Ok(Self(text.to_owned())),
            false => Err(NotALogo),
        }
    }
}

impl TryFrom<String> for Logo {
    type Error = NotALogo;

    fn try_from(text: String) -> Result<Self, NotALogo> {
        text.parse()
    }
}

impl From<Logo> for String {
    fn from(logo: Logo) -> Self {
        logo.0
    }
}

impl Logo {
    /// As an address that a page can show.
    pub fn data_url(&self) -> String {
        format!("data:image/png;base64,{}", self.0)
    }
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({} letters)", self.0.len())
    }
}

/// How the host company presents itself, beside its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branding {
    /// The colour of buttons and links; that of Loggia where there is none.
    pub colour: Option<Colour>,
    /// The logo; that of Loggia where there is none.
    pub logo: Option<Logo>,
}

/// Set the colour and the logo under which the host company is seen. What is not said is that of
/// Loggia.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetBranding {
    /// The colour of buttons and links. Pages make it darker until white text on it can be read.
    pub colour: Option<Colour>,
    /// The logo.
    pub logo: Option<Logo>,
}

/// Source: both seeds: partners work in the host's portal; the look is the host's.
pub(crate) fn set_branding(world: &World, _: &Context<'_>, command: &SetBranding) -> Decision {
    let SetBranding { colour, logo } = command.clone();
    if (Branding { colour: colour.clone(), logo: logo.clone() }) == *world.access.branding() {
        return unchanged();
    }
    happened(BrandingSet { colour, logo })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::given;

    fn logo(bytes: &[u8]) -> Result<Logo, NotALogo> {
        STANDARD.encode(bytes).parse()
    }

    fn png(length: usize) -> Vec<u8> {
        let mut bytes = PNG_SIGNATURE.to_vec();
        bytes.resize(length, 0);
        bytes
    }

    #[test]
    fn a_colour_has_one_way_to_be_written() {
        assert_eq!("#0b6e4f".parse::<Colour>().map(String::from), Ok("#0b6e4f".to_owned()));
        for bad in ["", "0b6e4f", "#0B6E4F", "#0b6e4", "#0b6e4ff", "#0b6e4é", "red"] {
            assert_eq!(bad.parse::<Colour>(), Err(NotAColour), "{bad}");
        }
    }

    #[test]
    fn a_logo_is_a_small_png() {
        assert!(logo(&png(LOGO_BYTES_MAX)).is_ok());
        assert_eq!(logo(&png(LOGO_BYTES_MAX + 1)), Err(NotALogo));
        assert_eq!(logo(b"<svg onload='alert(1)'/>"), Err(NotALogo));
        assert_eq!("no base64".parse::<Logo>(), Err(NotALogo));
    }

    #[test]
    fn a_logo_prints_its_size_alone() {
        assert_eq!(format!("{:?}", logo(&png(9))), "Ok(Logo(12 letters))");
    }

    #[test]
    fn branding_is_set_whole_and_once() {
        let mut plant = given([]);
        let colour: Option<Colour> = "#123456".parse().ok();
        let logo = logo(&png(9)).ok();
        let set = BrandingSet { colour: colour.clone(), logo: logo.clone() };
        let command = SetBranding { colour: colour.clone(), logo: logo.clone() };
        assert_eq!(plant.when(command.clone()), [set.into()]);
        assert_eq!(plant.world.access.branding(), &Branding { colour, logo });
        assert_eq!(plant.when(command), []);
        plant.when(SetBranding { colour: None, logo: None });
        assert_eq!(plant.world.access.branding(), &Branding::default());
    }
}
