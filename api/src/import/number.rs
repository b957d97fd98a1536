use loggia_core::scalar::{QUANTITY_MAX, Quantity};
use rust_decimal::Decimal;

use super::cell::{Cell, as_decimal};
use super::date::Fault;
use super::finding::FindingCode;
use super::mapping::Numbers;

/// The quantity in a cell. Not for a blank cell, which is another finding.
pub(super) fn quantity(cell: &Cell, numbers: &Numbers) -> Result<Quantity, Fault> {
    let number = decimal(cell, numbers)?;
    Quantity::try_from(number).map_err(|_| {
        if number.is_sign_negative() {
            (FindingCode::NegativeQuantity, "a quantity is not less than `0`".to_owned())
        } else if number > Decimal::from(QUANTITY_MAX) {
            (FindingCode::QuantityTooLarge, format!("a quantity is at most `{QUANTITY_MAX}`"))
        } else {
            (FindingCode::TooManyDecimals, "a quantity has at most `3` decimals".to_owned())
        }
    })
}

/// The number in a cell.
pub(super) fn decimal(cell: &Cell, numbers: &Numbers) -> Result<Decimal, Fault> {
    let found = match cell {
        Cell::Text(text) => {
            plain(text.trim(), numbers).and_then(|plain| Decimal::from_str_exact(&plain).ok())
        }
        Cell::Number(number) => as_decimal(*number),
        Cell::Blank
        | Cell::Bool(_)
        | Cell::Date(_)
        | Cell::IsoDate(_)
        | Cell::Duration(_)
        | Cell::Fault(_) => None,
    };
    found.ok_or_else(|| (FindingCode::BadNumber, not_a_number(numbers)))
}

fn not_a_number(numbers: &Numbers) -> String {
    let Numbers { decimal, also, thousands, blank: _ } = numbers;
    match thousands {
        None if also.is_some() => {
            let also = also.unwrap_or(*decimal);
            format!("it is no number with the decimal sign `{decimal}` or `{also}` and no other")
        }
        Some(sign) => format!(
            "it is no number with the decimal sign `{decimal}` and groups of three after `{sign}`"
        ),
        None => {
            format!("it is no number with the decimal sign `{decimal}` and no sign for thousands")
        }
    }
}

/// With a point and without groups; none where the text is not exactly a number of this form. A
/// sign for thousands in the wrong place is most likely a decimal sign of another country.
fn plain(text: &str, numbers: &Numbers) -> Option<String> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let is_point = |sign: char| sign == numbers.decimal || Some(sign) == numbers.also;
    let (whole, decimals) = match unsigned.split_once(is_point) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = match numbers.thousands.filter(|sign| whole.contains(*sign)) {
        None => whole.to_owned(),
        Some(sign) => {
            let mut groups = whole.split(sign);
            let first = groups.next().filter(|first| first.len() <= 3 && digits(first))?;
            let groups = groups.map(|group| Some(group).filter(|group| group.len() == 3));
            let groups: String = groups.collect::<Option<_>>()?;
            format!("{first}{groups}")
        }
    };
    (digits(&whole) && decimals.is_none_or(digits))
        .then(|| format!("{sign}{whole}.{}", decimals.unwrap_or("0")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::mapping::BlankQuantity;

    fn numbers(decimal: char, thousands: Option<char>) -> Numbers {
        Numbers { decimal, also: None, thousands, blank: BlankQuantity::Reject }
    }

    fn read(text: &str, numbers: &Numbers) -> Result<String, FindingCode> {
        let read = quantity(&Cell::Text(text.to_owned()), numbers);
        read.map(|quantity| quantity.to_string()).map_err(|(code, _)| code)
    }

    #[test]
    fn numbers_are_read_with_the_signs_of_the_mapping_and_no_others() {
        let german = numbers(',', Some('.'));
        for (text, value) in [("1.234,5", "1234.5"), (" 12 ", "12"), ("+7,000", "7"), ("-0", "0")] {
            assert_eq!(read(text, &german), Ok(value.to_owned()), "{text}");
        }
        for text in ["12.5", "1.23.456", "1234.567", ",5", "5,", "1e3", "1_000", "x", "0x1", "--1"]
        {
            assert_eq!(read(text, &german), Err(FindingCode::BadNumber), "{text}");
        }
        assert_eq!(read("1,5", &numbers('.', None)), Err(FindingCode::BadNumber));
    }

    #[test]
    fn a_file_may_have_two_decimal_signs_and_a_number_one_of_them() {
        let both = Numbers { also: Some('.'), ..numbers(',', None) };
        for text in ["1234,5", "1234.5"] {
            assert_eq!(read(text, &both), Ok("1234.5".to_owned()), "{text}");
        }
        for text in ["1.234,5", "1,234.5", "1,2,3"] {
            assert_eq!(read(text, &both), Err(FindingCode::BadNumber), "{text}");
        }
    }

    #[test]
    fn what_no_quantity_can_be_is_told_apart() {
        let plain = numbers('.', None);
        for (text, code) in [
            ("-1", FindingCode::NegativeQuantity),
            ("0.0001", FindingCode::TooManyDecimals),
            ("1000000001", FindingCode::QuantityTooLarge),
            ("99999999999999999999999999999999999", FindingCode::BadNumber),
        ] {
            assert_eq!(read(text, &plain), Err(code), "{text}");
        }
    }

    #[test]
    fn number_cells_have_no_decimal_sign_to_mistake() {
        let german = numbers(',', Some('.'));
        let of = |number| quantity(&Cell::Number(number), &german).map(|found| found.to_string());
        assert_eq!(of(0.1 + 0.2), Ok("0.3".to_owned()));
        assert!(of(f64::NAN).is_err());
        assert!(of(0.0004).is_err());
    }
}
