//! What runs have said, read from the stored statements: amounts by person and line, and every byte of the locked ones.

use std::collections::BTreeMap;

use beichen_store::audit::sha256;
use sea_orm::{QueryResult, TryGetable};
use uuid::Uuid;

use super::world::World;

/// What a run pays one person, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paid {
    pub payable: i64,
    pub opening: i64,
    /// What two people have decided about what is owed.
    pub decided: i64,
    pub owed: i64,
}

/// What a line or a difference comes to: earned, payable, and by how much what is held and what draws owe moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    pub earned: i64,
    pub payable: i64,
    pub held: i64,
    pub owed: i64,
}

impl Moved {
    pub const fn all(self) -> [i64; 4] {
        [self.earned, self.payable, self.held, self.owed]
    }
}

/// Balances of a person after a period, all components together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balances {
    pub held: i64,
    /// Of draws.
    pub drawn: i64,
    /// What clawbacks took in the period.
    pub clawed: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub person: String,
    pub component: String,
    pub period: String,
    pub locked: i64,
    pub adjusted: i64,
    pub now: i64,
    pub minor: i64,
    pub is_flag: bool,
    pub moved: Moved,
}

/// A trial of a run, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    pub period: String,
    pub hash: String,
    pub people: BTreeMap<String, Paid>,
    /// By person and component.
    pub lines: BTreeMap<(String, String), Moved>,
    pub balances: BTreeMap<String, Balances>,
    /// What rankings and pools give, by person: left out of the sums.
    pub prizes: BTreeMap<String, i64>,
    /// How many lines pay a lead for those below.
    pub led: usize,
    pub differences: Vec<Difference>,
}

impl Said {
    /// What the person gets: paid, less what is owed after it, prizes aside.
    pub fn of(&self, person: &str) -> Paid {
        self.people.get(person).copied().unwrap_or_default()
    }

    /// The differences that pay or take something.
    pub fn made(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|one| !one.is_flag)
    }
}

fn get<T: TryGetable>(row: &QueryResult, column: &str) -> T {
    row.try_get("", column).unwrap()
}

/// The column `payout`, where there is something in it.
fn json(row: &QueryResult) -> Option<serde_json::Value> {
    get::<Option<String>>(row, "payout").map(|text| serde_json::from_str(&text).unwrap())
}

/// Reads what the newest trial of a period's run says.
pub async fn read(world: &World, period: &str) -> Said {
    let ctx = world.org.system();
    let tx = world.app.db.read(&ctx).await.unwrap();
    let values = || vec![ctx.org.0.into(), period.into()];
    let from = "FROM incentives_run r JOIN incentives_statement s ON s.org_id = r.org_id AND s.trial_id = r.trial_id \
        JOIN people_member m ON m.org_id = s.org_id AND m.id = s.member_id";
    let of = "WHERE r.org_id = $1 AND r.period_name = $2";
    let mut said = Said { period: period.to_owned(), ..Said::default() };
    let decided = "(SELECT CAST(COALESCE(SUM(d.owed_minor), 0) AS BIGINT) FROM incentives_statement_decision d \
        WHERE d.org_id = s.org_id AND d.statement_id = s.id) AS decided_minor";
    let sql = format!("SELECT m.code, s.total_minor, s.opening_minor, s.owed_minor, {decided} {from} {of}");
    for row in tx.rows(&sql, values()).await.unwrap() {
        let paid = Paid {
            payable: get(&row, "total_minor"),
            opening: get(&row, "opening_minor"),
            decided: get(&row, "decided_minor"),
            owed: get(&row, "owed_minor"),
        };
        said.people.insert(get(&row, "code"), paid);
    }
    let sql = format!(
        "SELECT m.code, l.component, l.kind, l.earned_minor, l.payable_minor, l.payout {from} \
         JOIN incentives_statement_line l ON l.org_id = s.org_id AND l.statement_id = s.id {of}"
    );
    for row in tx.rows(&sql, values()).await.unwrap() {
        let (code, earned): (String, i64) = (get(&row, "code"), get(&row, "earned_minor"));
        if ["ranking", "pool"].contains(&get::<String>(&row, "kind").as_str()) {
            *said.prizes.entry(code.clone()).or_default() += earned;
        }
        said.led += usize::from(earned != 0 && get::<String>(&row, "kind") == "override");
        let mut moved = Moved { earned, payable: get(&row, "payable_minor"), ..Moved::default() };
        if let Some(payout) = json(&row) {
            moved.held = payout["held_moved_minor"].as_i64().unwrap_or_default();
            moved.owed = payout["owed_moved_minor"].as_i64().unwrap_or_default();
            assert_eq!(payout["payable_minor"].as_i64(), Some(moved.payable));
            let own = said.balances.entry(code.clone()).or_default();
            own.held += payout["held_minor"].as_i64().unwrap();
            own.drawn += payout["owed_minor"].as_i64().unwrap();
            let clawbacks = payout["clawbacks"].as_array().into_iter().flatten();
            own.clawed += clawbacks.map(|one| one["taken_minor"].as_i64().unwrap()).sum::<i64>();
        }
        said.lines.insert((code, get(&row, "component")), moved);
    }
    let sql = format!(
        "SELECT m.code, a.component, a.period_name, a.locked_minor, a.adjusted_minor, a.now_minor, a.difference_minor, \
         a.is_flag, a.payout {from} JOIN incentives_adjustment a ON a.org_id = s.org_id AND a.statement_id = s.id {of} \
         ORDER BY m.code, a.period_from, a.component"
    );
    for row in tx.rows(&sql, values()).await.unwrap() {
        let minor: i64 = get(&row, "difference_minor");
        let mut moved = Moved { earned: minor, payable: minor, ..Moved::default() };
        if let Some(payout) = json(&row) {
            let of = |name: &str| payout["difference"][name].as_i64().unwrap();
            moved =
                Moved { earned: minor, payable: of("payable_minor"), held: of("held_minor"), owed: of("owed_minor") };
        }
        said.differences.push(Difference {
            person: get(&row, "code"),
            component: get(&row, "component"),
            period: get(&row, "period_name"),
            locked: get(&row, "locked_minor"),
            adjusted: get(&row, "adjusted_minor"),
            now: get(&row, "now_minor"),
            minor,
            is_flag: get(&row, "is_flag"),
            moved,
        });
    }
    said
}

