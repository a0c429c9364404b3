//! A person of the organisation: code, name, when they joined and left, and where they belong on which days.

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{LoginId, MemberId, Role, UnitId, Version};
use strum::{EnumIter, IntoStaticStr};

use crate::ids::GrantId;
use crate::timeline::{self, Placement};

beichen_kernel::errors! {
    /// Why a change of a person is refused.
    pub enum MemberError in "people.member" {
        CodeMissing = "code_missing" => Invalid,
        NameMissing = "name_missing" => Invalid,
        CodeTaken { code: String } = "code_taken" => Conflict,
        HasLeft { left_on: String } = "has_left" => Conflict,
        HasNotLeft = "has_not_left" => Conflict,
        LeavesBeforeJoining { joined_on: String } = "leaves_before_joining" => Invalid,
        AssignedLater { from: String } = "assigned_later" => Conflict,
        UnitNotOpen { unit: String } = "unit_not_open" => Conflict,
        UnknownMember { code: String } = "unknown" => Invalid,
        UnknownGrade { grade: String } = "unknown_grade" => Invalid,
        UnknownUnit { unit: String } = "unknown_unit" => Invalid,
        JoinsAfterTransfer { from: String } = "joins_after_transfer" => Conflict,
        UnitAndManager = "unit_and_manager" => Invalid,
        ManagerIsNobody { manager: String } = "manager_is_nobody" => Invalid,
    }
}

beichen_kernel::errors! {
    /// Why a role is not given or taken.
    pub enum RoleError in "people.role" {
        AlreadyHeld { role: String } = "already_held" => Conflict,
        LastAdministrator = "last_administrator" => Conflict,
        UnitOnlyForLead = "unit_only_for_lead" => Invalid,
        Over = "over" => Conflict,
    }
}

/// A person. A login is optional: imported people have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    pub version: Version,
    /// The company's own key.
    pub code: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub notes: Option<String>,
    pub login: Option<LoginId>,
    pub joined_on: Day,
    /// The last day of belonging to the organisation.
    pub left_on: Option<Day>,
}

/// Where a person belongs on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub member: MemberId,
    pub unit: UnitId,
    /// The grade's code.
    pub grade: Option<String>,
    /// The job's title.
    pub position: Option<String>,
    /// Half-open; `end` is [`Day::MAX`] while nothing else is known.
    pub days: DayRange,
}

/// A role of a person, over the organisation, or as a lead over one unit and all below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub id: GrantId,
    pub member: MemberId,
    pub role: Role,
    pub unit: Option<UnitId>,
    pub days: DayRange,
}

/// What can be done to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    Edit,
    Transfer,
    Leave,
    Rejoin,
    Invite,
    ResetLogin,
    Grant,
    SetField,
    SetPay,
}

/// What a transfer changes in the rows of assignments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// The row that begins on this day ends where the new one begins.
    pub cut: Option<Day>,
    pub row: Assignment,
    /// Somebody's first assignment may lie before the day of joining that was guessed.
    pub joined_on: Option<Day>,
}

impl Member {
    /// Whether the person belongs to the organisation on that day.
    pub fn is_here(&self, day: Day) -> bool {
        self.joined_on <= day && self.left_on.is_none_or(|left_on| day <= left_on)
    }

    /// Whether the person has left before that day.
    pub fn is_gone(&self, day: Day) -> bool {
        self.left_on.is_some_and(|left_on| left_on < day)
    }

