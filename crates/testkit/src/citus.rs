//! The rules that let distributed PostgreSQL carry the tables, walked over every statement that a test runs.
//!
//! Source: architecture.md "Rules that let Citus distribute it".

use std::ops::ControlFlow;

use beichen_store::GLOBAL_TABLES;
use sqlparser::ast::{
    AssignmentTarget, BinaryOperator, Expr, FromTable, GroupByExpr, JoinConstraint, JoinOperator, ObjectName,
    OnConflict, OnConflictAction, OnInsert, Query, Select, SetExpr, Statement, TableFactor, TableWithJoins,
    UpdateTableFromKind, Value, Visit, Visitor, visit_expressions,
};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

/// The statements that look over all organisations, each with its reason.
const OVER_ALL: &[(&str, &str)] =
    &[("SELECT org_id, seq, hash FROM store_audit_head ORDER BY org_id", "`audit verify` walks every chain")];

/// Why a statement breaks the rules, or nothing.
pub fn violation(sql: &str) -> Option<String> {
    let head = sql.trim_start().to_ascii_uppercase();
    let checked = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].iter().any(|word| head.starts_with(word));
    if OVER_ALL.iter().any(|(known, _)| *known == sql) {
        return None;
    }
    if !checked || head.contains("SQLITE_MASTER") || head.contains("PG_") || head.contains("INFORMATION_SCHEMA") {
        return None;
    }
    // `?` placeholders of SQLite read as `$1` of PostgreSQL for the parser.
    let readable = sql.replace('?', "$1");
    let statements = match Parser::parse_sql(&PostgreSqlDialect {}, &readable) {
        Ok(statements) => statements,
        Err(error) => return Some(format!("{sql}\n  cannot be read: {error}")),
    };
    statements.iter().find_map(why).map(|reason| format!("{sql}\n  {reason}"))
}

fn why(statement: &Statement) -> Option<String> {
    let of_write = match statement {
        Statement::Update(update) => {
            let sets_org = update.assignments.iter().any(|assignment| match &assignment.target {
                AssignmentTarget::ColumnName(name) => is_org(name),
                AssignmentTarget::Tuple(names) => names.iter().any(is_org),
            });
            let mut tables = vec![update.table.clone()];
            if let Some(UpdateTableFromKind::BeforeSet(from) | UpdateTableFromKind::AfterSet(from)) = &update.from {
                tables.extend(from.clone());
            }
            sets_org
                .then(|| "org_id is never updated".to_owned())
                .or_else(|| unfiltered(&tables, update.selection.as_ref()))
                .or_else(|| constant(update.selection.as_ref()))
        }
        Statement::Delete(delete) => {
            let (FromTable::WithFromKeyword(tables) | FromTable::WithoutKeyword(tables)) = &delete.from;
            unfiltered(tables, delete.selection.as_ref()).or_else(|| constant(delete.selection.as_ref()))
        }
        Statement::Insert(insert) => {
            let table = insert.table.to_string().replace('"', "");
            let names_org = insert.columns.iter().any(is_org) || GLOBAL_TABLES.contains(&table.as_str());
            (!names_org)
                .then(|| format!("a row of {table} is written without org_id"))
                .or_else(|| insert.on.as_ref().and_then(binding_upsert))
        }
        _ => return inner_queries(statement, false),
    };
    of_write.or_else(|| volatile(statement)).or_else(|| inner_queries(statement, true))
}

/// Functions whose answer is another one on each shard.
const VOLATILE: &[&str] = &[
    "now",
    "current_timestamp",
    "current_date",
    "current_time",
    "localtime",
    "localtimestamp",
    "clock_timestamp",
    "statement_timestamp",
    "transaction_timestamp",
    "datetime",
    "julianday",
    "strftime",
    "random",
    "randomblob",
    "gen_random_uuid",
    "uuid_generate_v4",
    "uuidv7",
    "nextval",
];

fn volatile(statement: &Statement) -> Option<String> {
    let found = visit_expressions(statement, |expr| match expr {
        Expr::Function(function) if VOLATILE.contains(&function.name.to_string().to_ascii_lowercase().as_str()) => {
            ControlFlow::Break(function.name.to_string())
        }
        _ => ControlFlow::Continue(()),
    });
    found.break_value().map(|name| format!("{name} is volatile: bind the value"))
}

