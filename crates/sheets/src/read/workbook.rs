//! XLSX, cell by cell: what it unpacks to is measured before it is opened.

use std::fs::File;
use std::io::{BufReader, Read, Seek};

use beichen_kernel::{Error, Result};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};

use super::{EachRow, FileError, MOST_COLUMNS, RawRow};

/// Parts of an XLSX file: sheets, styles, pictures.
const MOST_PARTS: usize = 2_000;
/// Bytes that all parts together unpack to.
const MOST_UNPACKED: u64 = 600_000_000;
/// Bytes of the table of texts, the one part that is held in memory.
const MOST_TEXTS: u64 = 200_000_000;
/// How many times its packed size a part may unpack to, when it is larger than [`FREE_UNPACKED`].
const MOST_RATIO: u64 = 100;
const FREE_UNPACKED: u64 = 10_000_000;
/// Bytes between two angle brackets: one text or one tag.
const LONGEST_TEXT: usize = 1_000_000;

pub(super) fn read(mut file: File, sheet: Option<&str>, each: EachRow<'_>) -> Result<()> {
    measure(&mut file)?;
    file.rewind().map_err(not_a_spreadsheet)?;
    let mut book: Xlsx<BufReader<File>> = Xlsx::new(BufReader::new(file)).map_err(not_a_spreadsheet)?;
    let names = book.sheet_names();
    let name = match sheet {
        Some(wanted) => names
            .iter()
            .find(|name| *name == wanted)
            .ok_or_else(|| FileError::NoSuchSheet { sheet: wanted.to_owned(), sheets: names.join(", ") })?,
        None => names.first().ok_or(FileError::Empty)?,
    };
    let mut cells = book.worksheet_cells_reader(name).map_err(not_a_spreadsheet)?;
    let mut row = RawRow { number: 0, cells: Vec::new() };
    while let Some(cell) = cells.next_cell().map_err(not_a_spreadsheet)? {
        let (row_index, column) = cell.get_position();
        let number = row_index.saturating_add(1);
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if number < row.number {
            return Err(FileError::NotASpreadsheet.into());
        }
        if number > row.number {
            let done = std::mem::replace(&mut row, RawRow { number, cells: Vec::new() });
            if done.number > 0 {
                each(done)?;
            }
        }
        put(&mut row.cells, usize::try_from(column).unwrap_or(usize::MAX), text)?;
    }
    if row.number > 0 { each(row) } else { Ok(()) }
}

fn put(cells: &mut Vec<String>, column: usize, text: String) -> Result<()> {
    if column >= MOST_COLUMNS {
        return Err(FileError::TooManyColumns { limit: MOST_COLUMNS }.into());
    }
    if cells.len() <= column {
        cells.resize(column.saturating_add(1), String::new());
    }
    if let Some(cell) = cells.get_mut(column) {
        *cell = text;
    }
    Ok(())
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => plain_number(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(at) => day_text(at),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn day_text(at: &ExcelDateTime) -> String {
    if at.is_duration() {
        return plain_number(at.as_f64());
    }
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// A number as the spreadsheet shows it: 15 digits, no exponent. From here on it is text, never a float.
fn plain_number(number: f64) -> String {
    let scientific = format!("{number:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let Ok(exponent) = exponent.parse::<i32>() else { return scientific };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let places = usize::try_from(exponent.unsigned_abs()).unwrap_or_default();
    let (whole, fraction) = if exponent < 0 {
        ("0".to_owned(), format!("{}{digits}", "0".repeat(places.saturating_sub(1))))
    } else {
        let padded = format!("{digits:0<width$}", width = places.saturating_add(1));
        let (whole, fraction) = padded.split_at_checked(places.saturating_add(1)).unwrap_or((padded.as_str(), ""));
        (whole.to_owned(), fraction.to_owned())
    };
    let fraction = fraction.trim_end_matches('0');
    let zero = whole == "0" && fraction.is_empty();
    let sign = if zero { "" } else { sign };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Unpacks every part once, keeping nothing: the sizes in the directory may lie.
fn measure(file: &mut File) -> Result<()> {
    let mut archive = zip::ZipArchive::new(&mut *file).map_err(not_a_spreadsheet)?;
    if archive.len() > MOST_PARTS {
        return Err(FileError::UnpacksTooLarge.into());
    }
    let mut total: u64 = 0;
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).map_err(not_a_spreadsheet)?;
        let name = part.name().map_err(not_a_spreadsheet)?.into_owned();
        let most = if name.ends_with("sharedStrings.xml") { MOST_TEXTS } else { MOST_UNPACKED };
        let most = most.min(part.compressed_size().saturating_mul(MOST_RATIO).max(FREE_UNPACKED));
        let most = most.min(MOST_UNPACKED.saturating_sub(total));
        if part.size() > most {
            return Err(FileError::UnpacksTooLarge.into());
        }
        total = total.saturating_add(unpacked(&mut part, most, !name.starts_with("xl/media/"))?);
    }
    Ok(())
}

fn unpacked(part: &mut impl Read, most: u64, is_xml: bool) -> Result<u64> {
    let mut buffer = vec![0_u8; 65_536];
    let mut total: u64 = 0;
    let mut run: usize = 0;
    loop {
        let count = part.read(&mut buffer).map_err(not_a_spreadsheet)?;
        if count == 0 {
            return Ok(total);
        }
        total = total.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        let seen = buffer.get(..count).unwrap_or_default();
        let mut pieces = seen.split(|byte| matches!(byte, b'<' | b'>'));
        // The first piece goes on with what the buffer before ended in.
        run = run.saturating_add(pieces.next().map_or(0, <[u8]>::len));
        let mut longest = run;
        for piece in pieces {
            run = piece.len();
            longest = longest.max(run);
        }
        if total > most || (is_xml && longest > LONGEST_TEXT) {
            return Err(FileError::UnpacksTooLarge.into());
        }
    }
}

fn not_a_spreadsheet(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::from(FileError::NotASpreadsheet).caused_by(error)
}

#[cfg(test)]
pub(super) fn plain_number_for_tests(number: f64) -> String {
    plain_number(number)
}
