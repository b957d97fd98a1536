use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::event::{AccessPolicySet, ModuleLicenceGranted, ProcessFeedbackAllowed};
use super::{Language, LicenceKind, Module, Term};
use crate::event::Event;
use crate::id::{AccountId, PartnerUserId};
use crate::world::{Context, Decision, Seq, World, happened, unchanged};

/// Whether feedback on processes is allowed. Stored: append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProcessFeedback {
    /// It is not.
    #[default]
    NotAllowed,
    /// It is.
    Allowed,
}

/// What whoever is enabled in an account gets by itself. Source: DOMAIN.md 2.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessPolicy {
    /// The modules licensed.
    pub modules: BTreeSet<Module>,
    /// Whether feedback on processes is allowed.
    pub process_feedback: ProcessFeedback,
    /// The language where none is said.
    pub language: Option<Language>,
    /// The commit that set it.
    pub since: Seq,
}

impl AccessPolicy {
    /// The licences that it gives.
    pub(super) fn kinds(&self) -> impl Iterator<Item = LicenceKind> + '_ {
        self.modules.iter().copied().map(LicenceKind::Module)
    }

    /// What it gives to a new user, in the commit that enables him. Taken apart without `..`, so that
    /// whatever else a policy comes to say (an access level for projects) is given here.
    pub(super) fn grants(&self, user: PartnerUserId) -> Vec<Event> {
        let Self { modules, process_feedback, language: _, since: _ } = self;
        let (term, sponsor) = (Term::OPEN, None);
        let licences = modules.iter().map(|module| {
            let granted =
                ModuleLicenceGranted { partner_user: user, module: *module, term, sponsor };
            Event::from(granted)
        });
        let feedback = match process_feedback {
            ProcessFeedback::Allowed => Some(ProcessFeedbackAllowed { id: user }),
            ProcessFeedback::NotAllowed => None,
        };
        licences.chain(feedback.map(Event::from)).collect()
    }
}

/// Set what whoever is enabled in an account from now on gets by itself. Who was enabled before
/// keeps what he has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetAccessPolicy {
    /// Whose.
    pub account: AccountId,
    /// The modules licensed.
    pub modules: BTreeSet<Module>,
    /// Whether feedback on processes is allowed.
    #[serde(default)]
    pub process_feedback: ProcessFeedback,
    /// The language where none is said.
    #[serde(default)]
    pub language: Option<Language>,
}

/// The seats of an account are reserved in the pools of all modules of its policy, so more modules
/// may find no room.
pub(crate) fn set_access_policy(
    world: &World,
    _: &Context<'_>,
    command: &SetAccessPolicy,
) -> Decision {
    let SetAccessPolicy { account: id, modules, process_feedback, language } = command.clone();
    let account = world.access.account(id)?;
    let since = account.policy.as_ref().map_or(Seq(0), |policy| policy.since);
    let policy = AccessPolicy { modules, process_feedback, language, since };
    if account.policy.as_ref() == Some(&policy) {
        return unchanged();
    }
    world.access.keeps_to_reserves(account, |account| account.policy = Some(policy.clone()))?;
    let AccessPolicy { modules, process_feedback, language, since: _ } = policy;
    let set = AccessPolicySet { account: id, modules, process_feedback, language };
    happened(set)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{LicenceBasis, SetAccountSeats, SetLicencePool};
    use crate::refusal::{RecordKind, Refusal};
    use crate::spec::story::{BO, FIRM, MAX, contact, enabled, firm, owner};
    use crate::spec::{given, name};

    fn policy(modules: impl IntoIterator<Item = Module>) -> SetAccessPolicy {
        SetAccessPolicy {
            account: FIRM,
            modules: modules.into_iter().collect(),
            process_feedback: ProcessFeedback::Allowed,
            language: Some(Language::De),
        }
    }

    #[test]
    fn enabling_a_contact_gives_what_the_policy_says_in_the_same_commit() {
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM)]);
        let both = [Module::Planning, Module::Dashboard];
        plant.when(policy(both));
        assert_eq!(plant.when(policy(both)), []);
        let names: Vec<_> = plant.when(enabled(MAX, BO)).iter().map(Event::name).collect();
        let expected = [
            "PartnerUserCreated",
            "ContactEnabled",
            "InvitationHeld",
            "ModuleLicenceGranted",
            "ModuleLicenceGranted",
            "ProcessFeedbackAllowed",
        ];
        assert_eq!(names, expected);
        let user = plant.world.access.partner_user(BO).expect("is there");
        assert_eq!(user.language, Language::De, "where none is said");
        assert!(both.iter().all(|module| user.licence(*module) == Some(plant.seq())));
        assert_eq!(user.process_feedback, Some(plant.seq()));
    }

    #[test]
    fn a_policy_changes_nothing_for_those_who_are_in() {
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM), enabled(MAX, BO)]);
        plant.when(policy([Module::Planning]));
        let licence =
            plant.world.access.partner_user(BO).map(|user| user.licence(Module::Planning));
        assert_eq!(licence, Ok(None));
    }

    #[test]
    fn a_policy_is_of_a_known_account_and_finds_seats_for_its_cap() {
        let unknown = Refusal::Unknown(RecordKind::Account, FIRM.into());
        given([]).refuses(policy([]), &unknown);
        let mut plant = given([owner(), firm(FIRM)]);
        let kind = LicenceKind::Module(Module::Planning);
        let basis = LicenceBasis::PerUser { seats: 2 };
        plant.when(SetLicencePool { kind, name: name("plans"), basis });
        plant.when(SetAccountSeats { account: FIRM, seats: Some(3) });
        plant.refuses(policy([Module::Planning]), &Refusal::NoSeatsLeft(kind, name("plans")));
        plant.when(policy([Module::Dashboard]));
    }
}
