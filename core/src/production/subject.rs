use serde::{Deserialize, Serialize};

use crate::id::{ProcessId, RecordId, WorkStepId};

/// What feedback is given on. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A work step.
    WorkStep(WorkStepId),
    /// A process.
    Process(ProcessId),
}

impl From<Subject> for RecordId {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::WorkStep(id) => id.into(),
            Subject::Process(id) => id.into(),
        }
    }
}

impl From<WorkStepId> for Subject {
    fn from(id: WorkStepId) -> Self {
        Self::WorkStep(id)
    }
}

impl From<ProcessId> for Subject {
    fn from(id: ProcessId) -> Self {
        Self::Process(id)
    }
}
