//! Golden cases of goals, gates and days in the plan: joiners, transfers, a full and a final goal.

use beichen_testkit::{both, json};

use crate::scene::Scene;

/// The plan of incentives.md: a gate at 80 %, linear to 120 %.
const GATED: &str = "[measure.m]\nof = \"payments\"\n\
    [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"m\"\nbase = \"4000.00\"\ngate = \"80%\"\n\
    curve = { shape = \"linear\", points = [[\"80%\", \"80%\"], [\"100%\", \"100%\"], [\"120%\", \"140%\"]] }\n";

fn proportional(prorate: &str) -> String {
    format!(
        "[measure.m]\nof = \"orders\"\n\
         [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"m\"\nbase = \"3100.00\"\n\
         curve = {{ shape = \"proportional\" }}\nprorate = \"{prorate}\"\n"
    )
}

both! {
    /// 79,999.99 of 100,000 is below 80 %: nothing. One fen more: 4,000 × 80 % = 3,200.
    async fn a_gate_is_compared_exactly(app: TestApp) {
        let scene = Scene::with(&app, GATED).await;
        scene.goal("m", "2026-03", "100000.00", "full").await;
        let order = scene.order("SO-1", "2026-03-02", "200000.00", "200000.00").await;
        scene.pay(&order, "2026-03-10", "79999.99").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "0.00");
        scene.pay(&order, "2026-03-31", "0.01").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "3200.00");
    }

    /// 120 % → 140 %: 5,600.
    async fn a_linear_curve_rises_between_its_points(app: TestApp) {
        let scene = Scene::with(&app, GATED).await;
        scene.goal("m", "2026-03", "100000.00", "full").await;
        let order = scene.order("SO-1", "2026-03-02", "200000.00", "200000.00").await;
        scene.pay(&order, "2026-03-10", "120000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "5600.00");
    }

    async fn without_a_goal_nothing_is_paid_and_the_exception_is_listed(app: TestApp) {
        let scene = Scene::with(&app, GATED).await;
        let order = scene.order("SO-1", "2026-03-02", "200000.00", "200000.00").await;
        scene.pay(&order, "2026-03-10", "120000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "0.00");
        let trial = scene.try_plan("2026-03").await;
        let page = scene.director.get(&format!("/api/incentives/trials/{trial}/statements?search=a&sort=code")).await.ok();
        assert_eq!(page["items"][0]["exceptions"], json!(["no_goal"]));
    }

    /// In the plan on 17 of 31 days. Base 3,100 × 17/31 = 1,700; the full goal 1,000 × 17/31 is reached by 31/17:
    /// 1,700 × 31/17 = 3,100.
    async fn a_full_goal_is_prorated_with_the_base(app: TestApp) {
        let scene = Scene::who(&app, "in_unit(\"north\")", &proportional("calendar")).await;
        let north = scene.org.unit("north", None, None).await;
        scene.org.assign(scene.a.member, north, "2026-03-15").await;
        scene.goal("m", "2026-03", "1000.00", "full").await;
        scene.order("SO-1", "2026-03-20", "1000.00", "1000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "3100.00");
    }

    /// The same days, but the goal is already for them: 100 % of 1,700.
    async fn a_final_goal_is_never_prorated(app: TestApp) {
        let scene = Scene::who(&app, "in_unit(\"north\")", &proportional("calendar")).await;
        let north = scene.org.unit("north", None, None).await;
        scene.org.assign(scene.a.member, north, "2026-03-15").await;
        scene.goal("m", "2026-03", "1000.00", "final").await;
        scene.order("SO-1", "2026-03-20", "1000.00", "1000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "1700.00");
    }

    /// From Monday the 16th on March has 12 of its 22 workdays: 3,100 × 12/22 = 1,690.909…
    async fn proration_by_workdays_follows_the_official_calendar(app: TestApp) {
        let scene = Scene::who(&app, "in_unit(\"north\")", &proportional("workdays")).await;
        let north = scene.org.unit("north", None, None).await;
        scene.org.assign(scene.a.member, north, "2026-03-16").await;
        scene.goal("m", "2026-03", "1000.00", "final").await;
        scene.order("SO-1", "2026-03-20", "1000.00", "1000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "1690.91");
    }

    /// Transferred on the 16th: what was signed on the 10th counts in the plan of the east, what was signed on the 20th
    /// does not. 1,000 × 5 % = 50.
    async fn after_a_transfer_only_the_days_in_the_plan_count(app: TestApp) {
        let plan = "[measure.m]\nof = \"orders\"\n\
            [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";
        let scene = Scene::who(&app, "in_unit(\"east\")", plan).await;
        let north = scene.org.unit("north", None, None).await;
        scene.org.assign(scene.a.member, north, "2026-03-16").await;
        scene.order("SO-1", "2026-03-10", "1000.00", "1000.00").await;
        scene.order("SO-2", "2026-03-20", "1000.00", "1000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "50.00");
    }

    /// A refund after the transfer, of a payment before it, still counts for the person: (1,000 − 200) × 5 % = 40.
    async fn a_refund_counts_where_the_payment_that_it_takes_back_did(app: TestApp) {
        let plan = "[measure.m]\nof = \"payments\"\n\
            [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";
        let scene = Scene::who(&app, "in_unit(\"east\")", plan).await;
        let north = scene.org.unit("north", None, None).await;
        scene.org.assign(scene.a.member, north, "2026-03-16").await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1000.00").await;
        let payment = scene.pay(&order, "2026-03-10", "1000.00").await;
        scene.refund(&payment, "2026-03-20", "200.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "40.00");
    }

    /// Bands: exactly 100 % belongs to the upper one: 4,000 × 1.0; below it 0.8.
    async fn a_coefficient_table_puts_a_bound_into_the_upper_band(app: TestApp) {
        let plan = "[measure.m]\nof = \"orders\"\n\
            [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"m\"\nbase = \"4000.00\"\n\
            curve = { shape = \"bands\", bands = [[\"0%\", \"0\"], [\"80%\", \"0.8\"], [\"100%\", \"1.0\"]] }\n";
        let scene = Scene::with(&app, plan).await;
        scene.goal("m", "2026-03", "1000.00", "full").await;
        scene.order("SO-1", "2026-03-02", "999.99", "999.99").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "3200.00");
        scene.order("SO-2", "2026-03-03", "0.01", "0.01").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "4000.00");
    }

    /// From the gate to 100 % in a straight line: 90 % → 4,000 × (90 − 80) ÷ (100 − 80) = 2,000.
    async fn a_gate_from_zero_rises_in_a_straight_line(app: TestApp) {
        let plan = GATED.replace("gate = \"80%\"\n", "gate = \"80%\"\ngate_start = \"from_zero\"\n");
        let scene = Scene::with(&app, &plan).await;
        scene.goal("m", "2026-03", "100000.00", "full").await;
        let order = scene.order("SO-1", "2026-03-02", "200000.00", "200000.00").await;
        scene.pay(&order, "2026-03-10", "90000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "2000.00");
    }
}
