//! Pay that nothing limits, and raises that reach back.

use beichen_engine::calendar::Calendar;
use beichen_engine::check::{Finding, findings_of_version};
use beichen_engine::plan::{Surroundings, read_plan};
use beichen_engine::workdays::Workdays;

use crate::{COMMISSION, HEAD, MONTHLY, all_findings, params, places};

/// Where the cost is unbounded.
fn unbounded(components: &str) -> Vec<String> {
    let found = all_findings("", components);
    found.iter().filter(|one| one.word() == "unbounded_cost").map(|one| one.place.clone()).collect()
}

const BONUS: &str = "[[component]]\nkey = \"b\"\nkind = \"attainment\"\nperiod = \"month\"\nmeasure = \"collected\"\nbase = \"4000.00\"\n";

/// At 200 % of the goal 8,000, at 400 % 16,000.
#[test]
fn a_bonus_without_a_limit_is_unbounded_and_a_cap_bounds_it() {
    let found = all_findings("", BONUS);
    assert_eq!(places(&found), [("unbounded_cost", "b@collected")]);
    let told = params(&found[0], ["measure", "goal", "from", "to", "pay_from", "pay_to"]);
    assert_eq!(told, ["collected", "100000.00", "200000.00", "400000.00", "8000.00", "16000.00"]);
    assert_eq!(unbounded(&format!("{BONUS}cap = \"8000.00\"")), [""; 0]);
    assert_eq!(unbounded(&format!("{BONUS}cap = {{ member = \"own_cap\" }}")), [""; 0]);
}

#[test]
fn an_accepted_unbounded_cost_does_not_block() {
    let accept = "accept = [{ finding = \"unbounded_cost\", at = \"b@collected\", reason = \"上不封顶\" }]";
    assert!(!all_findings(accept, BONUS)[0].is_blocking());
    assert!(all_findings("", BONUS)[0].is_blocking());
}

/// 5 % of what comes in is 5 % of it; 4,000 at an amount that the plan states is a share too.
#[test]
fn a_stated_share_of_the_money_is_bounded_by_it_and_one_of_a_count_is_not() {
    assert_eq!(unbounded(COMMISSION), [""; 0]);
    assert_eq!(unbounded(&format!("{BONUS}against = \"100000.00\"")), [""; 0]);
    let pieces = "[measure.pieces]\nof = \"quantity\"\n";
    let of_pieces = BONUS.replace("collected", "pieces");
    assert_eq!(unbounded(&format!("{pieces}{of_pieces}against = \"100\"")), ["b@pieces"]);
}

/// The last point of a line is flat; a curve that goes on is not, unless the attainment is limited.
#[test]
fn a_curve_is_unbounded_where_it_goes_on() {
    assert_eq!(unbounded(MONTHLY), [""; 0]);
    let extended = MONTHLY.replace("]] }", "]], beyond = \"extend\" }");
    assert_eq!(unbounded(&extended), ["monthly@collected"]);
    assert_eq!(unbounded(&format!("{extended}cap_attainment = \"150%\"")), [""; 0]);
    let proportional = "[[component]]\nkey = \"p\"\nkind = \"attainment\"\nperiod = \"month\"\nbase = \"4000.00\"\n";
    let weighted = |cap: &str| {
        unbounded(&format!(
            "{proportional}measures = [{{ measure = \"collected\", weight = \"70%\"{cap} }}, {{ measure = \"orders\", weight = \"30%\", cap = \"150%\" }}]"
        ))
    };
    assert_eq!(weighted(""), ["p@collected"]);
    assert_eq!(weighted(", cap = \"150%\""), [""; 0]);
}

/// 250 each time has no end; once a period, or for at least 1,000.00 of money each, it has.
#[test]
fn events_are_unbounded_unless_they_pay_once_or_bring_money() {
    let event = |measure: &str, rest: &str| {
        unbounded(&format!(
            "[measure.firsts]\nof = \"new_customers\"\n[[component]]\nkey = \"x\"\nkind = \"per_event\"\nperiod = \"month\"\nmeasure = \"{measure}\"\namount = \"250.00\"\n{rest}"
        ))
    };
    assert_eq!(event("orders", ""), ["x@orders"]);
    assert_eq!(event("orders", "at_least = \"1000\""), [""; 0]);
    assert_eq!(event("orders", "once = true"), [""; 0]);
    assert_eq!(event("firsts", "at_least = \"1\""), ["x@firsts"]);
    assert_eq!(event("firsts", "cap = \"5000.00\""), [""; 0]);
}

