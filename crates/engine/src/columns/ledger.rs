//! Credits by person and day with running sums, so that what somebody credits in a period is one subtraction.

use std::ops::Range;

use rayon::prelude::*;

use crate::columns::Refusal;
use crate::day::{Day, DayRange};

/// Credits of one measure in the order in which they come; all columns have one length.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// The place of the payee among the people.
    pub person: Vec<u32>,
    /// The day on which it counts.
    pub day: Vec<Day>,
    /// The day on which the payee must have been in the plan: of a refund that of the credit that it takes back.
    pub entitling: Vec<Day>,
    /// In the measure's units, as credited: after its filter, splits and caps.
    pub amount: Vec<i64>,
}

/// One credit that was recorded after the ledger was prepared; its parts are those of `Rows`.
#[derive(Debug, Clone, Copy)]
pub struct Late<'a> {
    /// Key of the measure.
    pub measure: &'a str,
    pub person: usize,
    pub day: Day,
    pub entitling: Day,
    pub amount: i64,
}

/// Everybody's credits of each measure, in order of day.
#[derive(Debug, Clone)]
pub struct Ledger {
    measures: Vec<Measured>,
    people: usize,
}

/// Everybody's credits of one measure.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    key: String,
    /// Days before which what was credited so far is kept, in order.
    marks: Vec<Day>,
    accounts: Vec<Account>,
}

/// One person's credits of one measure.
#[derive(Debug, Clone)]
pub(super) struct Account {
    days: Vec<Day>,
    entitling: Vec<Day>,
    /// Up to and with each credit.
    sums: Vec<i64>,
    /// Of all amounts without their signs; below 2^62, so that any sum and difference of them fits.
    magnitude: u64,
    /// What is credited before each mark.
    at_marks: Vec<i64>,
    /// From the first to the last entitling day.
    span: DayRange,
}

/// A window, with its ends' places among the marks where they are marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    days: DayRange,
    marks: Option<(usize, usize)>,
}

/// A credit on its way into an account.
type Entry = (Day, Day, i64);

const LARGEST_MAGNITUDE: u64 = 1 << 62;
/// Days over which credits are put in order by counting.
const COUNTED_DAYS: usize = 4_096;

impl Ledger {
    /// Puts the rows of each measure in order, by several threads. `marks` are the days at which periods begin and end
    /// (`Book::marks`); others are found too, less quickly.
    pub fn prepare(people: usize, marks: &[Day], rows: Vec<(&str, Rows)>) -> Result<Self, Refusal> {
        let mut marks = marks.to_vec();
        marks.sort_unstable();
        marks.dedup();
        let measured = |(key, rows): (&str, Rows)| {
            let accounts = accounts(people, &marks, rows)?;
            Ok(Measured { key: key.to_owned(), marks: marks.clone(), accounts })
        };
        Ok(Self { people, measures: rows.into_iter().map(measured).collect::<Result<_, Refusal>>()? })
    }

    /// For how many people it was prepared.
    pub fn people(&self) -> usize {
        self.people
    }

    /// Bytes of the prepared columns.
    pub fn bytes(&self) -> usize {
        let cell = 2 * size_of::<Day>() + size_of::<i64>();
        let accounts = self.measures.iter().flat_map(|measured| &measured.accounts);
        let bytes = |account: &Account| {
            size_of::<Account>() + account.days.capacity() * cell + account.at_marks.len() * size_of::<i64>()
        };
        accounts.map(bytes).sum()
    }

    /// Adds one credit that was recorded late.
    pub(super) fn add(&mut self, late: &Late<'_>) -> Result<(), Refusal> {
        let Measured { marks, accounts, .. } =
            self.measures.iter_mut().find(|measured| measured.key == late.measure).ok_or(Refusal::Rows)?;
        accounts.get_mut(late.person).ok_or(Refusal::Rows)?.add((late.day, late.entitling, late.amount), marks)
    }

    /// Everybody's credits of a measure; `None` where nobody has any.
    pub(super) fn measured(&self, key: &str) -> Option<&Measured> {
        self.measures.iter().find(|measured| measured.key == key)
    }
}

impl Measured {
    /// A person's credits.
    pub(super) fn account(&self, person: usize) -> &Account {
        &self.accounts[person]
    }

    /// A window with its ends among the marks, to be asked of many accounts.
    pub(super) fn stretch(&self, days: DayRange) -> Stretch {
        Stretch { days, marks: self.marks.binary_search(&days.from).ok().zip(self.marks.binary_search(&days.end).ok()) }
    }
}

fn accounts(people: usize, marks: &[Day], rows: Rows) -> Result<Vec<Account>, Refusal> {
    let length = rows.person.len();
    if [rows.day.len(), rows.entitling.len(), rows.amount.len()] != [length; 3] {
        return Err(Refusal::Rows);
    }
    if rows.person.iter().any(|person| index(*person) >= people) {
        return Err(Refusal::Rows);
    }
    let at_once = length.div_ceil(rayon::current_num_threads()).max(1);
    let chunks = (0..length).into_par_iter().step_by(at_once);
    let groups: Vec<Group> = chunks.map(|first| Group::of(&rows, first..length.min(first + at_once), people)).collect();
    drop(rows);
    let account = |person| {
        let parts: Vec<&[Entry]> = groups.iter().map(|group| group.of_person(person)).collect();
        Account::of(&parts, marks)
    };
    (0..people).into_par_iter().map(account).collect()
}

/// Some of the rows, by person.
struct Group {
    entries: Vec<Entry>,
    /// By person: where the credits end.
    ends: Vec<usize>,
}

