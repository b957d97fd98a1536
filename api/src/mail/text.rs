//! What letters say: templates in `letters/`, and how blanks, times and languages are filled in.

use jiff::civil::Weekday;
use loggia_core::access::{Language, TimeZone};
use loggia_core::scalar::Instant;

use super::letter::{Letter, LetterKind};

/// A letter in words.
pub(super) struct Text {
    pub(super) subject: String,
    pub(super) body: String,
}

macro_rules! template {
    ($name:literal, $language:expr) => {
        match $language {
            Language::En => include_str!(concat!("letters/", $name, ".en.txt")),
            Language::De => include_str!(concat!("letters/", $name, ".de.txt")),
        }
    };
}

/// The letter in words.
pub(super) fn compose(letter: &Letter) -> Text {
    let Letter {
        id: _,
        written: _,
        waits_since: _,
        to: _,
        name,
        language,
        time_zone,
        workspace,
        kind,
    } = letter;
    let time = |at: &Instant| moment(*at, time_zone, *language);
    let (template, mut blanks) = match kind {
        LetterKind::Invitation { account, user_name, link, expires } => {
            let blanks = vec![
                ("account", one_line(account.as_str())),
                ("user_name", one_line(user_name.reveal().as_str())),
                ("link", link.reveal().to_owned()),
                ("expires", time(expires)),
            ];
            (template!("invitation", language), blanks)
        }
        LetterKind::PasswordReset { user_name, link, expires } => {
            let blanks = vec![
                ("user_name", one_line(user_name.reveal().as_str())),
                ("link", link.reveal().to_owned()),
                ("expires", time(expires)),
            ];
            (template!("password-reset", language), blanks)
        }
        LetterKind::PasswordChanged { at } => {
            (template!("password-changed", language), vec![("at", time(at))])
        }
    };
    blanks.push(("name", one_line(name.reveal().as_str())));
    blanks.push(("workspace", one_line(workspace.as_str())));
    let (subject, body) = template.split_once("\n\n").unwrap_or(("", template));
    let subject = subject.strip_prefix("Subject: ").unwrap_or(subject);
    Text { subject: filled(subject, &blanks), body: filled(body, &blanks) }
}

/// The name of a language on the web.
pub(super) fn tag(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::De => "de",
    }
}

/// Fills each `{blank}` once: what a value holds is text, never a blank.
fn filled(template: &str, blanks: &[(&str, String)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let blank = after.split_once('}').and_then(|(name, after)| {
            blanks.iter().find(|(known, _)| *known == name).map(|(_, value)| (value, after))
        });
        rest = match blank {
            Some((value, after)) => {
                text.push_str(value);
                after
            }
            None => {
                text.push('{');
                after
            }
        };
    }
    text.push_str(rest);
    text
}

/// Without what would break a line or turn the direction of the text.
pub(super) fn one_line(text: &str) -> String {
    let harmless = |c: &char| {
        !c.is_control()
            && !matches!(*c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(harmless).collect()
}

/// Such as `Wednesday, 1 April 2026 at 23:30 (Europe/Vienna)`.
fn moment(at: Instant, zone: &TimeZone, language: Language) -> String {
    // A zone that the database has dropped since: the time is still right in the one that is named.
    let (name, zone) = match jiff::tz::TimeZone::get(zone.as_str()) {
        Ok(known) => (zone.as_str(), known),
        Err(_) => ("UTC", jiff::tz::TimeZone::UTC),
    };
    let at = at.timestamp().to_zoned(zone);
    let (day, year, clock) = (at.day(), at.year(), at.strftime("%H:%M"));
    let month = month(at.month(), language);
    let weekday = weekday(at.weekday(), language);
    match language {
        Language::En => format!("{weekday}, {day} {month} {year} at {clock} ({name})"),
        Language::De => format!("{weekday}, {day}. {month} {year} um {clock} Uhr ({name})"),
    }
}

fn weekday(day: Weekday, language: Language) -> &'static str {
    let (en, de) = match day {
        Weekday::Monday => ("Monday", "Montag"),
        Weekday::Tuesday => ("Tuesday", "Dienstag"),
        Weekday::Wednesday => ("Wednesday", "Mittwoch"),
        Weekday::Thursday => ("Thursday", "Donnerstag"),
        Weekday::Friday => ("Friday", "Freitag"),
        Weekday::Saturday => ("Saturday", "Samstag"),
        Weekday::Sunday => ("Sunday", "Sonntag"),
    };
    match language {
        Language::En => en,
        Language::De => de,
    }
}

fn month(month: i8, language: Language) -> &'static str {
    let (en, de) = match month {
        1 => ("January", "Januar"),
        2 => ("February", "Februar"),
        3 => ("March", "März"),
        4 => ("April", "April"),
        5 => ("May", "Mai"),
        6 => ("June", "Juni"),
        7 => ("July", "Juli"),
        8 => ("August", "August"),
        9 => ("September", "September"),
        10 => ("October", "Oktober"),
        11 => ("November", "November"),
        _ => ("December", "Dezember"),
    };
    match language {
        Language::En => en,
        Language::De => de,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_the_zone_of_whoever_reads() {
        let at: Instant = "2026-12-31T23:30:00Z".parse().unwrap();
        let told = |zone, language| moment(at, &TimeZone::new(zone).unwrap(), language);
        let vienna = "Europe/Vienna";
        assert_eq!(told("UTC", Language::En), "Thursday, 31 December 2026 at 23:30 (UTC)");
        assert_eq!(told(vienna, Language::En), "Friday, 1 January 2027 at 00:30 (Europe/Vienna)");
        let german = "Freitag, 1. Januar 2027 um 00:30 Uhr (Europe/Vienna)";
        assert_eq!(told(vienna, Language::De), german);
    }

    #[test]
    fn a_blank_is_filled_once_and_an_unknown_one_stays() {
        let blanks = [("a", "{b}".to_owned()), ("b", "x".to_owned())];
        assert_eq!(filled("{a} {b} {c} {", &blanks), "{b} x {c} {");
    }
}
