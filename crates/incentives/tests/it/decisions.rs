//! What two people decide: flagged prizes of a locked month, and what somebody owes who is in the plan no more. Each
//! amount is worked out by hand from incentives.md, step 12 and "A run".

use beichen_testkit::{Answer, TestPerson, both, json};
use serde_json::Value;

use crate::scene::{Document, Scene, id, plan_text, text};

/// 500.00 for the first and 300.00 for the second by what was collected; a refund counts on the day of its payment.
const PRIZES: &str = "[measure.m]\nof = \"payments\"\nrefund_day = \"original\"\n\
    [[component]]\nkey = \"c\"\nkind = \"ranking\"\nperiod = \"month\"\nby = \"m\"\namong = \"organisation\"\n\
    prizes = [\"500.00\", \"300.00\"]\n";

/// 5 % of what was collected in a month, gross.
const COLLECTED: &str = "[measure.m]\nof = \"payments\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";

const OPEN: &str = "/api/incentives/decisions/open";

/// Person, difference, whether it is a flag, what was kept.
type Difference = (String, String, bool, String);

fn difference(person: &str, difference: &str, is_flag: bool, kept: &str) -> Difference {
    (person.to_owned(), difference.to_owned(), is_flag, kept.to_owned())
}

impl Scene {
    /// Of everything that waits: person, subject, amount, locked period.
    async fn waiting(&self) -> Vec<[String; 4]> {
        let page = self.director.get(OPEN).await.ok();
        let row = |row: &Value| {
            let field = |name: &str| text(&row[name]);
            [text(&row["member"]["code"]), field("subject"), field("amount"), text(&row["period"]["name"])]
        };
        page["items"].as_array().unwrap().iter().map(row).collect()
    }

    /// A decision of a prize or balance of January or February, as it can be asked for.
    fn decision(&self, person: &TestPerson, outcome: &str, more: Value) -> Value {
        let is_flag = ["pay", "keep"].contains(&outcome);
        let mut body = json!({
            "plan_id": self.plan, "period_kind": "month", "member_id": person.member, "outcome": outcome,
            "subject": if is_flag { "flag" } else { "balance" },
        });
        if is_flag {
            body["component"] = json!("c");
            body["period"] = json!("2026-01");
        }
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        body
    }

    /// HR asks for it, as it was answered.
    async fn ask_to(&self, decision: Value) -> Answer {
        self.ask(&self.hr, "incentives_decision_create", json!({ "body": decision })).await
    }

    /// HR asks and finance grants.
    async fn decide(&self, person: &TestPerson, outcome: &str, more: Value) {
        let wish = self.ask_to(self.decision(person, outcome, more)).await.ok();
        assert_eq!(wish["state"], "pending", "two people decide");
        self.grant(&self.finance, &wish).await.ok();
    }

    async fn differences(&self, run: &Value) -> Vec<Difference> {
        let path = format!("/api/incentives/runs/{}/adjustments?limit=200", id(run));
        let page = self.director.get(&path).await.ok();
        let row = |row: &Value| {
            let is_flag = row["is_flag"].as_bool().unwrap();
            (text(&row["member"]["code"]), text(&row["difference"]), is_flag, text(&row["kept"]))
        };
        page["items"].as_array().unwrap().iter().map(row).collect()
    }

    /// What a statement says of what is owed: before, decided, taken, after, and what it pays.
    async fn balance(&self, run: &Value, person: &str) -> [String; 5] {
        let statement = self.statements(run).await[person].clone();
        let decided = statement["decisions"].as_array().unwrap().iter().map(|one| text(&one["owed"]));
        let field = |name: &str| text(&statement[name]);
        [field("opening"), decided.collect::<Vec<_>>().join(" "), field("taken"), field("owed"), field("total")]
    }

