use std::collections::BTreeSet;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::{Access, Module, PartnerUser, Standing};
use crate::id::{AccountId, PartnerUserId};
use crate::refusal::Refusal;
use crate::scalar::Name;
use crate::world::{Seq, Stamp};

/// What there are licences for. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Word", into = "Word")]
pub enum LicenceKind {
    /// To come in at all, as a partner user.
    Partner,
    /// A part of the portal.
    Module(Module),
}

/// The one word that a kind is called by, in JSON and in addresses. Stored: append only.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
enum Word {
    Partner,
    Projects,
    PlanningObjects,
    Planning,
    Dashboard,
    WorkbenchClassic,
    WorkbenchTerminal,
}

impl From<Word> for LicenceKind {
    fn from(word: Word) -> Self {
        match word {
            Word::Partner => Self::Partner,
            Word::Projects => Self::Module(Module::Projects),
            Word::PlanningObjects => Self::Module(Module::PlanningObjects),
            Word::Planning => Self::Module(Module::Planning),
            Word::Dashboard => Self::Module(Module::Dashboard),
            Word::WorkbenchClassic => Self::Module(Module::WorkbenchClassic),
            Word::WorkbenchTerminal => Self::Module(Module::WorkbenchTerminal),
        }
    }
}

impl From<LicenceKind> for Word {
    fn from(kind: LicenceKind) -> Self {
        match kind {
            LicenceKind::Partner => Self::Partner,
            LicenceKind::Module(Module::Projects) => Self::Projects,
            LicenceKind::Module(Module::PlanningObjects) => Self::PlanningObjects,
            LicenceKind::Module(Module::Planning) => Self::Planning,
            LicenceKind::Module(Module::Dashboard) => Self::Dashboard,
            LicenceKind::Module(Module::WorkbenchClassic) => Self::WorkbenchClassic,
            LicenceKind::Module(Module::WorkbenchTerminal) => Self::WorkbenchTerminal,
        }
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for LicenceKind {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        Word::schema()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for LicenceKind {}

impl LicenceKind {
    /// All kinds, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Partner).chain(Module::ALL.into_iter().map(Self::Module))
    }

    /// Its word, such as `partner` or `planning_objects`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Module(module) => module.snake(),
        }
    }

    /// The kind of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::all().find(|kind| kind.word() == word)
    }
}

/// How the licences of a pool are counted. Source: DOMAIN.md 2.4. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LicenceBasis {
    /// One licence covers everybody.
    Site,
    /// One licence for each individual.
    PerUser {
        /// How many there are.
        seats: u32,
    },
}

/// What the host company is entitled to of one kind. A kind without a pool is not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicencePool {
    /// Of which kind; there is at most one pool of each.
    pub kind: LicenceKind,
    /// What it is called.
    pub name: Name,
    /// How it is counted.
    pub basis: LicenceBasis,
    /// The commit that made or last changed it.
    pub since: Seq,
}

/// The books of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ledger<'a> {
    /// Of which kind.
    pub kind: LicenceKind,
    /// Its pool; none where the kind is not counted.
    pub pool: Option<&'a LicencePool>,
    /// How many there are; none where there is no end.
    pub entitled: Option<u32>,
    /// How many users hold one.
    pub used: u32,
    /// How many are kept for accounts whose users do not hold them yet.
    pub reserved: u32,
    /// How many are left; none where there is no end.
    pub free: Option<u32>,
}

/// What a partner user takes seats of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seated {
    account: Option<AccountId>,
    kinds: BTreeSet<LicenceKind>,
}

impl Seated {
    /// Who is in holds a seat of `Partner` and one for each licence. What has not begun counts,
    /// what has ended does not. Source: DOMAIN.md 2.4.
    pub(super) fn of(user: &PartnerUser) -> Self {
        let account = user.account;
        let active = match user.standing {
            Standing::Active(_) => true,
            Standing::Deactivated(_) => false,
        };
        if !active || user.admission.has_ended() {
            return Self { account, kinds: BTreeSet::new() };
        }
        let licences = user.licences.iter().filter(|(_, grant)| !grant.has_ended());
        let modules = licences.map(|(module, _)| LicenceKind::Module(*module));
        Self { account, kinds: std::iter::once(LicenceKind::Partner).chain(modules).collect() }
    }
}

/// The pools, and who takes seats of which kind: counted as it happens, so that a question costs
/// the depth of a tree, not the number of users.
#[derive(Clone, Debug, Default)]
pub(super) struct Seats {
    pub(super) pools: OrdMap<LicenceKind, LicencePool>,
    holders: OrdMap<LicenceKind, OrdMap<PartnerUserId, Stamp>>,
    held: OrdMap<(LicenceKind, AccountId), u32>,
    reserved: OrdMap<(LicenceKind, AccountId), u32>,
    /// For each account what its users hold or what is reserved for it, whichever is more, and what
    /// users without account hold.
    taken: OrdMap<LicenceKind, u32>,
}

impl Seats {
    fn taken(&self, kind: LicenceKind) -> u32 {
        self.taken.get(&kind).copied().unwrap_or(0)
    }

    /// How many users of an account hold a licence.
    pub(super) fn held(&self, kind: LicenceKind, account: AccountId) -> u32 {
        self.held.get(&(kind, account)).copied().unwrap_or(0)
    }

    fn share(&self, kind: LicenceKind, account: AccountId) -> u32 {
        let reserved = self.reserved.get(&(kind, account)).copied().unwrap_or(0);
        self.held(kind, account).max(reserved)
    }

    fn take(&mut self, kind: LicenceKind, before: u32, after: u32) {
        let taken = self.taken(kind).saturating_add(after).saturating_sub(before);
        self.taken.insert(kind, taken);
    }

