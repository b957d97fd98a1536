use super::*;
use crate::access::{
    Column, DecidedBy, Field, FieldAccess, FieldScope, ListName, OrderField, Term,
};
use crate::production::Finality;
use crate::spec::story::{
    RIVAL, column_hidden, deactivated, fields_set, internal, linked_for, moved, reactivated, worked,
};
use crate::visibility::{Condition, Rule, document, explain};
use crate::world::Seq;

fn holds(rule: Rule, seq: u64) -> Condition {
    Condition { rule, holds: true, seq: Some(Seq(seq)) }
}

fn fails(rule: Rule, seq: impl Into<Option<u64>>) -> Condition {
    Condition { rule, holds: false, seq: seq.into().map(Seq) }
}

fn because(plant: &Plant, id: impl Into<DocumentId>) -> Vec<Condition> {
    let id = id.into();
    let explanation = explain(&plant.world, PARTNER, id);
    let shown = document(&plant.world, PARTNER, id).is_some();
    assert_eq!(explanation.visible, shown, "{id:?}");
    assert_eq!(shown, explanation.because.iter().all(|condition| condition.holds));
    explanation.because
}

/// The five conditions of the step on the laser in [`coating`].
fn of_the_step() -> [Condition; 5] {
    [
        holds(Rule::PartnerActive, 8),
        holds(Rule::ModuleLicensed, 9),
        holds(Rule::ResourceExternal, 12),
        holds(Rule::ResourceLinked, 13),
        holds(Rule::StepOnResource, 5),
    ]
}

#[test]
fn a_visible_step_names_the_commits_that_show_it() {
    assert_eq!(because(&coating(), S), of_the_step());
}

#[test]
fn a_hidden_step_names_what_is_missing() {
    let mut plant = plant();
    let expected = [
        holds(Rule::PartnerActive, 8),
        holds(Rule::ModuleLicensed, 9),
        fails(Rule::ResourceExternal, 1),
        fails(Rule::ResourceLinked, None),
        holds(Rule::StepOnResource, 5),
    ];
    assert_eq!(because(&plant, S), expected);
    plant.when(external(LASER));
    plant.when(internal(LASER));
    assert_eq!(because(&plant, S)[2], fails(Rule::ResourceExternal, 11));
}

#[test]
fn a_step_that_was_moved_names_the_move() {
    let mut plant = coating();
    plant.when(external(OVEN));
    plant.when(linked(PARTNER, OVEN));
    plant.when(moved(S, LASER, hours(0, 2)));
    assert_eq!(because(&plant, S)[4], holds(Rule::StepOnResource, 5), "in time only");
    plant.when(moved(S, OVEN, hours(0, 2)));
    let expected = [
        holds(Rule::PartnerActive, 8),
        holds(Rule::ModuleLicensed, 9),
        holds(Rule::ResourceExternal, 15),
        holds(Rule::ResourceLinked, 16),
        holds(Rule::StepOnResource, 18),
    ];
    assert_eq!(because(&plant, S), expected);
}

#[test]
fn a_link_names_the_commit_by_which_its_term_began_or_ended() {
    let mut plant = plant();
    plant.when(external(LASER));
    let (from, until) = (Some(hours(1, 2).start), Some(hours(1, 2).end));
    plant.when(linked_for(PARTNER, LASER, Term { from, until }));
    assert_eq!(because(&plant, S)[3], fails(Rule::ResourceLinked, 11), "made, not begun");
    plant.passes(hours(1, 2).start);
    assert_eq!(because(&plant, S)[3], holds(Rule::ResourceLinked, 12));
    plant.passes(hours(1, 2).end);
    assert_eq!(because(&plant, S)[3], fails(Rule::ResourceLinked, 13));
}

#[test]
fn a_partner_who_was_shut_out_or_came_back_names_that() {
    let mut plant = coating();
    plant.when(deactivated(PARTNER));
    for id in [S.into(), P.into(), O.into(), ITEM.into(), DocumentId::Portal] {
        assert_eq!(because(&plant, id)[0], fails(Rule::PartnerActive, 15));
    }
    plant.when(reactivated(PARTNER));
    for id in [S.into(), P.into(), O.into(), ITEM.into(), DocumentId::Portal] {
        assert_eq!(because(&plant, id)[0], holds(Rule::PartnerActive, 16));
    }
}

#[test]
fn a_process_names_the_permission_and_the_step_that_it_follows() {
    let mut expected = vec![
        holds(Rule::PartnerActive, 8),
        holds(Rule::ModuleLicensed, 9),
        holds(Rule::ProcessFeedbackAllowed, 14),
        holds(Rule::OrderHasVisibleStep, 5),
    ];
    expected.extend(of_the_step());
    assert_eq!(because(&coating(), P), expected);
    let hidden = because(&plant(), P);
    let expected = [
        holds(Rule::PartnerActive, 8),
        holds(Rule::ModuleLicensed, 9),
        fails(Rule::ProcessFeedbackAllowed, None),
        fails(Rule::OrderHasVisibleStep, None),
    ];
    assert_eq!(hidden, expected);
}

