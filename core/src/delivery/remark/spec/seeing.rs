use super::*;

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
