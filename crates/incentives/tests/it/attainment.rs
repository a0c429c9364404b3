//! Golden cases of attainment: several measures by weight, its cap, the straight line from the gate, both edges.

use beichen_testkit::{TestApp, both};

use crate::scene::Scene;

/// Orders to 70 % (at most 150 % of their goal), new customers to 30 %; a base of 1,000.
const WEIGHTED: &str = "[measure.m]\nof = \"orders\"\n[measure.n]\nof = \"new_customers\"\n\
    [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\nbase = \"1000.00\"\n\
    measures = [{ measure = \"m\", weight = \"70%\", cap = \"150%\" }, { measure = \"n\", weight = \"30%\" }]\n\
    curve = { shape = \"proportional\" }\n";

/// What orders of one month pay on a goal of 100.00 and a base of 1,000.
async fn paid(app: &TestApp, more: &str, net: &str) -> String {
    let scene = Scene::with(
        &TestApp::like(app).await,
        &format!(
            "[measure.m]\nof = \"orders\"\n[[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\n\
             measure = \"m\"\nbase = \"1000.00\"\n{more}\n"
        ),
    )
    .await;
    scene.goal("m", "2026-03", "100.00", "final").await;
    scene.order("SO-1", "2026-03-02", net, net).await;
    scene.pay_of_a("2026-03").await
}

const PROPORTIONAL: &str = "curve = { shape = \"proportional\" }";

both! {
    /// 80 % × 70 % + 50 % × 30 % = 71 %. Then 200 % counts as 150 %: 105 % + 15 % = 120 %.
    async fn several_measures_are_added_by_weight_each_up_to_its_cap(app: TestApp) {
        let scene = Scene::with(&app, WEIGHTED).await;
        scene.goal("m", "2026-03", "1000.00", "final").await;
        scene.goal("n", "2026-03", "2", "final").await;
        scene.order("SO-1", "2026-03-02", "800.00", "800.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "710.00");
        scene.order("SO-2", "2026-03-03", "1200.00", "1200.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "1200.00");
    }

    /// 200 % counts as 150 %.
    async fn attainment_counts_up_to_its_cap(app: TestApp) {
        let capped = format!("cap_attainment = \"150%\"\n{PROPORTIONAL}");
        assert_eq!(paid(&app, &capped, "200.00").await, "1500.00");
        assert_eq!(paid(&app, &capped, "149.99").await, "1499.90");
    }

    /// incentives.md: gate 80 %, `from_zero`, base 1,000: 80.00 → 0; 80.01 → 0.50; 99.99 → 999.50; 100.01 → 1,000.10.
    async fn from_zero_rises_from_the_gate_and_follows_the_curve_from_the_goal_on(app: TestApp) {
        let gate = format!("gate = \"80%\"\ngate_start = \"from_zero\"\n{PROPORTIONAL}");
        for (net, expected) in [("80.00", "0.00"), ("80.01", "0.50"), ("99.99", "999.50"), ("100.01", "1000.10")] {
            assert_eq!(paid(&app, &gate, net).await, expected, "{net}");
        }
    }

    /// Exactly 100 %: the upper band pays 1,000, with `edge = "down"` the lower one 800.
    async fn a_bound_of_a_coefficient_table_is_on_the_side_of_its_edge(app: TestApp) {
        let table = |edge: &str| {
            format!("curve = {{ shape = \"bands\", bands = [[\"0%\", \"0.8\"], [\"100%\", \"1.0\"]], edge = \"{edge}\" }}")
        };
        assert_eq!(paid(&app, &table("up"), "100.00").await, "1000.00");
        assert_eq!(paid(&app, &table("down"), "100.00").await, "800.00");
    }
}
