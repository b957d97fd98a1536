//! What the tests of Loggia have in common: random histories of a small plant, and servers of their
//! own to ask.

pub mod moves;
pub mod story;
