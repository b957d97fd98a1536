//! Whose address a request comes from, where a proxy stands in front.
//!
//! What a header says of addresses is believed only as far as the proxies that wrote it are trusted:
//! from the right, each hop is the word of the one after it, and the first that is not trusted is the
//! client. Without trusted proxies the headers are not looked at.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

/// Hops that are looked at.
const HOPS_MAX: usize = 32;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The networks of the proxies that are believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

/// The text names no network of proxies.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAProxy {
    /// It is neither an address nor a network.
    #[error("`{0}` is neither an address nor a network such as `10.0.0.0/8`")]
    NotANetwork(String),
    /// It is everybody.
    #[error("`{0}` is everybody; name the addresses of the proxies")]
    Everybody(String),
}

impl TrustedProxies {
    /// Those in any of these networks.
    pub fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    /// A network in CIDR notation, or one address.
    pub fn network(text: &str) -> Result<IpNet, NotAProxy> {
        let one = || text.parse::<IpAddr>().ok().map(IpNet::from);
        let network = text.parse::<IpNet>().ok().or_else(one);
        let network = network.ok_or_else(|| NotAProxy::NotANetwork(text.to_owned()))?;
        match network.prefix_len() {
            0 => Err(NotAProxy::Everybody(text.to_owned())),
            _ => Ok(network.trunc()),
        }
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The client's address, as far as it is known. Where both headers are there and tell different
    /// things, the proxy has passed one of them on unread: neither is believed.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.trusts(peer) {
            return peer;
        }
        let forwarded = hops(headers, &header::FORWARDED, forwarded_for);
        let forwarded = forwarded.map(|hops| self.first_untrusted(peer, hops));
        let plain = hops(headers, &X_FORWARDED_FOR, |hop| Some(hop.trim()));
        let plain = plain.map(|hops| self.first_untrusted(peer, hops));
        match (forwarded, plain) {
            (Some(one), Some(other)) if one != other => peer,
            (Some(address), _) | (None, Some(address)) => address,
            (None, None) => peer,
        }
    }

    /// From the right. A hop that is no address ends it: what stands left of it is anybody's word.
    fn first_untrusted(&self, peer: IpAddr, hops: Vec<Option<IpAddr>>) -> IpAddr {
        let mut last = peer;
        for hop in hops.into_iter().rev().take(HOPS_MAX) {
            let Some(address) = hop else { return last };
            last = address;
            if !self.trusts(address) {
                return address;
            }
        }
        last
    }
}

/// The hops of a header, all its lines in their order; none where there is no such header.
fn hops(
    headers: &HeaderMap,
    name: &HeaderName,
    of: impl Fn(&str) -> Option<&str>,
) -> Option<Vec<Option<IpAddr>>> {
    let mut lines = headers.get_all(name).iter().peekable();
    lines.peek()?;
    let texts = lines.map(|line| line.to_str().unwrap_or_default());
    let hops = texts.flat_map(|line| line.split(',')).map(|hop| of(hop).and_then(address));
    Some(hops.collect())
}

/// The `for` of one hop of `Forwarded` (RFC 7239).
fn forwarded_for(hop: &str) -> Option<&str> {
    let mut pairs = hop.split(';').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    Some(value.trim().trim_matches('"'))
}

/// An address, with or without brackets and port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let alone = bare.parse::<IpAddr>().ok();
    let found = alone.or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    found.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, lines: &[(&'static str, &str)]) -> String {
        let networks = ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"];
        let networks = networks.map(|text| TrustedProxies::network(text).unwrap());
        let trusted = TrustedProxies::new(networks.to_vec());
        let mut headers = HeaderMap::new();
        for (name, line) in lines {
            headers.append(*name, line.parse().unwrap());
        }
        trusted.client(peer.parse().unwrap(), &headers).to_string()
    }

    const PLAIN: &str = "x-forwarded-for";
    const RFC: &str = "forwarded";

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(client("203.0.113.9", &[(PLAIN, "1.1.1.1")]), "203.0.113.9");
        assert_eq!(client("192.0.2.2", &[(RFC, "for=1.1.1.1")]), "192.0.2.2");
        let nobody = TrustedProxies::default();
        let headers = [(X_FORWARDED_FOR, "1.1.1.1".parse().unwrap())].into_iter().collect();
        let peer = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(nobody.client(peer, &headers), peer);
    }

    #[test]
    fn the_right_most_hop_that_is_not_trusted_is_the_client() {
        for (lines, found) in [
            (vec![(PLAIN, "203.0.113.9")], "203.0.113.9"),
            (vec![(PLAIN, "1.1.1.1, 203.0.113.9")], "203.0.113.9"),
            (vec![(PLAIN, "1.1.1.1, 203.0.113.9, 192.0.2.1")], "203.0.113.9"),
            (vec![(PLAIN, "1.1.1.1"), (PLAIN, "203.0.113.9:4711,10.1.1.1")], "203.0.113.9"),
            (
                vec![(RFC, "for=1.1.1.1, For=\"203.0.113.9:80\";proto=https;by=10.0.0.1")],
                "203.0.113.9",
            ),
            (vec![(RFC, "for=\"[2001:db9::7]:4711\"")], "2001:db9::7"),
            (vec![(RFC, "for=203.0.113.9, for=\"[2001:db8::1]\"")], "203.0.113.9"),
            (vec![(PLAIN, "::ffff:203.0.113.9")], "203.0.113.9"),
            // All of them are proxies: a client inside.
            (vec![(PLAIN, "10.2.2.2, 10.1.1.1")], "10.2.2.2"),
            (vec![], "10.0.0.1"),
        ] {
            assert_eq!(client("10.0.0.1", &lines), found, "{lines:?}");
        }
    }

    #[test]
    fn what_stands_left_of_a_hop_that_is_no_address_is_not_believed() {
        for line in ["1.1.1.1, unknown", "1.1.1.1, _hidden, 10.1.1.1", "1.1.1.1,", "1.1.1.1, ,"] {
            let found = client("10.0.0.1", &[(PLAIN, line)]);
            assert!(found.starts_with("10."), "{line}: {found}");
        }
        let long = format!("1.1.1.1{}", ", 10.1.1.1".repeat(HOPS_MAX));
        assert_eq!(client("10.0.0.1", &[(PLAIN, &long)]), "10.1.1.1");
    }

    #[test]
    fn a_header_that_the_proxy_passed_on_unread_changes_nothing_for_others() {
        let both = |plain, rfc| client("10.0.0.1", &[(PLAIN, plain), (RFC, rfc)]);
        assert_eq!(both("203.0.113.9", "for=1.1.1.1"), "10.0.0.1");
        assert_eq!(both("203.0.113.9", "for=203.0.113.9"), "203.0.113.9");
    }

    #[test]
    fn everybody_is_no_proxy() {
        assert!(matches!(TrustedProxies::network("0.0.0.0/0"), Err(NotAProxy::Everybody(_))));
        assert!(matches!(TrustedProxies::network("::/0"), Err(NotAProxy::Everybody(_))));
        assert!(matches!(TrustedProxies::network("proxy"), Err(NotAProxy::NotANetwork(_))));
    }
}
