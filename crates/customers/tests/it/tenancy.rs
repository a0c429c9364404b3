//! What belongs to another organisation does not exist.

use beichen_kernel::Role;
use beichen_testkit::{both, json};

use crate::world::{World, path, version};

both! {
    async fn nothing_of_another_organisation_is_found_or_written(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let payment = world.payment("PAY-1", Some(&order), "40.00").await;
        let product = json!({ "code": "P-1", "name": "Bike" });
        let product = world.admin.post("/api/customers/products", product).await.ok();
        let write = json!({ "payment_id": payment["id"], "refunded_on": "2026-03-20", "amount": "1.00" });
        let refund = world.finance.post("/api/customers/refunds", write).await.ok();
        let customer = order["customer"].clone();

        let other = app.org("other").await.person("chief", &[Role::Administrator, Role::Finance, Role::Director]).await;
        let things =
            [("customers", &customer), ("products", &product), ("orders", &order), ("payments", &payment), ("refunds", &refund)];
        for (list, thing) in things {
            assert_eq!(other.get(&path(list, thing, "")).await.status, 404, "{list}");
            let items = other.get(&format!("/api/customers/{list}")).await.ok();
            assert_eq!(items["items"], json!([]), "{list}");
        }
        for (list, thing) in [("orders", &order), ("payments", &payment), ("refunds", &refund)] {
            let cancel = other.post_seen(&path(list, thing, "/cancel"), version(thing), json!({})).await;
            assert_eq!(cancel.status, 404, "{list}");
        }
        let write = json!({ "code": "PAY-9", "received_on": "2026-03-11", "amount": "1", "order_id": order["id"] });
        let foreign = other.post("/api/customers/payments", write).await;
        assert_eq!(foreign.field_code("order_id"), "customers.payment.order_unknown");
        let write = json!({
            "code": "SO-9", "customer_id": customer["id"], "signed_on": "2026-03-02", "lines": [{ "net": "1" }],
        });
        assert_eq!(other.post("/api/customers/orders", write).await.field_code("customer_id"), "customers.customer.unknown");
    }

    async fn nobody_signed_in_sees_nothing(app: TestApp) {
        for list in ["customers", "products", "orders", "payments", "refunds"] {
            let answer = app.request(axum::http::Method::GET, &format!("/api/customers/{list}"), None).await;
            assert_eq!(answer.status, 401, "{list}");
        }
    }
}
