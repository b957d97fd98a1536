use axum::extract::Query as Pairs;
use axum::http::Uri;

use crate::http::Problem;

/// Parameters of one request.
pub const QUERY_PARAMETERS_MAX: usize = 50;

/// The parameters of a request, as they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked(Vec<(String, String)>);

impl Asked {
    /// Reads the query of an address.
    pub fn from_uri(uri: &Uri) -> Result<Self, Problem> {
        let pairs = Pairs::<Vec<(String, String)>>::try_from_uri(uri);
        let Pairs(pairs) = pairs.map_err(|_| Problem::bad_query("?"))?;
        match pairs.len() <= QUERY_PARAMETERS_MAX {
            true => Ok(Self(pairs)),
            false => Err(Problem::bad_query("?")),
        }
    }

    /// Takes a parameter out, for routes that have their own. Refused when it comes twice.
    pub fn take(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let found = self.0.iter().filter(|(named, _)| named == name).count();
        if found > 1 {
            return Err(Problem::bad_query(name));
        }
        let at = self.0.iter().position(|(named, _)| named == name);
        Ok(at.map(|at| self.0.remove(at).1))
    }

    /// Refuses what nobody took.
    pub fn nothing_else(&self) -> Result<(), Problem> {
        self.0.first().map_or(Ok(()), |(name, _)| Err(Problem::bad_query(name)))
    }

    pub(super) fn pairs(self) -> Vec<(String, String)> {
        self.0
    }
}
