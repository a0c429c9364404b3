//! The file of a backup: one ZIP that lists its entries with their hashes, and ends with the hash of all before.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};

use beichen_kernel::{Error, Kind, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{DATABASE, FILES, FORMAT, Manifest};

const MANIFEST: &str = "manifest.json";
/// Begins the comment of the ZIP; the hash of everything before follows and ends the file.
const MARK: &str = "beichen backup sha256 ";
const HASH_LETTERS: u16 = 64;
/// A manifest larger than this is none of ours.
const MANIFEST_BYTES: u64 = 256 << 20;
const BUFFER: usize = 1 << 16;

/// One file of the backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// A path from the data folder, with `/`.
    pub name: String,
    pub bytes: u64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}

/// Writes a backup, entry by entry.
pub struct Packer {
    zip: ZipWriter<BufWriter<File>>,
    entries: Vec<Entry>,
}

impl Packer {
    pub fn new(file: File) -> Self {
        Self { zip: ZipWriter::new(BufWriter::new(file)), entries: Vec::new() }
    }

    pub fn add(&mut self, name: &str, from: impl Read) -> io::Result<()> {
        self.zip.start_file(name, options())?;
        let (bytes, sha256) = copy(from, &mut self.zip, u64::MAX)?;
        self.entries.push(Entry { name: name.to_owned(), bytes, sha256 });
        Ok(())
    }

    /// Adds the manifest, seals the file, and puts it on the disk.
    pub fn finish(mut self, manifest: impl FnOnce(Vec<Entry>) -> Manifest) -> io::Result<Manifest> {
        let manifest = manifest(std::mem::take(&mut self.entries));
        self.zip.start_file(MANIFEST, options())?;
        serde_json::to_writer_pretty(&mut self.zip, &manifest)?;
        self.zip.set_comment(format!("{MARK}{}", "0".repeat(HASH_LETTERS.into())))?;
        let mut file = self.zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        let (hash, end) = hash_before_seal(&mut file)?;
        file.seek(SeekFrom::Start(end))?;
        file.write_all(hash.as_bytes())?;
        file.sync_all()?;
        Ok(manifest)
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .large_file(true)
        .unix_permissions(0o600)
}

/// Unpacks a backup into a folder that is made for it, and compares every byte with what the manifest says of it.
pub fn unpack(path: &Path, folder: &Path) -> Result<Manifest> {
    let mut file = File::open(path).map_err(|error| super::failed(path, &error))?;
    must_be_sealed(&mut file)
        .map_err(|error| super::failed(path, &error))?
        .then_some(())
        .ok_or_else(|| broken(path))?;
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| broken(path).caused_by(error))?;
    let manifest = read_manifest(&mut zip, path)?;
    if zip.len() != manifest.entries.len().saturating_add(1) {
        return Err(broken(path));
    }
    std::fs::create_dir(folder).map_err(|error| super::failed(folder, &error))?;
    for entry in &manifest.entries {
        let to = folder.join(place_of(&entry.name)?);
        unpack_one(&mut zip, entry, &to).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                broken(path).caused_by(error)
            }
            _ => super::failed(&to, &error),
        })?;
    }
    Ok(manifest)
}

fn read_manifest(zip: &mut ZipArchive<BufReader<File>>, path: &Path) -> Result<Manifest> {
    let mut text = String::new();
    let entry = zip.by_name(MANIFEST).map_err(|error| broken(path).caused_by(error))?;
    entry.take(MANIFEST_BYTES).read_to_string(&mut text).map_err(|error| broken(path).caused_by(error))?;
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|error| broken(path).caused_by(error))?;
    let format = value.get("format").and_then(serde_json::Value::as_u64);
    if format != Some(FORMAT) {
        let format = format.map_or_else(|| "–".to_owned(), |format| format.to_string());
        return Err(Error::new(Kind::Conflict, "store.backup_format").with("format", format));
    }
    serde_json::from_value(value).map_err(|error| broken(path).caused_by(error))
}

fn unpack_one(zip: &mut ZipArchive<BufReader<File>>, entry: &Entry, to: &Path) -> io::Result<()> {
    let packed = zip.by_name(&entry.name).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    if !packed.is_file() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    if let Some(parent) = to.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut file = File::options().write(true).create_new(true).open(to)?;
    let (bytes, sha256) = copy(packed, &mut file, entry.bytes)?;
    if (bytes, &sha256) != (entry.bytes, &entry.sha256) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    file.sync_all()
}

/// Where an entry goes below the data folder: the database, or something in `files/`. Anything else is refused.
fn place_of(name: &str) -> Result<PathBuf> {
    let refused = || Error::new(Kind::Conflict, "store.backup_entry").with("name", name);
    let path = Path::new(name);
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let is_ours = name == DATABASE || name.strip_prefix(FILES).is_some_and(|rest| rest.starts_with('/'));
    if !is_plain || !is_ours || name.contains(['\\', ':', '\0']) || name.ends_with('/') {
        return Err(refused());
    }
    Ok(path.to_owned())
}

/// Whether the file ends with the hash of everything before it.
fn must_be_sealed(file: &mut File) -> io::Result<bool> {
    let letters = u64::from(HASH_LETTERS);
    let length = file.seek(SeekFrom::End(0))?;
    let tail = u64::try_from(MARK.len()).unwrap_or_default().saturating_add(letters);
    let Some(begin) = length.checked_sub(tail) else { return Ok(false) };
    file.seek(SeekFrom::Start(begin))?;
    let mut kept = Vec::new();
    Read::by_ref(file).take(tail).read_to_end(&mut kept)?;
    let Some(sealed) = kept.strip_prefix(MARK.as_bytes()).map(<[u8]>::to_vec) else { return Ok(false) };
    let (hash, _) = hash_before_seal(file)?;
    file.rewind()?;
    Ok(hash.as_bytes() == sealed)
}

/// The hash of all but the last letters, and where these begin.
fn hash_before_seal(file: &mut File) -> io::Result<(String, u64)> {
    let end = file.seek(SeekFrom::End(0))?.saturating_sub(HASH_LETTERS.into());
    file.rewind()?;
    let (_, hash) = copy(Read::by_ref(file).take(end), io::sink(), u64::MAX)?;
    Ok((hash, end))
}

/// Copies at most so many bytes; one more is invalid. Gives their number and SHA-256.
pub fn copy(from: impl Read, mut to: impl Write, most: u64) -> io::Result<(u64, String)> {
    let mut from = from.take(most.saturating_add(1));
    let (mut hash, mut bytes) = (Sha256::new(), 0_u64);
    let mut buffer = vec![0_u8; BUFFER];
    loop {
        let count = from.read(&mut buffer)?;
        let part = buffer.get(..count).unwrap_or_default();
        if part.is_empty() {
            return Ok((bytes, hex::encode(hash.finalize())));
        }
        bytes = bytes.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        if bytes > most {
            return Err(io::ErrorKind::InvalidData.into());
        }
        hash.update(part);
        to.write_all(part)?;
    }
}

fn broken(path: &Path) -> Error {
    Error::new(Kind::Conflict, "store.backup_broken").with("file", path.display().to_string())
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
