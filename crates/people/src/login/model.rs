//! Signing in: names, passwords, sessions and what happens to guessers.

use beichen_kernel::{LoginId, MemberId, OrgId, Timestamp};
use strum::{Display, EnumString};

beichen_kernel::errors! {
    /// Why a sign-in, a password or an invitation is refused.
    pub enum LoginError in "people.login" {
        /// The same whether the name is unknown or the password wrong.
        Wrong = "wrong" => Unauthenticated,
        TooManyAttempts { minutes: String } = "too_many_attempts" => TooMany,
        NotALogin = "not_a_login" => Invalid,
        Taken = "taken" => Conflict,
        PasswordTooShort { least: usize } = "password_too_short" => Invalid,
        PasswordTooLong { most: usize } = "password_too_long" => Invalid,
        PasswordIsLogin = "password_is_login" => Invalid,
        OldPasswordWrong = "old_password_wrong" => Invalid,
        NoMembership = "no_membership" => Forbidden,
        AlreadyHasLogin = "already_has_login" => Conflict,
        HasNoLogin = "has_no_login" => Conflict,
        Shared = "shared" => Conflict,
        InvitationOver = "invitation_over" => Conflict,
        SetupDone = "setup_done" => Conflict,
        SetupTokenWrong = "setup_token_wrong" => Forbidden,
    }
}

pub const PASSWORD_LEAST: usize = 8;
pub const PASSWORD_MOST: usize = 128;

/// A session ends after so many seconds without a request …
pub const IDLE_SECONDS: i64 = 12 * 3600;
/// … and in any case so many seconds after signing in.
pub const ABSOLUTE_SECONDS: i64 = 14 * 24 * 3600;
/// How often a request of a session is noted.
pub const SEEN_EVERY_SECONDS: i64 = 300;
/// An invitation or a reset link can be used for so long.
pub const INVITATION_SECONDS: i64 = 7 * 24 * 3600;

/// How many failures are borne, within how long, and how long the door then stays shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    pub failures: i64,
    pub within_seconds: i64,
    pub shut_seconds: i64,
}

/// For one login name.
pub const LOGIN_PATIENCE: Patience = Patience { failures: 5, within_seconds: 15 * 60, shut_seconds: 15 * 60 };
/// For one network address, over all names. Behind a proxy or one office line everybody has the same, so it bears much.
pub const ADDRESS_PATIENCE: Patience = Patience { failures: 300, within_seconds: 10 * 60, shut_seconds: 10 * 60 };
/// What is older is known no longer: no window is longer.
pub const ATTEMPTS_KEPT_SECONDS: i64 = 15 * 60;

/// What is known about attempts on one name or from one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    pub failures: i64,
    pub since: Timestamp,
    pub locked_until: Timestamp,
}

/// A door that is not shut.
const OPEN: Timestamp = Timestamp::from_micros(0);

impl Attempts {
    pub const NONE: Self = Self { failures: 0, since: OPEN, locked_until: OPEN };

    /// Counts one more attempt as a failure, before the password is looked at, so that guesses made at the same time
    /// are counted too; a success takes the count back. Refuses while the door is shut.
    pub fn one_more(self, now: Timestamp, patience: Patience) -> Result<Self, LoginError> {
        if now < self.locked_until {
            let seconds = (self.locked_until.micros() - now.micros()) / 1_000_000;
            return Err(LoginError::TooManyAttempts { minutes: ((seconds + 59) / 60).to_string() });
        }
        let was_shut = self.failures >= patience.failures;
        let fresh = was_shut || now > self.since.plus_seconds(patience.within_seconds);
        let failures = if fresh { 1 } else { self.failures.saturating_add(1) };
        let since = if fresh { now } else { self.since };
        // The last attempt borne is looked at; whatever comes after it waits.
        let shuts = failures >= patience.failures;
        Ok(Self { failures, since, locked_until: if shuts { now.plus_seconds(patience.shut_seconds) } else { OPEN } })
    }

    /// Takes back an attempt that was none: the password fitted. A door that it had shut is open again.
    pub fn one_less(self) -> Self {
        Self { failures: self.failures.saturating_sub(1).max(0), since: self.since, locked_until: OPEN }
    }
}

/// A global sign-in name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    pub id: LoginId,
    pub name: String,
    pub password_hash: String,
}

/// One organisation that a login may enter, and as whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    pub org: OrgId,
    pub member: MemberId,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Purpose {
    /// Lets somebody in who has no login yet.
    Invite,
    /// Gives somebody who has one a new password.
    Reset,
}

/// A link that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub member: MemberId,
    pub purpose: Purpose,
    pub login_name: String,
    pub expires_at: Timestamp,
}

/// A session as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub org: OrgId,
    pub member: MemberId,
    pub login: Option<LoginId>,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
}

impl Session {
    /// Whether it still opens the door.
    pub fn is_open(&self, now: Timestamp) -> bool {
        now < self.seen_at.plus_seconds(IDLE_SECONDS) && now < self.created_at.plus_seconds(ABSOLUTE_SECONDS)
    }

    /// Whether this request is worth noting.
    pub fn is_worth_noting(&self, now: Timestamp) -> bool {
        now >= self.seen_at.plus_seconds(SEEN_EVERY_SECONDS)
    }
}

