//! A plan's draft and what may become of it.

use beichen_engine::calendar::{Calendar, Period};
use beichen_engine::check::Finding;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::model::Component;
use beichen_engine::plan::{Diagnostic, Plan, Surroundings, plan_hash, read_plan};
use beichen_kernel::{Error, FieldError, MemberId, Timestamp, Version};
use strum::{EnumIter, IntoStaticStr};

use crate::inputs::find_period;
use crate::trial::model::TrialError;

beichen_kernel::id!(
    /// A plan.
    PlanId, "plan", "incentives.plan"
);

beichen_kernel::errors! {
    /// Why a plan refuses a change.
    pub enum PlanError in "incentives.plan" {
        KeyTaken { key: String } = "key_taken" => Conflict,
        HasErrors { count: String } = "has_errors" => Invalid,
        KeyFixed { key: String } = "key_fixed" => Conflict,
        NotAccepted { count: String } = "not_accepted" => Conflict,
        AlreadyInForce { number: i64 } = "already_in_force" => Conflict,
        CalendarFixed { calendar: String } = "calendar_fixed" => Conflict,
        BeforeLastVersion { from: String, last: String } = "before_last_version" => Conflict,
        InsideLocked { from: String, locked_to: String } = "inside_locked" => Conflict,
        NotDraft { key: String } = "not_draft" => Conflict,
        NotInForce { key: String } = "not_in_force" => Conflict,
        SamePay { person: String, component: String, plan: String } = "same_pay" => Conflict,
        OtherText { number: i64 } = "other_text" => Conflict,
        NotInPlan { key: String } = "not_in_plan" => Forbidden,
        InputMissing { input: String } = "input_missing" => Conflict,
    }
}

/// A plan that is being written: its text is kept as typed, and always one that can be read.
#[derive(Debug, Clone)]
pub struct Draft {
    pub id: PlanId,
    pub version: Version,
    pub text: String,
    pub plan: Plan,
    pub hash: String,
    pub changed_at: Timestamp,
    /// Number and hash of the version that was published last.
    pub published: Option<(i64, String)>,
}

/// A text that people are paid by from its first day on. It is never changed.
#[derive(Debug, Clone)]
pub struct PlanVersion {
    pub plan_id: PlanId,
    /// From 1.
    pub number: i64,
    pub text: String,
    pub plan: Plan,
    pub hash: String,
    pub published_at: Timestamp,
    pub published_by: Option<MemberId>,
}

/// A plan in force: its versions, oldest first, at least one.
#[derive(Debug, Clone)]
pub struct PlanInForce {
    pub id: PlanId,
    pub versions: Vec<PlanVersion>,
}

/// What can happen to a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Edit,
    Delete,
    Try,
    Publish,
}

impl Draft {
    /// Replaces the text. The key stays: another key is another plan.
    pub fn rewrite(&mut self, text: String, surroundings: &Surroundings, now: Timestamp) -> Result<(), Error> {
        let plan = read(&text, surroundings)?;
        if plan.key != self.plan.key {
            return Err(PlanError::KeyFixed { key: self.plan.key.clone() }.into());
        }
        self.hash = hash(&text)?;
        self.plan = plan;
        self.text = text;
        self.changed_at = now;
        Ok(())
    }
}

impl Draft {
    /// `draft` before the first publishing, `changed` where the text is not the one in force, else `in_force`.
    pub fn state(&self) -> &'static str {
        match &self.published {
            None => "draft",
            Some((_, hash)) if *hash == self.hash => "in_force",
            Some(_) => "changed",
        }
    }

    /// Only what was never published can go.
    pub fn may_delete(&self) -> Result<(), PlanError> {
        if self.published.is_some() { Err(PlanError::NotDraft { key: self.plan.key.clone() }) } else { Ok(()) }
    }

    /// The text becomes the next version. Its first day is none of a locked period, nor before the last version's.
    pub fn publish(
        &mut self,
        earlier: &[PlanVersion],
        locked_to: Option<Day>,
        (at, by): (Timestamp, Option<MemberId>),
    ) -> Result<PlanVersion, PlanError> {
        let from = self.plan.valid.from;
        if let Some(last) = earlier.last() {
            if last.hash == self.hash {
                return Err(PlanError::AlreadyInForce { number: last.number });
            }
            if last.plan.calendar != self.plan.calendar {
                return Err(PlanError::CalendarFixed { calendar: last.plan.calendar.clone() });
            }
            if from < last.plan.valid.from {
                let (from, last) = (from.to_string(), last.plan.valid.from.to_string());
                return Err(PlanError::BeforeLastVersion { from, last });
            }
        }
        if let Some(locked_to) = locked_to.filter(|&locked_to| from <= locked_to) {
            return Err(PlanError::InsideLocked { from: from.to_string(), locked_to: locked_to.to_string() });
        }
        let number = earlier.last().map_or(0, |last| last.number).saturating_add(1);
        self.published = Some((number, self.hash.clone()));
        Ok(PlanVersion {
            plan_id: self.id,
            number,
            text: self.text.clone(),
            plan: self.plan.clone(),
            hash: self.hash.clone(),
            published_at: at,
            published_by: by,
        })
    }
}

impl PlanInForce {
    /// The version in force on the days of a period (the last one that begins before it ends), and those before it.
    pub fn on(&self, days: DayRange) -> Option<(&PlanVersion, Vec<&Plan>)> {
        let holds = |version: &&PlanVersion| version.plan.valid.from < days.end;
        let version = self.versions.iter().rev().find(holds).or_else(|| self.versions.first())?;
        let before = self.versions.iter().take_while(|other| other.number < version.number);
        Some((version, before.map(|other| &other.plan).collect()))
    }

