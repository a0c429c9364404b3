//! The only file of this slice that speaks SQL.

use std::collections::{BTreeMap, HashMap};

use beichen_engine::day::Day;
use beichen_kernel::{Error, Id, MemberId, Page, PageQuery, Result, Version};
use beichen_people::api::{self as people, Visible};
use beichen_store::Tx;
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::raw;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryFilter, QueryResult};
use uuid::Uuid;

use super::model::{Customer, CustomerError, CustomerId, Origin, Owners};
use super::views::{CustomerListQuery, CustomerRef, CustomerView, OriginView, PersonRef};
use crate::api::CustomerName;
use crate::permissions::CUSTOMERS_CUSTOMER_READ;

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customers_customer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub code: String,
        pub name: String,
        pub owner_id: Option<Uuid>,
        pub tier: String,
        pub tags: String,
        pub fields: String,
        pub tx_id: Uuid,
        pub batch_id: Option<Uuid>,
        pub batch_row: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(row, versioned);

/// Another organisation's customer is simply not found.
pub async fn load(tx: &Tx<'_>, id: CustomerId) -> Result<Customer> {
    let select = tx.select::<row::Entity>().filter(row::Column::Id.eq(id.uuid()));
    let row = tx.one(select).await?.ok_or_else(|| Error::not_found(CustomerId::NAME))?;
    let sql = format!("{OWNERS} AND customer_id = $2");
    let mut owners = owners(&tx.rows(&sql, vec![tx.ctx().org.0.into(), id.uuid().into()]).await?)?;
    of_row(row, &mut owners)
}

/// Every customer, for imports.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<Customer>> {
    let mut owners = owners(&tx.rows(OWNERS, vec![tx.ctx().org.0.into()]).await?)?;
    tx.all(tx.select::<row::Entity>()).await?.into_iter().map(|row| of_row(row, &mut owners)).collect()
}

/// Those of these ids that there are, by id.
pub async fn by_ids(
    tx: &Tx<'_>,
    customers: impl IntoIterator<Item = CustomerId>,
) -> Result<HashMap<CustomerId, Customer>> {
    let ids: std::collections::BTreeSet<CustomerId> = customers.into_iter().collect();
    let ids: Vec<CustomerId> = ids.into_iter().collect();
    let mut found = HashMap::new();
    for chunk in ids.chunks(IDS) {
        let mut owners = owners_of(tx, chunk.iter().copied()).await?;
        let select = tx.select::<row::Entity>().filter(row::Column::Id.is_in(chunk.iter().map(|id| id.uuid())));
        for row in tx.all(select).await? {
            let own = owners.remove(&CustomerId::from(row.id)).unwrap_or_default();
            let mut customer = of_row(row, &mut FromDays::new())?;
            customer.owners = own;
            found.insert(customer.id, customer);
        }
    }
    Ok(found)
}

/// Writes the customer as it was before an import, with all that was known of its owners then.
pub async fn restore(tx: &mut Tx<'_>, customer: &mut Customer) -> Result<()> {
    let row = active(tx, customer, customer.version.next());
    tx.update(row, customer.version).await.map_err(|error| taken(error, &customer.code))?;
    customer.version = customer.version.next();
    let (org, id) = (tx.ctx().org.0, customer.id.uuid());
    let sql = "DELETE FROM customers_customer_owner WHERE org_id = $1 AND customer_id = $2";
    tx.execute(sql, vec![org.into(), id.into()]).await?;
    for (from, owner) in customer.owners.all() {
        let owner: Option<Uuid> = owner.map(Id::uuid);
        tx.execute(KEEP_OWNER, vec![org.into(), id.into(), raw::date(from).into(), owner.into()]).await?;
    }
    Ok(())
}

