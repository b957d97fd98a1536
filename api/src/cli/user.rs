use clap::{Args, Subcommand, ValueEnum};
use loggia_core::access::{Module, TimeZone};
use loggia_core::actor::Role;
use loggia_core::scalar::Name;
use serde_json::{Value, json};

use super::client::Client;
use super::connection::{Connection, Place};
use super::init::{name, zone};
use super::say::say;
use super::secret::New;
use super::table::{Table, cell};
use super::{CliError, Done};

/// Users of both sides, and their passwords.
///
/// A new password is read from standard input if something is piped in; else one is invented and
/// printed once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  loggia user list --data plant
  loggia user create-staff paula --display-name 'Paula Reiter' --role planner --data plant
  loggia user create-partner nora --display-name 'Nora (Nordlicht Coatings)' --data plant
  echo 'a long password' | loggia user password nora --data plant
  loggia user deactivate nora --data plant

At a server (`--server`), standard input holds the password to log in with, so new passwords are
invented there; with LOGGIA_TOKEN it is free for the new one.")]
pub(super) struct User {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Let somebody outside log in
    CreatePartner {
        /// The user name
        #[arg(value_parser = name)]
        user_name: Name,
        /// The name the portal greets
        #[arg(long, value_name = "NAME", value_parser = name)]
        display_name: Name,
        /// The time zone in which the portal shows times
        #[arg(long, value_name = "ZONE", value_parser = zone, default_value = "UTC")]
        zone: TimeZone,
        /// The language of the portal
        #[arg(long, value_enum, default_value = "en")]
        language: Language,
        /// A part of the portal to license; all of production where none is named
        #[arg(long, value_name = "MODULE", value_parser = module)]
        module: Vec<Module>,
    },
    /// Let somebody of the host company log in
    CreateStaff {
        /// The user name
        #[arg(value_parser = name)]
        user_name: Name,
        /// What colleagues call this person
        #[arg(long, value_name = "NAME", value_parser = name)]
        display_name: Name,
        /// What the user may do: administrator, planner, delivery_manager, auditor, operator
        #[arg(long, value_name = "ROLE", required = true, value_parser = role)]
        role: Vec<Role>,
    },
    /// Set a password; all sessions of the user end
    Password {
        /// Whose
        user_name: String,
    },
    /// Shut a partner user out: no login, nothing visible
    Deactivate {
        /// Whom
        user_name: String,
    },
    /// Let a partner user in again, with what was granted before
    Reactivate {
        /// Whom
        user_name: String,
    },
    /// Everybody who may log in
    List,
}

/// A language of the portal, as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Language {
    En,
    De,
}

impl Language {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }
}

/// What a partner user of production gets unless something else is said.
const MODULES: [Module; 5] = [
    Module::PlanningObjects,
    Module::Planning,
    Module::Dashboard,
    Module::WorkbenchClassic,
    Module::WorkbenchTerminal,
];

fn role(text: &str) -> Result<Role, String> {
    serde_json::from_value(Value::from(text)).map_err(|error| error.to_string())
}

pub(super) fn module(text: &str) -> Result<Module, String> {
    serde_json::from_value(Value::from(text)).map_err(|error| error.to_string())
}

impl User {
    pub(super) fn run(self) -> Done {
        let Self { place, what } = self;
        let connection = place.connect()?;
        let done = act(&connection, what, place.json);
        connection.close()?;
        done
    }
}

