//! `cap_each` of a measure: at most so much of one document counts, its refunds included.

use super::Part;
use crate::allocate::{AllocateError, allocate};
use crate::credit::CreditError;
use crate::ids::{DocumentId, LineId, PersonId};
use crate::measure::CapOrder;

/// What a part adds to what counts of its document.
pub(super) struct Capped<'p, 'f> {
    /// Whose day and document it has.
    pub part: &'p Part<'f>,
    pub person: PersonId,
    pub line: Option<LineId>,
    pub amount: i64,
}

/// What counts of one document so far: the amounts before the cap and after it, by (payee, line).
#[derive(Default)]
struct Running {
    places: Vec<(PersonId, Option<LineId>)>,
    before: Vec<i64>,
    after: Vec<i64>,
}

/// The cap holds for the document's net: payment and refunds are added up in order of recording, and each counts what
/// it adds to the capped total. A refund of everything therefore leaves 0 for everyone, on every line.
pub(super) fn capped<'p, 'f>(
    parts: &[&'p Part<'f>],
    cap: i64,
    order: CapOrder,
) -> Result<Vec<Capped<'p, 'f>>, CreditError> {
    let mut result = Vec::with_capacity(parts.len());
    for root in in_order_of_mention(parts, root_of) {
        let own: Vec<&Part<'_>> = parts.iter().copied().filter(|part| root_of(part) == root).collect();
        let mut documents = in_order_of_mention(&own, |part| part.document);
        documents.sort_by_key(|document| {
            let part = own.iter().find(|part| part.document == *document);
            part.map(|part| (part.takes_back.is_some(), part.recorded))
        });
        let mut running = Running::default();
        for document in documents {
            let stage: Vec<&Part<'_>> = own.iter().copied().filter(|part| part.document == document).collect();
            running.add(&stage, cap, order, &mut result)?;
        }
    }
    Ok(result)
}

fn root_of(part: &Part<'_>) -> DocumentId {
    part.takes_back.map_or(part.document, |(document, _)| document)
}

fn in_order_of_mention(parts: &[&Part<'_>], key: impl Fn(&Part<'_>) -> DocumentId) -> Vec<DocumentId> {
    let mut seen = std::collections::BTreeSet::new();
    parts.iter().map(|part| key(part)).filter(|document| seen.insert(*document)).collect()
}

impl Running {
    fn add<'p, 'f>(
        &mut self,
        stage: &[&'p Part<'f>],
        cap: i64,
        order: CapOrder,
        result: &mut Vec<Capped<'p, 'f>>,
    ) -> Result<(), CreditError> {
        for part in stage {
            let place = self.place_of(part);
            if let Some(before) = self.before.get_mut(place) {
                *before = before.checked_add(part.amount).ok_or(CreditError::TooLarge)?;
            }
        }
        let after = self.counting(cap, order)?;
        for ((place, after), counted) in self.places.iter().zip(&after).zip(&self.after) {
            let amount = after.checked_sub(*counted).ok_or(CreditError::TooLarge)?;
            let own = stage.iter().find(|part| (part.person, part.line) == *place);
            if let Some(part) = own.or(stage.first()).filter(|_| amount != 0) {
                result.push(Capped { part, person: place.0, line: place.1, amount });
            }
        }
        self.after = after;
        Ok(())
    }

    fn place_of(&mut self, part: &Part<'_>) -> usize {
        let wanted = (part.person, part.line);
        let found = self.places.iter().position(|place| *place == wanted);
        found.unwrap_or_else(|| {
            self.places.push(wanted);
            self.before.push(0);
            self.after.push(0);
            self.places.len() - 1
        })
    }

    /// What counts now, by place.
    fn counting(&self, cap: i64, order: CapOrder) -> Result<Vec<i64>, CreditError> {
        let mut people: Vec<(PersonId, i64)> = Vec::new();
        for ((person, _), amount) in self.places.iter().zip(&self.before) {
            match people.iter_mut().find(|(known, _)| known == person) {
                Some((_, sum)) => *sum = sum.checked_add(*amount).ok_or(CreditError::TooLarge)?,
                None => people.push((*person, *amount)),
            }
        }
        let totals: Vec<i64> = people.iter().map(|(_, sum)| *sum).collect();
        let counted = match order {
            CapOrder::SplitThenCap => totals.iter().map(|total| (*total).min(cap)).collect(),
            CapOrder::CapThenSplit => cut(&totals, cap)?,
        };
        let mut after = self.before.clone();
        for ((person, total), counted) in people.iter().zip(counted) {
            if *total != counted {
                self.over_lines(*person, counted, &mut after)?;
            }
        }
        Ok(after)
    }

    /// Divides what counts of a person's share over its lines, as they are before the cap.
    fn over_lines(&self, person: PersonId, counted: i64, after: &mut [i64]) -> Result<(), CreditError> {
        let weights: Vec<i128> = self
            .places
            .iter()
            .zip(&self.before)
            .map(|(place, amount)| if place.0 == person { i128::from(*amount).max(0) } else { 0 })
            .collect();
        let parts = divided(counted, &weights)?;
        for ((place, after), part) in self.places.iter().zip(after).zip(parts) {
            if place.0 == person {
                *after = part;
            }
        }
        Ok(())
    }
}

/// The amounts themselves up to the cap; above it, the cap divided in their proportion.
fn cut(totals: &[i64], cap: i64) -> Result<Vec<i64>, CreditError> {
    let whole: i128 = totals.iter().map(|total| i128::from(*total)).sum();
    if whole <= i128::from(cap) {
        return Ok(totals.to_vec());
    }
    let weights: Vec<i128> = totals.iter().map(|total| i128::from(*total).max(0)).collect();
    divided(cap, &weights)
}

fn divided(amount: i64, weights: &[i128]) -> Result<Vec<i64>, CreditError> {
    match allocate(amount, weights) {
        Ok(parts) => Ok(parts),
        Err(AllocateError::NothingToShareBy) if amount == 0 => Ok(vec![0; weights.len()]),
        Err(_) => Err(CreditError::TooLarge),
    }
}
