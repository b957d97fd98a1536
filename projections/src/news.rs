//! What changed in a partner's portal since a moment, and why he sees what he sees.
//!
//! Both are told to the partner himself, so they tell no more than the rows did: what is new with the
//! conditions that let it in, which fields of a row changed, and of what was withdrawn the id alone.
//! No value of the past is told again: a rule may have hidden it meanwhile.

use std::collections::BTreeSet;
use std::sync::Arc;

use loggia_core::id::{ExpenseId, PartnerUserId, RecordId, TimesheetId};
use loggia_core::scalar::Instant;
use loggia_core::visibility::{Condition, DocumentId, Rule, View, explain};
use loggia_core::world::World;
use serde_json::{Map, Value};

use crate::asof::{AsOfError, Moment};
use crate::feed::tombstone;
use crate::projections::Projections;
use crate::query::document_of;
use crate::rebuild::Commits;
use crate::state::PortalState;

/// Rows that one answer tells of; beyond, it says that there are more.
pub const NEWS_ROWS_MAX: usize = 500;

/// What changed in a portal. In the order of the views and of their lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    /// What came in.
    pub new: Vec<NewRow>,
    /// What is told otherwise.
    pub changed: Vec<ChangedRow>,
    /// What is not there any more.
    pub withdrawn: Vec<WithdrawnRow>,
    /// Whether more than [`NEWS_ROWS_MAX`] rows changed; the rest is not told.
    pub more: bool,
}

/// A row that was not there.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRow {
    /// In which list.
    pub view: View,
    /// The row as it is now.
    pub row: Arc<[u8]>,
    /// The conditions that hold only since; that which came true last stands last.
    pub because: Vec<Rule>,
}

/// A row that was there and is told otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedRow {
    /// In which list.
    pub view: View,
    /// The row as it is now.
    pub row: Arc<[u8]>,
    /// The fields that differ, of those that are told in the same form as then.
    pub fields: Vec<String>,
}

/// A row that is not there any more.
#[derive(Clone, Debug, PartialEq)]
pub struct WithdrawnRow {
    /// In which list.
    pub view: View,
    /// Which, as the change stream names it.
    pub gone: Value,
}

impl News {
    fn room(&mut self) -> bool {
        let told = self.new.len() + self.changed.len() + self.withdrawn.len();
        self.more |= told >= NEWS_ROWS_MAX;
        !self.more
    }

    /// What differs between a portal then and now; `because` says why a new row is there.
    fn between(
        then: &PortalState,
        now: &PortalState,
        because: impl Fn(DocumentId) -> Vec<Rule>,
    ) -> Self {
        let mut news = Self::default();
        for view in View::ALL {
            let (was, is) = (then.view(view, None), now.view(view, None));
            let same_form = |field: &str| was.form(field) == is.form(field);
            for (id, row) in is.rows() {
                let Some(json) = row.json.clone() else { continue };
                let Some(old) = was.row(id) else {
                    if news.room() {
                        news.new.push(NewRow { view, row: json, because: because(id) });
                    }
                    continue;
                };
                if old.digest == row.digest {
                    continue;
                }
                let mut fields = differing(old.json.as_deref().unwrap_or_default(), &json);
                fields.retain(|field| same_form(field));
                if !fields.is_empty() && news.room() {
                    let fields = fields.into_iter().collect();
                    news.changed.push(ChangedRow { view, row: json, fields });
                }
            }
            for (id, _) in was.rows().filter(|(id, _)| is.row(*id).is_none()) {
                if news.room() {
                    news.withdrawn.push(WithdrawnRow { view, gone: tombstone(id) });
                }
            }
        }
        news
    }
}

/// The names that both rows have, with another value.
fn differing(was: &[u8], is: &[u8]) -> BTreeSet<String> {
    let read = |json| serde_json::from_slice::<Map<String, Value>>(json).unwrap_or_default();
    let (was, is) = (read(was), read(is));
    let differs = |(name, value): &(String, Value)| was.get(name).is_some_and(|old| old != value);
    is.into_iter().filter(differs).map(|(name, _)| name).collect()
}

/// The conditions that let a partner see a document, of those that `told` takes; each once, and that
/// which came true last stands last.
fn rules(
    world: &World,
    (partner, id): (PartnerUserId, DocumentId),
    told: impl Fn(&Condition) -> bool,
) -> Vec<Rule> {
    let because = explain(world, partner, id).because.into_iter();
    let told = because.filter(|condition| condition.holds && told(condition));
    let mut told: Vec<_> = told.map(|condition| (condition.seq, condition.rule)).collect();
    told.sort_unstable();
    let mut known = BTreeSet::new();
    told.retain(|(_, rule)| known.insert(*rule));
    told.into_iter().map(|(_, rule)| rule).collect()
}

impl Projections {
    /// What changed in a partner's portal after an instant; none where there is no such portal.
    pub fn news(
        &self,
        log: &dyn Commits,
        partner: PartnerUserId,
        since: Instant,
    ) -> Result<Option<News>, AsOfError> {
        let past = self.as_of(log, Moment::At(since))?;
        let then = past.portal(partner);
        let open = |state: &PortalState| state.is_open().then(|| state.clone());
        let Some(now) = self.read(partner, open).flatten() else { return Ok(None) };
        let world = self.live(|live| live.world.clone());
        let since = |condition: &Condition| condition.seq > Some(past.seq);
        let because = |id| rules(&world, (partner, id), since);
        Ok(Some(News::between(&then, &now, because)))
    }

    /// The list in which a partner sees a record, and every condition that lets him; none where he
    /// does not see it, whether it exists or not.
    pub fn because(&self, partner: PartnerUserId, record: RecordId) -> Option<(View, Vec<Rule>)> {
        let world = self.live(|live| live.world.clone());
        // What waits to be approved may be all that is seen of a record.
        let approvals = [
            DocumentId::TimesheetApproval(TimesheetId(record.0)),
            DocumentId::ExpenseApproval(ExpenseId(record.0)),
        ];
        let seen = |id: &DocumentId| {
            self.read(partner, |state| state.is_open() && state.row(*id).is_some()) == Some(true)
        };
        let id = document_of(&world, record).into_iter().chain(approvals).find(seen)?;
        let mut rules = rules(&world, (partner, id), |_| true);
        // Here they are read as a list of what there is, not of what came when.
        rules.sort_unstable();
        Some((id.view(), rules))
    }
}
