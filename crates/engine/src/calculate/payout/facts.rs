//! What the payout of a period looks at: its opening balance, its place in the plan year, paid documents and refunds.

use crate::calculate::balances::Balance;
use crate::calculate::inputs::Credit;
use crate::calculate::scene::Scene;
use crate::day::DayRange;
use crate::plan::model::MeasureOf;

impl<'s> Scene<'s, '_> {
    /// The balance with which the run's period begins; other periods that it looks at have none.
    pub(crate) fn opening(&self) -> Option<&'s Balance> {
        let is_run = self.period.days == self.inputs.timetable.period.days;
        self.inputs.opening.of(&self.desk.person.id, &self.component.key).filter(|_| is_run)
    }

    /// Of a prize or share of a locked period that is calculated again: what it counts as.
    pub(crate) fn granted(&self) -> Option<i64> {
        let granted = self.inputs.granted.as_ref().filter(|_| self.component.kind.is_decided())?;
        let key = (self.desk.person.id.clone(), self.component.key.clone());
        Some(granted.get(&key).copied().unwrap_or_default())
    }

    /// The number of the period in its plan year; the first is 1.
    pub(super) fn number_in_year(&self) -> i64 {
        let timetable = &self.inputs.timetable;
        let is_counted = |days: DayRange| days.overlaps(timetable.year) && days.from <= self.period.days.from;
        let count = timetable.periods.iter().filter(|span| is_counted(span.days)).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// Whether the plan year ends with the period, or has ended before it.
    pub(super) fn is_last_of_year(&self) -> bool {
        self.inputs.timetable.year.end <= self.period.days.end
    }

    /// Whether the customer has paid the document in full by the period's last day.
    pub(super) fn is_paid_in_full(&self, document: &str) -> bool {
        self.inputs.paid_in_full.get(document).is_some_and(|day| *day < self.period.days.end)
    }

    /// The refunds up to the period's last day that a ladder takes pay back by.
    pub(super) fn clawed(&self, measure: &str) -> Vec<&'s Credit> {
        let is_due = |credit: &&Credit| credit.own_day() < self.period.days.end && self.is_clawed(credit);
        let mut found: Vec<&Credit> = self.desk.refunds(measure, self.membership).into_iter().filter(is_due).collect();
        found.sort_by_key(|credit| credit.own_day());
        found
    }

    /// Whether the credit is a refund that does not lower the actual: under a ladder, one of a payment of an earlier
    /// period. A version without a ladder kept no pay that could be taken back: refunds of its payments still net.
    pub(crate) fn is_clawed(&self, credit: &Credit) -> bool {
        let Some(paid_on) = credit.of_day.filter(|_| !self.component.payout.clawback.is_empty()) else {
            return false;
        };
        let periods = &self.inputs.timetable.periods;
        let paid_in = periods.iter().find(|span| span.days.contains(paid_on));
        if paid_in.is_some_and(|span| !self.has_ladder_in(span.days)) {
            return false;
        }
        let is_later = paid_in.map_or(credit.own_day() > paid_on, |span| credit.own_day() >= span.days.end);
        let measure = self.plan.measure(&credit.measure);
        is_later && measure.is_some_and(|measure| measure.of == MeasureOf::Payments)
    }

    /// Whether the version in force on those days had a ladder for the component.
    fn has_ladder_in(&self, days: DayRange) -> bool {
        let component = self.version_on(days).and_then(|plan| plan.component(&self.component.key));
        component.is_some_and(|component| !component.payout.clawback.is_empty())
    }
}