    /// In January 1,000.00 of `a` and 800.00 of `b` were collected: 500.00 and 300.00, locked. Then 300.00 of `a` are
    /// given back: with 700.00 and 800.00 it would be 300.00 and 500.00.
    async fn prizes(app: &beichen_testkit::TestApp) -> (Self, Document) {
        let scene = Self::in_force(app, PRIZES).await;
        let first = scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let of_b = json!({ "owner_id": scene.b.member, "lines": [{ "net": "800.00", "gross": "800.00" }] });
        let second = scene.order_with("SO-2", "2026-01-10", of_b).await;
        let paid = scene.pay(&first, "2026-01-15", "1000.00").await;
        scene.pay(&second, "2026-01-16", "800.00").await;
        assert_eq!(text(&scene.lock("2026-01").await["total"]), "800.00");
        scene.refund(&paid, "2026-02-10", "300.00").await;
        (scene, paid)
    }

    /// 50.00 were paid to `a` for January, all is given back in February, and `a` leaves with its last day: 50.00 are
    /// owed, and February is locked. The order is still open for 3,000.00.
    async fn leaver(app: &beichen_testkit::TestApp) -> (Self, Document) {
        let scene = Self::in_force(app, COLLECTED).await;
        let order = scene.order("SO-1", "2026-01-10", "4000.00", "4000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "1000.00").await;
        scene.lock("2026-01").await;
        scene.refund(&payment, "2026-02-10", "1000.00").await;
        assert_eq!(scene.waiting().await, Vec::<[String; 4]>::new(), "nobody owes anything yet");
        let member = format!("/api/people/members/{}", scene.a.member);
        scene.hr.post_on(&member, &format!("{member}/leave"), json!({ "left_on": "2026-02-28" })).await.ok();
        app.work().await;
        scene.lock("2026-02").await;
        (scene, order)
    }
}

fn row(person: &str, subject: &str, amount: &str, period: &str) -> [String; 4] {
    [person, subject, amount, period].map(str::to_owned)
}

both! {
    /// `a` keeps the 200.00 too many, `b` is paid the 200.00 missing, once. When all of `a`'s money is given back, `a`
    /// would have 0.00: −500.00, of which −200.00 were decided; only −300.00 wait, and are taken when that is decided.
    async fn a_prize_waits_until_it_is_decided_and_a_later_change_with_its_difference_only(app: TestApp) {
        let (scene, paid) = Scene::prizes(&app).await;
        let february = scene.try_period("2026-02").await;
        let flagged = [difference("a", "-200.00", true, "0.00"), difference("b", "200.00", true, "0.00")];
        assert_eq!(scene.differences(&february).await, flagged);
        assert_eq!((text(&february["total"]), &february["undecided_count"]), ("0.00".into(), &json!(2)));
        let both = [row("a", "flag", "-200.00", "2026-01"), row("b", "flag", "200.00", "2026-01")];
        assert_eq!(scene.waiting().await, both);

        scene.decide(&scene.a, "keep", json!({})).await;
        assert_eq!(scene.waiting().await, [both[1].clone()], "before any new trial");
        scene.decide(&scene.b, "pay", json!({})).await;
        let february = scene.lock("2026-02").await;
        assert_eq!(scene.differences(&february).await, [difference("b", "200.00", false, "0.00")]);
        assert_eq!((text(&february["total"]), &february["undecided_count"]), ("200.00".into(), &json!(0)));
        let cause = &scene.statements(&february).await["b"]["adjustments"][0]["causes"];
        assert_eq!(cause.as_array().unwrap().len(), 1);
        assert_eq!(cause[0]["kind"], json!("decision"));
        assert_eq!((&cause[0]["reason"], &cause[0]["by"]), (&json!("补录"), &json!(["hr", "finance"])));
        assert_eq!(scene.differences(&scene.try_period("2026-03").await).await, []);

        scene.refund(&paid, "2026-03-10", "700.00").await;
        let march = scene.try_period("2026-03").await;
        assert_eq!(scene.differences(&march).await, [difference("a", "-300.00", true, "-200.00")]);
        scene.decide(&scene.a, "pay", json!({})).await;
        let march = scene.lock("2026-03").await;
        assert_eq!(scene.differences(&march).await, [difference("a", "-300.00", false, "0.00")]);
        assert_eq!(scene.balance(&march, "a").await, ["0.00", "", "0.00", "300.00", "0.00"]);
        assert_eq!(scene.differences(&scene.try_period("2026-04").await).await, []);
    }

    /// Decided after the trial that is locked: the next run pays it.
    async fn a_prize_that_is_decided_after_the_trial_is_paid_by_the_next_run(app: TestApp) {
        let (scene, _) = Scene::prizes(&app).await;
        let february = scene.on_notice("2026-02").await;
        scene.decide(&scene.b, "pay", json!({})).await;
        let february = scene.step(&scene.finance, &february, "lock", json!({})).await.ok();
        assert_eq!(text(&february["total"]), "0.00");
        assert_eq!(scene.waiting().await, [row("a", "flag", "-200.00", "2026-01")]);
        let march = scene.lock("2026-03").await;
        let found = [difference("a", "-200.00", true, "0.00"), difference("b", "200.00", false, "0.00")];
        assert_eq!(scene.differences(&march).await, found);
        assert_eq!(text(&march["total"]), "200.00");
    }

    async fn a_balance_that_is_written_off_is_owed_no_more(app: TestApp) {
        let (scene, _) = Scene::leaver(&app).await;
        assert_eq!(scene.waiting().await, [row("a", "balance", "50.00", "2026-02")]);
        scene.decide(&scene.a, "write_off", json!({})).await;
        assert_eq!(scene.waiting().await, Vec::<[String; 4]>::new());
        let march = scene.lock("2026-03").await;
        assert_eq!(scene.balance(&march, "a").await, ["50.00", "-50.00", "0.00", "0.00", "0.00"]);
        assert_eq!(text(&march["owed"]), "0.00");
        let decision = &scene.statements(&march).await["a"]["decisions"][0];
        assert_eq!((&decision["outcome"], &decision["asked_by"], &decision["granted_by"]), (
            &json!("write_off"), &json!("hr"), &json!("finance"),
        ));
        assert!(!scene.statements(&scene.try_period("2026-04").await).await.contains_key("a"), "nothing is left");
        let made = scene.finance.get("/api/incentives/decisions?search=a").await.ok();
        assert_eq!((&made["items"][0]["amount"], &made["items"][0]["reason"]), (&json!("50.00"), &json!("补录")));
    }

    /// 400.00 of January come late: 20.00, which March's trial takes for the 50.00 and leaves 30.00 owed. Only then the
    /// 50.00 are settled outside: April opens with 30.00, less 50.00 are 20.00 to be given back, and pays them.
    async fn what_an_open_trial_had_taken_before_the_decision_is_paid_back(app: TestApp) {
        let (scene, order) = Scene::leaver(&app).await;
        scene.pay(&order, "2026-01-20", "400.00").await;
        let march = scene.on_notice("2026-03").await;
        assert_eq!(scene.balance(&march, "a").await, ["50.00", "", "20.00", "30.00", "0.00"]);
        scene.decide(&scene.a, "settle", json!({ "amount": "50.00" })).await;
        let march = scene.step(&scene.finance, &march, "lock", json!({})).await.ok();
        assert_eq!(scene.waiting().await, Vec::<[String; 4]>::new());
        assert_eq!(scene.balance(&march, "a").await, ["50.00", "", "20.00", "30.00", "0.00"], "it is locked");
        let april = scene.lock("2026-04").await;
        assert_eq!(scene.balance(&april, "a").await, ["30.00", "-50.00", "-20.00", "0.00", "20.00"]);
        assert_eq!(text(&april["total"]), "20.00");
        assert!(!scene.statements(&scene.try_period("2026-05").await).await.contains_key("a"), "nothing is left");
    }

    /// `a` goes on in west, whose plan pays 10 % from March on: 2,000.00 × 10 % = 200.00, less the 50.00 that came along.
    async fn a_balance_moves_to_the_plan_that_pays_the_person_now(app: TestApp) {
        app.clock().set(beichen_kernel::Timestamp::parse("2027-02-01T02:00:00Z").unwrap());
        let mut scene = Scene::company(&app).await;
        let west = scene.org.unit("west", None, None).await;
        scene.adopt(&format!("who = 'in_unit(\"east\")'\n{COLLECTED}")).await;
        scene.publish().await;
        scene.notice_of(0).await;
        app.work().await;
        let order = scene.order("SO-1", "2026-01-10", "9000.00", "9000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "1000.00").await;
        scene.lock("2026-01").await;
        scene.refund(&payment, "2026-02-10", "1000.00").await;
        let member = format!("/api/people/members/{}", scene.a.member);
        let to_west = json!({ "unit_id": west, "from": "2026-03-01" });
        scene.hr.post_on(&member, &format!("{member}/transfer"), to_west).await.ok();
        app.work().await;
        scene.lock("2026-02").await;

        let rest = format!("who = 'in_unit(\"west\")'\n{COLLECTED}").replace("5%", "10%").replace("\"c\"", "\"d\"");
        let rest = plan_text("q", &rest).replace("from = \"2026-01-01\"", "from = \"2026-03-01\"");
        let other = scene.director.post("/api/incentives/plans", json!({ "text": rest })).await.ok();
        let path = format!("/api/incentives/plans/{}", id(&other));
        scene.director.post_on(&path, &format!("{path}/publish"), json!({})).await.ok();
        let wish = scene.ask_to(scene.decision(&scene.a, "move", json!({ "to_plan_id": other["id"] }))).await.ok();
        assert_eq!(wish["approval"]["summary"], json!("p · 2026-02 · a · 50.00 → q"));
        scene.grant(&scene.finance, &wish).await.ok();
        assert_eq!(scene.waiting().await, Vec::<[String; 4]>::new());

        scene.pay(&order, "2026-03-15", "2000.00").await;
        let here = scene.lock("2026-03").await;
        assert_eq!(scene.balance(&here, "a").await, ["50.00", "-50.00", "0.00", "0.00", "0.00"]);
        let there = json!({ "plan_id": other["id"], "period": "2026-03" });
        let there = scene.director.post("/api/incentives/runs", there).await.ok();
        assert_eq!(scene.balance(&there, "a").await, ["0.00", "50.00", "50.00", "0.00", "150.00"]);
        let came = &scene.statements(&there).await["a"]["decisions"][0];
        assert_eq!((&came["outcome"], &came["other_plan"]), (&json!("move"), &json!("P")));
    }

    /// The plan ends with February: nobody has a day of March in it, so even who is still here waits.
    async fn when_the_plan_has_ended_every_balance_waits(app: TestApp) {
        app.clock().set(beichen_kernel::Timestamp::parse("2027-02-01T02:00:00Z").unwrap());
        let mut scene = Scene::company(&app).await;
        let content = plan_text("p", COLLECTED).replace("2026-12-31", "2026-02-28");
        scene.plan = id(&scene.director.post("/api/incentives/plans", json!({ "text": content })).await.ok());
        scene.publish().await;
        scene.notice_of(0).await;
        app.work().await;
        let order = scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        let payment = scene.pay(&order, "2026-01-15", "1000.00").await;
        scene.lock("2026-01").await;
        scene.refund(&payment, "2026-02-10", "1000.00").await;
        let february = scene.lock("2026-02").await;
        assert_eq!(scene.waiting().await, [row("a", "balance", "50.00", "2026-02")]);
        assert_eq!(february["undecided_count"], json!(1));
    }

    async fn a_wish_that_does_not_fit_is_refused_when_it_is_asked(app: TestApp) {
        let (scene, _) = Scene::leaver(&app).await;
        for (wish, code) in [
            (scene.decision(&scene.b, "write_off", json!({})), "incentives.decision.nothing_waits"),
            (scene.decision(&scene.a, "keep", json!({})), "incentives.decision.nothing_waits"),
            (scene.decision(&scene.a, "keep", json!({ "subject": "balance" })), "incentives.decision.unfit_outcome"),
            (scene.decision(&scene.a, "move", json!({})), "incentives.decision.target_missing"),
            (scene.decision(&scene.a, "move", json!({ "to_plan_id": scene.plan })), "incentives.decision.same_plan"),
            (
                scene.decision(&scene.a, "settle", json!({ "to_plan_id": scene.plan })),
                "incentives.decision.target_surplus",
            ),
            (scene.decision(&scene.a, "settle", json!({ "amount": "49.99" })), "people.approval.outdated"),
        ] {
            assert_eq!(scene.ask_to(wish.clone()).await.code(), code, "{wish}");
        }
        let body = scene.decision(&scene.a, "write_off", json!({}));
        let alone = scene.director.post("/api/incentives/decisions", body.clone()).await;
        assert_eq!(alone.status, 409);
        assert_eq!(alone.body["params"]["label"], json!("P · 2026-02"));
        assert_eq!(alone.code(), "people.fence.locked");
        assert_eq!(scene.b.post("/api/incentives/decisions", body).await.status, 403);
        assert_eq!(scene.b.get(OPEN).await.status, 403);
    }

    async fn the_author_of_a_wish_does_not_grant_it_and_it_is_granted_once(app: TestApp) {
        let (scene, _) = Scene::leaver(&app).await;
        let wish = scene.ask_to(scene.decision(&scene.a, "write_off", json!({}))).await.ok();
        assert_eq!(wish["approval"]["payload"]["body"]["amount"], json!("50.00"), "what was found is pinned");
        let open = scene.director.get(OPEN).await.ok()["items"][0].clone();
        assert_eq!((&open["approval_id"], &open["can"]), (&wish["approval"]["id"], &json!([])));
        assert_eq!(scene.grant(&scene.hr, &wish).await.code(), "people.approval.own");
        let again = scene.ask_to(scene.decision(&scene.a, "settle", json!({}))).await.ok();
        scene.grant(&scene.director, &wish).await.ok();
        assert_eq!(scene.grant(&scene.director, &again).await.code(), "incentives.decision.nothing_waits");
    }

    /// The wish is for −200.00; all of `a`'s money is given back before it is granted: −500.00.
    async fn a_wish_is_not_granted_for_another_amount(app: TestApp) {
        let (scene, paid) = Scene::prizes(&app).await;
        scene.try_period("2026-02").await;
        let wish = scene.ask_to(scene.decision(&scene.a, "pay", json!({}))).await.ok();
        scene.refund(&paid, "2026-02-11", "700.00").await;
        scene.try_period("2026-02").await;
        assert_eq!(scene.grant(&scene.finance, &wish).await.code(), "people.approval.outdated");
        assert_eq!(scene.waiting().await[0], row("a", "flag", "-500.00", "2026-01"));
    }

    async fn what_waits_is_searched_sorted_and_paged(app: TestApp) {
        let (scene, _) = Scene::prizes(&app).await;
        scene.try_period("2026-02").await;
        let codes = async |query: &str| {
            let page = scene.finance.get(&format!("{OPEN}?{query}")).await.ok();
            let codes: Vec<String> =
                page["items"].as_array().unwrap().iter().map(|row| text(&row["member"]["code"])).collect();
            (codes.concat(), page["next"].as_str().map(str::to_owned))
        };
        assert_eq!(codes("sort=-amount").await.0, "ba");
        assert_eq!(codes("sort=amount").await.0, "ab");
        assert_eq!(codes("search=b").await.0, "b");
        assert_eq!(codes(&format!("plan_id={}&period_kind=quarter", scene.plan)).await.0, "");
        let (first, next) = codes("sort=-amount&limit=1").await;
        assert_eq!(first, "b");
        assert_eq!(codes(&format!("sort=-amount&limit=1&after={}", next.unwrap())).await, ("a".to_owned(), None));
        assert_eq!(scene.finance.get(&format!("{OPEN}?sort=colour")).await.status, 422);
    }
}
