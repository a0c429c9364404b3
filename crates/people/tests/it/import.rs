//! Sheets of people: fields, grades, coefficients, and the tree that a column of managers makes.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::Role;
use beichen_people::api::{self, Entity};
use beichen_testkit::{TestPerson, both, json};
use serde_json::Value;

const FIELDS: &str = "entity,key,name,kind\nmember,commission_pct,Commission,rate\nmember,bonus,Bonus,money\n";
const PROFILE: &str = r#"
[columns]
id = "code"
name = "name"
boss = "manager"
title = "position"
pct = "field.commission_pct"
bonus = "field.bonus"
[constants]
joined_on = "2011-05-31"
from = "2011-05-31"
"#;
/// As AdventureWorks: 273 is nobody here; 274 leads 275 and 276; 277 leads himself and 278.
const PEOPLE: &str = "id,name,boss,title,pct,bonus\n\
    274,Stephen,273,Manager,0,0\n\
    275,Michael,274,Rep,0.012,4100\n\
    276,Linda,274,Rep,1.5%,2000\n\
    277,Amy,273,Manager,0,0\n\
    278,Garrett,277,Rep,0.01,500\n";

async fn upload(admin: &TestPerson, kind: &str, profile: &str, file: &str) -> Value {
    let fields = [("kind", kind), ("profile_text", profile)];
    admin.import(&fields, "file.csv", file.as_bytes()).await
}

async fn import(admin: &TestPerson, kind: &str, profile: &str, file: &str) -> Value {
    let staged = upload(admin, kind, profile, file).await;
    assert_eq!(staged["counts"]["failed"], 0, "{staged}");
    let path = format!("/api/sheets/imports/{}", staged["id"].as_str().unwrap());
    let version = staged["version"].as_i64().unwrap();
    admin.post_seen(&format!("{path}/apply"), version, json!({ "rows": "all" })).await.ok();
    admin.org.app.work().await;
    let applied = admin.get(&path).await.ok();
    assert_eq!(applied["state"], "applied", "{applied}");
    applied
}

async fn sizes(admin: &TestPerson, on: &str) -> Vec<String> {
    let tree = admin.get(&format!("/api/people/units?on={on}")).await.ok();
    let items = tree["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|unit| {
            let parent = items.iter().find(|parent| parent["id"] == unit["parent_id"]);
            let parent = parent.map_or("-", |parent| parent["code"].as_str().unwrap());
            let leader = unit["leader_name"].as_str().unwrap_or("-");
            format!("{} below {parent} led by {leader}: {}", unit["code"].as_str().unwrap(), unit["size"])
        })
        .collect()
}

both! {
    async fn a_column_of_managers_makes_one_unit_per_manager(app: TestApp) {
        let org = app.org_in("aw", "USD", "America/Los_Angeles").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        import(&admin, "fields", "", FIELDS).await;
        let done = import(&admin, "people", PROFILE, PEOPLE).await;
        assert_eq!(done["counts"]["new"], 5);
        assert_eq!(
            sizes(&admin, "2011-05-31").await,
            ["273 below - led by -: 5", "274 below 273 led by Stephen: 3", "277 below 273 led by Amy: 2"]
        );
        let ctx = org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        let michael = api::find_member_by_code(&tx, "275").await.unwrap().unwrap();
        assert_eq!(michael.joined_on.to_string(), "2011-05-31");
        let values = api::field_values(&tx, Entity::Member).await.unwrap();
        let held: Vec<String> = values
            .iter()
            .filter(|value| value.subject == uuid::Uuid::from(michael.id))
            .map(|value| value.value.show(ctx.currency()))
            .collect();
        assert_eq!(held, ["4100.00", "0.012"]);
        drop(tx);

        let again = import(&admin, "people", PROFILE, PEOPLE).await;
        assert_eq!((&again["counts"]["skip"], &again["counts"]["new"]), (&json!(5), &json!(0)), "{again}");
    }

    async fn a_changed_manager_moves_the_person_on_the_day(app: TestApp) {
        let org = app.org("aw").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        import(&admin, "fields", "", FIELDS).await;
        import(&admin, "people", PROFILE, PEOPLE).await;
        let moved = PEOPLE.replace("276,Linda,274", "276,Linda,277");
        let later = PROFILE.replace("from = \"2011-05-31\"", "from = \"2012-01-01\"");
        let done = import(&admin, "people", &later, &moved).await;
        assert_eq!((&done["counts"]["update"], &done["counts"]["skip"]), (&json!(1), &json!(4)), "{done}");
        assert_eq!(sizes(&admin, "2011-12-31").await[1], "274 below 273 led by Stephen: 3");
        assert_eq!(sizes(&admin, "2012-01-01").await[1], "274 below 273 led by Stephen: 2");
        assert_eq!(sizes(&admin, "2012-01-01").await[2], "277 below 273 led by Amy: 3");
    }

    async fn managers_in_a_circle_unknown_fields_and_units_are_refused_by_row(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let circle = "code,name,manager\na,A,b\nb,B,a\nc,C,a\n";
        let staged = upload(&admin, "people", "", circle).await;
        assert_eq!(staged["counts"]["failed"], 2, "{staged}");
        let field = upload(&admin, "people", "", "code,name,field.shoe\na,A,42\n").await;
        assert_eq!(field["counts"]["failed"], 1, "{field}");
        assert!(field.to_string().contains("people.field.unknown"), "{field}");
        let unit = upload(&admin, "people", "", "code,name,unit\na,A,east\n").await;
        assert!(unit.to_string().contains("people.member.unknown_unit"), "{unit}");
        let made = import(&admin, "people", "create_missing = [\"units\"]\n", "code,name,unit\na,A,east\n").await;
        assert_eq!(made["counts"]["new"], 1);
    }

    async fn grades_and_coefficients_come_in_and_the_same_file_changes_nothing(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let grades = "grade,column,kind,value,from\nS1,bonus_base,money,4000,2026-01-01\nS2,bonus_base,money,5000.5,2026-01-01\n";
        assert_eq!(import(&admin, "grades", "", grades).await["counts"]["new"], 2);
        assert_eq!(import(&admin, "grades", "", grades).await["counts"]["skip"], 2);
        let coefficients = "key,person,period,value\nheart,admin,2026-Q1,120%\nyear,,2026,1.1\n";
        assert_eq!(import(&admin, "coefficients", "", coefficients).await["counts"]["new"], 2);
        assert_eq!(import(&admin, "coefficients", "", coefficients).await["counts"]["skip"], 2);
        let bad = upload(&admin, "coefficients", "", "key,person,period,value\nheart,nobody,2026-Q1,1\n").await;
        assert!(bad.to_string().contains("people.member.unknown"), "{bad}");
        let ctx = org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let held = api::coefficients(&tx, DayRange::new(day("2026-01-01"), day("2026-02-01"))).await.unwrap();
        let held: Vec<(String, i64)> = held.into_iter().map(|one| (one.key, one.value.ppm())).collect();
        assert_eq!(held, [("heart".to_owned(), 1_200_000), ("year".to_owned(), 1_100_000)]);
    }
}
