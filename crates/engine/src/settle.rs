//! Step 12 of the pipeline and the balance behind it: what locked periods would pay as known now, less what they have
//! paid, and how a negative total waits for later ones.
//!
//! Source: incentives.md, step 12 and "Below zero". Pure: the caller brings the locked lines, the adjustments already
//! made, what two people have decided, and the periods calculated anew.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::calculate::{Attributed, Balance, Balances, CalculateError, Line, Run, Span};
use crate::plan::Plan;
use crate::rate::Rate;

/// What lines come to by person and component.
pub type Amounts = BTreeMap<(String, String), Figures>;

/// What a line comes to, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    pub earned_minor: i64,
    pub paid: Paid,
}

/// What becomes of earned pay, in minor units. Only movements of what is held and owed add up over periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Paid {
    pub payable_minor: i64,
    /// By how much what is held moves.
    pub held_minor: i64,
    /// By how much what draws owe moves.
    pub owed_minor: i64,
}

/// What two people have decided about a prize of a locked period, all decisions added up, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Decided {
    /// To be paid, or taken.
    pub pay_minor: i64,
    /// To be left as it was.
    pub kept_minor: i64,
}

/// A locked period with what was paid for it, and the same calculated on what is known now.
#[derive(Debug)]
pub struct LockedPeriod<'a> {
    pub period: Span,
    /// The version of the plan in force in it.
    pub plan: &'a Plan,
    /// Its lines as locked.
    pub locked: Amounts,
    /// The adjustments of it in later locked runs, added up.
    pub adjusted: Amounts,
    /// What was decided about its prizes, by person and component.
    pub decided: BTreeMap<(String, String), Decided>,
    /// Calculated with the prizes of [`granted`].
    pub now: Run,
}

/// The difference of one person, component and locked period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// Id of the person.
    pub person: String,
    /// Key of the component.
    pub component: String,
    /// The locked period.
    pub period: String,
    pub locked_minor: i64,
    /// What adjustments before this line have added already.
    pub adjusted_minor: i64,
    pub now_minor: i64,
    /// Of a flag: what was decided to be left as it was.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub kept_minor: i64,
    /// `now − locked − adjusted − kept`; of a prize that pays, what was decided.
    pub difference_minor: i64,
    /// A prize is not taken back by itself: the line pays nothing until somebody has decided.
    pub is_flag: bool,
    /// Where not just what is earned is paid: the same of what is payable, held and owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payout: Option<PaidDifference>,
}

/// `now − locked − adjusted` of what is payable, held and owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidDifference {
    pub locked: Paid,
    pub adjusted: Paid,
    pub now: Paid,
    pub difference: Paid,
}

impl Adjustment {
    /// What the line pays or takes.
    pub fn amount_minor(&self) -> i64 {
        let payable_minor = self.payout.map_or(self.difference_minor, |payout| payout.difference.payable_minor);
        if self.is_flag { 0 } else { payable_minor }
    }

    /// What it adds to what has been adjusted.
    pub fn figures(&self) -> Figures {
        let paid = self.payout.map_or(Paid::whole(self.difference_minor), |payout| payout.difference);
        if self.is_flag { Figures::default() } else { Figures { earned_minor: self.difference_minor, paid } }
    }
}

impl Figures {
    /// Earned, and all of it paid.
    pub const fn whole(minor: i64) -> Self {
        Self { earned_minor: minor, paid: Paid::whole(minor) }
    }

    /// What a line comes to in its period.
    pub fn of(line: &Line) -> Self {
        let moved = |of: fn(&crate::calculate::Payout) -> i64| line.payout.as_ref().map_or(0, of);
        Self {
            earned_minor: line.earned_minor,
            paid: Paid {
                payable_minor: line.payable_minor(),
                held_minor: moved(|payout| payout.held_moved_minor),
                owed_minor: moved(|payout| payout.owed_moved_minor),
            },
        }
    }

    /// Both together; `None` where an amount does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        let earned_minor = self.earned_minor.checked_add(other.earned_minor)?;
        Some(Self { earned_minor, paid: self.paid.plus(other.paid)? })
    }
}

impl Paid {
    /// All of it payable.
    pub const fn whole(minor: i64) -> Self {
        Self { payable_minor: minor, held_minor: 0, owed_minor: 0 }
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            payable_minor: self.payable_minor.checked_add(other.payable_minor)?,
            held_minor: self.held_minor.checked_add(other.held_minor)?,
            owed_minor: self.owed_minor.checked_add(other.owed_minor)?,
        })
    }

    fn minus(self, other: Self) -> Option<Self> {
        let negated = Self {
            payable_minor: other.payable_minor.checked_neg()?,
            held_minor: other.held_minor.checked_neg()?,
            owed_minor: other.owed_minor.checked_neg()?,
        };
        self.plus(negated)
    }
}

