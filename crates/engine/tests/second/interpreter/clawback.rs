//! `clawback`: what refunds of earlier periods' payments take back of the pay attributed to them.

use std::collections::BTreeMap;

use beichen_engine::calculate::Credit;
use beichen_engine::day::DayRange;
use beichen_engine::plan::model::MeasureOf;

use super::Paid;
use super::number::{Ratio, nothing, rate, rounded, whole};
use super::payout::Attributed;
use super::subject::{Subject, versions};

impl Subject<'_> {
    /// "a refund of a payment of an earlier period does not reduce the component's actual …. A refund in the payment's own
    /// period simply nets. … `refund_day` has no effect on refunds of earlier periods."
    pub fn is_clawed_back(&self, credit: &Credit) -> bool {
        let is_of_payments =
            || self.plan.measure(&credit.measure).is_some_and(|measure| measure.of == MeasureOf::Payments);
        let Some(paid_on) = credit.of_day else { return false };
        if self.component.payout.clawback.is_empty() || !is_of_payments() {
            return false;
        }
        let own_day = credit.refunded_on.unwrap_or(credit.day);
        let paid_in = self.inputs.timetable.periods.iter().find(|period| period.days.contains(paid_on));
        paid_in.is_some_and(|period| own_day >= period.days.end && self.had_ladder(period.days))
    }

    /// Pay of a version without a ladder is not attributed, so nothing can be taken back of it: its refunds net.
    fn had_ladder(&self, period: DayRange) -> bool {
        let in_force = versions(self.inputs).into_iter().rfind(|(days, _)| days.overlaps(period));
        let component = in_force.and_then(|(_, plan)| plan.component(&self.component.key));
        component.is_some_and(|component| !component.payout.clawback.is_empty())
    }

    /// "it takes back share × the pay attributed to that document × refunded ÷ credited"; "by cumulative difference,
    /// rounded once, never more than was attributed".
    pub fn claw_back(&self, paid: &mut Paid, attributed: &mut BTreeMap<(String, String), Attributed>) {
        let has_ladder = !self.component.payout.clawback.is_empty();
        for part in paid.counted().1.iter().filter(|_| has_ladder) {
            let source = &part.source;
            attributed.entry((source.name.clone(), source.measure.clone())).or_default().part += part.minor;
        }
        for (key, pay) in attributed {
            let of_locked = pay.due.take().unwrap_or(pay.taken);
            let due = if has_ladder { self.taken_back(key, pay.part) } else { of_locked };
            if due != pay.taken {
                paid.clawed.insert(key.clone(), due - pay.taken);
            }
            pay.taken = due;
        }
    }

    fn taken_back(&self, (document, measure): &(String, String), pay: i64) -> i64 {
        let end = self.inputs.timetable.period.days.end;
        let of_document = |credit: &&Credit| **credit.root() == **document && *credit.measure == **measure;
        let is_entitled = |credit: &&Credit| self.days.contains(&credit.entitling_day());
        let credits: Vec<&Credit> = self.person.credits.iter().filter(of_document).filter(is_entitled).collect();
        let (refunds, counted): (Vec<&Credit>, Vec<&Credit>) =
            credits.into_iter().partition(|credit| self.is_clawed_back(credit));
        let credited = whole(counted.iter().filter(|credit| credit.own_day() < end).map(|credit| credit.amount).sum());
        if credited <= nothing() {
            return 0;
        }
        let refunds = refunds.iter().filter(|credit| credit.own_day() < end);
        let refunded: Ratio = refunds.map(|credit| self.rung(credit) * whole(-credit.amount)).sum();
        let taken = whole(pay) * refunded / credited;
        rounded(&taken, self.component.round, 1).clamp(pay.min(0), pay.max(0))
    }

    /// "A rung "3 months" holds up to the same day three months later (the month's last day if there is none)."
    fn rung(&self, refund: &Credit) -> Ratio {
        let (paid_on, own_day) = (refund.entitling_day(), refund.own_day());
        let rungs = &self.component.payout.clawback;
        let rung = rungs.iter().find(|rung| own_day <= paid_on.plus_months(rung.months));
        rung.map_or_else(nothing, |rung| rate(rung.share))
    }
}
