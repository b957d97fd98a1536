//! The command line.
//!
//! It decides nothing: every command but `init`, `serve` and `demo` talks HTTP, to a running server
//! (`--server`) or to one that it starts for itself over a data folder (`--data`). What it says goes
//! to standard output, problems and progress to standard error.

mod audit;
mod client;
mod connection;
mod demo;
mod effort;
mod error;
mod import;
mod init;
mod interrupt;
mod job;
mod licence;
mod mail;
mod ops;
mod partner;
mod plan;
mod progress;
mod say;
mod secret;
mod serve;
mod table;
#[cfg(test)]
mod tests;
mod upload;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use error::CliError;

/// The secure side door of a company: partners see what concerns them, nothing more, nothing less.
#[derive(Debug, Parser)]
#[command(name = "loggia", version, after_help = HELP, max_term_width = 100)]
#[command(subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

const HELP: &str = "\
To look around:
  loggia demo

To begin for real:
  loggia init --data plant --name 'Our plant' --zone Europe/Vienna --administrator ada
  loggia serve --data plant
  loggia import log.xlsx --mapping plant --data plant --dry-run

Exit codes: 0 done, 1 refused or failed (the reason is on standard error), 2 wrong usage.
LOGGIA_LOG chooses what is logged, such as `info` or `loggia_api=debug,warn`.";

#[derive(Debug, Subcommand)]
enum Task {
    /// Make a data folder with an empty workspace and its first administrator
    Init(init::Init),
    /// Serve a workspace over HTTP
    Serve(serve::Serve),
    /// Make and serve a small invented plant, and tell what to try
    Demo(demo::Demo),
    /// Take in a production log (XLSX or CSV), or a project plan
    Import(import::Import),
    /// Who could see what, when and why
    Audit(audit::Audit),
    /// Where the server stands; rebuild the views, verify the log
    Ops(ops::Ops),
    /// Users of both sides, and their passwords
    User(user::User),
    /// Firms, their people, and invitations
    Partner(partner::Partner),
    /// Licence pools, and who holds a licence
    Licence(licence::Licence),
}

/// Runs what the arguments of the process say.
pub fn main() -> ExitCode {
    let Cli { command } = Cli::parse();
    let done = match command {
        Task::Init(init) => init.run(),
        Task::Serve(serve) => serve.run(),
        Task::Demo(demo) => demo.run(),
        Task::Import(import) => import.run(),
        Task::Audit(audit) => audit.run(),
        Task::Ops(ops) => ops.run(),
        Task::User(user) => user.run(),
        Task::Partner(partner) => partner.run(),
        Task::Licence(licence) => licence.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.tell();
            ExitCode::FAILURE
        }
    }
}

type Done = Result<(), CliError>;