/// What the prizes and shares of a locked period count as when it is calculated again: as locked, and as decided since.
pub fn granted(
    plan: &Plan,
    locked: &Amounts,
    decided: &BTreeMap<(String, String), Decided>,
) -> BTreeMap<(String, String), i64> {
    let is_prize = |component: &str| plan.component(component).is_some_and(|component| component.kind.is_decided());
    let mut found: BTreeMap<(String, String), i64> = BTreeMap::new();
    for (key, figures) in locked.iter().filter(|((_, component), _)| is_prize(component)) {
        found.insert(key.clone(), figures.earned_minor);
    }
    for (key, decided) in decided.iter().filter(|((_, component), _)| is_prize(component)) {
        let prize = found.entry(key.clone()).or_default();
        *prize = prize.saturating_add(decided.pay_minor);
    }
    found
}

/// What an open run opens with: what the locked periods close with as known now, less of each document's pay what the
/// locked runs really took back, by person, component, document and measure.
pub fn opening(closing: &Balances, taken: &BTreeMap<[String; 4], i64>) -> Balances {
    let mut opening = closing.clone();
    for (person, component, balance) in closing.iter() {
        let forgotten = balance.attributed.iter().map(|entry| Attributed {
            taken_minor: 0,
            due_minor: Some(entry.taken_minor),
            ..entry.clone()
        });
        opening.set(person, component, Balance { attributed: forgotten.collect(), ..balance.clone() });
    }
    for ([person, component, document, measure], taken_minor) in taken {
        let mut balance = opening.of(person, component).cloned().unwrap_or_default();
        balance.take((document, measure), *taken_minor);
        opening.set(person, component, balance);
    }
    opening
}

/// The differences of locked periods, by period, then person, then component; none of them 0. A prize pays what was
/// decided and not paid yet; what nobody has decided about is a flag after it.
pub fn adjustments(periods: &[LockedPeriod<'_>]) -> Result<Vec<Adjustment>, CalculateError> {
    let mut found = Vec::new();
    for period in periods {
        let lines = period.now.lines.iter();
        let now: Amounts =
            lines.map(|line| ((line.person.clone(), line.component.clone()), Figures::of(line))).collect();
        let known = period.locked.keys().chain(period.adjusted.keys()).chain(period.decided.keys()).chain(now.keys());
        for key in known.collect::<BTreeSet<_>>() {
            let lines = period.lines_of(key, now.get(key).copied().unwrap_or_default());
            let (person, component) = key.clone();
            found.extend(lines.ok_or(CalculateError::TooLarge { person, component })?);
        }
    }
    Ok(found)
}

impl LockedPeriod<'_> {
    /// The lines of one person and component that now comes to so much; `None` where an amount does not fit.
    fn lines_of(&self, key: &(String, String), now: Figures) -> Option<Vec<Adjustment>> {
        let of = |amounts: &Amounts| amounts.get(key).copied().unwrap_or_default();
        let (locked, adjusted) = (of(&self.locked), of(&self.adjusted));
        let (person, component) = key.clone();
        let component_of_plan = self.plan.component(&component);
        let is_prize = component_of_plan.is_some_and(|component| component.kind.is_decided());
        let unpaid_minor = now.earned_minor.checked_sub(locked.earned_minor.checked_add(adjusted.earned_minor)?)?;
        let mut line = Adjustment {
            person,
            component,
            period: self.period.name.clone(),
            locked_minor: locked.earned_minor,
            adjusted_minor: adjusted.earned_minor,
            now_minor: now.earned_minor,
            kept_minor: 0,
            difference_minor: unpaid_minor,
            is_flag: false,
            payout: None,
        };
        let mut flag = None;
        if is_prize {
            let Decided { pay_minor, kept_minor } = self.decided.get(key).copied().unwrap_or_default();
            line.difference_minor = pay_minor.checked_sub(adjusted.earned_minor)?;
            let open_minor = unpaid_minor.checked_sub(line.difference_minor)?.checked_sub(kept_minor)?;
            flag = Some(Adjustment {
                adjusted_minor: pay_minor,
                kept_minor,
                difference_minor: open_minor,
                is_flag: true,
                ..line.clone()
            });
        }
        let difference = now.paid.minus(locked.paid.plus(adjusted.paid)?)?;
        let is_plain = [(locked, locked.paid), (adjusted, adjusted.paid)]
            .iter()
            .all(|(figures, paid)| *paid == Paid::whole(figures.earned_minor))
            && difference == Paid::whole(line.difference_minor);
        if !is_plain {
            line.payout =
                Some(PaidDifference { locked: locked.paid, adjusted: adjusted.paid, now: now.paid, difference });
        }
        let pays = line.difference_minor != 0 || difference != Paid::default();
        let flag = flag.filter(|flag| flag.difference_minor != 0);
        Some(pays.then_some(line).into_iter().chain(flag).collect())
    }
}

