//! What a row says, and what can be wrong with it.

use loggia_core::production::{Finality, ImportTarget, ReportKind, Rework};

use super::*;

/// GOOD below the header, then CHECK, then a row with `value` at `place`: the code for row 4.
fn code_of(place: usize, value: &str) -> Vec<(&'static str, Option<usize>)> {
    codes(&read_csv(&[GOOD, CHECK, &changed(place, value)]))
}

#[test]
fn a_row_becomes_a_report_on_a_step_or_a_process() {
    let read = read_csv(&[GOOD, CHECK]).unwrap();
    assert_eq!(read.warnings, []);
    let [(2, step), (3, process)] = &read.rows[..] else { panic!("{:?}", read.rows) };
    assert_eq!((step.target, process.target), (ImportTarget::WorkStep, ImportTarget::Process));
    assert_eq!(step.order.as_str(), "A1");
    assert_eq!(step.order_quantity.to_string(), "10");
    assert_eq!(step.report.good.to_string(), "1.5");
    assert_eq!(step.report.kind, ReportKind::Production);
    assert_eq!(step.report.rework, Rework::No);
    // Berlin is an hour ahead in winter.
    assert_eq!(step.report.start.to_string(), "2012-01-30T05:00:00Z");
    assert_eq!(step.report.minutes().0, 90);
    assert_eq!(step.report.worker.as_ref().unwrap().reveal().as_str(), "Ada");
    assert_eq!(process.report.worker, None);
    assert_eq!(step.finality, Finality::Partial);
}

#[test]
fn everything_that_can_be_wrong_in_a_row_has_its_code() {
    let long = "x".repeat(201);
    for (place, value, code) in [
        (0, " ", "blank_cell"),
        (3, "a\u{1}b", "bad_name"),
        (4, &long, "name_too_long"),
        (5, "2012-01-30", "bad_date"),
        (5, "31.02.2012 06:00", "bad_date"),
        (5, "25.03.2012 02:30", "date_in_gap"),
        (6, "28.10.2012 02:30", "date_in_fold"),
        (6, "30.01.2012 05:59", "end_before_start"),
        (1, "1.5", "bad_number"),
        (8, "-1", "negative_quantity"),
        (9, "0,0001", "too_many_decimals"),
        (10, "1.000.000.001", "quantity_too_large"),
        (7, "B", "unknown_report_kind"),
        (11, "maybe", "unknown_rework"),
        (12, "Ada;more", "row_width"),
        (13, "\"a\nb\"", "line_break_in_cell"),
    ] {
        assert_eq!(code_of(place, value), [(code, Some(4))], "{value:?}");
    }
    let endless = "x".repeat(CELL_CHARS_MAX + 1);
    assert_eq!(code_of(13, &endless), [("cell_too_long", Some(4))]);
}

#[test]
fn every_problem_of_every_row_is_reported_and_nothing_is_taken() {
    let refusal = read_csv(&[
        &changed(0, ""),
        "A1;x;Shaft;Machine 1;Turning;y;z;Q;-1;0;0;?;Ada;",
        GOOD,
        &changed(5, "never"),
    ])
    .unwrap_err();
    let found = codes(&Err(refusal.clone()));
    let rows: Vec<_> = found.iter().map(|(_, row)| row.unwrap()).collect();
    assert_eq!(rows, [2, 3, 3, 3, 3, 3, 3, 5]);
    assert_eq!(refusal.totals.values().sum::<usize>(), 8);
    let shown = refusal.to_string();
    assert_eq!(
        shown,
        "the file has 8 problems, so nothing of it was taken; the first is blank_cell, row 2, \
         column `order`: the cell is blank; the row needs it"
    );
}

