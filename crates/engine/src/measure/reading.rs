//! Reads what a text says of a measure, naming every attribute that has no meaning there.

use super::{AmountBasis, CapOrder, Measure, MeasureDay, MeasureError, MeasureOf, MeasureProblem};
use super::{MeasureSpec, MeasureUnit, RefundDay};
use crate::decimal;

const AMOUNTS: [(&str, AmountBasis); 2] = [("net", AmountBasis::Net), ("gross", AmountBasis::Gross)];
const REFUND_DAYS: [(&str, RefundDay); 2] = [("own", RefundDay::Own), ("original", RefundDay::Original)];
pub(super) const CAP_ORDERS: [(&str, CapOrder); 2] =
    [("split_then_cap", CapOrder::SplitThenCap), ("cap_then_split", CapOrder::CapThenSplit)];

pub(super) struct Reading {
    pub(super) errors: Vec<MeasureError>,
}

impl Reading {
    fn refuse(&mut self, attribute: &'static str, problem: MeasureProblem) {
        self.errors.push(MeasureError { attribute, problem });
    }

    fn not_one_of(&mut self, attribute: &'static str, value: &str, allowed: Vec<&'static str>) {
        self.refuse(attribute, MeasureProblem::NotOneOf { value: value.to_owned(), allowed });
    }

    pub(super) fn named<T: Copy>(
        &mut self,
        attribute: &'static str,
        text: Option<&str>,
        names: &[(&'static str, T)],
    ) -> Option<T> {
        let text = text?;
        let found = names.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            self.not_one_of(attribute, text, names.iter().map(|(name, _)| *name).collect());
        }
        found
    }

    pub(super) fn key(&mut self, key: &str) {
        let starts = key.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(starts && key.bytes().all(fits)) {
            self.refuse("key", MeasureProblem::Key(key.to_owned()));
        }
    }

    pub(super) fn of(&mut self, text: &str) -> Option<MeasureOf> {
        self.named("of", Some(text), &MeasureOf::ALL.map(|of| (of.key(), of)))
    }

    pub(super) fn amount(&mut self, of: MeasureOf, spec: &MeasureSpec) -> AmountBasis {
        let said = self.named("amount", spec.amount.as_deref(), &AMOUNTS);
        let default = of.amount_basis();
        if default.is_none() && spec.amount.is_some() {
            self.refuse("amount", MeasureProblem::NoMeaning);
        }
        default.map_or(AmountBasis::Net, |default| said.unwrap_or(default))
    }

    pub(super) fn day(&mut self, of: MeasureOf, spec: &MeasureSpec) -> MeasureDay {
        let allowed = of.days();
        let default = allowed.first().copied().unwrap_or(MeasureDay::Own);
        let Some(text) = spec.day.as_deref() else {
            return default;
        };
        if default == MeasureDay::Own {
            self.refuse("day", MeasureProblem::NoMeaning);
            return default;
        }
        let names: Vec<(&'static str, MeasureDay)> = allowed.iter().map(|day| ((*day).into(), *day)).collect();
        self.named("day", Some(text), &names).unwrap_or(default)
    }

    pub(super) fn unit(&mut self, of: MeasureOf, spec: &MeasureSpec) -> MeasureUnit {
        let said = spec.unit.as_deref().unwrap_or(of.default_unit().key());
        if !of.units().contains(&said) {
            self.not_one_of("unit", said, of.units().to_vec());
            return of.default_unit();
        }
        if said != "score" && spec.scale.is_some() {
            self.refuse("scale", MeasureProblem::NoMeaning);
        }
        match said {
            "money" => MeasureUnit::Money,
            "score" => match spec.scale.map_or(Some(2), |scale| u8::try_from(scale).ok()) {
                Some(scale) if scale <= 6 => MeasureUnit::Score { scale },
                _ => {
                    self.refuse("scale", MeasureProblem::Scale);
                    MeasureUnit::Score { scale: 2 }
                }
            },
            _ => MeasureUnit::Count,
        }
    }

    pub(super) fn refund_day(&mut self, measure: &Measure, spec: &MeasureSpec) -> RefundDay {
        let said = self.named("refund_day", spec.refund_day.as_deref(), &REFUND_DAYS);
        if said.is_some() && !measure.counts_payments() {
            self.refuse("refund_day", MeasureProblem::NoMeaning);
        }
        said.unwrap_or_default()
    }

    pub(super) fn cap_each(&mut self, of: MeasureOf, spec: &MeasureSpec, digits: u8) -> Option<i64> {
        let text = spec.cap_each.as_deref()?;
        if of.is_answered() {
            self.refuse("cap_each", MeasureProblem::NoMeaning);
            return None;
        }
        match decimal::parse_exact(text, digits) {
            Ok(cap) if cap > 0 => Some(cap),
            _ => {
                self.refuse("cap_each", MeasureProblem::NotAnAmount(text.to_owned()));
                None
            }
        }
    }
}