#[test]
fn prizes_pots_awards_and_overrides_are_bounded_by_their_amounts_and_shares() {
    let component = |kind: &str, rest: &str| {
        unbounded(&format!("[[component]]\nkey = \"x\"\nkind = \"{kind}\"\nperiod = \"month\"\n{rest}"))
    };
    assert_eq!(component("ranking", "by = \"orders\"\namong = \"plan\"\nprizes = [\"1500.00\"]"), [""; 0]);
    assert_eq!(component("pool", "pot = \"10000.00\"\namong = \"plan\""), [""; 0]);
    assert_eq!(component("pool", "pot = { rate = \"10%\", of = \"orders\" }\namong = \"unit\""), [""; 0]);
    assert_eq!(component("override", "of = \"orders\"\nrate = \"2%\""), [""; 0]);
    assert_eq!(component("project", ""), [""; 0]);
}

/// A matrix ends with its last cell, a scorecard with its highest level.
#[test]
fn a_table_is_bounded_and_a_score_without_levels_only_under_caps() {
    let card = |cap: &str, levels: &str| {
        unbounded(&format!(
            "[[component]]\nkey = \"x\"\nkind = \"scorecard\"\nperiod = \"month\"\nbase = \"1000.00\"\nindicators = [{{ key = \"a\", weight = \"100%\", attainment = \"orders\"{cap} }}]\n{levels}"
        ))
    };
    assert_eq!(card("", ""), ["x@orders"]);
    assert_eq!(card(", cap = \"120%\"", ""), [""; 0]);
    assert_eq!(card("", "levels = [[\"0\", \"C\", \"0.6\"], [\"80\", \"A\", \"1.2\"]]"), [""; 0]);
}

const OF_YEAR: &str = "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\naccumulate = \"year_to_date\"\n";

fn raises(component: &str) -> Vec<Finding> {
    all_findings("", component).into_iter().filter(|one| one.word() == "retroactive_raise").collect()
}

/// On 100,000 of the year so far: 5 % is 5,000, and 10 % is 10,000.
#[test]
fn a_rate_of_the_person_raises_what_the_year_has_credited_already() {
    let found = raises(&format!("{OF_YEAR}rate = {{ member = \"commission_pct\" }}"));
    assert_eq!(places(&found), [("retroactive_raise", "c@commission_pct")]);
    let told = params(&found[0], ["name", "credited", "pay_from", "pay_to", "raise"]);
    assert_eq!(told, ["commission_pct", "100000.00", "5000.00", "10000.00", "5000.00"]);
    assert_eq!(places(&raises(&format!("{OF_YEAR}rate = \"5%\""))), []);
    let of_period = format!("{OF_YEAR}rate = {{ member = \"commission_pct\" }}").replace("year_to_date", "period");
    assert_eq!(places(&raises(&of_period)), []);
}

/// A coefficient of 5 % and then 10 % of 5,000: 250 and 500.
#[test]
fn a_coefficient_and_a_rate_by_condition_reach_back_too() {
    let found = raises(&format!("{OF_YEAR}rate = \"5%\"\ntimes = [{{ coefficient = \"company\" }}]"));
    assert_eq!(places(&found), [("retroactive_raise", "c@company")]);
    assert_eq!(params(&found[0], ["pay_from", "pay_to"]), ["250.00", "500.00"]);
    let by = format!("{OF_YEAR}rate = \"5%\"\nrates_by = [['customer.is_new', {{ grade = \"new_pct\" }}]]");
    assert_eq!(places(&raises(&by)), [("retroactive_raise", "c@new_pct")]);
}

/// A version of 1 % and one of 2 % from March: 100,000 of January and February are paid 1,000 more.
#[test]
fn a_version_inside_the_year_that_pays_more_reaches_back_and_one_of_the_new_year_does_not() {
    let version = |from: &str, rest: &str| {
        let text = format!(
            "[plan]\nkey = \"v\"\ntitle = \"V\"\ncurrency = \"CNY\"\nvalid = {{ from = \"{from}\", to = \"2027-12-31\" }}\n{HEAD}{OF_YEAR}{rest}"
        );
        read_plan(&text, &Surroundings::default()).plan.unwrap()
    };
    let raised = |before: &str, from: &str, after: &str| {
        let (before, after) = (version("2026-01-01", before), version(from, after));
        findings_of_version(&before, &after, &Calendar::natural(), &Workdays::mainland_china())
    };
    let found = raised("rate = \"1%\"", "2026-03-01", "rate = \"2%\"");
    assert_eq!(places(&found), [("retroactive_raise", "c@2026-03-01")]);
    assert_eq!(params(&found[0], ["pay_from", "pay_to", "raise"]), ["1000.00", "2000.00", "1000.00"]);
    assert_eq!(places(&raised("rate = \"1%\"", "2027-01-01", "rate = \"2%\"")), []);
    assert_eq!(places(&raised("rate = \"1%\"", "2026-03-01", "rate = \"1%\"")), []);
    assert_eq!(places(&raised("rate = \"2%\"", "2026-03-01", "rate = \"1%\"")), [], "a cut is no raise");
}
