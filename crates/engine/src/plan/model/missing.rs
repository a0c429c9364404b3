//! What a plan asks for that no capability of the product gives yet: only examples can state it.

use super::{Kind, Measure, MeasureOf, Plan, Scored, Span};

/// An input that only examples can give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingInput {
    /// As the text writes it: `of = "csat"`, `rated = "appraisal.attitude"`, `kind = "project"`.
    pub what: String,
    pub at: Span,
}

impl Plan {
    /// Everything of that sort, in the order of the text's tables: a plan that names one cannot be tried or published.
    pub fn missing_inputs(&self) -> Vec<MissingInput> {
        let of_measure = |measure: &Measure| match measure.of {
            MeasureOf::Visits | MeasureOf::Csat | MeasureOf::Nps | MeasureOf::Events => {
                Some(MissingInput { what: format!("of = \"{}\"", measure.of.key()), at: measure.at })
            }
            _ => None,
        };
        let mut found: Vec<MissingInput> = self.measures.iter().filter_map(of_measure).collect();
        for component in &self.components {
            let missing = |what: String| MissingInput { what, at: component.at };
            match &component.kind {
                Kind::Project => found.push(missing("kind = \"project\"".to_owned())),
                Kind::Scorecard(card) => found.extend(card.indicators.iter().filter_map(|one| match &one.scored {
                    Scored::Rated(name) => Some(missing(format!("rated = \"{name}\""))),
                    Scored::Attainment { .. } | Scored::Points { .. } => None,
                })),
                _ => {}
            }
        }
        found
    }
}
