//! Sheets in and out: reads CSV and XLSX, checks every cell, previews, writes all or nothing, and hands back failed rows.
//! A capability brings its kinds ([`ImportKind`]); this crate knows no order and no goal.
//! What is absent: formulas, macros, and files that open only in one program.

pub mod cell;
pub mod kind;
pub mod profile;
pub mod read;
pub mod row;
pub mod run;
pub mod words;

pub use cell::CellReader;
pub use kind::{
    Batch, CellError, CellType, Checked, Column, Counts, ImportKind, Memory, OpenColumns, Registry, StagedRow, Verdict,
};
pub use row::{Cell, ParsedRow};
