//! What stands in the way of a text: found in itself, beside the other plans in force, and among the people whom it pays.

use beichen_engine::calculate::{Person, days_in_version};
use beichen_engine::check::{self, Enrolment, Finding};
use beichen_engine::day::DayRange;
use beichen_engine::plan::{Plan, read_plan};
use beichen_kernel::{Ctx, Result, Scope};
use beichen_ledger::api as ledger;
use beichen_store::{Db, Tx};

use super::super::model::{PlanError, PlanInForce};
use super::super::store;
use super::super::views::{FindingView, PlanCheckView, PlanWrite};
use crate::inputs;
use crate::permissions::INCENTIVES_PLAN_EDIT;
use crate::surroundings;
use crate::trial::model::{TrialError, measure_problems};

/// Checks a text against the organisation, its worked examples included, and keeps nothing.
pub async fn check(ctx: &Ctx, db: &Db, write: PlanWrite) -> Result<PlanCheckView> {
    ctx.require(INCENTIVES_PLAN_EDIT, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    let surroundings = surroundings::load(&tx).await?;
    let reading = read_plan(&write.text, &surroundings);
    let mut findings: Vec<FindingView> = reading.diagnostics.iter().map(FindingView::from).collect();
    let mut examples = 0;
    if let Some(plan) = &reading.plan {
        examples = plan.examples.len();
        findings.extend(Beside::load(&tx, plan).await?.findings(&tx, plan).await?.iter().map(FindingView::from));
        // A measure that is absent so far is made when the plan is published.
        let in_force = ledger::measures(&tx).await?;
        let problems = measure_problems(plan, &in_force, ctx.currency(), None);
        let differing = problems.filter(|(_, problem)| matches!(problem, TrialError::MeasureDiffers { .. }));
        findings.extend(differing.map(|(at, problem)| FindingView::error(at, &problem.into())));
    }
    Ok(PlanCheckView { sound: !findings.iter().any(|found| found.severity == "error"), findings, examples })
}

/// What a text comes beside: everybody on its days, the other plans in force, and its own earlier versions.
pub struct Beside {
    people: Vec<Person>,
    others: Vec<PlanInForce>,
    own: Option<PlanInForce>,
}

impl Beside {
    pub async fn load(tx: &Tx<'_>, plan: &Plan) -> Result<Self> {
        let (own, others): (Vec<_>, Vec<_>) =
            store::all_in_force(tx).await?.into_iter().partition(|other| other.key() == plan.key);
        let people = inputs::people_without_credits(tx, plan).await?;
        Ok(Self { people, others, own: own.into_iter().next() })
    }

    /// What the check finds, warnings that are accepted in the text among it.
    pub async fn findings(&self, tx: &Tx<'_>, plan: &Plan) -> Result<Vec<Finding>> {
        let calendar = ledger::calendar(tx, &plan.calendar).await?;
        let workdays = ledger::workdays(tx).await?;
        let mut found = check::check(plan, &calendar, &workdays);
        let before = self.own.as_ref().and_then(|own| own.before(plan.valid.from));
        found.extend(
            before.into_iter().flat_map(|one| check::findings_of_version(&one.plan, plan, &calendar, &workdays)),
        );
        found.extend(check::findings_of_enrolment(plan, &self.enrolments(plan)));
        found.extend(check::findings_of_goals(plan, &calendar, &self.people, tx.today()));
        Ok(found)
    }

    /// Whoever stands in the tree of units should be in some plan.
    fn enrolments(&self, plan: &Plan) -> Vec<Enrolment> {
        let enrolment = |person: &Person| {
            let own = (plan.key.clone(), days_in_version(person, plan, None).unwrap_or_default());
            let others = self.others.iter().map(|other| (other.key().to_owned(), days_in(person, other, None)));
            let in_units = person.segments.iter().filter(|segment| !segment.units.is_empty());
            Enrolment {
                person: person.code.clone(),
                employed: in_units.map(|segment| segment.days).collect(),
                plans: others.chain([own]).filter(|(_, days)| !days.is_empty()).collect(),
            }
        };
        self.people.iter().map(enrolment).collect()
    }

    /// Two plans in force must not pay one person the same component on one day.
    pub fn must_pay_alone(&self, plan: &Plan) -> Result<(), PlanError> {
        for component in &plan.components {
            for other in self.others.iter().filter(|other| other.has_component(&component.key)) {
                for person in &self.people {
                    let here = days_in_version(person, plan, Some(&component.key)).unwrap_or_default();
                    let there = days_in(person, other, Some(&component.key));
                    if here.iter().any(|days| there.iter().any(|other| days.overlaps(*other))) {
                        let (person, component) = (person.code.clone(), component.key.clone());
                        return Err(PlanError::SamePay { person, component, plan: other.key().to_owned() });
                    }
                }
            }
        }
        Ok(())
    }
}

/// The days on which somebody is in a plan, or in one of its components; none where `who` cannot be answered.
fn days_in(person: &Person, plan: &PlanInForce, component: Option<&str>) -> Vec<DayRange> {
    let of_version = |(version, tenure): (&Plan, DayRange)| {
        let days = days_in_version(person, version, component).unwrap_or_default();
        days.into_iter().map(|days| days.intersect(tenure)).filter(|days| !days.is_empty()).collect::<Vec<_>>()
    };
    plan.tenures().flat_map(of_version).collect()
}
