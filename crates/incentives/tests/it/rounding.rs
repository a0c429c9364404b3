//! Golden cases of the one rounding at a component's end. Source: incentives.md, "round".

use beichen_testkit::{TestApp, both};

use crate::scene::Scene;

/// What a plain rate pays on one order, or on one less its refund, with this way to round.
async fn paid(app: &TestApp, rate: &str, round: &str, net: &str) -> String {
    let scene = Scene::with(
        &TestApp::like(app).await,
        &format!(
            "[measure.m]\nof = \"orders\"\n[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\n\
             measure = \"m\"\nrate = \"{rate}\"\n{round}"
        ),
    )
    .await;
    scene.order("SO-1", "2026-03-02", net, net).await;
    scene.pay_of_a("2026-03").await
}

both! {
    /// 300,001.00 × 1.5 % = 4,500.015: 4,500.02, where a binary float gives .01.
    /// 300,003.00 × 1.5 % = 4,500.045: 4,500.05, where half to even gives .04.
    async fn half_a_fen_is_rounded_up_exactly(app: TestApp) {
        assert_eq!(paid(&app, "1.5%", "", "300001.00").await, "4500.02");
        assert_eq!(paid(&app, "1.5%", "", "300003.00").await, "4500.05");
    }

    /// `half_even`: 0.50 × 5 % = 0.025 → 0.02, and 0.70 × 5 % = 0.035 → 0.04; a hair above a half goes up:
    /// 0.50 × 5.0002 % = 0.025001 → 0.03.
    async fn half_a_fen_goes_to_the_even_one_where_the_component_says_so(app: TestApp) {
        let round = "round = \"half_even\"\n";
        assert_eq!(paid(&app, "5%", round, "0.50").await, "0.02");
        assert_eq!(paid(&app, "5%", round, "0.70").await, "0.04");
        assert_eq!(paid(&app, "5.0002%", round, "0.50").await, "0.03");
    }

    /// `down` is toward zero: 0.59 × 5 % = 0.0295 → 0.02.
    async fn what_is_over_a_whole_fen_is_dropped_where_the_component_says_so(app: TestApp) {
        assert_eq!(paid(&app, "5%", "round = \"down\"\n", "0.59").await, "0.02");
    }

    /// −0.59 × 5 % = −0.0295 and −0.50 × 5 % = −0.025: `down` gives −0.02, `half_up` away from zero −0.03.
    async fn below_zero_the_same_rules_point_to_and_away_from_zero(app: TestApp) {
        for (round, back, expected) in [("down", "0.59", "-0.02"), ("half_up", "0.50", "-0.03")] {
            let scene = Scene::with(&TestApp::like(&app).await, &format!(
                "[measure.m]\nof = \"payments\"\n[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\n\
                 measure = \"m\"\nrate = \"5%\"\nround = \"{round}\"\n"
            )).await;
            let order = scene.order("SO-1", "2026-02-02", "10.00", "10.00").await;
            let payment = scene.pay(&order, "2026-02-10", "10.00").await;
            scene.refund(&payment, "2026-03-02", back).await;
            assert_eq!(scene.pay_of_a("2026-03").await, expected, "{round}");
        }
    }

    /// To whole yuan: 10.00 × 5 % = 0.50 → 1.00; 9.98 × 5 % = 0.499 → 0.00; half to even 0.50 → 0.00 and 1.50 → 2.00.
    async fn a_component_can_be_rounded_to_whole_yuan(app: TestApp) {
        assert_eq!(paid(&app, "5%", "round_to = \"1\"\n", "10.00").await, "1.00");
        assert_eq!(paid(&app, "5%", "round_to = \"1\"\n", "9.98").await, "0.00");
        let even = "round_to = \"1\"\nround = \"half_even\"\n";
        assert_eq!(paid(&app, "5%", even, "10.00").await, "0.00");
        assert_eq!(paid(&app, "5%", even, "30.00").await, "2.00");
    }
}
