//! From figures to payouts: pieces person by person, places and pots scope by scope.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::calculate::crowd::{whole_parts, whole_parts_over};
use crate::calculate::standings::{Seat, seats};
use crate::columns::book::{Book, Entry};
use crate::columns::facts::Fact;
use crate::columns::figures::{Amounts, Figures};
use crate::columns::ledger::Ledger;
use crate::columns::outline::{Outline, Short, short, wide};
use crate::columns::rule::{Rule, Target, Way};
use crate::columns::{Late, Refusal};
use crate::exact::{Exact, nearest};
use crate::plan::model::{Component, MeasuredPot, Pool, Pot, PotScope, Ranking, ShareBy};

/// What every component pays everybody in every period, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payouts {
    periods: Vec<usize>,
    cells: Vec<Vec<i64>>,
}

impl Payouts {
    /// What the component in this place of the plan pays a person in one of its periods.
    pub fn of(&self, component: usize, person: usize, period: usize) -> Option<i64> {
        let place = person.checked_mul(*self.periods.get(component)?)?.checked_add(period)?;
        self.cells.get(component)?.get(place).copied()
    }
}

impl Book<'_> {
    /// Pays everything.
    pub fn pay(&self, figures: &Figures) -> Result<Payouts, Refusal> {
        self.must_fit(figures)?;
        let pay = |entry: &Entry<'_>| entry.pay(entry.component, &entry.rule, &figures.amounts[entry.figures]);
        let cells = self.entries.iter().map(pay).collect::<Result<_, _>>()?;
        Ok(Payouts { periods: self.entries.iter().map(|entry| entry.periods.len()).collect(), cells })
    }

    /// What the component of that place would pay under another curve, other tiers or prizes, in order of person, then of
    /// period: a simulation. Everything that the people's facts hang on must be as it is in the book.
    pub fn simulate(&self, figures: &Figures, place: usize, component: &Component) -> Result<Vec<i64>, Refusal> {
        self.must_fit(figures)?;
        let entry = self.entries.get(place).ok_or(Refusal::Rows)?;
        let rule = entry.rule_of(component)?;
        entry.pay(component, &rule, &figures.amounts[entry.figures])
    }

    /// Takes one credit that was recorded late, and pays anew what it can change. After a refusal as too large, figures and
    /// payouts are to be made from the start.
    pub fn take_late(
        &self,
        late: &Late<'_>,
        ledger: &mut Ledger,
        figures: &mut Figures,
        payouts: &mut Payouts,
    ) -> Result<(), Refusal> {
        self.must_fit(figures)?;
        let of_entries = self.entries.iter().map(|entry| entry.facts.len());
        if !of_entries.eq(payouts.cells.iter().map(Vec::len)) || late.person >= self.people {
            return Err(Refusal::Rows);
        }
        ledger.add(late)?;
        self.refigure(ledger, late, figures)?;
        for (entry, cells) in self.entries.iter().zip(&mut payouts.cells) {
            if entry.rule.measures.contains(&late.measure) {
                entry.pay_anew(late, &figures.amounts[entry.figures], cells)?;
            }
        }
        Ok(())
    }
}

impl Book<'_> {
    /// Figures of another book have other cells.
    fn must_fit(&self, figures: &Figures) -> Result<(), Refusal> {
        let fits = |entry: &Entry<'_>| {
            let cells = entry.facts.len();
            figures.amounts.get(entry.figures).is_some_and(|amounts| {
                amounts.measures.len() == entry.rule.measures.len()
                    && amounts.measures.iter().all(|figures| figures.len() == cells)
                    && (!entry.rule.is_year_to_date() || amounts.has_credits.len() == cells)
            })
        };
        let fits = self.entries.iter().all(fits);
        if fits { Ok(()) } else { Err(Refusal::Rows) }
    }
}

