//! A correction that waits for a second person, and what may become of it.

use beichen_engine::day::DayRange;
use beichen_kernel::{MemberId, Timestamp, TransactionId, Version};
use serde_json::Value;
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::ids::ApprovalId;

/// The longest reason.
const REASON_CHARACTERS: usize = 2_000;

beichen_kernel::errors! {
    /// Why a correction is not asked for, not granted or not taken back.
    pub enum ApprovalError in "people.approval" {
        ReasonMissing = "reason_missing" => Invalid,
        ReasonTooLong { most: usize } = "reason_too_long" => Invalid,
        UnknownOperation { operation: String, known: String } = "unknown_operation" => Invalid,
        BadPayload { detail: String } = "bad_payload" => Invalid,
        UnknownState { state: String } = "unknown_state" => Invalid,
        /// The command line of the system itself is no person.
        NeedsMember = "needs_member" => Conflict,
        Own = "own" => Conflict,
        NotOwn = "not_own" => Conflict,
        NotPending { state: String } = "not_pending" => Conflict,
        /// What was to be changed has changed since.
        Outdated = "outdated" => Conflict,
        /// Whoever asked for it may no longer do it.
        RequesterMayNot { permission: String } = "requester_may_not" => Conflict,
    }
}

/// What has become of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ApprovalState {
    Pending,
    Approved,
    Rejected,
    Withdrawn,
}

/// A change inside locked days, kept until a second person decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    pub id: ApprovalId,
    pub version: Version,
    /// The operation that is repeated when it is granted: `people_member_transfer`.
    pub operation: String,
    /// What it is about, in the organisation's own codes.
    pub summary: String,
    /// The operation's own path, version and body.
    pub payload: Value,
    pub reason: String,
    pub state: ApprovalState,
    /// The lock that stood in the way, and its days.
    pub label: String,
    pub days: DayRange,
    pub requested_by: MemberId,
    pub requested_at: Timestamp,
    pub decision: Option<Decision>,
    /// The transaction in which the change was made.
    pub tx: Option<TransactionId>,
}

/// Who decided, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub by: MemberId,
    pub at: Timestamp,
    pub reason: Option<String>,
}

/// What can be done to a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Approve,
    Reject,
    Withdraw,
}

impl Approval {
    /// Whether this member may do it: the one who asked takes back, another one decides.
    pub fn must_permit(&self, action: Action, member: MemberId) -> Result<(), ApprovalError> {
        let own = member == self.requested_by;
        match (self.state, action) {
            (ApprovalState::Pending, Action::Withdraw) if !own => Err(ApprovalError::NotOwn),
            (ApprovalState::Pending, Action::Approve | Action::Reject) if own => Err(ApprovalError::Own),
            (ApprovalState::Pending, _) => Ok(()),
            (state, _) => Err(ApprovalError::NotPending { state: state.to_string() }),
        }
    }

    /// Turns the wish down.
    pub fn reject(&mut self, by: MemberId, at: Timestamp, reason: String) -> Result<(), ApprovalError> {
        self.must_permit(Action::Reject, by)?;
        self.state = ApprovalState::Rejected;
        self.decision = Some(Decision { by, at, reason: Some(reason) });
        Ok(())
    }

    /// Takes the own wish back.
    pub fn withdraw(&mut self, by: MemberId, at: Timestamp) -> Result<(), ApprovalError> {
        self.must_permit(Action::Withdraw, by)?;
        self.state = ApprovalState::Withdrawn;
        self.decision = Some(Decision { by, at, reason: None });
        Ok(())
    }
}

/// A reason as people type it, without spaces around it.
pub fn check_reason(reason: &str) -> Result<String, ApprovalError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(ApprovalError::ReasonMissing);
    }
    if reason.chars().count() > REASON_CHARACTERS {
        return Err(ApprovalError::ReasonTooLong { most: REASON_CHARACTERS });
    }
    Ok(reason.to_owned())
}

/// What narrows the list.
#[derive(Debug, Clone, Default)]
pub struct ApprovalFilter {
    /// Text in summary, reason, operation or the lock's label.
    pub search: Option<String>,
    pub sort: Option<String>,
    pub state: Option<ApprovalState>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use beichen_engine::day::Day;
    use uuid::Uuid;

    fn who(number: u128) -> MemberId {
        MemberId::from(Uuid::from_u128(number))
    }

    fn wish(state: ApprovalState) -> Approval {
        Approval {
            id: ApprovalId::from(Uuid::from_u128(7)),
            version: Version::FIRST,
            operation: "people_member_transfer".into(),
            summary: "a".into(),
            payload: Value::Null,
            reason: "late".into(),
            state,
            label: "March".into(),
            days: DayRange::new(Day::MIN, Day::MAX),
            requested_by: who(1),
            requested_at: Timestamp::from_micros(1),
            decision: None,
            tx: None,
        }
    }

    #[test]
    fn another_one_decides_and_the_own_one_takes_back() {
        let open = wish(ApprovalState::Pending);
        assert_eq!(open.must_permit(Action::Approve, who(1)), Err(ApprovalError::Own));
        assert_eq!(open.must_permit(Action::Reject, who(1)), Err(ApprovalError::Own));
        assert_eq!(open.must_permit(Action::Withdraw, who(2)), Err(ApprovalError::NotOwn));
        assert_eq!(open.must_permit(Action::Approve, who(2)), Ok(()));
        assert_eq!(open.must_permit(Action::Withdraw, who(1)), Ok(()));
    }

    #[test]
    fn what_is_decided_stays_decided() {
        for state in [ApprovalState::Approved, ApprovalState::Rejected, ApprovalState::Withdrawn] {
            for (action, member) in [(Action::Approve, 2), (Action::Reject, 2), (Action::Withdraw, 1)] {
                let refused = Err(ApprovalError::NotPending { state: state.to_string() });
                assert_eq!(wish(state).must_permit(action, who(member)), refused);
            }
        }
    }

    #[test]
    fn a_rejection_keeps_who_when_and_why() {
        let mut open = wish(ApprovalState::Pending);
        open.reject(who(2), Timestamp::from_micros(5), "no".into()).unwrap();
        let decision = Decision { by: who(2), at: Timestamp::from_micros(5), reason: Some("no".into()) };
        assert_eq!((open.state, open.decision), (ApprovalState::Rejected, Some(decision)));
    }

    #[test]
    fn a_reason_is_needed() {
        assert_eq!(check_reason(" \n"), Err(ApprovalError::ReasonMissing));
        assert_eq!(check_reason(" late "), Ok("late".into()));
        assert_eq!(check_reason(&"x".repeat(2_001)), Err(ApprovalError::ReasonTooLong { most: 2_000 }));
    }
}
