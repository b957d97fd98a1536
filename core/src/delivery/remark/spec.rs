use serde_json::Value;

use super::*;
use crate::access::{
    Allowed, ChangeAccessLevel, Circle, CommentCircle, ExpenseField, Field, FieldAccess,
    FieldScope, Permissions, PhaseView, TaskView,
};
use crate::delivery::event::{CommentAdded, TaskRemoved};
use crate::delivery::{
    ATTACHMENTS_MAX, AttachFile, COMMENTS_MAX, ChangeRaidItem, ChangeTask, MediaType,
    RemoveMilestone, RemoveParticipant, RemoveTask, TaskKind,
};
use crate::effort::site::{KIM_USER, PIA, PIA_HERSELF, ROOT, ada, bo, by, kim, site, supervised};
use crate::id::{AttachmentId, CommentId, ParticipantId, PartnerUserId};
use crate::refusal::RecordKind;
use crate::scalar::Change;
use crate::spec::story::delivery::{
    BUILD, CHECK, DESIGN, DIG, DRAW, GUEST, JO, JO_BUILDS, JO_DESIGNS, KIM, PLANS, ROOF, TAXI,
    TOWER, assigned, expense_approved, expense_paid, expense_removed, expense_submitted, level,
    milestone, spent, takes_part, takes_part_as, task_as,
};
use crate::spec::story::raid::{STORM, storm};
use crate::spec::story::remark::{
    NEW_COMMENT, NEW_FILE, PLAN, SAID, SECRET_PLAN, WHISPERED, attached, detached, file, reworded,
    said, turned, unsaid,
};
use crate::spec::story::status_report::{MARCH, published, recalled, reported, submitted};
use crate::spec::story::{ADA, BO, fields_set, licence_revoked};
use crate::spec::{Plant, Told, name, nth, table};
use crate::visibility::DocumentId;

/// One record of each kind that can be remarked on.
const RECORDS: [(&str, About); 6] = [
    ("project", About::Project(TOWER)),
    ("task", About::Task(DRAW)),
    ("milestone", About::Milestone(ROOF)),
    ("raid item", About::RaidItem(STORM)),
    ("status report", About::StatusReport(MARCH)),
    ("expense", About::Expense(TAXI)),
];

fn usual(comment: CommentCircle) -> Permissions {
    Permissions { comment, ..Permissions::usual(None) }
}

/// The site with one record of each kind, of which Bo, who takes part in the design, is shown all.
fn full(comment: CommentCircle) -> Plant {
    let mut plant = site();
    for told in [
        level(GUEST, usual(comment)),
        RemoveParticipant { participant: JO_DESIGNS }.into(),
        takes_part_as(JO_DESIGNS, DESIGN, JO, GUEST),
        milestone(ROOF, TOWER, Some(DESIGN)),
        storm(),
        reported(MARCH, Audience::Shared),
        submitted(MARCH),
        published(MARCH),
        spent(JO, "12.5"),
    ] {
        ada(&mut plant).when(told);
    }
    plant
}

/// The same, with a shared and an internal comment and file of staff on one of them.
fn remarked(comment: CommentCircle, about: About) -> Plant {
    let mut plant = full(comment);
    for told in [
        said(SAID, about, Audience::Shared),
        said(WHISPERED, about, Audience::Internal),
        attached(PLAN, about, Audience::Shared),
        attached(SECRET_PLAN, about, Audience::Internal),
    ] {
        plant.when(told);
    }
    plant
}

const REMARKS: [DocumentId; 4] = [
    DocumentId::Comment(SAID),
    DocumentId::Comment(WHISPERED),
    DocumentId::Attachment(PLAN),
    DocumentId::Attachment(SECRET_PLAN),
];

/// What of [`REMARKS`] somebody sees, as one row of a table.
fn seen(plant: &Plant, partner: PartnerUserId) -> [bool; 4] {
    REMARKS.map(|id| plant.shows(partner, id).is_some())
}

