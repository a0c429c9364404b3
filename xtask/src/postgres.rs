//! A PostgreSQL of the suite's own: made in a fresh folder, on a free port, and ended with the suite.

use crate::process;
use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const READY_AFTER_TENTHS: u32 = 300;

/// A running cluster; dropping it stops the server and removes its folder.
pub struct Postgres {
    child: Option<Child>,
    folder: PathBuf,
    /// `postgres://user:password@host:port`, for `BEICHEN_TEST_POSTGRES`; each test makes its own database there.
    pub url: String,
}

/// The person the server runs as: `initdb` refuses root, so that root lends it to `postgres`.
#[derive(Clone, Copy)]
struct RunAs {
    user: u32,
    group: u32,
}

impl Postgres {
    pub fn start() -> Result<Self, String> {
        let binaries = binaries().ok_or("no PostgreSQL 15 or newer under /usr/lib/postgresql")?;
        let run_as = run_as()?;
        let folder = fresh_folder()?;
        let mut made = Self { child: None, folder, url: String::new() };
        made.make_cluster(&binaries, run_as)?;
        Ok(made)
    }

    fn make_cluster(&mut self, binaries: &Path, run_as: Option<RunAs>) -> Result<(), String> {
        let password = random_word()?;
        let secret = self.folder.join("password");
        fs::write(&secret, &password).map_err(|error| error.to_string())?;
        self.hand_over(run_as)?;
        let data = self.folder.join("data");
        let mut initdb = Command::new(binaries.join("initdb"));
        initdb
            .args(["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8"])
            .args(["--locale=C.UTF-8", "--no-sync", "--pwfile"])
            .args([secret.as_os_str(), "--pgdata".as_ref(), data.as_os_str()]);
        let answer = lent(&mut initdb, run_as)
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("cannot start initdb: {error}"))?;
        if !answer.status.success() {
            return Err(format!("initdb failed: {}", String::from_utf8_lossy(&answer.stderr)));
        }
        let port = free_port()?;
        let mut server = Command::new(binaries.join("postgres"));
        server.args(["-D".as_ref(), data.as_os_str()]);
        for setting in settings(port) {
            server.args(["-c".to_owned(), setting]);
        }
        let log = fs::File::create(self.folder.join("log")).map_err(|error| error.to_string())?;
        lent(&mut server, run_as).current_dir(&self.folder).stdin(Stdio::null());
        server.stdout(Stdio::null()).stderr(log);
        self.child = Some(process::start(&mut server)?);
        self.url = format!("postgres://postgres:{password}@127.0.0.1:{port}");
        self.wait_until_ready(binaries, port)
    }

    /// The folder belongs to whoever runs the server, and to nobody else.
    fn hand_over(&self, run_as: Option<RunAs>) -> Result<(), String> {
        let Some(RunAs { user, group }) = run_as else { return Ok(()) };
        for path in [self.folder.join("password"), self.folder.clone()] {
            std::os::unix::fs::chown(&path, Some(user), Some(group))
                .map_err(|error| format!("cannot give {} to postgres: {error}", path.display()))?;
        }
        Ok(())
    }

    fn wait_until_ready(&mut self, binaries: &Path, port: u16) -> Result<(), String> {
        let asker = binaries.join("pg_isready").display().to_string();
        for _ in 0..READY_AFTER_TENTHS {
            if process::was_stopped() {
                return Err("stopped by Ctrl-C".to_owned());
            }
            if self.child.as_mut().is_some_and(|child| !matches!(child.try_wait(), Ok(None))) {
                return Err(format!("PostgreSQL ended at its start:\n{}", self.log()));
            }
            let port = port.to_string();
            if process::ask(&asker, &["-q", "-h", "127.0.0.1", "-p", &port]).is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(format!("PostgreSQL did not answer within 30 s:\n{}", self.log()))
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(child) = self.child.take() {
            process::end(child, "INT"); // INT is PostgreSQL's fast shutdown
        }
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// A throw-away server: what it loses in a power cut is of no use to anybody.
fn settings(port: u16) -> Vec<String> {
    [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        "unix_socket_directories=".to_owned(),
        "fsync=off".to_owned(),
        "synchronous_commit=off".to_owned(),
        "full_page_writes=off".to_owned(),
        "max_connections=300".to_owned(),
        "shared_buffers=128MB".to_owned(),
        "autovacuum_naptime=60s".to_owned(),
        "timezone=UTC".to_owned(),
    ]
    .into()
}

fn lent(command: &mut Command, run_as: Option<RunAs>) -> &mut Command {
    match run_as {
        Some(RunAs { user, group }) => command.uid(user).gid(group),
        None => command,
    }
}

fn run_as() -> Result<Option<RunAs>, String> {
    if !crate::apt::is_root() {
        return Ok(None);
    }
    let number = |flag: &str| process::ask("id", &[flag, "postgres"]).and_then(|said| said.trim().parse().ok());
    match (number("-u"), number("-g")) {
        (Some(user), Some(group)) => Ok(Some(RunAs { user, group })),
        _ => Err("PostgreSQL refuses to run as root, and this system has no user `postgres`".to_owned()),
    }
}

/// The newest installed server of version 15 or later.
pub fn binaries() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib/postgresql").ok()?;
    let newest = folders
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok().map(|at| (at, entry.path())))
        .filter(|(version, path)| *version >= 15 && path.join("bin/initdb").exists())
        .max()?;
    Some(newest.1.join("bin"))
}

fn fresh_folder() -> Result<PathBuf, String> {
    let folder = std::env::temp_dir().join(format!("beichen-postgres-{}", random_word()?));
    fs::create_dir(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).map_err(|error| error.to_string())?;
    Ok(folder)
}

/// Twelve random bytes in hex: a folder's name, a password that lives as long as the suite.
fn random_word() -> Result<String, String> {
    let mut bytes = [0_u8; 12];
    fs::File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .map_err(|error| format!("no randomness: {error}"))?;
    Ok(format!("{:024x}", bytes.iter().fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte))))
}

/// A port that nobody listens on at this moment.
pub fn free_port() -> Result<u16, String> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no free port on 127.0.0.1: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_to_its_password_and_leaves_nothing_behind() {
        let postgres = Postgres::start().unwrap();
        let psql = binaries().unwrap().join("psql").display().to_string();
        let said = process::ask(&psql, &[&postgres.url, "-Atc", "select 6 * 7"]);
        assert_eq!(said.as_deref(), Some("42\n"));
        let wrong = postgres.url.replace("@127", "wrong@127");
        assert_eq!(process::ask(&psql, &[&wrong, "-Atc", "select 1"]), None);

        let (folder, url) = (postgres.folder.clone(), postgres.url.clone());
        drop(postgres);

        assert!(!folder.exists());
        assert_eq!(process::ask(&psql, &[&url, "-Atc", "select 1"]), None);
    }
}
