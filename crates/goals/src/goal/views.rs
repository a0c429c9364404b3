//! Goals on the wire.

use beichen_engine::calendar::{Period, PeriodKind};
use beichen_engine::decimal;
use beichen_kernel::{Ctx, MemberId, Timestamp, UnitId};
use serde::{Deserialize, Serialize};

use super::commands::{NewGoal, Over, PublishGoals, Shares, SpreadGoals};
use super::model::{Basis, Figure, GoalError, GoalId, Level, PublicationId, Standing, Subject};
use super::policy;
use super::queries::{GoalFilter, Grid, Line, Named};
use super::store::KeptVersion;

/// A period of a calendar; `to` is its last day.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalPeriod {
    pub calendar: String,
    /// month, quarter, half_year, year
    pub kind: String,
    pub name: String,
    pub from: String,
    pub to: String,
}

impl From<&Period> for GoalPeriod {
    fn from(period: &Period) -> Self {
        Self {
            calendar: period.calendar.clone(),
            kind: period.kind.key().to_owned(),
            name: period.name.clone(),
            from: period.days.from.to_string(),
            to: period.days.end.plus_days(-1).to_string(),
        }
    }
}

/// Whose goal it is: a person or a unit.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalSubject {
    pub member_id: Option<MemberId>,
    pub unit_id: Option<UnitId>,
    pub code: String,
    pub name: String,
}

impl GoalSubject {
    fn of(subject: Subject, code: String, name: String) -> Self {
        let (member_id, unit_id) = match subject {
            Subject::Member(member) => (Some(member), None),
            Subject::Unit(unit) => (None, Some(unit)),
        };
        Self { member_id, unit_id, code, name }
    }
}

/// A goal and what was reached of it, in the measure's unit.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalFigure {
    /// The published goal; of a unit without its own, the sum of what stands below it. Absent where nothing is published.
    pub goal: Option<String>,
    pub actual: String,
    /// Percent, rounded down to 0.1 %; absent without a goal.
    pub attainment: Option<String>,
}

impl GoalFigure {
    fn of(figure: Figure, digits: u8) -> Self {
        let shown = |amount: i64| decimal::format(amount, digits);
        Self { goal: figure.goal.map(shown), actual: shown(figure.actual), attainment: figure.attainment() }
    }
}

/// What is known, beside what was locked.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalFigures {
    /// As known today, or at the moment that was asked for.
    pub known: GoalFigure,
    /// As the first locked run that covers the person knew it; absent where none does. Of a unit the sum of its people
    /// by the locked tree; absent where no locked run covers a day.
    pub as_locked: Option<GoalFigure>,
    /// Of a unit with figures as locked: how many of its people are in no locked run and count as known today.
    pub not_locked: Option<usize>,
}

impl From<Standing> for GoalFigures {
    fn from(standing: Standing) -> Self {
        let shown = |figure: Figure| GoalFigure::of(figure, standing.digits);
        Self { known: shown(standing.known), as_locked: standing.as_locked.map(shown), not_locked: standing.not_locked }
    }
}

#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalView {
    pub id: GoalId,
    pub version: i64,
    pub measure: String,
    pub period: GoalPeriod,
    pub subject: GoalSubject,
    /// goal, sprint, challenge
    pub level: String,
    /// What is written now, in the measure's unit.
    pub amount: String,
    /// full (for the whole period) or final (already for this person's days)
    pub basis: String,
    /// draft or published
    pub state: String,
    /// What counts.
    pub published_amount: Option<String>,
    pub published_number: Option<i64>,
    /// What was reached of it; absent in the answer to a write.
    pub figures: Option<GoalFigures>,
    pub can: Vec<String>,
}

