//! Why a line pays what it pays: steps as codes with exact values, worded only when somebody reads them.
//!
//! A step is stored with the run, so codes and parameter names never change their meaning; new ones are only added.
//! Every value is text: money as a decimal of major units, a rate as a decimal fraction, a fraction that does not
//! end as `"170000/31=5483.870967…"`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::decimal;
use crate::exact::{Exact, Rounding};
use crate::money::Currency;
use crate::plan::model::MeasureUnit;

/// How many digits of a fraction that does not end are shown.
const SHOWN_PLACES: u8 = 6;

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub code: StepCode,
    /// 0 for the steps of the pipeline, 1 for what lies inside one (the tiers of a rate, the points of a curve).
    pub depth: u8,
    pub params: BTreeMap<String, String>,
    /// What the step comes to, as the value it passes on; of `rounding` it is the earned amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Keys of the documents behind the step, in order of day, then of recording.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
}

/// What a step does. The closed list is what the catalogue of words must cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumIter, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StepCode {
    /// `in_plan`, `of_period`, `by` (workdays, calendar): the share of the period that counts.
    Days,
    /// `measure`, `unit`: sum of the credits behind it.
    Actual,
    /// `measure`, `level`, `basis`: the goal as published.
    Goal,
    /// `measure`, `share`: the goal times the days in the plan.
    GoalProrated,
    /// `measure`: a fixed amount in place of a goal.
    Against,
    /// `measure`, `actual`, `goal`, `shown` (rounded down to 0.1 %), and `weight`, `cap` in a weighted attainment.
    Attainment,
    /// Of several measures: the weighted sum, with `shown`.
    AttainmentTotal,
    /// `open`: the plan's own condition.
    When,
    /// `bound`, `attainment`, `open`.
    Gate,
    /// `from` (plan, grade, member, `variable_pay`), `key`.
    Base,
    /// `share`: the base times the days in the plan.
    BaseProrated,
    /// `limit`: the attainment that counts at most.
    CapAttainment,
    /// `shape`, `attainment`, `from`, `to`: the coefficient that the curve gives.
    Curve,
    /// `gate`, `full`: the straight line from the gate to 100 %.
    FromZero,
    /// Base × coefficient: `base`, `coefficient`.
    Product,
    /// `rate`, `credited`, and the text of the `condition` where one of `rates_by` holds.
    Rate,
    /// `from`, `to`, `rate` or `multiplier`, `credited`: what lies in this tier.
    Tier,
    /// `credited`: what the documents, each by itself, come to; the documents follow.
    Documents,
    /// `document`, `credited`, `rate`: one document's step, with the rate that its tiers come to.
    Document,
    /// `limit`, `before`, `earlier`: at most so much of one document over all its periods.
    CapEach,
    /// Sum of what the rates pay.
    Raw,
    /// `answers`: how many answers an actual is the mean or score of.
    Answers,
    /// `measure`, `to`, `part`, `whole`, `shown`: one actual as a share of another.
    Ratio,
    /// `row`, `row_from`, `column`, `column_from`: the coefficient where they meet.
    Cell,
    /// `indicator`, `score`, `weight`: comes to the weighted score.
    Indicator,
    /// The weighted indicators together.
    Score,
    /// `name`, `from`, `score`: the coefficient of the level.
    Level,
    /// `events`, `each`, `at_least`: an amount for each document that qualifies; they stand behind it.
    Events,
    /// `project`, `day`, `of`, `share`: the person's part of an award.
    Award,
    /// Sum of the awards.
    Awards,
    /// `among`, `scope`, `people` (how many divide it).
    Pot,
    /// `measure`, `together`, `goals`, `rate`: how a measured pot is filled.
    PotFilled,
    /// `divided` (equal, contribution, score, coefficient), `own`, `all`: the person's part of the pot.
    PotShare,
    /// `measure`, `people`, `depth`: what the people below credit.
    CreditsBelow,
    /// `component`, `people`, `depth`: what the people below earn.
    PayBelow,
    /// `condition`, `open`: who may take a place or a share.
    Eligible,
    /// `among`, `scope` (code of unit or grade, else empty), `value` (the figure compared), `place`, `of` (how many have
    /// a place): comes to the place.
    Ranked,
    /// `tied` (how many have the same figure), `ties` (each, share, next): comes to the prizes that are divided.
    Tied,
    /// `measure`: the next figure that is compared between equals.
    Next,
    /// `day`: when the figure got its final value.
    ReachedFirst,
    /// `place`: the prize, or the equal part of the prizes together.
    Prize,
    /// `coefficient`, `value`.
    TimesCoefficient,
    /// `measure`, `actual`, `from`, `value`.
    TimesMeasure,
    /// `before`, `carried`: the pay with what earlier caps have cut.
    Carried,
    /// `limit`, `before`.
    Cap,
    /// `limit`, `before`.
    Floor,
    /// `so_far`, `earlier`: the year so far, rounded, less what its earlier periods earned.
    YearToDate,
    /// `reason`: why nothing is paid.
    Nothing,
    /// `before`, `mode`, `unit`: rounded once. What follows goes from earned to payable.
    Rounding,
    /// `kind` (floor, `on_top`), `limit`, `drawn`.
    Draw,
    /// `owed` (before), `above` (what is earned above the floor), `share`, `recovered`.
    Recovered,
    /// `rate`, `held`.
    HeldBack,
    /// `balance`: in the plan year's last period all of it comes out.
    HoldbackReleased,
    /// `measure`, `total` (of the plan year), `taken`.
    HoldbackLess,
    /// `document`, `moved`: waits until the document is paid in full.
    Held,
    /// `document`, `moved`: the document is paid in full.
    Released,
    /// `share` (of the part paid now), `of` (how many parts), `later`.
    PutOff,
    /// `period`, `number`, `of`, `paid`.
    Instalment,
    /// `document`, `period` (whose pay it takes from), `attributed`, `before` (taken already): comes to what is taken,
    /// beside what is payable.
    Clawback,
    /// `day`, `refunded`, `credited`, `share`: what one refund takes by the ladder, not rounded.
    ClawbackRefund,
}

