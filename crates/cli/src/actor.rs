//! For which organisation a command works, and on whose behalf.

use std::io::Read;
use std::sync::Arc;

use beichen_kernel::{Ctx, Error, Kind, LoginId, Organisation, Result};
use beichen_people::api as people;
use beichen_store::Deps;
use serde_json::json;

use crate::args::Place;

/// The name of the job in the audit chain.
const JOB: &str = "cli";

/// The one organisation, or the one that `--org` names.
pub async fn organisation(place: &Place, deps: &Deps) -> Result<Arc<Organisation>> {
    let all = people::organisations(&deps.db).await?;
    let named = |one: &&Arc<Organisation>| {
        place.org.as_ref().is_none_or(|name| one.name == *name || one.id.to_string() == *name)
    };
    let mut found = all.iter().filter(named);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(Arc::clone(one)),
        (None, _) if all.is_empty() => Err(Error::new(Kind::Invalid, "cli.no_organisation")),
        _ => {
            let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
            Err(Error::new(Kind::Invalid, "cli.which_organisation").with("names", names.join(", ")))
        }
    }
}

/// For reading: whoever may read the folder may read what is in it.
pub async fn reader(place: &Place, deps: &Deps) -> Result<Ctx> {
    Ok(system(place, organisation(place, deps).await?, deps, None))
}

/// For writing: once an administrator exists, somebody of the organisation stands for it.
pub async fn writer(place: &Place, deps: &Deps) -> Result<Ctx> {
    let reader = reader(place, deps).await?;
    let Some(name) = &place.acting else {
        must_lack_administrator(&reader, deps).await?;
        return Ok(reader);
    };
    let found = people::find_login(&deps.db, name).await?;
    let login = found.ok_or_else(|| Error::new(Kind::Invalid, "cli.unknown_login").with("login", name.clone()))?;
    // Refuses whoever is of another organisation, or has left.
    people::context_of_login(&reader, &deps.db, &deps.clock, login).await?;
    Ok(system(place, reader.organisation, deps, Some(login)))
}

/// For publishing: the person does it, with the own password and the own rights.
pub async fn publisher(place: &Place, deps: &Deps, password_stdin: bool) -> Result<Ctx> {
    let Some(name) = &place.acting else { return writer(place, deps).await };
    let reader = reader(place, deps).await?;
    let password = password(place, password_stdin)?;
    let login = people::verify_password(&deps.db, &deps.clock, name, &password).await?;
    people::context_of_login(&reader, &deps.db, &deps.clock, login).await
}

fn system(place: &Place, organisation: Arc<Organisation>, deps: &Deps, login: Option<LoginId>) -> Ctx {
    let mut ctx = Ctx::system(organisation, JOB, login, deps.clock.now());
    ctx.locale = place.locale();
    ctx
}

async fn must_lack_administrator(ctx: &Ctx, deps: &Deps) -> Result<()> {
    let tx = deps.db.read(ctx).await?;
    if people::has_administrator(&tx).await? { Err(Error::new(Kind::Forbidden, "cli.as_whom")) } else { Ok(()) }
}

/// A password, from standard input or asked for without showing it.
pub fn password(place: &Place, from_stdin: bool) -> Result<String> {
    if from_stdin {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(Error::internal)?;
        return Ok(text.trim_end_matches(['\n', '\r']).to_owned());
    }
    rpassword::prompt_password(place.sentence("password", &json!({})))
        .map_err(|error| Error::new(Kind::Invalid, "cli.no_terminal").caused_by(error))
}
