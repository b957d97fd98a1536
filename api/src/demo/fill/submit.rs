use std::future::poll_fn;
use std::task::Poll;

use loggia_core::actor::{Actor, Origin};
use loggia_core::command::Command;
use loggia_core::commit::{CommandDigest, CommandId};
use loggia_core::refusal::Refusal;
use loggia_core::scalar::{Name, Personal};
use loggia_store::{Accepted, Rejection, Submission, Writer};
use sha2::{Digest as _, Sha256};

use super::FillError;

/// Commands that wait for an answer at once; fewer than fit into the writer's queue.
const TOGETHER_MAX: usize = 512;

/// A command that somebody asks for.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) actor: Actor,
    pub(super) command: Command,
    pub(super) reason: Option<&'static str>,
}

impl Asked {
    pub(super) fn by(actor: Actor, command: impl Into<Command>) -> Self {
        Self { actor, command: command.into(), reason: None }
    }

    pub(super) fn because(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }

    fn submission(self) -> Result<Submission, FillError> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|error| FillError::Randomness(error.to_string()))?;
        let said = serde_json::to_vec(&self.command).unwrap_or_default();
        let mut digest = [0; 16];
        digest.iter_mut().zip(Sha256::digest(said)).for_each(|(to, from)| *to = from);
        let client = Name::new("loggia demo").ok().map(Personal::new);
        Ok(Submission {
            actor: self.actor,
            on_behalf_of: None,
            origin: Origin { address: None, client },
            id: CommandId::by_server(id),
            digest: CommandDigest(digest),
            command: self.command,
            reason: self.reason.and_then(|reason| Name::new(reason).ok()).map(Personal::new),
            precondition: None,
        })
    }
}

/// Submits all of them in their order without waiting in between, so that they share blocks; the
/// answers come in the same order.
async fn together(
    writer: &Writer,
    asked: Vec<Asked>,
) -> Result<Vec<Result<Accepted, Rejection>>, FillError> {
    let mut waiting = Vec::with_capacity(asked.len());
    for one in asked {
        let mut answer = Box::pin(writer.submit(one.submission()?));
        // The first poll decides the command or leaves it to the thread, in this order.
        let first = poll_fn(|cx| Poll::Ready(answer.as_mut().poll(cx))).await;
        waiting.push((answer, first));
    }
    let mut answers = Vec::with_capacity(waiting.len());
    for (answer, first) in waiting {
        answers.push(match first {
            Poll::Ready(done) => done,
            Poll::Pending => answer.await,
        });
    }
    Ok(answers)
}

/// Asks for all of them. Conflicts of the plan are confirmed and asked again, as a planner does.
pub(super) async fn ask(
    writer: &Writer,
    doing: &'static str,
    asked: Vec<Asked>,
) -> Result<Vec<Accepted>, FillError> {
    let mut accepted = Vec::with_capacity(asked.len());
    for some in asked.chunks(TOGETHER_MAX) {
        let answers = together(writer, some.to_vec()).await?;
        for (one, answer) in some.iter().zip(answers) {
            accepted.push(match answer {
                Ok(accepted) => accepted,
                Err(Rejection::Refused(Refusal::Conflicts(open))) => {
                    let again = confirming(one.clone(), open);
                    let again = again.because("agreed with the shift leader").submission()?;
                    let rejected = |rejection| FillError::Rejected { doing, rejection };
                    writer.submit(again).await.map_err(rejected)?
                }
                Err(rejection) => return Err(FillError::Rejected { doing, rejection }),
            });
        }
    }
    Ok(accepted)
}

fn confirming(mut asked: Asked, open: Vec<loggia_core::production::Conflict>) -> Asked {
    if let Command::ScheduleWorkStep(schedule) = &mut asked.command {
        schedule.confirmed = open;
    } else if let Command::RescheduleWorkStep(reschedule) = &mut asked.command {
        reschedule.confirmed = open;
    }
    asked
}

/// The id of the record that a command made.
pub(super) fn made(accepted: &Accepted, doing: &'static str) -> Result<uuid::Uuid, FillError> {
    accepted.records.first().map(|record| record.0).ok_or(FillError::Unknown(doing))
}
