//! Sheets of customers: `code`, `name`, `owner`, `tier`, `tags`, and the organisation's own fields.

use std::collections::BTreeMap;

use beichen_kernel::{BatchId, Ctx, Permission, Result, Version};
use beichen_people::api::Entity;
use beichen_sheets::kind::OpenColumns;
use beichen_sheets::{
    Batch, Blocked, CellError, CellType, Checked, Column, Counts, ImportKind, ParsedRow, Undone, Written,
};
use beichen_store::{Db, Tx};

use super::reference::{self, Reference};
use super::store::{CUSTOMER_TABLES, StagedCustomer, stage_customers};
use super::{apply, model, undo};
use crate::customer::model::{Customer, Owners};
use crate::permissions::CUSTOMERS_CUSTOMER_EDIT;

/// The kind `customers`.
pub struct Customers;

const COLUMNS: &[Column] = &[
    Column::required("code", CellType::Code, "customers.columns.customer_code"),
    Column::optional("name", CellType::Text, "customers.columns.customer_name"),
    Column::optional("owner", CellType::Code, "customers.columns.customer_owner"),
    Column::optional("tier", CellType::Text, "customers.columns.tier"),
    Column::optional("tags", CellType::Text, "customers.columns.tags"),
];

#[async_trait::async_trait]
impl ImportKind for Customers {
    fn name(&self) -> &'static str {
        "customers"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn open_columns(&self) -> Option<OpenColumns> {
        Some(OpenColumns { prefix: reference::FIELD, title: "customers.columns.fields" })
    }

    fn permission(&self) -> Permission {
        CUSTOMERS_CUSTOMER_EDIT
    }

    async fn check(&self, ctx: &Ctx, db: &Db, batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let reference = reference::load(ctx, db, batch, Entity::Customer).await?;
        let known = reference::customers(ctx, db, batch).await?;
        let known = known.0.lock().await;
        let mut checked = Vec::with_capacity(rows.len());
        let mut staged = Vec::new();
        for row in rows {
            let code = row.text("code").unwrap_or_default();
            let before = known.by_code(code);
            let start = before.cloned().unwrap_or_else(|| fresh(ctx, code, code));
            match wanted(ctx, batch, &reference, start, row) {
                Err(errors) => checked.push(Checked::failed(row, errors)),
                Ok(after) if before == Some(&after) => checked.push(Checked::skip(row)),
                Ok(after) => {
                    let seen = before.map_or(0, |before| before.version.0);
                    checked.push(if seen == 0 { Checked::new(row) } else { Checked::update(row) });
                    staged.push(StagedCustomer { seen, customer: after, row: row.number.into() });
                }
            }
        }
        let mut tx = db.begin(ctx).await?;
        stage_customers(&mut tx, batch.id, &staged).await?;
        tx.commit_unrecorded().await?;
        Ok(checked)
    }

    async fn apply(&self, tx: &mut Tx<'_>, batch: &Batch) -> Result<Counts> {
        apply::customers(tx, batch.id).await
    }

    fn can_undo(&self) -> bool {
        true
    }

    async fn undo_check(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Vec<Blocked>> {
        let plan = written.memory.once(|| undo::customers::plan(tx, written)).await?;
        Ok(plan.blocked.clone())
    }

    async fn undo(&self, tx: &mut Tx<'_>, written: &Written) -> Result<Undone> {
        let plan = written.memory.once(|| undo::customers::plan(tx, written)).await?;
        undo::customers::undo(tx, written, &plan).await
    }

    async fn discard(&self, tx: &mut Tx<'_>, batch: BatchId) -> Result<()> {
        super::store::discard(tx, batch, CUSTOMER_TABLES).await
    }
}

/// A customer of whom only code and name are known.
pub fn fresh(ctx: &Ctx, code: &str, name: &str) -> Customer {
    Customer {
        id: ctx.new_id(),
        version: Version::FIRST,
        code: code.to_owned(),
        name: name.to_owned(),
        owners: Owners::default(),
        tier: String::new(),
        tags: Vec::new(),
        fields: BTreeMap::new(),
        origin: None,
    }
}

/// The customer as the row wants it; an empty cell leaves what stands.
fn wanted(
    ctx: &Ctx,
    batch: &Batch,
    reference: &Reference,
    mut customer: Customer,
    row: &ParsedRow,
) -> std::result::Result<Customer, Vec<CellError>> {
    let mut errors = Vec::new();
    if let Some(name) = row.text("name") {
        name.clone_into(&mut customer.name);
    }
    if let Some(owner) = reference.owner(row, &mut errors) {
        customer.owners.give(Some(owner), ctx.today());
    }
    if let Some(tier) = row.text("tier") {
        tier.clone_into(&mut customer.tier);
    }
    if let Some(tags) = row.text("tags") {
        customer.tags = model::tags(tags);
    }
    customer.fields.extend(reference.values(ctx, batch, row, &mut errors));
    if errors.is_empty() { Ok(customer) } else { Err(errors) }
}
