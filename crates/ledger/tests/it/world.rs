//! A database with three people in two units, and documents by one line each.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use beichen_engine::day::Day;
use beichen_engine::document::{
    CustomerFacts, Fields, Order, OrderLine, Payee, Payment, ProductFacts, Recorded, Refund,
};
use beichen_engine::ids::{CustomerId, DocumentId, LineId, PersonId};
use beichen_engine::money::Currency;
use beichen_engine::rate::Rate;
use beichen_kernel::{Ctx, OrgId, Organisation, Timestamp, Version};
use beichen_ledger::api::{self, Document, Posted, SourceDocument};
use beichen_store::db::DbOptions;
use beichen_store::{Db, Event, Tx, raw};
use beichen_testkit::{citus, database};
use uuid::Uuid;

pub const ANN: u128 = 11;
pub const BOB: u128 = 12;
pub const EAST: u128 = 21;
pub const WEST: u128 = 22;

pub const MEASURES: &str = "[measure.signed]\nof = \"orders\"\n\n[measure.collected]\nof = \"payments\"\n\n\
    [measure.fresh]\nof = \"new_customers\"\n\n[measure.big]\nof = \"payments\"\nwhere = 'amount_at_least(\"500.00\")'\n";

/// A database and who acts on it.
#[derive(Clone)]
pub struct World {
    pub db: Db,
    pub ctx: Ctx,
    statements: Statements,
    _place: Arc<database::Place>,
}

/// What was said to the database.
type Statements = Arc<Mutex<BTreeSet<String>>>;

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

impl World {
    pub async fn sqlite() -> Self {
        let (options, statements) = watching();
        Self::fill(database::sqlite(&options).await, statements).await
    }

    pub async fn postgres() -> Self {
        let (options, statements) = watching();
        Self::fill(database::postgres(&options).await, statements).await
    }

    /// Every statement so far keeps the rules that let Citus distribute the tables.
    pub fn check_statements(&self) {
        let broken: Vec<String> =
            self.statements.lock().unwrap().iter().filter_map(|sql| citus::violation(sql)).collect();
        assert!(broken.is_empty(), "statements that Citus could not distribute:\n{}", broken.join("\n"));
    }

    async fn fill((db, place): (Db, database::Place), statements: Statements) -> Self {
        let organisation = Organisation {
            id: OrgId(7),
            name: "Acme".to_owned(),
            currency: Currency::CNY,
            zone: jiff::tz::TimeZone::UTC,
        };
        let now = Timestamp::parse("2026-03-20T08:00:00Z").unwrap();
        let ctx = Ctx::system(Arc::new(organisation), "test", None, now);
        let world = Self { db, ctx, statements, _place: Arc::new(place) };
        world.people().await;
        world
    }

    /// Ann in East until February and in West from March on; Bob in West.
    async fn people(&self) {
        let mut tx = self.db.begin(&self.ctx).await.unwrap();
        beichen_store::audit::create_head(&mut tx).await.unwrap();
        for unit in [EAST, WEST] {
            let sql =
                "INSERT INTO people_unit (org_id, id, version, code, name, created_at) VALUES (7, $1, 1, $2, $2, 0)";
            tx.execute(sql, vec![id(unit).into(), unit.to_string().into()]).await.unwrap();
        }
        for member in [ANN, BOB] {
            let sql = "INSERT INTO people_member (org_id, id, version, code, name, joined_on, created_at) \
                VALUES (7, $1, 1, $2, $2, $3, 0)";
            let values = vec![id(member).into(), member.to_string().into(), raw::date(day("2020-01-01")).into()];
            tx.execute(sql, values).await.unwrap();
        }
        for (member, from, end, unit) in [
            (ANN, "2020-01-01", "2026-03-01", EAST),
            (ANN, "2026-03-01", "9999-12-31", WEST),
            (BOB, "2020-01-01", "9999-12-31", WEST),
        ] {
            assign(&mut tx, member, from, end, unit).await;
        }
        self.commit(tx).await;
    }

