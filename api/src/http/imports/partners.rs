//! Inviting the people of a list. Every row is a wish of its own: those that cannot be fulfilled say
//! why, the others are. Whoever was invited before is passed over, so the list can be sent again.

use std::sync::Arc;

use encoding_rs::Encoding;
use loggia_core::access::{Access, InvitePartner, UserId};
use loggia_core::command::Command;
use loggia_core::id::PartnerUserId;
use loggia_core::refusal::Refusal;
use loggia_store::{Accepted, Outcome, Rejection};
use serde::Serialize;
use serde_json::json;
use tokio::task::spawn_blocking;
use utoipa::ToSchema;
use uuid::Uuid;

use super::desk::{Entry, Stage};
use super::rehearsal::Rehearsal;
use super::run::{Importer, Order, ask, refused};
use super::take::name_of;
use super::upload::{Run, Upload};
use crate::app::{App, AskError};
use crate::http::{Problem, ProblemKind, Side};
use crate::import::{Finding, FindingCode, PartnerList, PartnerRow, Wish, read_partners};

/// What a list of people came to, or would come to.
#[derive(Serialize, ToSchema)]
pub(super) struct PartnersReport {
    /// The import.
    import: Uuid,
    /// Whether nobody was invited.
    dry_run: bool,
    /// Whether it was stopped before its end; sending the list again goes on.
    stopped: bool,
    /// Rows of the list, the blank ones aside.
    rows: usize,
    /// Rows in which nothing stands.
    blank: usize,
    /// People who were invited, or would be.
    invited: usize,
    /// People who were users before.
    already_there: usize,
    /// Rows with which something is wrong.
    refused: usize,
    /// What became of each row, in file order.
    results: Vec<RowResult>,
}

/// What became of a row.
#[derive(Serialize, ToSchema)]
struct RowResult {
    /// Counted from 1 with the header.
    row: usize,
    /// What became of it.
    outcome: RowOutcome,
    /// The partner user; none where there is none, or not yet.
    partner_user: Option<PartnerUserId>,
    /// What is wrong.
    problems: Vec<RowProblem>,
}

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum RowOutcome {
    /// The person was invited, or would be.
    Invited,
    /// The person was a user before; nothing was changed.
    AlreadyThere,
    /// Nobody was invited: see `problems`.
    Refused,
}

/// Something that is wrong with a row.
#[derive(Serialize, ToSchema)]
struct RowProblem {
    /// Stable: that of a finding (docs/IMPORT.md), or of the problem that refuses the invitation.
    code: &'static str,
    /// Header of the column, if one is to blame.
    column: Option<String>,
    /// What is wrong and what would be right.
    message: String,
}

impl PartnersReport {
    fn new(import: Uuid, run: Run, list: &PartnerList) -> Self {
        Self {
            import,
            dry_run: run == Run::Dry,
            stopped: false,
            rows: list.rows.len(),
            blank: list.blank,
            invited: 0,
            already_there: 0,
            refused: 0,
            results: Vec::new(),
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped
    }

    fn count(&mut self, result: RowResult) {
        let count = match result.outcome {
            RowOutcome::Invited => &mut self.invited,
            RowOutcome::AlreadyThere => &mut self.already_there,
            RowOutcome::Refused => &mut self.refused,
        };
        *count = count.saturating_add(1);
        self.results.push(result);
    }
}

impl RowResult {
    fn taken(row: usize, outcome: RowOutcome, partner_user: Option<PartnerUserId>) -> Self {
        Self { row, outcome, partner_user, problems: Vec::new() }
    }

    fn found(row: usize, findings: Vec<Finding>) -> Self {
        let problems = findings.into_iter().map(|finding| {
            let Finding { code, file: _, row: _, column, value: _, message } = finding;
            RowProblem { code: code.as_str(), column, message }
        });
        Self { problems: problems.collect(), ..Self::taken(row, RowOutcome::Refused, None) }
    }

