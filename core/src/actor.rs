//! Who acts, from where, and for whom.

use serde::{Deserialize, Serialize};

use crate::id::{PartnerUserId, StaffUserId};
use crate::scalar::{Name, Personal};

/// Whoever makes a command. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The installation itself, before there is anybody: opens the workspace and its first user.
    Installer,
    /// Time: what was agreed to begin or end does so (law 5).
    Clock,
    /// Somebody of the host company.
    Staff(StaffUserId),
    /// Somebody outside.
    Partner(PartnerUserId),
    /// The server itself: for whoever follows a link without a session, and for its mail.
    Server,
}

/// From where a command came. Stored: append only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Origin {
    /// Network address, when it came over the network.
    pub address: Option<Personal<Name>>,
    /// What the client calls itself.
    pub client: Option<Personal<Name>>,
}

/// A role of a staff user. Several may be held at once. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Users, resources, links, licences, columns.
    Administrator,
    /// The production plan.
    Planner,
    /// Projects delivered together.
    DeliveryManager,
    /// Reads who could see what, when and why.
    Auditor,
    /// Keeps the system running: projections, log, health.
    Operator,
}

impl Role {
    /// All roles, in the order in which they are shown.
    pub const ALL: [Self; 5] =
        [Self::Administrator, Self::Planner, Self::DeliveryManager, Self::Auditor, Self::Operator];
}
