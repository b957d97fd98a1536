//! Files that are no plans, too large, or made to hurt.

use super::*;
use crate::import::{
    PLAN_ASSIGNMENTS_MAX, PLAN_BYTES_MAX, PLAN_LINKS_MAX, PLAN_RESOURCES_MAX, PLAN_TASKS_MAX,
};

fn refused(bytes: impl AsRef<[u8]>) -> (&'static str, Option<usize>, String) {
    let refusal = read(bytes).unwrap_err();
    assert_eq!(refusal.findings.len(), 1, "{refusal}");
    let PlanFinding { code, line, message, .. } = refusal.findings[0].clone();
    (code.as_str(), line, message)
}

#[test]
fn what_is_no_plan_is_refused_and_says_what_would_be_one() {
    let namespace = "http://schemas.microsoft.com/project";
    for (file, code, line) in [
        ("", "malformed_xml", Some(1)),
        ("Task;Start;Finish\nDig;1.1.2014;2.1.2014\n", "malformed_xml", Some(3)),
        ("{\"tasks\": []}", "malformed_xml", Some(1)),
        ("<html/>", "not_a_plan", Some(1)),
        ("\n<Project><Tasks/></Project>", "not_a_plan", Some(2)),
        ("<Project xmlns=\"http://example.org/\"/>", "not_a_plan", Some(1)),
        (&format!("<APIBusinessObjects xmlns=\"{namespace}\"/>"), "not_a_plan", Some(1)),
        (&format!("<p:Project xmlns=\"{namespace}\"/>"), "not_a_plan", Some(1)),
    ] {
        let (found, at, _) = refused(file);
        assert_eq!((found, at), (code, line), "{file}");
    }
}

#[test]
fn a_file_of_microsoft_project_itself_is_told_how_to_become_one() {
    let (code, _, message) = refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on");
    assert_eq!(code, "binary_plan");
    assert!(message.contains("File, Save As, XML"), "{message}");
}

#[test]
fn a_plan_that_breaks_off_is_refused_wherever_that_is() {
    let whole = small();
    let end = whole.trim_end().len();
    for cut in 0..end {
        let refusal = read(&whole[..cut]).unwrap_err();
        let code = refusal.findings[0].code;
        assert_eq!(code, PlanFindingCode::MalformedXml, "{cut}: {refusal}");
    }
    assert!(read(&whole[..end]).is_ok());
}

#[test]
fn nothing_may_follow_a_plan_but_comments() {
    assert!(read(small() + "<!-- saved by hand --> \n").is_ok());
    for more in ["<Project/>", "more", "</Project>", "<![CDATA[]]>"] {
        assert_eq!(refused(small() + more).0, "malformed_xml", "{more}");
    }
}

#[test]
fn a_document_type_and_entities_are_refused_wherever_they_stand() {
    let outside = "<!DOCTYPE Project [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let declared = small().replacen("?>", &format!("?>{outside}"), 1);
    assert_eq!(refused(declared).0, "document_type");
    for place in ["<Tasks>", "<Title>", "<Task>", "<Notes>"] {
        let inside = small().replacen(place, &format!("{place}{outside}"), 1);
        assert_eq!(refused(inside).0, "document_type", "{place}");
    }
    assert_eq!(refused(small() + outside).0, "document_type");
    let named = small().replace("House", "&x;");
    assert_eq!(refused(named).0, "unknown_entity");
    let passed_over = small().replacen("<Tasks>", "<Author>&x;</Author><Tasks>", 1);
    assert_eq!(refused(passed_over).0, "unknown_entity");
    assert_eq!(refused(small().replace("House", "A & B")).0, "malformed_xml");
    assert_eq!(refused(small().replace("House", "&#x110000;")).0, "malformed_xml");
}

#[test]
fn every_bound_of_a_plan_is_a_refusal() {
    let large = vec![b' '; PLAN_BYTES_MAX + 1];
    assert_eq!(refused(large).0, "file_too_large");
    let deep = small().replacen("<Tasks>", &("<A>".repeat(1_000_000) + "<Tasks>"), 1);
    assert_eq!(refused(deep).0, "too_deep");
    let tasks = "<Task><IsNull>1</IsNull></Task>".repeat(PLAN_TASKS_MAX + 1);
    assert_eq!(refused(plan_of(&tasks, "", "")).0, "too_many_tasks");
    let links = task("1", 1, &"<PredecessorLink/>".repeat(PLAN_LINKS_MAX + 1));
    assert_eq!(refused(plan_of(&links, "", "")).0, "too_many_links");
    let resources = "<Resource><IsNull>1</IsNull></Resource>".repeat(PLAN_RESOURCES_MAX + 1);
    assert_eq!(refused(plan_of("", &resources, "")).0, "too_many_resources");
    let assignments = "<Assignment/>".repeat(PLAN_ASSIGNMENTS_MAX + 1);
    assert_eq!(refused(plan_of("", "", &assignments)).0, "too_many_assignments");
}

#[test]
fn a_hundred_thousand_attributes_cost_no_more_than_their_bytes() {
    let attributes: String = (0..100_000).map(|at| format!(" xmlns:a{at}=\"b\"")).collect();
    let file = small().replace("<Tasks>", &format!("<Tasks{attributes}>"));
    assert!(read(file).is_ok());
}

#[test]
fn bytes_are_utf_8_with_or_without_a_mark() {
    let named = small().replace(">T2<", ">Tür<");
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(named.as_bytes());
    assert_eq!(read(&marked), read(&named));
    // Saved from memory by programs that count in 16 bits: only the declaration says so.
    assert!(read(named.replace("UTF-8", "utf-16")).is_ok());
    assert_eq!(refused(named.replace("UTF-8", "windows-1252")).0, "undecodable_bytes");
    let latin: Vec<u8> = named.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect();
    assert_eq!(refused(latin).0, "undecodable_bytes");
    let wide: Vec<u8> = named.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refused([b"\xff\xfe".to_vec(), wide].concat()).0, "undecodable_bytes");
}

#[test]
fn elements_of_other_namespaces_are_passed_over_with_all_that_is_in_them() {
    let foreign = "<x:Task xmlns:x=\"urn:x\"><UID>2</UID></x:Task>\
                   <Task xmlns=\"urn:x\"><UID>2</UID></Task>";
    let file = small().replace("<Tasks>", &format!("<Tasks>{foreign}"));
    assert_eq!(read(file), read(small()));
    let prefixed = small()
        .replace("xmlns=", "xmlns:p=")
        .replace("</", "</p:")
        .replace('<', "<p:")
        .replace("<p:/p:", "</p:")
        .replace("<p:?", "<?")
        .replace("<p:!", "<!");
    assert_eq!(read(prefixed), read(small()));
}
