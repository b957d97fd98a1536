//! The portal's page and its files, and what a browser asks first.

use super::*;

#[tokio::test]
async fn whatever_is_no_part_of_the_api_is_the_page() {
    let server = Server::new().await;
    for path in ["/", "/work-steps", "/projects/7", "/invitation"] {
        let page = server.get("", path).await.good();
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert_eq!(page.header("cache-control"), "private, no-store", "{path}");
        assert!(String::from_utf8(page.body).unwrap().contains("<html"), "{path}");
    }
    for path in ["/assets/gone.js", "/v1x.css", "/metrics/x", "/problems/x/y"] {
        server.get("", path).await.is(404, "not_found");
    }
    server.ask("", "POST", "/", &[], None).await.is(405, "method_not_allowed");
    server.close().await;
}

#[tokio::test]
async fn each_page_has_a_nonce_of_its_own_and_lets_nothing_in_from_elsewhere() {
    let server = Server::new().await;
    let (one, other) = (server.get("", "/").await, server.get("", "/").await);
    let policy = one.header("content-security-policy");
    assert_ne!(policy, other.header("content-security-policy"));
    assert!(!String::from_utf8(one.body.clone()).unwrap().contains("__NONCE__"));
    for says in ["default-src 'none'", "script-src 'self';", "frame-ancestors 'none'"] {
        assert!(policy.contains(says), "{policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    server.close().await;
}

#[tokio::test]
async fn a_browser_learns_who_is_signed_in_and_how_the_host_looks() {
    let plant = Plant::new().await;
    let server = &plant.server;
    let look = |token: String| async move { server.get(&token, "/v1/session").await.good().json() };
    let nobody = look(String::new()).await;
    assert_eq!(nobody["branding"], json!({ "name": "Works", "colour": null, "logo": null }));
    assert_eq!(nobody["who"], Value::Null);
    assert_eq!(look("loggia_unknown".to_owned()).await, nobody);
    let root = look(server.root.clone()).await;
    assert_eq!(root["who"]["side"], "staff");
    assert!(root["who"]["roles"].as_array().unwrap().contains(&json!("administrator")));
    let ada = look(plant.ada.clone()).await;
    assert_eq!((&ada["who"]["side"], &ada["who"]["roles"]), (&json!("partner"), &json!([])));
    let portal = server.get(&plant.ada, "/v1/portal").await.good().json();
    for same in ["id", "user_name", "modules", "workspace_zone", "partner_administrator"] {
        assert_eq!(ada["who"][same], portal[same], "{same}");
    }
    let looks = json!({ "colour": "#123456", "logo": "iVBORw0KGgo=" });
    server.post(&server.root, "/v1/commands/set-branding", looks).await.good();
    let branding = look(String::new()).await["branding"].clone();
    assert_eq!(branding["colour"], "#123456");
    assert_eq!(branding["logo"], "data:image/png;base64,iVBORw0KGgo=");
    let script = json!({ "logo": "PHN2Zz4=" });
    server.post(&server.root, "/v1/commands/set-branding", script).await.is(400, "bad_json");
    server.post(&plant.ada, "/v1/commands/set-branding", json!({})).await.is(404, "not_found");
    plant.server.close().await;
}
