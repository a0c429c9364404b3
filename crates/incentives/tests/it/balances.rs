//! What passes from period to period across locks: draws, holds, instalments, holdbacks and clawbacks. Each amount is
//! worked out by hand from incentives.md, steps 8 to 12 and "Further rules".

use beichen_testkit::{both, json};
use serde_json::Value;

use crate::scene::{Scene, id, text};

/// 10 % of what is collected, gross, for those in `east`; what is given besides stands in the component.
fn collected(period: &str, rules: &str) -> String {
    format!(
        "who = 'in_unit(\"east\")'\n[measure.m]\nof = \"payments\"\n\
         [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"{period}\"\nmeasure = \"m\"\nrate = \"10%\"\n{rules}"
    )
}

/// What a component comes to on a statement: earned, payable, held, owed, clawed; then the statement's total.
#[derive(Debug, PartialEq, Eq)]
struct Line([String; 6]);

fn line(values: [&str; 6]) -> Line {
    Line(values.map(str::to_owned))
}

impl Line {
    fn of(statement: &Value, component: &str) -> Self {
        let components = statement["components"].as_array().unwrap();
        let found = components.iter().find(|one| one["key"] == component).unwrap_or(&Value::Null);
        let payout = |name: &str| found["payout"][name].as_str().unwrap_or("none").to_owned();
        Self([
            found["pay"].as_str().unwrap_or("none").to_owned(),
            payout("payable"),
            payout("held"),
            payout("owed"),
            payout("clawed"),
            text(&statement["total"]),
        ])
    }
}

/// An adjustment: person, component, locked period, earned, payable, held, owed; and whether it is a flag.
fn moved(values: [&str; 7]) -> ([String; 7], bool) {
    (values.map(str::to_owned), false)
}

impl Scene {
    async fn line(&self, run: &Value, person: &str) -> Line {
        Line::of(&self.statements(run).await[person], "c")
    }

    /// The adjustments of a run with what becomes of each.
    async fn moved(&self, run: &Value) -> Vec<([String; 7], bool)> {
        let path = format!("/api/incentives/runs/{}/adjustments?limit=200", id(run));
        let page = self.director.get(&path).await.ok();
        let row = |row: &Value| {
            let field = |name: &str| text(&row[name]);
            let payout = |name: &str| row["payout"][name].as_str().unwrap_or("none").to_owned();
            let values = [
                text(&row["member"]["code"]),
                field("component"),
                field("period"),
                field("difference"),
                payout("payable"),
                payout("held"),
                payout("owed"),
            ];
            (values, row["is_flag"].as_bool().unwrap())
        };
        page["items"].as_array().unwrap().iter().map(row).collect()
    }
}

