//! A data folder and the binary on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The binary under test.
pub const BEICHEN: &str = env!("CARGO_BIN_EXE_beichen");

/// A folder of its own with an organisation in it.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// Nothing in it yet.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// With one organisation, without administrator.
    pub fn new() -> Self {
        let place = Self::empty();
        place.ok(&["init", "--org", "Acme", "--currency", "CNY", "--time-zone", "Asia/Shanghai"]);
        place
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file beside the data.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(BEICHEN);
        command.arg("--data").arg(self.data()).args(["--language", "en-US"]).args(args);
        command.env("BEICHEN_DEV", "1").env_remove("BEICHEN_DATABASE").stdin(std::process::Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Standard output of a command that must succeed.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Standard error of a command that must be refused with exit code 1.
    #[track_caller]
    pub fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}{}", String::from_utf8_lossy(&output.stdout));
        said
    }
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
