//! Cargo's helpers: taken from PATH when they fit, else installed for this project alone, at one version.

use crate::need::version;
use crate::process::{ask, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A helper, the oldest version that will do, and the one installed when there is none.
pub struct Tool {
    name: &'static str,
    least: (u32, u32),
    pinned: &'static str,
}

pub const NEXTEST: Tool = Tool { name: "cargo-nextest", least: (0, 9), pinned: "0.9.143" };
pub const DENY: Tool = Tool { name: "cargo-deny", least: (0, 18), pinned: "0.20.2" };

/// Where the tool stands, installing it first when PATH has none that fits.
pub fn provide(root: &Path, tool: &Tool) -> Result<PathBuf, String> {
    let own = root.join("target/tools/bin").join(tool.name);
    for place in [PathBuf::from(tool.name), own.clone()] {
        if fits(&place, tool) {
            return Ok(place);
        }
    }
    println!("Installing {} {} into target/tools", tool.name, tool.pinned);
    // Built without optimisation: it runs for seconds, and its build would take many minutes otherwise.
    let installed = run(Command::new("cargo").args(["install", "--locked", "--debug", "--root"]).args([
        root.join("target/tools").as_os_str(),
        "--target-dir".as_ref(),
        root.join("target/tools/build").as_os_str(),
        format!("{}@{}", tool.name, tool.pinned).as_ref(),
    ]))?;
    if installed && fits(&own, tool) {
        return Ok(own);
    }
    Err(format!("`cargo install {}@{}` failed; its words stand above", tool.name, tool.pinned))
}

fn fits(place: &Path, tool: &Tool) -> bool {
    let word = tool.name.trim_start_matches("cargo-");
    let said = ask(&place.display().to_string(), &[word, "--version"])
        .or_else(|| ask(&place.display().to_string(), &["--version"]));
    said.and_then(|said| version(&said)).is_some_and(|found| found >= tool.least)
}
