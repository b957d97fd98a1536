use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::exact::exact;

/// The largest amount, either way: a hundred thousand million.
pub const AMOUNT_MAX: i64 = 100_000_000_000;

/// How much money, exact to four decimals; negative where it is given back.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = f64,
    minimum = -100_000_000_000.0, maximum = 100_000_000_000.0))]
pub struct Amount(i64);

/// The text or number is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an amount is a number from -{AMOUNT_MAX} to {AMOUNT_MAX} with at most four decimals")]
pub struct NotAnAmount;

exact! { Amount, NotAnAmount, 4, -AMOUNT_MAX, AMOUNT_MAX }

impl Amount {
    /// None.
    pub const ZERO: Self = Self(0);

    /// How many decimals it needs.
    fn decimals(self) -> u32 {
        self.decimal().normalize().scale()
    }

    /// How many whole units there are; none where it is negative.
    pub fn whole(self) -> u64 {
        u64::try_from(self.0 / Self::PARTS).unwrap_or(0)
    }

    /// Whether more is given back than spent.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }
}

/// A currency of ISO 4217, such as `EUR`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, pattern = "^[A-Z]{3}$", example = "EUR"))]
pub struct Currency(iso_currency::Currency);

/// The text is no code of ISO 4217.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no currency of ISO 4217 such as `EUR`")]
pub struct NotACurrency(String);

impl Currency {
    /// How many decimals its amounts have.
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        self.0.code()
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}

impl FromStr for Currency {
    type Err = NotACurrency;

    fn from_str(text: &str) -> Result<Self, NotACurrency> {
        let found = iso_currency::Currency::from_code(text);
        found.map(Self).ok_or_else(|| NotACurrency(text.to_owned()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

/// An amount of a currency, with no more decimals than the currency has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(try_from = "RawMoney", deny_unknown_fields)]
pub struct Money {
    /// How much.
    pub amount: Amount,
    /// Of what.
    pub currency: Currency,
}

/// The currency has no parts that small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{currency} has {} decimals, `{amount}` has more", .currency.decimals())]
pub struct NotMoney {
    /// How much was given.
    pub amount: Amount,
    /// Of what.
    pub currency: Currency,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMoney {
    amount: Amount,
    currency: Currency,
}

impl Money {
    /// So much of a currency; refused when the currency has no parts that small.
    pub fn new(amount: Amount, currency: Currency) -> Result<Self, NotMoney> {
        match amount.decimals() <= currency.decimals() {
            true => Ok(Self { amount, currency }),
            false => Err(NotMoney { amount, currency }),
        }
    }
}

impl TryFrom<RawMoney> for Money {
    type Error = NotMoney;

    fn try_from(raw: RawMoney) -> Result<Self, NotMoney> {
        Self::new(raw.amount, raw.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amount: &str, currency: &str) -> Result<Money, NotMoney> {
        let amount = amount.parse().expect("an amount");
        Money::new(amount, currency.parse().expect("a currency"))
    }

    #[test]
    fn an_amount_has_no_more_decimals_than_its_currency() {
        assert!(money("12.34", "EUR").is_ok());
        assert!(money("12.340", "EUR").is_ok());
        assert!(money("12.345", "EUR").is_err());
        assert!(money("12.345", "KWD").is_ok());
        assert!(money("12", "JPY").is_ok());
        assert!(money("12.5", "JPY").is_err());
    }

    #[test]
    fn only_codes_of_iso_4217_are_currencies() {
        for bad in ["eur", "EURO", "ZZZ", ""] {
            assert!(bad.parse::<Currency>().is_err(), "{bad}");
        }
    }

    #[test]
    fn sums_agree_to_the_cent_in_any_order() {
        let cents = |n: i64| Amount(n * 100);
        let up = (1..=100_000).fold(Amount::ZERO, |sum, n| sum.plus(cents(n)));
        let down = (1..=100_000).rev().fold(Amount::ZERO, |sum, n| sum.plus(cents(n)));
        assert_eq!(up, down);
        assert_eq!(up.to_string(), "50000500");
    }

    #[test]
    fn money_is_an_object_of_two_fields() {
        let read: Money =
            serde_json::from_str(r#"{"amount":12.34,"currency":"EUR"}"#).expect("reads");
        assert_eq!(Ok(read), money("12.34", "EUR"));
        let text = serde_json::to_string(&read).unwrap_or_default();
        assert_eq!(text, r#"{"amount":12.34,"currency":"EUR"}"#);
    }
}
