//! What can be asked about goals: by oneself, by a lead about the led tree, by the director about all.

pub(crate) mod figures;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use beichen_engine::calendar::{Period, PeriodKind};
use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, Cursor, Error, Id as _, MemberId, Page, PageQuery, Reach, Result, UnitId};
use beichen_ledger::api as ledger;
use beichen_people::api as people;
use beichen_store::{Db, Tx};

use super::model::{Goal, GoalId, Level, Node, Standing, Subject, Tree, find_period, roll_up};
use super::policy::{self, Seen};
use super::store::{self, Filter, KeptVersion};
use super::views::GoalView;
use crate::permissions::{GOALS_GOAL_READ, GOALS_UNIT_READ};
use figures::Figures;

/// What narrows a list.
#[derive(Debug, Clone, Default)]
pub struct GoalFilter {
    pub measure: Option<String>,
    pub calendar: Option<String>,
    pub period_kind: Option<PeriodKind>,
    /// Needs the calendar beside it.
    pub period: Option<String>,
    pub level: Option<Level>,
    pub subject: Option<Subject>,
    /// What was published at this instant (RFC 3339), or at the end of this day.
    pub as_of: Option<String>,
}

/// A goal with the names that it is shown by.
#[derive(Debug, Clone)]
pub struct Named {
    pub goal: Goal,
    pub code: String,
    pub name: String,
    /// Amounts as decimal text in the measure's unit.
    pub amount: String,
    pub published_amount: Option<String>,
    /// What was reached of it; not in the answer to a write.
    pub standing: Option<Standing>,
    /// As it was published at an earlier instant: nothing can be done with it.
    pub is_past: bool,
}

/// Goals that the actor sees, the latest period first.
pub async fn list(ctx: &Ctx, db: &Db, filter: &GoalFilter, page: &PageQuery) -> Result<Page<Named>> {
    let tx = db.read(ctx).await?;
    let after = page.after.as_deref().map(|text| Cursor::decode(text, 2)).transpose()?;
    let period = match (&filter.calendar, &filter.period) {
        (Some(calendar), Some(period)) => {
            Some(find_period(&ledger::calendar(&tx, calendar).await?, filter.period_kind, period)?)
        }
        _ => None,
    };
    let narrowed = Filter {
        measure: filter.measure.clone(),
        calendar: filter.calendar.clone(),
        period,
        level: filter.level,
        subject: filter.subject,
        as_of: seq_as_of(&tx, filter).await?,
    };
    let goals = store::page(&tx, &narrowed, &seen(&tx).await?, after.as_ref(), page.limit()).await?;
    let cut = Page::cut(goals, page.limit(), store::cursor_of);
    let is_past = filter.as_of.is_some();
    let mut items = named(&tx, cut.items).await?;
    add_standings(&tx, &mut items, narrowed.as_of).await?;
    for item in &mut items {
        item.is_past = is_past;
    }
    let can = if is_past { Vec::new() } else { policy::offered_on_all(ctx) };
    Ok(Page { items, next: cut.next, can })
}

async fn seq_as_of(tx: &Tx<'_>, filter: &GoalFilter) -> Result<Option<i64>> {
    match &filter.as_of {
        Some(text) => ledger::seq_as_of(tx, text).await.map(Some),
        None => Ok(None),
    }
}

/// One goal with its versions, and the digits of their amounts.
pub async fn get(ctx: &Ctx, db: &Db, id: GoalId) -> Result<(Named, Vec<KeptVersion>, u8)> {
    let tx = db.read(ctx).await?;
    let goal = store::look_up(&tx, id).await?.ok_or_else(|| Error::not_found(GoalId::NAME))?;
    must_see(&tx, &goal).await?;
    let versions = store::versions(&tx, id).await?;
    let digits = ledger::measure(&tx, &goal.slot.measure).await?.measure.unit.digits(ctx.currency());
    let mut named = named(&tx, vec![goal]).await?;
    add_standings(&tx, &mut named, None).await?;
    let named = named.pop().ok_or_else(|| Error::not_found(GoalId::NAME))?;
    Ok((named, versions, digits))
}

