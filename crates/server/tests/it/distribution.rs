//! The rules that let Citus distribute the tables, walked over the schema and over every statement.

use std::panic::{AssertUnwindSafe, catch_unwind};

use beichen_store::GLOBAL_TABLES;
use beichen_testkit::schema::{Table, tables};
use beichen_testkit::{TestApp, both};
use sea_orm::ConnectionTrait;

/// Which tables break which rule.
fn violations(tables: &[Table]) -> Vec<String> {
    let mut found = Vec::new();
    for table in tables.iter().filter(|table| !GLOBAL_TABLES.contains(&table.name.as_str())) {
        let name = &table.name;
        let org = table.columns.iter().find(|column| column.name == "org_id");
        if !org.is_some_and(|column| column.kind == "integer" && !column.is_nullable) {
            found.push(format!("{name}: add `org_id BIGINT NOT NULL`, or list it under GLOBAL_TABLES with the reason"));
        }
        let begins = |key: &[String]| key.first().is_some_and(|column| column == "org_id");
        if !begins(&table.primary_key) {
            found.push(format!("{name}: org_id comes first in the primary key, not {:?}", table.primary_key));
        }
        for key in table.unique_keys.iter().filter(|key| !begins(key)) {
            found.push(format!("{name}: org_id comes first in the unique key {key:?}"));
        }
        for key in &table.foreign_keys {
            if !begins(&key.columns) || !begins(&key.target_columns) {
                found.push(format!("{name}: org_id comes first in the foreign key {:?} to {}", key.columns, key.table));
            }
            if key.sets_null {
                found.push(format!(
                    "{name}: no ON DELETE SET NULL on {:?}; nothing that a number rests on is deleted",
                    key.columns
                ));
            }
        }
        for trigger in &table.triggers {
            found.push(format!("{name}: no trigger ({trigger}); write it in the command's transaction"));
        }
    }
    found
}

both! {
    async fn every_table_can_be_distributed_by_its_organisation(app: TestApp) {
        let tables = tables(&app.db).await;
        let tenants = tables.iter().filter(|table| !GLOBAL_TABLES.contains(&table.name.as_str()));
        let (count, keys) = tenants.fold((0, 0), |(count, keys), table| (count + 1, keys + table.foreign_keys.len()));
        assert!(count >= 50, "only {count} tenant tables were seen");
        assert!(keys >= 15, "only {keys} foreign keys were seen");
        let found = violations(&tables);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    async fn a_table_that_breaks_a_rule_is_found(app: TestApp) {
        for sql in [
            "CREATE TABLE broken_without (id BIGINT NOT NULL PRIMARY KEY)",
            "CREATE TABLE broken_nullable (org_id BIGINT, id BIGINT NOT NULL, PRIMARY KEY (id))",
            "CREATE TABLE broken_order (org_id BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (id, org_id))",
            "CREATE TABLE broken_unique (org_id BIGINT NOT NULL, id BIGINT NOT NULL, code TEXT NOT NULL, \
             PRIMARY KEY (org_id, id), UNIQUE (code))",
            "CREATE UNIQUE INDEX broken_unique_index ON broken_unique (code, org_id)",
            "CREATE TABLE broken_deleting (org_id BIGINT NOT NULL, id UUID NOT NULL, customer_id UUID, \
             PRIMARY KEY (org_id, id), \
             FOREIGN KEY (org_id, customer_id) REFERENCES customers_customer (org_id, id) ON DELETE SET NULL)",
            "CREATE TABLE broken_pointing (org_id BIGINT NOT NULL, id BIGINT NOT NULL, other BIGINT, \
             PRIMARY KEY (org_id, id), FOREIGN KEY (other) REFERENCES broken_without (id))",
        ] {
            app.db.connection().execute_unprepared(sql).await.unwrap();
        }
        trigger(&app).await;
        let found = violations(&tables(&app.db).await);
        let of = |table: &str| found.iter().filter(|line| line.starts_with(&format!("{table}:"))).count();
        let counts = [
            ("broken_without", 2), ("broken_nullable", 2), ("broken_order", 1), ("broken_unique", 2),
            ("broken_deleting", 1), ("broken_pointing", 1), ("goals_goal", 1),
        ];
        for (table, count) in counts {
            assert_eq!(of(table), count, "{table}: {found:#?}");
        }
        assert_eq!(found.len(), 10, "{found:#?}");
    }

    async fn the_walk_over_the_statements_sees_a_furnished_company(app: TestApp) {
        app.furnished("acme").await;
        app.work().await;
        assert!(app.statements_seen() >= 100, "only {} statements were seen", app.statements_seen());
        app.check_statements();
    }
}

async fn trigger(app: &TestApp) {
    let sqlite = "CREATE TRIGGER broken AFTER INSERT ON goals_goal BEGIN SELECT 1; END";
    let postgres = "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; \
        CREATE TRIGGER broken AFTER INSERT ON goals_goal FOR EACH ROW EXECUTE FUNCTION broken()";
    let sql = if app.db.backend() == sea_orm::DbBackend::Sqlite { sqlite } else { postgres };
    app.db.connection().execute_unprepared(sql).await.unwrap();
}

/// Runs a statement through the transaction of an organisation, as a store does, and says whether the walk finds it.
async fn is_found(app: TestApp, sql: &str) -> bool {
    let org = app.org("acme").await;
    app.check_statements();
    let ctx = org.system();
    let tx = app.db.read(&ctx).await.unwrap();
    tx.rows(sql, vec![]).await.unwrap();
    drop(tx);
    catch_unwind(AssertUnwindSafe(|| app.check_statements())).is_err()
}

#[tokio::test]
async fn a_statement_that_forgets_the_organisation_is_found() {
    for sql in [
        "SELECT code FROM customers_customer",
        "SELECT code FROM customers_customer WHERE code = 'C-1'",
        "SELECT o.code FROM customers_order o JOIN customers_customer c ON c.org_id = o.org_id AND c.id = o.customer_id",
        "SELECT o.code FROM customers_order o JOIN customers_customer c ON c.id = o.customer_id WHERE o.org_id = 1",
    ] {
        assert!(is_found(TestApp::sqlite().await, sql).await, "{sql}");
        assert!(is_found(TestApp::postgres().await, sql).await, "{sql}");
    }
    let sound = "SELECT code FROM customers_customer WHERE org_id = 1";
    assert!(!is_found(TestApp::sqlite().await, sound).await);
    assert!(!is_found(TestApp::postgres().await, sound).await);
}
