//! Goals as they were published at an instant.

use beichen_kernel::{Role, Timestamp};
use beichen_testkit::{TestPerson, both, json};
use serde_json::Value;

/// code, amount, published number
fn rows(page: &Value) -> Vec<(String, String, i64)> {
    let rows = page["items"].as_array().unwrap().iter();
    let mut rows: Vec<_> = rows
        .map(|row| {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            assert_eq!(row["can"], json!([]), "nothing is done to the past");
            (text(&row["subject"]["code"]), text(&row["amount"]), row["published_number"].as_i64().unwrap())
        })
        .collect();
    rows.sort();
    rows
}

async fn list(person: &TestPerson, as_of: &str) -> Vec<(String, String, i64)> {
    let page = person.get(&format!("/api/goals/goals?measure=m&calendar=natural&as_of={as_of}")).await.ok();
    assert_eq!(page["can"], json!([]));
    rows(&page)
}

fn row(code: &str, amount: &str, number: i64) -> (String, String, i64) {
    (code.to_owned(), amount.to_owned(), number)
}

both! {
    /// 17 March: `a` 100.00 is published, `b` 50.00 drafted. 19 March: `a` becomes 120.00 and both are published.
    /// 21 March: `a` is drafted as 130.00.
    async fn the_list_and_the_grid_show_what_was_published_then(app: TestApp) {
        app.clock().set(Timestamp::parse("2026-03-17T02:00:00Z").unwrap());
        let org = app.org("acme").await;
        let mut director = org.person("director", &[Role::Director]).await;
        let lead = org.person("lead", &[Role::Lead]).await;
        let (a, b) = (org.person("a", &[Role::Sales]).await, org.person("b", &[Role::Sales]).await);
        let east = org.unit("east", None, Some(lead.member)).await;
        let west = org.unit("west", None, None).await;
        org.assign(a.member, east, "2026-01-01").await;
        org.assign(b.member, west, "2026-01-01").await;
        director.post("/api/ledger/measures", json!({ "text": "[measure.m]\nof = \"orders\"\n" })).await.ok();
        let draft = |person: &TestPerson, amount: &str| json!({
            "measure": "m", "calendar": "natural", "period": "2026-04", "amount": amount, "member_id": person.member,
        });
        let publish = json!({ "measure": "m", "calendar": "natural", "period": "2026-04", "reason": "" });
        let goal = director.post("/api/goals/goals", draft(&a, "100.00")).await.ok();
        director.post("/api/goals/goals/publish", publish.clone()).await.ok();
        director.post("/api/goals/goals", draft(&b, "50.00")).await.ok();

        let path = format!("/api/goals/goals/{}", goal["id"].as_str().unwrap());
        let set = async |director: &TestPerson, amount: &str| {
            let version = director.get(&path).await.ok()["goal"]["version"].as_i64().unwrap();
            director.put_seen(&path, version, json!({ "amount": amount })).await.ok();
        };
        app.clock().set(Timestamp::parse("2026-03-19T02:00:00Z").unwrap());
        director = director.again().await;
        set(&director, "120.00").await;
        director.post("/api/goals/goals/publish", publish).await.ok();
        app.clock().set(Timestamp::parse("2026-03-21T02:00:00Z").unwrap());
        director = director.again().await;
        set(&director, "130.00").await;

        assert_eq!(list(&director, "2026-03-16").await, []);
        for then in ["2026-03-17", "2026-03-18T12:00:00Z", "2026-03-18"] {
            assert_eq!(list(&director, then).await, [row("a", "100.00", 1)], "{then}");
        }
        for then in ["2026-03-19T02:00:00Z", "2026-03-20", "2026-03-21"] {
            assert_eq!(list(&director, then).await, [row("a", "120.00", 2), row("b", "50.00", 2)], "{then}");
        }
        // The lead of East, and a himself, see no more of the past than of today.
        let (lead, a) = (lead.again().await, a.again().await);
        assert_eq!(list(&lead, "2026-03-20").await, [row("a", "120.00", 2)]);
        assert_eq!(list(&a, "2026-03-18").await, [row("a", "100.00", 1)]);

        let grid = async |as_of: &str| {
            let path = format!("/api/goals/grid?measure=m&calendar=natural&period=2026-04{as_of}");
            let grid = director.get(&path).await.ok();
            let of = |code: &str| {
                let lines = grid["lines"].as_array().unwrap();
                lines.iter().find(|line| line["subject"]["code"] == code).unwrap().clone()
            };
            (of("a")["amount"].clone(), of("a")["state"].clone(), of("b")["amount"].clone(), of("west")["below"].clone())
        };
        assert_eq!(grid("").await, (json!("130.00"), json!("draft"), json!("50.00"), json!("50.00")));
        assert_eq!(grid("&as_of=2026-03-18").await, (json!("100.00"), json!("published"), Value::Null, json!("0.00")));
        assert_eq!(grid("&as_of=2026-03-20").await, (json!("120.00"), json!("published"), json!("50.00"), json!("50.00")));
        let bad = director.get("/api/goals/goals?as_of=yesterday").await;
        assert_eq!(bad.code(), "ledger.document.bad_instant");
    }

    /// Pages go on in the past as they do today.
    async fn the_past_is_read_page_by_page(app: TestApp) {
        let org = app.org("acme").await;
        let director = org.person("director", &[Role::Director]).await;
        let a = org.person("a", &[Role::Sales]).await;
        let east = org.unit("east", None, None).await;
        org.assign(a.member, east, "2026-01-01").await;
        director.post("/api/ledger/measures", json!({ "text": "[measure.m]\nof = \"orders\"\n" })).await.ok();
        for month in ["2026-01", "2026-02", "2026-03"] {
            let goal = json!({
                "measure": "m", "calendar": "natural", "period": month, "amount": "1.00", "member_id": a.member,
            });
            director.post("/api/goals/goals", goal).await.ok();
        }
        let publish = json!({ "measure": "m", "calendar": "natural", "reason": "" });
        director.post("/api/goals/goals/publish", publish).await.ok();
        let mut seen = Vec::new();
        let mut after = String::new();
        loop {
            let page = director.get(&format!("/api/goals/goals?as_of=2030-01-01&limit=2{after}")).await.ok();
            seen.extend(page["items"].as_array().unwrap().iter().map(|goal| goal["period"]["name"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, [json!("2026-03"), json!("2026-02"), json!("2026-01")]);
    }
}
