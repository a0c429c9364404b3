//! How the columns of a company's own file become the columns that the product knows.

use std::collections::BTreeMap;

use beichen_kernel::{Timestamp, Version, errors, id};
use serde::{Deserialize, Serialize};

use crate::kind::ImportKind;

/// Bytes that the text of a profile may have.
pub const MOST_TEXT_BYTES: usize = 65_536;
const LONGEST_NAME: usize = 80;

id!(
    /// A saved profile.
    ProfileId, "profile", "sheets.profile"
);

/// A profile kept under a name.
#[derive(Debug, Clone)]
pub struct Saved {
    pub id: ProfileId,
    pub version: Version,
    pub name: String,
    pub kind: String,
    /// The TOML as it was written, comments included.
    pub text: String,
    pub changed_at: Timestamp,
}

/// Names are short, and no path.
pub fn check_name(name: &str) -> Result<(), ProfileError> {
    let sound = !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME && !name.contains(['/', '\\']);
    if sound { Ok(()) } else { Err(ProfileError::BadName { name: name.to_owned() }) }
}

/// How days with the year at the end are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateFormat {
    /// 31/12/2026
    #[serde(rename = "day/month/year")]
    DayMonthYear,
    /// 12/31/2026
    #[serde(rename = "month/day/year")]
    MonthDayYear,
}

/// Several columns of the file that make one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    pub columns: Vec<String>,
    /// What stands between them; empty cells are left out.
    #[serde(default)]
    pub with: String,
}

/// One column of the product, or several that are filled from the same column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Targets {
    One(String),
    Many(Vec<String>),
}

errors! {
    /// Why a profile is refused.
    pub enum ProfileError in "sheets.profile" {
        Unreadable { detail: String } = "unreadable" => Invalid,
        CannotCreate { what: String, kind: String, can: String } = "cannot_create" => Invalid,
        OtherKind { profile_kind: String, kind: String } = "other_kind" => Invalid,
        NotFound { name: String, profiles: String } = "not_found" => NotFound,
        BadName { name: String } = "bad_name" => Invalid,
    }
}

impl Profile {
    /// Reads the TOML; the error names line and column.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        toml::from_str(text).map_err(|error| ProfileError::Unreadable { detail: error.to_string().trim().to_owned() })
    }

    /// Refuses a profile that was written for another kind, or that asks for what the kind cannot make.
    pub fn must_be_for(&self, kind: &dyn ImportKind) -> Result<(), ProfileError> {
        let name = kind.name();
        if let Some(own) = self.kind.as_ref().filter(|own| *own != name) {
            return Err(ProfileError::OtherKind { profile_kind: own.clone(), kind: name.to_owned() });
        }
        let can = kind.can_create();
        match self.create_missing.iter().find(|what| !can.contains(&what.as_str())) {
            Some(what) => {
                let (what, kind) = (what.clone(), name.to_owned());
                Err(ProfileError::CannotCreate { what, kind, can: can.join(", ") })
            }
            None => Ok(()),
        }
    }
}

impl Targets {
    pub fn keys(&self) -> Vec<&str> {
        match self {
            Self::One(key) => vec![key],
            Self::Many(keys) => keys.iter().map(String::as_str).collect(),
        }
    }
}

/// A profile, as its TOML says it.
///
/// ```toml
/// kind = "orders"
/// date_format = "day/month/year"      # only for days with the year at the end
/// create_missing = ["customers"]
/// ignore = ["tax_amt", "freight"]
///
/// [columns]                            # column of the file = column of the product, or several
/// sales_order_id = "code"
/// order_date = ["signed_on", "due_on"]
///
/// [constants]                          # the same for every row
/// measure = "sales"
///
/// [join.name]                          # several columns make one
/// columns = ["first_name", "last_name"]
/// with = " "
///
/// [values.level]                       # what the file writes = what it means
/// "A" = "goal"
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The kind that it is for; any when absent.
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub date_format: Option<DateFormat>,
    /// The sheet of a workbook; the first when absent.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The row with the titles; 1 when absent. What stands above is left out.
    #[serde(default)]
    pub header_row: Option<u32>,
    /// Plural names of what the import may create when a row names something unknown: `customers`.
    #[serde(default)]
    pub create_missing: Vec<String>,
    /// Columns of the file that are left out on purpose.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Column of the file → column of the product.
    #[serde(default)]
    pub columns: BTreeMap<String, Targets>,
    /// Column of the product → the same text for every row.
    #[serde(default)]
    pub constants: BTreeMap<String, String>,
    /// Column of the product → the columns that make it.
    #[serde(default)]
    pub join: BTreeMap<String, Join>,
    /// Column of the product → what the file writes → what it means.
    #[serde(default)]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
}
