//! `plan check` and `plan fmt`: plan texts, without an organisation.

use beichen_engine::calendar::Calendar;
use beichen_engine::check::check;
use beichen_engine::plan::{Diagnostic, Severity, Surroundings, format_plan, read_plan};
use beichen_engine::workdays::Workdays;
use beichen_kernel::{Locale, Result, words};
use serde_json::{Value, json};
use std::path::Path;

use super::{DONE, FOUND, locale, read, write};
use crate::args::{Place, Plan};
use crate::print;

pub fn run(place: &Place, command: Plan) -> Result<u8> {
    match command {
        Plan::Check { file, deny_warnings } => check_file(place, &file, deny_warnings),
        Plan::Fmt { file, check } => format_file(place, &file, check),
    }
}

/// One line of a check.
struct Line {
    code: String,
    severity: Severity,
    at: (u32, u32),
    params: Vec<(String, Value)>,
    fix: String,
    accepted: Option<String>,
}

fn check_file(place: &Place, file: &Path, deny_warnings: bool) -> Result<u8> {
    let reading = read_plan(&read(file)?, &Surroundings::default());
    let mut lines: Vec<Line> = reading.diagnostics.iter().map(of_diagnostic).collect();
    if let Some(plan) = &reading.plan {
        // Examples and bounds are reckoned in natural months; a calendar of the organisation's own is not at hand here.
        let found = check(plan, &Calendar::natural(), &Workdays::mainland_china());
        let own_calendar = plan.calendar != beichen_engine::plan::model::NATURAL_CALENDAR;
        lines.extend(found.into_iter().filter(|one| !(own_calendar && one.word() == "period_missing")).map(|one| {
            Line {
                code: one.code.to_owned(),
                severity: one.severity,
                at: (one.line, one.column),
                params: one
                    .params
                    .iter()
                    .map(|(&name, value)| (name.to_owned(), json!(value)))
                    .chain([("place".to_owned(), json!(one.place))])
                    .collect(),
                fix: one.fix.clone(),
                accepted: one.accepted.clone(),
            }
        }));
    }
    tell(place, file, &lines);
    let errors = lines.iter().any(|line| line.severity == Severity::Error);
    let warnings = lines.iter().any(|line| line.severity == Severity::Warning && line.accepted.is_none());
    Ok(if errors || (deny_warnings && warnings) { FOUND } else { DONE })
}

fn of_diagnostic(found: &Diagnostic) -> Line {
    Line {
        code: found.code.to_owned(),
        severity: found.severity,
        at: (found.line, found.column),
        params: found.params.iter().map(|(&name, value)| (name.to_owned(), json!(value))).collect(),
        fix: found.fix.clone(),
        accepted: None,
    }
}

fn tell(place: &Place, file: &Path, lines: &[Line]) {
    if place.json {
        let lines: Vec<Value> = lines.iter().map(Line::json).collect();
        print::json(&json!({ "file": file.display().to_string(), "findings": lines }));
        return;
    }
    for line in lines {
        print::line(&line.words(file, locale(place)));
    }
}

impl Line {
    fn json(&self) -> Value {
        json!({
            "code": self.code, "severity": self.severity, "line": self.at.0, "column": self.at.1,
            "params": self.params.iter().cloned().collect::<serde_json::Map<String, Value>>(),
            "fix": self.fix, "accepted": self.accepted,
        })
    }

    fn words(&self, file: &Path, locale: Locale) -> String {
        let sentence =
            words::of_code(locale, &self.code, self.params.iter().map(|(name, value)| (name.as_str(), value)));
        let severity = match (self.severity, &self.accepted) {
            (Severity::Error, _) => "error",
            (Severity::Warning, None) => "warning",
            (Severity::Warning, Some(_)) => "accepted",
        };
        let fix = if self.fix.is_empty() { String::new() } else { format!("  → {}", self.fix) };
        format!("{}:{}:{} {severity} {sentence}{fix}", file.display(), self.at.0, self.at.1)
    }
}

fn format_file(place: &Place, file: &Path, only_check: bool) -> Result<u8> {
    let text = read(file)?;
    let formatted = match format_plan(&text) {
        Ok(formatted) => formatted,
        Err(errors) => {
            tell(place, file, &errors.iter().map(of_diagnostic).collect::<Vec<_>>());
            return Ok(FOUND);
        }
    };
    if formatted == text {
        return Ok(DONE);
    }
    if only_check {
        print::line(&format!("{}: 还不是规范格式 / is not in canonical form", file.display()));
        return Ok(FOUND);
    }
    write(file, formatted.as_bytes())?;
    Ok(DONE)
}
