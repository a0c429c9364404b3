//! A run: which steps it has taken, who took them, and which step may come next.
//!
//! Source: incentives.md "A run" and "Locks". Nothing is unlocked; what is known later travels as an adjustment.

use beichen_engine::calendar::Period;
use beichen_engine::day::Day;
use beichen_engine::day::DayRange;
use beichen_engine::workdays::Workdays;
use beichen_kernel::{MemberId, Timestamp, UnitId, Version};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::plan::model::PlanId;
use crate::trial::model::TrialId;

beichen_kernel::id!(
    /// A run.
    RunId, "run", "incentives.run"
);

beichen_kernel::errors! {
    /// Why a run refuses a step.
    pub enum RunError in "incentives.run" {
        OutOfOrder { state: String, step: String } = "out_of_order" => Conflict,
        IsLocked { period: String } = "is_locked" => Conflict,
        NeedsPerson = "needs_person" => Forbidden,
        NotReviewer = "not_reviewer" => Forbidden,
        EarlierOpen { period: String } = "earlier_open" => Conflict,
        NotOver { period: String, last: String } = "not_over" => Conflict,
        TrialTooOld { period: String } = "trial_too_old" => Conflict,
        NoticeOpen { until: String } = "notice_open" => Conflict,
        ObjectionsOpen { count: i64 } = "objections_open" => Conflict,
        SameHands = "same_hands" => Conflict,
        CreditsMoving { count: i64 } = "credits_moving" => Conflict,
        MeasureMoving { measure: String } = "measure_moving" => Conflict,
        NoWorkdays { year: String } = "no_workdays" => Conflict,
        ReasonMissing = "reason_missing" => Invalid,
        NobodyToPay = "nobody_to_pay" => Conflict,
        BadTemplate { detail: String } = "bad_template" => Invalid,
        NotInRun { person: String } = "not_in_run" => Invalid,
    }
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum State {
    Trial,
    LeadReviewed,
    FinanceReviewed,
    Notice,
    /// Sent back with a reason: only a new trial goes on.
    Rejected,
    Locked,
    Exported,
    /// Everybody whom it pays is marked as paid.
    Paid,
}

/// What can be done with a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Step {
    Try,
    ReviewLead,
    ReviewFinance,
    Notice,
    Reject,
    Lock,
    Export,
    Pay,
}

/// One plan and one period on its way.
#[derive(Debug, Clone)]
pub struct Run {
    pub id: RunId,
    pub version: Version,
    pub plan_id: PlanId,
    pub period: Period,
    pub state: State,
    /// How often it was tried.
    pub round: i64,
    /// The trial that all steps concern.
    pub trial: TrialId,
    /// The audit chain's head of the trial's snapshot.
    pub trial_seq: i64,
    pub tried_by: MemberId,
    pub finance_by: Option<MemberId>,
    /// First and last day of the public notice; equal days where it lasts no workday.
    pub notice: Option<(Day, Day)>,
    pub locked: Option<Locked>,
    pub export_count: i64,
    pub paid_count: i64,
}

/// Who locked a run, when, and what the audit chain's head was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    pub by: MemberId,
    pub at: Timestamp,
    /// The chain's head when the lock began.
    pub seq: i64,
    pub audit_hash: String,
    /// Whether trial, finance review and lock had to be in more than one hand.
    pub four_eyes: bool,
}

/// What a lead is to approve: a unit, or the statement of somebody who must not approve it alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub subject: ReviewSubject,
    /// The lead; `None` for the director.
    pub reviewer: Option<MemberId>,
    pub approved: Option<(MemberId, Timestamp)>,
}

/// What a review is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewSubject {
    /// People without a unit stand under `None`.
    Unit(Option<UnitId>),
    Member(MemberId),
}

