//! Letters for tests.

use loggia_core::access::{Language, TimeZone};
use loggia_core::scalar::{Instant, Name, Personal};
use uuid::Uuid;

use super::{Letter, LetterKind, Letterhead};
use crate::mail::PublicUrl;

/// What no log, no trace and no error may ever hold.
pub(in crate::mail) const SECRETS: [&str; 4] =
    ["nora@partner.example", "Nora Sonntag", "nora.s", "tok3n-of-nora"];

pub(in crate::mail) fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub(in crate::mail) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub(in crate::mail) fn head() -> Letterhead {
    Letterhead {
        from: "Loggia <loggia@works.example>".parse().unwrap(),
        reply_to: Some("planning@works.example".parse().unwrap()),
    }
}

pub(in crate::mail) fn kinds() -> [(&'static str, LetterKind); 3] {
    let base: PublicUrl = "https://partners.works.example".parse().unwrap();
    let user_name = Personal::new(name("nora.s"));
    [
        (
            "invitation",
            LetterKind::Invitation {
                account: name("Sonntag Laser GmbH"),
                user_name: user_name.clone(),
                link: base.invitation("tok3n-of-nora"),
                expires: at("2026-04-01T21:30:00Z"),
            },
        ),
        (
            "password-reset",
            LetterKind::PasswordReset {
                user_name,
                link: base.password_reset("tok3n-of-nora"),
                expires: at("2026-03-02T07:00:00Z"),
            },
        ),
        ("password-changed", LetterKind::PasswordChanged { at: at("2026-03-02T06:00:00Z") }),
    ]
}

pub(in crate::mail) fn letter(kind: LetterKind, language: Language) -> Letter {
    Letter {
        id: Uuid::from_u128(0x0190_a6c4_7d4e_7aaa_8aaa_0123_4567_89ab),
        written: at("2026-03-02T06:00:00Z"),
        waits_since: at("2026-03-02T06:00:00Z"),
        to: Personal::new("nora@partner.example".to_owned()),
        name: Personal::new(name("Nora Sonntag")),
        language,
        time_zone: TimeZone::new("Europe/Vienna").unwrap(),
        workspace: name("Werke Süd"),
        kind,
    }
}

pub(in crate::mail) fn invitation() -> Letter {
    let [(_, invitation), _, _] = kinds();
    letter(invitation, Language::En)
}
