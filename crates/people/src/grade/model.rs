//! Grades: the steps of a career, whose columns plans can name.

use beichen_kernel::Version;

use crate::ids::GradeId;

beichen_kernel::errors! {
    /// Why a grade is refused.
    pub enum GradeError in "people.grade" {
        CodeMissing = "code_missing" => Invalid,
        NameMissing = "name_missing" => Invalid,
        CodeTaken { code: String } = "code_taken" => Conflict,
        UnknownColumn { column: String } = "unknown_column" => Invalid,
    }
}

/// A grade. Its values are fields of the entity `grade`, effective-dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    pub id: GradeId,
    pub version: Version,
    pub code: String,
    pub name: String,
    /// Its place among the others, the lowest first.
    pub place: i64,
}

impl Grade {
    /// Checks a new grade or a changed one.
    pub fn check(&self) -> Result<(), GradeError> {
        if self.code.trim().is_empty() {
            return Err(GradeError::CodeMissing);
        }
        if self.name.trim().is_empty() {
            return Err(GradeError::NameMissing);
        }
        Ok(())
    }
}
