//! Every error code that can leave the server has a sentence in both languages.

use super::locales::{Words, placeholders};
use super::{Looked, Tree};
use std::collections::{BTreeMap, BTreeSet};

pub const LANGUAGES: [&str; 2] = ["zh-CN", "en-US"];

/// Where a code is declared, and the names of its parameters where the declaration says them.
struct Declared {
    place: String,
    params: Option<BTreeSet<String>>,
}

pub fn translated(tree: &Tree) -> Looked {
    let mut looked = Looked::default();
    for (code, declared) in declared_codes(tree) {
        looked.at += 1;
        let Some((capability, key)) = code.split_once('.') else {
            looked.finds(&declared.place, &format!("`{code}`: a code begins with its capability and a dot"));
            continue;
        };
        let mut without = Vec::new();
        for language in LANGUAGES {
            let file = format!("locales/{language}/{capability}.json");
            match Words::of(tree, &file).error(key) {
                None => without.push(file),
                Some(text) => check_values(&mut looked, &file, &code, text, declared.params.as_ref()),
            }
        }
        if !without.is_empty() {
            let files = without.join(" and ");
            looked.finds(&declared.place, &format!("`{code}` has no words: add \"{key}\" under \"errors\" in {files}"));
        }
    }
    looked
}

fn check_values(looked: &mut Looked, file: &str, code: &str, text: &str, params: Option<&BTreeSet<String>>) {
    let Some(params) = params else { return };
    for name in placeholders(text).difference(params) {
        looked.finds(file, &format!("the sentence of `{code}` uses {{{{{name}}}}}, which the error does not carry"));
    }
}

fn declared_codes(tree: &Tree) -> BTreeMap<String, Declared> {
    let mut codes = BTreeMap::new();
    for file in tree.rust().filter(|file| file.in_src().is_some()) {
        let code = without_comments_and_tests(&file.text);
        for (name, params) in in_enums(&code) {
            codes.insert(name, Declared { place: file.path.clone(), params: Some(params) });
        }
        for name in in_lists(&code).into_iter().chain(in_calls(&code)) {
            codes.entry(name).or_insert_with(|| Declared { place: file.path.clone(), params: None });
        }
    }
    codes
}

fn without_comments_and_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// `errors! { pub enum PlanError in "incentives.plan" { NotDraft = "not_draft" => Conflict, … } }`
fn in_enums(code: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for block in code.split("errors!").skip(1) {
        let Some(rest) = block.split_once(" in \"").map(|(_, rest)| rest) else { continue };
        let Some((prefix, rest)) = rest.split_once('"') else { continue };
        let body = within(rest, '{', '}');
        let mut parts = body.split("= \"");
        let mut head = parts.next().unwrap_or_default();
        for part in parts {
            if let Some((name, rest)) = part.split_once('"') {
                found.push((format!("{prefix}.{name}"), field_names(head)));
                head = rest.split_once(',').map_or("", |(_, next)| next);
            }
        }
    }
    found
}

/// The names before single colons: `Variant { total: Rate, at: day::Day }`.
fn field_names(head: &str) -> BTreeSet<String> {
    let inside = within(head, '{', '}');
    let spaced = inside.replace("::", "  ");
    spaced
        .split(':')
        .rev()
        .skip(1)
        .filter_map(|before| before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).find(|word| !word.is_empty()))
        .map(str::to_owned)
        .collect()
}

/// `const CODES: &[&str] = &["store.busy", …];`
fn in_lists(code: &str) -> Vec<String> {
    let heads = ["CODES: &[&str] = &", "CODES: &'static [&'static str] = &"];
    let lists = heads.iter().flat_map(|head| code.split(head).skip(1)).map(|rest| within(rest, '[', ']'));
    lists.flat_map(|list| list.split('"').skip(1).step_by(2)).filter(|word| is_code(word)).map(str::to_owned).collect()
}

/// The second argument of `Error::new(Kind::Conflict, "store.busy")` and of `FieldError::new(path, "kernel.required")`.
fn in_calls(code: &str) -> Vec<String> {
    let calls = code.split("Error::new(").skip(1).map(|rest| within_open(rest, '(', ')'));
    let literals = calls.filter_map(|inside| {
        let literal = inside.trim_end().trim_end_matches(',').rsplit(',').next()?.trim();
        literal.strip_prefix('"')?.strip_suffix('"')
    });
    literals.filter(|word| is_code(word)).map(str::to_owned).collect()
}

fn is_code(word: &str) -> bool {
    let begins = word.starts_with(|c: char| c.is_ascii_lowercase());
    begins
        && word.contains('.')
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_'))
}

/// What stands between the first opening mark and the one that closes it.
fn within(text: &str, open: char, close: char) -> &str {
    text.split_once(open).map_or("", |(_, rest)| within_open(rest, open, close))
}

fn within_open(rest: &str, open: char, close: char) -> &str {
    let mut depth = 1_usize;
    for (at, c) in rest.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return rest.get(..at).unwrap_or_default();
            }
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_their_parameters_are_read_from_the_enum() {
        let code = "errors! { pub enum PlanError in \"incentives.plan\" {\n NotDraft = \"not_draft\" => Conflict,\n \
                    Whole { total: Rate, at: day::Day } = \"whole\" => Conflict } }";
        let found = in_enums(code);
        let total: BTreeSet<String> = ["total".to_owned(), "at".to_owned()].into();
        assert_eq!(
            found,
            [("incentives.plan.not_draft".to_owned(), BTreeSet::new()), ("incentives.plan.whole".to_owned(), total)]
        );
    }

    #[test]
    fn codes_are_read_from_lists_and_from_calls() {
        assert_eq!(in_lists("const CODES: &[&str] = &[\n\"a.b\", \"a.c_d\",\n];"), ["a.b", "a.c_d"]);
        let call = "FieldError::new(\"lines.0\", \"a.b\").with(\"x\", 1); Error::new(Kind::Conflict, \"a.c\")";
        assert_eq!(in_calls(call), ["a.b", "a.c"]);
        assert_eq!(in_calls("Error::new(kind, code)"), Vec::<String>::new());
    }
}
