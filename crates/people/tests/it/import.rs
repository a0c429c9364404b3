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

async fn upload(hr: &TestPerson, kind: &str, profile: &str, file: &str) -> Value {
    let fields = [("kind", kind), ("profile_text", profile)];
    hr.import(&fields, "file.csv", file.as_bytes()).await
}

async fn import(hr: &TestPerson, kind: &str, profile: &str, file: &str) -> Value {
    let staged = upload(hr, kind, profile, file).await;
    assert_eq!(staged["counts"]["failed"], 0, "{staged}");
    let path = format!("/api/sheets/imports/{}", staged["id"].as_str().unwrap());
    let version = staged["version"].as_i64().unwrap();
    hr.post_seen(&format!("{path}/apply"), version, json!({ "rows": "all" })).await.ok();
    hr.org.app.work().await;
    let applied = hr.get(&path).await.ok();
    assert_eq!(applied["state"], "applied", "{applied}");
    applied
}

/// The refused cells of a preview: row, column, code.
fn failed(staged: &Value) -> Vec<String> {
    let rows = staged["failed_rows"].as_array().unwrap().iter();
    rows.flat_map(|row| {
        let cells = row["errors"].as_array().unwrap().iter();
        cells.map(move |error| {
            let (column, code) = (error["column"].as_str().unwrap(), error["code"].as_str().unwrap());
            format!("{} {column} {code}", row["row"])
        })
    })
    .collect()
}