/// An upsert takes what it sets from `excluded.`, and binds nothing besides the row.
fn binding_upsert(on: &OnInsert) -> Option<String> {
    let OnInsert::OnConflict(OnConflict { action: OnConflictAction::DoUpdate(update), .. }) = on else { return None };
    let values: Vec<String> = update.assignments.iter().map(|assignment| assignment.value.to_string()).collect();
    let takes = values.iter().any(|value| value.to_ascii_lowercase().contains("excluded."));
    let binds = values.iter().any(|value| value.contains('$'));
    (binds || !takes).then(|| "an upsert sets what it takes from excluded.".to_owned())
}

/// A predicate that holds for every row or for none, which some releases of Citus crash on in a write.
fn constant(condition: Option<&Expr>) -> Option<String> {
    let is_literal = |expr: &Expr| matches!(expr, Expr::Value(value) if !matches!(value.value, Value::Placeholder(_)));
    match condition? {
        Expr::Nested(inner) | Expr::UnaryOp { expr: inner, .. } => constant(Some(inner)),
        Expr::BinaryOp { left, op: BinaryOperator::And | BinaryOperator::Or, right } => {
            constant(Some(left)).or_else(|| constant(Some(right)))
        }
        Expr::BinaryOp { left, right, .. } if is_literal(left) && is_literal(right) => {
            Some(format!("{left} and {right} are constants: handle the empty list before the SQL"))
        }
        literal if is_literal(literal) => Some(format!("{literal} is constant: handle the empty list before the SQL")),
        _ => None,
    }
}

/// Large tables of facts, which Citus spreads by bucket too.
const BUCKETED: &[&str] = &["ledger_credit", "ledger_measure_daily"];

/// Sums of facts that could not be added up where the facts lie.
fn gathered(select: &Select) -> Option<String> {
    let GroupByExpr::Expressions(keys, _) = &select.group_by else { return None };
    let relations = select
        .from
        .iter()
        .flat_map(|table| std::iter::once(&table.relation).chain(table.joins.iter().map(|join| &join.relation)));
    let table = relations
        .filter_map(|relation| tenant_table(relation, &[]))
        .find(|(table, _)| BUCKETED.contains(&table.as_str()));
    let names_bucket = keys.iter().any(|key| key.to_string().rsplit('.').next() == Some("bucket"));
    let (table, _) = table.filter(|_| !keys.is_empty() && !names_bucket)?;
    Some(format!("{table} is grouped without its bucket: add up by bucket, then the sums"))
}

fn is_org(name: &ObjectName) -> bool {
    name.to_string().replace('"', "").rsplit('.').next() == Some("org_id")
}

/// Looks into every query and subquery of a statement.
fn inner_queries(statement: &Statement, writes: bool) -> Option<String> {
    struct Walk {
        names: Vec<String>,
        writes: bool,
    }
    impl Visitor for Walk {
        type Break = String;

        fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<String> {
            if let Some(with) = &query.with {
                self.names.extend(with.cte_tables.iter().map(|cte| cte.alias.name.value.clone()));
            }
            let reason = selects(&query.body).into_iter().find_map(|select| {
                unfiltered_besides(&select.from, select.selection.as_ref(), &self.names)
                    .or_else(|| gathered(select))
                    .or_else(|| constant(select.selection.as_ref()).filter(|_| self.writes))
            });
            reason.map_or(ControlFlow::Continue(()), ControlFlow::Break)
        }
    }
    statement.visit(&mut Walk { names: Vec::new(), writes }).break_value()
}

fn selects(body: &SetExpr) -> Vec<&Select> {
    match body {
        SetExpr::Select(select) => vec![select],
        SetExpr::SetOperation { left, right, .. } => [selects(left), selects(right)].concat(),
        _ => Vec::new(),
    }
}

fn unfiltered(tables: &[TableWithJoins], selection: Option<&Expr>) -> Option<String> {
    unfiltered_besides(tables, selection, &[])
}

