//! `init`: makes an organisation, with its first administrator where one is named.

use beichen_kernel::{Error, Kind, Result};
use beichen_people::api as people;
use serde_json::json;

use super::DONE;
use crate::args::{Init, Place};
use crate::{actor, place};

pub async fn run(place: &Place, init: Init) -> Result<u8> {
    let opened = place::open(place).await?;
    let (db, clock) = (&opened.deps.db, &opened.deps.clock);
    let name = place.org.as_deref().ok_or_else(|| Error::new(Kind::Invalid, "cli.name_missing"))?;
    let organisation = match &init.admin {
        None => people::create_organisation(db, clock, name, &init.currency, &init.time_zone).await?,
        Some(login) => {
            let password = actor::password(place, init.password_stdin)?;
            let organisation = (name, init.currency.as_str(), init.time_zone.as_str());
            people::create_administered(db, clock, organisation, (login, &password)).await?
        }
    };
    place.tell("organisation_made", &json!({ "organisation": organisation.id, "name": organisation.name }));
    Ok(DONE)
}
