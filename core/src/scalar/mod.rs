//! Values without identity: instants, slots, quantities, names. Bounded where they are made.

mod email;
mod instant;
mod name;
mod personal;
mod quantity;
mod slot;

pub use email::{EMAIL_BYTES_MAX, Email, NotAnEmail};
pub use instant::{Instant, Minutes, NotAnInstant};
pub use name::{NAME_CHARS_MAX, Name, NotAName};
pub use personal::Personal;
pub use quantity::{NotAQuantity, QUANTITY_MAX, Quantity};
pub use slot::{NotASlot, Slot};
