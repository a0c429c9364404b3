//! Who may see which totals. Source: decisions.md "Who sees what over time".

use std::collections::{BTreeMap, BTreeSet};

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::MemberId;
use beichen_people::api::Visible;

/// Whose totals are shown over which days, `None` for everybody: all of `days` of those who are seen on the day `on`, and
/// of others the days on which they were seen.
pub fn days_seen(visible: &Visible, days: DayRange, on: Day) -> Vec<(DayRange, Option<Vec<MemberId>>)> {
    let Visible::Spans(spans) = visible else { return vec![(days, None)] };
    let mut seen: BTreeMap<(Day, Day), Vec<MemberId>> = BTreeMap::new();
    for member in spans.iter().map(|span| span.member).collect::<BTreeSet<_>>() {
        let ranges = if visible.includes(member, on) { vec![days] } else { visible.days_of(member, days) };
        for range in ranges {
            seen.entry((range.from, range.end)).or_default().push(member);
        }
    }
    seen.into_iter().map(|((from, end), members)| (DayRange::new(from, end), Some(members))).collect()
}

#[cfg(test)]
mod tests {
    use beichen_people::api::MemberSpan;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_former_lead_sees_the_own_days_and_the_lead_of_the_last_day_all_of_them() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let [left, stays] = [1, 2].map(|number| MemberId::from(Uuid::from_u128(number)));
        let span = |member, end: &str| MemberSpan { member, from: day("2026-03-05"), end: day(end) };
        let visible = Visible::Spans(vec![span(left, "2026-03-20"), span(stays, "9999-12-31")]);
        let march = DayRange::new(day("2026-03-01"), day("2026-04-01"));
        let own = DayRange::new(day("2026-03-05"), day("2026-03-20"));
        assert_eq!(
            days_seen(&visible, march, day("2026-03-31")),
            [(march, Some(vec![stays])), (own, Some(vec![left]))]
        );
        assert_eq!(days_seen(&Visible::Everything, march, day("2026-03-31")), [(march, None)]);
    }
}
