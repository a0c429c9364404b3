//! From the trial to the payment, and what reaches a locked month afterwards.

use beichen_testkit::{both, json};

use crate::scene::{Scene, text};

/// Five in a hundred of what is signed, by the month.
const FIVE: &str = "[measure.m]\nof = \"orders\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";

both! {
    /// 100.00 in January pay 5.00 and are locked. 1,000.00 of January that come later pay 50.00 in February, once.
    async fn a_late_order_is_paid_in_the_open_month_and_never_again(app: TestApp) {
        let scene = Scene::in_force(&app, FIVE).await;
        scene.order("SO-1", "2026-01-15", "100.00", "100.00").await;
        let january = scene.lock("2026-01").await;
        assert_eq!((text(&january["state"]), text(&january["total"])), ("locked".into(), "5.00".into()));
        let before = scene.statements(&january).await;

        scene.order("SO-2", "2026-01-20", "1000.00", "1000.00").await;
        let february = scene.try_period("2026-02").await;
        let late = vec![("a".to_owned(), "c".to_owned(), "2026-01".to_owned(), "50.00".to_owned())];
        assert_eq!(scene.adjustments(&february).await, late);
        assert_eq!(text(&february["total"]), "50.00");
        let again = scene.try_period("2026-02").await;
        assert_eq!(again["hash"], february["hash"], "equal inputs, equal hash");
        assert_eq!(scene.adjustments(&again).await, late, "a second trial adds nothing");
        let statement = &scene.statements(&again).await["a"];
        assert_eq!(statement["adjustments"][0]["causes"][0]["document"]["code"], json!("SO-2"));
        assert_eq!(statement["adjustments"][0]["causes"][0]["amount"], json!("1000.00"));
        assert_eq!(scene.statements(&january).await, before, "what is locked stays as it was");

        scene.lock("2026-02").await;
        let march = scene.try_period("2026-03").await;
        assert_eq!(scene.adjustments(&march).await, []);
        assert_eq!(text(&march["total"]), "0.00");
    }

    /// Each step in its place, by whom it belongs to; everything else is refused with its reason.
    async fn the_steps_have_their_order_and_their_people(app: TestApp) {
        let scene = Scene::in_force(&app, FIVE).await;
        scene.order("SO-1", "2026-01-15", "100.00", "100.00").await;
        let run = scene.try_period("2026-01").await;
        for (verb, body) in [("review_finance", json!({})), ("lock", json!({})), ("pay", json!({}))] {
            let refused = scene.step(&scene.finance, &run, verb, body).await;
            assert_eq!(refused.code(), "incentives.run.out_of_order", "{verb}");
        }
        let path = format!("/api/incentives/runs/{}/review_lead", text(&run["id"]));
        assert_eq!(scene.a.post_seen(&path, 1, json!({})).await.status, 403);
        scene.step(&scene.director, &run, "review_lead", json!({})).await.ok();
        assert_eq!(scene.step(&scene.director, &run, "review_finance", json!({})).await.status, 403);
        scene.step(&scene.finance, &run, "review_finance", json!({})).await.ok();
        let no_reason = scene.step(&scene.finance, &run, "reject", json!({ "reason": " " })).await;
        assert_eq!(no_reason.code(), "incentives.run.reason_missing");
        scene.step(&scene.finance, &run, "reject", json!({ "reason": "一张订单金额写错" })).await.ok();
        let stopped = scene.step(&scene.finance, &run, "notice", json!({})).await;
        assert_eq!(stopped.code(), "incentives.run.out_of_order");

        let second = scene.lock("2026-01").await;
        assert_eq!((second["id"].clone(), second["round"].clone()), (run["id"].clone(), json!(2)));
        let twice = scene.step(&scene.finance, &second, "lock", json!({})).await;
        assert_eq!(twice.code(), "incentives.run.is_locked");
        let again = scene.director.post("/api/incentives/runs", json!({ "plan_id": scene.plan, "period": "2026-01" }));
        assert_eq!(again.await.code(), "incentives.run.is_locked");
    }

    /// The file after the lock: a row a person whose totals tie; the second one is a copy; then everybody is paid.
    async fn the_payment_file_ties_to_the_run(app: TestApp) {
        let scene = Scene::in_force(&app, FIVE).await;
        scene.order("SO-1", "2026-01-15", "100.00", "100.00").await;
        let run = scene.lock("2026-01").await;
        let path = format!("/api/incentives/runs/{}/payments?format=csv", text(&run["id"]));
        assert_eq!(scene.finance.get(&path).await.code(), "incentives.run.out_of_order");
        scene.step(&scene.finance, &run, "export", json!({})).await.ok();
        let file = String::from_utf8(scene.finance.get(&path).await.bytes).unwrap();
        let lines: Vec<&str> = file.trim_start_matches('\u{feff}').trim_end().lines().collect();
        assert_eq!(lines.len(), 2, "{file}");
        assert_eq!(lines[1], "a,a,east,2026-01,5.00,0.00,0.00,5.00,");
        scene.step(&scene.finance, &run, "export", json!({})).await.ok();
        let copy = String::from_utf8(scene.finance.get(&path).await.bytes).unwrap();
        assert!(copy.trim_end().ends_with("5.00,2"), "{copy}");

        let stranger = json!({ "member_ids": [scene.b.member.to_string()] });
        assert_eq!(scene.step(&scene.finance, &run, "pay", stranger).await.code(), "incentives.run.not_in_run");
        let paid = scene.step(&scene.finance, &run, "pay", json!({})).await.ok();
        assert_eq!((text(&paid["state"]), paid["paid_count"].clone()), ("paid".into(), json!(1)));
    }
}
