//! Everything that changes a person: joining, editing, moving, leaving.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, MemberId, Result, Scope, UnitId, Version};
use beichen_store::{Db, Event, Tx};

use super::model::{Action, Assignment, Member, MemberError, check_names};
use super::views::{MemberChange, MemberCreate, MemberLeave, MemberTransfer, MemberView};
use super::{policy, queries, store};
use crate::fence::model::Touch;
use crate::permissions::PEOPLE_MEMBER_EDIT;
use crate::store::epoch;
use crate::unit::model::life_of;
use crate::{fence, grade, login, unit};

/// Somebody who joins.
#[derive(Debug, Clone, Default)]
pub struct NewMember {
    pub code: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub notes: Option<String>,
    /// Today, when absent.
    pub joined_on: Option<Day>,
}

/// Adds a person inside the caller's transaction, and records it.
pub async fn add(tx: &mut Tx<'_>, new: NewMember) -> Result<Member> {
    check_names(&new.code, &new.name)?;
    let member = Member {
        id: tx.ctx().new_id(),
        version: Version::FIRST,
        code: new.code.trim().to_owned(),
        name: new.name.trim().to_owned(),
        email: new.email,
        phone: new.phone,
        notes: new.notes,
        login: None,
        joined_on: new.joined_on.unwrap_or_else(|| tx.today()),
        left_on: None,
    };
    must_be_free(tx, &member.code).await?;
    store::insert(tx, &member).await?;
    tx.record(
        member.id,
        Event::new("people.member.joined")
            .with("code", member.code.clone())
            .with("joined_on", member.joined_on.to_string())
            .with_personal("name", member.name.clone())
            .with_personal("email", member.email.clone())
            .with_personal("phone", member.phone.clone()),
    );
    Ok(member)
}

async fn must_be_free(tx: &Tx<'_>, code: &str) -> Result<()> {
    match store::find_by_code(tx, code).await? {
        Some(_) => Err(MemberError::CodeTaken { code: code.to_owned() }.into()),
        None => Ok(()),
    }
}

/// Puts a person into a unit from `row.days.from` on, inside the caller's transaction, and records it.
pub async fn put(tx: &mut Tx<'_>, member: &mut Member, row: Assignment) -> Result<()> {
    let written = write_assignment(tx, member, row).await?;
    store::save(tx, member).await?;
    tx.record(
        member.id,
        Event::new("people.member.assigned")
            .with("unit", written.unit.to_string())
            .with("grade", written.grade.clone())
            .with("position", written.position.clone())
            .with("from", written.days.from.to_string()),
    );
    Ok(())
}

/// Writes the rows of a transfer; the caller saves the person and records.
pub async fn write_assignment(tx: &mut Tx<'_>, member: &mut Member, row: Assignment) -> Result<Assignment> {
    epoch::hold(tx).await?;
    let rows = store::assignments_of(tx, member.id).await?;
    let plan = member.transfer(&row, &rows)?;
    must_fit(tx, &plan.row).await?;
    let since = plan.joined_on.map_or(plan.row.days.from, |joined_on| joined_on.min(member.joined_on));
    pass_fence(tx, member.id, DayRange::new(since, plan.row.days.end)).await?;
    if let Some(cut) = plan.cut {
        store::cut_assignment(tx, member.id, cut, plan.row.days.from).await?;
    }
    store::put_assignment(tx, &plan.row).await?;
    if let Some(joined_on) = plan.joined_on {
        member.joined_on = joined_on;
    }
    Ok(plan.row)
}

/// Changes what a person is on these days, unless a lock covers one of them. Whoever holds the epoch does so before.
async fn pass_fence(tx: &mut Tx<'_>, member: MemberId, days: DayRange) -> Result<()> {
    fence::commands::pass(tx, &[Touch::Member { member, days }]).await
}

/// Refuses a unit that is not open on all of the days, and a grade that is not there.
async fn must_fit(tx: &Tx<'_>, row: &Assignment) -> Result<()> {
    let unit = unit::store::load(tx, row.unit).await?;
    if !life_of(unit.id, &unit::store::spans(tx).await?).covers(row.days) {
        return Err(MemberError::UnitNotOpen { unit: unit.code }.into());
    }
    let Some(grade) = row.grade.as_deref() else { return Ok(()) };
    match grade::store::find_by_code(tx, grade).await? {
        Some(_) => Ok(()),
        None => Err(MemberError::UnknownGrade { grade: grade.to_owned() }.into()),
    }
}

/// Corrects the day of joining, where the first unit then begins; the caller saves the person and records.
pub async fn correct_joining(tx: &mut Tx<'_>, member: &mut Member, joined_on: Day) -> Result<()> {
    epoch::hold(tx).await?;
    let rows = store::assignments_of(tx, member.id).await?;
    let before = member.joined_on;
    let first = member.correct_joining(joined_on, &rows)?;
    pass_fence(tx, member.id, DayRange::new(before.min(joined_on), before.max(joined_on))).await?;
    if let (Some(first), Some(before)) = (first, rows.first()) {
        must_fit(tx, &first).await?;
        store::drop_assignment(tx, member.id, before.days.from).await?;
        store::put_assignment(tx, &first).await?;
    }
    Ok(())
}

