//! `plan new`: a plan to begin with, from the templates of its kinds.

use std::path::Path;

use beichen_engine::plan::language::KINDS;
use beichen_engine::plan::template::{NewPlan, TemplateLanguage, new_plan};
use beichen_engine::plan::{Surroundings, read_plan};
use beichen_kernel::{Clock, Error, Kind, Locale, Result};
use serde_json::json;

use super::plan::tell_errors;
use super::{DONE, FOUND, write};
use crate::args::{New, Place};
use crate::print;

/// What messages call a plan that has no file.
const UNNAMED: &str = "plan.toml";

pub fn run(place: &Place, options: New) -> Result<u8> {
    let language = match place.locale() {
        Locale::ZhCn => TemplateLanguage::Chinese,
        Locale::EnUs => TemplateLanguage::English,
    };
    let year = options.year.unwrap_or_else(this_year);
    let wanted = NewPlan {
        kinds: &options.kinds,
        key: options.key.as_deref(),
        title: options.title.as_deref(),
        year: year.into(),
        language,
    };
    let text = new_plan(&wanted).map_err(|unknown| {
        Error::new(Kind::Invalid, "cli.no_such_kind").with("kind", unknown.0).with("kinds", KINDS.join(", "))
    })?;
    let reading = read_plan(&text, &Surroundings::default());
    if reading.plan.is_none() {
        tell_errors(place, options.out.as_deref().unwrap_or(Path::new(UNNAMED)), &reading.diagnostics);
        return Ok(FOUND);
    }
    put(place, options.out.as_deref(), &text)
}

fn put(place: &Place, file: Option<&Path>, text: &str) -> Result<u8> {
    match file {
        Some(file) if file.exists() => {
            return Err(Error::new(Kind::Conflict, "cli.file_there").with("file", file.display().to_string()));
        }
        Some(file) => {
            write(file, text.as_bytes())?;
            place.tell("plan_written", &json!({ "file": file.display().to_string() }));
        }
        None if place.json => print::json(&json!({ "text": text })),
        None => print::line(text.trim_end()),
    }
    Ok(DONE)
}

fn this_year() -> i16 {
    jiff::tz::TimeZone::UTC.to_datetime(Clock::system().now().jiff()).year()
}
