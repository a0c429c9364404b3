//! Steps 8, 9 and 11: what a draw advances, a holdback keeps back and a schedule puts off.

use std::collections::BTreeMap;

use beichen_engine::day::DayRange;
use beichen_engine::exact::Rounding;
use beichen_engine::plan::model::{Draw, DrawKind, Holdback};

use super::Paid;
use super::number::{Ratio, divided, nothing, rounded, whole};
use super::subject::Subject;

/// What passes from one period to the next, in minor units.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Balance {
    /// "A draw balance belongs to (person, component)."
    pub owed: i64,
    pub holdback: i64,
    /// What is due after so many more periods.
    pub instalments: Vec<(usize, i64)>,
    /// What caps have cut, not rounded.
    pub carried: Ratio,
}

/// By person and component.
pub type Balances = BTreeMap<(String, String), Balance>;

impl Balance {
    /// "`held` and `owed` of a statement are balances after the period."
    pub fn held(&self) -> i64 {
        self.holdback + self.instalments.iter().map(|(_, amount)| amount).sum::<i64>()
    }
}

impl Subject<'_> {
    /// What is paid of a line, and the balance after it; a line that is not there pays only balances.
    pub fn pay_out(&self, paid: &mut Paid, mut balance: Balance) -> Balance {
        let period = self.inputs.timetable.period.days;
        let rules = &self.component.payout;
        let due: i64 = balance.instalments.iter().filter(|(after, _)| *after == 1).map(|(_, amount)| amount).sum();
        let mut payable = paid.earned;
        if let Some(draw) = &rules.draw
            && !self.days_within(period).is_empty()
        {
            payable = self.draw(draw, paid.earned, &mut balance.owed);
        }
        if let Some(holdback) = &rules.holdback {
            // "paid and held divided by largest remainder"
            if let Ok(rate) = self.rate(&holdback.rate, period) {
                let ppm = i64::try_from((rate * whole(1_000_000)).to_integer()).unwrap();
                let held = divided(payable, &[1_000_000 - ppm, ppm])[1];
                (payable, balance.holdback) = (payable - held, balance.holdback + held);
            }
            if period.end >= self.inputs.timetable.year.end {
                payable += self.released(holdback, balance.holdback);
                balance.holdback = 0;
            }
        }
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
        balance
    }

    /// "`floor`: paid up to the amount; `on_top`: paid beside what is earned. … recovered = min(owed before this period's
    /// draw, `recover` × (earned above the floor; for `on_top` the floor is 0))".
    fn draw(&self, draw: &Draw, earned: i64, owed: &mut i64) -> i64 {
        let period = self.inputs.timetable.period.days;
        let Ok(amount) = self.money(&draw.amount, period) else { return earned };
        let amount = i64::try_from(amount.to_integer()).unwrap();
        let (drawn, above) = match draw.kind {
            DrawKind::Floor => ((amount - earned).max(0), (earned - amount).max(0)),
            DrawKind::OnTop => (amount, earned.max(0)),
        };
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
        earned + drawn - recovered
    }

    /// "from period `recover_from` of the plan year on".
    fn number_in_year(&self, period: DayRange) -> i64 {
        let timetable = &self.inputs.timetable;
        let of_year = timetable.periods.iter().filter(|one| timetable.year.contains(one.days.from));
        i64::try_from(of_year.filter(|one| one.days.from <= period.from).count()).unwrap()
    }

    /// "the balance minus min(the plan year's total of the measure `less`, balance), `less` taking nothing from a balance
    /// of 0 or below; a negative balance is taken whole".
    fn released(&self, holdback: &Holdback, balance: i64) -> i64 {
        let Some(less) = &holdback.less else { return balance };
        let total = i64::try_from(self.actual(less, self.inputs.timetable.year).to_integer()).unwrap();
        balance - total.min(balance).max(0)
    }
}
