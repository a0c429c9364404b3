//! `settings get` and `settings set`.

use beichen_kernel::{Error, Kind, Result};
use beichen_people::api as people;
use serde_json::{Map, Value};

use super::DONE;
use crate::args::{Place, Settings};
use crate::{actor, place, print};

pub async fn run(place: &Place, command: Settings) -> Result<u8> {
    let opened = place::open(place).await?;
    let deps = &opened.deps;
    match command {
        Settings::Get { key } => {
            let ctx = actor::reader(place, deps).await?;
            let mut all = people::settings(&ctx, &deps.db).await?;
            if let Some(key) = key {
                all.retain(|(known, _)| *known == key);
                if all.is_empty() {
                    return Err(Error::new(Kind::Invalid, "cli.no_such_setting").with("key", key));
                }
            }
            show(place, all);
        }
        Settings::Set { key, value } => {
            let ctx = actor::writer(place, deps).await?;
            people::set_setting(&ctx, &deps.db, &key, &value).await?;
        }
    }
    Ok(DONE)
}

fn show(place: &Place, settings: Vec<(String, String)>) {
    if place.json {
        let all: Map<String, Value> = settings.into_iter().map(|(key, value)| (key, value.into())).collect();
        print::json(&all);
        return;
    }
    for (key, value) in settings {
        print::line(&format!("{key} = {value}"));
    }
}
