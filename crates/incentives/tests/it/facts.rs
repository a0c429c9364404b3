//! Golden cases of what a document's facts decide: which ones a measure counts, at which rate, and for whom.

use beichen_testkit::{both, json};
use serde_json::Value;

use crate::scene::{Scene, id};

/// 5 % of a measure in a month, with what is given besides.
fn five_percent(measure: &str, more: &str) -> String {
    format!(
        "[measure.m]\n{measure}\n\
         [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n{more}\n"
    )
}

async fn customer(scene: &Scene, code: &str, more: Value) -> String {
    let mut body = json!({ "code": code, "name": code });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    id(&scene.director.post("/api/customers/customers", body).await.ok())
}

/// Two lines, 600.00 of a new product and 400.00 of an old one.
async fn two_lines(scene: &Scene) -> Value {
    let (new, old) = (scene.product("N", "新品").await, scene.product("O", "老品").await);
    json!({ "lines": [{ "product_id": new, "net": "600.00" }, { "product_id": old, "net": "400.00" }] })
}

const NEW_PRODUCTS: &str = "rates_by = [['product.family == \"新品\"', \"8%\"]]";

both! {
    /// Only orders of A customers of the segment 工业 count: 1,000.00 × 5 %.
    async fn a_measure_asks_for_the_customers_tier_and_fields(app: TestApp) {
        let mut scene = Scene::company(&app).await;
        scene.field("customer", "segment", "text").await;
        let asked = "of = \"orders\"\nwhere = 'customer.tier == \"A\" && customer.field.segment == \"工业\"'";
        scene.adopt(&five_percent(asked, "")).await;
        let facts = |tier: &str, segment: &str| json!({ "tier": tier, "fields": { "segment": segment } });
        for (code, net, facts) in [
            ("K2", "1000.00", facts("A", "工业")),
            ("K3", "100.00", facts("B", "工业")),
            ("K4", "10.00", facts("A", "零售")),
        ] {
            let customer = customer(&scene, code, facts).await;
            let more = json!({ "customer_id": customer, "lines": [{ "net": net }] });
            scene.order_with(&format!("SO-{code}"), "2026-03-02", more).await;
        }
        assert_eq!(scene.pay_of_a("2026-03").await, "50.00");
    }

    /// The channel stands on the order: 1,000.00 × 3 % + 1,000.00 × 5 %.
    async fn a_rate_asks_for_a_field_of_the_order(app: TestApp) {
        let mut scene = Scene::company(&app).await;
        scene.field("order", "channel", "text").await;
        scene.adopt(&five_percent("of = \"orders\"", "rates_by = [['field.channel == \"代理\"', \"3%\"]]")).await;
        for (code, channel) in [("SO-1", "代理"), ("SO-2", "直销")] {
            let more = json!({ "lines": [{ "net": "1000.00" }], "fields": { "channel": channel } });
            scene.order_with(code, "2026-03-02", more).await;
        }
        assert_eq!(scene.pay_of_a("2026-03").await, "80.00");
    }

    /// 600.00 × 8 % + 400.00 × 5 % = 48.00 + 20.00.
    async fn a_rate_by_family_goes_line_by_line(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"orders\"", NEW_PRODUCTS)).await;
        let lines = two_lines(&scene).await;
        scene.order_with("SO-1", "2026-03-02", lines).await;
        assert_eq!(scene.pay_of_a("2026-03").await, "68.00");
    }

    /// 500.00 are spread 300.00 and 200.00: 24.00 + 10.00. Of 100.00 given back 60.00 and 40.00 were theirs: −4.80 − 2.00.
    async fn a_payment_has_the_rates_of_its_orders_lines_and_a_refund_those_of_its_payment(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"payments\"", NEW_PRODUCTS)).await;
        let lines = two_lines(&scene).await;
        let order = scene.order_with("SO-1", "2026-03-02", lines).await;
        let payment = scene.pay(&order, "2026-03-10", "500.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "34.00");
        scene.refund(&payment, "2026-03-12", "100.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "27.20");
        scene.refund(&payment, "2026-04-12", "400.00").await;
        assert_eq!(scene.pay_of_a("2026-04").await, "-27.20");
    }

    /// The order names nobody: the customer's owner, b, is credited. 1,000.00 × 5 %.
    async fn without_an_owner_of_its_own_an_order_is_the_customers_owners(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"orders\"", "")).await;
        let customer = customer(&scene, "K2", json!({ "owner_id": scene.b.member.to_string() })).await;
        let more = json!({ "customer_id": customer, "owner_id": null, "lines": [{ "net": "1000.00" }] });
        scene.order_with("SO-1", "2026-03-02", more).await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("0.00".to_owned(), "50.00".to_owned()));
    }

    /// With tax the order is 1,130.00, at least 1,100.00, and that is what is counted: × 8 %.
    async fn a_rate_by_amount_sees_the_amount_that_the_measure_counts(app: TestApp) {
        let large = "rates_by = [['amount_at_least(\"1100.00\")', \"8%\"]]";
        let scene = Scene::with(&app, &five_percent("of = \"orders\"\namount = \"gross\"", large)).await;
        scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "90.40");
    }

    /// 1,000.00 paid on both lines, then the new product leaves the order: its 600.00 stay credited, at 8 %.
    async fn a_payment_keeps_the_rate_of_a_line_that_its_order_no_longer_has(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"payments\"", NEW_PRODUCTS)).await;
        let both = two_lines(&scene).await;
        let order = scene.order_with("SO-1", "2026-03-02", both.clone()).await;
        scene.pay(&order, "2026-03-10", "1000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "68.00");
        let read = scene.director.get(&format!("/api/customers/orders/{}", order.id)).await.ok();
        let mut kept = both["lines"][1].clone();
        kept["id"] = read["lines"][1]["id"].clone();
        let body = scene.order_body("SO-1", "2026-03-02", json!({ "lines": [kept] }));
        scene.director.put_seen(&format!("/api/customers/orders/{}", order.id), 1, body).await.ok();
        assert_eq!(scene.pay_of_a("2026-03").await, "68.00");
    }
}
