//! One import of one file: its states, its counts, and what may become of it.

use std::collections::BTreeMap;

use beichen_kernel::{BatchId, Result, Timestamp, Version};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString};

use crate::kind::{CellError, Counts, Verdict};
use crate::undo::Undone;

/// Rows that the preview shows: the first ones, and as many of the failed ones.
pub const PREVIEW_ROWS: usize = 50;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// Rows are being checked; after a crash it is a leftover.
    Staging,
    /// Checked; nothing is written yet.
    Staged,
    Applied,
    /// Written, and taken back again.
    Undone,
    Discarded,
    /// Its file could not be read to the end; its job says why.
    Refused,
}

/// Which rows are written when some of them failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Display, EnumString, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Rows {
    /// All, or none when one failed.
    #[default]
    All,
    /// Those that are sound.
    Valid,
}

/// A row as the preview shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    pub row: u32,
    pub verdict: Verdict,
    /// Column of the product → text.
    pub cells: BTreeMap<String, String>,
    #[serde(default)]
    pub errors: Vec<CellError>,
    #[serde(default)]
    pub notes: Vec<CellError>,
}

/// What the preview keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub first: Vec<PreviewRow>,
    pub failed: Vec<PreviewRow>,
    /// What is said beside rows of the whole file, one of each code.
    #[serde(default)]
    pub notes: Vec<NotedRows>,
}

/// How many rows a note stands beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotedRows {
    pub rows: u64,
    /// The first of them, and what is said there.
    pub row: u32,
    pub first: CellError,
}

impl Preview {
    /// Counts what is said beside a row.
    pub fn note(&mut self, row: u32, note: &CellError) {
        match self.notes.iter_mut().find(|known| known.first.code == note.code) {
            Some(known) => known.rows = known.rows.saturating_add(1),
            None => self.notes.push(NotedRows { rows: 1, row, first: note.clone() }),
        }
    }
}

/// An import, as the database knows it.
#[derive(Debug, Clone)]
pub struct Import {
    pub id: BatchId,
    pub version: Version,
    pub kind: String,
    pub file_name: String,
    pub file_hash: String,
    pub file_size: u64,
    pub profile_name: String,
    /// The TOML that was used.
    pub profile_text: String,
    pub columns: Vec<String>,
    pub state: State,
    /// Rows looked at so far; all of them once it is staged.
    pub row_count: u64,
    pub counts: Counts,
    pub preview: Preview,
    pub rows_hash: String,
    pub created_by: String,
    pub created_at: Timestamp,
    pub applied_at: Option<Timestamp>,
    /// The transaction that wrote it.
    pub applied_tx: Option<uuid::Uuid>,
    pub undone_at: Option<Timestamp>,
    /// What undoing it did.
    pub undone: Option<Undone>,
    pub job: Option<uuid::Uuid>,
}

/// What can happen to an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, Display)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Apply,
    /// Write only the sound rows.
    ApplyValid,
    Discard,
    Undo,
    DownloadFailed,
    DownloadFile,
}

beichen_kernel::errors! {
    /// Why an import refuses.
    pub enum ImportError in "sheets.import" {
        NotStaged { state: String } = "not_staged" => Conflict,
        HasFailedRows { failed: u64, rows: u64 } = "has_failed_rows" => Conflict,
        NothingSound = "nothing_sound" => Conflict,
        SourceGone { file: String } = "source_gone" => NotFound,
        UploadTooLarge { limit_mib: u64 } = "upload_too_large" => TooLarge,
        ReportUnwritable { file: String } = "report_unwritable" => Invalid,
        NoFile = "no_file" => Invalid,
        UnknownFormat { format: String } = "unknown_format" => Invalid,
        UnfinishedUpload = "unfinished_upload" => Invalid,
        ChangedSince { value: String } = "changed_since" => Conflict,
        NotWritten { state: String } = "not_written" => Conflict,
        NoUndo { kind: String } = "no_undo" => Conflict,
        UndoBlocked { rows: u64 } = "undo_blocked" => Conflict,
    }
}

/// The code of [`ImportError::ChangedSince`], which a kind answers with while it writes.
pub const CHANGED_SINCE: &str = "sheets.import.changed_since";

impl Import {
    /// Forgets what an earlier check found.
    pub fn begin_check(&mut self) -> Result<(), ImportError> {
        self.may_discard()?;
        self.state = State::Staging;
        self.row_count = 0;
        self.counts = Counts::default();
        self.preview = Preview::default();
        self.rows_hash = String::new();
        Ok(())
    }

    /// The file could not be read to its end.
    pub fn refuse(&mut self) {
        self.state = State::Refused;
        self.row_count = 0;
        self.counts = Counts::default();
        self.preview = Preview::default();
    }

