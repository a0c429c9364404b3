//! `import`: a sheet goes in, whole or its sound rows.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use beichen_kernel::{Ctx, Error, Kind, Result};
use beichen_sheets::{ImportRequest, Progress, Rows, Upload, run_import, saved_profile};
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
    let progress = |progress: Progress| tell(&told, &progress);
    let import = run_import(&ctx, deps, &beichen_server::import_kinds(), request, &progress).await?;
    // What the rows put down as long work (credits of people who have moved), a server may not be there to do.
    beichen_server::jobs::work_off(deps).await?;
    let counts = import.counts;
    if place.json {
        print::json(&json!({ "batch": import.id, "rows": import.row_count, "counts": counts }));
    } else {
        print::line(&format!(
            "{}: 新增 new {}，更新 updated {}，不变 unchanged {}，失败 failed {}，舍入 rounded {}",
            import.file_name, counts.new, counts.update, counts.skip, counts.failed, counts.rounded
        ));
    }
    Ok(DONE)
}

fn tell(told: &AtomicU64, progress: &Progress) {
    let Progress::Checked(rows) = progress else { return };
    let step = rows / TELL_ROWS;
    if told.swap(step, Ordering::Relaxed) < step {
        print::complain(&format!("{rows} 行 / rows"));
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