/// A tenant table whose `org_id` nothing fixes: no value, no query around it, and no other table that is fixed.
fn unfiltered_besides(tables: &[TableWithJoins], selection: Option<&Expr>, named: &[String]) -> Option<String> {
    let mut wanted: Vec<(String, String)> = Vec::new();
    let mut equal: Vec<(Side, Side)> = Vec::new();
    for table in tables {
        wanted.extend(tenant_table(&table.relation, named));
        for join in &table.joins {
            wanted.extend(tenant_table(&join.relation, named));
            let (JoinOperator::Join(on)
            | JoinOperator::Inner(on)
            | JoinOperator::Left(on)
            | JoinOperator::LeftOuter(on)
            | JoinOperator::Right(on)
            | JoinOperator::RightOuter(on)
            | JoinOperator::FullOuter(on)) = &join.join_operator
            else {
                continue;
            };
            if let JoinConstraint::On(on) = on {
                equal.extend(equalities(on));
            }
        }
    }
    if let Some(selection) = selection {
        equal.extend(equalities(selection));
    }
    let fixed = fixed(&wanted, &equal);
    wanted
        .into_iter()
        .find(|(_, alias)| !fixed.contains(alias))
        .map(|(table, alias)| format!("nothing fixes {alias}.org_id of {table}"))
}

/// The aliases that a value fixes, directly or through one another.
fn fixed(wanted: &[(String, String)], equal: &[(Side, Side)]) -> Vec<String> {
    let is_wanted = |alias: &String| wanted.iter().any(|(_, other)| other == alias);
    let mut fixed: Vec<String> = Vec::new();
    loop {
        let before = fixed.len();
        for (one, other) in equal.iter().flat_map(|(one, other)| [(one, other), (other, one)]) {
            let holds = match other {
                Side::Value => true,
                // An unqualified column of the only table fixes nothing by itself; another query's table is fixed there.
                Side::Org(alias) => !alias.is_empty() && (!is_wanted(alias) || fixed.contains(alias)),
            };
            let alias = match one {
                Side::Org(alias) if alias.is_empty() && wanted.len() == 1 => wanted[0].1.clone(),
                Side::Org(alias) => alias.clone(),
                Side::Value => continue,
            };
            if holds && !fixed.contains(&alias) {
                fixed.push(alias);
            }
        }
        if fixed.len() == before {
            return fixed;
        }
    }
}

fn tenant_table(factor: &TableFactor, named: &[String]) -> Option<(String, String)> {
    let TableFactor::Table { name, alias, args: None, .. } = factor else { return None };
    let table = name.to_string().replace('"', "");
    if GLOBAL_TABLES.contains(&table.as_str()) || named.contains(&table) {
        return None;
    }
    let alias = alias.as_ref().map_or_else(|| table.clone(), |alias| alias.name.value.clone());
    Some((table, alias))
}

/// One side of an equality: the `org_id` of a table (by alias; empty for an unqualified column), or anything else.
#[derive(Debug)]
enum Side {
    Org(String),
    Value,
}

/// The AND-connected equalities in which an `org_id` stands.
fn equalities(condition: &Expr) -> Vec<(Side, Side)> {
    let side = |expr: &Expr| org_column(expr).map_or(Side::Value, Side::Org);
    match condition {
        Expr::Nested(inner) => equalities(inner),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            equalities(left).into_iter().chain(equalities(right)).collect()
        }
        Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => vec![(side(left), side(right))],
        // (org_id, id) IN (…)
        Expr::InSubquery { expr, .. } | Expr::InList { expr, .. } => vec![(side(expr), Side::Value)],
        _ => Vec::new(),
    }
}

