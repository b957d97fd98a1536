use loggia_core::access::event::{
    ResourceLinkBegan, ResourceLinkEnded, ResourceLinkGranted, ResourceLinked, ResourceUnlinked,
};
use loggia_core::access::{Account, FieldScope};
use loggia_core::event::Event;
use loggia_core::id::{AccountId, PartnerUserId, ProductionOrderId, ResourceId, WorkStepId};
use loggia_core::production::{Production, Resource, Subject, WorkStep};
use loggia_core::visibility::{DocumentId, around, reports, scope};
use loggia_core::world::World;

type Touched = Vec<(PartnerUserId, DocumentId)>;

/// Adds the documents whose content or existence `event` may change, seen from `world`.
///
/// Asked twice, with the world before the event and with the world after it: what vanishes is found
/// in the first, what appears in the second. More than what changes is harmless, less is a wrong
/// view; the differential tests hold it against rendering from scratch.
pub fn affected(world: &World, event: &Event, touched: &mut Touched) {
    let production = &world.production;
    match event {
        Event::WorkspaceOpened(_) => {
            touched.extend(world.access.partner_users().map(|user| (user.id, DocumentId::Portal)));
        }
        Event::PartnerUserCreated(e) => touched.push((e.id, DocumentId::Portal)),
        Event::PartnerUserDeactivated(e) => in_or_out(world, e.id, touched),
        Event::PartnerUserReactivated(e) => in_or_out(world, e.id, touched),
        Event::PartnerUserTermSet(e) => in_or_out(world, e.partner_user, touched),
        Event::PartnerUserTermBegan(e) => in_or_out(world, e.partner_user, touched),
        Event::PartnerUserTermEnded(e) => in_or_out(world, e.partner_user, touched),
        Event::PartnerAdministratorNamed(e) => in_or_out(world, e.id, touched),
        Event::PartnerAdministratorDismissed(e) => in_or_out(world, e.id, touched),
        Event::ContactEnabled(e) => in_or_out(world, e.partner_user, touched),
        Event::ProcessFeedbackAllowed(e) => all_of(world, e.id, touched),
        Event::ProcessFeedbackWithdrawn(e) => all_of(world, e.id, touched),
        Event::ModuleLicenceAssigned(e) => all_of(world, e.id, touched),
        Event::ModuleLicenceRevoked(e) => all_of(world, e.id, touched),
        Event::ModuleLicenceGranted(e) => all_of(world, e.partner_user, touched),
        Event::ModuleLicenceBegan(e) => all_of(world, e.partner_user, touched),
        Event::ModuleLicenceEnded(e) => all_of(world, e.partner_user, touched),
        Event::ResourceLinked(ResourceLinked { partner_user, resource, .. })
        | Event::ResourceLinkGranted(ResourceLinkGranted { partner_user, resource, .. })
        | Event::ResourceUnlinked(ResourceUnlinked { partner_user, resource })
        | Event::ResourceLinkBegan(ResourceLinkBegan { partner_user, resource })
        | Event::ResourceLinkEnded(ResourceLinkEnded { partner_user, resource }) => {
            opened(production, *resource, &[*partner_user], touched);
            placed(world, *resource, touched);
        }
        Event::ResourceMarkedExternal(e) => {
            opened(production, e.id, &linked(world, e.id), touched);
            placed(world, e.id, touched);
        }
        Event::ResourceMarkedInternal(e) => {
            opened(production, e.id, &linked(world, e.id), touched);
            placed(world, e.id, touched);
        }
        Event::ColumnsSet(_) => everybody(world, touched),
        Event::AccountColumnsSet(e) => all_of_account(world, e.account, touched),
        Event::FieldAccessSet(e) => match e.scope {
            FieldScope::Externals => everybody(world, touched),
            FieldScope::PartnerType(partner_type) => {
                let of_type = |a: &&Account| a.partner_type() == Some(partner_type);
                for account in world.access.accounts().filter(of_type) {
                    all_of_account(world, account.id, touched);
                }
            }
            FieldScope::Account(account) => all_of_account(world, account, touched),
        },
        // Another type of partner may be shown other fields.
        Event::AccountChanged(e) if world.access.account(e.id).is_ok_and(|a| a.kind != e.kind) => {
            all_of_account(world, e.id, touched);
        }
        Event::ResourceRenamed(e) => renamed(world, e.id, touched),
        Event::WorkStepAdded(e) => moved(world, e.id, touched),
        Event::WorkStepRescheduled(e) => moved(world, e.step, touched),
        Event::WorkStepScheduled(e) => worked_on(world, Subject::WorkStep(e.step), touched),
        Event::WorkStepUnscheduled(e) => worked_on(world, Subject::WorkStep(e.step), touched),
        Event::ProcessAdded(e) => worked_on(world, Subject::Process(e.id), touched),
        Event::ProcessScheduled(e) => worked_on(world, Subject::Process(e.process), touched),
        Event::FeedbackGiven(e) => worked_on(world, e.subject, touched),
        Event::WorkReported(e) => worked_on(world, e.subject, touched),
        // Neither staff nor what has no visible work step yet shows in any document.
        Event::StaffUserCreated(_)
        | Event::StaffRolesSet(_)
        | Event::ResourceCreated(_)
        | Event::FrozenZoneSet(_)
        | Event::AccountCreated(_)
        | Event::AccountChanged(_)
        | Event::AccountClosed(_)
        | Event::AccountReopened(_)
        | Event::AccountDeleted(_)
        | Event::ContactAdded(_)
        | Event::ContactChanged(_)
        | Event::ContactRemoved(_)
        | Event::PortalPublished(_)
        | Event::PortalUnpublished(_)
        | Event::InvitationHeld(_)
        | Event::InvitationSent(_)
        | Event::InvitationExpired(_)
        | Event::InvitationRevoked(_)
        | Event::InvitationAccepted(_)
        | Event::PasswordResetSent(_)
        | Event::PasswordResetUsed(_)
        | Event::PasswordResetEnded(_)
        | Event::PasswordSet(_)
        | Event::MailSent(_)
        | Event::MailGivenUp(_)
        | Event::MailQueuedAgain(_)
        | Event::LicencePoolSet(_)
        | Event::LicencePoolRemoved(_)
        | Event::AccessPolicySet(_)
        | Event::AccountSeatsSet(_)
        | Event::OrderItemCreated(_)
        | Event::ProductionOrderCreated(_) => {}
    }
}

