//! What the tests of Loggia have in common: random histories of a small plant, and servers of their
//! own to ask.

pub mod ask;
pub mod binary;
pub mod firm_moves;
pub mod inside;
pub mod letter_moves;
pub mod mail_server;
pub mod moves;
pub mod plant;
pub mod project_moves;
pub mod real_data;
pub mod skipped;
pub mod story;
pub mod twist;

/// By how much `make soak` multiplies what the suite tries: `LOGGIA_SOAK`, or one.
pub fn soak() -> u32 {
    std::env::var("LOGGIA_SOAK").ok().and_then(|factor| factor.parse().ok()).unwrap_or(1)
}
