//! A person's credits of one measure in order of day, for questions that no sum answers.

use rayon::prelude::*;

use crate::columns::ledger::{Late, Rows, index};
use crate::day::{Day, DayRange};

/// One person's credits of one measure, in order of day.
#[derive(Debug, Clone, Default)]
pub(super) struct Account {
    /// The day on which each counts, and its entitling day.
    days: Vec<(Day, Day)>,
    amounts: Vec<i64>,
}

/// Days over which credits are put in order by counting.
const COUNTED_DAYS: usize = 4_096;

/// The rows by person, whose places are known to be below `people`. Each thread takes those of some people, first their
/// days, then their amounts, so that never everything stands twice.
pub(super) fn accounts(people: usize, rows: Rows) -> Vec<Account> {
    let Rows { person: payees, day, entitling, amount } = rows;
    let mut counts = vec![0_usize; people];
    for person in &payees {
        counts[index(*person)] += 1;
    }
    let empty = |count| Account { days: Vec::with_capacity(count), amounts: Vec::with_capacity(count) };
    let mut accounts: Vec<Account> = counts.into_iter().map(empty).collect();
    let at_once = people.div_ceil(rayon::current_num_threads()).max(1);
    hand_out(&payees, &mut accounts, at_once, day.iter().zip(&entitling), |account, (day, entitling)| {
        account.days.push((*day, *entitling));
    });
    drop((day, entitling));
    hand_out(&payees, &mut accounts, at_once, amount.iter(), |account, amount| account.amounts.push(*amount));
    drop((payees, amount));
    accounts.par_iter_mut().for_each(Account::put_in_order);
    accounts
}

/// Gives each row to the account of its payee.
fn hand_out<T>(
    payees: &[u32],
    accounts: &mut [Account],
    at_once: usize,
    rows: impl Iterator<Item = T> + Clone + Sync,
    give: impl Fn(&mut Account, T) + Sync,
) {
    accounts.par_chunks_mut(at_once).enumerate().for_each(|(chunk, accounts)| {
        let first = chunk * at_once;
        for (person, row) in payees.iter().zip(rows.clone()) {
            if let Some(account) = index(*person).checked_sub(first).and_then(|place| accounts.get_mut(place)) {
                give(account, row);
            }
        }
    });
}

impl Account {
    fn put_in_order(&mut self) {
        let places = places(&self.days);
        let (days, amounts) = (self.days.clone(), self.amounts.clone());
        for (place, (days, amount)) in places.into_iter().zip(days.into_iter().zip(amounts)) {
            self.days[place] = days;
            self.amounts[place] = amount;
        }
    }

    pub(super) fn add(&mut self, late: &Late<'_>) {
        let place = self.days.partition_point(|(day, _)| *day <= late.day);
        self.days.insert(place, (late.day, late.entitling));
        self.amounts.insert(place, late.amount);
    }

    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>() + self.days.capacity() * size_of::<(Day, Day)>() + self.amounts.capacity() * size_of::<i64>()
    }

    /// Adds what counts in the window for somebody with these days in the plan; `None` beyond 64 bits.
    pub(super) fn counting(&self, so_far: i64, window: DayRange, membership: &[DayRange]) -> Option<i64> {
        let (begin, end) = self.places_of(window);
        let credits = self.days[begin..end].iter().zip(&self.amounts[begin..end]);
        let counts = |entitling: Day| membership.iter().any(|range| range.contains(entitling));
        let counting = credits.filter(|((_, entitling), _)| counts(*entitling));
        counting.map(|(_, amount)| *amount).try_fold(so_far, i64::checked_add)
    }

    /// Whether any credit counts in the window for somebody with these days.
    pub(super) fn has_any(&self, window: DayRange, membership: &[DayRange]) -> bool {
        let (begin, end) = self.places_of(window);
        let mut days = self.days[begin..end].iter();
        days.any(|(_, entitling)| membership.iter().any(|range| range.contains(*entitling)))
    }

    fn places_of(&self, window: DayRange) -> (usize, usize) {
        let place_of = |day: Day| self.days.partition_point(|(known, _)| *known < day);
        let begin = place_of(window.from);
        (begin, place_of(window.end).max(begin))
    }
}

/// Where each credit stands in order of day; by counting where the days lie close together.
fn places(days: &[(Day, Day)]) -> Vec<usize> {
    let days = || days.iter().map(|(day, _)| *day);
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