fn act(connection: &Connection, what: What, json: bool) -> Done {
    let client = &connection.client;
    match what {
        What::CreatePartner { user_name, display_name, zone, language, module } => {
            let new = New::take()?;
            let create = json!({
                "user_name": user_name,
                "display_name": display_name,
                "time_zone": zone,
                "language": language.code(),
            });
            let id = made(&command(client, "create-partner-user", &create)?)?;
            let modules = if module.is_empty() { MODULES.to_vec() } else { module };
            for module in modules {
                let assign = json!({ "partner_user": id, "module": module });
                command(client, "assign-module-licence", &assign)?;
            }
            let_in(client, &id, user_name.as_str(), &new, json)
        }
        What::CreateStaff { user_name, display_name, role } => {
            let new = New::take()?;
            let create =
                json!({ "user_name": user_name, "display_name": display_name, "roles": role });
            let id = made(&command(client, "create-staff-user", &create)?)?;
            let_in(client, &id, user_name.as_str(), &new, json)
        }
        What::Password { user_name } => {
            let new = New::take()?;
            match connection.set_password(&user_name, new.password()?) {
                None => {
                    let id = find(client, &user_name)?;
                    let_in(client, &id, &user_name, &new, json)
                }
                Some(set) => {
                    set?;
                    tell_new(&user_name, &new, json);
                    Ok(())
                }
            }
        }
        What::Deactivate { user_name } => {
            standing(client, "deactivate-partner-user", &user_name, "shut out", json)
        }
        What::Reactivate { user_name } => {
            standing(client, "reactivate-partner-user", &user_name, "let in again", json)
        }
        What::List => list(client, json),
    }
}

pub(super) fn command(client: &Client, kebab: &str, body: &Value) -> Result<Value, CliError> {
    client.post(&format!("/v1/commands/{kebab}"), body)
}

/// The id of the record that a command made.
fn made(answer: &Value) -> Result<String, CliError> {
    let id = answer.pointer("/records/0").and_then(Value::as_str);
    id.map(str::to_owned).ok_or_else(|| CliError::said("the server named no new record"))
}

fn let_in(client: &Client, id: &str, user: &str, new: &New, json: bool) -> Done {
    client.put(&format!("/v1/users/{id}/password"), &json!({ "password": new.text() }))?;
    tell_new(user, new, json);
    Ok(())
}

fn tell_new(user: &str, new: &New, json: bool) {
    let told = new.to_tell(user);
    if json {
        let password = told.is_some().then(|| new.text());
        say(json!({ "user_name": user, "password": password }));
    } else {
        say(format!("{user} may log in"));
        told.into_iter().for_each(say);
    }
}

fn standing(client: &Client, kebab: &str, user: &str, what: &str, json: bool) -> Done {
    let id = find(client, user)?;
    let answer = command(client, kebab, &json!({ "partner_user": id }))?;
    if json {
        say(answer);
    } else {
        say(format!("{user} is {what}"));
    }
    Ok(())
}

/// Everybody, staff first, each with `side`.
fn users(client: &Client) -> Result<Vec<Value>, CliError> {
    let mut users = Vec::new();
    for (list, side) in [("staff-users", "staff"), ("partner-users", "partner")] {
        for mut row in client.rows(&format!("/v1/staff/{list}"))? {
            if let Some(fields) = row.as_object_mut() {
                fields.insert("side".to_owned(), side.into());
            }
            users.push(row);
        }
    }
    Ok(users)
}

pub(super) fn find(client: &Client, user_name: &str) -> Result<String, CliError> {
    let found = users(client)?
        .into_iter()
        .find(|user| cell(user.get("user_name")).to_lowercase() == user_name.trim().to_lowercase());
    let id = found.as_ref().and_then(|user| user.get("id")).and_then(Value::as_str);
    id.map(str::to_owned).ok_or_else(|| CliError::said(format!("there is no user `{user_name}`")))
}

fn list(client: &Client, json: bool) -> Done {
    let users = users(client)?;
    if json {
        say(Value::from(users));
        return Ok(());
    }
    let mut table = Table::new(["user", "name", "side", "may", "id"]);
    for user in &users {
        let of = |name: &str| cell(user.get(name));
        let shut_out = user.get("active").and_then(Value::as_bool) == Some(false);
        let may = match (shut_out, user.get("roles")) {
            (true, _) => "shut out".to_owned(),
            (false, Some(roles)) => cell(Some(roles)),
            (false, None) => of("modules"),
        };
        table.row([of("user_name"), of("display_name"), of("side"), may, of("id")]);
    }
    say(table.text());
    Ok(())
}
