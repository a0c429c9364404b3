//! Backup and restore: a copy that was looked at before it counts, and a folder that is whole or not there.

mod archive;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use beichen_kernel::{Error, Kind, Result, Timestamp};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use crate::audit::{self, Verified};
use crate::db::Db;
use crate::error::from_db;
use crate::{migrate, raw};

pub use archive::Entry;
use archive::Packer;

/// The form of the archive and its manifest that this product writes and reads.
pub const FORMAT: u64 = 1;
/// The SQLite file, in the data folder and in the archive.
pub const DATABASE: &str = "beichen.db";
/// Held by whoever serves the data folder.
pub const SERVE_LOCK: &str = "serve.lock";
const FILES: &str = "files";
/// Files that are still coming in belong to nothing yet.
const INCOMING: &str = "incoming";

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u64,
    pub made_at: Timestamp,
    /// The version of the product that made it.
    pub product: String,
    /// `sqlite` where the database is inside; `postgres` where it is saved by PostgreSQL's own tool.
    pub database: String,
    /// The steps of the schema that the database has.
    pub steps: Vec<String>,
    /// Where each organisation's chain stood.
    pub heads: Vec<ChainHead>,
    pub entries: Vec<Entry>,
}

impl Manifest {
    /// Whether the database is inside.
    pub fn has_database(&self) -> bool {
        self.database == "sqlite"
    }
}

/// Where an organisation's chain stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainHead {
    pub org: i64,
    pub seq: i64,
    pub hash: String,
}

/// What is to be saved.
pub struct Source<'a> {
    pub db: &'a Db,
    /// The data folder, for its `files/`.
    pub folder: &'a Path,
    pub product: &'a str,
    pub now: Timestamp,
}

/// Saves everything into one new file, beside a serving process: first a copy of the database, which is looked at, then
/// the files. Under the file's name stands the whole backup or nothing; one that is there already is left alone.
pub async fn save(source: &Source<'_>, file: &Path) -> Result<Manifest> {
    if file.exists() {
        return Err(exists(file));
    }
    let work = folder_beside(file, ".beichen-backup-")?;
    let mut manifest = Manifest {
        format: FORMAT,
        made_at: source.now,
        product: source.product.to_owned(),
        database: if source.db.is_sqlite() { "sqlite" } else { "postgres" }.to_owned(),
        steps: Vec::new(),
        heads: Vec::new(),
        entries: Vec::new(),
    };
    let mut parts = Vec::new();
    if source.db.is_sqlite() {
        let copy = work.path().join(DATABASE);
        copy_database(source.db, &copy).await?;
        (manifest.steps, manifest.heads) = look_at_copy(&copy).await?;
        parts.push((DATABASE.to_owned(), copy));
    } else {
        manifest.steps = migrate::applied(source.db).await?;
        manifest.heads = sound_heads(&audit::verify(source.db).await?)?;
    }
    files_below(&source.folder.join(FILES), FILES, &mut parts).map_err(|error| failed(source.folder, &error))?;
    let (file, packed) = (file.to_owned(), work.path().join("archive"));
    blocking(move || {
        let manifest = pack(&packed, &parts, manifest).map_err(|error| failed(&file, &error))?;
        put_in_place(&packed, &file)?;
        Ok(manifest)
    })
    .await
}

/// Unpacks a backup, looks at all of it, and only then moves it to where the data folder is to be. `known` are the steps
/// of the schema that this product has: a backup of a newer one is refused.
pub async fn restore(file: &Path, folder: &Path, known: &[&str]) -> Result<Manifest> {
    must_be_free(folder)?;
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let work = folder_beside(&folder, ".beichen-restore-")?;
    let (file, unpacked) = (file.to_owned(), work.path().join("data"));
    let to = unpacked.clone();
    let manifest = blocking(move || archive::unpack(&file, &to)).await?;
    let database = unpacked.join(DATABASE);
    if manifest.has_database() {
        let (steps, heads) = look_at_copy(&database).await?;
        if let Some(step) = steps.iter().find(|step| !known.contains(&step.as_str())) {
            return Err(migrate::newer(step));
        }
        if heads != manifest.heads {
            return Err(unsound("audit"));
        }
    }
    blocking(move || move_in(&unpacked, &folder)).await?;
    Ok(manifest)
}

/// A copy of what is committed at this moment, compact, made by SQLite itself.
async fn copy_database(db: &Db, to: &Path) -> Result<()> {
    let values = vec![to.display().to_string().into()];
    db.connection().execute_raw(raw::statement(db.backend(), "VACUUM INTO $1", values)).await.map_err(from_db)?;
    Ok(())
}

