//! What may be taken along: whether the access levels let a list be given out as CSV.

use std::sync::Arc;

use loggia_core::delivery::About;
use loggia_core::id::ProjectId;
use loggia_core::visibility::{DocumentId, Under, View, modules};
use loggia_projections::{PortalState, Row, ViewSnapshot};
use serde::Deserialize;

/// The rows that say whether a list may be taken along, as they stood when its own rows were taken.
/// They are read only when somebody asks for CSV: most readers ask for JSON.
pub struct Export(Option<OfProjects>);

struct OfProjects {
    projects: ViewSnapshot,
    of: Of,
}

/// Which projects a list may name.
enum Of {
    /// This one.
    Project(ProjectId),
    /// That of a record, whose row this is.
    Record(Option<Arc<[u8]>>),
    /// All of them.
    All,
}

impl Export {
    /// What says so of a list of this portal; cheap to take.
    pub fn of(state: &PortalState, view: View, under: Option<Under>) -> Self {
        // What belongs to no project stays under no access level.
        let of_projects = modules(view, under) == modules(View::Projects, None);
        Self(of_projects.then(|| OfProjects {
            projects: state.view(View::Projects, None),
            of: match under {
                Some(Under::Project(id)) => Of::Project(id),
                Some(Under::About(about)) => of_record(state, about),
                Some(Under::Subject(_)) | None => Of::All,
            },
        }))
    }

    /// Whether the list may be taken along: if the access levels in all projects that it may name say
    /// so.
    pub fn permits(&self) -> bool {
        let Self(Some(OfProjects { projects, of })) = self else { return true };
        let of = match of {
            Of::Project(id) => Some(*id),
            Of::Record(row) => row.as_deref().and_then(project_of),
            Of::All => None,
        };
        match of.and_then(|id| projects.row(DocumentId::Project(id))) {
            Some(row) => exports(row),
            // A record whose project is not told: any of them may be meant.
            None => projects.rows().all(|(_, row)| exports(row)),
        }
    }
}

fn of_record(state: &PortalState, about: About) -> Of {
    let document = match about {
        About::Project(id) => return Of::Project(id),
        About::Task(id) => DocumentId::Task(id),
        About::Milestone(id) => DocumentId::Milestone(id),
        About::RaidItem(id) => DocumentId::RaidItem(id),
        About::StatusReport(id) => DocumentId::StatusReport(id),
        About::Expense(id) => DocumentId::Expense(id),
    };
    Of::Record(state.row(document).and_then(|row| row.json.clone()))
}

fn project_of(row: &[u8]) -> Option<ProjectId> {
    #[derive(Deserialize)]
    struct InProject {
        project_id: Option<ProjectId>,
    }
    serde_json::from_slice::<InProject>(row).ok()?.project_id
}

fn exports(row: &Row) -> bool {
    #[derive(Deserialize)]
    struct Exported {
        export: bool,
    }
    let row = row.json.as_deref().map(serde_json::from_slice::<Exported>);
    row.is_some_and(|row| row.is_ok_and(|row| row.export))
}
