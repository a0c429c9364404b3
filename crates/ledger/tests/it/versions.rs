//! New versions of a measure: which documents go by which one, what the preview says, and what is refused.

use std::collections::BTreeMap;

use beichen_kernel::Role;
use beichen_ledger::api;
use beichen_testkit::{Answer, TestApp, TestOrg, TestPerson, both, json};
use serde_json::Value;

const MEASURES: &str = "[measure.signed]\nof = \"orders\"\n\n[measure.collected]\nof = \"payments\"\n\n\
    [measure.visits]\nof = \"manual\"\nunit = \"count\"\n";

/// Only payments of 500.00 and more.
const LARGE: &str = "[measure.collected]\nof = \"payments\"\nwhere = 'amount_at_least(\"500.00\")'\n";

/// Ann in East, with one order of 10,000.00 on the 1st of March 2026.
struct Company {
    org: TestOrg,
    all: TestPerson,
    ann: TestPerson,
    order: Value,
}

impl Company {
    async fn new(app: &TestApp, name: &str) -> Self {
        let org = app.org(name).await;
        let roles = [Role::Administrator, Role::Director, Role::Hr, Role::Finance];
        let all = org.person("all", &roles).await;
        let ann = org.person("ann", &[Role::Sales]).await;
        let east = org.unit("east", None, None).await;
        org.assign(ann.member, east, "2026-01-01").await;
        app.work().await;
        all.post("/api/ledger/measures", json!({ "text": MEASURES })).await.ok();
        let customer = all.post("/api/customers/customers", json!({ "code": "C-1", "name": "One" })).await.ok();
        let order = json!({
            "code": "SO-1", "customer_id": customer["id"], "owner_id": ann.member.to_string(),
            "signed_on": "2026-03-01", "lines": [{ "net": "10000.00" }],
        });
        let order = all.post("/api/customers/orders", order).await.ok();
        Self { org, all, ann, order }
    }

    async fn pay(&self, code: &str, day: &str, amount: &str) -> Value {
        let body = json!({ "code": code, "order_id": self.order["id"], "received_on": day, "amount": amount });
        self.all.post("/api/customers/payments", body).await.ok()
    }

    async fn refund(&self, payment: &Value, day: &str, amount: &str) {
        let body = json!({ "payment_id": payment["id"], "refunded_on": day, "amount": amount });
        self.all.post("/api/customers/refunds", body).await.ok();
    }

    async fn follow(&self, text: &str, from: &str) -> Answer {
        self.all.post("/api/ledger/measures/versions", json!({ "text": text, "from": from })).await
    }

    /// What stands of Ann's.
    async fn sum(&self, measure: &str) -> String {
        let path = format!("/api/ledger/totals?measure={measure}&period=2026-03");
        let totals = self.all.get(&path).await.ok();
        totals["items"].as_array().unwrap().first().map_or("none".into(), |row| row["amount"].as_str().unwrap().into())
    }

    /// What was ever credited of a measure, by the version in its rows.
    async fn by_version(&self, measure: &str) -> BTreeMap<i64, i64> {
        let ctx = self.org.system();
        let tx = self.org.app.db.read(&ctx).await.unwrap();
        let sql = "SELECT measure_version, CAST(SUM(amount) AS BIGINT) AS amount FROM ledger_credit \
            WHERE org_id = $1 AND measure = $2 GROUP BY org_id, bucket, measure_version";
        let rows = tx.rows(sql, vec![ctx.org.0.into(), measure.into()]).await.unwrap();
        let mut sums = BTreeMap::new();
        for row in rows {
            let version: i64 = row.try_get("", "measure_version").unwrap();
            *sums.entry(version).or_insert(0) += row.try_get::<i64>("", "amount").unwrap();
        }
        sums
    }

    /// Measures whose documents are still to be reckoned again.
    async fn asked_again(&self) -> Vec<String> {
        let ctx = self.org.system();
        let tx = self.org.app.db.read(&ctx).await.unwrap();
        api::measures_asked_again(&tx).await.unwrap()
    }

    /// Credits equal a fresh reckoning, and daily totals the credits.
    async fn must_be_whole(&self) {
        let found = api::check(&self.org.system(), &self.org.app.db).await.unwrap();
        assert_eq!((found.differing, found.totals_differing), (0, 0), "{found:?}");
    }

