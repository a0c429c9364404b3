//! Prizes by place: what somebody is compared by, and what the place pays.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::calculate::inputs::Credit;
use crate::calculate::ledger::whole;
use crate::calculate::run::Reason;
use crate::calculate::scene::{Scene, Stop};
use crate::calculate::standings::Standing;
use crate::calculate::taken::Break;
use crate::calculate::tally::Tally;
use crate::component::Sheet;
use crate::component::goal::attained;
use crate::component::measured::Measured;
use crate::day::Day;
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction, shown_attainment};
use crate::plan::model::{RankedAttainment, RankedBy, Ranking, TieBreak, Ties};
use crate::rate::Rate;

/// What somebody who takes a place is compared by.
pub(crate) struct Figures {
    /// Code of the unit or grade; empty where everybody is compared.
    pub scope: String,
    /// Above 0.
    pub value: Exact,
    /// What decides between equal values, in order.
    pub breaks: Vec<Break>,
}

/// One measure that is compared: its weight for each unit, and what its credits come to.
struct Part<'s> {
    measure: &'s str,
    weight: Exact,
    credits: Vec<&'s Credit>,
    actual: Exact,
}

impl Figures {
    /// The better one first. Both are of one ranking.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let breaks = || self.breaks.iter().zip(&other.breaks).map(|(own, others)| own.order(others));
        other.value.cmp(&self.value).then_with(|| breaks().find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
    }
}

impl Break {
    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Total(own), Self::Total(others)) => others.cmp(own),
            (Self::Reached(day, seq), Self::Reached(others_day, others_seq)) => {
                (day, seq).cmp(&(others_day, others_seq))
            }
            _ => Ordering::Equal,
        }
    }
}

/// Steps 2 to 4 for this kind: the prize of the place, which is never prorated.
pub(super) fn raw_pay<'s>(kind: &'s Ranking, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    if let RankedBy::Attainment(_) = kind.by {
        scene.explain_days(&mut sheet.steps); // of the goals
    }
    let figures = figures(kind, scene, sheet)?;
    let standing = scene.standing().ok_or(Stop::Closed(Reason::NoPlace))?;
    sheet.place = Some(standing.place);
    explain_place(kind, &figures, standing, scene, sheet);
    scene.open(sheet)?;
    let prize = standing.share();
    if prize.is_zero() {
        sheet.zero = Some(Reason::NoPrize);
    }
    let step = Step::new(StepCode::Prize).with("place", standing.place.to_string());
    sheet.steps.push(step.amount(scene.money(&prize)));
    Ok(prize)
}

/// What the person is compared by, with its steps; the line is closed for who takes no place.
pub(crate) fn figures<'s>(kind: &'s Ranking, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Figures, Stop> {
    let mut parts = parts(kind, scene, sheet)?;
    scene.ask(kind.eligible.as_ref(), StepCode::Eligible, Reason::NotEligible, sheet)?;
    if let RankedBy::Attainment(_) = kind.by {
        divide_by_goals(&mut parts, scene, sheet)?;
    }
    let value = value_of(kind, parts.iter().map(|part| (&part.weight, part.actual.clone())));
    if let RankedBy::Attainment(_) = kind.by {
        explain_total(&parts, &value, sheet);
    }
    if !value.is_positive() {
        let is_without_credit = parts.iter().all(|part| part.credits.is_empty());
        return Err(Stop::Closed(if is_without_credit { Reason::NoCredit } else { Reason::NoPlace }));
    }
    let scope = scene.scope(kind.among)?.to_owned();
    let breaks = match &kind.ties {
        Ties::Next(breaks) => breaks.iter().map(|one| decided_by(one, kind, &parts, scene)).collect(),
        Ties::Each | Ties::Share => Vec::new(),
    };
    Ok(Figures { scope, value, breaks })
}

/// The measures with their totals, whose documents share the prize in proportion to what they count.
fn parts<'s>(kind: &'s Ranking, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Vec<Part<'s>>, Stop> {
    let weighted: Vec<(&str, Rate)> = match &kind.by {
        RankedBy::Total(measure) => vec![(measure, Rate::ONE)],
        RankedBy::Attainment(parts) => {
            parts.iter().map(|RankedAttainment { measure, weight }| (measure.as_str(), *weight)).collect()
        }
    };
    let mut parts = Vec::with_capacity(weighted.len());
    for (measure, weight) in weighted {
        let (measured, weight) = (Measured::new(measure, scene, sheet)?, Exact::from(weight));
        let actual = measured.actual.clone();
        measured.claim(&weight, sheet);
        parts.push(Part { measure, weight, credits: scene.credits(measure), actual });
    }
    Ok(parts)
}

