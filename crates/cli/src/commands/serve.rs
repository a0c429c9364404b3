//! `serve`: the web application and the API, until it is told to stop.

use std::net::SocketAddr;
use std::sync::Arc;

use beichen_kernel::{Clock, Ctx, Error, Kind, Result};
use beichen_people::api as people;
use beichen_server::{serve, web};
use beichen_store::Deps;
use serde_json::json;

use super::DONE;
use crate::args::{Place, Serve};
use crate::{place, print};

pub async fn run(place: &Place, options: Serve) -> Result<u8> {
    let opened = place::open_to_serve(place, Clock::system()).await?;
    let mut deps = opened.deps.clone();
    deps.public_url = options.public_url;
    if needs_setup(&deps).await? {
        let token = token()?;
        print::complain(&format!("首次设置的口令 / token of the first set-up: {token}"));
        deps.setup_token = Some(token.into());
    }
    listen(deps, options.listen, place.json).await
}

/// Serves what is open, and says where.
pub async fn listen(deps: Deps, address: SocketAddr, as_json: bool) -> Result<u8> {
    let allowed = std::env::var_os("BEICHEN_DEV").is_some();
    if web::is_placeholder() && !allowed {
        return Err(Error::new(Kind::Invalid, "server.web_missing"));
    }
    let (listener, address) = serve::bind(address).await?;
    say(&deps, &format!("http://{address}"), as_json);
    serve::serve(deps, listener).await?;
    Ok(DONE)
}

fn say(deps: &Deps, url: &str, as_json: bool) {
    if as_json {
        let users = deps.demo_sign_ins.iter();
        let users: Vec<_> =
            users.map(|user| json!({ "role": user.role, "login": user.login, "password": user.password })).collect();
        print::json(&json!({ "url": url, "users": users }));
        return;
    }
    print::line(url);
    for user in deps.demo_sign_ins.iter() {
        print::line(&format!("  {:<14} {:<34} {}  {}", user.role, user.login, user.password, user.name));
    }
}

/// Whether nobody can administer anything yet.
async fn needs_setup(deps: &Deps) -> Result<bool> {
    for organisation in people::organisations(&deps.db).await? {
        let ctx = Ctx::system(Arc::clone(&organisation), "cli", None, deps.clock.now());
        let tx = deps.db.read(&ctx).await?;
        if people::has_administrator(&tx).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn token() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Error::internal(error.to_string()))?;
    Ok(hex::encode(bytes))
}
