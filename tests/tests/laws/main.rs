//! The laws: of the projections, on random histories; of the code, on its files.

mod differential;
mod noninterference;
mod tidy;
