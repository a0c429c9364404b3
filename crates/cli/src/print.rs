//! The one place of the command line that prints, and the one language that it prints in.
#![allow(clippy::print_stderr, reason = "printing is what this file is for")]

use std::io::{ErrorKind, Write as _};

use beichen_kernel::{Locale, words};
use serde::Serialize;
use serde_json::Value;

use crate::FAULT;
use crate::args::{Language, Place};

/// A line of results. Whoever reads may stop before the end, as `head` does.
pub fn line(text: &str) {
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&error.to_string());
            std::process::exit(FAULT.into());
        }
        _ => {}
    }
}

/// What goes wrong, or how far long work is: beside the results.
pub fn complain(text: &str) {
    eprintln!("{text}");
}

/// A result as one line of JSON.
pub fn json<T: Serialize>(value: &T) {
    line(&serde_json::to_string(value).unwrap_or_default());
}

impl Place {
    /// The language that was asked for, else that of LANG, else Chinese.
    pub fn locale(&self) -> Locale {
        match self.language {
            Some(Language::EnUs) => Locale::EnUs,
            None if std::env::var("LANG").is_ok_and(|lang| lang.starts_with("en")) => Locale::EnUs,
            Some(Language::ZhCn) | None => Locale::ZhCn,
        }
    }

    /// A sentence of `cli.lines` with its values, an object.
    pub fn sentence(&self, key: &str, values: &Value) -> String {
        let values = values.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value));
        words::text(self.locale(), &format!("cli.lines.{key}"), values)
    }

    /// A result: the values as JSON where that was asked for, else their sentence.
    pub fn tell(&self, key: &str, values: &Value) {
        if self.json { json(values) } else { line(&self.sentence(key, values)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All that is written in Rust here.
    fn sources() -> String {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = [folder.clone(), folder.join("commands")].map(|one| std::fs::read_dir(one).unwrap());
        let paths = files.into_iter().flatten().map(|file| file.unwrap().path());
        paths.filter(|path| path.is_file()).map(|path| std::fs::read_to_string(path).unwrap()).collect()
    }

    #[test]
    fn every_line_that_is_printed_has_its_words_and_no_words_are_idle() {
        let words: Value = serde_json::from_str(include_str!("../../../locales/en-US/cli.json")).unwrap();
        let lines = words["lines"].as_object().unwrap();
        let code = sources();
        let printed: Vec<&str> = [".sentence(\"", ".tell(\""]
            .into_iter()
            .flat_map(|call| code.split(call).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(printed.len() > 10, "{printed:?}");
        assert!(printed.iter().all(|key| lines.contains_key(*key)), "{printed:?}");
        let single = lines.iter().filter(|(_, words)| words.is_string()).map(|(key, _)| key);
        let grouped = lines.values().filter_map(Value::as_object).flat_map(|group| group.keys());
        let is_named = |key: &str| ["\"", "."].iter().any(|before| code.contains(&format!("{before}{key}\"")));
        let idle: Vec<&String> = single.chain(grouped).filter(|key| !is_named(key)).collect();
        assert_eq!(idle, Vec::<&String>::new());
    }
}
