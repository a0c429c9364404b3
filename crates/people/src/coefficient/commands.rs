//! Everything that changes coefficients.

use std::collections::HashSet;

use beichen_engine::day::Day;
use beichen_kernel::{MemberId, Result, UnitId};
use beichen_store::Tx;

use super::model::{Coefficient, CoefficientScope};
use super::store;
use crate::fence::commands::pass;
use crate::fence::model::Touch;
use crate::unit::model::UnitTree;
use crate::{member, unit};

/// Writes a coefficient inside the caller's transaction, which records, unless a lock covers one of its days for
/// somebody whom it concerns.
pub async fn put(tx: &mut Tx<'_>, coefficient: &Coefficient) -> Result<()> {
    let touches = touches(tx, coefficient).await?;
    pass(tx, &touches).await?;
    store::put(tx, coefficient).await
}

/// Everybody for the company's; for a unit's, whoever is in it or below on one of the days.
async fn touches(tx: &Tx<'_>, coefficient: &Coefficient) -> Result<Vec<Touch>> {
    let days = coefficient.days;
    Ok(match coefficient.scope {
        CoefficientScope::Company => vec![Touch::Everybody { days }],
        CoefficientScope::Person => vec![Touch::Member { member: MemberId::from(coefficient.subject), days }],
        CoefficientScope::Unit => {
            let spans = unit::store::spans(tx).await?;
            let changes = spans.iter().map(|span| span.days.from).filter(|&day| days.contains(day));
            let changes: HashSet<Day> = changes.chain([days.from]).collect();
            let mut units: HashSet<UnitId> = HashSet::new();
            for day in changes {
                units.extend(UnitTree::on(day, &spans).with_all_below([UnitId::from(coefficient.subject)]));
            }
            let stays = member::store::assignments(tx, days).await?;
            let concerned = stays.into_iter().filter(|stay| units.contains(&stay.unit));
            concerned.map(|stay| Touch::Member { member: stay.member, days: stay.days.intersect(days) }).collect()
        }
    })
}
