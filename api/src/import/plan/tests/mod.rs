//! Plans that were made up, one kind of dirt at a time; and one of a real house.

mod dirt;
mod hostile;
mod mutations;
mod outline;
mod real_house;

use super::*;

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Project xmlns=\"http://schemas.microsoft.com/project\">\n\
    <Title>House</Title><StartDate>2014-01-06T08:00:00</StartDate>\n";

/// A plan of these tasks, resources and assignments.
fn plan_of(tasks: &str, resources: &str, assignments: &str) -> String {
    format!(
        "{HEAD}<Tasks>{tasks}</Tasks>\n<Resources>{resources}</Resources>\n\
         <Assignments>{assignments}</Assignments>\n</Project>\n"
    )
}

/// A task of a day with these values besides.
fn task(uid: &str, level: u32, more: &str) -> String {
    format!(
        "<Task><UID>{uid}</UID><Name>T{uid}</Name><OutlineLevel>{level}</OutlineLevel>\
         <Start>2014-01-06T08:00:00</Start><Finish>2014-01-06T17:00:00</Finish>\
         {more}</Task>\n"
    )
}

fn link(predecessor: &str, more: &str) -> String {
    format!(
        "<PredecessorLink><PredecessorUID>{predecessor}</PredecessorUID>{more}</PredecessorLink>"
    )
}

fn resource(uid: u32, more: &str) -> String {
    format!("<Resource><UID>{uid}</UID>{more}</Resource>")
}

fn assignment(task: u32, resource: i64) -> String {
    format!(
        "<Assignment><TaskUID>{task}</TaskUID><ResourceUID>{resource}</ResourceUID></Assignment>"
    )
}

/// The smallest plan with one of everything.
fn small() -> String {
    let tasks = [
        task("0", 0, "<Summary>1</Summary>"),
        task("1", 1, "<Summary>1</Summary><Notes>Mind the &lt;well&gt;&#10;and dig</Notes>"),
        task("2", 2, "<Work>PT8H0M0S</Work><PercentComplete>50</PercentComplete>"),
        task("3", 2, &format!("<Milestone>1</Milestone>{}", link("2", "<LinkLag>4800</LinkLag>"))),
    ];
    let resources = [
        resource(0, "<Type>1</Type>"),
        resource(1, "<Name>Digger &amp; Sons</Name><Type>1</Type>"),
        resource(2, "<Name><![CDATA[Gravel]]></Name><Type>0</Type>"),
    ];
    let assignments = [assignment(2, 1), assignment(2, 2)];
    plan_of(&tasks.concat(), &resources.concat(), &assignments.concat())
}

fn read_in(zone: &str, bytes: impl AsRef<[u8]>) -> Result<Plan, PlanRefusal> {
    read_plan(bytes.as_ref(), &PlanOptions { zone: TimeZone::get(zone).unwrap() })
}

fn read(bytes: impl AsRef<[u8]>) -> Result<Plan, PlanRefusal> {
    read_in("Europe/Berlin", bytes)
}

/// Code and number of the task of everything that was found.
fn codes(read: &Result<Plan, PlanRefusal>) -> Vec<(&'static str, Option<u32>)> {
    let findings = match read {
        Ok(plan) => &plan.warnings,
        Err(refusal) => &refusal.findings,
    };
    let code = |found: &PlanFinding| (found.code.as_str(), found.task.map(|task| task.0));
    findings.iter().map(code).collect()
}

#[test]
fn a_plan_is_read_with_its_headings_links_and_resources() {
    let plan = read(small()).unwrap();
    assert_eq!(plan.warnings, []);
    assert_eq!(plan.name.as_str(), "T0");
    assert_eq!(plan.start, "2014-01-06T07:00:00Z".parse().ok());
    assert_eq!(plan.finish, None);
    let [heading, work, milestone] = &plan.tasks[..] else { panic!("{:?}", plan.tasks) };
    assert_eq!((heading.kind, heading.parent, heading.level), (TaskKind::Heading, None, 1));
    assert_eq!(heading.notes.as_deref(), Some("Mind the <well>\nand dig"));
    assert_eq!((work.kind, work.parent, work.level), (TaskKind::Work, Some(TaskUid(1)), 2));
    assert_eq!((work.work, work.percent_complete), (Minutes(480), 50));
    assert_eq!(work.slot.map(|slot| slot.end), "2014-01-06T16:00:00Z".parse().ok());
    assert_eq!(work.assigned, [ResourceUid(1), ResourceUid(2)]);
    assert_eq!(milestone.kind, TaskKind::Milestone);
    let lag = Lag::WorkingMinutes(480);
    let link = PlannedLink { predecessor: TaskUid(2), kind: LinkKind::FinishToStart, lag };
    assert_eq!(milestone.predecessors, [link]);
    let resources: Vec<_> =
        plan.resources.iter().map(|resource| (resource.name.as_str(), resource.kind)).collect();
    assert_eq!(
        resources,
        [("Digger & Sons", ResourceKind::Work), ("Gravel", ResourceKind::Material)]
    );
}

#[test]
fn the_page_on_imports_explains_every_code_of_plans() {
    let page = include_str!("../../../../../docs/IMPORT.md");
    let (_, page) = page.split_once("\n## Project plans\n").unwrap();
    for code in PlanFindingCode::ALL {
        assert!(page.contains(&format!("| `{code}` |")), "`{code}` is not in docs/IMPORT.md");
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
}