/// What was reached of each goal; goals of one measure, period and level are read together.
async fn add_standings(tx: &Tx<'_>, items: &mut [Named], at: Option<i64>) -> Result<()> {
    let mut read: HashMap<(String, Period, Level), Figures> = HashMap::new();
    for item in items {
        let slot = &item.goal.slot;
        let key = (slot.measure.clone(), slot.period.clone(), slot.level);
        let figures = match read.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(empty) => {
                let loaded = Figures::load(tx, (&slot.measure, &slot.period, slot.level), at).await?;
                empty.insert(loaded)
            }
        };
        item.standing = Some(figures.of(slot.subject));
    }
    Ok(())
}

/// A goal that the actor may not see does not exist.
pub async fn must_see(tx: &Tx<'_>, goal: &Goal) -> Result<()> {
    let day = last_day(tx.ctx(), &goal.slot.period);
    let sees = seen(tx).await?.includes(goal.slot.subject, day);
    if sees { Ok(()) } else { Err(Error::not_found(GoalId::NAME)) }
}

/// A line of the grid: a unit or a person, with what stands there.
#[derive(Debug, Clone)]
pub struct Line {
    pub subject: Subject,
    pub code: String,
    pub name: String,
    /// The unit above it.
    pub above: Option<UnitId>,
    pub goal: Option<Goal>,
    /// For a unit: its sum and gap.
    pub node: Option<Node>,
    pub standing: Standing,
}

/// The tree of goals of one measure, period and level.
#[derive(Debug, Clone)]
pub struct Grid {
    pub measure: String,
    /// Digits after the dot of the measure's amounts.
    pub digits: u8,
    pub period: Period,
    pub level: Level,
    pub lines: Vec<Line>,
    /// Of an earlier instant.
    pub is_past: bool,
}

/// The grid of a period: every unit and person that the actor sees, with own amounts, sums and gaps.
pub async fn grid(ctx: &Ctx, db: &Db, filter: &GoalFilter) -> Result<Grid> {
    let tx = db.read(ctx).await?;
    let key = filter.measure.clone().unwrap_or_default();
    let measure = ledger::measure(&tx, &key).await?.measure;
    let calendar = ledger::calendar(&tx, filter.calendar.as_deref().unwrap_or_default()).await?;
    let period = find_period(&calendar, filter.period_kind, filter.period.as_deref().unwrap_or_default())?;
    let level = filter.level.unwrap_or_default();
    let tree = tree_of(&tx, &period).await?;
    let narrowed = Filter {
        measure: Some(key.clone()),
        calendar: Some(period.calendar.clone()),
        period: Some(period.clone()),
        level: Some(level),
        subject: None,
        as_of: seq_as_of(&tx, filter).await?,
    };
    let goals: HashMap<Subject, Goal> =
        store::all(&tx, &narrowed).await?.into_iter().map(|goal| (goal.slot.subject, goal)).collect();
    let amounts = goals.iter().map(|(subject, goal)| (*subject, goal.amount)).collect();
    let nodes = roll_up(&tree, &amounts);
    let figures = Figures::load(&tx, (&key, &period, level), narrowed.as_of).await?;
    let mut lines = unit_lines(&tx, &tree, (&nodes, &figures)).await?;
    lines.extend(member_lines(&tx, &tree, &figures).await?);
    let (seen, day) = (seen(&tx).await?, last_day(ctx, &period));
    lines.retain(|line| seen.includes(line.subject, day));
    for line in &mut lines {
        line.goal = goals.get(&line.subject).cloned();
    }
    let digits = measure.unit.digits(ctx.currency());
    Ok(Grid { measure: key, digits, period, level, lines, is_past: filter.as_of.is_some() })
}

async fn unit_lines(
    tx: &Tx<'_>,
    tree: &Tree,
    (nodes, figures): (&BTreeMap<UnitId, Node>, &Figures),
) -> Result<Vec<Line>> {
    let units = people::units(tx).await?;
    let open = units.into_iter().filter(|unit| tree.above.contains_key(&unit.id));
    Ok(open
        .map(|unit| Line {
            subject: Subject::Unit(unit.id),
            above: tree.above.get(&unit.id).copied().flatten(),
            node: nodes.get(&unit.id).copied(),
            standing: figures.of(Subject::Unit(unit.id)),
            code: unit.code,
            name: unit.name,
            goal: None,
        })
        .collect())
}

