//! Steps 3 to 7 of the pipeline for one line: gates, raw pay, multipliers, cap and floor, and rounding once.

use std::collections::BTreeMap;

use crate::calculate::attribution::{divide, settle};
use crate::calculate::balances::Carried;
use crate::calculate::ledger::whole;
use crate::calculate::run::{Attribution, CalculateError, Line, Reason};
use crate::calculate::scene::{Scene, Stop};
use crate::calculate::times;
use crate::component::{Share, Sheet, raw_pay};
use crate::exact::{Exact, Rounding};
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::Source;

/// A line's pay for a period, or for the year so far, before anything earlier is taken off.
struct Reckoned<'s> {
    sheet: Sheet<'s>,
    exact: Exact,
    rounded: i64,
    /// Why a gate closed it.
    closed: Option<Reason>,
}

/// A component's own line of the period.
pub(crate) struct Earned {
    pub line: Line,
    /// What its cap has cut; `None` where what waits was not touched.
    pub carried: Option<Vec<Carried>>,
}

/// What stands for a document: its place in order, and its part.
type Parts<'s> = BTreeMap<&'s str, (Share<'s>, i64)>;

/// The line of a person's component in the scene's period; `None` where the person has none.
pub(crate) fn line(scene: &Scene<'_, '_>) -> Result<Option<Earned>, CalculateError> {
    let Some(mut now) = reckon(scene)? else {
        return Ok(None);
    };
    let earlier = if scene.is_year_to_date() { earlier(scene)? } else { Earlier::default() };
    let too_large = || scene.too_large();
    let earned = match now.closed {
        Some(_) => 0,
        None => now.rounded.checked_sub(earlier.earned).ok_or_else(too_large)?,
    };
    let exact = match now.closed {
        Some(_) => Exact::ZERO,
        None => &now.exact - &Exact::whole(earlier.earned),
    };
    explain_end(scene, &mut now, &earlier, &exact, earned);
    let (parts, unattributed) = if now.closed.is_some() && scene.is_year_to_date() {
        (now.sheet.shares.iter().map(|share| (share.clone(), 0)).collect(), 0)
    } else {
        attributed(scene, &now, &earlier)
    };
    let granted_minor = scene.granted().filter(|granted| *granted != earned);
    let granted = granted_minor.map(|minor| divided(scene, &now, minor).0.into_iter().map(|(_, part)| part));
    let mut granted = granted.into_iter().flatten();
    let documents = parts.into_iter().map(|(share, part)| attribution(scene, &share, (part, granted.next())));
    let documents = documents.collect::<Result<_, _>>()?;
    let reason = now.closed.or(now.sheet.zero.filter(|_| earned == 0));
    let carried = now.sheet.carried;
    let line = Line {
        person: scene.desk.person.id.clone(),
        component: scene.component.key.clone(),
        earned_minor: earned,
        exact,
        reason,
        attainment: now.sheet.attainment,
        place: now.sheet.place,
        steps: now.sheet.steps,
        documents,
        unattributed_minor: unattributed,
        granted_minor,
        payout: None,
    };
    Ok(Some(Earned { line, carried }))
}

/// What the year's earlier periods earned, together and by document, as known now.
#[derive(Default)]
struct Earlier<'s> {
    earned: i64,
    parts: Parts<'s>,
    unattributed: i64,
}

/// What the year's earlier periods earned together. Each open one catches up with the year so far, so the last open one
/// stands for those before it, except under a version that did not yet look at the year.
fn earlier<'s>(scene: &Scene<'s, '_>) -> Result<Earlier<'s>, CalculateError> {
    let timetable = &scene.inputs.timetable;
    let mut earlier = Earlier::default();
    for span in timetable.periods.iter().rev() {
        if !span.days.overlaps(timetable.year) || span.days.from >= scene.period.days.from {
            continue;
        }
        let Some(then) = scene.then(span) else {
            continue;
        };
        let Some(reckoned) = reckon(&then)? else {
            continue;
        };
        if reckoned.closed.is_some() {
            continue;
        }
        earlier.add(reckoned.rounded, divided(&then, &reckoned, reckoned.rounded)).ok_or_else(|| scene.too_large())?;
        if then.is_year_to_date() {
            break;
        }
    }
    Ok(earlier)
}

