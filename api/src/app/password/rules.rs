//! What must not be a password, after NIST SP 800-63B, 3.1.1.2: what is commonly used, expected or
//! known from breaches. No rules about kinds of characters: they make passwords worse.
//!
//! Exact lists say little about passwords of twelve characters and more, since those that everybody
//! uses are made of shorter ones: `password1234`, `qwertyqwerty`, the user's name three times. So the
//! list of zxcvbn (30,000 passwords, names and words by how common they are) is asked together with
//! its knowledge of what people make of them, and what it counts as found within the attempts that
//! an unthrottled attacker makes online is refused.

use zxcvbn::{Score, zxcvbn};

use super::NotAPassword;

/// zxcvbn: "any score less than 3 should be considered too weak", which is less than 10^8 guesses.
const SCORE_MIN: Score = Score::Three;

pub(super) fn judge(password: &str, names: &[String]) -> Result<(), NotAPassword> {
    let folded = |text: &str| text.trim().to_lowercase();
    let is_it = |name: &String| folded(name) == folded(password);
    if names.iter().any(is_it) {
        return Err(NotAPassword::Name);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match zxcvbn(password, &names).score() >= SCORE_MIN {
        true => Ok(()),
        false => Err(NotAPassword::TooCommon),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(password: &str) -> Result<(), NotAPassword> {
        judge(password, &["nordlicht coatings".into(), "root".into(), "Works".into()])
    }

    #[test]
    fn what_everybody_tries_first_is_no_password() {
        for common in [
            "password1234",
            "P@ssw0rd1234",
            "passwordpassword",
            "qwertyuiop12",
            "qwertyqwerty1",
            "123456789012",
            "aaaaaaaaaaaa",
            "abcdefghijkl",
            "iloveyou1234",
            "letmeinletmein",
            "unbelievable",
        ] {
            assert_eq!(of(common), Err(NotAPassword::TooCommon), "{common}");
        }
    }

    #[test]
    fn the_names_of_user_and_workspace_are_no_passwords_nor_is_what_is_made_of_them() {
        assert_eq!(of("Nordlicht Coatings "), Err(NotAPassword::Name));
        for made in ["rootrootroot", "works works works"] {
            assert_eq!(of(made), Err(NotAPassword::TooCommon), "{made}");
        }
    }

    #[test]
    fn a_few_words_are_enough_and_no_kind_of_character_is_asked_for() {
        for good in [
            "correct horse battery",
            "drei müde pferde im regen",
            "kivora-damelu-tisapo-genuva",
            "xkqvjzpwmhgt",
            "雨の中の三頭の疲れた馬たち",
        ] {
            assert_eq!(of(good), Ok(()), "{good}");
        }
    }
}
