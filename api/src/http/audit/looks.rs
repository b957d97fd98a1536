//! Whoever looks at the portal of a partner stands in the log before anything is shown to him.

use std::collections::BTreeMap;

use loggia_core::access::ViewAs;
use loggia_core::actor::{Actor, Origin};
use loggia_core::id::{PartnerUserId, StaffUserId};
use loggia_core::scalar::{Instant, Name, Personal};
use tokio::sync::Mutex;

use crate::app::{App, Ask};
use crate::http::{Problem, Side};

/// Whoever goes on looking, at the same portal for the same reason, is kept again after so long.
pub const LOOK_MINUTES: i64 = 15;

/// Looks that are known to be kept; where there are more, each is kept once more.
pub const LOOKS_MAX: usize = 10_000;

/// Who looks, and why.
pub(super) struct Look {
    pub(super) who: StaffUserId,
    pub(super) why: Option<Personal<Name>>,
}

/// Who looks, at whose portal, and why.
type Kept = (StaffUserId, PartnerUserId, Option<String>);

/// The looks that are in the log, and since when.
#[derive(Default)]
pub(super) struct Looks(Mutex<BTreeMap<Kept, Instant>>);

impl Looks {
    /// Sees to it that the look is in the log, durably, before it goes on.
    pub(super) async fn keep(
        &self,
        app: &App,
        Look { who, why }: Look,
        whom: PartnerUserId,
        origin: Origin,
    ) -> Result<(), Problem> {
        let look = (who, whom, why.as_ref().map(|why| why.reveal().as_str().to_owned()));
        // Held while it is written: a page asks for many lists at once, and is one look.
        let mut kept = self.0.lock().await;
        let now = app.now();
        kept.retain(|_, since| now < since.plus_minutes(LOOK_MINUTES));
        if kept.contains_key(&look) {
            return Ok(());
        }
        let ask = Ask::new(Actor::Staff(who), origin, ViewAs { partner_user: whom });
        let asked = app.ask(Ask { reason: why, ..ask }).await;
        asked.map_err(|error| Problem::asked(&error, Side::Staff))?;
        if kept.len() >= LOOKS_MAX {
            kept.clear();
        }
        kept.insert(look, now);
        Ok(())
    }
}
