//! Source files, kept under the data folder by their hash as long as their import.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use beichen_kernel::{Error, Result};
use sha2::{Digest, Sha256};

/// Where the file with this hash stands.
pub fn path_of(folder: &Path, hash: &str) -> PathBuf {
    folder.join("files").join(hash.get(..2).unwrap_or("00")).join(hash)
}

/// The folder for files that are still coming in; made when it is missing.
pub fn incoming(folder: &Path) -> Result<PathBuf> {
    let incoming = folder.join("files").join("incoming");
    fs::create_dir_all(&incoming).map_err(Error::internal)?;
    Ok(incoming)
}

/// Size and SHA-256 of a file.
pub fn measure(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0_u8; 65_536];
    let mut size: u64 = 0;
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok((size, hex::encode(hash.finalize())));
        }
        hash.update(buffer.get(..count).unwrap_or_default());
        size = size.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
    }
}

/// Keeps a copy of the file, whole or not at all.
pub fn keep(folder: &Path, source: &Path, hash: &str) -> Result<()> {
    let to = path_of(folder, hash);
    if to.exists() {
        return Ok(());
    }
    let incoming = incoming(folder)?;
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).map_err(Error::internal)?;
    }
    let mut copy = tempfile::NamedTempFile::new_in(incoming).map_err(Error::internal)?;
    let mut from = File::open(source).map_err(Error::internal)?;
    io::copy(&mut from, copy.as_file_mut()).map_err(Error::internal)?;
    copy.as_file().sync_all().map_err(Error::internal)?;
    copy.persist(to).map(|_| ()).map_err(|error| Error::internal(error.error))
}
