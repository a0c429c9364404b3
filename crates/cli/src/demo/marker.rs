//! The note in a demo's data folder: which seed and day it was made with.

use std::path::Path;

use beichen_engine::day::Day;
use beichen_kernel::{Error, Result};
use serde::{Deserialize, Serialize};

/// The note's file.
pub const MARKER: &str = "demo.json";

/// What a demo was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    pub seed: u64,
    pub today: Day,
}

impl Marker {
    /// Whether the demo's open month is over: it must be made anew to be of the present month.
    pub fn is_older_than_its_month(&self, today: Day) -> bool {
        self.today.first_of_month() < today.first_of_month()
    }
}

/// What the demo in the folder is made with; `None` where there is none.
pub fn marker(folder: &Path) -> Result<Option<Marker>> {
    match std::fs::read(folder.join(MARKER)) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(Error::internal),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::internal(error)),
    }
}

/// Marks the folder as a demo's, before anything is made in it: half a demo is known as one too.
pub fn mark(folder: &Path, today: Day) -> Result<()> {
    let bytes = serde_json::to_vec_pretty(&Marker { seed: super::SEED, today }).map_err(Error::internal)?;
    std::fs::write(folder.join(MARKER), bytes).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(today: &str) -> Marker {
        Marker { seed: 1, today: today.parse().unwrap() }
    }

    #[test]
    fn a_demo_is_old_from_the_first_day_of_the_next_month_on() {
        assert!(!of("2026-11-01").is_older_than_its_month("2026-11-30".parse().unwrap()));
        assert!(of("2026-11-30").is_older_than_its_month("2026-12-01".parse().unwrap()));
        assert!(of("2025-12-31").is_older_than_its_month("2026-01-01".parse().unwrap()));
        assert!(!of("2026-11-30").is_older_than_its_month("2026-10-01".parse().unwrap()));
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(marker(folder.path()).unwrap(), None);
        mark(folder.path(), of("2026-11-23").today).unwrap();
        assert_eq!(marker(folder.path()).unwrap().map(|marker| marker.today), Some(of("2026-11-23").today));
    }
}
