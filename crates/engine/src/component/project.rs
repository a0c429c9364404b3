//! Pay by awards of special projects: the person's parts of those approved in the period.

use crate::calculate::ledger::whole;
use crate::calculate::run::Reason;
use crate::calculate::scene::{Scene, Stop};
use crate::component::Sheet;
use crate::exact::Exact;
use crate::explain::{Step, StepCode};

/// Steps 2 to 4 for this kind: what was awarded on the period's days in the plan, never prorated.
pub(super) fn raw_pay(scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) -> Result<Exact, Stop> {
    scene.open(sheet)?;
    let is_in_plan = |day| scene.membership.iter().any(|range| range.contains(day));
    let own = scene.desk.person.awards.iter();
    let mut awards: Vec<_> =
        own.filter(|award| scene.period.days.contains(award.day) && is_in_plan(award.day)).collect();
    awards.sort_by(|a, b| (a.day, &a.project).cmp(&(b.day, &b.project)));
    if awards.is_empty() {
        sheet.zero = Some(Reason::NoAward);
    }
    let money = |minor: i64| scene.money(&Exact::whole(minor));
    for award in &awards {
        let step = Step::inner(StepCode::Award)
            .with("project", &award.project)
            .with("day", award.day.to_string())
            .with("of", money(award.of_minor))
            .with("share", award.share.decimal());
        sheet.steps.push(step.amount(money(award.part_minor)));
    }
    let pay = whole(awards.iter().map(|award| i128::from(award.part_minor)).sum());
    sheet.steps.push(Step::new(StepCode::Awards).amount(scene.money(&pay)));
    Ok(pay)
}
