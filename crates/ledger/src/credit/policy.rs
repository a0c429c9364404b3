//! Who may see which totals. Source: decisions.md "Who sees what over time".

use std::collections::HashSet;

use beichen_kernel::{MemberId, Reach, UnitId};
use beichen_people::api::UnitTree;

/// The units whose total is shown: all for whoever sees everything, else those led on the day, with all below.
/// `None` for all.
pub fn units_seen(reach: Reach, member: Option<MemberId>, tree: &UnitTree) -> Option<HashSet<UnitId>> {
    match (reach, member) {
        (Reach::Organisation, _) => None,
        (Reach::Units, Some(member)) => {
            let led = tree.units().filter(|&unit| tree.leader(unit) == Some(member));
            Some(tree.with_all_below(led.collect::<Vec<_>>()))
        }
        _ => Some(HashSet::new()),
    }
}
