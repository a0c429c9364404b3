//! An objection: raised on a line of the own statement, answered once.

use beichen_engine::day::Day;
use beichen_kernel::{MemberId, Timestamp, Version};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::run::model::{Run, RunId};
use crate::statement::model::StatementId;

beichen_kernel::id!(
    /// An objection.
    ObjectionId, "objection", "incentives.objection"
);

beichen_kernel::errors! {
    /// Why an objection is refused.
    pub enum ObjectionError in "incentives.objection" {
        NoNotice { period: String } = "no_notice" => Conflict,
        NotOwn = "not_own" => Forbidden,
        ReasonMissing = "reason_missing" => Invalid,
        UnknownComponent { component: String } = "unknown_component" => Invalid,
        Answered { state: String } = "answered" => Conflict,
        AnswerMissing = "answer_missing" => Invalid,
    }
}

/// What has become of an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ObjectionState {
    Open,
    /// A new trial is made.
    Accepted,
    Declined,
}

/// What somebody holds against a line of the own statement.
#[derive(Debug, Clone)]
pub struct Objection {
    pub id: ObjectionId,
    pub version: Version,
    pub run: RunId,
    pub statement: StatementId,
    pub member: MemberId,
    /// The component's key; empty for the statement as a whole.
    pub component: String,
    pub reason: String,
    pub state: ObjectionState,
    pub made_at: Timestamp,
    pub answer: String,
    pub answered: Option<(MemberId, Timestamp)>,
}

impl Objection {
    /// Raised by the person of the statement, while the notice of its run is open.
    pub fn raise(
        (id, at): (ObjectionId, Timestamp),
        run: &Run,
        today: Day,
        (statement, of, by): (StatementId, MemberId, MemberId),
        (component, components): (String, &[String]),
        reason: &str,
    ) -> Result<Self, ObjectionError> {
        if of != by {
            return Err(ObjectionError::NotOwn);
        }
        if !run.is_on_notice(today) {
            return Err(ObjectionError::NoNotice { period: run.period.name.clone() });
        }
        if reason.trim().is_empty() {
            return Err(ObjectionError::ReasonMissing);
        }
        if !component.is_empty() && !components.contains(&component) {
            return Err(ObjectionError::UnknownComponent { component });
        }
        Ok(Self {
            id,
            version: Version::FIRST,
            run: run.id,
            statement,
            member: by,
            component,
            reason: reason.trim().to_owned(),
            state: ObjectionState::Open,
            made_at: at,
            answer: String::new(),
            answered: None,
        })
    }

    /// Answered once, with words.
    pub fn answer(&mut self, is_accepted: bool, answer: &str, by: (MemberId, Timestamp)) -> Result<(), ObjectionError> {
        if self.state != ObjectionState::Open {
            return Err(ObjectionError::Answered { state: self.state.to_string() });
        }
        if answer.trim().is_empty() {
            return Err(ObjectionError::AnswerMissing);
        }
        self.state = if is_accepted { ObjectionState::Accepted } else { ObjectionState::Declined };
        answer.trim().clone_into(&mut self.answer);
        self.answered = Some(by);
        Ok(())
    }
}
