//! Places beyond what examples can say: units by days, leavers, instants of recording, documents and explanations.

use beichen_engine::calculate::{Credit, ExceptionCode, Goal, Membership, Person, Reason, Run, Segment};
use beichen_engine::plan::Plan;

use crate::{credit, days, goal, plan, refund, run_all as run};

const CHAMPION: &str = r#"
[[component]]
key = "c"
kind = "ranking"
period = "month"
by = "collected"
among = "unit"
prizes = ["100.00", "50.00"]
"#;

fn component(replaced: &[(&str, &str)]) -> Plan {
    let text = replaced.iter().fold(CHAMPION.to_owned(), |text, (from, to)| text.replace(from, to));
    plan("2026-01-01", "", &text)
}

/// Somebody who is in these units (own first) on these days.
fn person(id: &str, stays: &[(&str, &str, &[&str])], credits: Vec<Credit>) -> Person {
    let segment = |(from, last, units): &(&str, &str, &[&str])| Segment {
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        ..Segment::blank(days(from, last))
    };
    Person {
        id: id.to_owned(),
        code: id.to_owned(),
        segments: stays.iter().map(segment).collect(),
        membership: Membership::ByWho,
        coefficients: Vec::new(),
        goals: Vec::new(),
        credits,
        ratings: Vec::new(),
        awards: Vec::new(),
    }
}

fn all_year<'u>(units: &'u [&'u str]) -> [(&'static str, &'static str, &'u [&'u str]); 1] {
    [("2026-01-01", "2026-12-31", units)]
}

fn paid(id: &str, on: &str, amount: i64) -> Vec<Credit> {
    vec![credit(on, amount, &format!("P-{id}"))]
}

/// A resident of a unit.
fn resident(id: &str, units: &[&str], amount: i64) -> Person {
    person(id, &all_year(units), paid(id, "2026-03-10", amount))
}

fn place(run: &Run, person: &str) -> Option<u32> {
    run.line(person, "c").unwrap().place
}

/// Scope, place and number of places, as the explanation says them.
fn ranked<'r>(run: &'r Run, person: &str) -> (&'r str, &'r str, &'r str) {
    let line = run.line(person, "c").unwrap();
    let step = line.steps.iter().find(|step| step.code.word() == "ranked").unwrap();
    (&step.params["scope"], &step.params["place"], &step.params["of"])
}

#[test]
fn who_moves_is_ranked_with_all_amounts_in_the_unit_with_most_days() {
    let moves = |last_in_east: &str, first_in_west: &str| {
        let stays: [(&str, &str, &[&str]); 2] =
            [("2026-01-01", last_in_east, &["east"]), (first_in_west, "2026-12-31", &["west"])];
        let credits = vec![credit("2026-03-02", 300, "P-1"), credit("2026-03-30", 200, "P-2")];
        run(
            &component(&[]),
            vec![person("m", &stays, credits), resident("e", &["east"], 400), resident("w", &["west"], 600)],
        )
    };
    // 16 days in the east, 15 in the west: 5.00 against 4.00
    let east = moves("2026-03-16", "2026-03-17");
    assert_eq!(ranked(&east, "m"), ("east", "1", "2"));
    assert_eq!((ranked(&east, "e"), ranked(&east, "w")), (("east", "2", "2"), ("west", "1", "1")));
    // 15 and 16: 5.00 against 6.00
    assert_eq!(ranked(&moves("2026-03-15", "2026-03-16"), "m"), ("west", "2", "2"));
}

#[test]
fn of_units_with_equally_many_days_the_later_one_counts() {
    let stays: [(&str, &str, &[&str]); 4] = [
        ("2026-01-01", "2026-02-28", &["north"]), // days of another period count nothing
        ("2026-03-01", "2026-03-15", &["west"]),
        ("2026-03-16", "2026-03-16", &[]),
        ("2026-03-17", "2026-12-31", &["east"]),
    ];
    let run = run(&component(&[]), vec![person("m", &stays, paid("m", "2026-03-10", 100))]);
    assert_eq!(ranked(&run, "m"), ("east", "1", "1"));
}

#[test]
fn only_days_in_the_component_count_for_the_unit() {
    let mut stays = person(
        "m",
        &[("2026-01-01", "2026-03-20", &["east"]), ("2026-03-21", "2026-12-31", &["west"])],
        paid("m", "2026-03-30", 100),
    );
    stays.segments[1].position = String::from("sales");
    let plan = component(&[("by =", "who = 'position == \"sales\"'\nby =")]);
    assert_eq!(ranked(&run(&plan, vec![stays]), "m"), ("west", "1", "1"));
}

