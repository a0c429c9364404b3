//! `init`: makes an organisation, with its first administrator where one is named.

use beichen_kernel::{Ctx, Error, Kind, Result, Role};
use beichen_people::api as people;
use serde_json::json;

use super::DONE;
use crate::args::{Init, Place};
use crate::{actor, place, print};

pub async fn run(place: &Place, init: Init) -> Result<u8> {
    let opened = place::open(place).await?;
    let deps = &opened.deps;
    let name = place.org.as_deref().ok_or_else(|| Error::new(Kind::Invalid, "cli.name_missing"))?;
    let password = init.admin.as_ref().map(|_| actor::password(init.password_stdin)).transpose()?;
    let organisation =
        people::create_organisation(&deps.db, &deps.clock, name, &init.currency, &init.time_zone).await?;
    if let (Some(login), Some(password)) = (&init.admin, password) {
        let ctx = Ctx::system(organisation.clone(), "cli", None, deps.clock.now());
        people::create_member_with_login(&ctx, &deps.db, login, login, &password, &[Role::Administrator]).await?;
    }
    if place.json {
        print::json(&json!({ "organisation": organisation.id, "name": organisation.name }));
    } else {
        print::line(&format!("{} ({})", organisation.name, organisation.id));
    }
    Ok(DONE)
}
