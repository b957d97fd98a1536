use std::path::PathBuf;

use loggia_core::access::Language;
use loggia_core::scalar::Personal;

use super::samples::{SECRETS, head, invitation, kinds, letter, name};
use super::*;

fn raw(letter: &Letter) -> String {
    let mail = letter.render(&head()).unwrap();
    String::from_utf8(mail.message().formatted()).unwrap()
}

fn headers(raw: &str) -> Vec<&str> {
    raw.split("\r\n\r\n").next().unwrap_or_default().split("\r\n").collect()
}

#[test]
fn each_letter_reads_as_agreed_in_each_language() {
    for (kind_name, kind) in kinds() {
        for language in [Language::En, Language::De] {
            let Text { subject, body } = text::compose(&letter(kind.clone(), language));
            let file = format!("{kind_name}.{}.txt", text::tag(language));
            let path: PathBuf =
                [env!("CARGO_MANIFEST_DIR"), "src", "mail", "golden", &file].iter().collect();
            let told = format!("Subject: {subject}\n\n{body}");
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::write(&path, &told).unwrap();
            }
            let golden = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(told, golden, "{file}; UPDATE_GOLDEN=1 writes it anew");
            assert!(!body.contains(['{', '}']), "{file}: a blank that nobody fills");
        }
    }
}

#[test]
fn the_headers_say_what_mail_systems_ask_for() {
    let raw = raw(&invitation());
    let headers = headers(&raw);
    for expected in [
        "From: Loggia <loggia@works.example>",
        "Reply-To: planning@works.example",
        "To: \"Nora Sonntag\" <nora@partner.example>",
        "Message-ID: <0190a6c4-7d4e-7aaa-8aaa-0123456789ab@works.example>",
        "Date: Mon, 02 Mar 2026 06:00:00 +0000",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Language: en",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(headers.contains(&expected), "{expected}: {headers:#?}");
    }
    assert!(raw.is_ascii(), "the body is encoded, so that every server takes it");
}

#[test]
fn the_same_letter_is_the_same_mail_byte_for_byte() {
    assert_eq!(raw(&invitation()), raw(&invitation()));
}

#[test]
fn no_value_makes_a_header_of_its_own() {
    let sly = "Nora\" <eve@evil.example>, \"x";
    let letter = Letter { name: Personal::new(name(sly)), ..invitation() };
    let raw = raw(&letter);
    let headers = headers(&raw);
    assert_eq!(headers.iter().filter(|line| line.starts_with("To:")).count(), 1);
    let mail = letter.render(&head()).unwrap();
    let to: Vec<&str> = mail.message().envelope().to().iter().map(AsRef::as_ref).collect();
    assert_eq!(to, ["nora@partner.example"]);
    for address in [
        "nora@partner.example\r\nBcc: eve@evil.example",
        "nora@partner.example>\r\nRCPT TO:<eve@evil.example",
        "nora\r\nBcc: eve@evil.example",
        "nora@partner.example, eve@evil.example",
        "nora",
        "@partner.example",
        "",
    ] {
        let letter = Letter { to: Personal::new(address.to_owned()), ..invitation() };
        assert_eq!(letter.render(&head()).map(drop), Err(NotAnAddress), "{address:?}");
    }
}

#[test]
fn a_name_cannot_turn_the_text_around_or_break_its_line() {
    let letter = Letter {
        name: Personal::new(name("Nora\u{202e}lmth\u{2028}x")),
        workspace: name("Werke {link} {name}"),
        ..invitation()
    };
    let Text { subject, body } = text::compose(&letter);
    assert!(body.contains("Noralmthx"), "{body}");
    // What a value holds is not filled in again.
    assert!(subject.contains("Werke {link} {name}"), "{subject}");
}

#[test]
fn a_domain_in_another_script_is_sent_in_ascii() {
    let letter = Letter { to: Personal::new("info@müller.example".to_owned()), ..invitation() };
    let mail = letter.render(&head()).unwrap();
    let to: Vec<&str> = mail.message().envelope().to().iter().map(AsRef::as_ref).collect();
    assert_eq!(to, ["info@xn--mller-kva.example"]);
}

#[test]
fn neither_a_letter_nor_a_mail_prints_who_or_the_link() {
    for (_, kind) in kinds() {
        let letter = letter(kind, Language::De);
        let mail = letter.render(&head()).unwrap();
        let printed = format!("{letter:?} {letter:#?} {mail:?} {mail:#?}");
        for secret in SECRETS {
            assert!(!printed.contains(secret), "{secret}: {printed}");
        }
    }
}
