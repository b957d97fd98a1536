//! The forms of files.

use super::*;
use crate::import::sample::{
    date, duration, fault, number, text, workbook, workbook_of, workbook_with,
};

#[test]
fn columns_are_found_to_the_letter() {
    let header = |from: &str, to: &str| csv(&[GOOD, CHECK]).replacen(from, to, 1);
    let refused = |from, to| read_as(header(from, to).as_bytes(), &csv_mapping()).unwrap_err();
    let missing = refused("article", "Article ");
    assert_eq!(codes(&Err(missing.clone())), [("missing_column", Some(1))]);
    assert!(missing.findings[0].message.contains("there is `Article `"), "{missing}");
    assert_eq!(
        codes(&Err(refused("span", "who"))),
        [("repeated_column", Some(1)), ("missing_column", Some(1))]
    );
    let wider = csv(&[GOOD, CHECK]).replace("\nA1", ";x\nA1").replacen(";x\nA1", ";note\nA1", 1);
    let wider = wider.trim_end().to_owned() + ";x";
    assert_eq!(codes(&read_as(wider.as_bytes(), &csv_mapping())), [("unused_column", Some(1))]);
    let ignoring = mapping_with(r#"ignored_columns = ["note"]"#, CSV, "");
    assert_eq!(codes(&read_as(wider.as_bytes(), &ignoring)), []);
}

#[test]
fn the_header_may_stand_below_other_lines() {
    let mapping = mapping_with("", &format!("{CSV}\nheader_row = 3"), "");
    let file = format!("Plant A\nprinted;today\n{}", csv(&[GOOD, CHECK]));
    let read = read_as(file.as_bytes(), &mapping).unwrap();
    assert_eq!(read.rows.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [4, 5]);
}

#[test]
fn blank_rows_are_passed_over_and_counted() {
    let read = read_csv(&[GOOD, "", ";;;;;;;;;;;;;", CHECK]).unwrap();
    assert_eq!(read.rows.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(read.rows_blank, 1);
    assert_eq!(codes(&read_csv(&[])), [("no_rows", None)]);
}

#[test]
fn a_cp1252_file_is_read_in_its_encoding_and_refused_in_another() {
    let file: Vec<u8> = csv(&[&changed(2, "Welle 20 µm Größe"), CHECK])
        .chars()
        .map(|sign| u8::try_from(u32::from(sign)).unwrap())
        .collect();
    let western = mapping_with("", &format!("{CSV}\nencoding = \"windows-1252\""), "");
    assert_eq!(read_as(&file, &western).unwrap().rows[0].1.article.as_str(), "Welle 20 µm Größe");
    let refused = read_as(&file, &csv_mapping());
    assert_eq!(codes(&refused), [("undecodable_bytes", Some(2)); 3]);
}

pub(super) fn cells() -> Vec<Vec<String>> {
    let line = |line: &str| {
        line.split(';')
            .map(|cell| if cell.is_empty() { String::new() } else { text(cell) })
            .collect()
    };
    vec![line(HEADER), line(GOOD), line(CHECK)]
}

#[test]
fn a_workbook_gives_the_keys_of_the_same_csv() {
    let mut cells = cells();
    cells[1][1] = number("10");
    cells[1][5] = date(40_938.25);
    cells[1][6] = date(40_938.25 + 0.0625);
    cells[1][8] = number("1.5");
    cells[1][13] = duration(0.0625);
    let book = read_as(&workbook(&cells), &xlsx_mapping()).unwrap();
    assert_eq!(book.warnings, []);
    assert_eq!(book, read_csv(&[GOOD, CHECK]).unwrap());
}

#[test]
fn cells_of_the_wrong_kind_are_refused() {
    for (place, cell, code) in [
        (5, number("40938.25"), "bad_date"),
        (5, duration(40_938.25), "bad_date"),
        (5, date(12.0), "bad_date"),
        (5, date(9e9), "bad_date"),
        (0, date(40_938.25), "bad_name"),
        (8, fault(), "error_cell"),
        (8, date(40_938.25), "bad_number"),
        (14, text("note"), "row_width"),
    ] {
        let mut cells = cells();
        cells[1].resize(place.max(13) + 1, String::new());
        cells[1][place] = cell.clone();
        assert_eq!(
            codes(&read_as(&workbook(&cells), &xlsx_mapping())),
            [(code, Some(2))],
            "{cell}"
        );
    }
}

#[test]
fn the_sheet_is_the_one_of_the_mapping_or_the_only_one() {
    let other = mapping_with("", "format = \"xlsx\"\nsheet = \"log\"", "");
    let refusal = read_as(&workbook(&cells()), &other).unwrap_err();
    assert_eq!(codes(&Err(refusal.clone())), [("unknown_sheet", None)]);
    assert!(refusal.to_string().contains("there are `Log`"), "{refusal}");
}

#[test]
fn texts_that_would_move_to_other_cells_refuse_the_workbook() {
    let cell = |number| format!("<row><c r=\"A1\" t=\"s\"><v>{number}</v></c></row>");
    let sound = workbook_with(&cell(1), "<si><t></t></si><si><t>who</t></si>");
    let found = codes(&read_as(&sound, &xlsx_mapping()));
    assert!(found.iter().all(|found| *found == ("missing_column", Some(1))), "{found:?}");
    assert_eq!(found.len(), 13);
    let moved = workbook_with(&cell(1), "<si/><si><t>who</t></si>");
    assert_eq!(codes(&read_as(&moved, &xlsx_mapping())), [("unreadable_file", None)]);
}

#[test]
fn files_that_are_not_what_the_mapping_says_are_refused() {
    let book = workbook(&cells());
    let text = csv(&[GOOD]);
    let cut = &book[..book.len() / 2];
    for (bytes, mapping) in [
        (&book[..], csv_mapping()),
        (text.as_bytes(), xlsx_mapping()),
        (cut, xlsx_mapping()),
        (b"", xlsx_mapping()),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", xlsx_mapping()),
        (&workbook_of("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>"), xlsx_mapping()),
        (&workbook_of("<row><c r=\"B1\"/><c r=\"A1\"/></row>"), xlsx_mapping()),
    ] {
        assert_eq!(codes(&read_as(bytes, &mapping)), [("unreadable_file", None)]);
    }
    let named = read(&book, Some("log.xlsx"), &csv_mapping(), &mut |_, _| {}).unwrap_err();
    assert!(named.to_string().contains("`log.xlsx` is a workbook"), "{named}");
}

#[test]
fn progress_ends_with_all_rows() {
    let rows = vec![GOOD; 1_000];
    let mut seen = Vec::new();
    read(csv(&rows).as_bytes(), None, &csv_mapping(), &mut |done, total| seen.push((done, total)))
        .unwrap();
    assert_eq!(seen, [(256, 1000), (512, 1000), (768, 1000), (1000, 1000)]);
}
