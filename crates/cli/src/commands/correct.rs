//! `correct`: corrections inside locked days, and the second person's decision on them.

use beichen_kernel::{Error, Kind, PageQuery, Result};
use beichen_people::api::{self as people, ApprovalFilter, ApprovalState};
use serde_json::json;
use strum::IntoEnumIterator as _;

use super::DONE;
use crate::args::{Correct, Place};
use crate::{actor, place, print};

/// The states of a correction, each with its words.
const STATES: [&str; 4] = ["pending", "approved", "rejected", "withdrawn"];

fn state_words(place: &Place, state: &str) -> String {
    let known = STATES.iter().find(|known| **known == state).copied().unwrap_or("pending");
    place.sentence(&format!("correction_state.{known}"), &json!({}))
}

/// A correction that waits no more, with its state in words.
fn decided(place: &Place, error: Error) -> Error {
    let state = error.params().get("state").and_then(|state| state.as_str()).map(str::to_owned);
    match state {
        Some(state) if error.code() == "people.approval.not_pending" => {
            Error::new(error.kind(), "cli.correction_decided").with("state", state_words(place, &state))
        }
        _ => error,
    }
}

pub async fn run(place: &Place, command: Correct) -> Result<u8> {
    match command {
        Correct::List { state, ids } => list(place, state, ids).await,
        Correct::Approve { id, password_stdin } => approve(place, &id, password_stdin).await,
    }
}

async fn list(place: &Place, state: Option<String>, ids: bool) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::reader(place, &opened.deps).await?;
    let state = state.map_or(Ok(ApprovalState::Pending), |word| {
        let known = ApprovalState::iter().map(|state| state.to_string()).collect::<Vec<_>>().join(", ");
        word.parse()
            .map_err(|_| Error::new(Kind::Invalid, "cli.no_such_state").with("state", word).with("known", known))
    })?;
    let filter = ApprovalFilter { state: Some(state), ..ApprovalFilter::default() };
    let mut page = PageQuery { limit: Some(200), after: None };
    let mut found = Vec::new();
    loop {
        let part = people::list_approvals(&ctx, &opened.deps.db, &filter, &page).await?;
        found.extend(part.items);
        if part.next.is_none() {
            break;
        }
        page.after = part.next;
    }
    for one in found {
        if place.json {
            print::json(&one);
        } else if ids {
            print::line(&one.id.to_string());
        } else {
            let values = json!({
                "id": one.id, "summary": one.summary, "reason": one.reason, "by": one.requested_by_name,
                "label": one.label, "state": state_words(place, &one.state),
            });
            print::line(&place.sentence("correction", &values));
        }
    }
    Ok(DONE)
}

async fn approve(place: &Place, id: &str, password_stdin: bool) -> Result<u8> {
    let opened = place::open(place).await?;
    let ctx = actor::publisher(place, &opened.deps, password_stdin).await?;
    let kinds = beichen_server::corrections();
    let id = id.parse().map_err(|_| Error::new(Kind::Invalid, "cli.no_such_correction").with("id", id))?;
    let done = people::approve(&ctx, &opened.deps, &kinds, id).await.map_err(|error| decided(place, error))?;
    beichen_server::jobs::work_off(&opened.deps).await?;
    place.tell("correction_approved", &json!({ "id": done.id, "summary": done.summary }));
    Ok(DONE)
}
