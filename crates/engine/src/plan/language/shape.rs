//! What a key of the language takes.

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub struct KeyShape {
    pub name: &'static str,
    pub shape: Shape,
    /// For whoever writes it: what it does, and its default.
    pub says: &'static str,
    kinds: &'static [&'static str],
    required: bool,
    required_in: &'static [&'static str],
}

/// What stands behind a key, or inside a list.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Text,
    /// A key of the author's own making.
    Key,
    /// The key of a measure.
    Measure,
    /// A condition in CEL.
    Condition,
    Day,
    Boolean,
    /// A whole number.
    Integer {
        least: i64,
        most: i64,
    },
    /// A decimal, not below 0: money, pieces, points.
    Amount,
    /// A decimal of any sign.
    Signed,
    /// A rate, share or coefficient.
    Rate,
    /// A bound of tiers: an amount, or a share of the goal.
    Bound,
    /// A rate, or a multiplier of one.
    TierValue,
    /// `"3 months"`.
    Months,
    /// `"unit.2"`.
    UnitAt,
    /// One of these words.
    Words(&'static [&'static str]),
    /// Comes from the person: `{ grade = "…" }` or `{ member = "…" }`.
    OfPerson,
    Table(&'static [KeyShape]),
    /// Keys of the author's own, each with such a value.
    Map(&'static Shape),
    /// At least so many.
    List(&'static Shape, usize),
    /// As many values as there are shapes.
    Row(&'static [Shape]),
    Either(&'static [Shape]),
    /// A component of any kind.
    Component,
    /// What only the plan itself can tell.
    Any,
}

pub(super) const fn key(name: &'static str, shape: Shape, says: &'static str) -> KeyShape {
    KeyShape { name, shape, says, kinds: &[], required: false, required_in: &[] }
}

impl KeyShape {
    pub(super) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Only in components of these kinds.
    pub(super) const fn of(self, kinds: &'static [&'static str]) -> Self {
        Self { kinds, ..self }
    }

    /// In components of these kinds it must be there.
    pub(super) const fn required_in(self, kinds: &'static [&'static str]) -> Self {
        Self { required_in: kinds, ..self }
    }

    /// Whether it belongs to some kinds only.
    pub const fn is_of_kinds(&self) -> bool {
        !self.kinds.is_empty()
    }

    /// Whether a component of that kind has it.
    pub fn is_in(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether its table, or a component of that kind, must have it.
    pub fn is_required(&self, kind: Option<&str>) -> bool {
        self.required || kind.is_some_and(|kind| self.required_in.contains(&kind))
    }
}
