use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The largest quantity: a billion units.
pub const QUANTITY_MAX: i64 = 1_000_000_000;

const THOUSAND: i64 = 1_000;

/// How much of something, exact to three decimals, from 0 to [`QUANTITY_MAX`] when given by people.
///
/// Sums stay exact; JSON shows a plain number (`12`, `0.125`).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = f64, minimum = 0, maximum = 1_000_000_000))]
pub struct Quantity(i64);

/// The text or number is not a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a quantity is a number from 0 to {QUANTITY_MAX} with at most three decimals")]
pub struct NotAQuantity;

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Whole units, held at [`QUANTITY_MAX`].
    pub fn units(units: u32) -> Self {
        Self(i64::from(units).min(QUANTITY_MAX) * THOUSAND)
    }

    /// The sum, held at the largest value instead of wrapping.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// How many whole units there are.
    pub fn whole_units(self) -> u64 {
        u64::try_from(self.0 / THOUSAND).unwrap_or(0)
    }

    /// Whether there is none of it.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl TryFrom<Decimal> for Quantity {
    type Error = NotAQuantity;

    fn try_from(value: Decimal) -> Result<Self, NotAQuantity> {
        let thousandths = value.checked_mul(Decimal::from(THOUSAND)).ok_or(NotAQuantity)?;
        if !thousandths.fract().is_zero()
            || thousandths.is_sign_negative() && !thousandths.is_zero()
        {
            return Err(NotAQuantity);
        }
        match thousandths.to_i64() {
            Some(number) if number <= QUANTITY_MAX * THOUSAND => Ok(Self(number)),
            Some(_) | None => Err(NotAQuantity),
        }
    }
}

impl FromStr for Quantity {
    type Err = NotAQuantity;

    fn from_str(text: &str) -> Result<Self, NotAQuantity> {
        Decimal::from_str_exact(text).map_err(|_| NotAQuantity)?.try_into()
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal::new(self.0, 3).normalize().fmt(f)
    }
}

impl fmt::Debug for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if !to.is_human_readable() || self.0 % THOUSAND == 0 {
            let number = if to.is_human_readable() { self.0 / THOUSAND } else { self.0 };
            return to.serialize_i64(number);
        }
        // Thousandths of at most 2^53 print as the shortest decimal that is exactly them.
        let shown = Decimal::new(self.0, 3).to_f64().unwrap_or(f64::NAN);
        to.serialize_f64(shown)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            return i64::deserialize(from).map(Self);
        }
        from.deserialize_any(Number)
    }
}

struct Number;

impl de::Visitor<'_> for Number {
    type Value = Quantity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&NotAQuantity, f)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Quantity, E> {
        Decimal::from(value).try_into().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Quantity, E> {
        Decimal::from(value).try_into().map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Quantity, E> {
        // The shortest text of the float is what the sender wrote.
        value.to_string().parse().map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Quantity, E> {
        value.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_has_three_decimals_and_no_sign() {
        assert_eq!("12.125".parse(), Ok(Quantity(12_125)));
        for bad in ["-1", "0.0001", "1000000001", "1e400", "x", ""] {
            assert_eq!(bad.parse::<Quantity>(), Err(NotAQuantity), "{bad}");
        }
    }

    #[test]
    fn json_shows_plain_numbers() {
        let shown = |q| serde_json::to_string(&q).unwrap_or_default();
        assert_eq!(shown(Quantity(12_000)), "12");
        assert_eq!(shown(Quantity(125)), "0.125");
        assert_eq!(serde_json::from_str::<Quantity>("0.125").ok(), Some(Quantity(125)));
        assert!(serde_json::from_str::<Quantity>("0.0001").is_err());
    }
}
