use std::path::PathBuf;

use clap::{Args, Subcommand};
use loggia_core::access::{Module, PartnerType, TimeZone};
use loggia_core::scalar::{Email, Name};
use serde_json::{Value, json};

use super::client::Client;
use super::connection::Place;
use super::init::{name, zone};
use super::licence::{show, tell};
use super::say::say;
use super::table::{Table, cell};
use super::upload::{Files, upload};
use super::user::{Language, command, find, module};
use super::{CliError, Done};

/// Firms, their people, and invitations.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  loggia partner invite 'Nordlicht Coatings' 'Nora Berg' nora@nordlicht.example \\
    --type supplier --data plant
  loggia partner import people.csv --dry-run --data plant
  loggia partner policy 'Nordlicht Coatings' --module planning --process-feedback --data plant
  loggia partner publish --data plant
  loggia partner list --data plant

A list of people has a header with `account,name,email` and, where wanted, `partner_type`, `owner`,
`phone`, `user_name`, `language`, `time_zone`; docs/IMPORT.md describes it. Mails are sent by
`loggia serve`; what is queued over a data folder goes out when it is served next.")]
pub(super) struct Partner {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// All firms
    List,
    /// The people of all firms, or of one
    People {
        /// Of which firm
        firm: Option<String>,
    },
    /// Add a firm
    Add {
        /// What it is called
        #[arg(value_parser = name)]
        firm: Name,
        /// What kind of partner it is
        #[arg(long = "type", value_name = "TYPE", value_parser = partner_type)]
        partner_type: PartnerType,
        /// The staff user who answers for it
        #[arg(long, value_name = "NAME")]
        owner: Option<String>,
    },
    /// Invite a person; the firm and the person are added where they are not there yet
    Invite {
        /// What the firm is called
        #[arg(value_parser = name)]
        firm: Name,
        /// What the person is called
        #[arg(value_parser = name)]
        name: Name,
        /// Where mail reaches the person
        email: Email,
        /// What kind of partner a new firm is: systems_integrator, service_integrator, contractor,
        /// supplier
        #[arg(long = "type", value_name = "TYPE", value_parser = partner_type)]
        partner_type: Option<PartnerType>,
        /// The staff user who answers for a new firm; whoever asks where nobody is named
        #[arg(long, value_name = "NAME")]
        owner: Option<String>,
        /// The user name; the address where none is given
        #[arg(long, value_name = "NAME", value_parser = name)]
        user_name: Option<Name>,
        /// The language of the portal and of mails
        #[arg(long, value_enum)]
        language: Option<Language>,
        /// The time zone in which the portal shows times
        #[arg(long, value_name = "ZONE", value_parser = zone, default_value = "UTC")]
        zone: TimeZone,
    },
    /// Invite the people of a list (CSV or XLSX); whoever is there already is passed over
    Import {
        /// The list
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The encoding of a CSV file, such as windows-1252
        #[arg(long, value_name = "LABEL")]
        encoding: Option<String>,
        /// Only tell who would be invited
        #[arg(long)]
        dry_run: bool,
    },
    /// Send an invitation once more; the earlier link works no more
    Resend {
        /// To whom
        user_name: String,
    },
    /// Take an invitation back; its link works no more
    Revoke {
        /// From whom
        user_name: String,
    },
    /// Publish the portal: invitations that were held are sent
    Publish,
    /// Take the portal back: new invitations are held
    Unpublish,
    /// Set what whoever is enabled in a firm gets by itself
    Policy {
        /// Of which firm
        firm: String,
        /// A part of the portal to license
        #[arg(long, value_name = "MODULE", value_parser = module)]
        module: Vec<Module>,
        /// Feedback on processes is allowed
        #[arg(long)]
        process_feedback: bool,
        /// The language where none is said
        #[arg(long, value_enum)]
        language: Option<Language>,
    },
    /// Set how many users of a firm may be in at once
    Seats {
        /// Of which firm
        firm: String,
        /// So many; no cap where none is given
        seats: Option<u32>,
    },
    /// Let a partner user bring in and send away colleagues of his firm, within its seats
    Administrator {
        /// Who
        user_name: String,
        /// Not any more
        #[arg(long)]
        dismiss: bool,
    },
    /// Close a firm: its users are shut out
    Close {
        /// Which
        firm: String,
    },
    /// Open a closed firm again; its users are let in one by one
    Reopen {
        /// Which
        firm: String,
    },
}

