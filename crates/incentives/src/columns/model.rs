//! A columns file: the name of each output column and where its values come from.

use std::str::FromStr;

use toml_edit::DocumentMut;

use beichen_engine::exact::{Exact, Rounding};
use beichen_engine::plan::Plan;

use super::By;

beichen_kernel::errors! {
    /// Why a columns file is refused.
    pub enum ColumnsError in "incentives.columns" {
        NotToml { detail: String } = "not_toml" => Invalid,
        UnknownSource { column: String, source_text: String } = "unknown_source" => Invalid,
        NotByUnit { column: String } = "not_by_unit" => Invalid,
        OnlyByUnit { column: String } = "only_by_unit" => Invalid,
        PlanNotNamed { column: String, plan: String } = "plan_not_named" => Invalid,
        OtherCalendar { plan: String, calendar: String } = "other_calendar" => Invalid,
        NoPlan = "no_plan" => Invalid,
    }
}

/// Where a column's values come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Person,
    Unit,
    PeriodFrom,
    /// Exclusive.
    PeriodEnd,
    Goal(String),
    Actual(String),
    Documents(String),
    /// A fraction, half-up to so many places.
    Attainment(String, u8),
    /// 1, 1, 3 by actual among the rows of the period.
    Rank(String),
    Pay(String),
    Size,
    /// A goal, an actual or an attainment as the first locked run knew it; as known today where there is none.
    Locked(Box<Source>),
}

/// Columns in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnsFile(pub Vec<(String, Source)>);

