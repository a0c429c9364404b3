//! People, their assignments and roles in the database.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Error, Id, MemberId, Page, PageQuery, Result, UnitId, Version};
use beichen_store::list::{List, Sort};
use beichen_store::{Tx, raw};
use sea_orm::{QueryResult, Value};

use super::model::{Assignment, Grant, Member, MemberFilter};
use super::views::MemberItem;
use crate::store::epoch;
use crate::store::row::{bind_day, bind_id, bind_maybe, day, get, id, maybe_day, maybe_id, word};

const COLUMNS: &str =
    "SELECT id, version, code, name, email, phone, notes, login_id, joined_on, left_on FROM people_member";
/// Values bound in one statement.
const CHUNK: usize = 2_000;

fn read(row: &QueryResult) -> Result<Member> {
    Ok(Member {
        id: id(row, "id")?,
        version: Version(get(row, "version")?),
        code: get(row, "code")?,
        name: get(row, "name")?,
        email: get(row, "email")?,
        phone: get(row, "phone")?,
        notes: get(row, "notes")?,
        login: maybe_id(row, "login_id")?,
        joined_on: day(row, "joined_on")?,
        left_on: maybe_day(row, "left_on")?,
    })
}

pub async fn find(tx: &Tx<'_>, member: MemberId) -> Result<Option<Member>> {
    let sql = format!("{COLUMNS} WHERE org_id = $1 AND id = $2");
    tx.row(&sql, vec![tx.ctx().org.0.into(), bind_id(member)]).await?.as_ref().map(read).transpose()
}

pub async fn load(tx: &Tx<'_>, member: MemberId) -> Result<Member> {
    find(tx, member).await?.ok_or_else(|| Error::not_found(MemberId::NAME))
}

pub async fn find_by_code(tx: &Tx<'_>, code: &str) -> Result<Option<Member>> {
    let sql = format!("{COLUMNS} WHERE org_id = $1 AND code = $2");
    tx.row(&sql, vec![tx.ctx().org.0.into(), code.into()]).await?.as_ref().map(read).transpose()
}

/// Everybody who ever belonged, by code.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<Member>> {
    let sql = format!("{COLUMNS} WHERE org_id = $1 ORDER BY code, id");
    tx.rows(&sql, vec![tx.ctx().org.0.into()]).await?.iter().map(read).collect()
}

/// Those of these people who exist.
pub async fn some(tx: &Tx<'_>, members: &[MemberId]) -> Result<Vec<Member>> {
    some_by(tx, "id", members.iter().map(|&member| bind_id(member)).collect()).await
}

/// Those of these codes that exist.
pub async fn some_by_code(tx: &Tx<'_>, codes: &[String]) -> Result<Vec<Member>> {
    some_by(tx, "code", codes.iter().map(|code| code.clone().into()).collect()).await
}

