//! What lines of a component take from several people, as values that can be kept, shown and given back.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::exact::Exact;

/// What the lines of a run take from several people, by component's key. Names are ids of persons until `named`.
pub type TakenByComponent = BTreeMap<String, Vec<Taken>>;

/// What the lines of one component take from several people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Taken {
    /// Who is compared in one scope, in the order of their codes.
    Ranking {
        /// Code of the unit or grade; empty where everybody is compared.
        scope: String,
        people: Vec<Rival>,
    },
    /// Who divides one pot, in the order of their codes.
    Pool {
        scope: String,
        /// What people outside the scope fill into the pot, and their goals; 0 where only the scope fills it.
        outside: Filled,
        people: Vec<Sharer>,
    },
    /// What the people below one lead bring, in order of day, then of recording.
    Override { lead: String, below: Vec<Brought> },
}

/// Somebody who is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rival {
    pub person: String,
    /// The figure that is compared; absent for who is not eligible, or takes no place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Exact>,
    /// What decides between equal figures, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Break>,
    /// Of who divides prizes with equals: the own part after multipliers and limits, in minor units, not rounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Exact>,
}

/// One thing that decides between equals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Break {
    /// The greater one is better.
    Total(Exact),
    /// The earlier one is better: a day, and the transaction that recorded it.
    Reached(Day, i64),
}

/// What people fill into a measured pot, in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filled {
    pub credited: Exact,
    /// What is taken off.
    pub goals: Exact,
}

/// Somebody in the scope of a pot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sharer {
    pub person: String,
    pub filled: Filled,
    /// What the own share goes by; absent for who is not eligible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Exact>,
    /// The own part after multipliers and limits, in minor units, not rounded; absent where a gate is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Exact>,
}

/// One thing that somebody below a lead brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brought {
    /// Who brings it.
    pub person: Arc<str>,
    /// Empty where no document is behind it.
    pub document: Arc<str>,
    /// The refund that it is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund: Option<Arc<str>>,
    pub measure: Arc<str>,
    /// In the measure's units.
    pub credited: i64,
    /// What the rates apply to, in minor units.
    pub amount: i64,
    /// The day that says who stood above; a refund's is that of the credit that it takes back.
    pub day: Day,
    /// Its place among others of a run: the day on which it counts, and the order of recording.
    pub order: (Day, (i64, i64)),
}

/// What is known of people who are not handed in, for the run of one person alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// As `taken` names the person whose run it is.
    pub own: String,
    /// By component's key.
    pub taken: BTreeMap<String, Taken>,
}

impl Taken {
    /// Whose lines are made with it.
    pub fn people(&self) -> Vec<&str> {
        match self {
            Self::Ranking { people, .. } => people.iter().map(|one| one.person.as_str()).collect(),
            Self::Pool { people, .. } => people.iter().map(|one| one.person.as_str()).collect(),
            Self::Override { lead, .. } => vec![lead],
        }
    }

    /// What one of several people brings into it, without a name; nothing of who is not one of them.
    pub(crate) fn row(&self, person: &str) -> Option<Self> {
        let name = String::new;
        match self {
            Self::Ranking { scope, people } => {
                let own = people.iter().find(|one| one.person == person)?;
                let people = vec![Rival { person: name(), ..own.clone() }];
                Some(Self::Ranking { scope: scope.clone(), people })
            }
            Self::Pool { scope, people, .. } => {
                let own = people.iter().find(|one| one.person == person)?;
                let people = vec![Sharer { person: name(), ..own.clone() }];
                Some(Self::Pool { scope: scope.clone(), outside: Filled::default(), people })
            }
            Self::Override { .. } => None,
        }
    }

    /// The same under other names.
    #[must_use]
    pub fn named(mut self, name: impl Fn(&str) -> String) -> Self {
        match &mut self {
            Self::Ranking { people, .. } => {
                for one in people {
                    one.person = name(&one.person);
                }
            }
            Self::Pool { people, .. } => {
                for one in people {
                    one.person = name(&one.person);
                }
            }
            Self::Override { lead, below } => {
                *lead = name(lead);
                for one in below {
                    one.person = name(&one.person).into();
                }
            }
        }
        self
    }
}

impl Given {
    /// The place of the own row among these people, and how many there are where it is none of them.
    pub(crate) fn own_place(&self, taken: &Taken) -> usize {
        taken.people().into_iter().take_while(|person| *person != self.own).count()
    }
}
