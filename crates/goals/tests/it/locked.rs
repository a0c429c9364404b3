//! Goals, what was reached of them and attainment: as locked beside as known today. Each number is worked out by hand.

use beichen_kernel::{Role, Timestamp, UnitId};
use beichen_testkit::{TestApp, TestOrg, TestPerson, both, json};
use serde_json::Value;

/// Ann and Bob in East, Carl in West, both below All. March: All 20000.00, Ann 10000.00, Bob 5000.00, Carl 2000.00; paid
/// are Ann 8000.00, Bob 1000.00, Carl 2000.00 when Ann's March is locked. Of Ann's 1234.00 more come later, of Bob's
/// 500.00.
struct Company {
    org: TestOrg,
    desk: TestPerson,
    second: TestPerson,
    ann: TestPerson,
    carl: TestPerson,
    units: [UnitId; 3],
}

const MEASURE: &str = "[measure.m]\nof = \"payments\"\n";
const DESK: &[Role] = &[Role::Administrator, Role::Director, Role::Hr, Role::Finance];

impl Company {
    async fn new(app: &TestApp) -> Self {
        let org = app.org("acme").await;
        let (desk, second) = (org.person("desk", DESK).await, org.person("second", DESK).await);
        let all = org.unit("all", None, None).await;
        let (east, west) = (org.unit("east", Some(all), None).await, org.unit("west", Some(all), None).await);
        let [ann, bob, carl] = [
            org.person("ann", &[Role::Sales]).await,
            org.person("bob", &[Role::Sales]).await,
            org.person("carl", &[Role::Sales]).await,
        ];
        for (person, unit) in [(&ann, east), (&bob, east), (&carl, west)] {
            org.assign(person.member, unit, "2026-01-01").await;
        }
        app.work().await;
        desk.post("/api/ledger/measures", json!({ "text": MEASURE })).await.ok();
        let customer = desk.post("/api/customers/customers", json!({ "code": "C-1", "name": "One" })).await.ok();
        let company = Self { org, desk, second, ann, carl, units: [all, east, west] };
        company.goal(json!({ "unit_id": all }), "20000.00").await;
        let mut orders = Vec::new();
        for (person, goal, paid) in
            [(&company.ann, "10000.00", "8000.00"), (&bob, "5000.00", "1000.00"), (&company.carl, "2000.00", "2000.00")]
        {
            company.goal(json!({ "member_id": person.member }), goal).await;
            let order = json!({
                "code": format!("SO-{goal}"), "customer_id": customer["id"], "owner_id": person.member,
                "signed_on": "2026-03-02", "lines": [{ "net": "50000.00" }],
            });
            orders.push(company.desk.post("/api/customers/orders", order).await.ok());
            company.pay(orders.last().unwrap(), "2026-03-05", paid).await;
        }
        company.publish().await;
        company.org.lock("P · 2026-03", ("2026-03-01", "2026-03-31"), &[company.ann.member], &["m"]).await;
        app.clock().set(Timestamp::parse("2026-03-16T03:00:00Z").unwrap());
        company.pay(&orders[0], "2026-03-09", "1234.00").await;
        company.pay(&orders[1], "2026-03-09", "500.00").await;
        company
    }

    async fn pay(&self, order: &Value, day: &str, amount: &str) {
        let payment = json!({ "order_id": order["id"], "received_on": day, "amount": amount });
        self.desk.post("/api/customers/payments", payment).await.ok();
    }

    async fn goal(&self, of: Value, amount: &str) {
        let mut goal = json!({ "measure": "m", "calendar": "natural", "period": "2026-03", "amount": amount });
        goal.as_object_mut().unwrap().extend(of.as_object().unwrap().clone());
        self.desk.post("/api/goals/goals", goal).await.ok();
    }

    fn publishing() -> Value {
        json!({ "measure": "m", "calendar": "natural", "period": "2026-03", "reason": "for the year" })
    }

    async fn publish(&self) {
        self.desk.post("/api/goals/goals/publish", Self::publishing()).await.ok();
    }

