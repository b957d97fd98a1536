use std::sync::Arc;

use crate::delivery::event::{
    StatusReportAudienceSet, StatusReportChanged, StatusReportReturned, StatusReportWritten,
};
use crate::delivery::{Delivery, StatusReport, StatusReportState};
use crate::id::StatusReportId;
use crate::world::{Revision, Stamp};

/// What an event means for status reports.
impl Delivery {
    pub(super) fn write_status_report(&mut self, stamp: Stamp, written: &StatusReportWritten) {
        let StatusReportWritten { id, project, brief, by } = written.clone();
        self.status_reports_of.entry(project).or_default().insert(id);
        self.names(Some(project), by.and_then(|by| by.person));
        let report = StatusReport {
            id,
            project,
            brief,
            by,
            state: StatusReportState::Draft,
            stands: stamp.seq,
            told: stamp.seq,
            submitted: None,
            published: None,
            returned: None,
            revision: Revision::FIRST,
        };
        self.status_reports.insert(id, Arc::new(report));
    }

    pub(super) fn change_status_report(&mut self, stamp: Stamp, changed: &StatusReportChanged) {
        let StatusReportChanged { id, brief } = changed;
        self.status_report_changes(*id, |report| {
            if report.brief.audience != brief.audience {
                report.told = stamp.seq;
            }
            report.brief = brief.clone();
        });
    }

    pub(super) fn set_status_report_audience(
        &mut self,
        stamp: Stamp,
        set: &StatusReportAudienceSet,
    ) {
        self.status_report_changes(set.id, |report| {
            (report.brief.audience, report.told) = (set.audience, stamp.seq);
        });
    }

    pub(super) fn submit_status_report(&mut self, stamp: Stamp, id: StatusReportId) {
        self.status_report_changes(id, |report| {
            (report.state, report.stands) = (StatusReportState::Submitted, stamp.seq);
            (report.submitted, report.returned) = (Some(stamp.at), None);
        });
    }

    pub(super) fn recall_status_report(&mut self, stamp: Stamp, id: StatusReportId) {
        self.status_report_changes(id, |report| {
            (report.state, report.stands) = (StatusReportState::Draft, stamp.seq);
            report.submitted = None;
        });
    }

    pub(super) fn return_status_report(&mut self, stamp: Stamp, returned: &StatusReportReturned) {
        let StatusReportReturned { id, reason } = returned.clone();
        self.recall_status_report(stamp, id);
        if let Some(report) = self.status_reports.get_mut(&id).map(Arc::make_mut) {
            report.returned = Some(reason);
        }
    }

    pub(super) fn publish_status_report(&mut self, stamp: Stamp, id: StatusReportId) {
        self.status_report_changes(id, |report| {
            (report.state, report.stands) = (StatusReportState::Published, stamp.seq);
            report.published = Some(stamp.at);
        });
    }

    fn status_report_changes(
        &mut self,
        id: StatusReportId,
        change: impl FnOnce(&mut StatusReport),
    ) {
        if let Some(report) = self.status_reports.get_mut(&id).map(Arc::make_mut) {
            change(report);
            report.revision.raise();
        }
    }
}
