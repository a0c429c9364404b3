//! The table of the language, the parser and the JSON Schema know the same keys and the same words.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use beichen_engine::plan::language::{COMPONENT, KINDS, KeyShape, ROOT, Shape, schema};
use beichen_engine::plan::{Diagnostic, Surroundings, plan_text, plan_value, read_plan};
use jsonschema::Validator;
use serde_json::{Map, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn texts(folder: &str) -> Vec<(String, String)> {
    let files = fs::read_dir(root().join("tests").join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut texts: Vec<(String, String)> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()))
        .collect();
    texts.sort();
    texts
}

fn sound() -> Vec<(String, String)> {
    [texts("plans/good"), texts("golden")].concat()
}

fn diagnostics(plan: &Value) -> Vec<Diagnostic> {
    read_plan(&plan_text(plan).unwrap(), &Surroundings::default()).diagnostics
}

#[test]
fn the_schema_in_the_docs_is_the_one_of_the_language() {
    let written = fs::read_to_string(root().join("../../docs/plan.schema.json")).unwrap();
    let wanted = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    assert!(written == wanted, "docs/plan.schema.json is not current: run cargo xtask gen");
}

#[test]
fn the_schema_accepts_every_sound_plan() {
    let validator = validator();
    for (name, text) in sound() {
        let value: Value = toml::from_str(&text).unwrap();
        let found: Vec<String> =
            validator.iter_errors(&value).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert_eq!(found, Vec::<String>::new(), "{name}");
    }
}

fn validator() -> Validator {
    jsonschema::options().with_draft(jsonschema::Draft::Draft7).build(&schema()).unwrap()
}

/// Wrong inside a condition, or only beside another key.
const BESIDE: [&str; 2] = ["expression_arguments.toml", "measure_rules.toml"];

/// What a schema can see: keys, types, words and forms. A key that is missing or meaningless only beside another one is
/// for `plan check`.
#[test]
fn the_schema_refuses_the_bad_plans_that_it_can_see_through() {
    let seen = [
        "unknown_key",
        "unknown_value",
        "float_refused",
        "wrong_type",
        "rate_form",
        "amount_form",
        "negative",
        "key_form",
    ];
    let validator = validator();
    let mut refused = 0;
    for (name, text) in texts("plans/bad") {
        let Ok(value) = toml::from_str::<Value>(&text) else { continue };
        let codes = read_plan(&text, &Surroundings::default()).diagnostics;
        let is_visible = codes.iter().any(|found| seen.iter().any(|code| found.code.ends_with(&format!(".{code}"))));
        let is_refused = !validator.is_valid(&value);
        assert!(is_refused || !is_visible || BESIDE.contains(&name.as_str()), "{name}");
        refused += usize::from(is_refused);
    }
    assert!(refused >= 35, "only {refused} bad plans");
}

/// A table of some sound plan, with its shape.
struct Host {
    /// The plan reduced to what the table needs.
    plan: Value,
    pointer: String,
    keys: Vec<KeyShape>,
    kind: Option<String>,
    /// Of several forms that one key takes, and nothing but its keys tells which.
    is_one_of_many: bool,
}

/// Every table of the language as it occurs in the sound plans, each form once.
fn hosts() -> Vec<Host> {
    let mut hosts = BTreeMap::new();
    for (_, text) in sound() {
        let plan = plan_value(&text).unwrap();
        let form = Form { keys: ROOT, kind: None, is_one_of_many: false };
        Walk { plan: &plan, hosts: &mut hosts }.table("", &plan, form);
    }
    hosts.into_values().collect()
}

/// A walk over a plan beside the table of the language.
struct Walk<'w> {
    plan: &'w Value,
    hosts: &'w mut BTreeMap<String, Host>,
}

/// What a table may be.
#[derive(Clone, Copy)]
struct Form<'f> {
    keys: &'f [KeyShape],
    kind: Option<&'f str>,
    is_one_of_many: bool,
}

