//! Canaries: a value that stands nowhere else in every field that can be hidden, masked or coarse.
//! Whatever a partner fetches - lists in every order and format, items, reports, the change stream,
//! problems, the OpenAPI document - none sings that this partner's lens hides, and each sings to
//! whoever may read it.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt;
use loggia_core::access::{
    Column, Field, FieldAccess, FieldScope, ItemField, OrderField, PartnerType, SetFieldAccess,
    UserId,
};
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::id::{PartnerUserId, StaffUserId};
use loggia_core::production::{
    AddProcess, AddWorkStep, CreateOrderItem, CreateProductionOrder, CreateResource, Finality,
    ReportKind, ReportWork, ResourceKind, Rework, ScheduleProcess, ScheduleWorkStep, Subject,
};
use loggia_core::scalar::{Instant, Minutes, Quantity, Slot};
use loggia_core::spec::name;
use loggia_core::visibility::Lens;
use loggia_core::world::World;
use loggia_tests::moves::Move;
use loggia_tests::story::{Ask, Story, Teller};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use uuid::Uuid;

use super::noninterference::Served;

/// Fewer requests prove nothing.
const REQUESTS_MIN: usize = 20_000;

/// A value that stands nowhere else, and the fields by which a partner may come to read it.
struct Canary {
    sings: &'static str,
    by: Vec<Field>,
}

fn of_step(column: Column) -> Field {
    Field::WorkStep(column)
}

fn of_process(column: Column) -> Field {
    Field::Process(column)
}

