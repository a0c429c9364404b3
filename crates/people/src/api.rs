//! What other capabilities and the command line may ask about people, and write through.
//!
//! Days are civil days of the organisation; ranges are half-open. `Day::MAX` as an end means: nothing else is known.
//! Money is in minor units of the reporting currency, rates are in parts per million.

mod locks;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{
    Clock, Ctx, Error, Kind, Locale, LoginId, MemberId, OrgId, Organisation, Permission, Reach, Result, Role, UnitId,
};
use beichen_store::{Db, Tx};
use uuid::Uuid;

use crate::login::model::{check_password, normalise};
use crate::store::epoch;
use crate::{coefficient, field, grade, login, member, organisation, role, unit};

pub use self::locks::*;
pub use crate::approval::store::{GrantedCorrection, granted_since};
pub use crate::coefficient::model::{Coefficient, CoefficientScope, natural_period};
pub use crate::field::model::{DatedValue, Entity, Field, FieldKind, FieldValue};
pub use crate::grade::model::Grade;
pub use crate::ids::{FieldId, GradeId, OrganisationId};
pub use crate::login::commands::user::NewUser;
pub use crate::login::views::SessionView;
pub use crate::member::commands::NewMember;
pub use crate::member::model::{Assignment, Member};
pub use crate::organisation::model::Setting;
pub use crate::reach::{MemberSpan, Visible};
pub use crate::store::epoch::JOB_MOVED;
pub use crate::unit::model::{Unit, UnitSpan, UnitTree};

/// Every permission of the house, folded by the server and given as an `Extension`, so that a session can say which
/// of them it holds.
#[derive(Debug, Clone)]
pub struct AllPermissions(pub Arc<[Permission]>);

// ---- Organisations and settings

/// Makes an organisation: a currency like `CNY`, an IANA zone like `Asia/Shanghai`.
pub async fn create_organisation(
    db: &Db,
    clock: &Clock,
    name: &str,
    currency: &str,
    zone: &str,
) -> Result<Arc<Organisation>> {
    organisation::commands::create(db, clock, name, currency, zone).await
}

/// As [`create_organisation`], with its first administrator (login, password): both or neither (`init --admin`).
pub async fn create_administered(
    db: &Db,
    clock: &Clock,
    organisation: (&str, &str, &str),
    administrator: (&str, &str),
) -> Result<Arc<Organisation>> {
    login::commands::setup::create_administered(db, clock, organisation, administrator).await
}

/// One organisation; 404 when there is none.
pub async fn organisation(db: &Db, org: OrgId) -> Result<Arc<Organisation>> {
    organisation::store::find(db, org).await?.ok_or_else(|| Error::not_found("people.organisation"))
}

/// All organisations of the installation, oldest first.
pub async fn organisations(db: &Db) -> Result<Vec<Arc<Organisation>>> {
    organisation::store::all(db).await
}

/// What holds for a setting of truth.
pub async fn setting_is_on(tx: &Tx<'_>, setting: Setting) -> Result<bool> {
    Ok(organisation::store::setting(tx, setting).await? == "true")
}

/// What holds for a setting that counts.
pub async fn setting_count(tx: &Tx<'_>, setting: Setting) -> Result<i64> {
    organisation::store::setting(tx, setting).await?.parse().map_err(Error::internal)
}

/// All settings as (key, value), for the command line.
pub async fn settings(ctx: &Ctx, db: &Db) -> Result<Vec<(String, String)>> {
    let all = organisation::queries::settings(ctx, db).await?;
    Ok(all.items.into_iter().map(|setting| (setting.key, setting.value)).collect())
}

/// Sets a setting by its key, whatever was seen before.
pub async fn set_setting(ctx: &Ctx, db: &Db, key: &str, value: &str) -> Result<()> {
    organisation::commands::set(ctx, db, key, value, None).await.map(|_| ())
}

// ---- Signing in

