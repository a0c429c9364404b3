//! What the code believes of its tables is what the tables are, on both databases.

use std::collections::{BTreeMap, BTreeSet};

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

/// What one database made of the SQL and the other did not. The migrator keeps its own table as it likes.
fn apart(sqlite: &[Table], postgres: &[Table]) -> Vec<String> {
    let comparable = |tables: &[Table]| -> BTreeMap<String, Table> {
        let own = tables.iter().filter(|table| table.name != "seaql_migrations").cloned();
        let sorted = own.map(|mut table| {
            table.foreign_keys.sort_by(|one, other| one.columns.cmp(&other.columns));
            (table.name.clone(), table)
        });
        sorted.collect()
    };
    let (sqlite, postgres) = (comparable(sqlite), comparable(postgres));
    let names: BTreeSet<&String> = sqlite.keys().chain(postgres.keys()).collect();
    let differing = names.into_iter().filter(|name| sqlite.get(*name) != postgres.get(*name));
    differing.map(|name| format!("{name}: {:?}\nand {:?}", sqlite.get(name), postgres.get(name))).collect()
}

/// Both databases are made by the same SQL; what they made of it is the same too.
#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let (sqlite, postgres) = (tables(&TestApp::sqlite().await.db).await, tables(&TestApp::postgres().await.db).await);
    assert!(sqlite.len() >= 60, "only {} tables were seen", sqlite.len());
    assert_eq!(apart(&sqlite, &postgres), Vec::<String>::new());
}

#[tokio::test]
async fn a_table_that_is_another_one_on_the_other_database_is_found() {
    let sound = tables(&TestApp::sqlite().await.db).await;
    let place = sound.iter().position(|table| !table.foreign_keys.is_empty() && !table.unique_keys.is_empty()).unwrap();
    let broken = |change: &dyn Fn(&mut Vec<Table>)| {
        let mut tables = sound.clone();
        change(&mut tables);
        apart(&sound, &tables).len()
    };
    assert_eq!(broken(&|_| {}), 0);
    assert_eq!(
        broken(&|tables| {
            tables.remove(place);
        }),
        1
    );
    assert_eq!(broken(&|tables| tables[place].columns[0].kind = "text".into()), 1);
    assert_eq!(broken(&|tables| tables[place].columns[0].is_nullable = true), 1);
    assert_eq!(broken(&|tables| tables[place].primary_key.reverse()), 1);
    assert_eq!(broken(&|tables| tables[place].unique_keys.clear()), 1);
    assert_eq!(broken(&|tables| tables[place].foreign_keys.clear()), 1);
}

/// The list of tables that need no record names tables that are there, each once and with its reason.
#[tokio::test]
async fn every_table_that_needs_no_record_is_there() {
    let tables = tables(&TestApp::sqlite().await.db).await;
    let mut seen = BTreeSet::new();
    for (name, reason) in beichen_store::UNRECORDED_TABLES {
        assert!(tables.iter().any(|table| table.name == *name), "{name} is no table");
        assert!(seen.insert(name) && !reason.is_empty(), "{name} stands once, with its reason");
    }
}
