//! CSV: UTF-8 with or without its mark, UTF-16 with it, GBK; comma, semicolon, tab or bar.

use std::borrow::Cow;

use beichen_kernel::Result;
use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{EachRow, FileError, RawRow};

pub(super) fn read(bytes: &[u8], each: EachRow<'_>) -> Result<()> {
    let text = decoded(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut number: u32 = 0;
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|error| beichen_kernel::Error::from(FileError::NotASpreadsheet).caused_by(error))?;
        if !more {
            return Ok(());
        }
        // Blank lines are rows of a spreadsheet too; a line break inside a cell is none.
        let start = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or_default();
        number = number.saturating_add(1).saturating_add(blank_lines(text.as_bytes().get(start..).unwrap_or_default()));
        let cells = record.iter().map(|cell| unescaped(cell).to_owned()).collect();
        each(RawRow { number, cells })?;
    }
}

/// Lines without anything before the next record.
fn blank_lines(rest: &[u8]) -> u32 {
    let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    u32::try_from(breaks.count()).unwrap_or_default()
}

/// Our own files put `'` before cells that a spreadsheet would run as a formula.
fn unescaped(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let wide = match bytes {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(wide) = wide {
        let (text, bad) = wide.decode_with_bom_removal(bytes);
        if bad {
            return Err(FileError::UnknownEncoding { line: 1 }.into());
        }
        return without_nul(text);
    }
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return Err(FileError::NulBytes { line: line_of(bytes, place) }.into());
    }
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(plain) {
        return Ok(text);
    }
    let place = std::str::from_utf8(plain).err().map_or(0, |error| error.valid_up_to());
    GB18030
        .decode_without_bom_handling_and_without_replacement(plain)
        .ok_or_else(|| FileError::UnknownEncoding { line: line_of(plain, place) }.into())
}

fn without_nul(text: Cow<'_, str>) -> Result<Cow<'_, str>> {
    match text.find('\0') {
        Some(place) => Err(FileError::NulBytes { line: line_of(text.as_bytes(), place) }.into()),
        None => Ok(text),
    }
}

fn line_of(bytes: &[u8], place: usize) -> usize {
    bytes.iter().take(place).filter(|byte| **byte == b'\n').count().saturating_add(1)
}

/// The separator that the first line holds most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes().take_while(|byte| *byte != b'\n') {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count = count.saturating_add(usize::from(!quoted && byte == *separator));
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    counts.iter().find(|(_, count)| *count == most).map_or(b',', |(separator, _)| *separator)
}
