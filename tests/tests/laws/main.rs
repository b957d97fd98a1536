//! The laws: of the projections, on random histories; of the code, on its files.

mod bounds;
mod delegates;
mod differential;
mod ends;
mod feed;
mod foretold;
mod noninterference;
mod rebuild;
mod seats;
mod secrets;
mod tidy;
mod touched;
mod turns;
mod version;
