use clap::{Args, Subcommand};
use loggia_core::access::{LicenceKind, Module};
use loggia_core::scalar::{Instant, Name};
use serde_json::{Value, json};

use super::Done;
use super::client::Client;
use super::connection::Place;
use super::init::name;
use super::say::say;
use super::table::{Table, cell};
use super::user::{command, find, module};

/// Licence pools, and who holds a licence.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  loggia licence list --data plant
  loggia licence set partner --name 'Partner workspace' --seats 25 --data plant
  loggia licence set planning --name 'Production partners' --site --data plant
  loggia licence assign nora planning --until 2027-01-01T00:00:00Z --data plant
  loggia licence holders planning --data plant")]
pub(super) struct Licence {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// How many licences there are of each kind, are held, are reserved, are left
    List,
    /// Create the pool of a kind, or change it
    Set {
        /// `partner`, or a module such as `planning`
        #[arg(value_parser = kind)]
        kind: LicenceKind,
        /// What the pool is called
        #[arg(long, value_name = "NAME", value_parser = name)]
        name: Name,
        /// One licence for each individual: how many there are
        #[arg(long, value_name = "NUMBER", required_unless_present = "site")]
        seats: Option<u32>,
        /// One licence covers everybody
        #[arg(long, conflicts_with = "seats")]
        site: bool,
    },
    /// Remove the pool of a kind: it is not counted any more
    Remove {
        /// `partner`, or a module such as `planning`
        #[arg(value_parser = kind)]
        kind: LicenceKind,
    },
    /// Give a partner user the licence for a module
    Assign {
        /// To whom
        user_name: String,
        /// For what
        #[arg(value_parser = module)]
        module: Module,
        /// First instant of the licence, such as 2026-05-01T00:00:00Z
        #[arg(long, value_name = "INSTANT")]
        from: Option<Instant>,
        /// First instant without it
        #[arg(long, value_name = "INSTANT")]
        until: Option<Instant>,
    },
    /// Take the licence for a module from a partner user
    Revoke {
        /// From whom
        user_name: String,
        /// For what
        #[arg(value_parser = module)]
        module: Module,
    },
    /// Who holds a licence of a kind, and since when
    Holders {
        /// `partner`, or a module such as `planning`
        #[arg(value_parser = kind)]
        kind: LicenceKind,
    },
}

fn kind(text: &str) -> Result<LicenceKind, String> {
    let words = || LicenceKind::all().map(LicenceKind::word).collect::<Vec<_>>().join(", ");
    LicenceKind::of_word(text).ok_or_else(|| format!("a kind is one of {}", words()))
}

impl Licence {
    pub(super) fn run(self) -> Done {
        let Self { place, what } = self;
        let connection = place.connect()?;
        let done = act(&connection.client, what, place.json);
        connection.close()?;
        done
    }
}

fn act(client: &Client, what: What, json: bool) -> Done {
    match what {
        What::List => {
            let columns = ["kind", "pool", "basis", "entitled", "used", "reserved", "free"];
            list(client, "/v1/staff/licences", &columns, json)
        }
        What::Holders { kind } => {
            let path = format!("/v1/staff/licences/{}/holders", kind.word());
            list(client, &path, &["user_name", "since", "seq", "account", "partner_user"], json)
        }
        What::Set { kind, name, seats, site: _ } => {
            let basis = match seats {
                Some(seats) => json!({ "per_user": { "seats": seats } }),
                None => json!("site"),
            };
            let set = json!({ "kind": kind, "name": name, "basis": basis });
            let answer = command(client, "set-licence-pool", &set)?;
            tell(answer, format!("{} is counted in `{name}`", kind.word()), json)
        }
        What::Remove { kind } => {
            let answer = command(client, "remove-licence-pool", &json!({ "kind": kind }))?;
            tell(answer, format!("{} is not counted any more", kind.word()), json)
        }
        What::Assign { user_name, module, from, until } => {
            let user = find(client, &user_name)?;
            let assign =
                json!({ "partner_user": user, "module": module, "from": from, "until": until });
            let answer = command(client, "assign-module-licence", &assign)?;
            tell(answer, format!("{user_name} holds a licence for {}", module.snake()), json)
        }
        What::Revoke { user_name, module } => {
            let user = find(client, &user_name)?;
            let revoke = json!({ "partner_user": user, "module": module });
            let answer = command(client, "revoke-module-licence", &revoke)?;
            tell(answer, format!("{user_name} holds no licence for {}", module.snake()), json)
        }
    }
}

pub(super) fn tell(answer: Value, told: String, json: bool) -> Done {
    if json {
        say(answer)
    } else {
        say(told)
    }
    Ok(())
}

/// Shows a list by these of its fields.
pub(super) fn list(client: &Client, path: &str, columns: &[&str], json: bool) -> Done {
    show(&client.rows(path)?, columns, json);
    Ok(())
}

/// Rows by these of their fields, or as they came.
pub(super) fn show(rows: &[Value], columns: &[&str], json: bool) {
    if json {
        return say(Value::from(rows));
    }
    let mut table = Table::new(columns);
    for row in rows {
        table.row(columns.iter().map(|column| cell(row.get(column))));
    }
    say(table.text());
}