/// What a person is paid in an open run, and what stays owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Settled {
    /// Owed when the period begins: as the run before closed it.
    pub opening_minor: i64,
    /// What two people have decided since: less owed (negative), or brought here from another plan.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub decided_minor: i64,
    /// Taken from this period's total towards it; negative where something is given back.
    pub taken_minor: i64,
    /// Never negative.
    pub payable_minor: i64,
    /// Owed after the period: `opening + decided − taken`, and a negative total.
    pub owed_minor: i64,
}

/// Settles a total (earned and adjustments together) against what is owed, taking at most `share` of it. A negative
/// total is owed: payable is 0. Where more was decided than is owed any more, a run has taken it meanwhile, and it is
/// given back.
pub fn settle(total_minor: i64, (opening_minor, decided_minor): (i64, i64), share: Rate) -> Option<Settled> {
    let before_minor = opening_minor.checked_add(decided_minor)?;
    let back_minor = before_minor.min(0);
    let owed_minor = before_minor - back_minor;
    let total_minor = total_minor.checked_sub(back_minor)?;
    let settled = Settled { opening_minor, decided_minor, taken_minor: back_minor, payable_minor: 0, owed_minor };
    if total_minor < 0 {
        return Some(Settled { owed_minor: owed_minor.checked_sub(total_minor)?, ..settled });
    }
    let most = i128::from(total_minor) * i128::from(share.ppm()) / i128::from(Rate::PER_ONE);
    let taken_minor = owed_minor.min(i64::try_from(most).ok()?);
    Some(Settled {
        taken_minor: back_minor + taken_minor,
        payable_minor: total_minor - taken_minor,
        owed_minor: owed_minor - taken_minor,
        ..settled
    })
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
const fn is_zero(minor: &i64) -> bool {
    *minor == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Opening, decided, taken, payable, owed.
    const fn settled([opening_minor, decided_minor, taken_minor, payable_minor, owed_minor]: [i64; 5]) -> Settled {
        Settled { opening_minor, decided_minor, taken_minor, payable_minor, owed_minor }
    }

    #[test]
    fn a_negative_total_is_owed_and_taken_from_later_ones() {
        let all = Rate::ONE;
        let march = settle(-300, (0, 0), all).unwrap();
        assert_eq!(march, settled([0, 0, 0, 0, 300]));
        let april = settle(100, (march.owed_minor, 0), all).unwrap();
        assert_eq!(april, settled([300, 0, 100, 0, 200]));
        let may = settle(1_000, (april.owed_minor, 0), all).unwrap();
        assert_eq!(may, settled([200, 0, 200, 800, 0]));
    }

    #[test]
    fn at_most_the_set_share_of_a_total_is_taken() {
        let half = Rate::from_ppm(500_000);
        // Half of 101 fen is 50.5: whole fen are taken.
        assert_eq!(settle(101, (1_000, 0), half).unwrap(), settled([1_000, 0, 50, 51, 950]));
    }

    #[test]
    fn what_was_decided_is_owed_no_more_or_here() {
        let all = Rate::ONE;
        assert_eq!(settle(100, (300, -300), all).unwrap(), settled([300, -300, 0, 100, 0]));
        assert_eq!(settle(100, (0, 300), all).unwrap(), settled([0, 300, 100, 0, 200]));
        assert_eq!(settle(-50, (300, -100), all).unwrap(), settled([300, -100, 0, 0, 250]));
    }

    /// 300 of 300 were written off, and a run had taken 120 of them: its 180 less 300 are 120 to be given back.
    #[test]
    fn what_was_taken_and_then_decided_is_given_back() {
        let half = Rate::from_ppm(500_000);
        assert_eq!(settle(0, (180, -300), half).unwrap(), settled([180, -300, -120, 120, 0]));
        assert_eq!(settle(50, (180, -300), half).unwrap(), settled([180, -300, -120, 170, 0]));
        assert_eq!(settle(-20, (180, -300), half).unwrap(), settled([180, -300, -120, 100, 0]));
        assert_eq!(settle(-200, (180, -300), half).unwrap(), settled([180, -300, -120, 0, 80]));
    }

    #[test]
    fn a_balance_without_a_decision_is_written_as_before() {
        let written = serde_json::to_string(&settled([200, 0, 200, 800, 0])).unwrap();
        assert_eq!(written, r#"{"opening_minor":200,"taken_minor":200,"payable_minor":800,"owed_minor":0}"#);
        assert_eq!(serde_json::from_str::<Settled>(&written).unwrap(), settled([200, 0, 200, 800, 0]));
    }

    const RANKING: &str = "kind = \"ranking\"\nby = \"m\"\namong = \"organisation\"\nprizes = [\"5.00\"]\n";
    const POOL: &str = "kind = \"pool\"\npot = \"5.00\"\namong = \"organisation\"\n";
    const COMMISSION: &str = "kind = \"commission\"\nmeasure = \"m\"\nrate = \"5%\"\n";

    /// A champion of 500 who would now have another amount.
    fn champion(now: i64, adjusted: i64, decided: Decided) -> Vec<(i64, i64, i64, bool)> {
        paid_500(RANKING, now, adjusted, decided)
    }

    /// Difference, adjusted, kept and whether it waits, of a component that has paid 500.
    fn paid_500(kind: &str, now: i64, adjusted: i64, decided: Decided) -> Vec<(i64, i64, i64, bool)> {
        let text = format!(
            "[plan]\nkey = \"p\"\ntitle = \"P\"\ncurrency = \"CNY\"\n\
            valid = {{ from = \"2026-01-01\", to = \"2026-12-31\" }}\n[measure.m]\nof = \"orders\"\n[[component]]\n\
            key = \"r\"\nperiod = \"month\"\n{kind}"
        );
        let plan = crate::plan::read_plan(&text, &crate::plan::Surroundings::default()).plan.unwrap();
        let calendar = crate::calendar::Calendar::natural();
        let june = calendar.find(crate::calendar::PeriodKind::Month, "2026-06").unwrap();
        let amounts = |minor: i64| Amounts::from([(("a".to_owned(), "r".to_owned()), Figures::whole(minor))]);
        let is_prize = plan.components.iter().all(|component| component.kind.is_decided());
        let lines = (now != 0 || is_prize).then(|| crate::calculate::Line {
            person: "a".into(),
            component: "r".into(),
            earned_minor: now,
            exact: crate::exact::Exact::whole(now),
            reason: None,
            attainment: None,
            place: None,
            steps: Vec::new(),
            documents: Vec::new(),
            unattributed_minor: now,
            granted_minor: is_prize.then_some(500 + decided.pay_minor),
            payout: None,
        });
        let run = Run {
            plan: "p".into(),
            period: june.name.clone(),
            days: june.days,
            currency: plan.currency,
            lines: lines.into_iter().collect(),
            people: Vec::new(),
            exceptions: Vec::new(),
            closing: crate::calculate::Balances::default(),
        };
        let period = LockedPeriod {
            period: Span::from(&june),
            plan: &plan,
            locked: amounts(500),
            adjusted: amounts(adjusted),
            decided: BTreeMap::from([(("a".to_owned(), "r".to_owned()), decided)]),
            now: run,
        };
        let lines = adjustments(&[period]).unwrap().into_iter();
        lines.map(|one| (one.difference_minor, one.adjusted_minor, one.kept_minor, one.is_flag)).collect()
    }

    #[test]
    fn a_prize_waits_for_a_decision_and_is_paid_by_it_once() {
        let taken = Decided { pay_minor: -500, kept_minor: 0 };
        assert_eq!(champion(0, 0, Decided::default()), [(-500, 0, 0, true)]);
        assert_eq!(champion(0, 0, taken), [(-500, 0, 0, false)]);
        assert_eq!(champion(0, -500, taken), []);
    }

    #[test]
    fn a_share_of_a_pot_waits_too_and_a_commission_does_not() {
        assert_eq!(paid_500(POOL, 200, 0, Decided::default()), [(-300, 0, 0, true)]);
        assert_eq!(paid_500(COMMISSION, 200, 0, Decided::default()), [(-300, 0, 0, false)]);
    }

    #[test]
    fn a_later_change_waits_with_its_difference_only() {
        let kept = Decided { pay_minor: 0, kept_minor: -500 };
        assert_eq!(champion(0, 0, kept), []);
        assert_eq!(champion(300, 0, kept), [(300, 0, -500, true)]);
        let taken = Decided { pay_minor: -500, kept_minor: 0 };
        assert_eq!(champion(300, 0, taken), [(-500, 0, 0, false), (300, -500, 0, true)]);
        assert_eq!(champion(300, -500, taken), [(300, -500, 0, true)]);
    }

    #[test]
    fn what_does_not_fit_is_no_amount() {
        assert_eq!(settle(i64::MIN, (1, 0), Rate::ONE), None);
        assert_eq!(settle(-1, (i64::MAX, 0), Rate::ONE), None);
        assert_eq!(settle(0, (i64::MAX, 1), Rate::ONE), None);
        assert_eq!(settle(i64::MAX, (0, -1), Rate::ONE), None);
    }
}
