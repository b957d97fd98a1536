//! What the tests of Loggia have in common: random histories of a small plant, and servers of their
//! own to ask.

pub mod ask;
pub mod binary;
pub mod inside;
pub mod moves;
pub mod plant;
pub mod real_data;
pub mod story;
