//! Workdays and calendars of locked days: what changes a locked day is refused, and everything else is free.

use beichen_kernel::Role;
use beichen_testkit::{Answer, TestApp, TestOrg, TestPerson, both, json};
use serde_json::Value;

/// March 2026 is locked for somebody.
struct Company {
    org: TestOrg,
    admin: TestPerson,
    second: TestPerson,
}

impl Company {
    async fn new(app: &TestApp) -> Self {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator, Role::Director]).await;
        let second = org.person("second", &[Role::Administrator, Role::Director]).await;
        org.lock("P · 2026-03", ("2026-03-01", "2026-03-31"), &[second.member], &["signed"]).await;
        Self { org, admin, second }
    }

    async fn table(&self) -> Value {
        self.admin.get("/api/ledger/workdays/2026").await.ok()
    }

    /// The table of 2026 with one more day.
    async fn with(&self, day: &str, is_off: bool) -> Value {
        let mut exceptions = self.table().await["exceptions"].as_array().unwrap().clone();
        exceptions.retain(|one| one["day"] != day);
        exceptions.push(json!({ "day": day, "is_off": is_off, "name": "fair" }));
        json!({ "exceptions": exceptions })
    }

    async fn save(&self, body: &Value) -> Answer {
        let version = self.table().await["version"].as_i64().unwrap();
        self.admin.put_seen("/api/ledger/workdays/2026", version, body.clone()).await
    }

    async fn calendar(&self, seen: i64, quarters: &[(&str, &str)]) -> Answer {
        let period = |&(from, to): &(&str, &str)| json!({ "kind": "quarter", "name": from, "from": from, "to": to });
        let periods: Vec<Value> = quarters.iter().map(period).collect();
        self.admin.post_seen("/api/ledger/calendars", seen, json!({ "key": "own", "periods": periods })).await
    }
}

const FIRST: (&str, &str) = ("2026-01-01", "2026-03-31");
const SECOND: (&str, &str) = ("2026-04-01", "2026-06-30");

