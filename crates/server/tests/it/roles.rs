//! Who may do what: the table of `docs/roles.md`, the permissions of the crates and what the server does agree.

use std::collections::{BTreeMap, BTreeSet};

use beichen_kernel::{Catalogue, Reach, Role};
use beichen_testkit::{Furnished, TestPerson, both};
use strum::IntoEnumIterator;

use crate::calls::Call;
use crate::operations;

pub const TABLE: &str = include_str!("../../../../docs/roles.md");

/// Operation → role → how far, as one of the table's words.
pub type Matrix = BTreeMap<String, BTreeMap<Role, &'static str>>;

/// What stands below the heading: rows of a table, or items of a list.
fn below<'a>(text: &'a str, heading: &str) -> Vec<&'a str> {
    let start = text.split(&format!("## {heading}\n")).nth(1).unwrap_or_default();
    start.split("\n## ").next().unwrap_or_default().lines().filter_map(|line| line.strip_prefix("- ")).collect()
}

fn word(cell: &str) -> &'static str {
    ["org", "units", "own", "–"].into_iter().find(|word| *word == cell).unwrap_or("?")
}

/// Every row of every table of the document.
pub fn written(text: &str) -> Matrix {
    let mut matrix = Matrix::new();
    let mut columns: Vec<Role> = Vec::new();
    for line in text.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if cells[0] == "operation" {
            columns = cells[1..].iter().map(|name| name.parse().unwrap()).collect();
        } else if !cells[0].starts_with('-') {
            let row = columns.iter().copied().zip(cells[1..].iter().map(|cell| word(cell))).collect();
            assert!(matrix.insert(cells[0].to_owned(), row).is_none(), "{} stands in docs/roles.md twice", cells[0]);
        }
    }
    matrix
}

/// The same, as the crates say it.
fn declared(catalogues: &[Catalogue]) -> Matrix {
    let operations = catalogues.iter().flat_map(|catalogue| catalogue.operations);
    operations
        .filter_map(|(id, permission)| permission.map(|permission| (id, permission)))
        .map(|(id, permission)| {
            let row = Role::iter().map(|role| {
                let word = match permission.reach(role) {
                    Some(Reach::Organisation) => "org",
                    Some(Reach::Units) => "units",
                    Some(Reach::Own) => "own",
                    None => "–",
                };
                (role, word)
            });
            ((*id).to_owned(), row.collect())
        })
        .collect()
}

fn differences(written: &Matrix, declared: &Matrix) -> Vec<String> {
    let ids: BTreeSet<&String> = written.keys().chain(declared.keys()).collect();
    let mut found = Vec::new();
    for id in ids {
        match (written.get(id), declared.get(id)) {
            (Some(table), Some(crates)) if table != crates => found.push(format!(
                "{id}: docs/roles.md says {table:?}, permissions.rs says {crates:?}: one of them is wrong"
            )),
            (None, _) => found.push(format!("{id}: write its row into docs/roles.md")),
            (_, None) => found.push(format!("{id} stands in docs/roles.md and asks for no permission")),
            _ => {}
        }
    }
    found
}

