//! Ids in addresses: parsed once, at the edge.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use loggia_core::access::UserId;
use uuid::Uuid;

use super::{Problem, ProblemKind};
use crate::app::{App, Session};

/// The one id in the address. To a partner, one that is no id is one that is not there.
pub struct PathId(pub Uuid);

impl FromRequestParts<App> for PathId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, app).await;
        let Path(text) = text.map_err(|_| Problem::not_found())?;
        match Session::from_request_parts(parts, app).await?.user {
            UserId::Staff(_) => id(&text).map(Self),
            UserId::Partner(_) => id(&text).map(Self).map_err(|_| Problem::not_found()),
        }
    }
}

/// An id as it is written: with hyphens, 36 characters.
pub fn id(text: &str) -> Result<Uuid, Problem> {
    let parsed = Uuid::try_parse(text).ok().filter(|_| text.len() == ID_CHARS);
    parsed.ok_or_else(|| Problem::new(ProblemKind::BadId))
}

const ID_CHARS: usize = 36;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_form() {
        assert!(id("0190a6c4-7d4e-7aaa-8aaa-0123456789ab").is_ok());
        for bad in ["", "7", "0190a6c47d4e7aaa8aaa0123456789ab", "urn:uuid:0190a6c4"] {
            assert!(id(bad).is_err(), "{bad}");
        }
    }
}
