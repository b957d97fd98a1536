//! Canaries that no field of a row governs: what is said and attached, which an audience keeps, and
//! what is planned and known of one person, which is for him alone.

use loggia_core::access::UserId;
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::delivery::{About, AddComment, AttachFile, Audience, FileBrief, MediaType};
use loggia_core::effort::{
    Availability, AvailabilityPeriod, BookPerson, BookingStatus, SetAvailability, SetSkills, Skill,
};
use loggia_core::id::{PartnerUserId, PersonId};
use loggia_core::scalar::{ContentHash, FileName, FileSize, Grade, Text};
use loggia_core::spec::name;
use loggia_tests::story::{Ask, Story, Teller};

use super::effort::{self, Ground};
use super::project::day;

/// Somebody of a firm of his own, whose name no other firm hears.
pub(super) const RIVAL: &str = "canary-rival";

/// Who takes part in the project and has the licence to see it.
pub(super) const PARTIES: [&str; 7] = ["ada", "ben", "dan", "eli", "fay", "gus", RIVAL];

/// Who may come to read a canary.
pub(super) enum To {
    /// Whoever takes part in the project: what it is about is shown to all of them, whatever its
    /// fields are.
    WhoTakesPart,
    /// The rival, of whom it is.
    TheRival,
    /// No partner.
    Nobody,
}

pub(super) fn canaries() -> Vec<(&'static str, To)> {
    use To::{Nobody, TheRival, WhoTakesPart};
    vec![
        ("canary-talk", WhoTakesPart),
        ("canary-speaker", WhoTakesPart),
        ("canary-sketch", WhoTakesPart),
        ("canary-gossip", WhoTakesPart),
        ("canary-drawing", WhoTakesPart),
        ("canary-slip", WhoTakesPart),
        (RIVAL, TheRival),
        ("canary-craft", TheRival),
        ("canary-skill", TheRival),
        ("2041-10-11", TheRival),
        ("2041-10-12", TheRival),
        ("2041-10-13", TheRival),
        ("2041-10-14", TheRival),
        ("2041-10-15", TheRival),
        ("41.37", TheRival),
        ("canary-whisper", Nobody),
        ("canary-vault", Nobody),
        ("canary-hushed", Nobody),
        ("canary-afar", Nobody),
        ("canary-abroad", Nobody),
        ("canary-blueprint", Nobody),
        ("2041-10-16", Nobody),
        ("2041-10-17", Nobody),
        ("43.19", Nobody),
    ]
}

fn by(story: &mut Story, actor: Actor, command: impl Into<Command>) {
    story.ask(Teller::Own, &Ask { actor, command: command.into() }).unwrap();
}

fn says(about: About, text: &str, audience: Audience) -> AddComment {
    AddComment { about, text: Text::new(text).unwrap(), audience }
}

fn attaches(about: About, called: &str, audience: Audience) -> AttachFile {
    let file = FileBrief {
        name: FileName::new(&format!("{called}.pdf")).unwrap(),
        media_type: MediaType::Pdf,
        size: FileSize::new(1_000).unwrap(),
        sha256: ContentHash::new([7; 32]),
    };
    AttachFile { about, file, audience }
}

fn books(person: PersonId, ground: &Ground, [from, until]: [&str; 2], hours: &str) -> BookPerson {
    BookPerson {
        person: Some(person),
        phase: ground.phase,
        from: day(from).unwrap(),
        until: day(until).unwrap(),
        hours: hours.parse().unwrap(),
        status: BookingStatus::Planned,
    }
}

pub(super) fn plant(story: &mut Story, ground: &Ground) {
    let (shared, internal) = (Audience::Shared, Audience::Internal);
    let root = Actor::Staff(effort::root(story));
    let speaker = Actor::Staff(ground.speaker);
    let task = About::Task(ground.task);
    // Of the two, the one of whom partners are told.
    let [.., spent, _] = story.own.expenses[..] else { panic!("two expenses") };
    by(story, speaker, says(task, "canary-talk", shared));
    by(story, speaker, attaches(task, "canary-sketch", shared));
    by(story, speaker, attaches(About::Expense(spent), "canary-slip", shared));
    // What is internal, and what is shared about something that is hidden.
    by(story, speaker, says(task, "canary-whisper", internal));
    by(story, speaker, attaches(task, "canary-vault", internal));
    by(story, speaker, says(About::Task(ground.internal), "canary-hushed", shared));
    by(story, speaker, says(About::Task(ground.elsewhere), "canary-afar", shared));
    by(story, speaker, attaches(About::Task(ground.elsewhere), "canary-blueprint", shared));
    by(story, speaker, says(About::Project(ground.other_project), "canary-abroad", shared));
    // What a rival says is for everybody, his name is not.
    let rival = rival(story);
    let person = story.world.access.partner_user(rival).ok().and_then(|user| user.contact);
    let person = person.and_then(|contact| story.world.effort.person_of_contact(contact)).unwrap();
    let rival = Actor::Partner(rival);
    by(story, rival, says(task, "canary-gossip", shared));
    by(story, rival, attaches(task, "canary-drawing", shared));
    let skill = Skill {
        category: name("canary-craft"),
        name: name("canary-skill"),
        level: Grade::new(5).unwrap(),
        valid_until: day("2041-10-11"),
    };
    by(story, rival, SetSkills { person: None, skills: vec![skill] });
    let period = AvailabilityPeriod {
        from: day("2041-10-12").unwrap(),
        until: day("2041-10-13").unwrap(),
        availability: Availability::TimeOff,
    };
    by(story, rival, SetAvailability { person: None, periods: vec![period] });
    by(story, root, books(person, ground, ["2041-10-14", "2041-10-15"], "41.37"));
    by(story, root, books(ground.somebody, ground, ["2041-10-16", "2041-10-17"], "43.19"));
}

fn rival(story: &Story) -> PartnerUserId {
    match story.world.access.user_by_name(&name(RIVAL)) {
        Some(UserId::Partner(id)) => id,
        Some(UserId::Staff(_)) | None => panic!("the rival is a partner"),
    }
}
