//! Findings that only show where several measures stand somewhere else than at their goals.

use beichen_engine::check::Finding;

use crate::{findings, params, places};

fn component(kind: &str, rest: &str) -> String {
    format!("[[component]]\nkey = \"x\"\nkind = \"{kind}\"\nperiod = \"month\"\n{rest}\n")
}

fn only<'f>(found: &'f [Finding], word: &str) -> Vec<&'f Finding> {
    found.iter().filter(|one| one.word() == word).collect()
}

/// More collected never pays less at full orders; in the row of few orders it falls from 4,000 × 0.5 to × 0.3.
#[test]
fn a_fall_in_a_lower_row_of_a_table_is_found() {
    let table = |low: &str| {
        findings(&component(
            "matrix",
            &format!(
                "base = \"4000.00\"\nrows = {{ attainment = \"orders\", from = [\"0%\", \"80%\"] }}\ncolumns = {{ attainment = \"collected\", from = [\"0%\", \"60%\"] }}\nvalues = [[\"0.5\", \"{low}\"], [\"0.5\", \"0.5\"]]"
            ),
        ))
    };
    let found = table("0.3");
    let falls = only(&found, "falling_pay");
    assert_eq!(falls.iter().map(|one| one.place.as_str()).collect::<Vec<_>>(), ["x@60%"]);
    assert_eq!(
        params(falls[0], ["measure", "others", "from", "to", "pay_from", "pay_to"]),
        ["collected", " { orders = \"0.00\" }", "59999.99", "60000.00", "2000.00", "1200.00"]
    );
    assert_eq!(places(&table("0.5")), []);
}

/// Either measure opens the gate: at full orders it is open whatever is collected.
#[test]
fn an_alternative_gate_is_a_cliff_where_the_other_measure_is_short() {
    let gated = |condition: &str| {
        findings(&component("commission", &format!("measure = \"collected\"\nrate = \"5%\"\nwhen = '{condition}'")))
    };
    let found = gated("reached(\"collected\", \"80%\") || reached(\"orders\", \"90%\")");
    assert_eq!(places(&found), [("cliff", "x@80%"), ("cliff", "x@90%")]);
    assert_eq!(
        params(&found[0], ["measure", "others", "pay_from", "pay_to"]),
        ["collected", " { orders = \"0.00\" }", "0.00", "4000.00"]
    );
    // Without collections there is nothing that orders could open: it shows a fen below their own bound.
    assert_eq!(
        params(&found[1], ["measure", "others", "from"]),
        ["orders", " { collected = \"79999.99\" }", "89999.99"]
    );
}

/// 70 % × a + 30 % × b = 80 %: at b = 100 % a is 71.43 %, at b = 0 it would be 114.29 %.
#[test]
fn a_weighted_gate_is_found_at_the_exact_fen() {
    let weighted = |gate: &str| {
        findings(&component(
            "attainment",
            &format!(
                "measures = [{{ measure = \"collected\", weight = \"70%\" }}, {{ measure = \"orders\", weight = \"30%\", cap = \"100%\" }}]\nbase = \"4000.00\"\n{gate}"
            ),
        ))
    };
    let found = weighted("gate = \"80%\"");
    // 71,428.58 × 0.7 + 30,000 = 80,000.006, and 71,428.57 × 0.7 + 30,000 = 79,999.999
    assert_eq!(
        params(&found[0], ["measure", "from", "to", "pay_from", "pay_to"]),
        ["collected", "71428.57", "71428.58", "0.00", "3200.00"]
    );
    assert_eq!(only(&found, "cliff").len(), 2, "of either measure: {found:?}");
    assert_eq!(places(&weighted("")), []);
}

/// One measure twice: 60 % of the attainment and 40 % of points (0 at 0, 100 at 100,000). At x both give 100 × x ÷
/// 100,000, so 80 points are reached at 80,000.
#[test]
fn a_scorecard_that_names_a_measure_twice_reaches_its_level_where_the_sum_does() {
    let card = |levels: &str| {
        findings(&component(
            "scorecard",
            &format!(
                "base = \"1000.00\"\nindicators = [{{ key = \"a\", weight = \"60%\", attainment = \"orders\", cap = \"100%\" }}, {{ key = \"b\", weight = \"40%\", measure = \"orders\", points = [[\"0\", \"0\"], [\"100000\", \"100\"]] }}]\nlevels = {levels}"
            ),
        ))
    };
    let found = card("[[\"0\", \"C\", \"0.5\"], [\"80\", \"A\", \"1.0\"]]");
    assert_eq!(places(&found), [("cliff", "x@80.00")]);
    assert_eq!(params(&found[0], ["from", "to", "pay_from", "pay_to"]), ["79999.99", "80000.00", "500.00", "1000.00"]);
    assert_eq!(places(&card("[[\"0\", \"C\", \"0.5\"], [\"80\", \"A\", \"0.5\"]]")), []);
}

/// Level B of 40 points lies below what the others alone give at their goals: only from nothing is it passed.
#[test]
fn a_level_below_what_the_others_give_is_found_from_nothing() {
    let found = findings(&component(
        "scorecard",
        "base = \"1000.00\"\nindicators = [{ key = \"a\", weight = \"50%\", attainment = \"orders\", cap = \"100%\" }, { key = \"b\", weight = \"50%\", attainment = \"collected\", cap = \"100%\" }]\nlevels = [[\"0\", \"C\", \"0.5\"], [\"40\", \"B\", \"1.0\"]]",
    ));
    assert_eq!(places(&found), [("cliff", "x@40.00"), ("cliff", "x@40.00")]);
    assert_eq!(
        params(&found[0], ["measure", "others", "from", "to"]),
        ["orders", " { collected = \"0.00\" }", "79999.99", "80000.00"]
    );
}

