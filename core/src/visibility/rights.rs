use super::clause::{self, Clause, Ground, Rule};
use super::{Lens, person_of};
use crate::access::{
    Allowed, Circle, Extent, Field, FieldAccess, Granting, Module, ParticipantView, PartnerUser,
    Permissions, PhaseView, ProjectView, TaskView, UserId,
};
use crate::delivery::{
    Audience, Author, Milestone, Participant, Phase, RaidItem, StatusReport, StatusReportState,
    Task,
};
use crate::effort::PersonOf;
use crate::id::{
    AccountId, MilestoneId, ParticipantId, PartnerUserId, PersonId, PhaseId, ProjectId, RaidItemId,
    StatusReportId, TaskId,
};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Name, Personal};
use crate::world::{Seq, World};

/// The modules that show projects.
pub(super) const MODULES: &[Module] = &[Module::Projects];

/// What one partner user may see and do in one project, as his participation opens it.
///
/// Source: DOMAIN.md 3, "Projects".
pub struct Rights<'a> {
    world: &'a World,
    project: ProjectId,
    user: &'a PartnerUser,
    person: PersonId,
    /// The phases in which he takes part, each with what his level permits there.
    parts: Vec<(&'a Participant, Granting)>,
    widest: Permissions,
}

impl<'a> Rights<'a> {
    /// Whatever opens `project` to a partner user: that he comes in, holds the module, takes part in
    /// one of its phases, and has a level there that shows the project.
    pub(super) fn clauses(world: &'a World, user: &PartnerUser, project: ProjectId) -> [Clause; 4] {
        let parts = Self::parts(world, user, project);
        let first = parts.iter().map(|(participant, _)| participant.since).min();
        let takes_part = match first {
            Some(since) => Ground::Holds(Some(since)),
            None => Ground::Fails(None),
        };
        let shows = |(_, granting): &&(&Participant, Granting)| {
            granting.permissions.project_view >= ProjectView::Read
        };
        let opened = match (parts.iter().find(shows), parts.first()) {
            (Some((_, granting)), _) => Ground::Holds(granting.since),
            (None, Some((_, granting))) => Ground::Fails(granting.since),
            (None, None) => Ground::Fails(None),
        };
        [
            clause::active(user),
            clause::licensed(user, MODULES),
            Clause::new(Rule::TakesPart, takes_part),
            Clause::new(Rule::AccessLevelOpens, opened),
        ]
    }

    /// None where the project is not there for the user.
    pub(super) fn of(world: &'a World, user: &'a PartnerUser, project: ProjectId) -> Option<Self> {
        let person = person_of(world, user)?;
        let parts = Self::parts(world, user, project);
        let widest = parts
            .iter()
            .map(|(_, granting)| granting.permissions)
            .reduce(Permissions::or)
            .filter(|widest| widest.project_view >= ProjectView::Read)?;
        opens_projects(user).then_some(Self { world, project, user, person, parts, widest })
    }

    fn parts(
        world: &'a World,
        user: &PartnerUser,
        project: ProjectId,
    ) -> Vec<(&'a Participant, Granting)> {
        let Some(person) = person_of(world, user) else { return Vec::new() };
        let account = user.account;
        let of_account = account.and_then(|id| world.access.account(id).ok());
        let partner_type = of_account.and_then(crate::access::Account::partner_type);
        let phases = world.delivery.part_in_project(person, project);
        let participants = phases.filter_map(|phase| phase.participants.get(&person));
        participants
            .map(|participant| {
                let own = participant.level.map(|level| (level, participant.told));
                let role = participant.role.as_ref();
                let levels = world.access.levels();
                (participant, levels.granting(own, role, account, partner_type))
            })
            .collect()
    }

    /// The rights of `partner` on a project; refused in the words of a missing one.
    pub(crate) fn on(
        world: &'a World,
        partner: PartnerUserId,
        project: ProjectId,
    ) -> Result<Self, Refusal> {
        let user = world.access.partner_user(partner)?;
        let found = Self::of(world, user, project);
        found.ok_or(Refusal::Unknown(RecordKind::Project, project.into()))
    }

