//! A person's credits in their fixed order, by measure, and what of them counts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::calculate::inputs::{Credit, Person};
use crate::day::{Day, DayRange};
use crate::exact::Exact;

/// A person with the credits put in order: by day, then by recording, so that no order of input matters.
pub(crate) struct Desk<'a> {
    pub person: &'a Person,
    credits: BTreeMap<&'a str, Vec<&'a Credit>>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(person: &'a Person) -> Self {
        let mut credits: BTreeMap<&'a str, Vec<&'a Credit>> = BTreeMap::new();
        for credit in &person.credits {
            credits.entry(credit.measure.as_ref()).or_default().push(credit);
        }
        for list in credits.values_mut() {
            list.sort_by(|a, b| order_of(a).cmp(&order_of(b)));
        }
        Self { person, credits }
    }

    /// The credits of the measure whose day lies in the window and that count for somebody with these days in the
    /// plan: a refund's by the day of the credit that it takes back. In order.
    pub(crate) fn counting(&self, measure: &str, window: DayRange, membership: &[DayRange]) -> Vec<&'a Credit> {
        let Some(list) = self.credits.get(measure) else {
            return Vec::new();
        };
        let begin = list.partition_point(|credit| credit.day < window.from);
        list.iter()
            .skip(begin)
            .take_while(|credit| credit.day < window.end)
            .filter(|credit| membership.iter().any(|range| range.contains(credit.entitling_day())))
            .copied()
            .collect()
    }

    /// Where each document stands, by measure and key: day and recording of its first credit.
    pub(crate) fn places_of_documents(&self) -> BTreeMap<(&'a str, &'a str), Place> {
        let mut places = BTreeMap::new();
        for (measure, credits) in &self.credits {
            for credit in credits {
                let place = || (credit.entitling_day(), credit.recorded);
                places.entry((*measure, credit.root().as_ref())).or_insert_with(place);
            }
        }
        places
    }

    /// The refunds of the measure, of any day, that count for somebody with these days in the plan. In order.
    pub(crate) fn refunds(&self, measure: &str, membership: &[DayRange]) -> Vec<&'a Credit> {
        let counts = |credit: &&&Credit| membership.iter().any(|range| range.contains(credit.entitling_day()));
        let credits = self.credits.get(measure).into_iter().flatten();
        credits.filter(|credit| credit.of_document.is_some()).filter(counts).copied().collect()
    }
}

/// Where a credit stands: its day, then the order of recording.
pub(crate) type Place = (Day, (i64, i64));

type Order<'a> = (Day, (i64, i64), &'a str, u32, Day, i64);

fn order_of(credit: &Credit) -> Order<'_> {
    (credit.day, credit.recorded, &credit.document, credit.line, credit.entitling_day(), credit.amount)
}

/// The sum of credits, exact however large.
pub(crate) fn total(credits: &[&Credit]) -> Exact {
    whole(credits.iter().map(|credit| i128::from(credit.amount)).sum())
}

/// A whole number of any size that sums of 64-bit amounts can reach.
pub(crate) fn whole(value: i128) -> Exact {
    Exact::ratio(value, 1).unwrap_or(Exact::ZERO)
}

/// What one document, with its refunds in the window, counts.
pub(crate) struct Net<'a> {
    pub document: &'a Arc<str>,
    /// In order, each once.
    pub refunds: Vec<&'a Arc<str>>,
    pub amount: i128,
}

/// Credits by document, each standing at its first credit.
pub(crate) fn by_document<'a>(credits: &[&'a Credit]) -> Vec<Net<'a>> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut nets: Vec<Net<'a>> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for credit in credits {
        let root = credit.root();
        let place = *places.entry(root.as_ref()).or_insert(nets.len());
        if place == nets.len() {
            nets.push(Net { document: root, refunds: Vec::new(), amount: 0 });
        }
        if let Some(net) = nets.get_mut(place) {
            net.amount += i128::from(credit.amount);
            if credit.of_document.is_some() && seen.insert(credit.document.as_ref()) {
                net.refunds.push(&credit.document);
            }
        }
    }
    nets
}
