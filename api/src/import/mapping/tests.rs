use super::*;

fn plant_with(from: &str, to: &str) -> Result<Mapping, MappingError> {
    let text = Mapping::ready("plant-csv").unwrap();
    assert!(text.contains(from), "{from}");
    Mapping::from_toml(&text.replacen(from, to, 1))
}

fn refusal(from: &str, to: &str) -> MappingError {
    plant_with(from, to).unwrap_err()
}

#[test]
fn the_mappings_that_come_with_loggia_can_be_read_and_mean_the_same() {
    let (book, csv) = (Mapping::named("plant").unwrap(), Mapping::named("plant-csv").unwrap());
    assert_eq!(book.layout.columns, csv.layout.columns);
    assert_eq!(book.processes, csv.processes);
    let unknown = Mapping::named("house").unwrap_err().to_string();
    assert_eq!(unknown, "no mapping `house` comes with Loggia; there are `plant` and `plant-csv`");
}

#[test]
fn an_unknown_key_is_an_error_wherever_it_stands() {
    for table in [
        "[file]",
        "[dates]",
        "[numbers]",
        "[columns]",
        "[rework]",
        "[processes]",
        "[span]",
        "[checks]",
    ] {
        let error = refusal(table, &format!("{table}\ncolour = \"red\""));
        assert!(matches!(error, MappingError::NotAMapping(_)), "{table}: {error}");
    }
    let error = refusal("complete = \"never\"", "completed = \"never\"");
    assert!(error.to_string().contains("completed"), "{error}");
}

#[test]
fn a_needed_column_is_missed() {
    let error = refusal("order = \"CaseID\"", "");
    assert!(error.to_string().contains("missing field `order`"), "{error}");
}

#[test]
fn every_value_that_cannot_be_meant_is_refused_by_name() {
    use MappingError::*;
    let sign = |key, value: &str| BadDelimiter { key, value: value.to_owned() };
    let number = |key, value: &str| BadNumberSign { key, value: value.to_owned() };
    for (from, to, error) in [
        ("Etc/UTC", "Berlin", UnknownZone("Berlin".into())),
        ("Etc/UTC", "Etc/Unknown", UnknownZone("Etc/Unknown".into())),
        ("patterns = [\"%Y/%m/%d %H:%M:%S.%f\"]", "patterns = []", NoPattern),
        ("%Y/%m/%d %H:%M:%S.%f", "%Y/%m/%d", BadPattern("%Y/%m/%d".into())),
        ("%Y/%m/%d %H:%M:%S.%f", "%Y/%m/%d %I:%M", BadPattern("%Y/%m/%d %I:%M".into())),
        ("%Y/%m/%d %H:%M:%S.%f", "YYYY", BadPattern("YYYY".into())),
        ("encoding = \"utf-8\"", "encoding = \"utf-9\"", UnknownEncoding("utf-9".into())),
        ("delimiter = \",\"", "delimiter = \",,\"", sign("delimiter", ",,")),
        ("delimiter = \",\"", "delimiter = \"é\"", sign("delimiter", "é")),
        ("quote = '\"'", "quote = ','", sign("quote", ",")),
        ("decimal = \".\"", "decimal = \"1\"", number("decimal", "1")),
        ("decimal = \".\"", "decimal = \".\"\nthousands = \".\"", number("thousands", ".")),
        ("header_row = 1", "header_row = 0", NoHeaderRow),
        ("end = \"Complete\"", "end = \"Start\"", ColumnNamedTwice("Start".into())),
        ("ignored_columns = []", "ignored_columns = [\"Span\"]", ColumnNamedTwice("Span".into())),
        ("end = \"Complete\"", "end = \" \"", BlankColumn),
        ("report_kind = \"Report Type\"", "", ReportKindsAlone),
        ("yes = [\"Y\"]", "yes = []", ReworkAlone),
        ("no = []", "no = [\"Y\"]", ReworkMarkTwice("Y".into())),
        ("numbered_word = \"Machine\"", "numbered_word = \"\"", BlankNumberedWord),
    ] {
        assert_eq!(refusal(from, to), error, "{to}");
    }
    let long = "#".repeat(crate::import::MAPPING_BYTES_MAX + 1);
    assert_eq!(Mapping::from_toml(&long).unwrap_err(), TooLong(long.len()));
}

#[test]
fn what_is_left_out_has_the_documented_meaning() {
    let mapping = Mapping::from_toml(
        r#"
        [file]
        format = "csv"
        [dates]
        zone = "Europe/Berlin"
        patterns = ["%Y-%m-%d %H:%M"]
        [columns]
        order = "a"
        order_quantity = "b"
        article = "c"
        resource = "d"
        activity = "e"
        start = "f"
        end = "g"
        good = "h"
        "#,
    )
    .unwrap();
    assert_eq!(mapping.layout.header_row, 1);
    assert_eq!(mapping.dates.gap_or_fold, GapOrFold::Reject);
    assert_eq!((mapping.numbers.decimal, mapping.numbers.thousands), ('.', None));
    assert_eq!(mapping.complete, Complete::Never);
    assert_eq!(mapping.duplicates, Duplicates::Keep);
    assert!(mapping.processes.is_empty() && mapping.report_kinds.is_empty());
    assert_eq!(mapping.layout.columns.len(), 8);
}
