//! What the code believes of its tables is what the tables are, on both databases.

use std::collections::BTreeSet;

use beichen_store::schema::TableEntity;
use beichen_testkit::schema::{Table, tables};
use beichen_testkit::{TestApp, both};

use crate::raw_tables::RAW_TABLES;

/// Where tables and entities differ, both ways.
fn differences(tables: &[Table], entities: &[TableEntity], raw: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    for entity in entities {
        let name = &entity.table;
        if !known.insert(name.as_str()) {
            found.push(format!("{name} has two entities: leave one"));
        }
        match tables.iter().find(|table| table.name == *name) {
            None => found.push(format!("{name} has an entity and no table: write the migration")),
            Some(table) => found.extend(of_one(table, entity)),
        }
    }
    for (name, reason) in raw {
        if !known.insert(name) {
            found.push(format!("{name} is raw and has an entity, or is raw twice: take it off RAW_TABLES"));
        }
        if reason.is_empty() {
            found.push(format!("{name}: say why it has no entity"));
        }
        if !tables.iter().any(|table| table.name == *name) {
            found.push(format!("{name} is no table: take it off RAW_TABLES"));
        }
    }
    for table in tables.iter().filter(|table| !known.contains(table.name.as_str())) {
        found.push(format!(
            "{} has no entity: add it to entities() of its crate, or to RAW_TABLES with the reason",
            table.name
        ));
    }
    found
}

fn of_one(table: &Table, entity: &TableEntity) -> Vec<String> {
    let name = &table.name;
    let mut found = Vec::new();
    for column in &entity.columns {
        let Some(real) = table.columns.iter().find(|real| real.name == column.name) else {
            found.push(format!("{name}.{} is in the entity and not in the table", column.name));
            continue;
        };
        if (&real.kind, real.is_nullable) != (&column.kind, column.is_nullable) {
            found.push(format!("{name}.{}: the table says {real:?}, the entity {column:?}", column.name));
        }
    }
    for real in &table.columns {
        if !entity.columns.iter().any(|column| column.name == real.name) {
            found.push(format!("{name}.{} is in the table and not in the entity", real.name));
        }
    }
    if table.primary_key != entity.primary_key {
        found.push(format!("{name}: the key is {:?}, the entity says {:?}", table.primary_key, entity.primary_key));
    }
    found
}

both! {
    async fn entities_are_what_the_tables_are(app: TestApp) {
        let tables = tables(&app.db).await;
        let entities = beichen_server::entities();
        assert!(tables.len() >= 60, "only {} tables were seen", tables.len());
        assert!(entities.len() >= 12, "only {} entities were seen", entities.len());
        let found = differences(&tables, &entities, RAW_TABLES);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    async fn a_differing_entity_and_an_unknown_table_are_found(app: TestApp) {
        let tables = tables(&app.db).await;
        let sound = beichen_server::entities();
        let broken = |change: &dyn Fn(&mut TableEntity)| {
            let mut entities = sound.clone();
            change(&mut entities[0]);
            differences(&tables, &entities, RAW_TABLES).len()
        };
        assert_eq!(broken(&|_| {}), 0);
        assert_eq!(broken(&|entity| entity.columns[1].kind = "text".into()), 1);
        assert_eq!(broken(&|entity| entity.columns[1].is_nullable = true), 1);
        assert_eq!(broken(&|entity| entity.columns[2].name = "gone".into()), 2);
        assert_eq!(broken(&|entity| { entity.columns.pop(); }), 1);
        assert_eq!(broken(&|entity| entity.primary_key.reverse()), 1);
        assert_eq!(broken(&|entity| entity.table = "gone".into()), 2);
        assert_eq!(differences(&tables, &sound, &RAW_TABLES[1..]).len(), 1);
    }
}

/// Both databases are made by the same SQL; what they made of it is the same too.
#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let (mut sqlite, mut postgres) =
        (tables(&TestApp::sqlite().await.db).await, tables(&TestApp::postgres().await.db).await);
    for all in [&mut sqlite, &mut postgres] {
        all.retain(|table| table.name != "seaql_migrations");
        for table in all.iter_mut() {
            table.foreign_keys.sort_by(|one, other| one.columns.cmp(&other.columns));
        }
    }
    assert_eq!(sqlite.len(), postgres.len());
    for (one, other) in sqlite.iter().zip(&postgres) {
        assert_eq!(one, other);
    }
}
