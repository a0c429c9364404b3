//! A new version of a plan inside the plan year.

use beichen_engine::calculate::{Balances, Credit, Payout};

use crate::{credit, person, plan, try_run, try_run_after};

fn version(from: &str, rate: &str, accumulate: &str) -> beichen_engine::plan::Plan {
    let component = format!(
        "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\nrate = \"{rate}\"\naccumulate = \"{accumulate}\"\n"
    );
    plan(from, "", &component)
}

#[test]
fn a_raise_is_retroactive_to_the_year_so_far() {
    let (old, new) = (version("2026-01-01", "1%", "year_to_date"), version("2026-03-01", "2%", "year_to_date"));
    let credits = || ["2026-01-31", "2026-02-28", "2026-03-31"].map(|day| credit(day, 100_000, day)).to_vec();
    let earned =
        |plans: &[&_], month| try_run(plans, person(Vec::new(), credits()), month).unwrap().lines[0].earned_minor;
    assert_eq!(earned(&[&old], "2026-01"), 1_000);
    assert_eq!(earned(&[&old], "2026-02"), 1_000);
    // 3,000.00 at 2 % = 60.00, less 20.00 earned under the old version
    assert_eq!(earned(&[&old, &new], "2026-03"), 4_000);
}

/// The third version has neither component any more: what the first two put off and held back is paid by their rules.
#[test]
fn what_a_dropped_component_holds_is_paid_out_and_shown_until_it_is() {
    let (first, second) = (
        "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\nrate = \"10%\"\n\
         pay = [\"50%\", \"0%\", \"50%\"]\n",
        "[[component]]\nkey = \"d\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\nrate = \"10%\"\n\
         holdback = { rate = \"20%\", release = \"year\" }\n",
    );
    let last = "[[component]]\nkey = \"e\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\nrate = \"1%\"\n";
    let (one, two, three) =
        (plan("2026-01-01", "", first), plan("2026-02-01", "", second), plan("2026-03-01", "", last));
    let credits = ["2026-01-31", "2026-02-28"].map(|day| credit(day, 100_000, day)).to_vec();
    let months = [("2026-01", vec![&one]), ("2026-02", vec![&one, &two]), ("2026-03", vec![&one, &two, &three])];
    let mut opening = Balances::default();
    let mut paid = Vec::new();
    for (month, versions) in months {
        let run = try_run_after(&versions, vec![person(Vec::new(), credits.clone())], month, opening).unwrap();
        for line in run.lines {
            let held = line.payout.as_ref().map_or(0, |payout| payout.held_minor);
            paid.push((month, line.component.clone(), line.earned_minor, line.payable_minor(), held));
        }
        opening = run.closing;
    }
    let line = |month, component: &str, earned, payable, held| (month, component.to_owned(), earned, payable, held);
    assert_eq!(
        paid,
        [
            // 100.00, half of it at once and half after two months
            line("2026-01", "c", 10_000, 5_000, 5_000),
            line("2026-02", "d", 10_000, 8_000, 2_000),
            line("2026-02", "c", 0, 0, 5_000),
            line("2026-03", "e", 0, 0, 0),
            line("2026-03", "d", 0, 0, 2_000),
            line("2026-03", "c", 0, 5_000, 0),
        ]
    );
}

/// January's pay was kept for no ladder: half of it given back in February nets, and February's own waits for the ladder.
#[test]
fn refunds_of_a_version_without_a_ladder_net_under_one_with_it() {
    let rules = "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"collected\"\nrate = \"10%\"\n";
    let ladder = format!("{rules}clawback = [[\"12 months\", \"50%\"]]\n");
    let (old, new) = (plan("2026-01-01", "", rules), plan("2026-02-01", "", &ladder));
    let refund = |day: &str, amount: i64, of: &str| Credit {
        of_document: Some(of.into()),
        of_day: Some(of.parse().unwrap()),
        ..credit(day, -amount, &format!("refund of {of}"))
    };
    let (january, february) = ("2026-01-31", "2026-02-10");
    let credits = vec![
        credit(january, 100_000, january),
        credit(february, 100_000, february),
        refund("2026-02-20", 50_000, january),
        refund("2026-03-05", 40_000, february),
    ];
    let mut opening = Balances::default();
    let mut paid = Vec::new();
    for (month, versions) in [("2026-01", vec![&old]), ("2026-02", vec![&old, &new]), ("2026-03", vec![&old, &new])] {
        let run = try_run_after(&versions, vec![person(Vec::new(), credits.clone())], month, opening).unwrap();
        let line = &run.lines[0];
        paid.push((line.earned_minor, line.payout.as_ref().map_or(0, Payout::clawed_minor)));
        opening = run.closing;
    }
    // 100.00; 100.00 less the 50.00 of January's refund; of March's refund the ladder takes half of 40.00
    assert_eq!(paid, [(10_000, 0), (5_000, 0), (0, 2_000)]);
}

#[test]
fn what_an_older_version_earned_month_by_month_is_taken_off_the_year_so_far() {
    let (old, new) = (version("2026-01-01", "1%", "period"), version("2026-03-01", "2%", "year_to_date"));
    let credits = ["2026-01-31", "2026-02-28", "2026-03-31"].map(|day| credit(day, 100_000, day)).to_vec();
    let run = try_run(&[&old, &new], person(Vec::new(), credits), "2026-03").unwrap();
    // 3,000.00 at 2 % = 60.00, less 10.00 of January and 10.00 of February
    assert_eq!(run.lines[0].earned_minor, 4_000);
    let parts: Vec<i64> = run.lines[0].documents.iter().map(|document| document.part_minor).collect();
    assert_eq!(parts, [1_000, 1_000, 2_000]);
}
