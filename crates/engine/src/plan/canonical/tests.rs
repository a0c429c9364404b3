//! The formatted text of a plan, line by line.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use super::{format_plan, plan_hash, plan_text, plan_value, rewrite_plan};

const LOOSE: &str = r#"# The plan of the east.

[[component]]
period="month" # ends with the month
# what it pays on
measure = "collected"
kind ='commission'
key= "c"
tiers = [ ["0","5%"],
   ["10000","8%"] ]

[measure.collected] # money in
of="payments"
[plan]
title = "T"
key="p"
currency="CNY"
valid={from="2026-01-01",to="2026-12-31"}
# the end
"#;

const TIGHT: &str = r#"[plan]
key = "p"
title = "T"
currency = "CNY"
valid = { from = "2026-01-01", to = "2026-12-31" }

[measure.collected]  # money in
of = "payments"

# The plan of the east.
[[component]]
key = "c"
kind = 'commission'
period = "month"  # ends with the month
# what it pays on
measure = "collected"
tiers = [["0", "5%"], ["10000", "8%"]]

# the end
"#;

#[test]
fn tables_and_keys_take_their_places_and_comments_go_with_them() {
    assert_eq!(format_plan(LOOSE).unwrap(), TIGHT);
    assert_eq!(format_plan(TIGHT).unwrap(), TIGHT);
}

#[test]
fn layout_and_comments_do_not_change_the_hash_but_a_fen_does() {
    assert_eq!(plan_hash(LOOSE).unwrap(), plan_hash(TIGHT).unwrap());
    let other = TIGHT.replace("10000", "10000.01");
    assert_ne!(plan_hash(&other).unwrap(), plan_hash(TIGHT).unwrap());
}

#[test]
fn a_list_with_comments_stays_as_written_and_a_long_one_takes_a_line_for_each_entry() {
    let commented = "[plan]\nkey = [\n  \"a\",   # first\n    \"b\",\n]\n";
    assert_eq!(format_plan(commented).unwrap(), commented);
    let long = format!("[plan]\nkey = [\"{}\", \"{}\"]\n", "a".repeat(60), "b".repeat(60));
    let broken = format!("[plan]\nkey = [\n  \"{}\",\n  \"{}\",\n]\n", "a".repeat(60), "b".repeat(60));
    assert_eq!(format_plan(&long).unwrap(), broken);
    assert_eq!(format_plan(&broken).unwrap(), broken);
}

/// What becomes of pay stands behind the limits, in the order of the language.
#[test]
fn the_modifiers_of_a_component_take_their_places() {
    let loose = "[[component]]\nclawback=[[\"3 months\",\"100%\"],[\"6 months\",\"50%\"],[\"9 months\",\"40%\"],[\"12 months\",\"25%\"]]\n\
        pay = [ \"50%\", \"50%\" ] # two months\nholdback={rate=\"15%\",less=\"bad_debt\"}\nround = \"down\"\n\
        draw={kind=\"on_top\",amount=\"1000.00\"}\ncap_excess='carry'\nhold={until=\"collected\"}\ncap=\"8000.00\"\nkey=\"c\"\n";
    let tight = "[[component]]\nkey = \"c\"\ncap = \"8000.00\"\ncap_excess = 'carry'\n\
        draw = { kind = \"on_top\", amount = \"1000.00\" }\nhold = { until = \"collected\" }\n\
        pay = [\"50%\", \"50%\"]  # two months\nholdback = { rate = \"15%\", less = \"bad_debt\" }\n\
        clawback = [[\"3 months\", \"100%\"], [\"6 months\", \"50%\"], [\"9 months\", \"40%\"], [\"12 months\", \"25%\"]]\n\
        round = \"down\"\n";
    assert_eq!(format_plan(loose).unwrap(), tight);
    assert_eq!(format_plan(tight).unwrap(), tight);
    assert_eq!(plan_value(loose).unwrap(), plan_value(tight).unwrap());
    assert_eq!(plan_value(&plan_text(&plan_value(tight).unwrap()).unwrap()).unwrap(), plan_value(tight).unwrap());
}

#[test]
fn a_text_that_is_no_toml_is_not_formatted() {
    let refused = format_plan("[plan]\nkey = \"a\"\nkey = \"b\"\nround = half\n").unwrap_err();
    let codes: Vec<&str> = refused.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["incentives.plan.duplicate_key", "incentives.plan.unquoted"]);
}

#[test]
fn a_value_with_a_null_or_a_fraction_is_no_plan() {
    assert_eq!(plan_text(&serde_json::json!({ "plan": { "key": null } })), None);
    assert_eq!(plan_text(&serde_json::json!({ "plan": { "key": 0.5 } })), None);
    let value = plan_value(TIGHT).unwrap();
    assert_eq!(plan_value(&plan_text(&value).unwrap()).unwrap(), value);
}

