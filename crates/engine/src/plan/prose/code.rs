//! What the sentences of a plan can say: the closed list that the catalogue words.

use serde::{Deserialize, Serialize};

/// What a sentence, or a part of one, says; the values that it names stand in braces. Words: `incentives.prose`, and
/// for what a comparison calls it `incentives.prose_names`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumIter, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SentenceCode {
    // The plan itself.
    /// `key`, `title`.
    Plan,
    /// `from`, `to`.
    Valid,
    /// `currency`.
    Currency,
    /// `condition`.
    Who,
    Everybody,
    NaturalCalendar,
    /// `calendar`.
    OwnCalendar,
    /// `step`, `way`.
    RoundingByDefault,
    /// `finding`, `place`, `reason`.
    Accepted,
    // Measures.
    /// `key`, `measure`.
    Measure,
    /// `of`.
    Counts,
    /// `basis`.
    AmountBasis,
    /// `condition`.
    Where,
    AllDocuments,
    /// `day`.
    MeasureDay,
    /// `unit`.
    InUnits,
    /// `digits`.
    InPoints,
    /// `day`.
    RefundDay,
    /// `limit`, `order`.
    MeasureCapEach,
    // What a component is, and what its kind pays.
    /// `key`, `title`.
    Component,
    /// `period`.
    PaysAttainment,
    /// `period`.
    PaysCommission,
    /// `period`.
    PaysMatrix,
    /// `period`.
    PaysScorecard,
    /// `period`.
    PaysRanking,
    /// `period`.
    PaysPool,
    /// `period`.
    PaysPerEvent,
    /// `period`.
    PaysProject,
    /// `period`.
    PaysOverride,
    // Whose pay, and when.
    /// `condition`.
    NarrowedWho,
    /// `condition`.
    When,
    /// `condition`.
    Eligible,
    EligibleAll,
    // Where a value comes from.
    /// `column`.
    OfGrade,
    /// `field`.
    OfMember,
    // Attainment.
    /// `measure`.
    AttainmentOf,
    AttainmentOfSeveral,
    /// `measure`, `weight`.
    Weighted,
    /// `limit`, `measure`, `weight`.
    WeightedCapped,
    /// `goal`.
    AgainstGoal,
    /// `amount`.
    AgainstAmount,
    /// `base`.
    Base,
    /// `share`.
    BaseOfVariablePay,
    /// `bound`.
    Gate,
    NoGate,
    GateJump,
    GateFromZero,
    /// `limit`.
    CapAttainment,
    CurveProportional,
    /// `beyond`.
    CurveLinear,
    /// `at`, `value`.
    Point,
    /// `tier`.
    CurveBands,
    /// `coefficient`, `from`.
    Band,
    // Commission, and the rates of an override.
    /// `measure`.
    CreditsOf,
    /// `rate`.
    Rate,
    /// `bounds`.
    TiersOfRates,
    /// `bounds`.
    TiersOfMultipliers,
    /// `from`, `rate`.
    Tier,
    /// `from`, `rate`.
    TierTimes,
    ApplyMarginal,
    ApplyWhole,
    /// `tier`.
    Edge,
    AccumulatePeriod,
    AccumulateTransaction,
    AccumulateYearToDate,
    RatesBy,
    /// `condition`, `number`, `rate`.
    RateBy,
    /// `limit`.
    CapEach,
    // Matrix.
    /// `figure`, `steps`.
    Rows,
    /// `figure`, `steps`.
    Columns,
    /// `measure`.
    FigureAttainment,
    /// `of`, `to`.
    FigureRatio,
    Cells,
    /// `from`.
    Row,
    /// `coefficient`, `column`, `row`.
    Cell,
    // Scorecard.
    Indicators,
    /// `indicator`, `measure`, `weight`.
    ScoredByAttainment,
    /// `indicator`, `limit`, `measure`, `weight`.
    ScoredByAttainmentCapped,
    /// `indicator`, `measure`, `weight`.
    ScoredByPoints,
    /// `at`, `score`.
    ScorePoint,
    /// `indicator`, `name`, `weight`.
    ScoredByRating,
    Levels,
    /// `coefficient`, `from`, `name`.
    Level,
    NoLevels,
    // Ranking and pool.
    /// `measure`.
    RankedByTotal,
    /// `measure`.
    RankedByAttainment,
    RankedByComposite,
    /// `among`.
    ComparedAmong,
    /// `among`.
    DividedAmong,
    /// `depth`.
    UnitAt,
    Prizes,
    /// `amount`, `place`.
    Prize,
    NoPrizes,
    TiesEach,
    TiesShare,
    /// `next`.
    TiesNext,
    PlacesSkipping,
    PlacesFollowing,
    /// `amount`.
    PotFixed,
    /// `measure`, `rate`, `scope`.
    PotMeasured,
    /// `measure`, `rate`, `scope`.
    PotAboveGoals,
    ShareEqual,
    /// `measure`.
    ShareByContribution,
    /// `component`.
    ShareByScore,
    /// `coefficient`.
    ShareByCoefficient,
    // Events and overrides.
    /// `amount`.
    EventAmount,
    /// `least`.
    EventAtLeast,
    EventAboveZero,
    EventOnce,
    EventEach,
    /// `measure`.
    CreditsBelow,
    /// `component`.
    PayBelow,
    DepthAll,
    DepthNearest,
    // Modifiers of the pay.
    ProrateNone,
    ProrateWorkdays,
    ProrateCalendar,
    Times,
    /// `coefficient`, `number`.
    TimesCoefficient,
    /// `measure`, `number`, `tier`.
    TimesMeasure,
    /// `limit`.
    Cap,
    NoCap,
    CapForfeit,
    CapCarry,
    /// `limit`.
    Floor,
    NoFloor,
    /// `step`, `way`.
    Rounding,
    // What becomes of pay after it is earned.
    PaidAtOnce,
    /// `amount`.
    DrawFloor,
    /// `amount`.
    DrawOnTop,
    /// `number`, `share`.
    DrawRecovered,
    DrawNotRecovered,
    /// `rate`.
    Holdback,
    /// `measure`, `rate`.
    HoldbackLess,
    HoldUntilCollected,
    /// `shares`.
    PaidInParts,
    Clawback,
    /// `months`, `share`.
    Rung,
    // Conditions.
    /// `text`.
    AsWritten,
    /// `text`.
    Quoted,
    /// `inner`.
    Not,
    /// `left`, `right`.
    And,
    /// `left`, `right`.
    Or,
    /// `inner`.
    Bracketed,
    /// `fact`.
    Stated,
    /// `tag`.
    HasTag,
    /// `left`, `list`.
    OneOf,
    /// `left`, `right`.
    Contains,
    /// `left`, `right`.
    StartsWith,
    /// `left`, `right`.
    EndsWith,
    /// `left`, `right`.
    Equal,
    /// `left`, `right`.
    NotEqual,
    /// `left`, `right`.
    Less,
    /// `left`, `right`.
    AtMost,
    /// `left`, `right`.
    More,
    /// `left`, `right`.
    AtLeast,
    /// `left`, `right`.
    Before,
    /// `left`, `right`.
    OnOrBefore,
    /// `left`, `right`.
    After,
    /// `left`, `right`.
    OnOrAfter,
    /// `unit`.
    InUnit,
    /// `measure`.
    HasGoal,
    /// `measure`, `share`.
    Reached,
    /// `amount`, `measure`.
    ActualAtLeast,
    /// `amount`.
    DocumentAtLeast,
    CustomerIsNew,
    /// `fact`.
    IsTrue,
    /// `field`.
    MemberField,
    /// `field`.
    CustomerField,
    /// `field`.
    DocumentField,
    /// `coefficient`.
    CoefficientOf,
    // Examples.
    /// `title`.
    Example,
    /// `periods`.
    ExamplePeriod,
    /// `periods`.
    ExampleSeries,
    ExampleAsksWho,
    /// `person`.
    ExamplePersonBare,
    /// `has`, `person`.
    ExamplePerson,
    /// `level`, `measure`, `value`.
    HasGoalOf,
    GoalsAreFinal,
    /// `value`.
    HasUnit,
    /// `value`.
    HasGrade,
    /// `value`.
    HasPosition,
    /// `value`.
    HasLead,
    /// `value`.
    HasVariablePay,
    /// `value`.
    InPlanFrom,
    /// `value`.
    InPlanTo,
    /// `name`, `value`.
    HasCoefficient,
    /// `name`, `value`.
    HasNamed,
    /// `measure`, `value`.
    HasToDate,
    /// `amount`, `day`, `project`, `share`.
    HasAward,
    /// `component`, `value`.
    HasOwed,
    /// `amount`, `day`, `measure`, `number`, `person`.
    ExampleCredit,
    /// `amount`, `day`, `measure`, `more`, `number`, `person`.
    ExampleCreditWith,
    /// `document`.
    OfDocument,
    /// `day`.
    PaidInFull,
    /// `day`.
    RecordedOn,
    /// `person`, `results`.
    Expected,
    /// `period`, `person`, `results`.
    ExpectedIn,
    /// `amount`, `component`.
    ExpectedPay,
    /// `component`, `reason`.
    ExpectedWhy,
    /// `attainment`, `component`.
    ExpectedAttainment,
    /// `component`, `place`.
    ExpectedPlace,
    /// `amount`.
    ExpectedTotal,
    /// `amount`, `balance`.
    ExpectedBalance,
    /// `amount`, `balance`, `component`.
    ExpectedBalanceOf,
    /// `exceptions`.
    ExpectedExceptions,
    ExpectedNoException,
}

impl SentenceCode {
    /// The stable word, as in the catalogue.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
