//! Bodies that fit the schemas of the document: what is required, and no more; or one for each thing
//! that may be said.

use loggia_core::scalar::Instant;
use loggia_core::spec::MORNING;
use serde_json::{Map, Value, json};

/// An id that no record has.
pub(super) const NOWHERE: &str = "01234567-89ab-7cde-8f01-23456789abcd";

const MINUTES_PER_DAY: i64 = 24 * 60;

fn in_days(days: i64) -> Value {
    json!(Instant::from_micros(MORNING).plus_minutes(days * MINUTES_PER_DAY).to_string())
}

/// A time after the one that samples have.
pub(super) fn later() -> Value {
    in_days(2)
}

/// A value of a schema.
pub(super) fn of(document: &Value, schema: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let found = document.pointer(name.trim_start_matches('#')).expect("a schema");
        return of(document, found);
    }
    if let Some(values) = schema["enum"].as_array() {
        return values[0].clone();
    }
    for several in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[several].as_array() {
            let some = choices.iter().find(|choice| choice["type"] != "null");
            return of(document, some.expect("a choice"));
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().map(|part| of(document, part));
        let fields = parts.filter_map(|part| part.as_object().cloned());
        return Value::Object(fields.flatten().collect());
    }
    match kind(schema) {
        "object" => object(document, schema),
        "array" => json!([]),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(false),
        _ => text(schema),
    }
}

/// The place of an id of this kind in what [`every`] makes: `{TaskId}`.
pub(super) fn place(kind: &str) -> String {
    format!("{{{kind}}}")
}

/// A value for each choice that the schema leaves, and one with each thing that need not be said;
/// ids stand there as their [`place`].
pub(super) fn every(document: &Value, schema: &Value) -> Vec<Value> {
    if let Some(name) = schema["$ref"].as_str() {
        let found = document.pointer(name.trim_start_matches('#')).expect("a schema");
        let kind = name.rsplit('/').next().unwrap_or_default();
        return match found["format"].as_str() {
            Some("uuid") => vec![json!(place(kind))],
            Some(_) | None => every(document, found),
        };
    }
    for several in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[several].as_array() {
            let choices = choices.iter().filter(|choice| choice["type"] != "null");
            return choices.flat_map(|choice| every(document, choice)).collect();
        }
    }
    match kind(schema) {
        "object" if schema["properties"].is_object() => every_object(document, schema),
        "array" => {
            let items = every(document, &schema["items"]);
            items.into_iter().map(|item| json!([item])).collect()
        }
        _ => vec![of(document, schema)],
    }
}

fn every_object(document: &Value, schema: &Value) -> Vec<Value> {
    let Value::Object(mut least) = object(document, schema) else { return Vec::new() };
    let properties = schema["properties"].as_object().into_iter().flatten();
    let said: Vec<_> = properties.map(|(name, of)| (name, every(document, of))).collect();
    for (name, values) in &said {
        if let (Some(field), Some(value)) = (least.get_mut(*name), values.first()) {
            // Days may end as they begin, instants may not: `object` knows.
            if value.is_object() || value.is_array() || value.as_str().is_some_and(is_place) {
                *field = value.clone();
            }
        }
    }
    let mut all = vec![Value::Object(least.clone())];
    for (name, values) in said {
        let first = usize::from(least.contains_key(name));
        for value in values.into_iter().skip(first) {
            let mut fields = least.clone();
            fields.insert(name.clone(), value);
            all.push(Value::Object(fields));
        }
    }
    all
}

fn is_place(text: &str) -> bool {
    text.starts_with('{')
}

fn kind(schema: &Value) -> &str {
    let several = schema["type"].as_array().into_iter().flatten();
    let some = several.filter_map(Value::as_str).find(|kind| *kind != "null");
    schema["type"].as_str().or(some).unwrap_or("string")
}

fn object(document: &Value, schema: &Value) -> Value {
    let mut fields = Map::new();
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let value = of(document, &schema["properties"][name]);
        let value = match name {
            // What ends does so after it began; days may end as they begin.
            "end" | "until" if value == in_days(1) => later(),
            _ => value,
        };
        fields.insert(name.to_owned(), value);
    }
    Value::Object(fields)
}

fn text(schema: &Value) -> Value {
    if let Some(example) = schema.get("example") {
        return example.clone();
    }
    match schema["format"].as_str() {
        Some("date") => json!("2026-03-04"),
        Some("uuid") => json!(NOWHERE),
        Some("date-time") => in_days(1),
        Some("email") => json!("ada@example.com"),
        _ => json!("three tired horses"),
    }
}
