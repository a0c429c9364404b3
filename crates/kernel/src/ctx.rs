//! Who asks, for which organisation, and when.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use beichen_engine::day::Day;
use beichen_engine::money::Currency;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::{Id, LoginId, MemberId, OrgId};
use crate::permission::{Grants, Permission, Reach, Scope};
use crate::time::Timestamp;

/// The first argument of every command and query.
#[derive(Debug, Clone)]
pub struct Ctx {
    pub org: OrgId,
    pub organisation: Arc<Organisation>,
    pub actor: Actor,
    pub request: RequestId,
    pub locale: Locale,
    pub idempotency: Option<Arc<Idempotency>>,
    /// The decision of a second person that lets a change reach days that a lock covers.
    pub correction: Option<Correction>,
    now: Timestamp,
    grants: Arc<Grants>,
    ids: IdSource,
}

/// What is the same for everybody in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    pub id: OrgId,
    pub name: String,
    /// The one reporting currency.
    pub currency: Currency,
    /// The one time zone: a day begins at its midnight.
    pub zone: jiff::tz::TimeZone,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in member of the organisation.
    Member(MemberId),
    /// A job or the command line, with the login on whose behalf it writes.
    System { job: String, login: Option<LoginId> },
    /// A job of this kind that a member asked for: the rights are the system's, the wish was theirs.
    Job { kind: String, asked_by: MemberId },
}

/// One request, so that its log lines and its audit rows find each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId(pub Uuid);

/// The reader's language.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Display, EnumString, Serialize, Deserialize, utoipa::ToSchema,
)]
pub enum Locale {
    #[default]
    #[serde(rename = "zh-CN")]
    #[strum(serialize = "zh-CN")]
    ZhCn,
    #[serde(rename = "en-US")]
    #[strum(serialize = "en-US")]
    EnUs,
}

/// The promise that the same request is carried out once. Source: decisions.md "On the wire".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    pub key: String,
    pub operation: String,
    /// SHA-256 of the request body, in hexadecimal.
    pub request_hash: String,
}

/// The wish that a second person grants, so that its change may reach days that a lock covers.
/// Source: incentives.md "Locks".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// The id of the `people.approval`.
    pub approval: Uuid,
    pub approved_by: MemberId,
}

/// Where instants come from: the system's clock, or one that tests and the demo move.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Microseconds added to the system's clock (demo), or the fixed instant (tests).
    shift: Arc<std::sync::atomic::AtomicI64>,
    fixed: bool,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still until it is told.
    pub fn fixed(at: Timestamp) -> Self {
        Self { shift: Arc::new(std::sync::atomic::AtomicI64::new(at.micros())), fixed: true }
    }

    /// The system's clock, running on from `at`.
    pub fn running_from(at: Timestamp) -> Self {
        let clock = Self::default();
        clock.shift.store(at.micros().saturating_sub(system_micros()), Ordering::SeqCst);
        clock
    }

    /// Moves a fixed clock.
    pub fn set(&self, at: Timestamp) {
        self.shift.store(at.micros(), Ordering::SeqCst);
    }

    pub fn now(&self) -> Timestamp {
        let shift = self.shift.load(Ordering::SeqCst);
        if self.fixed {
            return Timestamp::from_micros(shift);
        }
        Timestamp::from_micros(system_micros().saturating_add(shift))
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
fn system_micros() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}

/// How many ids this process has made.
static MADE: AtomicU32 = AtomicU32::new(0);

/// Where ids come from: random ones, or counting ones in tests.
#[derive(Debug, Clone, Default)]
pub enum IdSource {
    #[default]
    Random,
    Counting(Arc<AtomicU64>),
}

impl IdSource {
    /// Ids that count upward, so that a test's snapshot stays the same.
    pub fn counting() -> Self {
        Self::Counting(Arc::new(AtomicU64::new(1)))
    }

