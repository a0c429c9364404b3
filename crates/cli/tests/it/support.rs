//! A data folder and the binary on it.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The binary under test.
pub const BEICHEN: &str = env!("CARGO_BIN_EXE_beichen");

/// The administrator of [`Place::administered`].
pub const BOSS: &str = "boss@acme.test";
/// The password of everybody in these tests.
pub const PASSWORD: &str = "a long password 8";

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

    /// With one organisation and its administrator.
    pub fn administered() -> Self {
        let place = Self::empty();
        place.said_to(
            &[
                "init",
                "--org",
                "Acme",
                "--currency",
                "CNY",
                "--time-zone",
                "Asia/Shanghai",
                "--admin",
                BOSS,
                "--password-stdin",
            ],
            PASSWORD,
            0,
        );
        place
    }

    /// Runs a command that reads from standard input, and gives all that it said.
    #[track_caller]
    pub fn said_to(&self, args: &[&str], input: &str, code: i32) -> String {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that is refused before it reads has closed its end.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let said = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap()).concat();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        said
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
        Self::command_at(&self.data(), args)
    }

    /// A command on another data folder.
    pub fn command_at(folder: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(BEICHEN);
        command.arg("--data").arg(folder).args(["--language", "en-US"]).args(args);
        command.env("BEICHEN_DEV", "1").env_remove("BEICHEN_DATABASE").stdin(Stdio::null());
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

/// A serving process; ends with the test.
pub struct Server(Child);

impl Server {
    /// Starts it on a free port, and gives the line that it says when it is ready.
    pub fn start(place: &Place, args: &[&str]) -> (Self, serde_json::Value) {
        let mut command = place.command(&[args, &["--listen", "127.0.0.1:0", "--json"]].concat());
        let mut server = Self(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
        let mut line = String::new();
        BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        (server, serde_json::from_str(&line).unwrap())
    }

    /// SIGKILL: whatever it is doing ends at this instant.
    pub fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
