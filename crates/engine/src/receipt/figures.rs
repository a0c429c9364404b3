//! What a run's lines take from several people, under pseudonyms, with a hash that the run keeps.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::{canonical, sha256};
use crate::calculate::{Filled, Taken, TakenByComponent};
use crate::plan::model::Component;

/// Figures of several people as a receipt holds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// SHA-256 (hex) over the canonical bytes of the figures.
    pub hash: String,
    /// Only in what HR or finance exports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Taken>,
}

/// All figures of one period's run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    by_hash: BTreeMap<String, Taken>,
    /// The hash, by component's key and person's pseudonym.
    of_people: BTreeMap<(String, String), String>,
}

/// The name of a person in figures: HMAC-SHA-256 (RFC 2104) of the id under the run's key, in hex.
pub fn pseudonym(key: &[u8], person: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() }; // keys of any length are taken
    mac.update(person.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

impl Figures {
    /// The figures under the run's key.
    pub fn new(taken: TakenByComponent, key: &[u8]) -> Self {
        let mut figures = Self::default();
        for (component, tables) in taken {
            for table in tables {
                let table = table.named(|person| pseudonym(key, person));
                let hash = table.hash();
                let people = table.people().into_iter().map(|person| (component.clone(), person.to_owned()));
                figures.of_people.extend(people.map(|person| (person, hash.clone())));
                figures.by_hash.insert(hash, table);
            }
        }
        figures
    }

    /// Everything here by its hash: what the run keeps.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Taken)> {
        self.by_hash.iter().map(|(hash, table)| (hash.as_str(), table))
    }

    /// The figures of a hash.
    pub fn find(&self, hash: &str) -> Option<&Taken> {
        self.by_hash.get(hash)
    }

    /// By what somebody's line of a component is made: the hash. Who is in no scope, or leads nobody, has one of nothing.
    pub(super) fn of(&self, component: &Component, known_as: &str) -> Held {
        let hash = self.of_people.get(&(component.key.clone(), known_as.to_owned()));
        let hash = hash.cloned().unwrap_or_else(|| nobody(component.kind.name(), known_as).hash());
        Held { hash, figures: None }
    }
}

impl Held {
    /// The figures, as `find` has them by their hash.
    pub(super) fn fill(&mut self, known_as: &str, find: &impl Fn(&str) -> Option<Taken>) {
        let of_nobody = || KINDS.iter().map(|kind| nobody(kind, known_as)).find(|one| one.hash() == self.hash);
        self.figures = find(&self.hash).or_else(of_nobody);
    }
}

impl Taken {
    /// SHA-256 (hex) over its canonical bytes.
    pub fn hash(&self) -> String {
        sha256(&canonical(self))
    }
}

/// The kinds that take from others.
const KINDS: [&str; 3] = ["ranking", "pool", "override"];

/// Figures without anybody in them.
fn nobody(kind: &str, known_as: &str) -> Taken {
    match kind {
        "override" => Taken::Override { lead: known_as.to_owned(), below: Vec::new() },
        "pool" => Taken::Pool { scope: String::new(), outside: Filled::default(), people: Vec::new() },
        _ => Taken::Ranking { scope: String::new(), people: Vec::new() },
    }
}