impl StepCode {
    /// The stable word, as stored and as in the catalogue.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl Step {
    /// A step of the pipeline.
    pub fn new(code: StepCode) -> Self {
        Self { code, depth: 0, params: BTreeMap::new(), amount: None, documents: Vec::new() }
    }

    /// A step inside another.
    pub fn inner(code: StepCode) -> Self {
        Self { depth: 1, ..Self::new(code) }
    }

    /// The same with a value that the words name.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// The same with what it comes to.
    #[must_use]
    pub fn amount(mut self, amount: impl Into<String>) -> Self {
        self.amount = Some(amount.into());
        self
    }

    /// The same with the documents behind it.
    #[must_use]
    pub fn documents(mut self, documents: Vec<String>) -> Self {
        self.documents = documents;
        self
    }
}

/// A fraction as text: a decimal where it ends within nine places, else the fraction with its first decimals.
pub fn fraction(value: &Exact) -> String {
    let (text, was_cut) = value.decimal(9, Rounding::Down);
    if !was_cut {
        return shortest(&text);
    }
    let (text, _) = value.decimal(SHOWN_PLACES, Rounding::Down);
    format!("{value}={text}…")
}

/// An amount of money held in minor units, as text of major units.
pub fn money(value: &Exact, currency: Currency) -> String {
    if let Some(minor) = value.to_i64() {
        return decimal::format(minor, currency.minor_digits());
    }
    scaled(value, currency.minor_digits())
}

/// An amount in the units of a measure, as people read it.
pub fn quantity(value: &Exact, unit: MeasureUnit, currency: Currency) -> String {
    match unit {
        MeasureUnit::Money => money(value, currency),
        MeasureUnit::Count => fraction(value),
        MeasureUnit::Score { scale } => scaled(value, scale),
    }
}

/// An attainment as screens show it: percent, rounded DOWN to 0.1 %, so that nothing reads 80.0 % and pays nothing.
pub fn shown_attainment(value: &Exact) -> String {
    let per_mille = (value * &Exact::whole(1000)).floor();
    let tenths = &per_mille * &Exact::ratio(1, 10).unwrap_or(Exact::ZERO);
    format!("{}%", tenths.decimal(1, Rounding::Down).0)
}

fn scaled(value: &Exact, digits: u8) -> String {
    match value.checked_div(&Exact::power_of_ten(digits)) {
        Some(major) => fraction(&major),
        None => fraction(value),
    }
}

fn shortest(text: &str) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text.to_owned() }
}