/// A hash by locked run over every row of its statements.
pub async fn ink(world: &World) -> BTreeMap<String, String> {
    let ctx = world.org.system();
    let tx = world.app.db.read(&ctx).await.unwrap();
    let from = "FROM incentives_run r JOIN incentives_statement s ON s.org_id = r.org_id AND s.trial_id = r.trial_id";
    let of = "WHERE r.org_id = $1 AND r.state = 'locked'";
    let join = |table: &str| format!("JOIN incentives_{table} x ON x.org_id = s.org_id AND x.statement_id = s.id");
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut write = |row: &QueryResult, texts: &[&str], numbers: &[&str]| {
        let page = pages.entry(get(row, "period_name")).or_default();
        *page += &get::<Uuid>(row, "id").to_string();
        for column in texts {
            *page += &get::<Option<String>>(row, column).unwrap_or_default();
            page.push('|');
        }
        for column in numbers {
            *page += &get::<i64>(row, column).to_string();
            page.push('|');
        }
    };
    let statement = ["total_minor", "adjusted_minor", "opening_minor", "owed_minor", "exceptions_count"];
    let sql = format!(
        "SELECT r.period_name, s.*, k.body, k.inputs, d.body AS documents {from} JOIN incentives_statement_kept k \
        ON k.org_id = s.org_id AND k.statement_id = s.id LEFT JOIN incentives_statement_documents d \
        ON d.org_id = s.org_id AND d.statement_id = s.id {of} ORDER BY s.id"
    );
    for row in tx.rows(&sql, vec![ctx.org.0.into()]).await.unwrap() {
        write(&row, &["hash", "measures", "exceptions", "body", "inputs", "documents"], &statement);
    }
    let parts: [(&str, &[&str], &[&str]); 2] = [
        (
            "statement_line",
            &["component", "title", "reason", "attainment", "steps", "payout"],
            &["earned_minor", "payable_minor", "unattributed_minor"],
        ),
        (
            "adjustment",
            &["component", "title", "period_name", "causes", "payout"],
            &["locked_minor", "adjusted_minor", "now_minor", "difference_minor"],
        ),
    ];
    for (table, texts, numbers) in parts {
        let columns =
            |names: &[&str]| names.iter().map(|name| format!("x.{name} AS {name}_")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT r.period_name, s.id, {}, {} {from} {} {of} ORDER BY s.id, x.place",
            columns(texts),
            columns(numbers),
            join(table)
        );
        let named = |names: &[&str]| names.iter().map(|name| format!("{name}_")).collect::<Vec<_>>();
        let (texts, numbers) = (named(texts), named(numbers));
        let (texts, numbers): (Vec<&str>, Vec<&str>) =
            (texts.iter().map(String::as_str).collect(), numbers.iter().map(String::as_str).collect());
        for row in tx.rows(&sql, vec![ctx.org.0.into()]).await.unwrap() {
            write(&row, &texts, &numbers);
        }
    }
    pages.into_iter().map(|(period, page)| (period, sha256(&page))).collect()
}
