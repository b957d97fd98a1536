//! A page to browse the API: plain HTML made of the OpenAPI document, without scripts, and with
//! nothing from anywhere else.

use std::fmt::Write as _;

use serde_json::Value;
use utoipa::openapi::OpenApi;

/// Only the styles in the page itself.
pub(super) const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

const HEAD: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width\"><title>Loggia API</title><style>\
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
code{background:#8882;padding:.1em .3em;border-radius:3px}summary{cursor:pointer}\
details{margin:.3rem 0;padding:.3rem .6rem;border-left:3px solid #8884}\
b{display:inline-block;min-width:4rem}td{padding-right:1rem;vertical-align:top}\
</style><h1>Loggia API</h1>";

/// The page.
pub(super) fn of(openapi: &OpenApi) -> String {
    let document = serde_json::to_value(openapi).unwrap_or_default();
    let mut page = HEAD.to_owned();
    let about = document.pointer("/info/description").and_then(Value::as_str);
    paragraph(&mut page, about.unwrap_or_default());
    page.push_str("<p>As a document: <a href=\"/openapi.json\">/openapi.json</a></p>");
    let empty = serde_json::Map::new();
    let paths = document.get("paths").and_then(Value::as_object).unwrap_or(&empty);
    let mut last = String::new();
    for (path, item) in paths {
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            let tag = operation.pointer("/tags/0").and_then(Value::as_str).unwrap_or("other");
            if tag != last {
                tag.clone_into(&mut last);
                let _ = write!(page, "<h2>{}</h2>", escaped(tag));
            }
            told(&mut page, &document, method, path, operation);
        }
    }
    page.push_str("</html>");
    page
}

fn told(page: &mut String, document: &Value, method: &str, path: &str, operation: &Value) {
    let text = |key| operation.get(key).and_then(Value::as_str).unwrap_or_default();
    let _ = write!(
        page,
        "<details><summary><b>{}</b> <code>{}</code> {}</summary>",
        method.to_uppercase(),
        escaped(path),
        escaped(text("summary"))
    );
    paragraph(page, text("description"));
    let parameters = operation.get("parameters").and_then(Value::as_array);
    let parameters = parameters.into_iter().flatten().map(|parameter| {
        let text = |key| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
        (text("name"), text("in"), text("description"))
    });
    table(page, "Parameters", parameters);
    let body = operation.pointer("/requestBody/content/application~1json/schema/$ref");
    let schema = body.and_then(Value::as_str).and_then(|at| document.pointer(at.get(1..)?));
    let fields = schema.and_then(|schema| schema.get("properties")).and_then(Value::as_object);
    let required = schema.and_then(|schema| schema.get("required")).and_then(Value::as_array);
    let fields = fields.into_iter().flatten().map(|(name, field)| {
        let must = required.is_some_and(|required| required.iter().any(|held| held == name));
        let told = field.get("description").and_then(Value::as_str).unwrap_or_default();
        (name.as_str(), if must { "required" } else { "optional" }, told)
    });
    table(page, "Body", fields);
    let answers = operation.get("responses").and_then(Value::as_object);
    let answers = answers.into_iter().flatten().map(|(status, answer)| {
        let told = answer.get("description").and_then(Value::as_str).unwrap_or_default();
        (status.as_str(), "", told)
    });
    table(page, "Answers", answers);
    page.push_str("</details>");
}

fn table<'a>(
    page: &mut String,
    title: &str,
    rows: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    let _ = write!(page, "<h4>{title}</h4><table>");
    for (name, kind, told) in rows {
        let (name, kind, told) = (escaped(name), escaped(kind), escaped(told));
        let _ = write!(page, "<tr><td><code>{name}</code><td>{kind}<td>{told}");
    }
    page.push_str("</table>");
}

fn paragraph(page: &mut String, text: &str) {
    if !text.is_empty() {
        let _ = write!(page, "<p>{}</p>", escaped(text));
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
