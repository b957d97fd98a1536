use super::{Days, projects};
use crate::delivery::{StatusReport, StatusReportState};
use crate::id::{ProjectId, StatusReportId};
use crate::scalar::{Date, Grade};
use crate::world::World;

/// How content the customer of a project was in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Felt {
    /// Of which project.
    pub project: ProjectId,
    /// The report that says so.
    pub report: StatusReportId,
    /// The first day that it is about.
    pub from: Date,
    /// The last day that it is about.
    pub to: Date,
    /// From 1, not at all, to 5, entirely.
    pub grade: Grade,
    /// How much better than in the report before; negative where worse; none in the first one.
    pub change: Option<i8>,
}

/// The sentiment of published status reports whose period ends on these days: each project's, the
/// oldest first. What they change is told against the report before, also one of earlier days.
pub fn sentiment(world: &World, of: Option<ProjectId>, days: Days) -> Vec<Felt> {
    let of_project = |project: ProjectId| {
        let reports = world.delivery.status_reports_of(project);
        let mut reports: Vec<&StatusReport> = reports
            .filter_map(|id| world.delivery.status_report(id).ok())
            .filter(|report| report.state == StatusReportState::Published)
            .collect();
        reports.sort_by_key(|report| (report.brief.to, report.brief.from, report.id));
        let mut before: Option<Grade> = None;
        let felt = reports.into_iter().filter_map(move |report| {
            let grade = report.brief.sentiment.as_ref()?.grade;
            let change = before.replace(grade).map(|before| difference(before, grade));
            let (from, to) = (report.brief.from, report.brief.to);
            Some(Felt { project, report: report.id, from, to, grade, change })
        });
        felt.filter(move |felt| days.hold(felt.to))
    };
    projects(world, of).flat_map(|project| of_project(project.id)).collect()
}

/// Grades are 1 to 5.
fn difference(before: Grade, now: Grade) -> i8 {
    let number = |grade: Grade| i8::try_from(grade.number()).unwrap_or(i8::MAX);
    number(now) - number(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::{Audience, Health, Sentiment, WriteStatusReport};
    use crate::spec::story::delivery::{TOWER, tower};
    use crate::spec::story::raid::{grade, text};
    use crate::spec::story::status_report::{published, submitted};
    use crate::spec::{Told, day, given, nth};

    fn report(n: u128, week: &str, felt: Option<u8>) -> Told {
        let health = Health::Green;
        let command = WriteStatusReport {
            project: TOWER,
            from: day(week).monday(),
            to: day(week),
            scope: health,
            schedule: health,
            budget: health,
            resources: health,
            summary: text("so"),
            achievements: None,
            next_steps: None,
            sentiment: felt.map(|felt| Sentiment { grade: grade(felt), comment: None }),
            audience: Audience::Internal,
        };
        Told { command: command.into(), makes: Some(nth(28_000 + n)) }
    }

    #[test]
    fn published_reports_tell_over_time_and_drafts_do_not() {
        let mut plant = given(tower());
        for (n, week, felt) in [
            (1, "2026-03-13", Some(2)),
            (2, "2026-03-06", Some(5)),
            (3, "2026-03-20", None),
            (4, "2026-03-27", Some(3)),
            (5, "2026-04-03", Some(1)),
        ] {
            plant.when(report(n, week, felt));
        }
        for n in 1..=4 {
            let report = StatusReportId(nth(28_000 + n));
            plant.when(submitted(report));
            plant.when(published(report));
        }
        let told = |days| {
            let felt = sentiment(&plant.world, None, days).into_iter();
            felt.map(|felt| (felt.report.0, felt.grade.number(), felt.change)).collect::<Vec<_>>()
        };
        let (first, second, last) =
            ((nth(28_002), 5, None), (nth(28_001), 2, Some(-3)), (nth(28_004), 3, Some(1)));
        assert_eq!(told(Days::default()), [first, second, last]);
        let from = Days::new(Some(day("2026-03-10")), None).expect("days");
        assert_eq!(told(from), [second, last]);
    }
}