impl Entry<'_> {
    /// The rule of a changed component, if the same facts and figures serve it.
    fn rule_of<'c>(&'c self, component: &'c Component) -> Result<Rule<'c>, Refusal> {
        let rule = Rule::of(self.plan, component)?;
        let own = self.component;
        let is_same = own.kind.name() == component.kind.name()
            && own.kind.base() == component.kind.base()
            && (own.period, own.prorate, &own.who, &own.times)
                == (component.period, component.prorate, &component.who, &component.times)
            && self.rule.measures == rule.measures
            && self.rule.goal() == rule.goal()
            && self.rule.among() == rule.among()
            && self.rule.depth() == rule.depth()
            && self.rule.is_year_to_date() == rule.is_year_to_date();
        if is_same { Ok(rule) } else { Err(Refusal::NotHeld { component: own.key.clone(), what: "simulation" }) }
    }

    fn pay(&self, component: &Component, rule: &Rule<'_>, amounts: &Amounts) -> Result<Vec<i64>, Refusal> {
        let till = Till { entry: self, component, rule, amounts };
        let mut cells = vec![0; self.facts.len()];
        if rule.among().is_none() {
            let rows = cells.par_chunks_mut(self.periods.len().max(1)).enumerate();
            rows.try_for_each(|(person, row)| till.pay_person(person, row))?;
            return Ok(cells);
        }
        let of_period = |period: usize| {
            let everybody = till.everybody(period)?;
            let mut paid = Vec::new();
            for scope in self.scopes[period].iter() {
                till.pay_scope(period, scope, &everybody, &mut paid)?;
            }
            Ok::<_, Refusal>(paid)
        };
        let paid: Vec<Vec<Paid>> = (0..self.periods.len()).into_par_iter().map(of_period).collect::<Result<_, _>>()?;
        for (cell, amount) in paid.into_iter().flatten() {
            cells[cell] = amount;
        }
        Ok(cells)
    }

    fn pay_anew(&self, late: &Late<'_>, amounts: &Amounts, cells: &mut [i64]) -> Result<(), Refusal> {
        let till = Till { entry: self, component: self.component, rule: &self.rule, amounts };
        let periods = self.periods.len();
        if self.rule.among().is_none() {
            for person in self.takers(late.person) {
                till.pay_person(person, &mut cells[person * periods..(person + 1) * periods])?;
            }
            return Ok(());
        }
        for period in self.touched(late) {
            let everybody = till.everybody(period)?;
            let is_concerned = |scope: &&[usize]| self.rule.is_for_everybody() || scope.contains(&late.person);
            for scope in self.scopes[period].iter().filter(is_concerned) {
                let mut paid: Vec<Paid> = scope.iter().map(|person| (self.cell(*person, period), 0)).collect();
                till.pay_scope(period, scope, &everybody, &mut paid)?;
                for (cell, amount) in paid {
                    cells[cell] = amount;
                }
            }
        }
        Ok(())
    }
}

/// A cell and what is paid in it.
type Paid = (usize, i64);

/// Where one component is paid out.
struct Till<'t, 'a> {
    entry: &'t Entry<'a>,
    component: &'t Component,
    rule: &'t Rule<'t>,
    amounts: &'t Amounts,
}

impl Till<'_, '_> {
    fn pay_person(&self, person: usize, row: &mut [i64]) -> Result<(), Refusal> {
        let first = self.entry.cell(person, 0);
        let facts = (first..first + row.len()).map(|cell| self.entry.facts.at(cell));
        let figures = &self.amounts.measures[0][first..first + row.len()];
        match &self.rule.way {
            Way::Attainment { share, gate, against } => {
                for ((paid, fact), figure) in row.iter_mut().zip(facts).zip(figures) {
                    *paid = self.attained(share, *gate, *against, &fact, *figure)?;
                }
            }
            Way::Rates { earned, by_goal, is_year_to_date: false, .. } => {
                for ((paid, fact), figure) in row.iter_mut().zip(facts).zip(figures) {
                    *paid = self.rated(earned, *by_goal, &fact, *figure)?.unwrap_or(0);
                }
            }
            Way::Rates { earned, by_goal, .. } => {
                let has_credits = &self.amounts.has_credits[first..first + row.len()];
                let (mut year, mut so_far) = (None, 0);
                for ((period, paid), fact) in row.iter_mut().enumerate().zip(facts) {
                    if year != Some(self.entry.periods[period].year) {
                        (year, so_far) = (Some(self.entry.periods[period].year), 0);
                    }
                    let has_line = fact.standing.is_in_plan || has_credits[period];
                    let now = if has_line { self.rated(earned, *by_goal, &fact, figures[period])? } else { None };
                    *paid = now.map_or(Some(0), |now| now.checked_sub(so_far)).ok_or(Refusal::TooLarge)?;
                    so_far = now.unwrap_or(so_far);
                }
            }
            Way::Ranking(_) | Way::Pool(_) => {}
        }
        Ok(())
    }

    /// Base × share by attainment; 0 without a goal and below the gate.
    #[inline]
    fn attained(
        &self,
        share: &Outline,
        gate: Option<Short>,
        against: Target,
        fact: &Fact,
        figure: i64,
    ) -> Result<i64, Refusal> {
        let (goal, scale) = match against {
            Target::Goal(_) => fact.goal,
            Target::Amount(amount) => (amount, 1),
        };
        if !fact.standing.is_in_plan || fact.standing.is_closed || goal <= 0 {
            return Ok(0);
        }
        let reached = figure.max(0).checked_mul(scale).ok_or(Refusal::TooLarge)?;
        if gate.is_some_and(|(num, den)| wide(reached, den) < wide(num, goal)) {
            return Ok(0);
        }
        let (num, per) = share.at(reached, goal);
        self.rounded(num.max(0), wide(per, goal), fact)
    }

