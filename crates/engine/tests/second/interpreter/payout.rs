//! Steps 8 to 11: what a draw advances, a holdback keeps back, a hold lets wait and a schedule puts off.

use std::collections::BTreeMap;

use beichen_engine::day::DayRange;
use beichen_engine::exact::Rounding;
use beichen_engine::plan::model::{Draw, DrawKind, Hold, Holdback};

use super::Paid;
use super::attribution::{Part, Weights};
use super::number::{Ratio, divided, fraction, nothing, one, rounded, settled, whole};
use super::subject::Subject;

/// What passes from one period to the next, in minor units.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Balance {
    /// "A draw balance belongs to (person, component)."
    pub owed: i64,
    pub holdback: i64,
    /// "the part attributed to documents not paid in full", by document.
    pub on_hold: BTreeMap<String, i64>,
    /// What is due after so many more periods.
    pub instalments: Vec<(usize, i64)>,
    /// What caps have cut of each document, not rounded.
    pub carried: Weights,
    /// What refunds can take back, by document and measure.
    pub attributed: BTreeMap<(String, String), Attributed>,
}

/// The pay of a document, and what was taken back of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attributed {
    pub part: i64,
    pub taken: i64,
    /// What refunds in locked periods take as known now, where those were run again.
    pub due: Option<i64>,
}

/// By person and component.
pub type Balances = BTreeMap<(String, String), Balance>;

impl Balance {
    /// "`held` and `owed` of a statement are balances after the period."
    pub fn held(&self) -> i64 {
        let instalments = self.instalments.iter().map(|(_, amount)| amount);
        self.holdback + self.on_hold.values().chain(instalments).sum::<i64>()
    }
}

