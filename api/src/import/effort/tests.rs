use loggia_core::effort::{Billable, ExpenseRow, HoursOf, ImportedSheets, TimeRow};

use super::*;
use crate::import::FindingCode as C;
use crate::import::MappingError;

const TIME: &str = r#"
nulls = ["NA"]
[timesheets]
hours_of = "task"
status = "submitted"
[file]
format = "csv"
[joined]
key = "Id"
file = { format = "csv", delimiter = ";", encoding = "windows-1252" }
[dates]
patterns = ["%d-%b-%y"]
[numbers]
decimal = [",", "."]
[columns]
person = "Who"
project = "Project"
phase = "Phase"
task = "Id"
day = ["Done", "Begun"]
hours = "Hours"
note = "Note"
[persons]
Lu = "00000000-0000-0000-0000-000000000007"
"#;

const LINES: &str = "Id,Who,Project,Phase,Hours,Note\n\
    1,Lu,Mill,Roof,\"7,25\",NA\n\
    2,Mo,Mill,Roof,-0.5,taken back\n\
    2,Mo,Mill,Roof,-0.5,taken back\n";

/// In another order, and with an `ß` of its own encoding.
const DAYS: &[u8] =
    b"Done;Id;Begun;Stra\xdfe\n;2;03-Nov-04;x\n16-Nov-04;1;02-Nov-04;y\n;2;03-Nov-04;x\n";

fn time_of(
    mapping: &str,
    lines: &str,
    days: Option<&[u8]>,
) -> Result<ReadEffort<TimeRow>, ImportRefusal> {
    let mapping = EffortMapping::<TimeOptions>::of(mapping).expect("a mapping");
    let files = Files { file: lines.as_bytes(), name: None, joined: days };
    read_time(files, &mapping, &mut |_, _| {})
}

fn time(lines: &str, days: &[u8]) -> Result<ReadEffort<TimeRow>, ImportRefusal> {
    time_of(TIME, lines, Some(days))
}

/// Code, file, row and column of what refuses.
fn found<R>(read: Result<ReadEffort<R>, ImportRefusal>) -> Vec<String> {
    let findings = read.err().expect("refused").findings;
    let told = findings.iter().map(|finding| {
        let row = finding.row.map_or_else(|| "-".to_owned(), |row| row.to_string());
        let (file, column) = (finding.file.unwrap_or("-"), finding.column.as_deref());
        format!("{} {file} {row} {}", finding.code, column.unwrap_or("-"))
    });
    told.collect()
}

#[test]
fn each_line_goes_on_in_the_row_of_the_second_file_with_its_key() {
    let read = time(LINES, DAYS).expect("it is read");
    let said: Vec<_> = read
        .rows
        .iter()
        .map(|(number, row)| {
            let task = row.task.as_ref().expect("a task");
            (*number, task.as_str(), row.day.to_string(), row.hours.to_string())
        })
        .collect();
    let day = |day: &str| day.to_owned();
    assert_eq!(
        said,
        [
            (2, "1", day("2004-11-16"), day("7.25")),
            (3, "2", day("2004-11-03"), day("-0.5")),
            (4, "2", day("2004-11-03"), day("-0.5")),
        ]
    );
    let rows: Vec<&TimeRow> = read.rows.iter().map(|(_, row)| row).collect();
    assert_eq!((rows[0].note.is_none(), rows[1].note.is_some()), (true, true), "`NA` is nothing");
    assert_eq!((rows[0].person.is_some(), rows[1].person), (true, None), "as the mapping says");
    assert_ne!(rows[1].key, rows[2].key, "equal rows are two");
    assert_eq!(read.warnings_total[&C::ExactDuplicate], 1);
    assert_eq!(read.warnings_total[&C::UnusedColumn], 1);
}

#[test]
fn a_row_is_known_again_wherever_it_stands_and_whoever_is_said_to_have_worked() {
    let keys = |read: ReadEffort<TimeRow>| {
        let mut keys: Vec<_> = read.rows.into_iter().map(|(_, row)| row.key).collect();
        keys.sort();
        keys
    };
    let before = keys(time(LINES, DAYS).expect("it is read"));
    let mut lines: Vec<&str> = LINES.lines().collect();
    lines[1..].reverse();
    assert_eq!(keys(time(&lines.join("\n"), DAYS).expect("it is read")), before);
    let nobody = TIME.replace("Lu = ", "Su = ").replace("\"submitted\"", "\"approved\"");
    let read = time_of(&nobody, LINES, Some(DAYS)).expect("it is read");
    assert_eq!(keys(read), before);
    let other = LINES.replace("7,25", "7,26");
    assert_ne!(keys(time(&other, DAYS).expect("it is read")), before);
}

