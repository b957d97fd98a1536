//! From nothing to a data folder with a plant in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use loggia_core::access::UserId;
use loggia_core::scalar::Instant;
use loggia_store::ManualClock;

use super::fill::{FillError, Filled, fill, opening};
use super::inventory::HISTORY_DAYS;
use super::logins::{DemoLogin, LOGINS_FILE, Logins, LoginsError};
use super::plan::Minute;
use crate::app::{App, AppError, AppOptions, NotAPassword, Password};

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Something else lies there.
    #[error(
        "`{0}` is not empty and holds no demo (there is no `{LOGINS_FILE}`); choose another folder \
         with --data"
    )]
    NotADemo(PathBuf),
    /// The plant could not be run.
    #[error(transparent)]
    Fill(#[from] FillError),
    /// The workspace could not be made.
    #[error(transparent)]
    App(#[from] AppError),
    /// The logins could not be kept.
    #[error(transparent)]
    Logins(#[from] LoginsError),
    /// A password does not fit.
    #[error(transparent)]
    Password(#[from] NotAPassword),
    /// A folder could not be made or moved.
    #[error("the folder of the demo: {0}")]
    Io(#[from] std::io::Error),
}

/// Whether there is a demo in `dir` to go on with.
pub fn is_there(dir: &Path) -> Result<bool, DemoError> {
    if dir.join(LOGINS_FILE).is_file() {
        return Ok(true);
    }
    let empty = match std::fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(error.into()),
    };
    if empty { Ok(false) } else { Err(DemoError::NotADemo(dir.to_owned())) }
}

/// Makes a demo in `dir`, which is empty or not there yet: beside it first, so that a half-made one
/// is never taken for a whole one. `passwords` has one for each of the nine users.
pub async fn build(dir: &Path, now: Instant, passwords: Vec<String>) -> Result<(), DemoError> {
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)?;
    let unfinished = tempdir_in(parent)?;
    let built = build_in(&unfinished, now, passwords).await;
    let moved = built.and_then(|()| Ok(std::fs::rename(&unfinished, dir)?));
    if moved.is_err() {
        // Nothing of it is of use; the reason is on its way.
        let _ = std::fs::remove_dir_all(&unfinished);
    }
    moved
}

/// A new folder with a name of its own; on Unix for its owner only.
fn tempdir_in(parent: &Path) -> Result<PathBuf, DemoError> {
    let path = parent.join(format!("demo-unfinished-{}", uuid::Uuid::now_v7()));
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&path)?;
    Ok(path)
}

async fn build_in(dir: &Path, now: Instant, passwords: Vec<String>) -> Result<(), DemoError> {
    let start = last_full_hour(now);
    let clock = ManualClock::new(Minute::day(-HISTORY_DAYS).from(start));
    let options = AppOptions { clock: Arc::new(clock.clone()), ..AppOptions::default() };
    let first = passwords.first().map(String::as_str).unwrap_or_default();
    let app = App::create(dir, options, opening()?, Password::new(first)?).await?;
    let logins = settle(&app, &clock, start, passwords).await;
    let closed = tokio::task::spawn_blocking(move || app.shutdown()).await;
    closed.map_err(|error| AppError::Thread(error.to_string()))??;
    Ok(logins?.write(dir)?)
}

async fn settle(
    app: &App,
    clock: &ManualClock,
    start: Instant,
    passwords: Vec<String>,
) -> Result<Logins, DemoError> {
    let Filled { staff, partners } = fill(app.writer(), clock, start).await?;
    let staff = staff.into_iter().map(|(id, user, what)| (UserId::Staff(id), user, what));
    let partners = partners.into_iter().map(|(id, user, what)| (UserId::Partner(id), user, what));
    let mut logins = Vec::new();
    for ((id, user, what), password) in staff.chain(partners).zip(passwords) {
        // The first one has his since the workspace was opened.
        if !logins.is_empty() {
            app.set_password(id, Password::new(&password)?).await?;
        }
        logins.push(DemoLogin { user: user.to_owned(), password, what: what.to_owned() });
    }
    Ok(Logins(logins))
}

/// Plans look better on the hour.
fn last_full_hour(now: Instant) -> Instant {
    const HOUR_MICROS: i64 = 3_600_000_000;
    Instant::from_micros(now.micros().div_euclid(HOUR_MICROS) * HOUR_MICROS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Arrival;

    #[test]
    fn a_folder_with_something_else_in_it_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!is_there(dir.path()).unwrap());
        assert!(!is_there(&dir.path().join("not there")).unwrap());
        std::fs::write(dir.path().join("thesis.txt"), "years of work").unwrap();
        assert!(matches!(is_there(dir.path()), Err(DemoError::NotADemo(_))));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_demo_is_built_and_opened_again_with_its_logins() {
        let parent = tempfile::tempdir().unwrap();
        let dir = parent.path().join("demo");
        let now = loggia_store::Clock::now(&loggia_store::SystemClock);
        let passwords = (0..9).map(|n| format!("password number {n}")).collect();
        build(&dir, now, passwords).await.unwrap();
        assert!(is_there(&dir).unwrap());
        assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 1);
        let logins = Logins::read(&dir).unwrap();
        assert_eq!(logins.0.len(), 9);
        let app = App::open(&dir, AppOptions::default(), &mut |_| {}).unwrap();
        for login in &logins.0 {
            let name = loggia_core::scalar::Name::new(&login.user).unwrap();
            let password = Password::new(&login.password).unwrap();
            assert!(
                app.log_in(Some(&name), password, Arrival::default()).await.is_ok(),
                "{}",
                login.user
            );
        }
        app.shutdown().unwrap();
    }
}
