//! Words that do not stand in a finished product, and places that exist on one machine only.

use super::tree::has_word;
use super::{File, Looked, Tree};

/// The one file that may name the folder of the real sales data outside the project.
const DATA_FOLDER: &str = concat!("shared/data/", "adventureworks");

/// Split, so that this file does not find itself.
const UNFINISHED: [&str; 7] = [
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
    concat!("FIX", "ME"),
    concat!("TO", "DO"),
    concat!("HA", "CK"),
    concat!("coming", " soon"),
    concat!("敬请", "期待"),
];

const MACHINES: [&str; 5] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("C:\\", "Users"),
];

pub fn forbidden(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    for file in &tree.files {
        looked.at += 1;
        for (line, text) in numbered(file) {
            if let Some(word) = UNFINISHED.iter().find(|word| stands_in(text, word)) {
                let sentence = format!("`{word}`: finish it, or leave it out and open an issue");
                looked.finds(&format!("{}:{line}", file.path), &sentence);
            }
        }
    }
    looked
}

fn stands_in(text: &str, word: &str) -> bool {
    if word.ends_with('!') { text.contains(word) } else { has_word(text, word) }
}

pub fn places(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    let mut namers = Vec::new();
    for file in &tree.files {
        looked.at += 1;
        for (line, text) in numbered(file) {
            if MACHINES.iter().any(|place| begins_a_path(text, place)) {
                let sentence = "a place on one machine: take a temporary folder, or a path from the project's root";
                looked.finds(&format!("{}:{line}", file.path), sentence);
            }
        }
        if file.text.contains(DATA_FOLDER) {
            namers.push(file.path.as_str());
        }
    }
    if let [first, others @ ..] = namers.as_slice() {
        for other in others {
            looked.finds(other, &format!("the folder of real data is named in {first} already: use what stands there"));
        }
    }
    looked
}

/// At the start of a path, not in its middle.
fn begins_a_path(text: &str, place: &str) -> bool {
    text.match_indices(place).any(|(at, _)| {
        let before = text.get(..at).and_then(|part| part.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '@'))
    })
}

fn numbered(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.text.lines().enumerate().map(|(index, line)| (index + 1, line))
}
