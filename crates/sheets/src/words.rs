//! The words of `locales/` for what the server itself says: titles of columns, reasons beside failed rows.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use beichen_kernel::Locale;
use serde_json::Value;

use crate::kind::CellError;

#[derive(rust_embed::Embed)]
#[folder = "../../locales"]
struct Files;

type Flat = HashMap<String, String>;

static WORDS: LazyLock<[(Locale, Flat); 2]> =
    LazyLock::new(|| [(Locale::ZhCn, load(Locale::ZhCn)), (Locale::EnUs, load(Locale::EnUs))]);

/// The words of a dotted key, `goals.columns.measure`, if there are any.
pub fn find(locale: Locale, key: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == locale).and_then(|(_, words)| words.get(key)).map(String::as_str)
}

/// The words of a key; the key itself where there are none.
pub fn title(locale: Locale, key: &'static str) -> &'static str {
    find(locale, key).unwrap_or(key)
}

/// The sentence of an error code with its values.
pub fn sentence(locale: Locale, code: &str, params: &BTreeMap<String, Value>) -> String {
    let (capability, rest) = code.split_once('.').unwrap_or(("", code));
    let Some(sentence) = find(locale, &format!("{capability}.errors.{rest}")) else { return code.to_owned() };
    params.iter().fold(sentence.to_owned(), |text, (name, value)| {
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.replace(&format!("{{{{{name}}}}}"), &shown)
    })
}

/// The sentence of a cell's error.
pub fn of_cell(locale: Locale, error: &CellError) -> String {
    sentence(locale, &error.code, &error.params)
}

fn load(locale: Locale) -> Flat {
    let mut flat = Flat::new();
    let folder = format!("{locale}/");
    for path in Files::iter() {
        let name = path.strip_prefix(&folder).and_then(|name| name.strip_suffix(".json"));
        let (Some(name), Some(file)) = (name, Files::get(&path)) else { continue };
        if let Ok(json) = serde_json::from_slice::<Value>(&file.data) {
            flatten(name, &json, &mut flat);
        }
    }
    flat
}

fn flatten(key: &str, value: &Value, flat: &mut Flat) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| flatten(&format!("{key}.{name}"), value, flat)),
        Value::String(text) => {
            flat.insert(key.to_owned(), text.clone());
        }
        _ => {}
    }
}
