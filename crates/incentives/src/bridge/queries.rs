//! The bridge of a statement: calculated on what its trial kept, and step by step on what is known today.

use std::collections::BTreeMap;

use beichen_engine::bridge::{Bridge, Change, bridge};
use beichen_engine::calculate::{Balances, Inputs, Timetable};
use beichen_engine::calendar::Period;
use beichen_engine::exact::{Exact, Rounding};
use beichen_engine::money::Currency;
use beichen_engine::plan::{Plan, Surroundings, read_plan};
use beichen_kernel::{Ctx, Error, Id, Result, Scope};
use beichen_ledger::api as ledger;
use beichen_store::Db;

use super::views::{BridgeComponent, BridgePart, BridgeView};
use crate::permissions::INCENTIVES_STATEMENT_READ;
use crate::plan::store as plans;
use crate::receipt::model::{KeptInputs, KeptTrial, ReceiptError};
use crate::receipt::store as receipts;
use crate::run::commands::reckoning::missing_version;
use crate::run::queries::known::Known;
use crate::run::store as runs;
use crate::statement::model::StatementId;
use crate::statement::queries::of_run;
use crate::statement::views::StatementRow;
use crate::trial::model::key;
use crate::trial::store::amount;

/// Digits below the currency's that a part is shown with.
const FINER: u8 = 4;

/// The bridge of a statement that the actor may see.
pub async fn of_statement(ctx: &Ctx, db: &Db, id: StatementId) -> Result<BridgeView> {
    ctx.require(INCENTIVES_STATEMENT_READ, Scope::Anywhere)?;
    let tx = db.read(ctx).await?;
    let (row, run) = of_run(&tx, id).await?;
    let not_kept = || Error::from(ReceiptError::NotKept { period: row.period.name.clone() });
    let run = runs::load(&tx, run.ok_or_else(not_kept)?).await?;
    let shared = receipts::shared(&tx, row.trial_id).await?.ok_or_else(not_kept)?;
    let texts = receipts::inputs_of_trial(&tx, row.trial_id).await?;
    let plan = plans::in_force(&tx, run.plan_id).await?;
    let calendar = ledger::calendar(&tx, &run.period.calendar).await?;
    let mut today = Known::load(&tx, plan, calendar, run.period).await?;
    drop(tx);
    let calculating = tokio::task::spawn_blocking(move || {
        let kept = Kept::of(shared, &texts)?;
        let before = kept.inputs(&today.period).ok_or_else(missing_version)?;
        let found = today.ask(|inputs| bridge(&before, inputs))?;
        Ok::<_, Error>((today, found))
    });
    let (today, bridge) = calculating.await.map_err(Error::internal)??;
    view(row, &today, &bridge)
}

/// What the statements of a trial were calculated from, all together.
struct Kept {
    shared: KeptTrial,
    plans: Vec<Plan>,
    statements: Vec<KeptInputs>,
}

impl Kept {
    fn of(shared: KeptTrial, texts: &[String]) -> Result<Self> {
        let read = |text: &String| serde_json::from_str::<Option<KeptInputs>>(text).map_err(Error::internal);
        let plan = |one: &beichen_engine::receipt::PlanText| {
            let plan = read_plan(&one.text, &Surroundings::default()).plan;
            plan.ok_or_else(|| Error::internal("a plan that was published can be read"))
        };
        let plans = shared.plans.iter().map(plan).collect::<Result<_>>()?;
        let statements = texts.iter().map(read).filter_map(Result::transpose).collect::<Result<_>>()?;
        Ok(Self { shared, plans, statements })
    }

    fn inputs(&self, period: &Period) -> Option<Inputs<'_>> {
        let versions: Vec<&Plan> = self.plans.iter().collect();
        let timetable = Timetable::of_versions(&versions, &self.shared.calendar, period, self.shared.since);
        let (plan, earlier) = versions.split_last()?;
        let mut opening = Balances::default();
        let mut paid_in_full = BTreeMap::new();
        for one in &self.statements {
            for (component, balance) in &one.open.opening {
                opening.set(&one.person.id, component, balance.clone());
            }
            paid_in_full.extend(one.paid_in_full.iter().map(|(document, day)| (document.clone(), *day)));
        }
        let people = self.statements.iter().map(|one| &one.person).chain(&self.shared.outside);
        Some(Inputs {
            plan,
            earlier_versions: earlier.to_vec(),
            timetable,
            workdays: &self.shared.workdays,
            people: people.cloned().collect(),
            opening,
            paid_in_full,
            granted: None,
        })
    }
}

fn view(row: StatementRow, today: &Known, bridge: &Bridge) -> Result<BridgeView> {
    let person = key(row.member.id.uuid());
    let lines: Vec<_> = bridge.lines.iter().filter(|line| line.person == person).collect();
    let currency = row.currency.as_str();
    let version = today.version()?;
    let title = |key: &str| {
        let of_statement = row.components.iter().find(|one| one.key == key).map(|one| one.title.clone());
        let of_plan = version.plan.component(key).map(|component| component.title.clone());
        of_statement.or(of_plan).unwrap_or_else(|| key.to_owned())
    };
    let sum = |of: fn(&beichen_engine::bridge::BridgeLine) -> i64| {
        lines.iter().fold(0_i64, |sum, line| sum.saturating_add(of(line)))
    };
    let (before, after) = (sum(|line| line.before_minor), sum(|line| line.after_minor));
    let components = lines.iter().map(|line| BridgeComponent {
        key: line.component.clone(),
        title: title(&line.component),
        before: amount(line.before_minor, currency),
        after: amount(line.after_minor, currency),
        parts: line.changes.iter().map(|change| part(change, currency)).collect(),
    });
    Ok(BridgeView {
        before: amount(before, currency),
        after: amount(after, currency),
        difference: amount(after.saturating_sub(before), currency),
        parts: bridge.of_person(&person).iter().map(|change| part(change, currency)).collect(),
        components: components.collect(),
        currency: row.currency.clone(),
        period: row.period,
        member: row.member,
    })
}

fn part(change: &Change, currency: &str) -> BridgePart {
    let digits = currency.parse().map_or(2, Currency::minor_digits);
    let major = change.minor.checked_div(&Exact::power_of_ten(digits)).unwrap_or(Exact::ZERO);
    let is_fine = change.minor.to_i64().is_none();
    let places = if is_fine { digits.saturating_add(FINER) } else { digits };
    BridgePart {
        cause: change.cause.word().to_owned(),
        amount: major.decimal(places, Rounding::HalfUp).0,
        exact: change.minor.to_string(),
    }
}
