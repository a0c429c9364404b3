//! The sheet of fields: which typed fields people, customers, products, orders and grades have.

use beichen_kernel::{Ctx, Permission, Result, Version};
use beichen_sheets::{Batch, CellError, CellType, Checked, Column, ImportKind, ParsedRow, StagedRow, Verdict};
use beichen_store::{Db, Tx};
use serde::{Deserialize, Serialize};

use super::{staged, unstaged};
use crate::field::model::{Entity, Field, FieldKind, FieldRefusal};
use crate::field::store;
use crate::permissions::PEOPLE_FIELD_EDIT;

pub(super) const ENTITIES: &[(&str, &[&str])] = &[
    ("member", &["人员", "person", "people"]),
    ("grade", &["职级"]),
    ("customer", &["客户"]),
    ("product", &["产品"]),
    ("opportunity", &["商机"]),
    ("order", &["订单"]),
];
pub(super) const KINDS: &[(&str, &[&str])] = &[
    ("money", &["金额"]),
    ("rate", &["比例", "percent"]),
    ("number", &["数字", "整数"]),
    ("text", &["文字", "文本"]),
    ("day", &["日期", "date"]),
    ("choice", &["选项"]),
];
const COLUMNS: &[Column] = &[
    Column::required("entity", CellType::Choice(ENTITIES), "people.columns.entity"),
    Column::required("key", CellType::Code, "people.columns.key"),
    Column::required("name", CellType::Text, "people.columns.name"),
    Column::required("kind", CellType::Choice(KINDS), "people.columns.kind"),
    Column::optional("choices", CellType::Text, "people.columns.choices"),
];

pub(super) struct Fields;

#[derive(Serialize, Deserialize)]
struct Row {
    entity: String,
    key: String,
    name: String,
    kind: String,
    choices: Vec<String>,
}

impl Row {
    fn of(row: &ParsedRow) -> Self {
        let text = |key| row.text(key).unwrap_or_default().to_owned();
        let choices = text("choices");
        let choices = choices.split(['|', ';', '；']).map(str::trim).filter(|choice| !choice.is_empty());
        Self {
            entity: text("entity"),
            key: text("key"),
            name: text("name"),
            kind: text("kind"),
            choices: choices.map(str::to_owned).collect(),
        }
    }

    fn field(&self, ctx: &Ctx) -> Result<Field, FieldRefusal> {
        let entity: Entity =
            self.entity.parse().map_err(|_| FieldRefusal::UnknownEntity { entity: self.entity.clone() })?;
        let kind: FieldKind = self.kind.parse().map_err(|_| FieldRefusal::UnknownKind { kind: self.kind.clone() })?;
        let field = Field {
            id: ctx.new_id(),
            version: Version::FIRST,
            entity,
            key: self.key.clone(),
            name: self.name.clone(),
            kind,
            choices: self.choices.clone(),
        };
        field.check()?;
        Ok(field)
    }
}

#[async_trait::async_trait]
impl ImportKind for Fields {
    fn name(&self) -> &'static str {
        "fields"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn permission(&self) -> Permission {
        PEOPLE_FIELD_EDIT
    }

    fn key(&self, row: &ParsedRow) -> Option<String> {
        Some(format!("{}.{}", row.text("entity").unwrap_or_default(), row.text("key").unwrap_or_default()))
    }

    async fn check(&self, ctx: &Ctx, db: &Db, _batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let tx = db.read(ctx).await?;
        let known = store::all(&tx).await?;
        rows.iter()
            .map(|parsed| {
                let row = Row::of(parsed);
                let field = match row.field(ctx) {
                    Ok(field) => field,
                    Err(refusal) => {
                        return Ok(Checked::failed(parsed, vec![CellError::of(column_of(&refusal), &refusal.into())]));
                    }
                };
                let there = known.iter().find(|known| known.entity == field.entity && known.key == field.key);
                match there {
                    None => Ok(Checked::new(parsed).staging(staged(&row)?)),
                    Some(known) if known.kind != field.kind => {
                        let refusal = FieldRefusal::OtherKind { key: field.key, kind: known.kind.to_string() };
                        Ok(Checked::failed(parsed, vec![CellError::of("kind", &refusal.into())]))
                    }
                    Some(known) if known.name == field.name && known.choices == field.choices => {
                        Ok(Checked::skip(parsed))
                    }
                    Some(_) => Ok(Checked::update(parsed).staging(staged(&row)?)),
                }
            })
            .collect()
    }

    async fn apply_row(&self, tx: &mut Tx<'_>, _batch: &Batch, row: &StagedRow) -> Result<Verdict> {
        let wanted: Field = unstaged::<Row>(&row.value)?.field(tx.ctx())?;
        let Some(mut known) = store::find(tx, wanted.entity, &wanted.key).await? else {
            store::insert(tx, &wanted).await?;
            return Ok(Verdict::New);
        };
        if known.name == wanted.name && known.choices == wanted.choices {
            return Ok(Verdict::Skip);
        }
        known.name = wanted.name;
        known.choices = wanted.choices;
        store::save(tx, &mut known).await?;
        Ok(Verdict::Update)
    }
}

const fn column_of(refusal: &FieldRefusal) -> &'static str {
    match refusal {
        FieldRefusal::NameMissing => "name",
        FieldRefusal::ChoicesMissing => "choices",
        FieldRefusal::UnknownEntity { .. } => "entity",
        FieldRefusal::UnknownKind { .. } => "kind",
        _ => "key",
    }
}
