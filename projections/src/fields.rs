use std::sync::Arc;

use loggia_core::access::Module;
use loggia_core::id::{PartnerUserId, ProcessId};
use loggia_core::production::Subject;
use loggia_core::visibility::{View, columns, modules};
use loggia_core::world::World;

/// The names of the fields of each view, in the order in which to show them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FieldNames {
    views: Vec<(View, Arc<[&'static str]>)>,
    process_feedback: Arc<[&'static str]>,
}

impl FieldNames {
    pub(crate) fn of(world: &World) -> Self {
        let names = |view, subject| columns(world, view, subject).into();
        let nil = Subject::Process(ProcessId(Default::default()));
        Self {
            views: View::ALL.iter().map(|view| (*view, names(*view, None))).collect(),
            process_feedback: names(View::Feedback, Some(nil)),
        }
    }

    /// The views whose names are not those of `other`.
    pub(crate) fn differing(&self, other: &Self) -> impl Iterator<Item = View> {
        View::ALL.into_iter().filter(|view| {
            let of_processes = *view == View::Feedback;
            self.get(*view, None) != other.get(*view, None)
                || of_processes && self.process_feedback != other.process_feedback
        })
    }

    pub(crate) fn get(&self, view: View, subject: Option<Subject>) -> Arc<[&'static str]> {
        if let (View::Feedback, Some(Subject::Process(_))) = (view, subject) {
            return self.process_feedback.clone();
        }
        let found = self.views.iter().find(|(named, _)| *named == view);
        found.map(|(_, names)| names.clone()).unwrap_or_default()
    }
}

/// Whether a partner holds a module that shows a view at all: a list that is not there for him has
/// not changed for him either.
pub(crate) fn shows(world: &World, partner: PartnerUserId, view: View) -> bool {
    let Ok(user) = world.access.partner_user(partner) else { return false };
    let held = |module: &Module| user.licence(*module).is_some();
    modules(view, None).is_none_or(|modules| modules.iter().any(held))
}

/// Whether a commit may have changed the names of the fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    MayHaveChanged,
    Same,
}