/// The context of a session's token; `Unauthenticated` when it is unknown or over.
pub async fn authenticate(db: &Db, clock: &Clock, token: &str, locale: Locale) -> Result<Ctx> {
    login::commands::session::authenticate(db, clock, token, locale).await
}

/// Opens a session of a member without a password, for tests and the demo; gives the token.
pub async fn open_session(ctx: &Ctx, db: &Db, member: MemberId, agent: &str) -> Result<String> {
    let login = {
        let tx = db.read(ctx).await?;
        member::store::load(&tx, member).await?.login
    };
    login::commands::session::open(ctx, db, member, login, agent).await
}

/// Looks at a password as signing in does, guesses counted.
pub async fn verify_password(db: &Db, clock: &Clock, login_name: &str, password: &str) -> Result<LoginId> {
    Ok(login::commands::verify(db, clock, login_name, password, None).await?.id)
}

/// The login of that name, if there is one.
pub async fn find_login(db: &Db, login_name: &str) -> Result<Option<LoginId>> {
    Ok(login::store::find(db, &normalise(login_name)?).await?.map(|login| login.id))
}

/// The member that a login is in the organisation of the context, with its rights there; for `--as LOGIN`. Refuses a
/// login of other organisations, and somebody who has left.
pub async fn context_of_login(ctx: &Ctx, db: &Db, clock: &Clock, login: LoginId) -> Result<Ctx> {
    login::commands::session::context_of_login(ctx, db, clock, login).await
}

/// The context of a member of the organisation of `ctx`, with the rights of now. Refuses somebody who has left.
pub async fn context_of_member(ctx: &Ctx, db: &Db, clock: &Clock, member: MemberId) -> Result<Ctx> {
    login::commands::session::context_of_member(ctx, db, clock, member).await
}

/// Whether nobody can administer anything, so that the first set-up is open.
pub async fn needs_setup(db: &Db, clock: &Clock) -> Result<bool> {
    login::commands::setup::is_needed(db, clock).await
}

/// Whether somebody with the role of an administrator can sign in today.
pub async fn has_administrator(tx: &Tx<'_>) -> Result<bool> {
    Ok(!member::store::holders(tx, Role::Administrator, tx.today()).await?.is_empty())
}

/// Who holds a role on a day and can sign in.
pub async fn holders(tx: &Tx<'_>, role: Role, day: Day) -> Result<Vec<MemberId>> {
    member::store::holders(tx, role, day).await
}

/// Everybody of the organisation who has a login.
pub async fn members_with_login(tx: &Tx<'_>) -> Result<BTreeSet<MemberId>> {
    login::store::members(tx).await
}

/// Sets a new password, ends the login's sessions and forgets failed attempts (`user reset`).
pub async fn reset_password(ctx: &Ctx, db: &Db, login_name: &str, new_password: &str) -> Result<()> {
    login::commands::reset(ctx, db, login_name, new_password).await
}

/// Gives an existing member a login and roles (`user add LOGIN --member CODE`).
pub async fn create_login(
    ctx: &Ctx,
    db: &Db,
    member: MemberId,
    login_name: &str,
    password: &str,
    roles: &[(Role, Option<UnitId>)],
) -> Result<LoginId> {
    let name = normalise(login_name)?;
    check_password(password, &name)?;
    let hash = login::commands::password::hash(password).await?;
    let mut tx = db.begin(ctx).await?;
    login::commands::user::must_be_free(&tx, &name).await?;
    let login = login::commands::attach(&mut tx, member, &name, &hash).await?;
    for &(role, unit) in roles {
        role::commands::give(&mut tx, member, role, unit, ctx.today()).await?;
    }
    tx.commit().await?;
    Ok(login)
}

/// Adds or finds a person, with a login and roles, all at once (`user add`, `init --admin`). Somebody new gets a code
/// that says nothing about them.
pub async fn add_user(ctx: &Ctx, db: &Db, new: NewUser) -> Result<MemberId> {
    login::commands::user::add(ctx, db, new).await
}

