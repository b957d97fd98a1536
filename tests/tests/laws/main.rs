//! The laws: of the projections, on random histories; of the code, on its files.

mod differential;
mod feed;
mod noninterference;
mod secrets;
mod tidy;
mod touched;
