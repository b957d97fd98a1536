use loggia_core::id::PartnerUserId;
use loggia_core::scalar::Instant;
use loggia_core::world::{Seq, World};

use crate::projections::Projections;
use crate::rebuild::Commits;
use crate::state::PortalState;

/// A moment in the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// After this commit.
    Seq(Seq),
    /// At this instant: after the last commit that was made until then.
    At(Instant),
}

impl Moment {
    fn includes(self, seq: Seq, at: Instant) -> bool {
        match self {
            Self::Seq(last) => seq <= last,
            Self::At(instant) => at <= instant,
        }
    }
}

/// The world as it was.
pub struct AsOf {
    /// The last commit in it.
    pub seq: Seq,
    /// When that commit was made.
    pub at: Instant,
    /// What was so.
    pub world: World,
}

/// The past cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AsOfError {
    /// The log has no such commit yet.
    #[error("the log ends at commit `{head}`; commit `{asked}` is yet to come")]
    NotYet {
        /// What was asked for.
        asked: Seq,
        /// The last commit.
        head: Seq,
    },
    /// The log cannot be read.
    #[error("the log cannot be read: {0}")]
    Log(String),
}

impl AsOf {
    /// A partner's portal as it was, rendered by the code of today.
    pub fn portal(&self, partner: PartnerUserId) -> PortalState {
        PortalState::from_scratch(&self.world, partner)
    }
}

impl Projections {
    /// The world at a moment of the past: from the nearest copy kept, the commits in between.
    pub fn as_of(&self, log: &dyn Commits, moment: Moment) -> Result<AsOf, AsOfError> {
        let head = self.position();
        if let Moment::Seq(asked) = moment
            && asked > head
        {
            return Err(AsOfError::NotYet { asked, head });
        }
        let fits = |seq, at| moment.includes(seq, at);
        let (seq, at, world) = self.live(|live| live.before(fits));
        let mut past = AsOf { seq, at, world };
        for batch in log.after(seq) {
            for commit in batch.map_err(AsOfError::Log)? {
                if commit.stamp.seq > head || !fits(commit.stamp.seq, commit.stamp.at) {
                    return Ok(past);
                }
                commit.apply_to(&mut past.world);
                (past.seq, past.at) = (commit.stamp.seq, commit.stamp.at);
            }
        }
        Ok(past)
    }
}
