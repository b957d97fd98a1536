//! Bodies that fit the schemas of the document: what is required, and no more.

use loggia_core::scalar::Instant;
use loggia_core::spec::MORNING;
use serde_json::{Map, Value, json};

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
        Some("uuid") => json!(super::NOWHERE),
        Some("date-time") => in_days(1),
        Some("email") => json!("ada@example.com"),
        _ => json!("three tired horses"),
    }
}