#[test]
fn an_order_and_its_item_name_the_step_that_they_follow() {
    for (id, rule) in [
        (DocumentId::from(O), Rule::OrderHasVisibleStep),
        (DocumentId::from(ITEM), Rule::ItemHasVisibleOrder),
    ] {
        let mut expected =
            vec![holds(Rule::PartnerActive, 8), holds(Rule::ModuleLicensed, 9), holds(rule, 5)];
        expected.extend(of_the_step());
        assert_eq!(because(&coating(), id), expected);
        assert_eq!(because(&plant(), id).last(), Some(&fails(rule, None)));
    }
}

#[test]
fn a_report_names_its_subject_and_the_column_of_reports() {
    let mut plant = coating();
    plant.passes(hours(9, 9).start);
    plant.when(worked(S, hours(1, 2), 1, Finality::Partial));
    let first = DocumentId::Report(S.into(), 1);
    let mut expected = of_the_step().to_vec();
    expected.push(Condition { rule: Rule::ColumnShown, holds: true, seq: None });
    assert_eq!(because(&plant, first), expected);
    plant.when(column_hidden(ListName::WorkSteps, Column::ReportCount));
    assert_eq!(because(&plant, first).last(), Some(&fails(Rule::ColumnShown, 16)));
}

#[test]
fn a_record_that_is_not_there_is_said_not_to_be_there() {
    let plant = coating();
    let missing = [fails(Rule::RecordExists, None)];
    let nowhere = crate::spec::nth(99);
    for id in [
        crate::id::WorkStepId(nowhere).into(),
        crate::id::ProcessId(nowhere).into(),
        crate::id::ProductionOrderId(nowhere).into(),
        DocumentId::from(crate::id::OrderItemId(nowhere)),
    ] {
        assert_eq!(because(&plant, id), missing);
    }
    let report = because(&plant, DocumentId::Report(S.into(), 1));
    assert_eq!(report.last(), Some(&missing[0]));
    let stranger = explain(&plant.world, RIVAL, S.into());
    assert_eq!((stranger.visible, stranger.because.as_slice()), (false, missing.as_slice()));
}

#[test]
fn each_field_names_the_commit_that_chose_the_columns() {
    let mut plant = coating();
    let fields = |plant: &Plant, id: DocumentId| explain(&plant.world, PARTNER, id).fields;
    let before = fields(&plant, S.into());
    assert_eq!(before.len(), Column::ALL.len());
    assert!(before.iter().all(|field| field.access >= FieldAccess::Read));
    assert!(before.iter().all(|field| (field.by, field.seq) == (DecidedBy::Nobody, None)));
    plant.when(column_hidden(ListName::WorkSteps, Column::Quantity));
    for field in fields(&plant, S.into()) {
        let hidden = field.field == Field::WorkStep(Column::Quantity);
        assert_eq!(field.access == FieldAccess::Hidden, hidden);
        assert_eq!((field.by, field.seq), (DecidedBy::Columns, Some(Seq(15))));
    }
    assert!(fields(&plant, P.into()).iter().all(|field| field.seq.is_none()));
    assert_eq!(fields(&plant, DocumentId::Portal), []);
}

#[test]
fn a_field_of_an_order_names_the_column_that_it_follows_and_what_decided_there() {
    let mut plant = coating();
    let scope = FieldScope::Externals;
    let status = Field::WorkStep(Column::Status);
    plant.when(fields_set(scope, [status], Some(FieldAccess::Masked)));
    let told = |plant: &Plant, id: DocumentId, name: &str| {
        let fields = explain(&plant.world, PARTNER, id).fields;
        fields.into_iter().find(|field| field.field.name() == name).expect("it is there")
    };
    for id in [DocumentId::from(O), ITEM.into()] {
        let field = told(&plant, id, "status");
        assert_eq!((field.access, field.follows), (FieldAccess::Masked, Some(status)));
        assert_eq!((field.by, field.seq), (DecidedBy::Setting(scope), Some(Seq(15))));
    }
    let own = Field::ProductionOrder(OrderField::Status);
    plant.when(fields_set(scope, [own], Some(FieldAccess::Hidden)));
    let field = told(&plant, O.into(), "status");
    assert_eq!((field.follows, field.seq), (None, Some(Seq(16))));
    let field = told(&plant, ITEM.into(), "status");
    assert_eq!((field.follows, field.seq), (Some(own), Some(Seq(16))));
}

#[test]
fn reports_name_the_setting_that_hides_their_number() {
    for access in [FieldAccess::Hidden, FieldAccess::Masked, FieldAccess::Coarse] {
        let mut plant = coating();
        plant.passes(hours(9, 9).start);
        plant.when(worked(S, hours(1, 2), 1, Finality::Partial));
        let counted = [Field::WorkStep(Column::ReportCount)];
        plant.when(fields_set(FieldScope::Externals, counted, Some(access)));
        let told = because(&plant, DocumentId::Report(S.into(), 1));
        assert_eq!(told.last(), Some(&fails(Rule::ColumnShown, 16)));
    }
}
