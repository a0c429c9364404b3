//! Who may do what to an import: what its kind asks for, and the sheets' own permission.

use beichen_kernel::{Ctx, Result, Scope};
use strum::IntoEnumIterator as _;

use super::model::{Action, Import};
use crate::kind::ImportKind;
use crate::permissions::{SHEETS_IMPORT_EDIT, SHEETS_IMPORT_READ};

/// Whether the actor may import this kind at all.
pub fn check_kind(ctx: &Ctx, kind: &dyn ImportKind) -> Result<()> {
    ctx.require(SHEETS_IMPORT_EDIT, Scope::Organisation)?;
    ctx.require(kind.permission(), Scope::Organisation)
}

/// Whether the actor may import a file that fills these columns.
pub fn check_columns(ctx: &Ctx, kind: &dyn ImportKind, columns: &[String]) -> Result<()> {
    check_kind(ctx, kind)?;
    ctx.require(kind.permission_for(columns), Scope::Organisation)
}

pub fn check(ctx: &Ctx, action: Action, kind: &dyn ImportKind, import: &Import) -> Result<()> {
    match action {
        Action::Apply | Action::ApplyValid | Action::Discard | Action::Undo => {
            check_columns(ctx, kind, &import.columns)
        }
        Action::DownloadFailed | Action::DownloadFile => ctx.require(SHEETS_IMPORT_READ, Scope::Organisation),
    }
}

/// Whether the actor sees imports of this kind.
pub fn sees_kind(ctx: &Ctx, kind: &dyn ImportKind) -> bool {
    ctx.may(SHEETS_IMPORT_READ, Scope::Organisation) && ctx.may(kind.permission(), Scope::Organisation)
}

/// An import that the actor may not see does not exist.
pub fn visible(ctx: &Ctx, kind: &dyn ImportKind, import: &Import) -> bool {
    sees_kind(ctx, kind) && ctx.may(kind.permission_for(&import.columns), Scope::Organisation)
}

pub fn offered(ctx: &Ctx, kind: &dyn ImportKind, import: &Import) -> Vec<String> {
    let fits = |action| import.permits(action) && (action != Action::Undo || kind.can_undo());
    Action::iter()
        .filter(|&action| fits(action) && check(ctx, action, kind, import).is_ok())
        .map(|action| action.to_string())
        .collect()
}
