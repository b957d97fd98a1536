use super::*;

#[test]
fn a_rival_does_not_touch_what_a_partner_said_and_staff_changes_no_words_of_his() {
    let mut plant = full(CommentCircle::Shared);
    let about = About::Task(DRAW);
    bo(&mut plant).when(said(SAID, about, Audience::Shared));
    plant.when(attached(PLAN, about, Audience::Shared));
    for told in [reworded(SAID), unsaid(SAID), detached(PLAN)] {
        kim(&mut plant).refuses(told, &Refusal::LevelPermitsNot);
    }
    ada(&mut plant).refuses(reworded(SAID), &Refusal::WordsOfAnother(SAID.into()));
    for told in [turned(SAID, Audience::Internal), unsaid(SAID), detached(PLAN)] {
        assert_eq!(outcome(&plant, Actor::Staff(ADA), told), "yes");
    }
    assert_eq!(bo(&mut plant).when(turned(SAID, Audience::Shared)), []);
    plant.refuses(turned(SAID, Audience::Internal), &Refusal::LevelPermitsNot);
    plant.when(reworded(SAID));
    let row = read(&plant, BO, SAID);
    assert_eq!((&row["text"], &row["changed_at"]), (&"look again".into(), &row["at"]));
}

#[test]
fn of_staff_those_answer_who_deliver_and_everybody_for_his_own_expenses() {
    let mut plant = full(CommentCircle::Shared);
    plant.when(said(SAID, About::Expense(TAXI), Audience::Shared));
    let no = &Refusal::NotYoursToDecide;
    for (_, about) in RECORDS {
        by(&mut plant, Actor::Staff(PIA)).refuses(said(NEW_COMMENT, about, Audience::Shared), no);
        plant.refuses(attached(NEW_FILE, about, Audience::Shared), no);
    }
    plant.refuses(unsaid(SAID), no);
    ada(&mut plant).when(takes_part(ParticipantId(nth(25_050)), DESIGN, PIA_HERSELF));
    let hers = crate::id::ExpenseId(nth(28_050));
    plant.when(Told { makes: Some(hers.0), ..spent(PIA_HERSELF, "3") });
    let about = About::Expense(hers);
    by(&mut plant, Actor::Staff(PIA)).when(attached(PLAN, about, Audience::Shared));
    plant.when(said(NEW_COMMENT, about, Audience::Shared));
    plant.when(detached(PLAN));
}

#[test]
fn receipts_stay_while_somebody_decides_about_their_expense() {
    let mut plant = full(CommentCircle::Shared);
    bo(&mut plant).when(attached(PLAN, About::Expense(TAXI), Audience::Shared));
    ada(&mut plant).when(crate::spec::story::delivery::approval(
        crate::effort::Approval::Supervisor,
        crate::effort::LineApproval::None,
    ));
    bo(&mut plant).when(expense_submitted());
    for actor in [Actor::Partner(BO), Actor::Staff(ADA)] {
        assert_eq!(outcome(&plant, actor, detached(PLAN)), "expense_out_of_turn");
    }
    plant.when(attached(NEW_FILE, About::Expense(TAXI), Audience::Shared));
}

#[test]
fn an_administrator_takes_a_receipt_away_whatever_was_decided() {
    let mut plant = full(CommentCircle::Shared);
    bo(&mut plant).when(attached(PLAN, About::Expense(TAXI), Audience::Shared));
    for told in [expense_submitted(), expense_approved(), expense_paid()] {
        ada(&mut plant).tries(told).ok();
    }
    let paid = crate::effort::ExpenseStatus::Paid;
    assert_eq!(plant.world.effort.expense(TAXI).map(|expense| expense.status), Ok(paid));
    assert_eq!(outcome(&plant, Actor::Staff(ADA), detached(PLAN)), "expense_out_of_turn");
    by(&mut plant, Actor::Staff(ROOT)).when(detached(PLAN));
    assert_eq!(plant.shows(BO, PLAN), None);
}

