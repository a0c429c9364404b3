//! What becomes of a line's pay, as the run says it: steps, movements, clawbacks and the balances it closes with.

use std::collections::BTreeMap;

use beichen_engine::calculate::{
    Attributed, Balance, Balances, CalculateError, Clawback, Inputs, Instalment, Line, MovementCause, Person, Reason,
    Run, Timetable, calculate,
};
use beichen_engine::calendar::Calendar;
use beichen_engine::plan::Plan;
use beichen_engine::workdays::Workdays;

use crate::{credit, day, person, plan, refund};

const MODIFIED: &str = r#"
[[component]]
key = "c"
kind = "commission"
period = "month"
measure = "collected"
rate = "10%"
draw = { amount = "100.00" }
holdback = { rate = "10%" }
hold = { until = "collected" }
pay = ["50%", "50%"]
clawback = [["3 months", "100%"]]
"#;

fn run(plan: &Plan, people: Vec<Person>, period: &str, opening: Balances) -> Run {
    try_run(plan, people, period, opening).unwrap()
}

fn try_run(plan: &Plan, people: Vec<Person>, period: &str, opening: Balances) -> Result<Run, CalculateError> {
    let (calendar, workdays) = (Calendar::natural(), Workdays::mainland_china());
    let period = calendar.find_any(period).unwrap();
    let timetable = Timetable::new(plan, &calendar, &period, Some(day("2026-01-01")));
    let paid_in_full = BTreeMap::from([("P-2".into(), day("2026-01-31"))]);
    let (earlier_versions, granted) = (Vec::new(), None);
    calculate(&Inputs {
        plan,
        earlier_versions,
        timetable,
        workdays: &workdays,
        people,
        opening,
        paid_in_full,
        granted,
    })
}

fn balance_of(run: &Run) -> Balance {
    run.closing.of("a", "c").cloned().unwrap()
}

#[test]
fn a_line_goes_from_earned_to_payable_in_the_order_of_the_pipeline() {
    let plan = plan("2026-01-01", "", MODIFIED);
    let (one, two) = (credit("2026-01-10", 80_000, "P-1"), credit("2026-01-11", 40_000, "P-2"));
    let opening = Balance { owed_minor: 1_500, ..Balance::default() };
    let mut balances = Balances::default();
    balances.set("a", "c", opening);
    let run = run(&plan, vec![person(Vec::new(), vec![one, two])], "2026-01", balances);
    let line = run.line("a", "c").unwrap();
    let payout = line.payout.as_ref().unwrap();
    // 120.00; 15.00 recovered, 10.50 held back; 94.50 by 80 and 40: P-1's 63.00 wait; of 31.50 half is paid.
    let movements: Vec<(MovementCause, i64)> =
        payout.movements.iter().map(|one| (one.cause, one.amount_minor)).collect();
    assert_eq!(
        movements,
        [
            (MovementCause::Recovered, -1_500),
            (MovementCause::HeldBack, -1_050),
            (MovementCause::Held, -6_300),
            (MovementCause::PutOff, -1_575),
        ]
    );
    assert_eq!((payout.payable_minor, payout.held_minor, payout.owed_minor), (1_575, 8_925, 0));
    let steps: Vec<(&str, &str)> =
        line.steps.iter().skip(3).map(|step| (step.code.word(), step.amount.as_deref().unwrap_or(""))).collect();
    assert_eq!(
        steps,
        [
            ("rounding", "120.00"),
            ("recovered", "105.00"),
            ("held_back", "94.50"),
            ("held", "31.50"),
            ("put_off", "15.75")
        ]
    );
    let put_off = Instalment { period: String::from("2026-01"), number: 2, of: 2, due_in: 1, amount_minor: 1_575 };
    let attributed = |document: &str, credited: i64, part_minor: i64| Attributed {
        document: document.to_owned(),
        measure: String::from("collected"),
        period: String::from("2026-01"),
        credited,
        part_minor,
        taken_minor: 0,
        due_minor: None,
    };
    let expected = Balance {
        owed_minor: 0,
        holdback_minor: 1_050,
        on_hold: BTreeMap::from([(String::from("P-1"), 6_300)]),
        instalments: vec![put_off],
        carried: Vec::new(),
        attributed: vec![attributed("P-1", 80_000, 8_000), attributed("P-2", 40_000, 4_000)],
    };
    assert_eq!(balance_of(&run), expected);
}