fn read(plant: &Plant, partner: PartnerUserId, id: impl Into<DocumentId>) -> Value {
    serde_json::to_value(plant.shows(partner, id)).expect("a document is JSON")
}

fn outcome(plant: &Plant, actor: Actor, told: Told) -> String {
    let mut plant = plant.clone();
    match by(&mut plant, actor).tries(told) {
        Ok(events) if events.is_empty() => "unchanged".to_owned(),
        Ok(_) => "yes".to_owned(),
        Err(refusal) => refusal.code().to_owned(),
    }
}

/// Every kind of record, each value of `comment`, for each audience: what is seen, and what a partner
/// may do with it and with his own.
#[test]
fn what_each_value_of_comment_shows_and_permits() {
    const GOLDEN: &str = include_str!("permissions.txt");
    let head = [
        "about",
        "comment",
        "audience",
        "comment seen",
        "file seen",
        "says",
        "attaches",
        "rewords staff's",
        "unsays staff's",
        "detaches staff's",
        "rewords his own",
        "detaches his own",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (called, about) in RECORDS {
        for circle in CommentCircle::ALL {
            for audience in [Audience::Shared, Audience::Internal] {
                let plant = remarked(*circle, about);
                let (comment, attachment) = match audience {
                    Audience::Shared => (SAID, PLAN),
                    Audience::Internal => (WHISPERED, SECRET_PLAN),
                };
                let told = |seen: bool| if seen { "yes" } else { "-" }.to_owned();
                let ask = |told| outcome(&plant, Actor::Partner(BO), told);
                let mut own = remarked(CommentCircle::Internal, about);
                bo(&mut own).when(said(NEW_COMMENT, about, audience));
                own.when(attached(NEW_FILE, about, audience));
                ada(&mut own).when(ChangeAccessLevel {
                    access_level: GUEST,
                    name: name("level"),
                    permissions: usual(*circle),
                });
                rows.push(vec![
                    called.to_owned(),
                    format!("{circle:?}").to_lowercase(),
                    format!("{audience:?}").to_lowercase(),
                    told(plant.shows(BO, comment).is_some()),
                    told(plant.shows(BO, attachment).is_some()),
                    ask(said(NEW_COMMENT, about, audience)),
                    ask(attached(NEW_FILE, about, audience)),
                    ask(reworded(comment)),
                    ask(unsaid(comment)),
                    ask(detached(attachment)),
                    outcome(&own, Actor::Partner(BO), reworded(NEW_COMMENT)),
                    outcome(&own, Actor::Partner(BO), detached(NEW_FILE)),
                ]);
            }
        }
    }
    let found = table(&rows);
    assert!(found == GOLDEN, "permissions.txt should be:\n{found}");
}

#[test]
fn who_loses_the_record_loses_what_was_remarked_on_it_in_the_same_commit() {
    let internal_task = |task| ChangeTask {
        task,
        title: Change::Keep,
        description: Change::Keep,
        audience: Change::To(Audience::Internal),
        slot: Change::Keep,
        planned: Change::Keep,
        checklist: Change::Keep,
    };
    let level_is =
        |permissions| ChangeAccessLevel { access_level: GUEST, name: name("level"), permissions };
    let all = usual(CommentCircle::Internal);
    let hidden_item =
        ChangeRaidItem { audience: Change::To(Audience::Internal), ..ChangeRaidItem::of(STORM) };
    let ways: [(About, Told); 9] = [
        (About::Task(DRAW), internal_task(DRAW).into()),
        (About::Task(DRAW), level_is(Permissions { task_view: TaskView::Own, ..all }).into()),
        (About::Task(DRAW), RemoveParticipant { participant: JO_DESIGNS }.into()),
        (About::Project(TOWER), RemoveParticipant { participant: JO_DESIGNS }.into()),
        (About::Project(TOWER), licence_revoked(BO, crate::access::Module::Projects)),
        (
            About::Milestone(ROOF),
            level_is(Permissions { milestone_view: Allowed::No, ..all }).into(),
        ),
        (About::RaidItem(STORM), hidden_item.into()),
        (About::RaidItem(STORM), level_is(Permissions { raid_view: Circle::None, ..all }).into()),
        (
            About::StatusReport(MARCH),
            level_is(Permissions { status_report_view: Circle::None, ..all }).into(),
        ),
    ];
    for (about, told) in ways {
        let mut plant = remarked(CommentCircle::Internal, about);
        assert_eq!(seen(&plant, BO), [true; 4], "{about:?}");
        plant.when(told.clone());
        assert_eq!(seen(&plant, BO), [false; 4], "{told:?}");
    }
}

#[test]
fn a_report_that_is_no_more_there_takes_what_was_said_about_it_along() {
    let mut plant = site();
    let about = About::StatusReport(MARCH);
    for told in [reported(MARCH, Audience::Shared), said(SAID, about, Audience::Shared)] {
        plant.when(told);
    }
    assert!(plant.shows(BO, SAID).is_none(), "a draft of staff");
    plant.when(submitted(MARCH));
    plant.when(recalled(MARCH));
    assert!(plant.shows(BO, SAID).is_none());
    plant.when(submitted(MARCH));
    plant.when(published(MARCH));
    assert!(plant.shows(BO, SAID).is_some());
}

#[test]
fn with_a_record_goes_in_the_same_commit_what_was_remarked_on_it() {
    for (about, remove) in [
        (About::Task(DRAW), Told::from(RemoveTask { task: DRAW })),
        (About::Milestone(ROOF), RemoveMilestone { milestone: ROOF }.into()),
        (About::Expense(TAXI), expense_removed()),
    ] {
        let mut plant = remarked(CommentCircle::Internal, about);
        plant.when(said(NEW_COMMENT, About::Project(TOWER), Audience::Shared));
        let gone = plant.when(remove);
        assert_eq!(gone.len(), 5, "four remarks and the record: {gone:?}");
        assert_eq!(plant.sees(BO).iter().filter(|id| REMARKS.contains(id)).count(), 0);
        for id in [SAID, WHISPERED] {
            assert!(plant.world.delivery.comment(id).is_err());
        }
        assert_eq!(plant.world.delivery.attachments_in(TOWER).count(), 0);
        assert_eq!(plant.world.delivery.comments_in(TOWER).collect::<Vec<_>>(), [NEW_COMMENT]);
        assert_eq!(plant.world.delivery.contents().count(), 0);
        assert!(plant.world.delivery.was_attached(file("a.pdf", MediaType::Pdf, 7).sha256));
    }
    let mut plant = full(CommentCircle::Shared);
    assert_eq!(plant.when(RemoveTask { task: DRAW }), [TaskRemoved { id: DRAW }.into()]);
}

#[test]
fn a_partner_removes_a_task_with_the_internal_comments_that_he_never_saw() {
    let mut plant = full(CommentCircle::Shared);
    let delete = crate::access::Extent::All;
    plant.when(ChangeAccessLevel {
        access_level: GUEST,
        name: name("level"),
        permissions: Permissions { task_delete: delete, ..usual(CommentCircle::Shared) },
    });
    plant.when(said(WHISPERED, About::Task(DRAW), Audience::Internal));
    bo(&mut plant).when(RemoveTask { task: DRAW });
    assert!(plant.world.delivery.comment(WHISPERED).is_err());
}

#[test]
fn a_hidden_record_is_refused_like_a_missing_one() {
    let mut plant = full(CommentCircle::Internal);
    let nobody = nth(99_999);
    let (task, item) = (crate::id::TaskId(nobody), crate::id::RaidItemId(nobody));
    let hidden = [
        (About::Task(DIG), RecordKind::Task),
        (About::Task(task), RecordKind::Task),
        (About::RaidItem(item), RecordKind::RaidItem),
        (About::Project(crate::spec::story::delivery::BRIDGE), RecordKind::Project),
    ];
    for (about, kind) in hidden {
        let missing = Refusal::Unknown(kind, about.into());
        for audience in [Audience::Shared, Audience::Internal] {
            bo(&mut plant).refuses(said(NEW_COMMENT, about, audience), &missing);
            plant.refuses(attached(NEW_FILE, about, audience), &missing);
        }
    }
    ada(&mut plant).when(said(SAID, About::Task(DIG), Audience::Shared));
    plant.when(attached(PLAN, About::Task(DIG), Audience::Shared));
    let (comment, other) = (SAID, CommentId(nobody));
    for id in [comment, other] {
        let missing = Refusal::Unknown(RecordKind::Comment, id.into());
        for told in [reworded(id), turned(id, Audience::Internal), unsaid(id)] {
            bo(&mut plant).refuses(told, &missing);
        }
    }
    for id in [PLAN, AttachmentId(nobody)] {
        let missing = Refusal::Unknown(RecordKind::Attachment, id.into());
        bo(&mut plant).refuses(detached(id), &missing);
    }
}

#[test]
fn what_is_only_a_heading_tells_its_title_and_no_remarks() {
    let mut plant = full(CommentCircle::Shared);
    let (under, own) = (crate::id::TaskId(nth(22_050)), TaskView::Own);
    for told in [
        task_as(under, DESIGN, Some(PLANS), TaskKind::Work, Audience::Shared),
        assigned(under, [JO]),
        said(SAID, About::Task(PLANS), Audience::Shared),
    ] {
        plant.when(told);
    }
    assert!(plant.shows(BO, SAID).is_some());
    plant.when(ChangeAccessLevel {
        access_level: GUEST,
        name: name("level"),
        permissions: Permissions { task_view: own, ..usual(CommentCircle::Shared) },
    });
    assert!(plant.shows(BO, PLANS).is_some(), "the heading above his own task");
    assert!(plant.shows(BO, SAID).is_none());
    let missing = Refusal::Unknown(RecordKind::Task, PLANS.into());
    bo(&mut plant).refuses(said(NEW_COMMENT, About::Task(PLANS), Audience::Shared), &missing);
}

#[test]
fn a_level_opens_internal_remarks_in_the_phase_in_which_it_is_held() {
    let mut plant = full(CommentCircle::Internal);
    let wide = Permissions { phase_view: PhaseView::All, ..usual(CommentCircle::Shared) };
    let other = crate::id::AccessLevelId(nth(26_009));
    for told in [
        Told { makes: Some(other.0), ..level(other, wide) },
        takes_part_as(JO_BUILDS, BUILD, JO, other),
        said(SAID, About::Task(DIG), Audience::Internal),
        said(WHISPERED, About::Task(DRAW), Audience::Internal),
        said(NEW_COMMENT, About::RaidItem(STORM), Audience::Internal),
    ] {
        plant.when(told);
    }
    assert!(plant.shows(BO, SAID).is_none(), "his level there says shared");
    assert!(plant.shows(BO, WHISPERED).is_some());
    assert!(plant.shows(BO, NEW_COMMENT).is_some(), "all his levels together");
}

#[test]
fn an_author_is_told_as_others_are_and_a_rival_never() {
    let mut plant = full(CommentCircle::Shared);
    let about = About::Task(DRAW);
    plant.when(said(SAID, about, Audience::Shared));
    kim(&mut plant).when(said(WHISPERED, about, Audience::Shared));
    bo(&mut plant).when(said(NEW_COMMENT, about, Audience::Shared));
    let told = |id: CommentId| {
        let row = read(&plant, BO, id);
        (row["author"].clone(), row["mine"].clone())
    };
    assert_eq!(told(SAID), ("ada".into(), false.into()));
    assert_eq!(told(WHISPERED), (Value::Null, false.into()));
    assert_eq!(told(NEW_COMMENT), ("contact 1".into(), true.into()));
    assert_eq!(read(&plant, KIM_USER, NEW_COMMENT)["author"], Value::Null);
}

#[test]
fn no_partner_is_told_a_hash() {
    let plant = remarked(CommentCircle::Internal, About::Task(DRAW));
    let row = read(&plant, BO, PLAN);
    let expected = serde_json::json!({
        "id": PLAN, "project_id": TOWER, "about": "task", "about_id": DRAW, "name": "plan.pdf",
        "media_type": "application/pdf", "size": 1_000, "audience": "shared", "author": "ada",
        "mine": false, "at": plant.now.to_string(),
    });
    assert_eq!(row, expected);
}

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

/// Else a record that is full would tell a partner of internal remarks.
#[test]
fn internal_remarks_take_no_room_from_shared_ones() {
    let mut plant = full(CommentCircle::Shared);
    let about = About::Task(CHECK);
    for n in 0..COMMENTS_MAX {
        plant.when(said(CommentId(nth(40_000 + n as u128)), about, Audience::Internal));
    }
    for n in 0..ATTACHMENTS_MAX {
        plant.when(attached(AttachmentId(nth(50_000 + n as u128)), about, Audience::Internal));
    }
    let full = |max| Refusal::TooMany { given: max + 1, max };
    plant.refuses(said(NEW_COMMENT, about, Audience::Internal), &full(COMMENTS_MAX));
    plant.refuses(attached(NEW_FILE, about, Audience::Internal), &full(ATTACHMENTS_MAX));
    bo(&mut plant).when(said(SAID, about, Audience::Shared));
    plant.when(attached(PLAN, about, Audience::Shared));
    ada(&mut plant).refuses(turned(SAID, Audience::Internal), &full(COMMENTS_MAX));
}

#[test]
fn a_file_is_called_as_files_of_its_type_are() {
    let mut plant = full(CommentCircle::Shared);
    let asked = |file| AttachFile { about: About::Task(DRAW), file, audience: Audience::Shared };
    for (called, media_type) in [("a.exe", MediaType::Text), ("a.pdf", MediaType::Png)] {
        let refusal = Refusal::FileNameDoesNotFit(media_type);
        plant.refuses(asked(file(called, media_type, 1)), &refusal);
    }
    plant.when(asked(file("A.JPEG", MediaType::Jpeg, 1)));
}

#[test]
fn the_same_content_lies_there_once_however_often_it_is_attached() {
    let mut plant = full(CommentCircle::Shared);
    plant.when(attached(PLAN, About::Task(DRAW), Audience::Shared));
    plant.when(attached(NEW_FILE, About::Milestone(ROOF), Audience::Shared));
    assert_eq!(plant.world.delivery.contents().count(), 1);
    plant.when(detached(PLAN));
    assert_eq!(plant.world.delivery.contents().count(), 1);
    plant.when(detached(NEW_FILE));
    assert_eq!(plant.world.delivery.contents().count(), 0);
}

#[test]
fn what_is_shown_of_remarks_is_explained_and_in_scope() {
    for (_, about) in RECORDS {
        for circle in CommentCircle::ALL {
            let mut plant = remarked(*circle, about);
            for step in 0..2 {
                for partner in [BO, KIM_USER] {
                    let scope = crate::visibility::scope(&plant.world, partner);
                    for id in REMARKS {
                        let shown = plant.shows(partner, id).is_some();
                        let why = crate::visibility::explain(&plant.world, partner, id);
                        assert_eq!(why.visible, shown, "{step} {id:?}: {why:?}");
                        assert!(!shown || scope.contains(&id), "{id:?}");
                    }
                }
                if step == 0 {
                    plant.when(RemoveParticipant { participant: JO_DESIGNS });
                }
            }
        }
    }
}

#[test]
fn a_comment_stands_in_the_history_of_what_it_is_about() {
    let mut plant = full(CommentCircle::Shared);
    let events = plant.when(said(SAID, About::Task(DRAW), Audience::Shared));
    let records = events.first().map(Event::records);
    assert_eq!(records, Some([Some(SAID.into()), Some(DRAW.into()), None]));
    let by = Author::of(&plant.world, Actor::Staff(ADA));
    let (about, audience) = (About::Task(DRAW), Audience::Shared);
    let text = crate::spec::story::delivery::text("look");
    let added = CommentAdded { id: SAID, about, project: TOWER, text, audience, by };
    assert_eq!(events, [added.into()]);
}
