//! Both languages say the same things, with the same values in them.

use super::codes::LANGUAGES;
use super::{Looked, Tree};
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Words that the product does not use on a screen. Source: the design's rules for words.
const NOT_SAID: [&str; 5] = ["您", "请", "！", "!", "成功"];
/// Where these characters mean something else.
const MEANS_ELSE: [&str; 6] = ["申请", "邀请", "请假", "请求", "聘请", "!="];

/// The words of one file, flat: `errors.plan.not_draft` → text.
pub struct Words(BTreeMap<String, String>);

impl Words {
    pub fn of(tree: &Tree, file: &str) -> Self {
        let mut flat = BTreeMap::new();
        let parsed = tree.file(file).and_then(|file| serde_json::from_str::<Value>(&file.text).ok());
        flatten("", &parsed.unwrap_or_default(), &mut flat);
        Self(flat)
    }

    pub fn error(&self, key: &str) -> Option<&str> {
        self.0.get(&format!("errors.{key}")).map(String::as_str)
    }

    /// A key, or one of its plural forms.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key) || self.0.keys().any(|known| without_plural(known) == key)
    }
}

pub fn same_in_both(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    for name in capabilities(tree) {
        let [chinese_file, english_file] = LANGUAGES.map(|language| format!("locales/{language}/{name}.json"));
        for file in [&chinese_file, &english_file] {
            let parsed = tree.file(file).map(|file| serde_json::from_str::<Value>(&file.text));
            match parsed {
                None => looked.finds(file, "is missing, though the other language has it: translate it"),
                Some(Err(error)) => looked.finds(file, &format!("is no JSON: {error}")),
                Some(Ok(_)) => {}
            }
        }
        let [chinese, english] = [by_key(&Words::of(tree, &chinese_file)), by_key(&Words::of(tree, &english_file))];
        looked.at += chinese.len();
        compare(&mut looked, (&chinese_file, &chinese), (&english_file, &english));
        compare(&mut looked, (&english_file, &english), (&chinese_file, &chinese));
        tone(&mut looked, &chinese_file, &Words::of(tree, &chinese_file));
    }
    looked
}

/// Key without its plural form → the values that its sentences use.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn by_key(words: &Words) -> Keys {
    let mut keys = Keys::new();
    for (key, text) in &words.0 {
        keys.entry(without_plural(key).to_owned()).or_default().extend(placeholders(text));
    }
    keys
}

fn compare(looked: &mut Looked, (file, these): (&str, &Keys), (other, their_keys): (&str, &Keys)) {
    for (key, values) in these {
        let Some(theirs) = their_keys.get(key) else {
            looked.finds(other, &format!("lacks \"{key}\", which {file} has: translate it"));
            continue;
        };
        for value in values.difference(theirs).filter(|value| value.as_str() != "count") {
            looked.finds(other, &format!("\"{key}\" leaves out {{{{{value}}}}}, which {file} says"));
        }
    }
}

fn tone(looked: &mut Looked, file: &str, words: &Words) {
    for (key, text) in &words.0 {
        let bare = MEANS_ELSE.iter().fold(text.clone(), |text, other| text.replace(other, ""));
        for word in NOT_SAID.iter().filter(|word| bare.contains(*word)) {
            looked.finds(file, &format!("\"{key}\" says 「{word}」: begin with the verb and leave it out"));
        }
        if text.trim().is_empty() {
            looked.finds(file, &format!("\"{key}\" is empty: write it, or remove the key in both languages"));
        }
    }
}

fn capabilities(tree: &Tree) -> BTreeSet<String> {
    let files = tree.files.iter().filter_map(|file| file.path.strip_prefix("locales/"));
    files.filter_map(|rest| rest.split_once('/')?.1.strip_suffix(".json")).map(str::to_owned).collect()
}

fn flatten(at: &str, value: &Value, flat: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let place = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                flatten(&place, inner, flat);
            }
        }
        Value::String(text) => {
            flat.insert(at.to_owned(), text.clone());
        }
        _ => {}
    }
}

fn without_plural(key: &str) -> &str {
    key.strip_suffix("_one").or_else(|| key.strip_suffix("_other")).unwrap_or(key)
}

/// The names in `{{…}}`, without a format after a comma.
pub fn placeholders(text: &str) -> BTreeSet<String> {
    let inside = text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}"));
    inside
        .filter_map(|(name, _)| name.split(',').next())
        .map(|name| name.trim().trim_start_matches("- ").to_owned())
        .collect()
}
