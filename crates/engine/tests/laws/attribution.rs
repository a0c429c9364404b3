//! Parts add up: documents to their line, lines to their person.

use beichen_engine::calendar::PeriodKind;
use beichen_engine::exact::{Exact, Rounding};
use proptest::prelude::*;

use crate::world::{EVERYTHING, months, paid, person, plan, run};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn documents_add_up_to_the_line_and_lines_to_the_person(
        payments in prop::collection::vec(paid(), 0..30),
        from in 0..90_i32,
    ) {
        let plan = plan(EVERYTHING);
        for month in months() {
            let run = run(&plan, vec![person("a", from, 200_000, &payments)], PeriodKind::Month, &month);
            for line in &run.lines {
                let documents: i64 = line.documents.iter().map(|document| document.part_minor).sum();
                prop_assert_eq!(documents + line.unattributed_minor, line.earned_minor, "{}: {:?}", month, line);
                prop_assert!(line.reason.is_none() || line.earned_minor == 0);
                let difference = &Exact::whole(line.earned_minor) - &line.exact;
                prop_assert!(difference.abs() <= Exact::ONE, "rounded more than once: {:?}", line);
            }
            let lines: i64 = run.lines.iter().map(|line| line.earned_minor).sum();
            let totals: i64 = run.people.iter().map(|person| person.earned_minor).sum();
            prop_assert_eq!(lines, totals);
        }
    }

    #[test]
    fn what_one_document_pays_over_all_periods_is_never_more_than_its_cap(
        payments in prop::collection::vec(paid(), 1..20),
    ) {
        let plan = plan(r#"
[[component]]
key = "each"
kind = "commission"
period = "month"
measure = "collected"
rate = "10%"
cap_each = "20.00"
"#);
        let mut paid_minor = 0;
        for month in months() {
            let run = run(&plan, vec![person("a", 0, 1, &payments)], PeriodKind::Month, &month);
            paid_minor += run.lines.iter().map(|line| line.exact.clone()).sum::<Exact>().round(1, Rounding::default()).unwrap();
        }
        let tenth_of = |minor: i64| Exact::ratio(i128::from(minor), 10).unwrap();
        let expected: Exact = payments.iter().map(|one| {
            let net = one.amount - one.refund.map_or(0, |(_, amount)| amount);
            tenth_of(net).min_of(&Exact::whole(2_000))
        }).sum();
        let difference = &Exact::whole(paid_minor) - &expected;
        prop_assert!(difference.abs() <= Exact::whole(12), "{} against {}", paid_minor, expected);
    }
}
