//! Moves about status reports.

use loggia_core::command::Command;
use loggia_core::delivery::{
    Audience, ChangeStatusReport, Health, PublishStatusReport, RecallStatusReport,
    ReturnStatusReport, Sentiment, SetStatusReportAudience, SubmitStatusReport, WriteStatusReport,
};
use loggia_core::id::StatusReportId;
use loggia_core::scalar::Change;
use proptest::prelude::*;

use super::raid::grade;
use super::{At, Reach, Who, any_at, any_audience, any_who, day, text};
use crate::moves::Pick;
use crate::story::{Story, Teller, pick};

/// What happens next among status reports.
#[derive(Clone, Debug)]
pub enum ReportMove {
    /// Project, how it is, for whom.
    Write(At, Who, Pick, u8, Audience),
    /// Report, what of it.
    Change(Who, Pick, u8),
    /// Report, for whom; in a draft of staff's, or wherever it stands.
    Tell(Pick, Audience, Where),
    /// It is handed in.
    Submit(Who, Pick),
    /// It is taken back.
    Recall(Who, Pick),
    /// It is given back.
    Return(Pick),
    /// It is shown.
    Publish(Pick),
}

/// Where a report stands whose audience is set.
#[derive(Clone, Copy, Debug)]
pub enum Where {
    /// It is being written.
    Draft,
    /// Anywhere.
    Anywhere,
}

impl ReportMove {
    pub(super) fn who(&self) -> Who {
        match self {
            Self::Write(_, who, ..)
            | Self::Change(who, ..)
            | Self::Submit(who, _)
            | Self::Recall(who, _) => *who,
            Self::Tell(..) | Self::Return(_) | Self::Publish(_) => Who::Root,
        }
    }

    /// What a stranger reports about the projects of others is internal.
    pub(super) fn is_a_strangers(&self, reach: Reach) -> bool {
        !matches!(self, Self::Write(At::Anywhere, ..)) || reach == Reach::Assigned
    }
}

pub(super) fn any_report_move() -> impl Strategy<Value = ReportMove> {
    use ReportMove as M;
    let pick = || any::<Pick>();
    let what = || any::<u8>();
    prop_oneof![
        3 => (any_at(), any_who(), pick(), what(), any_audience())
            .prop_map(|(a, w, p, h, t)| M::Write(a, w, p, h, t)),
        3 => (any_who(), pick(), what()).prop_map(|(w, r, f)| M::Change(w, r, f)),
        1 => (pick(), any_audience()).prop_map(|(r, a)| M::Tell(r, a, Where::Draft)),
        2 => (pick(), any_audience()).prop_map(|(r, a)| M::Tell(r, a, Where::Anywhere)),
        4 => (any_who(), pick()).prop_map(|(w, r)| M::Submit(w, r)),
        3 => (any_who(), pick()).prop_map(|(w, r)| M::Recall(w, r)),
        1 => pick().prop_map(M::Return),
        2 => pick().prop_map(M::Publish),
    ]
}

impl Story {
    pub(super) fn report_command(&self, teller: Teller, next: &ReportMove) -> Option<Command> {
        use ReportMove as M;
        let cast = self.cast(teller);
        let report = |at: &Pick| pick(&cast.reports, *at);
        let label = |what: &str| self.label(teller, what);
        Some(match next {
            M::Write(at, who, p, what, told) => {
                // What a partner writes is shared: a stranger's would show once it is published.
                let at = if who.is_partner() { At::Home } else { *at };
                let project = self.any_project(teller, at, *p)?;
                let audience = self.audience_in(teller, *who, project, *told);
                let sentiment =
                    || Sentiment { grade: grade(*what), comment: text(label("they said")) };
                WriteStatusReport {
                    project,
                    from: day(*what / 2),
                    to: day(*what / 2 + 4),
                    scope: health(*what),
                    schedule: health(*what / 3),
                    budget: health(*what / 9),
                    resources: health(*what / 27),
                    summary: text(label("in short"))?,
                    achievements: text(label("achieved")),
                    next_steps: text(label("next")),
                    sentiment: (what % 4 != 0).then(sentiment),
                    audience,
                }
                .into()
            }
            M::Change(_, r, what) => {
                let mut change = ChangeStatusReport::of(report(r)?);
                let note = || text(label("changed"));
                match what % 8 {
                    0 => change.to = Change::To(day(*what)),
                    1 => change.from = Change::To(day(*what / 4)),
                    2 => change.scope = Change::To(health(*what)),
                    3 => change.budget = Change::To(health(*what)),
                    4 => change.summary = Change::To(note()?),
                    5 => change.achievements = Change::To(note()),
                    6 => change.next_steps = Change::To(None),
                    _ => {
                        let sentiment = Sentiment { grade: grade(*what), comment: note() };
                        change.sentiment = Change::To(Some(sentiment));
                    }
                }
                change.into()
            }
            M::Tell(r, audience, stands) => {
                // What a stranger reports about other projects stays internal.
                let at_home = |id: &StatusReportId| {
                    let report = self.world.delivery.status_report(*id);
                    report.is_ok_and(|report| cast.projects.contains(&report.project))
                };
                let all: Vec<_> = cast.reports.iter().copied().filter(at_home).collect();
                let (report, audience) = (pick(&all, *r)?, *audience);
                match stands {
                    Where::Anywhere => SetStatusReportAudience { report, audience }.into(),
                    Where::Draft => {
                        let audience = Change::To(audience);
                        ChangeStatusReport { audience, ..ChangeStatusReport::of(report) }.into()
                    }
                }
            }
            M::Submit(_, r) => SubmitStatusReport { report: report(r)? }.into(),
            M::Recall(_, r) => RecallStatusReport { report: report(r)? }.into(),
            M::Return(r) => {
                ReturnStatusReport { report: report(r)?, reason: text(label("too short"))? }.into()
            }
            M::Publish(r) => PublishStatusReport { report: report(r)? }.into(),
        })
    }
}

fn health(of: u8) -> Health {
    [Health::Green, Health::Amber, Health::Red][usize::from(of % 3)]
}
