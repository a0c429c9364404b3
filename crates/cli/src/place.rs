//! Where the data is: a folder with a SQLite file, or PostgreSQL; opened with its tables up to date.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use beichen_kernel::{Clock, Error, Kind, Result};
use beichen_server::Migrations;
use beichen_store::backup::SERVE_LOCK;
use beichen_store::db::DbOptions;
use beichen_store::{Db, Deps, migrate};

use crate::args::Place;

/// The SQLite file in the folder.
pub const DATABASE: &str = beichen_store::backup::DATABASE;

/// How long a command waits for its connections to end.
const CLOSING: Duration = Duration::from_secs(10);

/// An open database with its folder.
pub struct Opened {
    pub deps: Deps,
    /// Held while this process serves, so that a second server on the folder is refused.
    _serving: Option<File>,
}

/// A database is closed in order, so that the next command finds no log to read again.
impl Drop for Opened {
    fn drop(&mut self) {
        let closing = tokio::time::timeout(CLOSING, self.deps.db.clone().close());
        // What is still in use after that ends with the process, and the next one reads its log.
        let _ = tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(closing));
    }
}

/// Opens the place for a command.
pub async fn open(place: &Place) -> Result<Opened> {
    open_at(place, &folder(place)?, Clock::system(), None).await
}

/// Opens the place for serving: no other server may be at the folder. On PostgreSQL several may.
pub async fn open_to_serve(place: &Place, clock: Clock) -> Result<Opened> {
    let folder = folder(place)?;
    let serving = if place.database.is_none() { Some(lock_for_serving(&folder)?) } else { None };
    open_at(place, &folder, clock, serving).await
}

/// As [`open_to_serve`], after `prepare` has been at the locked folder.
pub async fn open_prepared(place: &Place, clock: Clock, prepare: impl FnOnce(&Path) -> Result<()>) -> Result<Opened> {
    let folder = folder(place)?;
    let serving = lock_for_serving(&folder)?;
    prepare(&folder)?;
    open_at(place, &folder, clock, Some(serving)).await
}

/// The data folder, made if it is missing.
pub fn folder(place: &Place) -> Result<PathBuf> {
    let folder = place.data.clone().or_else(usual_folder).ok_or_else(|| Error::new(Kind::Invalid, "cli.no_home"))?;
    std::fs::create_dir_all(&folder).map_err(|error| {
        Error::new(Kind::Invalid, "cli.folder").with("folder", folder.display().to_string()).caused_by(error)
    })?;
    Ok(folder)
}

/// The database of the place, if there is one already.
pub async fn open_existing(place: &Place) -> Result<Option<Opened>> {
    let folder = place.data.clone().or_else(usual_folder);
    let there = place.database.is_some() || folder.is_some_and(|folder| folder.join(DATABASE).is_file());
    if there { open(place).await.map(Some) } else { Ok(None) }
}

/// The database of the place as it stands: nothing is made, and its tables are left as they are.
pub async fn open_as_it_is(place: &Place) -> Result<Opened> {
    let missing = || Error::new(Kind::Invalid, "cli.no_home");
    let folder = place.data.clone().or_else(usual_folder).ok_or_else(missing)?;
    let db = match &place.database {
        Some(url) => Db::open_postgres(url, &DbOptions::default()).await?,
        None if folder.join(DATABASE).is_file() => {
            Db::open_sqlite(&folder.join(DATABASE), &DbOptions::default()).await?
        }
        None => {
            return Err(Error::new(Kind::Invalid, "cli.no_database").with("folder", folder.display().to_string()));
        }
    };
    Ok(Opened { deps: deps(db, Clock::system(), &folder), _serving: None })
}

async fn open_at(place: &Place, folder: &Path, clock: Clock, serving: Option<File>) -> Result<Opened> {
    let db = match &place.database {
        Some(url) => {
            let db = Db::open_postgres(url, &DbOptions::default()).await?;
            migrate::<Migrations>(&db).await?;
            db
        }
        None => open_sqlite(folder).await?,
    };
    Ok(Opened { deps: deps(db, clock, folder), _serving: serving })
}

fn deps(db: Db, clock: Clock, folder: &Path) -> Deps {
    Deps { db, clock, folder: folder.to_owned(), public_url: None, setup_token: None, demo_sign_ins: Arc::new([]) }
}

/// One process at a time brings the tables up to date.
async fn open_sqlite(folder: &Path) -> Result<Db> {
    let lock = lock_file(folder, "migrate.lock")?;
    lock.lock().map_err(Error::internal)?;
    let db = Db::open_sqlite(&folder.join(DATABASE), &DbOptions::default()).await?;
    migrate::<Migrations>(&db).await?;
    Ok(db)
}

fn lock_for_serving(folder: &Path) -> Result<File> {
    let lock = lock_file(folder, SERVE_LOCK)?;
    lock.try_lock()
        .map_err(|_| Error::new(Kind::Conflict, "store.folder_in_use").with("folder", folder.display().to_string()))?;
    Ok(lock)
}

fn lock_file(folder: &Path, name: &str) -> Result<File> {
    File::options().create(true).truncate(false).write(true).open(folder.join(name)).map_err(Error::internal)
}

/// `$XDG_DATA_HOME/beichen`, else `~/.local/share/beichen`.
fn usual_folder() -> Option<PathBuf> {
    let named = std::env::var_os("XDG_DATA_HOME").filter(|path| !path.is_empty()).map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share"));
    named.or_else(home).map(|base| base.join("beichen"))
}
