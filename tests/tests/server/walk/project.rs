//! A project with something of everything in it.

use loggia_core::access::UserId;
use loggia_core::actor::Actor;
use loggia_core::delivery::{About, AttachFile, Audience, FileBrief, MediaType};
use loggia_core::id::TaskId;
use loggia_core::scalar::{ContentHash, FileName, FileSize};
use loggia_core::spec::name;
use loggia_tests::ask::Client;
use loggia_tests::inside::Inside;
use serde_json::{Value, json};

/// A project in which `ada` takes part, and a colleague of hers whom somebody may send away.
pub(super) struct Project {
    pub(super) project: String,
    pub(super) phase: String,
    pub(super) milestone: String,
    pub(super) task: String,
    /// That the colleague takes part.
    pub(super) participant: String,
    /// The person that `ada` is.
    pub(super) person: String,
    /// A task that somebody may remove.
    pub(super) removable: String,
    pub(super) raid_item: String,
    /// A draft that staff wrote and published.
    pub(super) report: String,
    /// Of `ada`, as are the expenses, of which the second may be removed.
    pub(super) timesheet: String,
    pub(super) expenses: [String; 2],
    /// Of staff, about the task, as are the files; the second of each may be removed.
    pub(super) comments: [String; 2],
    pub(super) attachments: [String; 2],
    /// Of `ada`; the second may be cancelled.
    pub(super) bookings: [String; 2],
}

impl Project {
    pub(super) fn new(server: &Inside, root: &Client, firm: &str, ada: &str) -> Self {
        let colleague = json!({ "account": firm, "name": "zoe", "email": "zoe@example.com" });
        let colleague = root.made("add-contact", &colleague);
        let person = |contact| root.made("create-person", &json!({ "of": { "contact": contact } }));
        let (person, colleague) = (person(ada), person(&colleague));
        let level = json!({ "name": "lead", "permissions": { "project_view": "read" } });
        root.made("create-access-level", &level);
        let project = root.made("create-project", &json!({ "name": "tower" }));
        let phase = root.made("add-phase", &json!({ "project": project, "name": "design" }));
        let joins = |person: &str| json!({ "phase": phase, "person": person });
        root.made("add-participant", &joins(&person));
        let participant = root.made("add-participant", &joins(&colleague));
        let milestone = json!({ "project": project, "phase": phase, "name": "roof" });
        let milestone = root.made("add-milestone", &milestone);
        let task = |title| root.made("add-task", &json!({ "phase": phase, "title": title }));
        let (task, removable) = (task("draw"), task("check"));
        let risk = json!({ "risk": { "impact": 2, "likelihood": 3 } });
        let raid_item = json!({ "project": project, "title": "flood", "details": risk });
        let raid_item = root.made("raise-raid-item", &raid_item);
        let report = json!({
            "project": project, "from": "2026-03-02", "to": "2026-03-06", "scope": "green",
            "schedule": "green", "budget": "green", "resources": "green", "summary": "dry",
        });
        let report = root.made("write-status-report", &report);
        root.command("submit-status-report", &json!({ "report": report }));
        root.command("publish-status-report", &json!({ "report": report }));
        let on = json!({ "phase": phase });
        let worked = json!({ "person": person, "on": on, "day": "2026-03-04", "hours": 2.5 });
        let timesheet = root.made("log-time", &worked);
        let expenses = ["travel", "meals"].map(|category| {
            let money = json!({ "amount": 12.5, "currency": "EUR" });
            let spent = json!({
                "person": person, "project": project, "category": category, "day": "2026-03-04",
                "money": money,
            });
            root.made("add-expense", &spent)
        });
        let about = json!({ "task": task });
        let said = json!({ "about": about, "text": "look" });
        let comments = [(); 2].map(|()| root.made("add-comment", &said));
        let file = FileBrief {
            name: FileName::new("plan.pdf").expect("a name"),
            media_type: MediaType::Pdf,
            size: FileSize::new(1_000).expect("a size"),
            sha256: ContentHash::new([7; 32]),
        };
        let about = About::Task(TaskId(task.parse().expect("a uuid")));
        let by = server.app.world().access.user_by_name(&name("root"));
        let Some(UserId::Staff(by)) = by else { panic!("root is staff") };
        let attach = AttachFile { about, file, audience: Audience::Shared };
        let attachments =
            [(); 2].map(|()| server.made(Actor::Staff(by), attach.clone()).to_string());
        let booking = json!({
            "person": person, "phase": phase, "from": "2026-03-04", "until": "2026-03-06", "hours": 8,
        });
        let bookings = [(); 2].map(|()| root.made("book-person", &booking));
        Self {
            project,
            phase,
            milestone,
            task,
            participant,
            person,
            removable,
            raid_item,
            report,
            timesheet,
            expenses,
            comments,
            attachments,
            bookings,
        }
    }

    /// Puts what there is where a partner's command takes it: what is hidden from all would answer
    /// as if the command were not there.
    pub(super) fn fill(&self, operation: &str, body: &mut Value) {
        let of_partners = [
            "change_project",
            "set_project_health",
            "change_phase",
            "add_participant",
            "remove_participant",
            "change_milestone",
            "add_task",
            "change_task",
            "set_task_status",
            "remove_task",
            "raise_raid_item",
            "change_raid_item",
            "set_raid_status",
            "link_raid_item",
            "raise_issue_from_risk",
            "write_status_report",
            "change_status_report",
            "submit_status_report",
            "recall_status_report",
            "log_time",
            "submit_timesheet",
            "recall_timesheet",
            "approve_timesheet",
            "reject_timesheet",
            "add_expense",
            "change_expense",
            "remove_expense",
            "submit_expense",
            "recall_expense",
            "approve_expense",
            "reject_expense",
            "set_skills",
            "set_availability",
            "book_person",
            "change_booking",
            "cancel_booking",
            "add_comment",
            "change_comment",
            "remove_comment",
            "remove_attachment",
        ];
        if !of_partners.contains(&operation) {
            return;
        }
        let task = if operation == "remove_task" { &self.removable } else { &self.task };
        let nth =
            |of: &'_ [String; 2], removes: &str| of[usize::from(operation == removes)].clone();
        let expense = &nth(&self.expenses, "remove_expense");
        let comment = &nth(&self.comments, "remove_comment");
        let attachment = &nth(&self.attachments, "remove_attachment");
        let booking = &nth(&self.bookings, "cancel_booking");
        if body.get("on").is_some() {
            body["on"] = json!({ "phase": self.phase });
        }
        if body.get("about").is_some() {
            body["about"] = json!({ "task": self.task });
        }
        for (field, id) in [
            ("project", &self.project),
            ("phase", &self.phase),
            ("milestone", &self.milestone),
            ("task", task),
            ("participant", &self.participant),
            ("person", &self.person),
            ("item", &self.raid_item),
            ("risk", &self.raid_item),
            ("report", &self.report),
            ("timesheet", &self.timesheet),
            ("expense", expense),
            ("comment", comment),
            ("attachment", attachment),
            ("booking", booking),
        ] {
            if body.get(field).is_some() {
                body[field] = json!(id);
            }
        }
    }
}