    pub fn key(&self) -> &str {
        self.versions.first().map_or("", |version| version.plan.key.as_str())
    }

    /// The version in force until another begins on this day.
    pub fn before(&self, day: Day) -> Option<&PlanVersion> {
        self.versions.iter().rev().find(|version| version.plan.valid.from < day)
    }

    /// Each version with the days on which it is in force: until the next one begins.
    pub fn tenures(&self) -> impl Iterator<Item = (&Plan, DayRange)> {
        let next = self.versions.iter().skip(1).map(|version| version.plan.valid.from).chain([Day::MAX]);
        self.versions.iter().zip(next).map(|(version, next)| {
            let valid = version.plan.valid;
            (&version.plan, DayRange::new(valid.from, valid.to.plus_days(1).min(next)))
        })
    }

    pub fn has_component(&self, key: &str) -> bool {
        self.versions.iter().any(|version| version.plan.component(key).is_some())
    }

    /// The key of its calendar, which no version changes.
    pub fn calendar(&self) -> &str {
        self.versions.first().map_or("", |version| version.plan.calendar.as_str())
    }

    /// The period of this name that a version covers, the newest one first.
    pub fn find_period(&self, calendar: &Calendar, name: &str) -> Result<Period, TrialError> {
        let mut refused = None;
        for version in self.versions.iter().rev() {
            match find_period(&version.plan, calendar, name) {
                Ok(period) => return Ok(period),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.unwrap_or(TrialError::NothingInPeriod { kind: String::new() }))
    }

    /// Whether a period hands something to the next: draws, what is held, what caps carry, what ladders may take.
    pub fn keeps_balances(&self) -> bool {
        let components = self.versions.iter().flat_map(|version| &version.plan.components);
        components.into_iter().any(Component::keeps_balances)
    }

    /// The days of all versions together.
    pub fn days(&self) -> DayRange {
        let plans = || self.versions.iter().map(|version| version.plan.valid);
        let from = plans().map(|valid| valid.from).min().unwrap_or(Day::MAX);
        // What a version begins, it also ends: a later one that ends earlier cuts the plan short.
        let to = self.versions.last().map_or(from, |last| last.plan.valid.to);
        DayRange::including(from, to)
    }

    /// The first period of that length which is not locked; after the plan's last one the calendar's next.
    pub fn first_open(&self, calendar: &Calendar, locked: &[Period], like: &Period) -> Option<Period> {
        let is_locked = |period: &Period| locked.iter().any(|one| one.days == period.days);
        let periods = calendar.periods_touching(like.kind, self.days());
        let open = periods.iter().find(|period| !is_locked(period)).cloned();
        let mut next = open.or_else(|| periods.last().and_then(|last| calendar.after(last)));
        while let Some(period) = next.take_if(|period| is_locked(period)) {
            next = calendar.after(&period);
        }
        next
    }
}

/// The findings that stand in the way of publishing as one refusal, a field each at its place in the text.
pub fn must_be_accepted(findings: &[Finding]) -> Result<(), Error> {
    let blocking: Vec<&Finding> = findings.iter().filter(|finding| finding.is_blocking()).collect();
    if blocking.is_empty() {
        return Ok(());
    }
    let fields = blocking.iter().map(|finding| {
        let field = FieldError::new(format!("{}:{}", finding.line, finding.column), finding.code)
            .with("fix", finding.fix.clone())
            .with("place", finding.place.clone());
        finding.params.iter().fold(field, |field, (name, value)| field.with(name, value.clone()))
    });
    Err(Error::from(PlanError::NotAccepted { count: blocking.len().to_string() }).with_fields(fields.collect()))
}

/// Refuses a plan that asks for what only its examples can give, with each such place.
pub fn must_have_inputs(plan: &Plan) -> Result<(), Error> {
    let missing = plan.missing_inputs();
    let Some(first) = missing.first() else { return Ok(()) };
    let error = PlanError::InputMissing { input: first.what.clone() };
    let fields = missing.iter().map(|one| {
        let field = FieldError::new(format!("{}:{}", one.at.line, one.at.column), error.code());
        field.with("input", one.what.clone())
    });
    let fields = fields.collect();
    Err(Error::from(error).with_fields(fields))
}

/// Reads a text, or refuses it with every error at its line and column.
pub fn read(text: &str, surroundings: &Surroundings) -> Result<Plan, Error> {
    let reading = read_plan(text, surroundings);
    let errors: Vec<&Diagnostic> = reading.diagnostics.iter().filter(|found| found.is_error()).collect();
    match reading.plan {
        Some(plan) if errors.is_empty() => Ok(plan),
        _ => Err(refusal(&errors)),
    }
}

/// The errors of a text as one refusal, a field each: `12:5` is line 12, column 5.
fn refusal(errors: &[&Diagnostic]) -> Error {
    let fields = errors.iter().map(|error| {
        let field =
            FieldError::new(format!("{}:{}", error.line, error.column), error.code).with("fix", error.fix.clone());
        error.params.iter().fold(field, |field, (name, value)| field.with(name, value.clone()))
    });
    Error::from(PlanError::HasErrors { count: errors.len().to_string() }).with_fields(fields.collect())
}

/// The hash of a text that can be read.
pub fn hash(text: &str) -> Result<String, Error> {
    plan_hash(text).map_err(|errors| refusal(&errors.iter().collect::<Vec<_>>()))
}
