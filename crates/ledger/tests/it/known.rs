//! Totals as they were known at an instant, and as they were locked. Each number is worked out by hand.

use beichen_kernel::{MemberId, Role, Timestamp, UnitId};
use beichen_testkit::{TestApp, TestOrg, TestPerson, both, json};
use serde_json::Value;

/// Ann, Bob and Dora in East, Carl in South. Signed in March: Ann 100.00, Bob 50.00, Carl 7.00.
struct Company {
    org: TestOrg,
    all: TestPerson,
    ann: TestPerson,
    bob: TestPerson,
    carl: TestPerson,
    dora: TestPerson,
    south: UnitId,
    customer: Value,
}

impl Company {
    async fn new(app: &TestApp) -> Self {
        let org = app.org("acme").await;
        let all = org.person("all", &[Role::Administrator, Role::Director, Role::Hr, Role::Finance]).await;
        let (east, south) = (org.unit("east", None, None).await, org.unit("south", None, None).await);
        let mut sellers = Vec::new();
        for (name, unit) in [("ann", east), ("bob", east), ("carl", south), ("dora", east)] {
            let person = org.person(name, &[Role::Sales]).await;
            org.assign(person.member, unit, "2026-01-01").await;
            sellers.push(person);
        }
        app.work().await;
        all.post("/api/ledger/measures", json!({ "text": "[measure.signed]\nof = \"orders\"\n" })).await.ok();
        let customer = all.post("/api/customers/customers", json!({ "code": "C-1", "name": "One" })).await.ok();
        let [ann, bob, carl, dora] = sellers.try_into().ok().unwrap();
        let company = Self { org, all, ann, bob, carl, dora, south, customer };
        company.order("SO-1", &company.ann, "2026-03-02", "100.00").await;
        company.order("SO-2", &company.bob, "2026-03-03", "50.00").await;
        company.order("SO-3", &company.carl, "2026-03-04", "7.00").await;
        company
    }

    async fn order(&self, code: &str, owner: &TestPerson, day: &str, net: &str) -> Value {
        let body = json!({
            "code": code, "customer_id": self.customer["id"], "owner_id": owner.member.to_string(), "signed_on": day,
            "lines": [{ "net": net }],
        });
        self.all.post("/api/customers/orders", body).await.ok()
    }

    async fn totals(&self, person: &TestPerson, query: &str) -> Value {
        person.get(&format!("/api/ledger/totals?measure=signed&{query}")).await.ok()
    }

    /// A run of these days is locked on what is known now.
    async fn lock(&self, label: &str, days: (&str, &str), members: &[MemberId]) {
        self.org.lock(label, days, members, &["signed"]).await;
    }

    /// Ann, Bob and Dora of March are locked.
    async fn locked(app: &TestApp) -> Self {
        let company = Self::new(app).await;
        let members = [company.ann.member, company.bob.member, company.dora.member];
        company.lock("P · 2026-03", ("2026-03-01", "2026-03-31"), &members).await;
        company.order("SO-4", &company.ann, "2026-03-05", "30.00").await;
        company.order("SO-5", &company.carl, "2026-03-06", "3.00").await;
        company.order("SO-6", &company.dora, "2026-03-07", "20.00").await;
        company
    }
}

/// code, amount, as locked, not locked
fn rows(totals: &Value) -> Vec<(String, String, Value, Value)> {
    let rows = totals["items"].as_array().unwrap().iter();
    rows.map(|row| {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        (text("code"), text("amount"), row["as_locked"].clone(), row["not_locked"].clone())
    })
    .collect()
}

fn person(code: &str, amount: &str, as_locked: Option<&str>) -> (String, String, Value, Value) {
    (code.to_owned(), amount.to_owned(), json!(as_locked), Value::Null)
}

fn unit(code: &str, amount: &str, as_locked: &str, not_locked: usize) -> (String, String, Value, Value) {
    (code.to_owned(), amount.to_owned(), json!(as_locked), json!(not_locked))
}