impl Walk<'_> {
    fn table(&mut self, pointer: &str, value: &Value, form: Form<'_>) {
        let names: Vec<&str> = form.keys.iter().map(|key| key.name).collect();
        let place: Vec<&str> = pointer.split('/').filter(|part| part.parse::<usize>().is_err()).collect();
        let shape = value.get("shape").and_then(Value::as_str).unwrap_or_default();
        let name = format!("{} {names:?} {:?} {shape}", place.last().unwrap_or(&""), form.kind);
        self.hosts.entry(name).or_insert_with(|| Host {
            plan: reduced(self.plan, pointer),
            pointer: reduced_pointer(pointer),
            keys: form.keys.to_vec(),
            kind: form.kind.map(str::to_owned),
            is_one_of_many: form.is_one_of_many,
        });
        for key in form.keys {
            if let Some(inner) = value.get(key.name) {
                self.value(&format!("{pointer}/{}", key.name), inner, &key.shape);
            }
        }
    }

    fn value(&mut self, pointer: &str, value: &Value, shape: &Shape) {
        let inside = |name: &dyn std::fmt::Display| format!("{pointer}/{name}");
        match (shape, value) {
            (Shape::Component, _) => {
                let kind = value["kind"].as_str();
                self.table(pointer, value, Form { keys: COMPONENT, kind, is_one_of_many: false });
            }
            (Shape::Table(keys), Value::Object(_)) => {
                self.table(pointer, value, Form { keys, kind: None, is_one_of_many: false });
            }
            (Shape::Map(inner), Value::Object(entries)) => {
                entries.iter().for_each(|(key, value)| self.value(&inside(key), value, inner));
            }
            (Shape::List(inner, _), Value::Array(items)) => {
                items.iter().enumerate().for_each(|(index, item)| self.value(&inside(&index), item, inner));
            }
            (Shape::Row(shapes), Value::Array(items)) => {
                let items = items.iter().zip(*shapes).enumerate();
                items.for_each(|(index, (item, shape))| self.value(&inside(&index), item, shape));
            }
            (Shape::Either(shapes), Value::Object(_)) => self.either(pointer, value, shapes),
            (Shape::Either(shapes), Value::Array(_)) => {
                let rows = shapes.iter().filter(|shape| matches!(shape, Shape::Row(_)));
                rows.for_each(|shape| self.value(pointer, value, shape));
            }
            _ => {}
        }
    }

    /// The form whose keys are there; a curve also says which one it has, and a credit has only one form with keys.
    fn either(&mut self, pointer: &str, value: &Value, shapes: &[Shape]) {
        let table = |shape: &Shape| if let Shape::Table(keys) = shape { Some(*keys) } else { None };
        let fits = |keys: &&[KeyShape]| {
            let is_there = |key: &KeyShape| value.get(key.name).is_some() || !key.is_required(None);
            let is_so = |key: &KeyShape| match key.shape {
                Shape::Words([word]) if key.name == "shape" => value["shape"] == *word,
                _ => true,
            };
            keys.iter().all(|key| is_there(key) && is_so(key))
        };
        if let Some(keys) = shapes.iter().filter_map(table).find(fits) {
            let is_one_of_many = value.get("shape").is_none() && value.get("who").is_none();
            self.table(pointer, value, Form { keys, kind: None, is_one_of_many });
        }
    }
}

/// The plan without examples and without components that the place does not lie in.
fn reduced(plan: &Value, pointer: &str) -> Value {
    let mut plan = plan.clone();
    let parts: Vec<&str> = pointer.split('/').collect();
    let entries = plan.as_object_mut().unwrap();
    if parts.get(1) != Some(&"example") && !pointer.is_empty() {
        entries.remove("example");
    }
    if let (Some(&"component"), Some(index)) = (parts.get(1), parts.get(2)) {
        let items = entries["component"].as_array().unwrap();
        let own = items[index.parse::<usize>().unwrap()].clone();
        let named = own.get("component").or_else(|| own.pointer("/share/score"));
        let others = items.iter().filter(|item| named.is_some_and(|name| item["key"] == *name)).cloned();
        let kept: Vec<Value> = std::iter::once(own.clone()).chain(others).collect();
        entries.insert("component".to_owned(), Value::Array(kept));
    }
    plan
}

fn reduced_pointer(pointer: &str) -> String {
    let mut parts: Vec<&str> = pointer.split('/').collect();
    if parts.get(1) == Some(&"component") && parts.len() > 2 {
        parts[2] = "0";
    }
    parts.join("/")
}

impl Host {
    fn table(&self) -> &Map<String, Value> {
        self.plan.pointer(&self.pointer).unwrap().as_object().unwrap()
    }

    fn with(&self, change: impl Fn(&mut Map<String, Value>)) -> Value {
        let mut plan = self.plan.clone();
        change(plan.pointer_mut(&self.pointer).unwrap().as_object_mut().unwrap());
        plan
    }

