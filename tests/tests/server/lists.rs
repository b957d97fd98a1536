//! The lists of the portal as the served document tells them, so that a new one is asked by itself.

use serde_json::Value;

/// Below which all of them stand.
pub(super) const PORTAL: &str = "/v1/portal/";

/// A list of the portal.
#[derive(Clone, Debug)]
pub(super) struct List {
    /// Its address, with `{id}` where it stands below a record.
    pub(super) path: String,
    /// What its rows have.
    pub(super) fields: Vec<String>,
}

impl List {
    /// Of what its rows are, in the words of addresses, such as `tasks`.
    pub(super) fn of(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Of what kind the record is below which it stands.
    pub(super) fn below(&self) -> Option<&str> {
        let (record, _) = self.path.split_once("/{id}/")?;
        record.rsplit('/').next()
    }
}

/// The schema that a reference names; the schema itself where it is none.
fn named<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let name = schema["$ref"].as_str();
    let found = name.and_then(|name| document.pointer(name.trim_start_matches('#')));
    found.unwrap_or(schema)
}

/// All of them.
pub(super) fn lists(document: &Value) -> Vec<List> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let answer = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let rows = &named(document, answer)["properties"]["rows"];
        let row = named(document, &rows["items"]);
        if let Some(fields) = row["properties"].as_object()
            && path.starts_with(PORTAL)
        {
            let fields = fields.keys().cloned().collect();
            all.push(List { path: path.clone(), fields });
        }
    }
    assert!(all.len() > 30, "{} lists", all.len());
    all
}
