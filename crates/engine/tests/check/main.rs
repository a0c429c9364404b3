//! What the check of a plan finds: each finding with its place and the deal that exposes it, and nothing where nothing is.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

mod bounds;
mod kinds;
mod people;
mod several;

use beichen_engine::calendar::Calendar;
use beichen_engine::check::{Finding, check};
use beichen_engine::plan::{Plan, Severity, Surroundings, read_plan};
use beichen_engine::workdays::Workdays;

const HEAD: &str = r#"
[measure.collected]
of = "payments"

[measure.orders]
of = "orders"
"#;

/// A plan with these lines in its head and these components.
fn plan_of(head: &str, components: &str) -> Plan {
    let text = format!(
        "[plan]\nkey = \"check\"\ntitle = \"Check\"\ncurrency = \"CNY\"\nvalid = {{ from = \"2026-01-01\", to = \"2026-12-31\" }}\n{head}\n{HEAD}\n{components}"
    );
    let reading = read_plan(&text, &Surroundings::default());
    reading.plan.ok_or(reading.diagnostics).unwrap()
}

/// Everything that the check finds in it.
fn all_findings(head: &str, components: &str) -> Vec<Finding> {
    check(&plan_of(head, components), &Calendar::natural(), &Workdays::mainland_china())
}

/// Everything but that nothing limits the pay, which most of the small plans here leave open.
fn findings_with(head: &str, components: &str) -> Vec<Finding> {
    all_findings(head, components).into_iter().filter(|one| one.word() != "unbounded_cost").collect()
}

fn findings(components: &str) -> Vec<Finding> {
    findings_with("", components)
}

/// The values of these parameters.
fn params<'f, const N: usize>(finding: &'f Finding, names: [&str; N]) -> [&'f str; N] {
    names.map(|name| finding.params[name].as_str())
}

/// Code and place of each.
fn places(found: &[Finding]) -> Vec<(&str, &str)> {
    found.iter().map(|finding| (finding.word(), finding.place.as_str())).collect()
}

const MONTHLY: &str = r#"
[[component]]
key = "monthly"
kind = "attainment"
period = "month"
measure = "collected"
base = "4000.00"
gate = "80%"
curve = { shape = "linear", points = [["80%", "80%"], ["100%", "100%"], ["120%", "140%"]] }
"#;

#[test]
fn a_gate_that_jumps_is_a_cliff_with_the_two_deals_that_expose_it() {
    let found = findings(MONTHLY);
    assert_eq!(places(&found), [("cliff", "monthly@80%")]);
    let params = &found[0].params;
    assert_eq!(
        (params["goal"].as_str(), params["from"].as_str(), params["to"].as_str()),
        ("100000.00", "79999.99", "80000.00")
    );
    assert_eq!((params["pay_from"].as_str(), params["pay_to"].as_str()), ("0.00", "3200.00"));
    assert!(found[0].is_blocking() && found[0].severity == Severity::Warning);
    assert_eq!(found[0].code, "incentives.plan.cliff");
    assert_eq!(found[0].fix, "{ finding = \"cliff\", at = \"monthly@80%\", reason = \"…\" }");
}

#[test]
fn an_accepted_warning_does_not_block_and_a_wrong_place_accepts_nothing() {
    let accept = |place: &str| format!("accept = [{{ finding = \"cliff\", at = \"{place}\", reason = \"达标线\" }}]");
    let found = findings_with(&accept("monthly@80%"), MONTHLY);
    assert_eq!(found[0].accepted.as_deref(), Some("达标线"));
    assert!(!found[0].is_blocking());
    assert!(!findings_with(&accept("monthly@80.00%"), MONTHLY)[0].is_blocking());
    assert!(findings_with(&accept("monthly@81%"), MONTHLY)[0].is_blocking());
    assert!(findings_with(&accept("weekly@80%"), MONTHLY)[0].is_blocking());
}

#[test]
fn a_gate_that_starts_from_zero_is_no_cliff() {
    let found = findings(&MONTHLY.replace("gate = \"80%\"", "gate = \"80%\"\ngate_start = \"from_zero\""));
    assert_eq!(places(&found), []);
}

