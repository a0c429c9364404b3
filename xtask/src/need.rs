//! What must be on the machine before anything is built: asked all at once, reported all at once.

use crate::process::ask;

/// The oldest versions that everything here was built with.
const RUST: (u32, u32) = (1, 95);
const NODE: (u32, u32) = (20, 19);

/// Says in one message all that is missing: Rust with its parts, Node with npm, a C compiler.
pub fn builders(with_lints: bool) -> Result<(), String> {
    let mut missing = Vec::new();
    missing.extend(rust());
    if with_lints {
        missing.extend(rust_part("fmt", "rustfmt"));
        missing.extend(rust_part("clippy", "clippy"));
    }
    missing.extend(node());
    missing.extend(c_compiler());
    report(&missing)
}

fn report(missing: &[String]) -> Result<(), String> {
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("This machine lacks what the build needs:\n{}", as_list(missing)))
}

fn as_list(lines: &[String]) -> String {
    lines
        .iter()
        .flat_map(|line| {
            [
                "  - ", line, "
",
            ]
        })
        .collect()
}

fn rust() -> Option<String> {
    let wanted = format!("Rust {}.{} or newer: https://rustup.rs, then `rustup update stable`", RUST.0, RUST.1);
    too_old("Rust", ask("rustc", &["--version"]), RUST, &wanted)
}

fn rust_part(command: &str, part: &str) -> Option<String> {
    if ask("cargo", &[command, "--version"]).is_some() {
        return None;
    }
    Some(format!("{part}: `rustup component add {part}`"))
}

fn node() -> Option<String> {
    let wanted = format!("Node.js {}.{} or newer, with npm: https://nodejs.org", NODE.0, NODE.1);
    let old = too_old("Node.js", ask("node", &["--version"]), NODE, &wanted);
    if old.is_some() {
        return old;
    }
    if ask("npm", &["--version"]).is_none() {
        return Some("npm, which belongs to Node.js: https://nodejs.org".to_owned());
    }
    None
}

fn c_compiler() -> Option<String> {
    if ["cc", "gcc", "clang"].iter().any(|name| ask(name, &["--version"]).is_some()) {
        return None;
    }
    Some("a C compiler (SQLite is compiled in): on Debian `apt-get install gcc libc6-dev`".to_owned())
}

fn too_old(name: &str, said: Option<String>, least: (u32, u32), wanted: &str) -> Option<String> {
    let Some(said) = said else { return Some(wanted.to_owned()) };
    match version(&said) {
        Some(found) if found >= least => None,
        Some(found) => Some(format!("{wanted} (here: {name} {}.{})", found.0, found.1)),
        None => Some(format!("{wanted} (here it answers {:?})", said.trim())),
    }
}

/// The first `major.minor` in what a program says of itself.
pub fn version(said: &str) -> Option<(u32, u32)> {
    said.split_whitespace().find_map(|word| {
        let mut numbers = word.trim_start_matches('v').split('.');
        let major = numbers.next()?.parse().ok()?;
        let minor = numbers.next()?.parse().ok()?;
        Some((major, minor))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_what_programs_say() {
        assert_eq!(version("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version("no number here"), None);
    }

    #[test]
    fn an_old_or_absent_program_is_named_with_what_is_wanted() {
        let old = too_old("Node.js", Some("v18.2.0".to_owned()), NODE, "Node.js 20.19");
        assert_eq!(old.as_deref(), Some("Node.js 20.19 (here: Node.js 18.2)"));
        let absent = too_old("Node.js", None, NODE, "Node.js 20.19");
        assert_eq!(absent.as_deref(), Some("Node.js 20.19"));
        assert_eq!(too_old("Node.js", Some("v22.0.0".to_owned()), NODE, "Node.js 20.19"), None);
    }

    #[test]
    fn all_that_is_missing_stands_in_one_message() {
        let message = report(&["one".to_owned(), "two".to_owned()]).unwrap_err();
        assert!(message.contains("- one") && message.contains("- two"), "{message}");
    }
}