/// The login's name in its one spelling: an e-mail address in lower case, or a mobile number as +86….
pub fn normalise(text: &str) -> Result<String, LoginError> {
    let text = text.trim();
    if text.contains('@') { mail(text) } else { mobile(text) }
}

fn mail(text: &str) -> Result<String, LoginError> {
    let (name, host) = text.rsplit_once('@').ok_or(LoginError::NotALogin)?;
    let sound = !name.is_empty()
        && text.len() <= 254
        && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == ',')
        && !name.contains('@')
        && host.split('.').all(|part| !part.is_empty());
    if sound { Ok(text.to_lowercase()) } else { Err(LoginError::NotALogin) }
}

fn mobile(text: &str) -> Result<String, LoginError> {
    let digits: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-' | '(' | ')')).collect();
    let (plus, digits) = match digits.strip_prefix('+') {
        Some(rest) => (true, rest.to_owned()),
        None => (false, digits),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(LoginError::NotALogin);
    }
    match (plus, digits.len()) {
        (true, 8..=15) if !digits.starts_with('0') => Ok(format!("+{digits}")),
        (false, 11) if digits.starts_with('1') => Ok(format!("+86{digits}")),
        _ => Err(LoginError::NotALogin),
    }
}

/// Refuses passwords that are too easy to guess, or too long to be looked at.
pub fn check_password(password: &str, login: &str) -> Result<(), LoginError> {
    if password.chars().count() < PASSWORD_LEAST {
        return Err(LoginError::PasswordTooShort { least: PASSWORD_LEAST });
    }
    if password.len() > PASSWORD_MOST {
        return Err(LoginError::PasswordTooLong { most: PASSWORD_MOST });
    }
    if password.eq_ignore_ascii_case(login) {
        return Err(LoginError::PasswordIsLogin);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(0).plus_seconds(1_000_000 + seconds)
    }

    #[test]
    fn a_login_has_one_spelling() {
        for (text, expected) in [
            (" Anna@Example.COM ", "anna@example.com"),
            ("138 0013 8000", "+8613800138000"),
            ("+86 138-0013-8000", "+8613800138000"),
            ("+1 (415) 555-0100", "+14155550100"),
        ] {
            assert_eq!(normalise(text), Ok(expected.to_owned()), "{text}");
        }
        for text in
            ["", "anna", "@example.com", "anna@", "a b@example.com", "a@b@c.d", "13800138", "+0138001380", "anna@x..y"]
        {
            assert_eq!(normalise(text), Err(LoginError::NotALogin), "{text}");
        }
    }

    #[test]
    fn a_password_is_neither_short_nor_endless_nor_the_login() {
        assert_eq!(check_password("1234567", "a@b.c"), Err(LoginError::PasswordTooShort { least: 8 }));
        assert_eq!(check_password(&"x".repeat(129), "a@b.c"), Err(LoginError::PasswordTooLong { most: 128 }));
        assert_eq!(check_password("Anna@b.cc", "anna@b.cc"), Err(LoginError::PasswordIsLogin));
        assert_eq!(check_password("八个汉字也算数哦", "a@b.c"), Ok(()));
    }

    #[test]
    fn after_five_attempts_the_door_is_shut_for_a_quarter_of_an_hour() {
        let mut attempts = Attempts::NONE;
        for second in 0..5 {
            attempts = attempts.one_more(at(second), LOGIN_PATIENCE).unwrap();
        }
        assert_eq!(attempts.one_more(at(5), LOGIN_PATIENCE), Err(LoginError::TooManyAttempts { minutes: "15".into() }));
        assert!(attempts.one_more(at(4 + 15 * 60), LOGIN_PATIENCE).is_ok());
    }

    #[test]
    fn a_password_that_fits_takes_only_its_own_attempt_back() {
        let mut attempts = Attempts::NONE;
        for second in 0..5 {
            attempts = attempts.one_more(at(second), LOGIN_PATIENCE).unwrap();
        }
        let back = attempts.one_less();
        assert_eq!((back.failures, back.since), (4, at(0)));
        let shut = back.one_more(at(6), LOGIN_PATIENCE).unwrap();
        assert!(shut.one_more(at(7), LOGIN_PATIENCE).is_err());
        assert_eq!(Attempts::NONE.one_less().failures, 0);
    }

    #[test]
    fn slow_failures_are_forgotten() {
        let mut attempts = Attempts::NONE;
        for hour in 0..20 {
            attempts = attempts.one_more(at(hour * 3600), LOGIN_PATIENCE).unwrap();
            assert_eq!(attempts.failures, 1);
        }
    }

    #[test]
    fn a_session_ends_after_twelve_idle_hours_and_after_a_fortnight() {
        let session = |created: i64, seen: i64| Session {
            org: OrgId(1),
            member: MemberId::from(uuid::Uuid::from_u128(1)),
            login: None,
            created_at: at(created),
            seen_at: at(seen),
        };
        assert!(session(0, 0).is_open(at(12 * 3600 - 1)));
        assert!(!session(0, 0).is_open(at(12 * 3600)));
        let fortnight = 14 * 24 * 3600;
        assert!(session(0, fortnight - 10).is_open(at(fortnight - 1)));
        assert!(!session(0, fortnight - 10).is_open(at(fortnight)));
    }
}
