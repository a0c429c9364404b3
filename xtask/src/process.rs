//! Children: started in a group of their own, watched, and ended with all that they started.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

static STOPPED: AtomicBool = AtomicBool::new(false);
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// How a child ended, and all that it said.
pub struct Outcome {
    pub ok: bool,
    pub said: String,
}

/// Ctrl-C (and a request to end) stops the step that runs; what must be cleaned up is cleaned by its owner's `Drop`.
pub fn listen_for_ctrl_c() {
    let heard = ctrlc::set_handler(|| {
        STOPPED.store(true, Ordering::SeqCst);
        for id in running() {
            signal_group(id, "TERM");
        }
    });
    if let Err(error) = heard {
        eprintln!("Ctrl-C will not be handled: {error}");
    }
}

pub fn was_stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

fn running() -> Vec<u32> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn remember(id: u32) {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner).push(id);
}

fn forget(id: u32) {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner).retain(|&known| known != id);
}

/// Runs the command to its end, its words going to the terminal.
pub fn run(command: &mut Command) -> Result<bool, String> {
    fed(command, Stdio::null())
}

/// As `run`, reading from `input`.
pub fn fed(command: &mut Command, input: Stdio) -> Result<bool, String> {
    let child = start(command.stdin(input))?;
    wait(child)
}

/// Runs the command to its end, its words going to the terminal and into the answer.
pub fn run_and_listen(command: &mut Command) -> Result<Outcome, String> {
    let mut child = start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let said = Arc::new(Mutex::new(Vec::new()));
    let listeners =
        [child.stdout.take().map(|pipe| pass_on(pipe, &said)), child.stderr.take().map(|pipe| pass_on(pipe, &said))];
    let ok = wait(child)?;
    for listener in listeners.into_iter().flatten() {
        listener.join().ok();
    }
    let said = said.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Outcome { ok, said: String::from_utf8_lossy(&said).into_owned() })
}

/// What the command prints, or nothing when it is missing or fails.
pub fn ask(program: &str, words: &[&str]) -> Option<String> {
    let answer = Command::new(program).args(words).stdin(Stdio::null()).output().ok()?;
    answer.status.success().then(|| String::from_utf8_lossy(&answer.stdout).into_owned())
}

/// What the command prints, its complaints going to the terminal.
pub fn told_by(command: &mut Command) -> Result<String, String> {
    let mut child = start(command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let mut said = String::new();
    let read = child.stdout.take().map_or(Ok(0), |mut pipe| pipe.read_to_string(&mut said));
    let ok = wait(child)?;
    read.map_err(|error| error.to_string())?;
    if ok { Ok(said) } else { Err(format!("{} failed; its words stand above", command.get_program().display())) }
}

/// Starts a child in a process group of its own, so that ending it ends its own children too.
pub fn start(command: &mut Command) -> Result<Child, String> {
    if was_stopped() {
        return Err("stopped by Ctrl-C".to_owned());
    }
    for name in std::env::vars_os().map(|(name, _)| name).filter(|name| is_of_our_cargo(name)) {
        command.env_remove(name);
    }
    let child = command
        .process_group(0)
        .spawn()
        .map_err(|error| format!("cannot start {}: {error}", command.get_program().display()))?;
    remember(child.id());
    if was_stopped() {
        signal_group(child.id(), "TERM");
    }
    Ok(child)
}

/// Whether the cargo that runs this program set it: a cargo that sees it compiles crates anew that look at it.
fn is_of_our_cargo(name: &OsStr) -> bool {
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_"]
        .iter()
        .any(|start| name.as_encoded_bytes().starts_with(start.as_bytes()))
}

pub fn wait(mut child: Child) -> Result<bool, String> {
    let ended = child.wait();
    forget(child.id());
    ended.map(|status| status.success()).map_err(|error| error.to_string())
}

/// Ends a child by its own id: asks with the signal named, and after ten seconds kills.
pub fn end(mut child: Child, signal: &str) {
    signal_group(child.id(), signal);
    for _ in 0..100 {
        if matches!(child.try_wait(), Ok(Some(_)) | Err(_)) {
            forget(child.id());
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill().ok();
    child.wait().ok();
    forget(child.id());
}

fn signal_group(id: u32, signal: &str) {
    let line = format!("kill -{signal} -{id}");
    Command::new("sh").args(["-c", &line]).stderr(Stdio::null()).status().ok();
}

fn pass_on(mut pipe: impl Read + Send + 'static, said: &Arc<Mutex<Vec<u8>>>) -> JoinHandle<()> {
    let said = Arc::clone(said);
    std::thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(count @ 1..) = pipe.read(&mut buffer) {
            let part = buffer.get(..count).unwrap_or_default();
            std::io::stdout().write_all(part).ok();
            std::io::stdout().flush().ok();
            said.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(part);
        }
    })
}
