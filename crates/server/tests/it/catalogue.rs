//! Every operation has its dotted name, its tag and its place in the catalogue of the crate that it belongs to.

use std::collections::{BTreeMap, BTreeSet};

use beichen_kernel::Catalogue;

use crate::operations::{self, Operation};

/// Fewer than this and the walk has gone past most of the product.
const LEAST: usize = 100;

/// What is wrong with names, tags and catalogues.
fn findings(operations: &[Operation], catalogues: &[Catalogue]) -> Vec<String> {
    let mut findings = Vec::new();
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for catalogue in catalogues {
        let open = catalogue.open_operations.iter().copied();
        for id in catalogue.operations.iter().map(|(id, _)| *id).chain(open) {
            if owners.insert(id, catalogue.capability).is_some() {
                findings.push(format!("{id} stands in a catalogue twice: leave one"));
            }
        }
    }
    let mut seen = BTreeSet::new();
    for operation in operations {
        findings.extend(of_one(operation, &owners));
        if !seen.insert(operation.id.as_str()) {
            findings.push(format!("{} is the name of two operations: rename one", operation.id));
        }
    }
    for id in owners.keys().filter(|id| !seen.contains(*id)) {
        findings.push(format!("{id} stands in a catalogue, but no route has it: remove it or merge its routes()"));
    }
    findings
}

fn of_one(operation: &Operation, owners: &BTreeMap<&str, &str>) -> Vec<String> {
    let mut findings = Vec::new();
    let id = operation.id.as_str();
    let place = format!("{} {}", operation.method, operation.path);
    let capability = operation.path.split('/').nth(2).unwrap_or_default();
    let words = id.split('_').collect::<Vec<_>>();
    if words.len() < 3 || words.iter().any(|word| word.is_empty()) || words[0] != capability {
        findings.push(format!("{place}: operation_id is {capability}_<aggregate>_<verb>, not {id:?}"));
    }
    if operation.tags != [capability] {
        findings.push(format!("{place}: the tag is {capability:?}, not {:?}", operation.tags));
    }
    match owners.get(id) {
        None => findings.push(format!("{id}: put it into CATALOGUE.operations of {capability}, with its permission")),
        Some(owner) if *owner != capability => {
            findings.push(format!("{id}: belongs into the catalogue of {capability}"));
        }
        Some(_) => {}
    }
    if !operation.path.starts_with("/api/") {
        findings.push(format!("{place}: every operation stands below /api"));
    }
    findings
}

#[test]
fn every_operation_has_its_name_its_tag_and_its_place_in_the_catalogue() {
    let operations = operations::all();
    assert!(operations.len() >= LEAST, "only {} operations were seen", operations.len());
    let findings = findings(&operations, &beichen_server::catalogues());
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn a_wrong_name_a_wrong_tag_a_missing_and_a_surplus_operation_are_found() {
    const BROKEN: Catalogue = Catalogue {
        capability: "goals",
        codes: &[],
        events: &[],
        operations: &[("goals_goal_list", None), ("goals_goal_gone", None)],
        open_operations: &[],
    };
    let sound = operations::all().into_iter().find(|operation| operation.id == "goals_goal_list").unwrap();
    let nameless = Operation { id: String::new(), ..sound.clone() };
    let untagged = Operation { tags: Vec::new(), ..sound.clone() };
    let uncatalogued = Operation { id: "goals_goal_new".to_owned(), ..sound.clone() };
    assert_eq!(findings(std::slice::from_ref(&sound), &[BROKEN]).len(), 1, "the surplus one");
    for broken in [nameless, untagged, uncatalogued, sound.clone()] {
        assert!(findings(&[sound.clone(), broken], &[BROKEN]).len() > 1);
    }
}

#[test]
fn every_permission_is_named_after_its_crate() {
    let mut seen = 0;
    for catalogue in beichen_server::catalogues() {
        for (operation, permission) in catalogue.operations {
            let Some(permission) = permission else { continue };
            seen += 1;
            let prefix = format!("{}.", catalogue.capability);
            assert!(permission.name.starts_with(&prefix), "{operation} asks for {}, of another crate", permission.name);
        }
    }
    assert!(seen >= 80, "only {seen} permissions were seen");
}