#[test]
fn the_unit_at_a_depth_is_counted_from_the_root() {
    let plan = component(&[("\"unit\"", "\"unit.2\"")]);
    let people = || {
        vec![
            resident("a", &["team-1", "east", "group"], 500),
            resident("b", &["team-2", "east", "group"], 600),
            resident("c", &["east", "group"], 400),
            resident("d", &["team-3", "west", "group"], 100),
            resident("e", &["group"], 900),
        ]
    };
    let run = run(&plan, people());
    assert_eq!(ranked(&run, "b"), ("east", "1", "3"));
    assert_eq!(ranked(&run, "a"), ("east", "2", "3"));
    assert_eq!(ranked(&run, "c"), ("east", "3", "3"));
    assert_eq!(ranked(&run, "d"), ("west", "1", "1"));
    let above = run.line("e", "c").unwrap();
    assert_eq!((above.place, above.earned_minor, above.reason), (None, 0, Some(Reason::NoValue)));
    let found: Vec<_> =
        run.exceptions.iter().map(|one| (one.person.as_str(), one.code, one.subject.as_str())).collect();
    assert_eq!(found, [("e", ExceptionCode::NoValue, "unit")]);
}

/// Two teams of one region: the days in both count for the region.
#[test]
fn a_move_inside_a_region_keeps_the_region() {
    let plan = component(&[("\"unit\"", "\"unit.2\"")]);
    let stays: [(&str, &str, &[&str]); 3] = [
        ("2026-01-01", "2026-03-10", &["team-1", "east", "group"]),
        ("2026-03-11", "2026-03-18", &["team-2", "east", "group"]),
        ("2026-03-19", "2026-12-31", &["team-3", "west", "group"]),
    ];
    let run = run(&plan, vec![person("m", &stays, paid("m", "2026-03-10", 100))]);
    assert_eq!(ranked(&run, "m"), ("east", "1", "1"));
}

#[test]
fn the_grade_is_that_of_the_last_day_in_the_plan() {
    let plan = component(&[("\"unit\"", "\"grade\"")]);
    let mut promoted = person(
        "m",
        &[("2026-01-01", "2026-03-30", &["east"]), ("2026-03-31", "2026-12-31", &["east"])],
        paid("m", "2026-03-10", 100),
    );
    promoted.segments[0].grade = String::from("P5");
    promoted.segments[1].grade = String::from("P6");
    assert_eq!(ranked(&run(&plan, vec![promoted]), "m"), ("P6", "1", "1"));
}

#[test]
fn a_leaver_of_the_period_keeps_a_place_and_who_left_before_has_no_line() {
    let leaver = |last: &str, credits| person("l", &[("2026-01-01", last, &["east"])], credits);
    let other = || resident("o", &["east"], 500);
    let stayed = run(&component(&[]), vec![leaver("2026-03-05", paid("l", "2026-03-04", 600)), other()]);
    assert_eq!((place(&stayed, "l"), place(&stayed, "o")), (Some(1), Some(2)));
    assert_eq!(stayed.line("l", "c").unwrap().earned_minor, 10_000);
    // what comes in after the last day is not theirs
    let late = run(&component(&[]), vec![leaver("2026-03-05", paid("l", "2026-03-06", 600)), other()]);
    assert_eq!((place(&late, "l"), place(&late, "o")), (None, Some(1)));
    // only a refund: among the people, without a line
    let before = credit("2026-02-20", 600, "P-l");
    let credits = vec![refund("2026-03-05", -100, "R-l", &before), before];
    let gone = run(&component(&[]), vec![leaver("2026-02-28", credits), other()]);
    assert!(gone.line("l", "c").is_none());
    assert_eq!(place(&gone, "o"), Some(1));
    assert_eq!(gone.people.len(), 2);
}

#[test]
fn who_is_outside_the_plan_is_not_compared() {
    let mut outside = resident("x", &["east"], 900);
    outside.segments[0].position = String::from("support");
    for among in ["organisation", "plan", "unit"] {
        let plan = component(&[("\"unit\"", &format!("\"{among}\"")), ("by =", "who = 'position == \"\"'\nby =")]);
        let run = run(&plan, vec![outside.clone(), resident("o", &["east"], 500)]);
        assert_eq!((run.lines.len(), place(&run, "o")), (1, Some(1)), "{among}");
    }
}

