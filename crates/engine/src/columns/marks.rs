//! Where the questions of a plan begin and end: days between which credits are only ever asked for together.

use std::ops::Range;

use crate::day::{Day, DayRange};

/// The bounds of what is asked about a number of people: of windows, and of the days on which somebody must have been in
/// the plan. What a person credits in a span between marks on the entitling days of one stretch is one sum.
#[derive(Debug, Clone)]
pub struct Marks {
    /// Days at which windows begin and end, in order.
    days: Vec<Day>,
    /// By day from the first mark on: the span in which it lies.
    span_of: Vec<u32>,
    /// Everybody's entitling days that are asked for: person by person, in order.
    stretches: Vec<DayRange>,
    /// By person: where the stretches begin; one more at the end.
    firsts: Vec<usize>,
    /// By person: the longest stretch, in which most credits lie, and its first cell.
    usual: Vec<(DayRange, usize)>,
}

/// Days that are asked for, with the spans that they are made of where their ends are marks.
#[derive(Debug, Clone)]
pub(super) struct Window {
    pub days: DayRange,
    pub spans: Option<Range<usize>>,
}

impl Marks {
    /// Of these windows, and of the entitling days that are asked for of each person.
    pub(super) fn of(windows: impl IntoIterator<Item = DayRange>, asked: &[Vec<DayRange>]) -> Self {
        let mut days: Vec<Day> = windows.into_iter().flat_map(|days| [days.from, days.end]).collect();
        days.sort_unstable();
        days.dedup();
        let mut marks = Self { span_of: spans(&days), days, stretches: Vec::new(), firsts: vec![0], usual: Vec::new() };
        let spans = marks.spans();
        for ranges in asked {
            let first = marks.stretches.len();
            cut(ranges, &mut marks.stretches);
            let own = marks.stretches[first..].iter().zip(first..);
            let longest = own.max_by_key(|(days, _)| days.count());
            marks.usual.push(longest.map_or((NO_DAY, 0), |(days, place)| (*days, place * spans)));
            marks.firsts.push(marks.stretches.len());
        }
        marks
    }

    /// Without any: nothing is summed before it is asked for.
    pub fn none(people: usize) -> Self {
        Self::of([], &vec![Vec::new(); people])
    }

    /// For how many people they are.
    pub fn people(&self) -> usize {
        self.usual.len()
    }

    /// How many spans there are between the marks.
    pub(super) fn spans(&self) -> usize {
        self.days.len().saturating_sub(1)
    }

    /// How many sums there are: of each stretch one by span.
    pub(super) fn cells(&self) -> usize {
        self.stretches.len() * self.spans()
    }

    /// Days to be asked of many people.
    pub(super) fn window(&self, days: DayRange) -> Window {
        let place = |day| self.days.binary_search(&day).ok();
        let spans = place(days.from).zip(place(days.end)).map(|(from, end)| from..end);
        Window { days, spans }
    }

    /// In which sum a credit is; `None` where no question is about it. The person is one of those whose marks they are.
    #[inline]
    pub(super) fn cell(&self, person: usize, day: Day, entitling: Day) -> Option<usize> {
        let (usual, first) = self.usual[person];
        let first = if usual.contains(entitling) { first } else { self.first_cell(person, entitling)? };
        Some(first + self.span_of(day)?)
    }

    #[cold]
    fn first_cell(&self, person: usize, entitling: Day) -> Option<usize> {
        let mut stretches = self.stretches_of(person);
        stretches.find(|(_, days)| days.contains(entitling)).map(|(place, _)| place * self.spans())
    }

    #[inline]
    fn span_of(&self, day: Day) -> Option<usize> {
        let number = usize::try_from(day.days_since(*self.days.first()?)).ok()?;
        self.span_of.get(number).map(|span| usize::try_from(*span).unwrap_or(usize::MAX))
    }

    /// A person's stretches with their places among all.
    fn stretches_of(&self, person: usize) -> impl Iterator<Item = (usize, DayRange)> + '_ {
        let places = self.firsts[person]..self.firsts[person + 1];
        places.map(|place| (place, self.stretches[place]))
    }

    /// The stretches of a person that make up these days; `None` where they do not.
    pub(super) fn making_up<'s>(
        &'s self,
        person: usize,
        days: &'s [DayRange],
    ) -> Option<impl Iterator<Item = usize> + 's> {
        let is_within = move |(_, stretch): &(usize, DayRange)| days.iter().any(|range| range.covers(*stretch));
        let held: i32 = self.stretches_of(person).filter(is_within).map(|(_, stretch)| stretch.count()).sum();
        let asked: i32 = days.iter().map(|range| range.count()).sum();
        (held == asked).then(|| self.stretches_of(person).filter(is_within).map(|(place, _)| place))
    }
}

const NO_DAY: DayRange = DayRange::new(Day::MIN, Day::MIN);

/// By day from the first one on, up to the last: between which of the days, which are in order, it lies.
fn spans(days: &[Day]) -> Vec<u32> {
    let mut spans = Vec::new();
    for ((from, end), span) in days.iter().zip(days.iter().skip(1)).zip(0..) {
        spans.extend(DayRange::new(*from, *end).days().map(|_| span));
    }
    spans
}

/// Cuts ranges wherever one of them begins or ends: the parts that lie in any of them, in order.
fn cut(ranges: &[DayRange], parts: &mut Vec<DayRange>) {
    if let [range] = ranges {
        parts.extend((!range.is_empty()).then_some(*range));
        return;
    }
    let mut days: Vec<Day> = ranges.iter().flat_map(|range| [range.from, range.end]).collect();
    days.sort_unstable();
    days.dedup();
    let between = days.iter().zip(days.iter().skip(1)).map(|(from, end)| DayRange::new(*from, *end));
    parts.extend(between.filter(|part| ranges.iter().any(|range| range.covers(*part))));
}
