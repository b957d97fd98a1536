//! Time on tasks that a plan puts into another phase afterwards.

use crate::access::{ParticipantView, Permissions, TimesheetApproval, TimesheetView};
use crate::delivery::{
    ImportPlan, PlanLine, PlanPhase, PlanProject, PlanRow, PlanTask, TaskKind, TaskStatus,
};
use crate::effort::site::{KIM_USER, ada, kim, site_with};
use crate::effort::{Approval, LineApproval, LogTime, TimesheetStatus, WorkedOn};
use crate::id::{ParticipantId, PartnerUserId, PersonId, PhaseId, TaskId};
use crate::refusal::Refusal;
use crate::scalar::{Change, Hours};
use crate::spec::story::BO;
use crate::spec::story::delivery::{
    JO, KIM, LEAD, TOWER, WEEK, approval, lines_approved, logged, submitted, takes_part,
    takes_part_as,
};
use crate::spec::{Plant, Told, day, nth};

/// The phases of the plan, by their lines.
const SOIL: u32 = 10;
const WALLS: u32 = 20;

fn plan(project: crate::scalar::Name, phase_of_task: u32) -> ImportPlan {
    let phase = |uid: u32| {
        let line = PlanLine::Task(uid);
        let name = crate::spec::name(&format!("Phase {uid}"));
        PlanRow::Phase(PlanPhase { line, name, start: None, end: None })
    };
    let task = PlanTask {
        uid: 12,
        phase: PlanLine::Task(phase_of_task),
        parent: None,
        title: crate::spec::name("Survey"),
        description: None,
        kind: TaskKind::Work,
        slot: None,
        planned: Hours::hundredths(800),
        status: TaskStatus::Open,
        assigned: Vec::new(),
    };
    let project = PlanProject { name: project, start: None, end: None };
    ImportPlan { project, rows: vec![phase(SOIL), phase(WALLS), PlanRow::Task(task)] }
}

struct Site {
    plant: Plant,
    task: TaskId,
    soil: PhaseId,
    walls: PhaseId,
}

impl Site {
    /// The tower with a task in the soil. Kim takes part in both phases of the plan with this level,
    /// Jo in the walls alone.
    fn with(level: Permissions) -> Self {
        let mut plant = site_with(level);
        let project = plant.world.delivery.project(TOWER).expect("it").brief.name.clone();
        plant.when(plan(project, SOIL));
        let delivery = &plant.world.delivery;
        let phase = |uid| delivery.plan_phase(TOWER, PlanLine::Task(uid)).expect("a phase");
        let (soil, walls) = (phase(SOIL), phase(WALLS));
        let task = delivery.plan_task(TOWER, 12).expect("a task").id;
        plant.when(takes_part_as(ParticipantId(nth(25_011)), soil, KIM, LEAD));
        plant.when(takes_part_as(ParticipantId(nth(25_012)), walls, KIM, LEAD));
        plant.when(takes_part(ParticipantId(nth(25_013)), walls, JO));
        Self { plant, task, soil, walls }
    }

    /// The plan puts the task into the walls.
    fn moves(&mut self) {
        let project = self.plant.world.delivery.project(TOWER).expect("it").brief.name.clone();
        ada(&mut self.plant).when(plan(project, WALLS));
        let phase = self.plant.world.delivery.task(self.task).expect("it").phase;
        assert_eq!(phase, self.walls);
    }

    fn logs(&mut self, person: PersonId, hundredths: i64) {
        let told = logged(person, WorkedOn::Task(self.task), hundredths);
        ada(&mut self.plant).when(told);
    }

    /// The phases of the lines of the week, as held, and their hours.
    fn lines(&self) -> Vec<(PhaseId, i64)> {
        let sheet = self.plant.world.effort.timesheet(WEEK).expect("opened");
        let lines = sheet.lines.values();
        lines.map(|line| (line.phase, line.hours.in_hundredths())).collect()
    }

    fn read(&self, partner: PartnerUserId) -> serde_json::Value {
        let row = self.plant.shows(partner, WEEK).expect("the timesheet");
        serde_json::to_value(row).expect("JSON")
    }
}

fn owned(phase: PhaseId, owner: PersonId) -> Told {
    let owner = Change::To(Some(owner));
    let (name, start, end) = (Change::Keep, Change::Keep, Change::Keep);
    crate::delivery::ChangePhase { phase, name, owner, start, end }.into()
}