/// Whose these customers were from which day on.
pub async fn owners_of(
    tx: &Tx<'_>,
    customers: impl IntoIterator<Item = CustomerId>,
) -> Result<HashMap<CustomerId, Owners>> {
    let ids: std::collections::BTreeSet<Uuid> = customers.into_iter().map(Id::uuid).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<String> = (2..).take(ids.len()).map(|place| format!("${place}")).collect();
    let sql = format!("{OWNERS} AND customer_id IN ({})", places.join(", "));
    let mut values: Vec<sea_orm::Value> = vec![tx.ctx().org.0.into()];
    values.extend(ids.into_iter().map(sea_orm::Value::from));
    let owners = owners(&tx.rows(&sql, values).await?)?;
    Ok(owners.into_iter().map(|(id, from_days)| (id.into(), Owners::of(from_days))).collect())
}

/// Ids that one statement lists.
const IDS: usize = 5_000;

const KEEP_OWNER: &str = "INSERT INTO customers_customer_owner (org_id, customer_id, from_day, owner_id) \
    VALUES ($1, $2, $3, $4) ON CONFLICT (org_id, customer_id, from_day) DO UPDATE SET owner_id = excluded.owner_id";

const OWNERS: &str = "SELECT customer_id, from_day, owner_id FROM customers_customer_owner WHERE org_id = $1";

/// Since when each customer is whose.
type FromDays = HashMap<Uuid, Vec<(Day, Option<MemberId>)>>;

fn owners(rows: &[QueryResult]) -> Result<FromDays> {
    let mut owners = FromDays::new();
    for row in rows {
        let from = raw::day(row.try_get("", "from_day").map_err(from_db)?);
        let owner: Option<Uuid> = row.try_get("", "owner_id").map_err(from_db)?;
        let customer = row.try_get("", "customer_id").map_err(from_db)?;
        owners.entry(customer).or_default().push((from, owner.map(MemberId::from)));
    }
    Ok(owners)
}

pub async fn insert(tx: &mut Tx<'_>, customer: &Customer) -> Result<()> {
    let row = active(tx, customer, customer.version);
    tx.insert(row).await.map_err(|error| taken(error, &customer.code))?;
    keep_owner(tx, customer).await
}

/// Writes the customer if nobody else has since `load`, and raises its version.
pub async fn save(tx: &mut Tx<'_>, customer: &mut Customer) -> Result<()> {
    let row = active(tx, customer, customer.version.next());
    tx.update(row, customer.version).await.map_err(|error| taken(error, &customer.code))?;
    customer.version = customer.version.next();
    keep_owner(tx, customer).await
}

/// Keeps since when the customer is whose; the days before stand.
async fn keep_owner(tx: &mut Tx<'_>, customer: &Customer) -> Result<()> {
    let Some((from, owner)) = customer.owners.last() else { return Ok(()) };
    let org = tx.ctx().org.0;
    let owner: Option<Uuid> = owner.map(Id::uuid);
    tx.execute(KEEP_OWNER, vec![org.into(), customer.id.uuid().into(), raw::date(from).into(), owner.into()]).await?;
    Ok(())
}

fn taken(error: Error, code: &str) -> Error {
    if beichen_store::error::is_unique(&error) {
        return CustomerError::CodeTaken { value: code.to_owned() }.into();
    }
    error
}

/// Whether there is such a person in the organisation.
pub async fn person_exists(tx: &Tx<'_>, member: MemberId) -> Result<bool> {
    let sql = "SELECT 1 AS one FROM people_member WHERE org_id = $1 AND id = $2";
    Ok(tx.row(sql, vec![tx.ctx().org.0.into(), member.uuid().into()]).await?.is_some())
}

/// A person as other things name them.
pub async fn person(tx: &Tx<'_>, member: MemberId) -> Result<Option<PersonRef>> {
    let sql = "SELECT id AS owner_id, code AS owner_code, name AS owner_name FROM people_member \
        WHERE org_id = $1 AND id = $2";
    let row = tx.row(sql, vec![tx.ctx().org.0.into(), member.uuid().into()]).await?;
    row.map(|row| person_of(&row, "owner")).transpose().map(Option::flatten)
}