async fn member_lines(tx: &Tx<'_>, tree: &Tree, figures: &Figures) -> Result<Vec<Line>> {
    let ids: Vec<MemberId> = tree.unit_of.keys().copied().collect();
    let members = people::members_by_id(tx, &ids).await?;
    let mut lines: Vec<Line> = members
        .into_iter()
        .map(|(id, member)| Line {
            subject: Subject::Member(id),
            above: tree.unit_of.get(&id).copied(),
            standing: figures.of(Subject::Member(id)),
            code: member.code,
            name: member.name,
            goal: None,
            node: None,
        })
        .collect();
    lines.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(lines)
}

async fn seen(tx: &Tx<'_>) -> Result<Seen> {
    let units = match tx.ctx().reach(GOALS_UNIT_READ) {
        Ok(Reach::Organisation) => None,
        Ok(Reach::Units) => Some(people::led_days(tx).await?),
        Ok(Reach::Own) | Err(_) => Some(HashMap::new()),
    };
    Ok(Seen { members: people::visible_or_nothing(tx, GOALS_GOAL_READ).await?, units })
}

/// As the answer to a command shows them.
pub(crate) async fn views(tx: &Tx<'_>, goals: Vec<Goal>) -> Result<Vec<GoalView>> {
    Ok(named(tx, goals).await?.into_iter().map(|goal| GoalView::of(tx.ctx(), goal)).collect())
}

/// Adds codes, names and decimal amounts.
async fn named(tx: &Tx<'_>, goals: Vec<Goal>) -> Result<Vec<Named>> {
    let ids: Vec<MemberId> = goals
        .iter()
        .filter_map(|goal| if let Subject::Member(member) = goal.slot.subject { Some(member) } else { None })
        .collect();
    let members = if ids.is_empty() { HashMap::new() } else { people::members_by_id(tx, &ids).await? };
    let units: HashMap<UnitId, people::Unit> =
        people::units(tx).await?.into_iter().map(|unit| (unit.id, unit)).collect();
    let measures = ledger::measures(tx).await?;
    let currency = tx.ctx().currency();
    let shown = |key: &str, amount: i64| {
        let measure = measures.iter().find(|measure| measure.key() == key);
        measure.map_or_else(|| amount.to_string(), |measure| measure.measure.format_amount(amount, currency))
    };
    Ok(goals
        .into_iter()
        .map(|goal| {
            let (code, name) = match goal.slot.subject {
                Subject::Member(id) => members.get(&id).map(|member| (member.code.clone(), member.name.clone())),
                Subject::Unit(id) => units.get(&id).map(|unit| (unit.code.clone(), unit.name.clone())),
            }
            .unwrap_or_default();
            let amount = shown(&goal.slot.measure, goal.amount);
            let published_amount = goal.published.map(|published| shown(&goal.slot.measure, published.amount));
            Named { goal, code, name, amount, published_amount, standing: None, is_past: false }
        })
        .collect())
}

/// The day whose tree a period rolls up by: its last, or today while it is open. Source: decisions.md "The tree over time".
pub(crate) fn last_day(ctx: &Ctx, period: &Period) -> Day {
    period.days.end.plus_days(-1).min(ctx.today())
}

/// The tree of a period.
pub(crate) async fn tree_of(tx: &Tx<'_>, period: &Period) -> Result<Tree> {
    let day = last_day(tx.ctx(), period);
    let units = people::tree_on(tx, day).await?;
    let above = units.units().map(|unit| (unit, units.parent(unit))).collect();
    let rows = people::assignments(tx, DayRange::including(day, day)).await?;
    Ok(Tree { above, unit_of: rows.into_iter().map(|row| (row.member, row.unit)).collect() })
}

/// The code of every unit.
pub(crate) async fn unit_codes(tx: &Tx<'_>) -> Result<HashMap<UnitId, String>> {
    Ok(people::units(tx).await?.into_iter().map(|unit| (unit.id, unit.code)).collect())
}
