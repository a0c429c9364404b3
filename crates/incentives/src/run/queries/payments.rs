//! The payment file: a row for each person whom a locked run pays, whose totals tie to the run.

use std::collections::BTreeMap;

use beichen_engine::money::{Currency, Money};
use beichen_engine::plan::Plan;
use beichen_kernel::{Ctx, Error, Result, words};
use beichen_people::api as people;
use beichen_sheets::export::{Out, Table, csv, xlsx};
use beichen_store::{Db, Tx};
use uuid::Uuid;

use super::super::model::{Run, RunError, RunId, State, Step};
use super::super::views::PaymentFormat;
use super::super::{policy, queries, store};
use crate::plan::store as plans;
use crate::run::commands::reckoning::missing_version;

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Code,
    Name,
    Unit,
    Period,
    Component(String),
    /// All components together.
    Earned,
    /// What all components pay.
    Payable,
    /// What refunds of earlier periods' payments take back.
    Clawbacks,
    /// Of locked periods.
    Adjustments,
    /// What is taken for, or put on, the balance that is owed.
    Balance,
    Total,
    /// Empty in the first file; which copy it is in others.
    Copy,
}

/// The columns of a file: titles with what stands under them.
pub struct Columns(Vec<(String, Source)>);

/// The payment file of a run that was taken out: its name and bytes. `template` is a TOML table `[columns]` of titles
/// and sources; the usual columns where it is absent.
pub async fn file(
    ctx: &Ctx,
    db: &Db,
    id: RunId,
    format: PaymentFormat,
    template: Option<&str>,
) -> Result<(String, Vec<u8>)> {
    policy::check(ctx, Step::Export)?;
    let tx = db.read(ctx).await?;
    let run = queries::load(&tx, id).await?;
    if !matches!(run.state, State::Exported | State::Paid) {
        let step = "payments".to_owned();
        return Err(RunError::OutOfOrder { state: run.state.to_string(), step }.into());
    }
    let table = table(&tx, &run, template).await?;
    let copy = if run.export_count > 1 { format!("-copy-{}", run.export_count) } else { String::new() };
    let (ending, bytes) = match format {
        PaymentFormat::Xlsx => ("xlsx", xlsx(&table)?),
        PaymentFormat::Csv => ("csv", csv(&table)?),
    };
    Ok((format!("{}{copy}.{ending}", run.id), bytes))
}

async fn table(tx: &Tx<'_>, run: &Run, template: Option<&str>) -> Result<Table> {
    let plan = plans::in_force(tx, run.plan_id).await?;
    let (version, earlier) = plan.on(run.period.days).ok_or_else(missing_version)?;
    let rows = store::pay_rows(tx, run.trial).await?;
    let versions: Vec<&Plan> = [&version.plan].into_iter().chain(earlier.into_iter().rev()).collect();
    let known = components(&versions, &rows);
    let columns = match template {
        Some(text) => Columns::read(text, &known)?,
        None => {
            let mut components = versions.iter().flat_map(|plan| &plan.components);
            Columns::usual(tx.ctx(), &known, components.any(|one| !one.payout.clawback.is_empty()))
        }
    };
    let currency = version.plan.currency;
    let ids: Vec<_> = rows.iter().map(|row| row.member).collect();
    let members = people::members_by_id(tx, &ids).await?;
    let units: BTreeMap<Uuid, String> =
        people::units(tx).await?.into_iter().map(|unit| (beichen_kernel::Id::uuid(unit.id), unit.code)).collect();
    let mut sorted: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let member = members.get(&row.member);
            let code = member.map(|member| member.code.clone()).unwrap_or_default();
            (code, member.map(|member| member.name.clone()).unwrap_or_default(), row)
        })
        .collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    let mark = if run.export_count > 1 { run.export_count.to_string() } else { String::new() };
    let cell = |source: &Source, code: &str, name: &str, row: &PayRow| match source {
        Source::Code => Out::Text(code.to_owned()),
        Source::Name => Out::Text(name.to_owned()),
        Source::Unit => row.unit.and_then(|unit| units.get(&unit)).map_or(Out::Empty, |unit| Out::Text(unit.clone())),
        Source::Period => Out::Text(run.period.name.clone()),
        Source::Component(key) => money(row.paying.components.get(key).copied().unwrap_or_default(), currency),
        Source::Earned => money(row.paying.earned_minor, currency),
        Source::Payable => money(row.paying.payable_minor(), currency),
        Source::Clawbacks => money(row.paying.clawed_minor.saturating_neg(), currency),
        Source::Adjustments => money(row.adjusted_minor, currency),
        Source::Balance => money(row.balance_minor(), currency),
        Source::Total => money(row.total_minor, currency),
        Source::Copy => Out::Text(mark.clone()),
    };
    let line = |(code, name, row): &(String, String, PayRow)| {
        columns.0.iter().map(|(_, source)| cell(source, code, name, row)).collect()
    };
    Ok(Table {
        name: run.period.name.clone(),
        titles: columns.0.iter().map(|(title, _)| title.clone()).collect(),
        rows: sorted.iter().map(line).collect(),
    })
}

