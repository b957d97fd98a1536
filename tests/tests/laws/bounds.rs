//! Every bound of what a command may carry is reached once, and one more is refused (law 10).

use std::collections::BTreeMap;
use std::fmt::Debug;

use loggia_core::reports::{WEEKS_MAX, Weeks};
use loggia_core::scalar::{
    AMOUNT_MAX, Amount, EMAIL_BYTES_MAX, Email, FILE_BYTES_MAX, FileSize, GRADE_MAX, Grade,
    HOURS_MAX, Hours, NAME_CHARS_MAX, Name, PERCENT_MAX, Percent, QUANTITY_MAX, Quantity,
    TEXT_CHARS_MAX, Text,
};
use loggia_core::spec::day;

use crate::tidy::{files, root};

/// How a bound is held.
enum Held {
    /// A test of this name reaches it, and is refused one more.
    Reached(&'static str),
    /// Nothing is refused: what is told, drawn or named is cut there, and a test or the type says so.
    Cut,
}

const SCALARS: Held = Held::Reached("scalars_take_their_bound_and_no_more");

/// The bounds of `core`, by the names of their constants.
const BOUNDS: [(&str, Held); 30] = [
    ("AMOUNT_MAX", SCALARS),
    ("ASSIGNEES_MAX", Held::Reached("lists_are_bounded")),
    ("ATTACHMENTS_MAX", Held::Reached("internal_remarks_take_no_room_from_shared_ones")),
    ("AVAILABILITY_MAX", Held::Reached("skills_and_periods_are_bounded")),
    ("BEHIND_MAX", Held::Cut),
    ("CHECKLIST_MAX", Held::Reached("lists_are_bounded")),
    ("COLLEAGUES_PER_SEAT_MAX", Held::Reached("seats_are_handed_on_so_often_and_no_more")),
    ("COMMENTS_MAX", Held::Reached("internal_remarks_take_no_room_from_shared_ones")),
    ("DRAWS_MAX", Held::Cut),
    ("EFFORT_BATCH_ROWS_MAX", Held::Reached("a_batch_is_bounded_and_texts_make_it_longer")),
    ("EMAIL_BYTES_MAX", SCALARS),
    ("ENTRIES_MAX", Held::Reached("the_ledger_of_a_week_is_bounded")),
    ("FILE_BYTES_MAX", SCALARS),
    (
        "GRACE_DAYS_MAX",
        Held::Reached("a_locked_period_stays_open_for_its_grace_and_to_administrators_if_so_said"),
    ),
    ("GRADE_MAX", SCALARS),
    ("HOLDERS_NAMED_MAX", Held::Cut),
    ("HOURS_MAX", SCALARS),
    ("IMPORT_BATCH_ROWS_MAX", Held::Reached("a_batch_is_bounded")),
    ("LINKS_MAX", Held::Reached("a_predecessor_is_named_once_and_there_are_not_too_many")),
    ("LOGO_BYTES_MAX", Held::Reached("a_logo_is_a_small_png")),
    ("MY_WEEKS_MAX", Held::Cut),
    ("NAMED_CHARS_MAX", Held::Cut),
    ("NAME_CHARS_MAX", SCALARS),
    ("PERCENT_MAX", SCALARS),
    (
        "PLAN_BATCH_ROWS_MAX",
        Held::Reached("rows_that_stand_under_nothing_or_are_too_many_are_refused_whole"),
    ),
    ("QUANTITY_MAX", SCALARS),
    ("RAID_LINKS_MAX", Held::Reached("what_belongs_together_belongs_to_one_project")),
    ("SKILLS_MAX", Held::Reached("skills_and_periods_are_bounded")),
    ("TEXT_CHARS_MAX", SCALARS),
    ("WEEKS_MAX", SCALARS),
];

fn texts(below: &str) -> Vec<String> {
    let files = files(&root().join(below), ".rs").into_iter();
    files.map(|file| std::fs::read_to_string(file).expect("a file")).collect()
}

/// The bodies of all functions of this name.
fn bodies<'a>(texts: &'a [String], name: &str) -> Vec<&'a str> {
    let head = format!("fn {name}()");
    let found = texts.iter().filter_map(|text| text.split_once(&head).map(|(_, rest)| rest));
    found.filter_map(|rest| rest.split("\n}").next()).collect()
}

