//! Who may do what: roles hold permissions over a reach.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString};

use crate::id::{MemberId, UnitId};

/// The roles of the product. Source: decisions.md "Who may do what".
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumString,
    EnumIter,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// People, roles, settings, imports; no pay.
    Administrator,
    /// Goals, plans, trials; all pay.
    Director,
    /// Review and records of the led tree.
    Lead,
    /// Own customers, orders and pay.
    Sales,
    /// People, fields, grades; all pay.
    Hr,
    /// Payments, refunds, finance review; all pay.
    Finance,
    /// Totals of the organisation.
    Viewer,
}

/// How far a permission reaches for a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display)]
#[strum(serialize_all = "snake_case")]
pub enum Reach {
    /// The member's own things.
    Own,
    /// The units that the member leads, and all below.
    Units,
    /// Everything of the organisation.
    Organisation,
}

/// One thing that can be allowed, and to whom it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// `capability.aggregate.action`
    pub name: &'static str,
    /// The roles that hold it, each with its reach.
    pub held_by: &'static [(Role, Reach)],
}

impl Permission {
    pub const fn new(name: &'static str, held_by: &'static [(Role, Reach)]) -> Self {
        Self { name, held_by }
    }

    /// The reach that `role` has, if it holds the permission.
    pub fn reach(&self, role: Role) -> Option<Reach> {
        self.held_by.iter().find(|(holder, _)| *holder == role).map(|&(_, reach)| reach)
    }
}

/// What an action touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The organisation as a whole.
    Organisation,
    /// One unit.
    Unit(UnitId),
    /// One person, who is in `unit` today.
    Member { member: MemberId, unit: Option<UnitId> },
    /// Something inside the actor's reach, whatever it is (lists narrow by themselves).
    Anywhere,
}

/// What the actor holds at this request.
#[derive(Debug, Clone, Default)]
pub struct Grants {
    member: Option<MemberId>,
    roles: Vec<Role>,
    led_units: HashSet<UnitId>,
    everything: bool,
}

impl Grants {
    /// A signed-in member: roles, and the units led today with all below them.
    pub fn of_member(member: MemberId, roles: Vec<Role>, led_units: HashSet<UnitId>) -> Self {
        Self { member: Some(member), roles, led_units, everything: false }
    }

    /// The system itself: jobs, and the command line on its own folder.
    pub fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// The member who acts, if it is one.
    pub const fn member(&self) -> Option<MemberId> {
        self.member
    }

    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    pub const fn led_units(&self) -> &HashSet<UnitId> {
        &self.led_units
    }

    pub const fn is_everything(&self) -> bool {
        self.everything
    }

    /// Whether the actor may do this over that.
    pub fn allow(&self, permission: Permission, scope: Scope) -> bool {
        self.everything
            || self.roles.iter().filter_map(|&role| permission.reach(role)).any(|reach| self.covers(reach, scope))
    }

    /// The widest reach that any of the actor's roles gives.
    pub fn widest(&self, permission: Permission) -> Option<Reach> {
        if self.everything {
            return Some(Reach::Organisation);
        }
        let reaches: Vec<Reach> = self.roles.iter().filter_map(|&role| permission.reach(role)).collect();
        [Reach::Organisation, Reach::Units, Reach::Own].into_iter().find(|reach| reaches.contains(reach))
    }

    fn covers(&self, reach: Reach, scope: Scope) -> bool {
        match (reach, scope) {
            (Reach::Organisation, _) | (_, Scope::Anywhere) => true,
            (Reach::Units, Scope::Unit(unit)) => self.led_units.contains(&unit),
            (Reach::Units, Scope::Member { member, unit }) => {
                self.member == Some(member) || unit.is_some_and(|unit| self.led_units.contains(&unit))
            }
            (Reach::Own, Scope::Member { member, .. }) => self.member == Some(member),
            (Reach::Units | Reach::Own, Scope::Organisation) | (Reach::Own, Scope::Unit(_)) => false,
        }
    }
}