    /// A UUIDv7 of this instant. Ids of one instant stand in the order in which they were made: a table that is filled
    /// in key order is filled at its end, and not all over (RFC 9562, 6.2, a counter in the leading random bits).
    #[allow(clippy::disallowed_methods, reason = "the one place that makes ids")]
    pub fn next(&self, now: Timestamp) -> Uuid {
        let mut random = [0_u8; 10];
        match self {
            Self::Random => {
                // Without the system's random source nothing can be told apart: a zeroed id then
                // collides in the database and the write is refused.
                let _ = getrandom::fill(random.get_mut(4..).unwrap_or_default());
                // 26 bits: twelve beside the version, fourteen behind the variant.
                let place = MADE.fetch_add(1, Ordering::Relaxed);
                let [.., high, low] = (place >> 14).to_be_bytes();
                let [.., behind, last] = (place & 0x3fff).to_be_bytes();
                for (to, from) in random.iter_mut().zip([high & 0x0f, low, behind, last]) {
                    *to = from;
                }
            }
            Self::Counting(count) => {
                let count = count.fetch_add(1, Ordering::SeqCst).to_be_bytes();
                for (to, from) in random.iter_mut().skip(2).zip(count) {
                    *to = from;
                }
            }
        }
        let millis = u64::try_from(now.millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// What a [`Ctx`] is made of.
#[derive(Debug, Clone)]
pub struct CtxParts {
    pub organisation: Arc<Organisation>,
    pub actor: Actor,
    pub grants: Grants,
    pub locale: Locale,
    pub now: Timestamp,
    pub ids: IdSource,
}

impl Ctx {
    /// A context of one request.
    pub fn new(parts: CtxParts) -> Self {
        Self {
            org: parts.organisation.id,
            organisation: parts.organisation,
            actor: parts.actor,
            request: RequestId(parts.ids.next(parts.now)),
            locale: parts.locale,
            idempotency: None,
            correction: None,
            now: parts.now,
            grants: Arc::new(parts.grants),
            ids: parts.ids,
        }
    }

    /// The system at work in an organisation: jobs, and the command line on its own folder.
    pub fn system(organisation: Arc<Organisation>, job: &str, login: Option<LoginId>, now: Timestamp) -> Self {
        Self::with_every_right(organisation, Actor::System { job: job.to_owned(), login }, now)
    }

    /// The system at work on a job, and for whom, if a member asked for it.
    pub fn job(organisation: Arc<Organisation>, kind: &str, asked_by: Option<MemberId>, now: Timestamp) -> Self {
        let kind = kind.to_owned();
        let actor = match asked_by {
            Some(asked_by) => Actor::Job { kind, asked_by },
            None => Actor::System { job: kind, login: None },
        };
        Self::with_every_right(organisation, actor, now)
    }

    fn with_every_right(organisation: Arc<Organisation>, actor: Actor, now: Timestamp) -> Self {
        Self::new(CtxParts {
            organisation,
            actor,
            grants: Grants::everything(),
            locale: Locale::default(),
            now,
            ids: IdSource::default(),
        })
    }

    /// The same request without its `Idempotency-Key`: for answers that must not be kept.
    #[must_use]
    pub fn without_key(&self) -> Self {
        Self { idempotency: None, ..self.clone() }
    }

    /// One instant per request: all that a request writes bears the same time.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// The civil day of [`Ctx::now`] in the organisation's zone.
    pub fn today(&self) -> Day {
        self.day_of(self.now)
    }

    /// The civil day of an instant in the organisation's zone.
    pub fn day_of(&self, at: Timestamp) -> Day {
        let date = self.organisation.zone.to_datetime(at.jiff()).date();
        Day::from_ymd(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs()).unwrap_or(Day::MIN)
    }

    /// The last microsecond of a day in the organisation's zone.
    pub fn end_of(&self, day: Day) -> Timestamp {
        let (year, month, number) = day.plus_days(1).ymd();
        let year = i16::try_from(year).unwrap_or(i16::MAX);
        let (month, number) = (i8::try_from(month).unwrap_or(1), i8::try_from(number).unwrap_or(1));
        let midnight = jiff::civil::Date::new(year, month, number).ok();
        let start = |date: jiff::civil::Date| date.to_datetime(jiff::civil::Time::midnight());
        let next = midnight.and_then(|date| self.organisation.zone.to_timestamp(start(date)).ok());
        next.map_or(Timestamp::from_micros(i64::MAX), |next| {
            Timestamp::from_micros(next.as_microsecond().saturating_sub(1))
        })
    }

    pub fn currency(&self) -> Currency {
        self.organisation.currency
    }

    pub fn new_id<I: Id>(&self) -> I {
        I::from(self.ids.next(self.now))
    }

    pub fn grants(&self) -> &Grants {
        &self.grants
    }

    /// The member who acts, if it is one.
    pub fn member(&self) -> Option<MemberId> {
        self.grants.member()
    }

    /// Whether the actor holds `permission` over `scope`.
    pub fn may(&self, permission: Permission, scope: Scope) -> bool {
        self.grants.allow(permission, scope)
    }

    /// Fails with `Forbidden` unless the actor holds `permission` over `scope`.
    pub fn require(&self, permission: Permission, scope: Scope) -> Result<()> {
        if self.may(permission, scope) {
            return Ok(());
        }
        Err(Error::forbidden(permission))
    }

    /// How far the actor's roles reach with `permission`; fails with `Forbidden` where none holds it.
    pub fn reach(&self, permission: Permission) -> Result<Reach> {
        self.grants.widest(permission).ok_or_else(|| Error::forbidden(permission))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_instant_stand_in_the_order_in_which_they_were_made() {
        let now = Timestamp::from_micros(1_790_000_000_000_000);
        let ids: Vec<Uuid> = (0..100_000).map(|_| IdSource::Random.next(now)).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        let shape = |id: &Uuid| (id.get_version_num(), id.get_variant(), id.as_u128() >> 80);
        assert!(ids.iter().all(|id| shape(id) == (7, uuid::Variant::RFC4122, 1_790_000_000_000)));
        // What follows the counter is chance: no two are alike.
        let rest: std::collections::HashSet<u64> = ids.iter().map(|id| id.as_u64_pair().1 << 16 >> 16).collect();
        assert!(rest.len() > 99_990, "{}", rest.len());
    }
}