    /// The same for a phase that he is shown.
    pub(crate) fn on_phase(
        world: &'a World,
        partner: PartnerUserId,
        phase: PhaseId,
    ) -> Result<(Self, &'a Phase), Refusal> {
        let hidden = || Refusal::Unknown(RecordKind::Phase, phase.into());
        let found = world.delivery.phase(phase)?;
        let rights = Self::on(world, partner, found.project).map_err(|_| hidden())?;
        match rights.sees_phase(found.id) {
            true => Ok((rights, found)),
            false => Err(hidden()),
        }
    }

    /// The same for a milestone that he is shown.
    pub(crate) fn on_milestone(
        world: &'a World,
        partner: PartnerUserId,
        milestone: MilestoneId,
    ) -> Result<(Self, &'a Milestone), Refusal> {
        let hidden = || Refusal::Unknown(RecordKind::Milestone, milestone.into());
        let found = world.delivery.milestone(milestone)?;
        let rights = Self::on(world, partner, found.project).map_err(|_| hidden())?;
        match rights.sees_milestone(found) {
            true => Ok((rights, found)),
            false => Err(hidden()),
        }
    }

    /// The same for a task that he is shown, headings included.
    pub(crate) fn on_task(
        world: &'a World,
        partner: PartnerUserId,
        task: TaskId,
    ) -> Result<(Self, &'a Task), Refusal> {
        let hidden = || Refusal::Unknown(RecordKind::Task, task.into());
        let found = world.delivery.task(task)?;
        let rights = Self::on(world, partner, found.project).map_err(|_| hidden())?;
        match rights.sees_task(found) {
            true => Ok((rights, found)),
            false => Err(hidden()),
        }
    }

    /// The same for somebody who takes part in a phase that he is shown, and whose name is told.
    pub(crate) fn on_participant(
        world: &'a World,
        partner: PartnerUserId,
        participant: ParticipantId,
    ) -> Result<(Self, &'a Participant), Refusal> {
        let hidden = || Refusal::Unknown(RecordKind::Participant, participant.into());
        let found = world.delivery.participant(participant)?;
        let (rights, phase) = Self::on_phase(world, partner, found.phase).map_err(|_| hidden())?;
        match rights.called(found.person, Some(phase.id)).is_some() {
            true => Ok((rights, found)),
            false => Err(hidden()),
        }
    }

    /// The same for a RAID item that he is shown.
    pub(crate) fn on_raid_item(
        world: &'a World,
        partner: PartnerUserId,
        item: RaidItemId,
    ) -> Result<(Self, &'a RaidItem), Refusal> {
        let hidden = || Refusal::Unknown(RecordKind::RaidItem, item.into());
        let found = world.delivery.raid_item(item)?;
        let rights = Self::on(world, partner, found.project).map_err(|_| hidden())?;
        match rights.sees_raid_item(found) {
            true => Ok((rights, found)),
            false => Err(hidden()),
        }
    }

    /// The same for a status report that he is shown.
    pub(crate) fn on_status_report(
        world: &'a World,
        partner: PartnerUserId,
        report: StatusReportId,
    ) -> Result<(Self, &'a StatusReport), Refusal> {
        let hidden = || Refusal::Unknown(RecordKind::StatusReport, report.into());
        let found = world.delivery.status_report(report)?;
        let rights = Self::on(world, partner, found.project).map_err(|_| hidden())?;
        match rights.sees_status_report(found) {
            true => Ok((rights, found)),
            false => Err(hidden()),
        }
    }

    /// Refuses a task of which this project shows nothing, not even a heading, in the words of a
    /// missing one.
    pub(crate) fn finds_task(&self, task: TaskId) -> Result<(), Refusal> {
        match self.shows_task(self.world.delivery.task(task)?) {
            true => Ok(()),
            false => Err(Refusal::Unknown(RecordKind::Task, task.into())),
        }
    }

