//! Who and what the engine speaks of: opaque 128-bit ids, equal to the UUIDs of the layers above.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u128);

        impl From<u128> for $name {
            fn from(value: u128) -> Self {
                Self(value)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:032x}", self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({:x})", stringify!($name), self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                u128::from_str_radix(&text, 16).map(Self).map_err(de::Error::custom)
            }
        }
    };
}

id!(
    /// An order, a payment, a refund, an activity or a manual value.
    DocumentId
);
id!(
    /// A line of an order; stays the same while the order is edited.
    LineId
);
id!(
    /// A member of the organisation.
    PersonId
);
id!(
    /// A unit of the tree.
    UnitId
);
id!(
    /// A customer.
    CustomerId
);
