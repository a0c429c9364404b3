//! Who sees whom, as a condition on rows.

use std::collections::HashMap;

use beichen_engine::day::Day;
use beichen_kernel::MemberId;
use beichen_store::list::List;
use sea_orm::Value;

use super::row::{bind_day, bind_id};
use crate::reach::Visible;

impl Visible {
    /// The condition in SQL on a column of members and a column of days, with its values. The first placeholder is
    /// `$first`. `None` where nothing is narrowed. People with equal days share one part, and the parts are nested
    /// as a balanced tree, since SQLite bounds the depth of a condition.
    pub fn sql(&self, member_column: &str, day_column: &str, first: usize) -> Option<(String, Vec<Value>)> {
        let Self::Spans(spans) = self else { return None };
        let mut values = Values { first, values: Vec::new() };
        if spans.is_empty() {
            let nobody = values.bind(uuid::Uuid::nil().into());
            return Some((format!("{member_column} = {nobody}"), values.values));
        }
        let mut groups: Vec<((Day, Day), Vec<MemberId>)> = Vec::new();
        let mut places: HashMap<(Day, Day), usize> = HashMap::new();
        for span in spans {
            let place = *places.entry((span.from, span.end)).or_insert(groups.len());
            match groups.get_mut(place) {
                Some((_, members)) => members.push(span.member),
                None => groups.push(((span.from, span.end), vec![span.member])),
            }
        }
        let parts: Vec<String> = groups
            .into_iter()
            .map(|((from, end), members)| {
                let people: Vec<String> = members.into_iter().map(|member| values.bind(bind_id(member))).collect();
                let mut part = format!("{member_column} IN ({})", people.join(", "));
                if from > Day::MIN {
                    let place = values.bind(bind_day(from));
                    part = format!("{part} AND {day_column} >= {place}");
                }
                if end < Day::MAX {
                    let place = values.bind(bind_day(end));
                    part = format!("{part} AND {day_column} < {place}");
                }
                format!("({part})")
            })
            .collect();
        Some((any_of(&parts), values.values))
    }

    /// Narrows a list to what may be seen.
    pub fn narrow(&self, list: &mut List, member_column: &str, day_column: &str) {
        if let Some(condition) = self.condition(list, member_column, day_column) {
            list.filter(condition);
        }
    }

    /// The condition for use inside a subquery of a list, its values put into the list. `None` where nothing is narrowed.
    pub fn condition(&self, list: &mut List, member_column: &str, day_column: &str) -> Option<String> {
        // The placeholder that the list gives next is found by giving one to the value that stands first.
        let (_, values) = self.sql(member_column, day_column, 1)?;
        let mut places = values.into_iter().map(|value| list.bind(value)).collect::<Vec<_>>().into_iter();
        let first = places.next().and_then(|place| place.trim_start_matches('$').parse().ok()).unwrap_or(1);
        self.sql(member_column, day_column, first).map(|(condition, _)| condition)
    }
}

struct Values {
    first: usize,
    values: Vec<Value>,
}

impl Values {
    fn bind(&mut self, value: Value) -> String {
        let place = self.first.saturating_add(self.values.len());
        self.values.push(value);
        format!("${place}")
    }
}

fn any_of(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        many => {
            let (left, right) = many.split_at(many.len() / 2);
            format!("({} OR {})", any_of(left), any_of(right))
        }
    }
}