#[test]
fn what_people_should_look_at_is_a_warning_and_the_row_is_kept() {
    for (place, value, code) in [
        (13, "001:31", "span_contradicts"),
        (13, "1899/12/31 01:49:00", "span_contradicts"),
        (1, "11", "order_quantity_differs"),
        (2, "Bolt", "article_differs"),
        (4, "Turning - Machine 2", "activity_names_other_resource"),
    ] {
        // Two hours later, so that it overlaps with nothing.
        let row = changed(place, value).replace(" 06:00", " 16:00").replace(" 07:30", " 17:30");
        let read = read_csv(&[GOOD, CHECK, &row]).unwrap();
        assert_eq!(codes(&Ok(read.clone())), [(code, Some(4))], "{value}");
        assert_eq!(read.rows.len(), 3);
    }
    let none = GOOD.replace(" 07:30", " 06:00").replace("001:30", "000:00");
    assert_eq!(codes(&read_csv(&[&none, CHECK])), [("no_length", Some(2))]);
    let more = changed(8, "11");
    assert_eq!(codes(&read_csv(&[&more, CHECK])), [("more_done_than_ordered", Some(2))]);
    let other = CHECK.replace("A1", "A2");
    assert_eq!(codes(&read_csv(&[GOOD, &other])), [("only_processes", Some(3))]);
    assert_eq!(codes(&read_csv(&[GOOD])), [("absent_process_resource", None)]);
    let beside = GOOD.replace("06:00", "07:00").replace("07:30", "07:31").replace("01:30", "00:31");
    assert_eq!(
        codes(&read_csv(&[GOOD, CHECK, &beside])),
        [("overlap_on_resource", Some(2)), ("overlap_on_resource", Some(4))]
    );
    let after = GOOD.replace("07:30", "09:00").replace("06:00", "07:30");
    assert_eq!(codes(&read_csv(&[GOOD, CHECK, &after])), []);
}

#[test]
fn the_first_row_of_an_order_decides_its_article_and_quantity() {
    let read = read_csv(&[GOOD, CHECK, &changed(1, "12"), &changed(2, "Bolt")]).unwrap();
    for (_, row) in &read.rows {
        assert_eq!((row.article.as_str(), row.order_quantity.to_string()), ("Shaft", "10".into()));
    }
}

#[test]
fn a_worker_is_never_shown() {
    let secret = format!("Secret{}", "x".repeat(200));
    for value in [secret.as_str(), "Secret\u{1}"] {
        let refusal = read_csv(&[&changed(12, value)]).unwrap_err();
        assert_eq!(refusal.findings[0].column.as_deref(), Some("who"));
        assert!(!format!("{refusal:?}{refusal}").contains("Secret"));
    }
    let read = read_csv(&[GOOD, GOOD]).unwrap();
    assert!(!format!("{read:?}").contains("Ada"));
}

#[test]
fn names_keep_their_blanks() {
    let read = read_csv(&[&changed(3, " Machine  7- Laser "), CHECK]).unwrap();
    assert_eq!(read.rows[0].1.resource.as_str(), " Machine  7- Laser ");
}

#[test]
fn completion_comes_with_the_quantity_where_the_mapping_says_so() {
    let mapping = mapping_with(r#"complete = "quantity_reached""#, CSV, "");
    let late = changed(8, "4").replace(" 06:00", " 16:00").replace(" 07:30", " 17:30");
    // In time it is 6, then 4: the file has them in the other order.
    let file = csv(&[&late, &changed(8, "6"), CHECK]);
    let finality = |mapping| {
        let read = read_as(file.as_bytes(), mapping).unwrap();
        read.rows.into_iter().map(|(_, row)| row.finality).collect::<Vec<_>>()
    };
    assert_eq!(finality(&mapping), [Finality::Final, Finality::Partial, Finality::Partial]);
    assert_eq!(finality(&csv_mapping()), [Finality::Partial; 3]);
}

#[test]
fn a_time_that_clocks_showed_twice_is_taken_as_the_mapping_says() {
    let row = GOOD
        .replace("30.01.2012 06:00", "28.10.2012 02:30")
        .replace("30.01.2012 07:30", "28.10.2012 04:00");
    for (choice, start) in [
        ("compatible", "2012-10-28T00:30:00Z"),
        ("earlier", "2012-10-28T00:30:00Z"),
        ("later", "2012-10-28T01:30:00Z"),
    ] {
        let mapping = mapping_with("", CSV, &format!("gap_or_fold = \"{choice}\""));
        let read = read_as(csv(&[&row]).as_bytes(), &mapping).unwrap();
        assert_eq!(read.rows[0].1.report.start.to_string(), start, "{choice}");
    }
    let read = read_as(csv(&[&row]).as_bytes(), &csv_mapping().in_zone("Etc/UTC").unwrap());
    assert_eq!(read.unwrap().rows[0].1.report.start.to_string(), "2012-10-28T02:30:00Z");
}
