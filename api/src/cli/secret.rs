//! Passwords on their way in and out.

use std::io::{BufRead, IsTerminal};

use super::error::CliError;
use super::say::tell;
use crate::app::{PASSWORD_CHARS_MAX, Password};

const CONSONANTS: &[u8] = b"bdfghjklmnprstvz";
const VOWELS: &[u8] = b"aeiou";

/// Syllables of an invented password: 16 x 5 choices each, 75 bits in all.
const SYLLABLES: usize = 12;

/// A password that nobody knows and people can type, such as `kivora-damelu-tisapo-genuva`.
pub(crate) fn invent() -> Result<String, CliError> {
    let mut bytes = [0_u8; SYLLABLES * 2];
    getrandom::fill(&mut bytes)
        .map_err(|error| CliError::said(format!("no randomness from the system: {error}")))?;
    let mut text = String::new();
    for (at, pair) in bytes.chunks(2).enumerate() {
        if at > 0 && at % 3 == 0 {
            text.push('-');
        }
        for (choice, among) in pair.iter().zip([CONSONANTS, VOWELS]) {
            let letter = among.get(usize::from(*choice) % among.len()).copied().unwrap_or(b'a');
            text.push(char::from(letter));
        }
    }
    Ok(text)
}

/// The first line of standard input, if it is not a terminal.
pub(super) fn piped() -> Result<Option<String>, CliError> {
    let input = std::io::stdin();
    if input.is_terminal() {
        return Ok(None);
    }
    let mut line = String::new();
    // A password and its line break fit into a few times its characters.
    let most = u64::try_from(PASSWORD_CHARS_MAX * 8).unwrap_or(u64::MAX);
    std::io::Read::take(input.lock(), most).read_line(&mut line)?;
    let line = line.trim_end_matches(['\r', '\n']);
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

/// The password to log in with: piped, or typed on the terminal.
pub(super) fn given(user: &str) -> Result<String, CliError> {
    if let Some(piped) = piped()? {
        return Ok(piped);
    }
    if !std::io::stdin().is_terminal() {
        return Err(CliError::said("the password is read from standard input, which is empty"));
    }
    tell(format!("password of {user} (it is shown while you type; better pipe it in):"));
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// A new password: piped, or invented; an invented one is to be told once.
pub(super) enum New {
    Given(String),
    Invented(String),
}

impl New {
    pub(super) fn take() -> Result<Self, CliError> {
        let new = match piped()? {
            Some(given) => Self::Given(given),
            None => Self::Invented(invent()?),
        };
        new.password()?;
        Ok(new)
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Given(text) | Self::Invented(text) => text,
        }
    }

    pub(super) fn password(&self) -> Result<Password, CliError> {
        Password::chosen(self.text()).map_err(|error| CliError::said(error.to_string()))
    }

    /// What to tell whoever will log in; nothing about a password that is known already.
    pub(super) fn to_tell(&self, user: &str) -> Option<String> {
        match self {
            Self::Given(_) => None,
            Self::Invented(text) => {
                Some(format!("password of {user}: {text}\n(shown this once; keep it)"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invented_password_fits_and_is_another_each_time() {
        let (one, other) = (invent().unwrap(), invent().unwrap());
        assert!(Password::new(&one).is_ok(), "{one}");
        assert_eq!(one.len(), 27);
        assert_ne!(one, other);
    }
}
