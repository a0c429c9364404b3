//! Kinds that look at two measures, at single documents, or at other people, tried with the company's own tree.

use beichen_kernel::Role;
use beichen_testkit::{TestApp, both, json};

use crate::scene::{Scene, plan_text};

const MATRIX: &str = "[measure.signed]\nof = \"orders\"\n[measure.collected]\nof = \"payments\"\n\
    [[component]]\nkey = \"c\"\nkind = \"matrix\"\nperiod = \"month\"\nbase = \"4000.00\"\n\
    rows = { attainment = \"signed\", from = [\"0%\", \"100%\"] }\n\
    columns = { ratio = [\"collected\", \"signed\"], from = [\"0%\", \"90%\"] }\n\
    values = [[\"0\", \"0.5\"], [\"0.8\", \"1.5\"]]\n";

const EVENTS: &str = "[measure.signed]\nof = \"orders\"\n\
    [[component]]\nkey = \"c\"\nkind = \"per_event\"\nperiod = \"month\"\nmeasure = \"signed\"\n\
    amount = \"250.00\"\nat_least = \"500\"\n";

const POOL: &str = "[measure.signed]\nof = \"orders\"\n\
    [[component]]\nkey = \"c\"\nkind = \"pool\"\nperiod = \"month\"\npot = { rate = \"10%\", of = \"signed\" }\n\
    among = \"unit\"\nshare = \"contribution\"\nmeasure = \"signed\"\n";

const OVERRIDE: &str = "[measure.signed]\nof = \"orders\"\n\
    [[component]]\nkey = \"own\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"signed\"\nrate = \"5%\"\n\
    [[component]]\nkey = \"all\"\nkind = \"override\"\nperiod = \"month\"\nof = \"signed\"\nrate = \"2%\"\n\
    [[component]]\nkey = \"direct\"\nkind = \"override\"\nperiod = \"month\"\ncomponent = \"own\"\nrate = \"10%\"\ndepth = 1\n";

const RATED: &str = "[measure.csat]\nof = \"csat\"\n\
    [[component]]\nkey = \"card\"\nkind = \"scorecard\"\nperiod = \"month\"\nbase = \"1000.00\"\n\
    indicators = [{ key = \"csat\", weight = \"50%\", measure = \"csat\", points = [[\"3\", \"0\"], [\"5\", \"100\"]] }, \
    { key = \"attitude\", weight = \"50%\", rated = \"appraisal.attitude\" }]\n\
    [[component]]\nkey = \"special\"\nkind = \"project\"\nperiod = \"month\"\n\
    [[example]]\ntitle = \"50 + 45 points\"\nperiod = \"2026-03\"\n\
    people = [{ key = \"a\", rated = { \"appraisal.attitude\" = \"90\" } }]\n\
    credits = [[\"a\", \"csat\", \"2026-03-31\", \"5\"]]\nexpect = { a = { card = \"950.00\" } }\n";

