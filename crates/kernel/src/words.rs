//! The product's words, from the one catalogue `locales/`, for what the server itself writes: files, mail, the command line.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use crate::ctx::Locale;
use crate::error::{Error, FieldError};

macro_rules! catalogue {
    ($($capability:literal),* $(,)?) => {
        /// Capability → its words, as they are embedded: Chinese, English.
        const FILES: &[(&str, &str, &str)] = &[$((
            $capability,
            include_str!(concat!("../../../locales/zh-CN/", $capability, ".json")),
            include_str!(concat!("../../../locales/en-US/", $capability, ".json")),
        )),*];
    };
}

catalogue!("app", "kernel", "store", "people", "ledger", "sheets", "customers", "goals", "incentives", "server", "cli");

type Texts = BTreeMap<String, String>;

static WORDS: LazyLock<[Texts; 2]> = LazyLock::new(|| {
    let mut words = [Texts::new(), Texts::new()];
    let [chinese, english] = &mut words;
    for (capability, in_chinese, in_english) in FILES {
        flatten(capability, &serde_json::from_str(in_chinese).unwrap_or_default(), chinese);
        flatten(capability, &serde_json::from_str(in_english).unwrap_or_default(), english);
    }
    words
});

fn flatten(at: &str, value: &Value, texts: &mut Texts) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                flatten(&format!("{at}.{key}"), inner, texts);
            }
        }
        Value::String(text) => {
            texts.insert(at.to_owned(), text.clone());
        }
        _ => {}
    }
}

/// The sentence of a key, e.g. `goals.columns.measure`, with its values filled in; the key itself where there is none.
pub fn text<'a>(locale: Locale, key: &str, params: impl IntoIterator<Item = (&'a str, &'a Value)>) -> String {
    let [chinese, english] = &*WORDS;
    let texts = match locale {
        Locale::ZhCn => chinese,
        Locale::EnUs => english,
    };
    let mut sentence = texts.get(key).cloned().unwrap_or_else(|| key.to_owned());
    for (name, value) in params {
        let shown = match value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        sentence = sentence.replace(&format!("{{{{{name}}}}}"), &shown);
    }
    sentence
}

/// The sentence of an error code, e.g. `customers.order.no_lines`.
pub fn of_code<'a>(locale: Locale, code: &str, params: impl IntoIterator<Item = (&'a str, &'a Value)>) -> String {
    let (capability, rest) = code.split_once('.').unwrap_or((code, ""));
    text(locale, &format!("{capability}.errors.{rest}"), params)
}

/// An error in words: its sentence, then one for each field, with its place in front.
pub fn of_error(locale: Locale, error: &Error) -> Vec<String> {
    let own = of_code(locale, error.code(), error.params().iter().map(|(&name, value)| (name, value)));
    let fields = error.fields().iter().map(|field| of_field(locale, field));
    std::iter::once(own).chain(fields).collect()
}

fn of_field(locale: Locale, field: &FieldError) -> String {
    let params = || field.params.iter().map(|(name, value)| (name.as_str(), value));
    let place = match (field.params.get("at_row"), field.params.get("at_column")) {
        (Some(_), Some(_)) => text(locale, "kernel.at_cell", params()),
        (Some(_), None) => text(locale, "kernel.at_row", params()),
        _ => field.path.clone(),
    };
    format!("{place}: {}", of_code(locale, &field.code, params()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_code_becomes_a_sentence_with_its_values_in_both_languages() {
        let missing = json!("5%");
        let total = json!("95%");
        let params = [("missing", &missing), ("total", &total)];
        assert_eq!(of_code(Locale::ZhCn, "customers.order.split_not_whole", params), "分成合计 95%，还差 5%。");
        assert_eq!(of_code(Locale::EnUs, "customers.order.split_not_whole", params), "Shares add to 95%; 5% missing.");
    }
}
