use loggia_core::access::{InvitePartner, Language, PartnerType, TimeZone};
use loggia_core::scalar::{Email, NAME_CHARS_MAX, Name, NotAName, NotAnEmail, Personal};
use serde::de::DeserializeOwned;

use super::super::finding::{Finding, FindingCode};
use super::super::table::RawRow;
use super::Wish;
use super::column::{Column, Columns};

/// Whom a row says to invite, or everything that is wrong with it.
pub(super) fn read(row: &RawRow, columns: &Columns) -> Result<Wish, Vec<Finding>> {
    let mut reader = Reader { row, columns, findings: Vec::new() };
    reader.form();
    let account = reader.needed(Column::Account, name);
    let partner_type = reader.given(Column::PartnerType, partner_type);
    let owner = reader.given(Column::Owner, name);
    let called = reader.needed(Column::Name, name);
    let email = reader.needed(Column::Email, email);
    let phone = reader.given(Column::Phone, name);
    let user_name = reader.given(Column::UserName, name);
    let language = reader.given(Column::Language, language);
    let time_zone = reader.given(Column::TimeZone, time_zone).unwrap_or_else(TimeZone::utc);
    match (account, called, email) {
        (Some(account), Some(called), Some(email)) if reader.findings.is_empty() => {
            let invite = InvitePartner {
                account,
                partner_type,
                owner: None,
                name: Personal::new(called),
                email: Personal::new(email),
                phone: phone.map(Personal::new),
                user_name: user_name.map(Personal::new),
                language,
                time_zone,
            };
            Ok(Wish { invite, owner })
        }
        (Some(_) | None, Some(_) | None, Some(_) | None) => Err(reader.findings),
    }
}

/// What a cell says, or what is wrong with it. Values stay out of it: most of them are personal.
type Read<T> = Result<T, (FindingCode, String)>;

struct Reader<'a> {
    row: &'a RawRow,
    columns: &'a Columns,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn note(&mut self, column: Option<Column>, code: FindingCode, message: impl Into<String>) {
        let finding = Finding::new(code, message).at(self.row.number);
        self.findings.push(match column {
            Some(column) => finding.in_column(column.header()),
            None => finding,
        });
    }

    /// Whether the row has the form that its header promises.
    fn form(&mut self) {
        if self.row.cells.len() > self.columns.width {
            let (cells, width) = (self.row.cells.len(), self.columns.width);
            let message = format!(
                "the row has `{cells}` cells, the header `{width}`; look for a delimiter inside a \
                 text, and put the text in quotes"
            );
            self.note(None, FindingCode::RowWidth, message);
        }
        if let Some(column) = self.columns.fault(self.row) {
            self.note(Some(column), FindingCode::ErrorCell, "the formula failed; mend it");
        }
    }

    fn given<T>(&mut self, column: Column, read: fn(&str) -> Read<T>) -> Option<T> {
        let text = self.columns.text(self.row, column)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err((code, message)) => {
                self.note(Some(column), code, message);
                None
            }
        }
    }

    fn needed<T>(&mut self, column: Column, read: fn(&str) -> Read<T>) -> Option<T> {
        if self.columns.text(self.row, column).is_none() {
            self.note(Some(column), FindingCode::BlankCell, "nobody is invited without it");
        }
        self.given(column, read)
    }
}

fn name(text: &str) -> Read<Name> {
    Name::new(text).map_err(|NotAName| match text.chars().count() > NAME_CHARS_MAX {
        true => (FindingCode::NameTooLong, format!("at most `{NAME_CHARS_MAX}` characters")),
        false => (FindingCode::BadName, "it must be one line of printable text".to_owned()),
    })
}

fn email(text: &str) -> Read<Email> {
    Email::new(text).map_err(|error: NotAnEmail| (FindingCode::BadEmail, error.to_string()))
}

fn partner_type(text: &str) -> Read<PartnerType> {
    word(text).ok_or_else(|| {
        let words = PartnerType::ALL.map(shown).join(", ");
        (FindingCode::UnknownPartnerType, format!("a partner is one of {words}"))
    })
}

fn language(text: &str) -> Read<Language> {
    word(text).ok_or_else(|| {
        let words = [Language::En, Language::De].map(shown).join(", ");
        (FindingCode::UnknownLanguage, format!("the languages are {words}"))
    })
}

fn time_zone(text: &str) -> Read<TimeZone> {
    let unknown = "no such zone in the IANA database; write it as `Europe/Vienna`";
    TimeZone::new(text).map_err(|_| (FindingCode::UnknownTimeZone, unknown.to_owned()))
}

/// A word as JSON has it, whatever its case and with blanks or hyphens between its parts.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    let word = text.to_lowercase().replace([' ', '-'], "_");
    serde_json::from_value(word.into()).ok()
}

fn shown<T: serde::Serialize>(word: T) -> String {
    let word = serde_json::to_value(word).ok();
    format!("`{}`", word.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default())
}