fn canaries() -> Vec<Canary> {
    use Column as C;
    let order = Field::ProductionOrder;
    let item = Field::OrderItem;
    let canary = |sings, by: &[Field]| Canary { sings, by: by.to_vec() };
    let both = |column| [of_step(column), of_process(column)];
    let with = |column, more: Field| [of_step(column), of_process(column), more];
    vec![
        canary("canary-order-number", &with(C::Order, order(OrderField::Number))),
        canary("canary-order-article", &with(C::Article, order(OrderField::Article))),
        canary("7310001", &with(C::Quantity, order(OrderField::Quantity))),
        canary("7310002", &[of_step(C::Sequence)]),
        canary("7310003", &[of_process(C::Sequence)]),
        canary("canary-step-name", &[of_step(C::Name)]),
        canary("canary-process-name", &[of_process(C::Name)]),
        canary("canary-resource", &both(C::Resource)),
        canary(
            "2031-04-05T06:07:08Z",
            &[of_step(C::PlannedStart), order(OrderField::PlannedStart)],
        ),
        canary("2031-04-06T07:08:09Z", &[of_step(C::PlannedEnd), order(OrderField::PlannedEnd)]),
        canary("2032-05-06T07:08:10Z", &[of_process(C::PlannedStart)]),
        canary("2032-05-07T08:09:11Z", &[of_process(C::PlannedEnd)]),
        canary("2001-02-03T04:05:06Z", &[of_step(C::ActualStart)]),
        canary("2011-02-03T04:05:07Z", &[of_step(C::ActualEnd)]),
        canary("2002-03-04T05:06:07Z", &[of_process(C::ActualStart)]),
        canary("2013-03-04T05:06:08Z", &[of_process(C::ActualEnd)]),
        // The minutes from the one instant to the other.
        canary("5258880", &[of_step(C::ActualMinutes)]),
        canary("5785920", &[of_process(C::ActualMinutes)]),
        canary("7310004", &[of_step(C::SetUpMinutes)]),
        canary("7310005", &[of_step(C::ProcessingMinutes)]),
        canary("7310006", &[of_step(C::DoneQuantity)]),
        canary("7310007", &[of_step(C::ScrapQuantity)]),
        canary("7310008", &[of_step(C::HeldQuantity)]),
        canary("7310009", &[of_process(C::DoneQuantity)]),
        canary("7310010", &[of_process(C::ScrapQuantity)]),
        canary("7310011", &[of_process(C::HeldQuantity)]),
        canary("canary-item-number", &[item(ItemField::Number)]),
        canary("canary-item-article", &[item(ItemField::Article)]),
        canary("7310012", &[item(ItemField::Quantity)]),
        canary("2033-06-07T08:09:10Z", &[item(ItemField::Due)]),
    ]
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn tell(story: &mut Story, command: impl Into<Command>) {
    let actor = Actor::Staff(StaffUserId(Uuid::from_u128(1)));
    story.ask(Teller::Own, &Ask { actor, command: command.into() }).unwrap();
}

fn work(subject: Subject, [from, to]: [&str; 2], amounts: [u32; 3]) -> ReportWork {
    let [good, scrap, held] = amounts.map(Quantity::units);
    ReportWork {
        subject,
        kind: ReportKind::Production,
        start: at(from),
        end: at(to),
        good,
        scrap,
        held,
        rework: Rework::No,
        worker: None,
        finality: Finality::Partial,
    }
}

/// One order of canaries on one resource, which is linked to everybody.
fn plant(story: &mut Story) {
    let (machine, parallel) = (ResourceKind::Machine, 1);
    let resource =
        CreateResource { name: name("canary-resource"), kind: machine, group: None, parallel };
    tell(story, resource);
    let resource = *story.own.resources.last().unwrap();
    let at_resource = u8::try_from(story.own.resources.len() - 1).unwrap();
    let item = CreateOrderItem {
        number: name("canary-item-number"),
        customer_project: Some(name("canary-customer")),
        article: name("canary-item-article"),
        quantity: Quantity::units(7_310_012),
        due: Some(at("2033-06-07T08:09:10Z")),
    };
    tell(story, item);
    let order = CreateProductionOrder {
        number: name("canary-order-number"),
        order_item: story.own.items.last().copied(),
        article: name("canary-order-article"),
        quantity: Quantity::units(7_310_001),
    };
    tell(story, order);
    let order = *story.own.orders.last().unwrap();
    let step = AddWorkStep {
        order,
        sequence: 7_310_002,
        name: name("canary-step-name"),
        resource,
        quantity: None,
        set_up: Minutes(7_310_004),
        processing: Minutes(7_310_005),
    };
    tell(story, step);
    let (sequence, called) = (7_310_003, name("canary-process-name"));
    let resource = Some(resource);
    tell(story, AddProcess { order, sequence, name: called, resource, quantity: None });
    let (step, process) = (*story.own.steps.last().unwrap(), *story.own.processes.last().unwrap());
    let slot = |from, to| Slot::new(at(from), at(to)).unwrap();
    let planned = slot("2031-04-05T06:07:08Z", "2031-04-06T07:08:09Z");
    tell(story, ScheduleWorkStep { step, slot: planned, confirmed: vec![] });
    let planned = slot("2032-05-06T07:08:10Z", "2032-05-07T08:09:11Z");
    tell(story, ScheduleProcess { process, slot: planned });
    let times = ["2001-02-03T04:05:06Z", "2011-02-03T04:05:07Z"];
    tell(story, work(step.into(), times, [7_310_006, 7_310_007, 7_310_008]));
    let times = ["2002-03-04T05:06:07Z", "2013-03-04T05:06:08Z"];
    tell(story, work(process.into(), times, [7_310_009, 7_310_010, 7_310_011]));
    story.play(Teller::Own, &Move::External(at_resource));
    for partner in 0..story.own.partners.len() {
        let partner = u8::try_from(partner).unwrap();
        story.play(Teller::Own, &Move::Link(partner, at_resource, None, None));
        story.play(Teller::Own, &Move::Allow(partner));
    }
}

/// Somebody who reads everything, and firms with lenses of all sorts.
fn story() -> Story {
    let mut story = Story::begin();
    for firm in ["dan", "eli", "fay", "gus", "hal"] {
        story.partner_of_firm(Teller::Own, firm, PartnerType::ServiceIntegrator);
    }
    let accounts = story.own.accounts.clone();
    let all = || Field::all();
    let mut set = |account: usize, fields: BTreeSet<Field>, access| {
        let scope = FieldScope::Account(accounts[account]);
        tell(&mut story, SetFieldAccess { scope, fields, access: Some(access) });
    };
    let report_counts = [of_step(Column::ReportCount), of_process(Column::ReportCount)];
    // Everything hidden; everything masked; everything as coarse as it can be, else masked.
    set(0, all().collect(), FieldAccess::Hidden);
    set(1, all().collect(), FieldAccess::Masked);
    set(2, all().collect(), FieldAccess::Masked);
    set(2, all().filter(|f| f.coarse_form().is_some()).collect(), FieldAccess::Coarse);
    // The same, but reports are there.
    set(3, all().collect(), FieldAccess::Masked);
    set(3, all().filter(|f| f.coarse_form().is_some()).collect(), FieldAccess::Coarse);
    set(3, report_counts.into(), FieldAccess::Read);
    // Every other field.
    set(4, all().step_by(2).collect(), FieldAccess::Hidden);
    set(5, all().skip(1).step_by(2).collect(), FieldAccess::Masked);
    set(5, report_counts.into(), FieldAccess::Read);
    // Only what steps show; orders and items follow.
    set(6, Column::ALL.into_iter().map(of_step).collect(), FieldAccess::Hidden);
    plant(&mut story);
    story
}

/// The canaries that a partner must never hear, and those that he may.
fn sorted(world: &World, partner: PartnerUserId) -> (Vec<&'static str>, Vec<&'static str>) {
    let user = world.access.partner_user(partner).unwrap();
    let lens = Lens::on(world, user);
    let mut canaries = canaries();
    canaries.push(Canary { sings: "canary-customer", by: vec![] });
    let told = |canary: &Canary| canary.by.iter().any(|field| lens.tells(*field));
    let (may, must_not): (Vec<_>, Vec<_>) = canaries.into_iter().partition(told);
    let texts = |of: Vec<Canary>| of.into_iter().map(|canary| canary.sings).collect();
    (texts(must_not), texts(may))
}

/// A partner, and what was heard.
struct Listener<'a> {
    served: &'a Served,
    token: String,
    must_not: Vec<&'static str>,
    heard: BTreeSet<&'static str>,
    may: Vec<&'static str>,
    requests: usize,
}

