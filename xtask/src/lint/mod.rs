//! The laws of the house. Each looks at the tree, counts what it looked at, and says how to mend what it finds.

mod codes;
mod layers;
mod locales;
mod roles;
mod shape;
mod tree;
mod web;
mod words;

#[cfg(test)]
mod broken;

use crate::{generate, need, up};
use std::path::Path;
pub use tree::{File, Tree};

/// What a law saw: how many things, and what breaks it.
#[derive(Default)]
pub struct Looked {
    pub at: usize,
    pub findings: Vec<String>,
}

impl Looked {
    /// One place where the law is broken, and the sentence that tells how to mend it.
    pub fn finds(&mut self, place: &str, sentence: &str) {
        self.findings.push(format!("{place}: {sentence}"));
    }
}

pub struct Law {
    /// Also the folder of its broken fixture.
    pub name: &'static str,
    /// Fewer things than this means that the law no longer sees what it was made for.
    pub least: usize,
    pub check: fn(&Tree) -> Looked,
}

pub const LAWS: &[Law] = &[
    Law { name: "layers", least: 40, check: layers::edges },
    Law { name: "neighbours", least: 60, check: layers::neighbours },
    Law { name: "roles", least: 60, check: roles::who_speaks_what },
    Law { name: "aggregates", least: 5, check: roles::aggregates },
    Law { name: "sizes", least: 100, check: shape::sizes },
    Law { name: "openings", least: 80, check: shape::openings },
    Law { name: "words", least: 120, check: words::forbidden },
    Law { name: "places", least: 120, check: words::places },
    Law { name: "codes", least: 40, check: codes::translated },
    Law { name: "locales", least: 100, check: locales::same_in_both },
    Law { name: "web-words", least: 20, check: web::words_are_translated },
    Law { name: "web-features", least: 10, check: web::features_stay_apart },
];

/// `cargo xtask lint`: the laws, and that what is generated is current.
pub fn run(root: &Path) -> Result<(), String> {
    let laws = laws(root);
    need::builders(false)?;
    let current = up::build_binary().and_then(|binary| generate::must_be_current(root, &binary));
    if let Err(why) = &current {
        println!("generated files: {why}");
    }
    laws.and(current)
}

/// The laws alone: nothing is built.
pub fn laws(root: &Path) -> Result<(), String> {
    let tree = Tree::of_workspace(root)?;
    let mut broken = 0;
    for law in LAWS {
        let findings = law.findings(&tree);
        for finding in &findings {
            println!("{}: {finding}", law.name);
        }
        broken += findings.len();
    }
    if broken == 0 { Ok(()) } else { Err(format!("the laws are broken in {broken} places, listed above")) }
}

impl Law {
    fn findings(&self, tree: &Tree) -> Vec<String> {
        let mut looked = (self.check)(tree);
        if looked.at < self.least {
            looked.findings.push(format!(
                "this law looked at {} things and should see at least {}: it has lost its subject; mend the law in xtask/src/lint, or put back what is gone",
                looked.at, self.least
            ));
        }
        looked.findings
    }
}
