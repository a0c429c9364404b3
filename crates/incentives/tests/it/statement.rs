//! Statements: the steps, the documents that add up, and who may open whose.

use beichen_kernel::Role;
use beichen_testkit::{both, json};
use serde_json::Value;

use crate::scene::{Scene, id, plan_text};

const COLLECTED: &str = "[measure.m]\nof = \"payments\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";

async fn statement_of(scene: &Scene, code: &str) -> Value {
    let trial = scene.try_plan("2026-03").await;
    let page = scene.director.get(&format!("/api/incentives/trials/{trial}/statements?limit=200")).await.ok();
    let rows = page["items"].as_array().unwrap().clone();
    rows.into_iter().find(|row| row["member"]["code"] == code).unwrap()
}

both! {
    /// Two payments and a refund: 50.00 + 28.25 − 5.65 = 72.60, each at its document.
    async fn the_documents_of_a_statement_add_up_to_it_and_lead_to_the_payment(app: TestApp) {
        let scene = Scene::with(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-03-02", "2000.00", "2000.00").await;
        let first = scene.pay(&order, "2026-03-10", "1000.00").await;
        let second = scene.pay(&order, "2026-03-11", "565.00").await;
        let refund = scene.refund(&second, "2026-03-12", "113.00").await;

        let row = statement_of(&scene, "a").await;
        assert_eq!(row["total"], "72.60");
        let path = format!("/api/incentives/statements/{}", row["id"].as_str().unwrap());
        let documents = scene.director.get(&format!("{path}/documents")).await.ok();
        let items = documents["items"].as_array().unwrap();
        assert_eq!(items[0]["document"]["id"], first.id);
        assert_eq!(items[0]["parts"], json!([{ "component": "c", "pay": "50.00" }]));
        assert_eq!(items[1]["document"]["id"], second.id);
        assert_eq!(items[1]["amount"], "452.00");
        assert_eq!(items[1]["parts"], json!([{ "component": "c", "pay": "22.60" }]));
        assert_eq!(items[1]["refunds"][0]["id"], refund.id);
        assert_eq!(items[1]["customer"]["name"], "苏州锐泽");
        let steps = scene.director.get(&path).await.ok()["components"][0]["steps"].clone();
        let last = steps.as_array().unwrap().last().unwrap().clone();
        assert_eq!((last["code"].as_str(), last["amount"].as_str()), (Some("rounding"), Some("72.60")));
    }

    async fn a_sales_person_opens_the_own_statement_and_no_other(app: TestApp) {
        let scene = Scene::with(&app, COLLECTED).await;
        let (of_a, of_b) = (statement_of(&scene, "a").await, statement_of(&scene, "b").await);
        let path = |row: &Value| format!("/api/incentives/statements/{}", row["id"].as_str().unwrap());
        scene.a.get(&path(&of_a)).await.ok();
        assert_eq!(scene.a.get(&path(&of_b)).await.status, 404);
        let own = scene.a.get("/api/incentives/statements").await.ok();
        let people: Vec<&Value> = own["items"].as_array().unwrap().iter().map(|row| &row["member"]["code"]).collect();
        assert_eq!(people, ["a", "a"]);
        assert_eq!(scene.a.get("/api/incentives/trials").await.code(), "kernel.forbidden");
    }

    /// The lead of `east` sees its people and the sum over them; the administrator and the viewer see no pay.
    async fn a_lead_sees_the_led_tree_and_totals_over_it(app: TestApp) {
        let scene = Scene::with(&app, COLLECTED).await;
        let lead = scene.org.person("lead", &[Role::Lead]).await;
        let west = scene.org.unit("west", None, Some(lead.member)).await;
        scene.org.assign(lead.member, west, "2026-01-01").await;
        scene.org.assign(scene.b.member, west, "2026-02-01").await;
        let more = json!({ "lines": [{ "net": "1000.00" }], "splits": scene.split("60%", "40%") });
        let order = scene.order_with("SO-1", "2026-03-02", more).await;
        scene.pay(&order, "2026-03-10", "1000.00").await;
        let trial = scene.try_plan("2026-03").await;

        let whole = scene.director.get(&format!("/api/incentives/trials/{trial}")).await.ok();
        assert_eq!(whole["total"], "50.00");
        let seen = lead.get(&format!("/api/incentives/trials/{trial}")).await.ok();
        assert_eq!((seen["total"].as_str(), seen["people_count"].as_i64()), (Some("20.00"), Some(2)));
        let page = lead.get(&format!("/api/incentives/trials/{trial}/statements?sort=code")).await.ok();
        let people: Vec<&Value> = page["items"].as_array().unwrap().iter().map(|row| &row["member"]["code"]).collect();
        assert_eq!(people, ["b", "lead"]);
        let viewer = scene.org.person("viewer", &[Role::Viewer]).await;
        let administrator = scene.org.person("admin", &[Role::Administrator]).await;
        for nobody in [viewer, administrator] {
            assert_eq!(nobody.get(&format!("/api/incentives/trials/{trial}")).await.code(), "kernel.forbidden");
        }
    }

    async fn a_plan_text_with_errors_is_refused_with_every_line_and_column(app: TestApp) {
        let org = app.org("acme").await;
        let director = org.person("director", &[Role::Director]).await;
        let text = "[plan]\nkey = \"p\"\ntitle = \"P\"\ncurrency = \"CNY\"\nvalid = { from = \"2026-01-01\", to = \"2026-12-31\" }\n\
            [measure.m]\nof = \"payments\"\n[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\n\
            measure = \"m\"\nrate = 0.05\n";
        let refused = director.post("/api/incentives/plans", json!({ "text": text })).await.problem();
        assert_eq!(refused["code"], "incentives.plan.has_errors");
        assert_eq!((&refused["fields"][0]["path"], &refused["fields"][0]["code"]), (&json!("13:8"), &json!("incentives.plan.float_refused")));
    }

    /// In force a refund counts on its own day, in the plan on its payment's: the check says so, and a trial refuses.
    async fn a_plan_whose_measure_differs_from_the_one_in_force_is_told_the_difference(app: TestApp) {
        let mut scene = Scene::company(&app).await;
        scene.director.post("/api/ledger/measures", json!({ "text": plan_text("p", COLLECTED) })).await.ok();
        let text = plan_text("p", &COLLECTED.replace("\"payments\"\n", "\"payments\"\nrefund_day = \"original\"\n"));
        let check = scene.director.post("/api/incentives/plans/check", json!({ "text": text })).await.ok();
        assert_eq!(check["sound"], false);
        let finding = &check["findings"].as_array().unwrap().last().unwrap();
        assert_eq!((&finding["code"], &finding["severity"]), (&json!("incentives.trial.measure_differs"), &json!("error")));
        let difference = "- refund_day = \"own\"\n+ refund_day = \"original\"";
        assert_eq!((&finding["line"], &finding["params"]["difference"]), (&json!(6), &json!(difference)));

        scene.plan = id(&scene.director.post("/api/incentives/plans", json!({ "text": text })).await.ok());
        let body = json!({ "plan_id": scene.plan, "period": "2026-03" });
        let refused = scene.director.post("/api/incentives/trials", body).await.problem();
        assert_eq!((&refused["code"], &refused["params"]["difference"]), (&json!("incentives.trial.measure_differs"), &json!(difference)));
        // A measure that is absent is made when the plan is published: the check has nothing to say.
        let absent = COLLECTED.replace("measure.m", "measure.k").replace("measure = \"m\"", "measure = \"k\"");
        let check = scene.director.post("/api/incentives/plans/check", json!({ "text": plan_text("k", &absent) })).await.ok();
        assert_eq!(check["sound"], true);
    }
}
