//! An organisation: what it is called, which currency it reports in, where its days begin; and its settings.

use beichen_engine::money::Currency;
use beichen_kernel::{FieldError, OrgId, Organisation};
use strum::{Display, EnumIter, EnumString};

beichen_kernel::errors! {
    /// Why an organisation or a setting is refused.
    pub enum OrganisationError in "people.organisation" {
        NameMissing = "name_missing" => Invalid,
        UnknownCurrency { currency: String } = "unknown_currency" => Invalid,
        UnknownZone { time_zone: String } = "unknown_zone" => Invalid,
        UnknownSetting { key: String } = "unknown_setting" => Invalid,
        BadSetting { key: String, value: String } = "bad_setting" => Invalid,
    }
}

/// Under this name a record keeps an amount of somebody's pay, among the personal values: whoever reads the chain
/// without seeing pay does not see it.
pub const PAY: &str = "pay";

/// The settings that the product knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Setting {
    /// Whether public notice shows names with amounts.
    NoticeAmounts,
    /// Workdays for which statements stay open to objections. Source: incentives.md, "Run states".
    NoticeWorkdays,
    /// Whether trial, finance review and lock of a run need more than one hand.
    FourEyes,
    /// How many percent of a later total may be taken for what is owed.
    OwedTakenPercent,
    /// Whether leads see the pay of their tree outside review.
    LeadSeesPay,
    /// Whether boards show amounts to everyone.
    BoardAmounts,
}

/// What a setting may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    Truth,
    /// A whole number from 0 to this.
    Count {
        most: i64,
    },
}

impl Setting {
    pub const fn kind(self) -> SettingKind {
        match self {
            Self::NoticeWorkdays => SettingKind::Count { most: 10 },
            Self::OwedTakenPercent => SettingKind::Count { most: 100 },
            Self::NoticeAmounts | Self::FourEyes | Self::LeadSeesPay | Self::BoardAmounts => SettingKind::Truth,
        }
    }

    /// What holds until somebody sets it.
    pub const fn default_text(self) -> &'static str {
        match self {
            Self::NoticeWorkdays => "3",
            Self::OwedTakenPercent => "100",
            Self::LeadSeesPay | Self::FourEyes => "true",
            Self::NoticeAmounts | Self::BoardAmounts => "false",
        }
    }

    /// Finds the setting by its key.
    pub fn of(key: &str) -> Result<Self, OrganisationError> {
        key.parse().map_err(|_| OrganisationError::UnknownSetting { key: key.to_owned() })
    }

    /// The text as it is kept, or why it cannot be.
    pub fn read(self, text: &str) -> Result<String, OrganisationError> {
        let text = text.trim();
        let sound = match self.kind() {
            SettingKind::Truth => matches!(text, "true" | "false"),
            SettingKind::Count { most } => text.parse::<i64>().is_ok_and(|count| (0..=most).contains(&count)),
        };
        if sound {
            return Ok(text.to_owned());
        }
        Err(OrganisationError::BadSetting { key: self.to_string(), value: text.to_owned() })
    }
}

/// Checks what a new organisation is made of.
pub fn make(id: OrgId, name: &str, currency: &str, time_zone: &str) -> Result<Organisation, OrganisationError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(OrganisationError::NameMissing);
    }
    let unknown = || OrganisationError::UnknownCurrency { currency: currency.to_owned() };
    let currency: Currency = currency.trim().parse().map_err(|_| unknown())?;
    let zone = jiff::tz::TimeZone::get(time_zone.trim())
        .map_err(|_| OrganisationError::UnknownZone { time_zone: time_zone.to_owned() })?;
    Ok(Organisation { id, name: name.to_owned(), currency, zone })
}

/// The form's field that a refusal is about.
pub fn field_of(error: &OrganisationError) -> FieldError {
    let path = match error {
        OrganisationError::UnknownCurrency { .. } => "currency",
        OrganisationError::UnknownZone { .. } => "time_zone",
        OrganisationError::NameMissing => "organisation",
        OrganisationError::UnknownSetting { .. } => "key",
        OrganisationError::BadSetting { .. } => "value",
    };
    FieldError::new(path, error.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisation_needs_a_name_a_known_currency_and_a_known_zone() {
        let id = OrgId(7);
        assert_eq!(make(id, " ", "CNY", "Asia/Shanghai"), Err(OrganisationError::NameMissing));
        assert_eq!(
            make(id, "Acme", "yuan", "Asia/Shanghai"),
            Err(OrganisationError::UnknownCurrency { currency: "yuan".into() })
        );
        assert_eq!(
            make(id, "Acme", "CNY", "Asia/Nowhere"),
            Err(OrganisationError::UnknownZone { time_zone: "Asia/Nowhere".into() })
        );
        assert_eq!(make(id, " Acme ", "USD", "America/Los_Angeles").unwrap().name, "Acme");
    }

    #[test]
    fn a_setting_takes_only_what_it_can_hold() {
        assert_eq!(Setting::of("colour"), Err(OrganisationError::UnknownSetting { key: "colour".into() }));
        assert_eq!(Setting::of("notice_amounts").unwrap().read(" true "), Ok("true".to_owned()));
        assert!(Setting::NoticeAmounts.read("1").is_err());
        assert_eq!(Setting::NoticeWorkdays.read("0"), Ok("0".to_owned()));
        assert_eq!(Setting::NoticeWorkdays.read("10"), Ok("10".to_owned()));
        assert!(Setting::NoticeWorkdays.read("11").is_err());
        assert!(Setting::NoticeWorkdays.read("-1").is_err());
    }
}
