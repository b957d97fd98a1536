/// A number that is exact to so many decimals: it is kept as a whole number of the smallest part, so
/// sums stay exact, and JSON shows it as a plain number (`12`, `0.125`).
///
/// `exact! { Hours, NotHours, 2, -1_000..=1_000 }` needs the struct `Hours(i64)` and the unit struct
/// `NotHours`; the bounds are those of what people give, in whole units.
macro_rules! exact {
    ($name:ident, $error:ident, $decimals:literal, $min:expr, $max:expr) => {
        impl $name {
            /// How many of the smallest part make a unit.
            const PARTS: i64 = 10_i64.pow($decimals);

            /// The sum, held at the largest value instead of wrapping.
            #[must_use]
            pub fn plus(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }

            /// Whether there is none of it.
            pub fn is_zero(self) -> bool {
                self.0 == 0
            }

            fn decimal(self) -> rust_decimal::Decimal {
                rust_decimal::Decimal::new(self.0, $decimals)
            }
        }

        impl TryFrom<rust_decimal::Decimal> for $name {
            type Error = $error;

            fn try_from(value: rust_decimal::Decimal) -> Result<Self, $error> {
                use rust_decimal::prelude::ToPrimitive as _;
                let parts = value.checked_mul(Self::PARTS.into()).ok_or($error)?;
                let whole = parts.fract().is_zero().then(|| parts.to_i64()).flatten();
                let (min, max): (i64, i64) = ($min, $max);
                let fits = |n: &i64| (min * Self::PARTS..=max * Self::PARTS).contains(n);
                whole.filter(fits).map(Self).ok_or($error)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                rust_decimal::Decimal::from_str_exact(text).map_err(|_| $error)?.try_into()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.decimal().normalize().fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                use rust_decimal::prelude::ToPrimitive as _;
                if !to.is_human_readable() {
                    return to.serialize_i64(self.0);
                }
                if self.0 % Self::PARTS == 0 {
                    return to.serialize_i64(self.0 / Self::PARTS);
                }
                // Parts of at most 2^53 print as the shortest decimal that is exactly them.
                to.serialize_f64(self.decimal().to_f64().unwrap_or(f64::NAN))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Number;

                impl serde::de::Visitor<'_> for Number {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        std::fmt::Display::fmt(&$error, f)
                    }

                    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<$name, E> {
                        rust_decimal::Decimal::from(value).try_into().map_err(E::custom)
                    }

                    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<$name, E> {
                        rust_decimal::Decimal::from(value).try_into().map_err(E::custom)
                    }

                    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<$name, E> {
                        // The shortest text of the float is what the sender wrote.
                        value.to_string().parse().map_err(E::custom)
                    }

                    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<$name, E> {
                        value.parse().map_err(E::custom)
                    }
                }

                match from.is_human_readable() {
                    true => from.deserialize_any(Number),
                    false => i64::deserialize(from).map(Self),
                }
            }
        }
    };
}

pub(super) use exact;