async fn some_by(tx: &Tx<'_>, column: &str, keys: Vec<Value>) -> Result<Vec<Member>> {
    let mut found = Vec::with_capacity(keys.len());
    for chunk in keys.chunks(CHUNK) {
        let sql = format!("{COLUMNS} WHERE org_id = $1 AND {column} IN ({})", places(2, chunk.len()));
        let mut values = vec![tx.ctx().org.0.into()];
        values.extend_from_slice(chunk);
        for row in tx.rows(&sql, values).await? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

/// `$2, $3, $4` for three values after the first.
fn places(first: usize, count: usize) -> String {
    (first..first.saturating_add(count)).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// The next free code of somebody whom the company has given none: `U-0001`.
pub async fn free_code(tx: &Tx<'_>) -> Result<String> {
    let sql = "SELECT code FROM people_member WHERE org_id = $1 AND code LIKE 'U-%'";
    let mut last: u64 = 0;
    for row in tx.rows(sql, vec![tx.ctx().org.0.into()]).await? {
        let code: String = get(&row, "code")?;
        let number = code.strip_prefix("U-").and_then(|number| number.parse().ok());
        last = last.max(number.unwrap_or(0));
    }
    Ok(format!("U-{:04}", last.saturating_add(1)))
}

pub async fn insert(tx: &mut Tx<'_>, member: &Member) -> Result<()> {
    let (org, at) = (tx.ctx().org.0, tx.ctx().now().micros());
    tx.execute(
        "INSERT INTO people_member (org_id, id, version, code, name, email, phone, notes, login_id, joined_on, \
         left_on, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        vec![
            org.into(),
            bind_id(member.id),
            member.version.0.into(),
            member.code.clone().into(),
            member.name.clone().into(),
            member.email.clone().into(),
            member.phone.clone().into(),
            member.notes.clone().into(),
            bind_maybe(member.login),
            bind_day(member.joined_on),
            member.left_on.map(beichen_store::raw::date).into(),
            at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes the person if nobody else has since it was read, and raises the version.
pub async fn save(tx: &mut Tx<'_>, member: &mut Member) -> Result<()> {
    let org = tx.ctx().org.0;
    let changed = tx
        .execute(
            "UPDATE people_member SET version = version + 1, code = $4, name = $5, email = $6, phone = $7, notes = $8, \
             login_id = $9, joined_on = $10, left_on = $11 WHERE org_id = $1 AND id = $2 AND version = $3",
            vec![
                org.into(),
                bind_id(member.id),
                member.version.0.into(),
                member.code.clone().into(),
                member.name.clone().into(),
                member.email.clone().into(),
                member.phone.clone().into(),
                member.notes.clone().into(),
                bind_maybe(member.login),
                bind_day(member.joined_on),
                member.left_on.map(beichen_store::raw::date).into(),
            ],
        )
        .await?;
    if changed == 0 {
        return Err(Error::stale(member.version));
    }
    member.version = member.version.next();
    Ok(())
}

const ASSIGNMENTS: &str =
    "SELECT member_id, unit_id, grade, position, from_day, end_day FROM people_assignment WHERE org_id = $1";

fn read_assignment(row: &QueryResult) -> Result<Assignment> {
    Ok(Assignment {
        member: id(row, "member_id")?,
        unit: id(row, "unit_id")?,
        grade: get(row, "grade")?,
        position: get(row, "position")?,
        days: DayRange::new(day(row, "from_day")?, day(row, "end_day")?),
    })
}

/// Where one person belongs, in order.
pub async fn assignments_of(tx: &Tx<'_>, member: MemberId) -> Result<Vec<Assignment>> {
    let sql = format!("{ASSIGNMENTS} AND member_id = $2 ORDER BY from_day");
    tx.rows(&sql, vec![tx.ctx().org.0.into(), bind_id(member)]).await?.iter().map(read_assignment).collect()
}

/// Everybody's assignments that touch the days, by person and day.
pub async fn assignments(tx: &Tx<'_>, days: DayRange) -> Result<Vec<Assignment>> {
    let sql = format!("{ASSIGNMENTS} AND end_day > $2 AND from_day < $3 ORDER BY member_id, from_day");
    let values = vec![tx.ctx().org.0.into(), bind_day(days.from), bind_day(days.end)];
    tx.rows(&sql, values).await?.iter().map(read_assignment).collect()
}

/// Writes a stay; the credits of its days will bear its unit.
pub async fn put_assignment(tx: &mut Tx<'_>, row: &Assignment) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO people_assignment (org_id, member_id, from_day, end_day, unit_id, grade, position) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (org_id, member_id, from_day) DO UPDATE SET end_day = excluded.end_day, \
         unit_id = excluded.unit_id, grade = excluded.grade, position = excluded.position",
        vec![
            org.into(),
            bind_id(row.member),
            bind_day(row.days.from),
            bind_day(row.days.end),
            bind_id(row.unit),
            row.grade.clone().into(),
            row.position.clone().into(),
        ],
    )
    .await?;
    epoch::remember_move(tx, row.member).await
}

/// Ends the assignment that begins on `from` before `end`.
pub async fn cut_assignment(tx: &mut Tx<'_>, member: MemberId, from: Day, end: Day) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "UPDATE people_assignment SET end_day = $4 WHERE org_id = $1 AND member_id = $2 AND from_day = $3",
        vec![org.into(), bind_id(member), bind_day(from), bind_day(end)],
    )
    .await?;
    epoch::remember_move(tx, member).await
}

/// Takes out the assignment that begins on `from`; another is put in its place.
pub async fn drop_assignment(tx: &mut Tx<'_>, member: MemberId, from: Day) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "DELETE FROM people_assignment WHERE org_id = $1 AND member_id = $2 AND from_day = $3",
        vec![org.into(), bind_id(member), bind_day(from)],
    )
    .await?;
    Ok(())
}

pub async fn unit_of(tx: &Tx<'_>, member: MemberId, on: Day) -> Result<Option<UnitId>> {
    let row = tx
        .row(
            "SELECT unit_id FROM people_assignment \
             WHERE org_id = $1 AND member_id = $2 AND from_day <= $3 AND end_day > $3",
            vec![tx.ctx().org.0.into(), bind_id(member), bind_day(on)],
        )
        .await?;
    row.as_ref().map(|row| id(row, "unit_id")).transpose()
}

fn read_grant(row: &QueryResult) -> Result<Grant> {
    Ok(Grant {
        id: id(row, "id")?,
        member: id(row, "member_id")?,
        role: word(row, "role")?,
        unit: maybe_id(row, "unit_id")?,
        days: DayRange::new(day(row, "from_day")?, day(row, "end_day")?),
    })
}

/// Every role that a person has or had, oldest first.
pub async fn grants_of(tx: &Tx<'_>, member: MemberId) -> Result<Vec<Grant>> {
    let rows = tx
        .rows(
            "SELECT id, member_id, role, unit_id, from_day, end_day FROM people_grant \
             WHERE org_id = $1 AND member_id = $2 ORDER BY from_day, id",
            vec![tx.ctx().org.0.into(), bind_id(member)],
        )
        .await?;
    rows.iter().map(read_grant).collect()
}

/// Who holds the role on that day and belongs to the organisation.
pub async fn holders(tx: &Tx<'_>, role: beichen_kernel::Role, on: Day) -> Result<Vec<MemberId>> {
    let rows = tx
        .rows(
            "SELECT DISTINCT g.member_id FROM people_grant g \
             JOIN people_member m ON m.org_id = g.org_id AND m.id = g.member_id \
             WHERE g.org_id = $1 AND g.role = $2 AND g.from_day <= $3 AND g.end_day > $3 \
             AND m.login_id IS NOT NULL AND (m.left_on IS NULL OR m.left_on >= $3)",
            vec![tx.ctx().org.0.into(), role.to_string().into(), bind_day(on)],
        )
        .await?;
    rows.iter().map(|row| id(row, "member_id")).collect()
}

pub async fn insert_grant(tx: &mut Tx<'_>, grant: &Grant) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "INSERT INTO people_grant (org_id, id, member_id, role, unit_id, from_day, end_day) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            org.into(),
            bind_id(grant.id),
            bind_id(grant.member),
            grant.role.to_string().into(),
            bind_maybe(grant.unit),
            bind_day(grant.days.from),
            bind_day(grant.days.end),
        ],
    )
    .await?;
    Ok(())
}

