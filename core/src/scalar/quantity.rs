use super::exact::exact;

/// The largest quantity: a billion units.
pub const QUANTITY_MAX: i64 = 1_000_000_000;

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
        Self(i64::from(units).min(QUANTITY_MAX) * Self::PARTS)
    }

    /// How many whole units there are.
    pub fn whole_units(self) -> u64 {
        u64::try_from(self.0 / Self::PARTS).unwrap_or(0)
    }
}

exact! { Quantity, NotAQuantity, 3, 0, QUANTITY_MAX }

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
