//! Golden cases of rates and tiers, on amounts that hit their bounds exactly. Source: incentives.md, "Some worked examples".

use beichen_testkit::{TestApp, both};

use crate::scene::Scene;

/// A commission on orders with these attributes.
fn commission(attributes: &str) -> String {
    format!(
        "[measure.m]\nof = \"orders\"\n\
         [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\n{attributes}\n"
    )
}

async fn paid(app: &TestApp, attributes: &str, orders: &[&str]) -> String {
    let scene = Scene::with(app, &commission(attributes)).await;
    for (place, net) in orders.iter().enumerate() {
        scene.order(&format!("SO-{place}"), "2026-03-02", net, net).await;
    }
    scene.pay_of_a("2026-03").await
}

const WHOLE: &str = "tiers = [[\"0\", \"1%\"], [\"300000\", \"1.5%\"], [\"1000000\", \"1.8%\"], [\"1500000\", \"2%\"]]\napply = \"whole\"";
const STEPS: &str = "tiers = [[\"0\", \"1%\"], [\"1000\", \"2%\"], [\"3000\", \"3%\"], [\"8000\", \"5%\"]]";
const SIX: [&str; 6] = ["200.00", "300.00", "1500.00", "1200.00", "2000.00", "4500.00"];

both! {
    /// 10,000 × 2 % + 20,000 × 4 % = 1,000.
    async fn marginal_tiers_pay_each_part_at_its_own_rate(app: TestApp) {
        let tiers = "tiers = [[\"0\", \"2%\"], [\"10000\", \"4%\"], [\"50000\", \"5%\"], [\"80000\", \"10%\"]]";
        assert_eq!(paid(&app, tiers, &["30000.00"]).await, "1000.00");
    }

    /// 300,000 belongs to the upper tier under `up`: × 1.5 % = 4,500; under `down` to the lower: × 1 % = 3,000.
    async fn an_amount_exactly_on_a_bound_belongs_to_the_upper_tier_unless_the_edge_is_down(app: TestApp) {
        assert_eq!(paid(&app, WHOLE, &["300000.00"]).await, "4500.00");
        let down = format!("{WHOLE}\nedge = \"down\"");
        let again = TestApp::like(&app).await;
        assert_eq!(paid(&again, &down, &["300000.00"]).await, "3000.00");
    }

    /// 2 + 3 + 20 + 14 + 30 + 95 = 164.
    async fn tiers_per_transaction_begin_anew_with_each_document(app: TestApp) {
        assert_eq!(paid(&app, &format!("{STEPS}\naccumulate = \"transaction\""), &SIX).await, "164.00");
    }

    /// 9,700 together: 10 + 40 + 150 + 85 = 285.
    async fn tiers_of_the_period_run_over_all_documents(app: TestApp) {
        assert_eq!(paid(&app, STEPS, &SIX).await, "285.00");
    }

    /// At most 500.00 for one document: 500.00 + 50.00.
    async fn a_cap_of_each_document_cuts_its_pay(app: TestApp) {
        assert_eq!(paid(&app, "rate = \"5%\"\ncap_each = \"500.00\"", &["20000.00", "1000.00"]).await, "550.00");
    }

    /// 5 % of four months of 0.10: 0.005, 0.01, 0.015, 0.02 so far are 0.01, 0.01, 0.02, 0.02.
    async fn year_to_date_rounds_the_year_so_far_and_takes_the_difference(app: TestApp) {
        let scene = Scene::with(&app, &commission("rate = \"5%\"\naccumulate = \"year_to_date\"")).await;
        for month in 1..=4 {
            scene.order(&format!("SO-{month}"), &format!("2026-{month:02}-10"), "0.10", "0.10").await;
        }
        let mut paid = Vec::new();
        for month in 1..=4 {
            paid.push(scene.pay_of_a(&format!("2026-{month:02}")).await);
        }
        assert_eq!(paid, ["0.01", "0.00", "0.01", "0.00"]);
    }

    /// 5 % of 50,000 is 2,500, cut to 2,000; 5 % of 1,000 is 50, raised to 300.
    async fn a_cap_cuts_and_a_floor_raises(app: TestApp) {
        let bounds = "rate = \"5%\"\ncap = \"2000.00\"\nfloor = \"300.00\"";
        assert_eq!(paid(&app, bounds, &["50000.00"]).await, "2000.00");
        let again = TestApp::like(&app).await;
        assert_eq!(paid(&again, bounds, &["1000.00"]).await, "300.00");
    }

    /// A closed condition pays nothing, not even the floor.
    async fn a_condition_that_does_not_hold_pays_nothing(app: TestApp) {
        let gated = "rate = \"5%\"\nfloor = \"300.00\"\nwhen = 'at_least(\"m\", \"1000.01\")'";
        assert_eq!(paid(&app, gated, &["1000.00"]).await, "0.00");
    }
}