/// Columns of a person joined as `prefix`: `<prefix>_id`, `<prefix>_code`, `<prefix>_name`.
pub fn person_of(row: &QueryResult, prefix: &str) -> Result<Option<PersonRef>> {
    let id: Option<Uuid> = row.try_get("", &format!("{prefix}_id")).map_err(from_db)?;
    let Some(id) = id else { return Ok(None) };
    let code: Option<String> = row.try_get("", &format!("{prefix}_code")).map_err(from_db)?;
    let name: Option<String> = row.try_get("", &format!("{prefix}_name")).map_err(from_db)?;
    Ok(Some(PersonRef { id: id.into(), code: code.unwrap_or_default(), name: name.unwrap_or_default() }))
}

/// Columns `customer_id`, `customer_code`, `customer_name`.
pub fn customer_of(row: &QueryResult) -> Result<Option<CustomerRef>> {
    let id: Option<Uuid> = row.try_get("", "customer_id").map_err(from_db)?;
    let Some(id) = id else { return Ok(None) };
    let code: Option<String> = row.try_get("", "customer_code").map_err(from_db)?;
    let name: Option<String> = row.try_get("", "customer_name").map_err(from_db)?;
    Ok(Some(CustomerRef { id: id.into(), code: code.unwrap_or_default(), name: name.unwrap_or_default() }))
}

/// What the screen says about a batch and a row.
pub async fn origin(tx: &Tx<'_>, origin: Option<Origin>) -> Result<Option<OriginView>> {
    let Some(origin) = origin else { return Ok(None) };
    let Some(batch) = beichen_sheets::origin(tx, origin.batch).await? else { return Ok(None) };
    Ok(Some(OriginView {
        batch_id: origin.batch,
        file: batch.file_name,
        row: origin.row,
        imported_at: batch.created_at,
    }))
}

/// The two columns that say where a row came from.
pub fn origin_of(batch: Option<Uuid>, row: Option<i64>) -> Option<Origin> {
    Some(Origin { batch: batch?.into(), row: row? })
}

fn of_row(row: row::Model, owners: &mut FromDays) -> Result<Customer> {
    Ok(Customer {
        id: row.id.into(),
        version: Version(row.version),
        code: row.code,
        name: row.name,
        owners: Owners::of(owners.remove(&row.id).unwrap_or_default()),
        tier: row.tier,
        tags: serde_json::from_str(&row.tags).map_err(Error::internal)?,
        fields: serde_json::from_str(&row.fields).map_err(Error::internal)?,
        origin: origin_of(row.batch_id, row.batch_row),
    })
}

fn active(tx: &Tx<'_>, customer: &Customer, version: Version) -> row::ActiveModel {
    row::ActiveModel {
        org_id: Set(tx.ctx().org.0),
        id: Set(customer.id.uuid()),
        version: Set(version.0),
        code: Set(customer.code.clone()),
        name: Set(customer.name.clone()),
        owner_id: Set(customer.owners.now().map(Id::uuid)),
        tier: Set(customer.tier.clone()),
        tags: Set(json_text(&customer.tags)),
        fields: Set(json_text(&customer.fields)),
        tx_id: Set(tx.id().uuid()),
        batch_id: Set(customer.origin.map(|origin| origin.batch.uuid())),
        batch_row: Set(customer.origin.map(|origin| origin.row)),
    }
}

/// JSON of a value that always has one.
pub fn json_text<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The customers of orders and payments, by document.
pub async fn names_of_documents(tx: &Tx<'_>, documents: &[Uuid]) -> Result<BTreeMap<Uuid, CustomerName>> {
    let mut names = BTreeMap::new();
    if documents.is_empty() {
        return Ok(names);
    }
    let places: Vec<String> = (2..).take(documents.len()).map(|place| format!("${place}")).collect();
    let places = places.join(", ");
    let sql = format!(
        "SELECT o.id AS document_id, c.id AS customer_id, c.name FROM customers_order o \
         JOIN customers_customer c ON c.org_id = o.org_id AND c.id = o.customer_id \
         WHERE o.org_id = $1 AND o.id IN ({places}) \
         UNION ALL SELECT p.id, c.id, c.name FROM customers_payment p \
         JOIN customers_customer c ON c.org_id = p.org_id AND c.id = p.customer_id \
         WHERE p.org_id = $1 AND p.id IN ({places})"
    );
    let mut values: Vec<sea_orm::Value> = vec![tx.ctx().org.0.into()];
    values.extend(documents.iter().map(|&id| id.into()));
    for row in tx.rows(&sql, values).await? {
        let document: Uuid = row.try_get("", "document_id").map_err(from_db)?;
        let id: Uuid = row.try_get("", "customer_id").map_err(from_db)?;
        let name = row.try_get("", "name").map_err(from_db)?;
        names.insert(document, CustomerName { id: id.into(), name });
    }
    Ok(names)
}

