//! `user add` and `user reset`: sign-ins.

use beichen_kernel::{Error, Kind, Result, Role};
use beichen_people::api::{self as people, NewUser};
use serde_json::json;

use super::DONE;
use crate::args::{Place, User};
use crate::{actor, place};

pub async fn run(place: &Place, command: User) -> Result<u8> {
    let opened = place::open(place).await?;
    let deps = &opened.deps;
    match command {
        User::Add { login, member, name, role, unit, password_stdin } => {
            let roles = roles(&role)?;
            let ctx = actor::writer(place, deps).await?;
            let password = actor::password(place, password_stdin)?;
            let values = json!({ "login": login });
            people::add_user(&ctx, &deps.db, NewUser { login, password, member, name, roles, unit }).await?;
            place.tell("user_added", &values);
        }
        User::Reset { login, password_stdin } => {
            let ctx = actor::writer(place, deps).await?;
            people::reset_password(&ctx, &deps.db, &login, &actor::password(place, password_stdin)?).await?;
            place.tell("password_reset", &json!({ "login": login }));
        }
    }
    Ok(DONE)
}

fn roles(names: &[String]) -> Result<Vec<Role>> {
    let read = |name: &String| {
        name.parse().map_err(|_| Error::new(Kind::Invalid, "cli.no_such_role").with("role", name.clone()))
    };
    names.iter().map(read).collect()
}
