use clap::CommandFactory as _;

use super::*;

fn parsed(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(line.split_whitespace())
}

#[test]
fn the_arguments_contradict_nothing_and_every_command_has_help() {
    Cli::command().debug_assert();
    for command in Cli::command().get_subcommands() {
        assert!(command.get_about().is_some(), "{}", command.get_name());
    }
}

#[test]
fn what_a_newcomer_types_is_understood() {
    for line in [
        "loggia demo",
        "loggia demo --data /tmp/x --listen 127.0.0.1:0",
        "loggia init --data plant --name Plant --zone Europe/Vienna --administrator ada",
        "loggia serve --data plant",
        "loggia serve --data plant --public-url https://x.example --smtp-host mail.example \
         --smtp-user loggia --smtp-password-file pw --mail-from loggia@x.example",
        "loggia serve --data plant --public-url https://x.example --smtp-host 127.0.0.1 \
         --smtp-port 2525 --smtp-tls none --mail-from loggia@x.example",
        "loggia import log.xlsx --mapping plant --data plant --dry-run",
        "loggia import log.csv --mapping m.toml --server http://127.0.0.1:8420 --user paula",
        "loggia import plan house.xml --zone Europe/Vienna --data plant --dry-run",
        "loggia import plan house.xml --zone Europe/Vienna --project House --persons who.toml",
        "loggia audit view nora work-steps --at 2026-03-02T06:00:00Z --data plant",
        "loggia audit --data plant why nora PO-5012 --seq 7 --json",
        "loggia audit who PO-5012 --data plant",
        "loggia audit what-if - --data plant",
        "loggia audit history PO-5012 --limit 3 --data plant",
        "loggia audit verify --data plant",
        "loggia ops status --data plant --json",
        "loggia ops rebuild --server http://127.0.0.1:8420",
        "loggia ops cancel 0190a6c4-7d4e-7aaa-8aaa-0123456789ab --data plant",
        "loggia user list --data plant",
        "loggia user create-partner nora --display-name Nora --data plant",
        "loggia user create-staff paula --display-name Paula --role planner --data plant",
        "loggia user password nora --data plant",
        "loggia user deactivate nora --data plant",
        "loggia licence list --data plant",
        "loggia licence set partner --name Partners --seats 25 --data plant",
        "loggia licence set planning --name Partners --site --data plant",
        "loggia licence assign nora planning --until 2027-01-01T00:00:00Z --data plant",
        "loggia licence holders planning --json --data plant",
        "loggia partner list --data plant",
        "loggia partner people Hardtop --data plant",
        "loggia partner add Hardtop --type supplier --owner ada --data plant",
        "loggia partner invite Hardtop Max max@hardtop.example --type supplier --language de \
         --zone Europe/Vienna --data plant",
        "loggia partner import people.csv --encoding windows-1252 --dry-run --data plant",
        "loggia partner policy Hardtop --module planning --process-feedback --data plant",
        "loggia partner seats Hardtop 5 --data plant",
        "loggia partner seats Hardtop --data plant",
        "loggia partner administrator max --dismiss --data plant",
        "loggia partner publish --data plant",
    ] {
        assert!(parsed(line).is_ok(), "{line}: {}", parsed(line).unwrap_err());
    }
}

#[test]
fn wrong_usage_has_the_exit_code_2() {
    for line in [
        "loggia",
        "loggia nonsense",
        "loggia init --data plant",
        "loggia init --data p --name P --zone Mars/Olympus --administrator ada",
        "loggia serve",
        "loggia serve --data plant --smtp-host mail.example",
        "loggia serve --data plant --public-url x.example",
        "loggia serve --data plant --mail-from nobody",
        "loggia serve --data plant --smtp-tls sometimes",
        "loggia serve --data plant --smtp-password hunter2",
        "loggia import log.xlsx --data plant",
        "loggia licence set planning --name Partners --data plant",
        "loggia licence set planning --name Partners --seats 5 --site --data plant",
        "loggia partner invite Hardtop Max nowhere --data plant",
        "loggia partner add Hardtop --type friend --data plant",
        "loggia partner resend --data plant",
        "loggia ops status --data plant --server http://127.0.0.1:8420",
        "loggia audit view nora work-steps --at 2026-03-02T06:00:00Z --seq 7 --data plant",
    ] {
        let error = parsed(line).map(drop).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{line}");
    }
}
