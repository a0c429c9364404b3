//! Good plans read, bad plans say everything that is wrong with them, where, and what to type.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use beichen_engine::exact::Rounding;
use beichen_engine::plan::model::{
    Accumulate, Against, AmountBasis, Apply, Curve, Depth, Edge, GateStart, GoalLevel, Kind, MeasureDay, MeasureUnit,
    Pot, PotScope, Prorate, ShareBy, Source,
};
use beichen_engine::plan::surroundings::FieldType;
use beichen_engine::plan::{
    Diagnostic, Surroundings, format_plan, plan_hash, plan_text, plan_value, read_measures, read_plan, rewrite_plan,
};
use beichen_engine::rate::Rate;

fn folder(name: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans").join(name);
    let mut files: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

fn shown(diagnostic: &Diagnostic) -> String {
    let code = diagnostic.code.strip_prefix("incentives.plan.").unwrap();
    format!("{code} {}:{} {}", diagnostic.line, diagnostic.column, diagnostic.fix)
}

#[test]
fn every_good_plan_reads_without_a_word() {
    let files = folder("good");
    assert!(files.len() >= 4);
    for file in files {
        let reading = read_plan(&fs::read_to_string(&file).unwrap(), &Surroundings::default());
        let found: Vec<String> = reading.diagnostics.iter().map(shown).collect();
        assert_eq!(found, Vec::<String>::new(), "{}", file.display());
        assert!(reading.plan.is_some());
    }
}

/// A bad plan says in lines `# expect: code line:column fix` at its end what must be found, in this order and no more.
#[test]
fn every_bad_plan_says_what_is_wrong_and_what_to_type() {
    let files = folder("bad");
    assert!(files.len() >= 40, "{}", files.len());
    let mut differences = String::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let wanted: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# expect: ")).collect();
        let reading = read_plan(&text, &Surroundings::default());
        let found: Vec<String> = reading.diagnostics.iter().map(shown).collect();
        if found != wanted || found.is_empty() || reading.plan.is_some() {
            let name = file.file_name().unwrap().to_string_lossy();
            write!(differences, "\n{name}").unwrap();
            for line in &found {
                write!(differences, "\n# expect: {line}").unwrap();
            }
        }
    }
    assert!(differences.is_empty(), "found instead:{differences}");
}

#[test]
fn formatting_twice_changes_nothing_and_keeps_value_and_hash() {
    for file in ["good", "bad", "../golden"].into_iter().flat_map(folder) {
        let text = fs::read_to_string(&file).unwrap();
        let Ok(once) = format_plan(&text) else { continue };
        assert_eq!(format_plan(&once).unwrap(), once, "{}", file.display());
        assert_eq!(plan_value(&once).unwrap(), plan_value(&text).unwrap(), "{}", file.display());
        assert_eq!(plan_hash(&once).unwrap(), plan_hash(&text).unwrap());
        assert_eq!(comments(&once), comments(&text), "{}", file.display());
    }
}

fn comments(text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        text.lines().filter_map(|line| line.split_once("# ")).map(|(_, rest)| rest.trim().to_owned()).collect();
    found.sort();
    found
}

#[test]
fn a_plan_as_a_value_comes_back_as_the_same_plan() {
    for file in folder("good").into_iter().chain(folder("../golden")) {
        let text = fs::read_to_string(&file).unwrap();
        let value = plan_value(&text).unwrap();
        let back = plan_text(&value).unwrap();
        assert_eq!(plan_value(&back).unwrap(), value, "{}", file.display());
        assert_eq!(format_plan(&back).unwrap(), back);
        assert_eq!(rewrite_plan(&text, &value).unwrap().unwrap(), format_plan(&text).unwrap(), "{}", file.display());
        assert!(read_plan(&back, &Surroundings::default()).plan.is_some(), "{back}");
    }
}

#[test]
fn every_code_that_the_language_reports_has_a_text_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut codes = std::collections::BTreeSet::new();
    collect_codes(&root.join("src/plan"), &mut codes);
    assert!(codes.len() >= 65, "{}", codes.len());
    for language in ["zh-CN", "en-US"] {
        let path = root.join("../../locales").join(language).join("incentives.json");
        let words: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for code in &codes {
            assert!(words["errors"][code].is_string(), "{language} lacks {code}");
        }
    }
}

fn collect_codes(folder: &Path, codes: &mut std::collections::BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_codes(&path, codes);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let quoted = text.split("\"incentives.").skip(1).filter_map(|rest| rest.split('"').next());
            codes.extend(quoted.filter(|code| code.len() > "plan.".len()).map(str::to_owned));
        }
    }
}