#[test]
fn a_clawback_names_its_document_its_refunds_and_the_period_whose_pay_it_takes_from() {
    let plan = plan("2026-01-01", "", MODIFIED);
    let paid = credit("2026-01-10", 100_000, "P-2");
    let back = [refund("2026-02-10", -30_000, "R-1", &paid), refund("2026-02-11", -20_000, "R-2", &paid)];
    let people = |credits| vec![person(Vec::new(), credits)];
    let january = run(&plan, people(vec![paid.clone()]), "2026-01", Balances::default());
    let [first, second] = back;
    let february = run(&plan, people(vec![paid, first, second]), "2026-02", january.closing.clone());
    let payout = february.line("a", "c").unwrap().payout.clone().unwrap();
    let expected = Clawback {
        document: String::from("P-2"),
        measure: String::from("collected"),
        refunds: vec![String::from("R-1"), String::from("R-2")],
        period: String::from("2026-01"),
        taken_minor: 5_000,
    };
    assert_eq!(payout.clawbacks, [expected]);
    let steps = &february.line("a", "c").unwrap().steps;
    let shown: Vec<(&str, &str)> = steps
        .iter()
        .filter(|step| step.code.word().starts_with("clawback"))
        .map(|step| (step.code.word(), step.amount.as_deref().unwrap()))
        .collect();
    assert_eq!(shown, [("clawback", "-50.00"), ("clawback_refund", "30.00"), ("clawback_refund", "20.00")]);
}

#[test]
fn a_refund_that_is_withdrawn_gives_back_what_it_took() {
    let plan = plan("2026-01-01", "", MODIFIED);
    let paid = credit("2026-01-10", 100_000, "P-2");
    let back = refund("2026-02-10", -30_000, "R-1", &paid);
    let people = |credits| vec![person(Vec::new(), credits)];
    let january = run(&plan, people(vec![paid.clone()]), "2026-01", Balances::default());
    let february = run(&plan, people(vec![paid.clone(), back]), "2026-02", january.closing);
    assert_eq!(february.line("a", "c").unwrap().clawed_minor(), 3_000);
    let march = run(&plan, people(vec![paid]), "2026-03", february.closing);
    assert_eq!(march.line("a", "c").unwrap().clawed_minor(), -3_000);
    assert_eq!(balance_of(&march).attributed[0].taken_minor, 0);
}

#[test]
fn balances_of_who_is_not_there_and_of_a_component_that_is_gone_pass_through() {
    let plan = plan("2026-01-01", "", MODIFIED);
    let mut opening = Balances::default();
    let owed = |owed_minor| Balance { owed_minor, ..Balance::default() };
    opening.set("b", "c", owed(100));
    opening.set("a", "gone", owed(200));
    let run = run(&plan, vec![person(Vec::new(), Vec::new())], "2026-12", opening.clone());
    assert_eq!(run.closing.of("b", "c"), opening.of("b", "c"));
    assert_eq!(run.closing.of("a", "gone"), opening.of("a", "gone"));
    assert_eq!(run.closing.iter().count(), 3, "and the month's own draw");
}

#[test]
fn a_balance_beyond_64_bits_refuses_the_run() {
    let plan = plan("2026-01-01", "", MODIFIED);
    let people = vec![person(Vec::new(), vec![credit("2026-01-10", 80_000, "P-1")])];
    for opening in [
        Balance { holdback_minor: i64::MAX, ..Balance::default() },
        Balance { on_hold: BTreeMap::from([(String::from("P-1"), i64::MAX)]), ..Balance::default() },
        Balance { holdback_minor: i64::MAX, on_hold: BTreeMap::from([(String::from("P-9"), 1)]), ..Balance::default() },
    ] {
        let mut balances = Balances::default();
        balances.set("a", "c", opening);
        let error = try_run(&plan, people.clone(), "2026-01", balances).unwrap_err();
        assert_eq!(error.code(), "run.pay_too_large");
    }
}

