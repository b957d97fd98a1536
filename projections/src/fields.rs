use std::sync::Arc;

use loggia_core::access::Module;
use loggia_core::id::{PartnerUserId, ProcessId};
use loggia_core::production::Subject;
use loggia_core::visibility::{Form, Head, Under, View, columns, modules};
use loggia_core::world::World;

/// The fields of one list, in the order in which to show them, and in which form each is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heads {
    pub(crate) names: Arc<[&'static str]>,
    pub(crate) forms: Arc<[Form]>,
}

impl Heads {
    fn of(heads: &[Head]) -> Self {
        let names = heads.iter().map(|head| head.field).collect();
        Self { names, forms: heads.iter().map(|head| head.form).collect() }
    }
}

/// The fields of each view.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FieldNames {
    views: Vec<(View, Heads)>,
    process_feedback: Heads,
}

impl FieldNames {
    pub(crate) fn of(world: &World, partner: PartnerUserId) -> Self {
        let user = world.access.partner_user(partner).ok();
        let heads = |view, under| {
            let heads = user.map(|user| columns(world, user, view, under));
            Heads::of(heads.as_deref().unwrap_or_default())
        };
        let nil = Under::Subject(Subject::Process(ProcessId(Default::default())));
        Self {
            views: View::ALL.iter().map(|view| (*view, heads(*view, None))).collect(),
            process_feedback: heads(View::Feedback, Some(nil)),
        }
    }

    /// The views whose names are not those of `other`. Another form alone is told by the rows.
    pub(crate) fn differing(&self, other: &Self) -> impl Iterator<Item = View> {
        View::ALL.into_iter().filter(|view| {
            let of_processes = *view == View::Feedback;
            self.get(*view, None).names != other.get(*view, None).names
                || of_processes && self.process_feedback.names != other.process_feedback.names
        })
    }

    pub(crate) fn get(&self, view: View, under: Option<Under>) -> Heads {
        if let (View::Feedback, Some(Under::Subject(Subject::Process(_)))) = (view, under) {
            return self.process_feedback.clone();
        }
        let found = self.views.iter().find(|(named, _)| *named == view);
        found.map(|(_, heads)| heads.clone()).unwrap_or_default()
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