/// Bands at 1, 2 and 3 pieces: each is a cliff, although the next one's step stands right beside it.
#[test]
fn bounds_one_unit_apart_do_not_hide_each_other() {
    let times = |last: &str| {
        findings(&format!(
            "[measure.firsts]\nof = \"new_customers\"\n{}",
            component(
                "attainment",
                &format!(
                    "measure = \"orders\"\nbase = \"1000.00\"\ntimes = [{{ measure = \"firsts\", bands = [[\"0\", \"0.8\"], [\"1\", \"1.0\"], [\"2\", \"1.2\"], [\"3\", \"{last}\"]] }}]"
                )
            )
        ))
    };
    assert_eq!(places(&times("1.4")), [("cliff", "x@1"), ("cliff", "x@2"), ("cliff", "x@3")]);
    assert_eq!(places(&times("1.2")), [("cliff", "x@1"), ("cliff", "x@2")]);
}

/// 4,000 × attainment up to a cap of 3,000, at least 2,000: it bends at both and jumps at neither. Behind a gate of 40 %
/// the floor is a cliff, because below the gate there is none.
#[test]
fn a_cap_and_a_floor_bend_and_only_a_gate_before_them_jumps() {
    let bounded = |gate: &str| {
        findings(&component(
            "attainment",
            &format!("measure = \"orders\"\nbase = \"4000.00\"\ncap = \"3000.00\"\nfloor = \"2000.00\"\n{gate}"),
        ))
    };
    assert_eq!(places(&bounded("")), []);
    let found = bounded("gate = \"40%\"");
    assert_eq!(places(&found), [("cliff", "x@40%")]);
    assert_eq!(params(&found[0], ["pay_from", "pay_to"]), ["0.00", "2000.00"]);
    // From zero at the gate, but the floor pays 2,000 at once.
    assert_eq!(places(&bounded("gate = \"40%\"\ngate_start = \"from_zero\"")), [("cliff", "x@40%")]);
}

/// A curve that falls above 100 % falls nowhere as long as the cap cuts it.
#[test]
fn a_fall_that_a_cap_hides_is_none() {
    let curve = |cap: &str| {
        findings(&component(
            "attainment",
            &format!(
                "measure = \"orders\"\nbase = \"4000.00\"\ncurve = {{ shape = \"linear\", points = [[\"0%\", \"0%\"], [\"100%\", \"200%\"], [\"120%\", \"150%\"]] }}\n{cap}"
            ),
        ))
    };
    assert_eq!(places(&curve("")), [("falling_pay", "x@100%")]);
    assert_eq!(places(&curve("cap = \"6000.00\"")), []);
    assert_eq!(places(&curve("cap = \"6000.01\"")), [("falling_pay", "x@100%")]);
}

/// A gate that comes from the person is tried at 80 %.
#[test]
fn a_gate_of_the_person_is_a_cliff_at_its_name() {
    let found =
        findings(&component("attainment", "measure = \"orders\"\nbase = \"4000.00\"\ngate = { member = \"line\" }"));
    assert_eq!(places(&found), [("cliff", "x@line")]);
    assert_eq!(params(&found[0], ["from", "pay_to"]), ["79999.99", "3200.00"]);
}

/// A payment of a new customer counts in both measures; one of product family A is none of family B.
#[test]
fn a_document_that_two_measures_count_is_one_credit_paid_twice() {
    let twice = |first: &str, second: &str, who: &str| {
        let pays = |key: &str, measure: &str, who: &str| {
            format!(
                "[[component]]\nkey = \"{key}\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"{measure}\"\nrate = \"5%\"\n{who}\n"
            )
        };
        findings(&format!(
            "[measure.one]\nof = \"payments\"\nwhere = '{first}'\n[measure.two]\nof = \"payments\"\nwhere = '{second}'\n{}{}",
            pays("a", "one", "who = 'position == \"sales\"'"),
            pays("b", "two", who)
        ))
    };
    let family_a = "product.family == \"A\"";
    let found = twice(family_a, "customer.is_new && amount_at_least(\"500\")", "");
    assert_eq!(places(&found), [("cliff", "b@500.00"), ("double_credit", "b@two")]);
    assert_eq!(
        params(&found[1], ["measure", "facts", "first"]),
        ["one, two", " { customer.is_new = true, kind = \"payment\", product.family = \"A\" }", "a"]
    );
    assert_eq!(places(&twice(family_a, "product.family == \"B\"", "")), []);
    assert_eq!(places(&twice(family_a, "product.family != \"A\"", "")), []);
    assert_eq!(places(&twice(family_a, "product.family != \"B\"", "")), [("double_credit", "b@two")]);
    assert_eq!(places(&twice(family_a, "product.family != \"B\"", "who = 'position == \"lead\"'")), []);
}

/// Orders must stay below 80 %: at their goal, and at ten times of it, nothing is paid.
#[test]
fn a_condition_that_wants_a_measure_to_be_short_is_pay_that_falls() {
    let found = findings(&component(
        "commission",
        "measure = \"collected\"\nrate = \"5%\"\nwhen = '!reached(\"orders\", \"80%\")'",
    ));
    assert_eq!(places(&found), [("cliff", "x@80%"), ("falling_pay", "x@80%")]);
    assert_eq!(params(&found[1], ["measure", "from", "pay_from", "pay_to"]), ["orders", "79999.99", "5000.00", "0.00"]);
}