/// Key and title of the components of the newest version, and of those before it that still pay what was held of them.
fn components(versions: &[&Plan], rows: &[PayRow]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for (age, component) in
        versions.iter().enumerate().flat_map(|(age, plan)| plan.components.iter().map(move |one| (age, one)))
    {
        let pays = || rows.iter().any(|row| row.paying.components.contains_key(&component.key));
        if !found.iter().any(|(key, _)| *key == component.key) && (age == 0 || pays()) {
            found.push((component.key.clone(), component.title.clone()));
        }
    }
    found
}

const fn money(minor: i64, currency: Currency) -> Out {
    Out::Money(Money::new(minor, currency))
}

/// What a run pays one person, in minor units.
pub struct PayRow {
    pub member: beichen_kernel::MemberId,
    pub unit: Option<Uuid>,
    pub paying: Paying,
    pub adjusted_minor: i64,
    pub opening_minor: i64,
    pub owed_minor: i64,
    pub total_minor: i64,
}

/// What a statement's own lines pay, in minor units.
#[derive(Debug, Clone, Default)]
pub struct Paying {
    /// What each component pays: with draws, releases and instalments, without what is held.
    pub components: BTreeMap<String, i64>,
    /// All components together.
    pub earned_minor: i64,
    /// What clawbacks take.
    pub clawed_minor: i64,
}

impl Paying {
    fn payable_minor(&self) -> i64 {
        self.components.values().fold(0, |sum: i64, minor| sum.saturating_add(*minor))
    }

    /// Whether any amount stands in it.
    pub fn says_something(&self) -> bool {
        self.earned_minor != 0 || self.clawed_minor != 0 || self.components.values().any(|minor| *minor != 0)
    }
}

impl PayRow {
    /// What is taken for a balance (negative), or put on it: what makes the row's parts add up to its total.
    fn balance_minor(&self) -> i64 {
        let own_minor = self.paying.payable_minor().saturating_sub(self.paying.clawed_minor);
        self.total_minor.saturating_sub(own_minor).saturating_sub(self.adjusted_minor)
    }
}

impl Columns {
    /// Number, name, unit, period, a column for each component, clawbacks where the plan has them, adjustments, balance,
    /// total, and which copy it is.
    fn usual(ctx: &Ctx, components: &[(String, String)], has_ladder: bool) -> Self {
        let title = |key: &str| words::text(ctx.locale, &format!("incentives.payments.{key}"), std::iter::empty());
        let mut columns = vec![
            (title("code"), Source::Code),
            (title("name"), Source::Name),
            (title("unit"), Source::Unit),
            (title("period"), Source::Period),
        ];
        columns.extend(components.iter().map(|(key, title)| (title.clone(), Source::Component(key.clone()))));
        columns.extend(has_ladder.then(|| (title("clawbacks"), Source::Clawbacks)));
        columns.extend([
            (title("adjustments"), Source::Adjustments),
            (title("balance"), Source::Balance),
            (title("total"), Source::Total),
            (title("copy"), Source::Copy),
        ]);
        Self(columns)
    }

    fn read(text: &str, components: &[(String, String)]) -> Result<Self> {
        let wrong = |detail: &str| Error::from(RunError::BadTemplate { detail: detail.to_owned() });
        let document: toml_edit::DocumentMut =
            text.parse().map_err(|error: toml_edit::TomlError| wrong(error.message()))?;
        let table = document.get("columns").and_then(|item| item.as_table()).ok_or_else(|| wrong("[columns]"))?;
        let column = |(title, item): (&str, &toml_edit::Item)| {
            let source = item.as_str().unwrap_or_default();
            let source = match source {
                "code" => Source::Code,
                "name" => Source::Name,
                "unit" => Source::Unit,
                "period" => Source::Period,
                "earned" => Source::Earned,
                "payable" => Source::Payable,
                "clawbacks" => Source::Clawbacks,
                "adjustments" => Source::Adjustments,
                "balance" => Source::Balance,
                "total" => Source::Total,
                "copy" => Source::Copy,
                other => match other.strip_prefix("component.") {
                    Some(key) if components.iter().any(|(known, _)| known == key) => Source::Component(key.to_owned()),
                    _ => return Err(wrong(&format!("{title} = \"{other}\""))),
                },
            };
            Ok((title.to_owned(), source))
        };
        table.iter().map(column).collect::<Result<_>>().map(Self)
    }
}
