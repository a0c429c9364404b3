//! Golden cases of orders: what they are worth, cancelled, reduced, with cost, and whose customer is new.

use beichen_testkit::{both, json};

use crate::scene::Scene;

/// 5 % of a measure in a month.
fn five_percent(measure: &str) -> String {
    format!(
        "[measure.m]\n{measure}\n\
         [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n"
    )
}

both! {
    /// 1,000.00 net × 5 % = 50.00; the tax does not count.
    async fn an_order_counts_net_on_the_day_of_signing(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"orders\"")).await;
        scene.order("SO-1", "2026-03-31", "1000.00", "1130.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "50.00");
        assert_eq!(scene.pay_of_a("2026-04").await, "0.00");
    }

    async fn a_cancelled_order_counts_no_more(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"orders\"")).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        scene.director.post_seen(&format!("/api/customers/orders/{}/cancel", order.id), 1, json!({})).await.ok();
        assert_eq!(scene.pay_of_a("2026-03").await, "0.00");
    }

    /// What was paid stays counted until it is given back: 1,130.00 × 5 % = 56.50.
    async fn cancelling_an_order_leaves_what_was_paid_on_it(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"payments\"")).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        scene.pay(&order, "2026-03-10", "1130.00").await;
        scene.director.post_seen(&format!("/api/customers/orders/{}/cancel", order.id), 1, json!({})).await.ok();
        assert_eq!(scene.pay_of_a("2026-03").await, "56.50");
        let more = json!({ "order_id": order.id, "received_on": "2026-03-12", "amount": "1.00" });
        let refused = scene.finance.post("/api/customers/payments", more).await;
        assert_eq!(refused.code(), "customers.payment.order_cancelled");
    }

    /// Reduced to 565.00 after 1,130.00 were paid: the parts stay, 56.50.
    async fn reducing_an_order_below_what_was_paid_leaves_the_parts(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"payments\"")).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        scene.pay(&order, "2026-03-10", "1130.00").await;
        let view = scene.director.get(&format!("/api/customers/orders/{}", order.id)).await.ok();
        let line = json!({ "id": view["lines"][0]["id"], "net": "500.00", "gross": "565.00" });
        let body = scene.order_body("SO-1", "2026-03-02", json!({ "lines": [line] }));
        scene.director.put_seen(&format!("/api/customers/orders/{}", order.id), 1, body).await.ok();
        assert_eq!(scene.pay_of_a("2026-03").await, "56.50");
    }

    /// (100.00 − 60.00) × 10 = 400.00; 5 % of it is 20.00. A line without cost gives none.
    async fn margin_is_price_less_cost_and_a_line_without_cost_has_none(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"margin\"")).await;
        let lines = json!([{ "net": "1000.00", "quantity": 10, "unit_cost": "60.00" }, { "net": "500.00" }]);
        scene.order_with("SO-1", "2026-03-02", json!({ "lines": lines })).await;
        assert_eq!(scene.pay_of_a("2026-03").await, "20.00");
    }

    /// The split of a transfer of the order to `b`: the old credit is taken back, the new one stands.
    async fn an_order_that_changes_its_owner_changes_who_is_credited(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"orders\"")).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        let body = scene.order_body("SO-1", "2026-03-02", json!({
            "owner_id": scene.b.member.to_string(), "lines": [{ "net": "1000.00", "gross": "1130.00" }],
        }));
        scene.director.put_seen(&format!("/api/customers/orders/{}", order.id), 1, body).await.ok();
        assert_eq!(scene.pay_of_both("2026-03").await, ("0.00".to_owned(), "50.00".to_owned()));
    }

    /// The first order of a customer pays 7 %, the next one 5 %: 70.00 + 50.00.
    async fn a_rate_can_ask_whether_the_customer_is_new(app: TestApp) {
        let plan = five_percent("of = \"orders\"") + "rates_by = [['customer.is_new', \"7%\"]]\n";
        let scene = Scene::with(&app, &plan).await;
        scene.order("SO-1", "2026-03-02", "1000.00", "1000.00").await;
        scene.order("SO-2", "2026-03-03", "1000.00", "1000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "120.00");
    }

    /// One new customer of two wanted: 50 % of 1,000.00. Its order cancelled, the next one of the customer counts.
    async fn cancelling_a_customers_first_order_makes_the_next_one_count(app: TestApp) {
        let scene = Scene::with(&app,
            "[measure.m]\nof = \"new_customers\"\n\
             [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"m\"\n\
             base = \"1000.00\"\ncurve = { shape = \"proportional\" }\n").await;
        scene.goal("m", "2026-03", "2", "full").await;
        scene.goal("m", "2026-04", "2", "full").await;
        let first = scene.order("SO-1", "2026-03-02", "1.00", "1.00").await;
        scene.order("SO-2", "2026-04-02", "1.00", "1.00").await;
        assert_eq!((scene.pay_of_a("2026-03").await, scene.pay_of_a("2026-04").await), ("500.00".to_owned(), "0.00".to_owned()));
        scene.director.post_seen(&format!("/api/customers/orders/{}/cancel", first.id), 1, json!({})).await.ok();
        assert_eq!((scene.pay_of_a("2026-03").await, scene.pay_of_a("2026-04").await), ("0.00".to_owned(), "500.00".to_owned()));
    }
}