impl GoalView {
    pub fn of(ctx: &Ctx, named: Named) -> Self {
        let Named { goal, code, name, amount, published_amount, standing, is_past } = named;
        Self {
            can: if is_past { Vec::new() } else { policy::offered(ctx, &goal) },
            state: goal.state().to_string(),
            id: goal.id,
            version: goal.version.0,
            period: GoalPeriod::from(&goal.slot.period),
            subject: GoalSubject::of(goal.slot.subject, code, name),
            level: goal.slot.level.to_string(),
            basis: goal.basis.to_string(),
            amount,
            published_amount,
            published_number: goal.published.map(|published| published.number),
            figures: standing.map(GoalFigures::from),
            measure: goal.slot.measure,
        }
    }
}

/// A published version of a goal.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalVersion {
    pub number: i64,
    pub amount: String,
    pub basis: String,
    pub reason: String,
    pub at: Timestamp,
}

/// A goal with every version that was ever published.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalDetail {
    pub goal: GoalView,
    pub versions: Vec<GoalVersion>,
}

impl GoalDetail {
    pub fn of(ctx: &Ctx, named: Named, versions: Vec<KeptVersion>, digits: u8) -> Self {
        let versions = versions.into_iter().map(|version| GoalVersion {
            number: version.number,
            amount: decimal::format(version.amount, digits),
            basis: version.basis.to_string(),
            reason: version.reason,
            at: version.at,
        });
        Self { versions: versions.collect(), goal: GoalView::of(ctx, named) }
    }
}

/// A line of the grid.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalLine {
    pub subject: GoalSubject,
    /// The unit above it.
    pub above: Option<UnitId>,
    pub goal_id: Option<GoalId>,
    pub version: Option<i64>,
    /// The own amount.
    pub amount: Option<String>,
    /// draft or published
    pub state: Option<String>,
    /// For a unit: what stands below it.
    pub below: Option<String>,
    /// For a unit: own amount minus what stands below; negative when more is given out.
    pub gap: Option<String>,
    pub figures: GoalFigures,
}

/// The tree of goals of one measure, period and level.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalGrid {
    pub measure: String,
    pub period: GoalPeriod,
    pub level: String,
    pub lines: Vec<GoalLine>,
    pub can: Vec<String>,
}

impl GoalGrid {
    pub fn of(ctx: &Ctx, grid: Grid) -> Self {
        let digits = grid.digits;
        Self {
            measure: grid.measure,
            period: GoalPeriod::from(&grid.period),
            level: grid.level.to_string(),
            lines: grid.lines.into_iter().map(|line| GoalLine::of(line, digits)).collect(),
            can: if grid.is_past { Vec::new() } else { policy::offered_on_all(ctx) },
        }
    }
}

impl GoalLine {
    fn of(line: Line, digits: u8) -> Self {
        let shown = |amount: i64| decimal::format(amount, digits);
        let goal = line.goal.as_ref();
        Self {
            goal_id: goal.map(|goal| goal.id),
            version: goal.map(|goal| goal.version.0),
            amount: goal.map(|goal| shown(goal.amount)),
            state: goal.map(|goal| goal.state().to_string()),
            below: line.node.map(|node| shown(node.below)),
            gap: line.node.and_then(|node| node.gap()).map(shown),
            above: line.above,
            figures: line.standing.into(),
            subject: GoalSubject::of(line.subject, line.code, line.name),
        }
    }
}

/// Whose goal: exactly one of the two.
fn subject(member_id: Option<MemberId>, unit_id: Option<UnitId>) -> Result<Subject, GoalError> {
    match (member_id, unit_id) {
        (Some(member), None) => Ok(Subject::Member(member)),
        (None, Some(unit)) => Ok(Subject::Unit(unit)),
        _ => Err(GoalError::PersonOrUnit),
    }
}

/// A goal to be written down.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct GoalCreate {
    pub measure: String,
    pub calendar: String,
    /// month, quarter, half_year, year; where the name alone could mean two
    #[schema(value_type = Option<String>)]
    pub period_kind: Option<PeriodKind>,
    /// The period's name or first day.
    pub period: String,
    pub member_id: Option<MemberId>,
    pub unit_id: Option<UnitId>,
    /// goal (default), sprint, challenge
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    pub level: Level,
    /// In the measure's unit.
    pub amount: String,
    /// full or final; final for a person and full for a unit when absent
    #[schema(value_type = Option<String>)]
    pub basis: Option<Basis>,
}

