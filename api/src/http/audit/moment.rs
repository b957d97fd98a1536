use loggia_core::scalar::Instant;
use loggia_core::world::Seq;
use loggia_projections::{AsOf, AsOfError, Moment};
use serde_json::json;

use crate::app::App;
use crate::http::listing::Asked;
use crate::http::{Problem, ProblemKind};

/// Takes a number out of a query: an `int64` that is not negative, as the document says.
pub(super) fn number(query: &mut Asked, name: &str) -> Result<Option<u64>, Problem> {
    let Some(text) = query.take(name)? else { return Ok(None) };
    let number = text.parse().ok().filter(|number| i64::try_from(*number).is_ok());
    number.map(Some).ok_or_else(|| Problem::bad_query(name))
}

/// Takes `at` or `seq` out of a query.
pub(super) fn moment(query: &mut Asked, now: Instant) -> Result<Option<Moment>, Problem> {
    let seq = number(query, "seq")?.map(|seq| Moment::Seq(Seq(seq)));
    let Some(text) = query.take("at")? else { return Ok(seq) };
    let at: Instant = text.parse().map_err(|_| Problem::bad_query("at"))?;
    if seq.is_some() {
        return Err(Problem::bad_query("at").told("give `at` or `seq`, not both"));
    }
    if at > now {
        let told = format!("`{at}` is yet to come; it is `{now}`");
        return Err(Problem::new(ProblemKind::NotYet).told(told));
    }
    Ok(Some(Moment::At(at)))
}

/// The world at a moment, or now. Blocking.
pub(super) fn as_of(app: &App, moment: Option<Moment>) -> Result<AsOf, Problem> {
    let Some(moment) = moment else {
        return Ok(app.projections().live(|live| AsOf {
            seq: live.seq,
            at: live.at,
            world: live.world.clone(),
        }));
    };
    app.projections().as_of(app.commits().as_ref(), moment).map_err(|error| match &error {
        AsOfError::NotYet { asked: _, head } => {
            Problem::new(ProblemKind::NotYet).told(error.to_string()).with("head", json!(head))
        }
        AsOfError::Log(_) => {
            tracing::error!(%error, "the past cannot be read");
            Problem::new(ProblemKind::Unavailable)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_time_or_a_commit_and_has_passed() {
        let now = Instant::from_micros(1_000_000_000_000_000);
        let moment = |query: &str| {
            let uri = format!("/x?{query}").parse().unwrap();
            moment(&mut Asked::from_uri(&uri)?, now)
        };
        assert_eq!(moment("").unwrap(), None);
        assert_eq!(moment("seq=7").unwrap(), Some(Moment::Seq(Seq(7))));
        let at = Instant::from_micros(0);
        assert_eq!(moment("at=1970-01-01T00:00:00Z").unwrap(), Some(Moment::At(at)));
        let future = moment("at=2999-01-01T00:00:00Z").unwrap_err();
        assert_eq!(future.kind(), ProblemKind::NotYet);
        let both = "at=1970-01-01T00:00:00Z&seq=1";
        let beyond = "seq=9223372036854775808";
        for bad in ["seq=x", "seq=-1", beyond, "at=yesterday", "seq=1&seq=2", both] {
            assert_eq!(moment(bad).unwrap_err().kind(), ProblemKind::BadQuery, "{bad}");
        }
    }
}