#[test]
fn whole_tiers_are_cliffs_at_their_bounds_on_either_edge() {
    let whole = |edge: &str| {
        findings(&format!(
            "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\napply = \"whole\"\nedge = \"{edge}\"\ntiers = [[\"0\", \"1%\"], [\"300000\", \"1.5%\"]]"
        ))
    };
    let (up, down) = (whole("up"), whole("down"));
    assert_eq!(places(&up), [("cliff", "c@300000.00")]);
    assert_eq!((up[0].params["from"].as_str(), up[0].params["pay_to"].as_str()), ("299999.99", "4500.00"));
    assert_eq!(places(&down), [("cliff", "c@300000.00")]);
    assert_eq!((down[0].params["from"].as_str(), down[0].params["pay_from"].as_str()), ("300000.00", "3000.00"));
}

#[test]
fn marginal_tiers_have_neither_cliff_nor_fall() {
    let found = findings(
        r#"
[[component]]
key = "c"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "2%"], ["10000", "1%"], ["50000", "5%"]]
"#,
    );
    assert_eq!(places(&found), []);
}

#[test]
fn a_whole_rate_that_falls_lowers_the_pay_at_its_bound() {
    let found = findings(
        r#"
[[component]]
key = "c"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "2%"], ["10000", "1%"]]
apply = "whole"
"#,
    );
    assert_eq!(places(&found), [("cliff", "c@10000.00"), ("falling_pay", "c@10000.00")]);
    assert_eq!((found[1].params["pay_from"].as_str(), found[1].params["pay_to"].as_str()), ("200.00", "100.00"));
}

#[test]
fn a_curve_that_slopes_down_is_found_between_its_points() {
    let found = findings(&MONTHLY.replace("gate = \"80%\"\n", "").replace(
        r#"[["80%", "80%"], ["100%", "100%"], ["120%", "140%"]]"#,
        r#"[["0%", "0%"], ["100%", "100%"], ["120%", "90%"]]"#,
    ));
    assert_eq!(places(&found), [("falling_pay", "monthly@100%")]);
}

#[test]
fn adventureworks_plan_b_has_a_cliff_where_its_condition_opens() {
    let component = r#"
[[component]]
key = "commission"
kind = "commission"
period = "quarter"
measure = "orders"
when = 'reached("orders", "80%")'
rate = { member = "commission_pct" }
tiers = [["0%", "1x"], ["100%", "1.5x"]]
"#;
    assert_eq!(places(&findings(component)), [("cliff", "commission@80%")]);
    let narrowed =
        component.replace("'reached(\"orders\", \"80%\")'", "'position == \"销售\" && reached(\"orders\", \"80%\")'");
    assert_eq!(places(&findings(&narrowed)), [("cliff", "commission@80%")], "also behind a fact that nobody has");
}