impl Subject<'_> {
    /// "For ranking, pool …: an override on them counts the prizes as locked and as decided." A line that is closed has
    /// nothing but its credits to divide them by.
    pub fn granted(&self, weights: Option<&Weights>) -> Option<(i64, Vec<Part>)> {
        let granted = self.inputs.granted.as_ref().filter(|_| self.component.kind.is_decided())?;
        let minor = granted.get(&(self.person.id.clone(), self.component.key.clone())).copied().unwrap_or(0);
        let of_closed = || self.by_credits(self.inputs.timetable.period.days);
        Some((minor, self.parts(minor, &weights.cloned().unwrap_or_else(of_closed))))
    }

    /// What is paid of a line, and the balance after it; a line that is not there pays only balances.
    pub fn pay_out(&self, paid: &mut Paid, mut balance: Balance) -> Balance {
        let period = self.inputs.timetable.period.days;
        let rules = &self.component.payout;
        let (earned, _) = paid.counted();
        let due: i64 = balance.instalments.iter().filter(|(after, _)| *after == 1).map(|(_, amount)| amount).sum();
        let mut released = 0;
        let (mut drawn, mut recovered) = (0, 0);
        if let Some(draw) = &rules.draw {
            (drawn, recovered) = self.draw(draw, earned, &mut balance.owed);
        }
        let mut payable = earned + drawn - recovered;
        if let Some(holdback) = &rules.holdback {
            // "paid and held divided by largest remainder"
            if let Ok(rate) = self.rate(&holdback.rate, period) {
                let ppm = i64::try_from((rate * whole(1_000_000)).to_integer()).unwrap();
                let held = divided(payable, &[1_000_000 - ppm, ppm])[1];
                (payable, balance.holdback) = (payable - held, balance.holdback + held);
            }
        }
        if period.end >= self.inputs.timetable.year.end {
            released = self.released(rules.holdback.as_ref(), balance.holdback);
            balance.holdback = 0;
        }
        if rules.hold == Hold::UntilCollected {
            payable -= self.hold(paid, [drawn, recovered, payable], &mut balance.on_hold);
        }
        released += self.collected(&mut balance.on_hold);
        payable += released;
        // "payable divided over this and the next periods; what is not yet due is held"
        balance.instalments.retain(|(after, _)| *after > 1);
        balance.instalments.iter_mut().for_each(|(after, _)| *after -= 1);
        if !rules.pay.is_empty() {
            let shares: Vec<i64> = rules.pay.iter().map(|share| share.ppm()).collect();
            let parts = divided(payable, &shares);
            payable = parts[0];
            balance.instalments.extend(parts.into_iter().enumerate().skip(1));
        }
        paid.payable = payable + due;
        (paid.held, paid.owed) = (balance.held(), balance.owed);
        if period.end >= self.inputs.timetable.year.end {
            balance.carried.clear();
        }
        self.claw_back(paid, &mut balance.attributed);
        balance
    }

    /// "the part attributed to documents not paid in full by the period's last day → held". "A draw … belongs to no document, so `hold` lets it through; what is recovered takes from all documents in
    /// proportion" (ADR 24).
    fn hold(&self, paid: &Paid, [drawn, recovered, payable]: [i64; 3], on_hold: &mut BTreeMap<String, i64>) -> i64 {
        let (earned, parts) = paid.counted();
        let left_share = if recovered == 0 { one() } else { fraction(earned - recovered, earned) };
        let documented: i64 = parts.iter().map(|part| part.minor).sum();
        let mut exact: Vec<Ratio> = parts.iter().map(|part| whole(part.minor) * &left_share).collect();
        exact.push(whole(earned - documented) * &left_share + whole(drawn));
        let sum: Ratio = exact.iter().sum();
        let is_held_back = sum != whole(payable);
        if is_held_back {
            exact = exact.iter().map(|part| part * whole(payable) / &sum).collect();
        }
        let mut held = 0;
        for (part, minor) in parts.iter().zip(settled(payable, &exact)) {
            if !self.is_collected(&part.source.name) {
                held += minor;
                *on_hold.entry(part.source.name.clone()).or_default() += minor;
            }
        }
        held
    }

    /// "a later payment releases it".
    fn collected(&self, on_hold: &mut BTreeMap<String, i64>) -> i64 {
        let released = on_hold.iter().filter(|(document, _)| self.is_collected(document)).map(|(_, held)| held).sum();
        on_hold.retain(|document, held| !self.is_collected(document) && *held != 0);
        released
    }

    fn is_collected(&self, document: &str) -> bool {
        let end = self.inputs.timetable.period.days.end;
        self.inputs.paid_in_full.get(document).is_some_and(|day| *day < end)
    }

    /// "`floor`: paid up to the amount; `on_top`: paid beside what is earned. … recovered = min(owed before this period's
    /// draw, `recover` × (earned above the floor; for `on_top` the floor is 0))".
    fn draw(&self, draw: &Draw, earned: i64, owed: &mut i64) -> (i64, i64) {
        let period = self.inputs.timetable.period.days;
        let Ok(amount) = self.money(&draw.amount, period) else { return (0, 0) };
        let amount = i64::try_from(amount.to_integer()).unwrap();
        let (mut drawn, above) = match draw.kind {
            DrawKind::Floor => ((amount - earned).max(0), (earned - amount).max(0)),
            DrawKind::OnTop => (amount, earned.max(0)),
        };
        // Who has no day of the period in the plan has "no floor, draw, place or share".
        if self.days_within(period).is_empty() {
            drawn = 0;
        }
        let mut recovered = 0;
        if draw.recoverable {
            if self.number_in_year(period) >= draw.recover_from {
                let share = self.rate(&draw.recover, period).unwrap_or_else(|_| nothing());
                // At most that share: what is left of a fen is not recovered.
                let most = rounded(&(share * whole(above)), Rounding::Down, 1);
                recovered = most.min(*owed).max(0);
            }
            *owed += drawn - recovered;
        }
        (drawn, recovered)
    }

    /// "from period `recover_from` of the plan year on".
    fn number_in_year(&self, period: DayRange) -> i64 {
        let timetable = &self.inputs.timetable;
        let of_year = timetable.periods.iter().filter(|one| timetable.year.overlaps(one.days));
        i64::try_from(of_year.filter(|one| one.days.from <= period.from).count()).unwrap()
    }

    /// "the balance minus min(the plan year's total of the measure `less`, balance), `less` taking nothing from a balance
    /// of 0 or below; a negative balance is taken whole".
    fn released(&self, holdback: Option<&Holdback>, balance: i64) -> i64 {
        let Some(less) = holdback.and_then(|holdback| holdback.less.as_ref()) else { return balance };
        let total = i64::try_from(self.actual(less, self.inputs.timetable.year).to_integer()).unwrap();
        balance - total.min(balance).max(0)
    }
}
