//! A person's goal as a step of the explanation: what was published, and what of it counts by days.

use crate::calculate::scene::{Scene, Stop};
use crate::component::Sheet;
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction, shown_attainment};
use crate::plan::model::{GoalBasis, GoalLevel};

/// The goal that counts, above 0. Without one the line is closed and the person listed.
pub(super) fn counted_goal(
    level: GoalLevel,
    measure: &str,
    scene: &Scene<'_, '_>,
    sheet: &mut Sheet<'_>,
) -> Result<Exact, Stop> {
    let Some(goal) = scene.goal(measure, level) else {
        return Err(scene.no_goal(measure));
    };
    let name = match level {
        GoalLevel::Goal => "goal",
        GoalLevel::Sprint => "sprint",
        GoalLevel::Challenge => "challenge",
    };
    let basis = if goal.basis == GoalBasis::Full { "full" } else { "final" };
    let step = Step::new(StepCode::Goal).with("measure", measure).with("level", name).with("basis", basis);
    sheet.steps.push(step.amount(scene.quantity(&goal.published, measure)));
    if goal.counted != goal.published {
        let share = goal.counted.checked_div(&goal.published).unwrap_or(Exact::ONE);
        let step = Step::new(StepCode::GoalProrated).with("measure", measure).with("share", fraction(&share));
        sheet.steps.push(step.amount(scene.quantity(&goal.counted, measure)));
    }
    Ok(goal.counted)
}

/// The step of an attainment: actual ÷ goal, as reckoned and as screens show it.
pub(super) fn attainment_step(
    measure: &str,
    reached: &Exact,
    (actual, goal): (&Exact, &Exact),
    scene: &Scene<'_, '_>,
) -> Step {
    Step::new(StepCode::Attainment)
        .with("measure", measure)
        .with("actual", scene.quantity(actual, measure))
        .with("goal", scene.quantity(goal, measure))
        .with("shown", shown_attainment(reached))
        .amount(fraction(reached))
}

/// Actual ÷ goal, not below 0, and the goal, with their steps; `weight` is shown where several measures are added.
pub(super) fn attained(
    measure: &str,
    actual: &Exact,
    weight: Option<&Exact>,
    scene: &Scene<'_, '_>,
    sheet: &mut Sheet<'_>,
) -> Result<(Exact, Exact), Stop> {
    let goal = counted_goal(GoalLevel::Goal, measure, scene, sheet)?;
    let reached = actual.checked_div(&goal).unwrap_or(Exact::ZERO).max_of(&Exact::ZERO);
    let step = attainment_step(measure, &reached, (actual, &goal), scene);
    sheet.steps.push(match weight {
        Some(weight) => step.with("weight", fraction(weight)),
        None => step,
    });
    Ok((reached, goal))
}
