//! Pages that were put together once and are sent again as long as nothing has changed.

use std::collections::{HashMap, VecDeque};
use std::sync::{PoisonError, RwLock};

use loggia_core::id::PartnerUserId;
use loggia_core::visibility::{Under, View};
use loggia_projections::Digest;

use crate::http::listing::{Format, ListBody};

/// Bytes of ready pages; beyond, the oldest go.
pub const READY_BYTES_MAX: usize = 64 << 20;

/// Ready pages.
pub const READY_PAGES_MAX: usize = 4_096;

/// Longest query whose page is kept.
const QUERY_CHARS_MAX: usize = 64;

/// Whose page it is, and which.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Which {
    pub(super) partner: PartnerUserId,
    pub(super) view: View,
    pub(super) under: Option<Under>,
    pub(super) query: String,
    pub(super) format: Format,
}

/// What a page was made of. The digest is that of the whole portal: a view that was corrected by a
/// rebuild may have the revision of the wrong one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) view: u64,
    pub(super) portal: Digest,
}

pub(super) struct ReadyPages(RwLock<Held>);

#[derive(Default)]
struct Held {
    pages: HashMap<Which, (State, ListBody)>,
    oldest: VecDeque<Which>,
    bytes: usize,
}

impl ReadyPages {
    pub(super) fn new() -> Self {
        Self(RwLock::default())
    }

    /// The page, if it is of this state.
    pub(super) fn get(&self, which: &Which, state: State) -> Option<ListBody> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (of, page) = held.pages.get(which)?;
        (*of == state).then(|| page.clone())
    }

    /// Keeps a page in place of the one of an earlier state.
    pub(super) fn put(&self, which: Which, state: State, page: ListBody) {
        if which.query.len() > QUERY_CHARS_MAX || page.bytes.len() > READY_BYTES_MAX {
            return;
        }
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        held.bytes = held.bytes.saturating_add(page.bytes.len());
        match held.pages.insert(which.clone(), (state, page)) {
            Some((_, old)) => held.bytes = held.bytes.saturating_sub(old.bytes.len()),
            None => held.oldest.push_back(which),
        }
        while held.bytes > READY_BYTES_MAX || held.pages.len() > READY_PAGES_MAX {
            let Some(oldest) = held.oldest.pop_front() else { break };
            if let Some((_, old)) = held.pages.remove(&oldest) {
                held.bytes = held.bytes.saturating_sub(old.bytes.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;
    use uuid::Uuid;

    use super::*;

    fn which(n: u128) -> Which {
        Which {
            partner: PartnerUserId(Uuid::from_u128(n)),
            view: View::Orders,
            under: None,
            query: String::new(),
            format: Format::Json,
        }
    }

    fn state(view: u64) -> State {
        State { view, portal: Digest::default() }
    }

    #[test]
    fn a_page_is_sent_again_only_while_its_view_stands() {
        let ready = ReadyPages::new();
        ready.put(which(1), state(1), ListBody::item(Bytes::from_static(b"1")));
        assert!(ready.get(&which(1), state(1)).is_some());
        assert!(ready.get(&which(1), state(2)).is_none());
        assert!(ready.get(&which(2), state(1)).is_none());
    }

    #[test]
    fn pages_are_bounded_in_number_and_bytes() {
        let ready = ReadyPages::new();
        let page = ListBody::item(Bytes::from(vec![0; READY_BYTES_MAX / 4]));
        for n in 0..6 {
            ready.put(which(n), state(1), page.clone());
        }
        assert!(ready.get(&which(0), state(1)).is_none());
        assert!(ready.get(&which(5), state(1)).is_some());
        assert!(ready.0.read().unwrap().bytes <= READY_BYTES_MAX);
        for n in 0..2 * READY_PAGES_MAX as u128 {
            ready.put(which(n), state(1), ListBody::item(Bytes::new()));
        }
        assert_eq!(ready.0.read().unwrap().pages.len(), READY_PAGES_MAX);
        assert_eq!(ready.0.read().unwrap().oldest.len(), READY_PAGES_MAX);
    }
}
