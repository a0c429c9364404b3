//! What a plan says, once its text has been read: every attribute with its type and its default filled in.
//!
//! Amounts of a measure (goals, tier bounds, example credits) are `i64` in the units of that measure: minor units for money,
//! whole pieces for a count, `10^scale` parts for a score. Money is in minor units of the plan's currency.

mod example;
mod goals;
mod matrix;
mod missing;
mod overriding;
mod payout;
mod per_event;
mod pool;
mod ranking;
mod scorecard;

pub use example::*;
pub use matrix::*;
pub use missing::*;
pub use overriding::*;
pub use payout::*;
pub use per_event::*;
pub use pool::*;
pub use ranking::*;
pub use scorecard::*;

pub use crate::calendar::PeriodKind;
use crate::day::Day;
use crate::exact::Rounding;
pub use crate::measure::{AmountBasis, CapOrder, MeasureDay, MeasureOf, MeasureUnit, RefundDay};
use crate::money::Currency;
use crate::plan::expression::{DocumentCondition, PersonCondition};
use crate::rate::Rate;

/// The reserved calendar of months, quarters, half-years and years.
pub const NATURAL_CALENDAR: &str = "natural";

/// Where something stands in the plan's text; both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub line: u32,
    pub column: u32,
}

/// A whole plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub key: String,
    pub title: String,
    /// ISO 4217 code, as the base knows it.
    pub currency: Currency,
    pub valid: Valid,
    /// Asked for each day of a person; `None` means everybody.
    pub who: Option<PersonCondition>,
    /// Key of the period calendar.
    pub calendar: String,
    pub round: Rounding,
    /// Step of the rounding in minor units: 1, or the minor units of one major unit.
    pub round_to_minor: i64,
    pub accept: Vec<Acceptance>,
    pub measures: Vec<Measure>,
    pub components: Vec<Component>,
    pub examples: Vec<Example>,
}

/// The first and the last day of the plan; both count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Valid {
    pub from: Day,
    pub to: Day,
    pub at: Span,
}

/// A warning of the check that the signature accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// Code of the finding without its capability, such as `cliff`.
    pub finding: String,
    /// Place as the finding prints it, such as `monthly@80%`.
    pub place: String,
    pub reason: String,
    pub at: Span,
}

/// A value that stands in the plan or comes from the person (on the last day in the plan within the period).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source<T> {
    Fixed(T),
    /// A column of the grade table.
    Grade(String),
    /// A typed field of the member.
    Member(String),
}

/// The organisation's measure, restated so that the file stands alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Every attribute with its default: what crediting takes, and what publishing compares by its hash.
    pub definition: crate::measure::Measure,
    /// The definition's `where`, compiled.
    pub filter: Option<DocumentCondition>,
    pub at: Span,
}

/// One thing that the plan pays for.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    pub key: String,
    /// The key where the text gives no title.
    pub title: String,
    pub kind: Kind,
    pub period: PeriodKind,
    /// Narrows the plan's `who`.
    pub who: Option<PersonCondition>,
    /// False pays 0 and says why.
    pub when: Option<PersonCondition>,
    /// Multiplied in this order.
    pub times: Vec<Times>,
    pub cap: Option<Source<i64>>,
    pub cap_excess: CapExcess,
    pub floor: Option<Source<i64>>,
    pub prorate: Prorate,
    pub payout: PayoutRules,
    pub round: Rounding,
    pub round_to_minor: i64,
    pub at: Span,
}

/// One multiplier of a component's raw pay.
#[derive(Debug, Clone, PartialEq)]
pub enum Times {
    /// Set per period for the company, a unit or a person; 1 where nobody set it.
    Coefficient { key: String },
    /// The coefficient of the band in which the measure's actual lies.
    Measure { measure: String, bands: Vec<AmountBand>, edge: Edge },
}

/// From this amount on, this coefficient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountBand {
    /// In the measure's units.
    pub from: i64,
    pub coefficient: Source<Rate>,
}

/// What happens with the part that a cap cuts off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CapExcess {
    #[default]
    Forfeit,
    /// It waits for the next period of the same plan year whose gate is open.
    Carry,
}

/// Whether base and "full" goals follow the days in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prorate {
    #[default]
    None,
    Workdays,
    Calendar,
}

