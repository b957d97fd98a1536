//! Everything that a partner can ask about an id, as the served document tells it: a new address and
//! a new command are asked by themselves.

use std::collections::{BTreeMap, BTreeSet};

use loggia_core::command::CommandKind;
use loggia_core::permit::{Partners, permit};
use loggia_tests::ask::Client;
use serde_json::Value;

use super::super::lists::{List, PORTAL, lists};
use super::super::sample::{self, NOWHERE};

/// Where partners are not let in at all, whatever stands behind it.
const NOT_FOR_PARTNERS: [&str; 4] = ["/v1/staff/", "/v1/audit/", "/v1/ops/", "/v1/imports/"];

/// The place of the id that is asked about.
const ID: &str = "{id}";

/// What an answer told: its status, its headers, its body.
pub(super) type Told = (u16, Vec<(String, String)>, Vec<u8>);

/// One question about an id.
pub(super) struct Question {
    /// In words, for who reads a failure.
    pub(super) what: String,
    /// To which address of the document it goes.
    pub(super) address: String,
    method: String,
    body: Option<String>,
    headers: &'static [(&'static str, &'static str)],
    /// Whether nothing in it is there but the id that is asked about.
    pub(super) alone: bool,
}

impl Question {
    /// Asks it about an id.
    pub(super) fn told(&self, client: &Client, id: &str) -> Told {
        let path = self.address.replace(ID, id);
        let json = [("content-type", "application/json")];
        let headers: Vec<_> = match self.body {
            Some(_) => self.headers.iter().chain(&json).copied().collect(),
            None => Vec::new(),
        };
        let body = self.body.as_ref().map(|body| body.replace(ID, id));
        let answer = client.ask(&self.method, &path, &headers, body.as_deref().map(str::as_bytes));
        answer.expect("an answer").told()
    }

    /// Whether it is read and no more.
    pub(super) fn reads(&self) -> bool {
        self.body.is_none()
    }
}

/// Whether partners may ask for the command.
pub(super) fn is_for_partners(kind: CommandKind) -> bool {
    match permit(kind).partners {
        Partners::MayAsk | Partners::Administrators => true,
        Partners::MayNot => false,
    }
}

/// All of them; what needs records beside the one that is asked about gets those of `own`, by the
/// kinds of their ids.
pub(super) fn questions(document: &Value, own: &BTreeMap<String, String>) -> Vec<Question> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        if NOT_FOR_PARTNERS.iter().any(|root| path.starts_with(root)) {
            continue;
        }
        if let Some(command) = path.strip_prefix("/v1/commands/") {
            let name = command.trim_end_matches("/batch");
            let kind = CommandKind::ASKED.iter().find(|kind| kind.kebab() == name);
            if kind.is_some_and(|kind| is_for_partners(*kind)) {
                all.extend(of_command(document, path, &item["post"], own));
            }
        } else if path.contains(ID) {
            let operations = item.as_object().expect("operations");
            all.extend(operations.iter().map(|(method, operation)| {
                let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
                let body = schema.is_object().then(|| sample::of(document, schema).to_string());
                Question {
                    what: format!("{method} {path}"),
                    address: path.clone(),
                    method: method.to_uppercase(),
                    body,
                    headers: &[],
                    alone: true,
                }
            }));
        }
    }
    all
}

fn of_command(
    document: &Value,
    path: &str,
    operation: &Value,
    own: &BTreeMap<String, String>,
) -> Vec<Question> {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    if !schema.is_object() {
        return Vec::new();
    }
    let question = |body: String, alone| Question {
        what: format!("{path} {body}"),
        address: path.to_owned(),
        method: "POST".to_owned(),
        body: Some(body),
        headers: &[],
        alone,
    };
    let mut parameters = operation["parameters"].as_array().into_iter().flatten();
    let takes_revision = parameters.any(|parameter| parameter["name"] == "If-Match");
    let mut all = Vec::new();
    let bodies = sample::every(document, schema);
    for (nth, body) in bodies.into_iter().enumerate() {
        let body = body.to_string();
        let places = places(&body);
        if places.is_empty() {
            continue;
        }
        let everywhere = places.iter().rev().fold(body.clone(), |mut text, (at, kind)| {
            text.replace_range(*at..at + sample::place(kind).len(), ID);
            text
        });
        if nth == 0 && takes_revision {
            let headers: &[_] = &[("if-match", "\"0123456789abcdef\"")];
            let asked = question(everywhere.clone(), true);
            all.push(Question { headers, what: format!("if-match {}", asked.what), ..asked });
        }
        all.push(question(everywhere, true));
        // In one place what is asked about, in the others what is the partner's own.
        for hidden in 0..places.len() {
            let others = places.iter().enumerate().filter(|(at, _)| *at != hidden);
            if places.len() == 1 || !others.clone().all(|(_, (_, kind))| own.contains_key(kind)) {
                continue;
            }
            let mut text = body.clone();
            for (nth, (at, kind)) in places.iter().enumerate().rev() {
                let id = if nth == hidden { ID } else { own[kind].as_str() };
                text.replace_range(*at..at + sample::place(kind).len(), id);
            }
            all.push(question(text, false));
        }
    }
    all
}