/// Titles and rows, all as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub titles: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl ColumnsFile {
    /// Reads TOML: `name = "source"`.
    pub fn parse(text: &str) -> Result<Self, ColumnsError> {
        // A document keeps the order in which the columns stand.
        let document: DocumentMut = text
            .parse()
            .map_err(|error: toml_edit::TomlError| ColumnsError::NotToml { detail: error.message().to_owned() })?;
        let mut columns = Vec::with_capacity(document.len());
        for (name, value) in document.iter() {
            let (column, source) = (name.to_owned(), value.as_str().unwrap_or_default());
            let source = source
                .parse()
                .map_err(|()| ColumnsError::UnknownSource { column: column.clone(), source_text: source.to_owned() })?;
            columns.push((column, source));
        }
        Ok(Self(columns))
    }

    /// What is shown when nobody says what: the person or unit, the period, and what each plan pays.
    pub fn usual(plans: &[Plan], by: By) -> Self {
        let mut columns = match by {
            By::Person => vec![("person".to_owned(), Source::Person)],
            By::Unit => vec![("unit".to_owned(), Source::Unit), ("size".to_owned(), Source::Size)],
        };
        columns.push(("period_from".to_owned(), Source::PeriodFrom));
        columns.push(("period_end".to_owned(), Source::PeriodEnd));
        let mut measures: Vec<&str> = Vec::new();
        for measure in plans.iter().flat_map(|plan| &plan.measures) {
            if !measures.contains(&measure.definition.key.as_str()) {
                measures.push(&measure.definition.key);
            }
        }
        for measure in measures {
            columns.push((format!("goal_{measure}"), Source::Goal(measure.to_owned())));
            columns.push((format!("actual_{measure}"), Source::Actual(measure.to_owned())));
        }
        if by == By::Person {
            columns.extend(plans.iter().map(|plan| (format!("pay_{}", plan.key), Source::Pay(plan.key.clone()))));
        }
        Self(columns)
    }

    pub fn titles(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Whether a column asks for what was locked.
    pub fn ask_locked(&self) -> bool {
        self.0.iter().any(|(_, source)| matches!(source, Source::Locked(_)))
    }

    /// The measures that columns name.
    pub fn measures(&self) -> Vec<&str> {
        let mut measures: Vec<&str> = self.0.iter().filter_map(|(_, source)| source.measure()).collect();
        measures.sort_unstable();
        measures.dedup();
        measures
    }

    /// Fails where a column makes no sense in these rows.
    pub fn check(&self, plans: &[Plan], by: By) -> Result<(), ColumnsError> {
        for (name, source) in &self.0 {
            let column = name.clone();
            match (source, by) {
                (Source::Person | Source::Pay(_) | Source::Documents(_), By::Unit) => {
                    return Err(ColumnsError::NotByUnit { column });
                }
                (Source::Size, By::Person) => return Err(ColumnsError::OnlyByUnit { column }),
                (Source::Pay(plan), By::Person) if !plans.iter().any(|named| &named.key == plan) => {
                    return Err(ColumnsError::PlanNotNamed { column, plan: plan.clone() });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Source {
    pub fn measure(&self) -> Option<&str> {
        match self {
            Self::Goal(measure)
            | Self::Actual(measure)
            | Self::Documents(measure)
            | Self::Attainment(measure, _)
            | Self::Rank(measure) => Some(measure),
            Self::Locked(source) => source.measure(),
            _ => None,
        }
    }
}

impl FromStr for Source {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(of) = text.strip_prefix("locked:") {
            let of: Self = of.parse()?;
            let is_figure = matches!(of, Self::Goal(_) | Self::Actual(_) | Self::Attainment(..));
            return if is_figure { Ok(Self::Locked(Box::new(of))) } else { Err(()) };
        }
        let mut parts = text.split(':');
        let (head, measure, places) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        if parts.next().is_some() {
            return Err(());
        }
        let named = measure.filter(|name| !name.is_empty()).map(str::to_owned);
        match (head, named, places) {
            ("person", None, None) => Ok(Self::Person),
            ("unit", None, None) => Ok(Self::Unit),
            ("period.from", None, None) => Ok(Self::PeriodFrom),
            ("period.end", None, None) => Ok(Self::PeriodEnd),
            ("size", None, None) => Ok(Self::Size),
            ("goal", Some(measure), None) => Ok(Self::Goal(measure)),
            ("actual", Some(measure), None) => Ok(Self::Actual(measure)),
            ("documents", Some(measure), None) => Ok(Self::Documents(measure)),
            ("rank", Some(measure), None) => Ok(Self::Rank(measure)),
            ("pay", Some(plan), None) => Ok(Self::Pay(plan)),
            ("attainment", Some(measure), Some(places)) => {
                places.parse().map(|places| Self::Attainment(measure, places)).map_err(|_| ())
            }
            _ => Err(()),
        }
    }
}

/// `actual ÷ goal`, half-up to so many places; empty without a goal or at a goal of 0.
pub fn attainment(actual: i64, goal: Option<i64>, places: u8) -> String {
    let fraction = goal.and_then(|goal| Exact::ratio(i128::from(actual), i128::from(goal)));
    fraction.map(|fraction| fraction.decimal(places, Rounding::HalfUp).0).unwrap_or_default()
}

/// Places by value, the highest first: 1, 1, 3.
pub fn rank(value: i64, all: &[i64]) -> usize {
    all.iter().filter(|&&other| other > value).count().saturating_add(1)
}

/// An amount in a measure's unit.
pub fn shown(amount: i64, digits: u8) -> String {
    beichen_engine::decimal::format(amount, digits)
}

/// The number of a table that counts.
pub fn count(number: usize) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn columns_keep_the_order_of_the_file_and_name_their_sources() {
        let file = ColumnsFile::parse("z = \"person\"\na = \"attainment:sales:6\"\nm = \"pay:aw-a\"\n").unwrap();
        assert_eq!(file.titles(), ["z", "a", "m"]);
        assert_eq!(file.0[1].1, Source::Attainment("sales".to_owned(), 6));
    }

    #[test]
    fn a_locked_figure_is_one_of_three() {
        let file = ColumnsFile::parse("a = \"actual:m\"\nl = \"locked:attainment:m:4\"\n").unwrap();
        assert_eq!(file.0[1].1, Source::Locked(Box::new(Source::Attainment("m".to_owned(), 4))));
        assert_eq!((file.measures(), file.ask_locked()), (vec!["m"], true));
    }

    #[test]
    fn a_source_that_nobody_knows_is_refused_with_its_column() {
        let error = ColumnsFile::parse("x = \"rank\"").unwrap_err();
        assert_eq!(error, ColumnsError::UnknownSource { column: "x".to_owned(), source_text: "rank".to_owned() });
        for text in ["locked:", "locked:pay:p", "locked:rank:m", "locked:locked:goal:m", "locked:attainment:m"] {
            assert!(ColumnsFile::parse(&format!("x = \"{text}\"")).is_err(), "{text}");
        }
    }

    #[test]
    fn attainment_is_rounded_half_up_and_empty_without_a_goal() {
        // 2 ÷ 3 = 0.6666666…; 1 ÷ 8 = 0.125
        assert_eq!(attainment(2, Some(3), 6), "0.666667");
        assert_eq!(attainment(1, Some(8), 2), "0.13");
        assert_eq!((attainment(1, None, 6), attainment(1, Some(0), 6)), (String::new(), String::new()));
    }

    #[test]
    fn equal_values_share_a_place_and_the_next_one_is_skipped() {
        let all = [100, 100, 90];
        assert_eq!(all.map(|value| rank(value, &all)), [1, 1, 3]);
    }
}
