//! Whose an order without an owner is: its customer's owner's of the day of signing, whatever happens later.

use beichen_kernel::Role;
use beichen_testkit::{TestApp, both, json};
use serde_json::Value;

use crate::world::{World, counts, path, sums, version};

/// Four days later; sessions are over by then, so the administrator signs in anew.
async fn four_days_on(app: &TestApp, world: &mut World) {
    app.clock().set(app.clock().now().plus_seconds(4 * 24 * 3600));
    world.admin = world.org.person("admin-again", &[Role::Administrator]).await;
}

async fn order_of_nobody(world: &World, code: &str, customer: &Value, signed_on: &str) -> Value {
    let write = json!({
        "code": code, "customer_id": customer["id"], "signed_on": signed_on, "lines": [{ "net": "10.00" }],
    });
    world.admin.post("/api/customers/orders", write).await.ok()
}

both! {
    /// Ann's from the beginning, Bob's from 2026-03-20.
    async fn an_order_counts_for_the_owner_of_its_day_also_when_it_is_edited_after_a_transfer(app: TestApp) {
        let mut world = World::new(&app).await;
        let write = |owner: &beichen_testkit::TestPerson| {
            json!({ "code": "C-1", "name": "One", "owner_id": owner.member.to_string() })
        };
        let customer = world.admin.post("/api/customers/customers", write(&world.ann)).await.ok();
        let before = order_of_nobody(&world, "SO-1", &customer, "2026-03-10").await;
        four_days_on(&app, &mut world).await;
        let at = path("customers", &customer, "");
        world.admin.put_seen(&at, version(&customer), write(&world.bob)).await.ok();

        order_of_nobody(&world, "SO-2", &customer, "2026-03-20").await;
        let late = order_of_nobody(&world, "SO-3", &customer, "2026-03-19").await;
        assert_eq!(world.totals("signed").await, sums(&[("ann", 2_000), ("bob", 1_000)]));

        let write = json!({
            "code": "SO-1", "customer_id": customer["id"], "signed_on": "2026-03-10", "lines": [{ "net": "15.00" }],
        });
        world.admin.put_seen(&path("orders", &before, ""), version(&before), write).await.ok();
        assert_eq!(world.totals("signed").await, sums(&[("ann", 2_500), ("bob", 1_000)]));
        world.admin.post_seen(&path("orders", &late, "/cancel"), version(&late), json!({})).await.ok();
        assert_eq!(world.totals("signed").await, sums(&[("ann", 1_500), ("bob", 1_000)]));
    }

    /// The first owner came with a file, the second with another on 2026-03-20; what is seen follows today's owner.
    async fn a_file_gives_a_customer_another_owner_from_the_day_on_which_it_is_written(app: TestApp) {
        let mut world = World::new(&app).await;
        world.import("customers", "", "code,name\nC-1,One\n").await;
        world.import("customers", "", "code,owner\nC-1,ann\n").await;
        let checked = world.upload("customers", "", "code,owner,tier\nC-1,bob,A\n").await;
        four_days_on(&app, &mut world).await;
        world.apply(&checked, "all").await;
        let again = world.import("customers", "", "code,owner,tier\nC-1,bob,A\n").await;
        assert_eq!(counts(&again), [0, 0, 1, 0]);

        let file = "code,customer,signed_on,net\nSO-1,C-1,2019-05-01,1\nSO-2,C-1,2026-03-19,2\nSO-3,C-1,2026-03-20,4\n";
        world.import("orders", "", file).await;
        assert_eq!(world.totals("signed").await, sums(&[("ann", 300), ("bob", 400)]));
        let file = "code,customer,signed_on,net\nSO-1,C-1,2019-05-01,8\n";
        world.import("orders", "", file).await;
        assert_eq!(world.totals("signed").await, sums(&[("ann", 1_000), ("bob", 400)]));
        assert_eq!(world.items("/api/customers/customers").await[0]["owner"]["code"], "bob");
    }
}
