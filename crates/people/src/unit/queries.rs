//! Reading the tree of units.

use std::collections::HashMap;

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, MemberId, Result, Scope, UnitId};
use beichen_store::{Db, Tx};

use super::model::{Unit, UnitSpan, UnitTree};
use super::store;
use super::views::{UnitPlaceView, UnitTreeView, UnitView};
use crate::member;
use crate::member::views::last_day;
use crate::permissions::{PEOPLE_UNIT_EDIT, PEOPLE_UNIT_READ};

/// The tree of a day; today's, when none is given.
pub async fn tree(ctx: &Ctx, db: &Db, on: Option<Day>) -> Result<UnitTreeView> {
    ctx.require(PEOPLE_UNIT_READ, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    let on = on.unwrap_or_else(|| ctx.today());
    let picture = Picture::load(&tx, on).await?;
    let units = store::all(&tx).await?;
    let items =
        units.iter().filter(|unit| picture.tree.contains(unit.id)).map(|unit| picture.view(ctx, unit)).collect();
    let can = if may_edit(ctx) { vec!["create".to_owned()] } else { Vec::new() };
    Ok(UnitTreeView { on: on.to_string(), items, can })
}

/// One unit, on a day.
pub async fn view(tx: &Tx<'_>, unit: &Unit, on: Day) -> Result<UnitView> {
    Ok(Picture::load(tx, on).await?.view(tx.ctx(), unit))
}

/// One unit, today.
pub async fn get(ctx: &Ctx, db: &Db, id: UnitId) -> Result<UnitView> {
    let tx = db.read(ctx).await?;
    let unit = store::load(&tx, id).await?;
    ctx.require(PEOPLE_UNIT_READ, Scope::Organisation)?;
    view(&tx, &unit, ctx.today()).await
}

fn may_edit(ctx: &Ctx) -> bool {
    ctx.may(PEOPLE_UNIT_EDIT, Scope::Organisation)
}

/// What the units of a day need to be shown.
struct Picture {
    tree: UnitTree,
    spans: Vec<UnitSpan>,
    /// People directly in each unit.
    heads: HashMap<UnitId, i64>,
    leaders: HashMap<MemberId, String>,
}

impl Picture {
    async fn load(tx: &Tx<'_>, on: Day) -> Result<Self> {
        let spans = store::spans(tx).await?;
        let tree = UnitTree::on(on, &spans);
        let mut heads: HashMap<UnitId, i64> = HashMap::new();
        for row in member::store::assignments(tx, DayRange::new(on, on.plus_days(1))).await? {
            let count = heads.entry(row.unit).or_default();
            *count = count.saturating_add(1);
        }
        let wanted: Vec<MemberId> = spans.iter().filter_map(|span| span.leader).collect();
        let leaders =
            member::store::some(tx, &wanted).await?.into_iter().map(|leader| (leader.id, leader.name)).collect();
        Ok(Self { tree, spans, heads, leaders })
    }

    fn view(&self, ctx: &Ctx, unit: &Unit) -> UnitView {
        let leader = self.tree.leader(unit.id);
        let below = self.tree.with_all_below([unit.id]);
        let places = self.spans.iter().filter(|span| span.unit == unit.id);
        let can = if may_edit(ctx) { vec!["rename", "move", "close"] } else { Vec::new() };
        UnitView {
            id: unit.id,
            version: unit.version.0,
            code: unit.code.clone(),
            name: unit.name.clone(),
            parent_id: self.tree.parent(unit.id),
            leader_id: leader,
            leader_name: leader.and_then(|leader| self.leaders.get(&leader).cloned()),
            size: below.iter().filter_map(|unit| self.heads.get(unit)).sum(),
            places: places
                .map(|span| UnitPlaceView {
                    parent_id: span.parent,
                    leader_id: span.leader,
                    from: span.days.from.to_string(),
                    to: last_day(span.days.end),
                })
                .collect(),
            can: can.into_iter().map(str::to_owned).collect(),
        }
    }
}
