//! Whatever changes a thing that is there asks which version the writer has seen.

use axum::http::Method;

use crate::operations::{self, Operation};

/// Fewer than this and the walk has gone past most of the product.
const LEAST: usize = 33;

/// Operations on a thing that is there which change nothing that somebody could have seen, and why.
const EXEMPT: &[(&str, &str)] = &[
    ("people_member_invite", "makes a link; the person stays as they are"),
    ("people_member_reset_login", "makes a link; the person stays as they are"),
    ("incentives_plan_confirm", "names the text that was read by its hash; the plan stays as it is"),
];

/// Writes on a thing that a path names, which do not ask for its version.
fn careless(operations: &[Operation]) -> (usize, Vec<String>) {
    let writes = operations.iter().filter(|one| one.method != Method::GET && !one.parameters().is_empty());
    let writes: Vec<&Operation> = writes.collect();
    let exempt = |id: &str| EXEMPT.iter().any(|(name, reason)| *name == id && !reason.is_empty());
    let found = writes.iter().filter(|one| !one.asks_version && !exempt(&one.id)).map(|one| {
        format!("{}: take `IfMatch` and check it, or say in versions.rs why nobody can be overwritten", one.id)
    });
    (writes.len(), found.collect())
}

#[test]
fn a_write_on_what_is_there_asks_for_the_version_seen() {
    let operations = operations::all();
    let (seen, found) = careless(&operations);
    assert!(seen >= LEAST, "only {seen} writes were seen");
    assert!(found.is_empty(), "{}", found.join("\n"));
    for (id, _) in EXEMPT {
        let operation = operations.iter().find(|one| one.id == *id);
        assert!(operation.is_some_and(|one| !one.asks_version), "{id} needs no exemption: take it off the list");
    }
}

#[test]
fn a_write_that_asks_for_nothing_is_found() {
    let sound = operations::all().into_iter().find(|one| one.id == "customers_order_edit").unwrap();
    assert_eq!(careless(std::slice::from_ref(&sound)).1, Vec::<String>::new());
    let broken = Operation { asks_version: false, ..sound };
    assert_eq!(careless(&[broken]).1.len(), 1);
}
