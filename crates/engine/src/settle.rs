//! Step 12 of the pipeline and the balance behind it: what locked periods would pay as known now, less what they have
//! paid, and how a negative total waits for later ones.
//!
//! Source: incentives.md, step 12 and "Below zero". Pure: the caller brings the locked lines, the adjustments already
//! made, and the periods calculated anew.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::calculate::{CalculateError, Run, Span};
use crate::plan::Plan;
use crate::rate::Rate;

/// Kinds whose prizes are not taken back by themselves.
const DECIDED: [&str; 1] = ["ranking"];

/// What lines have paid by person and component, in minor units.
pub type Amounts = BTreeMap<(String, String), i64>;

/// A locked period with what was paid for it, and the same calculated on what is known now.
#[derive(Debug)]
pub struct LockedPeriod<'a> {
    pub period: Span,
    /// The version of the plan in force in it.
    pub plan: &'a Plan,
    /// Its lines as locked.
    pub locked: Amounts,
    /// The adjustments of it in later locked runs, added up.
    pub adjusted: Amounts,
    pub now: Run,
}

/// The difference of one person, component and locked period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// Id of the person.
    pub person: String,
    /// Key of the component.
    pub component: String,
    /// The locked period.
    pub period: String,
    pub locked_minor: i64,
    /// What earlier adjustments have added already.
    pub adjusted_minor: i64,
    pub now_minor: i64,
    /// `now − locked − adjusted`; of a flag it waits for a decision.
    pub difference_minor: i64,
    /// A prize is not taken back by itself: the line pays nothing until somebody has decided.
    pub is_flag: bool,
}

impl Adjustment {
    /// What the line pays or takes.
    pub const fn amount_minor(&self) -> i64 {
        if self.is_flag { 0 } else { self.difference_minor }
    }
}

/// The differences of locked periods, by period, then person, then component; none of them 0.
pub fn adjustments(periods: &[LockedPeriod<'_>]) -> Result<Vec<Adjustment>, CalculateError> {
    let mut found = Vec::new();
    for period in periods {
        let now: Amounts = period
            .now
            .lines
            .iter()
            .map(|line| ((line.person.clone(), line.component.clone()), line.earned_minor))
            .collect();
        let keys: BTreeSet<&(String, String)> =
            period.locked.keys().chain(period.adjusted.keys()).chain(now.keys()).collect();
        for key in keys {
            let of = |amounts: &Amounts| amounts.get(key).copied().unwrap_or_default();
            let (locked, adjusted, now) = (of(&period.locked), of(&period.adjusted), of(&now));
            let (person, component) = key.clone();
            let too_large = || CalculateError::TooLarge { person: person.clone(), component: component.clone() };
            let paid = locked.checked_add(adjusted).ok_or_else(too_large)?;
            let difference_minor = now.checked_sub(paid).ok_or_else(too_large)?;
            if difference_minor == 0 {
                continue;
            }
            found.push(Adjustment {
                is_flag: period
                    .plan
                    .component(&component)
                    .is_some_and(|component| DECIDED.contains(&component.kind.name())),
                period: period.period.name.clone(),
                locked_minor: locked,
                adjusted_minor: adjusted,
                now_minor: now,
                difference_minor,
                person,
                component,
            });
        }
    }
    Ok(found)
}

/// What a person is paid in an open run, and what stays owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Settled {
    /// Owed when the period begins: as the run before closed it.
    pub opening_minor: i64,
    /// Taken from this period's total towards it.
    pub taken_minor: i64,
    /// Never negative.
    pub payable_minor: i64,
    /// Owed after the period.
    pub owed_minor: i64,
}

/// Settles a total (earned and adjustments together) against what is owed, taking at most `share` of it. A negative
/// total is owed: payable is 0.
pub fn settle(total_minor: i64, opening_minor: i64, share: Rate) -> Option<Settled> {
    if total_minor < 0 {
        let owed_minor = opening_minor.checked_sub(total_minor)?;
        return Some(Settled { opening_minor, taken_minor: 0, payable_minor: 0, owed_minor });
    }
    let most = i128::from(total_minor) * i128::from(share.ppm()) / i128::from(Rate::PER_ONE);
    let taken_minor = opening_minor.min(i64::try_from(most).ok()?);
    Some(Settled {
        opening_minor,
        taken_minor,
        payable_minor: total_minor - taken_minor,
        owed_minor: opening_minor - taken_minor,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_total_is_owed_and_taken_from_later_ones() {
        let all = Rate::ONE;
        let march = settle(-300, 0, all).unwrap();
        assert_eq!(march, Settled { opening_minor: 0, taken_minor: 0, payable_minor: 0, owed_minor: 300 });
        let april = settle(100, march.owed_minor, all).unwrap();
        assert_eq!(april, Settled { opening_minor: 300, taken_minor: 100, payable_minor: 0, owed_minor: 200 });
        let may = settle(1_000, april.owed_minor, all).unwrap();
        assert_eq!(may, Settled { opening_minor: 200, taken_minor: 200, payable_minor: 800, owed_minor: 0 });
    }

    #[test]
    fn at_most_the_set_share_of_a_total_is_taken() {
        let half = Rate::from_ppm(500_000);
        // Half of 101 fen is 50.5: whole fen are taken.
        let settled = settle(101, 1_000, half).unwrap();
        assert_eq!(settled, Settled { opening_minor: 1_000, taken_minor: 50, payable_minor: 51, owed_minor: 950 });
    }

    #[test]
    fn what_does_not_fit_is_no_amount() {
        assert_eq!(settle(i64::MIN, 1, Rate::ONE), None);
        assert_eq!(settle(-1, i64::MAX, Rate::ONE), None);
    }
}