#[test]
fn a_changed_value_goes_back_into_its_text_beside_its_comments() {
    let mut value = plan_value(LOOSE).unwrap();
    assert_eq!(rewrite_plan(LOOSE, &value).unwrap().unwrap(), TIGHT);
    *value.pointer_mut("/component/0/period").unwrap() = "year".into();
    *value.pointer_mut("/component/0/measure").unwrap() = "sold".into();
    let other = serde_json::json!({ "key": "b", "kind": "commission" });
    value.pointer_mut("/component").unwrap().as_array_mut().unwrap().insert(0, other);
    let wanted = TIGHT
        .replace("period = \"month\"", "period = \"year\"")
        .replace("measure = \"collected\"", "measure = \"sold\"")
        .replace("# The plan", "[[component]]\nkey = \"b\"\nkind = \"commission\"\n\n# The plan");
    let rewritten = rewrite_plan(LOOSE, &value).unwrap().unwrap();
    assert_eq!(rewritten, wanted);
    assert_eq!(plan_value(&rewritten).unwrap(), value);
}

#[test]
fn the_keys_of_every_kind_stand_in_the_order_of_the_language() {
    let loose = "[[component]]\nvalues = [[\"1\"]]\ncolumns = { from = [\"0%\"], attainment = \"m\" }\nbase = \"1.00\"\nrows = { attainment = \"m\", from = [\"0%\"] }\nkind = \"matrix\"\nkey = \"a\"\n\
                 [[component]]\nlevels = [[\"0\", \"C\", \"1\"]]\nindicators = [{ key = \"x\", weight = \"100%\", rated = \"r\" }]\nkind = \"scorecard\"\nkey = \"b\"\n\
                 [[component]]\nshare = \"equal\"\namong = \"unit\"\nabove = \"goal\"\npot = \"1.00\"\nkind = \"pool\"\nkey = \"c\"\n\
                 [[component]]\nat_least = 10\nonce = true\namount = \"1.00\"\nmeasure = \"m\"\nkind = \"per_event\"\nkey = \"d\"\n\
                 [[component]]\nedge = \"up\"\ndepth = 1\nof = \"m\"\napply = \"whole\"\ntiers = [[\"0\", \"1%\"]]\nkind = \"override\"\nkey = \"e\"\n";
    let keys: Vec<Vec<String>> = format_plan(loose)
        .unwrap()
        .split("[[component]]\n")
        .skip(1)
        .map(|text| text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key.to_owned()).collect())
        .collect();
    let wanted = [
        vec!["key", "kind", "base", "rows", "columns", "values"],
        vec!["key", "kind", "indicators", "levels"],
        vec!["key", "kind", "pot", "above", "among", "share"],
        vec!["key", "kind", "measure", "amount", "once", "at_least"],
        vec!["key", "kind", "tiers", "apply", "of", "depth", "edge"],
    ];
    assert_eq!(keys, wanted);
}

#[test]
fn the_comments_of_a_list_go_with_its_entries() {
    let text = "[plan]\nkey = \"p\"\n\n[[component]]\nkey = \"c\"\ntiers = [   # from where on\n  [\"0\", \"5%\"],   # the usual one\n  # above it\n  [\"10000\", \"8%\"],\n  [\"20000\", '9%'],   # seldom\n  # no more\n]\n";
    let mut value = plan_value(text).unwrap();
    *value.pointer_mut("/component/0/tiers").unwrap() =
        serde_json::json!([["0", "5%"], ["5000", "6%"], ["10000", "7%"], ["20000", "9%"]]);
    let wanted = "[plan]\nkey = \"p\"\n\n[[component]]\nkey = \"c\"\ntiers = [\n  # from where on\n  [\"0\", \"5%\"],   # the usual one\n  [\"5000\", \"6%\"],\n  # above it\n  [\"10000\", \"7%\"],\n  [\"20000\", '9%'],   # seldom\n  # no more\n]\n";
    let rewritten = rewrite_plan(text, &value).unwrap().unwrap();
    assert_eq!(rewritten, wanted);
    assert_eq!(format_plan(&rewritten).unwrap(), wanted);
    assert_eq!(plan_value(&rewritten).unwrap(), value);
}

#[test]
fn a_value_inside_a_line_changes_alone() {
    let text = "[[component]]\nkey = 'c'\ncurve = { shape = 'linear', points = [\n  ['80%', '80%'],   # the line\n  ['100%', '100%'],\n] }   # as agreed\n";
    let mut value = plan_value(text).unwrap();
    *value.pointer_mut("/component/0/curve/points/1/1").unwrap() = "110%".into();
    let wanted = "[[component]]\nkey = 'c'\ncurve = { shape = 'linear', points = [\n  ['80%', '80%'],   # the line\n  ['100%', \"110%\"],\n] }  # as agreed\n";
    assert_eq!(rewrite_plan(text, &value).unwrap().unwrap(), wanted);
}