pub async fn end_grant(tx: &mut Tx<'_>, grant: &Grant, end: Day) -> Result<()> {
    let org = tx.ctx().org.0;
    tx.execute(
        "UPDATE people_grant SET end_day = $3 WHERE org_id = $1 AND id = $2",
        vec![org.into(), bind_id(grant.id), bind_day(end)],
    )
    .await?;
    Ok(())
}

/// What somebody leads or led: units by their spans.
pub async fn led_by(tx: &Tx<'_>, member: MemberId) -> Result<Vec<(UnitId, DayRange)>> {
    let rows = tx
        .rows(
            "SELECT unit_id, from_day, end_day FROM people_unit_span WHERE org_id = $1 AND leader_id = $2 \
             ORDER BY unit_id, from_day",
            vec![tx.ctx().org.0.into(), bind_id(member)],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((id(row, "unit_id")?, DayRange::new(day(row, "from_day")?, day(row, "end_day")?))))
        .collect()
}

const SORTS: &[Sort] =
    &[Sort::text("code", "m.code"), Sort::text("name", "m.name"), Sort::day("joined_on", "m.joined_on")];
const LISTED: &str = "m.id, m.version, m.code, m.name, m.joined_on, m.left_on, m.login_id, a.unit_id, a.grade, a.position, \
     u.name AS unit_name";

/// One page of people: of `members` only, and of those who are in `units` today.
pub async fn page(
    tx: &Tx<'_>,
    filter: &MemberFilter,
    page: &PageQuery,
    members: Option<Vec<MemberId>>,
    units: Option<Vec<UnitId>>,
) -> Result<Page<MemberItem>> {
    let wanted = filter.sort.as_deref().unwrap_or("code");
    let mut list = List::new(("m.org_id", tx.ctx().org), (LISTED, from_today(), "m.id"), SORTS, wanted)?;
    let today = list.bind(raw::date(tx.today()));
    list.filter(latest_only(&today));
    if let Some(members) = members {
        let places: Vec<String> = members.into_iter().map(|member| list.bind(bind_id(member))).collect();
        list.filter(format!("m.id IN ({})", places.join(", ")));
    }
    if !filter.with_left {
        list.filter(format!("(m.left_on IS NULL OR m.left_on >= {today})"));
    }
    if let Some(units) = units {
        let places: Vec<String> = units.into_iter().map(|unit| list.bind(bind_id(unit))).collect();
        list.filter(format!("a.unit_id IN ({})", places.join(", ")));
    }
    list.search(&["m.code", "m.name"], filter.search.as_deref());
    list.page(tx, page, item).await
}

const fn from_today() -> &'static str {
    "people_member m \
     LEFT JOIN people_assignment a ON a.org_id = m.org_id AND a.member_id = m.id \
     LEFT JOIN people_unit u ON u.org_id = a.org_id AND u.id = a.unit_id"
}

/// One row a person: the assignment of today, else the last one before it, else the first one to come.
fn latest_only(today: &str) -> String {
    format!(
        "(a.from_day IS NULL OR a.from_day = COALESCE((SELECT MAX(b.from_day) FROM people_assignment b \
         WHERE b.org_id = m.org_id AND b.member_id = m.id AND b.from_day <= {today}), \
         (SELECT MIN(c.from_day) FROM people_assignment c WHERE c.org_id = m.org_id AND c.member_id = m.id)))"
    )
}

fn item(row: &QueryResult) -> Result<MemberItem> {
    Ok(MemberItem {
        id: id(row, "id")?,
        code: get(row, "code")?,
        name: get(row, "name")?,
        unit_id: maybe_id(row, "unit_id")?,
        unit_name: get(row, "unit_name")?,
        grade: get(row, "grade")?,
        position: get(row, "position")?,
        joined_on: day(row, "joined_on")?.to_string(),
        left_on: maybe_day(row, "left_on")?.map(|day| day.to_string()),
        has_login: maybe_id::<beichen_kernel::LoginId>(row, "login_id")?.is_some(),
        version: get(row, "version")?,
    })
}