fn partner_type(text: &str) -> Result<PartnerType, String> {
    serde_json::from_value(Value::from(text)).map_err(|error| error.to_string())
}

impl Partner {
    pub(super) fn run(self) -> Done {
        let Self { place, what } = self;
        let connection = place.connect()?;
        let done = act(&connection.client, what, place.json);
        connection.close()?;
        done
    }
}

fn act(client: &Client, what: What, json: bool) -> Done {
    let ask =
        |kebab: &str, body: Value, told: String| tell(command(client, kebab, &body)?, told, json);
    match what {
        What::List => firms(client, json),
        What::People { firm } => people(client, firm.as_deref(), json),
        What::Add { firm, partner_type, owner } => {
            let owner = owner.map(|owner| find(client, &owner)).transpose()?;
            let kind = json!({ "partner": partner_type });
            let add = json!({ "name": firm, "kind": kind, "owner": owner });
            ask("create-account", add, format!("`{firm}` is there"))
        }
        What::Invite { firm, name, email, partner_type, owner, user_name, language, zone } => {
            let owner = owner.map(|owner| find(client, &owner)).transpose()?;
            let invite = json!({
                "account": firm,
                "partner_type": partner_type,
                "owner": owner,
                "name": name,
                "email": email,
                "user_name": user_name,
                "language": language.map(Language::code),
                "time_zone": zone,
            });
            let answer = command(client, "invite-partner", &invite)?;
            let told = match answer.get("outcome").and_then(Value::as_str) {
                Some("unchanged") => format!("{name} is a user of `{firm}` already"),
                Some(_) | None => format!("{name} of `{firm}` is invited"),
            };
            tell(answer, told, json)
        }
        What::Import { file, encoding, dry_run } => {
            let encoding = encoding.map(|label| ("encoding", label));
            let parts = encoding.into_iter().chain([("dry_run", dry_run.to_string())]);
            told(&upload(client, "/v1/imports/partners", Files::one(&file), parts.collect())?, json)
        }
        What::Resend { user_name } => {
            let body = json!({ "partner_user": find(client, &user_name)? });
            ask("send-invitation", body, format!("{user_name} is invited once more"))
        }
        What::Revoke { user_name } => {
            let body = json!({ "partner_user": find(client, &user_name)? });
            ask("revoke-invitation", body, format!("the invitation of {user_name} is taken back"))
        }
        What::Publish => ask("publish-portal", json!({}), "the portal is published".to_owned()),
        What::Unpublish => {
            ask("unpublish-portal", json!({}), "new invitations are held".to_owned())
        }
        What::Policy { firm, module, process_feedback, language } => {
            let process_feedback = if process_feedback { "allowed" } else { "not_allowed" };
            let policy = json!({
                "account": account(client, &firm)?,
                "modules": module,
                "process_feedback": process_feedback,
                "language": language.map(Language::code),
            });
            ask("set-access-policy", policy, format!("the access policy of `{firm}` is set"))
        }
        What::Seats { firm, seats } => {
            let body = json!({ "account": account(client, &firm)?, "seats": seats });
            let told = match seats {
                Some(seats) => format!("{seats} user(s) of `{firm}` may be in at once"),
                None => format!("`{firm}` has no cap"),
            };
            ask("set-account-seats", body, told)
        }
        What::Administrator { user_name, dismiss } => {
            let body = json!({ "partner_user": find(client, &user_name)? });
            match dismiss {
                false => {
                    let told = format!("{user_name} administers his firm");
                    ask("name-partner-administrator", body, told)
                }
                true => {
                    let told = format!("{user_name} administers his firm no more");
                    ask("dismiss-partner-administrator", body, told)
                }
            }
        }
        What::Close { firm } => {
            let body = json!({ "account": account(client, &firm)? });
            ask("close-account", body, format!("`{firm}` is closed"))
        }
        What::Reopen { firm } => {
            let body = json!({ "account": account(client, &firm)? });
            ask("reopen-account", body, format!("`{firm}` is open again"))
        }
    }
}

