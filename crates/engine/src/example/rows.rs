//! The rows of an example become credits: the measure's filter, caps, splits and refund day act on them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::line_facts;
use crate::allocate::allocate;
use crate::calculate::membership::condition_failed;
use crate::calculate::{CalculateError, Credit};
use crate::day::Day;
use crate::document::LineFacts;
use crate::plan::Plan;
use crate::plan::model::{CapOrder, Example, ExampleCredit, Measure, RefundDay};

/// A row with its place in the example and the name of its document.
struct Row<'e> {
    place: usize,
    document: Arc<str>,
    stated: &'e ExampleCredit,
    /// The row that a refund takes back from.
    taken_back: Option<&'e ExampleCredit>,
    facts: Arc<LineFacts>,
}

/// A row with its place in the example.
type Placed<'e> = (usize, &'e ExampleCredit);

/// The credits of each person, known by a day.
pub(super) fn credits(
    plan: &Plan,
    example: &Example,
    known_until: Option<Day>,
) -> Result<BTreeMap<String, Vec<Credit>>, CalculateError> {
    let mut by_document: BTreeMap<(&str, Arc<str>), Vec<Placed<'_>>> = BTreeMap::new();
    for (place, row) in example.credits.iter().enumerate() {
        if known_until.is_some_and(|day| row.recorded > day) {
            continue;
        }
        by_document.entry((&row.measure, name_of(row, place))).or_default().push((place, row));
    }
    let mut found: BTreeMap<String, Vec<Credit>> = BTreeMap::new();
    for ((key, document), rows) in by_document {
        let unknown = || CalculateError::UnknownMeasure { measure: key.to_owned() };
        let measure = plan.measure(key).ok_or_else(unknown)?;
        let mut counted = filtered(measure, &document, &rows)?;
        counted.sort_by_key(|row| (row.stated.day, row.stated.recorded, row.place));
        for (row, amount) in amounts(measure, &counted)? {
            if amount != 0 || measure.of.is_answered() {
                found.entry(row.stated.who.clone()).or_default().push(credit(measure, row, amount));
            }
        }
    }
    Ok(found)
}

/// The documents that are paid in full as known by a day, with the first day on which they are.
pub(super) fn paid_in_full(example: &Example, known_until: Option<Day>) -> BTreeMap<Arc<str>, Day> {
    let mut found: BTreeMap<Arc<str>, Day> = BTreeMap::new();
    for (place, row) in example.credits.iter().enumerate() {
        if let Some(day) = row.paid.filter(|_| known_until.is_none_or(|until| row.recorded <= until)) {
            found.entry(name_of(row, place)).and_modify(|first| *first = day.min(*first)).or_insert(day);
        }
    }
    found
}

fn name_of(row: &ExampleCredit, place: usize) -> Arc<str> {
    row.document.as_deref().map_or_else(|| Arc::from(format!("row-{}", place + 1)), Arc::from)
}

/// The rows for which the measure's `where` holds; a refund has the facts of its payment's row.
fn filtered<'e>(measure: &Measure, document: &Arc<str>, rows: &[Placed<'e>]) -> Result<Vec<Row<'e>>, CalculateError> {
    let amount = rows.iter().map(|(_, row)| row.amount.max(0)).fold(0_i64, i64::saturating_add);
    let mut kept = Vec::new();
    for (place, row) in rows {
        let taken_back = if row.amount < 0 { payment_of(row, rows) } else { None };
        let facts = Arc::new(line_facts(&taken_back.unwrap_or(row).facts, measure.of, amount));
        if let Some(condition) = &measure.filter {
            let holds = condition.holds(&facts.view());
            if !holds.map_err(|error| condition_failed(condition.text(), error))? {
                continue;
            }
        }
        kept.push(Row { place: *place, document: document.clone(), stated: row, taken_back, facts });
    }
    Ok(kept)
}