fn org_column(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Identifier(name) if name.value == "org_id" => Some(String::new()),
        Expr::CompoundIdentifier(parts) if parts.last().is_some_and(|part| part.value == "org_id") => {
            Some(parts[parts.len() - 2].value.clone())
        }
        Expr::Tuple(parts) => parts.iter().find_map(org_column),
        Expr::Nested(inner) => org_column(inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::violation;

    #[test]
    fn a_statement_that_fixes_the_organisation_of_every_table_passes() {
        for sql in [
            "SELECT a.x FROM goals_goal a JOIN people_member m ON m.org_id = a.org_id AND m.id = a.member_id WHERE a.org_id = $1",
            "SELECT \"x\" FROM \"goals_goal\" WHERE \"goals_goal\".\"org_id\" = ? AND x = ?",
            "UPDATE goals_goal SET amount = $2 WHERE org_id = $1",
            "SELECT a.x FROM goals_goal a JOIN people_member m ON m.org_id = a.org_id AND m.id = a.member_id WHERE m.org_id = $1",
            "SELECT o.x FROM goals_goal o WHERE o.org_id = $1 AND EXISTS (SELECT 1 FROM goals_part p WHERE p.org_id = o.org_id)",
            "INSERT INTO goals_goal (org_id, id) VALUES ($1, $2)",
            "SELECT 1 FROM store_job WHERE state = $1",
            "DELETE FROM goals_goal WHERE org_id = $1 AND draft = TRUE AND amount = 0",
            "INSERT INTO goals_goal (org_id, id, n) VALUES ($1, $2, 1) ON CONFLICT (org_id, id) DO UPDATE SET \
             n = goals_goal.n + 1, id = excluded.id",
            "INSERT INTO goals_goal (org_id, id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            "SELECT now()",
            "SELECT bucket, day, SUM(amount) FROM ledger_measure_daily WHERE org_id = $1 GROUP BY bucket, day",
            "SELECT d.day FROM (SELECT c.bucket, c.day FROM ledger_credit c WHERE c.org_id = $1 GROUP BY c.bucket, c.day) d \
             GROUP BY d.day",
        ] {
            assert_eq!(violation(sql), None);
        }
    }

    #[test]
    fn the_broken_ones_are_found() {
        for sql in [
            "SELECT x FROM goals_goal WHERE id = $1",
            "SELECT x FROM goals_goal WHERE org_id = $1 OR id = $2",
            "SELECT a.x FROM goals_goal a JOIN people_member m ON m.id = a.member_id WHERE a.org_id = $1",
            "SELECT a.x FROM goals_goal a JOIN people_member m ON m.org_id = a.org_id AND m.id = a.member_id",
            "SELECT x FROM goals_goal WHERE org_id = org_id",
            "SELECT x FROM goals_goal WHERE org_id = $1 AND id IN (SELECT goal_id FROM goals_part WHERE x = 1)",
            "UPDATE goals_goal SET org_id = $1 WHERE org_id = $2",
            "DELETE FROM goals_goal WHERE id = $1",
            "INSERT INTO goals_goal (id) VALUES ($1)",
            "INSERT INTO goals_goal (org_id, at) VALUES ($1, now())",
            "INSERT INTO goals_goal (org_id, at) VALUES ($1, CURRENT_TIMESTAMP)",
            "INSERT INTO goals_goal (org_id, id) SELECT org_id, gen_random_uuid() FROM goals_part WHERE org_id = $1",
            "UPDATE goals_goal SET amount = random() WHERE org_id = $1",
            "DELETE FROM goals_goal WHERE org_id = $1 AND day < CURRENT_DATE",
            "DELETE FROM goals_goal WHERE org_id = $1 AND 1 = 2",
            "DELETE FROM goals_goal WHERE org_id = $1 AND (FALSE)",
            "UPDATE goals_goal SET amount = 1 WHERE org_id = $1 AND NOT (1 = 1)",
            "INSERT INTO goals_goal (org_id) SELECT org_id FROM goals_part WHERE org_id = $1 AND 0 = 1",
            "INSERT INTO goals_goal (org_id, n) VALUES ($1, $2) ON CONFLICT (org_id) DO UPDATE SET n = $2",
            "INSERT INTO goals_goal (org_id, n) VALUES ($1, $2) ON CONFLICT (org_id) DO UPDATE SET n = goals_goal.n + 1",
            "SELECT day, SUM(amount) FROM ledger_measure_daily WHERE org_id = $1 GROUP BY day",
            "SELECT c.day, SUM(c.amount) FROM people_member m JOIN ledger_credit c ON c.org_id = m.org_id \
             WHERE m.org_id = $1 GROUP BY c.org_id, c.day",
        ] {
            assert!(violation(sql).is_some(), "{sql}");
        }
    }
}
