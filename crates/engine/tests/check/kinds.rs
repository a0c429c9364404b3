//! Cliffs and falls of the kinds that look at others, of awards and of promoter scores.

use crate::{CHAMPION, findings, params, places};

fn component(kind: &str, rest: &str) -> String {
    format!("[[component]]\nkey = \"x\"\nkind = \"{kind}\"\nperiod = \"month\"\n{rest}\n")
}

/// Alone, 80,000.00 of 100,000.00 opens the first prize.
#[test]
fn a_bound_of_eligibility_is_a_cliff_of_a_prize_and_of_a_share() {
    let found = findings(CHAMPION);
    assert_eq!(places(&found), [("cliff", "champion@80%")]);
    assert_eq!(params(&found[0], ["from", "to", "pay_from", "pay_to"]), ["79999.99", "80000.00", "0.00", "1500.00"]);
    let pool = component("pool", "pot = \"9000.00\"\namong = \"unit\"\neligible = 'at_least(\"orders\", \"500.00\")'");
    let found = findings(&pool);
    assert_eq!(places(&found), [("cliff", "x@500.00")]);
    assert_eq!(params(&found[0], ["from", "pay_from", "pay_to"]), ["499.99", "0.00", "9000.00"]);
    let served = pool.replace("at_least", "position == \"sales\" && at_least");
    assert_eq!(places(&findings(&served)), [("cliff", "x@500.00")], "also behind a fact that nobody has");
    assert_eq!(places(&findings(&component("pool", "pot = \"9000.00\"\namong = \"unit\""))), []);
}

/// Above the goal of 100,000.00 the pot grows by a tenth of each fen: no step.
#[test]
fn a_pot_of_what_lies_above_the_goal_grows_without_a_step() {
    let pot = "pot = { rate = \"10%\", of = \"orders\" }\nabove = \"goal\"\namong = \"plan\"";
    assert_eq!(places(&findings(&component("pool", pot))), []);
}

/// 49,999.99 × 1 % = 500.00; 50,000 × 2 % = 1,000. Tier by tier there is no step.
#[test]
fn a_whole_tier_of_an_override_is_a_cliff_of_what_those_below_bring() {
    let tiers = "tiers = [[\"0\", \"1%\"], [\"50000\", \"2%\"]]";
    let whole = |of: &str| component("override", &format!("{of}\n{tiers}\napply = \"whole\""));
    let found = findings(&whole("of = \"orders\""));
    assert_eq!(places(&found), [("cliff", "x@50000.00")]);
    assert_eq!(
        params(&found[0], ["measure", "from", "to", "pay_from", "pay_to"]),
        ["orders", "49999.99", "50000.00", "500.00", "1000.00"]
    );
    assert_eq!(places(&findings(&component("override", &format!("of = \"orders\"\n{tiers}")))), []);
    let base = component("commission", "measure = \"orders\"\nrate = \"5%\"").replace("\"x\"", "\"own\"");
    let found = findings(&format!("{base}{}", whole("component = \"own\"")));
    assert_eq!(places(&found), [("cliff", "x@50000.00")]);
    assert_eq!(params(&found[0], ["measure"]), ["component.own"]);
}

/// Prizes of 500 and 1,000: the second place is the better one.
#[test]
fn a_better_place_with_a_smaller_prize_is_pay_that_falls() {
    let ranking = |prizes: &str, rest: &str| {
        findings(&component("ranking", &format!("by = \"orders\"\namong = \"plan\"\nprizes = {prizes}\n{rest}")))
    };
    let found = ranking("[\"500.00\", \"1000.00\", \"1000.00\"]", "");
    assert_eq!(places(&found), [("falling_pay", "x@1")]);
    assert_eq!(params(&found[0], ["from", "to", "pay_from", "pay_to"]), ["#2", "#1", "1000.00", "500.00"]);
    assert_eq!(places(&ranking("[\"1000.00\", \"1000.00\"]", "")), []);
}

