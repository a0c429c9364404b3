//! Late facts and refunds after the lock. Each amount is worked out by hand from incentives.md, step 12 and "Below zero".

use beichen_testkit::{both, json};

use crate::scene::{Scene, plan_text, text};
use crate::second_person::{SIGNED, Settled, late};

/// 5 % of what was collected in a month, gross.
const COLLECTED: &str = "[measure.m]\nof = \"payments\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";

both! {
    /// January: 1,000.00 × 5 % = 50.00, locked. All of it is given back on 10 February: February earns −50.00, pays 0.00
    /// and leaves 50.00 owed. March: 2,000.00 × 5 % = 100.00 − 50.00 = 50.00.
    async fn a_refund_of_its_own_day_makes_the_open_month_negative_and_is_taken_from_the_next(app: TestApp) {
        let scene = Scene::in_force(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-01-10", "3000.00", "3000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "1000.00").await;
        let january = scene.lock("2026-01").await;
        assert_eq!(text(&january["total"]), "50.00");

        scene.refund(&payment, "2026-02-10", "1000.00").await;
        let (adjustments, february) = scene.lock_adjusting("2026-02").await;
        assert_eq!(adjustments, []);
        let a = Settled::of(&scene.statements(&february).await["a"]);
        assert_eq!(a, Settled::new("-50.00", "0.00", "0.00", "50.00"));
        assert_eq!((text(&february["total"]), text(&february["owed"])), ("0.00".into(), "50.00".into()));

        scene.pay(&order, "2026-03-05", "2000.00").await;
        assert_eq!(scene.settled("2026-03", "a").await, Settled::new("100.00", "50.00", "50.00", "0.00"));
    }

    /// The refund lies on the day of its payment: January would pay 0.00, so February adjusts by −50.00. February's own
    /// 600.00 × 5 % = 30.00; 30.00 − 50.00 leaves 20.00 owed. March: 1,400.00 × 5 % = 70.00 − 20.00 = 50.00.
    async fn a_refund_of_the_original_day_is_an_adjustment(app: TestApp) {
        let plan = COLLECTED.replace("of = \"payments\"\n", "of = \"payments\"\nrefund_day = \"original\"\n");
        let scene = Scene::in_force(&app, &plan).await;
        let order = scene.order("SO-1", "2026-01-10", "3000.00", "3000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "1000.00").await;
        scene.lock("2026-01").await;

        scene.refund(&payment, "2026-02-10", "1000.00").await;
        scene.pay(&order, "2026-02-11", "600.00").await;
        let (adjustments, february) = scene.lock_adjusting("2026-02").await;
        assert_eq!(adjustments, [late("a", "2026-01", "-50.00")]);
        let a = &scene.statements(&february).await["a"];
        assert_eq!(Settled::of(a), Settled::new("30.00", "0.00", "0.00", "20.00"));
        assert_eq!(a["adjustments"][0]["causes"][0]["document"]["kind"], json!("refund"));

        scene.pay(&order, "2026-03-05", "1400.00").await;
        let (adjustments, march) = scene.lock_adjusting("2026-03").await;
        assert_eq!(adjustments, []);
        assert_eq!(
            Settled::of(&scene.statements(&march).await["a"]),
            Settled::new("70.00", "50.00", "20.00", "0.00"),
        );
    }

    /// Cancelling leaves what was paid as it is; only the refund of 1,000.00 takes 50.00 back, in its own month.
    async fn an_order_that_is_cancelled_before_its_refund_takes_nothing_by_itself(app: TestApp) {
        let scene = Scene::in_force(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "1000.00").await;
        scene.lock("2026-01").await;
        scene.cancel(&order).await;
        let february = scene.try_period("2026-02").await;
        assert_eq!(scene.adjustments(&february).await, []);
        assert_eq!(scene.settled("2026-02", "a").await, Settled::new("0.00", "0.00", "0.00", "0.00"));
        scene.refund(&payment, "2026-02-20", "1000.00").await;
        assert_eq!(scene.settled("2026-02", "a").await, Settled::new("-50.00", "0.00", "0.00", "50.00"));
    }

    /// 400.00 given back: −20.00. The order is cancelled then: nothing more. The other 600.00 given back: −50.00.
    async fn an_order_that_is_cancelled_after_its_refund_takes_nothing_more(app: TestApp) {
        let scene = Scene::in_force(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "1000.00").await;
        scene.lock("2026-01").await;
        scene.refund(&payment, "2026-02-10", "400.00").await;
        assert_eq!(scene.settled("2026-02", "a").await, Settled::new("-20.00", "0.00", "0.00", "20.00"));
        scene.cancel(&order).await;
        let february = scene.try_period("2026-02").await;
        assert_eq!(scene.adjustments(&february).await, []);
        assert_eq!(scene.settled("2026-02", "a").await, Settled::new("-20.00", "0.00", "0.00", "20.00"));
        scene.refund(&payment, "2026-02-28", "600.00").await;
        assert_eq!(scene.settled("2026-02", "a").await, Settled::new("-50.00", "0.00", "0.00", "50.00"));
    }

    /// Orders of January for 100.00 and 400.00 paid 25.00. The second one is cancelled: 400.00 × 5 % = −20.00.
    async fn a_cancelled_order_of_a_locked_month_is_taken_back(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.order("SO-1", "2026-01-10", "100.00", "100.00").await;
        let second = scene.order("SO-2", "2026-01-11", "400.00", "400.00").await;
        scene.lock("2026-01").await;
        scene.cancel(&second).await;
        let (adjustments, february) = scene.lock_adjusting("2026-02").await;
        assert_eq!(adjustments, [late("a", "2026-01", "-20.00")]);
        assert_eq!(
            Settled::of(&scene.statements(&february).await["a"]),
            Settled::new("0.00", "0.00", "0.00", "20.00"),
        );
    }

    /// Somebody who joined on 10 January and signed 1,000.00 on the 20th is recorded in February: 50.00, all of it new.
    async fn a_joiner_who_is_recorded_late_is_paid_the_whole_month(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.order("SO-1", "2026-01-15", "100.00", "100.00").await;
        scene.lock("2026-01").await;
        let joiner = json!({ "code": "late", "name": "Late", "unit_id": scene.east, "joined_on": "2026-01-10" });
        let joiner = scene.hr.post("/api/people/members", joiner).await.ok();
        let of_joiner = json!({ "owner_id": joiner["id"], "lines": [{ "net": "1000.00", "gross": "1000.00" }] });
        scene.order_with("SO-2", "2026-01-20", of_joiner).await;
        app.work().await;
        let (adjustments, february) = scene.lock_adjusting("2026-02").await;
        assert_eq!(adjustments, [late("late", "2026-01", "50.00")]);
        let statement = &scene.statements(&february).await["late"];
        assert_eq!(Settled::of(statement), Settled::new("0.00", "50.00", "0.00", "0.00"));
        assert_eq!(statement["adjustments"][0]["locked"], json!("0.00"));
    }

    /// 50.00 were paid for January and all is given back in February: 50.00 owed. From 1 March on the person is gone;
    /// the 50.00 stand on every later run, and nobody is ever paid less than nothing.
    async fn what_somebody_who_left_owes_stays_on_every_later_run(app: TestApp) {
        let scene = Scene::in_force(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "1000.00").await;
        scene.lock("2026-01").await;
        scene.refund(&payment, "2026-02-10", "1000.00").await;
        let member = format!("/api/people/members/{}", scene.a.member);
        scene.hr.post_on(&member, &format!("{member}/leave"), json!({ "left_on": "2026-02-28" })).await.ok();
        app.work().await;
        scene.lock("2026-02").await;
        for period in ["2026-03", "2026-04"] {
            let run = scene.lock(period).await;
            let statements = scene.statements(&run).await;
            assert_eq!(Settled::of(&statements["a"]), Settled::new("none", "0.00", "50.00", "50.00"), "{period}");
            assert_eq!((text(&run["total"]), text(&run["owed"])), ("0.00".into(), "50.00".into()));
            assert!(!text(&statements["b"]["total"]).starts_with('-'));
        }
    }

    /// The plan ends with February. 1,000.00 of February that come after its lock are paid by a run of March that holds
    /// nothing else: 50.00, though 2,000.00 were signed in March. April has nothing left.
    async fn after_the_plan_has_ended_a_run_of_the_next_period_holds_adjustments_only(app: TestApp) {
        app.clock().set(beichen_kernel::Timestamp::parse("2027-02-01T02:00:00Z").unwrap());
        let mut scene = Scene::company(&app).await;
        let content = plan_text("p", SIGNED).replace("2026-12-31", "2026-02-28");
        let body = json!({ "text": content });
        scene.plan = text(&scene.director.post("/api/incentives/plans", body).await.ok()["id"]);
        scene.publish().await;
        scene.notice_of(0).await;
        app.work().await;
        scene.lock("2026-01").await;
        scene.lock("2026-02").await;
        scene.order("SO-1", "2026-02-20", "1000.00", "1000.00").await;
        scene.order("SO-2", "2026-03-20", "2000.00", "2000.00").await;
        let (adjustments, march) = scene.lock_adjusting("2026-03").await;
        assert_eq!(adjustments, [late("a", "2026-02", "50.00")]);
        let statements = scene.statements(&march).await;
        assert_eq!(statements.keys().collect::<Vec<_>>(), ["a"], "nobody else has anything left");
        assert_eq!(Settled::of(&statements["a"]), Settled::new("none", "50.00", "0.00", "0.00"));
        assert_eq!(scene.statements(&scene.try_period("2026-04").await).await.len(), 0);
        let far = json!({ "plan_id": scene.plan, "period": "2026-05" });
        assert!(!scene.director.post("/api/incentives/runs", far).await.status.is_success());
    }

    /// 50.00 are owed, and at most 30 % of a total may be taken for them: of 100.00 in March 30.00, then 20.00 are left;
    /// of 50.00 in April 15.00, then 5.00 are left; of 100.00 in May the last 5.00.
    async fn at_most_the_set_part_of_a_total_is_taken(app: TestApp) {
        let scene = Scene::in_force(&app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-01-10", "9000.00", "9000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "1000.00").await;
        scene.lock("2026-01").await;
        scene.refund(&payment, "2026-02-10", "1000.00").await;
        scene.lock("2026-02").await;
        beichen_people::api::set_setting(&scene.org.system(), &app.db, "owed_taken_percent", "30").await.unwrap();
        for (month, paid, expected) in [
            ("2026-03", "2000.00", Settled::new("100.00", "70.00", "50.00", "20.00")),
            ("2026-04", "1000.00", Settled::new("50.00", "35.00", "20.00", "5.00")),
            ("2026-05", "2000.00", Settled::new("100.00", "95.00", "5.00", "0.00")),
        ] {
            scene.pay(&order, &format!("{month}-05"), paid).await;
            let run = scene.lock(month).await;
            assert_eq!(Settled::of(&scene.statements(&run).await["a"]), expected, "{month}");
        }
    }
}