/// The weights of attainments: of each unit of a measure, what it adds.
fn divide_by_goals<'s>(parts: &mut [Part<'s>], scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<(), Stop> {
    let is_weighted = parts.len() > 1;
    for part in parts {
        let weight = Some(&part.weight).filter(|_| is_weighted);
        let (_, goal) = attained(part.measure, &part.actual, weight, scene, sheet)?;
        let per_unit = Exact::ONE.checked_div(&goal).unwrap_or(Exact::ZERO);
        for share in sheet.shares.iter_mut().filter(|share| share.measure == part.measure) {
            share.weight = &share.weight * &per_unit;
        }
        part.weight = &part.weight * &per_unit;
    }
    Ok(())
}

/// The figure for these totals; an attainment below 0 counts as 0.
fn value_of<'w>(kind: &Ranking, totals: impl Iterator<Item = (&'w Exact, Exact)>) -> Exact {
    let counted = |total: Exact| match kind.by {
        RankedBy::Total(_) => total,
        RankedBy::Attainment(_) => total.max_of(&Exact::ZERO),
    };
    totals.map(|(weight, total)| weight * &counted(total)).sum()
}

fn explain_total(parts: &[Part<'_>], value: &Exact, sheet: &mut Sheet<'_>) {
    if parts.len() > 1 {
        let step = Step::new(StepCode::AttainmentTotal).with("shown", shown_attainment(value));
        sheet.steps.push(step.amount(fraction(value)));
    }
    sheet.attainment = Some(value.clone());
}

fn decided_by(one: &TieBreak, kind: &Ranking, parts: &[Part<'_>], scene: &Scene<'_, '_>) -> Break {
    match one {
        TieBreak::Measure(measure) => Break::Total(scene.actual(measure)),
        TieBreak::ReachedFirst => {
            let (day, seq) = reached(kind, parts, scene).unwrap_or((Day::MAX, i64::MAX));
            Break::Reached(day, seq)
        }
    }
}

/// When the figure last changed: the day, then the transaction. What one transaction records for a day counts as one.
fn reached(kind: &Ranking, parts: &[Part<'_>], scene: &Scene<'_, '_>) -> Option<(Day, i64)> {
    let mut changes: BTreeMap<(Day, i64), Vec<(usize, &Credit)>> = BTreeMap::new();
    for (place, part) in parts.iter().enumerate() {
        for credit in &part.credits {
            changes.entry((credit.day, credit.recorded.0)).or_default().push((place, credit));
        }
    }
    let mut tallies: Vec<Tally> = parts.iter().map(|part| Tally::new(scene.plan.measure(part.measure))).collect();
    let (mut value, mut last) = (Exact::ZERO, None);
    for (instant, change) in changes {
        for (place, credit) in change {
            if let Some(tally) = tallies.get_mut(place) {
                tally.add(credit.amount);
            }
        }
        let now = value_of(kind, parts.iter().zip(&tallies).map(|(part, tally)| (&part.weight, tally.value())));
        if now != value {
            (value, last) = (now, Some(instant));
        }
    }
    last
}

/// The place, how many have the same figure, and what decides between them.
fn explain_place(kind: &Ranking, figures: &Figures, standing: &Standing, scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) {
    let value = match &kind.by {
        RankedBy::Total(measure) => scene.quantity(&figures.value, measure),
        RankedBy::Attainment(_) => fraction(&figures.value),
    };
    let step = Step::new(StepCode::Ranked)
        .with("among", kind.among.word())
        .with("scope", &figures.scope)
        .with("value", value)
        .with("place", standing.place.to_string())
        .with("of", standing.of.to_string());
    sheet.steps.push(step.amount(standing.place.to_string()));
    if standing.tied < 2 {
        return;
    }
    let step = Step::new(StepCode::Tied).with("tied", standing.tied.to_string()).with("ties", kind.ties.word());
    let is_shared = standing.shared_by > 1;
    sheet.steps.push(if is_shared { step.amount(scene.money(&whole(standing.prize))) } else { step });
    let Ties::Next(breaks) = &kind.ties else {
        return;
    };
    for (one, found) in breaks.iter().zip(&figures.breaks) {
        sheet.steps.push(match (one, found) {
            (TieBreak::Measure(measure), Break::Total(total)) => {
                Step::inner(StepCode::Next).with("measure", measure).amount(scene.quantity(total, measure))
            }
            (_, Break::Reached(day, _)) => Step::inner(StepCode::ReachedFirst).with("day", day.to_string()),
            (TieBreak::ReachedFirst, Break::Total(_)) => continue,
        });
    }
}
