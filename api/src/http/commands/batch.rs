//! One command about several records in one request: `POST /v1/commands/{kebab}/batch`.
//!
//! Each item is a command of its own, decided one after another, with an answer of its own; one that
//! is refused holds up no other. All of them are commands that partners may ask for. Where it takes too
//! long, the rest is not asked for and answered `overloaded`.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use loggia_core::command::{Command, CommandKind};
use loggia_core::effort::{
    ApproveExpense, ApproveTimesheet, RejectExpense, RejectTimesheet, SubmitExpense,
    SubmitTimesheet,
};
use loggia_store::{Accepted, Rejection};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::Instant;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Answered, done, operation};
use crate::app::{App, Ask, AskError, COMMAND_WAIT_MS_MAX};
use crate::http::headers::CommandHeaders;
use crate::http::layers::REQUEST_SECONDS_MAX;
use crate::http::{Body, Caller, Client, Problem, ProblemKind};

/// Most items of one request.
pub(super) const BATCH_ITEMS_MAX: usize = 100;

/// How long items are begun: together with the wait of the last one it is shorter than a request may
/// take, so that whoever asked is always told what became of each.
pub(super) const BATCH_SECONDS_MAX: u64 = 15;

const _: () = assert!(BATCH_SECONDS_MAX + COMMAND_WAIT_MS_MAX / 1_000 < REQUEST_SECONDS_MAX);

/// Several of one command.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch<C> {
    items: Vec<C>,
}

/// What came of each, in the order of the items.
#[derive(Serialize, ToSchema)]
pub(super) struct BatchResults {
    results: Vec<BatchResult>,
}

/// What came of one: what the command alone would have been answered.
#[derive(Serialize, ToSchema)]
struct BatchResult {
    /// The status that the command alone would have had.
    status: u16,
    /// What was done; absent where it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, nullable = false)]
    done: Option<Answered>,
    /// Why it was refused; absent where it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, nullable = false)]
    problem: Option<Value>,
}

impl From<Result<Answered, Problem>> for BatchResult {
    fn from(answer: Result<Answered, Problem>) -> Self {
        match answer {
            Ok(done) => Self { status: 200, done: Some(done), problem: None },
            Err(problem) => {
                let status = problem.status().as_u16();
                // An item has no headers.
                let problem = match problem.seconds_to_wait() {
                    Some(seconds) => problem.with("retry_after", seconds.into()),
                    None => problem,
                };
                Self { status, done: None, problem: Some(problem.json()) }
            }
        }
    }
}

async fn ask<C: DeserializeOwned + Into<Command>>(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    headers: CommandHeaders,
    Body(Batch { items }): Body<Batch<C>>,
) -> Result<Json<BatchResults>, Problem> {
    let CommandHeaders { key, reason, if_match } = headers;
    if if_match.is_some() {
        // Which of the items should it be about?
        return Err(Problem::new(ProblemKind::BadIfMatch));
    }
    if items.len() > BATCH_ITEMS_MAX {
        return Err(Problem::new(ProblemKind::TooMany).with("max", BATCH_ITEMS_MAX.into()));
    }
    let ask = |nth, item: C| {
        let ask = Ask {
            actor: caller.actor(),
            origin: client.origin(),
            command: item.into(),
            key: key.as_ref().map(|key| key.nth(nth)),
            reason: reason.clone(),
            precondition: None,
        };
        let app = app.clone();
        async move { app.ask(ask).await }
    };
    let answers = one_by_one(items, ask).await;
    let answer = |answer: Result<Accepted, AskError>| {
        let answer = answer.map(|accepted| done(&app, &caller, accepted));
        answer.map_err(|error| Problem::asked(&error, caller.side())).into()
    };
    Ok(Json(BatchResults { results: answers.into_iter().map(answer).collect() }))
}

