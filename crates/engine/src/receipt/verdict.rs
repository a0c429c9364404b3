//! What verifying a receipt says: of each thing in it whether it is true.

use serde::{Deserialize, Serialize};

/// Everything that was looked at, in the order of the receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub findings: Vec<Finding>,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub subject: Subject,
    pub outcome: Outcome,
}

/// What can be true or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Subject {
    /// The bytes of the file against their own hash.
    File,
    /// The text of a version of the plan against its hash; the first one is 1.
    Plan { number: usize },
    /// Figures of several people against the hash that the run keeps.
    Figures { period: String, component: String },
    /// A line of the period.
    Line { component: String },
    /// What a locked period pays or takes now; of a prize that nobody has decided about, a flag.
    Adjustment { period: String, component: String, is_flag: bool },
    /// What is paid of all of it, and what stays owed.
    Total,
}

/// What came of looking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    True,
    /// It is not what was hashed.
    Changed,
    /// Figures in which the row of this person is not what the own inputs come to.
    OwnRowDiffers,
    /// Calculated again it comes to something else; `None` where there is no such thing. Equal amounts differ in how
    /// they are reached or paid out.
    Differs {
        stated_minor: Option<i64>,
        calculated_minor: Option<i64>,
    },
    /// It cannot be calculated from what the file holds.
    NotCalculable {
        problem: String,
    },
    /// It takes from other people, whose figures are not in the file.
    InputsNotIncluded,
}

/// The receipt as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Word {
    /// All of it.
    True,
    /// Something is not as the receipt states it.
    Differs,
    /// Nothing differs, and of something the inputs are not in the file.
    InputsNotIncluded,
}

impl Verdict {
    /// The receipt as a whole.
    pub fn word(&self) -> Word {
        let mut word = Word::True;
        for finding in &self.findings {
            match finding.outcome {
                Outcome::True => {}
                Outcome::InputsNotIncluded => word = Word::InputsNotIncluded,
                Outcome::Changed | Outcome::OwnRowDiffers | Outcome::Differs { .. } | Outcome::NotCalculable { .. } => {
                    return Word::Differs;
                }
            }
        }
        word
    }

    pub(super) fn add(&mut self, subject: Subject, outcome: Outcome) {
        self.findings.push(Finding { subject, outcome });
    }
}

impl Subject {
    /// The stable word.
    pub fn word(&self) -> &'static str {
        self.into()
    }
}

impl Outcome {
    /// The stable word.
    pub fn word(&self) -> &'static str {
        self.into()
    }

    pub(super) const fn kept(is_kept: bool) -> Self {
        if is_kept { Self::True } else { Self::Changed }
    }
}

impl Word {
    /// The stable word.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
