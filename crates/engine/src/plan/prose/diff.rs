//! What two versions of a plan say differently: their sentences compared place by place, so that comments, order and
//! the way of writing make no difference.

use serde::{Deserialize, Serialize};

use super::{Phrase, Prose, Sentence};

/// One thing that is said differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The heading of the section that it stands in, as it is now; none where it is a section itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Phrase>,
    pub change: Change,
}

/// How it differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    New(Sentence),
    Gone(Sentence),
    Changed { before: Phrase, after: Phrase },
}

/// Everything that is said differently, in the order of the new plan; what is gone stands last among its neighbours.
pub fn differences(old: &Prose, new: &Prose) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(&old.sections, &new.sections, None, &mut found);
    found
}

fn compare(old: &[Sentence], new: &[Sentence], section: Option<&Phrase>, found: &mut Vec<Difference>) {
    let in_section = |change: Change| Difference { section: section.cloned(), change };
    let mut left: Vec<&Sentence> = old.iter().collect();
    for after in new {
        let Some(index) = left.iter().position(|before| before.place == after.place) else {
            found.push(in_section(Change::New(after.clone())));
            continue;
        };
        let before = left.remove(index);
        let section = section.unwrap_or(&after.phrase);
        if before.phrase != after.phrase {
            let change = Change::Changed { before: before.phrase.clone(), after: after.phrase.clone() };
            found.push(Difference { section: Some(section.clone()), change });
        }
        compare(&before.inner, &after.inner, Some(section), found);
    }
    found.extend(left.into_iter().map(|gone| in_section(Change::Gone(gone.clone()))));
}