    /// The person that the user is.
    pub(crate) fn person(&self) -> PersonId {
        self.person
    }

    /// What the levels of all his phases permit together.
    pub(crate) fn widest(&self) -> Permissions {
        self.widest
    }

    /// Whether he takes part in a phase.
    pub(crate) fn takes_part(&self, phase: PhaseId) -> bool {
        self.part(phase).is_some()
    }

    /// The commit by which he takes part in a phase.
    pub(super) fn joined(&self, phase: PhaseId) -> Option<Seq> {
        let found = self.parts.iter().find(|(participant, _)| participant.phase == phase);
        found.map(|(participant, _)| participant.since)
    }

    /// The commit since which a level opens something to him in a phase, or around all of them: the
    /// level that he holds there counts, and the first that opens it where he takes no part. None where
    /// none opens it, or nobody ever set a level.
    pub(super) fn since(
        &self,
        phase: Option<PhaseId>,
        opens: impl Fn(&Permissions) -> bool,
    ) -> Option<Seq> {
        let own = phase.filter(|phase| self.takes_part(*phase));
        let counts = |part: &&(&Participant, Granting)| own.is_none_or(|own| part.0.phase == own);
        let mut levels = self.parts.iter().filter(counts).map(|(_, granting)| granting);
        levels.find(|granting| opens(&granting.permissions))?.since
    }

    fn part(&self, phase: PhaseId) -> Option<Permissions> {
        let mut parts = self.parts.iter();
        let found = parts.find(|(participant, _)| participant.phase == phase);
        found.map(|(_, granting)| granting.permissions)
    }

    /// What is permitted in a phase: what his level there permits, or, where he takes no part, all
    /// his levels together.
    pub(crate) fn in_phase(&self, phase: PhaseId) -> Permissions {
        self.part(phase).unwrap_or(self.widest)
    }

    /// The same for what belongs to a phase or to the project as a whole.
    pub(crate) fn around(&self, phase: Option<PhaseId>) -> Permissions {
        phase.map_or(self.widest, |phase| self.in_phase(phase))
    }

    /// Whether a phase is shown for itself: he takes part, or his level shows them all.
    pub(super) fn sees_phase(&self, phase: PhaseId) -> bool {
        self.takes_part(phase) || self.widest.phase_view == PhaseView::All
    }

    /// Whether a milestone is shown: its phase is, and his level there shows milestones.
    pub(crate) fn sees_milestone(&self, milestone: &Milestone) -> bool {
        let there = milestone.phase.is_none_or(|phase| self.sees_phase(phase));
        milestone.project == self.project
            && there
            && self.around(milestone.phase).milestone_view == Allowed::Yes
    }

    /// Whether a task is shown for itself, not only as a heading of others.
    pub(crate) fn sees_task(&self, task: &Task) -> bool {
        let shared = task.brief.audience == Audience::Shared;
        let reached = self
            .part(task.phase)
            .is_some_and(|level| level.task_view >= TaskView::Phase || self.owns_task(task));
        task.project == self.project
            && shared
            && (reached || self.widest.task_view == TaskView::Project)
    }

    /// Whether a task is his own: he is to do it.
    pub(crate) fn owns_task(&self, task: &Task) -> bool {
        task.assignees.contains(&self.person)
    }

    /// Whether a RAID item is shown: they belong to the project as a whole.
    pub(crate) fn sees_raid_item(&self, item: &RaidItem) -> bool {
        item.project == self.project && Self::opens(self.widest.raid_view, item.brief.audience)
    }

    /// Whether a RAID item is his own: he deals with it, or raised it.
    pub(crate) fn owns_raid_item(&self, item: &RaidItem) -> bool {
        let raised = item.by.and_then(|by| by.person) == Some(self.person);
        raised || item.brief.owner == Some(self.person)
    }

    /// Whether his level lets him change a RAID item.
    pub(crate) fn edits_raid_item(&self, item: &RaidItem) -> bool {
        Self::reaches(self.widest.raid_edit, self.owns_raid_item(item))
    }

