//! What was recorded between two days: every version of a document and every published goal, with the amount before.

use std::collections::HashMap;

use beichen_engine::day::Day;
use beichen_engine::money::Money;
use beichen_goals::api::{self as goals, GoalChange, Subject};
use beichen_kernel::{Ctx, Error, Kind, MemberId, Result, Timestamp, UnitId};
use beichen_ledger::api::{self as ledger, DocumentChange};
use beichen_people::api as people;
use beichen_sheets::export::{Out, Table};
use beichen_store::{Db, Tx};

use super::{Measures, measures, of_measure, text};

const TITLES: [&str; 11] =
    ["recorded_at", "kind", "code", "version", "day", "payees", "before", "after", "batch", "row", "actor"];

/// The codes of people and units.
struct Codes {
    people: HashMap<MemberId, String>,
    units: HashMap<UnitId, String>,
}

impl Codes {
    async fn load(tx: &Tx<'_>) -> Result<Self> {
        Ok(Self {
            people: people::members(tx).await?.into_iter().map(|one| (one.id, one.code)).collect(),
            units: people::units(tx).await?.into_iter().map(|one| (one.id, one.code)).collect(),
        })
    }

    fn person(&self, member: MemberId) -> &str {
        self.people.get(&member).map_or("", String::as_str)
    }

    /// A member by code; the system as the chain names it.
    fn actor(&self, actor: &str) -> String {
        let code = actor.parse::<MemberId>().ok().and_then(|member| self.people.get(&member));
        code.cloned().unwrap_or_else(|| actor.to_owned())
    }
}

/// Everything recorded from the first day to the last, both included, in the organisation's zone.
pub async fn table(ctx: &Ctx, db: &Db, (from, to): (&str, &str)) -> Result<Table> {
    let end_before = |day: Day| Timestamp::from_micros(ctx.end_of(day).micros().saturating_add(1));
    let (from, end) = (end_before(day(from)?.plus_days(-1)), end_before(day(to)?));
    let tx = db.read(ctx).await?;
    let (codes, measures) = (Codes::load(&tx).await?, measures(&tx).await?);
    let mut rows = Vec::new();
    for change in ledger::document_changes(&tx, from, end).await? {
        rows.push((change.recorded, of_document(ctx, &codes, &measures, change)));
    }
    for change in goals::goal_changes(&tx, from, end).await? {
        rows.push((change.recorded, of_goal(ctx, &codes, &measures, change)));
    }
    rows.sort_by_key(|(recorded, _)| *recorded);
    Ok(Table {
        name: "changes".to_owned(),
        titles: TITLES.iter().map(|&title| title.to_owned()).collect(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    })
}

fn day(text: &str) -> Result<Day> {
    text.parse().map_err(|_| Error::new(Kind::Invalid, "cli.bad_day").with("value", text))
}

/// As the organisation's clocks show it.
fn instant(ctx: &Ctx, at: Timestamp) -> Out {
    let there = ctx.organisation.zone.to_datetime(at.jiff());
    text(there.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

fn of_document(ctx: &Ctx, codes: &Codes, measures: &Measures, change: DocumentChange) -> Vec<Out> {
    let amount = |amount: i64| match &change.measure {
        Some(measure) => of_measure(ctx, measures, measure, amount),
        None => Out::Money(Money::new(amount, ctx.currency())),
    };
    let payees: Vec<&str> = change.payees.iter().map(|&member| codes.person(member)).collect();
    vec![
        instant(ctx, change.at),
        text(change.kind.clone()),
        text(change.code.clone()),
        Out::Count(change.version),
        Out::Day(change.day),
        text(payees.join(" ")),
        change.before.map_or(Out::Empty, amount),
        amount(change.after),
        change.origin.map_or(Out::Empty, |origin| text(origin.batch.to_string())),
        change.origin.map_or(Out::Empty, |origin| Out::Count(origin.row)),
        text(codes.actor(&change.actor)),
    ]
}

fn of_goal(ctx: &Ctx, codes: &Codes, measures: &Measures, change: GoalChange) -> Vec<Out> {
    let slot = change.slot;
    let amount = |amount: i64| of_measure(ctx, measures, &slot.measure, amount);
    let whose = match slot.subject {
        Subject::Member(member) => codes.person(member).to_owned(),
        Subject::Unit(unit) => codes.units.get(&unit).cloned().unwrap_or_default(),
    };
    let code = format!("{}/{}/{}/{}", slot.measure, slot.period.calendar, slot.period.name, slot.level);
    vec![
        instant(ctx, change.at),
        text("goal"),
        text(code),
        Out::Count(change.number),
        Out::Day(slot.period.days.from),
        text(whose),
        change.before.map_or(Out::Empty, amount),
        amount(change.after),
        Out::Empty,
        Out::Empty,
        text(codes.actor(&change.actor)),
    ]
}