/// What a lock looks at beside the run itself.
#[derive(Debug, Clone, Default)]
pub struct LockSight {
    pub today: Option<Day>,
    pub four_eyes: bool,
    pub open_objections: i64,
    /// People whose credits do not bear their units yet.
    pub moving: i64,
    /// A measure whose documents are still reckoned again under its new version.
    pub measure_moving: Option<String>,
    /// The earliest period of the plan and kind that is not locked.
    pub first_open: Option<Period>,
    /// The newest locked period before, with the chain's head when its lock began.
    pub before: Option<(Period, i64)>,
    /// A year without a table of workdays by which the trial prorated.
    pub assumed_year: Option<String>,
}

impl State {
    pub const fn is_locked(self) -> bool {
        matches!(self, Self::Locked | Self::Exported | Self::Paid)
    }
}

impl Run {
    /// The first trial of a period, or another one: reviews and notice begin again.
    pub fn retry(&mut self, trial: TrialId, seq: i64, by: MemberId) -> Result<(), RunError> {
        self.must_be_open()?;
        self.state = State::Trial;
        self.round = self.round.saturating_add(1);
        (self.trial, self.trial_seq, self.tried_by) = (trial, seq, by);
        (self.finance_by, self.notice) = (None, None);
        Ok(())
    }

    /// Approves everything for which the actor is the reviewer; says how much that was. With the last one the step is
    /// taken.
    pub fn review_lead(
        &mut self,
        reviews: &mut [Review],
        (by, is_director): (MemberId, bool),
        at: Timestamp,
    ) -> Result<usize, RunError> {
        self.must_be(&[State::Trial], Step::ReviewLead)?;
        let mut approved = 0_usize;
        for review in reviews.iter_mut().filter(|review| review.waits_for(by, is_director)) {
            review.approved = Some((by, at));
            approved = approved.saturating_add(1);
        }
        if approved == 0 && !reviews.is_empty() {
            return Err(RunError::NotReviewer);
        }
        if reviews.iter().all(|review| review.approved.is_some()) {
            self.state = State::LeadReviewed;
        }
        Ok(approved)
    }

    pub fn review_finance(&mut self, by: MemberId) -> Result<(), RunError> {
        self.must_be(&[State::LeadReviewed], Step::ReviewFinance)?;
        (self.state, self.finance_by) = (State::FinanceReviewed, Some(by));
        Ok(())
    }

    /// Opens the public notice: it lasts so many workdays after today; 0 lets the lock follow at once.
    pub fn open_notice(&mut self, today: Day, days: i64, workdays: &Workdays) -> Result<Day, RunError> {
        self.must_be(&[State::FinanceReviewed], Step::Notice)?;
        let mut last = today;
        let mut left = days;
        while left > 0 {
            last = last.plus_days(1);
            left = left.saturating_sub(i64::from(workdays.is_workday(last)));
        }
        (self.state, self.notice) = (State::Notice, Some((today, last)));
        Ok(last)
    }

    /// Sends the run back: only a new trial goes on.
    pub fn reject(&mut self, reason: &str) -> Result<(), RunError> {
        let open = [State::Trial, State::LeadReviewed, State::FinanceReviewed, State::Notice];
        self.must_be(&open, Step::Reject)?;
        if reason.trim().is_empty() {
            return Err(RunError::ReasonMissing);
        }
        self.state = State::Rejected;
        Ok(())
    }

    /// Whether objections are still taken on this day.
    pub fn is_on_notice(&self, today: Day) -> bool {
        self.state == State::Notice && self.notice.is_some_and(|(from, to)| from <= today && today <= to)
    }

