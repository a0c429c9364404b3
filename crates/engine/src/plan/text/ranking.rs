//! The keys of `kind = "ranking"`: what is compared, among whom, the prizes, and what decides between equals.

use super::component::settled;
use super::reader::{Entry, Reader, Table, Value};
use crate::plan::expression::Place;
use crate::plan::model::{Among, MeasureUnit, Places, RankedAttainment, RankedBy, Ranking, TieBreak, Ties};
use crate::plan::near::nearest;
use crate::rate::Rate;

const BY: [&str; 3] = ["by", "attainment", "composite"];
const REACHED_FIRST: &str = "reached_first";
/// A tree of units is never deeper.
const DEEPEST: usize = 99;

#[derive(Clone, Copy, PartialEq, Eq)]
enum TiesWord {
    Each,
    Share,
    Next,
}

impl Reader<'_> {
    pub(super) fn ranking(&mut self, table: &mut Table<'_>) -> Option<Ranking> {
        let by = self.ranked_by(table);
        let among = self.required(table, "among", "\"unit\"").and_then(|entry| self.among(&entry));
        let eligible = table.take("eligible").map(|entry| self.person_condition(&entry, Place::When));
        let prizes = self.required(table, "prizes", "[\"1500.00\", \"1000.00\"]").and_then(|entry| self.prizes(&entry));
        let ties = self.ties(table);
        let places = match table.take("places") {
            Some(entry) => self.choice(&entry, &[("1,1,3", Places::Skipping), ("1,1,2", Places::Following)]),
            None => Some(Places::Skipping),
        };
        Some(Ranking {
            by: by?,
            among: among?,
            eligible: settled(eligible)?,
            prizes: prizes?,
            ties: ties?,
            places: places?,
        })
    }

    /// One of the three ways to say what is compared.
    fn ranked_by(&mut self, table: &mut Table<'_>) -> Option<RankedBy> {
        let written: Vec<Entry<'_>> = BY.into_iter().filter_map(|key| table.take(key)).collect();
        let Some((first, others)) = written.split_first() else {
            self.missing(table, "by", "\"…\"");
            return None;
        };
        for other in others {
            let params = [("key", other.key), ("other", first.key)];
            let fix = if first.key == "composite" {
                "composite = […]".to_owned()
            } else {
                format!("{} = \"…\"", first.key)
            };
            self.error("incentives.plan.either", other.key_range.clone(), fix, &params);
        }
        let read = match first.key {
            "by" => self.measure_key(first.value, first.key).map(|(measure, _)| RankedBy::Total(measure)),
            "attainment" => {
                let measure = self.measure_key(first.value, first.key);
                measure.map(|(measure, _)| RankedBy::Attainment(vec![RankedAttainment { measure, weight: Rate::ONE }]))
            }
            _ => self.composite(first).map(RankedBy::Attainment),
        };
        read.filter(|_| others.is_empty())
    }

    fn composite(&mut self, entry: &Entry<'_>) -> Option<Vec<RankedAttainment>> {
        let items = self.list(entry)?;
        let mut parts: Vec<RankedAttainment> = Vec::with_capacity(items.len());
        for item in items {
            let Some(part) = self.ranked_attainment(item) else { continue };
            if parts.iter().any(|other| other.measure == part.measure) {
                let params = [("measure", part.measure.as_str())];
                let fix = format!("# {}", part.measure);
                self.error("incentives.plan.duplicate_measure", item.span(), fix, &params);
            }
            parts.push(part);
        }
        if parts.len() < items.len() {
            return None;
        }
        let weights: Vec<Rate> = parts.iter().map(|part| part.weight).collect();
        self.check_weights(entry, &weights).then_some(parts)
    }

    fn ranked_attainment(&mut self, item: Value<'_>) -> Option<RankedAttainment> {
        let mut table = self.table_of(item, "composite", "composite")?;
        let measure = self.required(&mut table, "attainment", "\"…\"");
        let measure = measure.and_then(|entry| self.measure_key(entry.value, entry.key));
        let weight = self.required(&mut table, "weight", "\"50%\"");
        let weight = weight.and_then(|entry| self.rate(entry.value, entry.key));
        table.finish(self);
        Some(RankedAttainment { measure: measure?.0, weight: weight? })
    }

    pub(super) fn among(&mut self, entry: &Entry<'_>) -> Option<Among> {
        let text = self.text_of(entry.value, entry.key)?;
        let depth = text.strip_prefix("unit.").and_then(|depth| depth.parse::<usize>().ok());
        if let Some(depth) = depth.filter(|depth| (1..=DEEPEST).contains(depth)) {
            return Some(Among::UnitAt(depth));
        }
        let words = [
            ("organisation", Among::Organisation),
            ("unit", Among::Unit),
            ("unit.2", Among::UnitAt(2)),
            ("grade", Among::Grade),
            ("plan", Among::Plan),
        ];
        self.choice(entry, &words)
    }

    fn prizes(&mut self, entry: &Entry<'_>) -> Option<Vec<i64>> {
        let items = self.list(entry)?;
        let read = items.iter().filter_map(|item| self.amount_from_zero(item, entry.key, MeasureUnit::Money));
        let prizes: Vec<i64> = read.collect();
        (prizes.len() == items.len()).then_some(prizes)
    }

    /// `next` says what decides, and only beside `ties = "next"`.
    fn ties(&mut self, table: &mut Table<'_>) -> Option<Ties> {
        let words = [("each", TiesWord::Each), ("share", TiesWord::Share), ("next", TiesWord::Next)];
        let word = match table.take("ties") {
            Some(entry) => self.choice(&entry, &words),
            None => Some(TiesWord::Each),
        };
        let next = table.take("next");
        let breaks = next.as_ref().map(|entry| self.tie_breaks(entry));
        match (word?, next) {
            (TiesWord::Next, Some(_)) => breaks.flatten().map(Ties::Next),
            (TiesWord::Next, None) => {
                self.missing(table, "next", "[\"reached_first\"]");
                None
            }
            (_, Some(entry)) => {
                self.meaningless(&entry, "ties", "ties = \"next\"");
                None
            }
            (TiesWord::Each, None) => Some(Ties::Each),
            (TiesWord::Share, None) => Some(Ties::Share),
        }
    }

    fn tie_breaks(&mut self, entry: &Entry<'_>) -> Option<Vec<TieBreak>> {
        let items = self.list(entry)?;
        if items.is_empty() {
            let params = [("key", entry.key)];
            self.error("incentives.plan.empty", entry.value.span(), "[\"reached_first\"]", &params);
            return None;
        }
        let mut breaks: Vec<TieBreak> = Vec::with_capacity(items.len());
        for item in items {
            let Some(found) = self.tie_break(item, entry.key) else { continue };
            if breaks.contains(&found) {
                let text = self.source.slice(item.span()).trim_matches(['"', '\'']).to_owned();
                let params = [("key", entry.key), ("value", text.as_str())];
                self.error("incentives.plan.duplicate_value", item.span(), format!("# {text}"), &params);
                continue;
            }
            breaks.push(found);
        }
        (breaks.len() == items.len()).then_some(breaks)
    }

    fn tie_break(&mut self, item: Value<'_>, key: &str) -> Option<TieBreak> {
        let text = self.text_of(item, key)?;
        if text == REACHED_FIRST {
            return Some(TieBreak::ReachedFirst);
        }
        if self.measures.contains_key(text) {
            return Some(TieBreak::Measure(text.to_owned()));
        }
        let known = self.measures.keys().map(String::as_str).chain([REACHED_FIRST]);
        let near = nearest(text, known).first().copied();
        let fix = near.map_or_else(|| format!("[measure.{text}]"), |near| format!("\"{near}\""));
        self.error("incentives.plan.unknown_measure", item.span(), fix, &[("measure", text)]);
        None
    }
}