/// Where ids of which kinds stand in a body.
fn places(body: &str) -> Vec<(usize, String)> {
    let begins = body.match_indices("\"{").map(|(at, _)| at + 1);
    let kind = |at: usize| {
        let (kind, _) = body[at + 1..].split_once('}')?;
        Some((at, kind.to_owned())).filter(|(_, kind)| kind.chars().all(char::is_alphabetic))
    };
    begins.filter_map(kind).collect()
}

/// Everything that a partner is shown, and one record of each kind that is his.
pub(in super::super) struct Seen {
    /// The ids of all of it, he himself and his person included.
    pub(in super::super) ids: BTreeSet<String>,
    /// By the kinds of ids.
    pub(super) own: BTreeMap<String, String>,
}

impl Seen {
    /// Reads every list, and every list below what stands in one.
    pub(in super::super) fn by(client: &Client, document: &Value) -> Self {
        let lists = lists(document);
        let mut seen = Self { ids: BTreeSet::new(), own: BTreeMap::new() };
        let mut open: Vec<(&List, String)> = Vec::new();
        let top = lists.iter().filter(|list| list.below().is_none());
        open.extend(top.map(|list| (list, list.path.clone())));
        while let Some((list, path)) = open.pop() {
            // What is for other modules or roles is not there.
            if client.get(&path).status == 404 {
                continue;
            }
            for row in client.rows(&path) {
                let Some(id) = row["id"].as_str() else { continue };
                seen.is_own(list.of(), id, row["mine"] == true);
                seen.ids.insert(id.to_owned());
                let below = lists.iter().filter(|below| below.below() == Some(list.of()));
                open.extend(below.map(|below| (below, below.path.replace(ID, id))));
            }
        }
        for (one, kind) in [("", "portal"), ("profile", "profile")] {
            let row = client.get(format!("{PORTAL}{one}").trim_end_matches('/')).json();
            if let Some(id) = row["id"].as_str() {
                seen.is_own(kind, id, true);
                seen.ids.insert(id.to_owned());
            }
        }
        seen
    }

    /// Keeps one of each kind, rather one that is his.
    fn is_own(&mut self, of: &str, id: &str, mine: bool) {
        let kind = match of {
            "work-steps" => "WorkStepId",
            "processes" => "ProcessId",
            "projects" => "ProjectId",
            "phases" => "PhaseId",
            "milestones" => "MilestoneId",
            "tasks" => "TaskId",
            "participants" => "ParticipantId",
            "raid" => "RaidItemId",
            "status-reports" => "StatusReportId",
            "timesheets" => "TimesheetId",
            "expenses" => "ExpenseId",
            "bookings" => "BookingId",
            "comments" => "CommentId",
            "attachments" => "AttachmentId",
            "profile" => "PersonId",
            _ => return,
        };
        if mine || !self.own.contains_key(kind) {
            self.own.insert(kind.to_owned(), id.to_owned());
        }
    }
}

/// Everything that staff sees: the ids of each list that has items.
pub(super) fn everything(root: &Client, document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().expect("paths");
    let lists = paths.keys().filter_map(|path| path.strip_suffix("/{id}"));
    let lists = lists.filter(|path| path.starts_with("/v1/staff/") && paths.contains_key(*path));
    let rows = lists.flat_map(|list| root.rows(list));
    rows.filter_map(|row| row["id"].as_str().map(str::to_owned)).collect()
}

/// What each question is answered about an id that no record has.
pub(super) fn about_nothing(client: &Client, questions: &[Question]) -> Vec<Told> {
    questions.iter().map(|question| question.told(client, NOWHERE)).collect()
}