fn firms(client: &Client, json: bool) -> Done {
    let columns = ["name", "kind", "open", "seats", "id"];
    let mut rows = client.rows("/v1/staff/accounts")?;
    if !json {
        for kind in rows.iter_mut().filter_map(|row| row.get_mut("kind")) {
            *kind = Value::from(words(kind));
        }
    }
    show(&rows, &columns, json);
    Ok(())
}

/// What kind of firm it is, as people say it: `{"partner": "supplier"}` is `partner, supplier`.
fn words(kind: &Value) -> String {
    match kind.as_object() {
        Some(kinds) => {
            let of = |(kind, which): (&String, &Value)| [kind.clone(), cell(Some(which))];
            kinds.iter().flat_map(of).collect::<Vec<_>>().join(", ")
        }
        None => cell(Some(kind)),
    }
}

fn people(client: &Client, firm: Option<&str>, json: bool) -> Done {
    let columns = ["account_name", "name", "email", "phone", "user", "id"];
    let account = firm.map(|firm| account(client, firm)).transpose()?;
    let mut rows = client.rows("/v1/staff/contacts")?;
    rows.retain(|row| account.as_deref().is_none_or(|account| cell(row.get("account")) == account));
    show(&rows, &columns, json);
    Ok(())
}

/// The id of a firm.
fn account(client: &Client, firm: &str) -> Result<String, CliError> {
    let is_it = |row: &Value| cell(row.get("name")).to_lowercase() == firm.trim().to_lowercase();
    let found = client.rows("/v1/staff/accounts")?.into_iter().find(is_it);
    let id = found.as_ref().and_then(|row| row.get("id")).and_then(Value::as_str);
    id.map(str::to_owned).ok_or_else(|| CliError::said(format!("there is no firm `{firm}`")))
}

/// Tells what became of a list; rows that were refused make the exit code say so.
fn told(report: &Value, json: bool) -> Done {
    let at = |name: &str| cell(report.get(name));
    let (invited, others) = match report.get("dry_run").and_then(Value::as_bool) {
        Some(true) => ("would be invited (dry run: nobody was)", "would be taken"),
        Some(false) | None => ("invited", "were taken"),
    };
    if json {
        say(report);
    } else {
        say(format!(
            "{} rows: {} {invited}, {} there already, {} refused",
            at("rows"),
            at("invited"),
            at("already_there"),
            at("refused")
        ));
        let mut table = Table::new(["row", "column", "code", "what"]);
        for result in report.get("results").and_then(Value::as_array).into_iter().flatten() {
            let problems = result.get("problems").and_then(Value::as_array);
            for problem in problems.into_iter().flatten() {
                let of = |name: &str| cell(problem.get(name));
                table.row([cell(result.get("row")), of("column"), of("code"), of("message")]);
            }
        }
        if report.get("refused").and_then(Value::as_u64) != Some(0) {
            say(format!("\n{}", table.text()));
        }
    }
    match (report.get("stopped").and_then(Value::as_bool), at("refused").as_str()) {
        (Some(true), _) => Err(CliError::said("stopped; import the list again to go on")),
        (Some(false) | None, "0") => Ok(()),
        (Some(false) | None, refused) => {
            Err(CliError::said(format!("{refused} row(s) are refused; the others {others}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_firm_is_told_in_words() {
        assert_eq!(words(&json!({ "partner": "supplier" })), "partner, supplier");
        assert_eq!(words(&json!("customer")), "customer");
    }
}