    /// What a running amount has earned; `None` where there is no goal to measure it by.
    #[inline]
    fn rated(&self, earned: &Outline, by_goal: bool, fact: &Fact, figure: i64) -> Result<Option<i64>, Refusal> {
        if !by_goal {
            let (num, per) = earned.at(figure, 1);
            return self.rounded(num, i128::from(per), fact).map(Some);
        }
        if !fact.standing.is_in_plan && figure <= 0 {
            let (num, per) = earned.at_first(figure, 1);
            return self.rounded(num, i128::from(per), fact).map(Some);
        }
        let (goal, scale) = fact.goal;
        if goal <= 0 {
            return Ok(None);
        }
        let (num, per) = earned.at(figure.checked_mul(scale).ok_or(Refusal::TooLarge)?, goal);
        self.rounded(num, wide(per, scale), fact).map(Some)
    }

    /// Times the person's weight, within cap and floor, rounded once. The fraction need not be in lowest terms.
    #[inline]
    fn rounded(&self, num: i128, den: i128, fact: &Fact) -> Result<i64, Refusal> {
        let step = self.component.round_to_minor;
        let quick = || {
            let num = times(num, fact.weight.0)?;
            let den = times(times(den, fact.weight.1)?, step)?;
            let num = if self.rule.takes_back { num } else { num.max(0) };
            i64::try_from(nearest(num, den, self.component.round)?).ok()?.checked_mul(step)
        };
        if self.rule.cap.is_none()
            && self.rule.floor.is_none()
            && let Some(paid) = quick()
        {
            return Ok(paid);
        }
        self.rounded_exactly(num, den, fact)
    }

    #[cold]
    fn rounded_exactly(&self, num: i128, den: i128, fact: &Fact) -> Result<i64, Refusal> {
        let raw = Exact::ratio(num, den).ok_or(Refusal::TooLarge)?;
        let pay = self.limited(raw, fact);
        pay.round(self.component.round_to_minor, self.component.round).ok_or(Refusal::TooLarge)
    }

    /// Steps 5 and 6 of the pipeline.
    fn limited(&self, raw: Exact, fact: &Fact) -> Exact {
        let mut pay = &raw * &weight(fact);
        if let Some(cap) = self.rule.cap {
            pay = pay.min_of(&Exact::whole(cap));
        }
        if let Some(floor) = self.rule.floor.filter(|_| fact.standing.is_in_window) {
            pay = pay.max_of(&Exact::whole(floor));
        }
        if self.rule.takes_back { pay } else { pay.max_of(&Exact::ZERO) }
    }

    /// What everybody in the component fills a pot with; 0 where nothing is divided by that.
    fn everybody(&self, period: usize) -> Result<Exact, Refusal> {
        match &self.rule.way {
            Way::Pool(Pool { pot: Pot::Measured(pot), .. }) if pot.scope == PotScope::Everybody => {
                let all = 0..self.entry.membership.len();
                self.filled(
                    pot,
                    period,
                    all.filter(|person| self.entry.facts.standing(self.entry.cell(*person, period)).is_in_plan),
                )
            }
            _ => Ok(Exact::ZERO),
        }
    }

    fn pay_scope(
        &self,
        period: usize,
        scope: &[usize],
        everybody: &Exact,
        paid: &mut Vec<Paid>,
    ) -> Result<(), Refusal> {
        match &self.rule.way {
            Way::Ranking(kind) => self.placed(kind, period, scope, paid),
            Way::Pool(kind) => {
                let pot = match &kind.pot {
                    Pot::Fixed(minor) => Exact::whole(*minor),
                    Pot::Measured(pot) if pot.scope == PotScope::Everybody => everybody.clone(),
                    Pot::Measured(pot) => self.filled(pot, period, scope.iter().copied())?,
                };
                let cells: Vec<usize> = scope.iter().map(|person| self.entry.cell(*person, period)).collect();
                self.shared(kind, &pot, cells, paid)
            }
            Way::Attainment { .. } | Way::Rates { .. } => Ok(()),
        }
    }