both! {
    /// The goal is reached and 90 % of it is paid: 4,000 × 1.5; a fen less is paid: 4,000 × 0.8.
    async fn a_matrix_pays_where_signed_and_collected_meet(app: TestApp) {
        for (paid, expected) in [("900.00", "6000.00"), ("899.99", "3200.00")] {
            let scene = Scene::with(&TestApp::like(&app).await, MATRIX).await;
            scene.goal("signed", "2026-03", "1000.00", "final").await;
            let order = scene.order("SO-1", "2026-03-02", "1000.00", "1000.00").await;
            scene.pay(&order, "2026-03-20", paid).await;
            assert_eq!(scene.pay_of_a("2026-03").await, expected, "{paid}");
        }
    }

    /// Of orders of 499.99, 500.00 and 500.01 two are events.
    async fn every_order_that_is_large_enough_is_an_event(app: TestApp) {
        let scene = Scene::with(&app, EVENTS).await;
        for (code, net) in [("SO-1", "499.99"), ("SO-2", "500.00"), ("SO-3", "500.01")] {
            scene.order(code, "2026-03-02", net, net).await;
        }
        assert_eq!(scene.pay_of_both("2026-03").await, ("500.00".to_owned(), "0.00".to_owned()));
    }

    /// 10 % of 1,000.01 is 100.001, divided as the order is, 700.01 and 300.00: 70.001 and 30.00.
    async fn a_unit_divides_its_pot_by_what_each_has_brought(app: TestApp) {
        let scene = Scene::with(&app, POOL).await;
        let split = scene.split("70%", "30%");
        let lines = json!([{ "net": "1000.01", "gross": "1000.01" }]);
        scene.order_with("SO-1", "2026-03-02", json!({ "lines": lines, "splits": split })).await;
        assert_eq!(scene.pay_of_both("2026-03").await, ("70.00".to_owned(), "30.00".to_owned()));
    }

    /// `a` sells 1,000 in a team; its lead has 10 % of a's 50.00 and both leads have 2 % of what a sold. `a` leaves for the
    /// region on the 16th: the second order of 500 is the boss's alone, and so is the part of the commission for it.
    async fn leads_are_paid_by_who_stood_above_on_the_day(app: TestApp) {
        let mut scene = Scene::company(&app).await;
        let boss = scene.org.person("boss", &[Role::Lead]).await;
        let lead = scene.org.person("lead", &[Role::Lead]).await;
        let region = scene.org.unit("region", None, Some(boss.member)).await;
        let team = scene.org.unit("team", Some(region), Some(lead.member)).await;
        for (member, unit, from) in [
            (boss.member, region, "2026-01-01"),
            (lead.member, team, "2026-01-01"),
            (scene.a.member, team, "2026-02-01"),
            (scene.a.member, region, "2026-03-16"),
        ] {
            scene.org.assign(member, unit, from).await;
        }
        app.work().await;
        scene.adopt(OVERRIDE).await;
        scene.order("SO-1", "2026-03-15", "1000.00", "1000.00").await;
        scene.order("SO-2", "2026-03-16", "500.00", "500.00").await;
        let pays = scene.pays("2026-03").await;
        assert_eq!((&*pays["a"]["own"], &*pays["a"]["all"]), ("75.00", "0.00"));
        assert_eq!((&*pays["lead"]["all"], &*pays["lead"]["direct"]), ("20.00", "5.00"));
        assert_eq!((&*pays["boss"]["all"], &*pays["boss"]["direct"]), ("30.00", "2.50"));
    }

    /// Answers, ratings and awards are given by examples only: the text can be checked and kept, not tried or published.
    async fn a_plan_that_asks_for_what_nothing_gives_is_refused(app: TestApp) {
        let mut scene = Scene::company(&app).await;
        let text = plan_text("rated", RATED);
        let check = scene.director.post("/api/incentives/plans/check", json!({ "text": text })).await.ok();
        assert_eq!((&check["sound"], &check["examples"]), (&json!(true), &json!(1)), "{check}");
        let plan = scene.director.post("/api/incentives/plans", json!({ "text": text })).await.ok();
        scene.plan = crate::scene::id(&plan);
        let path = format!("/api/incentives/plans/{}", scene.plan);
        let published = scene.director.post_on(&path, &format!("{path}/publish"), json!({})).await;
        let body = json!({ "plan_id": scene.plan, "period": "2026-03" });
        let tried = scene.director.post("/api/incentives/trials", body).await;
        for refused in [published, tried] {
            let fields = refused.body["fields"].as_array().unwrap().clone();
            assert_eq!(refused.code(), "incentives.plan.input_missing");
            let named: Vec<&str> = fields.iter().map(|one| one["params"]["input"].as_str().unwrap()).collect();
            assert_eq!(named, ["of = \"csat\"", "rated = \"appraisal.attitude\"", "kind = \"project\""]);
        }
    }
}
