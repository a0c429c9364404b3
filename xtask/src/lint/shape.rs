//! How long a file may be, and how it begins.

use super::{Looked, Tree};

const RUST_LINES: usize = 500;
const SCREEN_LINES: usize = 300;

/// Written by a program, read by none of us.
const GENERATED: [&str; 2] = ["web/src/api/schema.d.ts", "web/src/routeTree.gen.ts"];

pub fn sizes(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    for file in &tree.files {
        let most = match file.path.rsplit('.').next() {
            Some("rs" | "ts") => RUST_LINES,
            Some("tsx") => SCREEN_LINES,
            _ => continue,
        };
        if GENERATED.contains(&file.path.as_str()) {
            continue;
        }
        looked.at += 1;
        let lines = file.text.lines().count();
        if lines > most {
            let sentence = format!("{lines} lines, and {most} is the end: cut it where its subject changes");
            looked.finds(&file.path, &sentence);
        }
    }
    looked
}

pub fn openings(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    for file in tree.rust() {
        looked.at += 1;
        let first = file.text.lines().next().unwrap_or_default();
        if !first.starts_with("//! ") || first.len() < 16 {
            looked.finds(&file.path, "open the file with one `//!` sentence in the words of the business");
        }
    }
    looked
}