    /// Whether a status report is shown: until it is published to its author only.
    pub(crate) fn sees_status_report(&self, report: &StatusReport) -> bool {
        let view = self.widest.status_report_view;
        let told = match report.state {
            StatusReportState::Published => Self::opens(view, report.brief.audience),
            StatusReportState::Draft | StatusReportState::Submitted => {
                view != Circle::None && self.wrote(report)
            }
        };
        report.project == self.project && told
    }

    /// Whether he wrote a status report.
    pub(crate) fn wrote(&self, report: &StatusReport) -> bool {
        report.by.and_then(|by| by.person) == Some(self.person)
    }

    fn opens(circle: Circle, audience: Audience) -> bool {
        match (circle, audience) {
            (Circle::None, _) | (Circle::Shared, Audience::Internal) => false,
            (Circle::Shared, Audience::Shared) | (Circle::All, _) => true,
        }
    }

    /// The visible tasks of a phase.
    pub(super) fn tasks(&self, phase: &'a Phase) -> impl Iterator<Item = &'a Task> + '_ {
        self.world.delivery.tasks_of(phase).filter(|task| self.sees_task(task))
    }

    /// Whether a task is shown as the heading above one that is.
    pub(super) fn is_heading(&self, task: &Task) -> bool {
        let below = || task.children.iter().filter_map(|id| self.world.delivery.task(*id).ok());
        task.project == self.project
            && task.brief.audience == Audience::Shared
            && (below().any(|child| self.sees_task(child))
                || below().any(|child| self.is_heading(child)))
    }

    /// Whether a task is shown in some way.
    pub(super) fn shows_task(&self, task: &Task) -> bool {
        self.sees_task(task) || self.is_heading(task)
    }

    /// Whether a phase is shown in some way: for itself, or as the heading of a task.
    pub(super) fn shows_phase(&self, phase: &'a Phase) -> bool {
        self.sees_phase(phase.id) || self.tasks(phase).next().is_some()
    }

    /// What somebody is called, as far as it is told: oneself always; the host company's people and
    /// one's own firm with `names`; everybody with `all`. One partner never learns of another unless
    /// staff says so.
    pub(super) fn called(
        &self,
        person: PersonId,
        phase: Option<PhaseId>,
    ) -> Option<Personal<Name>> {
        let of = &self.world.effort.person(person).ok()?.of;
        let told = person == self.person
            || match self.around(phase).participant_view {
                ParticipantView::No => false,
                ParticipantView::Names => known_to(self.world, self.user, of),
                ParticipantView::All => true,
            };
        told.then(|| name(self.world, of)).flatten()
    }

    /// What an author is called, as far as it is told: of the host company's people as of any other
    /// of them, work planned on them or not.
    pub(super) fn author(&self, author: Author) -> Option<Personal<Name>> {
        match (author.user, author.person) {
            (UserId::Staff(id), _) => {
                let told = self.widest.participant_view != ParticipantView::No;
                told.then(|| name(self.world, &PersonOf::StaffUser(id))).flatten()
            }
            (UserId::Partner(_), Some(person)) => self.called(person, None),
            (UserId::Partner(_), None) => None,
        }
    }

    /// Whether he may name somebody as the one who deals with something: himself, people of his own
    /// firm, and people of the host company whose names he is told.
    pub(crate) fn may_name(&self, person: PersonId) -> bool {
        let Ok(found) = self.world.effort.person(person) else { return false };
        match &found.of {
            PersonOf::StaffUser(_) => self.called(person, None).is_some(),
            PersonOf::Contact(_) => {
                person == self.person || is_of_firm(self.world, self.user, &found.of)
            }
            PersonOf::Name(_) => false,
        }
    }

    /// Whether he may bring somebody into a phase or send him away: people of his own firm, as far
    /// as he is told who takes part there.
    pub(crate) fn may_bring(&self, person: PersonId, phase: PhaseId) -> bool {
        let Ok(found) = self.world.effort.person(person) else { return false };
        is_of_firm(self.world, self.user, &found.of) && self.called(person, Some(phase)).is_some()
    }