#[test]
fn a_condition_on_another_measure_is_a_cliff_in_that_measure() {
    let found = findings(
        &MONTHLY
            .replace("gate = \"80%\"", "when = 'at_least(\"orders\", \"5000.00\")'")
            .replace(r#"[["80%", "80%"], ["100%", "100%"], ["120%", "140%"]]"#, r#"[["0%", "0%"], ["100%", "100%"]]"#),
    );
    assert_eq!(places(&found), [("cliff", "monthly@5000.00")]);
    assert_eq!(found[0].params["measure"], "orders");
}

#[test]
fn a_measure_paid_by_two_components_is_found_at_the_later_one() {
    let again = MONTHLY.replace("key = \"monthly\"", "key = \"again\"").replace("gate = \"80%\"\n", "");
    let found = findings(&format!("{MONTHLY}{again}"));
    assert!(places(&found).contains(&("double_credit", "again@collected")));
    let other = again.replace("measure = \"collected\"", "measure = \"orders\"");
    assert!(!places(&findings(&format!("{MONTHLY}{other}"))).iter().any(|(code, _)| *code == "double_credit"));
}

#[test]
fn a_failing_example_is_an_error_that_says_what_came_out() {
    let found = findings(&format!(
        "{MONTHLY}{}",
        r#"
[[example]]
title = "off by a fen"
period = "2026-03"
people = [{ key = "a", goal = { collected = "100000.00" } }]
credits = [["a", "collected", "2026-03-31", "80000.00"]]
expect = { a = { monthly = "3200.01" } }
"#
    ));
    assert_eq!(places(&found)[0], ("example_failed", "off by a fen"));
    assert_eq!(found[0].severity, Severity::Error);
    assert_eq!((found[0].params["expected"].as_str(), found[0].params["actual"].as_str()), ("3200.01", "3200.00"));
}

#[test]
fn a_period_that_the_calendar_does_not_have_is_an_error() {
    use beichen_engine::calendar::PeriodKind;
    use beichen_engine::day::Day;
    let text = format!(
        "[plan]\nkey = \"q\"\ntitle = \"Q\"\ncurrency = \"CNY\"\ncalendar = \"own\"\nvalid = {{ from = \"2026-01-01\", to = \"2026-12-31\" }}\n{HEAD}{MONTHLY}"
    );
    let plan = read_plan(&text, &Surroundings::default()).plan.unwrap();
    let bounds = [(2026, 1), (2026, 4), (2026, 7), (2026, 10), (2027, 1)];
    let days: Vec<Day> = bounds.iter().map(|(year, month)| Day::from_ymd(*year, *month, 1).unwrap()).collect();
    let calendar = Calendar::boundaries("own", PeriodKind::Quarter, &days).unwrap();
    let found = check(&plan, &calendar, &Workdays::mainland_china());
    assert_eq!(places(&found), [("period_missing", "monthly")]);
}

const COMMISSION: &str =
    "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\nrate = \"5%\"\n";

/// Deal below, deal above, pay below, pay above, and what the deal must be.
fn exposed(finding: &Finding) -> [&str; 5] {
    ["from", "to", "pay_from", "pay_to", "facts"].map(|name| finding.params[name].as_str())
}

/// 9,999.99 × 5 % = 499.9995; 10,000 × 8 % = 800.
#[test]
fn a_rate_for_large_documents_is_a_cliff_at_the_document_that_is_large_enough() {
    let found = findings(&format!("{COMMISSION}rates_by = [['amount_at_least(\"10000\")', \"8%\"]]"));
    assert_eq!(places(&found), [("cliff", "c@10000.00")]);
    assert_eq!(exposed(&found[0]), ["9999.99", "10000.00", "500.00", "800.00", " { kind = \"payment\" }"]);
    let lower = findings(&format!("{COMMISSION}rates_by = [['!amount_at_least(\"10000\")', \"8%\"]]"));
    assert_eq!(places(&lower), [("cliff", "c@10000.00"), ("falling_pay", "c@10000.00")]);
    assert_eq!(exposed(&lower[1])[2..4], ["800.00", "500.00"]);
}

#[test]
fn a_deal_states_what_else_it_must_be() {
    let found = findings(&format!(
        "{COMMISSION}rates_by = [['product.family == \"旧品\" || customer.tier != \"A\"', \"5%\"], \
         ['(product.code.startsWith(\"N\") && \"vip\" in customer.tags || field.size < 3) && amount_at_least(\"10000\")', \"8%\"]]"
    ));
    let stated = " { customer.tags = [\"vip\"], customer.tier = \"A\", kind = \"payment\", product.code = \"N\" }";
    assert_eq!(exposed(&found[0]), ["9999.99", "10000.00", "500.00", "800.00", stated]);
}

/// Beside others of 100,000: 5,000 + 499.9995 and 5,000 + 800.
#[test]
fn a_cliff_of_one_deal_behind_a_gate_is_found_beside_others_that_open_it() {
    let gated = format!(
        "{COMMISSION}when = 'reached(\"collected\", \"80%\")'\nrates_by = [['amount_at_least(\"10000\")', \"8%\"]]"
    );
    let found = findings(&gated);
    assert_eq!(places(&found), [("cliff", "c@80%"), ("cliff", "c@10000.00")]);
    assert_eq!(exposed(&found[1])[..4], ["9999.99", "10000.00", "5500.00", "5800.00"]);
}

/// A payment below 50,000 does not count; one of 50,000 is half of the goal, and at most 20,000 of it a fifth.
#[test]
fn the_filter_of_a_measure_is_a_cliff_at_the_document_that_begins_to_count() {
    let bonus = |cap: &str| {
        findings(&format!(
            "[measure.large]\nof = \"payments\"\nwhere = 'amount_at_least(\"50000\") && customer.is_new'\n{cap}\n\
             [[component]]\nkey = \"b\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"large\"\nbase = \"4000.00\""
        ))
    };
    let stated = " { customer.is_new = true, kind = \"payment\" }";
    let found = bonus("");
    assert_eq!(places(&found), [("cliff", "b@50000.00")]);
    assert_eq!(exposed(&found[0]), ["49999.99", "50000.00", "0.00", "2000.00", stated]);
    assert_eq!(exposed(&bonus("cap_each = \"20000.00\"")[0])[2..4], ["0.00", "800.00"]);
}

#[test]
fn a_version_that_begins_inside_a_period_is_refused_with_the_two_nearest_days() {
    let begins = |from: &str, kind: &str| {
        let components = MONTHLY.replace("gate = \"80%\"\n", "").replace("\"month\"", &format!("\"{kind}\""));
        let text = format!(
            "[plan]\nkey = \"v\"\ntitle = \"V\"\ncurrency = \"CNY\"\nvalid = {{ from = \"{from}\", to = \"2026-12-31\" }}\n{HEAD}{components}"
        );
        let plan = read_plan(&text, &Surroundings::default()).plan.unwrap();
        let found = check(&plan, &Calendar::natural(), &Workdays::mainland_china());
        found.into_iter().filter(|one| one.severity == Severity::Error).collect::<Vec<_>>()
    };
    assert_eq!(places(&begins("2026-02-01", "month")), []);
    let found = begins("2026-02-01", "quarter");
    assert_eq!(places(&found), [("version_start", "2026-02-01")]);
    assert_eq!((found[0].line, found[0].column, found[0].fix.as_str()), (5, 18, "\"2026-01-01\" | \"2026-04-01\""));
    assert_eq!(begins("2026-03-02", "month")[0].fix, "\"2026-03-01\" | \"2026-04-01\"");
}

/// A calendar of quarters only: 3,600 of a year are not 3,600 ÷ the quarters of the plan.
#[test]
fn a_share_of_a_year_is_refused_in_a_calendar_without_years() {
    use beichen_engine::calculate::CalculateError;
    use beichen_engine::calendar::PeriodKind;
    use beichen_engine::day::Day;
    use beichen_engine::example::run_examples;
    let text = format!(
        "[plan]\nkey = \"q\"\ntitle = \"Q\"\ncurrency = \"CNY\"\ncalendar = \"own\"\nvalid = {{ from = \"2026-01-01\", to = \"2027-06-30\" }}\n{HEAD}\
         [[component]]\nkey = \"b\"\nkind = \"attainment\"\nperiod = \"quarter\"\nmeasure = \"orders\"\nbase = {{ share = \"100%\", of = \"variable_pay\" }}\n\
         [[example]]\ntitle = \"a quarter\"\nperiod = \"2026-01-01\"\npeople = [{{ key = \"a\", goal = {{ orders = \"1.00\" }}, variable_pay = \"3600.00\" }}]\n\
         credits = [[\"a\", \"orders\", \"2026-01-31\", \"1.00\"]]\nexpect = {{ a = {{ b = \"900.00\" }} }}\n"
    );
    let plan = read_plan(&text, &Surroundings::default()).plan.unwrap();
    let first = Day::from_ymd(2026, 1, 1).unwrap();
    let quarters: Vec<Day> = (0..=6).map(|quarter| first.plus_months(quarter * 3)).collect();
    let calendar = Calendar::boundaries("own", PeriodKind::Quarter, &quarters).unwrap();
    assert_eq!(places(&check(&plan, &calendar, &Workdays::mainland_china())), [("year_missing", "b")]);
    let outcomes = run_examples(&plan, &calendar, &Workdays::mainland_china());
    assert_eq!(outcomes[0].error, Some(CalculateError::NoYear { component: String::from("b") }));
    let natural = run_examples(&plan, &Calendar::natural(), &Workdays::mainland_china());
    assert!(natural[0].is_as_expected(), "3,600 of four quarters: {natural:?}");
}

#[test]
fn what_was_before_the_first_period_is_refused_where_it_cannot_count() {
    let example = |component: &str, period: &str, person: &str| {
        let found = findings(&format!(
            "{COMMISSION}accumulate = \"year_to_date\"\n{component}\n\
             [[example]]\ntitle = \"later\"\nperiod = \"{period}\"\npeople = [{{ key = \"a\", to_date = {{ collected = \"500.00\" }}{person} }}]\n\
             expect = {{ a = {{ c = \"0.00\" }} }}\n"
        ));
        found.into_iter().filter(|one| one.severity == Severity::Error).collect::<Vec<_>>()
    };
    assert_eq!(places(&example("", "2026-03", "")), []);
    assert_eq!(places(&example("", "2026-03", ", from = \"2026-01-15\", to = \"2026-03-31\"")), []);
    assert_eq!(places(&example("", "2026-01", "")), [("to_date_outside", "later")], "the plan year begins in January");
    assert_eq!(places(&example("", "2026-03", ", from = \"2026-03-01\"")), [("to_date_outside", "later")]);
    let tiers =
        example("tiers = [[\"0%\", \"1x\"], [\"100%\", \"2x\"]]", "2026-03", ", goal = { collected = \"1000.00\" }");
    assert_eq!(places(&tiers), [("to_date_without_goal", "later")]);
    assert_eq!((tiers[0].params["person"].as_str(), tiers[0].params["measure"].as_str()), ("a", "collected"));
    let gate = example("when = 'reached(\"collected\", \"80%\")'", "2026-03", "");
    assert_eq!(places(&gate), [("to_date_without_goal", "later")]);
}

const CHAMPION: &str = r#"
[[component]]
key = "champion"
kind = "ranking"
period = "month"
by = "collected"
among = "unit"
eligible = 'reached("collected", "80%")'
prizes = ["1500.00", "1000.00"]
"#;

#[test]
fn a_prize_is_no_cliff_but_pays_on_a_credit_that_another_component_pays() {
    let champion = CHAMPION.replace("eligible = 'reached(\"collected\", \"80%\")'\n", "");
    assert_eq!(places(&findings(&champion)), []);
    assert_eq!(
        places(&findings(&format!("{COMMISSION}{champion}"))),
        [("double_credit", "champion@collected")],
        "a prize is divided among the same documents"
    );
    let places_only = champion.replace("[\"1500.00\", \"1000.00\"]", "[]");
    assert_eq!(places(&findings(&format!("{COMMISSION}{places_only}"))), []);
    assert_eq!(places(&findings(&format!("{places_only}{COMMISSION}"))), []);
}

#[test]
fn an_expected_place_that_does_not_come_out_is_an_error() {
    let champion = CHAMPION.replace("eligible = 'reached(\"collected\", \"80%\")'\n", "");
    let example = |place: u32| {
        findings(&format!(
            "{champion}\n[[example]]\ntitle = \"x\"\nperiod = \"2026-03\"\n\
             people = [{{ key = \"a\", unit = \"east\", goal = {{ collected = \"100.00\" }} }}, {{ key = \"b\", unit = \"east\", goal = {{ collected = \"100.00\" }} }}]\n\
             credits = [[\"a\", \"collected\", \"2026-03-31\", \"90.00\"], [\"b\", \"collected\", \"2026-03-31\", \"80.00\"]]\n\
             expect = {{ a = {{ place = 1 }}, b = {{ place = {place}, champion = \"1000.00\" }} }}\n"
        ))
    };
    assert_eq!(places(&example(2)), []);
    let found = example(3);
    assert_eq!(places(&found), [("example_failed", "x")]);
    assert_eq!(
        ["what", "person", "expected", "actual"].map(|name| found[0].params[name].as_str()),
        ["place", "b", "3", "2"]
    );
}

/// 80 % of the goal lifts 4,000.00 × 0.5 to × 1.0; more orders lower the collection rate below 90 %.
#[test]
fn a_table_is_a_cliff_at_each_bound_and_a_ratio_falls_as_its_divisor_grows() {
    let found = findings(
        "\n[[component]]\nkey = \"table\"\nkind = \"matrix\"\nperiod = \"month\"\nbase = \"4000.00\"\n\
         rows = { attainment = \"collected\", from = [\"0%\", \"80%\"] }\n\
         columns = { ratio = [\"collected\", \"orders\"], from = [\"0%\", \"90%\"] }\nvalues = [[\"0.5\", \"0.5\"], [\"1.0\", \"1.2\"]]\n",
    );
    assert_eq!(
        places(&found),
        [("cliff", "table@80%"), ("cliff", "table@90%"), ("cliff", "table@90%"), ("falling_pay", "table@90%"),]
    );
    let first = &found[0].params;
    assert_eq!(
        ["measure", "from", "to", "pay_from", "pay_to"].map(|name| first[name].as_str()),
        ["collected", "79999.99", "80000.00", "2000.00", "4000.00"]
    );
    // At collections of 100,000.00 a rate of 90 % ends with orders of 111,111.11.
    let fall = &found[3].params;
    assert_eq!(
        ["measure", "from", "to", "pay_from", "pay_to"].map(|name| fall[name].as_str()),
        ["orders", "111111.11", "111111.12", "4800.00", "4000.00"]
    );
}

/// 50 points are rated, so level B (80 points) needs 60 % of the goal; satisfaction adds none below 4.0.
#[test]
fn a_level_of_a_scorecard_is_a_cliff_where_an_indicator_brings_the_score_to_it() {
    let found = findings(
        "\n[measure.csat]\nof = \"csat\"\n[[component]]\nkey = \"card\"\nkind = \"scorecard\"\nperiod = \"month\"\nbase = \"1000.00\"\n\
         indicators = [{ key = \"a\", weight = \"50%\", attainment = \"collected\", cap = \"100%\" }, { key = \"b\", weight = \"50%\", rated = \"attitude\" }]\n\
         levels = [[\"0\", \"C\", \"0.5\"], [\"80\", \"B\", \"1.0\"]]\n",
    );
    assert_eq!(places(&found), [("cliff", "card@80.00")]);
    let params = &found[0].params;
    assert_eq!(
        ["measure", "from", "to", "pay_from", "pay_to"].map(|name| params[name].as_str()),
        ["collected", "59999.99", "60000.00", "500.00", "1000.00"]
    );
    let points = findings(
        "\n[measure.csat]\nof = \"csat\"\n[[component]]\nkey = \"card\"\nkind = \"scorecard\"\nperiod = \"month\"\nbase = \"1000.00\"\n\
         indicators = [{ key = \"a\", weight = \"50%\", measure = \"csat\", points = [[\"3.0\", \"0\"], [\"5.0\", \"100\"]] }, { key = \"b\", weight = \"50%\", rated = \"attitude\" }]\n\
         levels = [[\"0\", \"C\", \"0.5\"], [\"80\", \"B\", \"1.0\"]]\n",
    );
    assert_eq!(places(&points), [("cliff", "card@80.00")]);
    let params = &points[0].params;
    assert_eq!(["measure", "from", "to"].map(|name| params[name].as_str()), ["csat", "4.19", "4.20"]);
}

#[test]
fn the_smallest_event_is_a_cliff_and_what_hangs_on_others_is_none() {
    let event = "\n[[component]]\nkey = \"spiff\"\nkind = \"per_event\"\nperiod = \"month\"\nmeasure = \"collected\"\namount = \"250.00\"\nat_least = \"1000\"\n";
    assert_eq!(places(&findings(event)), [("cliff", "spiff@1000.00")]);
    assert_eq!(places(&findings(&event.replace("at_least = \"1000\"\n", ""))), []);
    let others = "\n[[component]]\nkey = \"pot\"\nkind = \"pool\"\nperiod = \"month\"\npot = \"100.00\"\namong = \"plan\"\n\
                  [[component]]\nkey = \"over\"\nkind = \"override\"\nperiod = \"month\"\nof = \"collected\"\nrate = \"2%\"\n\
                  [[component]]\nkey = \"special\"\nkind = \"project\"\nperiod = \"month\"\n";
    assert_eq!(places(&findings(others)), []);
}

/// Every code of a finding has its sentence in both languages, and every warning the name under which it is accepted.
#[test]
fn every_finding_has_words_in_both_languages() {
    let errors = ["example_failed", "example_error", "to_date_outside", "to_date_without_goal", "period_missing"];
    let warnings = [
        "cliff",
        "falling_pay",
        "unbounded_cost",
        "retroactive_raise",
        "double_credit",
        "in_no_plan",
        "in_two_plans",
        "missing_goal",
    ];
    for language in ["zh-CN", "en-US"] {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales").join(language);
        let text = std::fs::read_to_string(root.join("incentives.json")).unwrap();
        let words: serde_json::Value = serde_json::from_str(&text).unwrap();
        for code in errors.iter().chain(&warnings) {
            assert!(words["errors"][format!("plan.{code}")].is_string(), "{language} {code}");
        }
        for code in warnings {
            assert!(words["finding_names"][code].is_string(), "{language} {code}");
        }
    }
}