    /// Writes another amount for whom there is a goal.
    async fn set(&self, code: &str, amount: &str) {
        let goal = self.listed(&self.desk, code, "").await;
        let path = format!("/api/goals/goals/{}", goal["id"].as_str().unwrap());
        self.desk.put_seen(&path, goal["version"].as_i64().unwrap(), json!({ "amount": amount })).await.ok();
    }

    /// A correction of locked days by two people.
    async fn correct(&self, operation: &str, payload: Value) {
        let wish = json!({ "operation": operation, "payload": payload, "reason": "a late paper" });
        let asked = self.desk.post("/api/people/approvals", wish).await.ok();
        assert_eq!(asked["state"], "pending", "{asked}");
        let path = format!("/api/people/approvals/{}", asked["approval"]["id"].as_str().unwrap());
        self.second.post_on(&path, &format!("{path}/approve"), json!({})).await.ok();
        self.org.app.work().await;
    }

    async fn listed(&self, person: &TestPerson, code: &str, query: &str) -> Value {
        let page = person.get(&format!("/api/goals/goals?measure=m&calendar=natural&period=2026-03{query}")).await.ok();
        let found = page["items"].as_array().unwrap().iter().find(|goal| goal["subject"]["code"] == code);
        found.unwrap_or_else(|| panic!("no goal of {code} in {page}")).clone()
    }

    /// What the grid says of somebody.
    async fn figures(&self, person: &TestPerson, code: &str) -> Value {
        let grid = person.get("/api/goals/grid?measure=m&calendar=natural&period=2026-03").await.ok();
        let line = grid["lines"].as_array().unwrap().iter().find(|line| line["subject"]["code"] == code);
        line.unwrap_or_else(|| panic!("no {code} in {grid}"))["figures"].clone()
    }
}

fn figure(goal: &str, actual: &str, attainment: &str) -> Value {
    json!({ "goal": goal, "actual": actual, "attainment": attainment })
}

fn figures(known: Value, as_locked: Value, not_locked: Option<usize>) -> Value {
    json!({ "known": known, "as_locked": as_locked, "not_locked": not_locked })
}

