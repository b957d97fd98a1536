//! What the code promises about itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What each crate may depend on, of our own crates and of those that would break its promise.
const MAY_USE: [(&str, &[&str]); 5] = [
    ("loggia-core", &[]),
    ("loggia-store", &["loggia-core"]),
    ("loggia-projections", &["loggia-core"]),
    ("loggia-api", &["loggia-core", "loggia-store", "loggia-projections"]),
    ("loggia-tests", &["loggia-core", "loggia-store", "loggia-projections", "loggia-api"]),
];

/// What a crate must not know.
const MUST_NOT_KNOW: [(&str, &[&str]); 3] = [
    (
        "loggia-core",
        &["tokio", "sled", "bincode", "axum", "getrandom", "rand", "std-fs", "tracing"],
    ),
    ("loggia-store", &["axum", "tower", "tower-http", "utoipa"]),
    ("loggia-projections", &["sled", "bincode", "axum", "tower", "ureq", "getrandom"]),
];

/// The whole top level.
const TOP_LEVEL: [&str; 10] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "Makefile",
    "README.md",
    "api",
    "core",
    "docs",
    "projections",
];
const TOP_LEVEL_TOO: [&str; 5] = ["clippy.toml", "deny.toml", "rustfmt.toml", "store", "tests"];

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

fn direct_dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata");
    let metadata: Value = serde_json::from_slice(&told.stdout).expect("its JSON");
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies").iter();
            let built = dependencies.filter(|dependency| dependency["kind"] != "dev");
            (name(package), built.map(name).collect())
        })
        .collect()
}

#[test]
fn each_crate_knows_only_what_it_may() {
    let found = direct_dependencies();
    assert_eq!(found.len(), MAY_USE.len(), "{:?}", found.keys());
    for (name, may) in MAY_USE {
        let ours = found[name].iter().filter(|dependency| dependency.starts_with("loggia-"));
        for dependency in ours {
            assert!(may.contains(&dependency.as_str()), "{name} must not know {dependency}");
        }
    }
    for (name, must_not) in MUST_NOT_KNOW {
        for dependency in must_not {
            assert!(!found[name].contains(*dependency), "{name} must not know {dependency}");
        }
    }
}

pub fn files(below: &Path, ends: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(below).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, ends));
        } else if path.to_string_lossy().ends_with(ends) {
            found.push(path);
        }
    }
    found
}

#[test]
fn visibility_takes_entities_apart_without_two_dots() {
    for file in files(&root().join("core/src/visibility"), ".rs") {
        if file.components().any(|part| part.as_os_str() == "specs") {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in code.lines().enumerate() {
            let rest_pattern =
                line.contains(", .. }") || line.contains("{ .. }") || line.trim() == "..";
            assert!(!rest_pattern, "{}:{}: {line}", file.display(), at + 1);
        }
    }
}

/// The contexts of the world, and where they are told.
const CONTEXTS: [(&str, &str); 4] = [
    ("access", "Access"),
    ("production", "Production"),
    ("delivery", "Delivery"),
    ("effort", "Effort"),
];

/// The lines from one that reads so to the end of what it begins.
fn blocks<'a>(text: &'a str, head: &str) -> Vec<&'a str> {
    let head = format!("\n{head} {{\n");
    let begun = text.split(head.as_str()).skip(1);
    begun.filter_map(|rest| rest.split("\n}\n").next()).collect()
}

/// What a world holds can only be changed by `World::apply` (law 3): nobody outside of a context
/// reaches its fields, and of its functions that change it they reach one.
#[test]
fn nothing_but_the_fold_changes_a_context() {
    for (folder, context) in CONTEXTS {
        let of_context = files(&root().join("core/src").join(folder), ".rs");
        let texts = of_context.iter().map(|file| std::fs::read_to_string(file).expect("a file"));
        let texts: Vec<String> = texts.collect();
        let all = |head: &str| -> Vec<&str> {
            texts.iter().flat_map(|text| blocks(text, head)).collect()
        };
        let fields = all(&format!("pub struct {context}"));
        assert_eq!(fields.len(), 1, "{context}");
        for line in fields.iter().flat_map(|block| block.lines()).map(str::trim) {
            let outside = line.starts_with("pub ") || line.starts_with("pub(crate)");
            assert!(!outside, "{context} can be changed from outside: {line}");
        }
        let mut change: Vec<&str> = Vec::new();
        for block in all(&format!("impl {context}")) {
            for (at, _) in block.match_indices("&mut self") {
                let before = block[..at].rsplit_once("fn ").expect("a function");
                let seen = before.0.rsplit('\n').next().unwrap_or_default().trim();
                if seen == "pub" || seen == "pub(crate)" {
                    change.extend(before.1.split('(').next());
                }
            }
        }
        assert_eq!(change, ["apply"], "{context}");
    }
    let world = std::fs::read_to_string(root().join("core/src/world.rs")).expect("the world");
    let changing: usize =
        blocks(&world, "impl World").iter().map(|block| block.matches("&mut self").count()).sum();
    assert_eq!(changing, 1, "`World::apply` alone");
}

#[test]
fn the_top_level_is_what_it_is_said_to_be() {
    let told = Command::new("git")
        .args(["ls-tree", "--name-only", "HEAD"])
        .current_dir(root())
        .output()
        .expect("git");
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    let known: BTreeSet<&str> = TOP_LEVEL.into_iter().chain(TOP_LEVEL_TOO).collect();
    for entry in text.lines().filter(|entry| !entry.starts_with('.')) {
        assert!(known.contains(entry), "`{entry}` is no part of the top level");
    }
}

#[test]
fn nothing_is_left_for_later_and_no_test_is_switched_off() {
    // Put together, so that this file does not find itself.
    let marks = [["TO", "DO"], ["FIX", "ME"], ["#[igno", "re"]].map(|parts| parts.concat());
    for crate_dir in ["core", "store", "projections", "api", "tests"] {
        for file in files(&root().join(crate_dir), ".rs") {
            let text = std::fs::read_to_string(&file).expect("a file");
            for mark in &marks {
                assert!(!text.contains(mark.as_str()), "{}: {mark}", file.display());
            }
        }
    }
}

#[test]
fn every_glossary_word_of_the_api_is_explained() {
    let glossary = std::fs::read_to_string(root().join("docs/GLOSSARY.md")).expect("the glossary");
    for word in
        ["work step", "process", "production order", "order item", "resource", "partner user"]
    {
        assert!(glossary.contains(&format!("| {word}")), "`{word}` is missing in the glossary");
    }
}
