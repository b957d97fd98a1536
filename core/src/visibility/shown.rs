use std::fmt;

use jiff::tz::TimeZone;
use serde::{Serialize, Serializer};

use super::{Checklist, Milestones, Names, Predecessors, RaidItems, Tasks, TimesheetLines};
use crate::delivery::{
    DeliveryKind, Health, Priority, ProjectStatus, RaidStatus, TaskStatus, Validation,
};
use crate::effort::{Billable, ExpenseStatus, TimesheetStatus};
use crate::id::{MilestoneId, OrderItemId};
use crate::production::{ReportKind, Status};
use crate::scalar::{Date, Grade, Hours, Instant, Minutes, Money, Name, Personal, Quantity, Text};

/// What stands in place of a masked value.
pub const MASK: &str = "•••";

/// A value as a partner is shown it. A hidden one is none of these: its field is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<T> {
    /// As it is; `null` is told only here.
    Plain(T),
    /// As its week or band.
    Coarse(Coarse),
    /// As [`MASK`], whatever it is, `null` included.
    Masked,
}

impl<T> Shown<T> {
    /// The value, where it is told as it is.
    pub fn plain(&self) -> Option<&T> {
        match self {
            Self::Plain(value) => Some(value),
            Self::Coarse(_) | Self::Masked => None,
        }
    }
}

impl<T: Serialize> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(value) => value.serialize(to),
            Self::Coarse(coarse) => to.collect_str(coarse),
            Self::Masked => to.serialize_str(MASK),
        }
    }
}

/// A value told coarsely: the same text for all values that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coarse {
    /// An ISO 8601 week: its year and number.
    Week(i16, i8),
    /// Nothing at all.
    Nothing,
    /// More than nothing and less than one.
    BelowOne,
    /// From ten to this power, up to the next power.
    From(u32),
}

impl Coarse {
    fn week(at: Instant, zone: &TimeZone) -> Self {
        let week = zone.to_datetime(at.timestamp()).date().iso_week_date();
        Self::Week(week.year(), week.week())
    }

    fn band(units: u64, above: Above) -> Self {
        match (units.checked_ilog10(), above) {
            (Some(power), _) => Self::From(power),
            (None, Above::Something) => Self::BelowOne,
            (None, Above::Nothing) => Self::Nothing,
        }
    }
}

/// Whether there is a part of a unit beyond the whole ones.
enum Above {
    Nothing,
    Something,
}

impl fmt::Display for Coarse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Self::Nothing => f.write_str("0"),
            Self::BelowOne => f.write_str("0-1"),
            Self::From(power) => {
                let from = 10_u64.saturating_pow(*power);
                write!(f, "{from}-{}", from.saturating_mul(10).saturating_sub(1))
            }
        }
    }
}

/// What a value becomes where its field is coarse.
pub trait Coarsen: Sized {
    /// Its week or band. What has neither is masked: it must not be told by mistake.
    fn coarsen(self, zone: &TimeZone) -> Shown<Self>;
}

impl Coarsen for Instant {
    fn coarsen(self, zone: &TimeZone) -> Shown<Self> {
        Shown::Coarse(Coarse::week(self, zone))
    }
}

impl Coarsen for Quantity {
    fn coarsen(self, _: &TimeZone) -> Shown<Self> {
        let above = if self.is_zero() { Above::Nothing } else { Above::Something };
        Shown::Coarse(Coarse::band(self.whole_units(), above))
    }
}

impl Coarsen for Date {
    fn coarsen(self, _: &TimeZone) -> Shown<Self> {
        let week = self.civil().iso_week_date();
        Shown::Coarse(Coarse::Week(week.year(), week.week()))
    }
}

impl Coarsen for Hours {
    fn coarsen(self, _: &TimeZone) -> Shown<Self> {
        let above = if self.is_zero() { Above::Nothing } else { Above::Something };
        Shown::Coarse(Coarse::band(self.whole(), above))
    }
}

/// In its currency, which is not told then.
impl Coarsen for Money {
    fn coarsen(self, _: &TimeZone) -> Shown<Self> {
        let above = if self.amount.is_zero() { Above::Nothing } else { Above::Something };
        Shown::Coarse(Coarse::band(self.amount.whole(), above))
    }
}

impl Coarsen for Minutes {
    fn coarsen(self, _: &TimeZone) -> Shown<Self> {
        Shown::Coarse(Coarse::band(self.0.into(), Above::Nothing))
    }
}

impl Coarsen for u32 {
    fn coarsen(self, _: &TimeZone) -> Shown<Self> {
        Shown::Coarse(Coarse::band(self.into(), Above::Nothing))
    }
}

