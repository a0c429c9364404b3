//! One file a command.

mod audit;
mod backup;
mod calculate;
mod close;
mod correct;
mod decide;
mod demo;
mod doctor;
mod export;
mod goals;
mod import;
mod init;
mod ledger;
mod looks;
mod measure;
mod plan;
mod plan_new;
mod plan_words;
mod serve;
mod settings;
mod statement;
mod user;
mod verify;

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use beichen_kernel::{Error, Kind, Result};
use tempfile::NamedTempFile;

use crate::args::{Cli, Command, Place};
use crate::{place, print};

pub use export::KINDS as EXPORTS;

/// Done.
pub const DONE: u8 = 0;
/// Done, and what was found is not in order.
pub const FOUND: u8 = 1;

/// Carries a command out and gives the exit code.
pub async fn run(cli: Cli) -> Result<u8> {
    let Cli { place, command } = cli;
    match command {
        Command::Init(init) => init::run(&place, init).await,
        Command::Serve(serve) => serve::run(&place, serve).await,
        Command::Demo(demo) => demo::run(&place, demo).await,
        Command::Migrate => migrate(&place).await,
        Command::Measure(measure) => measure::run(&place, measure).await,
        Command::Import(import) => import::run(&place, import).await,
        Command::Undo { batch } => import::undo(&place, &batch).await,
        Command::Goals(goals) => goals::run(&place, goals).await,
        Command::Plan(plan) => plan::run(&place, plan).await,
        Command::Calculate(calculate) => calculate::run(&place, calculate).await,
        Command::Export(export) => export::run(&place, export).await,
        Command::Ledger(ledger) => ledger::run(&place, ledger).await,
        Command::User(user) => user::run(&place, user).await,
        Command::Settings(settings) => settings::run(&place, settings).await,
        Command::Audit(audit) => audit::run(&place, audit).await,
        Command::Doctor => doctor::run(&place).await,
        Command::Openapi => openapi(),
        Command::Close(close) => close::run(&place, close).await,
        Command::Correct(correct) => correct::run(&place, correct).await,
        Command::Decide(decide) => decide::run(&place, decide).await,
        Command::Statement(statement) => statement::run(&place, statement).await,
        Command::Receipt { of, out } => statement::receipt(&place, of, &out).await,
        Command::Bridge(of) => statement::bridge(&place, of).await,
        Command::Verify { file } => Ok(verify::run(&place, &file)),
        Command::Backup { file } => backup::save(&place, &file).await,
        Command::Restore { file } => backup::restore(&place, &file).await,
    }
}

/// Opening a place brings its tables up to date.
async fn migrate(place: &Place) -> Result<u8> {
    place::open(place).await?;
    Ok(DONE)
}

fn openapi() -> Result<u8> {
    let text = serde_json::to_string_pretty(&beichen_server::openapi()).map_err(Error::internal)?;
    print::line(&text);
    Ok(DONE)
}

/// A file as text; refused by name when it cannot be read.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        Error::new(Kind::Invalid, "cli.cannot_read").with("file", path.display().to_string()).caused_by(error)
    })
}

fn cannot_write(path: &Path, error: std::io::Error) -> Error {
    Error::new(Kind::Invalid, "cli.cannot_write").with("file", path.display().to_string()).caused_by(error)
}

/// The folder of a file, made where it is missing.
fn folder_of(path: &Path) -> Result<&Path> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(path, error))?;
    Ok(folder)
}

/// Writes a file, making the folders to it.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    folder_of(path)?;
    std::fs::write(path, bytes).map_err(|error| cannot_write(path, error))
}

/// A file that can be written, begun beside its place before what it is to hold is known to be needed; gone again unless
/// it is finished.
pub struct Begun<'p> {
    path: &'p Path,
    beside: NamedTempFile,
}

impl<'p> Begun<'p> {
    pub fn at(path: &'p Path) -> Result<Self> {
        let folder = folder_of(path)?;
        if path.is_dir() {
            return Err(cannot_write(path, ErrorKind::IsADirectory.into()));
        }
        let beside = NamedTempFile::new_in(folder).map_err(|error| cannot_write(path, error))?;
        Ok(Self { path, beside })
    }

    /// Writes it and puts it in its place.
    pub fn finish(mut self, bytes: &[u8]) -> Result<()> {
        self.beside.write_all(bytes).map_err(|error| cannot_write(self.path, error))?;
        self.beside.persist(self.path).map(|_| ()).map_err(|error| cannot_write(self.path, error.error))
    }
}