    /// Where the person belongs on that day; after leaving, where they last did.
    pub fn stay_at<'a>(&self, day: Day, assignments: &'a [Assignment]) -> Option<&'a Assignment> {
        let day = self.left_on.map_or(day, |left_on| day.min(left_on));
        assignments.iter().find(|row| row.days.contains(day))
    }

    /// The day from which a row that says `from` counts: somebody's first unit is the one of the day of joining.
    pub fn first_day(&self, from: Day, assignments: &[Assignment]) -> Day {
        if assignments.is_empty() { from.min(self.joined_on) } else { from }
    }

    /// Whether the action fits the person's state.
    pub fn permits(&self, action: Action) -> bool {
        match action {
            Action::Edit | Action::Grant | Action::SetField | Action::SetPay => true,
            Action::Transfer | Action::Leave => self.left_on.is_none(),
            Action::Rejoin => self.left_on.is_some(),
            Action::Invite => self.left_on.is_none() && self.login.is_none(),
            Action::ResetLogin => self.login.is_some(),
        }
    }

    /// Lets the person leave; `left_on` is the last day.
    pub fn leave(&mut self, left_on: Day, assignments: &[Assignment]) -> Result<(), MemberError> {
        if let Some(left_on) = self.left_on {
            return Err(MemberError::HasLeft { left_on: left_on.to_string() });
        }
        if left_on < self.joined_on {
            return Err(MemberError::LeavesBeforeJoining { joined_on: self.joined_on.to_string() });
        }
        if let Some(later) = assignments.iter().find(|row| row.days.from > left_on) {
            return Err(MemberError::AssignedLater { from: later.days.from.to_string() });
        }
        self.left_on = Some(left_on);
        Ok(())
    }

    /// Takes a leaver back into a unit from a day after the last one on, and gives the row of that.
    pub fn rejoin(&mut self, row: Assignment) -> Result<Assignment, MemberError> {
        let from = row.days.from;
        match self.left_on {
            None => Err(MemberError::HasNotLeft),
            Some(left_on) if from <= left_on => Err(MemberError::HasLeft { left_on: left_on.to_string() }),
            Some(_) => {
                self.left_on = None;
                Ok(Assignment { days: DayRange::new(from, Day::MAX), ..row })
            }
        }
    }

    /// Corrects the day of joining, and gives the first row as it then is: it begins on that day.
    pub fn correct_joining(
        &mut self,
        joined_on: Day,
        assignments: &[Assignment],
    ) -> Result<Option<Assignment>, MemberError> {
        if self.left_on.is_some_and(|left_on| left_on < joined_on) {
            return Err(MemberError::LeavesBeforeJoining { joined_on: joined_on.to_string() });
        }
        let first = assignments.first();
        if let Some(first) = first.filter(|first| first.days.end <= joined_on) {
            return Err(MemberError::JoinsAfterTransfer { from: first.days.end.to_string() });
        }
        self.joined_on = joined_on;
        Ok(first.map(|first| Assignment { days: DayRange::new(joined_on, first.days.end), ..first.clone() }))
    }

    /// Plans where a person belongs from `row.days.from` on; no overlap, no gap between joining and leaving.
    pub fn transfer(&self, row: &Assignment, assignments: &[Assignment]) -> Result<Transfer, MemberError> {
        if let Some(left_on) = self.left_on.filter(|&left_on| row.days.from > left_on) {
            return Err(MemberError::HasLeft { left_on: left_on.to_string() });
        }
        let spans: Vec<DayRange> = assignments.iter().map(|row| row.days).collect();
        let end_of_all = self.left_on.map_or(Day::MAX, |left_on| left_on.plus_days(1));
        let from = row.days.from;
        let planned = |cut, end, joined_on| Transfer {
            cut,
            row: Assignment { days: DayRange::new(from, end), ..row.clone() },
            joined_on,
        };
        match timeline::place(&spans, from) {
            Placement::First => Ok(planned(None, end_of_all, Some(from))),
            Placement::Before { end } => Ok(planned(None, end, Some(from))),
            Placement::Cuts { cut, end } => Ok(planned(Some(cut), end, None)),
            Placement::Replaces { end } => Ok(planned(None, end, None)),
            Placement::Over { .. } => {
                Err(MemberError::HasLeft { left_on: self.left_on.unwrap_or(self.joined_on).to_string() })
            }
        }
    }
}

/// Checks code and name as people type them.
pub fn check_names(code: &str, name: &str) -> Result<(), MemberError> {
    if code.trim().is_empty() {
        return Err(MemberError::CodeMissing);
    }
    if name.trim().is_empty() {
        return Err(MemberError::NameMissing);
    }
    Ok(())
}

/// What narrows a list of people.
#[derive(Debug, Clone, Default)]
pub struct MemberFilter {
    pub search: Option<String>,
    pub sort: Option<String>,
    /// This unit and all below it, today.
    pub unit: Option<UnitId>,
    /// Also those who have left.
    pub with_left: bool,
}
