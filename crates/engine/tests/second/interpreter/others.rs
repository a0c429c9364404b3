//! `per_event`, `project` and `override`.

use beichen_engine::calculate::{Credit, Person, Segment};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::{CapExcess, Depth, GoalLevel, Kind, Overridden, Override, PerEvent};

use super::number::{Ratio, nothing, whole};
use super::steps::tiered;
use super::subject::Subject;
use super::{Unpaid, lines_of};

impl Subject<'_> {
    /// "an amount for each qualifying event, or once per period"; "`at_least`: each event's value".
    pub fn event_pay(&self, kind: &PerEvent, period: DayRange) -> Result<Ratio, Unpaid> {
        let documents = self.documents(&kind.measure, period);
        let qualifies = |net: i64| kind.at_least.map_or(net > 0, |least| net >= least && net > 0);
        let count = documents.iter().filter(|document| qualifies(document.net)).count();
        let paid = if kind.once { count.min(1) } else { count };
        Ok(self.money(&kind.amount, period)? * whole(i64::try_from(paid).unwrap()))
    }

    /// "pays approved special-project awards of the period by their shares".
    pub fn award_pay(&self, period: DayRange) -> Ratio {
        let own = self.person.awards.iter();
        let counted = own.filter(|award| period.contains(award.day) && self.days.contains(&award.day));
        whole(counted.map(|award| award.part_minor).sum())
    }

    /// "a share of what the people below earn or credit"; "counts the people below on each credit's day, not oneself".
    pub fn override_pay(&self, kind: &Override, period: DayRange) -> Result<Ratio, Unpaid> {
        let amount = match &kind.of {
            Overridden::Credits(measure) => whole(self.credits_below(kind.depth, measure, period)),
            Overridden::Pay(component) => whole(self.pay_below(kind.depth, component)),
        };
        let worth = match self.tiers(&kind.rates, period, period)? {
            Some(tiers) => tiered(&amount, &tiers, kind.rates.apply, kind.rates.edge),
            None => amount,
        };
        let pay = match &kind.rates.rate {
            Some(rate) => worth * self.rate(rate, period)?,
            None => worth,
        };
        Ok(if matches!(kind.of, Overridden::Pay(_)) { pay.max(nothing()) } else { pay })
    }

    /// "a share of what the people below earn".
    fn pay_below(&self, depth: Depth, component: &str) -> i64 {
        let lines = lines_of(self.inputs, self.inputs.plan.component(component).unwrap());
        let below = |person: &str| {
            let person = self.inputs.people.iter().find(|one| one.id == person).unwrap();
            person.segments.last().is_some_and(|segment| self.leads(depth, segment))
        };
        lines.iter().filter(|((person, _), _)| below(person)).map(|(_, paid)| paid.earned).sum()
    }

    /// Pay of others counts by the days of the documents that it is attributed to, unless those days are all alike.
    pub fn hangs_on_attribution(&self) -> bool {
        let Kind::Override(Override { of: Overridden::Pay(component), .. }) = &self.component.kind else {
            return false;
        };
        let component = self.inputs.plan.component(component).unwrap();
        let valid = DayRange::including(self.inputs.plan.valid.from, self.inputs.plan.valid.to);
        let is_always_there = self.days_within(valid).len() == valid.days().count();
        let is_steady = |person: &Person| person.segments.windows(2).all(|pair| pair[0].leads == pair[1].leads);
        let of_others = |person| Subject::new(self.inputs, component, person).hangs_on_attribution();
        !is_always_there
            || component.cap_excess == CapExcess::Carry
            || !self.inputs.people.iter().all(is_steady)
            || self.inputs.people.iter().any(of_others)
    }

    pub fn override_attainment(&self, kind: &Override, period: DayRange) -> Option<Ratio> {
        let Overridden::Credits(measure) = &kind.of else { return None };
        let goal = self.goal(measure, GoalLevel::Goal, period).ok()?;
        let is_of_goal = self.is_of_goal(&kind.rates, period, period);
        is_of_goal.then(|| (whole(self.credits_below(kind.depth, measure, period)) / goal).max(nothing()))
    }

    /// Credits of others whose day lies in the period and in the lead's days in the plan; refunds as those they take back.
    pub fn credits_below(&self, depth: Depth, measure: &str, period: DayRange) -> i64 {
        let mut sum = 0;
        for person in self.inputs.people.iter().filter(|person| person.id != self.person.id) {
            let other = Subject::of(self.inputs, self.component, person);
            let entitling = |credit: &Credit| credit.of_day.unwrap_or(credit.day);
            let credits = person.credits.iter().filter(|credit| &*credit.measure == measure);
            sum += credits
                .filter(|credit| period.contains(credit.day) && self.days.contains(&entitling(credit)))
                .filter(|credit| self.is_below(depth, &other, entitling(credit)))
                .map(|credit| credit.amount)
                .sum::<i64>();
        }
        sum
    }

    fn is_below(&self, depth: Depth, other: &Subject<'_>, day: Day) -> bool {
        other.segment(day).is_some_and(|segment| self.leads(depth, segment))
    }

    fn leads(&self, depth: Depth, segment: &Segment) -> bool {
        match depth {
            Depth::All => segment.leads.contains(&self.person.id),
            Depth::Nearest => segment.leads.first() == Some(&self.person.id),
        }
    }
}
