//! What staff reads.

use super::*;

#[tokio::test]
async fn staff_reads_every_list_and_every_item() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let item = json!({ "number": "1", "article": "Gear", "quantity": 1 });
    server.does("create-order-item", item).await;
    for list in [
        "staff-users",
        "partner-users",
        "resources",
        "order-items",
        "orders",
        "work-steps",
        "processes",
    ] {
        let answer = server.get(&server.root, &format!("/v1/staff/{list}")).await.good();
        let (rows, columns) = (answer.json()["rows"].clone(), answer.json()["columns"].clone());
        let row = rows[0].as_object().unwrap();
        let fields: Vec<&str> = row.keys().map(String::as_str).collect();
        let mut columns: Vec<&str> =
            columns.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        columns.sort_unstable();
        let mut sorted = fields.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, columns, "{list}");
        let path = format!("/v1/staff/{list}/{}", row["id"].as_str().unwrap());
        let item = server.get(&server.root, &path).await.good();
        assert_eq!(item.json(), rows[0], "{list}");
        assert_eq!(item.header("etag"), format!("\"r{}\"", row["revision"]), "{list}");
        let csv = server.get(&server.root, &format!("/v1/staff/{list}?format=csv")).await.good();
        assert!(csv.body.starts_with(b"id,"), "{list}");
    }
    plant.server.close().await;
}

#[tokio::test]
async fn staff_chooses_and_pages_as_partners_do() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let rows = |query: &str| {
        let path = format!("/v1/staff/work-steps?{query}");
        async move { server.get(&server.root, &path).await.good().json() }
    };
    assert_eq!(rows("resource=Oven").await["rows"][0]["id"], plant.hidden);
    let page = rows("limit=3").await;
    let cursor = page["next"].as_str().unwrap().to_owned();
    let rest = rows(&format!("limit=3&cursor={cursor}")).await;
    assert_eq!((rest["rows"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
    let linked = format!("/v1/staff/resources?partner_users={}", plant.bob_id);
    let linked = server.get(&server.root, &linked).await.good().json();
    assert_eq!(linked["rows"][0]["name"], "Oven");
    plant.server.close().await;
}
