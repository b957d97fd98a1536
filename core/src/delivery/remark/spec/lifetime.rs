use super::*;

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
