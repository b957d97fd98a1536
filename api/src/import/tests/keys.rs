//! A row is known again.

use std::collections::BTreeSet;

use loggia_core::production::ImportRow;

use super::*;

#[test]
fn the_same_file_twice_has_the_same_keys_and_equal_rows_have_their_own() {
    let first = read_csv(&[GOOD, CHECK, GOOD]).unwrap();
    assert_eq!(codes(&Ok(first.clone())).first(), Some(&("overlap_on_resource", Some(2))));
    assert_eq!(first.warnings_total[&FindingCode::ExactDuplicate], 1);
    let keys = |read: &ReadImport| read.rows.iter().map(|(_, row)| row.key).collect::<Vec<_>>();
    let again = read_csv(&[GOOD, CHECK, GOOD]).unwrap();
    assert_eq!(keys(&first), keys(&again));
    assert_eq!(keys(&first).into_iter().collect::<BTreeSet<_>>().len(), 3);
    // Other rows and their order do not matter.
    let longer = read_csv(&[&changed(0, "B2"), CHECK, GOOD, GOOD]).unwrap();
    assert_eq!(
        keys(&longer)[1..].iter().collect::<BTreeSet<_>>(),
        keys(&first).iter().collect::<BTreeSet<_>>()
    );
}

#[test]
fn equal_rows_are_dropped_where_the_mapping_says_so() {
    let mapping = mapping_with(r#"duplicates = "drop""#, CSV, "");
    let read = read_as(csv(&[GOOD, CHECK, GOOD]).as_bytes(), &mapping).unwrap();
    assert_eq!((read.rows.len(), read.rows_dropped), (2, 1));
    assert_eq!(codes(&Ok(read)), [("exact_duplicate", Some(4))]);
}

#[test]
fn any_change_of_a_mapped_cell_is_another_row() {
    let key = |row: &str| read_csv(&[row]).unwrap().rows[0].1.key;
    let mut keys = BTreeSet::from([key(GOOD)]);
    for (place, value) in [
        (0, "A2"),
        (1, "11"),
        (2, "Bolt"),
        (3, "Machine 1 "),
        (4, "turning - Machine 1"),
        (5, "30.01.2012 06:01"),
        (6, "30.01.2012 07:31"),
        (7, "S"),
        (8, "1"),
        (9, "1"),
        (10, "1"),
        (11, "Y"),
        (12, ""),
        (12, "Eve"),
    ] {
        assert!(keys.insert(key(&changed(place, value))), "{place} {value}");
    }
    // What is not mapped or only written otherwise is not.
    for (place, value) in [(8, "1,500"), (1, "10,0"), (11, "N"), (13, "")] {
        assert_eq!(key(&changed(place, value)), key(GOOD), "{place} {value}");
    }
    // Neither can a text move over the border of its cell.
    let moved = GOOD.replace("Shaft;Machine 1", "ShaftM;achine 1");
    assert_ne!(key(&moved), key(GOOD));
}

#[test]
fn the_key_of_a_row_never_changes() {
    let [first, second] = &read_csv(&[GOOD, GOOD]).unwrap().rows[..] else { panic!() };
    // Computed apart, in Python.
    let hex =
        |row: &ImportRow| row.key.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(
        [hex(&first.1), hex(&second.1)],
        ["465bc88889b6540c634e5364fdf5427d", "43e5e9eb91c5b019bb5ff4b4c7b17198"]
    );
}