impl TryFrom<GoalCreate> for NewGoal {
    type Error = GoalError;

    fn try_from(body: GoalCreate) -> Result<Self, GoalError> {
        Ok(Self {
            subject: subject(body.member_id, body.unit_id)?,
            measure: body.measure,
            calendar: body.calendar,
            period_kind: body.period_kind,
            period: body.period,
            level: body.level,
            amount: body.amount,
            basis: body.basis,
        })
    }
}

/// Another amount.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct GoalSet {
    pub amount: String,
    #[schema(value_type = Option<String>)]
    pub basis: Option<Basis>,
}

/// An amount to be spread.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct GoalSpread {
    pub measure: String,
    pub calendar: String,
    #[schema(value_type = Option<String>)]
    pub period_kind: Option<PeriodKind>,
    pub period: String,
    pub member_id: Option<MemberId>,
    pub unit_id: Option<UnitId>,
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    pub level: Level,
    pub amount: String,
    /// people, units, periods
    #[schema(value_type = String)]
    pub over: Over,
    /// evenly or last_year
    #[schema(value_type = String)]
    pub by: Shares,
}

impl TryFrom<GoalSpread> for SpreadGoals {
    type Error = GoalError;

    fn try_from(body: GoalSpread) -> Result<Self, GoalError> {
        Ok(Self {
            subject: subject(body.member_id, body.unit_id)?,
            measure: body.measure,
            calendar: body.calendar,
            period_kind: body.period_kind,
            period: body.period,
            level: body.level,
            amount: body.amount,
            over: body.over,
            by: body.by,
        })
    }
}

/// What a spreading wrote. Equal remainders went to the earlier code, or the earlier period.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalSpreadDone {
    pub items: Vec<GoalView>,
}

/// Goals to be published.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct GoalPublish {
    pub measure: String,
    pub calendar: String,
    #[schema(value_type = Option<String>)]
    pub period_kind: Option<PeriodKind>,
    /// A name or first day; absent for all periods.
    pub period: Option<String>,
    /// Needed where a unit's own amount is not what stands below it.
    #[serde(default)]
    pub reason: String,
}

impl From<GoalPublish> for PublishGoals {
    fn from(body: GoalPublish) -> Self {
        Self {
            measure: body.measure,
            calendar: body.calendar,
            period_kind: body.period_kind,
            period: body.period,
            reason: body.reason,
        }
    }
}

/// What was published.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GoalPublished {
    /// Absent where everything was published already: nothing was written.
    pub id: Option<PublicationId>,
    pub number: i64,
    pub published: usize,
    pub unchanged: usize,
    /// Units whose own amount is not what stands below it.
    pub gaps: usize,
}

/// What a list or grid asks for.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GoalQuery {
    pub measure: Option<String>,
    pub calendar: Option<String>,
    /// month, quarter, half_year, year
    #[param(value_type = Option<String>)]
    pub period_kind: Option<PeriodKind>,
    /// A name or first day; needs `calendar`.
    pub period: Option<String>,
    /// goal, sprint, challenge
    #[param(value_type = Option<String>)]
    pub level: Option<Level>,
    pub member_id: Option<MemberId>,
    pub unit_id: Option<UnitId>,
    /// What was published at this instant (RFC 3339), or at the end of this day; drafts are not in it.
    pub as_of: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

impl From<GoalQuery> for GoalFilter {
    fn from(query: GoalQuery) -> Self {
        let subject = query.member_id.map(Subject::Member).or(query.unit_id.map(Subject::Unit));
        Self {
            measure: query.measure,
            calendar: query.calendar,
            period_kind: query.period_kind,
            period: query.period,
            level: query.level,
            subject,
            as_of: query.as_of,
        }
    }
}
