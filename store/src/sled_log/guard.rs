//! Panics of sled become errors.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use crate::error::LogError;

thread_local! {
    static GUARDED: Cell<u32> = const { Cell::new(0) };
}

/// Runs `work`; a panic in it becomes [`LogError::SledPanicked`] and prints nothing.
pub(super) fn guard<T>(
    doing: &'static str,
    work: impl FnOnce() -> Result<T, LogError>,
) -> Result<T, LogError> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if GUARDED.get() == 0 {
                loud(info);
            }
        }));
    });
    GUARDED.set(GUARDED.get().saturating_add(1));
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(GUARDED.get().saturating_sub(1));
    done.unwrap_or_else(|panic| {
        let message = message(panic.as_ref());
        // Dropping what a panic carries may panic as well.
        std::mem::forget(panic);
        Err(LogError::SledPanicked { doing, message })
    })
}

/// For `map_err`: an error of sled, with what was being done.
pub(super) fn sled_error(doing: &'static str) -> impl Fn(sled::Error) -> LogError {
    move |error| {
        let message = match matches!(error, sled::Error::Corruption { .. }) {
            true => "the files of the log are damaged (a checksum does not fit)".to_owned(),
            false => error.to_string(),
        };
        LogError::Sled { doing, message }
    }
}

/// The first line: panics of sled carry whole pages in the others.
fn message(panic: &(dyn Any + Send)) -> String {
    const MESSAGE_CHARS_MAX: usize = 200;
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    text.lines().next().unwrap_or_default().chars().take(MESSAGE_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_that_says_what_to_do() {
        let error =
            guard::<()>("opening", || panic!("page {} is broken\nand more", 7)).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("opening: page 7 is broken;"), "{text}");
        assert!(text.contains("restore the log from a backup"), "{text}");
    }
}
