//! The Merkle tree over the commits (RFC 6962, section 2.1), as far as a log that grows needs it.

use crate::hash::Hash;

const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];

/// The leaf of a commit: its salt, then its stored bytes.
pub(crate) fn leaf(salt: &[u8], bytes: &[u8]) -> Hash {
    Hash::of(&[LEAF, salt, bytes])
}

fn node(left: Hash, right: Hash) -> Hash {
    Hash::of(&[NODE, &left.0, &right.0])
}

/// The right edge of the tree: the roots of its full subtrees, largest first. All that appending and
/// the root of the whole need, in 64 hashes at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frontier {
    size: u64,
    edge: Vec<Hash>,
}

impl Frontier {
    /// How many leaves there are.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf at the right.
    pub(crate) fn push(&mut self, leaf: Hash) {
        let mut grown = leaf;
        // Every trailing one of the size is a full subtree that the new leaf completes.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.edge.pop() {
                grown = node(left, grown);
            }
        }
        self.edge.push(grown);
        self.size = self.size.saturating_add(1);
    }

    /// The root of the whole tree.
    pub(crate) fn root(&self) -> Hash {
        let from_the_right = self.edge.iter().rev().copied();
        from_the_right.reduce(|right, left| node(left, right)).unwrap_or_else(|| Hash::of(&[]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The roots of the certificate-transparency reference tests, for the trees of the first
    /// 0 to 8 of these leaves.
    const LEAVES: [&str; 8] = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap()).collect()
    }

    #[test]
    fn the_roots_are_those_of_rfc_6962() {
        let mut tree = Frontier::default();
        assert_eq!(tree.root().to_string(), ROOTS[0]);
        for (leaf_hex, root) in LEAVES.iter().zip(&ROOTS[1..]) {
            tree.push(leaf(&[], &bytes(leaf_hex)));
            assert_eq!(tree.root().to_string(), *root, "size {}", tree.size());
        }
    }

    /// The definition of the RFC, top down, without a frontier.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::of(&[]),
            [one] => *one,
            more => {
                let split = more.len().next_power_of_two() / 2;
                node(by_definition(&more[..split]), by_definition(&more[split..]))
            }
        }
    }

    #[test]
    fn growing_leaf_by_leaf_gives_the_root_of_the_definition() {
        let leaves: Vec<Hash> = (0..200u8).map(|n| leaf(&[n], b"x")).collect();
        let mut tree = Frontier::default();
        for (n, leaf) in leaves.iter().enumerate() {
            tree.push(*leaf);
            assert_eq!(tree.root(), by_definition(&leaves[..=n]));
        }
    }
}
