//! `per_event`, `project` and `override`.

use beichen_engine::calculate::{Credit, Segment};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::{Depth, GoalLevel, Overridden, Override, PerEvent};

use super::Unpaid;
use super::attribution::{Source, Weight, Weights};
use super::number::{Ratio, nothing, one, whole};
use super::steps::tiered;
use super::subject::Subject;

impl Subject<'_> {
    /// "an amount for each qualifying event, or once per period"; "`at_least`: each event's value".
    pub fn event_pay(&self, kind: &PerEvent, period: DayRange) -> Result<Ratio, Unpaid> {
        let documents = self.documents(&kind.measure, period);
        let count = documents.iter().filter(|document| qualifies(kind, &whole(document.net))).count();
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
        let pay: Ratio = self.override_weights(kind, period)?.into_iter().map(|weight| weight.pay).sum();
        Ok(if matches!(kind.of, Overridden::Pay(_)) { pay.max(nothing()) } else { pay })
    }

    /// What each credit or part of pay of the people below adds: "in order of day, then of recording".
    pub fn override_weights(&self, kind: &Override, period: DayRange) -> Result<Weights, Unpaid> {
        let rates = &kind.rates;
        let tiers = self.tiers(rates, period, period)?;
        let rate = rates.rate.as_ref().map(|rate| self.rate(rate, period)).transpose()?.unwrap_or_else(one);
        let upto = |amount: &Ratio| match &tiers {
            Some(tiers) => tiered(amount, tiers, rates.apply, rates.edge),
            None => amount.clone(),
        };
        let mut running = nothing();
        let mut steps = Weights::new();
        for below in self.below(kind, period) {
            let before = upto(&running);
            running += &below.pay;
            let pay = (upto(&running) - before) * &rate;
            let is_same = |step: &&mut Weight| match (&step.source, &below.source) {
                (Some(one), Some(other)) => one.is(other),
                (one, other) => one == other,
            };
            match steps.iter_mut().find(is_same) {
                Some(step) => (step.pay, step.credited) = (&step.pay + pay, &step.credited + below.credited),
                None => steps.push(Weight { pay, ..below }),
            }
        }
        Ok(steps)
    }

    /// Whatever counts of the people below, in order.
    fn below(&self, kind: &Override, period: DayRange) -> Weights {
        let credit = |credit: &Credit| Weight {
            source: Some(Source::of(credit)),
            pay: whole(credit.amount),
            credited: whole(credit.amount),
        };
        match &kind.of {
            Overridden::Credits(measure) => {
                self.credits_below(kind.depth, measure, period).into_iter().map(credit).collect()
            }
            Overridden::Pay(component) => self.parts_below(kind.depth, component),
        }
    }

    /// What the people below are paid, document by document: each counts by "that of its first credit" (ADR 23); what no
    /// document is behind, and what the documents of others are, by "the person's last day in the component".
    fn parts_below(&self, depth: Depth, component: &str) -> Weights {
        let period = self.inputs.timetable.period.days;
        let component = self.plan.component(component).unwrap();
        let mut found = Vec::new();
        for person in self.inputs.people.iter().filter(|person| person.id != self.person.id) {
            let Some(paid) = self.others.get(&(person.id.clone(), component.key.clone())) else { continue };
            let other = Subject::new(self.inputs, component, person);
            let last_day = other.days_within(period).last().copied().unwrap_or(period.from);
            let (minor, parts) = paid.counted();
            let documented: i64 = parts.iter().map(|part| part.minor).sum();
            let rest = ((last_day, (0, 0)), None, (minor - documented, nothing()));
            let of_parts = parts.iter().map(|part| {
                let place = other.place_of(&part.source).unwrap_or((last_day, (0, 0)));
                (place, Some(part.source.clone()), (part.minor, part.credited.clone()))
            });
            for (place, source, (minor, credited)) in of_parts.chain([rest]) {
                if minor != 0 && self.days.contains(&place.0) && self.is_below(depth, &other, place.0) {
                    found.push((place, Weight { source, pay: whole(minor), credited }));
                }
            }
        }
        found.sort_by_key(|(place, weight)| (*place, weight.source.clone().map(|source| source.name)));
        found.into_iter().map(|(_, weight)| weight).collect()
    }

    /// Day and recording of the person's first credit of a document.
    fn place_of(&self, source: &Source) -> Option<(Day, (i64, i64))> {
        let mut credits: Vec<&Credit> = self.person.credits.iter().filter(|one| Source::of(one).is(source)).collect();
        credits.sort_by_key(|credit| (credit.day, credit.recorded));
        credits.first().map(|credit| (credit.entitling_day(), credit.recorded))
    }

    pub fn override_attainment(&self, kind: &Override, period: DayRange) -> Option<Ratio> {
        let Overridden::Credits(measure) = &kind.of else { return None };
        let goal = self.goal(measure, GoalLevel::Goal, period).ok()?;
        let is_of_goal = self.is_of_goal(&kind.rates, period, period);
        let below = self.credits_below(kind.depth, measure, period);
        let sum = whole(below.iter().map(|credit| credit.amount).sum());
        is_of_goal.then(|| (sum / goal).max(nothing()))
    }

    /// Credits of others whose day lies in the period and in the lead's days in the plan; refunds as those they take back.
    pub fn credits_below(&self, depth: Depth, measure: &str, period: DayRange) -> Vec<&Credit> {
        let mut found = Vec::new();
        for person in self.inputs.people.iter().filter(|person| person.id != self.person.id) {
            let other = Subject::of(self.inputs, self.component, person);
            let entitling = |credit: &Credit| credit.of_day.unwrap_or(credit.day);
            let credits = person.credits.iter().filter(|credit| &*credit.measure == measure);
            found.extend(
                credits
                    .filter(|credit| period.contains(credit.day) && self.days.contains(&entitling(credit)))
                    .filter(|credit| self.is_below(depth, &other, entitling(credit))),
            );
        }
        found.sort_by_key(|credit| (credit.day, credit.recorded));
        found
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

/// "an amount for each qualifying event"; "`at_least`: each event's value".
pub fn qualifies(kind: &PerEvent, net: &Ratio) -> bool {
    *net > nothing() && kind.at_least.is_none_or(|least| *net >= whole(least))
}