    fn count(&mut self, kind: LicenceKind, account: Option<AccountId>, step: Step) {
        let Some(account) = account else {
            let (before, after) = match step {
                Step::Up => (0, 1),
                Step::Down => (1, 0),
            };
            return self.take(kind, before, after);
        };
        let before = self.share(kind, account);
        let held = self.held(kind, account);
        let held = match step {
            Step::Up => held.saturating_add(1),
            Step::Down => held.saturating_sub(1),
        };
        match held {
            0 => self.held.remove(&(kind, account)),
            held => self.held.insert((kind, account), held),
        };
        self.take(kind, before, self.share(kind, account));
    }

    /// A user takes other seats than before.
    pub(super) fn moved(
        &mut self,
        stamp: Stamp,
        user: PartnerUserId,
        before: &Seated,
        after: &Seated,
    ) {
        if before == after {
            return;
        }
        for kind in &before.kinds {
            self.count(*kind, before.account, Step::Down);
            if !after.kinds.contains(kind)
                && let Some(holders) = self.holders.get_mut(kind)
            {
                holders.remove(&user);
            }
        }
        for kind in &after.kinds {
            self.count(*kind, after.account, Step::Up);
            if !before.kinds.contains(kind) {
                self.holders.entry(*kind).or_default().insert(user, stamp);
            }
        }
    }

    /// So many seats are kept for an account.
    pub(super) fn reserve(&mut self, kind: LicenceKind, account: AccountId, seats: u32) {
        let before = self.share(kind, account);
        match seats {
            0 => self.reserved.remove(&(kind, account)),
            seats => self.reserved.insert((kind, account), seats),
        };
        self.take(kind, before, self.share(kind, account));
    }

    /// Refuses when the pool of `kind` has no room for so many more.
    fn fits(&self, kind: LicenceKind, more: u32) -> Result<(), Refusal> {
        let Some(pool) = self.pools.get(&kind) else { return Ok(()) };
        match pool.basis {
            LicenceBasis::PerUser { seats }
                if more > 0 && self.taken(kind).saturating_add(more) > seats =>
            {
                Err(Refusal::NoSeatsLeft(kind, pool.name.clone()))
            }
            LicenceBasis::PerUser { .. } | LicenceBasis::Site => Ok(()),
        }
    }

    /// Refuses when so many reserved seats of an account would not fit.
    pub(super) fn fits_reserved(
        &self,
        kind: LicenceKind,
        account: AccountId,
        seats: u32,
    ) -> Result<(), Refusal> {
        let share = self.held(kind, account).max(seats);
        self.fits(kind, share.saturating_sub(self.share(kind, account)))
    }
}

#[derive(Clone, Copy)]
enum Step {
    Up,
    Down,
}

impl Access {
    /// The pool of a kind, if there is one.
    pub fn licence_pool(&self, kind: LicenceKind) -> Option<&LicencePool> {
        self.seats.pools.get(&kind)
    }

    /// The books of a kind, whether it is counted or not.
    pub fn ledger(&self, kind: LicenceKind) -> Ledger<'_> {
        let pool = self.licence_pool(kind);
        let entitled = pool.and_then(|pool| match pool.basis {
            LicenceBasis::PerUser { seats } => Some(seats),
            LicenceBasis::Site => None,
        });
        let used = self.seats.holders.get(&kind).map_or(0, OrdMap::len);
        let used = u32::try_from(used).unwrap_or(u32::MAX);
        let taken = self.seats.taken(kind);
        let free = entitled.map(|entitled| entitled.saturating_sub(taken));
        Ledger { kind, pool, entitled, used, reserved: taken.saturating_sub(used), free }
    }

    /// Who holds a licence of a kind, by id, each with the commit and the instant since which.
    pub fn holders(&self, kind: LicenceKind) -> impl Iterator<Item = (PartnerUserId, Stamp)> + '_ {
        let holders = self.seats.holders.get(&kind).into_iter();
        holders.flat_map(|holders| holders.iter().map(|(id, stamp)| (*id, *stamp)))
    }

    /// How many seats of a kind are held or reserved.
    pub fn seats_taken(&self, kind: LicenceKind) -> u32 {
        self.seats.taken(kind)
    }

    /// Refuses when one more user of `account` would not find seats of all `kinds`: neither beyond
    /// the cap of the account nor beyond the pools.
    pub(super) fn finds_seats(
        &self,
        account: Option<AccountId>,
        kinds: impl IntoIterator<Item = LicenceKind>,
    ) -> Result<(), Refusal> {
        let capped = account.and_then(|id| Some((id, self.account(id).ok()?.seats?)));
        for kind in kinds {
            if let Some((id, cap)) = capped.filter(|_| kind == LicenceKind::Partner)
                && self.seats.held(kind, id) >= cap
            {
                return Err(Refusal::AccountSeatsFull(id.into()));
            }
            let more = account.map_or(1, |account| {
                let held = self.seats.held(kind, account).saturating_add(1);
                let share = self.seats.share(kind, account);
                held.max(share).saturating_sub(share)
            });
            self.seats.fits(kind, more)?;
        }
        Ok(())
    }

    /// Refuses when a user, changed so, would not find the seats that he would then need.
    pub(super) fn keeps_to_seats(
        &self,
        user: &PartnerUser,
        change: impl FnOnce(&mut PartnerUser),
    ) -> Result<(), Refusal> {
        let mut after = user.clone();
        change(&mut after);
        let (before, after) = (Seated::of(user), Seated::of(&after));
        self.finds_seats(user.account, after.kinds.difference(&before.kinds).copied())
    }
}