impl<T: Coarsen> Coarsen for Option<T> {
    fn coarsen(self, zone: &TimeZone) -> Shown<Self> {
        match self.map(|value| value.coarsen(zone)) {
            None => Shown::Plain(None),
            Some(Shown::Coarse(coarse)) => Shown::Coarse(coarse),
            Some(Shown::Plain(_) | Shown::Masked) => Shown::Masked,
        }
    }
}

macro_rules! never_coarse {
    ($($name:ident)+) => {$(
        impl Coarsen for $name {
            fn coarsen(self, _: &TimeZone) -> Shown<Self> {
                Shown::Masked
            }
        }
    )+};
}

never_coarse! {
    Name Status ReportKind OrderItemId Text ProjectStatus DeliveryKind Health MilestoneId TaskStatus
    Names Checklist Predecessors bool RaidStatus Grade Validation Priority Tasks Milestones RaidItems
    TimesheetStatus TimesheetLines     ExpenseStatus Billable
}

impl Coarsen for Personal<Name> {
    fn coarsen(self, _: &TimeZone) -> Shown<Self> {
        Shown::Masked
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use utoipa::__dev::ComposeSchema;
    use utoipa::ToSchema;
    use utoipa::openapi::RefOr;
    use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Schema, Type};

    use super::Shown;

    // What deriving makes of a generic type; it has no way to say "or a string".
    impl<T: ComposeSchema> ComposeSchema for Shown<T> {
        fn compose(_: Vec<RefOr<Schema>>) -> RefOr<Schema> {
            let instead = ObjectBuilder::new()
                .schema_type(Type::String)
                .description(Some(
                    "where the field is coarse, its ISO week such as `2026-W47` or its band such \
                     as `10-99`; where it is masked, `•••`",
                ))
                .build();
            let either = AnyOfBuilder::new().item(T::compose(Vec::new())).item(instead).build();
            RefOr::T(Schema::AnyOf(either))
        }
    }

    impl<T: ToSchema + ComposeSchema> ToSchema for Shown<T> {
        fn name() -> Cow<'static, str> {
            Cow::Owned(format!("Shown_{}", T::name()))
        }

        fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
            T::schemas(schemas);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(shown: Shown<impl Serialize>) -> String {
        let value = serde_json::to_value(shown).expect("it is JSON");
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    fn at(text: &str) -> Instant {
        text.parse().expect("an instant")
    }

    #[test]
    fn quantities_and_counts_are_told_in_powers_of_ten() {
        let zone = TimeZone::UTC;
        let band =
            |text: &str| self::text(text.parse::<Quantity>().expect("a quantity").coarsen(&zone));
        for (value, expected) in [
            ("0", "0"),
            ("0.001", "0-1"),
            ("0.999", "0-1"),
            ("1", "1-9"),
            ("9.999", "1-9"),
            ("10", "10-99"),
            ("99.999", "10-99"),
            ("100", "100-999"),
            ("1000000000", "1000000000-9999999999"),
        ] {
            assert_eq!(band(value), expected, "{value}");
        }
        assert_eq!(text(0_u32.coarsen(&zone)), "0");
        assert_eq!(text(9_u32.coarsen(&zone)), "1-9");
        assert_eq!(text(Minutes(u32::MAX).coarsen(&zone)), "1000000000-9999999999");
    }

    #[test]
    fn instants_are_told_as_weeks_of_the_plant() {
        let vienna = TimeZone::get("Europe/Vienna").expect("a zone");
        for (told, utc, local) in [
            ("2026-11-22T01:00:00Z", "2026-W47", "2026-W47"),
            ("2026-11-22T23:30:00Z", "2026-W47", "2026-W48"),
            ("2027-01-03T12:00:00Z", "2026-W53", "2026-W53"),
            ("2027-01-03T23:30:00Z", "2026-W53", "2027-W01"),
            ("2025-12-29T00:00:00Z", "2026-W01", "2026-W01"),
        ] {
            assert_eq!(text(at(told).coarsen(&TimeZone::UTC)), utc, "{told}");
            assert_eq!(text(at(told).coarsen(&vienna)), local, "{told}");
        }
    }

    #[test]
    fn nothing_is_told_as_nothing_unless_it_is_masked() {
        let none: Option<Instant> = None;
        assert_eq!(text(none.coarsen(&TimeZone::UTC)), "null");
        assert_eq!(text(Shown::Plain(none)), "null");
        assert_eq!(text(Shown::<Option<Instant>>::Masked), MASK);
    }

    #[test]
    fn what_has_no_coarse_form_is_masked_rather_than_told() {
        let zone = TimeZone::UTC;
        assert_eq!(text(crate::spec::name("secret").coarsen(&zone)), MASK);
        assert_eq!(text(Some(crate::spec::name("secret")).coarsen(&zone)), MASK);
        assert_eq!(text(Status::Paused.coarsen(&zone)), MASK);
    }
}
