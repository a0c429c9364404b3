//! Locked days: what changes a person on them is refused, and everything else is free.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::MemberId;
use beichen_people::api::{self, Touch};
use beichen_testkit::{both, json};

use crate::locked::{World, path};

both! {
    async fn a_locked_day_refuses_what_changes_a_person_on_it_and_says_which_lock(app: TestApp) {
        let world = World::new(&app).await;
        let before = world.member(world.mia).await;
        for (verb, body) in [
            ("transfer", world.to_west("2026-03-10")),
            ("leave", json!({ "left_on": "2026-03-12" })),
            ("fields/pct", json!({ "value": "0.02", "from": "2026-03-31" })),
            ("fields/desk", json!({ "value": "7", "from": "2026-02-01" })),
            ("variable-pay", json!({ "amount": "9000.00", "from": "2025-01-01" })),
        ] {
            let refused = world.directly(world.mia, verb, &body).await;
            assert_eq!(refused.status, 409, "{verb}: {}", refused.body);
            assert_eq!(refused.body["code"], "people.fence.locked", "{verb}");
            let lock = json!({ "label": "Sales plan · 2026-03", "from": "2026-03-01", "to": "2026-03-31" });
            assert_eq!(refused.body["params"], lock, "{verb}");
        }
        assert_eq!(world.member(world.mia).await, before);
    }

    async fn days_that_no_lock_covers_and_people_in_no_run_are_free(app: TestApp) {
        let world = World::new(&app).await;
        world.directly(world.noa, "transfer", &world.to_west("2026-03-10")).await.ok();
        world.directly(world.noa, "fields/pct", &json!({ "value": "0.02", "from": "2026-03-10" })).await.ok();
        world.directly(world.noa, "variable-pay", &json!({ "amount": "9000.00", "from": "2026-01-01" })).await.ok();
        world.directly(world.noa, "leave", &json!({ "left_on": "2026-03-12" })).await.ok();
        world.directly(world.noa, "rejoin", &world.to_west("2026-03-14")).await.ok();
        world.directly(world.mia, "transfer", &world.to_west("2026-04-01")).await.ok();
        world.directly(world.mia, "fields/pct", &json!({ "value": "0.03", "from": "2026-04-01" })).await.ok();
        world.directly(world.mia, "variable-pay", &json!({ "amount": "9000.00", "from": "2026-04-01" })).await.ok();
        let new = json!({ "code": "new", "name": "New", "joined_on": "2026-03-05", "unit_id": world.west });
        world.hana.post("/api/people/members", new).await.ok();
    }

    /// What holds already changes nothing, and a value ends where the next one begins.
    async fn a_value_is_a_correction_only_where_it_says_something_else(app: TestApp) {
        let world = World::new(&app).await;
        world.directly(world.noa, "fields/pct", &json!({ "value": "0.02", "from": "2026-02-01" })).await.ok();
        world.directly(world.noa, "fields/pct", &json!({ "value": "0.03", "from": "2026-03-01" })).await.ok();
        world.directly(world.noa, "variable-pay", &json!({ "amount": "500.00", "from": "2026-01-01" })).await.ok();
        world.org.lock("Noa's run", ("2026-03-01", "2026-03-31"), &[world.noa], &["signed"]).await;
        let set = async |value: &str, from: &str| {
            world.directly(world.noa, "fields/pct", &json!({ "value": value, "from": from })).await
        };
        set("0.04", "2026-02-01").await.ok();
        set("0.03", "2026-03-20").await.ok();
        world.directly(world.noa, "variable-pay", &json!({ "amount": "500.00", "from": "2026-03-10" })).await.ok();
        assert_eq!(set("0.05", "2026-03-20").await.code(), "people.fence.locked");
    }

    async fn leaving_and_coming_back_over_a_locked_day_are_corrections(app: TestApp) {
        let world = World::new(&app).await;
        world.directly(world.noa, "leave", &json!({ "left_on": "2026-02-28" })).await.ok();
        world.org.lock("Noa's run", ("2026-03-01", "2026-03-31"), &[world.noa], &["signed"]).await;
        let back = world.directly(world.noa, "rejoin", &world.to_west("2026-03-31")).await;
        assert_eq!(back.code(), "people.fence.locked");
        world.directly(world.noa, "rejoin", &world.to_west("2026-04-01")).await.ok();
        assert_eq!(world.directly(world.mia, "leave", &json!({ "left_on": "2026-03-30" })).await.code(), "people.fence.locked");
        world.directly(world.mia, "leave", &json!({ "left_on": "2026-03-31" })).await.ok();
    }

    async fn the_grade_table_is_locked_by_any_run_of_its_days(app: TestApp) {
        let world = World::new(&app).await;
        let column = json!({ "entity": "grade", "key": "base", "name": "Base", "kind": "money" });
        world.hana.post("/api/people/fields", column).await.ok();
        let grade = world.hana.post("/api/people/grades", json!({ "code": "P1", "name": "P1", "place": 1 })).await.ok();
        let values = format!("/api/people/grades/{}/values/base", grade["id"].as_str().unwrap());
        let set = async |from: &str, version: i64| {
            world.hana.post_seen(&values, version, json!({ "value": "5000.00", "from": from })).await
        };
        let version = grade["version"].as_i64().unwrap();
        assert_eq!(set("2026-03-15", version).await.code(), "people.fence.locked");
        let set = set("2026-04-01", version).await.ok();
        let payload = json!({
            "grade_id": grade["id"], "column": "base", "version": set["version"],
            "body": { "value": "4000.00", "from": "2026-03-15" },
        });
        let wish = world.ask("people_grade_set_value", payload).await.ok()["approval"].clone();
        assert_eq!(wish["summary"], "P1 · base · 4000.00 · 2026-03-15");
        assert_eq!(world.decide(&world.dora, &wish, "approve").await.ok()["state"], "approved");
        assert_eq!(world.count("people.grade.value_set").await, 2);
    }

    async fn what_can_never_be_granted_asks_which_lock_stands_in_the_way(app: TestApp) {
        let world = World::new(&app).await;
        world.org.lock("Sales plan · 2026-02", ("2026-02-01", "2026-02-28"), &[world.noa], &["signed"]).await;
        let days = |from: &str, to: &str| DayRange::including(from.parse().unwrap(), to.parse().unwrap());
        let year = days("2026-01-01", "2026-12-31");
        let ctx = world.org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        let hit = async |touches: &[Touch]| api::fenced(&tx, touches).await.unwrap().map(|hit| (hit.label, hit.days));
        let measure = |key: &str, days| Touch::Measure { measure: key.to_owned(), days };
        let february = Some(("Sales plan · 2026-02".to_owned(), days("2026-02-01", "2026-02-28")));
        let march = Some(("Sales plan · 2026-03".to_owned(), days("2026-03-01", "2026-03-31")));
        assert_eq!(hit(&[measure("signed", year)]).await, february);
        assert_eq!(hit(&[measure("signed", days("2026-03-31", "2026-04-30"))]).await, march);
        assert_eq!(hit(&[measure("collected", year)]).await, None);
        assert_eq!(hit(&[Touch::Goal { measure: "signed".into(), member: Some(world.mia), days: year }]).await, march);
        assert_eq!(hit(&[Touch::Goal { measure: "signed".into(), member: None, days: year }]).await, None);
        assert_eq!(hit(&[Touch::Everybody { days: days("2026-04-01", "2026-04-30") }]).await, None);
        // More people than one condition lists.
        let mut many: Vec<Touch> = (1..=1_500_u128)
            .map(|number| Touch::Member { member: MemberId::from(uuid::Uuid::from_u128(number)), days: year })
            .collect();
        assert_eq!(hit(&many).await, None);
        many.push(Touch::Member { member: world.mia, days: year });
        assert_eq!(hit(&many).await, march);
        drop(tx);
        // The lock of another organisation is no lock here.
        let other = app.org("other").await;
        let ctx = other.system();
        let tx = app.db.read(&ctx).await.unwrap();
        assert_eq!(api::fenced(&tx, &[measure("signed", year)]).await.unwrap(), None);
    }

    /// Whoever changes something while a lock is being made waits for it, and is then refused.
    async fn a_lock_that_is_being_made_is_waited_for(app: TestApp) {
        let world = World::new(&app).await;
        let ctx = world.org.system();
        let mut tx = app.db.begin(&ctx).await.unwrap();
        let fence = api::Fence {
            run: uuid::Uuid::from_u128(77),
            label: "Noa's run".into(),
            days: DayRange::new("2026-03-01".parse().unwrap(), "2026-04-01".parse().unwrap()),
            seq: 0,
            locked_seq: 0,
            members: vec![world.noa],
            measures: vec!["signed".into()],
        };
        api::raise_fence(&mut tx, &fence).await.unwrap();
        tx.record(world.noa, beichen_store::Event::new("incentives.run.locked"));
        let (hana, thing) = (world.hana.clone(), path(world.noa));
        let version = world.version(world.noa).await;
        let change = tokio::spawn(async move {
            let value = json!({ "value": "0.09", "from": "2026-03-10" });
            hana.post_seen(&format!("{thing}/fields/pct"), version, value).await
        });
        // Far more reading than the change itself does: without the wait it would be over.
        for _ in 0..200 {
            api::units(&app.db.read(&ctx).await.unwrap()).await.unwrap();
        }
        assert!(!change.is_finished());
        tx.commit().await.unwrap();
        assert_eq!(change.await.unwrap().code(), "people.fence.locked");
    }

    async fn a_sheet_that_reaches_locked_days_is_refused_as_a_whole_with_its_row(app: TestApp) {
        let world = World::new(&app).await;
        let people = "code,name,from,variable_pay\nnoa,noa,2026-03-01,100\nmia,mia,2026-03-01,200\n";
        let coefficients = "key,person,period,value\nfactor,noa,2026-03,1.1\nfactor,mia,2026-03,1.2\n";
        let company = "key,period,value\nfactor,2026-02,1.1\nfactor,2026-03,1.2\n";
        let unit = "key,unit,period,value\nfactor,west,2026-03,1.1\nfactor,east,2026-03,1.2\n";
        let grades = "grade,column,value,from,kind\nP1,base,10,2026-04-01,money\nP1,base,9,2026-03-01,money\n";
        for (kind, file, code) in [
            ("people", people, "mia"),
            ("coefficients", coefficients, "factor"),
            ("coefficients", company, "factor"),
            ("coefficients", unit, "factor"),
            ("grades", grades, "P1"),
        ] {
            let staged = world.hana.import(&[("kind", kind), ("profile_text", "")], "file.csv", file.as_bytes()).await;
            assert_eq!(staged["counts"]["failed"], 0, "{staged}");
            let import = format!("/api/sheets/imports/{}", staged["id"].as_str().unwrap());
            let version = staged["version"].as_i64().unwrap();
            world.hana.post_seen(&format!("{import}/apply"), version, json!({ "rows": "all" })).await.ok();
            app.work().await;
            let refused = world.hana.get(&import).await.ok();
            assert_ne!(refused["state"], "applied", "{refused}");
            let told = refused.to_string();
            assert!(told.contains("people.fence.import_locked") && told.contains(&format!("\"{code}\"")), "{kind}: {told}");
            assert!(told.contains("\"row\":3"), "{kind}: {told}");
        }
        let ctx = world.org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        let ever = DayRange::new(Day::MIN, Day::MAX);
        assert_eq!(api::coefficients(&tx, ever).await.unwrap(), []);
        assert_eq!(api::variable_pay(&tx).await.unwrap(), []);
        assert_eq!(api::grade_values(&tx).await.unwrap(), []);
    }
}