/// Adds a person with a login and roles, for tests: `name` is also the code.
pub async fn create_member_with_login(
    ctx: &Ctx,
    db: &Db,
    name: &str,
    login_name: &str,
    password: &str,
    roles: &[Role],
) -> Result<MemberId> {
    let login_name = normalise(login_name)?;
    check_password(password, &login_name)?;
    let hash = login::commands::password::hash(password).await?;
    let new = NewMember { code: name.to_owned(), name: name.to_owned(), ..NewMember::default() };
    let mut tx = db.begin(ctx).await?;
    login::commands::user::must_be_free(&tx, &login_name).await?;
    let member = member::commands::add(&mut tx, new).await?.id;
    login::commands::attach(&mut tx, member, &login_name, &hash).await?;
    for &role in roles {
        role::commands::give(&mut tx, member, role, None, ctx.today()).await?;
    }
    tx.commit().await?;
    Ok(member)
}

/// Gives a role from today on; a unit only with the role of a lead.
pub async fn grant_role(ctx: &Ctx, db: &Db, member: MemberId, role: Role, unit: Option<UnitId>) -> Result<()> {
    let mut tx = db.begin(ctx).await?;
    role::commands::give(&mut tx, member, role, unit, ctx.today()).await?;
    tx.commit().await
}

// ---- People

/// Adds a person in the caller's transaction, and records it.
pub async fn add_member(tx: &mut Tx<'_>, new: NewMember) -> Result<Member> {
    member::commands::add(tx, new).await
}

/// One person; 404 when there is none. Does not narrow by rights.
pub async fn member(tx: &Tx<'_>, member: MemberId) -> Result<Member> {
    member::store::load(tx, member).await
}

/// The person with that code.
pub async fn find_member_by_code(tx: &Tx<'_>, code: &str) -> Result<Option<Member>> {
    member::store::find_by_code(tx, code).await
}

/// Everybody who ever belonged, by code.
pub async fn members(tx: &Tx<'_>) -> Result<Vec<Member>> {
    member::store::all(tx).await
}

/// Those of these people who exist.
pub async fn members_by_id(tx: &Tx<'_>, members: &[MemberId]) -> Result<HashMap<MemberId, Member>> {
    Ok(member::store::some(tx, members).await?.into_iter().map(|member| (member.id, member)).collect())
}

/// Those of these codes that exist.
pub async fn members_by_code(tx: &Tx<'_>, codes: &[String]) -> Result<HashMap<String, Member>> {
    Ok(member::store::some_by_code(tx, codes).await?.into_iter().map(|member| (member.code.clone(), member)).collect())
}

// ---- Units and assignments over time

/// Makes a unit, below another or a root, led by somebody or by nobody, since a day.
#[allow(clippy::too_many_arguments, reason = "the shape that tests and the demo build companies with")]
pub async fn create_unit(
    ctx: &Ctx,
    db: &Db,
    code: &str,
    name: &str,
    parent: Option<UnitId>,
    leader: Option<MemberId>,
    since: Day,
) -> Result<UnitId> {
    let mut tx = db.begin(ctx).await?;
    let unit = unit::commands::add(&mut tx, (code, name), parent, leader, since).await?;
    tx.commit().await?;
    Ok(unit.id)
}

/// As [`create_unit`], in the caller's transaction.
pub async fn add_unit(
    tx: &mut Tx<'_>,
    names: (&str, &str),
    parent: Option<UnitId>,
    leader: Option<MemberId>,
    since: Day,
) -> Result<UnitId> {
    Ok(unit::commands::add(tx, names, parent, leader, since).await?.id)
}

/// Puts a member into a unit from a day on; the first one also says when the person joined.
pub async fn assign(ctx: &Ctx, db: &Db, member: MemberId, unit: UnitId, from: Day) -> Result<()> {
    let mut tx = db.begin(ctx).await?;
    assign_in(&mut tx, Assignment { member, unit, grade: None, position: None, days: DayRange::new(from, Day::MAX) })
        .await?;
    tx.commit().await
}