#[test]
fn what_is_wrong_with_either_file_is_told_by_row_and_column() {
    for (from, to, expected) in [
        ("1,Lu", "9,Lu", "no_joined_row - 2 Id"),
        ("1,Lu", "1,NA", "blank_cell - 2 Who"),
        ("7,25", "7.2.5", "bad_number - 2 Hours"),
        ("7,25", "7,255", "too_many_decimals - 2 Hours"),
        ("7,25", "100001", "quantity_too_large - 2 Hours"),
        ("Id,Who", "Nr,Who", "missing_column - 1 Id"),
        (
            "Note\n1,Lu,Mill,Roof,\"7,25\",NA",
            "Id\n1,Lu,Mill,Roof,\"7,25\",1",
            "repeated_column - 1 Id",
        ),
        (",NA", "", "row_width - 2 -"),
    ] {
        let lines = LINES.replacen(from, to, 1);
        assert!(
            found(time(&lines, DAYS)).contains(&expected.to_owned()),
            "{to}: {:?}",
            found(time(&lines, DAYS))
        );
    }
    let days = String::from_utf8_lossy(DAYS).replace('\u{fffd}', "s");
    for (from, to, expected) in [
        ("16-Nov-04", "16.11.04", "bad_date - 2 Done"),
        ("Done;Id", "Done;Nr", "missing_column joined 1 Id"),
        (";Begun", ";Id", "repeated_column joined 1 Id"),
        ("16-Nov-04;1;", "16-Nov-04;;", "blank_cell joined 3 Id"),
        ("16-Nov-04;1", "16-Nov-04;2", "joined_row_differs joined 3 Id"),
        (";x\n16", ";\"x\ny\"\n16", "line_break_in_cell joined 2 Strase"),
        (";x\n16", "\n16", "row_width joined 2 -"),
    ] {
        let days = days.replacen(from, to, 1);
        assert!(
            found(time(LINES, days.as_bytes())).contains(&expected.to_owned()),
            "{to}: {:?}",
            found(time(LINES, days.as_bytes()))
        );
    }
    assert_eq!(found(time_of(TIME, LINES, None)), ["unreadable_file - - -"]);
    let alone = TIME.replace("[joined]\nkey = \"Id\"\nfile", "ignored_columns = []\n#");
    let alone =
        alone.replace("ignored_columns = []\n#", "#").replace("\"Done\", \"Begun\"", "\"Note\"");
    assert!(found(time_of(&alone.replace("note = \"Note\"\n", ""), LINES, Some(DAYS))).len() == 1);
}

#[test]
fn a_name_is_not_told_where_it_is_the_key_and_the_key_is_used() {
    let by_name = TIME.replace("key = \"Id\"", "key = \"Who\"").replace("task = \"Id\"\n", "");
    let lines = LINES.replace("Id,", "").replace("1,Lu", "Lu").replace("2,Mo", "Mo");
    let days = b"Done;Who;Begun\n16-Nov-04;Lu;\n;Su;03-Nov-04\n";
    let refusal = time_of(&by_name, &lines, Some(days)).expect_err("refused");
    assert_eq!(refusal.findings[0].code, C::NoJoinedRow);
    let told = format!("{refusal:?}");
    assert!(!told.contains("Mo"), "{told}");

    // A column by which files are joined is used, and what is not used may differ.
    let nameless = TIME
        .replace("task = \"Id\"\n", "")
        .replace("[persons]", "# [persons]")
        .replace("Lu =", "# Lu =");
    let days = b"Done;Id;Begun;More\n16-Nov-04;1;;a\n16-Nov-04;2;;b\n16-Nov-04;2;;c\n";
    let read = time_of(&nameless, LINES, Some(days)).expect("it is read");
    assert_eq!(read.warnings_total.get(&C::UnusedColumn), Some(&1), "`More` alone");
}

#[test]
fn names_of_people_and_what_they_write_stand_in_no_finding() {
    let lines = LINES.replacen("1,Lu", "1,L\u{7}u", 1).replacen(",NA", ",secret\u{7}", 1);
    let refusal = time(&lines, DAYS).expect_err("refused");
    let told = format!("{refusal:?}");
    assert_eq!(refusal.findings.len(), 2, "{told}");
    assert!(!told.contains("secret") && !told.contains("L\\u"), "{told}");
}

