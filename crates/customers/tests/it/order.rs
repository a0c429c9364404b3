//! Orders and what they are worth: credited when they are signed, re-credited when they change, reversed when cancelled.

use beichen_testkit::{both, json};

use crate::world::{World, path, sums, text, version};

both! {
    async fn an_order_credits_those_who_share_it_to_the_fen(app: TestApp) {
        let world = World::new(&app).await;
        let customer = world.customer("C-1").await;
        let write = json!({
            "code": "SO-1", "customer_id": customer["id"], "signed_on": "2026-03-02",
            "lines": [{ "net": "100.01" }],
            "splits": [
                { "member_id": world.ann.member.to_string(), "share": "70%" },
                { "member_id": world.bob.member.to_string(), "share": "0.3" },
            ],
        });
        let order = world.admin.post("/api/customers/orders", write).await.ok();
        assert_eq!(text(&order, "net"), "100.01");
        // 70 % of 10,001 fen is 7,000.7 and 30 % is 3,000.3: the fen left over goes to the larger remainder.
        assert_eq!(world.totals("signed").await, sums(&[("ann", 7_001), ("bob", 3_000)]));
        assert!(world.org.events().await.contains(&"customers.order.created".to_owned()));
    }

    async fn without_an_owner_an_order_is_its_customer_s_owner_s(app: TestApp) {
        let world = World::new(&app).await;
        let write = json!({ "code": "C-1", "name": "One", "owner_id": world.bob.member.to_string() });
        let customer = world.admin.post("/api/customers/customers", write).await.ok();
        let write = json!({
            "code": "SO-1", "customer_id": customer["id"], "signed_on": "2026-03-02", "lines": [{ "net": "5" }],
        });
        world.admin.post("/api/customers/orders", write).await.ok();
        assert_eq!(world.totals("signed").await, sums(&[("bob", 500)]));
    }

    async fn an_edited_order_counts_as_it_is_now(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let write = json!({
            "code": "SO-1", "customer_id": order["customer"]["id"], "owner_id": world.bob.member.to_string(),
            "signed_on": "2026-03-05", "lines": [{ "id": order["lines"][0]["id"], "net": "60.00" }, { "net": "7.50" }],
        });
        let at = path("orders", &order, "");
        let edited = world.admin.put_seen(&at, version(&order), write.clone()).await.ok();
        assert_eq!(edited["lines"][0]["id"], order["lines"][0]["id"]);
        assert_eq!(world.totals("signed").await, sums(&[("bob", 6_750)]));
        assert_eq!(world.admin.put_seen(&at, version(&order), write).await.status, 412);
    }

    async fn a_cancelled_order_counts_no_more_and_stays_cancelled(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        assert_eq!(world.totals("signed").await, sums(&[("ann", 10_000)]));
        let cancel = path("orders", &order, "/cancel");
        let cancelled = world.admin.post_seen(&cancel, version(&order), json!({})).await.ok();
        assert_eq!(text(&cancelled, "state"), "cancelled");
        assert_eq!(cancelled["can"], json!([]));
        assert_eq!(world.totals("signed").await, sums(&[]));
        let again = world.admin.post_seen(&cancel, version(&cancelled), json!({})).await;
        assert_eq!(again.code(), "customers.order.already_cancelled");
    }

    async fn a_split_of_99_percent_is_refused_with_what_is_missing(app: TestApp) {
        let world = World::new(&app).await;
        let customer = world.customer("C-1").await;
        let write = json!({
            "code": "SO-1", "customer_id": customer["id"], "signed_on": "2026-03-02", "lines": [{ "net": "1" }],
            "splits": [
                { "member_id": world.ann.member.to_string(), "share": "70%" },
                { "member_id": world.bob.member.to_string(), "share": "29%" },
            ],
        });
        let problem = world.admin.post("/api/customers/orders", write).await.problem();
        assert_eq!(problem["fields"][0]["code"], "customers.order.split_not_whole");
        assert_eq!(problem["fields"][0]["params"]["missing"], "1%");
        assert_eq!(world.items("/api/customers/orders").await.len(), 0);
    }

    async fn everything_wrong_with_an_order_is_named_at_its_place(app: TestApp) {
        let world = World::new(&app).await;
        let customer = world.customer("C-1").await;
        let order = |change: serde_json::Value| {
            let mut write = json!({
                "code": "SO-1", "customer_id": customer["id"], "signed_on": "2026-03-02", "lines": [{ "net": "1" }],
            });
            for (key, value) in change.as_object().unwrap() {
                write[key] = value.clone();
            }
            world.admin.post("/api/customers/orders", write)
        };
        let stranger = "customer_00000000000000000000000001";
        assert_eq!(order(json!({ "customer_id": stranger })).await.field_code("customer_id"), "customers.customer.unknown");
        assert_eq!(order(json!({ "currency": "USD" })).await.field_code("currency"), "customers.order.foreign_currency");
        assert_eq!(order(json!({ "lines": [] })).await.field_code("lines"), "customers.order.no_lines");
        assert_eq!(
            order(json!({ "lines": [{ "net": "12,3O0" }] })).await.field_code("lines.0.net"),
            "customers.order.not_an_amount"
        );
        assert_eq!(order(json!({ "due_on": "2026-03-01" })).await.field_code("due_on"), "customers.order.due_before_signed");
        assert_eq!(order(json!({ "signed_on": "2026-02-30" })).await.status, 422);
        assert_eq!(world.items("/api/customers/orders").await.len(), 0);
        order(json!({})).await.ok();
        assert_eq!(order(json!({})).await.code(), "customers.order.code_taken");
    }

    async fn a_sales_person_writes_only_the_own_orders(app: TestApp) {
        let world = World::new(&app).await;
        let customer = world.ann.post("/api/customers/customers", json!({ "code": "C-1", "name": "One" })).await.ok();
        let write = |owner: &beichen_testkit::TestPerson, code: &str| json!({
            "code": code, "customer_id": customer["id"], "owner_id": owner.member.to_string(),
            "signed_on": "2026-03-02", "lines": [{ "net": "1" }],
        });
        assert_eq!(world.ann.post("/api/customers/orders", write(&world.bob, "SO-1")).await.status, 403);
        let own = world.ann.post("/api/customers/orders", write(&world.ann, "SO-2")).await.ok();
        assert_eq!(own["can"], json!(["edit", "cancel"]));
        assert_eq!(world.finance.post("/api/customers/orders", write(&world.ann, "SO-3")).await.status, 403);
        // Nor does an edit give it away, and another's customer is not there.
        let away = world.ann.put_seen(&path("orders", &own, ""), version(&own), write(&world.bob, "SO-2")).await;
        assert_eq!(away.status, 403);
        let others = world.bob.post("/api/customers/orders", write(&world.bob, "SO-4")).await;
        assert_eq!(others.field_code("customer_id"), "customers.customer.unknown");
        assert_eq!(world.totals("signed").await, sums(&[("ann", 100)]));
    }

    async fn an_order_stays_with_its_customer_and_changes_only_lines_that_it_has(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let other = world.order("SO-2", "7.00").await;
        let edit = |customer: &serde_json::Value, lines: serde_json::Value| {
            let write = json!({
                "code": "SO-1", "customer_id": customer["id"], "owner_id": world.ann.member.to_string(),
                "signed_on": "2026-03-02", "lines": lines,
            });
            let (at, seen) = (path("orders", &order, ""), version(&order));
            let admin = &world.admin;
            async move { admin.put_seen(&at, seen, write).await }
        };
        let moved = edit(&other["customer"], json!([{ "net": "1" }])).await;
        assert_eq!(moved.field_code("customer_id"), "customers.order.customer_stays");
        let own = order["lines"][0]["id"].clone();
        let foreign = edit(&order["customer"], json!([{ "id": other["lines"][0]["id"], "net": "1" }])).await;
        assert_eq!(foreign.field_code("lines.0.id"), "customers.order.unknown_line");
        let twice = edit(&order["customer"], json!([{ "id": own, "net": "1" }, { "id": own, "net": "2" }])).await;
        assert_eq!(twice.field_code("lines.1.id"), "customers.order.unknown_line");
        assert_eq!(world.totals("signed").await, sums(&[("ann", 10_700)]));
    }
}
