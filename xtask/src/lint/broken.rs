//! Each law rejects a tree that was broken on purpose, and says how to mend it.

use super::{LAWS, Law, Tree};
use std::path::Path;

/// Law, and words that its findings on the broken tree must hold.
const BROKEN: &[(&str, &[&str])] = &[
    (
        "layers",
        &[
            "remove `tokio`",
            "`kernel` lies below `ledger`",
            "`goals` reads `customers` beside it",
            "move `beichen-testkit` to [dev-dependencies]",
            "`misc` has no floor",
            "`incentives` declares that it reads `goals` and does not",
        ],
    ),
    ("neighbours", &["plan/queries.rs:3: reaches into `goals`"]),
    ("roles", &["commands.rs:2: `sea_orm`", "model.rs:2: `axum`", "model.rs:3: `async`"]),
    ("aggregates", &["goal/helpers.rs: an aggregate has the seven files"]),
    ("sizes", &["502 lines, and 500 is the end"]),
    ("openings", &["open the file with one"]),
    ("words", &["lib.rs:2: `FIX", "lib.rs:3: `to"]),
    ("places", &["lib.rs:2: a place on one machine", "is named in crates/goals/src/lib.rs already"]),
    ("codes", &["`goals.goal.not_draft` has no words", "uses {{amount}}, which the error does not carry"]),
    (
        "locales",
        &[
            "lacks \"only\"",
            "leaves out {{amount}}",
            "says 「成功」",
            "says 「!」",
            "locales/en-US/people.json: is missing",
        ],
    ),
    ("web-words", &["goal-list.page.tsx:4: \"list.nothing\" has no words"]),
    ("web-features", &["has no barrel file", "`goals` imports from `incentives`"]),
];

fn fixture(name: &str) -> Tree {
    Tree::of_fixture(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name))
}

fn law(name: &str) -> &'static Law {
    LAWS.iter().find(|law| law.name == name).unwrap()
}

#[test]
fn every_law_has_a_broken_tree() {
    let laws: Vec<&str> = LAWS.iter().map(|law| law.name).collect();
    let broken: Vec<&str> = BROKEN.iter().map(|(name, _)| *name).collect();
    assert_eq!(laws, broken);
}

#[test]
fn every_law_rejects_its_broken_tree_and_says_why() {
    for (name, wanted) in BROKEN {
        let looked = (law(name).check)(&fixture(name));
        for words in *wanted {
            let said = looked.findings.iter().any(|finding| finding.contains(words));
            assert!(said, "{name} should say {words:?}, and says {:#?}", looked.findings);
        }
    }
}

#[test]
fn a_law_finds_nothing_in_what_is_allowed() {
    let roles = (law("roles").check)(&fixture("roles")).findings;
    assert!(!roles.iter().any(|finding| finding.contains("goal/store.rs")), "{roles:#?}");
    let layers = (law("layers").check)(&fixture("layers")).findings;
    assert!(!layers.iter().any(|finding| finding.contains("people")), "{layers:#?}");
    let neighbours = (law("neighbours").check)(&fixture("neighbours")).findings;
    assert_eq!(neighbours.len(), 1, "{neighbours:#?}");
    let words = (law("web-words").check)(&fixture("web-words")).findings;
    assert_eq!(words.len(), 1, "{words:#?}");
}

#[test]
fn a_law_that_has_lost_its_subject_says_so() {
    let empty = Tree { files: Vec::new(), metadata: serde_json::Value::Null };
    for law in LAWS {
        let findings = law.findings(&empty);
        assert!(findings.iter().any(|finding| finding.contains("lost its subject")), "{}", law.name);
    }
}