const EXPENSES: &str = r#"
[expenses]
status = "paid"
zero = "keep"
billable = { yes = ["Y"], no = ["N"] }
[file]
format = "csv"
[dates]
patterns = ["%Y-%m-%d"]
[numbers]
decimal = [",", "."]
[columns]
person = "Who"
project = "Project"
category = "Sort"
day = "Day"
amount = "Amount"
currency = "Currency"
billable = "Bill"
[otherwise]
currency = "EUR"
"#;

const SPENT: &str = "Who,Project,Sort,Day,Amount,Currency,Bill\n\
    Lu,Mill,Travel,2012-02-29,\"1234,50\",,Y\n\
    Lu,Mill,Travel,2012-02-29,1.125,KWD,\n";

fn expenses(lines: &str) -> Result<ReadEffort<ExpenseRow>, ImportRefusal> {
    let mapping = EffortMapping::<ExpenseOptions>::of(EXPENSES).expect("a mapping");
    let files = Files { file: lines.as_bytes(), name: None, joined: None };
    read_expenses(files, &mapping, &mut |_, _| {})
}

#[test]
fn money_is_read_exactly_with_either_decimal_sign_and_in_its_currency() {
    let read = expenses(SPENT).expect("it is read");
    let said: Vec<_> = read
        .rows
        .iter()
        .map(|(_, row)| (row.money.amount.to_string(), row.money.currency.code(), row.billable))
        .collect();
    let expected = [("1234.5", "EUR", Billable::Yes), ("1.125", "KWD", Billable::No)];
    assert_eq!(said, expected.map(|(amount, of, by)| (amount.to_owned(), of, by)));
    for (from, to, expected) in [
        ("1.125,KWD", "1.125,EUR", "too_many_decimals - 3 Amount"),
        ("KWD", "Euro", "unknown_currency - 3 Currency"),
        (",Y", ",perhaps", "unknown_billable - 2 Bill"),
        ("2012-02-29", "2012-02-30", "bad_date - 2 Day"),
        ("1.125", "1,000.5", "row_width - 3 -"),
        ("1.125", "\"1,000.5\"", "bad_number - 3 Amount"),
    ] {
        assert_eq!(found(expenses(&SPENT.replacen(from, to, 1))), [expected], "{to}");
    }
}

#[test]
fn the_mappings_that_come_with_loggia_can_be_read() {
    let sip = EffortMapping::<TimeOptions>::of(" sip\n").expect("a mapping");
    assert_eq!(sip.options.hours_of, HoursOf::Task);
    assert_eq!(sip.options.sheets, ImportedSheets::Approved);
    assert!(EffortMapping::<ExpenseOptions>::of("p6-expenses").is_ok());
}

#[test]
fn a_mapping_that_cannot_be_meant_is_refused_by_name() {
    let refusal = |from: &str, to: &str| {
        assert!(TIME.contains(from), "{from}");
        EffortMapping::<TimeOptions>::of(&TIME.replacen(from, to, 1)).expect_err("refused")
    };
    use MappingError::*;
    for (from, to, error) in [
        ("%d-%b-%y", "%d-%b", BadDayPattern("%d-%b".into())),
        ("[\"%d-%b-%y\"]", "[]", NoPattern),
        ("hours = \"Hours\"\n", "", NeededColumn("hours".into())),
        ("note = ", "amount = ", NoSuchColumn("amount".into())),
        ("\"Who\"", "[\"Who\", \"Whom\"]", OneColumn("person".into())),
        ("\"Who\"", "\"Hours\"", ColumnNamedTwice("Hours".into())),
        ("key = \"Id\"", "key = \" \"", BlankColumn),
        ("[timesheets]\nhours_of = \"task\"\nstatus", "[expenses]\nstatus", OtherPurpose),
        ("\",\", \".\"", "\".\", \".\"", BadNumberSign { key: "decimal", value: ".".into() }),
    ] {
        assert_eq!(refusal(from, to), error, "{to}");
    }
    assert!(matches!(refusal("note = ", "remark = "), NotAMapping(_)));
    let thousands = TIME.replacen("[numbers]", "[numbers]\nthousands = \"'\"", 1);
    let error = EffortMapping::<TimeOptions>::of(&thousands).expect_err("refused");
    assert_eq!(error, BadNumberSign { key: "thousands", value: "'".into() });
    let unknown = EffortMapping::<TimeOptions>::of("p6-expenses").expect_err("refused");
    assert!(unknown.to_string().contains("`sip`"), "{unknown}");
}
