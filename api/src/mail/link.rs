//! The addresses that mails lead to.

use std::fmt;
use std::str::FromStr;

use url::Url;

/// Where people reach this Loggia from outside, such as `https://partners.example.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(Url);

/// The text is no address that a link can begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a public address is `https://HOST`, perhaps with a port and a path, and nothing else")]
pub struct NotAPublicUrl;

impl PublicUrl {
    /// Whether what is read there can be read on the way.
    pub fn is_in_clear(&self) -> bool {
        self.0.scheme() == "http" && !super::is_loopback(self.0.host_str().unwrap_or_default())
    }

    /// Where an invitation is accepted.
    pub fn invitation(&self, token: &str) -> Link {
        self.link("invitation", token)
    }

    /// Where a new password is chosen.
    pub fn password_reset(&self, token: &str) -> Link {
        self.link("password-reset", token)
    }

    /// The token stands behind `#`: browsers keep that to themselves, so that it is in no log of a
    /// proxy and in no `Referer`.
    fn link(&self, page: &str, token: &str) -> Link {
        let mut url = self.0.clone();
        url.set_path(&format!("{}/{page}", self.0.path().trim_end_matches('/')));
        url.set_fragment(Some(token));
        Link(url.into())
    }
}

impl FromStr for PublicUrl {
    type Err = NotAPublicUrl;

    fn from_str(text: &str) -> Result<Self, NotAPublicUrl> {
        let url = Url::parse(text.trim()).map_err(|_| NotAPublicUrl)?;
        let fits = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        if fits { Ok(Self(url)) } else { Err(NotAPublicUrl) }
    }
}

/// An address that lets whoever has it in: it never prints.
#[derive(Clone, PartialEq, Eq)]
pub struct Link(String);

impl Link {
    /// Shows the address to the template, which has a reason to see it.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(link)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_carries_its_token_where_no_server_logs_it() {
        for (base, link) in [
            ("https://x.example", "https://x.example/invitation#t-_0"),
            ("https://x.example:8443/side/", "https://x.example:8443/side/invitation#t-_0"),
        ] {
            let base: PublicUrl = base.parse().unwrap();
            assert_eq!(base.invitation("t-_0").reveal(), link);
            assert_eq!(format!("{:?}", base.invitation("t-_0")), "(link)");
        }
    }

    #[test]
    fn a_token_cannot_end_the_link() {
        let base: PublicUrl = "https://x.example".parse().unwrap();
        let link = base.password_reset("a b\r\nBcc: <eve>");
        assert_eq!(link.reveal(), "https://x.example/password-reset#a%20bBcc:%20%3Ceve%3E");
    }

    #[test]
    fn a_public_address_is_an_address_and_nothing_else() {
        for bad in [
            "",
            "x.example",
            "ftp://x.example",
            "https://",
            "https://ada:pw@x.example",
            "https://x.example?a=b",
            "https://x.example#a",
            "javascript:alert(1)",
        ] {
            assert_eq!(bad.parse::<PublicUrl>(), Err(NotAPublicUrl), "{bad}");
        }
    }

    #[test]
    fn http_is_in_clear_unless_it_stays_on_this_machine() {
        let in_clear = |text: &str| text.parse::<PublicUrl>().unwrap().is_in_clear();
        assert!(in_clear("http://x.example"));
        assert!(!in_clear("https://x.example"));
        assert!(!in_clear("http://127.0.0.1:8420"));
    }
}
