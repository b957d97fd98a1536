//! The laws of the projections, on random histories.

mod differential;
mod noninterference;