fn reached_first(people: Vec<(&str, Vec<Credit>)>) -> Vec<String> {
    let plan =
        component(&[("\"unit\"", "\"plan\""), ("prizes", "ties = \"next\"\nnext = [\"reached_first\"]\nprizes")]);
    let people = people.into_iter().map(|(id, credits)| person(id, &all_year(&[]), credits)).collect();
    let run = run(&plan, people);
    let mut lines: Vec<_> = run.lines.iter().map(|line| (line.place.unwrap(), line.person.clone())).collect();
    lines.sort();
    lines.into_iter().map(|(_, person)| person).collect()
}

fn recorded(credit: Credit, seq: i64, row: i64) -> Credit {
    Credit { recorded: (seq, row), ..credit }
}

#[test]
fn who_reached_the_figure_first_goes_by_day_then_by_instant_then_by_code() {
    let at = |on: &str, seq, row| vec![recorded(credit(on, 100, "P"), seq, row)];
    let order = reached_first(vec![
        ("a", at("2026-03-10", 7, 0)),
        ("b", at("2026-03-10", 6, 9)),
        ("c", at("2026-03-09", 8, 0)),
        ("d", at("2026-03-10", 7, 0)),
    ]);
    assert_eq!(order, ["c", "b", "a", "d"]);
    // rows of one transaction have one instant
    assert_eq!(reached_first(vec![("a", at("2026-03-10", 7, 5)), ("b", at("2026-03-10", 7, 1))]), ["a", "b"]);
}

#[test]
fn a_correction_that_changes_nothing_does_not_move_the_instant() {
    let correction = |credits: &mut Vec<Credit>| {
        credits.push(recorded(credit("2026-03-05", -100, "A"), 20, 0));
        credits.push(recorded(credit("2026-03-05", 100, "A"), 20, 1));
    };
    let mut first = vec![recorded(credit("2026-03-05", 100, "A"), 3, 0)];
    correction(&mut first);
    let second = vec![recorded(credit("2026-03-05", 100, "B"), 4, 0)];
    assert_eq!(reached_first(vec![("z", first.clone()), ("b", second.clone())]), ["z", "b"]);
    // but one that takes something away for a while does
    first.push(recorded(credit("2026-03-06", -1, "C"), 21, 0));
    first.push(recorded(credit("2026-03-07", 1, "D"), 22, 0));
    assert_eq!(reached_first(vec![("z", first), ("b", second)]), ["b", "z"]);
}

/// The composite of 50 % each reaches 1 on the 8th and on the 9th: a part below 0 counts as 0 and changes nothing.
#[test]
fn a_composite_reaches_its_figure_when_its_last_part_does() {
    let head = "[measure.signed]\nof = \"orders\"\n";
    let text = CHAMPION.replace("\"unit\"", "\"plan\"\nties = \"next\"\nnext = [\"reached_first\"]").replace(
        "by = \"collected\"",
        "composite = [{ attainment = \"collected\", weight = \"50%\" }, { attainment = \"signed\", weight = \"50%\" }]",
    );
    let plan = plan("2026-01-01", head, &text);
    let signed = |on: &str, amount| Credit { measure: "signed".into(), ..credit(on, amount, on) };
    let goals = || -> Vec<Goal> {
        let own = |measure: &str| Goal { measure: measure.to_owned(), ..goal("2026-03-01", "2026-03-31", 100) };
        vec![own("collected"), own("signed")]
    };
    let with = |id: &str, credits| Person { goals: goals(), ..person(id, &all_year(&[]), credits) };
    let run = run(
        &plan,
        vec![
            with("a", vec![credit("2026-03-01", 100, "A"), signed("2026-03-09", 100)]),
            with("b", vec![credit("2026-03-08", 200, "B"), signed("2026-03-10", -50), signed("2026-03-12", -1)]),
        ],
    );
    assert_eq!((place(&run, "a"), place(&run, "b")), (Some(2), Some(1)));
    let steps: Vec<_> = run.line("b", "c").unwrap().steps.iter().filter(|step| step.depth == 1).collect();
    assert_eq!((steps[0].code.word(), steps[0].params["day"].as_str()), ("reached_first", "2026-03-08"));
}

