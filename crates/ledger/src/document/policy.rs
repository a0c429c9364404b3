//! Who may see a document: whoever may see one of its payees on its day.

use beichen_engine::day::Day;
use beichen_kernel::MemberId;
use beichen_people::api::Visible;

/// Whether somebody who sees this much may see a document of that day with these payees.
pub fn may_see(visible: &Visible, payees: &[MemberId], day: Day) -> bool {
    matches!(visible, Visible::Everything) || payees.iter().any(|&payee| visible.includes(payee, day))
}

#[cfg(test)]
mod tests {
    use beichen_people::api::MemberSpan;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_former_lead_sees_documents_of_the_own_days_only() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let member = MemberId::from(Uuid::from_u128(1));
        let span = MemberSpan { member, from: day("2026-01-01"), end: day("2026-03-01") };
        let visible = Visible::Spans(vec![span]);
        assert!(may_see(&visible, &[member], day("2026-02-28")));
        assert!(!may_see(&visible, &[member], day("2026-03-01")));
        assert!(!may_see(&visible, &[], day("2026-02-28")));
        assert!(may_see(&Visible::Everything, &[], day("2026-02-28")));
    }
}