    fn refused(row: usize, refusal: &Refusal) -> Self {
        let problem =
            RowProblem { code: refusal.code(), column: None, message: refusal.to_string() };
        Self { problems: vec![problem], ..Self::taken(row, RowOutcome::Refused, None) }
    }
}

/// Reads the list, and invites row by row.
pub(super) async fn run(
    app: &App,
    entry: &Arc<Entry>,
    order: Order,
) -> Result<PartnersReport, Problem> {
    let Order { upload, by } = order;
    let run = upload.run;
    entry.enter(Stage::Reading, 0);
    let list = spawn_blocking(move || read(&upload)).await.map_err(|error| {
        tracing::error!(%error, "reading a list of people panicked");
        Problem::new(ProblemKind::Internal)
    })??;
    let report = PartnersReport::new(by.import, run, &list);
    match run {
        Run::Dry => {
            let (on, watched) = (app.clone(), entry.clone());
            let rehearsed = spawn_blocking(move || rehearse(&on, &watched, &by, list, report));
            rehearsed.await.map_err(|error| {
                tracing::error!(%error, "rehearsing a list of people panicked");
                Problem::new(ProblemKind::Internal)
            })
        }
        Run::Real => invite(app, entry, &by, list, report).await,
    }
}

fn read(upload: &Upload) -> Result<PartnerList, Problem> {
    let encoding = upload.given("encoding").map(str::trim).filter(|label| !label.is_empty());
    let encoding = match encoding {
        None => None,
        Some(label) => Some(Encoding::for_label(label.as_bytes()).ok_or_else(|| {
            let told = "`encoding` is a label such as `utf-8` or `windows-1252`";
            Problem::new(ProblemKind::BadUpload).told(told)
        })?),
    };
    read_partners(&upload.bytes, encoding).map_err(|refusal| refused(&refusal))
}

/// The whole command that a row means, or what is wrong with it.
fn wish_of(access: &Access, row: PartnerRow) -> Result<(usize, InvitePartner), RowResult> {
    let PartnerRow { row, wish } = row;
    let Wish { invite, owner } = wish.map_err(|findings| RowResult::found(row, findings))?;
    let owner = match owner {
        None => None,
        Some(name) => match access.user_by_name(&name) {
            Some(UserId::Staff(id)) => Some(id),
            Some(UserId::Partner(_)) | None => {
                let finding = Finding {
                    code: FindingCode::UnknownOwner,
                    file: None,
                    row: Some(row),
                    column: Some("owner".to_owned()),
                    value: None,
                    message: "no staff user has this user name".to_owned(),
                };
                return Err(RowResult::found(row, vec![finding]));
            }
        },
    };
    Ok((row, InvitePartner { owner, ..invite }))
}

/// The user that a row speaks of, once there is one.
fn user_of(access: &Access, invite: &InvitePartner) -> Option<PartnerUserId> {
    let account = access.account_by_name(&invite.account)?;
    access.contact_at(account, invite.email.reveal())?.user
}

fn rehearse(
    app: &App,
    entry: &Entry,
    by: &Importer,
    list: PartnerList,
    mut report: PartnersReport,
) -> PartnersReport {
    let total = list.rows.len();
    entry.enter(Stage::Rehearsing, total);
    let mut rehearsal = Rehearsal::on((*app.world()).clone(), by.actor, app.now());
    for (done, row) in (1..).zip(list.rows) {
        if entry.is_stopped() {
            return PartnersReport { stopped: true, ..report };
        }
        report.count(match wish_of(&rehearsal.world().access, row) {
            Err(result) => result,
            Ok((row, invite)) => {
                let before = user_of(&rehearsal.world().access, &invite);
                match rehearsal.take(&invite.into()) {
                    // The id that the rehearsal made up is nobody's.
                    Ok(events) if !events.is_empty() => {
                        RowResult::taken(row, RowOutcome::Invited, None)
                    }
                    Ok(_) => RowResult::taken(row, RowOutcome::AlreadyThere, before),
                    Err(refusal) => RowResult::refused(row, &refusal),
                }
            }
        });
        entry.progress(done, total);
    }
    report
}

async fn invite(
    app: &App,
    entry: &Entry,
    by: &Importer,
    list: PartnerList,
    mut report: PartnersReport,
) -> Result<PartnersReport, Problem> {
    let total = list.rows.len();
    entry.enter(Stage::Taking, total);
    for (done, row) in (1_usize..).zip(list.rows) {
        if entry.is_stopped() {
            return Ok(PartnersReport { stopped: true, ..report });
        }
        let wish = wish_of(&app.world().access, row);
        report.count(match wish {
            Err(result) => result,
            // What is not about this row ends the import; what is in stays in.
            Ok((row, invite)) => invite_one(app, by, row, invite).await.map_err(|error| {
                let taken = done.saturating_sub(1);
                Problem::asked(&error, Side::Staff).with("rows_taken", json!(taken))
            })?,
        });
        entry.progress(done, total);
    }
    Ok(report)
}

async fn invite_one(
    app: &App,
    by: &Importer,
    row: usize,
    invite: InvitePartner,
) -> Result<RowResult, AskError> {
    let command = Command::from(invite.clone());
    let name = name_of("partners", by.import, row, &command);
    let outcome = match ask(app, by, &name, &command).await {
        Ok(Accepted { outcome: Outcome::Happened, .. }) => RowOutcome::Invited,
        Ok(Accepted { outcome: Outcome::Unchanged, .. }) => RowOutcome::AlreadyThere,
        Err(AskError::Rejected(Rejection::Refused(why))) => {
            return Ok(RowResult::refused(row, &why));
        }
        Err(error) => return Err(error),
    };
    Ok(RowResult::taken(row, outcome, user_of(&app.world().access, &invite)))
}