    /// Whether he may book somebody for a phase, if his level lets him book others: those whom he may
    /// name and is told of there, so that he is shown what he booked.
    pub(crate) fn may_book(&self, person: PersonId, phase: PhaseId) -> bool {
        self.may_name(person) && self.called(person, Some(phase)).is_some()
    }

    /// The firm of somebody.
    pub(super) fn firm(&self, of: &PersonOf) -> Option<AccountId> {
        firm(self.world, of)
    }

    /// Whether every field that is not kept may be edited, as field security has it.
    pub(crate) fn edits(
        &self,
        fields: impl IntoIterator<Item = (Field, bool)>,
    ) -> Result<(), Refusal> {
        let changed = fields.into_iter().filter(|(_, keep)| !keep).map(|(field, _)| field);
        may_edit(self.world, self.user.id, changed)
    }

    /// Whether the value of a field is told, as field security has it.
    pub(crate) fn tells(&self, field: Field) -> bool {
        Lens::on(self.world, self.user).tells(field)
    }

    /// Whether something of one's own, or anything, is within an extent.
    pub(crate) fn reaches(extent: Extent, own: bool) -> bool {
        match extent {
            Extent::None => false,
            Extent::Own => own,
            Extent::All => true,
        }
    }
}

/// Whether projects are there for a user at all: he comes in, and holds the module.
pub(crate) fn opens_projects(user: &PartnerUser) -> bool {
    clause::active(user).holds() && clause::licensed(user, MODULES).holds()
}

/// The firm of somebody; none of the host company's people and of names in plans.
pub(super) fn firm(world: &World, of: &PersonOf) -> Option<AccountId> {
    match of {
        PersonOf::Contact(contact) => {
            world.access.contact(*contact).ok().map(|contact| contact.account)
        }
        PersonOf::StaffUser(_) | PersonOf::Name(_) => None,
    }
}

/// Whether somebody is of the firm of `user`; nobody is where that one is of none.
fn is_of_firm(world: &World, user: &PartnerUser, of: &PersonOf) -> bool {
    user.account.is_some() && firm(world, of) == user.account
}

/// Whether somebody is of the host company or of the firm of `user`: whom partners know.
pub(super) fn known_to(world: &World, user: &PartnerUser, of: &PersonOf) -> bool {
    match of {
        PersonOf::StaffUser(_) => true,
        PersonOf::Contact(_) => is_of_firm(world, user, of),
        PersonOf::Name(_) => false,
    }
}

/// What somebody is called.
pub fn name(world: &World, of: &PersonOf) -> Option<Personal<Name>> {
    match of {
        PersonOf::Contact(id) => world.access.contact(*id).ok().map(|c| c.name.clone()),
        PersonOf::StaffUser(id) => {
            world.access.staff_user(*id).ok().map(|user| user.display_name.clone())
        }
        PersonOf::Name(name) => Some(name.clone()),
    }
}

/// Whether a partner may edit all of these fields, as field security has it.
pub(crate) fn may_edit(
    world: &World,
    partner: PartnerUserId,
    fields: impl IntoIterator<Item = Field>,
) -> Result<(), Refusal> {
    let lens = Lens::on(world, world.access.partner_user(partner)?);
    match fields.into_iter().all(|field| lens.access(field) == FieldAccess::Edit) {
        true => Ok(()),
        false => Err(Refusal::FieldNotEditable),
    }
}

/// Refuses a partner who is not told the value of a field what depends on that value.
pub(crate) fn is_told(world: &World, partner: PartnerUserId, field: Field) -> Result<(), Refusal> {
    match Lens::on(world, world.access.partner_user(partner)?).tells(field) {
        true => Ok(()),
        false => Err(Refusal::FieldNotEditable),
    }
}

/// Refuses what an access level does not permit.
pub(crate) fn permits(permitted: bool) -> Result<(), Refusal> {
    match permitted {
        true => Ok(()),
        false => Err(Refusal::LevelPermitsNot),
    }
}
