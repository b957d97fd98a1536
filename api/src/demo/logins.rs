use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

/// The file in a demo's data folder that says who may log in.
pub const LOGINS_FILE: &str = "demo-logins.txt";

const HEADING: &str = "\
# Logins of the Loggia demo in this folder: user, password, what for.
# Whoever can read this file can log in. Only the demo has such a file.
";

/// Somebody who may log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoLogin {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
    /// What the user is for.
    pub what: String,
}

/// Everybody who may log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logins(pub Vec<DemoLogin>);

/// The file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoginsError {
    /// It cannot be read or written.
    #[error("`{LOGINS_FILE}` of the demo: {0}")]
    Io(#[from] std::io::Error),
    /// It is not what was written.
    #[error("line {0} of `{LOGINS_FILE}` is not `user<tab>password<tab>what for`")]
    Line(usize),
}

impl Logins {
    /// Those of the demo in `dir`.
    pub fn read(dir: &Path) -> Result<Self, LoginsError> {
        let text = std::fs::read_to_string(dir.join(LOGINS_FILE))?;
        let mut logins = Vec::new();
        for (at, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let mut parts = line.split('\t').map(str::to_owned);
            let (Some(user), Some(password), Some(what), None) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                return Err(LoginsError::Line(at + 1));
            };
            logins.push(DemoLogin { user, password, what });
        }
        Ok(Self(logins))
    }

    /// Writes them into `dir`, for its owner only.
    pub fn write(&self, dir: &Path) -> Result<(), LoginsError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(dir.join(LOGINS_FILE))?;
        file.write_all(HEADING.as_bytes())?;
        for DemoLogin { user, password, what } in &self.0 {
            writeln!(file, "{user}\t{password}\t{what}")?;
        }
        Ok(file.sync_all()?)
    }

    /// The password of a user; blank where there is no such user.
    pub(super) fn password(&self, user: &str) -> &str {
        let found = self.0.iter().find(|login| login.user == user);
        found.map(|login| login.password.as_str()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_only_its_owner_may() {
        let dir = tempfile::tempdir().unwrap();
        let (user, password, what) = ("nora".into(), "a-b c".into(), "partner".into());
        let logins = Logins(vec![DemoLogin { user, password, what }]);
        logins.write(dir.path()).unwrap();
        assert_eq!(Logins::read(dir.path()).unwrap(), logins);
        assert_eq!(logins.password("nora"), "a-b c");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let kept = std::fs::metadata(dir.path().join(LOGINS_FILE)).unwrap();
            assert_eq!(kept.permissions().mode() & 0o777, 0o600);
        }
    }
}