    /// The last job of this kind: state, done, all.
    async fn job(&self, kind: &str) -> (String, i64, i64) {
        let ctx = self.org.system();
        let tx = self.org.app.db.read(&ctx).await.unwrap();
        let sql = "SELECT state, done, total FROM store_job WHERE org_id = $1 AND kind = $2 ORDER BY created_at DESC";
        let row = tx.row(sql, vec![ctx.org.0.into(), kind.into()]).await.unwrap().unwrap();
        (row.try_get("", "state").unwrap(), row.try_get("", "done").unwrap(), row.try_get("", "total").unwrap())
    }
}

both! {
    /// By the first version 100.00 on the 5th, 100.00 on the 12th, 600.00 on the 15th, and −40.00 of the first on the
    /// 16th: 760.00. From the 10th on only 500.00 and more count: 100.00 − 40.00 + 600.00 = 660.00. A refund goes by its
    /// payment's day.
    async fn days_before_stay_under_the_first_version_and_those_from_it_on_go_by_the_second(app: TestApp) {
        let company = Company::new(&app, "acme").await;
        let first = company.pay("P-1", "2026-03-05", "100.00").await;
        company.pay("P-2", "2026-03-12", "100.00").await;
        company.pay("P-3", "2026-03-15", "600.00").await;
        company.refund(&first, "2026-03-16", "40.00").await;
        assert_eq!(company.sum("collected").await, "760.00");

        let offered = json!({ "text": LARGE, "from": "2026-03-10" });
        let preview = company.all.post("/api/ledger/measures/preview", offered.clone()).await.ok();
        assert_eq!(preview["documents"], 1);
        assert_eq!(preview["months"], json!([{ "month": "2026-03", "amount": "-100.00" }]));
        assert_eq!(preview["difference"], "+ where = \"amount_at_least(\\\"500.00\\\")\"");
        assert_eq!((company.sum("collected").await, company.asked_again().await), ("760.00".into(), Vec::<String>::new()));
        company.must_be_whole().await;
        assert_eq!(company.ann.post("/api/ledger/measures/preview", offered).await.status, 403);

        let version = company.follow(LARGE, "2026-03-10").await.ok();
        assert_eq!((&version["version"], &version["from"]), (&json!(2), &json!("2026-03-10")));
        assert_eq!(company.asked_again().await, ["collected"]);
        assert_eq!(company.sum("collected").await, "760.00", "until the job has run");
        app.work().await;
        assert_eq!(company.asked_again().await, Vec::<String>::new());
        assert_eq!(company.sum("collected").await, "660.00");
        company.must_be_whole().await;
        assert_eq!(company.job(api::JOB_REDERIVE).await, ("done".into(), 5, 5), "one order, three payments, a refund");
        // What is taken back of the 12th bears the second version, what stands since before its own.
        assert_eq!(company.by_version("collected").await, BTreeMap::from([(1, 76_000), (2, -10_000)]));
        assert!(company.org.events().await.contains(&"ledger.credit.rederived".to_owned()));

        company.pay("P-4", "2026-03-06", "50.00").await;
        company.pay("P-5", "2026-03-16", "700.00").await;
        company.pay("P-6", "2026-03-16", "70.00").await;
        assert_eq!(company.by_version("collected").await, BTreeMap::from([(1, 81_000), (2, 60_000)]));
        assert_eq!(company.sum("collected").await, "1410.00");
        company.must_be_whole().await;
        assert_eq!(company.job(api::JOB_REDERIVE).await.1, 5, "nothing is reckoned again for new documents");
    }

    /// The number of documents behind a total goes by the version of each day.
    async fn documents_are_counted_by_the_version_of_their_day(app: TestApp) {
        let company = Company::new(&app, "acme").await;
        for (code, day, amount) in [
            ("P-1", "2026-03-05", "100.00"), ("P-2", "2026-03-12", "100.00"), ("P-3", "2026-03-15", "600.00"),
        ] {
            company.pay(code, day, amount).await;
        }
        let counted = async || {
            let path = "/api/ledger/totals?measure=collected&period=2026-03";
            company.all.get(path).await.ok()["items"][0]["documents"].clone()
        };
        assert_eq!(counted().await, 3);
        company.follow(LARGE, "2026-03-10").await.ok();
        app.work().await;
        assert_eq!(counted().await, 2);
        // And back from the 14th on: the 5th and the 15th as before, the 12th still not.
        company.follow("[measure.collected]\nof = \"payments\"\n", "2026-03-14").await.ok();
        app.work().await;
        assert_eq!((counted().await, company.sum("collected").await), (json!(2), "700.00".into()));
    }

    /// Everything before the version; or half of it, the version, and the rest before the job: the same in the end.
    async fn what_is_recorded_before_the_job_and_between_ends_the_same(app: TestApp) {
        let (one, other) = (Company::new(&app, "acme").await, Company::new(&app, "beta").await);
        for (company, published_at) in [(&one, 4), (&other, 2)] {
            let mut first = Value::Null;
            for (place, (code, day, amount)) in [
                ("P-1", "2026-03-05", "100.00"), ("P-2", "2026-03-12", "100.00"), ("P-3", "2026-03-15", "600.00"),
                ("P-4", "2026-03-14", "30.00"),
            ].into_iter().enumerate() {
                if place == published_at {
                    company.follow(LARGE, "2026-03-10").await.ok();
                }
                let payment = company.pay(code, day, amount).await;
                if place == 0 { first = payment; }
            }
            company.refund(&first, "2026-03-16", "40.00").await;
            if published_at == 4 {
                company.follow(LARGE, "2026-03-10").await.ok();
            }
        }
        // Of beta P-2 is reckoned again with its order, as soon as something is recorded of it.
        assert_eq!((one.sum("collected").await, other.sum("collected").await), ("790.00".into(), "660.00".into()));
        app.work().await;
        for company in [&one, &other] {
            assert_eq!(company.sum("collected").await, "660.00");
            assert_eq!(company.asked_again().await, Vec::<String>::new());
            company.must_be_whole().await;
        }
    }

    async fn what_a_version_may_not_do_is_refused(app: TestApp) {
        let company = Company::new(&app, "acme").await;
        company.org.lock("P · 2026-02", ("2026-02-01", "2026-02-28"), &[company.ann.member], &["collected"]).await;
        let plain = "[measure.collected]\nof = \"payments\"\n";
        let money = "[measure.visits]\nof = \"manual\"\nunit = \"money\"\n";
        let unknown = LARGE.replace("collected", "nothing");
        for (text, from, code) in [
            (LARGE, "2026-02-28", "inside_locked"),
            (LARGE, "2026-01-01", "inside_locked"),
            (plain, "2026-03-01", "unchanged"),
            (money, "2026-03-01", "unit_fixed"),
            (MEASURES, "2026-03-01", "one_measure"),
            ("[plan]\n", "2026-03-01", "no_measures"),
            (LARGE, "2026-3-41", "bad_day"),
            (&unknown, "2026-03-01", "unknown"),
        ] {
            for path in ["preview", "versions"] {
                let path = format!("/api/ledger/measures/{path}");
                let refused = company.all.post(&path, json!({ "text": text, "from": from })).await;
                assert_eq!(refused.code(), format!("ledger.measure.{code}"), "{path} {from}");
            }
        }
        assert_eq!(company.follow(LARGE, "2026-02-28").await.body["params"]["label"], "P · 2026-02");
        assert_eq!(company.asked_again().await, Vec::<String>::new());

        company.follow(LARGE, "2026-03-10").await.ok();
        for from in ["2026-03-10", "2026-03-05"] {
            let refused = company.follow(plain, from).await;
            assert_eq!(refused.code(), "ledger.measure.before_last_version");
        }
        assert_eq!(company.follow(LARGE, "2026-03-20").await.code(), "ledger.measure.unchanged");
        // A plan that states the first version is told what is in force now.
        let publish = company.all.post("/api/ledger/measures", json!({ "text": plain })).await;
        assert_eq!(publish.code(), "ledger.measure.differs");
        assert_eq!(company.follow(plain, "2026-03-20").await.ok()["version"], 3);
        let listed = company.all.get("/api/ledger/measures").await.ok();
        let versions = listed["items"].as_array().unwrap().iter().map(|one| format!("{} {}", one["key"], one["version"]));
        assert_eq!(versions.collect::<Vec<_>>(), ["\"collected\" 3", "\"signed\" 1", "\"visits\" 1"]);
    }

    /// Measures that no run has used may have a version inside its days.
    async fn a_lock_holds_the_measures_of_its_run_only(app: TestApp) {
        let company = Company::new(&app, "acme").await;
        company.org.lock("P · 2026-03", ("2026-03-01", "2026-03-31"), &[company.ann.member], &["signed"]).await;
        company.follow(LARGE, "2026-03-10").await.ok();
        let large = LARGE.replace("collected", "signed").replace("payments", "orders");
        assert_eq!(company.follow(&large, "2026-03-31").await.code(), "ledger.measure.inside_locked");
        company.follow(&large, "2026-04-01").await.ok();
    }

    /// 100.00 on the 12th do not count by the second version, 900.00 do; the 5th goes by the first.
    async fn an_import_that_was_checked_under_the_old_version_is_credited_by_the_new_one(app: TestApp) {
        let company = Company::new(&app, "acme").await;
        let file = "code,customer,owner,signed_on,net\nSO-5,C-1,ann,2026-03-05,100\nSO-12,C-1,ann,2026-03-12,100\n\
            SO-13,C-1,ann,2026-03-12,900\n";
        let import = company.all.import(&[("kind", "orders"), ("profile_text", "")], "orders.csv", file.as_bytes()).await;
        assert_eq!(import["counts"]["new"], 3, "{import}");
        let large = LARGE.replace("collected", "signed").replace("payments", "orders");
        company.follow(&large, "2026-03-10").await.ok();
        let path = format!("/api/sheets/imports/{}/apply", import["id"].as_str().unwrap());
        company.all.post_seen(&path, import["version"].as_i64().unwrap(), json!({ "rows": "all" })).await.ok();
        app.work().await;
        assert_eq!(company.sum("signed").await, "11000.00");
        assert_eq!(company.by_version("signed").await, BTreeMap::from([(1, 1_010_000), (2, 90_000)]));
        company.must_be_whole().await;
    }

    /// Staged documents bear the version of their day without another reckoning.
    async fn an_import_under_two_versions_is_credited_by_the_version_of_each_day(app: TestApp) {
        let company = Company::new(&app, "acme").await;
        let large = LARGE.replace("collected", "signed").replace("payments", "orders");
        company.follow(&large, "2026-03-10").await.ok();
        app.work().await;
        let file = "code,customer,owner,signed_on,net\nSO-5,C-1,ann,2026-03-05,100\nSO-12,C-1,ann,2026-03-12,100\n\
            SO-13,C-1,ann,2026-03-12,900\n";
        let import = company.all.import(&[("kind", "orders"), ("profile_text", "")], "orders.csv", file.as_bytes()).await;
        let path = format!("/api/sheets/imports/{}/apply", import["id"].as_str().unwrap());
        company.all.post_seen(&path, import["version"].as_i64().unwrap(), json!({ "rows": "all" })).await.ok();
        app.work().await;
        assert_eq!(company.by_version("signed").await, BTreeMap::from([(1, 1_010_000), (2, 90_000)]));
        company.must_be_whole().await;
    }

    /// The day of a transfer and the day of a version are two things: the stamp follows the person, the worth the version.
    async fn a_transfer_and_a_version_of_one_month_go_together(app: TestApp) {
        let company = Company::new(&app, "acme").await;
        company.pay("P-1", "2026-03-05", "100.00").await;
        company.pay("P-2", "2026-03-12", "100.00").await;
        company.pay("P-3", "2026-03-15", "600.00").await;
        let west = company.org.unit("west", None, None).await;
        company.org.assign(company.ann.member, west, "2026-03-11").await;
        company.follow(LARGE, "2026-03-10").await.ok();
        app.work().await;
        let totals = company.all.get("/api/ledger/totals?measure=collected&period=2026-03&by=unit").await.ok();
        let rows: Vec<_> = totals["items"].as_array().unwrap().iter().map(|row| (row["code"].clone(), row["amount"].clone())).collect();
        assert_eq!(rows, [(json!("east"), json!("100.00")), (json!("west"), json!("600.00"))]);
        company.must_be_whole().await;
        let rebuilt = api::rebuild(&company.org.system(), &app.db).await.unwrap();
        assert_eq!(rebuilt.differed, 0);
    }
}
