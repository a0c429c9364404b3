//! Golden cases of a base that comes from the person: from the grade, a field of the member, a share of variable pay.

use beichen_testkit::{both, json};

use crate::scene::Scene;

/// A base paid in proportion to orders.
fn of_base(base: &str, period: &str) -> String {
    format!(
        "[measure.m]\nof = \"orders\"\n\
         [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"{period}\"\nmeasure = \"m\"\nbase = {base}\n\
         curve = {{ shape = \"proportional\" }}\n"
    )
}

/// Half of `a`'s goal of the period.
async fn half_reached(scene: &Scene, period: &str) {
    scene.goal("m", period, "1000.00", "final").await;
    scene.order("SO-1", "2026-03-02", "500.00", "500.00").await;
}

both! {
    /// Grade S2 from 16 March on: on the last day its base of 5,000 holds, half of it is 2,500. February has S1's 4,000.
    async fn a_base_of_the_grade_is_that_of_the_last_day(app: TestApp) {
        let mut scene = Scene::company(&app).await;
        scene.import("grades",
            "grade,column,kind,value,from\nS1,bonus_base,money,4000,2026-01-01\nS2,bonus_base,money,5000,2026-01-01\n").await;
        let path = format!("/api/people/members/{}", scene.a.member);
        for (grade, from) in [("S1", "2026-02-01"), ("S2", "2026-03-16")] {
            let to = json!({ "unit_id": scene.east.to_string(), "from": from, "grade": grade });
            scene.hr.post_on(&path, &format!("{path}/transfer"), to).await.ok();
        }
        scene.adopt(&of_base("{ grade = \"bonus_base\" }", "month")).await;
        half_reached(&scene, "2026-03").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "2500.00");
        scene.goal("m", "2026-02", "1000.00", "final").await;
        scene.order("SO-2", "2026-02-02", "1000.00", "1000.00").await;
        assert_eq!(scene.pay_of_a("2026-02").await, "4000.00");
    }

    /// 4,100 of the field `bonus`; b has none and is listed.
    async fn a_base_of_a_field_needs_the_field(app: TestApp) {
        let mut scene = Scene::company(&app).await;
        scene.field("member", "bonus", "money").await;
        let path = format!("/api/people/members/{}", scene.a.member);
        let bonus = json!({ "value": "4100.00", "from": "2026-01-01" });
        scene.hr.post_on(&path, &format!("{path}/fields/bonus"), bonus).await.ok();
        scene.adopt(&of_base("{ member = \"bonus\" }", "month")).await;
        half_reached(&scene, "2026-03").await;
        scene.goal_of(&scene.b, "m", "2026-03", "1000.00", "final").await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("2050.00".to_owned(), "0.00".to_owned()));
        let trial = scene.try_plan("2026-03").await;
        let of_b = scene.director.get(&format!("/api/incentives/trials/{trial}/statements?search=b&sort=code")).await.ok();
        assert_eq!(of_b["items"][0]["exceptions"], json!(["no_value"]));
    }

    /// 30 % of 120,000 a year: 3,000 a month, 9,000 a quarter. Half of it.
    async fn a_share_of_variable_pay_is_divided_by_the_periods_of_the_year(app: TestApp) {
        for (kind, period, expected) in [("month", "2026-03", "1500.00"), ("quarter", "2026-Q1", "4500.00")] {
            let mut scene = Scene::company(&beichen_testkit::TestApp::like(&app).await).await;
            let path = format!("/api/people/members/{}", scene.a.member);
            let pay = json!({ "amount": "120000.00", "from": "2026-01-01" });
            scene.hr.post_on(&path, &format!("{path}/variable-pay"), pay).await.ok();
            scene.adopt(&of_base("{ share = \"30%\", of = \"variable_pay\" }", kind)).await;
            half_reached(&scene, period).await;
            assert_eq!(scene.pay_of_a(period).await, expected);
        }
    }
}