impl<'a> Listener<'a> {
    fn new(served: &'a Served, partner: PartnerUserId) -> Self {
        let token = served.app.mint_local_session(UserId::Partner(partner)).unwrap();
        let token = token.map_or_else(String::new, |token| token.as_str().to_owned());
        let (must_not, may) = sorted(&served.app.world(), partner);
        Self { served, token, must_not, may, heard: BTreeSet::new(), requests: 0 }
    }

    fn listen(&mut self, asked: &str, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        for canary in &self.must_not {
            assert!(!sings(&text, canary), "{asked} tells `{canary}`:\n{text}");
        }
        self.heard.extend(self.may.iter().copied().filter(|canary| sings(&text, canary)));
    }

    async fn ask(&mut self, method: &Method, path: &str, csv: bool, body: Option<&Value>) -> Value {
        self.requests += 1;
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json");
        if csv {
            request = request.header("accept", "text/csv");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let answer = self.served.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        assert!(!parts.status.is_server_error(), "{method} {path}: {}", parts.status);
        self.listen(path, format!("{:?}", parts.headers).as_bytes());
        if path.starts_with("/v1/portal/changes") {
            return Value::Null;
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        self.listen(path, &bytes);
        serde_json::from_slice(&bytes).unwrap_or_default()
    }
}

/// Whether the text holds the canary as a word of its own: ids and tags are full of digits.
fn sings(text: &str, canary: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    text.match_indices(canary).any(|(from, _)| {
        let (before, after) = (&text[..from], &text[from + canary.len()..]);
        apart(before.chars().next_back()) && apart(after.chars().next())
    })
}

/// The names of all fields that the document's rows have.
fn field_names(document: &Value) -> Vec<String> {
    let rows = ["WorkStepRow", "ProcessRow", "ProductionOrderRow", "OrderItemRow", "ReportRow"];
    let mut names = BTreeSet::new();
    for row in rows {
        let properties = &document["components"]["schemas"][row]["properties"];
        names.extend(properties.as_object().expect(row).keys().cloned());
    }
    names.into_iter().collect()
}

/// The questions that one operation takes: each parameter, each field, and pairs of them.
fn questions(operation: &Value, fields: &[String], canaries: &[&str]) -> Vec<String> {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let takes = |name: &str| parameters.iter().any(|p| p["name"] == name && p["in"] == "query");
    let mut all = vec![String::new()];
    if !takes("sort") {
        let named = parameters.iter().filter(|p| p["in"] == "query");
        all.extend(named.map(|p| format!("?{}=1", p["name"].as_str().unwrap_or_default())));
        return all;
    }
    for (at, field) in fields.iter().enumerate() {
        let canary = canaries[at % canaries.len()].replace(':', "%3A");
        all.push(format!("?sort={field}"));
        all.push(format!("?sort=-{field}&limit=2"));
        all.push(format!("?{field}={canary}"));
        all.push(format!("?{field}="));
        all.push(format!("?{field}.from={canary}"));
        all.push(format!("?{field}.to={canary}&limit=1"));
        for other in fields {
            all.push(format!("?sort={field}&{other}.from=2001-01-01T00%3A00%3A00Z"));
            all.push(format!("?sort=-{field}&{other}.to=9999999"));
        }
    }
    for canary in canaries {
        all.push(format!("?q={}", canary.replace(':', "%3A")));
    }
    all.extend(["?q=%E2%80%A2", "?q=canary", "?limit=1", "?cursor=x"].map(str::to_owned));
    all
}

async fn visit(listener: &mut Listener<'_>, document: &Value, canaries: &[&str]) {
    let fields = field_names(document);
    let mut ids: Vec<String> = vec![Uuid::nil().to_string()];
    for list in ["work-steps", "processes", "orders", "order-items"] {
        let page = listener.ask(&Method::GET, &format!("/v1/portal/{list}"), false, None).await;
        let rows = page["rows"].as_array().into_iter().flatten();
        ids.extend(rows.filter_map(|row| row["id"].as_str()).map(str::to_owned));
    }
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            if path == "/v1/session" {
                continue; // A session that ends itself hears nothing more.
            }
            if method != Method::GET {
                let bodies = ids
                    .iter()
                    .map(|id| json!({ "subject": { "work_step": id }, "action": "pause" }));
                for body in bodies.take(4) {
                    listener.ask(&method, &filled(path, &ids[0]), false, Some(&body)).await;
                }
                continue;
            }
            let many = path.starts_with("/v1/portal") && !path.contains('{');
            let which = if path.contains('{') { &ids[..] } else { &ids[..1] };
            for id in which {
                let all = questions(operation, &fields, canaries);
                // Below a record, the same questions again would only be more of the same.
                let some = if many { usize::MAX } else { 8 };
                for (at, question) in all.iter().take(some).enumerate() {
                    let asked = format!("{}{question}", filled(path, id));
                    listener.ask(&method, &asked, at % 3 == 2, None).await;
                }
            }
        }
    }
}

