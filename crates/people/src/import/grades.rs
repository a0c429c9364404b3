//! The grade table as a sheet: grade, column, value, from which day on.

use beichen_engine::day::Day;
use beichen_kernel::{Ctx, Id, Permission, Result, Version};
use beichen_sheets::{Batch, CellError, CellType, Checked, Column, ImportKind, ParsedRow, StagedRow, Verdict};
use beichen_store::{Db, Tx};
use serde::{Deserialize, Serialize};

use super::fields::KINDS;
use super::{blame, staged, unstaged, value};
use crate::field::commands::put_values;
use crate::field::model::{DatedValue, Entity, Field, FieldKind};
use crate::field::store as fields;
use crate::grade::model::{Grade, GradeError};
use crate::grade::store;
use crate::permissions::PEOPLE_PAY_EDIT;
use crate::wire;

const COLUMNS: &[Column] = &[
    Column::required("grade", CellType::Code, "people.columns.grade"),
    Column::required("column", CellType::Code, "people.columns.column"),
    Column::required("value", CellType::Text, "people.columns.value"),
    Column::required("from", CellType::Day, "people.columns.from"),
    Column::optional("name", CellType::Text, "people.columns.name"),
    Column::optional("kind", CellType::Choice(KINDS), "people.columns.kind"),
];

pub(super) struct Grades;

#[derive(Serialize, Deserialize)]
struct Row {
    grade: String,
    name: Option<String>,
    column: String,
    /// Makes the column when it is not there.
    kind: Option<String>,
    value: String,
    from: String,
}

impl Row {
    fn of(row: &ParsedRow) -> Self {
        let text = |key| row.text(key).unwrap_or_default().to_owned();
        Self {
            grade: text("grade"),
            name: row.text("name").map(str::to_owned),
            column: text("column"),
            kind: row.text("kind").map(str::to_owned),
            value: text("value"),
            from: row.day("from").map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    fn from(&self) -> Result<Day> {
        wire::day("from", &self.from)
    }

    /// The column as it is, or as this row makes it.
    fn column(&self, ctx: &Ctx, known: Option<Field>) -> Result<Field> {
        let kind: Option<FieldKind> = self.kind.as_deref().and_then(|kind| kind.parse().ok());
        match (known, kind) {
            (Some(field), _) => Ok(field),
            (None, Some(kind)) => Ok(Field {
                id: ctx.new_id(),
                version: Version::FIRST,
                entity: Entity::Grade,
                key: self.column.clone(),
                name: self.column.clone(),
                kind,
                choices: Vec::new(),
            }),
            (None, None) => Err(GradeError::UnknownColumn { column: self.column.clone() }.into()),
        }
    }
}

#[async_trait::async_trait]
impl ImportKind for Grades {
    fn name(&self) -> &'static str {
        "grades"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn permission(&self) -> Permission {
        PEOPLE_PAY_EDIT
    }

    fn key(&self, row: &ParsedRow) -> Option<String> {
        let from = row.day("from").map(|day| day.to_string()).unwrap_or_default();
        Some(format!("{} {} {from}", row.text("grade").unwrap_or_default(), row.text("column").unwrap_or_default()))
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let tx = db.read(ctx).await?;
        let columns = fields::of_entity(&tx, Entity::Grade).await?;
        let grades = store::all(&tx).await?;
        let values = fields::values(&tx, Entity::Grade).await?;
        rows.iter()
            .map(|parsed| {
                let mut row = Row::of(parsed);
                let known = columns.iter().find(|column| column.key == row.column).cloned();
                let column = match row.column(ctx, known) {
                    Ok(column) => column,
                    Err(error) => return Ok(Checked::failed(parsed, vec![CellError::of("column", &error)])),
                };
                if let Err(refusal) = column.check() {
                    return Ok(Checked::failed(parsed, vec![CellError::of("column", &refusal.into())]));
                }
                let value = match value::read(ctx, batch, &column, "value", &row.value) {
                    Ok(value) => value,
                    Err(refused) => return Ok(Checked::failed(parsed, vec![refused])),
                };
                row.value = value.show(ctx.currency());
                let from = row.from()?;
                let grade = grades.iter().find(|grade| grade.code == row.grade);
                let there = grade.and_then(|grade| {
                    values.iter().find(|there| {
                        there.subject == grade.id.uuid() && there.field == column.id && there.from == from
                    })
                });
                Ok(match there {
                    None => Checked::new(parsed).staging(staged(&row)?),
                    Some(there) if there.value == value => Checked::skip(parsed),
                    Some(_) => Checked::update(parsed).staging(staged(&row)?),
                })
            })
            .collect()
    }

    async fn apply_row(&self, tx: &mut Tx<'_>, _batch: &Batch, staged: &StagedRow) -> Result<Verdict> {
        let row: Row = unstaged(&staged.value)?;
        let known = fields::find(tx, Entity::Grade, &row.column).await?;
        let is_new = known.is_none();
        let column = row.column(tx.ctx(), known)?;
        if is_new {
            fields::insert(tx, &column).await?;
        }
        let grade = if let Some(grade) = store::find_by_code(tx, &row.grade).await? {
            grade
        } else {
            let place = i64::try_from(store::all(tx).await?.len()).unwrap_or(i64::MAX);
            let name = row.name.clone().unwrap_or_else(|| row.grade.clone());
            let grade = Grade { id: tx.ctx().new_id(), version: Version::FIRST, code: row.grade.clone(), name, place };
            store::insert(tx, &grade).await?;
            grade
        };
        let value = column.read(&row.value, tx.ctx().currency())?;
        let from = row.from()?;
        let value = DatedValue { field: column.id, subject: grade.id.uuid(), from, value };
        let put = put_values(tx, Entity::Grade, grade.id.uuid(), &[value]).await;
        put.map_err(|error| blame(error, staged.row, &row.grade))?;
        Ok(staged.verdict)
    }
}
