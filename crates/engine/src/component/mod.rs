//! The kinds of components, one file each. A kind is added by its file and one line in `by_kind`.

pub(crate) mod attainment;
pub(crate) mod base;
pub(crate) mod commission;
pub(crate) mod curve;
mod goal;
mod matrix;
mod measured;
mod overriding;
mod per_event;
pub(crate) mod piece;
mod pool;
mod project;
pub(crate) mod ranking;
pub(crate) mod scorecard;
pub(crate) mod tiers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(crate) use piece::place_of;

use crate::calculate::balances::Carried;
use crate::calculate::ledger::Place;
use crate::calculate::run::Reason;
use crate::calculate::scene::{Scene, Stop};
use crate::exact::Exact;
use crate::explain::Step;
use crate::plan::model::Kind;

/// What a kind writes down while it reckons.
#[derive(Default)]
pub(crate) struct Sheet<'s> {
    pub steps: Vec<Step>,
    /// Exact attainment before `cap_attainment`.
    pub attainment: Option<Exact>,
    /// Of a ranking.
    pub place: Option<u32>,
    /// What the cap has cut and a later period may pay; `None` where the period leaves what waits untouched.
    pub carried: Option<Vec<Carried>>,
    /// Why the raw pay is 0, where no gate is closed; a floor still applies.
    pub zero: Option<Reason>,
    /// How the pay is divided among documents, in their order.
    pub shares: Vec<Share<'s>>,
    /// What has no document behind it, beside the documents' weights.
    pub unbacked: Exact,
}

/// A document's claim on a line.
#[derive(Clone)]
pub(crate) struct Share<'s> {
    pub document: &'s str,
    pub refunds: Vec<&'s Arc<str>>,
    pub measure: &'s str,
    /// Net of the period, in the measure's units; 0 of what earlier periods have carried.
    pub credited: i128,
    /// The pay is divided in proportion to these; they may be below 0.
    pub weight: Exact,
}

impl Sheet<'_> {
    /// What the pay is divided by: the documents in their order, then what has none.
    pub(crate) fn weights(&self) -> Vec<Exact> {
        let own = self.shares.iter().map(|share| share.weight.clone());
        own.chain((!self.unbacked.is_zero()).then(|| self.unbacked.clone())).collect()
    }
}

/// Steps 2 to 4 of the pipeline: measures and goal, gates, raw pay in minor units, not rounded.
pub(crate) fn raw_pay<'s>(scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    let pay = by_kind(scene, sheet);
    put_in_order(scene, sheet);
    pay
}

/// Documents of several measures stand in order of day, then of recording, as those of one do.
fn put_in_order<'s>(scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) {
    let measures: BTreeSet<&str> = sheet.shares.iter().map(|share| share.measure).collect();
    if measures.len() < 2 {
        return;
    }
    let mut firsts: BTreeMap<(&str, &str), Place> = BTreeMap::new();
    for measure in measures {
        for credit in scene.credits(measure) {
            firsts.entry((measure, credit.root())).or_insert((credit.day, credit.recorded));
        }
    }
    sheet.shares.sort_by_key(|share| firsts.get(&(share.measure, share.document)).copied());
}

fn by_kind<'s>(scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    match &scene.component.kind {
        Kind::Attainment(kind) => attainment::raw_pay(kind, scene, sheet),
        Kind::Commission(kind) => commission::raw_pay(kind, scene, sheet),
        Kind::Matrix(kind) => matrix::raw_pay(kind, scene, sheet),
        Kind::Scorecard(kind) => scorecard::raw_pay(kind, scene, sheet),
        Kind::Ranking(kind) => ranking::raw_pay(kind, scene, sheet),
        Kind::Pool(kind) => pool::raw_pay(kind, scene, sheet),
        Kind::PerEvent(kind) => per_event::raw_pay(kind, scene, sheet),
        Kind::Project => project::raw_pay(scene, sheet),
        Kind::Override(kind) => overriding::raw_pay(kind, scene, sheet),
    }
}