both! {
    /// The worked example: January earns 500 and owes 500, February 700 and owes 800. January grows by 200 afterwards:
    /// it owes 300 and February 600, so March opens owing 600; its own 400 are lifted to 1,000, and 1,200 are owed.
    async fn a_draw_owes_what_the_locked_months_owe_as_known_now(app: TestApp) {
        let draw = "draw = { amount = \"1000.00\", kind = \"floor\", recoverable = true }\n";
        let scene = Scene::in_force(&app, &collected("month", draw)).await;
        let order = scene.order("SO-1", "2026-01-10", "90000.00", "90000.00").await;
        scene.pay(&order, "2026-01-15", "5000.00").await;
        let january = scene.lock("2026-01").await;
        assert_eq!(scene.line(&january, "a").await, line(["500.00", "1000.00", "0.00", "500.00", "0.00", "1000.00"]));
        scene.pay(&order, "2026-02-15", "7000.00").await;
        let february = scene.lock("2026-02").await;
        assert_eq!(scene.line(&february, "a").await, line(["700.00", "1000.00", "0.00", "800.00", "0.00", "1000.00"]));

        scene.pay(&order, "2026-01-20", "2000.00").await;
        scene.pay(&order, "2026-03-15", "4000.00").await;
        let march = scene.lock("2026-03").await;
        assert_eq!(scene.moved(&march).await, [moved(["a", "c", "2026-01", "200.00", "0.00", "0.00", "-200.00"])]);
        assert_eq!(scene.line(&march, "a").await, line(["400.00", "1000.00", "0.00", "1200.00", "0.00", "1000.00"]));
        let april = scene.try_period("2026-04").await;
        assert_eq!(scene.moved(&april).await, []);
        assert_eq!(scene.line(&april, "a").await, line(["0.00", "1000.00", "0.00", "2200.00", "0.00", "1000.00"]));
    }

    /// January's 1,000 are paid 500, 250, 250. It grows to 1,400 after February's lock: 700, 350, 350 instead, so March
    /// pays its own 350 and the missing 200 and 100.
    async fn instalments_follow_what_a_locked_month_earns(app: TestApp) {
        let scene = Scene::in_force(&app, &collected("month", "pay = [\"50%\", \"25%\", \"25%\"]\n")).await;
        let order = scene.order("SO-1", "2026-01-10", "90000.00", "90000.00").await;
        scene.pay(&order, "2026-01-15", "10000.00").await;
        let january = scene.lock("2026-01").await;
        assert_eq!(scene.line(&january, "a").await, line(["1000.00", "500.00", "500.00", "0.00", "0.00", "500.00"]));
        let february = scene.lock("2026-02").await;
        assert_eq!(scene.line(&february, "a").await, line(["0.00", "250.00", "250.00", "0.00", "0.00", "250.00"]));

        scene.pay(&order, "2026-01-20", "4000.00").await;
        let march = scene.lock("2026-03").await;
        assert_eq!(
            scene.moved(&march).await,
            [
                moved(["a", "c", "2026-01", "400.00", "200.00", "200.00", "0.00"]),
                moved(["a", "c", "2026-02", "0.00", "100.00", "-100.00", "0.00"]),
            ]
        );
        assert_eq!(scene.line(&march, "a").await, line(["0.00", "350.00", "0.00", "0.00", "0.00", "650.00"]));
        let april = scene.try_period("2026-04").await;
        assert_eq!(scene.moved(&april).await, []);
        assert_eq!(scene.line(&april, "a").await, line(["0.00", "0.00", "0.00", "0.00", "0.00", "0.00"]));
    }

    /// 10 % of each order is held until it is paid in full, gross: 113.00 for 100.00. The first order is paid in February,
    /// 50.00 of it on an earlier day; the second in locked February, which becomes an adjustment of that month.
    async fn a_hold_is_released_in_the_month_of_the_last_payment(app: TestApp) {
        let orders = collected("month", "hold = { until = \"collected\" }\n").replace("payments", "orders");
        let scene = Scene::in_force(&app, &orders).await;
        let one = scene.order("SO-1", "2026-01-10", "100.00", "113.00").await;
        let two = scene.order("SO-2", "2026-01-12", "200.00", "226.00").await;
        scene.pay(&one, "2026-01-20", "50.00").await;
        let january = scene.lock("2026-01").await;
        assert_eq!(scene.line(&january, "a").await, line(["30.00", "0.00", "30.00", "0.00", "0.00", "0.00"]));
        scene.pay(&one, "2026-02-03", "63.00").await;
        let february = scene.lock("2026-02").await;
        assert_eq!(scene.line(&february, "a").await, line(["0.00", "10.00", "20.00", "0.00", "0.00", "10.00"]));

        scene.pay(&two, "2026-02-27", "226.00").await;
        let march = scene.lock("2026-03").await;
        assert_eq!(scene.moved(&march).await, [moved(["a", "c", "2026-02", "0.00", "20.00", "-20.00", "0.00"])]);
        assert_eq!(text(&scene.statements(&march).await["a"]["total"]), "20.00");
        assert_eq!(scene.moved(&scene.try_period("2026-04").await).await, []);
    }

    /// 15 % of each quarter is held until the year's last one. The first one grows by 100 after the third is locked: 85 are
    /// paid and 15 held, so the fourth releases 165.
    async fn a_holdback_of_a_locked_quarter_comes_out_at_the_end_of_the_year(app: TestApp) {
        let rules = "holdback = { rate = \"15%\", release = \"year\" }\n";
        let scene = Scene::in_force(&app, &collected("quarter", rules)).await;
        let order = scene.order("SO-1", "2026-01-10", "90000.00", "90000.00").await;
        scene.pay(&order, "2026-01-15", "10000.00").await;
        let first = scene.lock("2026-Q1").await;
        assert_eq!(scene.line(&first, "a").await, line(["1000.00", "850.00", "150.00", "0.00", "0.00", "850.00"]));
        scene.lock("2026-Q2").await;
        scene.lock("2026-Q3").await;
        scene.pay(&order, "2026-03-20", "1000.00").await;
        let fourth = scene.lock("2026-Q4").await;
        assert_eq!(scene.moved(&fourth).await, [moved(["a", "c", "2026-Q1", "100.00", "85.00", "15.00", "0.00"])]);
        assert_eq!(scene.line(&fourth, "a").await, line(["0.00", "165.00", "0.00", "0.00", "0.00", "250.00"]));
    }

    /// Half of the fourth quarter is due after the plan's end: the calendar's next quarter has a run for it.
    async fn what_is_due_after_the_plans_end_is_paid_in_a_run_of_its_own(app: TestApp) {
        let scene = Scene::in_force(&app, &collected("quarter", "pay = [\"50%\", \"50%\"]\n")).await;
        let order = scene.order("SO-1", "2026-10-10", "90000.00", "90000.00").await;
        scene.pay(&order, "2026-11-15", "10000.00").await;
        for quarter in ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"] {
            scene.lock(quarter).await;
        }
        let after = scene.try_period("2027-Q1").await;
        assert_eq!(scene.line(&after, "a").await, line(["0.00", "500.00", "0.00", "0.00", "0.00", "500.00"]));
    }

    /// January pays 1,000 for 10,000. 4,000 given back in February take 400 in February, not in January. After its lock
    /// 1,000 more of February and a late payment of 5,000 in January are recorded: March takes 100 and adjusts by 500,
    /// and what is left covers the 400 that February left owed.
    async fn a_ladder_takes_back_beside_the_adjustments(app: TestApp) {
        let scene = Scene::in_force(&app, &collected("month", "clawback = [[\"3 months\", \"100%\"]]\n")).await;
        let order = scene.order("SO-1", "2026-01-10", "90000.00", "90000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "10000.00").await;
        scene.lock("2026-01").await;
        scene.refund(&payment, "2026-02-10", "4000.00").await;
        let february = scene.lock("2026-02").await;
        assert_eq!(scene.moved(&february).await, []);
        assert_eq!(scene.line(&february, "a").await, line(["0.00", "0.00", "0.00", "0.00", "400.00", "0.00"]));
        assert_eq!(scene.statements(&february).await["a"]["owed"], "400.00");

        scene.refund(&payment, "2026-02-20", "1000.00").await;
        scene.pay(&order, "2026-01-25", "5000.00").await;
        let march = scene.lock("2026-03").await;
        assert_eq!(scene.moved(&march).await, [moved(["a", "c", "2026-01", "500.00", "none", "none", "none"])]);
        assert_eq!(scene.line(&march, "a").await, line(["0.00", "0.00", "0.00", "0.00", "100.00", "0.00"]));
        assert_eq!(scene.statements(&march).await["a"]["owed"], "0.00");
        let april = scene.try_period("2026-04").await;
        assert_eq!(scene.line(&april, "a").await, line(["0.00", "0.00", "0.00", "0.00", "0.00", "0.00"]));
    }

    /// A clawback of 400 was taken in February; then the order of the payment is found to be `b`'s: `a` never earned on it
    /// and gets the 400 back, `b` earns the 1,000 of January and gives the 400.
    async fn a_clawback_follows_the_owner(app: TestApp) {
        let scene = Scene::in_force(&app, &collected("month", "clawback = [[\"3 months\", \"100%\"]]\n")).await;
        let order = scene.order("SO-1", "2026-01-10", "90000.00", "90000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "10000.00").await;
        scene.lock("2026-01").await;
        scene.refund(&payment, "2026-02-10", "4000.00").await;
        scene.lock("2026-02").await;
        let path = format!("/api/customers/orders/{}", order.id);
        let read = scene.director.get(&path).await.ok();
        let more = json!({
            "owner_id": scene.b.member,
            "lines": [{ "id": read["lines"][0]["id"], "net": "90000.00", "gross": "90000.00" }],
        });
        let body = scene.order_body("SO-1", "2026-01-10", more);
        scene.director.put_seen(&path, read["version"].as_i64().unwrap(), body).await.ok();
        let march = scene.lock("2026-03").await;
        assert_eq!(
            scene.moved(&march).await,
            [
                moved(["a", "c", "2026-01", "-1000.00", "none", "none", "none"]),
                moved(["b", "c", "2026-01", "1000.00", "none", "none", "none"]),
            ]
        );
        // a: 400 − 1,000 and 400 owed before; b: 1,000 − 400.
        assert_eq!(scene.line(&march, "a").await, line(["0.00", "0.00", "0.00", "0.00", "-400.00", "0.00"]));
        assert_eq!(scene.statements(&march).await["a"]["owed"], "1000.00");
        assert_eq!(scene.line(&march, "b").await, line(["0.00", "0.00", "0.00", "0.00", "400.00", "600.00"]));
    }

    /// Prizes of 500 and 300 are paid in two halves. Everything of `a` is given back after January's lock: February pays
    /// the second halves as locked, until two people decide that `a`'s prize is taken: 250 now, and no second half.
    async fn a_prize_in_parts_stays_as_locked_until_it_is_decided(app: TestApp) {
        let scene = Scene::in_force(
            &app,
            "who = 'in_unit(\"east\")'\n[measure.m]\nof = \"payments\"\nrefund_day = \"original\"\n\
             [[component]]\nkey = \"c\"\nkind = \"ranking\"\nperiod = \"month\"\nby = \"m\"\namong = \"organisation\"\n\
             prizes = [\"500.00\", \"300.00\"]\npay = [\"50%\", \"50%\"]\n",
        )
        .await;
        let of_a = scene.order("SO-1", "2026-01-10", "9000.00", "9000.00").await;
        let more = json!({ "owner_id": scene.b.member, "lines": [{ "net": "9000.00", "gross": "9000.00" }] });
        let of_b = scene.order_with("SO-2", "2026-01-10", more).await;
        let payment = scene.pay(&of_a, "2026-01-15", "2000.00").await;
        scene.pay(&of_b, "2026-01-15", "1000.00").await;
        let january = scene.lock("2026-01").await;
        assert_eq!(scene.line(&january, "a").await, line(["500.00", "250.00", "250.00", "0.00", "0.00", "250.00"]));

        scene.refund(&payment, "2026-02-02", "2000.00").await;
        let february = scene.try_period("2026-02").await;
        let flagged = |values: [&str; 7]| (values.map(str::to_owned), true);
        assert_eq!(
            scene.moved(&february).await,
            [
                flagged(["a", "c", "2026-01", "-500.00", "none", "none", "none"]),
                flagged(["b", "c", "2026-01", "200.00", "none", "none", "none"]),
            ]
        );
        assert_eq!(scene.line(&february, "a").await, line(["0.00", "250.00", "0.00", "0.00", "0.00", "250.00"]));

        let decision = json!({
            "plan_id": scene.plan, "period_kind": "month", "member_id": scene.a.member, "outcome": "pay",
            "subject": "flag", "component": "c", "period": "2026-01", "amount": "-500.00",
        });
        scene.correct((&scene.hr, &scene.finance), "incentives_decision_create", json!({ "body": decision })).await;
        let february = scene.lock("2026-02").await;
        let of_a: Vec<_> = scene.moved(&february).await.into_iter().filter(|(values, _)| values[0] == "a").collect();
        assert_eq!(of_a, [moved(["a", "c", "2026-01", "-500.00", "-250.00", "-250.00", "0.00"])]);
        assert_eq!(scene.line(&february, "a").await, line(["0.00", "0.00", "0.00", "0.00", "0.00", "0.00"]));
        assert_eq!(scene.statements(&february).await["a"]["owed"], "250.00");
        assert_eq!(scene.line(&february, "b").await, line(["0.00", "150.00", "0.00", "0.00", "0.00", "150.00"]));
    }
}
