//! Headers in: what goes with a command, and what a reader has already.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};
use loggia_core::scalar::{Name, Personal};

use super::{Problem, ProblemKind};
use crate::app::IdempotencyKey;

/// The name that a client gives to a request.
pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Why a command is asked for.
pub(super) const REASON: HeaderName = HeaderName::from_static("loggia-reason");

/// Tags that one `If-Match` may list.
const TAGS_MAX: usize = 16;

/// What goes with a command.
pub(super) struct CommandHeaders {
    pub(super) key: Option<IdempotencyKey>,
    pub(super) reason: Option<Personal<Name>>,
    pub(super) if_match: Option<IfMatch>,
}

/// The states of a record in which a command is to be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum IfMatch {
    /// Any, as long as there is one.
    Any,
    /// One of these, with their quotes.
    Tags(Vec<String>),
}

impl IfMatch {
    /// Whether a record with this tag is in one of the states.
    pub(super) fn fits(&self, tag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Tags(tags) => tags.iter().any(|held| held == tag),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for CommandHeaders {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let headers = &parts.headers;
        let bad_key = || Problem::new(ProblemKind::BadIdempotencyKey);
        let key = one(headers, &IDEMPOTENCY_KEY, ProblemKind::BadIdempotencyKey)?;
        let key = key.map(IdempotencyKey::new).transpose().map_err(|_| bad_key())?;
        let reason = reason(headers)?;
        let if_match = one(headers, &header::IF_MATCH, ProblemKind::BadIfMatch)?;
        let if_match = if_match.map(tags).transpose()?;
        Ok(Self { key, reason, if_match })
    }
}

/// Why something is asked for, if that is said.
pub(super) fn reason(headers: &HeaderMap) -> Result<Option<Personal<Name>>, Problem> {
    let reason = one(headers, &REASON, ProblemKind::BadReason)?.map(Name::new).transpose();
    Ok(reason.map_err(|_| Problem::new(ProblemKind::BadReason))?.map(Personal::new))
}

/// The value of a header that may come once.
fn one<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    problem: ProblemKind,
) -> Result<Option<&'a str>, Problem> {
    let mut values = headers.get_all(name).iter();
    let (first, second) = (values.next(), values.next());
    match (first, second) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            let text = std::str::from_utf8(value.as_bytes());
            text.map(|text| Some(text.trim())).map_err(|_| Problem::new(problem))
        }
        (Some(_), Some(_)) => Err(Problem::new(problem)),
    }
}

/// Strong tags only: a weak one does not say that the bytes are the same (RFC 9110, 13.1.1).
fn tags(text: &str) -> Result<IfMatch, Problem> {
    if text == "*" {
        return Ok(IfMatch::Any);
    }
    let tags: Vec<String> = text.split(',').map(|tag| tag.trim().to_owned()).collect();
    let is_tag = |tag: &String| {
        let inner = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('"'))
    };
    match tags.len() <= TAGS_MAX && tags.iter().all(is_tag) {
        true => Ok(IfMatch::Tags(tags)),
        false => Err(Problem::new(ProblemKind::BadIfMatch)),
    }
}

/// Whether the reader has what `tag` names already; weak comparison (RFC 9110, 13.1.2).
pub(super) fn has_already(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH).iter();
    let texts = values.filter_map(|value| value.to_str().ok());
    let mut held = texts.flat_map(|text| text.split(',')).map(str::trim);
    held.any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_match_takes_strong_tags_or_a_star() {
        assert_eq!(tags("*").ok(), Some(IfMatch::Any));
        let two = tags("\"r1\", \"r2\"").unwrap();
        assert!(two.fits("\"r2\"") && !two.fits("\"r3\""));
        for bad in ["", "r1", "W/\"r1\"", "\"\"", "\"r1\" \"r2\""] {
            assert!(tags(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_reader_may_have_one_of_several_states() {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, "W/\"a\", \"b\"".parse().unwrap());
        assert!(has_already(&headers, "\"a\"") && has_already(&headers, "\"b\""));
        assert!(!has_already(&headers, "\"c\""));
    }
}