both! {
    /// The 3rd of March 2026 is a Tuesday, the 7th a Saturday, the 8th of April a Wednesday.
    async fn a_locked_day_stays_worked_or_off(app: TestApp) {
        let company = Company::new(&app).await;
        for (day, is_off) in [("2026-03-03", true), ("2026-03-07", false), ("2026-03-31", true)] {
            let refused = company.save(&company.with(day, is_off).await).await;
            assert_eq!(refused.body["params"]["label"], "P · 2026-03", "{day}");
            assert_eq!(refused.code(), "people.fence.locked", "{day}");
        }
        // Days of other months, and the name of a Saturday that is off anyway.
        for (day, is_off) in [("2026-04-08", true), ("2026-02-25", true), ("2026-03-07", true)] {
            company.save(&company.with(day, is_off).await).await.ok();
        }
        assert_eq!(company.table().await["version"], 3);
        company.admin.put_seen("/api/ledger/workdays/2027", 0, json!({ "exceptions": [] })).await.ok();
    }

    async fn a_locked_workday_is_changed_by_two(app: TestApp) {
        let company = Company::new(&app).await;
        let body = company.with("2026-03-03", true).await;
        let payload = json!({ "year": 2026, "version": 0, "body": body });
        let wish = json!({ "operation": "ledger_workdays_save", "payload": payload, "reason": "the fair" });
        let asked = company.admin.post("/api/people/approvals", wish).await.ok();
        assert_eq!((&asked["state"], &company.table().await["version"]), (&json!("pending"), &json!(0)));
        let path = format!("/api/people/approvals/{}", asked["approval"]["id"].as_str().unwrap());
        company.second.post_on(&path, &format!("{path}/approve"), json!({})).await.ok();
        let table = company.table().await;
        let holds = table["exceptions"].as_array().unwrap().iter().any(|one| one["day"] == "2026-03-03");
        assert_eq!((&table["version"], holds), (&json!(1), true));
        assert!(company.org.events().await.contains(&"people.approval.approved".to_owned()));
    }

    /// The first quarter ends on the 29th of March by a second person's word, and not before.
    async fn a_calendar_of_locked_days_is_changed_by_two(app: TestApp) {
        let company = Company::new(&app).await;
        company.calendar(0, &[FIRST]).await.ok();
        let period = json!({ "kind": "quarter", "name": "Q1", "from": "2026-01-01", "to": "2026-03-29" });
        let payload = json!({ "version": 1, "body": { "key": "own", "periods": [period] } });
        let wish = json!({ "operation": "ledger_calendar_save", "payload": payload, "reason": "the year was set otherwise" });
        let asked = company.admin.post("/api/people/approvals", wish).await.ok();
        assert_eq!((&asked["state"], &asked["approval"]["summary"]), (&json!("pending"), &json!("own · 1")));
        let ends = async || {
            let calendars = company.admin.get("/api/ledger/calendars").await.ok();
            let own = calendars["items"].as_array().unwrap().iter().find(|one| one["key"] == "own").unwrap().clone();
            (own["version"].clone(), own["periods"][0]["to"].clone())
        };
        assert_eq!(ends().await, (json!(1), json!("2026-03-31")));
        let path = format!("/api/people/approvals/{}", asked["approval"]["id"].as_str().unwrap());
        assert_ne!(company.admin.post_on(&path, &format!("{path}/approve"), json!({})).await.status, 200, "the own wish");
        company.second.post_on(&path, &format!("{path}/approve"), json!({})).await.ok();
        assert_eq!(ends().await, (json!(2), json!("2026-03-29")));
    }

    async fn a_sheet_of_workdays_is_refused_as_a_whole(app: TestApp) {
        let company = Company::new(&app).await;
        let hr = company.org.person("hr", &[Role::Hr]).await;
        let file = b"day,is_off,name\n2026-04-08,yes,fair\n2026-03-03,yes,fair\n";
        let import = hr.import(&[("kind", "workdays"), ("profile_text", "")], "days.csv", file).await;
        assert_eq!(import["counts"]["failed"], 0, "{import}");
        let path = format!("/api/sheets/imports/{}/apply", import["id"].as_str().unwrap());
        hr.post_seen(&path, import["version"].as_i64().unwrap(), json!({ "rows": "all" })).await;
        app.work().await;
        let kept = hr.get(&format!("/api/sheets/imports/{}", import["id"].as_str().unwrap())).await.ok();
        assert!(kept.to_string().contains("people.fence.import_locked"), "{kept}");
        assert_eq!(company.table().await["version"], 0);
    }

    /// A calendar that is new was used by no run; one that only goes on passes.
    async fn periods_of_locked_days_stay_as_they_were(app: TestApp) {
        let company = Company::new(&app).await;
        company.calendar(0, &[FIRST]).await.ok();
        company.calendar(1, &[FIRST, SECOND]).await.ok();
        company.calendar(2, &[FIRST, ("2026-04-01", "2026-07-05")]).await.ok();
        for changed in [("2026-01-01", "2026-03-29"), ("2026-01-02", "2026-03-31")] {
            let refused = company.calendar(3, &[changed]).await;
            assert_eq!(refused.code(), "people.fence.locked", "{changed:?}");
        }
        assert_eq!(company.calendar(3, &[SECOND]).await.code(), "people.fence.locked", "the first one is gone");
        company.calendar(3, &[FIRST]).await.ok();
        // From another month on is other periods on every day.
        let fiscal = json!({ "key": "fiscal", "first_month": 4 });
        company.admin.post_seen("/api/ledger/calendars", 0, fiscal).await.ok();
        let other = json!({ "key": "fiscal", "first_month": 7 });
        assert_eq!(company.admin.post_seen("/api/ledger/calendars", 1, other).await.code(), "people.fence.locked");
    }
}