const SORTS: &[Sort] = &[Sort::text("code", "c.code"), Sort::text("name", "c.name")];
const COLUMNS: &str = "c.id, c.version, c.code, c.name, c.tier, c.tags, c.fields, m.id AS owner_id, \
    m.code AS owner_code, m.name AS owner_name";
const FROM: &str = "customers_customer c LEFT JOIN people_member m ON m.org_id = c.org_id AND m.id = c.owner_id";

/// One page of the customers whose owner the actor reaches today.
pub async fn page(tx: &Tx<'_>, query: &CustomerListQuery) -> Result<Page<CustomerView>> {
    let sort = query.sort.as_deref().unwrap_or("code");
    let mut list = List::new(("c.org_id", tx.ctx().org), (COLUMNS, FROM, "c.id"), SORTS, sort)?;
    narrow(tx, &mut list, "c.owner_id").await?;
    list.search(&["c.code", "c.name"], query.search.as_deref());
    list.equal("c.owner_id", query.owner_id.map(Id::uuid));
    list.equal("c.tier", query.tier.clone());
    list.page(tx, &query.page(), listed).await
}

/// Whether the actor may see it.
pub async fn is_seen(tx: &Tx<'_>, id: CustomerId) -> Result<bool> {
    let mut list = List::new(("c.org_id", tx.ctx().org), ("c.id", FROM, "c.id"), SORTS, "code")?;
    narrow(tx, &mut list, "c.owner_id").await?;
    list.equal("c.id", Some(id.uuid()));
    let found = list.page(tx, &PageQuery::default(), |_| Ok(())).await?;
    Ok(!found.items.is_empty())
}

/// A row of the list; what may be done with it is added.
fn listed(row: &QueryResult) -> Result<CustomerView> {
    let text = |column: &str| row.try_get::<String>("", column).map_err(from_db);
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    Ok(CustomerView {
        id: id.into(),
        version: Version(row.try_get("", "version").map_err(from_db)?),
        code: text("code")?,
        name: text("name")?,
        owner: person_of(row, "owner")?,
        tier: text("tier")?,
        tags: serde_json::from_str(&text("tags")?).map_err(Error::internal)?,
        fields: serde_json::from_str(&text("fields")?).map_err(Error::internal)?,
        origin: None,
        can: Vec::new(),
    })
}

/// Narrows a list to the customers whose owner the actor reaches today.
pub async fn narrow(tx: &Tx<'_>, list: &mut List, owner_column: &str) -> Result<()> {
    tx.ctx().reach(CUSTOMERS_CUSTOMER_READ)?;
    let visible = people::visible(tx, CUSTOMERS_CUSTOMER_READ).await?;
    people_today(tx, list, &visible, owner_column);
    Ok(())
}

fn people_today(tx: &Tx<'_>, list: &mut List, visible: &Visible, column: &str) {
    let Some(members) = visible.members_on(tx.today()) else { return };
    if members.is_empty() {
        // Nobody is reached: a condition on a value that no row holds, since constant ones are not allowed.
        let nobody = list.bind(uuid::Uuid::nil());
        list.filter(format!("{column} = {nobody}"));
        return;
    }
    let places: Vec<String> = members.into_iter().map(|member| list.bind(uuid::Uuid::from(member))).collect();
    list.filter(format!("{column} IN ({})", places.join(", ")));
}