both! {
    /// 8000 ÷ 10000 = 80.0 % was locked; 9234 ÷ 10000 = 92.34 % is known today. Carl is in no run.
    async fn a_late_payment_changes_what_is_known_and_not_what_was_locked(app: TestApp) {
        let company = Company::new(&app).await;
        let ann = figures(figure("10000.00", "9234.00", "92.3%"), figure("10000.00", "8000.00", "80.0%"), None);
        let goal = company.listed(&company.ann, "ann", "").await;
        assert_eq!(goal["figures"], ann);
        let path = format!("/api/goals/goals/{}", goal["id"].as_str().unwrap());
        assert_eq!(company.ann.get(&path).await.ok()["goal"]["figures"], ann);
        assert_eq!(company.figures(&company.ann, "ann").await, ann);
        let carl = figures(figure("2000.00", "2000.00", "100.0%"), Value::Null, None);
        assert_eq!(company.listed(&company.carl, "carl", "").await["figures"], carl);
        // At the moment of the lock nothing was known of a lock.
        let then = company.listed(&company.ann, "ann", "&as_of=2026-03-16T02:30:00Z").await;
        assert_eq!(then["figures"], figures(figure("10000.00", "8000.00", "80.0%"), Value::Null, None));
    }

    /// Ann's goal becomes 8000.00 by two people: 9234 ÷ 8000 = 115.425 %. What was locked stays.
    async fn a_corrected_goal_leaves_the_locked_one_as_it_was(app: TestApp) {
        let company = Company::new(&app).await;
        company.set("ann", "8000.00").await;
        // A draft counts for nothing.
        let before = figures(figure("10000.00", "9234.00", "92.3%"), figure("10000.00", "8000.00", "80.0%"), None);
        assert_eq!(company.listed(&company.desk, "ann", "").await["figures"], before);
        company.correct("goals_goal_publish", json!({ "body": Company::publishing() })).await;
        let after = figures(figure("8000.00", "9234.00", "115.4%"), figure("10000.00", "8000.00", "80.0%"), None);
        assert_eq!(company.listed(&company.desk, "ann", "").await["figures"], after);
        assert_eq!(company.figures(&company.desk, "ann").await, after);
        // East: 8000 + 5000 and 9234 + 1500 today; 10000 + 5000 and 8000 + 1500 as locked.
        let east = figures(figure("13000.00", "10734.00", "82.5%"), figure("15000.00", "9500.00", "63.3%"), Some(1));
        assert_eq!(company.figures(&company.desk, "east").await, east);
    }

    /// East: 10734 ÷ 15000 = 71.56 % today, 9500 ÷ 15000 = 63.33 % as locked, Bob is not locked. All has a goal of its
    /// own, raised to 30000.00 after the lock: 12734 ÷ 30000 = 42.44 %, 11500 ÷ 20000 = 57.5 % as locked.
    async fn a_unit_adds_up_who_is_locked_and_who_is_not(app: TestApp) {
        let company = Company::new(&app).await;
        company.set("all", "30000.00").await;
        company.publish().await;
        let viewer = company.org.person("viewer", &[Role::Viewer]).await;
        for person in [&company.desk, &viewer] {
            let east = figures(figure("15000.00", "10734.00", "71.5%"), figure("15000.00", "9500.00", "63.3%"), Some(1));
            assert_eq!(company.figures(person, "east").await, east);
            let west = figure("2000.00", "2000.00", "100.0%");
            assert_eq!(company.figures(person, "west").await, figures(west.clone(), west, Some(1)));
            let all = figures(figure("30000.00", "12734.00", "42.4%"), figure("20000.00", "11500.00", "57.5%"), Some(2));
            assert_eq!(company.figures(person, "all").await, all);
            assert_eq!(company.listed(person, "all", "").await["figures"], all);
        }
        let grid = viewer.get("/api/goals/grid?measure=m&calendar=natural&period=2026-03").await.ok();
        assert!(grid["lines"].as_array().unwrap().iter().all(|line| line["subject"]["unit_id"].is_string()));
    }

    /// Ann is put into West, and West below East, both since the 1st of March. As locked she is in East and West stands
    /// beside it; today West has 12000 and 11234 (93.61 %), East with it 17000 and 12734 (74.90 %).
    async fn units_add_up_by_the_tree_that_was_locked(app: TestApp) {
        let company = Company::new(&app).await;
        let [all, east, west] = company.units;
        let member = format!("/api/people/members/{}", company.ann.member);
        let version = company.desk.get(&member).await.ok()["version"].clone();
        let body = json!({ "unit_id": west, "from": "2026-03-01" });
        let payload = json!({ "member_id": company.ann.member, "version": version, "body": body });
        company.correct("people_member_transfer", payload).await;
        let version = company.desk.get(&format!("/api/people/units/{west}")).await.ok()["version"].clone();
        let body = json!({ "parent_id": east, "from": "2026-03-01" });
        company.correct("people_unit_move", json!({ "unit_id": west, "version": version, "body": body })).await;

        let was = figure("15000.00", "9500.00", "63.3%");
        assert_eq!(
            company.figures(&company.desk, "east").await,
            figures(figure("17000.00", "12734.00", "74.9%"), was, Some(1)),
        );
        assert_eq!(
            company.figures(&company.desk, "west").await,
            figures(figure("12000.00", "11234.00", "93.6%"), figure("2000.00", "2000.00", "100.0%"), Some(1)),
        );
        let totals = company.desk.get("/api/ledger/totals?measure=m&period=2026-03&by=unit").await.ok();
        let row = |id: UnitId| {
            let rows = totals["items"].as_array().unwrap();
            let row = rows.iter().find(|row| row["id"] == json!(id)).unwrap();
            [row["amount"].clone(), row["as_locked"].clone(), row["not_locked"].clone()]
        };
        assert_eq!(row(east), [json!("12734.00"), json!("9500.00"), json!(1)]);
        assert_eq!(row(west), [json!("11234.00"), json!("2000.00"), json!(1)]);
        assert_eq!(row(all), [json!("12734.00"), json!("11500.00"), json!(2)]);
    }
}
