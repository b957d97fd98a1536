/// Numbers that look thrown and are the same for everybody: SplitMix64 from a fixed seed.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From `low` to `high`, both included; `low` where there is nothing between them.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low)).unwrap_or(0).saturating_add(1);
        low.saturating_add(i64::try_from(self.throw() % span).unwrap_or(0))
    }

    /// One time out of `times`, in the long run.
    pub(super) fn one_in(&mut self, times: u64) -> Luck {
        if self.throw().is_multiple_of(times.max(1)) { Luck::Hit } else { Luck::Miss }
    }

    /// One of them; none where there is none.
    pub(super) fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(among.len()).unwrap_or(u64::MAX).max(1);
        among.get(usize::try_from(self.throw() % count).unwrap_or(0))
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// Whether a throw hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Luck {
    Hit,
    Miss,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_throws_are_the_same_for_everybody() {
        let mut dice = Dice::new(7);
        let thrown: Vec<i64> = (0..6).map(|_| dice.between(1, 6)).collect();
        let mut again = Dice::new(7);
        assert!(thrown.iter().all(|number| (1..=6).contains(number)), "{thrown:?}");
        assert_eq!(thrown, (0..6).map(|_| again.between(1, 6)).collect::<Vec<_>>());
    }
}
