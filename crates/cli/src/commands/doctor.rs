//! `doctor`: looks whether everything is in order, says what is not and what to do about it, on one screen.

use beichen_kernel::Result;

use super::looks::{self, Look, Severity};
use super::{DONE, FOUND};
use crate::args::Place;
use crate::{place, print};

/// Organisations whose sound looks are each printed; of more only what is not in order.
const EACH: usize = 3;

pub async fn run(place: &Place) -> Result<u8> {
    let looks = match place::open_as_it_is(place).await {
        Ok(opened) => looks::all(&opened.deps).await?,
        // Its own file is refused by name where it is missing; a server somewhere else may only be silent for now.
        Err(error) if place.database.is_some() => {
            tracing::warn!(%error, "the database does not answer");
            vec![Look::silent()]
        }
        Err(error) => return Err(error),
    };
    if place.json {
        print::json(&looks);
    } else {
        show(place, &looks);
    }
    Ok(if looks.iter().any(|look| look.severity == Severity::Fault) { FOUND } else { DONE })
}

fn show(place: &Place, looks: &[Look]) {
    let organisations = looks.iter().filter(|look| look.what == "chain" || look.what == "chain_broken").count();
    let is_shown = |look: &&Look| organisations <= EACH || !look.of_organisation || look.severity != Severity::Sound;
    for look in looks.iter().filter(is_shown) {
        print::line(&look.line(place));
        if let Some(advice) = look.advice {
            print::line(&format!("  → {}", place.sentence(&format!("doctor.{advice}"), &look.found)));
        }
    }
    if organisations > EACH {
        print::line(&Look::organisations(organisations).line(place));
    }
}