#[test]
fn each_bound_of_what_commands_carry_is_reached_by_a_test_that_names_it() {
    let core = texts("core/src");
    let mut defined = Vec::new();
    for text in &core {
        let constants = text.split("const ").skip(1);
        let names = constants.filter_map(|rest| rest.split(':').next());
        defined.extend(names.filter(|name| {
            let named = name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            named && name.ends_with("_MAX")
        }));
    }
    defined.sort_unstable();
    defined.dedup();
    let known: BTreeMap<&str, &Held> = BOUNDS.iter().map(|(name, held)| (*name, held)).collect();
    assert_eq!(defined, known.keys().copied().collect::<Vec<_>>());
    let texts: Vec<String> = core.iter().cloned().chain(texts("tests/tests/laws")).collect();
    for (bound, held) in known {
        let Held::Reached(test) = held else { continue };
        let names_it = bodies(&texts, test).iter().any(|body| body.contains(bound));
        assert!(names_it, "no test `{test}` names {bound}");
    }
}

fn bounded<T: Debug, E: Debug>(bound: &str, most: Result<T, E>, more: Result<T, E>) {
    assert!(most.is_ok(), "{bound}: {most:?}");
    assert!(more.is_err(), "{bound}: {more:?}");
}

#[test]
fn scalars_take_their_bound_and_no_more() {
    let x = |n: usize| "x".repeat(n);
    let (chars, text) = (NAME_CHARS_MAX, TEXT_CHARS_MAX);
    bounded("NAME_CHARS_MAX", Name::new(&x(chars)), Name::new(&x(chars + 1)));
    bounded("TEXT_CHARS_MAX", Text::new(&x(text)), Text::new(&x(text + 1)));
    // Names of machines have parts of at most 63 bytes.
    let email = |bytes: usize| -> Result<Email, _> {
        let rest = format!("@{}.{}.{}.example", x(60), x(60), x(60));
        format!("{}{rest}", x(bytes - rest.len())).parse()
    };
    bounded("EMAIL_BYTES_MAX", email(EMAIL_BYTES_MAX), email(EMAIL_BYTES_MAX + 1));
    let file = u64::from(FILE_BYTES_MAX);
    bounded("FILE_BYTES_MAX", FileSize::new(file), FileSize::new(file + 1));
    bounded("GRADE_MAX", Grade::new(GRADE_MAX), Grade::new(GRADE_MAX + 1));
    bounded("PERCENT_MAX", Percent::new(PERCENT_MAX), Percent::new(PERCENT_MAX + 1));
    for sign in ["", "-"] {
        let hours = |of: i64, part: &str| format!("{sign}{of}{part}").parse::<Hours>();
        bounded("HOURS_MAX", hours(HOURS_MAX, ""), hours(HOURS_MAX, ".01"));
        let amount = |of: i64, part: &str| format!("{sign}{of}{part}").parse::<Amount>();
        bounded("AMOUNT_MAX", amount(AMOUNT_MAX, ""), amount(AMOUNT_MAX, ".0001"));
    }
    let quantity = |part: &str| format!("{QUANTITY_MAX}{part}").parse::<Quantity>();
    bounded("QUANTITY_MAX", quantity(""), quantity(".001"));
    // A year of weeks from a Monday on, by its last day.
    let weeks = |until: &str| Weeks::new(day("2026-01-05"), day(until));
    assert_eq!(WEEKS_MAX, 53);
    bounded("WEEKS_MAX", weeks("2027-01-10"), weeks("2027-01-11"));
}
