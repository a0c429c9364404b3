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
            [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"m\"\nbase = \"4000.00\"\nagainst = \"8000.00\"\n\
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
        let other = SIGNED.replace("key = \"c\"", "key = \"d\"");
        let twice = publish(plan_text("other", &other)).await;
        assert_eq!(twice.body["fields"][0]["code"], "incentives.plan.in_two_plans");
        assert_eq!(twice.code(), "incentives.plan.not_accepted", "everybody would be in two plans");
        let accept = "accept = [{ finding = \"in_two_plans\", at = \"p\", reason = \"另计\" }]\n";
        publish(plan_text("both", &format!("{accept}{other}"))).await.ok();
        let of_west = format!("who = 'in_unit(\"west\")'\n{SIGNED}");
        publish(plan_text("west", &of_west)).await.ok();
        assert!(!west.to_string().is_empty());
    }

    async fn people_without_a_plan_or_a_goal_stand_in_the_way_until_it_is_accepted(app: TestApp) {
        let scene = Scene::company(&app).await;
        scene.org.unit("west", None, None).await;
        let publish = async |rest: &str| {
            let text = plan_text(&format!("p{}", rest.len()), rest);
            let draft = scene.director.post("/api/incentives/plans", json!({ "text": text })).await.ok();
            let path = format!("/api/incentives/plans/{}", id(&draft));
            scene.director.post_on(&path, &format!("{path}/publish"), json!({})).await
        };
        let of_west = format!("who = 'in_unit(\"west\")'\n{SIGNED}");
        let refused = publish(&of_west).await.body["fields"].clone();
        assert_eq!(refused.as_array().unwrap().len(), 1, "{refused}");
        let params = refused[0]["params"].clone();
        assert_eq!((&refused[0]["code"], &params["people"]), (&json!("incentives.plan.in_no_plan"), &json!("a, b")));
        assert_eq!((&params["from"], &params["count"]), (&json!("2026-01-01"), &json!("2")));
        let accept = "accept = [{ finding = \"in_no_plan\", at = \"people\", reason = \"另有方案\" }]\n";
        publish(&format!("{accept}{of_west}")).await.ok();

        let bonus = "[measure.m]\nof = \"orders\"\n[[component]]\nkey = \"d\"\nkind = \"attainment\"\n\
            period = \"month\"\nmeasure = \"m\"\nbase = \"4000.00\"\ncurve = { shape = \"proportional\" }\ncap = \"9000.00\"\n";
        let of_east = format!("who = 'in_unit(\"east\")'\n{bonus}");
        let refused = publish(&of_east).await.body["fields"].clone();
        assert_eq!(refused.as_array().unwrap().len(), 1, "{refused}");
        let params = refused[0]["params"].clone();
        assert_eq!((&refused[0]["code"], &params["people"]), (&json!("incentives.plan.missing_goal"), &json!("a, b")));
        assert_eq!((&params["place"], &params["period"]), (&json!("d@m"), &json!("2026-01")));
        let accept = "accept = [{ finding = \"missing_goal\", at = \"d@m\", reason = \"下周下达\" }]\n";
        publish(&format!("{accept}{of_east}")).await.ok();
    }

    /// A rate that rises in June applies to the year so far: 1 % more on what is credited already.
    async fn a_version_that_reaches_back_over_the_year_is_accepted_or_stands_in_the_way(app: TestApp) {
        let of_year = format!("{SIGNED}accumulate = \"year_to_date\"\n");
        let scene = Scene::in_force(&app, &of_year).await;
        let raised = version("2026-06-01", "6%").replace(&SIGNED.replace("5%", "6%"), &of_year.replace("5%", "6%"));
        let refused = scene.next_version(&raised).await;
        let found = refused.body["fields"][0].clone();
        assert_eq!(refused.code(), "incentives.plan.not_accepted");
        assert_eq!(found["code"], "incentives.plan.retroactive_raise");
        assert_eq!(found["params"]["place"], "c@2026-06-01");
        let accept = "accept = [{ finding = \"retroactive_raise\", at = \"c@2026-06-01\", reason = \"年中调整\" }]\n";
        scene.next_version(&raised.replacen("valid = {", &format!("{accept}valid = {{"), 1)).await.ok();
        let lowered = raised.replace("6%", "4%").replace("2026-06-01", "2026-07-01");
        scene.next_version(&lowered).await.ok();
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

    /// In the words of the reader: the rate of the second version is 6 % instead of 5 %.
    async fn a_version_is_read_in_sentences_with_what_it_changes(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.next_version(&version("2026-06-01", "6%")).await.ok();
        let path = format!("/api/incentives/plans/{}/words", scene.plan);
        let read = async |query: &str, language: &str| {
            let header = [("accept-language", language)];
            scene.a.send("GET".parse().unwrap(), &format!("{path}{query}"), None, &header).await.ok()
        };
        let texts = |list: &serde_json::Value| {
            list.as_array().unwrap().iter().map(|one| text(&one["text"])).collect::<Vec<_>>()
        };
        let first = read("?number=1", "en-US").await;
        assert_eq!((first["since"].is_null(), texts(&first["changes"]).len()), (true, 0));
        assert_eq!((&first["sentences"][1]["number"], &first["sentences"][1]["depth"]), (&json!("1.1"), &json!(1)));
        let second = read("?number=2", "en-US").await;
        assert_eq!(texts(&second["changes"])[1], "c (c), rate: 5% → 6%");
        assert_eq!(second["since"], 1);
        let chinese = read("?number=2", "zh-CN").await;
        assert!(texts(&chinese["sentences"]).contains(&"费率是 6%。".to_owned()), "{chinese}");
        assert_eq!(texts(&read("?number=2&since=2", "en-US").await["changes"]), Vec::<String>::new());

        assert_eq!(scene.a.get(&format!("{path}?number=3")).await.status, 404);
        assert_eq!(scene.a.get(&format!("{path}?number=2&since=7")).await.status, 404);
        assert_eq!(scene.a.get(&path).await.status, 403, "a draft is read by those who read plans");
        assert_eq!(scene.director.get(&path).await.ok()["since"], 2);
        let west = Scene::who(&app, "in_unit(\"east\")", SIGNED).await;
        west.publish().await;
        let stranger = west.org.person("stranger", &[beichen_kernel::Role::Sales]).await;
        let words = format!("/api/incentives/plans/{}/words?number=1", west.plan);
        assert_eq!(stranger.get(&words).await.status, 404);
    }
}
