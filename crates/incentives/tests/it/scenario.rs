//! Estimates, forecasts and simulations. Each amount is worked out by hand.

use beichen_kernel::Role;
use beichen_testkit::{both, json};
use serde_json::{Value, json as value};

use crate::scene::{Scene, plan_text, text};

/// 2 % up to 10,000.00 of a month, 5 % above.
const TIERS: &str = "who = 'in_unit(\"east\")'\n[measure.m]\nof = \"payments\"\n[[component]]\nkey = \"c\"\n\
    kind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\ntiers = [[\"0\", \"2%\"], [\"10000\", \"5%\"]]\n";

const ESTIMATE: &str = "/api/incentives/scenarios/estimate";
const FORECAST: &str = "/api/incentives/scenarios/forecast";
const SIMULATE: &str = "/api/incentives/scenarios/simulate";

fn three(found: &Value) -> [String; 3] {
    ["now", "then", "difference"].map(|name| text(&found[name]))
}

both! {
    /// 6,000.00 of March pay 120.00; with 7,000.00 more, 10,000 × 2 % + 3,000 × 5 % = 350.00. Nothing is kept of it.
    async fn a_seller_sees_what_a_further_payment_would_pay(app: TestApp) {
        let scene = Scene::in_force(&app, TIERS).await;
        let order = scene.order("SO-1", "2026-03-01", "90000.00", "90000.00").await;
        scene.pay(&order, "2026-03-05", "6000.00").await;
        let ask = json!({ "plan_id": scene.plan, "period": "2026-03", "further": [{ "measure": "m", "amount": "7000.00" }] });
        let found = scene.a.post(ESTIMATE, ask.clone()).await.ok();
        assert_eq!(three(&found), ["120.00", "350.00", "230.00"].map(str::to_owned));
        assert_eq!(found["components"][0]["key"], "c");
        let codes: Vec<_> = found["components"][0]["steps"].as_array().unwrap().iter().map(|step| &step["code"]).collect();
        assert!(codes.contains(&&value!("actual")), "{codes:?}");
        assert_eq!(three(&scene.a.post(ESTIMATE, ask).await.ok()), ["120.00", "350.00", "230.00"].map(str::to_owned));
        assert_eq!(scene.pay_of_a("2026-03").await, "120.00");
    }

    async fn nobody_asks_about_pay_that_is_not_seen(app: TestApp) {
        let scene = Scene::in_force(&app, TIERS).await;
        let of_b = json!({
            "plan_id": scene.plan, "period": "2026-03", "member_id": scene.b.member,
            "further": [{ "measure": "m", "amount": "1.00" }],
        });
        assert_eq!(scene.a.post(ESTIMATE, of_b.clone()).await.status, 404);
        scene.finance.post(ESTIMATE, of_b).await.ok();
        let viewer = scene.org.person("viewer", &[Role::Viewer]).await;
        let ask = json!({ "plan_id": scene.plan, "period": "2026-03", "measures": { "m": { "low": "1", "expected": "2", "high": "3" } } });
        assert_eq!(viewer.post(FORECAST, ask).await.status, 403);
        let simulation = json!({ "text": plan_text("q", TIERS), "periods": ["2026-03"] });
        assert_eq!(scene.a.post(SIMULATE, simulation).await.status, 403);
    }

    /// 5,000.00, 10,000.00 and 20,000.00 in the month: 100.00, 200.00, 200 + 500 = 700.00, whatever has come in already.
    async fn pay_at_the_end_of_the_month(app: TestApp) {
        let scene = Scene::in_force(&app, TIERS).await;
        let order = scene.order("SO-1", "2026-03-01", "90000.00", "90000.00").await;
        scene.pay(&order, "2026-03-05", "6000.00").await;
        let levels = json!({ "low": "5000.00", "expected": "10000.00", "high": "20000.00" });
        let ask = json!({ "plan_id": scene.plan, "period": "2026-03", "measures": { "m": levels } });
        let found = scene.a.post(FORECAST, ask).await.ok();
        let totals = ["low", "expected", "high"].map(|level| text(&found[level]["total"]));
        assert_eq!(totals, ["100.00", "200.00", "700.00"].map(str::to_owned));
    }

    /// 3 % instead of the tiers over two months. `a`: 6,000 and 20,000: 120 + 700 before, 180 + 600 after. `b`: 1,000: 20
    /// before, 30 after.
    async fn a_plan_is_tried_on_months_that_are_over(app: TestApp) {
        let scene = Scene::in_force(&app, TIERS).await;
        let order = scene.order("SO-1", "2026-02-01", "90000.00", "90000.00").await;
        scene.pay(&order, "2026-02-05", "6000.00").await;
        scene.pay(&order, "2026-03-05", "20000.00").await;
        let more = json!({ "owner_id": scene.b.member, "lines": [{ "net": "9000.00", "gross": "9000.00" }] });
        let of_b = scene.order_with("SO-2", "2026-03-10", more).await;
        scene.pay(&of_b, "2026-03-15", "1000.00").await;
        let flat = TIERS.replace("tiers = [[\"0\", \"2%\"], [\"10000\", \"5%\"]]", "rate = \"3%\"");
        let ask = json!({
            "text": plan_text("q", &flat), "periods": ["2026-02", "2026-03"], "plan_id": scene.plan, "limit": 1,
        });
        let found = scene.director.post(SIMULATE, ask.clone()).await.ok();
        let sums = ["before", "after", "difference"].map(|name| text(&found[name]));
        assert_eq!(sums, ["840.00", "810.00", "-30.00"].map(str::to_owned));
        assert_eq!((&found["winners"], &found["losers"], &found["unchanged"]), (&value!(1), &value!(1), &value!(0)));
        let row = |page: &Value| {
            let row = &page["people"]["items"][0];
            (text(&row["member"]["code"]), text(&row["difference"]))
        };
        assert_eq!(row(&found), ("a".to_owned(), "-40.00".to_owned()));
        let mut next = ask;
        next["after"] = found["people"]["next"].clone();
        let second = scene.director.post(SIMULATE, next).await.ok();
        assert_eq!(row(&second), ("b".to_owned(), "10.00".to_owned()));
        assert_eq!(second["people"]["next"], Value::Null);
    }

    async fn what_cannot_be_asked_is_refused_at_its_field(app: TestApp) {
        let scene = Scene::in_force(&app, TIERS).await;
        let ask = |further: Value| json!({ "plan_id": scene.plan, "period": "2026-03", "further": further });
        let field = async |path: &str, ask: Value| {
            let refused = scene.a.post(path, ask).await.problem();
            (text(&refused["fields"][0]["path"]), text(&refused["fields"][0]["code"]))
        };
        let expected = |path: &str, code: &str| (path.to_owned(), format!("incentives.scenario.{code}"));
        assert_eq!(field(ESTIMATE, ask(json!([]))).await, expected("further", "nothing_asked"));
        let unknown = ask(json!([{ "measure": "x", "amount": "1.00" }]));
        assert_eq!(field(ESTIMATE, unknown).await, expected("further.0.amount", "unknown_measure"));
        let fine = ask(json!([{ "measure": "m", "amount": "1.001" }]));
        assert_eq!(field(ESTIMATE, fine).await, expected("further.0.amount", "bad_amount"));
        let late = ask(json!([{ "measure": "m", "amount": "1.00", "day": "2026-04-01" }]));
        assert_eq!(field(ESTIMATE, late).await, expected("further.0.day", "day_outside"));
        let levels = json!({ "low": "2.00", "expected": "1.00", "high": "3.00" });
        let order = json!({ "plan_id": scene.plan, "period": "2026-03", "measures": { "m": levels } });
        assert_eq!(field(FORECAST, order).await, expected("measures.m", "levels_out_of_order"));
        let outside = json!({ "plan_id": scene.plan, "period": "2026-03", "further": [{ "measure": "m", "amount": "1.00" }] });
        assert_eq!(scene.hr.post(ESTIMATE, outside).await.code(), "incentives.scenario.not_in_plan");
        let periods: Vec<String> = (0..25).map(|_| "2026-03".to_owned()).collect();
        let many = json!({ "text": plan_text("q", TIERS), "periods": periods });
        assert_eq!(scene.director.post(SIMULATE, many).await.code(), "incentives.scenario.too_many_periods");
    }
}
