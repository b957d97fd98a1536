//! How often and how long a mail is tried.

use std::time::Duration;

/// Tries of a mail that the server puts off, spread over about a day.
pub const ATTEMPTS_MAX: u32 = 8;

/// Longest wait between two tries of a mail.
pub const RETRY_MINUTES_MAX: u64 = 8 * 60;

/// Longest wait before the server is asked again when no mail can be sent at all.
pub const PAUSE_SECONDS_MAX: u64 = 5 * 60;

/// Age at which a mail is given up that could not be sent, whoever is at fault: five days, as mail
/// systems do (RFC 5321, 4.5.4.1).
pub const MAIL_HOURS_MAX: i64 = 5 * 24;

/// The first wait of a mail, and of all mails; each further one is longer.
const RETRY_FIRST: Duration = Duration::from_secs(60);
const PAUSE_FIRST: Duration = Duration::from_secs(5);

/// How long a mail waits that was put off `attempts` times.
pub(super) fn retry(attempts: u32) -> Duration {
    grown(RETRY_FIRST, 4, attempts, Duration::from_secs(RETRY_MINUTES_MAX * 60))
}

/// How long all wait when there was no way `tries` times in a row; also for recording an outcome.
pub(super) fn pause(tries: u32) -> Duration {
    grown(PAUSE_FIRST, 2, tries, Duration::from_secs(PAUSE_SECONDS_MAX))
}

fn grown(first: Duration, factor: u32, times: u32, most: Duration) -> Duration {
    let grown = first.saturating_mul(factor.saturating_pow(times.saturating_sub(1)));
    grown.min(most)
}

/// Up to a quarter longer, so that many mails, or many servers, do not come back all at once.
pub(super) fn jittered(wait: Duration) -> Duration {
    // Without randomness the waits are still right, only alike.
    let dice = getrandom::u32().unwrap_or(0);
    wait.saturating_add(wait.mul_f64(f64::from(dice) / f64::from(u32::MAX) / 4.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_tries_take_about_a_day() {
        let minutes: Vec<u64> =
            (1..ATTEMPTS_MAX).map(|tries| retry(tries).as_secs() / 60).collect();
        assert_eq!(minutes, [1, 4, 16, 64, 256, 480, 480]);
        assert_eq!(minutes.iter().sum::<u64>() / 60, 21);
        assert_eq!(retry(u32::MAX).as_secs() / 60, RETRY_MINUTES_MAX);
    }

    #[test]
    fn a_server_that_is_down_is_asked_again_soon_and_then_every_five_minutes() {
        let seconds: Vec<u64> = (1..9).map(|tries| pause(tries).as_secs()).collect();
        assert_eq!(seconds, [5, 10, 20, 40, 80, 160, 300, 300]);
    }

    #[test]
    fn jitter_makes_a_wait_longer_by_a_quarter_at_most() {
        let wait = Duration::from_secs(100);
        for _ in 0..1_000 {
            let jittered = jittered(wait);
            assert!(jittered >= wait && jittered <= wait.mul_f64(1.25));
        }
    }
}