/// To which side a value exactly on a bound belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edge {
    /// To the upper tier: a bound is the first value of its tier.
    #[default]
    Up,
    Down,
}

/// How a component pays.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Attainment(Attainment),
    Commission(Commission),
    Matrix(Matrix),
    Scorecard(Scorecard),
    Ranking(Ranking),
    Pool(Pool),
    PerEvent(PerEvent),
    /// Approved awards of special projects; it has no keys of its own.
    Project,
    Override(Override),
}

/// base × curve(attainment).
#[derive(Debug, Clone, PartialEq)]
pub struct Attainment {
    /// At least one; their weights add to 100 %. A single `measure` has weight 100 % and no cap.
    pub measures: Vec<WeightedMeasure>,
    pub against: Against,
    pub base: Base,
    pub gate: Option<Source<Rate>>,
    pub gate_start: GateStart,
    pub cap_attainment: Option<Source<Rate>>,
    pub curve: Curve,
}

/// One measure's part in a weighted attainment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightedMeasure {
    pub measure: String,
    pub weight: Rate,
    /// Its own attainment counts at most this much.
    pub cap: Option<Source<Rate>>,
}

/// What the actual is divided by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    Goal(GoalLevel),
    /// A fixed amount in the (only) measure's units.
    Amount(Source<i64>),
}

/// Which of a goal's amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum GoalLevel {
    #[default]
    Goal,
    Sprint,
    Challenge,
}

/// The amount at a curve of 100 %.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// Money per period.
    Amount(Source<i64>),
    /// This share of the person's variable pay of a year, divided by the year's periods.
    VariablePay { share: Source<Rate> },
}

/// What the gate pays between itself and 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GateStart {
    /// The curve, at once.
    #[default]
    Jump,
    /// curve(100 %) × (a − gate) ÷ (1 − gate), the curve above 100 %.
    FromZero,
}

/// Attainment → share of the base.
#[derive(Debug, Clone, PartialEq)]
pub enum Curve {
    Proportional,
    /// Straight between points, 0 below the first.
    Linear {
        points: Vec<Point>,
        beyond: Beyond,
    },
    /// Begins at 0 %.
    Bands {
        bands: Vec<RateBand>,
        edge: Edge,
    },
}

/// At this attainment the curve has this value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub attainment: Rate,
    pub value: Source<Rate>,
}

/// What a linear curve does after its last point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Beyond {
    #[default]
    Flat,
    /// Goes on along its last segment.
    Extend,
}

/// From this attainment on, this coefficient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateBand {
    pub from: Rate,
    pub coefficient: Source<Rate>,
}

/// Rates on credited amounts.
#[derive(Debug, Clone, PartialEq)]
pub struct Commission {
    pub measure: String,
    /// Present unless `tiers` are of plain rates.
    pub rate: Option<Source<Rate>>,
    pub tiers: Option<Tiers>,
    pub apply: Apply,
    pub accumulate: Accumulate,
    pub edge: Edge,
    /// The first that holds for a document replaces `rate`.
    pub rates_by: Vec<RateBy>,
    /// Pay of one document, in minor units.
    pub cap_each: Option<Source<i64>>,
}

/// Half-open steps that begin at 0 and rise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiers {
    pub bounds: TierBounds,
    pub values: TierValues,
    pub steps: Vec<Tier>,
}

/// What `Tier::from` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TierBounds {
    /// The measure's units.
    Amount,
    /// Parts per million of the goal.
    GoalShare,
}

/// What `Tier::value` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TierValues {
    Rates,
    /// Of `rate` (`"1.5x"`).
    Multipliers,
}

/// From this value on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    pub from: i64,
    pub value: Source<Rate>,
}

/// Whether a tier's rate applies to the part inside it or to everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Apply {
    #[default]
    Marginal,
    Whole,
}

/// Over what the tiers run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Accumulate {
    #[default]
    Period,
    Transaction,
    YearToDate,
}

/// Documents for which the condition holds have this rate.
#[derive(Debug, Clone, PartialEq)]
pub struct RateBy {
    pub condition: DocumentCondition,
    pub rate: Source<Rate>,
}

