//! What a component pays by, as far as columns hold it.
#![deny(clippy::indexing_slicing)]

use crate::columns::Refusal;
use crate::columns::outline::{Outline, Short, short};
use crate::component::attainment::share_pieces;
use crate::component::curve::edge;
use crate::component::piece::Piece;
use crate::component::tiers::Ladder;
use crate::exact::Exact;
use crate::plan::Plan;
use crate::plan::model::{
    Accumulate, Against, Among, Attainment, CapExcess, Commission, Component, Depth, Edge, GoalLevel, Kind, Overridden,
    PayoutRules, Pool, Pot, PotScope, RankedBy, Ranking, ShareBy, Source, TieBreak, TierBounds, TierValues, Ties,
    Times,
};
use crate::rate::Rate;

/// A component's way to pay.
#[derive(Debug)]
pub(super) struct Rule<'a> {
    pub way: Way<'a>,
    /// The measures whose figures it looks at.
    pub measures: Vec<&'a str>,
    pub cap: Option<i64>,
    pub floor: Option<i64>,
    /// Whether the pay may be below 0.
    pub takes_back: bool,
}

#[derive(Debug)]
pub(super) enum Way<'a> {
    /// The share of the base by attainment, from the gate on.
    Attainment {
        share: Outline,
        gate: Option<Short>,
        against: Target,
    },
    /// What a running amount has earned.
    Rates {
        earned: Outline,
        by_goal: bool,
        is_year_to_date: bool,
        goal_of: &'a str,
        depth: Option<Depth>,
    },
    Ranking(&'a Ranking),
    Pool(&'a Pool),
}

/// What an actual is divided by.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target {
    Goal(GoalLevel),
    Amount(i64),
}

impl<'a> Rule<'a> {
    /// The component's rule, or why columns do not hold it.
    pub(super) fn of(plan: &'a Plan, component: &'a Component) -> Result<Self, Refusal> {
        let not_held = |what| Refusal::NotHeld { component: component.key.clone(), what };
        let general = [
            ("when", component.when.is_some()),
            ("carry", component.cap_excess == CapExcess::Carry),
            ("payout", component.payout != PayoutRules::default()),
            ("times", component.times.iter().any(|times| matches!(times, Times::Measure { .. }))),
        ];
        if let Some((what, _)) = general.into_iter().find(|(_, is_asked)| *is_asked) {
            return Err(not_held(what));
        }
        let (way, measures) = match &component.kind {
            Kind::Attainment(kind) => attainment(kind, &not_held)?,
            Kind::Commission(kind) => (rates(kind, None, &not_held)?, vec![kind.measure.as_str()]),
            Kind::Ranking(kind) => ranking(kind, &not_held)?,
            Kind::Pool(kind) => pool(kind, &not_held)?,
            Kind::Override(kind) => match &kind.of {
                Overridden::Credits(measure) => {
                    (rates(&kind.rates, Some(kind.depth), &not_held)?, vec![measure.as_str()])
                }
                Overridden::Pay(_) => return Err(not_held("component")),
            },
            Kind::Matrix(_) | Kind::Scorecard(_) | Kind::PerEvent(_) | Kind::Project => {
                return Err(not_held(component.kind.name()));
            }
        };
        if measures.iter().any(|key| plan.measure(key).is_none_or(|measure| measure.of.is_answered())) {
            return Err(not_held("answers"));
        }
        let limit = |source: &Option<Source<i64>>| match source {
            None => Ok(None),
            Some(source) => source.fixed().map(Some).ok_or_else(|| not_held("member")),
        };
        let (cap, floor) = (limit(&component.cap)?, limit(&component.floor)?);
        Ok(Self { way, measures, cap, floor, takes_back: component.kind.takes_back() })
    }

    pub(super) fn is_year_to_date(&self) -> bool {
        matches!(self.way, Way::Rates { is_year_to_date: true, .. })
    }

    /// The measure and level of the goal that it asks for.
    pub(super) fn goal(&self) -> Option<(&'a str, GoalLevel)> {
        match &self.way {
            Way::Attainment { against: Target::Goal(level), .. } => Some((*self.measures.first()?, *level)),
            Way::Rates { by_goal: true, goal_of, .. } => Some((goal_of, GoalLevel::Goal)),
            Way::Pool(Pool { pot: Pot::Measured(pot), .. }) if pot.above_goal => Some((&pot.of, GoalLevel::Goal)),
            _ => None,
        }
    }

    /// With whom somebody is compared or divides.
    pub(super) fn among(&self) -> Option<Among> {
        match &self.way {
            Way::Ranking(kind) => Some(kind.among),
            Way::Pool(kind) => Some(kind.among),
            Way::Attainment { .. } | Way::Rates { .. } => None,
        }
    }

