//! `serve`: the web application and the API, until it is told to stop.

use std::net::SocketAddr;

use beichen_kernel::{Clock, Error, Kind, Result, words};
use beichen_people::api as people;
use beichen_server::{serve, web};
use beichen_store::Deps;
use beichen_store::db::DemoSignIn;
use serde_json::json;

use super::DONE;
use crate::args::{Place, Serve};
use crate::{place, print};

pub async fn run(place: &Place, options: Serve) -> Result<u8> {
    let opened = place::open_to_serve(place, Clock::system()).await?;
    let mut deps = opened.deps.clone();
    deps.public_url = options.public_url;
    if people::needs_setup(&deps.db, &deps.clock).await? {
        let token = token()?;
        print::complain(&place.sentence("setup_token", &json!({ "token": token })));
        deps.setup_token = Some(token.into());
    }
    listen(place, deps, options.listen).await
}

/// Serves what is open, and says where.
pub async fn listen(place: &Place, deps: Deps, address: SocketAddr) -> Result<u8> {
    let allowed = cfg!(debug_assertions) && std::env::var_os("BEICHEN_DEV").is_some();
    if web::is_placeholder() && !allowed {
        return Err(Error::new(Kind::Invalid, "server.web_missing"));
    }
    let cannot =
        |error| Error::new(Kind::Invalid, "cli.cannot_listen").with("address", address.to_string()).caused_by(error);
    let (listener, address) = serve::bind(address).await.map_err(cannot)?;
    say(place, &deps.demo_sign_ins, &format!("http://{address}"));
    serve::serve(deps, listener).await?;
    Ok(DONE)
}

/// One block: the address, and in the demo who can sign in.
fn say(place: &Place, users: &[DemoSignIn], url: &str) {
    if place.json {
        let users: Vec<_> = users
            .iter()
            .map(|user| json!({ "role": user.role, "login": user.login, "password": user.password }))
            .collect();
        print::json(&json!({ "url": url, "users": users }));
        return;
    }
    print::line(&place.sentence("serving", &json!({ "url": url })));
    for user in users {
        let role = words::text(place.locale(), &format!("app.roles.{}", user.role), []);
        print::line(&format!("  {} {:<34} {}  {}", padded(&role, 14), user.login, user.password, user.name));
    }
}

/// A Chinese character is as wide as two Latin letters.
fn padded(text: &str, width: usize) -> String {
    let taken: usize = text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(taken)))
}

fn token() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Error::internal(error.to_string()))?;
    Ok(hex::encode(bytes))
}
