//! What credits come to: their sum, or the mean (csat) or promoter score (nps) of answers.

use crate::calculate::inputs::Credit;
use crate::calculate::ledger::whole;
use crate::exact::Exact;
use crate::plan::model::{Measure, MeasureOf, MeasureUnit};

/// A measure's credits, counted one by one.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    way: Way,
    sum: i128,
    count: i128,
}

#[derive(Debug, Clone, Copy)]
enum Way {
    Sum,
    Mean,
    /// Answers of 9 and 10 less those below 7, in percent of all (Reichheld 2003); with the units of one point.
    Promoters {
        point: i128,
    },
}

impl Tally {
    /// Nothing counted yet.
    pub(crate) fn new(measure: Option<&Measure>) -> Self {
        let way = match measure.map(|measure| (measure.of, measure.unit)) {
            Some((MeasureOf::Csat, _)) => Way::Mean,
            Some((MeasureOf::Nps, MeasureUnit::Score { scale })) => {
                Way::Promoters { point: 10_i128.pow(u32::from(scale)) }
            }
            _ => Way::Sum,
        };
        Self { way, sum: 0, count: 0 }
    }

    pub(crate) fn add(&mut self, amount: i64) {
        self.sum += self.worth(i128::from(amount));
        self.count += 1;
    }

    pub(crate) fn add_all(mut self, credits: &[&Credit]) -> Self {
        for credit in credits {
            self.add(credit.amount);
        }
        self
    }

    /// In the measure's units; 0 without any answer.
    pub(crate) fn value(&self) -> Exact {
        self.over(self.sum)
    }

    /// What a document of this amount adds to the value, so that all of them together are the value.
    pub(crate) fn part(&self, amount: i128) -> Exact {
        self.over(self.worth(amount))
    }

    /// How many answers there are; `None` of a measure that is a sum.
    pub(crate) fn answers(&self) -> Option<i128> {
        (!matches!(self.way, Way::Sum)).then_some(self.count)
    }

    fn over(&self, worth: i128) -> Exact {
        match self.way {
            Way::Sum => whole(worth),
            Way::Mean | Way::Promoters { .. } => Exact::ratio(worth, self.count).unwrap_or(Exact::ZERO),
        }
    }

    const fn worth(&self, amount: i128) -> i128 {
        match self.way {
            Way::Sum | Way::Mean => amount,
            Way::Promoters { point } if amount >= 9 * point => 100 * point,
            Way::Promoters { point } if amount < 7 * point => -100 * point,
            Way::Promoters { .. } => 0,
        }
    }
}
