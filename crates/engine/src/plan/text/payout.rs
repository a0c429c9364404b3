//! What a component does with its pay after it is earned: `draw`, `hold`, `pay`, `holdback`, `clawback`.

use std::ops::Range;

use super::component::settled;
use super::reader::{Entry, Reader, Table, Value};
use super::tiling::Start;
use crate::plan::model::{
    Accumulate, CapExcess, Draw, DrawKind, Hold, Holdback, Kind, MeasureOf, PayoutRules, Rung, Source,
};
use crate::rate::Rate;

/// More periods than a year of any calendar has.
const LAST_PERIOD: i64 = 366;
/// A hundred years.
const LAST_MONTH: i64 = 1_200;
const RUNG: &str = "[\"3 months\", \"100%\"]";

impl Reader<'_> {
    pub(super) fn payout(&mut self, table: &mut Table<'_>) -> Option<PayoutRules> {
        let draw = table.take("draw").map(|entry| self.draw(&entry));
        let hold = table.take("hold").map(|entry| self.hold(&entry));
        let pay = table.take("pay").map(|entry| self.pay(&entry));
        let holdback = table.take("holdback").map(|entry| self.holdback(&entry));
        let clawback = table.take("clawback").map(|entry| self.clawback(&entry));
        Some(PayoutRules {
            draw: settled(draw)?,
            holdback: settled(holdback)?,
            hold: settled(hold)?.unwrap_or_default(),
            pay: settled(pay)?.unwrap_or_default(),
            clawback: settled(clawback)?.unwrap_or_default(),
        })
    }

    fn draw(&mut self, entry: &Entry<'_>) -> Option<Draw> {
        let mut table = self.table(entry, entry.key)?;
        let amount = self.required(&mut table, "amount", "\"1000.00\"").and_then(|amount| self.money_source(&amount));
        let kind = table
            .take("kind")
            .map(|kind| self.choice(&kind, &[("floor", DrawKind::Floor), ("on_top", DrawKind::OnTop)]));
        let recoverable = table.take("recoverable").map(|recoverable| self.boolean(&recoverable));
        let from = table.take("recover_from");
        let share = table.take("recover");
        if recoverable == Some(Some(false)) {
            for idle in from.iter().chain(&share) {
                self.meaningless(idle, "recoverable", &format!("# {}", idle.key));
            }
        }
        let recover_from = from.map(|from| self.integer(&from, 1, LAST_PERIOD));
        let recover = share.map(|share| self.part_source(&share));
        table.finish(self);
        Some(Draw {
            amount: amount?,
            kind: settled(kind)?.unwrap_or_default(),
            recoverable: settled(recoverable)?.unwrap_or(true),
            recover_from: settled(recover_from)?.unwrap_or(1),
            recover: settled(recover)?.unwrap_or(Source::Fixed(Rate::ONE)),
        })
    }

    fn hold(&mut self, entry: &Entry<'_>) -> Option<Hold> {
        let mut table = self.table(entry, entry.key)?;
        let until = self
            .required(&mut table, "until", "\"collected\"")
            .and_then(|until| self.choice(&until, &[("collected", Hold::UntilCollected)]));
        table.finish(self);
        until
    }

    fn pay(&mut self, entry: &Entry<'_>) -> Option<Vec<Rate>> {
        let items = self.list(entry)?;
        let shares: Vec<Rate> = items.iter().filter_map(|item| self.rate(item, entry.key)).collect();
        let sum = Rate::sum(shares.iter().copied());
        if shares.len() < items.len() {
            return None;
        }
        if sum != Some(Rate::ONE) {
            let sum = sum.unwrap_or(Rate::ZERO).percent();
            let fix = "[\"50%\", \"25%\", \"25%\"]";
            self.error("incentives.plan.weights_sum", entry.value.span(), fix, &[("sum", &sum)]);
            return None;
        }
        Some(shares)
    }

    fn holdback(&mut self, entry: &Entry<'_>) -> Option<Holdback> {
        let mut table = self.table(entry, entry.key)?;
        let rate = self.required(&mut table, "rate", "\"15%\"").and_then(|rate| self.part_source(&rate));
        let release = table.take("release").map(|release| self.choice(&release, &[("year", ())]));
        let less = table.take("less").map(|less| self.money_measure(&less).map(|(key, _)| key));
        table.finish(self);
        settled(release)?;
        Some(Holdback { rate: rate?, less: settled(less)? })
    }

    fn clawback(&mut self, entry: &Entry<'_>) -> Option<Vec<Rung>> {
        let pairs = self.pairs(entry, RUNG)?;
        let mut rungs = Vec::with_capacity(pairs.len());
        let mut bounds: Vec<(i64, Range<usize>)> = Vec::with_capacity(pairs.len());
        for (within, share) in &pairs {
            let months = self.months(within, entry.key);
            bounds.extend(months.map(|months| (i64::from(months), within.span())));
            let share = self.rate(share, entry.key).filter(|rate| self.is_part(*rate, share, entry.key));
            if let (Some(months), Some(share)) = (months, share) {
                rungs.push(Rung { months, share });
            }
        }
        let rises = self.check_tiling(entry, &bounds, Start::Anywhere, "");
        (rises && rungs.len() == pairs.len()).then_some(rungs)
    }

    /// `"3 months"`, `"1 month"`.
    fn months(&mut self, value: Value<'_>, key: &str) -> Option<i32> {
        let text = self.text_of(value, key)?;
        let number = text.strip_suffix(" months").or_else(|| text.strip_suffix(" month"));
        let Some(months) = number.and_then(|number| number.parse::<i64>().ok()) else {
            self.unknown_value(value, key, text, &["3 months"]);
            return None;
        };
        if !(1..=LAST_MONTH).contains(&months) {
            let params = [("key", key), ("value", text), ("least", "1"), ("most", &LAST_MONTH.to_string())];
            self.error("incentives.plan.out_of_range", value.span(), "\"3 months\"", &params);
            return None;
        }
        i32::try_from(months).ok()
    }

    /// A share of at most 100 %, or where the person has it.
    fn part_source(&mut self, entry: &Entry<'_>) -> Option<Source<Rate>> {
        let source = self.rate_source(entry.value, entry.key)?;
        let fits = source.fixed().is_none_or(|rate| self.is_part(rate, entry.value, entry.key));
        fits.then_some(source)
    }

    fn is_part(&mut self, rate: Rate, value: Value<'_>, key: &str) -> bool {
        if rate <= Rate::ONE {
            return true;
        }
        let params = [("key", key), ("value", &*rate.percent()), ("least", "0%"), ("most", "100%")];
        self.error("incentives.plan.out_of_range", value.span(), "\"100%\"", &params);
        false
    }

    /// What the modifiers ask of the rest of their component.
    pub(super) fn check_payout(&mut self, table: &Table<'_>, kind: &Kind, excess: Option<CapExcess>) {
        let entry = |key: &str| table.all().find(|entry| entry.key == key);
        if let (Some(CapExcess::Carry), Some(carry)) = (excess, entry("cap_excess")) {
            let is_of_year = matches!(kind, Kind::Commission(kind) if kind.accumulate == Accumulate::YearToDate);
            if is_of_year {
                let params = [("key", "cap_excess")];
                self.error("incentives.plan.carry_year_to_date", carry.value.span(), "\"forfeit\"", &params);
            } else if !table.has("cap") {
                self.missing(table, "cap", "\"8000.00\"");
            }
        }
        if let Some(clawback) = entry("clawback") {
            let is_payments =
                |key: &&str| self.measures.get(*key).is_some_and(|shape| shape.of == Some(MeasureOf::Payments));
            if !kind.measures().iter().any(is_payments) {
                let fix = self.measures.iter().find(|(_, shape)| shape.of == Some(MeasureOf::Payments));
                let fix = fix
                    .map_or_else(|| "of = \"payments\"".to_owned(), |(measure, _)| format!("measure = \"{measure}\""));
                let params = [("key", "clawback")];
                self.error("incentives.plan.clawback_without_payments", clawback.key_range, fix, &params);
            }
        }
    }
}