#[test]
fn every_word_of_a_text_is_a_parameter_that_the_diagnostic_has() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    for language in ["zh-CN", "en-US"] {
        let path = root.join(language).join("incentives.json");
        let words: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for file in folder("bad") {
            let text = fs::read_to_string(&file).unwrap();
            for found in read_plan(&text, &Surroundings::default()).diagnostics {
                let code = found.code.strip_prefix("incentives.").unwrap();
                let sentence = words["errors"][code].as_str().unwrap();
                for word in sentence.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()) {
                    assert!(found.params.contains_key(word), "{code} lacks {word} in {}", file.display());
                }
                assert!(!found.fix.is_empty(), "{code} has no fix in {}", file.display());
            }
        }
    }
}

#[test]
fn what_the_organisation_does_not_have_is_an_error() {
    let text =
        fs::read_to_string(folder("good").into_iter().find(|file| file.ends_with("aw-b.toml")).unwrap()).unwrap();
    let text = text
        .replace("has_goal(\"sales\")", "has_goal(\"sales\") && field.regoin == \"x\" && coefficient.unit == \"1\"");
    let fields = [("commission_pct".to_owned(), FieldType::Money), ("region".to_owned(), FieldType::Text)];
    let surroundings = Surroundings {
        currency: Some("CNY".parse().unwrap()),
        member_fields: Some(fields.into()),
        coefficients: Some(["company".to_owned()].into()),
        calendars: Some(["adventure-works".to_owned()].into()),
        ..Surroundings::default()
    };
    let found: Vec<String> = read_plan(&text, &surroundings).diagnostics.iter().map(shown).collect();
    assert_eq!(
        found,
        [
            "currency_mismatch 4:12 \"CNY\"",
            "unknown_calendar 5:12 \"adventure-works\"",
            "unknown_field 7:29 field.region",
            "unknown_coefficient 7:52 coefficient.company",
            "field_type 19:19 \"…\"",
        ]
    );
}

#[test]
fn measures_are_read_without_a_plan_and_without_looking_at_the_rest() {
    let text = "[measure.sales]\nof = \"orders\"\nwhere = 'product.family != \"服务\"'\n[[component]]\nanything = 1\n";
    let reading = read_measures(text, "JPY".parse().unwrap(), &Surroundings::default());
    let measures = reading.measures.unwrap();
    assert_eq!(measures.len(), 1);
    assert_eq!(measures[0].key, "sales");
    assert_eq!(measures[0].filter.as_ref().unwrap().text(), "product.family != \"服务\"");
    let none = read_measures("[plan]\ncurrency = \"CNY\"\n", "JPY".parse().unwrap(), &Surroundings::default());
    assert_eq!(none.diagnostics.iter().map(shown).collect::<Vec<_>>(), ["missing_key 1:1 [measure.…]"]);
}

#[test]
fn what_a_plan_does_not_say_has_the_default_of_the_language() {
    let text =
        fs::read_to_string(folder("good").into_iter().find(|file| file.ends_with("aw-a.toml")).unwrap()).unwrap();
    let plan = read_plan(&text, &Surroundings::default()).plan.unwrap();
    assert_eq!((plan.round, plan.round_to_minor), (Rounding::HalfUp, 1));
    assert_eq!((plan.measures[0].day, plan.measures[0].amount), (MeasureDay::SignedOn, AmountBasis::Net));
    let Kind::Commission(commission) = &plan.components[0].kind else { panic!("a commission") };
    assert_eq!(commission.rate, Some(Source::Member("commission_pct".to_owned())));
    assert_eq!(
        (commission.apply, commission.accumulate, commission.edge),
        (Apply::Marginal, Accumulate::Period, Edge::Up)
    );
    let Kind::Attainment(bonus) = &plan.components[1].kind else { panic!("an attainment") };
    assert_eq!(bonus.against, Against::Goal(GoalLevel::Goal));
    assert_eq!((bonus.gate.clone(), bonus.gate_start), (None, GateStart::Jump));
    let Curve::Bands { bands, edge } = &bonus.curve else { panic!("bands") };
    assert_eq!((bands[1].from, bands[1].coefficient.clone(), *edge), (Rate::ONE, Source::Fixed(Rate::ONE), Edge::Up));
    assert_eq!((plan.components[1].title.as_str(), plan.components[1].prorate), ("bonus", Prorate::None));
}

#[test]
fn a_text_from_another_editor_is_read_and_formatted_like_ours() {
    let ours =
        fs::read_to_string(folder("good").into_iter().find(|file| file.ends_with("east.toml")).unwrap()).unwrap();
    let theirs = format!("\u{feff}{}", ours.replace('\n', "\r\n"));
    assert_eq!(read_plan(&theirs, &Surroundings::default()).diagnostics, []);
    assert_eq!(format_plan(&theirs).unwrap(), format_plan(&ours).unwrap());
    assert_eq!(plan_hash(&theirs).unwrap(), plan_hash(&ours).unwrap());
    let wrong = theirs.replace("gate = ", "gaet = ");
    let found: Vec<String> = read_plan(&wrong, &Surroundings::default()).diagnostics.iter().map(shown).collect();
    let line = 1 + ours.lines().position(|line| line.starts_with("gate")).unwrap();
    assert_eq!(found, [format!("unknown_key {line}:1 gate")]);
}