#[test]
fn a_partner_who_is_not_told_where_an_expense_stands_does_not_find_it_out_by_its_receipts() {
    let mut draft = full(CommentCircle::Shared);
    bo(&mut draft).when(attached(PLAN, About::Expense(TAXI), Audience::Shared));
    let status = [Field::Expense(ExpenseField::Status)];
    ada(&mut draft).when(fields_set(FieldScope::Externals, status, Some(FieldAccess::Hidden)));
    let mut submitted = draft.clone();
    submitted.when(expense_submitted());
    for mut plant in [draft, submitted] {
        bo(&mut plant).refuses(detached(PLAN), &Refusal::FieldNotEditable);
    }
}

#[test]
fn a_supervisor_remarks_on_expenses_about_which_he_decides_and_takes_away_what_he_wrote() {
    let mut plant = full(CommentCircle::Shared);
    let about = About::Expense(TAXI);
    ada(&mut plant).when(said(SAID, about, Audience::Shared));
    plant.when(attached(PLAN, about, Audience::Shared));
    plant.when(supervised(Some(PIA_HERSELF)));
    let pia = by(&mut plant, Actor::Staff(PIA));
    pia.when(said(NEW_COMMENT, about, Audience::Shared));
    pia.when(attached(NEW_FILE, about, Audience::Shared));
    let no = &Refusal::NotYoursToDecide;
    for told in [unsaid(SAID), turned(SAID, Audience::Internal), reworded(SAID), detached(PLAN)] {
        pia.refuses(told, no);
    }
    for told in [reworded(NEW_COMMENT), unsaid(NEW_COMMENT), detached(NEW_FILE)] {
        pia.when(told);
    }
}

#[test]
fn staff_takes_away_from_an_own_expense_only_what_is_its_own() {
    let mut plant = full(CommentCircle::Shared);
    plant.when(takes_part(ParticipantId(nth(25_050)), DESIGN, PIA_HERSELF));
    let hers = crate::id::ExpenseId(nth(28_050));
    plant.when(Told { makes: Some(hers.0), ..spent(PIA_HERSELF, "3") });
    let about = About::Expense(hers);
    plant.when(said(SAID, about, Audience::Shared));
    plant.when(attached(PLAN, about, Audience::Shared));
    let pia = by(&mut plant, Actor::Staff(PIA));
    for told in [unsaid(SAID), turned(SAID, Audience::Internal), detached(PLAN)] {
        pia.refuses(told, &Refusal::NotYoursToDecide);
    }
}

#[test]
fn ones_own_expense_keeps_its_receipts_when_the_project_is_gone_and_nothing_internal() {
    let mut plant = remarked(CommentCircle::Internal, About::Expense(TAXI));
    bo(&mut plant).when(said(NEW_COMMENT, About::Expense(TAXI), Audience::Shared));
    assert_eq!(seen(&plant, BO), [true; 4]);
    ada(&mut plant).when(RemoveParticipant { participant: JO_DESIGNS });
    assert_eq!(seen(&plant, BO), [true, false, true, false]);
    let row = read(&plant, BO, SAID);
    assert_eq!((&row["project_id"], &row["author"]), (&Value::Null, &Value::Null));
    assert_eq!(read(&plant, BO, NEW_COMMENT)["author"], "contact 1");
}

#[test]
fn a_supervisor_who_may_see_an_expense_sees_its_receipts() {
    let mut plant = remarked(CommentCircle::Shared, About::Expense(TAXI));
    assert_eq!(seen(&plant, KIM_USER), [false; 4]);
    plant.when(supervised(Some(KIM)));
    let lead = crate::spec::story::delivery::LEAD;
    plant.when(ChangeAccessLevel {
        access_level: lead,
        name: name("lead"),
        permissions: Permissions {
            timesheet_approve: crate::access::TimesheetApproval::Supervised,
            ..usual(CommentCircle::Shared)
        },
    });
    assert_eq!(seen(&plant, KIM_USER), [true, false, true, false]);
}
