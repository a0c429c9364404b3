//! `demo`: the sample company, made where it is missing, and served.

use std::path::Path;
use std::sync::Arc;

use beichen_engine::day::Day;
use beichen_kernel::{Clock, Ctx, Error, Kind, Result, Timestamp};
use beichen_people::api as people;
use beichen_store::Deps;
use beichen_store::db::DemoSignIn;
use serde_json::json;

use super::{DONE, serve};
use crate::args::{Demo, Place};
use crate::{demo, place, print};

/// Where the sign-ins of the demo are kept, beside its marker; written when the company is whole.
const SIGN_INS: &str = "demo-sign-ins.json";

pub async fn run(place: &Place, options: Demo) -> Result<u8> {
    if options.fresh && place.database.is_some() {
        return Err(Error::new(Kind::Invalid, "cli.fresh_needs_folder"));
    }
    let clock = clock(options.today.as_deref())?;
    let opened = place::open_prepared(place, clock, |folder| {
        let is_half_made = demo::marker(folder)?.is_some() && !folder.join(SIGN_INS).exists();
        if options.fresh || is_half_made { clear(folder) } else { Ok(()) }
    })
    .await?;
    let mut deps = opened.deps.clone();
    deps.demo_sign_ins = company(place, &deps).await?.into();
    if options.no_serve {
        return Ok(DONE);
    }
    serve::listen(place, deps, options.listen).await
}

/// The sign-ins of the company that is there, or of the one that is made now.
async fn company(place: &Place, deps: &Deps) -> Result<Vec<DemoSignIn>> {
    let organisations = people::organisations(&deps.db).await?;
    if organisations.is_empty() {
        print::complain(&place.sentence("demo_making", &json!({})));
        return make(deps).await;
    }
    let is_demo = organisations.iter().all(|one| one.name == demo::COMPANY);
    let Some(marker) = demo::marker(&deps.folder)?.filter(|_| is_demo) else {
        return Err(Error::new(Kind::Conflict, "cli.not_a_demo").with("folder", deps.folder.display().to_string()));
    };
    if marker.is_older_than_its_month(today(&deps.clock)) {
        print::complain(&place.sentence("demo_old", &json!({ "today": marker.today })));
    }
    let kept = std::fs::read(deps.folder.join(SIGN_INS)).map_err(Error::internal)?;
    serde_json::from_slice(&kept).map_err(Error::internal)
}

async fn make(deps: &Deps) -> Result<Vec<DemoSignIn>> {
    demo::mark(&deps.folder, today(&deps.clock))?;
    let organisation =
        people::create_organisation(&deps.db, &deps.clock, demo::COMPANY, demo::CURRENCY, demo::ZONE).await?;
    let ctx = Ctx::system(Arc::clone(&organisation), "demo", None, deps.clock.now());
    let sign_ins = demo::build(&ctx, deps, ctx.today()).await?;
    let text = serde_json::to_vec_pretty(&sign_ins).map_err(Error::internal)?;
    std::fs::write(deps.folder.join(SIGN_INS), text).map_err(Error::internal)?;
    Ok(sign_ins)
}

/// The day in the demo company's zone.
fn today(clock: &Clock) -> Day {
    let zone = jiff::tz::TimeZone::get(demo::ZONE).unwrap_or(jiff::tz::TimeZone::UTC);
    let date = zone.to_datetime(clock.now().jiff()).date();
    Day::from_ymd(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs()).unwrap_or(Day::MIN)
}

/// The system's clock, or one that runs on from noon of a day.
fn clock(today: Option<&str>) -> Result<Clock> {
    let Some(text) = today else { return Ok(Clock::system()) };
    let bad = || Error::new(Kind::Invalid, "cli.bad_day").with("value", text);
    let day: Day = text.parse().map_err(|_| bad())?;
    let noon = Timestamp::parse(&format!("{day}T04:00:00Z")).ok_or_else(bad)?;
    Ok(Clock::running_from(noon))
}

/// Empties a folder that holds a demo; any other is left alone.
fn clear(folder: &Path) -> Result<()> {
    let holds_data = folder.join(place::DATABASE).exists();
    if holds_data && demo::marker(folder)?.is_none() {
        return Err(Error::new(Kind::Conflict, "cli.not_a_demo").with("folder", folder.display().to_string()));
    }
    let gone = |removed: std::io::Result<()>| match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::internal(error)),
        _ => Ok(()),
    };
    gone(std::fs::remove_dir_all(folder.join("files")))?;
    // The marker goes last: what is left when this is interrupted is still known as a demo's.
    for name in ["beichen.db-wal", "beichen.db-shm", place::DATABASE, SIGN_INS, demo::MARKER] {
        gone(std::fs::remove_file(folder.join(name)))?;
    }
    Ok(())
}