/// Adds a person, in a unit when one is given.
pub async fn create(ctx: &Ctx, db: &Db, new: MemberCreate) -> Result<MemberView> {
    let mut tx = db.begin(ctx).await?;
    ctx.require(PEOPLE_MEMBER_EDIT, Scope::Organisation)?;
    let joined_on = new.joined_on()?;
    let mut member = add(&mut tx, new.member(joined_on)).await?;
    if let Some(unit) = new.unit_id {
        let row = assignment(member.id, unit, joined_on.unwrap_or_else(|| ctx.today()), new.grade, new.position);
        put(&mut tx, &mut member, row).await?;
    }
    let view = queries::view(&tx, &member).await?;
    tx.finish(view).await
}

fn assignment(
    member: MemberId,
    unit: UnitId,
    from: Day,
    grade: Option<String>,
    position: Option<String>,
) -> Assignment {
    Assignment { member, unit, grade, position, days: DayRange::new(from, Day::MAX) }
}

/// The person as the actor sees them, for a change on what was seen: 404, then 403, then 412.
pub async fn begin_change(tx: &Tx<'_>, id: MemberId, action: Action, seen: Version) -> Result<Member> {
    let member = store::load(tx, id).await?;
    queries::must_see(tx, id).await?;
    policy::check(tx.ctx(), action)?;
    member.version.must_be(seen)?;
    Ok(member)
}

/// Changes name, code and how the person is reached.
pub async fn edit(ctx: &Ctx, db: &Db, id: MemberId, seen: Version, change: MemberChange) -> Result<MemberView> {
    let mut tx = db.begin(ctx).await?;
    let mut member = begin_change(&tx, id, Action::Edit, seen).await?;
    check_names(&change.code, &change.name)?;
    if member.code != change.code.trim() {
        must_be_free(&tx, change.code.trim()).await?;
    }
    change.put_into(&mut member);
    store::save(&mut tx, &mut member).await?;
    tx.record(
        id,
        Event::new("people.member.edited")
            .with("code", member.code.clone())
            .with_personal("name", member.name.clone())
            .with_personal("email", member.email.clone())
            .with_personal("phone", member.phone.clone())
            .with_personal("notes", member.notes.clone()),
    );
    let view = queries::view(&tx, &member).await?;
    tx.finish(view).await
}

/// Moves a person to a unit from a day on.
pub async fn transfer(ctx: &Ctx, db: &Db, id: MemberId, seen: Version, to: MemberTransfer) -> Result<MemberView> {
    let mut tx = db.begin(ctx).await?;
    let mut member = begin_change(&tx, id, Action::Transfer, seen).await?;
    let from = crate::wire::day("from", &to.from)?;
    put(&mut tx, &mut member, assignment(id, to.unit_id, from, to.grade, to.position)).await?;
    let view = queries::view(&tx, &member).await?;
    tx.finish(view).await
}

/// Lets a person leave: the assignment ends with the last day, and so do roles and sessions.
pub async fn leave(ctx: &Ctx, db: &Db, id: MemberId, seen: Version, leave: MemberLeave) -> Result<MemberView> {
    let mut tx = db.begin(ctx).await?;
    let mut member = begin_change(&tx, id, Action::Leave, seen).await?;
    let left_on = crate::wire::day("left_on", &leave.left_on)?;
    crate::role::commands::must_keep_administrator(&mut tx, id, None).await?;
    epoch::hold(&mut tx).await?;
    let rows = store::assignments_of(&tx, id).await?;
    member.leave(left_on, &rows)?;
    let after = left_on.plus_days(1);
    pass_fence(&mut tx, id, DayRange::new(after, Day::MAX)).await?;
    if let Some(last) = rows.last() {
        store::cut_assignment(&mut tx, id, last.days.from, after).await?;
    }
    for grant in store::grants_of(&tx, id).await?.into_iter().filter(|grant| grant.days.end > after) {
        store::end_grant(&mut tx, &grant, after.max(grant.days.from)).await?;
    }
    if left_on < ctx.today() {
        login::store::end_sessions(&mut tx, id, None).await?;
    }
    store::save(&mut tx, &mut member).await?;
    tx.record(id, Event::new("people.member.left").with("left_on", left_on.to_string()));
    let view = queries::view(&tx, &member).await?;
    tx.finish(view).await
}

/// Takes a leaver back from a day after the last one on.
pub async fn rejoin(ctx: &Ctx, db: &Db, id: MemberId, seen: Version, to: MemberTransfer) -> Result<MemberView> {
    let mut tx = db.begin(ctx).await?;
    let mut member = begin_change(&tx, id, Action::Rejoin, seen).await?;
    let from = crate::wire::day("from", &to.from)?;
    epoch::hold(&mut tx).await?;
    let row = member.rejoin(assignment(id, to.unit_id, from, to.grade, to.position))?;
    must_fit(&tx, &row).await?;
    pass_fence(&mut tx, id, row.days).await?;
    store::put_assignment(&mut tx, &row).await?;
    store::save(&mut tx, &mut member).await?;
    tx.record(
        id,
        Event::new("people.member.rejoined").with("from", from.to_string()).with("unit", to.unit_id.to_string()),
    );
    let view = queries::view(&tx, &member).await?;
    tx.finish(view).await
}
