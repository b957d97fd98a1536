//! Files that are too large, forged or damaged.

use super::files::cells;
use super::*;
use crate::import::sample::{archive_of, text, workbook, workbook_of};

#[test]
fn every_bound_is_a_refusal() {
    let large = vec![b' '; FILE_BYTES_MAX + 1];
    assert_eq!(codes(&read_as(&large, &csv_mapping())), [("file_too_large", None)]);
    let wide = format!("{HEADER}{}\n", ";".repeat(COLUMNS_MAX));
    assert_eq!(codes(&read_as(wide.as_bytes(), &csv_mapping())), [("too_many_columns", Some(1))]);
    let far = workbook_of("<row><c r=\"XFD1\" t=\"str\"><v>x</v></c></row>");
    assert_eq!(codes(&read_as(&far, &xlsx_mapping())), [("too_many_columns", Some(1))]);
    let long = format!("{HEADER}\n{}", ";;;;;;;;;;;;;\n".repeat(ROWS_MAX + 1));
    let beyond = ROWS_MAX + 2;
    assert_eq!(codes(&read_as(long.as_bytes(), &csv_mapping())), [("too_many_rows", Some(beyond))]);
}

#[test]
fn a_workbook_that_lies_about_its_size_is_refused_before_it_is_inflated() {
    // Blocks of the fixed code: one `a`, then copies of 258 bytes from a distance of 1, each in 13
    // bits: 8 for the length (0xc5 for symbol 285) and 5 for the distance.
    let mut bits = vec![true, true, false];
    let mut push =
        |code: u32, length: u32| bits.extend((0..length).rev().map(|at| code >> at & 1 == 1));
    push(0x30 + u32::from(b'a'), 8);
    for _ in 0..INFLATED_BYTES_MAX / 258 + 1 {
        push(0xc5, 8);
        push(0, 5);
    }
    push(0, 7);
    let packed: Vec<u8> = bits
        .chunks(8)
        .map(|byte| byte.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit)))
        .collect();
    assert!(packed.len() < FILE_BYTES_MAX);
    let bomb = archive_of(&[("xl/sharedStrings.xml", 8, 5, 0, &packed)]);
    assert_eq!(codes(&read_as(&bomb, &xlsx_mapping())), [("inflates_too_far", None)]);
}

#[test]
fn a_sheet_with_rows_far_apart_costs_nothing() {
    let far = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\"><c r=\"A1048576\" t=\"str\"><v>x</v></c></row>",
        ('A'..)
            .zip(HEADER.split(';'))
            .map(|(at, head)| format!("<c r=\"{at}1\" t=\"str\"><v>{head}</v></c>"))
            .collect::<String>()
    );
    let refused = read_as(&workbook_of(&far), &xlsx_mapping());
    assert!(codes(&refused).iter().all(|found| *found == ("blank_cell", Some(1_048_576))));
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ mixed >> 31) % bound as u64).unwrap()
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(4) {
                0 => bytes[at] ^= 1 << self.below(8),
                1 => bytes.truncate(at + 1),
                2 => bytes.insert(at, self.below(256) as u8),
                _ => {
                    bytes.remove(at);
                    bytes.push(0);
                }
            }
        }
    }
}

#[test]
fn damaged_files_are_read_or_refused_but_never_panic() {
    let (log, book) = (csv(&[GOOD, CHECK, GOOD]).into_bytes(), workbook(&cells()));
    let mut dice = Dice(1);
    let utf_16 = mapping_with("", &format!("{CSV}\nencoding = \"utf-16le\""), "");
    for _ in 0..2_000 {
        let (mut damaged_text, mut damaged_book) = (log.clone(), book.clone());
        dice.damage(&mut damaged_text);
        dice.damage(&mut damaged_book);
        let _ = read_as(&damaged_text, &csv_mapping());
        let _ = read_as(&damaged_text, &utf_16);
        let _ = read_as(&damaged_book, &xlsx_mapping());
        // Damage inside a part that the archive has no word about.
        let mut sheet = format!("<row>{}</row>", text("A1").repeat(3)).into_bytes();
        dice.damage(&mut sheet);
        let _ = read_as(&workbook_of(&String::from_utf8_lossy(&sheet)), &xlsx_mapping());
    }
}
