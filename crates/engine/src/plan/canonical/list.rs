//! The comments of a list go with its entries, wherever these stand in the changed one.

use serde_json::Value as Json;
use toml_edit::{Array, RawString, Value};

use super::rewrite::identity;

/// The comments that stand at an entry.
#[derive(Default, Clone)]
struct Notes {
    above: Vec<String>,
    behind: String,
}

/// How an entry of the old list becomes one of the new: what did not change keeps its writing.
type Inside = fn(&Value, &Json, &mut Value, &Json);

/// Puts comments and unchanged entries of `old` into `new`.
pub(super) fn transplant(old: &Array, before: &[Json], new: &mut Array, value: &[Json], inside: Inside) {
    let (mut notes, last) = notes(old);
    let same = same_entries(before, value);
    let mut kept: Vec<Notes> = Vec::with_capacity(value.len());
    for ((fresh, fresh_value), index) in new.iter_mut().zip(value).zip(&same) {
        let found = index.and_then(|index| Some((old.get(index)?, before.get(index)?, notes.get_mut(index)?)));
        let Some((old, old_value, notes)) = found else {
            kept.push(Notes::default());
            continue;
        };
        inside(old, old_value, fresh, fresh_value);
        *fresh.decor_mut() = toml_edit::Decor::default();
        kept.push(std::mem::take(notes));
    }
    if last.is_empty() && kept.iter().all(|notes| notes.above.is_empty() && notes.behind.is_empty()) {
        return;
    }
    write(new, &kept, &last);
}

/// By what an old entry is known again.
#[derive(Clone, Copy)]
enum Rule {
    Equal,
    Named,
    There,
}

/// For each new entry the place of the old one that it was, each taken once: an equal one, else one of the same name,
/// else the one at the same place of a list as long.
pub(super) fn same_entries(before: &[Json], value: &[Json]) -> Vec<Option<usize>> {
    let mut same: Vec<Option<usize>> = vec![None; value.len()];
    let is_as_long = before.len() == value.len();
    let is_same = |rule: Rule, (place, fresh): (usize, &Json), (index, old): (usize, &Json)| match rule {
        Rule::Equal => fresh == old,
        Rule::Named => identity(fresh).is_some() && identity(fresh) == identity(old),
        Rule::There => is_as_long && place == index,
    };
    for rule in [Rule::Equal, Rule::Named, Rule::There] {
        for fresh in value.iter().enumerate() {
            if same.get(fresh.0).is_none_or(Option::is_some) {
                continue;
            }
            let mut free = before.iter().enumerate().filter(|(index, _)| !same.contains(&Some(*index)));
            let found = free.find(|old| is_same(rule, fresh, *old)).map(|(index, _)| index);
            if let Some(slot) = same.get_mut(fresh.0) {
                *slot = found;
            }
        }
    }
    same
}

/// The comments of each entry, and those before the closing bracket. A comment behind an entry stands in the text before
/// the next one, on the same line.
fn notes(array: &Array) -> (Vec<Notes>, Vec<String>) {
    let mut notes: Vec<Notes> = Vec::with_capacity(array.len());
    let mut carried = String::new();
    for entry in array {
        let decor = entry.decor();
        let (behind, mut above) = split(&format!("{carried}{}", text(decor.prefix())));
        match notes.last_mut() {
            Some(previous) => previous.behind = behind,
            None if behind.is_empty() => {}
            None => above.insert(0, behind),
        }
        notes.push(Notes { above, behind: String::new() });
        text(decor.suffix()).clone_into(&mut carried);
    }
    let (behind, last) = split(&format!("{carried}{}", text(Some(array.trailing()))));
    if let Some(previous) = notes.last_mut() {
        previous.behind = behind;
    }
    (notes, last)
}

fn text(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}

/// The rest of the line, then the comments of the lines below.
fn split(raw: &str) -> (String, Vec<String>) {
    let (first, rest) = raw.split_once('\n').unwrap_or((raw, ""));
    let lines = rest.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
    (first.trim().to_owned(), lines.collect())
}

/// One entry a line, with its comments above and behind.
fn write(array: &mut Array, notes: &[Notes], last: &[String]) {
    let mut behind = String::new();
    for (entry, notes) in array.iter_mut().zip(notes) {
        entry.decor_mut().set_prefix(format!("{behind}{}\n  ", below(&notes.above)));
        behind = if notes.behind.is_empty() { String::new() } else { format!("   {}", notes.behind) };
    }
    array.set_trailing(format!("{behind}{}\n", below(last)));
    array.set_trailing_comma(true);
}

/// The comments, each on a line of its own below what stands before.
fn below(comments: &[String]) -> String {
    comments.iter().flat_map(|comment| ["\n  ", comment]).collect()
}