/// What a refund takes back: the payee's own last row before it, else the payee's first, else the document's first.
fn payment_of<'e>(refund: &ExampleCredit, rows: &[Placed<'e>]) -> Option<&'e ExampleCredit> {
    let paid = || rows.iter().map(|(_, row)| *row).filter(|row| row.amount > 0);
    let own = || paid().filter(|row| row.who == refund.who);
    let before = own().filter(|row| row.day <= refund.day).max_by_key(|row| row.day);
    before.or_else(|| own().min_by_key(|row| row.day)).or_else(|| paid().min_by_key(|row| row.day))
}

/// What each row counts after the measure's cap, which holds for the document's net.
fn amounts<'r, 'e>(measure: &Measure, rows: &'r [Row<'e>]) -> Result<Vec<(&'r Row<'e>, i64)>, CalculateError> {
    let Some(cap) = measure.definition.cap_each else {
        return Ok(rows.iter().map(|row| (row, row.stated.amount)).collect());
    };
    let too_large = || CalculateError::SumTooLarge { person: String::new(), measure: measure.definition.key.clone() };
    let mut running: BTreeMap<&str, i64> = BTreeMap::new();
    let mut standing: BTreeMap<&str, i64> = BTreeMap::new();
    let mut payees: Vec<&str> = Vec::new();
    let mut result = Vec::with_capacity(rows.len());
    for event in rows.chunk_by(|a, b| is_one_event(a, b)) {
        for row in event {
            if !payees.contains(&row.stated.who.as_str()) {
                payees.push(&row.stated.who);
            }
            let sum = running.entry(&row.stated.who).or_default();
            *sum = sum.checked_add(row.stated.amount).ok_or_else(too_large)?;
        }
        let stand = match measure.definition.cap_order {
            CapOrder::SplitThenCap => running.iter().map(|(who, sum)| (*who, (*sum).min(cap))).collect(),
            CapOrder::CapThenSplit => split(&payees, &running, cap).ok_or_else(too_large)?,
        };
        for row in event {
            let who = row.stated.who.as_str();
            let now = stand.get(who).copied().unwrap_or(0);
            let before = standing.insert(who, now).unwrap_or(0);
            result.push((row, now.checked_sub(before).ok_or_else(too_large)?));
        }
    }
    Ok(result)
}

/// Rows of one document, day and sign are its payees: one event of the document.
fn is_one_event(a: &Row<'_>, b: &Row<'_>) -> bool {
    let of = |row: &Row<'_>| (row.stated.day, row.stated.recorded, row.stated.amount < 0);
    of(a) == of(b)
}

/// The document's capped net among its payees, by what each has of it; an equal remainder goes to the one named first.
fn split<'w>(payees: &[&'w str], running: &BTreeMap<&str, i64>, cap: i64) -> Option<BTreeMap<&'w str, i64>> {
    let sums: Vec<i64> = payees.iter().map(|who| running.get(who).copied().unwrap_or(0)).collect();
    let net = sums.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part))?;
    let weights: Vec<i128> = sums.iter().map(|part| i128::from((*part).max(0))).collect();
    let has_weight = weights.iter().any(|weight| *weight > 0);
    let parts = if has_weight { allocate(net.min(cap), &weights).ok()? } else { sums };
    Some(payees.iter().copied().zip(parts).collect())
}

fn credit(measure: &Measure, row: &Row<'_>, amount: i64) -> Credit {
    let original = row.taken_back.map(|payment| payment.day);
    let day = match (measure.definition.refund_day, original) {
        (RefundDay::Original, Some(day)) => day,
        _ => row.stated.day,
    };
    let own_name = || Arc::from(format!("{}/refund-{}", row.document, row.place + 1));
    Credit {
        measure: Arc::from(measure.definition.key.as_str()),
        day,
        amount,
        document: if original.is_some() { own_name() } else { row.document.clone() },
        line: 0,
        of_document: original.map(|_| row.document.clone()),
        of_day: original,
        refunded_on: original.map(|_| row.stated.day),
        recorded: (i64::from(row.stated.recorded.epoch_days()), i64::try_from(row.place).unwrap_or(i64::MAX)),
        facts: Some(row.facts.clone()),
    }
}