/// As [`assign`], with grade and position, in the caller's transaction. Only `days.from` is looked at.
pub async fn assign_in(tx: &mut Tx<'_>, row: Assignment) -> Result<()> {
    let mut member = member::store::load(tx, row.member).await?;
    member::commands::put(tx, &mut member, row).await
}

/// The unit that a member belongs to on a day.
pub async fn unit_of(tx: &Tx<'_>, member: MemberId, day: Day) -> Result<Option<UnitId>> {
    member::store::unit_of(tx, member, day).await
}

/// Where one person belongs, in order.
pub async fn assignments_of(tx: &Tx<'_>, member: MemberId) -> Result<Vec<Assignment>> {
    member::store::assignments_of(tx, member).await
}

/// Everybody's assignments that touch the days, by person and day. They are not cut to the days.
pub async fn assignments(tx: &Tx<'_>, days: DayRange) -> Result<Vec<Assignment>> {
    member::store::assignments(tx, days).await
}

/// Keeps assignments and measures as they are until the commit, and says which epoch it is.
pub async fn share_epoch(tx: &mut Tx<'_>) -> Result<i64> {
    epoch::share(tx).await
}

/// Waits until nothing is being credited, and keeps crediting out until the commit.
pub async fn hold_epoch(tx: &mut Tx<'_>) -> Result<()> {
    epoch::hold(tx).await.map(|_| ())
}

/// As [`hold_epoch`], and makes what was staged before old: a measure changes what is credited.
pub async fn raise_epoch(tx: &mut Tx<'_>) -> Result<()> {
    epoch::raise(tx).await
}

/// The epoch as this transaction sees it, without a lock.
pub async fn epoch(tx: &Tx<'_>) -> Result<i64> {
    epoch::current(tx).await
}

/// People whose assignments have changed and whose credits do not bear the new units yet, some at a time.
pub async fn moved(tx: &Tx<'_>, limit: i64) -> Result<Vec<MemberId>> {
    epoch::moved(tx, limit).await
}

/// How many people that are.
pub async fn count_moved(tx: &Tx<'_>) -> Result<i64> {
    epoch::count_moved(tx).await
}

/// Says that the credits of these people bear their units now.
pub async fn settle_moved(tx: &mut Tx<'_>, members: &[MemberId]) -> Result<()> {
    epoch::settle(tx, members).await
}

/// One unit; 404 when there is none.
pub async fn unit(tx: &Tx<'_>, unit: UnitId) -> Result<Unit> {
    unit::store::load(tx, unit).await
}

/// Every unit that ever was, by code.
pub async fn units(tx: &Tx<'_>) -> Result<Vec<Unit>> {
    unit::store::all(tx).await
}

/// The unit with that code.
pub async fn find_unit_by_code(tx: &Tx<'_>, code: &str) -> Result<Option<Unit>> {
    unit::store::find_by_code(tx, code).await
}

/// Every span of every unit, for trees of several days: [`UnitTree::on`].
pub async fn unit_spans(tx: &Tx<'_>) -> Result<Vec<UnitSpan>> {
    unit::store::spans(tx).await
}

/// The tree of one day.
pub async fn tree_on(tx: &Tx<'_>, day: Day) -> Result<UnitTree> {
    Ok(UnitTree::on(day, &unit::store::spans(tx).await?))
}

// ---- Fields, grades, coefficients, variable pay

/// The fields of an entity, by key.
pub async fn fields(tx: &Tx<'_>, entity: Entity) -> Result<Vec<Field>> {
    field::store::of_entity(tx, entity).await
}

/// All values of an entity, by subject, key and day. For people the subject is the member's UUID.
pub async fn field_values(tx: &Tx<'_>, entity: Entity) -> Result<Vec<DatedValue>> {
    field::store::values(tx, entity).await
}

/// The values of some subjects, by subject, key and day.
pub async fn field_values_of(tx: &Tx<'_>, entity: Entity, subjects: &[Uuid]) -> Result<Vec<DatedValue>> {
    field::store::values_of(tx, entity, subjects).await
}

