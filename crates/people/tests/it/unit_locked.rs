//! Where units stood and who led them on locked days: as it was, unless a second person grants another.

use beichen_kernel::{Role, UnitId};
use beichen_testkit::{Answer, TestApp, TestOrg, TestPerson, both, json};
use serde_json::Value;

/// Pod stands below East, and Mia belongs to it; nobody belongs to Void. March is locked for somebody else: the totals
/// of units pay people who do not belong to them.
struct Company {
    org: TestOrg,
    admin: TestPerson,
    second: TestPerson,
    lead: TestPerson,
    mia: TestPerson,
    east: UnitId,
    west: UnitId,
    pod: UnitId,
    void: UnitId,
}

impl Company {
    async fn new(app: &TestApp) -> Self {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let second = org.person("second", &[Role::Administrator, Role::Director]).await;
        let lead = org.person("lead", &[Role::Lead]).await;
        let mia = org.person("mia", &[Role::Sales]).await;
        let (east, west) = (org.unit("east", None, None).await, org.unit("west", None, None).await);
        let (pod, void) = (org.unit("pod", Some(east), None).await, org.unit("void", Some(east), None).await);
        org.assign(mia.member, pod, "2026-01-01").await;
        app.work().await;
        org.lock("P · 2026-03", ("2026-03-01", "2026-03-31"), &[second.member], &["signed"]).await;
        Self { org, admin, second, lead, mia, east, west, pod, void }
    }

    async fn unit(&self, unit: UnitId) -> Value {
        self.admin.get(&format!("/api/people/units/{unit}")).await.ok()
    }

    async fn put(&self, unit: UnitId, body: &Value) -> Answer {
        let path = format!("/api/people/units/{unit}");
        self.admin.post_on(&path, &format!("{path}/move"), body.clone()).await
    }
}

both! {
    async fn a_unit_with_people_stays_where_it_stood_on_locked_days(app: TestApp) {
        let company = Company::new(&app).await;
        let (east, west) = (json!(company.east), json!(company.west));
        for (unit, body) in [
            (company.pod, json!({ "parent_id": west, "from": "2026-03-31" })),
            (company.pod, json!({ "parent_id": west, "from": "2025-01-01" })),
            (company.pod, json!({ "parent_id": east, "leader_id": company.lead.member, "from": "2026-03-10" })),
            // Mia belongs to a unit below.
            (company.east, json!({ "leader_id": company.lead.member, "from": "2026-03-10" })),
        ] {
            let refused = company.put(unit, &body).await;
            assert_eq!(refused.body["params"]["label"], "P · 2026-03", "{body}");
            assert_eq!(refused.code(), "people.fence.locked", "{body}");
        }
        // Later days, where it stands already, and a unit of nobody.
        company.put(company.pod, &json!({ "parent_id": east, "from": "2026-03-10" })).await.ok();
        company.put(company.void, &json!({ "parent_id": west, "from": "2026-03-10" })).await.ok();
        company.put(company.pod, &json!({ "parent_id": west, "from": "2026-04-01" })).await.ok();
        company.put(company.east, &json!({ "leader_id": company.lead.member, "from": "2026-04-01" })).await.ok();
        let new = json!({ "code": "new", "name": "New", "parent_id": east, "since": "2026-03-05" });
        company.admin.post("/api/people/units", new).await.ok();
    }

    /// Closing passes no fence because it can reach nobody: a unit that somebody belongs to on one of the later days, or
    /// below which one is open, does not close; whoever is moved out first passes the own fence.
    async fn a_unit_closes_on_a_locked_day_only_where_nobody_is(app: TestApp) {
        let company = Company::new(&app).await;
        let close = async |unit: UnitId| {
            let path = format!("/api/people/units/{unit}");
            company.admin.post_on(&path, &format!("{path}/close"), json!({ "last_day": "2026-03-09" })).await
        };
        assert_eq!(close(company.pod).await.code(), "people.unit.still_used");
        assert_eq!(close(company.east).await.code(), "people.unit.still_used");
        company.org.lock("Q · 2026-03", ("2026-03-01", "2026-03-31"), &[company.mia.member], &["signed"]).await;
        let mia = format!("/api/people/members/{}", company.mia.member);
        let away = json!({ "unit_id": company.west, "from": "2026-03-10" });
        let refused = company.admin.post_on(&mia, &format!("{mia}/transfer"), away).await;
        assert_eq!(refused.code(), "people.fence.locked");
        close(company.void).await.ok();
    }

    /// A move that ends before the lock begins: from February until the place of March.
    async fn a_move_that_ends_where_the_locked_days_begin_is_free(app: TestApp) {
        let company = Company::new(&app).await;
        let east = json!(company.east);
        company.put(company.pod, &json!({ "parent_id": east, "from": "2026-03-01" })).await.ok();
        company.put(company.pod, &json!({ "parent_id": json!(company.west), "from": "2026-02-01" })).await.ok();
        let places = company.unit(company.pod).await["places"].clone();
        let parents: Vec<_> = places.as_array().unwrap().iter().map(|place| (place["from"].clone(), place["parent_id"].clone())).collect();
        assert_eq!(parents, [
            (json!("2020-01-01"), east.clone()), (json!("2026-02-01"), json!(company.west)), (json!("2026-03-01"), east),
        ]);
    }

    async fn a_move_of_locked_days_is_made_by_two(app: TestApp) {
        let company = Company::new(&app).await;
        let body = json!({ "parent_id": company.west, "leader_id": company.lead.member, "from": "2026-03-10" });
        let version = company.unit(company.pod).await["version"].clone();
        let payload = json!({ "unit_id": company.pod, "version": version, "body": body });
        let wish = json!({ "operation": "people_unit_move", "payload": payload, "reason": "since the 10th" });
        let asked = company.admin.post("/api/people/approvals", wish).await.ok();
        assert_eq!((&asked["state"], &asked["approval"]["summary"]), (&json!("pending"), &json!("pod · west · 2026-03-10")));
        assert_eq!(company.unit(company.pod).await["version"], version);
        let path = format!("/api/people/approvals/{}", asked["approval"]["id"].as_str().unwrap());
        company.second.post_on(&path, &format!("{path}/approve"), json!({})).await.ok();
        let place = company.unit(company.pod).await["places"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&place["parent_id"], &place["from"]), (&json!(company.west), &json!("2026-03-10")));
        assert!(company.org.events().await.contains(&"people.unit.moved".to_owned()));
        // Without a lock in the way it is simply done.
        let version = company.unit(company.void).await["version"].clone();
        let body = json!({ "parent_id": company.west, "from": "2026-03-10" });
        let payload = json!({ "unit_id": company.void, "version": version, "body": body });
        let wish = json!({ "operation": "people_unit_move", "payload": payload, "reason": "empty" });
        assert_eq!(company.admin.post("/api/people/approvals", wish).await.ok()["state"], "done");
    }
}
