//! Reads a file beside the database work: rows are read, typed and compared with each other on a thread of their own.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use beichen_kernel::{Error, Kind, Result};
use beichen_store::Tx;
use tokio::sync::mpsc;

use crate::batch::store;
use crate::cell::CellReader;
use crate::kind::{Batch, CHUNK_ROWS, CellError, Counts, ImportKind, Verdict};
use crate::profile::model::Profile;
use crate::read::layout::Layout;
use crate::read::{self, RawRow};
use crate::row::ParsedRow;

/// Staged rows that are written between two looks at the table.
const APPLY_ROWS: u32 = 2_000;

/// A row whose cells cannot be read, or whose key came before.
pub(crate) struct Unsound {
    pub raw: RawRow,
    pub errors: Vec<CellError>,
}

/// What the reading thread sends.
pub(crate) enum Piece {
    /// Which column is which, once.
    Columns(Arc<Layout>),
    /// Rows that a kind may look at, each beside what stands in the file; and those that it may not.
    Rows { sound: Vec<ParsedRow>, raw: Vec<RawRow>, unsound: Vec<Unsound> },
}

/// How the cells of one file are to be read.
#[derive(Clone)]
pub(crate) struct Reading {
    pub path: PathBuf,
    pub kind: Arc<dyn ImportKind>,
    pub profile: Arc<Profile>,
    pub cells: CellReader,
}

/// Starts to read; pieces come in the order of the file, an error comes last.
pub(crate) fn start(reading: Reading) -> mpsc::Receiver<Result<Piece>> {
    let (sender, receiver) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        let last = sender.clone();
        if let Err(error) = read_all(&reading, sender) {
            // Nobody listens when the import was given up.
            let _ = last.blocking_send(Err(error));
        }
    });
    receiver
}

fn read_all(reading: &Reading, sender: mpsc::Sender<Result<Piece>>) -> Result<()> {
    let mut reader = RowReader {
        reading,
        sender,
        layout: None,
        keys: HashMap::new(),
        repeats: HashMap::new(),
        sound: Vec::new(),
        raw: Vec::new(),
        unsound: Vec::new(),
    };
    read::read(&reading.path, &reading.profile, &mut |raw| reader.take(raw))?;
    reader.send_rows()
}

struct RowReader<'a> {
    reading: &'a Reading,
    sender: mpsc::Sender<Result<Piece>>,
    layout: Option<Arc<Layout>>,
    /// Key → the row that had it first.
    keys: HashMap<String, u32>,
    /// Start of a row's hash → how often it came.
    repeats: HashMap<u128, u32>,
    sound: Vec<ParsedRow>,
    raw: Vec<RawRow>,
    unsound: Vec<Unsound>,
}

impl RowReader<'_> {
    fn take(&mut self, raw: RawRow) -> Result<()> {
        let Some(layout) = &self.layout else {
            let layout = Arc::new(Layout::settle(self.reading.kind.as_ref(), &self.reading.profile, &raw)?);
            self.layout = Some(Arc::clone(&layout));
            return self.send(Piece::Columns(layout));
        };
        match layout.parse(self.reading.cells, &raw) {
            Ok(row) => self.take_sound(row, raw),
            Err(errors) => self.unsound.push(Unsound { raw, errors }),
        }
        if self.sound.len().saturating_add(self.unsound.len()) >= CHUNK_ROWS {
            self.send_rows()?;
        }
        Ok(())
    }

    fn take_sound(&mut self, mut row: ParsedRow, raw: RawRow) {
        if let Some(key) = self.reading.kind.key(&row) {
            if let Some(first) = self.keys.get(&key) {
                let column = if row.text("code") == Some(key.as_str()) { "code" } else { "" };
                let error = CellError::new(column, "sheets.cell.duplicate").with("first", *first).with("key", key);
                self.unsound.push(Unsound { raw, errors: vec![error] });
                return;
            }
            self.keys.insert(key, row.number);
        }
        let start = row.hash.get(..32).and_then(|start| u128::from_str_radix(start, 16).ok()).unwrap_or_default();
        let repeat = self.repeats.entry(start).or_default();
        row.repeat = *repeat;
        *repeat = repeat.saturating_add(1);
        self.sound.push(row);
        self.raw.push(raw);
    }

    fn send_rows(&mut self) -> Result<()> {
        let sound = std::mem::take(&mut self.sound);
        let raw = std::mem::take(&mut self.raw);
        let unsound = std::mem::take(&mut self.unsound);
        if sound.is_empty() && unsound.is_empty() {
            return Ok(());
        }
        self.send(Piece::Rows { sound, raw, unsound })
    }

    fn send(&self, piece: Piece) -> Result<()> {
        self.sender.blocking_send(Ok(piece)).map_err(|_| Error::new(Kind::Unavailable, "sheets.import.given_up"))
    }
}

/// Walks the staged rows of a small kind, in the order of the file.
pub async fn apply_staged_rows<K: ImportKind + ?Sized>(kind: &K, tx: &mut Tx<'_>, batch: &Batch) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut last: u32 = 0;
    loop {
        let rows = store::staged_after(tx, batch.id, last, APPLY_ROWS).await?;
        let Some(end) = rows.last() else { return Ok(counts) };
        last = end.row;
        for row in rows {
            let verdict =
                if row.verdict == Verdict::Skip { Verdict::Skip } else { kind.apply_row(tx, batch, &row).await? };
            counts.add(verdict);
        }
    }
}