#[test]
fn who_has_left_has_a_line_of_balances_alone() {
    let plan = plan("2026-01-01", "", MODIFIED);
    let mut opening = Balances::default();
    opening.set("a", "c", Balance { owed_minor: 100, ..Balance::default() });
    let nobody = Person { segments: Vec::new(), ..person(Vec::new(), Vec::new()) };
    let nothing = run(&plan, vec![nobody.clone()], "2026-03", Balances::default());
    assert_eq!((nothing.lines.len(), nothing.people.len()), (0, 0));
    let run = run(&plan, vec![nobody], "2026-03", opening);
    let line = run.line("a", "c").unwrap();
    assert_eq!((line.earned_minor, line.payable_minor(), line.owed_minor()), (0, 0, 100));
    assert_eq!((line.reason, line.steps.len()), (Some(Reason::NotInPlan), 0));
    assert_eq!(run.people.len(), 1);
}

#[test]
fn a_run_without_modifiers_says_nothing_of_balances() {
    let plain = MODIFIED.lines().take(7).collect::<Vec<_>>().join("\n");
    let plan = plan("2026-01-01", "", &plain);
    let people = vec![person(Vec::new(), vec![credit("2026-01-10", 80_000, "P-1")])];
    let run = run(&plan, people, "2026-01", Balances::default());
    let text = serde_json::to_string(&run).unwrap();
    assert!(!text.contains("payout") && !text.contains("closing"), "{text}");
    assert_eq!(run.line("a", "c").unwrap().payable_minor(), 8_000);
    assert_eq!(run.closing, Balances::default());
}

/// A version without a ladder: what locked runs took is 50.00, and what refunds in them take as known now is 20.00.
#[test]
fn what_an_earlier_ladder_took_too_much_is_given_back_once() {
    let plan = plan(
        "2026-01-01",
        "",
        "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\nrate = \"10%\"\n",
    );
    let entry = Attributed {
        document: String::from("P-1"),
        measure: String::from("collected"),
        period: String::from("2026-01"),
        credited: 100_000,
        part_minor: 10_000,
        taken_minor: 5_000,
        due_minor: Some(2_000),
    };
    let mut opening = Balances::default();
    opening.set("a", "c", Balance { attributed: vec![entry], ..Balance::default() });
    let people = || vec![person(Vec::new(), Vec::new())];
    let february = run(&plan, people(), "2026-02", opening);
    let line = february.line("a", "c").unwrap();
    assert_eq!((line.payable_minor(), line.clawed_minor()), (0, -3_000));
    assert_eq!(balance_of(&february).attributed[0].taken_minor, 2_000);
    let march = run(&plan, people(), "2026-03", february.closing.clone());
    assert_eq!(march.line("a", "c").map_or(0, Line::clawed_minor), 0);
}

/// A locked month calculated again: 500.00 now, 300.00 as locked. Of these P-1 has 60 % and P-2, which is paid in full,
/// 40 %; so too where the person would now have no place at all.
#[test]
fn a_locked_prize_waits_and_is_taken_back_with_its_own_documents() {
    let ranking = "[[component]]\nkey = \"c\"\nkind = \"ranking\"\nperiod = \"month\"\nby = \"collected\"\n\
        among = \"organisation\"\nprizes = [\"500.00\"]\nhold = { until = \"collected\" }\n\
        clawback = [[\"3 months\", \"100%\"]]\n";
    let closed = format!("{ranking}eligible = 'position == \"seller\"'\n");
    for component in [ranking, &closed] {
        let plan = plan("2026-01-01", "", component);
        let (calendar, workdays) = (Calendar::natural(), Workdays::mainland_china());
        let credits = vec![credit("2026-01-10", 60_000, "P-1"), credit("2026-01-11", 40_000, "P-2")];
        let run = calculate(&Inputs {
            plan: &plan,
            earlier_versions: Vec::new(),
            timetable: Timetable::new(&plan, &calendar, &calendar.find_any("2026-01").unwrap(), None),
            workdays: &workdays,
            people: vec![person(Vec::new(), credits)],
            opening: Balances::default(),
            paid_in_full: BTreeMap::from([("P-2".into(), day("2026-01-31"))]),
            granted: Some(BTreeMap::from([(("a".to_owned(), "c".to_owned()), 30_000)])),
        });
        let run = run.unwrap();
        let line = run.line("a", "c").unwrap();
        assert_eq!((line.granted_minor, line.payable_minor(), line.held_minor()), (Some(30_000), 12_000, 18_000));
        let attributed: Vec<i64> = balance_of(&run).attributed.iter().map(|entry| entry.part_minor).collect();
        assert_eq!(attributed, [18_000, 12_000]);
    }
}
