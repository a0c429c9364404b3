//! A new version of a plan inside the plan year.

use crate::{credit, person, plan, try_run};

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
