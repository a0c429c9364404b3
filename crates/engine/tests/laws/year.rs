//! The periods of a year to date add up to the year.

use beichen_engine::calendar::PeriodKind;
use proptest::prelude::*;

use crate::world::{months, paid, person, plan, run};

const YEAR: &str = r#"
[[component]]
key = "running"
kind = "commission"
period = "month"
measure = "collected"
tiers = [["0", "0.7%"], ["2000", "1.3%"], ["6000", "2.9%"]]
apply = "whole"
accumulate = "year_to_date"
cap = "900.00"

[[component]]
key = "once"
kind = "commission"
period = "year"
measure = "collected"
tiers = [["0", "0.7%"], ["2000", "1.3%"], ["6000", "2.9%"]]
apply = "whole"
cap = "900.00"
"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn twelve_months_earn_exactly_what_the_year_earns(payments in prop::collection::vec(paid(), 0..30)) {
        let plan = plan(YEAR);
        let people = || vec![person("a", 0, 1, &payments)];
        let monthly: i64 = months()
            .iter()
            .map(|month| run(&plan, people(), PeriodKind::Month, month).line("a", "running").unwrap().earned_minor)
            .sum();
        let yearly = run(&plan, people(), PeriodKind::Year, "2026").line("a", "once").unwrap().earned_minor;
        prop_assert_eq!(monthly, yearly);
    }

    #[test]
    fn the_parts_of_every_document_add_up_over_the_year(payments in prop::collection::vec(paid(), 0..20)) {
        let plan = plan(YEAR);
        let people = || vec![person("a", 0, 1, &payments)];
        let mut by_document = std::collections::BTreeMap::new();
        for month in months() {
            for part in &run(&plan, people(), PeriodKind::Month, &month).line("a", "running").unwrap().documents {
                *by_document.entry(part.document.clone()).or_insert(0) += part.part_minor;
            }
        }
        let year = run(&plan, people(), PeriodKind::Year, "2026");
        for part in &year.line("a", "once").unwrap().documents {
            let summed = by_document.get(&part.document).copied().unwrap_or(0);
            prop_assert_eq!(summed, part.part_minor, "{}", part.document);
        }
    }
}
