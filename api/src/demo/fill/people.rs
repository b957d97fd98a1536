use std::collections::BTreeSet;

use loggia_core::access::{
    AllowProcessFeedback, AssignModuleLicence, Column, CreatePartnerUser, CreateStaffUser,
    Language, ListName, Module, OpenWorkspace, SetColumns, TimeZone, UserId,
};
use loggia_core::actor::{Actor, Role};
use loggia_core::id::{PartnerUserId, StaffUserId};
use loggia_core::scalar::{Name, Personal};
use loggia_store::Writer;

use super::submit::{Asked, ask, made};
use super::{FillError, Filled, GUESTS};
use crate::demo::inventory::{Firm, WORKSPACE, ZONE};

const ADMINISTRATOR: &str = "astrid";

const STAFF: [(&str, &str, Role, &str); 4] = [
    ("paula", "Paula Reiter", Role::Planner, "planner"),
    ("dario", "Dario Costa", Role::DeliveryManager, "delivery manager"),
    ("audrey", "Audrey Klein", Role::Auditor, "auditor"),
    ("otto", "Otto Weiss", Role::Operator, "operator"),
];

const MODULES: [Module; 5] = [
    Module::PlanningObjects,
    Module::Planning,
    Module::Dashboard,
    Module::WorkbenchClassic,
    Module::WorkbenchTerminal,
];

/// The columns that partners do not see any more: what the plant puts aside and how long it sets up.
const HIDDEN: [Column; 2] = [Column::HeldQuantity, Column::SetUpMinutes];

/// What opens the workspace of the demo.
pub(in crate::demo) fn opening() -> Result<OpenWorkspace, FillError> {
    let administrator = Personal::new(name(ADMINISTRATOR)?);
    Ok(OpenWorkspace { name: name(WORKSPACE)?, zone: zone(ZONE)?, administrator })
}

/// Everybody who may log in.
pub(super) struct People {
    pub(super) administrator: Actor,
    pub(super) planner: Actor,
    pub(super) manager: StaffUserId,
    partners: Vec<(PartnerUserId, Firm)>,
    staff: Vec<(StaffUserId, &'static str, &'static str)>,
}

impl People {
    /// Lets everybody in.
    pub(super) async fn settle(writer: &Writer) -> Result<Self, FillError> {
        let world = writer.published().world.clone();
        let found = world.access.user_by_name(&name(ADMINISTRATOR)?);
        let Some(UserId::Staff(administrator)) = found else {
            return Err(FillError::Unknown("the first administrator"));
        };
        let mut people = Self {
            administrator: Actor::Staff(administrator),
            planner: Actor::Staff(administrator),
            manager: administrator,
            partners: Vec::new(),
            staff: vec![(administrator, ADMINISTRATOR, "administrator")],
        };
        people.hire(writer).await?;
        people.invite(writer).await?;
        Ok(people)
    }

    async fn hire(&mut self, writer: &Writer) -> Result<(), FillError> {
        let doing = "create staff users";
        let mut asked = Vec::new();
        for (user_name, display_name, role, _) in STAFF {
            let create = CreateStaffUser {
                user_name: Personal::new(name(user_name)?),
                display_name: Personal::new(name(display_name)?),
                roles: BTreeSet::from([role]),
            };
            asked.push(Asked::by(self.administrator, create));
        }
        let created = ask(writer, doing, asked).await?;
        for ((user_name, _, role, what), accepted) in STAFF.into_iter().zip(&created) {
            let id = StaffUserId(made(accepted, doing)?);
            match role {
                Role::Planner => self.planner = Actor::Staff(id),
                Role::DeliveryManager => self.manager = id,
                Role::Administrator | Role::Auditor | Role::Operator => {}
            }
            self.staff.push((id, user_name, what));
        }
        Ok(())
    }

    async fn invite(&mut self, writer: &Writer) -> Result<(), FillError> {
        let doing = "create partner users";
        let mut asked = Vec::new();
        for firm in Firm::ALL {
            let create = CreatePartnerUser {
                user_name: Personal::new(name(firm.user_name())?),
                display_name: Personal::new(name(firm.display_name())?),
                language: Language::En,
                time_zone: zone(ZONE)?,
            };
            asked.push(Asked::by(self.administrator, create).because("frame contract signed"));
        }
        let created = ask(writer, doing, asked).await?;
        let mut granted = Vec::new();
        for (firm, accepted) in Firm::ALL.into_iter().zip(&created) {
            let partner_user = PartnerUserId(made(accepted, doing)?);
            self.partners.push((partner_user, firm));
            for module in MODULES {
                let assign = AssignModuleLicence {
                    partner_user,
                    module,
                    from: None,
                    until: None,
                    sponsor: None,
                };
                granted.push(Asked::by(self.administrator, assign));
            }
            match firm {
                Firm::Nordlicht => {
                    let allow =
                        Asked::by(self.administrator, AllowProcessFeedback { partner_user });
                    granted.push(allow.because("inspects and packs what it coats"));
                }
                Firm::Brandt => {}
            }
        }
        ask(writer, "give licences", granted).await.map(drop)
    }

    /// Takes two columns from what externals see.
    pub(super) async fn choose_columns(&self, writer: &Writer) -> Result<(), FillError> {
        let lists = [ListName::WorkSteps, ListName::Processes].map(|list| {
            let columns = Column::of(list).iter().filter(|column| !HIDDEN.contains(column));
            let columns = Some(columns.copied().collect());
            let set = SetColumns { list, columns, account: None };
            Asked::by(self.administrator, set).because("set-up and held stock are ours to know")
        });
        ask(writer, "choose columns", lists.to_vec()).await.map(drop)
    }

    pub(super) fn partner(&self, firm: Firm) -> Result<PartnerUserId, FillError> {
        let found = self.partners.iter().find(|(_, known)| *known == firm);
        found.map(|(id, _)| *id).ok_or(FillError::Unknown("a firm"))
    }

    pub(super) fn filled(self, guests: Vec<PartnerUserId>) -> Filled {
        let partners = self.partners.into_iter();
        let partners = partners.map(|(id, firm)| (id, firm.user_name(), firm.what()));
        let guests = guests.into_iter().zip(&GUESTS);
        let guests = guests.map(|(id, guest)| (id, guest.user_name, guest.what));
        Filled { staff: self.staff, partners: partners.chain(guests).collect() }
    }
}

pub(super) fn name(text: &str) -> Result<Name, FillError> {
    Name::new(text).map_err(|_| FillError::Unknown("a name without text"))
}

pub(super) fn zone(text: &str) -> Result<TimeZone, FillError> {
    TimeZone::new(text).map_err(|_| FillError::Unknown("a time zone"))
}