fn amounts(totals: &Value) -> Vec<(&str, &str)> {
    let rows = totals["items"].as_array().unwrap();
    rows.iter().map(|row| (row["code"].as_str().unwrap(), row["amount"].as_str().unwrap())).collect()
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

both! {
    /// On the 17th 100.00, 50.00 and 7.00 are known; on the 19th Ann's order becomes 130.00, and Bob has 40.00 more.
    async fn a_total_is_given_as_it_was_known_at_an_instant_or_at_the_end_of_a_day(app: TestApp) {
        app.clock().set(at("2026-03-17T02:00:00Z"));
        let mut company = Company::new(&app).await;
        app.clock().set(at("2026-03-19T02:00:00Z"));
        company.all = company.all.again().await;
        let orders = company.all.get("/api/customers/orders?search=SO-1").await.ok();
        let first = &orders["items"][0];
        let path = format!("/api/customers/orders/{}", first["id"].as_str().unwrap());
        let edited = json!({
            "code": "SO-1", "customer_id": company.customer["id"], "owner_id": company.ann.member.to_string(),
            "signed_on": "2026-03-02", "lines": [{ "net": "130.00" }],
        });
        let seen = company.all.get(&path).await.ok()["version"].as_i64().unwrap();
        company.all.put_seen(&path, seen, edited).await.ok();
        company.order("SO-7", &company.bob, "2026-03-03", "40.00").await;

        let now = company.totals(&company.all, "period=2026-03").await;
        assert_eq!(amounts(&now), [("ann", "130.00"), ("bob", "90.00"), ("carl", "7.00")]);
        for then in ["2026-03-18T00:00:00Z", "2026-03-17", "2026-03-18", "2026-03-19T01:59:59Z"] {
            let seen = company.totals(&company.all, &format!("period=2026-03&as_of={then}")).await;
            assert_eq!(amounts(&seen), [("ann", "100.00"), ("bob", "50.00"), ("carl", "7.00")], "{then}");
            assert_eq!(seen["items"][0]["documents"], Value::Null, "only amounts are kept");
            let seen = company.totals(&company.all, &format!("period=2026-03&by=unit&as_of={then}")).await;
            assert_eq!(amounts(&seen), [("east", "150.00"), ("south", "7.00")], "{then}");
            assert_eq!(seen["organisation"], "157.00");
        }
        for now in ["2026-03-19", "2026-03-19T02:00:00Z", "2030-01-01"] {
            let seen = company.totals(&company.all, &format!("period=2026-03&by=unit&as_of={now}")).await;
            assert_eq!(amounts(&seen), [("east", "220.00"), ("south", "7.00")], "{now}");
        }
        let before = company.totals(&company.all, "period=2026-03&as_of=2026-03-16").await;
        assert_eq!(amounts(&before), []);
        let bad = company.all.get("/api/ledger/totals?measure=signed&period=2026-03&as_of=yesterday").await;
        assert_eq!(bad.code(), "ledger.document.bad_instant");
        // Ann sees her own then, too.
        company.ann = company.ann.again().await;
        let own = company.totals(&company.ann, "period=2026-03&as_of=2026-03-18").await;
        assert_eq!(amounts(&own), [("ann", "100.00")]);
    }

    /// Late: Ann 30.00, Carl 3.00 (in no run), Dora 20.00 (locked with nothing).
    async fn what_was_locked_stands_beside_what_is_known_today(app: TestApp) {
        let company = Company::locked(&app).await;
        let seen = company.totals(&company.all, "period=2026-03").await;
        assert_eq!(rows(&seen), [
            person("ann", "130.00", Some("100.00")), person("bob", "50.00", Some("50.00")),
            person("carl", "10.00", None), person("dora", "20.00", Some("0.00")),
        ]);
        let seen = company.totals(&company.all, "period=2026-03&by=unit").await;
        assert_eq!(rows(&seen), [unit("east", "200.00", "150.00", 0), unit("south", "10.00", "10.00", 1)]);
        assert_eq!((&seen["organisation"], &seen["organisation_as_locked"]), (&json!("210.00"), &json!("160.00")));
        // What was known at an instant knows nothing of locks; nor has April one.
        let then = company.totals(&company.all, "period=2026-03&as_of=2030-01-01").await;
        assert_eq!(rows(&then)[0], person("ann", "130.00", None));
        let april = company.totals(&company.all, "period=2026-04&by=unit").await;
        assert_eq!((&april["organisation_as_locked"], &april["items"][0]["as_locked"]), (&Value::Null, &Value::Null));
    }

    /// A person who was locked and has nothing any more is still there.
    async fn what_was_locked_and_is_gone_stands_as_locked(app: TestApp) {
        let company = Company::locked(&app).await;
        let orders = company.all.get("/api/customers/orders?search=SO-2").await.ok();
        let path = format!("/api/customers/orders/{}", orders["items"][0]["id"].as_str().unwrap());
        company.all.post_on(&path, &format!("{path}/cancel"), json!({})).await.ok();
        let seen = company.totals(&company.all, "period=2026-03").await;
        assert_eq!(rows(&seen)[1], person("bob", "0.00", Some("50.00")));
    }

    /// March was locked first, the quarter later. Ann's January 200.00 is of the quarter's lock, her March 100.00 of the
    /// month's; 5.00 of January and 1.00 of March came after both: 336.00 today, 300.00 as locked.
    async fn of_two_locks_over_the_same_days_the_first_one_holds(app: TestApp) {
        let company = Company::new(&app).await;
        company.order("SO-10", &company.ann, "2026-01-20", "200.00").await;
        company.lock("P · 2026-03", ("2026-03-01", "2026-03-31"), &[company.ann.member]).await;
        company.order("SO-11", &company.ann, "2026-03-05", "30.00").await;
        let both = [company.ann.member, company.bob.member];
        company.lock("Q · 2026-Q1", ("2026-01-01", "2026-03-31"), &both).await;
        company.order("SO-12", &company.ann, "2026-01-21", "5.00").await;
        company.order("SO-13", &company.ann, "2026-03-06", "1.00").await;
        company.order("SO-14", &company.bob, "2026-03-06", "4.00").await;
        let seen = company.totals(&company.all, "period=2026-Q1").await;
        assert_eq!(rows(&seen), [
            person("ann", "336.00", Some("300.00")), person("bob", "54.00", Some("50.00")), person("carl", "7.00", None),
        ]);
        let march = company.totals(&company.all, "period=2026-03").await;
        assert_eq!(rows(&march)[0], person("ann", "131.00", Some("100.00")));
        let january = company.totals(&company.all, "period=2026-01").await;
        assert_eq!(rows(&january), [person("ann", "205.00", Some("200.00")), person("bob", "0.00", Some("0.00"))]);
        // Of the year only the first quarter is locked; what is not counts as known today.
        company.order("SO-15", &company.ann, "2026-04-01", "8.00").await;
        let year = company.totals(&company.all, "period=2026&by=unit").await;
        assert_eq!(rows(&year), [unit("east", "398.00", "358.00", 1), unit("south", "7.00", "7.00", 1)]);
    }

    /// Bob is put into South from the 1st of March on, after the lock: as locked his 50.00 stay in East. Dora and Ann are
    /// locked, Carl is in no run.
    async fn a_transfer_after_the_lock_leaves_what_was_locked_in_the_old_unit(app: TestApp) {
        let company = Company::locked(&app).await;
        let lead = company.org.person("lead", &[Role::Lead]).await;
        let path = format!("/api/people/units/{}", company.south);
        let version = company.all.get(&path).await.ok()["version"].as_i64().unwrap();
        let place = json!({ "leader_id": lead.member.to_string(), "from": "2026-01-01" });
        let payload = json!({ "unit_id": company.south, "version": version, "body": place });
        company.correct("people_unit_move", payload).await;
        let member = format!("/api/people/members/{}", company.bob.member);
        let version = company.all.get(&member).await.ok()["version"].clone();
        let body = json!({ "unit_id": company.south, "from": "2026-03-01" });
        let payload = json!({ "member_id": company.bob.member, "version": version, "body": body });
        company.correct("people_member_transfer", payload).await;
        app.work().await;

        let seen = company.totals(&company.all, "period=2026-03&by=unit").await;
        assert_eq!(rows(&seen), [unit("east", "150.00", "150.00", 0), unit("south", "60.00", "10.00", 1)]);
        assert_eq!((&seen["organisation"], &seen["organisation_as_locked"]), (&json!("210.00"), &json!("160.00")));
        // A lead sees the led unit with both figures, and not the whole.
        let led = company.totals(&lead, "period=2026-03&by=unit").await;
        assert_eq!(rows(&led), [unit("south", "60.00", "10.00", 1)]);
        assert_eq!((&led["organisation"], &led["organisation_as_locked"]), (&Value::Null, &Value::Null));
        let people = company.totals(&lead, "period=2026-03").await;
        assert_eq!(rows(&people), [person("bob", "50.00", Some("50.00")), person("carl", "10.00", None)]);
    }
}

impl Company {
    /// A correction of locked days by two people.
    async fn correct(&self, operation: &str, payload: Value) {
        let second =
            self.org.person(&format!("second-{operation}"), &[Role::Administrator, Role::Director, Role::Hr]).await;
        let wish = json!({ "operation": operation, "payload": payload, "reason": "a late paper" });
        let asked = self.all.post("/api/people/approvals", wish).await.ok();
        assert_eq!(asked["state"], "pending", "{asked}");
        let path = format!("/api/people/approvals/{}", asked["approval"]["id"].as_str().unwrap());
        second.post_on(&path, &format!("{path}/approve"), json!({})).await.ok();
    }
}