    /// Locks the run: nothing of it changes any more. Nothing is calculated.
    pub fn lock(&mut self, sight: &LockSight, locked: Locked) -> Result<(), RunError> {
        self.must_be(&[State::Notice], Step::Lock)?;
        if let (Some((from, to)), Some(today)) = (self.notice, sight.today)
            && from != to
            && today <= to
        {
            return Err(RunError::NoticeOpen { until: to.to_string() });
        }
        if sight.open_objections > 0 {
            return Err(RunError::ObjectionsOpen { count: sight.open_objections });
        }
        if let Some(last) = self.period.days.last_day().filter(|&last| sight.today.is_some_and(|today| today <= last)) {
            return Err(RunError::NotOver { period: self.period.name.clone(), last: last.to_string() });
        }
        if let Some(first) = sight.first_open.as_ref().filter(|first| first.days != self.period.days) {
            return Err(RunError::EarlierOpen { period: first.name.clone() });
        }
        if let Some((period, seq)) = &sight.before
            && self.trial_seq <= *seq
        {
            return Err(RunError::TrialTooOld { period: period.name.clone() });
        }
        if sight.moving > 0 {
            return Err(RunError::CreditsMoving { count: sight.moving });
        }
        if let Some(measure) = &sight.measure_moving {
            return Err(RunError::MeasureMoving { measure: measure.clone() });
        }
        if let Some(year) = &sight.assumed_year {
            return Err(RunError::NoWorkdays { year: year.clone() });
        }
        if sight.four_eyes && self.tried_by == locked.by && self.finance_by == Some(locked.by) {
            return Err(RunError::SameHands);
        }
        (self.state, self.locked) = (State::Locked, Some(locked));
        Ok(())
    }

    /// Takes the payment file out; after the first time it is a copy.
    pub fn export(&mut self) -> Result<bool, RunError> {
        self.must_be(&[State::Locked, State::Exported, State::Paid], Step::Export)?;
        let is_copy = self.export_count > 0;
        self.export_count = self.export_count.saturating_add(1);
        if self.state == State::Locked {
            self.state = State::Exported;
        }
        Ok(is_copy)
    }

    /// So many more people are paid, of `all` whom the run pays.
    pub fn pay(&mut self, people: i64, all: i64) -> Result<(), RunError> {
        self.must_be(&[State::Exported], Step::Pay)?;
        if people == 0 {
            return Err(RunError::NobodyToPay);
        }
        self.paid_count = self.paid_count.saturating_add(people);
        if self.paid_count >= all {
            self.state = State::Paid;
        }
        Ok(())
    }

    /// Whether the step may come next, whoever takes it.
    pub const fn allows(&self, step: Step) -> bool {
        match step {
            Step::Try => !self.state.is_locked(),
            Step::ReviewLead => matches!(self.state, State::Trial),
            Step::ReviewFinance => matches!(self.state, State::LeadReviewed),
            Step::Notice => matches!(self.state, State::FinanceReviewed),
            Step::Reject => {
                matches!(self.state, State::Trial | State::LeadReviewed | State::FinanceReviewed | State::Notice)
            }
            Step::Lock => matches!(self.state, State::Notice),
            Step::Export => self.state.is_locked(),
            Step::Pay => matches!(self.state, State::Exported),
        }
    }

    fn must_be_open(&self) -> Result<(), RunError> {
        if self.state.is_locked() { Err(RunError::IsLocked { period: self.period.name.clone() }) } else { Ok(()) }
    }

    fn must_be(&self, states: &[State], step: Step) -> Result<(), RunError> {
        if states.contains(&self.state) {
            return Ok(());
        }
        if self.state.is_locked() && !matches!(step, Step::Export | Step::Pay) {
            return Err(RunError::IsLocked { period: self.period.name.clone() });
        }
        Err(RunError::OutOfOrder { state: self.state.to_string(), step: step.to_string() })
    }
}

impl Review {
    fn waits_for(&self, by: MemberId, is_director: bool) -> bool {
        let is_own = self.subject == ReviewSubject::Member(by);
        let is_theirs = self.reviewer.map_or(is_director, |reviewer| reviewer == by);
        self.approved.is_none() && is_theirs && !is_own
    }
}

/// The days of a period as people name them: both included.
pub fn shown(days: DayRange) -> (Day, Day) {
    (days.from, days.end.plus_days(-1))
}
