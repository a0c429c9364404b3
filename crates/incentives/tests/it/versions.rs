//! Publishing a plan: what comes into force from when, and what does not.

use beichen_testkit::{both, json};

use crate::scene::{Scene, id, plan_text, text};
use crate::second_person::SIGNED;

/// The plan with another rate, beginning on another day.
fn version(from: &str, rate: &str) -> String {
    plan_text("p", &SIGNED.replace("5%", rate)).replace("from = \"2026-01-01\"", &format!("from = \"{from}\""))
}

both! {
    async fn a_version_begins_neither_in_a_locked_period_nor_before_the_last_one_nor_unchanged(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        let same = scene.next_version(&version("2026-01-01", "5%")).await;
        assert_eq!(same.code(), "incentives.plan.already_in_force");
        scene.lock("2026-01").await;
        scene.lock("2026-02").await;
        let locked = scene.next_version(&version("2026-02-01", "6%")).await;
        assert_eq!(locked.body["params"]["locked_to"], "2026-02-28");
        assert_eq!(locked.code(), "incentives.plan.inside_locked");
        assert_eq!(scene.next_version(&version("2026-06-01", "6%")).await.ok()["number"], 2);
        let before = scene.next_version(&version("2026-04-01", "7%")).await;
        assert_eq!((before.body["params"]["last"].clone(), before.code()), (json!("2026-06-01"), "incentives.plan.before_last_version".into()));
        let again = scene.next_version(&version("2026-06-01", "6%")).await;
        assert_eq!(again.code(), "incentives.plan.already_in_force");
    }

    /// May is paid by the first version and June by the second: 1,000.00 each, 5 % and 6 %.
    async fn each_period_is_paid_by_its_version(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.next_version(&version("2026-06-01", "6%")).await.ok();
        for (month, total) in [("2026-05", "50.00"), ("2026-06", "60.00")] {
            scene.order(&format!("SO-{month}"), &format!("{month}-10"), "1000.00", "1000.00").await;
            assert_eq!(text(&scene.try_period(month).await["total"]), total, "{month}");
        }
    }

    async fn all_versions_use_one_calendar(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        let fiscal = json!({ "key": "fiscal", "first_month": 4 });
        scene.director.post_seen("/api/ledger/calendars", 0, fiscal).await.ok();
        let other = version("2026-04-01", "6%").replace("[measure.m]", "calendar = \"fiscal\"\n[measure.m]");
        assert_eq!(scene.next_version(&other).await.code(), "incentives.plan.calendar_fixed");
    }

    /// At 100 % the pay jumps from 0.00 to 4,000.00.
    async fn a_warning_is_accepted_in_the_text_or_stands_in_the_way(app: TestApp) {
        let scene = Scene::company(&app).await;
        let cliff = "[measure.m]\nof = \"orders\"\n\
            [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"m\"\nbase = \"4000.00\"\n\
            curve = { shape = \"bands\", bands = [[\"0%\", \"0\"], [\"100%\", \"1\"]] }\n";
        let publish = async |key: &str, content: String| {
            let draft = scene.director.post("/api/incentives/plans", json!({ "text": content })).await.ok();
            let path = format!("/api/incentives/plans/{}", id(&draft));
            assert_eq!(draft["key"], key);
            scene.director.post_on(&path, &format!("{path}/publish"), json!({})).await
        };
        let refused = publish("bare", plan_text("bare", cliff)).await;
        let fields = refused.body["fields"].as_array().unwrap().clone();
        assert_eq!(refused.code(), "incentives.plan.not_accepted");
        assert_eq!((fields.len(), text(&fields[0]["code"])), (1, "incentives.plan.cliff".into()));
        let accept = "accept = [{ finding = \"cliff\", at = \"c@100%\", reason = \"达标线\" }]\n";
        publish("signed", plan_text("signed", &(accept.to_owned() + cliff))).await.ok();
    }

    async fn two_plans_do_not_pay_one_person_the_same_component_on_one_day(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        let west = scene.org.unit("west", None, None).await;
        let publish = async |content: String| {
            let draft = scene.director.post("/api/incentives/plans", json!({ "text": content })).await.ok();
            let path = format!("/api/incentives/plans/{}", id(&draft));
            scene.director.post_on(&path, &format!("{path}/publish"), json!({})).await
        };
        let second = publish(plan_text("second", SIGNED)).await;
        let params = second.body["params"].clone();
        assert_eq!(second.code(), "incentives.plan.same_pay");
        assert_eq!((&params["component"], &params["plan"]), (&json!("c"), &json!("p")));
        publish(plan_text("other", &SIGNED.replace("key = \"c\"", "key = \"d\""))).await.ok();
        let of_west = format!("who = 'in_unit(\"west\")'\n{SIGNED}");
        publish(plan_text("west", &of_west)).await.ok();
        assert!(!west.to_string().is_empty());
    }

    async fn what_was_published_is_not_deleted_and_is_confirmed_by_its_hash_by_its_people(app: TestApp) {
        let scene = Scene::who(&app, "in_unit(\"east\")", SIGNED).await;
        scene.publish().await;
        let path = format!("/api/incentives/plans/{}", scene.plan);
        let plan = scene.director.get(&path).await.ok();
        let version = plan["version"].to_string();
        let deleted = scene.director.send("DELETE".parse().unwrap(), &path, None, &[("if-match", &version)]).await;
        assert_eq!(deleted.code(), "incentives.plan.not_draft");

        let versions = format!("{path}/versions");
        let shown = scene.a.get(&versions).await.ok();
        assert_eq!((&shown["items"][0]["number"], &shown["items"][0]["can"]), (&json!(1), &json!(["confirm"])));
        let confirm = format!("{path}/confirm");
        let other = json!({ "number": 1, "hash": "0".repeat(64) });
        assert_eq!(scene.a.post(&confirm, other).await.code(), "incentives.plan.other_text");
        let read = json!({ "number": 1, "hash": plan["hash"] });
        let confirmed = scene.a.post(&confirm, read.clone()).await.ok();
        assert_eq!((&confirmed["confirmed"], &confirmed["can"]), (&json!(1), &json!([])));
        assert_eq!(scene.a.post(&confirm, read.clone()).await.ok()["confirmed"], 1, "once");
        assert_eq!(scene.director.post(&confirm, read.clone()).await.code(), "incentives.plan.not_in_plan");
        assert_eq!(scene.director.get(&versions).await.ok()["items"][0]["can"], json!([]));
        let outside = scene.org.person("outside", &[beichen_kernel::Role::Sales]).await;
        assert_eq!(outside.get(&versions).await.status, 404);
        assert_eq!(outside.post(&confirm, read).await.status, 404);
    }
}
