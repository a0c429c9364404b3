//! The browser's side: every word it says is translated, and a feature does not reach into another.

use super::locales::Words;
use super::{File, Looked, Tree};
use std::collections::BTreeMap;

/// `t('plan.title')` in a file with `useTranslation('incentives')`, or `t('incentives:plan.title')`.
pub fn words_are_translated(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    let all = all_words(tree);
    for file in sources(tree) {
        let spaces = namespaces(file);
        for (line, key, space) in keys(file) {
            looked.at += 1;
            let (named, key) = key.split_once(':').map_or((space, key), |(space, key)| (Some(space), key));
            let known = match named {
                Some(space) => all.get(space).is_some_and(|words| words.has(key)),
                None if spaces.is_empty() => all.values().any(|words| words.has(key)),
                None => spaces.iter().filter_map(|space| all.get(*space)).any(|words| words.has(key)),
            };
            if !known {
                let sentence =
                    format!("\"{key}\" has no words: add it to the capability's file in locales/, in both languages");
                looked.finds(&format!("{}:{line}", file.path), &sentence);
            }
        }
    }
    looked
}

/// App → routes → features → ui → lib; no feature imports another.
pub fn features_stay_apart(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    for file in sources(tree) {
        looked.at += 1;
        let Some(inside) = file.path.strip_prefix("web/src/") else { continue };
        let own_feature = inside.strip_prefix("features/").and_then(|rest| rest.split('/').next());
        if own_feature.is_some() && matches!(file.name(), "index.ts" | "index.tsx") {
            looked.finds(&file.path, "a feature has no barrel file: import each thing from the file that makes it");
        }
        for (line, imported) in imports(file) {
            if let Some(sentence) = judge_import(inside, own_feature, imported) {
                looked.finds(&format!("{}:{line}", file.path), &sentence);
            }
        }
    }
    looked
}

fn judge_import(inside: &str, own_feature: Option<&str>, imported: &str) -> Option<String> {
    let to_feature = imported.strip_prefix("@/features/").and_then(|rest| rest.split('/').next());
    if let (Some(own), Some(other)) = (own_feature, to_feature) {
        return (own != other).then(|| format!("`{own}` imports from `{other}`: move what both need to @/ui or @/lib"));
    }
    let above = to_feature.is_some() || imported.starts_with("@/routes/") || imported.starts_with("@/app/");
    let low = inside.starts_with("ui/") || inside.starts_with("lib/");
    if low && above {
        return Some(format!("`{imported}` lies above ui and lib: hand the value in"));
    }
    if own_feature.is_some() && imported.starts_with("@/routes/") {
        return Some("routes build on features, not the other way round: hand the value in".to_owned());
    }
    None
}

fn sources(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.files.iter().filter(|file| {
        let end = matches!(file.path.rsplit('.').next(), Some("ts" | "tsx"));
        end && file.path.starts_with("web/src/") && !file.path.contains(".test.") && !file.path.contains(".gen.")
    })
}

fn all_words(tree: &Tree) -> BTreeMap<String, Words> {
    let files = tree.files.iter().filter_map(|file| file.path.strip_prefix("locales/zh-CN/")?.strip_suffix(".json"));
    files.map(|name| (name.to_owned(), Words::of(tree, &format!("locales/zh-CN/{name}.json")))).collect()
}

fn namespaces(file: &File) -> Vec<&str> {
    let calls = file.text.split("useTranslation(").skip(1).filter_map(|rest| rest.split_once(')'));
    calls.flat_map(|(inside, _)| inside.split(['\'', '"']).skip(1).step_by(2)).collect()
}

/// The literal keys of `t('…')`, and the namespace that a call names by `{ ns: '…' }`.
fn keys(file: &File) -> impl Iterator<Item = (usize, &str, Option<&str>)> {
    file.code_lines().flat_map(|(line, text)| {
        let calls = text.match_indices("t(").filter(|(at, _)| {
            let before = text.get(..*at).and_then(|part| part.chars().next_back());
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
        });
        calls.filter_map(move |(at, _)| {
            let rest = text.get(at + 2..)?;
            let mark = rest.chars().next().filter(|mark| matches!(mark, '\'' | '"'))?;
            let (key, after) = rest.get(1..)?.split_once(mark)?;
            let options = after.split_once(')').map_or(after, |(options, _)| options);
            let space = options.split_once(" ns: ").and_then(|(_, named)| named.split(['\'', '"']).nth(1));
            Some((line, key, space))
        })
    })
}

fn imports(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.code_lines().filter_map(|(line, text)| {
        let (_, rest) = text.split_once("from '").or_else(|| text.split_once("import('"))?;
        Some((line, rest.split_once('\'')?.0))
    })
}
