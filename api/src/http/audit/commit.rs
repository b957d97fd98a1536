use std::collections::BTreeSet;

use loggia_core::actor::Actor;
use loggia_core::command::CommandKind;
use loggia_core::commit::Commit;
use loggia_core::event::{Event, ProductionEvent};
use loggia_core::id::{PartnerUserId, RecordId, StaffUserId};
use loggia_core::scalar::{Instant, Name, Personal};
use loggia_core::visibility::Explanation;
use loggia_core::world::{Seq, World};
use loggia_store::LogReader;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::http::{Problem, ProblemKind};

/// Events of one commit that are listed; a batch of an import has thousands.
const EVENTS_LISTED_MAX: usize = 50;

/// Somebody, as auditors read it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Somebody {
    /// Which sort of actor.
    kind: ActorKind,
    /// Who; absent for the clock and the installation.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<RecordId>,
    /// What colleagues call this person.
    name: String,
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ActorKind {
    /// The installation itself.
    Installer,
    /// Time.
    Clock,
    /// Somebody of the host company.
    Staff,
    /// Somebody outside.
    Partner,
    /// The server itself.
    Server,
}

impl Somebody {
    pub(super) fn partner(world: &World, id: PartnerUserId) -> Self {
        let user = world.access.partner_user(id).ok();
        let name = user.map(|user| user.display_name.reveal().to_string());
        let name = name.unwrap_or_else(|| id.to_string());
        Self { kind: ActorKind::Partner, id: Some(id.into()), name }
    }

    fn staff(world: &World, id: StaffUserId) -> Self {
        let user = world.access.staff_user(id).ok();
        let name = user.map(|user| user.display_name.reveal().to_string());
        let name = name.unwrap_or_else(|| id.to_string());
        Self { kind: ActorKind::Staff, id: Some(id.into()), name }
    }

    fn of(world: &World, actor: Actor) -> Self {
        match actor {
            Actor::Installer => {
                Self { kind: ActorKind::Installer, id: None, name: "loggia".into() }
            }
            Actor::Clock => Self { kind: ActorKind::Clock, id: None, name: "the clock".into() },
            Actor::Server => Self { kind: ActorKind::Server, id: None, name: "loggia".into() },
            Actor::Staff(id) => Self::staff(world, id),
            Actor::Partner(id) => Self::partner(world, id),
        }
    }
}

/// A commit, as auditors read it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct CommitBody {
    /// Its place in the log.
    seq: Seq,
    /// When, by the server's clock.
    at: Instant,
    /// Who asked.
    actor: Somebody,
    /// For whom, when a staff user acted as somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_behalf_of: Option<Somebody>,
    /// From which network address.
    address: Option<String>,
    /// With what program.
    client: Option<String>,
    /// Which command.
    command: CommandKind,
    /// Why, if a reason was given.
    reason: Option<String>,
    /// What followed.
    #[schema(value_type = Vec<Object>)]
    events: Vec<Value>,
    /// How many events there are, listed or not.
    events_total: usize,
}

impl CommitBody {
    /// With the events that `wanted` picks, in their order; names are those of `world`.
    pub(super) fn new(world: &World, commit: &Commit, wanted: impl Fn(&Event) -> bool) -> Self {
        let Commit {
            stamp,
            actor,
            on_behalf_of,
            origin,
            command_id: _,
            command_digest: _,
            command,
            reason,
            events,
        } = commit;
        let text = |name: &Option<Personal<Name>>| name.as_ref().map(|n| n.reveal().to_string());
        let picked = events.iter().filter(|event| wanted(event));
        Self {
            seq: stamp.seq,
            at: stamp.at,
            actor: Somebody::of(world, *actor),
            on_behalf_of: on_behalf_of.map(|id| Somebody::staff(world, id)),
            address: text(&origin.address),
            client: text(&origin.client),
            command: *command,
            reason: text(reason),
            events_total: picked.clone().count(),
            events: picked.take(EVENTS_LISTED_MAX).map(shown).collect(),
        }
    }

    /// Its place in the log.
    pub(super) fn seq(&self) -> Seq {
        self.seq
    }
}

/// An event as JSON, without the key of an imported row, which never leaves.
pub(super) fn shown(event: &Event) -> Value {
    // Events are plain structs with text keys: serde_json cannot refuse them.
    let mut value = serde_json::to_value(event).unwrap_or_default();
    if let (Event::Production(ProductionEvent::WorkReported(_)), Some(fields)) =
        (event, value.as_object_mut())
    {
        fields.remove("key");
    }
    value
}

/// One commit of the log.
pub(super) fn read(log: &dyn LogReader, seq: Seq) -> Result<Commit, Problem> {
    let before = Seq(seq.0.saturating_sub(1));
    let first = log.read(before).next().transpose().map_err(|error| {
        tracing::error!(%error, "the log cannot be read");
        Problem::new(ProblemKind::Unavailable)
    })?;
    let commit = first.into_iter().flatten().find(|commit| commit.stamp.seq == seq);
    commit.ok_or_else(|| Problem::new(ProblemKind::Unavailable))
}

/// The commits that explanations name, each once, oldest first.
pub(super) fn named<'a>(
    world: &World,
    log: &dyn LogReader,
    explanations: impl IntoIterator<Item = &'a Explanation>,
) -> Result<Vec<CommitBody>, Problem> {
    let mut seqs = BTreeSet::new();
    for Explanation { visible: _, because, fields } in explanations {
        seqs.extend(because.iter().filter_map(|condition| condition.seq));
        seqs.extend(fields.iter().filter_map(|field| field.seq));
    }
    let bodies = seqs.into_iter().map(|seq| Ok(CommitBody::new(world, &read(log, seq)?, |_| true)));
    bodies.collect()
}
