//! The past of the real plant: its rows arrive in the order of their start, each at its time, and
//! the auditor sees what each partner had at two moments in between.

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx, open_workbook};
use loggia_api::app::App;
use loggia_core::id::PartnerUserId;
use loggia_core::scalar::Instant;
use loggia_core::world::Seq;
use loggia_projections::{
    Digest, Generation, Limits, Moment, PortalState, Projections, Rebuild, RebuildState,
};
use loggia_tests::ask::DryRun;
use loggia_tests::inside::Inside;
use loggia_tests::plant::{self, Expected};
use loggia_tests::real_data;
use serde_json::{Value, json};

/// The rows of the sheet as CSV files, one for each start: `2012/01/29 23:24:00.000` to its file.
fn by_start(workbook: &std::path::Path) -> BTreeMap<String, Vec<u8>> {
    let mut book: Xlsx<_> = open_workbook(workbook).expect("the workbook");
    let sheet = book.worksheet_range("Production_Data").expect("its sheet");
    let mut rows = sheet.rows().map(|row| row.iter().map(plain).collect::<Vec<String>>());
    let head = rows.next().expect("a head");
    let start = head.iter().position(|name| name == "Start").expect("the column Start");
    let mut files = BTreeMap::<String, csv::Writer<Vec<u8>>>::new();
    for row in rows {
        let file = files.entry(row[start].clone()).or_insert_with(|| {
            let mut file = csv::Writer::from_writer(Vec::new());
            file.write_record(&head).expect("a head");
            file
        });
        file.write_record(&row).expect("a row");
    }
    files.into_iter().map(|(at, file)| (at, file.into_inner().expect("a file"))).collect()
}

fn plain(cell: &Data) -> String {
    match cell {
        // Spans are computed; whatever this one cell holds is only compared.
        Data::DateTime(_) => "0:00".to_owned(),
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}

fn instant(text: &str) -> Instant {
    let plain = text.replace('/', "-").replacen(' ', "T", 1);
    format!("{plain}Z").parse().expect("an instant")
}

/// Commits between two at which the past is asked for; in long runs it is at each.
const PAST_EVERY: u64 = 20;

/// Law 6 on the commits of a real plant, at each of them, for every partner. At the end rebuilt, and
/// what the server itself serves.
fn incremental_is_from_scratch_is_rebuilt_is_as_of(app: &App) {
    let log = app.commits();
    let live = Projections::new(Generation::default(), Limits::default());
    let every = if loggia_tests::soak() > 1 { 1 } else { PAST_EVERY };
    let (mut folded, mut partners) = (Generation::default(), Vec::<PartnerUserId>::new());
    let (mut touched, mut compared) = (0, 0);
    for commit in log.after(Seq(0)).flat_map(|batch| batch.expect("commits")) {
        live.project(std::slice::from_ref(&commit));
        touched += folded.advance(&commit).len();
        let seq = folded.seq;
        partners = folded.world.access.partner_users().map(|user| user.id).collect();
        let asked = seq.0.is_multiple_of(every);
        let past = asked.then(|| live.as_of(log.as_ref(), Moment::Seq(seq)).expect("the past"));
        for partner in &partners {
            let scratch = PortalState::from_scratch(&folded.world, *partner).digest();
            let kept = folded.portal(*partner).expect("a portal").look(PortalState::digest);
            assert_eq!(kept, scratch, "{partner} at commit {seq}");
            if let Some(past) = &past {
                assert_eq!(past.portal(*partner).digest(), scratch, "{partner} as of {seq}");
            }
            compared += 1;
        }
    }
    println!("{} commits, {touched} updates, {compared} portals compared", folded.seq);
    assert!(touched > 1_000 && compared > touched, "{touched} updates, {compared} compared");
    let end = Rebuild::default().run(&live, log.as_ref());
    assert_eq!(end, RebuildState::Promoted(Vec::new()));
    let digests = |projections: &Projections| -> Vec<Option<(u64, Digest)>> {
        let look = |state: &PortalState| (state.revision(), state.digest());
        partners.iter().map(|partner| projections.read(*partner, look)).collect()
    };
    assert_eq!(digests(&live), digests(app.projections()));
}

#[test]
fn an_auditor_sees_what_partners_of_a_real_plant_saw_in_february_and_in_march() {
    let Some(folder) = real_data::folder("plant") else { return };
    let expected = Expected::read(&folder);
    let files = by_start(&folder.join("Production_Data.xlsx"));
    let server = Inside::at(instant("2011/12/30 00:00:00.000"));
    let root = server.root();
    let partners = plant::partners(&root, &expected);
    plant::link(&root, &expected, &partners);

    for (start, file) in &files {
        server.clock.set(instant(start));
        server.root().import("rows.csv", file, "plant-csv", DryRun::No).good();
    }

    let root = server.root();
    for (name, partner) in &partners {
        for moment in ["2012-02-01 00:00", "2012-03-01 00:00"] {
            let until = format!("{}:00Z", moment.replacen(' ', "T", 1));
            // Rows that start before the moment: as of the instant before it.
            let before =
                Instant::from_micros(until.parse::<Instant>().expect("an instant").micros() - 1);
            let rows = |view: &str| {
                root.rows(&format!("/v1/audit/views/{}/{view}?at={before}", partner.id))
            };
            let reports = |rows: &[Value]| -> u64 {
                rows.iter().filter_map(|row| row["report_count"].as_u64()).sum()
            };
            let figures = json!({
                "work_step_rows": reports(&rows("work-steps")),
                "process_rows": reports(&rows("processes")),
                "orders": rows("orders").len(),
            });
            assert_eq!(figures, expected.of(name)["as_of"][moment], "{name} as of {moment}");
        }
        // At the end the past is the present, byte for byte.
        let client = server.user(name);
        let now = client.get("/v1/portal/work-steps?limit=500").good().body;
        let head = root.get("/v1/ops/status").good().json()["log"]["seq"].clone();
        let path = format!("/v1/audit/views/{}/work-steps?seq={head}&limit=500", partner.id);
        assert_eq!(root.get(&path).good().body, now, "{name} at the head");
    }
    incremental_is_from_scratch_is_rebuilt_is_as_of(&server.app);
}
