//! Golden cases of payments, refunds and splits. Each amount is worked out by hand from incentives.md, "What a document is worth".

use beichen_testkit::{both, json};

use crate::scene::Scene;

/// 5 % of what was collected, gross, in a month.
const COLLECTED: &str = "[measure.m]\nof = \"payments\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";

/// The whole of what was collected, so that a fen can be seen.
const EVERY_FEN: &str = "[measure.m]\nof = \"payments\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"100%\"\n";

both! {
    /// 565.00 × 5 % = 28.25.
    async fn a_payment_counts_gross_on_the_day_it_was_received(app: TestApp) {
        let scene = Scene::with(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-02-27", "1000.00", "1130.00").await;
        scene.pay(&order, "2026-03-10", "565.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "28.25");
        assert_eq!(scene.pay_of_a("2026-02").await, "0.00");
    }

    async fn an_unmatched_payment_counts_for_nobody_until_it_is_matched_and_then_on_its_own_day(app: TestApp) {
        let scene = Scene::with(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-02-27", "1000.00", "1130.00").await;
        let payment = json!({ "received_on": "2026-03-10", "amount": "565.00" });
        let payment = scene.finance.post("/api/customers/payments", payment).await.ok();
        assert_eq!(scene.pay_of_a("2026-03").await, "0.00");

        let path = format!("/api/customers/payments/{}/match", payment["id"].as_str().unwrap());
        scene.finance.post_seen(&path, 1, json!({ "order_id": order.id })).await.ok();
        assert_eq!(scene.pay_of_a("2026-03").await, "28.25");
    }

    /// Only 1,130.00 of 2,000.00 fit the order: 1,130.00 × 5 % = 56.50.
    async fn what_exceeds_the_order_stays_unmatched(app: TestApp) {
        let scene = Scene::with(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        let payment = scene.pay(&order, "2026-03-10", "2000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "56.50");
        let view = scene.finance.get(&format!("/api/customers/payments/{}", payment.id)).await.ok();
        assert_eq!(view["unmatched"], "870.00");
    }

    /// March: 1,130.00 × 5 % = 56.50. April: −113.00 × 5 % = −5.65.
    async fn a_refund_counts_on_its_own_day_by_default(app: TestApp) {
        let scene = Scene::with(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        let payment = scene.pay(&order, "2026-03-10", "1130.00").await;
        scene.refund(&payment, "2026-04-02", "113.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "56.50");
        assert_eq!(scene.pay_of_a("2026-04").await, "-5.65");
    }

    /// (1,130.00 − 113.00) × 5 % = 50.85, all in March.
    async fn a_refund_counts_on_the_day_of_the_payment_where_the_measure_says_original(app: TestApp) {
        let plan = COLLECTED.replace("of = \"payments\"\n", "of = \"payments\"\nrefund_day = \"original\"\n");
        let scene = Scene::with(&app, &plan).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        let payment = scene.pay(&order, "2026-03-10", "1130.00").await;
        scene.refund(&payment, "2026-04-02", "113.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "50.85");
        assert_eq!(scene.pay_of_a("2026-04").await, "0.00");
    }

    /// 870.00 of 2,000.00 are unmatched; 900.00 given back take those and 30.00 more: 1,100.00 × 5 % = 55.00.
    async fn a_refund_first_takes_what_is_unmatched(app: TestApp) {
        let scene = Scene::with(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        let payment = scene.pay(&order, "2026-03-10", "2000.00").await;
        scene.refund(&payment, "2026-03-20", "900.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "55.00");
    }

    async fn giving_everything_back_leaves_nothing(app: TestApp) {
        let scene = Scene::with(&app, COLLECTED).await;
        let order = scene.order_with("SO-1", "2026-03-02", json!({
            "lines": [{ "net": "333.33" }, { "net": "666.68" }], "splits": scene.split("70%", "30%"),
        })).await;
        let payment = scene.pay(&order, "2026-03-10", "1000.01").await;
        scene.refund(&payment, "2026-03-11", "333.34").await;
        scene.refund(&payment, "2026-03-12", "666.67").await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("0.00".to_owned(), "0.00".to_owned()));
    }

    /// 5 fen at 70/30: 3.5 and 1.5, the fen left over goes to the earlier of equal remainders: 4 and 1.
    async fn a_split_goes_by_largest_remainder_and_a_tie_to_the_earlier(app: TestApp) {
        let scene = Scene::with(&app, EVERY_FEN).await;
        let more = json!({ "lines": [{ "net": "0.05" }], "splits": scene.split("70%", "30%") });
        let order = scene.order_with("SO-1", "2026-03-02", more).await;
        scene.pay(&order, "2026-03-10", "0.05").await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("0.04".to_owned(), "0.01".to_owned()));
    }

    /// Of the parts 4 and 1, 2 fen given back are 1.6 and 0.4: 2 and 0. What is left: 2 and 1.
    async fn a_partial_refund_divides_what_was_given_back_so_far(app: TestApp) {
        let scene = Scene::with(&app, EVERY_FEN).await;
        let more = json!({ "lines": [{ "net": "0.05" }], "splits": scene.split("70%", "30%") });
        let order = scene.order_with("SO-1", "2026-03-02", more).await;
        let payment = scene.pay(&order, "2026-03-10", "0.05").await;
        scene.refund(&payment, "2026-03-11", "0.02").await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("0.02".to_owned(), "0.01".to_owned()));
    }

    /// 1,130.00 at 70/30: 791.00 × 5 % = 39.55 and 339.00 × 5 % = 16.95.
    async fn the_people_of_a_split_are_each_credited_their_share(app: TestApp) {
        let scene = Scene::with(&app, COLLECTED).await;
        let more = json!({ "lines": [{ "net": "1000.00", "gross": "1130.00" }], "splits": scene.split("70%", "30%") });
        let order = scene.order_with("SO-1", "2026-03-02", more).await;
        scene.pay(&order, "2026-03-10", "1130.00").await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("39.55".to_owned(), "16.95".to_owned()));
    }

    /// 565.00 × 1,000.00 ÷ 1,130.00 = 500.00; 5 % of it is 25.00.
    async fn a_payment_counts_net_where_the_measure_says_so(app: TestApp) {
        let plan = COLLECTED.replace("of = \"payments\"\n", "of = \"payments\"\namount = \"net\"\n");
        let scene = Scene::with(&app, &plan).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1130.00").await;
        scene.pay(&order, "2026-03-10", "565.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "25.00");
    }

    /// The lines are open with 600.00 and 400.00: 500.00 go 300.00 and 200.00; only the first line's family counts.
    async fn a_payment_is_spread_over_the_lines_by_open_amount_so_that_a_filter_on_lines_works(app: TestApp) {
        let plan = COLLECTED.replace("of = \"payments\"\n", "of = \"payments\"\nwhere = 'product.family == \"新品\"'\n");
        let scene = Scene::with(&app, &plan).await;
        let (new, old) = (scene.product("N", "新品").await, scene.product("O", "老品").await);
        let lines = json!([{ "product_id": new, "net": "600.00" }, { "product_id": old, "net": "400.00" }]);
        let order = scene.order_with("SO-1", "2026-03-02", json!({ "lines": lines })).await;
        scene.pay(&order, "2026-03-10", "500.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "15.00");
        scene.pay(&order, "2026-03-11", "500.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "30.00");
    }

    /// Shares of 700.00 and 300.00, each at most 500.00: 25.00 and 15.00.
    async fn a_document_cap_after_the_split_cuts_each_share(app: TestApp) {
        let plan = COLLECTED.replace("of = \"payments\"\n", "of = \"payments\"\ncap_each = \"500.00\"\n");
        let scene = Scene::with(&app, &plan).await;
        let more = json!({ "lines": [{ "net": "1000.00" }], "splits": scene.split("70%", "30%") });
        let order = scene.order_with("SO-1", "2026-03-02", more).await;
        scene.pay(&order, "2026-03-10", "1000.00").await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("25.00".to_owned(), "15.00".to_owned()));
    }

    /// 500.00 of 1,000.00 are left to share: 350.00 and 150.00, so 17.50 and 7.50.
    async fn a_document_cap_before_the_split_cuts_what_is_shared(app: TestApp) {
        let cap = "of = \"payments\"\ncap_each = \"500.00\"\ncap_order = \"cap_then_split\"\n";
        let scene = Scene::with(&app, &COLLECTED.replace("of = \"payments\"\n", cap)).await;
        let more = json!({ "lines": [{ "net": "1000.00" }], "splits": scene.split("70%", "30%") });
        let order = scene.order_with("SO-1", "2026-03-02", more).await;
        scene.pay(&order, "2026-03-10", "1000.00").await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("17.50".to_owned(), "7.50".to_owned()));
    }
}
