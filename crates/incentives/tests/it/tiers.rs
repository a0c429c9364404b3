//! Golden cases of tiers that multiply a rate, bounded by the share of the goal.

use beichen_testkit::{TestApp, both};

use crate::scene::Scene;

/// 5 %, from 100 % of the goal on one and a half times; a goal of 1,000.00.
async fn scene(app: &TestApp, more: &str) -> Scene {
    let plan = format!(
        "[measure.m]\nof = \"orders\"\n\
         [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n\
         tiers = [[\"0%\", \"1x\"], [\"100%\", \"1.5x\"]]\n{more}"
    );
    let scene = Scene::with(app, &plan).await;
    scene.goal("m", "2026-03", "1000.00", "final").await;
    scene
}

both! {
    /// 1,000 × 5 % + 200 × 7.5 % = 50 + 15; as a whole 1,200 × 7.5 % = 90.
    async fn a_multiplier_holds_for_its_part_or_for_the_whole(app: TestApp) {
        for (apply, expected) in [("marginal", "65.00"), ("whole", "90.00")] {
            let scene = scene(&TestApp::like(&app).await, &format!("apply = \"{apply}\"\n")).await;
            scene.order("SO-1", "2026-03-02", "1200.00", "1200.00").await;
            assert_eq!(scene.pay_of_a("2026-03").await, expected, "{apply}");
        }
    }

    /// Exactly the goal: up 1,000 × 7.5 %, down 1,000 × 5 %.
    async fn exactly_the_goal_is_on_the_side_of_the_edge(app: TestApp) {
        for (edge, expected) in [("up", "75.00"), ("down", "50.00")] {
            let scene = scene(&TestApp::like(&app).await, &format!("apply = \"whole\"\nedge = \"{edge}\"\n")).await;
            scene.order("SO-1", "2026-03-02", "1000.00", "1000.00").await;
            assert_eq!(scene.pay_of_a("2026-03").await, expected, "{edge}");
        }
    }

    /// The first order, of a new customer, lies in 1x: 600 × 7 % = 42. The next: (400 × 1 + 200 × 1.5) × 5 % = 35.
    async fn a_rate_by_condition_multiplies_the_documents_own_step(app: TestApp) {
        let scene = scene(&app, "rates_by = [['customer.is_new', \"7%\"]]\n").await;
        scene.order("SO-1", "2026-03-02", "600.00", "600.00").await;
        scene.order("SO-2", "2026-03-03", "600.00", "600.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "77.00");
    }

    /// Without a goal there is no bound: nothing is paid.
    async fn without_a_goal_tiers_by_its_share_pay_nothing(app: TestApp) {
        let scene = scene(&app, "").await;
        scene.order("SO-1", "2026-04-02", "1200.00", "1200.00").await;
        assert_eq!(scene.pay_of_a("2026-04").await, "0.00");
    }
}