async fn sizes(hr: &TestPerson, on: &str) -> Vec<String> {
    let tree = hr.get(&format!("/api/people/units?on={on}")).await.ok();
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
        let hr = org.person("hr", &[Role::Hr]).await;
        import(&hr, "fields", "", FIELDS).await;
        let done = import(&hr, "people", PROFILE, PEOPLE).await;
        assert_eq!(done["counts"]["new"], 5);
        assert_eq!(
            sizes(&hr, "2011-05-31").await,
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

        let again = import(&hr, "people", PROFILE, PEOPLE).await;
        assert_eq!((&again["counts"]["skip"], &again["counts"]["new"]), (&json!(5), &json!(0)), "{again}");
    }

    async fn a_changed_manager_moves_the_person_on_the_day(app: TestApp) {
        let org = app.org("aw").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        import(&hr, "fields", "", FIELDS).await;
        import(&hr, "people", PROFILE, PEOPLE).await;
        let moved = PEOPLE.replace("276,Linda,274", "276,Linda,277");
        let later = PROFILE.replace("from = \"2011-05-31\"", "from = \"2012-01-01\"");
        let done = import(&hr, "people", &later, &moved).await;
        assert_eq!((&done["counts"]["update"], &done["counts"]["skip"]), (&json!(1), &json!(4)), "{done}");
        assert_eq!(sizes(&hr, "2011-12-31").await[1], "274 below 273 led by Stephen: 3");
        assert_eq!(sizes(&hr, "2012-01-01").await[1], "274 below 273 led by Stephen: 2");
        assert_eq!(sizes(&hr, "2012-01-01").await[2], "277 below 273 led by Amy: 3");
    }

    async fn managers_in_a_circle_unknown_fields_and_units_are_refused_by_row(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let circle = "code,name,manager\na,A,b\nb,B,a\nc,C,a\n";
        let staged = upload(&hr, "people", "", circle).await;
        assert_eq!(staged["counts"]["failed"], 2, "{staged}");
        let field = upload(&hr, "people", "", "code,name,field.shoe\na,A,42\n").await;
        assert_eq!(field["counts"]["failed"], 1, "{field}");
        assert!(field.to_string().contains("people.field.unknown"), "{field}");
        let unit = upload(&hr, "people", "", "code,name,unit\na,A,east\n").await;
        assert!(unit.to_string().contains("people.member.unknown_unit"), "{unit}");
        let made = import(&hr, "people", "create_missing = [\"units\"]\n", "code,name,unit\na,A,east\n").await;
        assert_eq!(made["counts"]["new"], 1);
    }

    async fn grades_and_coefficients_come_in_and_the_same_file_changes_nothing(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let grades = "grade,column,kind,value,from\nS1,bonus_base,money,4000,2026-01-01\nS2,bonus_base,money,5000.5,2026-01-01\n";
        assert_eq!(import(&hr, "grades", "", grades).await["counts"]["new"], 2);
        assert_eq!(import(&hr, "grades", "", grades).await["counts"]["skip"], 2);
        let coefficients = "key,person,period,value\nheart,hr,2026-Q1,120%\nyear,,2026,1.1\n";
        assert_eq!(import(&hr, "coefficients", "", coefficients).await["counts"]["new"], 2);
        assert_eq!(import(&hr, "coefficients", "", coefficients).await["counts"]["skip"], 2);
        let bad = upload(&hr, "coefficients", "", "key,person,period,value\nheart,nobody,2026-Q1,1\n").await;
        assert!(bad.to_string().contains("people.member.unknown"), "{bad}");
        let ctx = org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let held = api::coefficients(&tx, DayRange::new(day("2026-01-01"), day("2026-02-01"))).await.unwrap();
        let held: Vec<(String, i64)> = held.into_iter().map(|one| (one.key, one.value.ppm())).collect();
        assert_eq!(held, [("heart".to_owned(), 1_200_000), ("year".to_owned(), 1_100_000)]);
    }

    async fn coefficients_of_a_month_a_quarter_and_a_year_stand_side_by_side(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let file = "key,period,value\nperf,2026,1.1\nperf,2026-Q1,1.2\nperf,2026-01,1.3\n";
        assert_eq!(import(&hr, "coefficients", "", file).await["counts"]["new"], 3);
        assert_eq!(import(&hr, "coefficients", "", file).await["counts"]["skip"], 3);
        let changed = import(&hr, "coefficients", "", &file.replace("1.2", "0.9")).await;
        assert_eq!((&changed["counts"]["update"], &changed["counts"]["skip"]), (&json!(1), &json!(2)));
        let ctx = org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        let january = DayRange::new("2026-01-01".parse().unwrap(), "2026-02-01".parse().unwrap());
        let held = api::coefficients(&tx, january).await.unwrap();
        let held: Vec<(String, i64)> = held.iter().map(|one| (one.days.end.to_string(), one.value.ppm())).collect();
        let day = |end: &str| end.to_owned();
        assert_eq!(
            held,
            [(day("2026-02-01"), 1_300_000), (day("2026-04-01"), 900_000), (day("2027-01-01"), 1_100_000)]
        );
    }

    async fn sheets_that_can_hold_pay_are_not_the_administrators(app: TestApp) {
        let org = app.org("acme").await;
        let administrator = org.person("admin", &[Role::Administrator]).await;
        let hr = org.person("hr", &[Role::Hr]).await;
        import(&administrator, "fields", "", FIELDS).await;
        import(&administrator, "people", "", "code,name\nz,Zoe\n").await;
        for (kind, file) in [
            ("people", "code,name,field.bonus\na,A,4100\n"),
            ("people", "code,name,variable_pay\na,A,60000\n"),
            ("grades", "grade,column,value,from\n"),
            ("coefficients", "key,period,value\n"),
        ] {
            let fields = [("kind", kind)];
            let refused = administrator.upload("/api/sheets/imports", &fields, "x.csv", file.as_bytes()).await;
            assert_eq!(refused.code(), "kernel.forbidden", "{kind} {file}");
        }
        let staged = upload(&hr, "people", "", "code,name,field.bonus\na,A,4100\n").await;
        let path = format!("/api/sheets/imports/{}", staged["id"].as_str().unwrap());
        assert_eq!(administrator.get(&path).await.code(), "kernel.not_found");
        let seen = administrator.get("/api/sheets/imports").await.ok();
        assert!(seen["items"].as_array().unwrap().iter().all(|one| one["id"] != staged["id"]), "{seen}");
    }

    async fn values_are_written_as_cells_may_be_and_rounded_amounts_are_counted(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let fields = "entity,key,name,kind,choices\nmember,bonus,B,money,\nmember,since,S,day,\nmember,heads,H,number,\n\
            member,site,T,choice,east|west\ngrade,base,G,money,\n";
        import(&hr, "fields", "", fields).await;
        let people = "code,name,from,field.bonus,field.since,field.heads,field.site\n\
            a,A,2026-01-01,\"12,000\",2026/1/5,\"1,200\",east\nb,B,2026-01-01,1.2万,46027,3,west\nc,C,2026-01-01,0.125,20260105,,\n";
        let done = import(&hr, "people", "", people).await;
        assert_eq!((&done["counts"]["new"], &done["counts"]["rounded"]), (&json!(3), &json!(1)), "{done}");
        let ctx = org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        let ids: Vec<uuid::Uuid> = {
            let mut ids = Vec::new();
            for code in ["a", "b", "c"] {
                ids.push(api::find_member_by_code(&tx, code).await.unwrap().unwrap().id.into());
            }
            ids
        };
        let values = api::field_values(&tx, Entity::Member).await.unwrap();
        let of = |id: &uuid::Uuid| -> Vec<String> {
            values.iter().filter(|value| value.subject == *id).map(|value| value.value.show(ctx.currency())).collect()
        };
        assert_eq!(of(&ids[0]), ["12000.00", "1200", "2026-01-05", "east"]);
        assert_eq!(of(&ids[1]), ["12000.00", "3", "2026-01-05", "west"]);
        assert_eq!(of(&ids[2]), ["0.13", "2026-01-05"]);
        drop(tx);
        assert_eq!(import(&hr, "people", "", people).await["counts"]["skip"], 3);

        let grades = "grade,column,value,from\nS1,base,\"5,000.005\",2026-01-01\n";
        assert_eq!(import(&hr, "grades", "", grades).await["counts"]["rounded"], 1);
        assert_eq!(import(&hr, "grades", "", grades).await["counts"]["skip"], 1);
        let shown = hr.get("/api/people/grades").await.ok();
        assert_eq!(shown["items"][0]["values"][0]["value"], "5000.01");
        let bad = upload(&hr, "people", "", "code,name,field.bonus,field.site\nd,D,\"12,3O0\",north\n").await.to_string();
        assert!(bad.contains("sheets.cell.mistyped_amount") && bad.contains("people.field.not_a_choice"), "{bad}");
    }

    async fn leavers_and_closed_units_are_refused_by_row_and_column(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        for unit in ["east", "west", "boss"] {
            org.unit(unit, None, None).await;
        }
        import(&hr, "people", "", "code,name,unit,from\ngone,G,east,2026-01-01\nhere,H,east,2026-01-01\n").await;
        let people = hr.get("/api/people/members?search=gone").await.ok();
        let gone = format!("/api/people/members/{}", people["items"][0]["id"].as_str().unwrap());
        hr.post_on(&gone, &format!("{gone}/leave"), json!({ "left_on": "2026-02-28" })).await.ok();
        let units = hr.get("/api/people/units").await.ok();
        for unit in units["items"].as_array().unwrap().iter().filter(|unit| unit["code"] != "east") {
            let close = format!("/api/people/units/{}/close", unit["id"].as_str().unwrap());
            hr.post_seen(&close, 1, json!({ "last_day": "2026-06-30" })).await.ok();
        }
        let staged = upload(
            &hr,
            "people",
            "",
            "code,name,unit,manager,from\ngone,G,east,,2026-01-01\ngone2,N,west,,2026-05-01\n\
             here,H,west,,2026-05-01\nnew,N,,boss,2026-05-01\n",
        )
        .await;
        assert_eq!(
            failed(&staged),
            [
                "3 unit people.member.unit_not_open",
                "4 unit people.member.unit_not_open",
                "5 manager people.member.unit_not_open"
            ]
        );
        assert_eq!(staged["counts"]["skip"], 1, "a leaver where the leaver was");
        let moved = upload(&hr, "people", "create_missing = [\"units\"]\n", "code,name,unit,from\ngone,G,south,2026-03-01\n").await;
        assert_eq!(failed(&moved), ["2 unit people.member.has_left"]);
        let again = import(&hr, "people", "", "code,name,unit\ngone,G,east\nhere,H,east\n").await;
        assert_eq!(again["counts"]["skip"], 2);
    }

    async fn a_corrected_day_of_joining_moves_the_beginning_of_the_first_unit(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        for unit in ["east", "west"] {
            org.unit(unit, None, None).await;
        }
        let file = "code,name,unit,joined_on,from\na,A,east,2025-03-01,2026-01-01\n";
        import(&hr, "people", "", file).await;
        assert_eq!(import(&hr, "people", "", file).await["counts"]["skip"], 1);
        import(&hr, "people", "", "code,name,unit,from\na,A,west,2026-02-01\n").await;
        let corrected = file.replace("2025-03-01", "2024-09-15");
        assert_eq!(import(&hr, "people", "", &corrected).await["counts"]["update"], 1);
        let people = hr.get("/api/people/members?search=a&sort=code").await.ok();
        let path = format!("/api/people/members/{}", people["items"][0]["id"].as_str().unwrap());
        let person = hr.get(&path).await.ok();
        assert_eq!(person["joined_on"], "2024-09-15");
        let stays: Vec<(&Value, &Value)> = person["assignments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|stay| (&stay["unit_code"], &stay["from"]))
            .collect();
        assert_eq!(stays, [(&json!("east"), &json!("2024-09-15")), (&json!("west"), &json!("2026-02-01"))]);
        for (joined_on, code) in [("2026-02-01", "joins_after_transfer"), ("2019-12-31", "unit_not_open")] {
            let staged = upload(&hr, "people", "", &format!("code,name,joined_on\na,A,{joined_on}\n")).await;
            assert_eq!(failed(&staged), [format!("2 joined_on people.member.{code}")]);
        }
    }

    async fn a_unit_that_a_file_makes_begins_with_the_first_day_of_its_rows(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let file = "code,name,unit,from\na,A,east,2026-02-01\nb,B,east,2026-01-01\nc,C,east,2026-03-01\n";
        import(&hr, "people", "create_missing = [\"units\"]\n", file).await;
        assert_eq!(sizes(&hr, "2026-01-15").await, ["east below - led by -: 1"]);
        assert_eq!(sizes(&hr, "2026-03-01").await, ["east below - led by -: 3"]);
    }

    async fn a_circle_over_file_and_database_is_refused_by_row(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        import(&hr, "people", "", "code,name,manager,from\na,A,,2026-01-01\nb,B,a,2026-01-01\nc,C,b,2026-01-01\nd,D,c,2026-01-01\n").await;
        let staged = upload(&hr, "people", "", "code,name,manager,from\nd,D,c,2026-02-01\na,A,c,2026-02-01\n").await;
        assert_eq!(failed(&staged), ["3 manager people.unit.cycle"]);
        assert!(staged.to_string().contains("a → c → b → a"), "{staged}");
        let turned = "code,name,manager,from\na,A,c,2026-02-01\nb,B,,2026-02-01\nc,C,b,2026-02-01\n";
        assert_eq!(failed(&upload(&hr, "people", "", turned).await), ["2 manager people.unit.cycle", "4 manager people.unit.cycle"]);
    }
}
