//! Who sees whose pay, and of which days the documents behind it.

use beichen_kernel::Role;
use beichen_testkit::{TestPerson, both, json};
use serde_json::Value;

use crate::scene::{Scene, text};

/// 5 % of each payment by itself, so that the steps name every document.
const EACH: &str = "[measure.m]\nof = \"payments\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\n\
    tiers = [[\"0\", \"5%\"]]\naccumulate = \"transaction\"\n";

/// The codes of the people of a trial whom somebody sees.
async fn people(viewer: &TestPerson, trial: &str) -> Vec<String> {
    let page = viewer.get(&format!("/api/incentives/trials/{trial}/statements?sort=code")).await.ok();
    page["items"].as_array().unwrap().iter().map(|row| text(&row["member"]["code"])).collect()
}

async fn statement(viewer: &TestPerson, trial: &str, code: &str) -> String {
    let page = viewer.get(&format!("/api/incentives/trials/{trial}/statements?search={code}&sort=code")).await.ok();
    format!("/api/incentives/statements/{}", text(&page["items"][0]["id"]))
}

async fn items(viewer: &TestPerson, path: &str) -> Vec<Value> {
    viewer.get(path).await.ok()["items"].as_array().unwrap().clone()
}

/// A lead of `west`, to which `b` belongs from the 10th of March on.
async fn lead_of_west(scene: &Scene) -> TestPerson {
    let lead = scene.org.person("lead", &[Role::Lead]).await;
    let west = scene.org.unit("west", None, Some(lead.member)).await;
    scene.org.assign(lead.member, west, "2026-01-01").await;
    scene.org.assign(scene.b.member, west, "2026-03-10").await;
    lead
}

/// Payments of 1,000.00 on the 5th and on the 12th of March, all of it b's.
async fn two_payments(scene: &Scene) {
    let more = json!({ "owner_id": scene.b.member.to_string(), "lines": [{ "net": "2000.00" }] });
    let order = scene.order_with("SO-1", "2026-03-02", more).await;
    scene.pay(&order, "2026-03-05", "1000.00").await;
    scene.pay(&order, "2026-03-12", "1000.00").await;
}

both! {
    /// b earns 100.00. Switched off, the lead sees only the own statement and a sum over that one.
    async fn leads_see_the_pay_of_their_tree_only_while_the_organisation_lets_them(app: TestApp) {
        let scene = Scene::with(&app, EACH).await;
        let lead = lead_of_west(&scene).await;
        two_payments(&scene).await;
        let trial = scene.try_plan("2026-03").await;
        let path = format!("/api/incentives/trials/{trial}");
        assert_eq!(people(&lead, &trial).await, ["b", "lead"]);
        let of_b = statement(&lead, &trial, "b").await;
        assert_eq!(lead.get(&path).await.ok()["total"], "100.00");

        let setting = "/api/people/settings/lead_sees_pay";
        scene.hr.put_seen(setting, 0, json!({ "value": "false" })).await.ok();
        assert_eq!(people(&lead, &trial).await, ["lead"]);
        assert_eq!(lead.get(&of_b).await.status, 404);
        assert_eq!(lead.get(&format!("{of_b}/documents")).await.status, 404);
        let seen = lead.get(&path).await.ok();
        assert_eq!((&seen["total"], &seen["people_count"]), (&json!("0.00"), &json!(1)));
        assert_eq!(people(&scene.director, &trial).await, ["a", "b", "director", "finance", "hr", "lead"]);
    }

    /// A lead who is not in a trial sees none of it while leads see no pay.
    async fn a_lead_without_a_statement_of_the_own_has_no_trial_then(app: TestApp) {
        let scene = Scene::who(&app, "in_unit(\"east\")", EACH).await;
        let lead = scene.org.person("lead", &[Role::Lead]).await;
        let path = format!("/api/people/units/{}", scene.east);
        let place = json!({ "parent_id": null, "leader_id": lead.member.to_string(), "from": "2026-01-01" });
        scene.hr.post_on(&path, &format!("{path}/move"), place).await.ok();
        let trial = scene.try_plan("2026-03").await;
        assert_eq!(items(&lead, "/api/incentives/trials").await.len(), 1);
        scene.hr.put_seen("/api/people/settings/lead_sees_pay", 0, json!({ "value": "false" })).await.ok();
        assert_eq!(items(&lead, "/api/incentives/trials").await.len(), 0);
        assert_eq!(lead.get(&format!("/api/incentives/trials/{trial}")).await.status, 404);
    }

    /// The total stays whole, 100.00; the payment of the 5th, when b was in the east, is not the new lead's to see.
    async fn a_lead_sees_the_documents_of_the_days_in_the_led_tree_and_the_whole_total(app: TestApp) {
        let scene = Scene::with(&app, EACH).await;
        let lead = lead_of_west(&scene).await;
        two_payments(&scene).await;
        let trial = scene.try_plan("2026-03").await;
        for (viewer, days) in [
            (&lead, vec!["2026-03-12"]),
            (&scene.director, vec!["2026-03-05", "2026-03-12"]),
            (&scene.b, vec!["2026-03-05", "2026-03-12"]),
        ] {
            let path = statement(&scene.director, &trial, "b").await;
            let view = viewer.get(&path).await.ok();
            assert_eq!(view["total"], "100.00");
            let steps = view["components"][0]["steps"].as_array().unwrap();
            assert_eq!(steps.iter().filter(|step| step["code"] == "document").count(), days.len());
            let documents = items(viewer, &format!("{path}/documents")).await;
            assert_eq!(documents.iter().map(|row| text(&row["day"])).collect::<Vec<_>>(), days);
        }
    }

    /// `c_1` pays the order, `cx1` the payment: the underscore stands for itself, and a percent sign for nothing.
    async fn documents_are_narrowed_to_the_component_that_is_named(app: TestApp) {
        let component = |key: &str, measure: &str| format!(
            "[[component]]\nkey = \"{key}\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"{measure}\"\nrate = \"5%\"\n"
        );
        let measures = "[measure.m]\nof = \"orders\"\n[measure.n]\nof = \"payments\"\n";
        let scene = Scene::with(&app, &(measures.to_owned() + &component("c_1", "m") + &component("cx1", "n"))).await;
        let order = scene.order("SO-1", "2026-03-02", "1000.00", "1000.00").await;
        scene.pay(&order, "2026-03-05", "1000.00").await;
        let trial = scene.try_plan("2026-03").await;
        let path = statement(&scene.director, &trial, "a").await;
        for (component, kinds) in [("c_1", vec!["order"]), ("cx1", vec!["payment"]), ("c%25", vec![])] {
            let documents = items(&scene.director, &format!("{path}/documents?component={component}")).await;
            assert_eq!(documents.iter().map(|row| text(&row["document"]["kind"])).collect::<Vec<_>>(), kinds);
        }
    }
}
