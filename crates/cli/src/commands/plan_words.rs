//! `plan explain` and `plan diff`: what a plan says, and what two plans say differently, in sentences.

use std::path::Path;

use beichen_engine::plan::prose::{self, Prose, Voice};
use beichen_engine::plan::{Surroundings, read_plan};
use beichen_incentives::api as incentives;
use beichen_kernel::Result;
use serde_json::json;

use super::plan::tell_errors;
use super::{DONE, FOUND, read};
use crate::args::Place;
use crate::print;

pub fn explain(place: &Place, file: &Path) -> Result<u8> {
    let Some(plan) = prose_of(place, file, &read(file)?) else { return Ok(FOUND) };
    if place.json {
        print::json(&plan);
        return Ok(DONE);
    }
    let words = incentives::plan_catalogue(place.locale());
    for (index, line) in Voice::new(&words, &plan).lines(&plan).iter().enumerate() {
        if line.depth == 0 && index > 0 {
            print::line("");
        }
        print::line(&line.indented(3));
    }
    Ok(DONE)
}

pub fn diff(place: &Place, old: &Path, new: &Path) -> Result<u8> {
    let (before, after) = (read(old)?, read(new)?);
    let (was, is) = (prose_of(place, old, &before), prose_of(place, new, &after));
    let (Some(was), Some(is)) = (was, is) else { return Ok(FOUND) };
    let found = prose::differences(&was, &is);
    let is_same_text = before == after;
    if place.json {
        print::json(&json!({ "same_text": is_same_text, "differences": found }));
        return Ok(DONE);
    }
    if found.is_empty() {
        let same = if is_same_text {
            place.sentence("plan_same_text", &json!({}))
        } else {
            place.sentence("plan_same", &json!({}))
        };
        print::line(&same);
    }
    let words = incentives::plan_catalogue(place.locale());
    let voice = Voice::new(&words, &is);
    for line in found.iter().flat_map(|one| voice.difference(one)) {
        print::line(&line.indented(2));
    }
    Ok(DONE)
}

/// The sentences of a text; nothing, once its errors are told, where it is no plan.
fn prose_of(place: &Place, file: &Path, text: &str) -> Option<Prose> {
    let reading = read_plan(text, &Surroundings::default());
    if reading.plan.is_none() {
        tell_errors(place, file, &reading.diagnostics);
    }
    reading.plan.as_ref().map(prose::explain)
}
