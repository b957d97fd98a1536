use loggia_core::access::{Language, PartnerType};

use super::super::finding::FindingCode as Code;
use super::*;

const HEADER: &str = "account,partner_type,name,email,language,time_zone";

fn read(text: &str) -> PartnerList {
    read_partners(text.as_bytes(), None).unwrap()
}

fn refused(bytes: &[u8]) -> Vec<Code> {
    read_partners(bytes, None).unwrap_err().totals.into_keys().collect()
}

/// What is wrong with the only row.
fn wrong(row: &str) -> Vec<(Code, Option<String>)> {
    let list = read(&format!("{HEADER}\n{row}\n"));
    let [PartnerRow { row: 2, wish: Err(findings) }] = list.rows.as_slice() else {
        unreachable!("one row, with something wrong: {list:?}")
    };
    findings.iter().map(|finding| (finding.code, finding.column.clone())).collect()
}

#[test]
fn a_row_says_whom_to_invite() {
    let list = read(&format!(
        "{HEADER},owner,user_name,phone\n\
         Hardtop,Systems Integrator, Max ,max@hardtop.example,DE,Europe/Vienna,ada,max,+43 1 2\n\n\
         ,,,,,,,,\n\
         Hardtop,,Eve,eve@hardtop.example,,,,,\n"
    ));
    assert_eq!((list.rows.len(), list.blank), (2, 1));
    let [first, second] = list.rows.as_slice() else { unreachable!("two rows") };
    assert_eq!((first.row, second.row), (2, 5));
    let Wish { invite, owner } = first.wish.as_ref().unwrap();
    assert_eq!(invite.account.as_str(), "Hardtop");
    assert_eq!(invite.partner_type, Some(PartnerType::SystemsIntegrator));
    assert_eq!(invite.name.reveal().as_str(), "Max");
    assert_eq!(invite.language, Some(Language::De));
    assert_eq!(invite.time_zone.as_str(), "Europe/Vienna");
    assert_eq!(invite.user_name.as_ref().map(|name| name.reveal().as_str()), Some("max"));
    assert_eq!(owner.as_ref().map(Name::as_str), Some("ada"));
    let Wish { invite, owner } = second.wish.as_ref().unwrap();
    assert_eq!((invite.partner_type, invite.language, owner.is_none()), (None, None, true));
    assert_eq!(invite.time_zone.as_str(), "UTC");
}

#[test]
fn whichever_sign_parts_the_cells_is_found_in_the_header() {
    for sign in [",", ";", "\t"] {
        let text = "Account,E-mail,Name\nHardtop,max@hardtop.example,\"Max\"\n";
        let list = read(&text.replace(',', sign));
        assert!(list.rows.iter().all(|row| row.wish.is_ok()), "{sign:?}: {list:?}");
    }
    let old = b"account;name;email\nM\xfcller;J\xf6rg;j@mueller.example\n";
    assert_eq!(refused(old), [Code::UndecodableBytes]);
    let list = read_partners(old, Some(encoding_rs::WINDOWS_1252)).unwrap();
    let account = list.rows.first().and_then(|row| row.wish.as_ref().ok());
    assert_eq!(account.map(|wish| wish.invite.account.as_str()), Some("Müller"));
}

#[test]
fn every_row_says_all_that_is_wrong_with_it() {
    let at = |code, column: &str| (code, Some(column.to_owned()));
    let all = [
        at(Code::BlankCell, "account"),
        at(Code::UnknownPartnerType, "partner_type"),
        at(Code::BlankCell, "name"),
        at(Code::BadEmail, "email"),
        at(Code::UnknownLanguage, "language"),
        at(Code::UnknownTimeZone, "time_zone"),
    ];
    assert_eq!(wrong(" ,friend,,max,klingon,Mars/Base"), all);
    let long = "x".repeat(201);
    let row = format!("{long},,Max,max@hardtop.example,,");
    assert_eq!(wrong(&row), [at(Code::NameTooLong, "account")]);
    let row = "Hardtop, Inc,,Max,max@hardtop.example,,";
    assert_eq!(wrong(row).first(), Some(&(Code::RowWidth, None)));
    assert_eq!(wrong("\"Hard\ntop\",,Max,max@h.example,,"), [at(Code::BadName, "account")]);
}

#[test]
fn one_bad_row_leaves_the_others() {
    let list = read(&format!("{HEADER}\nA,,,a@a.example,,\nB,,Bea,b@b.example,,\n"));
    let good: Vec<_> = list.rows.iter().map(|row| row.wish.is_ok()).collect();
    assert_eq!(good, [false, true]);
}

#[test]
fn one_address_is_one_person_of_a_firm() {
    let list = read(
        "account,name,email\nA,Max,office@a.example\na,MAX,Office@a.example\n\
         A,Eve,office@a.example\nB,Eve,office@a.example\n",
    );
    let codes = list.rows.iter().map(|row| row.wish.as_ref().err().map(|all| all[0].code));
    assert_eq!(codes.collect::<Vec<_>>(), [None, None, Some(Code::RepeatedPerson), None]);
}

#[test]
fn what_is_no_such_list_is_refused_whole() {
    assert_eq!(refused(b"account,name,address\n"), [Code::MissingColumn, Code::UnknownColumn]);
    assert_eq!(refused(b"account,name,email,Name\n"), [Code::RepeatedColumn]);
    assert_eq!(refused(b"account,name,email\n\n"), [Code::NoRows]);
    assert_eq!(refused(b""), [Code::NoRows]);
    assert_eq!(refused(b"PK\x03\x04 no workbook"), [Code::UnreadableFile]);
    let mut long = "account,name,email\n".to_owned();
    for row in 0..=PARTNER_ROWS_MAX {
        long.push_str(&format!("A,P{row},p{row}@a.example\n"));
    }
    assert_eq!(refused(long.as_bytes()), [Code::TooManyRows]);
}

#[test]
fn no_finding_repeats_what_stands_in_a_row() {
    let list = read(&format!("{HEADER}\nSecret GmbH,,Secret,secret,secret,secret\n"));
    assert!(!format!("{:?}", list.rows.first().map(|row| &row.wish)).contains("ecret"));
}
