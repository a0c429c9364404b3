//! Takes a written import back in one transaction, or says on which of its rows something rests.

use beichen_kernel::{BatchId, Ctx, Error, FieldError, Result, Version};
use beichen_store::{Db, Event};
use serde_json::json;

use super::load;
use crate::batch::model::{Action, Import, ImportError};
use crate::batch::views::ImportView;
use crate::batch::{policy, store};
use crate::kind::{Memory, Registry};
use crate::undo::{Blocked, Undone, Written};

/// Blocked rows that a refusal names.
const NAMED_ROWS: usize = 200;

/// Undoes an import: what it made is taken back, what it changed is as before; all of it or nothing, with one audit row
/// and one event. Refused with the rows on which later changes or a locked run rest.
pub async fn undo(ctx: &Ctx, db: &Db, registry: &Registry, id: BatchId, seen: Version) -> Result<ImportView> {
    let mut tx = db.begin(ctx).await?;
    let (mut import, kind) = load(&tx, registry, id, true).await?;
    policy::check(ctx, Action::Undo, kind.as_ref(), &import)?;
    import.version.must_be(seen)?;
    let written = Written { batch: id, tx: import.may_undo()?, counts: import.counts, memory: Memory::default() };

    must_be_free(&kind.undo_check(&mut tx, &written).await?)?;
    let undone = kind.undo(&mut tx, &written).await?;
    import.undo(undone, ctx.now());

    store::forget_before(&mut tx, id).await?;
    store::save(&mut tx, &mut import).await?;
    tx.record(id, event(&import, undone));
    tx.finish(ImportView::of(ctx, kind.as_ref(), import, None)).await
}

fn must_be_free(blocked: &[Blocked]) -> Result<()> {
    if blocked.is_empty() {
        return Ok(());
    }
    let rows = u64::try_from(blocked.len()).unwrap_or(u64::MAX);
    let named = blocked.iter().take(NAMED_ROWS).map(|one| {
        let field = FieldError::new(format!("row {}", one.row), one.reason.code.clone())
            .with("at_row", one.row)
            .with("document", one.document.clone());
        one.reason.params.iter().fold(field, |field, (name, value)| field.with(name, value.clone()))
    });
    Err(Error::from(ImportError::UndoBlocked { rows }).with_fields(named.collect()))
}

fn event(import: &Import, undone: Undone) -> Event {
    Event::new("sheets.batch.undone")
        .with("kind", import.kind.clone())
        .with("file_name", import.file_name.clone())
        .with("file_hash", import.file_hash.clone())
        .with("rows_hash", import.rows_hash.clone())
        .with("counts", json!(undone))
}
