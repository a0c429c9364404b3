//! Customers and products: who may take them in and change them.

use beichen_kernel::Role;
use beichen_testkit::{both, json};

use crate::world::{World, path, text, version};

both! {
    async fn a_sales_person_takes_a_customer_in_as_their_own(app: TestApp) {
        let world = World::new(&app).await;
        let customer = world.ann.post("/api/customers/customers", json!({ "code": "C-1", "name": "One" })).await.ok();
        assert_eq!(customer["owner"]["code"], "ann");
        assert_eq!(customer["can"], json!(["edit"]));
        world.bob.get(&path("customers", &customer, "")).await.code();
        let taken = world.admin.post("/api/customers/customers", json!({ "code": "C-1", "name": "Two" })).await;
        assert_eq!(taken.code(), "customers.customer.code_taken");
    }

    async fn a_customer_is_changed_as_it_was_seen(app: TestApp) {
        let world = World::new(&app).await;
        let customer = world.customer("C-1").await;
        let write = json!({ "code": "C-1", "name": "Renamed", "owner_id": world.bob.member.to_string(), "tags": ["key"] });
        let path = path("customers", &customer, "");
        let changed = world.admin.put_seen(&path, version(&customer), write.clone()).await.ok();
        assert_eq!(changed["owner"]["code"], "bob");
        assert_eq!(text(&changed, "name"), "Renamed");
        let stale = world.admin.put_seen(&path, version(&customer), write).await;
        assert_eq!(stale.status, 412);
        // Bob owns it now, so Ann does not see it.
        assert_eq!(world.ann.get(&path).await.status, 404);
        assert_eq!(world.bob.get(&path).await.status, 200);
    }

    async fn nobody_gives_a_customer_out_of_the_own_reach_and_a_row_says_what_may_be_done(app: TestApp) {
        let world = World::new(&app).await;
        let own = world.ann.post("/api/customers/customers", json!({ "code": "C-1", "name": "One" })).await.ok();
        for owner in [json!(world.bob.member.to_string()), json!(null)] {
            let away = json!({ "code": "C-1", "name": "One", "owner_id": owner });
            assert_eq!(world.ann.put_seen(&path("customers", &own, ""), version(&own), away).await.status, 403);
        }
        let list = "/api/customers/customers";
        assert_eq!(world.ann.get(list).await.ok()["items"][0]["can"], json!(["edit"]));
        assert_eq!(world.finance.get(list).await.ok()["items"][0]["can"], json!([]));
        let lead = world.org.person("lead", &[Role::Lead]).await;
        let east = world.org.unit("east", None, Some(lead.member)).await;
        world.org.assign(world.ann.member, east, "2026-01-01").await;
        assert_eq!(lead.get(list).await.ok()["items"][0]["can"], json!(["edit"]));
    }

    async fn an_unknown_owner_and_an_empty_name_are_named_together(app: TestApp) {
        let world = World::new(&app).await;
        let stranger = "member_00000000000000000000000001";
        let write = json!({ "code": "C-1", "name": " ", "owner_id": stranger });
        let refused = world.admin.post("/api/customers/customers", write).await.problem();
        let fields = refused["fields"].as_array().unwrap();
        let codes: Vec<_> = fields.iter().map(|field| (text(field, "path"), text(field, "code"))).collect();
        assert_eq!(codes, [
            ("name".to_owned(), "kernel.required".to_owned()),
            ("owner_id".to_owned(), "customers.customer.owner_unknown".to_owned()),
        ]);
    }

    async fn products_are_the_office_s(app: TestApp) {
        let world = World::new(&app).await;
        let write = json!({ "code": "P-1", "name": "Bike", "family": "bikes" });
        assert_eq!(world.ann.post("/api/customers/products", write.clone()).await.status, 403);
        let product = world.admin.post("/api/customers/products", write.clone()).await.ok();
        assert_eq!(world.admin.post("/api/customers/products", write).await.code(), "customers.product.code_taken");
        let changed = json!({ "code": "P-1", "name": "Bike", "family": "road" });
        let changed = world.admin.put_seen(&path("products", &product, ""), version(&product), changed).await.ok();
        assert_eq!(text(&changed, "family"), "road");
        assert_eq!(world.items("/api/customers/products?search=BIK").await.len(), 1);
    }
}
