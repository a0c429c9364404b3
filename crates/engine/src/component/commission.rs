//! Pay by rates on credited amounts: plain, by tiers, or by tiers of multipliers, with rates by condition.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calculate::inputs::{Credit, Span};
use crate::calculate::ledger::{Net, by_document, total};
use crate::calculate::membership::condition_failed;
use crate::calculate::run::Reason;
use crate::calculate::scene::{Scene, Stop};
use crate::component::tiers::{Ladder, exact};
use crate::component::{Share, Sheet};
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::{Accumulate, Commission, Kind, TierValues};

/// Credits that are paid as one: of one document and rate where documents are netted, else a single credit.
pub(super) struct Piece<'s> {
    pub document: &'s Arc<str>,
    pub refunds: Vec<&'s Arc<str>>,
    pub measure: &'s str,
    /// In the measure's units.
    pub credited: i128,
    /// What the rates apply to, in minor units: the credited amount itself, or what it earned somebody below.
    pub amount: i128,
    pub rate: Exact,
    /// Place of the condition in `rates_by`, from 1; 0 for `rate` itself.
    pub condition: usize,
}

/// Steps 2 to 4 for this kind. The only one that can be below 0.
pub(super) fn raw_pay<'s>(kind: &'s Commission, scene: &Scene<'s, '_>, sheet: &mut Sheet<'s>) -> Result<Exact, Stop> {
    let credits = scene.credits(&kind.measure);
    let actual = total(&credits);
    let step = Step::new(StepCode::Actual).with("measure", &kind.measure);
    sheet.steps.push(step.amount(scene.quantity(&actual, &kind.measure)));
    scene.explain_days(&mut sheet.steps);
    let goal = prepare(kind, &actual, scene, sheet)?;
    sheet.shares = unpaid(kind, &credits);
    scene.open(sheet)?;
    if credits.is_empty() {
        sheet.zero = Some(Reason::NoCredit);
    }
    let pieces = pieces(kind, &credits, scene)?;
    pay(kind, (&actual, &goal), pieces, scene, sheet)
}

/// The goal that tiers are shares of; 1 where none is asked for.
pub(super) fn prepare(
    kind: &Commission,
    actual: &Exact,
    scene: &Scene<'_, '_>,
    sheet: &mut Sheet<'_>,
) -> Result<Exact, Stop> {
    kind.tiers.as_ref().map_or(Ok(Exact::ONE), |tiers| Ladder::goal(kind, tiers, actual, scene, sheet))
}

/// What the rates pay on the pieces, which stand in order and add up to `actual`.
pub(super) fn pay<'s>(
    kind: &'s Commission,
    (actual, goal): (&Exact, &Exact),
    pieces: Vec<Piece<'s>>,
    scene: &Scene<'s, '_>,
    sheet: &mut Sheet<'s>,
) -> Result<Exact, Stop> {
    let ladder = kind.tiers.as_ref().map(|tiers| Ladder::new(kind, tiers, goal, scene)).transpose()?;
    let steps = steps_of(kind, &pieces, ladder.as_ref());
    explain(kind, (actual, &pieces, &steps), ladder.as_ref(), scene, &mut sheet.steps);
    sheet.shares = shares(&pieces, &steps);
    if let Some(source) = &kind.cap_each {
        let limit = scene.money_of(source)?;
        cap_documents(&limit, &earlier_steps(kind, &sheet.shares, scene)?, scene, sheet);
    }
    let pay: Exact = sheet.shares.iter().map(|share| share.weight.clone()).sum();
    sheet.steps.push(Step::new(StepCode::Raw).amount(scene.money(&pay)));
    Ok(pay)
}

/// Whether a document's credits are netted before they are paid.
fn is_netted(kind: &Commission) -> bool {
    let is_multiplied = kind.tiers.as_ref().is_some_and(|tiers| tiers.values == TierValues::Multipliers);
    kind.accumulate == Accumulate::Transaction
        || kind.cap_each.is_some()
        || (is_multiplied && !kind.rates_by.is_empty())
}

/// The pieces in order: a netted document stands at its first credit.
fn pieces<'s>(kind: &'s Commission, credits: &[&'s Credit], scene: &Scene<'_, '_>) -> Result<Vec<Piece<'s>>, Stop> {
    let rates = Rates::new(kind, scene)?;
    let is_netted = is_netted(kind);
    let mut roots: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<Piece<'s>>> = Vec::new();
    for credit in credits {
        let (condition, rate) = rates.of(credit)?;
        let piece = Piece {
            document: credit.root(),
            refunds: credit.of_document.iter().map(|_| &credit.document).collect(),
            measure: &kind.measure,
            credited: i128::from(credit.amount),
            amount: i128::from(credit.amount),
            rate,
            condition,
        };
        let place = if is_netted { *roots.entry(credit.root().as_ref()).or_insert(groups.len()) } else { groups.len() };
        match groups.get_mut(place) {
            Some(group) => join(group, piece),
            None => groups.push(vec![piece]),
        }
    }
    Ok(groups.into_iter().flatten().collect())
}

/// Adds a piece to its document, to the part with the same rate.
fn join<'s>(group: &mut Vec<Piece<'s>>, piece: Piece<'s>) {
    match group.iter_mut().find(|one| one.condition == piece.condition) {
        Some(one) => {
            one.credited += piece.credited;
            one.amount += piece.amount;
            one.refunds.extend(piece.refunds);
        }
        None => group.push(piece),
    }
}

