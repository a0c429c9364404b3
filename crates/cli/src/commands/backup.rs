//! `backup` and `restore`: everything in one file, and out of it again.

use std::path::{Path, PathBuf};

use beichen_kernel::{Error, Kind, Result};
use beichen_store::backup::{self, Manifest, Source};
use serde_json::json;

use super::DONE;
use crate::args::Place;
use crate::{place, print};

/// What stands in the name of a file that PostgreSQL's own tool is to write.
const DUMP: &str = "pgdump";

pub async fn save(place: &Place, file: &Path) -> Result<u8> {
    let opened = place::open_as_it_is(place).await?;
    let deps = &opened.deps;
    let source =
        Source { db: &deps.db, folder: &deps.folder, product: env!("CARGO_PKG_VERSION"), now: deps.clock.now() };
    let manifest = backup::save(&source, file).await?;
    tell(place, "backed_up", file, &manifest);
    if let Some(url) = place.database.as_ref().filter(|_| !manifest.has_database()) {
        let dump = file.with_extension(DUMP).display().to_string();
        print::complain(&place.sentence("backup_postgres", &json!({ "file": dump, "url": without_password(url) })));
    }
    Ok(DONE)
}

pub async fn restore(place: &Place, file: &Path) -> Result<u8> {
    let folder = restored_to(place)?;
    let steps = beichen_server::migrations::steps();
    let known: Vec<&str> = steps.iter().map(|step| step.name).collect();
    let manifest = backup::restore(file, &folder, &known).await?;
    tell(place, "restored", &folder, &manifest);
    if !manifest.has_database() {
        let dump = file.with_extension(DUMP).display().to_string();
        print::complain(&place.sentence("restore_postgres", &json!({ "file": dump })));
    }
    Ok(DONE)
}

/// Where a backup goes is said each time.
fn restored_to(place: &Place) -> Result<PathBuf> {
    place.data.clone().ok_or_else(|| Error::new(Kind::Invalid, "cli.restore_where"))
}

/// One line for the whole, and one for each chain: who keeps it elsewhere sees later whether it was written anew.
fn tell(place: &Place, key: &str, to: &Path, manifest: &Manifest) {
    if place.json {
        print::json(&json!({ "to": to.display().to_string(), "manifest": manifest }));
        return;
    }
    let bytes = manifest.entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.bytes));
    let values = json!({
        "to": to.display().to_string(), "made_at": manifest.made_at, "product": manifest.product,
        "entries": manifest.entries.len(), "size": size(bytes),
    });
    print::line(&if key == "backed_up" {
        place.sentence("backed_up", &values)
    } else {
        place.sentence("restored", &values)
    });
    for head in &manifest.heads {
        let values = json!({ "organisation": head.org, "rows": head.seq, "hash": head.hash });
        print::line(&place.sentence("chain_whole", &values));
    }
}

/// `12.3 GB`, in thousands.
pub fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    let unit = UNITS.into_iter().find(|(one, _)| bytes >= *one);
    unit.map_or_else(
        || format!("{bytes} B"),
        |(one, name)| {
            let tenths = bytes / (one / 10);
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        },
    )
}

/// The address of a database as it may be printed: whoever uses it is asked for the password.
fn without_password(url: &str) -> String {
    let hidden = || {
        let (scheme, rest) = url.split_once("://")?;
        let (who, host) = rest.split_once('/').unwrap_or((rest, "")).0.rsplit_once('@')?;
        let user = who.split_once(':').map_or(who, |(user, _)| user);
        let path = rest.split_once('/').map(|(_, path)| format!("/{path}")).unwrap_or_default();
        Some(format!("{scheme}://{user}@{host}{path}"))
    };
    hidden().unwrap_or_else(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_printed_without_its_password() {
        for (url, printed) in [
            ("postgres://boss:secret@db.test:5432/acme", "postgres://boss@db.test:5432/acme"),
            ("postgres://boss:a@b:c@db.test/acme?x=1", "postgres://boss@db.test/acme?x=1"),
            ("postgres://boss@db.test/acme", "postgres://boss@db.test/acme"),
            ("postgres://db.test/acme", "postgres://db.test/acme"),
        ] {
            assert_eq!(without_password(url), printed);
        }
    }

    #[test]
    fn a_size_is_said_with_one_digit_behind_the_dot() {
        for (bytes, said) in [(999, "999 B"), (1_000, "1.0 kB"), (12_345_678, "12.3 MB"), (1_999_999_999, "1.9 GB")] {
            assert_eq!(size(bytes), said);
        }
    }
}