#[test]
fn a_line_does_not_tell_the_hidden_phase_from_which_its_task_came() {
    let all = Permissions {
        timesheet_view: TimesheetView::All,
        participant_view: ParticipantView::All,
        ..Permissions::usual(None)
    };
    let mut site = Site::with(all);
    let part = ParticipantId(nth(25_013));
    let level = Change::To(Some(LEAD));
    let role = Change::Keep;
    site.plant.when(crate::delivery::ChangeParticipant {
        participant: part,
        role,
        access_level: level,
    });
    site.logs(KIM, 300);
    site.moves();
    let line = &site.read(BO)["lines"][0];
    assert_eq!(line["task_id"], serde_json::json!(site.task));
    assert_eq!(line["phase_id"], serde_json::Value::Null);
    // What is worked on it from now on lies in the phase that he is shown.
    site.logs(KIM, 200);
    let row = site.read(BO);
    let lines = row["lines"].as_array().expect("lines");
    let phases: Vec<_> = lines.iter().map(|line| line["phase_id"].clone()).collect();
    assert_eq!(phases, [serde_json::Value::Null, serde_json::json!(site.walls)]);
    assert_eq!(row["hours"], serde_json::json!(5));
}

#[test]
fn what_was_worked_stays_in_its_phase_when_the_task_moves_and_its_owner_approves_it() {
    let owns = Permissions {
        timesheet_approve: TimesheetApproval::PhaseOwned,
        participant_view: ParticipantView::All,
        ..Permissions::usual(None)
    };
    let mut site = Site::with(owns);
    let (soil, walls) = (site.soil, site.walls);
    site.plant.when(takes_part(ParticipantId(nth(25_014)), soil, JO));
    site.plant.when(approval(Approval::Auto, LineApproval::PhaseOwner));
    site.plant.when(owned(soil, crate::spec::story::delivery::ADA_HERSELF));
    site.plant.when(owned(walls, KIM));
    site.logs(JO, 300);
    site.moves();
    site.logs(JO, 200);
    assert_eq!(site.lines(), [(soil, 300), (walls, 200)]);
    site.plant.when(submitted());
    kim(&mut site.plant).when(lines_approved(walls));
    site.plant.refuses(lines_approved(soil), &Refusal::LevelPermitsNot);
    ada(&mut site.plant).when(lines_approved(soil));
    let sheet = site.plant.world.effort.timesheet(WEEK).expect("opened");
    assert_eq!(sheet.status, TimesheetStatus::Approved);
}

#[test]
fn a_correction_takes_from_where_the_task_is_and_then_from_where_it_was() {
    let mut site = Site::with(Permissions::usual(None));
    let (soil, walls) = (site.soil, site.walls);
    site.plant.when(takes_part(ParticipantId(nth(25_014)), soil, JO));
    site.logs(JO, 300);
    site.moves();
    site.logs(JO, 200);
    site.logs(JO, -250);
    assert_eq!(site.lines(), [(soil, 250), (walls, 0)]);
    let task = WorkedOn::Task(site.task);
    let below = Refusal::LineBelowNothing(day("2026-03-02"));
    site.plant.refuses(logged(JO, task, -251), &below);
    site.logs(JO, -250);
    assert_eq!(site.lines(), [(soil, 0), (walls, 0)]);
    assert_eq!(site.plant.world.effort.logged(site.task), Hours::ZERO);
}

#[test]
fn the_hours_of_a_task_count_wherever_it_was_and_are_told_by_the_level_there() {
    let mut site = Site::with(Permissions::usual(None));
    site.logs(KIM, 300);
    site.moves();
    site.logs(KIM, 200);
    let told = |partner| {
        let row = site.plant.shows(partner, site.task).expect("the task");
        serde_json::to_value(row).expect("JSON")["logged_hours"].clone()
    };
    assert_eq!([told(KIM_USER), told(BO)], [serde_json::json!(5), serde_json::json!(0)]);
    let by: Vec<_> = site.plant.world.effort.logged_by(site.task).collect();
    let of = Hours::hundredths;
    assert_eq!(by, [(KIM, site.soil, of(300)), (KIM, site.walls, of(200))]);
}

#[test]
fn an_entry_of_a_correction_counts_against_the_bound_of_the_ledger() {
    let mut site = Site::with(Permissions::usual(None));
    let soil = site.soil;
    site.plant.when(takes_part(ParticipantId(nth(25_014)), soil, JO));
    site.logs(JO, 300);
    site.moves();
    site.logs(JO, 200);
    let sheet = |site: &Site| site.plant.world.effort.timesheet(WEEK).expect("it").entries();
    for _ in sheet(&site)..super::ENTRIES_MAX - 1 {
        site.logs(JO, 1);
        // Hours stay within the day.
        if site.lines()[1].1 > 300 {
            site.logs(JO, -100);
        }
        if sheet(&site) == super::ENTRIES_MAX - 1 {
            break;
        }
    }
    let all = site.lines().iter().map(|(_, hours)| hours).sum::<i64>();
    let back = LogTime {
        person: Some(JO),
        on: WorkedOn::Task(site.task),
        day: day("2026-03-02"),
        hours: Hours::hundredths(-all),
        note: None,
    };
    let given = super::ENTRIES_MAX + 1;
    site.plant.refuses(back, &Refusal::TooMany { given, max: super::ENTRIES_MAX });
    site.logs(JO, -1);
}