#[test]
fn a_text_made_to_hurt_is_refused_quickly() {
    for text in [
        format!("[plan]\nkey = {}{}\n", "[".repeat(100_000), "]".repeat(100_000)),
        format!("[plan]\nwho = '{}true{}'\n", "(".repeat(1_900), ")".repeat(1_900)),
        format!("[plan]\nwho = '{}true'\n", "!".repeat(3_900)),
        format!("[plan]\nkey = \"{}\"\n", "a".repeat(2_000_000)),
        "a.".repeat(200_000),
        "\0".repeat(1_000),
    ] {
        assert!(read_plan(&text, &Surroundings::default()).plan.is_none());
        assert!(format_plan(&text).is_err() || text.contains("who"));
    }
}

proptest::proptest! {
    /// A plan with a piece cut out or doubled: reading and formatting never fail otherwise than by saying so.
    #[test]
    fn a_damaged_plan_is_refused_in_words_and_formats_stably(at in 0_usize..6_000, len in 0_usize..60, twice: bool) {
        let text = fs::read_to_string(folder("good").into_iter().find(|file| file.ends_with("everything.toml")).unwrap()).unwrap();
        let chars: Vec<char> = text.chars().collect();
        let at = at.min(chars.len());
        let end = (at + len).min(chars.len());
        let (head, piece, tail) = (&chars[..at], &chars[at..end], &chars[end..]);
        let damaged: String = if twice { [head, piece, piece, tail].concat() } else { [head, tail].concat() }.iter().collect();
        let reading = read_plan(&damaged, &Surroundings::default());
        proptest::prop_assert!(reading.plan.is_some() != reading.diagnostics.iter().any(Diagnostic::is_error));
        if let Ok(once) = format_plan(&damaged) {
            proptest::prop_assert_eq!(format_plan(&once).unwrap(), once.clone());
            proptest::prop_assert_eq!(plan_value(&once).unwrap(), plan_value(&damaged).unwrap());
        }
    }
}

/// What the new measures and kinds say when the text says nothing.
#[test]
fn pools_overrides_and_events_have_the_defaults_of_the_language() {
    let text = "[plan]\nkey = \"p\"\ntitle = \"P\"\ncurrency = \"CNY\"\n\
                valid = { from = \"2026-01-01\", to = \"2026-12-31\" }\n\
                [measure.m]\nof = \"orders\"\n[measure.csat]\nof = \"csat\"\n\
                [[component]]\nkey = \"a\"\nkind = \"pool\"\nperiod = \"month\"\npot = { rate = \"1%\", of = \"m\" }\namong = \"unit\"\n\
                [[component]]\nkey = \"b\"\nkind = \"override\"\nperiod = \"month\"\nof = \"m\"\nrate = \"1%\"\n\
                [[component]]\nkey = \"c\"\nkind = \"per_event\"\nperiod = \"month\"\nmeasure = \"m\"\namount = \"1.00\"\n\
                [[component]]\nkey = \"d\"\nkind = \"project\"\nperiod = \"month\"\n\
                [[component]]\nkey = \"e\"\nkind = \"scorecard\"\nperiod = \"month\"\nbase = \"1.00\"\n\
                indicators = [{ key = \"x\", weight = \"100%\", rated = \"attitude\" }]\n";
    let plan = read_plan(text, &Surroundings::default()).plan.unwrap();
    let Kind::Pool(pool) = &plan.components[0].kind else { panic!("a pool") };
    let Pot::Measured(pot) = &pool.pot else { panic!("a measured pot") };
    assert_eq!((pool.share.clone(), pot.scope, pot.above_goal), (ShareBy::Equal, PotScope::Same, false));
    let Kind::Override(over) = &plan.components[1].kind else { panic!("an override") };
    assert_eq!((over.depth, over.rates.apply), (Depth::All, Apply::Marginal));
    let Kind::PerEvent(event) = &plan.components[2].kind else { panic!("events") };
    assert_eq!((event.once, event.at_least), (false, None));
    assert_eq!(plan.measures[1].unit, MeasureUnit::Score { scale: 2 });
    let missing: Vec<(String, u32)> = plan.missing_inputs().into_iter().map(|one| (one.what, one.at.line)).collect();
    let wanted = [("of = \"csat\"", 8), ("kind = \"project\"", 28), ("rated = \"attitude\"", 32)];
    assert_eq!(missing, wanted.map(|(what, line)| (what.to_owned(), line)));
}
