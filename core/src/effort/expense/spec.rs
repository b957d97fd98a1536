use super::*;
use crate::access::{
    ExpenseView, FieldAccess, FieldScope, ParticipantView, Permissions, TimesheetApproval,
};
use crate::actor::Actor;
use crate::delivery::RemoveParticipant;
use crate::effort::site::{
    KIM_USER, PIA, PIA_HERSELF, ROOT, ada, bo, by, kim, site, site_with, supervised,
};
use crate::effort::{Approval, LineApproval};
use crate::id::PartnerUserId;
use crate::refusal::RecordKind;
use crate::scalar::{Amount, Instant, NotMoney};
use crate::spec::story::delivery::{
    ADA_HERSELF, BRIDGE, BUILD, DESIGN, JO, JO_DESIGNS, KIM, PIERS, TAXI, TOWER, approval,
    expense_approved, expense_paid, expense_recalled, expense_rejected, expense_removed,
    expense_submitted, phase, project, spent, takes_part,
};
use crate::spec::story::{BO, fields_set};
use crate::spec::{Dice, MORNING, Plant, Told, day, given, name, nth};
use crate::world::Stamp;

/// A command, and what the table calls it.
type Asked = (&'static str, fn() -> Told);

fn status(plant: &Plant) -> Option<ExpenseStatus> {
    plant.world.effort.expense(TAXI).ok().map(|expense| expense.status)
}

fn read(plant: &Plant, partner: PartnerUserId) -> serde_json::Value {
    let document = plant.shows(partner, TAXI);
    document.map_or(serde_json::Value::Null, |row| serde_json::to_value(row).expect("JSON"))
}

fn unchanged_but() -> ChangeExpense {
    ChangeExpense {
        expense: TAXI,
        phase: Change::Keep,
        category: Change::Keep,
        day: Change::Keep,
        money: Change::Keep,
        billable: Change::Keep,
        notes: Change::Keep,
    }
}

fn renamed() -> Told {
    ChangeExpense { category: Change::To(name("Taxi")), ..unchanged_but() }.into()
}

fn hidden() -> Refusal {
    Refusal::Unknown(RecordKind::Expense, TAXI.into())
}

/// An expense that stands so, under an approval path; none where that path has no such state.
fn standing(status: ExpenseStatus, path: Approval) -> Option<Plant> {
    let mut plant = site();
    plant.when(approval(path, LineApproval::None));
    plant.when(spent(JO, "12.5"));
    let way: &[fn() -> Told] = match status {
        ExpenseStatus::Draft => &[],
        ExpenseStatus::Submitted => &[expense_submitted],
        ExpenseStatus::Approved => &[expense_submitted, expense_approved],
        ExpenseStatus::Rejected => &[expense_submitted, expense_rejected],
        ExpenseStatus::Paid => &[expense_submitted, expense_approved, expense_paid],
    };
    for told in way {
        // What the path does not need is refused.
        plant.tries(told()).ok();
    }
    (self::status(&plant) == Some(status)).then_some(plant)
}

#[test]
fn each_command_in_each_state_of_each_approval_path() {
    let commands: [Asked; 7] = [
        ("change", renamed),
        ("remove", expense_removed),
        ("submit", expense_submitted),
        ("recall", expense_recalled),
        ("approve", expense_approved),
        ("reject", expense_rejected),
        ("pay", expense_paid),
    ];
    let mut found: Vec<String> = Vec::new();
    for (path, head) in
        [(Approval::Supervisor, "expense supervisor"), (Approval::Auto, "expense auto")]
    {
        found.push(head.to_owned());
        found.push(format!("state {}", commands.map(|(name, _)| name).join(" ")));
        for status in ExpenseStatus::ALL {
            let Some(plant) = standing(status, path) else { continue };
            let cells = commands.map(|(_, told)| {
                let mut plant = plant.clone();
                match plant.tries(told()) {
                    Ok(_) => self::status(&plant).map_or("gone".into(), |found| found.to_string()),
                    Err(refusal) => refusal.code().to_owned(),
                }
            });
            found.push(format!("{status} {}", cells.join(" ")));
        }
    }
    let golden = include_str!("states.txt").lines().skip(2).filter(|line| !line.is_empty());
    let golden = golden.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(found, golden.collect::<Vec<_>>());
}

#[test]
fn an_expense_is_more_than_nothing_and_exact_in_its_currency() {
    let mut plant = site();
    plant.refuses(spent(JO, "0"), &Refusal::NoMoney);
    plant.refuses(spent(JO, "-1"), &Refusal::NoMoney);
    let (amount, currency) =
        ("12.345".parse::<Amount>().expect("an amount"), "EUR".parse().expect("a currency"));
    assert_eq!(Money::new(amount, currency), Err(NotMoney { amount, currency }));
}

#[test]
fn money_is_spent_by_who_takes_part_and_on_the_project_of_the_phase() {
    let mut plant = site();
    plant.when(project(BRIDGE));
    plant.when(phase(PIERS, BRIDGE));
    plant.refuses(spent(PIA_HERSELF, "1"), &Refusal::NoParticipant(PIA_HERSELF.into()));
    plant.when(spent(JO, "1"));
    let piers = ChangeExpense { phase: Change::To(Some(PIERS)), ..unchanged_but() };
    plant.refuses(piers, &Refusal::OfAnotherProject(PIERS.into()));
}

#[test]
fn partners_spend_for_themselves_on_what_they_are_shown() {
    let mut plant = site();
    bo(&mut plant);
    let unknown = |person: PersonId| Refusal::Unknown(RecordKind::Person, person.into());
    plant.refuses(spent(KIM, "1"), &unknown(KIM));
    plant.when(spent(JO, "1"));
    let build = ChangeExpense { phase: Change::To(Some(BUILD)), ..unchanged_but() };
    plant.refuses(build, &Refusal::Unknown(RecordKind::Phase, BUILD.into()));
    ada(&mut plant).when(RemoveParticipant { participant: JO_DESIGNS });
    bo(&mut plant);
    let tower = Refusal::Unknown(RecordKind::Project, TOWER.into());
    plant.refuses(Told { makes: Some(nth(28_002)), ..spent(JO, "1") }, &tower);
    // What became of the project is not told; what was spent stays his own.
    assert_eq!(read(&plant, BO).get("project_id"), Some(&serde_json::Value::Null));
    assert_eq!(read(&plant, BO).get("phase_id"), Some(&serde_json::Value::Null));
    plant.when(expense_submitted());
}

#[test]
fn a_phase_that_became_hidden_neither_keeps_the_draft_from_being_changed_nor_is_told() {
    let mut plant = site();
    plant.when(takes_part(crate::id::ParticipantId(nth(25_009)), BUILD, JO));
    plant.when(spent(JO, "12.5"));
    plant.when(RemoveParticipant { participant: JO_DESIGNS });
    bo(&mut plant).when(renamed());
    let held = plant.world.effort.expense(TAXI).expect("it").brief.phase;
    assert_eq!((held, read(&plant, BO)["phase_id"].clone()), (Some(DESIGN), ().into()));
    // Naming the hidden one does not tell that it is the one.
    for phase in [DESIGN, crate::id::PhaseId(nth(21_999))] {
        let named = ChangeExpense { phase: Change::To(Some(phase)), ..unchanged_but() };
        plant.refuses(named, &Refusal::Unknown(RecordKind::Phase, phase.into()));
    }
    plant.when(ChangeExpense { phase: Change::To(None), ..unchanged_but() });
    plant.when(ChangeExpense { phase: Change::To(Some(BUILD)), ..unchanged_but() });
    assert_eq!(read(&plant, BO)["phase_id"], serde_json::json!(BUILD));
}

#[test]
fn for_phases_that_one_only_sees_the_level_must_open_all() {
    use crate::access::{ExpenseSubmission, PhaseView};
    let seeing = Permissions { phase_view: PhaseView::All, ..Permissions::usual(None) };
    let on_build = AddExpense {
        person: None,
        project: TOWER,
        phase: Some(BUILD),
        category: name("Travel"),
        day: day("2026-03-02"),
        money: serde_json::from_str(r#"{"amount":1,"currency":"EUR"}"#).expect("money"),
        billable: Billable::No,
        notes: None,
    };
    let mut plant = site_with(seeing);
    kim(&mut plant).refuses(on_build.clone(), &Refusal::LevelPermitsNot);
    let all = Permissions { expense_submit: ExpenseSubmission::AllProjects, ..seeing };
    let mut plant = site_with(all);
    kim(&mut plant).when(on_build);
}

#[test]
fn a_partner_sees_his_own_expenses_and_no_others_unless_his_level_opens_them() {
    let mut plant = site();
    plant.when(spent(JO, "12.5"));
    assert_eq!(read(&plant, KIM_USER), serde_json::Value::Null);
    let expected = serde_json::json!({
        "id": TAXI,
        "project_id": TOWER,
        "phase_id": DESIGN,
        "mine": true,
        "person": "contact 1",
        "category": "Travel",
        "day": "2026-03-02",
        "money": { "amount": 12.5, "currency": "EUR" },
        "billable": "yes",
        "notes": "to the site",
        "status": "draft",
        "reason": null,
    });
    assert_eq!(read(&plant, BO), expected);
    let all = Permissions { expense_view: ExpenseView::All, ..Permissions::usual(None) };
    let mut plant = site_with(all);
    plant.when(spent(JO, "12.5"));
    // Whose name is not told, his money is not either.
    assert_eq!(read(&plant, KIM_USER), serde_json::Value::Null);
    let all = Permissions { participant_view: ParticipantView::All, ..all };
    let mut plant = site_with(all);
    plant.when(spent(JO, "12.5"));
    assert_eq!(read(&plant, KIM_USER).get("mine"), Some(&serde_json::json!(false)));
    assert!(plant.sees(KIM_USER).contains(&TAXI.into()));
    kim(&mut plant).refuses(expense_submitted(), &Refusal::LevelPermitsNot);
    plant.refuses(renamed(), &Refusal::LevelPermitsNot);
    plant.refuses(expense_approved(), &Refusal::LevelPermitsNot);
}

#[test]
fn a_hidden_expense_answers_as_a_missing_one() {
    let mut plant = site();
    plant.when(spent(JO, "12.5"));
    kim(&mut plant);
    for told in [
        renamed(),
        expense_removed(),
        expense_submitted(),
        expense_recalled(),
        expense_approved(),
        expense_rejected(),
    ] {
        plant.refuses(told, &hidden());
    }
}

#[test]
fn supervisors_decide_with_a_level_for_it_and_nobody_about_his_own() {
    let level = Permissions {
        timesheet_approve: TimesheetApproval::Supervised,
        ..Permissions::usual(None)
    };
    let mut plant = site_with(level);
    plant.when(spent(JO, "12.5"));
    plant.when(expense_submitted());
    kim(&mut plant).refuses(expense_approved(), &hidden());
    by(&mut plant, Actor::Staff(PIA)).refuses(expense_approved(), &Refusal::NotYoursToDecide);
    ada(&mut plant).when(supervised(Some(KIM)));
    bo(&mut plant).refuses(expense_approved(), &Refusal::LevelPermitsNot);
    kim(&mut plant).when(expense_rejected());
    assert_eq!(read(&plant, BO).get("reason"), Some(&serde_json::json!("no receipt")));

    let mut plant = site();
    plant.when(takes_part(crate::id::ParticipantId(nth(25_009)), DESIGN, ADA_HERSELF));
    plant.when(spent(ADA_HERSELF, "12.5"));
    plant.when(expense_submitted());
    plant.refuses(expense_approved(), &Refusal::NotYoursToDecide);
    by(&mut plant, Actor::Staff(ROOT)).when(expense_approved());
    ada(&mut plant).refuses(expense_paid(), &Refusal::NotYoursToDecide);
    by(&mut plant, Actor::Staff(ROOT)).when(expense_paid());
}

#[test]
fn who_may_not_edit_the_fields_of_expenses_writes_none() {
    let mut plant = site();
    plant.when(spent(JO, "12.5"));
    let money = Field::Expense(ExpenseField::Money);
    plant.when(fields_set(FieldScope::Externals, [money], Some(FieldAccess::Read)));
    bo(&mut plant);
    let another = Told { makes: Some(nth(28_002)), ..spent(JO, "1") };
    plant.refuses(another, &Refusal::FieldNotEditable);
    plant.when(renamed());
}

#[test]
fn nothing_new_changes_nothing() {
    let mut plant = site();
    plant.when(spent(JO, "12.5"));
    assert_eq!(plant.tries(unchanged_but()), Ok(Vec::new()));
}

/// 100,000 expenses in three currencies, added in one order and in another, and summed by the report:
/// exact to the smallest part, and none across currencies.
#[test]
fn sums_of_money_agree_in_any_order() {
    const CURRENCIES: [(&str, u32); 3] = [("EUR", 2), ("KWD", 3), ("JPY", 0)];
    let mut dice = Dice::new(11);
    let mut spent: Vec<(usize, i64)> = (0..100_000)
        .map(|_| (dice.below(3), i64::try_from(dice.below(200_000)).unwrap_or(0) + 1))
        .collect();
    let money = |of: usize, parts: i64| {
        let (currency, decimals) = CURRENCIES[of];
        let amount = rust_decimal::Decimal::new(parts, decimals).to_string();
        let currency = currency.parse().expect("a currency");
        Money::new(amount.parse().expect("an amount"), currency).expect("money")
    };
    let report = |spent: &[(usize, i64)]| {
        let mut world = given([project(TOWER)]).world;
        for (nth, (of, parts)) in spent.iter().enumerate() {
            let brief = ExpenseBrief {
                phase: None,
                category: name("Travel"),
                day: day("2026-03-02"),
                money: money(*of, *parts),
                billable: Billable::No,
                notes: None,
            };
            let id = ExpenseId(self::nth(100_000 + u128::try_from(nth).unwrap_or(0)));
            let added = ExpenseAdded { id, person: JO, project: TOWER, brief, by: None };
            let stamp = Stamp { seq: Seq(2), at: Instant::from_micros(MORNING) };
            world.apply(stamp, &added.into());
        }
        let rows = crate::reports::expenses(&world, Some(TOWER), Default::default());
        let [row] = &rows[..] else { unreachable!("one status: {rows:?}") };
        (row.spent.expenses(), row.spent.sums())
    };
    let before = report(&spent);
    for last in (1..spent.len()).rev() {
        spent.swap(last, dice.below(last + 1));
    }
    assert_eq!(report(&spent), before);
    let exact = |of: usize| {
        money(of, spent.iter().filter(|(which, _)| *which == of).map(|(_, parts)| parts).sum())
    };
    let mut sums: Vec<_> = (0..CURRENCIES.len()).map(exact).collect();
    sums.sort_by_key(|sum| sum.currency);
    assert_eq!(before, (100_000, sums));
}
