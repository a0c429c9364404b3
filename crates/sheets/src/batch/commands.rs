//! Everything that happens to an import: check and stage a file, write it, throw it away.

mod apply;
mod stage;

pub use apply::{JOB_APPLY, apply, clean, discard, request_apply, run_job};
pub use stage::{Upload, stage};

use std::path::Path;
use std::path::PathBuf;

use beichen_kernel::{Ctx, FieldError, Result};
use beichen_store::Deps;

use super::model::{Import, ImportError, Rows};
use crate::kind::Registry;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many rows have been looked at.
    Checked(u64),
    /// The sound rows are being written.
    Writing(u64),
}

/// Hears of progress.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// A file that the command line imports.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    pub upload: Upload,
    pub rows: Rows,
    /// Where the failed rows go, if there are any.
    pub report: Option<PathBuf>,
}

/// Failed rows that an error names; the report has all of them.
const NAMED_ROWS: usize = 20;

/// Checks and writes a file in one go. With a failed row and [`Rows::All`] nothing is written and the error names the first ones.
pub async fn run_import(
    ctx: &Ctx,
    deps: &Deps,
    registry: &Registry,
    request: ImportRequest,
    progress: OnProgress<'_>,
) -> Result<Import> {
    let staged = stage(ctx, deps, registry, request.upload, progress).await?;
    if let Some(report) = request.report.filter(|_| staged.counts.failed > 0) {
        let text = super::queries::failed_rows_csv(ctx, deps, registry, staged.id).await?;
        write_report(&report, &text)?;
    }
    if let Err(refusal) = staged.may_apply(request.rows) {
        let named = staged.preview.failed.iter().take(NAMED_ROWS).flat_map(|row| {
            row.errors.iter().map(|error| FieldError {
                path: format!("row {}, column {}", row.row, error.column),
                code: error.code.clone(),
                params: error.params.clone(),
            })
        });
        let error = beichen_kernel::Error::from(refusal).with_fields(named.collect());
        discard(ctx, deps, registry, staged.id, staged.version).await?;
        return Err(error);
    }
    progress(Progress::Writing(staged.counts.total().saturating_sub(staged.counts.failed)));
    apply(ctx, &deps.db, registry, staged.id, request.rows).await
}

fn write_report(report: &Path, text: &[u8]) -> Result<()> {
    let refused = |error| {
        beichen_kernel::Error::from(ImportError::ReportUnwritable { file: report.display().to_string() })
            .caused_by(error)
    };
    if let Some(parent) = report.parent() {
        std::fs::create_dir_all(parent).map_err(refused)?;
    }
    std::fs::write(report, text).map_err(refused)
}
