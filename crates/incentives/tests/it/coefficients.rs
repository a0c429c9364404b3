//! Golden cases of `times`: coefficients of company, unit and person, and multipliers by a measure.

use beichen_testkit::both;

use crate::scene::Scene;

/// 5 % of orders, times what is given.
fn times(times: &str) -> String {
    format!(
        "[measure.m]\nof = \"orders\"\n\
         [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n\
         times = [{times}]\n"
    )
}

const THREE: &str = "{ coefficient = \"company\" }, { coefficient = \"unit\" }, { coefficient = \"person\" }";

both! {
    /// a: 50.00 × 1.1 × 1.2 × 0.9 = 59.40. b, whose own is 1: 50.00 × 1.1 × 1.2 = 66.00. In April none is set: 50.00.
    async fn company_unit_and_person_are_multiplied_and_1_where_none_is_set(app: TestApp) {
        let scene = Scene::with(&app, &times(THREE)).await;
        scene.import("coefficients",
            "key,unit,person,period,value\ncompany,,,2026-03,1.1\nunit,east,,2026-03,1.2\nperson,,a,2026-03,90%\n").await;
        for (code, day) in [("SO-1", "2026-03-02"), ("SO-2", "2026-04-02")] {
            scene.order(code, day, "1000.00", "1000.00").await;
        }
        scene.order_with("SO-3", "2026-03-02", beichen_testkit::json!({
            "owner_id": scene.b.member.to_string(), "lines": [{ "net": "1000.00" }],
        })).await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("59.40".to_owned(), "66.00".to_owned()));
        assert_eq!(scene.pay_of_a("2026-04").await, "50.00");
    }

    /// Of one key: a's own 1.5 before the company's 1.1; the month's before the year's 2.0, so b has 1.1.
    async fn the_shorter_period_holds_and_of_equal_ones_what_is_nearer_to_the_person(app: TestApp) {
        let scene = Scene::with(&app, &times("{ coefficient = \"company\" }")).await;
        scene.import("coefficients",
            "key,person,period,value\ncompany,,2026,2\ncompany,,2026-03,1.1\ncompany,a,2026-03,1.5\n").await;
        let more = beichen_testkit::json!({ "lines": [{ "net": "2000.00" }], "splits": scene.split("50%", "50%") });
        scene.order_with("SO-1", "2026-03-02", more).await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("75.00".to_owned(), "55.00".to_owned()));
    }

    /// 999.99 lies below 1,000: 49.9995 × 0.8 = 39.9996; 1,000.00 on the bound: 50.00 × 1.1.
    async fn a_multiplier_by_a_measure_is_that_of_the_band_the_actual_lies_in(app: TestApp) {
        let scene = Scene::with(&app, &times("{ measure = \"m\", bands = [[\"0\", \"0.8\"], [\"1000\", \"1.1\"]] }")).await;
        scene.order("SO-1", "2026-03-02", "999.99", "999.99").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "40.00");
        scene.order("SO-2", "2026-03-02", "0.01", "0.01").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "55.00");
    }

    /// With `edge = "down"` the bound itself belongs to the lower band: 50.00 × 0.8.
    async fn a_multiplier_on_its_bound_lies_below_where_the_edge_is_down(app: TestApp) {
        let bands = "{ measure = \"m\", bands = [[\"0\", \"0.8\"], [\"1000\", \"1.1\"]], edge = \"down\" }";
        let scene = Scene::with(&app, &times(bands)).await;
        scene.order("SO-1", "2026-03-02", "1000.00", "1000.00").await;
        assert_eq!(scene.pay_of_a("2026-03").await, "40.00");
    }

    /// b is in a team of the region: the region's 1.3 reaches it in March, the team's own 1.4 comes first in April.
    async fn a_regions_coefficient_reaches_the_people_of_its_teams(app: TestApp) {
        let scene = Scene::with(&app, &times("{ coefficient = \"unit\" }")).await;
        let region = scene.org.unit("region", None, None).await;
        let team = scene.org.unit("team", Some(region), None).await;
        scene.org.assign(scene.b.member, team, "2026-02-01").await;
        scene.import("coefficients",
            "key,unit,period,value\nunit,region,2026-03,1.3\nunit,region,2026-04,1.3\nunit,team,2026-04,1.4\n").await;
        for (code, day) in [("SO-1", "2026-03-02"), ("SO-2", "2026-04-02")] {
            scene.order_with(code, day, beichen_testkit::json!({
                "owner_id": scene.b.member.to_string(), "lines": [{ "net": "1000.00" }],
            })).await;
        }
        assert_eq!(scene.pay_of_both("2026-03").await.1, "65.00");
        assert_eq!(scene.pay_of_both("2026-04").await.1, "70.00");
    }
}
