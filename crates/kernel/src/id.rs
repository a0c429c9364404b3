//! Names of things: a UUIDv7 inside, `plan_01j…` outside.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A typed identifier. Shown as a TypeID: prefix, underscore, 26 Crockford characters of the UUID.
///
/// Source: TypeID 0.3, decisions.md "On the wire".
pub trait Id: Copy + Eq + fmt::Display + From<Uuid> {
    /// What stands before the underscore, e.g. `plan`.
    const PREFIX: &'static str;
    /// The dotted name of the aggregate, e.g. `incentives.plan`; the first part of its error codes.
    const NAME: &'static str;

    /// The UUID inside.
    fn uuid(self) -> Uuid;
}

/// A text that is not an identifier of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an id that begins with {prefix}_")]
pub struct InvalidId {
    pub prefix: &'static str,
    pub text: String,
}

/// Defines an identifier: `id!(PlanId, "plan", "incentives.plan")`.
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $aggregate:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(::uuid::Uuid);

        impl $crate::id::Id for $name {
            const PREFIX: &'static str = $prefix;
            const NAME: &'static str = $aggregate;
            fn uuid(self) -> ::uuid::Uuid {
                self.0
            }
        }

        impl From<::uuid::Uuid> for $name {
            fn from(uuid: ::uuid::Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for ::uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, "{}_{}", $prefix, $crate::id::encode(self.0))
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(self, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::id::InvalidId;
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::id::decode($prefix, text).map(Self)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> ::std::result::Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::string::String as ::serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }

        impl ::utoipa::PartialSchema for $name {
            fn schema() -> ::utoipa::openapi::RefOr<::utoipa::openapi::schema::Schema> {
                <::std::string::String as ::utoipa::PartialSchema>::schema()
            }
        }

        impl ::utoipa::ToSchema for $name {}
    };
}

id!(
    /// A person of the organisation.
    MemberId, "member", "people.member"
);
id!(
    /// A unit of the organisation's tree: region, team, group.
    UnitId, "unit", "people.unit"
);
id!(
    /// A global sign-in name; it may have memberships in several organisations.
    LoginId, "login", "people.login"
);
id!(
    /// One writing transaction; the audit row maps it to its `seq`.
    TransactionId, "tx", "store.transaction"
);
id!(
    /// One import of one file.
    BatchId, "batch", "sheets.batch"
);

/// Any identifier, when the kind is only known at run time (audit rows, events).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AnyId {
    pub prefix: &'static str,
    pub uuid: Uuid,
}

impl AnyId {
    /// Forgets the type of `id`.
    pub fn of<I: Id>(id: I) -> Self {
        Self { prefix: I::PREFIX, uuid: id.uuid() }
    }
}

impl fmt::Display for AnyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.prefix, encode(self.uuid))
    }
}

/// An organisation: a random positive 53-bit number, the distribution column of every tenant table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrgId(pub i64);

impl fmt::Display for OrgId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The 26 lower-case Crockford characters of a UUID, most significant first.
pub fn encode(uuid: Uuid) -> String {
    let value = uuid.as_u128();
    (0..26u32)
        .rev()
        .map(|place| {
            let five_bits = (value >> (place * 5)) & 31;
            let index = usize::try_from(five_bits).unwrap_or_default();
            ALPHABET.get(index).map_or('0', |&byte| char::from(byte))
        })
        .collect()
}

/// Reads `prefix_…` back; refuses another prefix, another length and foreign characters.
pub fn decode(prefix: &'static str, text: &str) -> std::result::Result<Uuid, InvalidId> {
    let invalid = || InvalidId { prefix, text: text.to_owned() };
    let rest = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).ok_or_else(invalid)?;
    if rest.len() != 26 {
        return Err(invalid());
    }
    let mut value: u128 = 0;
    for (place, byte) in rest.bytes().enumerate() {
        let five_bits = ALPHABET
            .iter()
            .position(|&letter| letter == byte)
            .and_then(|index| u128::try_from(index).ok())
            .ok_or_else(invalid)?;
        if place == 0 && five_bits > 7 {
            return Err(invalid());
        }
        value = (value << 5) | five_bits;
    }
    Ok(Uuid::from_u128(value))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn an_id_is_shown_as_the_type_id_specification_says() {
        // The pair stands in the TypeID specification's valid.json.
        let id = MemberId::from(Uuid::parse_str("01890a5d-ac96-774b-bcce-b302099a8057").unwrap());
        assert_eq!(id.to_string(), "member_01h455vb4pex5vsknk084sn02q");
        assert_eq!("member_01h455vb4pex5vsknk084sn02q".parse::<MemberId>().unwrap(), id);
    }

    #[test]
    fn another_kind_a_short_text_and_a_number_too_large_are_refused() {
        for text in [
            "unit_01h455vb4pex5vsknk084sn02q",
            "member_01h455vb4pex5vsknk084sn02",
            "member_81h455vb4pex5vsknk084sn02q",
            "member_01h455vb4pex5vsknk084sn02u",
        ] {
            assert!(text.parse::<MemberId>().is_err(), "{text}");
        }
    }
}
