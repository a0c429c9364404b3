//! Golden cases of what measures count: gross, quantity, first orders, margin by payment, and a cap for each document.

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
    /// With tax: 1,130.00 × 5 %.
    async fn orders_count_gross_where_the_measure_says_so(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"orders\"\namount = \"gross\"")).await;
        scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "56.50");
    }

    /// 10 + 5 pieces of 20: 75 % of 1,000.
    async fn quantity_counts_the_pieces_of_all_lines(app: TestApp) {
        let scene = Scene::with(&app,
            "[measure.m]\nof = \"quantity\"\n\
             [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"m\"\n\
             base = \"1000.00\"\ncurve = { shape = \"proportional\" }\n").await;
        scene.goal("m", "2026-03", "20", "final").await;
        let lines = json!([{ "net": "1.00", "quantity": 10 }, { "net": "1.00", "quantity": 5 }]);
        scene.order_with("SO-1", "2026-03-02", json!({ "lines": lines })).await;
        assert_eq!(scene.pay_of_a("2026-03").await, "750.00");
    }

    /// Only the customer's first order: 1,000.00 × 5 %, net. Cancelled, the next one is the first: 400.00 × 5 %.
    async fn first_orders_credit_the_order_that_made_the_customer_new(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"first_orders\"")).await;
        let first = scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        scene.order("SO-2", "2026-03-03", "400.00", "452.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "50.00");
        scene.director.post_seen(&format!("/api/customers/orders/{}/cancel", first.id), 1, json!({})).await.ok();
        assert_eq!(scene.pay_of_a("2026-03").await, "20.00");
    }

    /// A margin of 1,000.00 − 10 × 60.00 = 400.00; half of the order is paid in March: 200.00 × 5 %. The rest in April.
    async fn a_margin_by_payment_counts_in_proportion_on_the_day_of_each(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"margin\"\nday = \"received_on\"")).await;
        let lines = json!([{ "net": "1000.00", "quantity": 10, "unit_cost": "60.00" }]);
        let order = scene.order_with("SO-1", "2026-02-02", json!({ "lines": lines })).await;
        scene.pay(&order, "2026-03-10", "500.00").await;
        scene.pay(&order, "2026-04-10", "500.00").await;
        assert_eq!(scene.pay_of_a("2026-02").await, "0.00");
        assert_eq!(scene.pay_of_a("2026-03").await, "10.00");
        assert_eq!(scene.pay_of_a("2026-04").await, "10.00");
    }

    /// At most 500.00 of a payment's net: of 1,000.00; of 700.00 after a refund; then 400.00 are left, below the cap.
    async fn a_document_cap_holds_for_what_is_left_after_refunds(app: TestApp) {
        let scene = Scene::with(&app, &five_percent("of = \"payments\"\ncap_each = \"500.00\"")).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1000.00").await;
        let payment = scene.pay(&order, "2026-03-10", "1000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "25.00");
        scene.refund(&payment, "2026-03-11", "300.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "25.00");
        scene.refund(&payment, "2026-03-12", "300.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "20.00");
    }
}
