//! For which organisation a command works, and on whose behalf.

use std::io::Read;
use std::sync::Arc;

use beichen_kernel::{Ctx, Error, Kind, LoginId, Organisation, Result};
use beichen_people::api as people;
use beichen_store::Deps;

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
    let organisation = organisation(place, deps).await?;
    Ok(Ctx::system(organisation, JOB, None, deps.clock.now()))
}

/// For writing: once an administrator exists, somebody stands for it.
pub async fn writer(place: &Place, deps: &Deps) -> Result<Ctx> {
    let reader = reader(place, deps).await?;
    let login = match &place.login {
        Some(name) => Some(known(deps, name).await?),
        None => {
            let tx = deps.db.read(&reader).await?;
            if people::has_administrator(&tx).await? {
                return Err(Error::new(Kind::Forbidden, "cli.as_whom"));
            }
            None
        }
    };
    Ok(Ctx::system(Arc::clone(&reader.organisation), JOB, login, deps.clock.now()))
}

/// As [`writer`], for publishing: the person's password is asked for too.
pub async fn publisher(place: &Place, deps: &Deps, password_stdin: bool) -> Result<Ctx> {
    let ctx = writer(place, deps).await?;
    if let Some(name) = &place.login {
        people::verify_password(&deps.db, &deps.clock, name, &password(password_stdin)?).await?;
    }
    Ok(ctx)
}

async fn known(deps: &Deps, name: &str) -> Result<LoginId> {
    let found = people::find_login(&deps.db, name).await?;
    found.ok_or_else(|| Error::new(Kind::Invalid, "cli.unknown_login").with("login", name))
}

/// A password, from standard input or asked for without showing it.
pub fn password(from_stdin: bool) -> Result<String> {
    if from_stdin {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(Error::internal)?;
        return Ok(text.trim_end_matches(['\n', '\r']).to_owned());
    }
    rpassword::prompt_password("密码 / password: ").map_err(Error::internal)
}