#[test]
fn a_prize_explains_itself_and_is_divided_among_the_documents_by_what_they_count() {
    let plan = component(&[("prizes", "ties = \"share\"\nprizes")]);
    let first = credit("2026-03-02", 400, "P-1");
    let credits = vec![refund("2026-03-09", -100, "R-1", &first), credit("2026-03-05", 200, "P-2"), first];
    let run = run(
        &plan,
        vec![person("m", &all_year(&["east"]), credits), resident("n", &["east"], 500), resident("o", &["east"], 1)],
    );
    let line = run.line("m", "c").unwrap();
    let steps: Vec<_> =
        line.steps.iter().map(|step| (step.code.word(), step.amount.as_deref().unwrap_or(""))).collect();
    assert_eq!(
        steps,
        [("actual", "5.00"), ("ranked", "1"), ("tied", "150.00"), ("prize", "75.00"), ("rounding", "75.00")]
    );
    assert_eq!((line.steps[1].params["value"].as_str(), line.steps[1].params["among"].as_str()), ("5.00", "unit"));
    assert_eq!((line.steps[2].params["tied"].as_str(), line.steps[2].params["ties"].as_str()), ("2", "share"));
    assert_eq!(line.steps[4].params["mode"], "largest_remainder");
    assert_eq!(line.steps[0].documents, ["P-1", "P-2"]);
    // 75.00 by 3.00 and 2.00
    let parts: Vec<_> =
        line.documents.iter().map(|part| (part.document.as_str(), part.credited, part.part_minor)).collect();
    assert_eq!(parts, [("P-1", 300, 4_500), ("P-2", 200, 3_000)]);
    assert_eq!((line.documents[0].refunds.as_slice(), line.unattributed_minor), (&[String::from("R-1")][..], 0));
    assert_eq!((place(&run, "o"), run.line("o", "c").unwrap().reason), (Some(3), Some(Reason::NoPrize)));
}

#[test]
fn who_takes_no_place_sees_the_condition_and_the_reason() {
    let plan = component(&[("by =", "eligible = 'position == \"sales\"'\nfloor = \"9.00\"\nby =")]);
    let run = run(&plan, vec![resident("m", &["east"], 500)]);
    let line = run.line("m", "c").unwrap();
    let codes: Vec<_> = line.steps.iter().map(|step| step.code.word()).collect();
    assert_eq!(codes, ["actual", "eligible", "nothing"]);
    assert_eq!(line.steps[1].params["open"], "false");
    assert_eq!((line.reason, line.earned_minor), (Some(Reason::NotEligible), 0), "no floor without a place");
}

#[test]
fn a_place_is_stored_and_other_lines_are_stored_without_one() {
    let both = format!(
        "{CHAMPION}\n[[component]]\nkey = \"r\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\nrate = \"1%\"\n"
    );
    let run = run(&plan("2026-01-01", "", &both), vec![resident("m", &["east"], 500)]);
    let stored = serde_json::to_string(&run).unwrap();
    assert_eq!(stored.matches("\"place\":1").count(), 1, "{stored}");
    assert_eq!(serde_json::from_str::<Run>(&stored).unwrap(), run);
}

#[test]
fn a_component_of_another_period_has_no_places_in_this_run() {
    let plan = component(&[("\"month\"", "\"quarter\"")]);
    assert!(run(&plan, vec![resident("m", &["east"], 500)]).lines.is_empty());
}

/// 50.00 of 100.00 and 0.50 of 1.00 count the same in a composite, and so in the prize.
#[test]
fn the_documents_of_a_composite_share_the_prize_by_what_they_add_to_it() {
    let text = CHAMPION.replace(
        "by = \"collected\"",
        "composite = [{ attainment = \"collected\", weight = \"60%\" }, { attainment = \"signed\", weight = \"40%\" }]",
    );
    let plan = plan("2026-01-01", "[measure.signed]\nof = \"orders\"\n", &text);
    let own = |measure: &str, amount| Goal { measure: measure.to_owned(), ..goal("2026-03-01", "2026-03-31", amount) };
    let signed = Credit { measure: "signed".into(), ..credit("2026-03-02", 50, "O-1") };
    let both = Person {
        goals: vec![own("collected", 10_000), own("signed", 100)],
        ..person("m", &all_year(&["east"]), vec![credit("2026-03-05", 5_000, "P-1"), signed])
    };
    let run = run(&plan, vec![both]);
    let parts: Vec<_> =
        run.line("m", "c").unwrap().documents.iter().map(|part| (part.document.as_str(), part.part_minor)).collect();
    assert_eq!(parts, [("O-1", 4_000), ("P-1", 6_000)]);
}
