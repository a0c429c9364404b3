//! `cargo xtask up`: from a fresh clone to the sample company in the browser.

use crate::postgres::free_port;
use crate::{need, process, web};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The port people remember; another is taken when somebody sits on it.
const PORT: u16 = 7440;

pub fn run(root: &Path, rest: &[&str]) -> Result<(), String> {
    need::builders(false)?;
    let web_folder = root.join("web");
    web::install(&web_folder)?;
    web::build(&web_folder)?;
    let binary = build_binary()?;
    let address = format!("127.0.0.1:{}", port()?);
    let mut demo = Command::new(binary);
    demo.arg("demo").arg("--data").arg(root.join("target/demo")).args(["--listen", &address]);
    let child = process::start(demo.args(rest).stdin(Stdio::null()))?;
    if process::wait(child)? { Ok(()) } else { Err("The sample company stopped; its words stand above.".to_owned()) }
}

/// Builds the program in the development profile: optimised dependencies, our own code quick to compile.
pub fn build_binary() -> Result<PathBuf, String> {
    if process::run(Command::new("cargo").args(["build", "--package", "beichen-cli"]))? {
        return Ok(binary());
    }
    Err("The binary did not build; the compiler's words stand above.".to_owned())
}

/// Where cargo puts the program.
pub fn binary() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let here = std::env::current_dir().unwrap_or_default();
    here.join(target).join("debug/beichen")
}

fn port() -> Result<u16, String> {
    if TcpListener::bind(("127.0.0.1", PORT)).is_ok() { Ok(PORT) } else { free_port() }
}
