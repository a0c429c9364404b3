//! The awards of an example's people, each divided by its shares to the last minor unit.

use std::collections::BTreeMap;

use crate::allocate::allocate;
use crate::calculate::Award;
use crate::plan::model::{ExampleAward, ExamplePerson};
use crate::rate::Rate;

/// The parts by person; an equal remainder goes to the one named first, what nobody shares to nobody.
pub(super) fn parts(people: &[ExamplePerson]) -> BTreeMap<String, Vec<Award>> {
    let mut projects: BTreeMap<&str, Vec<(&str, &ExampleAward)>> = BTreeMap::new();
    for person in people {
        for award in &person.awards {
            projects.entry(&award.project).or_default().push((&person.key, award));
        }
    }
    let mut found: BTreeMap<String, Vec<Award>> = BTreeMap::new();
    for sharers in projects.into_values() {
        let shared: i64 = sharers.iter().map(|(_, award)| award.share.ppm()).sum();
        let rest = Rate::ONE.ppm().saturating_sub(shared);
        let weights: Vec<i128> =
            sharers.iter().map(|(_, award)| award.share.ppm()).chain([rest]).map(i128::from).collect();
        let whole = sharers.first().map_or(0, |(_, award)| award.amount);
        let parts = allocate(whole, &weights).unwrap_or_default();
        for ((key, award), part_minor) in sharers.into_iter().zip(parts) {
            found.entry(key.to_owned()).or_default().push(Award {
                project: award.project.clone(),
                day: award.day,
                of_minor: award.amount,
                share: award.share,
                part_minor,
            });
        }
    }
    found
}