    /// Whether everybody in the component fills the pots of all scopes.
    pub(super) fn is_for_everybody(&self) -> bool {
        matches!(&self.way, Way::Pool(Pool { pot: Pot::Measured(pot), .. }) if pot.scope == PotScope::Everybody)
    }

    /// How far below somebody looks.
    pub(super) fn depth(&self) -> Option<Depth> {
        match self.way {
            Way::Rates { depth, .. } => depth,
            _ => None,
        }
    }
}

/// A way to pay with the measures that it looks at.
type Ruled<'a> = (Way<'a>, Vec<&'a str>);

fn attainment<'a>(kind: &'a Attainment, not_held: &impl Fn(&'static str) -> Refusal) -> Result<Ruled<'a>, Refusal> {
    let [part] = kind.measures.as_slice() else { return Err(not_held("measures")) };
    if part.weight != Rate::ONE || part.cap.is_some() {
        return Err(not_held("weight"));
    }
    let rate_of = fixed(not_held);
    let share = Outline::of(share_pieces(kind, &rate_of)?, edge(&kind.curve))?;
    let gate = kind.gate.as_ref().map(&rate_of).transpose()?;
    let gate = gate.map(|gate| short(&gate).ok_or(Refusal::TooLarge)).transpose()?;
    let against = match &kind.against {
        Against::Goal(level) => Target::Goal(*level),
        Against::Amount(source) => Target::Amount(source.fixed().ok_or_else(|| not_held("member"))?),
    };
    Ok((Way::Attainment { share, gate, against }, vec![&part.measure]))
}

fn rates<'a>(
    kind: &'a Commission,
    depth: Option<Depth>,
    not_held: &impl Fn(&'static str) -> Refusal,
) -> Result<Way<'a>, Refusal> {
    let documents = [
        ("transaction", kind.accumulate == Accumulate::Transaction),
        ("cap_each", kind.cap_each.is_some()),
        ("rates_by", !kind.rates_by.is_empty()),
    ];
    if let Some((what, _)) = documents.into_iter().find(|(_, is_asked)| *is_asked) {
        return Err(not_held(what));
    }
    let rate_of = fixed(not_held);
    let rate = kind.rate.as_ref().map_or(Ok(Exact::ONE), &rate_of)?;
    let (pieces, edge) = match &kind.tiers {
        None => (vec![(Exact::ZERO, Piece { slope: rate, shift: Exact::ZERO })], Edge::Up),
        Some(tiers) => {
            let own = if tiers.values == TierValues::Multipliers { rate } else { Exact::ONE };
            let ladder = Ladder::of(kind, tiers, &Exact::ONE, &rate_of)?;
            (ladder.steps.iter().map(|rung| (rung.from.clone(), rung.earned.times(&own))).collect(), ladder.edge)
        }
    };
    Ok(Way::Rates {
        earned: Outline::of(pieces, edge)?,
        by_goal: kind.tiers.as_ref().is_some_and(|tiers| tiers.bounds == TierBounds::GoalShare),
        is_year_to_date: kind.accumulate == Accumulate::YearToDate,
        goal_of: &kind.measure,
        depth,
    })
}

fn ranking<'a>(kind: &'a Ranking, not_held: &impl Fn(&'static str) -> Refusal) -> Result<Ruled<'a>, Refusal> {
    let RankedBy::Total(measure) = &kind.by else { return Err(not_held("attainment")) };
    if kind.eligible.is_some() {
        return Err(not_held("eligible"));
    }
    let mut measures = vec![measure.as_str()];
    if let Ties::Next(breaks) = &kind.ties {
        for one in breaks {
            match one {
                TieBreak::Measure(measure) => measures.push(measure),
                TieBreak::ReachedFirst => return Err(not_held("reached_first")),
            }
        }
    }
    Ok((Way::Ranking(kind), measures))
}

fn pool<'a>(kind: &'a Pool, not_held: &impl Fn(&'static str) -> Refusal) -> Result<Ruled<'a>, Refusal> {
    if kind.eligible.is_some() {
        return Err(not_held("eligible"));
    }
    match &kind.share {
        ShareBy::Equal | ShareBy::Contribution(_) => Ok((Way::Pool(kind), kind.measures())),
        ShareBy::Score(_) | ShareBy::Coefficient(_) => Err(not_held(kind.share.word())),
    }
}

/// Rates that stand in the plan itself.
fn fixed(not_held: &impl Fn(&'static str) -> Refusal) -> impl Fn(&Source<Rate>) -> Result<Exact, Refusal> {
    |source| source.fixed().map(Exact::from).ok_or_else(|| not_held("member"))
}