/// Asks for one after another, until it takes too long or nothing more gets through: what was not
/// asked for by then is answered so, and nothing of it has happened.
async fn one_by_one<C, T, F: Future<Output = Result<T, AskError>>>(
    items: Vec<C>,
    ask: impl Fn(usize, C) -> F,
) -> Vec<Result<T, AskError>> {
    let until = Instant::now() + Duration::from_secs(BATCH_SECONDS_MAX);
    let mut answers = Vec::with_capacity(items.len());
    let mut goes_on = true;
    for (nth, item) in items.into_iter().enumerate() {
        goes_on = goes_on && Instant::now() < until;
        let answer = match goes_on {
            true => ask(nth, item).await,
            false => Err(Rejection::Overloaded.into()),
        };
        goes_on = goes_on && answer.as_ref().err().is_none_or(is_of_this_item);
        answers.push(answer);
    }
    answers
}

/// Whether an answer is about the item, and not about the server.
fn is_of_this_item(error: &AskError) -> bool {
    match error {
        AskError::Rejected(rejection) => match rejection {
            Rejection::Denied(_)
            | Rejection::Refused(_)
            | Rejection::Stale
            | Rejection::KeyReused => true,
            Rejection::Overloaded | Rejection::Unavailable(_) | Rejection::Stopped => false,
        },
        AskError::StillWorking | AskError::NoRandomness(_) => false,
    }
}

macro_rules! batches {
    ($($name:ident)+) => {
        /// The commands that are asked for by the dozen.
        pub(in crate::http) fn routes() -> OpenApiRouter<App> {
            let routes = OpenApiRouter::new();
            $(
                let told = operation::of_batch::<$name>(CommandKind::$name);
                let routes = routes.routes((told.schemas, told.paths, post(ask::<$name>)));
            )+
            routes
        }
    };
}

batches! {
    SubmitTimesheet
    ApproveTimesheet
    RejectTimesheet
    SubmitExpense
    ApproveExpense
    RejectExpense
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use loggia_core::refusal::Refusal;

    use super::*;

    fn kinds<T>(answers: Vec<Result<T, AskError>>) -> Vec<&'static str> {
        let side = crate::http::Side::Staff;
        let kind = |answer: Result<T, AskError>| match answer {
            Ok(_) => "done",
            Err(error) => Problem::asked(&error, side).kind().code(),
        };
        answers.into_iter().map(kind).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn what_would_take_too_long_is_not_asked_for_and_every_item_has_its_answer() {
        let began = Instant::now();
        let asked = Cell::new(0);
        let ask = |_, ()| {
            asked.set(asked.get() + 1);
            let takes = Duration::from_millis(COMMAND_WAIT_MS_MAX - 1);
            async move {
                tokio::time::sleep(takes).await;
                Ok(())
            }
        };
        let answers = kinds(one_by_one(vec![(); BATCH_ITEMS_MAX], ask).await);
        assert!(began.elapsed() < Duration::from_secs(REQUEST_SECONDS_MAX));
        assert_eq!((asked.get(), answers.len()), (2, BATCH_ITEMS_MAX));
        assert_eq!(answers.get(..3), Some(&["done", "done", "overloaded"][..]));
    }

    #[tokio::test]
    async fn what_is_refused_holds_up_no_other_and_a_server_that_takes_nothing_all() {
        for (why, first, next) in [
            (|| AskError::Rejected(Rejection::Refused(Refusal::NoRole)), "no_role", "done"),
            (|| AskError::Rejected(Rejection::Stale), "stale", "done"),
            (|| AskError::Rejected(Rejection::Overloaded), "overloaded", "overloaded"),
            (|| AskError::StillWorking, "still_working", "overloaded"),
            (
                || AskError::Rejected(Rejection::Unavailable(String::new())),
                "unavailable",
                "overloaded",
            ),
        ] as [(fn() -> AskError, _, _); 5]
        {
            let ask = |nth, ()| std::future::ready(if nth == 0 { Err(why()) } else { Ok(()) });
            assert_eq!(kinds(one_by_one(vec![(); 3], ask).await), [first, next, next]);
        }
    }

    #[test]
    fn an_item_is_told_when_to_try_again() {
        let problem = Problem::asked(&AskError::StillWorking, crate::http::Side::Partner);
        let result = BatchResult::from(Err(problem));
        assert_eq!(result.status, 503);
        assert_eq!(result.problem.unwrap()["retry_after"], 1);
    }
}
