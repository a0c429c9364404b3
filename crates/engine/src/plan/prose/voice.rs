//! Words for the sentences of a plan: looks each code up in the catalogue and puts its values in.

use std::collections::{BTreeMap, BTreeSet};

use super::diff::{Change, Difference};
use super::{Phrase, Prose, Sentence, Spoken};

/// The catalogue of one language: the text of a key of `incentives` with the values put in, `None` where there is none.
pub type Words<'w> = dyn Fn(&str, &BTreeMap<String, String>) -> Option<String> + 'w;

/// A sentence in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands: 0 for a section, or for a difference.
    pub depth: usize,
    /// `2.` of a section, `2.1` of its sentences; empty for what stands below one.
    pub number: String,
    pub text: String,
}

impl Line {
    const fn first(text: String) -> Self {
        Self { depth: 0, number: String::new(), text }
    }

    /// With its number, so many blanks deep for each level.
    pub fn indented(&self, width: usize) -> String {
        let blank = if self.number.is_empty() { "" } else { " " };
        format!("{:indent$}{}{blank}{}", "", self.number, self.text, indent = self.depth.saturating_mul(width))
    }
}

/// Says a plan in one language.
pub struct Voice<'w> {
    words: &'w Words<'w>,
    currency: String,
    /// Measures whose names in the catalogue are the same: they are called by their keys.
    namesakes: BTreeSet<String>,
}

impl<'w> Voice<'w> {
    /// For the amounts and measures of this plan.
    pub fn new(words: &'w Words<'w>, prose: &Prose) -> Self {
        let mut voice = Self { words, currency: prose.currency.clone(), namesakes: BTreeSet::new() };
        let measures = prose.sections.iter().filter_map(|section| section.phrase.values.get("measure"));
        let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for measure in measures {
            if let Spoken::Measure(key) = measure {
                keys.entry(voice.spoken(measure)).or_default().push(key.clone());
            }
        }
        voice.namesakes = keys.into_values().filter(|keys| keys.len() > 1).flatten().collect();
        voice
    }

    /// The whole plan, a line each: sections and their sentences are numbered, what belongs to a sentence stands deeper.
    pub fn lines(&self, prose: &Prose) -> Vec<Line> {
        let mut lines = Vec::new();
        for (index, section) in prose.sections.iter().enumerate() {
            let number = index + 1;
            lines.push(Line { depth: 0, number: format!("{number}."), text: self.phrase(&section.phrase) });
            for (index, sentence) in section.inner.iter().enumerate() {
                let number = format!("{number}.{}", index + 1);
                lines.push(Line { depth: 1, number, text: self.phrase(&sentence.phrase) });
                self.inner(sentence, 2, &mut lines);
            }
        }
        lines
    }

    /// A difference, with what belongs to a new or vanished sentence in lines of its own.
    pub fn difference(&self, difference: &Difference) -> Vec<Line> {
        let (sentence, word) = match &difference.change {
            Change::New(sentence) => (sentence, "new"),
            Change::Gone(sentence) => (sentence, "gone"),
            Change::Changed { before, after } => return vec![Line::first(self.changed(difference, before, after))],
        };
        let said = self.phrase(&sentence.phrase);
        let mut lines = vec![Line::first(match &difference.section {
            Some(section) => self.diff(word, [("section", self.phrase(section)), ("sentence", said)]),
            None => self.diff(&format!("{word}_section"), [("section", said)]),
        })];
        self.inner(sentence, 1, &mut lines);
        lines
    }

    /// The one value that differs where there is one, else both sentences.
    fn changed(&self, difference: &Difference, before: &Phrase, after: &Phrase) -> String {
        let (was, is) = match only_difference(before, after) {
            Some((was, is)) => (self.spoken(was), self.spoken(is)),
            None => (self.phrase(before), self.phrase(after)),
        };
        let section = difference.section.as_ref().map(|section| self.phrase(section)).unwrap_or_default();
        let name = self.say("prose_names", after);
        self.diff("changed", [("section", section), ("name", name), ("before", was), ("after", is)])
    }

    fn inner(&self, sentence: &Sentence, depth: usize, lines: &mut Vec<Line>) {
        for inner in &sentence.inner {
            lines.push(Line { depth, number: String::new(), text: self.phrase(&inner.phrase) });
            self.inner(inner, depth + 1, lines);
        }
    }

    /// One sentence without what belongs to it.
    pub fn phrase(&self, phrase: &Phrase) -> String {
        self.say("prose", phrase)
    }

    fn say(&self, list: &str, phrase: &Phrase) -> String {
        let values = phrase.values.iter().map(|(name, value)| (name.clone(), self.spoken(value))).collect();
        closed_up(&self.text(&format!("{list}.{}", phrase.code.word()), &values))
    }

    fn spoken(&self, value: &Spoken) -> String {
        match value {
            Spoken::Text(text) | Spoken::Rate(text) | Spoken::Factor(text) | Spoken::Day(text) => text.clone(),
            Spoken::Number(number) => grouped(number),
            Spoken::Money(amount) => {
                let currency = self.named("prose_words.currency", &self.currency);
                let values = [("currency".to_owned(), currency), ("amount".to_owned(), grouped(amount))];
                self.text("prose_words.money", &values.into())
            }
            Spoken::Measure(key) if self.namesakes.contains(key) => key.clone(),
            Spoken::Measure(key) => self.named("measure_names", key),
            Spoken::Coefficient(key) => self.named("step_words.coefficient", key),
            Spoken::Finding(code) => self.named("finding_names", code),
            Spoken::Word(word) => self.text(word, &BTreeMap::new()),
            Spoken::Phrase(phrase) => self.phrase(phrase),
            Spoken::List(values) => {
                let said: Vec<String> = values.iter().map(|value| self.spoken(value)).collect();
                said.join(&self.text("prose_words.comma", &BTreeMap::new()))
            }
        }
    }

    /// The name that the catalogue has for an author's key, else the key.
    fn named(&self, list: &str, key: &str) -> String {
        (self.words)(&format!("{list}.{key}"), &BTreeMap::new()).unwrap_or_else(|| key.to_owned())
    }

    fn diff<const N: usize>(&self, word: &str, values: [(&str, String); N]) -> String {
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.text(&format!("prose_words.diff.{word}"), &values)
    }

    fn text(&self, key: &str, values: &BTreeMap<String, String>) -> String {
        (self.words)(key, values).unwrap_or_else(|| key.to_owned())
    }
}

/// The value that alone differs between two sentences of one code, before and after.
fn only_difference<'v>(before: &'v Phrase, after: &'v Phrase) -> Option<(&'v Spoken, &'v Spoken)> {
    if before.code != after.code || before.values.len() != after.values.len() {
        return None;
    }
    let pairs = after.values.iter().map(|(name, is)| Some((before.values.get(name)?, is)));
    let pairs: Option<Vec<(&Spoken, &Spoken)>> = pairs.collect();
    let mut differing = pairs?.into_iter().filter(|(was, is)| was != is);
    let first = differing.next()?;
    differing.next().is_none().then_some(first)
}

/// `79999.99` as `79,999.99`.
fn grouped(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// Without the blanks between Chinese characters, where a value begins or ends with them.
fn closed_up(text: &str) -> String {
    let is_wide = |c: char| c >= '\u{2e80}' || matches!(c, '“' | '”');
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let between = c == ' ' && out.ends_with(is_wide) && rest.peek().copied().is_some_and(is_wide);
        if !between {
            out.push(c);
        }
    }
    out
}
