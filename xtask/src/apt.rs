//! What the test suite needs from the system: installed when that is allowed, else named with the line to run.

use crate::process::{ask, run};
use std::path::{Path, PathBuf};
use std::process::Command;

const NO_CLUSTER: &str = "/etc/postgresql-common/createcluster.conf";
const NO_CLUSTER_LINE: &str = "create_main_cluster = false\n";

/// One thing the suite needs, the package that brings it, and how to see whether it is there.
struct Need {
    package: &'static str,
    is_there: fn() -> bool,
}

const NEEDS: [Need; 5] = [
    Need { package: "postgresql", is_there: || crate::postgres::binaries().is_some() },
    Need { package: "chromium", is_there: || chromium().is_some() },
    Need { package: "fonts-noto-cjk", is_there: has_chinese_font },
    Need { package: "poppler-utils", is_there: || on_path("pdftotext") },
    Need { package: "python3", is_there: || on_path("python3") },
];

/// Who may install here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Rights {
    Root,
    Sudo,
    Nobody,
}

/// Brings what is missing, or says which line brings it.
pub fn provide() -> Result<(), String> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let line = install_line(&missing);
    if !on_path("apt-get") {
        return Err(format!("The tests need these Debian packages, or what equals them here: {}", missing.join(" ")));
    }
    let rights = rights();
    if rights == Rights::Nobody {
        return Err(format!("The tests need more of the system. Run:\n  {line}"));
    }
    println!("Installing {}", missing.join(", "));
    install(&missing, rights)?;
    let left = self::missing();
    if left.is_empty() { Ok(()) } else { Err(format!("apt-get installed {missing:?}, and still missing: {left:?}")) }
}

fn missing() -> Vec<&'static str> {
    NEEDS.iter().filter(|need| !(need.is_there)()).map(|need| need.package).collect()
}

/// The line for a person without these rights; the first part keeps Debian from starting a server of its own.
fn install_line(packages: &[&str]) -> String {
    let no_cluster = if packages.contains(&"postgresql") {
        format!(
            "sudo mkdir -p /etc/postgresql-common && echo '{}' | sudo tee -a {NO_CLUSTER} && ",
            NO_CLUSTER_LINE.trim()
        )
    } else {
        String::new()
    };
    format!("{no_cluster}sudo apt-get update && sudo apt-get install -y {}", packages.join(" "))
}

fn install(packages: &[&'static str], rights: Rights) -> Result<(), String> {
    if packages.contains(&"postgresql") {
        forbid_main_cluster(rights)?;
    }
    let mut update = as_root(rights, &["apt-get", "update", "-q"]);
    if !run(&mut update)? {
        return Err("apt-get update failed; its words stand above".to_owned());
    }
    let mut words = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q"];
    words.extend(["--no-install-recommends", "-o", "Dpkg::Options::=--force-confold"]);
    words.extend(packages);
    if !run(&mut as_root(rights, &words))? {
        return Err(format!("apt-get could not install {}; its words stand above", packages.join(" ")));
    }
    Ok(())
}

/// Debian makes and starts a cluster when it installs PostgreSQL, unless this file says no.
fn forbid_main_cluster(rights: Rights) -> Result<(), String> {
    let script = format!(
        "mkdir -p /etc/postgresql-common && {{ grep -qs '^create_main_cluster *= *false' {NO_CLUSTER} || printf '{}' >> {NO_CLUSTER}; }}",
        NO_CLUSTER_LINE.replace('\n', "\\n")
    );
    if run(&mut as_root(rights, &["sh", "-c", &script]))? {
        return Ok(());
    }
    Err(format!("cannot write {NO_CLUSTER}"))
}

fn as_root(rights: Rights, words: &[&str]) -> Command {
    let mut all = if rights == Rights::Sudo { vec!["sudo", "-n"] } else { Vec::new() };
    all.extend(words);
    let mut command = Command::new(all.first().copied().unwrap_or_default());
    command.args(all.get(1..).unwrap_or_default());
    command
}

fn rights() -> Rights {
    if is_root() {
        return Rights::Root;
    }
    if ask("sudo", &["-n", "true"]).is_some() { Rights::Sudo } else { Rights::Nobody }
}

pub fn is_root() -> bool {
    ask("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}

/// The browser of the end-to-end tests.
pub fn chromium() -> Option<PathBuf> {
    let debian = Path::new("/usr/bin/chromium");
    debian.exists().then(|| debian.to_path_buf())
}

fn has_chinese_font() -> bool {
    if let Some(fonts) = ask("fc-list", &[":lang=zh-cn", "family"]) {
        return !fonts.trim().is_empty();
    }
    Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_to_run_keeps_debian_from_starting_its_own_server() {
        let line = install_line(&["postgresql", "python3"]);
        assert!(line.contains("create_main_cluster = false"), "{line}");
        assert!(line.ends_with("apt-get update && sudo apt-get install -y postgresql python3"), "{line}");
        assert!(!install_line(&["python3"]).contains("create_main_cluster"));
    }

    #[test]
    fn sudo_stands_first_only_where_it_is_needed() {
        assert_eq!(as_root(Rights::Sudo, &["apt-get", "update"]).get_program(), "sudo");
        assert_eq!(as_root(Rights::Root, &["apt-get", "update"]).get_program(), "apt-get");
    }
}
