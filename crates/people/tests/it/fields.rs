//! Typed fields, grades and variable pay: who sees amounts.

use beichen_kernel::Role;
use beichen_testkit::{both, json};
use serde_json::Value;

both! {
    async fn pay_is_shown_to_hr_and_to_the_person_and_not_to_the_administrator(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let ann = org.person("ann", &[Role::Sales]).await;
        for (key, kind) in [("bonus", "money"), ("city", "text")] {
            let new = json!({ "entity": "member", "key": key, "name": key, "kind": kind });
            hr.post("/api/people/fields", new).await.ok();
        }
        let path = format!("/api/people/members/{}", ann.member);
        hr.post_on(&path, &format!("{path}/fields/bonus"), json!({ "value": "4100", "from": "2026-01-01" })).await.ok();
        hr.post_on(&path, &format!("{path}/fields/city"), json!({ "value": "成都", "from": "2026-01-01" })).await.ok();
        hr.post_on(&path, &format!("{path}/variable-pay"), json!({ "amount": "60000.00", "from": "2026-01-01" })).await.ok();
        let fields = |view: &Value| -> Vec<String> {
            let fields = view["fields"].as_array().unwrap();
            fields.iter().map(|field| format!("{}={}", field["key"].as_str().unwrap(), field["value"].as_str().unwrap())).collect()
        };
        let (by_hr, by_admin, by_ann) =
            (hr.get(&path).await.ok(), admin.get(&path).await.ok(), ann.get(&path).await.ok());
        assert_eq!(fields(&by_hr), ["bonus=4100.00", "city=成都"]);
        assert_eq!(fields(&by_admin), ["city=成都"]);
        assert_eq!(fields(&by_ann), ["bonus=4100.00", "city=成都"]);
        assert_eq!(by_ann["variable_pay"], json!([{ "amount": "60000.00", "from": "2026-01-01" }]));
        assert_eq!(by_admin["variable_pay"], json!([]));
        let refused = admin.post_on(&path, &format!("{path}/fields/bonus"), json!({ "value": "1", "from": "2026-01-01" })).await;
        assert_eq!(refused.code(), "kernel.forbidden");
        let bad = hr.post_on(&path, &format!("{path}/fields/bonus"), json!({ "value": "12,3O0", "from": "2026-01-01" })).await;
        assert_eq!(bad.code(), "people.field.bad_money");
    }

    async fn a_grade_keeps_a_table_of_values_with_their_days(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let sales = org.person("sales", &[Role::Sales]).await;
        let grade = hr.post("/api/people/grades", json!({ "code": "S1", "name": "Senior", "place": 1 })).await.ok();
        let path = format!("/api/people/grades/{}/values/bonus_base", grade["id"].as_str().unwrap());
        let value = json!({ "value": "4000.00", "from": "2026-01-01" });
        assert_eq!(hr.post_seen(&path, 1, value.clone()).await.code(), "people.grade.unknown_column");
        let column = json!({ "entity": "grade", "key": "bonus_base", "name": "Base", "kind": "money" });
        hr.post("/api/people/fields", column).await.ok();
        let set = hr.post_seen(&path, 1, value.clone()).await.ok();
        assert_eq!(hr.post_seen(&path, 1, value).await.code(), "kernel.stale");
        assert_eq!(set["values"], json!([{ "column": "bonus_base", "value": "4000.00", "from": "2026-01-01" }]));
        assert_eq!(sales.get("/api/people/grades").await.ok()["items"][0]["values"], json!([]));
    }

    async fn settings_are_the_administrators_and_take_what_they_can_hold(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let path = "/api/people/settings/notice_workdays";
        assert_eq!(admin.put_seen(path, 0, json!({ "value": "99" })).await.code(), "people.organisation.bad_setting");
        let set = admin.put_seen(path, 0, json!({ "value": "0" })).await.ok();
        assert_eq!((&set["value"], &set["version"]), (&json!("0"), &json!(1)));
        assert_eq!(admin.put_seen(path, 0, json!({ "value": "5" })).await.code(), "kernel.stale");
        let hr = org.person("hr", &[Role::Hr]).await;
        assert_eq!(hr.get("/api/people/settings").await.code(), "kernel.forbidden");
        assert_eq!(hr.get("/api/people/audit").await.code(), "kernel.forbidden");
        let audit = admin.get("/api/people/audit?limit=1").await.ok();
        assert_eq!(audit["items"][0]["operation"], "people.role.granted");
    }
}
