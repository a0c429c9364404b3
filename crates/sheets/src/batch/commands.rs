//! Everything that happens to an import: check and stage a file, write it, throw it away.

mod apply;
mod stage;
mod undo;

use apply::load;
pub use apply::{JOB_APPLY, apply, clean, discard, request_apply, run_apply};
pub use stage::{JOB_CHECK, Upload, check, receive, request_check, run_check};
pub use undo::{JOB_UNDO, request_undo, run_undo, undo};

use std::path::Path;
use std::path::PathBuf;

use beichen_kernel::{Ctx, FieldError, Result};
use beichen_store::Deps;
use beichen_store::jobs::{self, Job};

use super::model::{Import, ImportError, Rows};
use crate::kind::{CellError, Registry};

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many rows have been looked at.
    Checked(u64),
    /// The sound rows are being written.
    Writing(u64),
}

/// Who hears of progress: a person at a command line, or the job, which keeps it for whoever asks.
pub struct Teller<'a> {
    listener: Option<&'a (dyn Fn(Progress) + Send + Sync)>,
    job: Option<(Deps, Job)>,
}

impl<'a> Teller<'a> {
    pub fn of_listener(listener: &'a (dyn Fn(Progress) + Send + Sync)) -> Self {
        Self { listener: Some(listener), job: None }
    }

    pub fn of_job(deps: &Deps, job: &Job) -> Self {
        Self { listener: None, job: Some((deps.clone(), job.clone())) }
    }

    /// How many rows are done; their total is not known before the end.
    pub(super) async fn tell(&self, progress: Progress) -> Result<()> {
        if let Some(listener) = self.listener {
            listener(progress);
        }
        let Some((deps, job)) = &self.job else { return Ok(()) };
        let (done, total) = match progress {
            Progress::Checked(rows) => (rows, 0),
            Progress::Writing(rows) => (0, rows),
        };
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        jobs::progress(&deps.db, job, deps.clock.now(), number(done), number(total)).await
    }
}

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
    listener: &(dyn Fn(Progress) + Send + Sync),
) -> Result<Import> {
    let teller = Teller::of_listener(listener);
    let received = receive(ctx, deps, registry, request.upload).await?;
    let staged = check(ctx, deps, registry, received.id, &teller).await?;
    if let Some(report) = request.report.filter(|_| staged.counts.failed > 0) {
        let text = super::queries::failed_rows_csv(ctx, deps, registry, staged.id).await?;
        write_report(&report, &text)?;
    }
    if let Err(refusal) = staged.may_apply(request.rows) {
        discard(ctx, deps, registry, staged.id, staged.version).await?;
        return Err(beichen_kernel::Error::from(refusal).with_fields(named_rows(&staged)));
    }
    apply(ctx, deps, registry, (staged.id, request.rows), staged.changing(), &teller).await
}

/// What is wrong with the first failed rows; `at_row` and `at_column` for whoever words the place too.
fn named_rows(import: &Import) -> Vec<FieldError> {
    let first = import.preview.failed.iter().take(NAMED_ROWS);
    first.flat_map(|row| row.errors.iter().map(|error| named_cell(row.row, error))).collect()
}

fn named_cell(row: u32, error: &CellError) -> FieldError {
    let mut field = FieldError::new(format!("row {row}"), error.code.clone()).with("at_row", row);
    field.params.extend(error.params.clone());
    if error.column.is_empty() {
        return field;
    }
    field.path = format!("row {row}, column {}", error.column);
    field.with("at_column", error.column.clone())
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
