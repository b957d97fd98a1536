use super::*;
use crate::access::{DecidedBy, ItemField, OrderField, PartnerType};
use crate::id::AccountId;
use crate::refusal::RecordKind;
use crate::spec::story::{
    BO, FIRM, MAX, OTHER_FIRM, contact, enabled, fields_set, firm, kind_changed, owner,
};
use crate::spec::{Plant, given, nth};
use crate::world::Seq;

const QUANTITY: Field = Field::WorkStep(Column::Quantity);
const STATUS: Field = Field::WorkStep(Column::Status);
const SUPPLIERS: FieldScope = FieldScope::PartnerType(PartnerType::Supplier);

/// A firm that supplies, with a user, and another one.
fn firms() -> Plant {
    given([owner(), firm(FIRM), contact(MAX, FIRM), enabled(MAX, BO), firm(OTHER_FIRM)])
}

fn granted(plant: &Plant, account: Option<AccountId>, field: Field) -> FieldAccess {
    plant.world.access.field_security().sight(account).granted(field)
}

#[test]
fn only_dates_quantities_minutes_and_counts_have_a_coarse_form() {
    let mut plant = firms();
    for field in Field::all() {
        let told = fields_set(FieldScope::Externals, [field], Some(FieldAccess::Coarse));
        match field.coarse_form() {
            Some(_) => assert_eq!(plant.when(told).len(), 1),
            None => plant.refuses(told, &Refusal::FieldHasNoCoarseForm(field)),
        }
    }
    let plain: Vec<&str> =
        Field::all().filter(|field| field.coarse_form().is_none()).map(Field::name).collect();
    let of_lists = ["order", "article", "sequence", "name", "resource", "status"];
    let of_orders = ["number", "order_item_id", "article", "status"];
    let expected = [
        &of_lists[..],
        &of_lists,
        &of_orders,
        &["number", "article", "status"],
        &[
            "name",
            "customer",
            "manager",
            "status",
            "delivery",
            "health",
            "health_reason",
            "go_live",
        ],
        &["name", "owner"],
        &["name", "is_value", "owner"],
        &["title", "description", "status", "assignees", "predecessors", "checklist"],
        &["title", "description", "status", "owner", "raised_by", "impact", "likelihood"],
        &["mitigation", "contingency", "occurred", "validated", "priority", "action_plan"],
        &["depends_on", "tasks", "milestones", "items"],
        &["scope", "schedule", "budget", "resources", "summary", "achievements", "next_steps"],
        &["sentiment", "sentiment_comment", "author", "return_reason"],
        &["person", "status", "reason", "lines"],
        &["person", "category", "billable", "notes", "status", "reason"],
    ];
    assert_eq!(plain, expected.concat());
}

#[test]
fn only_what_feedback_changes_is_set_to_edit() {
    let mut plant = firms();
    for field in Field::all() {
        let told = fields_set(FieldScope::Externals, [field], Some(FieldAccess::Edit));
        match field.is_editable() {
            true => assert_eq!(plant.when(told).len(), 1),
            false => plant.refuses(told, &Refusal::FieldIsNotEditable(field)),
        }
    }
}

#[test]
fn one_field_that_does_not_fit_refuses_all() {
    let fields = [QUANTITY, Field::ProductionOrder(OrderField::Number)];
    let told = fields_set(FieldScope::Externals, fields, Some(FieldAccess::Coarse));
    let refusal = Refusal::FieldHasNoCoarseForm(Field::ProductionOrder(OrderField::Number));
    firms().refuses(told, &refusal);
}

#[test]
fn processes_have_no_set_up_to_hide() {
    let field = Field::Process(Column::SetUpMinutes);
    let told = fields_set(FieldScope::Externals, [field], Some(FieldAccess::Hidden));
    firms().refuses(told, &Refusal::ColumnNotInList(Column::SetUpMinutes));
}

#[test]
fn only_known_accounts_have_settings() {
    let unknown = AccountId(nth(77));
    let told = fields_set(FieldScope::Account(unknown), [QUANTITY], None);
    firms().refuses(told, &Refusal::Unknown(RecordKind::Account, unknown.into()));
}

#[test]
fn what_is_so_already_is_not_set_again() {
    let mut plant = firms();
    let hide =
        |fields: &[Field]| fields_set(SUPPLIERS, fields.iter().copied(), Some(FieldAccess::Hidden));
    plant.when(hide(&[QUANTITY]));
    assert_eq!(plant.when(hide(&[QUANTITY])), []);
    assert_eq!(plant.when(hide(&[])), []);
    let due = Field::OrderItem(ItemField::Due);
    let event =
        FieldAccessSet { scope: SUPPLIERS, fields: vec![due], access: Some(FieldAccess::Hidden) };
    assert_eq!(plant.when(hide(&[QUANTITY, due])), [event.into()]);
    assert_eq!(plant.when(fields_set(SUPPLIERS, [STATUS], None)), []);
}