impl Group {
    fn of(rows: &Rows, chunk: Range<usize>, people: usize) -> Self {
        let mut next = vec![0; people];
        for person in &rows.person[chunk.clone()] {
            next[index(*person)] += 1;
        }
        let mut sum = 0;
        for count in &mut next {
            sum += *count;
            *count = sum - *count;
        }
        let mut entries = vec![(Day::MIN, Day::MIN, 0); sum];
        for row in chunk {
            let next = &mut next[index(rows.person[row])];
            entries[*next] = (rows.day[row], rows.entitling[row], rows.amount[row]);
            *next += 1;
        }
        Self { entries, ends: next }
    }

    fn of_person(&self, person: usize) -> &[Entry] {
        let begin = person.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[begin..self.ends[person]]
    }
}

fn index(person: u32) -> usize {
    usize::try_from(person).unwrap_or(usize::MAX)
}

impl Account {
    fn of(parts: &[&[Entry]], marks: &[Day]) -> Result<Self, Refusal> {
        let places = places(parts);
        let mut account = Self {
            days: vec![Day::MIN; places.len()],
            entitling: vec![Day::MIN; places.len()],
            sums: vec![0; places.len()],
            magnitude: 0,
            at_marks: Vec::new(),
            span: DayRange::new(Day::MAX, Day::MIN),
        };
        for (place, (day, entitling, amount)) in places.into_iter().zip(parts.iter().copied().flatten()) {
            account.take(*entitling, *amount)?;
            account.days[place] = *day;
            account.entitling[place] = *entitling;
            account.sums[place] = *amount;
        }
        let mut sum = 0;
        for cell in &mut account.sums {
            sum += *cell;
            *cell = sum;
        }
        account.at_marks = marks.iter().map(|mark| account.sum_before(account.place_of(*mark))).collect();
        Ok(account)
    }

    fn add(&mut self, (day, entitling, amount): Entry, marks: &[Day]) -> Result<(), Refusal> {
        self.take(entitling, amount)?;
        let place = self.days.partition_point(|known| *known <= day);
        self.sums.insert(place, self.sum_before(place));
        for sum in &mut self.sums[place..] {
            *sum += amount;
        }
        self.days.insert(place, day);
        self.entitling.insert(place, entitling);
        let after = marks.partition_point(|mark| *mark <= day);
        for sum in &mut self.at_marks[after..] {
            *sum += amount;
        }
        Ok(())
    }

    /// Makes room for one more credit in what is known of all.
    fn take(&mut self, entitling: Day, amount: i64) -> Result<(), Refusal> {
        let magnitude = self.magnitude.checked_add(amount.unsigned_abs());
        self.magnitude = magnitude.filter(|sum| *sum < LARGEST_MAGNITUDE).ok_or(Refusal::TooLarge)?;
        self.span = DayRange::new(self.span.from.min(entitling), self.span.end.max(entitling.plus_days(1)));
        Ok(())
    }

    fn sum_before(&self, place: usize) -> i64 {
        place.checked_sub(1).map_or(0, |last| self.sums[last])
    }

    fn place_of(&self, day: Day) -> usize {
        self.days.partition_point(|known| *known < day)
    }

    fn places(&self, window: DayRange) -> (usize, usize) {
        let begin = self.place_of(window.from);
        (begin, self.place_of(window.end).max(begin))
    }

    /// Whether all of it counts for somebody with these days, so that no credit must be looked at.
    fn is_within(&self, membership: &[DayRange]) -> bool {
        self.days.is_empty() || membership.iter().any(|range| range.covers(self.span))
    }

    /// What counts in the window for somebody with these days in the plan.
    #[inline]
    pub(super) fn counting(&self, window: Stretch, membership: &[DayRange]) -> i64 {
        match window.marks {
            _ if !self.is_within(membership) => self.looked_at(window.days, membership),
            Some((from, end)) => self.at_marks[end] - self.at_marks[from],
            None => {
                let (begin, end) = self.places(window.days);
                self.sum_before(end) - self.sum_before(begin)
            }
        }
    }

    /// The same, credit by credit.
    fn looked_at(&self, window: DayRange, membership: &[DayRange]) -> i64 {
        let (begin, end) = self.places(window);
        let mut before = self.sum_before(begin);
        let mut sum = 0;
        for place in begin..end {
            let amount = self.sums[place] - before;
            before = self.sums[place];
            if membership.iter().any(|range| range.contains(self.entitling[place])) {
                sum += amount;
            }
        }
        sum
    }

    /// Whether any credit counts in the window for somebody with these days.
    pub(super) fn has_any(&self, window: DayRange, membership: &[DayRange]) -> bool {
        let (begin, end) = self.places(window);
        self.entitling[begin..end].iter().any(|day| membership.iter().any(|range| range.contains(*day)))
    }
}

/// Where each credit stands in order of day; by counting where the days lie close together.
fn places(parts: &[&[Entry]]) -> Vec<usize> {
    let days = || parts.iter().copied().flatten().map(|(day, ..)| *day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Vec::new() };
    let number = |day: Day| usize::try_from(day.days_since(first)).unwrap_or(usize::MAX);
    if number(last) >= COUNTED_DAYS {
        let mut order: Vec<(Day, usize)> = days().zip(0..).collect();
        order.sort_unstable();
        let mut places = vec![0; order.len()];
        for (place, (_, entry)) in order.into_iter().enumerate() {
            places[entry] = place;
        }
        return places;
    }
    let mut next = vec![0; number(last) + 2];
    for day in days() {
        next[number(day) + 1] += 1;
    }
    for day in 1..next.len() {
        next[day] += next[day - 1];
    }
    let place = |day| {
        let next = &mut next[number(day)];
        *next += 1;
        *next - 1
    };
    days().map(place).collect()
}
