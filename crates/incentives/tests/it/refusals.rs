//! When a lock is refused, and by whom it is.

use beichen_kernel::Role;
use beichen_testkit::{both, json};

use crate::scene::{Scene, text};
use crate::second_person::SIGNED;

both! {
    /// March ends in Shanghai at 16:00 UTC of the 31st.
    async fn a_period_is_locked_after_its_last_day(app: TestApp) {
        let mut scene = Scene::from_march(&app, 0).await;
        scene.at("2026-03-31T15:59:59Z").await;
        let run = scene.on_notice("2026-03").await;
        let refused = scene.step(&scene.finance, &run, "lock", json!({})).await;
        assert_eq!(refused.body["params"]["last"], "2026-03-31");
        assert_eq!(refused.code(), "incentives.run.not_over");
        scene.at("2026-03-31T16:00:00Z").await;
        scene.step(&scene.finance, &run, "lock", json!({})).await.ok();
    }

    /// Three workdays after Thursday, 2 April: Friday the 3rd, then Qingming from the 4th to the 6th, the 7th, the 8th.
    async fn a_notice_counts_workdays_and_a_lock_waits_for_its_end(app: TestApp) {
        let mut scene = Scene::from_march(&app, 3).await;
        scene.at("2026-04-02T02:00:00Z").await;
        let run = scene.on_notice("2026-03").await;
        assert_eq!(run["notice"], json!({ "from": "2026-04-02", "to": "2026-04-08", "open": true }));
        for instant in ["2026-04-02T02:00:00Z", "2026-04-07T02:00:00Z", "2026-04-08T15:59:59Z"] {
            scene.at(instant).await;
            let refused = scene.step(&scene.finance, &run, "lock", json!({})).await;
            assert_eq!(refused.body["params"]["until"], "2026-04-08", "{instant}");
            assert_eq!(refused.code(), "incentives.run.notice_open");
        }
        scene.at("2026-04-08T16:00:00Z").await;
        scene.step(&scene.finance, &run, "lock", json!({})).await.ok();
    }

    /// The trial, the finance review and the lock are not all one person's; a second one for any of them is enough.
    async fn one_person_alone_does_not_close_a_month(app: TestApp) {
        let mut scene = Scene::in_force(&app, SIGNED).await;
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let both = scene.org.person("both", &[Role::Director, Role::Finance]).await;
        let (director, finance) = (scene.director.clone(), scene.finance.clone());
        (scene.director, scene.finance) = (both.clone(), both.clone());
        let run = scene.on_notice("2026-01").await;
        let refused = scene.step(&both, &run, "lock", json!({})).await;
        assert_eq!(refused.code(), "incentives.run.same_hands");
        let locked = scene.step(&director, &run, "lock", json!({})).await.ok();
        assert_eq!(locked["locked"]["four_eyes"], json!(true));

        // February: somebody else has reviewed for finance.
        scene.finance = finance;
        let run = scene.on_notice("2026-02").await;
        scene.step(&both, &run, "lock", json!({})).await.ok();

        // March: the organisation demands no second hand, and what is locked says so.
        scene.finance = both.clone();
        beichen_people::api::set_setting(&scene.org.system(), &app.db, "four_eyes", "false").await.unwrap();
        let run = scene.on_notice("2026-03").await;
        let locked = scene.step(&both, &run, "lock", json!({})).await.ok();
        assert_eq!(locked["locked"]["four_eyes"], json!(false));
    }

    /// Two people lock the same run at the same time, each on what they have seen.
    async fn of_two_locks_at_once_one_is_taken(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let run = scene.on_notice("2026-01").await;
        let path = format!("/api/incentives/runs/{}/lock", text(&run["id"]));
        let version = run["version"].as_i64().unwrap();
        let mut tasks = Vec::new();
        for person in [&scene.finance, &scene.director, &scene.finance, &scene.director] {
            let (person, path) = (person.clone(), path.clone());
            tasks.push(tokio::spawn(async move { person.post_seen(&path, version, json!({})).await }));
        }
        let mut statuses = Vec::new();
        for task in tasks {
            statuses.push(task.await.unwrap().status.as_u16());
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412, 412, 412]);
        let locks = scene.org.events().await.into_iter().filter(|name| name == "incentives.run.locked").count();
        assert_eq!(locks, 1);
    }

    /// Two first trials of one period at once are one run.
    async fn a_period_has_one_run(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        let wanted = json!({ "plan_id": scene.plan, "period": "2026-01" });
        let (one, other) = tokio::join!(
            scene.director.post("/api/incentives/runs", wanted.clone()),
            scene.director.post("/api/incentives/runs", wanted.clone()),
        );
        assert!(one.status.is_success() || other.status.is_success(), "{} {}", one.body, other.body);
        for answer in [one, other] {
            assert!(answer.status.as_u16() < 500, "{}", answer.body);
        }
        let runs = scene.director.get("/api/incentives/runs").await.ok();
        assert_eq!(runs["items"].as_array().unwrap().len(), 1);
    }

    async fn periods_are_locked_in_their_order(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        let february = scene.on_notice("2026-02").await;
        let refused = scene.step(&scene.finance, &february, "lock", json!({})).await;
        assert_eq!(refused.body["params"]["period"], "2026-01");
        assert_eq!(refused.code(), "incentives.run.earlier_open");
    }

    /// February was tried before January was locked: what January's lock has settled is not in it.
    async fn a_trial_older_than_the_lock_before_is_not_locked(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        let february = scene.on_notice("2026-02").await;
        scene.lock("2026-01").await;
        let refused = scene.step(&scene.finance, &february, "lock", json!({})).await;
        assert_eq!(refused.body["params"]["period"], "2026-01");
        assert_eq!(refused.code(), "incentives.run.trial_too_old");
        scene.lock("2026-02").await;
    }

    /// 2027 has no table of workdays: a trial counts Monday to Friday, and its lock waits for the table.
    async fn a_year_without_workdays_is_not_locked_where_they_are_counted(app: TestApp) {
        let mut scene = Scene::company(&app).await;
        scene.at("2027-02-01T02:00:00Z").await;
        let plan = "[measure.m]\nof = \"orders\"\n\
            [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"m\"\nbase = \"4000.00\"\n\
            curve = { shape = \"proportional\" }\ncap = \"8000.00\"\nprorate = \"workdays\"\n";
        let content = crate::scene::plan_text("p", plan).replace("2026", "2027");
        scene.plan = text(&scene.director.post("/api/incentives/plans", json!({ "text": content })).await.ok()["id"]);
        scene.publish().await;
        scene.notice_of(0).await;
        app.work().await;
        scene.goal("m", "2027-01", "1000.00", "full").await;
        scene.order("SO-1", "2027-01-10", "1000.00", "1000.00").await;
        let run = scene.on_notice("2027-01").await;
        let refused = scene.step(&scene.finance, &run, "lock", json!({})).await;
        assert_eq!(refused.body["params"]["year"], "2027");
        assert_eq!(refused.code(), "incentives.run.no_workdays");
        scene.hr.put_seen("/api/ledger/workdays/2027", 0, json!({ "exceptions": [] })).await.ok();
        assert_eq!(text(&scene.lock("2027-01").await["total"]), "4000.00");
    }
}
