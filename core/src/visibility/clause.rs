use serde::Serialize;

use crate::access::{Grant, GrantState, Module, PartnerUser, Standing};
use crate::id::ResourceId;
use crate::production::{External, Resource};
use crate::world::{Seq, World};

/// One condition of visibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The partner user may come in: nobody shut him out, and his term lasts.
    PartnerActive,
    /// A module that shows this kind of record is licensed, and the term of the licence lasts.
    ModuleLicensed,
    /// The resource is external.
    ResourceExternal,
    /// The resource is linked to the partner user, and the term of the link lasts.
    ResourceLinked,
    /// The work step is planned on that resource.
    StepOnResource,
    /// The partner user may give feedback on processes.
    ProcessFeedbackAllowed,
    /// The production order has a work step that the partner user sees.
    OrderHasVisibleStep,
    /// The order item has a production order that the partner user sees.
    ItemHasVisibleOrder,
    /// The field is told as it is: its column is in the partner's list, and no setting hides, masks or
    /// coarsens it.
    ColumnShown,
    /// The record exists.
    RecordExists,
    /// The partner user administers the account.
    PartnerAdministrator,
    /// Both belong to the same account.
    SameAccount,
    /// The partner user is a person who takes part in a phase of the project.
    TakesPart,
    /// The participant's access level opens the record.
    AccessLevelOpens,
    /// The task is meant for partners as well.
    TaskShared,
    /// The task, or one under it, is the partner user's own, in a phase that his level opens, or in a
    /// project whose tasks it shows all.
    TaskReached,
    /// The time is the partner user's own, or his level opens it: as a supervisor, as the owner of a
    /// phase, or as one who sees all of a project.
    TimeReached,
    /// The expense is the partner user's own, or his level opens it: as a supervisor, or as one who
    /// sees all of a project.
    ExpenseReached,
    /// It is the partner user himself.
    Oneself,
    /// It was submitted, and the partner user may approve it or lines of it.
    WaitsForDecision,
    /// It is meant for partners as well, or the partner user's level opens what is internal.
    Shared,
    /// It is published, or the partner user wrote it.
    Published,
}

/// Whether a condition holds, and by which commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// It holds; since this commit, where one made it so.
    Holds(Option<Seq>),
    /// It does not; by this commit, where one made it so.
    Fails(Option<Seq>),
}

/// One condition and how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The condition.
    pub rule: Rule,
    /// How it stands.
    pub ground: Ground,
}

impl Clause {
    pub(super) fn new(rule: Rule, ground: Ground) -> Self {
        Self { rule, ground }
    }

    /// Whether the condition holds.
    pub fn holds(&self) -> bool {
        match self.ground {
            Ground::Holds(_) => true,
            Ground::Fails(_) => false,
        }
    }
}

pub(super) fn all_hold(clauses: &[Clause]) -> bool {
    clauses.iter().all(Clause::holds)
}

/// What a grant comes to; none where nothing was granted.
fn granted(grant: Option<&Grant>) -> Ground {
    match grant.map(|grant| (grant.state, grant.made)) {
        Some((GrantState::Holding(since), _)) => Ground::Holds(Some(since)),
        Some((GrantState::Pending, made)) => Ground::Fails(Some(made)),
        Some((GrantState::Ended(since), _)) => Ground::Fails(Some(since)),
        None => Ground::Fails(None),
    }
}

/// Holds since the later of the two commits by which he is in.
pub(super) fn active(user: &PartnerUser) -> Clause {
    let ground = match (user.standing, user.admitted()) {
        (Standing::Active(_), Some(since)) => Ground::Holds(Some(since)),
        (Standing::Active(_), None) => granted(Some(&user.admission)),
        (Standing::Deactivated(since), _) => Ground::Fails(Some(since)),
    };
    Clause::new(Rule::PartnerActive, ground)
}

/// Any one of `modules` is enough; the first that is held is named, else the first that was granted.
pub(super) fn licensed(user: &PartnerUser, modules: &[Module]) -> Clause {
    let mut licences = modules.iter().filter_map(|module| user.licences.get(module));
    let holding = licences.clone().find(|grant| grant.holding().is_some());
    let ground = granted(holding.or_else(|| licences.next()));
    Clause::new(Rule::ModuleLicensed, ground)
}

pub(super) fn external(resource: Option<&Resource>) -> Clause {
    let ground = match resource.map(|resource| resource.external) {
        Some(External::Yes(since)) => Ground::Holds(Some(since)),
        Some(External::No(since)) => Ground::Fails(Some(since)),
        None => Ground::Fails(None),
    };
    Clause::new(Rule::ResourceExternal, ground)
}

pub(super) fn linked(user: &PartnerUser, resource: ResourceId) -> Clause {
    Clause::new(Rule::ResourceLinked, granted(user.link(resource)))
}

pub(super) fn allowed(user: &PartnerUser) -> Clause {
    let ground = match user.process_feedback {
        Some(since) => Ground::Holds(Some(since)),
        None => Ground::Fails(None),
    };
    Clause::new(Rule::ProcessFeedbackAllowed, ground)
}

/// Whether the partner user sees every step on `resource`, as far as the resource decides that.
pub(super) fn opens(world: &World, user: &PartnerUser, resource: ResourceId) -> [Clause; 2] {
    [external(world.production.resource(resource).ok()), linked(user, resource)]
}