#[test]
fn the_table_and_the_permissions_agree() {
    let (written, declared) = (written(TABLE), declared(&beichen_server::catalogues()));
    assert!(written.len() >= 90, "only {} rows were read", written.len());
    assert!(written.values().all(|row| row.len() == 7 && row.values().all(|word| *word != "?")));
    let found = differences(&written, &declared);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_lists_without_a_permission_agree() {
    let catalogues = beichen_server::catalogues();
    let all = catalogues.iter().flat_map(|catalogue| catalogue.operations);
    let free: BTreeSet<&str> = all.filter(|(_, permission)| permission.is_none()).map(|(id, _)| *id).collect();
    assert_eq!(below(TABLE, "Signed in is enough").into_iter().collect::<BTreeSet<_>>(), free);
    let open: BTreeSet<&str> = catalogues.iter().flat_map(|catalogue| catalogue.open_operations).copied().collect();
    assert_eq!(below(TABLE, "Open to nobody-signed-in").into_iter().collect::<BTreeSet<_>>(), open);
}

#[test]
fn a_changed_cell_a_missing_row_and_a_surplus_row_are_found() {
    let declared = declared(&beichen_server::catalogues());
    let broken = |from: &str, to: &str| {
        assert!(TABLE.contains(from), "{from}");
        differences(&written(&TABLE.replace(from, to)), &declared).len()
    };
    let row = "| people_role_grant | org | – | – | – | – | – | – |\n";
    assert_eq!(broken(row, row), 0);
    assert_eq!(broken(row, "| people_role_grant | org | org | – | – | – | – | – |\n"), 1);
    assert_eq!(broken(row, "| people_role_grant | own | – | – | – | – | – | – |\n"), 1);
    assert_eq!(broken(row, ""), 1);
    assert_eq!(broken(row, &format!("{row}| people_role_invent | org | – | – | – | – | – | – |\n")), 1);
}

/// What is wrong with how the server answers this role, whose cell is `word`.
pub async fn answered_wrongly(person: &TestPerson, call: &Call, word: &str) -> Option<String> {
    let answer = call.by(person).await;
    let status = answer.status.as_u16();
    let right = match word {
        "–" => status == 403 || status == 404,
        // Whoever may do it is told that the version is an old one, and nothing is changed.
        _ if call.asks_version => status == 412,
        _ => ![401, 403, 404].contains(&status) && status < 500,
    };
    (!right).then(|| format!("{} for {word}: {} {}", call.operation, answer.status, answer.body))
}

/// The furnished import is one of customers; its kind asks for more than the row says, and HR and finance lack that.
fn kind_forbids(operation: &str, role: Role) -> bool {
    let on_an_import = operation.starts_with("sheets_import_") && operation != "sheets_import_list";
    on_an_import && matches!(role, Role::Hr | Role::Finance)
}

async fn walk(company: &Furnished, table: &Matrix) -> (usize, Vec<String>) {
    let (mut asked, mut found) = (0, Vec::new());
    let open = below(TABLE, "Open to nobody-signed-in");
    for (number, role) in Role::iter().enumerate() {
        for (place, operation) in operations::lasting().into_iter().enumerate() {
            if open.contains(&operation.id.as_str()) {
                continue;
            }
            let word = match table.get(&operation.id) {
                Some(_) if kind_forbids(&operation.id, role) => "–",
                row => row.map_or("own", |row| row[&role]),
            };
            let mut call = Call::of(&operation, company, 1000 * (number + 1) + place);
            if operation.id == "incentives_objection_create" && word == "own" {
                call = call.naming("/statement_id", company.thing(&format!("statement_of_{role}")));
            }
            asked += 1;
            let wrong = answered_wrongly(company.person(role), &call, word).await;
            found.extend(wrong.map(|why| format!("{role}: {why}")));
        }
    }
    (asked, found)
}

both! {
    async fn each_role_may_do_what_its_cells_say_and_nothing_else(app: TestApp) {
        let company = app.furnished("acme").await;
        let (asked, found) = walk(&company, &written(TABLE)).await;
        assert!(asked >= 650, "only {asked} calls were made");
        assert!(found.is_empty(), "{} of {asked}:\n{}", found.len(), found.join("\n"));
    }

    async fn a_role_that_may_too_much_or_too_little_is_found(app: TestApp) {
        let company = app.furnished("acme").await;
        let of = |id: &str| operations::all().into_iter().find(|operation| operation.id == id).unwrap();
        let edit = Call::of(&of("customers_order_edit"), &company, 1);
        let sales = company.person(Role::Sales);
        assert!(answered_wrongly(sales, &edit, "own").await.is_none());
        assert!(answered_wrongly(sales, &edit, "–").await.is_some());
        let viewer = company.person(Role::Viewer);
        assert!(answered_wrongly(viewer, &edit, "–").await.is_none());
        assert!(answered_wrongly(viewer, &edit, "own").await.is_some());
    }

    /// HR imports people and finance payments; neither imports what is the other's.
    async fn a_kind_of_sheet_asks_for_its_own_permission(app: TestApp) {
        let company = app.furnished("acme").await;
        for (role, kind, may) in [
            (Role::Hr, "people", true),
            (Role::Hr, "payments", false),
            (Role::Finance, "payments", true),
            (Role::Finance, "people", false),
            (Role::Director, "goals", true),
            (Role::Administrator, "people", true),
            (Role::Administrator, "fields", true),
            (Role::Administrator, "payments", true),
            (Role::Sales, "customers", false),
        ] {
            let fields = [("kind", kind)];
            let answer = company.person(role).upload("/api/sheets/imports", &fields, "x.csv", b"code\n1\n").await;
            assert_eq!(answer.status != 403, may, "{role} {kind}: {}", answer.body);
        }
    }
}
