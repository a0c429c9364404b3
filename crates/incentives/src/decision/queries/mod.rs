//! What waits for a decision, and what was decided, as people look at it.

mod waiting;

use beichen_kernel::{Ctx, Cursor, Error, FieldError, Id, MemberId, Page, Result, Scope};
use beichen_people::api::{self as people, ApprovalId, FenceHit, Member};
use beichen_store::{Db, Tx};

use super::model::{DecisionId, Subject, Waiting};
use super::views::{DecisionCreate, DecisionListQuery, DecisionView, WaitingListQuery, WaitingRow};
use super::{policy, store};
use crate::correction::{self, Wish};
use crate::permissions::INCENTIVES_DECISION_READ;
use crate::statement::views::MemberRef;
use crate::trial::store::amount;
use crate::trial::views::{PeriodRef, PlanRef};
pub use waiting::{count_waiting, find_waiting};

/// What was decided, the latest first.
pub async fn list(ctx: &Ctx, db: &Db, query: DecisionListQuery) -> Result<Page<DecisionView>> {
    ctx.require(INCENTIVES_DECISION_READ, Scope::Organisation)?;
    store::page(&db.read(ctx).await?, &query, None).await
}

/// One decision.
pub async fn view(tx: &Tx<'_>, id: DecisionId) -> Result<DecisionView> {
    let page = store::page(tx, &DecisionListQuery::default(), Some(id)).await?;
    page.items.into_iter().next().ok_or_else(|| Error::not_found(DecisionId::NAME))
}

/// What waits, page by page.
pub async fn waiting_page(ctx: &Ctx, db: &Db, query: WaitingListQuery) -> Result<Page<WaitingRow>> {
    ctx.require(INCENTIVES_DECISION_READ, Scope::Organisation)?;
    let tx = db.read(ctx).await?;
    let mut found = waiting::waiting(&tx, query.plan_id).await?;
    found.retain(|one| query.period_kind.is_none_or(|kind| one.period.kind == kind));
    let ids: Vec<MemberId> = found.iter().map(|one| one.member).collect();
    let members = people::members_by_id(&tx, &ids).await?;
    let mut named: Vec<(Waiting, &Member)> =
        found.into_iter().filter_map(|one| members.get(&one.member).map(|member| (one, member))).collect();
    if let Some(text) = query.search.as_deref().map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty()) {
        named.retain(|(one, member)| {
            let words = [&member.code, &member.name, &one.plan_key, &one.plan_title];
            words.iter().any(|word| word.to_lowercase().contains(&text))
        });
    }
    let wishes = correction::pending(&tx).await?;
    let page = ordered(named, &query)?;
    let can = if policy::check(ctx).is_ok() { vec!["create".to_owned()] } else { Vec::new() };
    Ok(page.map(|(one, member)| row(ctx, &one, member, &wishes)).offering(can))
}

/// Puts what waits in the wanted order, and cuts the page out.
fn ordered<'m>(named: Vec<(Waiting, &'m Member)>, query: &WaitingListQuery) -> Result<Page<(Waiting, &'m Member)>> {
    let wanted = query.sort.as_deref().unwrap_or("code");
    let (name, is_descending) = wanted.strip_prefix('-').map_or((wanted, false), |name| (name, true));
    let number = |number: i64| format!("{:020}", i128::from(number) - i128::from(i64::MIN));
    let place = |(one, member): &(Waiting, &Member)| {
        let sorted = match name {
            "code" => member.code.clone(),
            "name" => member.name.clone(),
            "period" => one.period.days.from.to_string(),
            "amount" => number(one.amount_minor),
            "since" => number(one.since.micros()),
            _ => return None,
        };
        Some(vec![sorted, one.id()])
    };
    let unknown = || {
        let known = "code, name, period, amount, since";
        Error::invalid(vec![FieldError::new("sort", "store.unknown_sort").with("name", name).with("known", known)])
    };
    let mut rows = Vec::with_capacity(named.len());
    for one in named {
        rows.push((place(&one).ok_or_else(unknown)?, one));
    }
    rows.sort_by(|(a, _), (b, _)| if is_descending { b.cmp(a) } else { a.cmp(b) });
    if let Some(after) = &query.after {
        let Cursor(last) = Cursor::decode(after, 2)?;
        rows.retain(|(place, _)| if is_descending { *place < last } else { *place > last });
    }
    let limit = query.page().limit();
    Ok(Page::cut(rows, limit, |(place, _)| Cursor(place.clone())).map(|(_, one)| one))
}

fn row(ctx: &Ctx, one: &Waiting, member: &Member, wishes: &[(ApprovalId, Wish)]) -> WaitingRow {
    let asked = wishes.iter().find(|(_, wish)| one.is_meant(&wish.body)).map(|(id, _)| *id);
    let (component, title) = one.component.clone();
    let is_flag = one.subject == Subject::Flag;
    WaitingRow {
        plan: PlanRef {
            id: Some(one.plan),
            key: one.plan_key.clone(),
            title: one.plan_title.clone(),
            hash: one.plan_hash.clone(),
        },
        period: PeriodRef {
            calendar: one.period.calendar.clone(),
            kind: one.period.kind.key().to_owned(),
            name: one.period.name.clone(),
            from: one.period.days.from,
            to: one.period.days.end.plus_days(-1),
        },
        member: MemberRef { id: member.id, code: member.code.clone(), name: member.name.clone() },
        subject: one.subject,
        component: is_flag.then_some(component),
        title: is_flag.then_some(title),
        amount: one.amount(),
        currency: one.currency.code().to_owned(),
        since: one.since,
        approval_id: asked,
        can: policy::offered(ctx, one.subject, asked.is_some()),
    }
}

impl Waiting {
    /// The amount as it is shown and kept with a wish.
    pub fn amount(&self) -> String {
        amount(self.amount_minor, self.currency.code())
    }

    /// The lock that only two people reach behind.
    pub fn lock(&self) -> FenceHit {
        FenceHit {
            run: self.run.uuid(),
            label: format!("{} · {}", self.plan_title, self.period.name),
            days: self.period.days,
        }
    }

    /// What tells it from everything else that waits.
    fn id(&self) -> String {
        let (kind, from) = (self.period.kind.key(), self.period.days.from);
        format!("{} {} {kind} {from} {}", self.plan, self.member, self.component.0)
    }

    /// Whether a wish is about it.
    fn is_meant(&self, wish: &DecisionCreate) -> bool {
        let of_period = |text: &String| *text == self.period.name || *text == self.period.days.from.to_string();
        let is_same = match self.subject {
            Subject::Balance => true,
            Subject::Flag => {
                wish.component.as_ref() == Some(&self.component.0) && wish.period.as_ref().is_some_and(of_period)
            }
        };
        (wish.plan_id, wish.period_kind, wish.member_id, wish.subject)
            == (self.plan, self.period.kind, self.member, self.subject)
            && is_same
    }
}