fn filled(path: &str, id: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { id } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// What the change stream tells when more is reported on everything.
async fn follow(served: &Served, partners: &[PartnerUserId], story: &Story) -> usize {
    let mut streams = Vec::new();
    for partner in partners {
        let answer = served.ask(*partner, Method::GET, "/v1/portal/changes", None).await;
        streams.push((*partner, answer.into_body()));
    }
    let root =
        UserId::Staff(match served.app.world().access.user_by_name(&name("root")).unwrap() {
            UserId::Staff(id) => id,
            UserId::Partner(_) => panic!("root is of the house"),
        });
    let token = served.app.mint_local_session(root).unwrap().unwrap();
    let token = format!("Bearer {}", token.as_str());
    let resource = story.own.resources.last().unwrap();
    for called in ["canary-resource-2", "canary-resource"] {
        let body = json!({ "resource": resource, "name": called });
        let request = Request::post("/v1/commands/rename-resource")
            .header("authorization", &token)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        let answer = served.router.clone().oneshot(request.unwrap()).await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }
    let mut told = 0;
    for (partner, mut body) in streams {
        let mut listener = Listener::new(served, partner);
        // `hello`, and both changes where the name of the resource is told.
        while let Ok(Some(Ok(frame))) =
            tokio::time::timeout(Duration::from_millis(300), body.frame()).await
        {
            let Some(data) = frame.data_ref() else { continue };
            listener.listen("the change stream", data);
            told += usize::from(!listener.heard.is_empty());
            listener.heard.clear();
        }
    }
    told
}

#[test]
fn no_canary_sings_to_whom_the_lens_hides_it() {
    let story = story();
    let served = Served::at_the_end_of(&story);
    let canaries: Vec<&str> = canaries().iter().map(|canary| canary.sings).collect();
    let runtime = Runtime::new().unwrap();
    let requests = runtime.block_on(async {
        let partners = &story.own.partners;
        let mut requests = 0;
        let mut fetch = Listener::new(&served, partners[0]);
        let document = fetch.ask(&Method::GET, "/openapi.json", false, None).await;
        for partner in partners {
            let mut listener = Listener::new(&served, *partner);
            visit(&mut listener, &document, &canaries).await;
            let heard: Vec<&str> = listener.heard.iter().copied().collect();
            let may: BTreeSet<&str> = listener.may.iter().copied().collect();
            let silent: Vec<&&str> = may.iter().filter(|canary| !heard.contains(canary)).collect();
            assert!(silent.is_empty(), "{partner}: not to be found, though told: {silent:?}");
            requests += listener.requests;
        }
        let told = follow(&served, partners, &story).await;
        assert!(told >= 2, "the stream tells who may know: {told}");
        requests
    });
    assert!(requests >= REQUESTS_MIN, "only {requests} requests");
    served.app.shutdown().unwrap();
}

#[test]
fn every_field_that_has_a_value_of_its_own_has_a_canary() {
    let held: BTreeSet<Field> = canaries().into_iter().flat_map(|canary| canary.by).collect();
    // Words and small counts stand everywhere; the link to an item is an id, which its row shows too.
    let words = |field: &Field| {
        let counted = ["status", "report_count", "work_steps", "work_steps_completed"];
        let more = ["processes", "orders", "order_item_id"];
        counted.contains(&field.name()) || more.contains(&field.name())
    };
    for field in Field::all().filter(|field| !words(field)) {
        assert!(held.contains(&field), "{field:?}");
    }
    let access = FieldAccess::ALL;
    assert_eq!(access.len(), 5, "each of them stands in a lens of the story");
}
