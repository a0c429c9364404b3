//! Customers as people look at them.

use beichen_kernel::{Ctx, Error, Id, MemberId, Page, PageQuery, Result, Scope, Version};
use beichen_store::error::from_db;
use beichen_store::list::{List, Sort};
use beichen_store::{Db, Tx};
use sea_orm::QueryResult;
use serde::Deserialize;
use uuid::Uuid;

use super::model::{Customer, CustomerId};
use super::views::CustomerView;
use super::{policy, store};
use crate::permissions::CUSTOMERS_CUSTOMER_EDIT;

/// Which customers are wanted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CustomerListQuery {
    /// Rows of a page, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Text in code or name.
    pub search: Option<String>,
    /// `code`, `name`; with `-` descending.
    pub sort: Option<String>,
    pub owner_id: Option<MemberId>,
    pub tier: Option<String>,
}

const SORTS: &[Sort] = &[Sort::text("code", "c.code"), Sort::text("name", "c.name")];
const COLUMNS: &str = "c.id, c.version, c.code, c.name, c.tier, c.tags, c.fields, m.id AS owner_id, \
    m.code AS owner_code, m.name AS owner_name";
const FROM: &str = "customers_customer c LEFT JOIN people_member m ON m.org_id = c.org_id AND m.id = c.owner_id";

/// The customers that the actor reaches today.
pub async fn list(ctx: &Ctx, db: &Db, query: CustomerListQuery) -> Result<Page<CustomerView>> {
    let tx = db.read(ctx).await?;
    let sort = query.sort.as_deref().unwrap_or("code");
    let mut list = List::new(("c.org_id", ctx.org), (COLUMNS, FROM, "c.id"), SORTS, sort)?;
    policy::narrow(&tx, &mut list, "c.owner_id").await?;
    list.search(&["c.code", "c.name"], query.search.as_deref());
    list.equal("c.owner_id", query.owner_id.map(Id::uuid));
    list.equal("c.tier", query.tier.clone());
    let page = list.page(&tx, &PageQuery { limit: query.limit, after: query.after.clone() }, of_row).await?;
    let may_create = ctx.may(CUSTOMERS_CUSTOMER_EDIT, Scope::Anywhere);
    Ok(page.offering(if may_create { vec!["create".to_owned()] } else { Vec::new() }))
}

/// One customer.
pub async fn get(ctx: &Ctx, db: &Db, id: CustomerId) -> Result<CustomerView> {
    let tx = db.read(ctx).await?;
    let customer = load_visible(&tx, id).await?;
    view(&tx, &customer).await
}

/// A customer that the actor may see; any other does not exist.
pub async fn load_visible(tx: &Tx<'_>, id: CustomerId) -> Result<Customer> {
    let ctx = tx.ctx();
    let mut list = List::new(("c.org_id", ctx.org), ("c.id", FROM, "c.id"), SORTS, "code")?;
    policy::narrow(tx, &mut list, "c.owner_id").await?;
    list.equal("c.id", Some(id.uuid()));
    let found = list.page(tx, &PageQuery::default(), |_| Ok(())).await?;
    if found.items.is_empty() {
        return Err(Error::not_found(CustomerId::NAME));
    }
    store::load(tx, id).await
}

/// The customer as it goes out.
pub async fn view(tx: &Tx<'_>, customer: &Customer) -> Result<CustomerView> {
    let scope = policy::scope(tx, customer).await?;
    let owner = match customer.owner {
        Some(owner) => store::person(tx, owner).await?,
        None => None,
    };
    Ok(CustomerView {
        id: customer.id,
        version: customer.version,
        code: customer.code.clone(),
        name: customer.name.clone(),
        owner,
        tier: customer.tier.clone(),
        tags: customer.tags.clone(),
        fields: customer.fields.clone(),
        origin: store::origin(tx, customer.origin).await?,
        can: policy::offered(tx.ctx(), scope),
    })
}

/// A row of the list. What may be done with it, its own page says.
fn of_row(row: &QueryResult) -> Result<CustomerView> {
    let text = |column: &str| row.try_get::<String>("", column).map_err(from_db);
    let id: Uuid = row.try_get("", "id").map_err(from_db)?;
    Ok(CustomerView {
        id: id.into(),
        version: Version(row.try_get("", "version").map_err(from_db)?),
        code: text("code")?,
        name: text("name")?,
        owner: store::person_of(row, "owner")?,
        tier: text("tier")?,
        tags: serde_json::from_str(&text("tags")?).map_err(Error::internal)?,
        fields: serde_json::from_str(&text("fields")?).map_err(Error::internal)?,
        origin: None,
        can: Vec::new(),
    })
}
