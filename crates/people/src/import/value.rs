//! Values of typed fields in sheets: written there as any cell may be, kept as the field shows them.

use beichen_kernel::Ctx;
use beichen_sheets::{Batch, Cell, CellError, CellType};

use crate::field::model::{Field, FieldKind, FieldValue};

/// Reads the cell of a column that holds values of `field`; an amount that is rounded is counted.
pub(super) fn read(ctx: &Ctx, batch: &Batch, field: &Field, column: &str, text: &str) -> Result<FieldValue, CellError> {
    let cell = match field.kind {
        FieldKind::Money => CellType::Money,
        FieldKind::Rate => CellType::Rate,
        FieldKind::Number => CellType::Number { digits: 0 },
        FieldKind::Day => CellType::Day,
        FieldKind::Text | FieldKind::Choice => CellType::Text,
    };
    let (cell, was_rounded) = batch.reader(ctx).cell(text, cell).map_err(|fault| fault.at(column))?;
    if was_rounded {
        batch.count_rounded();
    }
    match cell {
        Cell::Money(minor) => Ok(FieldValue::Money(minor)),
        Cell::Rate(rate) => Ok(FieldValue::Rate(rate)),
        Cell::Number(number) => Ok(FieldValue::Number(number)),
        Cell::Day(day) => Ok(FieldValue::Day(day)),
        _ => field.read(text, ctx.currency()).map_err(|refusal| CellError::of(column, &refusal.into())),
    }
}