/// Writes values of one subject as people write them, in the caller's transaction, which records. `from` counts for
/// people and grades only. The refusal names the field.
pub async fn set_field_values(
    tx: &mut Tx<'_>,
    entity: Entity,
    subject: Uuid,
    from: Day,
    values: &[(String, String)],
) -> Result<()> {
    field::commands::set_values(tx, entity, subject, from, values).await
}

/// All grades in their order.
pub async fn grades(tx: &Tx<'_>) -> Result<Vec<Grade>> {
    grade::store::all(tx).await
}

/// The grade table: values of the entity `grade`, whose subject is the grade's UUID.
pub async fn grade_values(tx: &Tx<'_>) -> Result<Vec<DatedValue>> {
    field::store::values(tx, Entity::Grade).await
}

/// Coefficients that touch the days, by key, subject and days. A year's, a quarter's and a month's may hold at once;
/// which of them counts is the engine's rule.
pub async fn coefficients(tx: &Tx<'_>, days: DayRange) -> Result<Vec<Coefficient>> {
    coefficient::store::touching(tx, days).await
}

/// Variable pay of a year in minor units, from a day on, by person and day.
pub async fn variable_pay(tx: &Tx<'_>) -> Result<Vec<(MemberId, Day, i64)>> {
    grade::store::variable_pay(tx).await
}

// ---- Who sees what over time

/// What the actor may see with the permission: everything; the own tree on the days when people were in it; the own.
/// `Forbidden` where no role holds it. Source: decisions.md "Who sees what over time".
pub async fn visible(tx: &Tx<'_>, permission: Permission) -> Result<Visible> {
    let reach = tx.ctx().reach(permission)?;
    let Some(member) = tx.ctx().member() else {
        return match reach {
            Reach::Organisation => Ok(Visible::Everything),
            Reach::Units | Reach::Own => Ok(Visible::Spans(Vec::new())),
        };
    };
    match reach {
        Reach::Organisation => Ok(Visible::Everything),
        Reach::Own => Ok(Visible::own(member)),
        Reach::Units => {
            let tenures = login::commands::session::tenures(tx, member).await?;
            if tenures.is_empty() {
                return Ok(Visible::own(member));
            }
            let spans = unit::store::spans(tx).await?;
            let ever = DayRange::new(Day::MIN, Day::MAX);
            let stays: Vec<crate::reach::Stay> = member::store::assignments(tx, ever)
                .await?
                .into_iter()
                .map(|row| crate::reach::Stay { member: row.member, unit: row.unit, days: row.days })
                .collect();
            Ok(Visible::of_lead(member, &tenures, &spans, &stays))
        }
    }
}

/// On which days each unit lay in the tree that the actor leads or led.
pub async fn led_days(tx: &Tx<'_>) -> Result<HashMap<UnitId, Vec<DayRange>>> {
    let Some(member) = tx.ctx().member() else { return Ok(HashMap::new()) };
    let tenures = login::commands::session::tenures(tx, member).await?;
    Ok(crate::reach::led_days(&tenures, &unit::store::spans(tx).await?))
}

/// As [`visible`], where a missing permission means that nothing is seen instead of a refusal (inside totals).
pub async fn visible_or_nothing(tx: &Tx<'_>, permission: Permission) -> Result<Visible> {
    match visible(tx, permission).await {
        Err(error) if error.kind() == Kind::Forbidden => Ok(Visible::Spans(Vec::new())),
        other => other,
    }
}

/// Lets a person leave; `left_on` is the last day.
pub async fn leave(ctx: &Ctx, db: &Db, member: MemberId, left_on: Day) -> Result<()> {
    let seen = {
        let tx = db.read(ctx).await?;
        member::store::load(&tx, member).await?.version
    };
    let leave = member::views::MemberLeave { left_on: left_on.to_string() };
    member::commands::leave(ctx, db, member, seen, leave).await.map(|_| ())
}
