//! What the code believes of its tables, so that a test can compare it with the tables themselves.

use sea_orm::{ColumnTrait, ColumnType, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn};

/// A table as an entity describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableEntity {
    pub table: String,
    /// In the order of the entity.
    pub columns: Vec<EntityColumn>,
    /// The columns of the primary key, in their order.
    pub primary_key: Vec<String>,
}

/// A column as an entity describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityColumn {
    pub name: String,
    /// `integer`, `text`, `uuid`, `day`, `truth`; anything else by the name that SeaORM gives it.
    pub kind: String,
    pub is_nullable: bool,
}

impl TableEntity {
    /// Reads an entity.
    pub fn of<E: EntityTrait>() -> Self {
        let columns = E::Column::iter()
            .map(|column| {
                let definition = column.def();
                EntityColumn {
                    name: column.as_str().to_owned(),
                    kind: kind_of(definition.get_column_type()),
                    is_nullable: definition.is_null(),
                }
            })
            .collect();
        let primary_key = E::PrimaryKey::iter().map(|key| key.into_column().as_str().to_owned()).collect();
        Self { table: E::default().table_name().to_owned(), columns, primary_key }
    }
}

/// Instants, money and rates are 64-bit numbers; a 32-bit one is no kind of ours.
fn kind_of(kind: &ColumnType) -> String {
    match kind {
        ColumnType::BigInteger => "integer".to_owned(),
        ColumnType::Text | ColumnType::String(_) => "text".to_owned(),
        ColumnType::Uuid => "uuid".to_owned(),
        ColumnType::Date => "day".to_owned(),
        ColumnType::Boolean => "truth".to_owned(),
        other => format!("{other:?}"),
    }
}

/// Lists a crate's entities: `table_entities![plan::store::row, trial::store::row]` names the modules of the rows.
#[macro_export]
macro_rules! table_entities {
    ($($row:path),* $(,)?) => {{
        vec![$({
            use $row as row;
            $crate::schema::TableEntity::of::<row::Entity>()
        }),*]
    }};
}
