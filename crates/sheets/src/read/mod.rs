//! Opens a file of rows, whatever program wrote it, within bounds: 50 MB, 500,000 rows, 200 columns.

mod delimited;
pub mod layout;
mod workbook;

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use beichen_kernel::{Error, Result};

use crate::profile::model::Profile;

/// Bytes of a file.
pub const MOST_BYTES: u64 = 50_000_000;
/// Rows of a file, without its header.
pub const MOST_ROWS: u32 = 500_000;
/// Columns of a file.
pub const MOST_COLUMNS: usize = 200;

beichen_kernel::errors! {
    /// Why a file cannot be read.
    pub enum FileError in "sheets.file" {
        TooLarge { limit_mb: u64 } = "too_large" => TooLarge,
        TooManyRows { limit: u32 } = "too_many_rows" => TooLarge,
        TooManyColumns { limit: usize } = "too_many_columns" => TooLarge,
        UnpacksTooLarge = "unpacks_too_large" => TooLarge,
        Empty = "empty" => Invalid,
        NulBytes { line: usize } = "nul_bytes" => Invalid,
        UnknownEncoding { line: usize } = "unknown_encoding" => Invalid,
        OldExcel = "old_excel" => Invalid,
        NotASpreadsheet = "not_a_spreadsheet" => Invalid,
        NoSuchSheet { sheet: String, sheets: String } = "no_such_sheet" => Invalid,
        Unreadable { file: String } = "unreadable" => Invalid,
    }
}

/// A row as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// As a spreadsheet counts: 1 is the first row of the sheet.
    pub number: u32,
    pub cells: Vec<String>,
}

impl RawRow {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| crate::cell::trim(cell).is_empty())
    }
}

/// Takes the rows of a file in their order; the header comes first. An error ends the reading.
pub type EachRow<'a> = &'a mut (dyn FnMut(RawRow) -> Result<()> + 'a);

/// Reads a file from its header on. Blank rows are left out.
pub fn read(path: &Path, profile: &Profile, each: EachRow<'_>) -> Result<()> {
    let unreadable = |error| Error::from(FileError::Unreadable { file: path.display().to_string() }).caused_by(error);
    let mut file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > MOST_BYTES {
        return Err(FileError::TooLarge { limit_mb: MOST_BYTES / 1_000_000 }.into());
    }
    let mut start = Vec::new();
    file.by_ref().take(8).read_to_end(&mut start).map_err(unreadable)?;
    file.rewind().map_err(unreadable)?;

    let mut bounds = Bounds { header_row: profile.header_row.unwrap_or(1), rows: 0, seen: false };
    let mut bounded = |row: RawRow| bounds.pass(row, each);
    match start.as_slice() {
        [b'P', b'K', 3, 4, ..] => workbook::read(file, profile.sheet.as_deref(), &mut bounded)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(FileError::OldExcel.into()),
        _ => {
            let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
            file.read_to_end(&mut bytes).map_err(unreadable)?;
            delimited::read(&bytes, &mut bounded)?;
        }
    }
    if bounds.rows == 0 { Err(FileError::Empty.into()) } else { Ok(()) }
}

/// The header alone.
pub fn header(path: &Path, profile: &Profile) -> Result<RawRow> {
    let mut first = None;
    let read = read(path, profile, &mut |row| {
        first = Some(row);
        Err(FileError::Empty.into()) // enough has been read
    });
    first.map_or_else(|| Err(read.err().unwrap_or_else(|| FileError::Empty.into())), Ok)
}

/// Counts what passes.
struct Bounds {
    header_row: u32,
    rows: u32,
    seen: bool,
}

impl Bounds {
    fn pass(&mut self, row: RawRow, each: EachRow<'_>) -> Result<()> {
        if row.number < self.header_row || row.is_blank() {
            return Ok(());
        }
        if row.cells.len() > MOST_COLUMNS {
            return Err(FileError::TooManyColumns { limit: MOST_COLUMNS }.into());
        }
        if self.seen {
            self.rows = self.rows.saturating_add(1);
            if self.rows > MOST_ROWS {
                return Err(FileError::TooManyRows { limit: MOST_ROWS }.into());
            }
        }
        self.seen = true;
        each(row)
    }
}

#[cfg(test)]
mod tests;
