//! Corrections of locked months by two people, and what they pay. Each amount is worked out by hand from incentives.md.

use beichen_testkit::{both, json};

use crate::scene::{Scene, text};
use crate::second_person::{SIGNED, Settled, late};

both! {
    /// January: 1,000.00 × 5 % = 50.00, all of `a`. Split 60/40 afterwards: `a` −20.00, `b` +20.00. February's own
    /// 500.00 of `a` are 25.00: 5.00 and 20.00 are paid, 25.00 together.
    async fn a_new_split_of_a_locked_order_takes_from_one_what_the_other_gains(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        let order = scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        scene.lock("2026-01").await;
        let more = json!({
            "lines": [{ "net": "1000.00", "gross": "1000.00" }], "splits": scene.split("60%", "40%"),
        });
        let body = scene.order_body("SO-1", "2026-01-10", more);
        let path = format!("/api/customers/orders/{}", order.id);
        let version = scene.version(&path).await;
        let refused = scene.director.put_seen(&path, version.as_i64().unwrap(), body.clone()).await;
        assert_eq!(refused.status, 409, "alone nobody re-splits a locked order: {}", refused.body);
        let payload = json!({ "order_id": order.id, "version": version, "body": body });
        scene.correct((&scene.director, &scene.hr), "customers_order_edit", payload).await;
        scene.order("SO-2", "2026-02-10", "500.00", "500.00").await;

        let (adjustments, february) = scene.lock_adjusting("2026-02").await;
        assert_eq!(adjustments, [late("a", "2026-01", "-20.00"), late("b", "2026-01", "20.00")]);
        let statements = scene.statements(&february).await;
        assert_eq!(Settled::of(&statements["a"]), Settled::new("25.00", "5.00", "0.00", "0.00"));
        assert_eq!(Settled::of(&statements["b"]), Settled::new("0.00", "20.00", "0.00", "0.00"));
        let causes = statements["a"]["adjustments"][0]["causes"].as_array().unwrap();
        let correction = causes.iter().find(|cause| cause["kind"] == "correction").unwrap();
        assert_eq!(
            (text(&correction["operation"]), text(&correction["reason"])),
            ("customers_order_edit".into(), "补录".into()),
        );
        assert_eq!(text(&february["total"]), "25.00");
    }

    /// 100.00 on 10 January and 200.00 on the 20th paid 15.00. From the 15th on `a` was in west, which is not in the
    /// plan: January is 100.00 × 5 % = 5.00, so −10.00. Until the credits bear their unit nothing is locked.
    async fn a_transfer_that_reaches_back_takes_the_days_out_of_the_plan(app: TestApp) {
        let mut scene = Scene::company(&app).await;
        scene.at("2026-03-20T02:00:00Z").await;
        scene.adopt(&format!("who = 'in_unit(\"east\")'\n{SIGNED}")).await;
        scene.publish().await;
        scene.notice_of(0).await;
        let west = scene.org.unit("west", None, None).await;
        app.work().await;
        scene.order("SO-1", "2026-01-10", "100.00", "100.00").await;
        scene.order("SO-2", "2026-01-20", "200.00", "200.00").await;
        assert_eq!(text(&scene.lock("2026-01").await["total"]), "15.00");

        let payload = scene.on_member(&scene.a, json!({ "unit_id": west, "from": "2026-01-15" })).await;
        scene.correct((&scene.hr, &scene.director), "people_member_transfer", payload).await;
        let run = scene.try_period("2026-02").await;
        for (by, step) in [
            (&scene.director, "review_lead"), (&scene.finance, "review_finance"), (&scene.director, "notice"),
        ] {
            scene.step(by, &run, step, json!({})).await.ok();
        }
        let refused = scene.step(&scene.finance, &run, "lock", json!({})).await;
        assert_eq!(refused.code(), "incentives.run.credits_moving");
        app.work().await;
        let refused = scene.step(&scene.finance, &run, "lock", json!({})).await;
        assert_eq!(refused.code(), "incentives.run.credits_moving", "its trial has read the credits of before");

        let (adjustments, february) = scene.lock_adjusting("2026-02").await;
        assert_eq!(adjustments, [late("a", "2026-01", "-10.00")]);
        assert_eq!(
            Settled::of(&scene.statements(&february).await["a"]),
            Settled::new("none", "0.00", "0.00", "10.00"),
        );
    }

    /// 80,000.00 of 100,000.00 are 80 %: 4,000.00 × 80 % = 3,200.00. The goal should have been 80,000.00: 4,000.00, so
    /// +800.00. Once paid it does not come again.
    async fn a_goal_that_is_changed_in_a_locked_month_is_paid_as_the_difference(app: TestApp) {
        let plan = "[measure.m]\nof = \"orders\"\n\
            [[component]]\nkey = \"c\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"m\"\nbase = \"4000.00\"\n\
            curve = { shape = \"linear\", points = [[\"0%\", \"0%\"], [\"100%\", \"100%\"]] }\n";
        let scene = Scene::in_force(&app, plan).await;
        scene.goal("m", "2026-01", "100000.00", "final").await;
        scene.order("SO-1", "2026-01-10", "80000.00", "80000.00").await;
        assert_eq!(text(&scene.lock("2026-01").await["total"]), "3200.00");

        let goals = scene.director.get("/api/goals/goals?measure=m&calendar=natural&period=2026-01").await.ok();
        let goal = &goals["items"][0];
        let path = format!("/api/goals/goals/{}", text(&goal["id"]));
        let set = json!({ "amount": "80000.00", "basis": "final" });
        scene.director.put_seen(&path, goal["version"].as_i64().unwrap(), set).await.ok();
        assert_eq!(scene.adjustments(&scene.try_period("2026-02").await).await, [], "a draft pays nothing");
        let body = json!({ "measure": "m", "calendar": "natural", "period": "2026-01", "reason": "录错" });
        assert_eq!(scene.director.post("/api/goals/goals/publish", body.clone()).await.status, 409);
        scene.correct((&scene.director, &scene.hr), "goals_goal_publish", json!({ "body": body })).await;
        let (adjustments, _) = scene.lock_adjusting("2026-02").await;
        assert_eq!(adjustments, [late("a", "2026-01", "800.00")]);
        let march = scene.try_period("2026-03").await;
        assert_eq!(scene.adjustments(&march).await, []);
    }

    /// 1,000.00 × 5 % = 50.00. The rate of `a` should have been 6 % since the new year: +10.00.
    async fn a_field_that_is_changed_in_a_locked_month_is_paid_as_the_difference(app: TestApp) {
        app.clock().set(beichen_kernel::Timestamp::parse("2027-02-01T02:00:00Z").unwrap());
        let mut scene = Scene::company(&app).await;
        scene.field("member", "pct", "rate").await;
        for person in [&scene.a, &scene.b] {
            let path = format!("/api/people/members/{}", person.member);
            let value = json!({ "value": "0.05", "from": "2026-01-01" });
            let version = scene.version(&path).await.as_i64().unwrap();
            scene.hr.post_seen(&format!("{path}/fields/pct"), version, value).await.ok();
        }
        scene.adopt(&SIGNED.replace("rate = \"5%\"", "rate = { member = \"pct\" }")).await;
        scene.publish().await;
        scene.notice_of(0).await;
        app.work().await;
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        assert_eq!(text(&scene.lock("2026-01").await["total"]), "50.00");

        let mut payload = scene.on_member(&scene.a, json!({ "value": "0.06", "from": "2026-01-01" })).await;
        payload["key"] = json!("pct");
        scene.correct((&scene.hr, &scene.director), "people_member_set_field", payload).await;
        let (adjustments, _) = scene.lock_adjusting("2026-02").await;
        assert_eq!(adjustments, [late("a", "2026-01", "10.00")]);
    }

    /// Nobody corrects a locked month alone: without a reason, by a wish that its author grants, or by a sales person.
    async fn a_correction_needs_a_reason_and_a_second_person(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        scene.lock("2026-01").await;
        let west = scene.org.unit("west", None, None).await;
        let move_to = json!({ "unit_id": west, "from": "2026-01-15" });
        let payload = scene.on_member(&scene.a, move_to.clone()).await;
        let member = format!("/api/people/members/{}", scene.a.member);
        let alone = scene.hr.post_on(&member, &format!("{member}/transfer"), move_to).await;
        assert_eq!(alone.code(), "people.fence.locked");
        let wish = json!({ "operation": "people_member_transfer", "payload": payload, "reason": " " });
        assert_eq!(scene.hr.post("/api/people/approvals", wish).await.code(), "people.approval.reason_missing");
        assert_eq!(scene.ask(&scene.a, "people_member_transfer", payload.clone()).await.status, 403);
        let wish = scene.ask(&scene.hr, "people_member_transfer", payload).await.ok();
        assert_eq!(scene.grant(&scene.hr, &wish).await.code(), "people.approval.own");
        app.work().await;
        assert_eq!(scene.adjustments(&scene.try_period("2026-02").await).await, [], "a wish pays nothing");
    }
}
