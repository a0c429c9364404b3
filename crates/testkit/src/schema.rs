//! The tables as the database itself describes them, in one form for SQLite and PostgreSQL.

use std::collections::BTreeMap;

use beichen_store::{Db, raw};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult};

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    pub primary_key: Vec<String>,
    /// The columns of every other unique key.
    pub unique_keys: Vec<Vec<String>>,
    pub foreign_keys: Vec<ForeignKey>,
    pub triggers: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// `integer`, `text`, `uuid`, `day`, `truth`; anything else in the database's own word.
    pub kind: String,
    pub is_nullable: bool,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    pub columns: Vec<String>,
    pub table: String,
    pub target_columns: Vec<String>,
    pub sets_null: bool,
}

/// Every table, by name.
pub async fn tables(db: &Db) -> Vec<Table> {
    match db.backend() {
        DbBackend::Postgres => of_postgres(db).await,
        _ => of_sqlite(db).await,
    }
}

async fn rows(db: &Db, sql: &str) -> Vec<QueryResult> {
    db.connection().query_all_raw(raw::statement(db.backend(), sql, vec![])).await.unwrap()
}

fn text(row: &QueryResult, column: &str) -> String {
    row.try_get::<String>("", column).unwrap()
}

fn list(row: &QueryResult, column: &str) -> Vec<String> {
    text(row, column).split(',').map(str::to_owned).collect()
}

fn kind_of(declared: &str) -> String {
    match declared.to_ascii_lowercase().as_str() {
        "bigint" => "integer".to_owned(),
        "text" => "text".to_owned(),
        // SQLite keeps the 16 bytes.
        "uuid" | "blob" => "uuid".to_owned(),
        "date" => "day".to_owned(),
        "boolean" => "truth".to_owned(),
        other => other.to_owned(),
    }
}

async fn of_sqlite(db: &Db) -> Vec<Table> {
    let names =
        rows(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
            .await;
    let mut tables = Vec::new();
    for row in names {
        let name = text(&row, "name");
        let mut table = Table { name: name.clone(), ..Table::default() };
        let mut key: Vec<(i64, String)> = Vec::new();
        for column in rows(db, &format!("PRAGMA table_info(\"{name}\")")).await {
            let place: i64 = column.try_get("", "pk").unwrap();
            let not_null: i64 = column.try_get("", "notnull").unwrap();
            if place > 0 {
                key.push((place, text(&column, "name")));
            }
            let kind = kind_of(&text(&column, "type"));
            table.columns.push(Column { name: text(&column, "name"), kind, is_nullable: not_null == 0 });
        }
        key.sort();
        table.primary_key = key.into_iter().map(|(_, name)| name).collect();
        table.unique_keys = unique_keys_of_sqlite(db, &name).await;
        table.foreign_keys = foreign_keys_of_sqlite(db, &name).await;
        let triggers = format!("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{name}'");
        table.triggers = rows(db, &triggers).await.iter().map(|row| text(row, "name")).collect();
        tables.push(table);
    }
    tables
}

async fn unique_keys_of_sqlite(db: &Db, table: &str) -> Vec<Vec<String>> {
    let mut keys = Vec::new();
    for index in rows(db, &format!("PRAGMA index_list(\"{table}\")")).await {
        let is_unique: i64 = index.try_get("", "unique").unwrap();
        if is_unique == 0 || text(&index, "origin") == "pk" {
            continue;
        }
        let columns = rows(db, &format!("PRAGMA index_info(\"{}\")", text(&index, "name"))).await;
        keys.push(columns.iter().map(|column| text(column, "name")).collect());
    }
    keys.sort();
    keys
}

async fn foreign_keys_of_sqlite(db: &Db, table: &str) -> Vec<ForeignKey> {
    let mut keys: BTreeMap<i64, ForeignKey> = BTreeMap::new();
    for row in rows(db, &format!("PRAGMA foreign_key_list(\"{table}\")")).await {
        let key = keys.entry(row.try_get("", "id").unwrap()).or_insert_with(|| ForeignKey {
            columns: Vec::new(),
            table: text(&row, "table"),
            target_columns: Vec::new(),
            sets_null: text(&row, "on_delete") == "SET NULL",
        });
        key.columns.push(text(&row, "from"));
        key.target_columns.push(text(&row, "to"));
    }
    keys.into_values().collect()
}

async fn of_postgres(db: &Db) -> Vec<Table> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let columns = "SELECT table_name::text AS of, column_name::text AS name, data_type::text AS kind, \
        is_nullable::text AS nullable FROM information_schema.columns WHERE table_schema = 'public' \
        ORDER BY table_name, ordinal_position";
    for row in rows(db, columns).await {
        let name = text(&row, "of");
        let table = tables.entry(name.clone()).or_insert_with(|| Table { name, ..Table::default() });
        let is_nullable = text(&row, "nullable") == "YES";
        table.columns.push(Column { name: text(&row, "name"), kind: kind_of(&text(&row, "kind")), is_nullable });
    }
    for row in rows(db, UNIQUE_KEYS).await {
        let table = tables.get_mut(&text(&row, "of")).unwrap();
        if row.try_get::<bool>("", "is_primary").unwrap() {
            table.primary_key = list(&row, "columns");
        } else {
            table.unique_keys.push(list(&row, "columns"));
        }
    }
    for row in rows(db, FOREIGN_KEYS).await {
        tables.get_mut(&text(&row, "of")).unwrap().foreign_keys.push(ForeignKey {
            columns: list(&row, "columns"),
            table: text(&row, "target"),
            target_columns: list(&row, "target_columns"),
            sets_null: text(&row, "on_delete") == "n",
        });
    }
    let triggers = "SELECT c.relname::text AS of, t.tgname::text AS name FROM pg_trigger t \
        JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal";
    for row in rows(db, triggers).await {
        tables.get_mut(&text(&row, "of")).unwrap().triggers.push(text(&row, "name"));
    }
    tables
        .into_values()
        .map(|mut table| {
            table.unique_keys.sort();
            table
        })
        .collect()
}

const UNIQUE_KEYS: &str = "SELECT c.relname::text AS of, i.indisprimary AS is_primary, \
    (SELECT string_agg(a.attname::text, ',' ORDER BY k.place) FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place) \
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number) AS columns \
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
    WHERE i.indisunique AND n.nspname = 'public'";

const FOREIGN_KEYS: &str = "SELECT c.relname::text AS of, t.relname::text AS target, k.confdeltype::text AS on_delete, \
    (SELECT string_agg(a.attname::text, ',' ORDER BY p.place) FROM unnest(k.conkey) WITH ORDINALITY AS p (number, place) \
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.number) AS columns, \
    (SELECT string_agg(a.attname::text, ',' ORDER BY p.place) FROM unnest(k.confkey) WITH ORDINALITY AS p (number, place) \
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = p.number) AS target_columns \
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid \
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE k.contype = 'f' AND n.nspname = 'public'";
