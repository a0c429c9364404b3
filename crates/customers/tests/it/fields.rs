//! The organisation's own fields: a form may fill those that there are, and measures compare them by their kind.

use beichen_kernel::Role;
use beichen_testkit::{both, json};
use serde_json::Value;

use crate::world::{World, path, sums, text, version};

async fn add_fields(world: &World) {
    let hr = world.org.person("hr", &[Role::Hr]).await;
    for (entity, key, kind, choices) in [
        ("order", "channel", "choice", json!(["online", "shop"])),
        ("order", "opened", "day", json!([])),
        ("order", "seats", "number", json!([])),
        ("order", "list_price", "money", json!([])),
        ("customer", "discount", "rate", json!([])),
        ("product", "colour", "text", json!([])),
    ] {
        let field = json!({ "entity": entity, "key": key, "name": key, "kind": kind, "choices": choices });
        hr.post("/api/people/fields", field).await.ok();
    }
}

async fn publish(world: &World, name: &str, measures: &str) -> beichen_testkit::Answer {
    let director = world.org.person(name, &[Role::Director]).await;
    director.post("/api/ledger/measures", json!({ "text": measures })).await
}

async fn write(world: &World, code: &str, fields: Value) -> Value {
    let customer = world.customer(&format!("C-{code}")).await;
    json!({
        "code": code, "customer_id": customer["id"], "owner_id": world.ann.member.to_string(),
        "signed_on": "2026-03-02", "lines": [{ "net": "100.00" }], "fields": fields,
    })
}

both! {
    async fn a_form_fills_only_fields_that_there_are_with_values_of_their_kind(app: TestApp) {
        let world = World::new(&app).await;
        add_fields(&world).await;
        let wrong = json!({ "colour": "red", "channel": "phone", "opened": "2026-02-30", "seats": "many", "list_price": 5 });
        let mut order = write(&world, "SO-1", wrong).await;
        let problem = world.admin.post("/api/customers/orders", order.clone()).await.problem();
        let said = problem["fields"].as_array().unwrap().iter().map(|field| (text(field, "path"), text(field, "code")));
        let expected = [
            ("fields.channel", "people.field.not_a_choice"),
            ("fields.colour", "people.field.unknown"),
            ("fields.list_price", "customers.field.not_a_value"),
            ("fields.opened", "people.field.bad_day"),
            ("fields.seats", "people.field.bad_number"),
        ];
        assert_eq!(said.collect::<Vec<_>>(), expected.map(|(path, code)| (path.to_owned(), code.to_owned())));
        order["fields"] = json!({ "channel": "online", "opened": "2026-02-28", "seats": "12", "list_price": "120", "absent": null });
        let order = world.admin.post("/api/customers/orders", order).await.ok();
        let kept = json!({ "channel": "online", "opened": "2026-02-28", "seats": 12, "list_price": "120.00" });
        assert_eq!(order["fields"], kept);

        let customer = json!({ "code": "C-9", "name": "Nine", "fields": { "discount": "a lot" } });
        let refused = world.admin.post("/api/customers/customers", customer).await;
        assert_eq!(refused.field_code("fields.discount"), "people.field.bad_rate");
        let product = json!({ "code": "P-9", "name": "Nine", "fields": { "colour": ["red"] } });
        let refused = world.admin.post("/api/customers/products", product).await;
        assert_eq!(refused.field_code("fields.colour"), "customers.field.not_a_value");
    }

    /// Opened in February online, in March in the shop; the payments take the fields of their orders.
    async fn measures_compare_fields_by_their_kind_and_payments_have_those_of_their_order(app: TestApp) {
        let world = World::new(&app).await;
        add_fields(&world).await;
        let measures = "[measure.opened]\nof = \"orders\"\nwhere = 'field.opened >= \"2026-03-01\"'\n\
            [measure.priced]\nof = \"orders\"\nwhere = 'field.list_price == \"120\"'\n\
            [measure.online]\nof = \"payments\"\nwhere = 'field.channel == \"online\"'\n";
        publish(&world, "chief", measures).await.ok();
        let online = json!({ "channel": "online", "opened": "2026-02-28", "list_price": "120.00" });
        let online = world.admin.post("/api/customers/orders", write(&world, "SO-1", online).await).await.ok();
        let shop = json!({ "channel": "shop", "opened": "2026-03-01", "list_price": "99" });
        let shop = world.admin.post("/api/customers/orders", write(&world, "SO-2", shop).await).await.ok();
        assert_eq!(world.totals("opened").await, sums(&[("ann", 10_000)]));
        assert_eq!(world.totals("priced").await, sums(&[("ann", 10_000)]));

        world.payment("PAY-1", Some(&online), "30.00").await;
        world.payment("PAY-2", Some(&shop), "5.00").await;
        let waits = world.payment("PAY-3", None, "7.00").await;
        assert_eq!(world.totals("online").await, sums(&[("ann", 3_000)]));
        let body = json!({ "order_id": online["id"] });
        world.finance.post_seen(&path("payments", &waits, "/match"), version(&waits), body).await.ok();
        world.import("payments", "", "code,order,received_on,amount\nPAY-4,SO-1,2026-03-11,1\nPAY-5,SO-2,2026-03-11,1\n").await;
        assert_eq!(world.totals("online").await, sums(&[("ann", 3_800)]));
        // An empty cell leaves the order, and with it the fields.
        world.import("payments", "", "code,order,received_on,amount\nPAY-4,,2026-03-12,2\n").await;
        assert_eq!(world.totals("online").await, sums(&[("ann", 3_900)]));
    }

    async fn a_measure_names_only_fields_that_there_are(app: TestApp) {
        let world = World::new(&app).await;
        add_fields(&world).await;
        let chanel = "[measure.online]\nof = \"orders\"\nwhere = 'field.chanel == \"online\"'\n";
        let refused = publish(&world, "chief", chanel).await;
        assert_eq!(refused.field_code("measure.online.where"), "ledger.measure.condition");
        let as_text = "[measure.seated]\nof = \"orders\"\nwhere = 'field.seats == \"twelve\"'\n";
        assert_eq!(publish(&world, "deputy", as_text).await.field_code("measure.seated.where"), "ledger.measure.condition");
    }

    async fn an_amount_of_a_field_that_is_finer_than_the_fen_is_rounded_and_counted(app: TestApp) {
        let world = World::new(&app).await;
        add_fields(&world).await;
        let file = "code,customer,owner,signed_on,net,field.list_price\nSO-1,C-1,ann,2026-03-02,1,\"1,234.565\"\n";
        let import = world.import("orders", "create_missing = [\"customers\"]\n", file).await;
        assert_eq!(import["counts"]["rounded"], 1);
        let order = world.items("/api/customers/orders").await.remove(0);
        let order = world.admin.get(&path("orders", &order, "")).await.ok();
        assert_eq!(order["fields"], json!({ "list_price": "1234.57" }));
    }
}