fn everybody(world: &World, touched: &mut Touched) {
    for user in world.access.partner_users() {
        all_of(world, user.id, touched);
    }
}

fn all_of_account(world: &World, account: AccountId, touched: &mut Touched) {
    let Ok(account) = world.access.account(account) else { return };
    for user in &account.users {
        all_of(world, *user, touched);
    }
}

fn all_of(world: &World, partner: PartnerUserId, touched: &mut Touched) {
    touched.extend(scope(world, partner).into_iter().map(|id| (partner, id)));
}

/// Everything of a user, and the user as the administrators of the same account see him.
fn in_or_out(world: &World, partner: PartnerUserId, touched: &mut Touched) {
    all_of(world, partner, touched);
    let Ok(user) = world.access.partner_user(partner) else { return };
    let account = user.account.and_then(|id| world.access.account(id).ok());
    let users = account.into_iter().flat_map(|account| &account.users);
    let administers = |id: &&PartnerUserId| {
        world.access.partner_user(**id).is_ok_and(|user| user.administrator.is_some())
    };
    let administrators = users.filter(administers);
    touched.extend(administrators.map(|id| (*id, DocumentId::Colleague(partner))));
}

fn linked(world: &World, resource: ResourceId) -> Vec<PartnerUserId> {
    world.access.linked_to(resource).collect()
}

/// The partners who may see a work step of `order`.
fn partners_of(world: &World, order: ProductionOrderId) -> Vec<PartnerUserId> {
    let Ok(order) = world.production.order(order) else { return Vec::new() };
    let steps = order.steps.iter().filter_map(|id| world.production.step(*id).ok());
    let mut partners: Vec<_> =
        steps.flat_map(|step| world.access.linked_to(step.resource)).collect();
    partners.sort_unstable();
    partners.dedup();
    partners
}

/// Everything that hangs on the work steps of a resource.
fn opened(
    production: &Production,
    resource: ResourceId,
    partners: &[PartnerUserId],
    touched: &mut Touched,
) {
    let Ok(resource) = production.resource(resource) else { return };
    for step in steps_on(production, resource) {
        let documents = with_order(production, step);
        touched.extend(partners.iter().flat_map(|p| documents.iter().map(|id| (*p, *id))));
    }
}

fn steps_on<'a>(
    production: &'a Production,
    resource: &'a Resource,
) -> impl Iterator<Item = &'a WorkStep> {
    resource.steps.iter().filter_map(|id| production.step(*id).ok())
}

/// A work step with its reports, and its order with all that may appear or vanish with the step.
fn with_order(production: &Production, step: &WorkStep) -> Vec<DocumentId> {
    let mut documents = vec![DocumentId::WorkStep(step.id)];
    documents.extend(reports(Subject::WorkStep(step.id), &step.progress));
    documents.extend(around(production, step.order));
    documents
}

/// A work step came to the resource on which it is, or is about to leave it.
fn moved(world: &World, step: WorkStepId, touched: &mut Touched) {
    let Ok(step) = world.production.step(step) else { return };
    let partners = linked(world, step.resource);
    if partners.is_empty() {
        return;
    }
    let documents = with_order(&world.production, step);
    touched.extend(partners.iter().flat_map(|p| documents.iter().map(|id| (*p, *id))));
}

/// Something about one work step or process: itself, its newest report, its order and item.
fn worked_on(world: &World, subject: Subject, touched: &mut Touched) {
    let production = &world.production;
    let (document, order, progress, partners) = match subject {
        Subject::WorkStep(id) => {
            let Ok(step) = production.step(id) else { return };
            let partners = linked(world, step.resource);
            (DocumentId::WorkStep(id), step.order, &step.progress, partners)
        }
        Subject::Process(id) => {
            let Ok(process) = production.process(id) else { return };
            let partners = partners_of(world, process.order);
            (DocumentId::Process(id), process.order, &process.progress, partners)
        }
    };
    let item = production.order(order).ok().and_then(|order| order.order_item);
    for partner in partners {
        touched.push((partner, document));
        touched.push((partner, DocumentId::Report(subject, progress.reports)));
        touched.push((partner, DocumentId::Order(order)));
        touched.extend(item.map(|item| (partner, DocumentId::OrderItem(item))));
    }
}

fn renamed(world: &World, resource: ResourceId, touched: &mut Touched) {
    let Ok(resource) = world.production.resource(resource) else { return };
    for partner in linked(world, resource.id) {
        touched.extend(resource.steps.iter().map(|id| (partner, DocumentId::WorkStep(*id))));
    }
    placed(world, resource.id, touched);
}

/// The processes that are done at a resource, for whoever may see them: they name it.
fn placed(world: &World, resource: ResourceId, touched: &mut Touched) {
    let Ok(resource) = world.production.resource(resource) else { return };
    for process in resource.processes.iter().filter_map(|id| world.production.process(*id).ok()) {
        let partners = partners_of(world, process.order).into_iter();
        touched.extend(partners.map(|partner| (partner, DocumentId::Process(process.id))));
    }
}
