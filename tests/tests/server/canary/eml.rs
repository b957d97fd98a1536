//! A mail as a program on its way reads it, and as its reader does.

use std::path::Path;

use mailparse::{MailHeaderMap as _, ParsedMail};

/// What every mail says of its own form; nothing else may stand there.
const FORM: [(&str, &[&str]); 3] = [
    ("MIME-Version", &["1.0"]),
    ("Content-Type", &["text/plain; charset=utf-8"]),
    ("Content-Transfer-Encoding", &["7bit", "quoted-printable", "base64"]),
];

/// What else stands at the head of a mail. A header more, such as a `Received` with the name of a
/// machine, or the number of something, is decided about here first.
const HEADERS: [&str; 8] = [
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Date",
    "Content-Language",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
];

/// A mail that left.
pub(super) struct Eml {
    /// As it travels.
    pub(super) raw: String,
    /// Its headers but those of its form, unfolded and decoded, and its body, decoded.
    pub(super) text: String,
    message_id: String,
}

impl Eml {
    pub(super) fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let mail = mailparse::parse_mail(&bytes).unwrap();
        assert!(mail.subparts.is_empty(), "no parts: whatever is attached would be read as well");
        let message_id = mail.headers.get_first_value("Message-ID").unwrap();
        let text = format!("{}\n{}", headers(&mail), mail.get_body().unwrap());
        Self { raw: String::from_utf8(bytes).unwrap(), text, message_id }
    }

    /// The id of the mail, which its `Message-ID` is made of and its file named by.
    pub(super) fn id(&self) -> &str {
        self.message_id.trim_start_matches('<').split('@').next().unwrap_or_default()
    }

    /// What stands behind `#` in its link.
    pub(super) fn token(&self) -> &str {
        let (_, behind) = self.text.split_once("example/").unwrap();
        let (_, behind) = behind.split_once('#').unwrap();
        behind.split_whitespace().next().unwrap_or_default()
    }
}

/// The headers that tell something, each of which is known.
fn headers(mail: &ParsedMail<'_>) -> String {
    let mut told = String::new();
    for header in &mail.headers {
        let (key, value) = (header.get_key(), header.get_value());
        match FORM.iter().find(|(form, _)| *form == key) {
            Some((_, forms)) => assert!(forms.contains(&value.as_str()), "{key}: {value}"),
            None => {
                assert!(HEADERS.contains(&key.as_str()), "a header that nobody knows: {key}");
                told.push_str(&format!("{key}: {value}\n"));
            }
        }
    }
    told
}
