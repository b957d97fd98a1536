mod changing;
mod lifetime;
mod seeing;

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
    const GOLDEN: &str = include_str!("../permissions.txt");
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