/// Under 1,1,2 two who tie divide 1,500: 750 each, and the second prize is 1,000. Under 1,1,3 they divide 2,500.
#[test]
fn who_ties_for_one_divided_prize_can_get_less_than_the_next_place() {
    let ranking = |prizes: &str, places: &str| {
        findings(&component(
            "ranking",
            &format!("by = \"orders\"\namong = \"plan\"\nprizes = {prizes}\nties = \"share\"\nplaces = \"{places}\""),
        ))
    };
    let found = ranking("[\"1500.00\", \"1000.00\"]", "1,1,2");
    assert_eq!(places(&found), [("falling_pay", "x@1")]);
    assert_eq!(params(&found[0], ["from", "to", "pay_from", "pay_to"]), ["#2", "#1 × 2", "1000.00", "750.00"]);
    // 2,000 of two is still 1,000 each; of three it is 666.66.
    let found = ranking("[\"2000.00\", \"1000.00\"]", "1,1,2");
    assert_eq!(params(&found[0], ["to", "pay_to"]), ["#1 × 3", "666.66"]);
    assert_eq!(places(&ranking("[\"1500.00\", \"1000.00\"]", "1,1,3")), []);
    assert_eq!(places(&ranking("[\"1500.00\"]", "1,1,2")), []);
}

/// An award of 10,000 behind a gate of orders.
#[test]
fn an_award_behind_a_gate_is_a_cliff_at_it() {
    let found = findings(&component("project", "when = 'reached(\"orders\", \"60%\")'"));
    assert_eq!(places(&found), [("cliff", "x@60%")]);
    assert_eq!(params(&found[0], ["from", "pay_from", "pay_to"]), ["59999.99", "0.00", "10000.00"]);
    assert_eq!(places(&findings(&component("project", ""))), []);
}

/// A score of 50 comes of 50 promoters among 100 answers, 49 of 49: × 0.8 of 10,000 becomes × 1.0.
#[test]
fn a_promoter_score_is_tried_with_as_many_answers_as_it_takes() {
    let of = |bands: &str| {
        findings(&format!(
            "[measure.nps]\nof = \"nps\"\n{}",
            component(
                "attainment",
                &format!(
                    "measure = \"orders\"\nbase = \"10000.00\"\ntimes = [{{ measure = \"nps\", bands = {bands} }}]"
                )
            )
        ))
    };
    let found = of("[[\"0\", \"0.8\"], [\"50\", \"1.0\"]]");
    assert_eq!(places(&found), [("cliff", "x@50.00")]);
    assert_eq!(
        params(&found[0], ["measure", "others", "from", "to", "pay_from", "pay_to"]),
        ["nps", " { orders = \"100000.00\" }", "49.00", "50.00", "8000.00", "10000.00"]
    );
    assert_eq!(places(&of("[[\"0\", \"1.0\"], [\"50\", \"1.0\"]]")), []);
    let falling = of("[[\"0\", \"1.0\"], [\"50\", \"0.9\"]]");
    assert_eq!(places(&falling), [("cliff", "x@50.00"), ("falling_pay", "x@50.00")]);
}

/// Points may begin below 0: at −20 the score of 30 begins, which is 3,000 of 10,000.
#[test]
fn a_promoter_score_is_tried_below_zero_too() {
    let of = |points: &str| {
        findings(&format!(
            "[measure.nps]\nof = \"nps\"\n{}",
            component(
                "scorecard",
                &format!(
                    "base = \"10000.00\"\nindicators = [{{ key = \"a\", weight = \"100%\", measure = \"nps\", points = {points} }}]"
                )
            )
        ))
    };
    let found = of("[[\"-20\", \"30\"], [\"50\", \"100\"]]");
    assert_eq!(places(&found), [("cliff", "x@-20.00")]);
    assert_eq!(params(&found[0], ["from", "to", "pay_from", "pay_to"]), ["-21.00", "-20.00", "0.00", "3000.00"]);
    assert_eq!(places(&of("[[\"-20\", \"0\"], [\"50\", \"100\"]]")), []);
}