    /// The prizes of a scope. Who has 0 or less takes no place.
    fn placed(&self, kind: &Ranking, period: usize, scope: &[usize], paid: &mut Vec<Paid>) -> Result<(), Refusal> {
        let measures = &self.amounts.measures;
        let cells = scope.iter().map(|person| self.entry.cell(*person, period));
        let figures = cells.map(|cell| (measures[0][cell], cell));
        let mut entrants: Vec<(i64, usize)> = figures.filter(|(figure, _)| *figure > 0).collect();
        // Stable, so that equals stay in order of code.
        entrants.sort_by(|(own, a), (other, b)| {
            let breaks = || measures.iter().skip(1).map(|figures| figures[*b].cmp(&figures[*a]));
            other.cmp(own).then_with(|| breaks().find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
        });
        let groups = entrants.chunk_by(|(a, _), (b, _)| a == b).map(<[_]>::len);
        let cells = entrants.iter().map(|(_, cell)| *cell);
        let is_paid = |(_, seat): &(usize, Seat)| seat.prize != 0 || self.rule.floor.is_some();
        let seated: Vec<(usize, Seat)> = cells.zip(seats(kind, groups)).filter(is_paid).collect();
        for group in seated.chunk_by(|(_, a), (_, b)| a.shared_by > 1 && a.place == b.place) {
            if let [(cell, seat)] = group {
                paid.push((*cell, self.rounded(seat.prize, 1, &self.entry.facts.at(*cell))?));
                continue;
            }
            let claim = |(cell, seat): &(usize, Seat)| {
                let shared_by = i128::try_from(seat.shared_by).ok()?;
                Some(self.limited(Exact::ratio(seat.prize, shared_by)?, &self.entry.facts.at(*cell)))
            };
            let claims: Vec<Exact> = group.iter().map(claim).collect::<Option<_>>().ok_or(Refusal::TooLarge)?;
            let parts = whole_parts(self.component, &claims).ok_or(Refusal::TooLarge)?;
            paid.extend(group.iter().map(|(cell, _)| *cell).zip(parts));
        }
        Ok(())
    }

    /// What these people fill a pot with.
    fn filled(&self, pot: &MeasuredPot, period: usize, people: impl Iterator<Item = usize>) -> Result<Exact, Refusal> {
        let figures = self.rule.measures.iter().position(|measure| *measure == pot.of);
        let figures = &self.amounts.measures[figures.ok_or(Refusal::Rows)?];
        let (mut credited, mut goals) = (0_i64, Exact::ZERO);
        for cell in people.map(|person| self.entry.cell(person, period)) {
            credited = credited.checked_add(figures[cell]).ok_or(Refusal::TooLarge)?;
            let (goal, scale) = self.entry.facts.at(cell).goal;
            if pot.above_goal && goal > 0 {
                goals = &goals + &Exact::of(goal, scale).unwrap_or(Exact::ZERO);
            }
        }
        let above = (&Exact::whole(credited) - &goals).max_of(&Exact::ZERO);
        Ok(&above * &Exact::from(pot.rate))
    }

    /// A pot divided in a scope; nothing where nobody has contributed.
    fn shared(&self, kind: &Pool, pot: &Exact, cells: Vec<usize>, paid: &mut Vec<Paid>) -> Result<(), Refusal> {
        let own: Vec<i64> = match kind.share {
            ShareBy::Contribution(_) => cells.iter().map(|cell| self.amounts.measures[0][*cell].max(0)).collect(),
            _ => vec![1; cells.len()],
        };
        let all = own.iter().try_fold(0_i64, |sum, own| sum.checked_add(*own)).ok_or(Refusal::TooLarge)?;
        if all == 0 {
            return Ok(());
        }
        let is_plain = self.rule.cap.is_none()
            && self.rule.floor.is_none()
            && cells.iter().all(|cell| self.entry.facts.at(*cell).weight == (1, 1));
        let quick = || {
            let (num, den) = short(pot).filter(|_| is_plain)?;
            let claims: Vec<i128> = own.iter().map(|own| wide(num, *own)).collect();
            whole_parts_over(self.component, &claims, wide(den, all))
        };
        let exact = || {
            let share = |(cell, own): (&usize, &i64)| {
                let part = (pot * &Exact::whole(*own)).checked_div(&Exact::whole(all))?;
                Some(self.limited(part, &self.entry.facts.at(*cell)))
            };
            let claims: Vec<Exact> = cells.iter().zip(&own).map(share).collect::<Option<_>>()?;
            whole_parts(self.component, &claims)
        };
        let parts = quick().or_else(exact).ok_or(Refusal::TooLarge)?;
        paid.extend(cells.into_iter().zip(parts));
        Ok(())
    }
}

fn weight(fact: &Fact) -> Exact {
    Exact::of(fact.weight.0, fact.weight.1).unwrap_or(Exact::ZERO)
}

#[inline]
fn times(value: i128, factor: i64) -> Option<i128> {
    match i64::try_from(value) {
        Ok(value) => Some(wide(value, factor)),
        Err(_) => value.checked_mul(i128::from(factor)),
    }
}