    pub async fn commit(&self, mut tx: Tx<'_>) {
        let subject: beichen_kernel::BatchId = self.ctx.new_id();
        tx.record(subject, Event::new("test.written"));
        tx.commit().await.unwrap();
    }

    pub async fn publish(&self, text: &str) {
        api::publish_measures(&self.ctx, &self.db, text).await.unwrap();
    }

    pub async fn post(&self, documents: Vec<SourceDocument>) -> Posted {
        let mut tx = self.db.begin(&self.ctx).await.unwrap();
        let posted = api::post(&mut tx, documents).await.unwrap();
        self.commit(tx).await;
        posted
    }

    /// Totals of (measure, person) over all days.
    pub async fn totals(&self, measure: &str) -> Vec<(u128, i64)> {
        let tx = self.db.read(&self.ctx).await.unwrap();
        let all = beichen_engine::day::DayRange::new(Day::MIN, Day::MAX);
        let totals = api::totals_by_person(&tx, &[measure], all, None).await.unwrap();
        totals.into_iter().map(|one| (Uuid::from(one.member).as_u128(), one.amount)).filter(|one| one.1 != 0).collect()
    }

    /// Fails unless credits equal a fresh reckoning and totals equal the credits.
    pub async fn must_be_whole(&self) {
        let found = api::check(&self.ctx, &self.db).await.unwrap();
        assert_eq!((found.differing, found.totals_differing), (0, 0), "{found:?}");
    }
}

fn watching() -> (DbOptions, Statements) {
    let statements = Statements::default();
    let seen = Arc::clone(&statements);
    let watch = move |sql: &str| {
        seen.lock().unwrap().insert(sql.to_owned());
    };
    (DbOptions { watch: Some(Arc::new(watch)) }, statements)
}

pub async fn assign(tx: &mut Tx<'_>, member: u128, from: &str, end: &str, unit: u128) {
    let sql =
        "INSERT INTO people_assignment (org_id, member_id, from_day, end_day, unit_id) VALUES (7, $1, $2, $3, $4)";
    let values = vec![id(member).into(), raw::date(day(from)).into(), raw::date(day(end)).into(), id(unit).into()];
    tx.execute(sql, values).await.unwrap();
}

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// An order of one line per amount, with equal net and gross, of customer 500.
pub fn order(number: u128, signed_on: &str, payees: &[(u128, i64)], lines: &[i64]) -> Order {
    Order {
        id: DocumentId(number),
        recorded: Recorded::default(),
        customer: Some(CustomerId(500)),
        signed_on: day(signed_on),
        due_on: None,
        cancelled: false,
        lines: (1..).zip(lines).map(|(place, &net)| line(number * 10 + place, net)).collect(),
        payees: payees
            .iter()
            .map(|&(person, percent)| Payee { person: PersonId(person), share: Rate::from_ppm(percent * 10_000) })
            .collect(),
        customer_facts: CustomerFacts::default(),
        fields: Fields::new(),
    }
}

fn line(number: u128, net: i64) -> OrderLine {
    OrderLine { id: LineId(number), net, gross: net, quantity: 1, cost: None, product: ProductFacts::default() }
}

pub fn payment(number: u128, order: Option<u128>, received_on: &str, amount: i64) -> Payment {
    Payment {
        id: DocumentId(number),
        recorded: Recorded::default(),
        order: order.map(DocumentId),
        received_on: day(received_on),
        amount,
        cancelled: false,
        customer_facts: CustomerFacts::default(),
        fields: Fields::new(),
    }
}

pub fn refund(number: u128, payment: u128, refunded_on: &str, amount: i64) -> Refund {
    Refund {
        id: DocumentId(number),
        recorded: Recorded::default(),
        payment: DocumentId(payment),
        refunded_on: day(refunded_on),
        amount,
        cancelled: false,
    }
}

pub fn source(version: i64, document: Document) -> SourceDocument {
    SourceDocument {
        version: Version(version),
        code: format!("D-{}", document.id().as_u128()),
        currency: Currency::CNY,
        place: 0,
        origin: None,
        document,
    }
}
