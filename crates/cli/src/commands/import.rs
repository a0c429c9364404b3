//! `import`: a sheet goes in, whole or its sound rows.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use beichen_kernel::{BatchId, Ctx, Error, Kind, Result, words};
use beichen_sheets::batch::commands;
use beichen_sheets::{Import as Batch, ImportRequest, NotedRows, Progress, Rows, Upload, run_import, saved_profile};
use beichen_store::Deps;
use serde_json::json;

use super::{DONE, read};
use crate::args::{self, Import, Place};
use crate::{actor, place, print};

/// Rows after which a line of progress is printed.
const TELL_ROWS: u64 = 20_000;

pub async fn run(place: &Place, options: Import) -> Result<u8> {
    let opened = place::open(place).await?;
    let deps = &opened.deps;
    let ctx = actor::writer(place, deps).await?;
    if !options.file.is_file() {
        return Err(Error::new(Kind::Invalid, "cli.cannot_read").with("file", options.file.display().to_string()));
    }
    let (profile_name, profile_text) = profile(&ctx, deps, options.profile.as_deref()).await?;
    let file_name = options.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let request = ImportRequest {
        upload: Upload { kind: options.kind, path: options.file, file_name, profile_name, profile_text },
        rows: match options.rows {
            args::Rows::All => Rows::All,
            args::Rows::Valid => Rows::Valid,
        },
        report: options.report,
    };
    let told = AtomicU64::new(0);
    let progress = |progress: Progress| tell(place, &told, &progress);
    let import = run_import(&ctx, deps, &beichen_server::import_kinds(), request, &progress).await?;
    // What the rows put down as long work (credits of people who have moved), a server may not be there to do.
    beichen_server::jobs::work_off(deps).await?;
    show(place, &import);
    Ok(DONE)
}

/// Takes a written import back, or says on which of its rows something rests.
pub async fn undo(place: &Place, batch: &str) -> Result<u8> {
    let opened = place::open(place).await?;
    let deps = &opened.deps;
    let ctx = actor::writer(place, deps).await?;
    let unknown = || Error::new(Kind::NotFound, "cli.no_such_batch").with("batch", batch);
    let id: BatchId = batch.parse().map_err(|_| unknown())?;
    let registry = beichen_server::import_kinds();
    let import = commands::undo(&ctx, &deps.db, &registry, id)
        .await
        .map_err(|error| if error.kind() == Kind::NotFound { unknown() } else { error })?;
    let undone = import.undone.unwrap_or_default();
    let values = json!({
        "batch": import.id, "file": import.file_name, "taken_back": undone.taken_back, "restored": undone.restored,
        "left": undone.left,
    });
    place.tell("undone", &values);
    Ok(DONE)
}

fn show(place: &Place, import: &Batch) {
    let (counts, notes) = (import.counts, &import.preview.notes);
    if place.json {
        print::json(&json!({ "batch": import.id, "rows": import.row_count, "counts": counts, "notes": notes }));
        return;
    }
    let values = json!({
        "file": import.file_name, "new": counts.new, "update": counts.update, "skip": counts.skip,
        "failed": counts.failed, "rounded": counts.rounded,
    });
    print::line(&place.sentence("imported", &values));
    for note in notes {
        print::line(&noted(place, note));
    }
}

/// `  Customer C1 will be created. (rows: 12, the first is row 3)`
fn noted(place: &Place, noted: &NotedRows) -> String {
    let params = noted.first.params.iter().map(|(name, value)| (name.as_str(), value));
    let note = words::of_code(place.locale(), &noted.first.code, params);
    place.sentence("import_note", &json!({ "rows": noted.rows, "row": noted.row, "note": note }))
}

fn tell(place: &Place, told: &AtomicU64, progress: &Progress) {
    match progress {
        Progress::Checked(rows) => {
            let step = rows / TELL_ROWS;
            if told.swap(step, Ordering::Relaxed) < step {
                print::complain(&place.sentence("import_checked", &json!({ "rows": rows })));
            }
        }
        Progress::Writing(rows) => print::complain(&place.sentence("import_writing", &json!({ "rows": rows }))),
    }
}

/// A profile by path, else by the name it was saved under.
async fn profile(ctx: &Ctx, deps: &Deps, named: Option<&str>) -> Result<(String, String)> {
    let Some(named) = named else { return Ok((String::new(), String::new())) };
    if Path::new(named).is_file() {
        return Ok((named.to_owned(), read(Path::new(named))?));
    }
    Ok((named.to_owned(), saved_profile(ctx, &deps.db, named).await?))
}