    fn has(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key.name == name && self.kind.as_ref().is_none_or(|kind| key.is_in(kind)))
    }

    /// Which of these keys the parser does not know here.
    fn unknown<'n>(&self, names: &[&'n str]) -> BTreeSet<&'n str> {
        let plan = self.with(|table| {
            for name in names {
                table.insert((*name).to_owned(), Value::from(true));
            }
        });
        let found = diagnostics(&plan);
        let is_unknown =
            |name: &str| found.iter().any(|one| one.code == "incentives.plan.unknown_key" && one.params["key"] == name);
        names.iter().copied().filter(|name| is_unknown(name)).collect()
    }
}

/// Every key that stands anywhere in the language, and one that does not.
fn names() -> BTreeSet<&'static str> {
    let mut names = BTreeSet::from(["colour", "grade", "member"]);
    let mut waiting: Vec<&Shape> = ROOT.iter().chain(COMPONENT).map(|key| &key.shape).collect();
    names.extend(ROOT.iter().chain(COMPONENT).map(|key| key.name));
    while let Some(shape) = waiting.pop() {
        match shape {
            Shape::Table(keys) => {
                names.extend(keys.iter().map(|key| key.name));
                waiting.extend(keys.iter().map(|key| &key.shape));
            }
            Shape::Map(inner) | Shape::List(inner, _) => waiting.push(inner),
            Shape::Row(shapes) | Shape::Either(shapes) => waiting.extend(*shapes),
            _ => {}
        }
    }
    names
}

#[test]
fn the_parser_knows_the_keys_of_the_table_and_no_others() {
    let names = names();
    let hosts = hosts();
    assert!(hosts.len() >= 40, "only {} tables", hosts.len());
    for kind in KINDS {
        assert!(hosts.iter().any(|host| host.kind.as_deref() == Some(kind)), "no component of kind {kind}");
    }
    for host in hosts {
        let absent: Vec<&str> = names.iter().copied().filter(|name| !host.table().contains_key(*name)).collect();
        // The one key that examples have and nothing reads: it is refused by name.
        let of_table: BTreeSet<&str> = absent
            .iter()
            .copied()
            .filter(|name| !(host.has(name) || host.has("goal_basis") && *name == "base"))
            .collect();
        if host.is_one_of_many {
            let unknown = absent.iter().copied().filter(|name| !host.unknown(&[*name]).is_empty());
            let surplus: Vec<&str> = unknown.filter(|name| host.has(name)).collect();
            assert_eq!(surplus, Vec::<&str>::new(), "{}", host.pointer);
        } else {
            assert_eq!(host.unknown(&absent), of_table, "{} {:?}", host.pointer, host.kind);
        }
    }
}

#[test]
fn the_parser_takes_the_words_of_the_table_and_no_others() {
    let mut compared = BTreeSet::new();
    for host in hosts() {
        for key in host.keys.iter().filter(|key| host.has(key.name)) {
            let words: &[&str] = match &key.shape {
                Shape::Words(words) => words,
                Shape::Either(shapes) => {
                    let of = |shape: &Shape| if let Shape::Words(words) = shape { Some(*words) } else { None };
                    shapes.iter().find_map(of).unwrap_or_default()
                }
                _ => &[],
            };
            let plan = host.with(|table| {
                table.insert(key.name.to_owned(), Value::from("no-such-word"));
            });
            let found = diagnostics(&plan);
            let known = found
                .iter()
                .find(|one| one.code == "incentives.plan.unknown_value" && one.params["value"] == "no-such-word")
                .map(|one| one.params["known"].clone());
            let Some(known) = known else {
                assert!(
                    words.is_empty() || host.has("refund_day"),
                    "{} {}: no word is refused",
                    host.pointer,
                    key.name
                );
                continue;
            };
            let all = words.join(", ");
            // Which words a measure takes hangs on what it counts, and which keys a curve has on its shape.
            let is_partly =
                (host.has("refund_day") && all.contains(&known)) || (key.name == "shape" && known.contains(&all));
            assert!(known == all || is_partly, "{} {}: {known} is not {all}", host.pointer, key.name);
            compared.insert(format!("{} {}", key.name, all));
        }
    }
    assert!(compared.len() >= 30, "{compared:#?}");
}

#[test]
fn without_a_key_that_the_table_requires_a_plan_is_refused() {
    for host in hosts() {
        for key in host.keys.iter().filter(|key| key.is_required(host.kind.as_deref())) {
            let plan = host.with(|table| {
                table.shift_remove(key.name);
            });
            assert!(diagnostics(&plan).iter().any(Diagnostic::is_error), "{} {}", host.pointer, key.name);
        }
    }
}