/// The rate of a document: the first condition that holds, else the component's own.
struct Rates<'k> {
    kind: &'k Commission,
    own: Exact,
    by: Vec<Exact>,
}

impl<'k> Rates<'k> {
    fn new(kind: &'k Commission, scene: &Scene<'_, '_>) -> Result<Self, Stop> {
        let has_plain_tiers = kind.tiers.as_ref().is_some_and(|tiers| tiers.values == TierValues::Rates);
        let own = match &kind.rate {
            Some(rate) if !has_plain_tiers => scene.rate_of(rate)?,
            _ => Exact::ONE,
        };
        let by = kind.rates_by.iter().map(|entry| scene.rate_of(&entry.rate)).collect::<Result<_, _>>()?;
        Ok(Self { kind, own, by })
    }

    fn of(&self, credit: &Credit) -> Result<(usize, Exact), Stop> {
        let Some(facts) = &credit.facts else {
            return Ok((0, self.own.clone()));
        };
        for (place, (entry, rate)) in self.kind.rates_by.iter().zip(&self.by).enumerate() {
            let condition = &entry.condition;
            let holds = condition.holds(&facts.view());
            if holds.map_err(|error| condition_failed(condition.text(), error))? {
                return Ok((place + 1, rate.clone()));
            }
        }
        Ok((0, self.own.clone()))
    }
}

/// What each piece adds, in minor units, in the order of the pieces.
fn steps_of(kind: &Commission, pieces: &[Piece<'_>], ladder: Option<&Ladder>) -> Vec<Exact> {
    let Some(ladder) = ladder else {
        return pieces.iter().map(|piece| &exact(piece.amount) * &piece.rate).collect();
    };
    let mut running = 0_i128;
    let mut before = ladder.earned(&Exact::ZERO);
    let mut document: Option<&Arc<str>> = None;
    let mut steps = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if kind.accumulate == Accumulate::Transaction && document != Some(piece.document) {
            (running, before) = (0, ladder.earned(&Exact::ZERO));
            document = Some(piece.document);
        }
        running += piece.amount;
        let after = ladder.earned(&exact(running));
        steps.push(&(&after - &before) * &piece.rate);
        before = after;
    }
    steps
}

/// The documents of a line that a gate may close.
fn unpaid<'s>(kind: &'s Commission, credits: &[&'s Credit]) -> Vec<Share<'s>> {
    let share = |net: Net<'s>| Share {
        document: net.document,
        refunds: net.refunds,
        measure: &kind.measure,
        credited: net.amount,
        weight: Exact::ZERO,
    };
    by_document(credits).into_iter().map(share).collect()
}

/// The pieces by document, each document at its first piece.
fn shares<'s>(pieces: &[Piece<'s>], steps: &[Exact]) -> Vec<Share<'s>> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shares: Vec<Share<'s>> = Vec::new();
    for (piece, step) in pieces.iter().zip(steps) {
        let place = *places.entry(piece.document.as_ref()).or_insert(shares.len());
        if place == shares.len() {
            let (refunds, weight) = (Vec::new(), Exact::ZERO);
            shares.push(Share { document: piece.document, refunds, measure: piece.measure, credited: 0, weight });
        }
        if let Some(share) = shares.get_mut(place) {
            share.credited += piece.credited;
            share.weight = &share.weight + step;
            share.refunds.extend(piece.refunds.iter().copied());
        }
    }
    for share in &mut shares {
        share.refunds.dedup();
    }
    shares
}

/// At most so much of one document over all its periods: the capped sum so far minus the capped sum before.
fn cap_documents(limit: &Exact, earlier: &BTreeMap<String, Exact>, scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) {
    for share in &mut sheet.shares {
        let before = earlier.get(share.document).cloned().unwrap_or(Exact::ZERO);
        let so_far = &before + &share.weight;
        let part = &so_far.min_of(limit) - &before.min_of(limit);
        if part != share.weight {
            let step = Step::inner(StepCode::CapEach)
                .with("limit", scene.money(limit))
                .with("before", scene.money(&share.weight))
                .with("earlier", scene.money(&before.min_of(limit)))
                .amount(scene.money(&part));
            sheet.steps.push(step.documents(vec![share.document.to_string()]));
        }
        share.weight = part;
    }
}