    /// Whether these rows may be written now.
    pub fn may_apply(&self, rows: Rows) -> Result<(), ImportError> {
        if self.state != State::Staged {
            return Err(ImportError::NotStaged { state: self.state.to_string() });
        }
        let failed = self.counts.failed;
        if failed == 0 {
            return Ok(());
        }
        if rows == Rows::All {
            return Err(ImportError::HasFailedRows { failed, rows: self.counts.total() });
        }
        if failed == self.counts.total() { Err(ImportError::NothingSound) } else { Ok(()) }
    }

    /// Whether it may be thrown away.
    pub fn may_discard(&self) -> Result<(), ImportError> {
        match self.state {
            State::Staging | State::Staged => Ok(()),
            State::Applied | State::Undone | State::Discarded | State::Refused => {
                Err(ImportError::NotStaged { state: self.state.to_string() })
            }
        }
    }

    /// The transaction that wrote it, if it may be undone.
    pub fn may_undo(&self) -> Result<uuid::Uuid, ImportError> {
        let written = self.applied_tx.filter(|_| self.state == State::Applied);
        written.ok_or_else(|| ImportError::NotWritten { state: self.state.to_string() })
    }

    /// Everything that it wrote is taken back.
    pub fn undo(&mut self, undone: Undone, now: Timestamp) {
        self.state = State::Undone;
        self.undone_at = Some(now);
        self.undone = Some(undone);
    }

    /// Whether its state permits the action.
    pub fn permits(&self, action: Action) -> bool {
        match action {
            Action::Apply => self.may_apply(Rows::All).is_ok(),
            Action::ApplyValid => self.counts.failed > 0 && self.may_apply(Rows::Valid).is_ok(),
            Action::Discard => self.may_discard().is_ok(),
            Action::Undo => self.may_undo().is_ok(),
            Action::DownloadFailed => {
                self.counts.failed > 0 && matches!(self.state, State::Staged | State::Applied | State::Undone)
            }
            Action::DownloadFile => true,
        }
    }

    /// How many rows writing it changes.
    pub fn changing(&self) -> u64 {
        self.counts.new.saturating_add(self.counts.update)
    }

    /// Whether writing it changes anything at all.
    pub fn changes_something(&self) -> bool {
        self.changing() > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(state: State, failed: u64) -> Import {
        Import {
            id: BatchId::from(uuid::Uuid::nil()),
            version: Version::FIRST,
            kind: "goals".to_owned(),
            file_name: "goals.csv".to_owned(),
            file_hash: String::new(),
            file_size: 0,
            profile_name: String::new(),
            profile_text: String::new(),
            columns: Vec::new(),
            state,
            row_count: 10,
            counts: Counts { new: 10 - failed, failed, ..Counts::default() },
            preview: Preview::default(),
            rows_hash: String::new(),
            created_by: String::new(),
            created_at: Timestamp::from_micros(0),
            applied_at: None,
            applied_tx: None,
            undone_at: None,
            undone: None,
            job: None,
        }
    }

    #[test]
    fn one_failed_row_keeps_all_rows_out_unless_the_sound_ones_are_asked_for() {
        let refused = import(State::Staged, 1).may_apply(Rows::All);
        assert_eq!(refused, Err(ImportError::HasFailedRows { failed: 1, rows: 10 }));
        assert_eq!(import(State::Staged, 1).may_apply(Rows::Valid), Ok(()));
        assert_eq!(import(State::Staged, 10).may_apply(Rows::Valid), Err(ImportError::NothingSound));
    }

    #[test]
    fn what_is_written_is_not_written_or_thrown_away_again() {
        let applied = import(State::Applied, 0);
        assert_eq!(applied.may_apply(Rows::All), Err(ImportError::NotStaged { state: "applied".to_owned() }));
        assert_eq!(applied.may_discard(), Err(ImportError::NotStaged { state: "applied".to_owned() }));
        assert!(!applied.permits(Action::Discard));
    }

    #[test]
    fn only_what_is_written_is_undone_and_only_once() {
        let refused = |state: &str| Err(ImportError::NotWritten { state: state.to_owned() });
        assert_eq!(import(State::Staged, 0).may_undo(), refused("staged"));
        let tx = uuid::Uuid::from_u128(1);
        let mut written = Import { applied_tx: Some(tx), ..import(State::Applied, 0) };
        assert_eq!(written.may_undo(), Ok(tx));
        written.undo(Undone { taken_back: 10, ..Undone::default() }, Timestamp::from_micros(5));
        assert_eq!(written.may_undo(), refused("undone"));
        assert_eq!((written.undone_at, written.permits(Action::Undo)), (Some(Timestamp::from_micros(5)), false));
    }
}
