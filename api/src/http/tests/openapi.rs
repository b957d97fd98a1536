//! The document that the code gives of itself.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

/// The agreement with clients: set `UPDATE_OPENAPI=1` to write it anew, and look at the difference.
#[test]
fn the_openapi_document_is_the_one_that_was_agreed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let mut text = serde_json::to_string_pretty(crate::http::openapi()).unwrap();
    text.push('\n');
    if std::env::var_os("UPDATE_OPENAPI").is_some_and(|set| set == "1") {
        std::fs::write(&path, &text).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        agreed == text,
        "docs/openapi.json is not what the code says; UPDATE_OPENAPI=1 writes it"
    );
}

#[test]
fn every_operation_has_a_name_of_its_own_and_every_reference_leads_somewhere() {
    let document = serde_json::to_value(crate::http::openapi()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap().to_owned();
            assert!(names.insert(name.clone()), "{method} {path}: {name}");
            assert!(operation["summary"].is_string(), "{method} {path} says nothing");
        }
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
}

/// Whatever is one of several words is told in the words of the API, not by the names that the code
/// has for it.
#[test]
fn no_value_goes_by_the_name_of_a_variant() {
    fn walk(document: &Value, words: &mut Vec<String>) {
        match document {
            Value::Object(fields) => {
                let told = fields.get("enum").and_then(Value::as_array).into_iter().flatten();
                words.extend(told.filter_map(Value::as_str).map(str::to_owned));
                fields.values().for_each(|field| walk(field, words));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, words)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut words = Vec::new();
    walk(&serde_json::to_value(crate::http::openapi()).unwrap(), &mut words);
    let is_variant = |word: &&String| {
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.contains(|c: char| c.is_ascii_lowercase())
    };
    assert!(words.len() > 500, "{}", words.len());
    assert_eq!(words.iter().filter(is_variant).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[tokio::test]
async fn the_page_shows_every_operation_and_loads_nothing_from_elsewhere() {
    let server = Server::new().await;
    let page = String::from_utf8(server.get("", "/docs").await.good().body).unwrap();
    for path in ["/v1/session", "/v1/commands/link-resource", "/v1/portal/work-steps"] {
        assert!(page.contains(path), "{path}");
    }
    assert!(!page.contains("http") && !page.contains("<script"));
    let document = server.get("", "/openapi.json").await.good().json();
    assert_eq!(document["info"]["title"], "Loggia");
    server.close().await;
}

/// The schemas that a schema may turn out to be.
fn forms<'a>(document: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    if let Some(to) = schema["$ref"].as_str() {
        return forms(document, document.pointer(to.trim_start_matches('#')).unwrap());
    }
    let parts = ["oneOf", "anyOf", "allOf"].iter().filter_map(|word| schema[word].as_array());
    let parts: Vec<&Value> = parts.flatten().collect();
    match parts.is_empty() {
        true => vec![schema],
        false => parts.into_iter().flat_map(|part| forms(document, part)).collect(),
    }
}

#[test]
fn every_field_of_every_list_is_compared_as_what_its_schema_says() {
    use crate::http::listing::Kind;

    let document = serde_json::to_value(crate::http::openapi()).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut seen: std::collections::BTreeMap<&String, Vec<Kind>> = Default::default();
    for (_, page) in schemas.iter().filter(|(name, _)| name.starts_with("Page_")) {
        for row in forms(&document, &page["properties"]["rows"]["items"]) {
            for (field, schema) in row["properties"].as_object().into_iter().flatten() {
                let forms = forms(&document, schema);
                let is = |words: [&str; 2], of: &str| {
                    let says = |form: &&Value, word| match form[of].as_array() {
                        Some(several) => several.iter().any(|one| one == word),
                        None => &form[of] == word,
                    };
                    forms.iter().any(|form| words.iter().any(|word| says(form, word)))
                };
                let kind = match (
                    is(["integer", "number"], "type"),
                    is(["date", "date-time"], "format"),
                ) {
                    (true, false) => Kind::Number,
                    (false, true) => Kind::Time,
                    (false, false) => Kind::Text,
                    (true, true) => panic!("`{field}` is a number and a time"),
                };
                seen.entry(field).or_default().push(kind);
            }
        }
    }
    assert!(seen.len() > 100, "{}", seen.len());
    let wrong = seen.into_iter().filter_map(|(field, mut kinds)| {
        kinds.dedup();
        let expected = match &kinds[..] {
            [kind] => *kind,
            [] | [_, _, ..] => {
                let times = kinds.contains(&Kind::Time);
                assert!(!times, "`{field}` is a time in some lists and not in others");
                Kind::Mixed
            }
        };
        let found = Kind::of(field);
        (found != expected).then(|| format!("`{field}` is {expected:?}, not {found:?}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
