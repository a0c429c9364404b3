//! The audit chain keeps amounts of pay apart, for those who see all pay.

use beichen_kernel::Role;
use beichen_testkit::{both, json};

both! {
    async fn the_administrator_reads_the_chain_without_pay_and_hr_in_that_role_with_it(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let both = org.person("both", &[Role::Administrator, Role::Hr]).await;
        let ann = org.person("ann", &[Role::Sales]).await;
        for (entity, key, kind) in [("member", "bonus", "money"), ("member", "city", "text"), ("grade", "base", "money")] {
            let new = json!({ "entity": entity, "key": key, "name": key, "kind": kind });
            hr.post("/api/people/fields", new).await.ok();
        }
        let path = format!("/api/people/members/{}", ann.member);
        let from = "2026-01-01";
        hr.post_on(&path, &format!("{path}/fields/bonus"), json!({ "value": "4101.11", "from": from })).await.ok();
        hr.post_on(&path, &format!("{path}/fields/city"), json!({ "value": "Chengdu", "from": from })).await.ok();
        hr.post_on(&path, &format!("{path}/variable-pay"), json!({ "amount": "4102.22", "from": from })).await.ok();
        let grade = hr.post("/api/people/grades", json!({ "code": "S1", "name": "S1" })).await.ok();
        let grade = format!("/api/people/grades/{}/values/base", grade["id"].as_str().unwrap());
        hr.post_seen(&grade, 1, json!({ "value": "4103.33", "from": from })).await.ok();

        let amounts = ["4101.11", "4102.22", "4103.33"];
        let shown = admin.get("/api/people/audit?limit=100").await.ok().to_string();
        assert!(amounts.iter().all(|amount| !shown.contains(amount)), "{shown}");
        assert!(shown.contains("Chengdu") && shown.contains("\"name\":\"ann\""), "{shown}");
        let shown = both.get("/api/people/audit?limit=100").await.ok().to_string();
        assert!(amounts.iter().all(|amount| shown.contains(amount)), "{shown}");
        let ctx = org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        let data = tx.rows("SELECT data FROM store_event WHERE org_id = $1", vec![ctx.org.0.into()]).await.unwrap();
        let data: String = data.iter().map(|row| row.try_get::<String>("", "data").unwrap()).collect();
        assert!(amounts.iter().all(|amount| !data.contains(amount)), "{data}");
    }
}
