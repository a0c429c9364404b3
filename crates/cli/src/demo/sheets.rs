//! Sheets of the sample company: written as files, and imported as anybody's files are.

use beichen_kernel::{Error, Result};
use beichen_sheets::{ImportRequest, Rows, Upload};

use super::Company;

/// A sheet on its way in.
pub struct Sheet {
    kind: &'static str,
    file_name: String,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A sheet with its titles and no row.
    pub fn new(kind: &'static str, file_name: impl Into<String>, titles: &[&str]) -> Self {
        let titles = titles.iter().map(|title| (*title).to_owned()).collect();
        Self { kind, file_name: file_name.into(), rows: vec![titles] }
    }

    pub fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.rows.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
    }

    fn text(&self) -> Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &self.rows {
            writer.write_record(row).map_err(Error::internal)?;
        }
        writer.into_inner().map_err(Error::internal)
    }
}

impl Company<'_> {
    /// Imports a sheet: every row or none. A sheet without rows is left out.
    pub async fn import(&self, sheet: Sheet) -> Result<()> {
        if sheet.rows.len() < 2 {
            return Ok(());
        }
        std::fs::create_dir_all(&self.deps.folder).map_err(Error::internal)?;
        let path = self.deps.folder.join(format!("sample-{}.csv", sheet.kind));
        std::fs::write(&path, sheet.text()?).map_err(Error::internal)?;
        let upload = Upload {
            kind: sheet.kind.to_owned(),
            path: path.clone(),
            file_name: sheet.file_name,
            profile_name: String::new(),
            profile_text: String::new(),
        };
        let request = ImportRequest { upload, rows: Rows::All, report: None };
        let ctx = self.at_work();
        let done = beichen_sheets::run_import(&ctx, self.deps, &self.registry, request, &|_| ()).await;
        std::fs::remove_file(&path).map_err(Error::internal)?;
        done.map(|_| ())
    }
}