impl<'s> Earlier<'s> {
    fn add(&mut self, earned: i64, (parts, unattributed): (Vec<(Share<'s>, i64)>, i64)) -> Option<()> {
        self.earned = self.earned.checked_add(earned)?;
        self.unattributed = self.unattributed.checked_add(unattributed)?;
        for (share, part) in parts {
            let (_, sum) = self.parts.entry(share.document).or_insert((share, 0));
            *sum = sum.checked_add(part)?;
        }
        Some(())
    }
}

/// Steps 3 to 7 over the scene's window. `None` where the person has no line.
fn reckon<'s>(scene: &Scene<'s, '_>) -> Result<Option<Reckoned<'s>>, CalculateError> {
    // Of somebody who left, only rates on credits take refunds back.
    let takes_refunds = scene.component.kind.takes_back() && scene.has_credits();
    if !scene.is_in_plan(scene.period.days) && !takes_refunds {
        return Ok(None);
    }
    let mut sheet = Sheet::default();
    let pay = match paid(scene, &mut sheet) {
        Ok(pay) => pay,
        Err(Stop::Failed(error)) => return Err(error),
        Err(Stop::Closed(reason)) => {
            sheet
                .steps
                .push(Step::new(StepCode::Nothing).with("reason", reason.word()).amount(scene.money(&Exact::ZERO)));
            return Ok(Some(Reckoned { sheet, exact: Exact::ZERO, rounded: 0, closed: Some(reason) }));
        }
    };
    let component = scene.component;
    let rounded = match scene.settled() {
        Some(part) => part,
        None => pay.round(component.round_to_minor, component.round).ok_or_else(|| scene.too_large())?,
    };
    Ok(Some(Reckoned { sheet, exact: pay, rounded, closed: None }))
}

/// Steps 3 to 6: an exact amount in minor units. A floor of the year stays with somebody who was in the plan in it.
pub(crate) fn paid<'s>(scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    let component = scene.component;
    let raw = raw_pay(scene, sheet)?;
    let multiplied = times::multiplied(raw, scene, sheet)?;
    let due = scene.with_carried(multiplied, sheet);
    let capped = limited(due.clone(), component.cap.as_ref(), StepCode::Cap, scene, sheet)?;
    scene.keep_cut(&due, &capped, sheet);
    let floor = component.floor.as_ref().filter(|_| scene.is_in_plan(scene.window()));
    let lifted = limited(capped, floor, StepCode::Floor, scene, sheet)?;
    Ok(if component.kind.takes_back() { lifted } else { lifted.max_of(&Exact::ZERO) })
}

/// The pay, or the limit of a cap or floor where the pay lies beyond it.
fn limited(
    pay: Exact,
    limit: Option<&Source<i64>>,
    code: StepCode,
    scene: &Scene<'_, '_>,
    sheet: &mut Sheet<'_>,
) -> Result<Exact, Stop> {
    let Some(source) = limit else {
        return Ok(pay);
    };
    let limit = scene.money_of(source)?;
    let is_beyond = if code == StepCode::Floor { pay < limit } else { pay > limit };
    if !is_beyond {
        return Ok(pay);
    }
    let step = Step::new(code).with("limit", scene.money(&limit)).with("before", scene.money(&pay));
    sheet.steps.push(step.amount(scene.money(&limit)));
    Ok(limit)
}

/// The last steps: the year so far less its earlier periods, then the one rounding.
fn explain_end(scene: &Scene<'_, '_>, now: &mut Reckoned<'_>, earlier: &Earlier<'_>, exact: &Exact, earned: i64) {
    if now.closed.is_some() {
        return;
    }
    if scene.is_year_to_date() {
        let step = Step::new(StepCode::YearToDate)
            .with("so_far", scene.money(&now.exact))
            .with("earlier", scene.money(&Exact::whole(earlier.earned)));
        now.sheet.steps.push(step.amount(scene.money(exact)));
    }
    let mode = match scene.component.round {
        _ if scene.settled().is_some() => "largest_remainder",
        Rounding::HalfUp => "half_up",
        Rounding::HalfEven => "half_even",
        Rounding::Down => "down",
    };
    let unit = scene.money(&Exact::whole(scene.component.round_to_minor));
    let step = Step::new(StepCode::Rounding).with("before", scene.money(exact)).with("mode", mode).with("unit", unit);
    let step = step.with("minor", fraction(exact));
    now.sheet.steps.push(step.amount(scene.money(&Exact::whole(earned))));
}

/// The line's documents: of the year so far, what is new since the earlier periods.
fn attributed<'s>(scene: &Scene<'s, '_>, now: &Reckoned<'s>, earlier: &Earlier<'s>) -> (Vec<(Share<'s>, i64)>, i64) {
    let (parts, unattributed) = divided(scene, now, now.rounded);
    if !scene.is_year_to_date() {
        return (parts, unattributed);
    }
    let mut left = earlier.parts.clone();
    let mut result = Vec::with_capacity(parts.len());
    for (share, part) in parts {
        let before = left.remove(share.document).map_or(0, |(_, part)| part);
        result.push((share, part - before));
    }
    // A document whose credits no longer count gives back what it had.
    result.extend(left.into_values().filter(|(_, part)| *part != 0).map(|(share, part)| (share, -part)));
    (result, unattributed - earlier.unattributed)
}

/// An amount by the documents that are behind the pay, and what none is behind.
fn divided<'s>(scene: &Scene<'s, '_>, reckoned: &Reckoned<'s>, total: i64) -> (Vec<(Share<'s>, i64)>, i64) {
    let shares = &reckoned.sheet.shares;
    // A line that was closed has not weighed its documents to the end.
    let weights = if reckoned.closed.is_some() { amounts(shares) } else { reckoned.sheet.weights() };
    let is_money = scene.component.kind.takes_back();
    let cancels_out = is_money && total == 0 && weights.iter().cloned().sum::<Exact>().is_zero();
    let settled = if cancels_out && reckoned.closed.is_none() { settle(0, &weights) } else { None };
    let (parts, unattributed) = match settled {
        Some(parts) => (parts, 0),
        None => divide(total, &weights, &amounts(shares)),
    };
    let unbacked = parts.get(shares.len()).copied().unwrap_or(0);
    (shares.iter().cloned().zip(parts).collect(), unattributed + unbacked)
}

fn amounts(shares: &[Share<'_>]) -> Vec<Exact> {
    shares.iter().map(|share| whole(share.credited)).collect()
}

fn attribution(
    scene: &Scene<'_, '_>,
    share: &Share<'_>,
    (part_minor, granted_minor): (i64, Option<i64>),
) -> Result<Attribution, CalculateError> {
    let person = || scene.desk.person.id.clone();
    let too_large = |_| CalculateError::SumTooLarge { person: person(), measure: share.measure.to_owned() };
    Ok(Attribution {
        document: share.document.to_string(),
        refunds: share.refunds.iter().map(ToString::to_string).collect(),
        measure: share.measure.to_owned(),
        credited: i64::try_from(share.credited).map_err(too_large)?,
        part_minor,
        granted_minor,
    })
}
