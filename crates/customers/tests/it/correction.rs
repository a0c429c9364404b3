//! Orders of locked days: facts pass, another split waits for a second person.

use beichen_kernel::Role;
use beichen_testkit::{Answer, TestApp, TestPerson, both, json};
use serde_json::Value;

use crate::world::{World, path, sums, text, version};

/// Ann and Bob are in a locked March.
async fn locked(app: &TestApp) -> (World, TestPerson) {
    let world = World::new(app).await;
    let dora = world.org.person("dora", &[Role::Director]).await;
    let people = [world.ann.member, world.bob.member];
    world.org.lock("Sales plan · 2026-03", ("2026-03-01", "2026-03-31"), &people, &["signed", "collected"]).await;
    (world, dora)
}

/// The order with another amount, day, owner or split.
fn changed(order: &Value, changes: &Value) -> Value {
    let mut write = json!({
        "code": order["code"], "customer_id": order["customer"]["id"], "owner_id": order["owner"]["id"],
        "signed_on": order["signed_on"], "lines": [{ "id": order["lines"][0]["id"], "net": order["net"] }],
    });
    write.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    write
}

fn halves(one: &TestPerson, two: &TestPerson) -> Value {
    json!({ "splits": [{ "member_id": one.member, "share": "50%" }, { "member_id": two.member, "share": "50%" }] })
}

async fn edit(world: &World, order: &Value, changes: &Value) -> Answer {
    let at = path("orders", order, "");
    let seen = version(&world.admin.get(&at).await.ok());
    world.admin.put_seen(&at, seen, changed(order, changes)).await
}

async fn ask(world: &World, order: &Value, changes: &Value) -> Answer {
    let seen = version(&world.admin.get(&path("orders", order, "")).await.ok());
    let payload = json!({ "order_id": order["id"], "version": seen, "body": changed(order, changes) });
    let wish = json!({ "operation": "customers_order_edit", "payload": payload, "reason": "shared after all" });
    world.admin.post("/api/people/approvals", wish).await
}

both! {
    async fn an_amount_a_day_and_an_owner_of_a_locked_month_are_facts(app: TestApp) {
        let (world, _) = locked(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let net = json!({ "lines": [{ "id": order["lines"][0]["id"], "net": "60.00" }] });
        edit(&world, &order, &net).await.ok();
        edit(&world, &order, &json!({ "signed_on": "2026-03-20" })).await.ok();
        edit(&world, &order, &json!({ "owner_id": world.bob.member })).await.ok();
        assert_eq!(world.totals("signed").await, sums(&[("bob", 10_000)]));
        world.payment("R-1", Some(&order), "40.00").await;
        assert_eq!(world.totals("collected").await, sums(&[("bob", 4_000)]));
    }

    async fn another_split_of_a_locked_month_waits_for_a_second_person(app: TestApp) {
        let (world, dora) = locked(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let split = halves(&world.ann, &world.bob);
        let refused = edit(&world, &order, &split).await;
        assert_eq!(refused.body["params"]["label"], "Sales plan · 2026-03");
        assert_eq!(refused.code(), "people.fence.locked");
        let asked = ask(&world, &order, &split).await;
        assert_eq!(asked.status, 201, "{}", asked.body);
        let wish = &asked.body["approval"];
        assert_eq!(text(wish, "summary"), "SO-1 · 2026-03-02");
        assert_eq!(world.totals("signed").await, sums(&[("ann", 10_000)]));

        let approve = format!("/api/people/approvals/{}/approve", text(wish, "id"));
        let granted = dora.post_seen(&approve, version(wish), json!({})).await.ok();
        assert_eq!(text(&granted, "state"), "approved");
        assert_eq!(world.totals("signed").await, sums(&[("ann", 5_000), ("bob", 5_000)]));

        // The amount of a shared order is a fact still; leaving it to one alone is another split.
        let mut net = split.clone();
        net["lines"] = json!([{ "id": order["lines"][0]["id"], "net": "80.00" }]);
        edit(&world, &order, &net).await.ok();
        assert_eq!(world.totals("signed").await, sums(&[("ann", 4_000), ("bob", 4_000)]));
        assert_eq!(edit(&world, &order, &json!({})).await.code(), "people.fence.locked");
    }

    async fn the_days_of_the_payments_count_as_well_as_the_order_s(app: TestApp) {
        let (world, _) = locked(&app).await;
        let order = world.order("SO-1", "100.00").await;
        edit(&world, &order, &json!({ "signed_on": "2026-02-02" })).await.ok();
        let order = world.admin.get(&path("orders", &order, "")).await.ok();
        let payment = world.payment("R-1", Some(&order), "40.00").await;
        assert_eq!(edit(&world, &order, &halves(&world.ann, &world.bob)).await.code(), "people.fence.locked");
        let cancel = path("payments", &payment, "/cancel");
        world.finance.post_seen(&cancel, version(&payment), json!({})).await.ok();
        edit(&world, &order, &halves(&world.ann, &world.bob)).await.ok();
    }

    async fn people_in_no_run_share_as_they_like(app: TestApp) {
        let (world, _) = locked(&app).await;
        let cam = world.org.person("cam", &[Role::Sales]).await;
        let dan = world.org.person("dan", &[Role::Sales]).await;
        let order = world.order("SO-1", "100.00").await;
        edit(&world, &order, &json!({ "owner_id": cam.member })).await.ok();
        let order = world.admin.get(&path("orders", &order, "")).await.ok();
        edit(&world, &order, &halves(&cam, &dan)).await.ok();
        assert_eq!(world.totals("signed").await, sums(&[("cam", 5_000), ("dan", 5_000)]));
        let done = ask(&world, &order, &json!({})).await;
        assert_eq!((done.status.as_u16(), &done.body["state"]), (200, &json!("done")));
        assert_eq!(world.totals("signed").await, sums(&[("cam", 10_000)]));
    }
}
