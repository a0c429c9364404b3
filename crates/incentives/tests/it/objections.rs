//! Objections: by whom, when, to what, and what an accepted one does to the run.

use beichen_kernel::Role;
use beichen_testkit::{Answer, TestPerson, both, json};
use serde_json::Value;

use crate::scene::{Scene, id, text};
use crate::second_person::SIGNED;

const OBJECTIONS: &str = "/api/incentives/objections";

async fn object(by: &TestPerson, statement: &str, component: &str) -> Answer {
    let body = json!({ "statement_id": statement, "component": component, "reason": "少算一张订单" });
    by.post(OBJECTIONS, body).await
}

async fn answer(by: &TestPerson, objection: &Value, accept: bool) -> Answer {
    let path = format!("{OBJECTIONS}/{}", id(objection));
    by.post_on(&path, &format!("{path}/answer"), json!({ "accept": accept, "answer": "已核对" })).await
}

both! {
    async fn an_objection_is_to_the_own_statement_while_the_notice_is_open(app: TestApp) {
        let mut scene = Scene::from_march(&app, 3).await;
        scene.at("2026-04-01T02:00:00Z").await;
        let run = scene.try_period("2026-03").await;
        let own = scene.statement_of(&run, "a").await;
        assert_eq!(object(&scene.a, &own, "c").await.code(), "incentives.objection.no_notice", "not yet reviewed");
        let run = scene.on_notice("2026-03").await;
        let old = object(&scene.a, &own, "c").await;
        assert_eq!(old.code(), "incentives.objection.no_notice", "a newer trial stands in its place");

        let own = scene.statement_of(&run, "a").await;
        assert_eq!(object(&scene.b, &own, "c").await.status, 404, "another's statement does not exist");
        assert_eq!(object(&scene.director, &own, "c").await.code(), "incentives.objection.not_own");
        let other = object(&scene.a, &own, "bonus").await;
        assert_eq!(other.body["params"]["component"], "bonus");
        assert_eq!(other.code(), "incentives.objection.unknown_component");
        let silent = json!({ "statement_id": own, "reason": " " });
        assert_eq!(scene.a.post(OBJECTIONS, silent).await.code(), "incentives.objection.reason_missing");
        object(&scene.a, &own, "c").await.ok();

        // Three workdays after Wednesday, 1 April: the 2nd, the 3rd and, after Qingming, the 7th.
        let until = scene.director.get(&format!("/api/incentives/runs/{}", id(&run))).await.ok();
        assert_eq!(until["notice"]["to"], "2026-04-07");
        scene.at("2026-04-07T15:59:59Z").await;
        object(&scene.a, &own, "c").await.ok();
        scene.at("2026-04-07T16:00:00Z").await;
        assert_eq!(object(&scene.a, &own, "c").await.code(), "incentives.objection.no_notice");
    }

    async fn a_lock_waits_for_the_answer_and_there_is_one(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let run = scene.on_notice("2026-01").await;
        let objection = object(&scene.a, &scene.statement_of(&run, "a").await, "c").await.ok();
        let refused = scene.step(&scene.finance, &run, "lock", json!({})).await;
        assert_eq!((refused.body["params"]["count"].clone(), refused.code()), (json!("1"), "incentives.run.objections_open".into()));
        assert_eq!(answer(&scene.a, &objection, false).await.status, 403);
        let path = format!("{OBJECTIONS}/{}", id(&objection));
        assert_eq!(scene.b.get(&path).await.status, 404);
        let silent = json!({ "accept": true, "answer": "" });
        let silent = scene.director.post_on(&path, &format!("{path}/answer"), silent).await;
        assert_eq!(silent.code(), "incentives.objection.answer_missing");
        let declined = answer(&scene.director, &objection, false).await.ok();
        assert_eq!(declined["state"], "declined");
        assert_eq!(answer(&scene.director, &objection, true).await.code(), "incentives.objection.answered");
        scene.step(&scene.finance, &run, "lock", json!({})).await.ok();
    }

    /// East and west are reviewed by their leads. An objection of `a` in east is accepted and an order comes in: only
    /// east is reviewed again.
    async fn after_an_accepted_objection_only_those_who_changed_are_reviewed_again(app: TestApp) {
        let mut scene = Scene::company(&app).await;
        scene.at("2027-02-01T02:00:00Z").await;
        let (east, west) = (
            scene.org.person("east-lead", &[Role::Lead]).await, scene.org.person("west-lead", &[Role::Lead]).await,
        );
        let units = [scene.org.unit("e", None, Some(east.member)).await, scene.org.unit("w", None, Some(west.member)).await];
        scene.org.assign(scene.a.member, units[0], "2026-01-01").await;
        scene.org.assign(scene.b.member, units[1], "2026-01-01").await;
        scene.adopt(SIGNED).await;
        scene.publish().await;
        scene.notice_of(0).await;
        app.work().await;
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let run = scene.try_period("2026-01").await;
        for lead in [&east, &west] {
            scene.step(lead, &run, "review_lead", json!({})).await.ok();
        }
        scene.step(&scene.finance, &run, "review_finance", json!({})).await.ok();
        scene.step(&scene.director, &run, "notice", json!({})).await.ok();
        let objection = object(&scene.a, &scene.statement_of(&run, "a").await, "c").await.ok();
        assert_eq!(answer(&scene.director, &objection, true).await.ok()["state"], "accepted");
        let refused = scene.step(&scene.finance, &run, "lock", json!({})).await;
        assert_eq!(refused.code(), "incentives.run.out_of_order", "an accepted one sends the run back");

        scene.order("SO-2", "2026-01-11", "500.00", "500.00").await;
        let again = scene.try_period("2026-01").await;
        let reviews = again["reviews"].as_array().unwrap();
        let approved: Vec<(String, bool)> =
            reviews.iter().map(|review| (text(&review["unit"]), !review["approved_by"].is_null())).collect();
        assert_eq!(approved, [("e".to_owned(), false), ("w".to_owned(), true)]);
        assert_eq!(again["state"], "trial");
        assert_eq!(scene.step(&west, &again, "review_lead", json!({})).await.code(), "incentives.run.not_reviewer");
        assert_eq!(scene.step(&east, &again, "review_lead", json!({})).await.ok()["state"], "lead_reviewed");
    }

    /// A rejection is no accepted objection: everything is reviewed again.
    async fn after_a_rejection_everybody_is_reviewed_again(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let run = scene.on_notice("2026-01").await;
        scene.step(&scene.finance, &run, "reject", json!({ "reason": "一张订单金额写错" })).await.ok();
        let again = scene.try_period("2026-01").await;
        assert_eq!((text(&again["state"]), again["notice"].is_null()), ("trial".into(), true));
        assert!(again["reviews"].as_array().unwrap().iter().all(|review| review["approved_by"].is_null()));
    }
}
