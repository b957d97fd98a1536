//! The commands that one may ask about.

use loggia_core::access::{
    AllowProcessFeedback, AssignModuleLicence, ChangeAccessLevel, ChangeAccount, CreateAccessLevel,
    CreatePartnerUser, DeactivatePartnerUser, DismissPartnerAdministrator, EnableContact,
    InvitePartner, LinkResource, NamePartnerAdministrator, ReactivatePartnerUser,
    RevokeModuleLicence, SetColumns, SetDefaultAccessLevel, SetFieldAccess, SetPartnerUserTerm,
    UnlinkResource, WithdrawProcessFeedback,
};
use loggia_core::command::Command;
use loggia_core::delivery::{AddParticipant, ChangeParticipant, RemoveParticipant};
use loggia_core::effort::CreatePerson;
use loggia_core::production::{MarkResourceExternal, MarkResourceInternal};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::http::body::shown;
use crate::http::{Problem, ProblemKind};

macro_rules! wishes {
    ($($name:ident)+) => {
        /// A command that changes what partners see.
        #[derive(Deserialize, ToSchema)]
        #[serde(tag = "command", content = "body", rename_all = "kebab-case")]
        pub(super) enum Wish {
            $($name($name),)+
        }

        impl From<Wish> for Command {
            fn from(wish: Wish) -> Self {
                match wish {
                    $(Wish::$name(command) => command.into(),)+
                }
            }
        }
    };
}

wishes! {
    AssignModuleLicence
    RevokeModuleLicence
    LinkResource
    UnlinkResource
    MarkResourceExternal
    MarkResourceInternal
    AllowProcessFeedback
    WithdrawProcessFeedback
    InvitePartner
    EnableContact
    CreatePartnerUser
    DeactivatePartnerUser
    ReactivatePartnerUser
    SetPartnerUserTerm
    NamePartnerAdministrator
    DismissPartnerAdministrator
    ChangeAccount
    SetColumns
    SetFieldAccess
    CreateAccessLevel
    ChangeAccessLevel
    SetDefaultAccessLevel
    CreatePerson
    AddParticipant
    ChangeParticipant
    RemoveParticipant
}

impl Wish {
    /// The command at this place of the question.
    pub(super) fn read(told: Value, place: usize) -> Result<Self, Problem> {
        serde_path_to_error::deserialize(told).map_err(|error| {
            let path = match error.path().to_string().as_str() {
                "." => format!("commands[{place}]"),
                path => format!("commands[{place}].{path}"),
            };
            Problem::new(ProblemKind::BadJson).with("path", json!(path)).told(shown(error.inner()))
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_access_commands_are_wished_for() {
        let wish = |command: &str| {
            let id = Uuid::nil();
            let body = json!({ "partner_user": id, "resource": id });
            Wish::read(json!({ "command": command, "body": body }), 3)
        };
        assert!(wish("unlink-resource").is_ok());
        let refused = wish("create-staff-user").map(drop).unwrap_err().json();
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.contains("unknown variant `create-staff-user`"), "{detail}");
        assert!(refused["path"].as_str().unwrap().starts_with("commands[3]"), "{refused}");
        assert!(Wish::read(Value::from("link-resource"), 0).is_err());
        let long = wish(&"long".repeat(1_000)).map(drop).unwrap_err().json();
        assert!(
            long["detail"].as_str().unwrap().len() < 400,
            "what was sent is not told back whole"
        );
    }
}