#[test]
fn the_narrower_setting_wins_in_both_directions_and_null_inherits() {
    let mut plant = firms();
    let own = FieldScope::Account(FIRM);
    let steps: [(FieldScope, Option<FieldAccess>, [FieldAccess; 3]); 7] = {
        use FieldAccess::{Coarse, Hidden, Masked, Read};
        [
            (FieldScope::Externals, Some(Masked), [Masked, Masked, Masked]),
            (SUPPLIERS, Some(Coarse), [Masked, Coarse, Coarse]),
            (own, Some(Hidden), [Masked, Hidden, Coarse]),
            (own, Some(Read), [Masked, Read, Coarse]),
            (SUPPLIERS, Some(Hidden), [Masked, Read, Hidden]),
            (own, None, [Masked, Hidden, Hidden]),
            (SUPPLIERS, None, [Masked, Masked, Masked]),
        ]
    };
    for (scope, access, expected) in steps {
        plant.when(fields_set(scope, [QUANTITY], access));
        let found = [None, Some(FIRM), Some(OTHER_FIRM)].map(|a| granted(&plant, a, QUANTITY));
        assert_eq!(found, expected, "{scope:?} {access:?}");
        assert_eq!(granted(&plant, Some(FIRM), STATUS), FieldAccess::Edit, "another field");
    }
}

#[test]
fn the_settings_of_a_type_follow_the_account_that_changes_its_type() {
    let mut plant = firms();
    plant.when(fields_set(SUPPLIERS, [QUANTITY], Some(FieldAccess::Hidden)));
    plant.when(kind_changed(FIRM, PartnerType::Contractor));
    assert_eq!(granted(&plant, Some(FIRM), QUANTITY), FieldAccess::Read);
    assert_eq!(granted(&plant, Some(OTHER_FIRM), QUANTITY), FieldAccess::Hidden);
    plant.when(kind_changed(FIRM, PartnerType::Supplier));
    assert_eq!(granted(&plant, Some(FIRM), QUANTITY), FieldAccess::Hidden);
}

#[test]
fn what_was_set_for_an_account_goes_with_it() {
    let mut plant = firms();
    let scope = FieldScope::Account(OTHER_FIRM);
    plant.when(fields_set(scope, [QUANTITY], Some(FieldAccess::Hidden)));
    plant.when(crate::access::DeleteAccount { account: OTHER_FIRM });
    assert_eq!(plant.world.access.field_security().settings().count(), 0);
}

#[test]
fn a_decision_names_the_scope_and_the_commit_that_made_it() {
    let mut plant = firms();
    let decided = |plant: &Plant, account| {
        let security = plant.world.access.field_security();
        let decided = security.decided(security.audience(account), QUANTITY);
        (decided.by, decided.since)
    };
    assert_eq!(decided(&plant, Some(FIRM)), (DecidedBy::Nobody, None));
    plant.when(fields_set(SUPPLIERS, [QUANTITY], Some(FieldAccess::Hidden)));
    let since = Some(Seq(6));
    assert_eq!(decided(&plant, Some(FIRM)), (DecidedBy::Setting(SUPPLIERS), since));
    assert_eq!(decided(&plant, None), (DecidedBy::Nobody, None));
}

/// However settings and lists came to be, what is looked up is what is decided afresh.
#[test]
fn what_is_looked_up_is_what_is_decided() {
    use crate::spec::Dice;
    use crate::spec::story::{account_columns_set, columns_set};
    let fields: Vec<Field> = Field::all().collect();
    let scopes = [
        FieldScope::Externals,
        SUPPLIERS,
        FieldScope::Account(FIRM),
        FieldScope::Account(OTHER_FIRM),
    ];
    let kinds = [PartnerType::Supplier, PartnerType::Contractor];
    for seed in 0..40 {
        let (mut plant, mut dice) = (firms(), Dice::new(seed));
        for _ in 0..60 {
            let list = dice
                .pick(&[crate::access::ListName::WorkSteps, crate::access::ListName::Processes]);
            let list = list.expect("one of two");
            let columns: Vec<Column> =
                Column::of(list).iter().copied().filter(|_| dice.below(4) > 0).collect();
            let told = match dice.below(6) {
                0 => columns_set(list, columns),
                1 => account_columns_set(FIRM, list, Some(columns)),
                2 => account_columns_set(FIRM, list, None),
                3 => kind_changed(OTHER_FIRM, dice.pick(&kinds).expect("one of two")),
                _ => {
                    let some: Vec<Field> = (0..5).filter_map(|_| dice.pick(&fields)).collect();
                    let access = dice.pick(&FieldAccess::ALL).filter(|_| dice.below(4) > 0);
                    fields_set(dice.pick(&scopes).expect("one of four"), some, access)
                }
            };
            plant.tries(told).ok();
            let security = plant.world.access.field_security();
            for account in [None, Some(FIRM), Some(OTHER_FIRM)] {
                for field in &fields {
                    let decided = security.decided(security.audience(account), *field);
                    assert_eq!(security.sight(account).granted(*field), decided.access);
                }
            }
        }
    }
}