/// The steps of these documents in earlier periods, before any cap, as known now.
fn earlier_steps(
    kind: &Commission,
    shares: &[Share<'_>],
    scene: &Scene<'_, '_>,
) -> Result<BTreeMap<String, Exact>, Stop> {
    let mut sums: BTreeMap<String, Exact> =
        shares.iter().map(|share| (share.document.to_string(), Exact::ZERO)).collect();
    if kind.accumulate == Accumulate::YearToDate {
        return Ok(sums); // nets over the year so far
    }
    let earlier = scene.inputs.timetable.periods.iter().filter(|span| span.days.from < scene.period.days.from);
    for span in earlier {
        for (document, step) in steps_in(span, &sums, scene)? {
            if let Some(sum) = sums.get_mut(&document) {
                *sum = &*sum + &step;
            }
        }
    }
    Ok(sums)
}

/// The documents' steps in one earlier period; none where its gate was closed.
fn steps_in(
    span: &Span,
    wanted: &BTreeMap<String, Exact>,
    scene: &Scene<'_, '_>,
) -> Result<Vec<(String, Exact)>, Stop> {
    let Some(then) = scene.then(span) else {
        return Ok(Vec::new());
    };
    let Kind::Commission(kind) = &then.component.kind else {
        return Ok(Vec::new());
    };
    let credits = then.credits(&kind.measure);
    if !credits.iter().any(|credit| wanted.contains_key(credit.root().as_ref())) {
        return Ok(Vec::new());
    }
    let mut sheet = Sheet::default();
    match steps_then(kind, &credits, &then, &mut sheet) {
        Err(Stop::Closed(_)) => Ok(Vec::new()),
        Err(stop) => Err(stop),
        Ok(steps) => Ok(steps),
    }
}

fn steps_then(
    kind: &Commission,
    credits: &[&Credit],
    then: &Scene<'_, '_>,
    sheet: &mut Sheet<'_>,
) -> Result<Vec<(String, Exact)>, Stop> {
    let goal = prepare(kind, &total(credits), then, sheet)?;
    then.open(sheet)?;
    let ladder = kind.tiers.as_ref().map(|tiers| Ladder::new(kind, tiers, &goal, then)).transpose()?;
    let pieces = pieces(kind, credits, then)?;
    let steps = steps_of(kind, &pieces, ladder.as_ref());
    Ok(pieces.iter().zip(steps).map(|(piece, step)| (piece.document.to_string(), step)).collect())
}

/// Tiers of the running amount, or each rate with what it is paid on, or each document where they run one by one.
fn explain(
    kind: &Commission,
    result: (&Exact, &[Piece<'_>], &[Exact]),
    ladder: Option<&Ladder>,
    scene: &Scene<'_, '_>,
    steps: &mut Vec<Step>,
) {
    let (actual, pieces, pays) = result;
    if kind.accumulate == Accumulate::Transaction {
        let sum: Exact = pays.iter().cloned().sum();
        let step = Step::new(StepCode::Documents).with("credited", scene.quantity(actual, &kind.measure));
        steps.push(step.amount(scene.money(&sum)));
        for (piece, pay) in pieces.iter().zip(pays) {
            let step = Step::inner(StepCode::Document).with("document", piece.document.as_ref());
            let credited = exact(piece.amount);
            let rate = pay.checked_div(&credited).unwrap_or(Exact::ZERO);
            let step = step.with("credited", scene.quantity(&credited, &kind.measure)).with("rate", fraction(&rate));
            steps.push(step.amount(scene.money(pay)).documents(vec![piece.document.to_string()]));
        }
        return;
    }
    if let Some(ladder) = ladder {
        ladder.explain(actual, kind, scene, steps);
        if ladder.values == TierValues::Rates {
            return;
        }
    }
    let mut sums: BTreeMap<usize, (Exact, i128, Exact)> = BTreeMap::new();
    for (piece, pay) in pieces.iter().zip(pays) {
        let entry = sums.entry(piece.condition).or_insert_with(|| (piece.rate.clone(), 0, Exact::ZERO));
        entry.1 += piece.amount;
        entry.2 = &entry.2 + pay;
    }
    for (condition, (rate, credited, pay)) in sums {
        let step = Step::inner(StepCode::Rate).with("rate", fraction(&rate));
        let step = step.with("credited", scene.quantity(&exact(credited), &kind.measure));
        let text = condition.checked_sub(1).and_then(|place| kind.rates_by.get(place));
        let step = match text {
            Some(entry) => step.with("condition", entry.condition.text()),
            None => step,
        };
        steps.push(step.amount(scene.money(&pay)));
    }
}
