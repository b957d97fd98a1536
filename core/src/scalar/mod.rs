//! Values without identity: instants, slots, quantities, names. Bounded where they are made.

mod change;
mod content;
mod date;
mod email;
mod exact;
mod file;
mod grade;
mod hours;
mod import_key;
mod instant;
mod money;
mod name;
mod percent;
mod personal;
mod quantity;
mod slot;
mod text;

pub use change::Change;
pub use content::{ContentHash, NotAContentHash};
pub use date::{Date, NotADate};
pub use email::{EMAIL_BYTES_MAX, Email, NotAnEmail};
pub use file::{FILE_BYTES_MAX, FileName, FileSize, NotAFileName, NotAFileSize};
pub use grade::{GRADE_MAX, Grade, NotAGrade};
pub use hours::{HOURS_MAX, Hours, NotHours};
pub use import_key::ImportKey;
pub use instant::{Instant, Minutes, NotAnInstant};
pub use money::{AMOUNT_MAX, Amount, Currency, Money, NotACurrency, NotAnAmount, NotMoney};
pub use name::{NAME_CHARS_MAX, Name, NotAName};
pub use percent::{NotAPercent, PERCENT_MAX, Percent};
pub use personal::Personal;
pub use quantity::{NotAQuantity, QUANTITY_MAX, Quantity};
pub use slot::{NotASlot, Slot};
pub use text::{NotAText, TEXT_CHARS_MAX, Text};