/// A measure of the plan has every attribute of its definition.
impl std::ops::Deref for Measure {
    type Target = crate::measure::Measure;

    fn deref(&self) -> &Self::Target {
        &self.definition
    }
}

impl Plan {
    /// The plan's measure of that key.
    pub fn measure(&self, key: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.key == key)
    }

    /// The plan's component of that key.
    pub fn component(&self, key: &str) -> Option<&Component> {
        self.components.iter().find(|component| component.key == key)
    }
}

impl Kind {
    /// The word of the language for this kind.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Attainment(_) => "attainment",
            Self::Commission(_) => "commission",
            Self::Matrix(_) => "matrix",
            Self::Scorecard(_) => "scorecard",
            Self::Ranking(_) => "ranking",
            Self::Pool(_) => "pool",
            Self::PerEvent(_) => "per_event",
            Self::Project => "project",
            Self::Override(_) => "override",
        }
    }

    /// The measures whose own credits the component's pay is made of, in the order written; an override pays on those
    /// of others.
    pub fn measures(&self) -> Vec<&str> {
        match self {
            Self::Attainment(attainment) => attainment.measures.iter().map(|part| part.measure.as_str()).collect(),
            Self::Commission(commission) => vec![commission.measure.as_str()],
            Self::Matrix(matrix) => matrix.measures(),
            Self::Scorecard(scorecard) => scorecard.measures(),
            Self::Ranking(ranking) => ranking.by.measures(),
            Self::Pool(pool) => pool.measures(),
            Self::PerEvent(event) => vec![event.measure.as_str()],
            Self::Project | Self::Override(_) => Vec::new(),
        }
    }

    /// The key of the component that this one takes from: whose pay an override is of, by whose score a pool divides.
    pub fn names(&self) -> Option<&str> {
        match self {
            Self::Override(Override { of: Overridden::Pay(key), .. })
            | Self::Pool(Pool { share: ShareBy::Score(key), .. }) => Some(key),
            _ => None,
        }
    }

    /// The amount that a coefficient or curve multiplies, where the kind has one.
    pub const fn base(&self) -> Option<&Base> {
        match self {
            Self::Attainment(Attainment { base, .. })
            | Self::Matrix(Matrix { base, .. })
            | Self::Scorecard(Scorecard { base, .. }) => Some(base),
            _ => None,
        }
    }

    /// Whether refunds can bring the pay below 0, also of somebody who has left: where rates apply to credits.
    pub const fn takes_back(&self) -> bool {
        match self {
            Self::Commission(_) => true,
            Self::Override(over) => matches!(over.of, Overridden::Credits(_)),
            _ => false,
        }
    }

    /// Whether a lower amount than a locked period paid waits for two people: a prize and a share are not taken back by
    /// themselves.
    pub const fn is_decided(&self) -> bool {
        matches!(self, Self::Ranking(_) | Self::Pool(_))
    }

    /// Whether the pay hangs on other people, so that nobody's can be tried out alone.
    pub const fn hangs_on_others(&self) -> bool {
        matches!(self, Self::Ranking(_) | Self::Pool(_) | Self::Override(_))
    }

    /// Who may take a place or a share; `None` means everybody.
    pub const fn eligible(&self) -> Option<&PersonCondition> {
        match self {
            Self::Ranking(Ranking { eligible, .. }) | Self::Pool(Pool { eligible, .. }) => eligible.as_ref(),
            _ => None,
        }
    }
}

impl Component {
    /// Where the base comes from the person: what names it.
    pub const fn base_of_person(&self) -> Option<&Source<i64>> {
        match self.kind.base() {
            Some(Base::Amount(source @ (Source::Grade(_) | Source::Member(_)))) => Some(source),
            _ => None,
        }
    }

    /// Whether its periods hand something to the next: draws, what is held, what caps carry, what ladders may take.
    pub fn keeps_balances(&self) -> bool {
        self.cap_excess == CapExcess::Carry || self.payout != PayoutRules::default()
    }
}

impl<T: Copy> Source<T> {
    /// The value where it stands in the plan itself.
    pub fn fixed(&self) -> Option<T> {
        match self {
            Self::Fixed(value) => Some(*value),
            Self::Grade(_) | Self::Member(_) => None,
        }
    }
}