/// The steps and chain heads of a copy that is sound.
async fn look_at_copy(copy: &Path) -> Result<(Vec<String>, Vec<ChainHead>)> {
    let db = Db::open_copy(copy).await?;
    let found = look(&db).await;
    db.close().await;
    found
}

async fn look(db: &Db) -> Result<(Vec<String>, Vec<ChainHead>)> {
    if raw::integrity(db).await? != "ok" {
        return Err(unsound("integrity_check"));
    }
    let steps = migrate::applied(db).await?;
    if steps.is_empty() {
        return Err(Error::new(Kind::Conflict, "store.backup_empty"));
    }
    Ok((steps, sound_heads(&audit::verify(db).await?)?))
}

fn sound_heads(chains: &[Verified]) -> Result<Vec<ChainHead>> {
    if !chains.iter().all(Verified::is_whole) {
        return Err(unsound("audit"));
    }
    let head = |chain: &Verified| ChainHead { org: chain.org.0, seq: chain.head.seq, hash: chain.head.hash.clone() };
    Ok(chains.iter().map(head).collect())
}

/// Every file below a folder, with its name in the archive; none where the folder is missing.
fn files_below(folder: &Path, name: &str, found: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let own = entry.file_name().to_string_lossy().into_owned();
        let is_incoming = name == FILES && own == INCOMING;
        let name = format!("{name}/{own}");
        if entry.file_type()?.is_dir() && !is_incoming {
            files_below(&entry.path(), &name, found)?;
        } else if entry.file_type()?.is_file() {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(())
}

fn pack(to: &Path, parts: &[(String, PathBuf)], manifest: Manifest) -> io::Result<Manifest> {
    let mut packer = Packer::new(own_file(to)?);
    for (name, path) in parts {
        match File::open(path) {
            // The file of an import that was thrown away meanwhile; the copy of the database may still name it.
            Err(error) if error.kind() == io::ErrorKind::NotFound && name != DATABASE => {}
            file => packer.add(name, file?)?,
        }
    }
    packer.finish(|entries| Manifest { entries, ..manifest })
}

/// A new file that its owner alone may read: a backup holds everything about everybody.
fn own_file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Gives the finished file its name, unless another has it by now.
fn put_in_place(packed: &Path, file: &Path) -> Result<()> {
    let packed = tempfile::TempPath::try_from_path(packed).map_err(|error| failed(packed, &error))?;
    packed.persist_noclobber(file).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => exists(file),
        _ => failed(file, &error.error),
    })?;
    sync_folder(parent_of(file)).map_err(|error| failed(file, &error))
}

/// A data folder may be restored to where nothing is, and nobody serves.
fn must_be_free(folder: &Path) -> Result<()> {
    let named = |code| Error::new(Kind::Conflict, code).with("folder", folder.display().to_string());
    if let Ok(lock) = File::options().write(true).open(folder.join(SERVE_LOCK))
        && lock.try_lock().is_err()
    {
        return Err(named("store.folder_in_use"));
    }
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed(folder, &error)),
        Ok(mut entries) => entries.next().map_or(Ok(()), |_| Err(named("store.restore_not_empty"))),
    }
}

fn move_in(unpacked: &Path, folder: &Path) -> Result<()> {
    let named = |code| Error::new(Kind::Conflict, code).with("folder", folder.display().to_string());
    sync_folder(unpacked).map_err(|error| failed(unpacked, &error))?;
    if cfg!(windows) {
        // Elsewhere an empty folder is replaced in one step.
        let _ = fs::remove_dir(folder);
    }
    fs::rename(unpacked, folder).map_err(|error| match error.kind() {
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists => named("store.restore_not_empty"),
        io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy => named("store.restore_place"),
        _ => failed(folder, &error),
    })?;
    sync_folder(parent_of(folder)).map_err(|error| failed(folder, &error))
}

/// A folder for half-done work on the same disk as its result; gone when it is dropped.
fn folder_beside(path: &Path, prefix: &str) -> Result<tempfile::TempDir> {
    let parent = parent_of(path);
    fs::create_dir_all(parent).map_err(|error| failed(parent, &error))?;
    tempfile::Builder::new().prefix(prefix).tempdir_in(parent).map_err(|error| failed(parent, &error))
}

fn parent_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// A new name is on the disk when its folder is.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

fn failed(path: &Path, error: &io::Error) -> Error {
    Error::new(Kind::Conflict, "store.backup_failed")
        .with("file", path.display().to_string())
        .with("cause", error.to_string())
}

fn exists(file: &Path) -> Error {
    Error::new(Kind::Conflict, "store.backup_exists").with("file", file.display().to_string())
}

fn unsound(found_by: &'static str) -> Error {
    Error::new(Kind::Conflict, "store.backup_unsound").with("found_by", found_by)
}
