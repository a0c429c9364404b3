//! A new version of a measure between months that are locked and months that are open.

use beichen_testkit::{both, json};

use crate::scene::{Scene, plan_text, text};
use crate::second_person::{SIGNED, late};

/// Only orders of 500.00 and more count: the first fen that counts is worth a jump.
fn large(plan: &str) -> String {
    let accept = "accept = [{ finding = \"cliff\", at = \"c@500.00\", reason = \"大单\" }]\n[measure.m]";
    plan.replace("[measure.m]", accept)
        .replace("of = \"orders\"\n", "of = \"orders\"\nwhere = 'amount_at_least(\"500.00\")'\n")
}

const LARGE: &str = "[measure.m]\nof = \"orders\"\nwhere = 'amount_at_least(\"500.00\")'\n";

both! {
    /// January: 1,000.00 × 5 % = 50.00, locked. February: 100.00 × 5 % = 5.00 on notice when a version of March is
    /// published: nothing is locked until its documents are reckoned again, and February pays the same afterwards.
    async fn nothing_is_locked_while_documents_are_reckoned_again(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let january = scene.lock("2026-01").await;
        let before = scene.statements(&january).await;
        scene.order("SO-2", "2026-02-10", "100.00", "100.00").await;
        scene.order("SO-3", "2026-03-10", "100.00", "100.00").await;
        scene.order("SO-4", "2026-03-11", "900.00", "900.00").await;
        let february = scene.on_notice("2026-02").await;
        let offered = |from: &str| json!({ "text": LARGE, "from": from });
        let inside = scene.director.post("/api/ledger/measures/versions", offered("2026-01-31")).await;
        assert_eq!(inside.code(), "ledger.measure.inside_locked");
        scene.director.post("/api/ledger/measures/versions", offered("2026-03-01")).await.ok();

        let moving = scene.step(&scene.finance, &february, "lock", json!({})).await;
        assert_eq!(moving.body["params"]["measure"], json!("m"));
        assert_eq!(moving.code(), "incentives.run.measure_moving");
        app.work().await;
        let locked = scene.step(&scene.finance, &february, "lock", json!({})).await.ok();
        assert_eq!((text(&locked["state"]), text(&locked["total"])), ("locked".into(), "5.00".into()));
        assert_eq!(scene.statements(&january).await, before, "what is locked stays byte for byte");

        // The plan states the first version: of March it says what is in force then.
        let body = json!({ "plan_id": scene.plan, "period": "2026-03" });
        let refused = scene.director.post("/api/incentives/runs", body).await;
        assert!(text(&refused.body["params"]["difference"]).contains("amount_at_least"), "{}", refused.body);
        assert_eq!(refused.code(), "incentives.trial.measure_differs");

        // A version of the plan from March on states the second one: 900.00 × 5 % = 45.00.
        let content = large(&plan_text("p", SIGNED)).replace("from = \"2026-01-01\"", "from = \"2026-03-01\"");
        scene.next_version(&content).await.ok();
        let march = scene.try_period("2026-03").await;
        assert_eq!(text(&march["total"]), "45.00");
        assert_eq!(scene.adjustments(&march).await, [], "no locked month has changed");
        assert_eq!(scene.statements(&january).await, before);
    }

    /// A late order of January goes by the first version, though 100.00 would not count by the second: 5.00.
    async fn a_late_fact_of_a_locked_month_goes_by_the_version_of_its_day(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        scene.lock("2026-01").await;
        scene.director.post("/api/ledger/measures/versions", json!({ "text": LARGE, "from": "2026-02-01" })).await.ok();
        app.work().await;
        let content = large(&plan_text("p", SIGNED)).replace("from = \"2026-01-01\"", "from = \"2026-02-01\"");
        scene.next_version(&content).await.ok();
        scene.order("SO-2", "2026-01-20", "100.00", "100.00").await;
        scene.order("SO-3", "2026-02-20", "100.00", "100.00").await;
        let february = scene.try_period("2026-02").await;
        assert_eq!(scene.adjustments(&february).await, [late("a", "2026-01", "5.00")]);
        assert_eq!(text(&february["total"]), "5.00");
    }
}
