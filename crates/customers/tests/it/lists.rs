//! Lists: filter, search, sort and cursor; and who sees what.

use beichen_kernel::Role;
use beichen_testkit::{both, json};

use crate::world::{World, each, path, text};

/// Three orders: SO-1 of 30 signed by Ann on the 2nd, SO-2 of 10 by Bob on the 3rd, SO-3 of 20 by Ann on the 4th.
async fn three_orders(world: &World) {
    for (code, owner, day, net) in [
        ("SO-1", &world.ann, "2026-03-02", "30"),
        ("SO-2", &world.bob, "2026-03-03", "10"),
        ("SO-3", &world.ann, "2026-03-04", "20"),
    ] {
        let customer = world.customer(&format!("C-{code}")).await;
        let write = json!({
            "code": code, "customer_id": customer["id"], "owner_id": owner.member.to_string(),
            "signed_on": day, "lines": [{ "net": net }],
        });
        world.admin.post("/api/customers/orders", write).await.ok();
    }
}

both! {
    async fn orders_are_sorted_filtered_and_searched(app: TestApp) {
        let world = World::new(&app).await;
        three_orders(&world).await;
        let codes = async |query: &str| each(&world.items(&format!("/api/customers/orders{query}")).await, "code");
        assert_eq!(codes("").await, ["SO-3", "SO-2", "SO-1"]);
        assert_eq!(codes("?sort=net").await, ["SO-2", "SO-3", "SO-1"]);
        assert_eq!(codes("?sort=-code").await, ["SO-3", "SO-2", "SO-1"]);
        assert_eq!(codes(&format!("?sort=code&owner_id={}", world.ann.member)).await, ["SO-1", "SO-3"]);
        assert_eq!(codes("?sort=code&from=2026-03-03&to=2026-03-04").await, ["SO-2", "SO-3"]);
        assert_eq!(codes("?search=c-so-2").await, ["SO-2"]);
        assert_eq!(codes("?search=%25").await, Vec::<String>::new());
        assert_eq!(codes("?state=cancelled").await, Vec::<String>::new());
        assert_eq!(codes("?state=open").await.len(), 3);
        let unknown = world.admin.get("/api/customers/orders?sort=colour").await;
        assert_eq!(unknown.field_code("sort"), "store.unknown_sort");
    }

    async fn a_cursor_goes_on_exactly_where_the_page_ended(app: TestApp) {
        let world = World::new(&app).await;
        three_orders(&world).await;
        for sort in ["signed_on", "-signed_on", "net", "-net", "code", "-code"] {
            let whole = each(&world.items(&format!("/api/customers/orders?sort={sort}")).await, "code");
            let mut seen = Vec::new();
            let mut after = String::new();
            loop {
                let page = world.admin.get(&format!("/api/customers/orders?limit=1&sort={sort}{after}")).await.ok();
                seen.extend(each(page["items"].as_array().unwrap(), "code"));
                let Some(next) = page["next"].as_str() else { break };
                after = format!("&after={next}");
            }
            assert_eq!(seen, whole, "{sort}");
        }
        assert_eq!(world.admin.get("/api/customers/orders?after=nonsense").await.status, 422);
    }

    async fn everybody_sees_their_part(app: TestApp) {
        let world = World::new(&app).await;
        let lead = world.org.person("lead", &[Role::Lead]).await;
        let viewer = world.org.person("viewer", &[Role::Viewer]).await;
        let east = world.org.unit("east", None, Some(lead.member)).await;
        let west = world.org.unit("west", None, None).await;
        // Ann was in the east until the 4th, when she moved to the west.
        world.org.assign(world.ann.member, east, "2026-01-01").await;
        world.org.assign(world.ann.member, west, "2026-03-04").await;
        three_orders(&world).await;
        let order = |code: &str| format!("/api/customers/orders?sort=code&search={code}");
        let sees = async |person: &beichen_testkit::TestPerson| {
            each(person.get(&order("so-")).await.ok()["items"].as_array().unwrap(), "code")
        };
        assert_eq!(sees(&world.ann).await, ["SO-1", "SO-3"]);
        assert_eq!(sees(&world.bob).await, ["SO-2"]);
        assert_eq!(sees(&lead).await, ["SO-1"]);
        assert_eq!(sees(&world.finance).await, ["SO-1", "SO-2", "SO-3"]);
        assert_eq!(viewer.get("/api/customers/orders").await.status, 403);
        assert_eq!(viewer.get("/api/customers/payments").await.status, 403);
        assert_eq!(viewer.get("/api/customers/customers").await.status, 403);

        let all = world.items("/api/customers/orders?sort=code").await;
        assert_eq!(lead.get(&path("orders", &all[0], "")).await.status, 200);
        assert_eq!(lead.get(&path("orders", &all[2], "")).await.status, 404);
        assert_eq!(world.bob.get(&path("orders", &all[0], "")).await.status, 404);
    }

    /// Each row says what its reader may do with it, exactly as the thing itself says.
    async fn each_row_of_orders_and_payments_offers_what_the_thing_offers(app: TestApp) {
        let world = World::new(&app).await;
        let lead = world.org.person("lead", &[Role::Lead]).await;
        let east = world.org.unit("east", None, Some(lead.member)).await;
        world.org.assign(world.ann.member, east, "2026-01-01").await;
        three_orders(&world).await;
        // SO-4 names nobody: it is its customer's owner's, Ann's. SO-5 is shared by Ann and Bob, and Bob's to edit.
        let customer = json!({ "code": "C-4", "name": "Four", "owner_id": world.ann.member.to_string() });
        let customer = world.admin.post("/api/customers/customers", customer).await.ok();
        let split = |person: &beichen_testkit::TestPerson| json!({ "member_id": person.member.to_string(), "share": "50%" });
        for write in [
            json!({ "code": "SO-4", "customer_id": customer["id"], "signed_on": "2026-03-05", "lines": [{ "net": "1" }] }),
            json!({
                "code": "SO-5", "customer_id": customer["id"], "owner_id": world.bob.member.to_string(),
                "signed_on": "2026-03-06", "lines": [{ "net": "1" }], "splits": [split(&world.ann), split(&world.bob)],
            }),
        ] {
            world.admin.post("/api/customers/orders", write).await.ok();
        }
        let all = world.items("/api/customers/orders?sort=code").await;
        let cancelled = world.admin.get(&path("orders", &all[2], "")).await.ok();
        let at = path("orders", &all[2], "/cancel");
        world.admin.post_seen(&at, cancelled["version"].as_i64().unwrap(), json!({})).await.ok();
        let paid = world.payment("PAY-1", Some(&all[0]), "5.00").await;
        world.payment("PAY-2", None, "7.00").await;

        let offers = async |person: &beichen_testkit::TestPerson, list: &str| {
            let mut offers = Vec::new();
            for row in person.get(&format!("/api/customers/{list}?sort=code")).await.ok()["items"].as_array().unwrap() {
                let one = person.get(&path(list, row, "")).await.ok();
                assert_eq!(row["can"], one["can"], "{row}");
                let can: Vec<&str> = row["can"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
                offers.push(format!("{} {}", text(row, "code"), can.join(" ")));
            }
            offers
        };
        let open = ["SO-1 edit cancel", "SO-2 edit cancel", "SO-3 ", "SO-4 edit cancel", "SO-5 edit cancel"];
        assert_eq!(offers(&world.admin, "orders").await, open);
        assert_eq!(offers(&world.ann, "orders").await, ["SO-1 edit cancel", "SO-3 ", "SO-4 edit cancel", "SO-5 "]);
        assert_eq!(offers(&lead, "orders").await, ["SO-1 edit cancel", "SO-3 ", "SO-4 edit cancel", "SO-5 "]);
        assert_eq!(offers(&world.finance, "orders").await, ["SO-1 ", "SO-2 ", "SO-3 ", "SO-4 ", "SO-5 "]);
        let all = ["PAY-1 edit cancel refund", "PAY-2 edit match cancel refund"];
        assert_eq!(offers(&world.finance, "payments").await, all);
        assert_eq!(offers(&world.ann, "payments").await, ["PAY-1 "]);
        let at = path("payments", &paid, "/cancel");
        world.finance.post_seen(&at, paid["version"].as_i64().unwrap(), json!({})).await.ok();
        assert_eq!(offers(&world.finance, "payments").await, ["PAY-1 ", all[1]]);
    }

    /// The lead led Ann until 2026-03-12: of her order that is the payment of the 10th and its refund of the 11th.
    async fn a_former_lead_sees_of_an_order_what_lies_on_the_own_days(app: TestApp) {
        let world = World::new(&app).await;
        let lead = world.org.person("lead", &[Role::Lead]).await;
        let east = world.org.unit("east", None, Some(lead.member)).await;
        let west = world.org.unit("west", None, None).await;
        world.org.assign(world.ann.member, east, "2026-01-01").await;
        world.org.assign(world.ann.member, west, "2026-03-13").await;
        let order = world.order("SO-1", "100.00").await;
        let early = world.payment("PAY-1", Some(&order), "40.00").await;
        let write = json!({ "code": "PAY-2", "received_on": "2026-03-14", "amount": "5.00", "order_id": order["id"] });
        world.finance.post("/api/customers/payments", write).await.ok();
        for (code, day, amount) in [("R-1", "2026-03-11", "1.00"), ("R-2", "2026-03-15", "2.00")] {
            let write = json!({ "code": code, "payment_id": early["id"], "refunded_on": day, "amount": amount });
            world.finance.post("/api/customers/refunds", write).await.ok();
        }
        let payments = async |person: &beichen_testkit::TestPerson| {
            let order = person.get(&path("orders", &order, "")).await.ok();
            let rows = order["payments"].as_array().unwrap().clone();
            rows.iter().map(|row| format!("{} {}", text(row, "code"), text(row, "refunded"))).collect::<Vec<_>>()
        };
        let refunds = async |person: &beichen_testkit::TestPerson| {
            let payment = person.get(&path("payments", &early, "")).await.ok();
            let list = person.get("/api/customers/refunds?sort=code").await.ok();
            let listed = each(list["items"].as_array().unwrap(), "code");
            assert_eq!(each(payment["refunds"].as_array().unwrap(), "code"), listed);
            listed
        };
        assert_eq!(payments(&lead).await, ["PAY-1 1.00"]);
        assert_eq!(refunds(&lead).await, ["R-1"]);
        for person in [&world.ann, &world.finance] {
            assert_eq!(payments(person).await, ["PAY-1 3.00", "PAY-2 0.00"]);
            assert_eq!(refunds(person).await, ["R-1", "R-2"]);
        }
    }

    async fn payments_are_seen_by_those_who_share_the_order(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let matched = world.payment("PAY-1", Some(&order), "40.00").await;
        let unmatched = world.payment("PAY-2", None, "7.00").await;
        let write = json!({ "payment_id": matched["id"], "refunded_on": "2026-03-20", "amount": "1.00", "code": "R-1" });
        let refund = world.finance.post("/api/customers/refunds", write).await.ok();
        let seen = |answer: beichen_testkit::Answer| each(answer.ok()["items"].as_array().unwrap(), "code");
        assert_eq!(seen(world.ann.get("/api/customers/payments").await), ["PAY-1"]);
        assert_eq!(seen(world.bob.get("/api/customers/payments").await), Vec::<String>::new());
        assert_eq!(seen(world.finance.get("/api/customers/payments?sort=amount").await), ["PAY-2", "PAY-1"]);
        assert_eq!(seen(world.finance.get("/api/customers/payments?state=matched").await), ["PAY-1"]);
        assert_eq!(seen(world.ann.get("/api/customers/refunds").await), ["R-1"]);
        assert_eq!(world.bob.get(&path("payments", &matched, "")).await.status, 404);
        assert_eq!(world.bob.get(&path("refunds", &refund, "")).await.status, 404);
        assert_eq!(world.ann.get(&path("payments", &unmatched, "")).await.status, 404);
        let own = world.ann.get(&path("payments", &matched, "")).await.ok();
        assert_eq!(own["can"], json!([]));
        assert_eq!(text(&own["refunds"][0], "amount"), "1.00");
    }
}
