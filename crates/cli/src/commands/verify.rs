//! `verify`: a receipt calculated again, from nothing but the file.

use std::path::Path;

use beichen_engine::decimal;
use beichen_engine::money::Currency;
use beichen_engine::receipt::{FORMAT, Finding, Outcome, Receipt, ReceiptError, Subject, Verdict, Word, verify_bytes};
use beichen_kernel::{Error, Kind, words};
use serde_json::{Value, json};

use super::{DONE, FOUND};
use crate::args::Place;
use crate::print;

/// The file is no receipt that can be read.
const NO_RECEIPT: u8 = 4;

pub fn run(place: &Place, file: &Path) -> u8 {
    match read(file) {
        Ok((receipt, verdict)) => {
            tell(place, file, &receipt, &verdict);
            if verdict.word() == Word::Differs { FOUND } else { DONE }
        }
        Err(error) => {
            for line in words::of_error(place.locale(), &error) {
                print::complain(&line);
            }
            NO_RECEIPT
        }
    }
}

fn read(file: &Path) -> Result<(Receipt, Verdict), Error> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file)
        .map_err(|error| Error::new(Kind::Invalid, "cli.cannot_read").with("file", name.clone()).caused_by(error))?;
    verify_bytes(&bytes).map_err(|error| match error {
        ReceiptError::Unreadable { line, column, problem } => Error::new(Kind::Invalid, "cli.no_receipt")
            .with("file", name)
            .with("line", line)
            .with("column", column)
            .with("problem", problem),
        ReceiptError::Format(format) => Error::new(Kind::Invalid, "cli.receipt_format")
            .with("file", name)
            .with("format", format)
            .with("known", FORMAT),
    })
}

fn tell(place: &Place, file: &Path, receipt: &Receipt, verdict: &Verdict) {
    let plan = receipt.plan();
    let currency = plan.as_ref().map(|plan| plan.currency);
    let values = json!({
        "file": file.display().to_string(),
        "verdict": verdict.word(),
        "person": receipt.person.code,
        "plan": plan.map(|plan| plan.key),
        "period": receipt.open.inputs.period.name,
        "total": amount(Some(receipt.settled.payable_minor), currency),
        "currency": currency,
        "run": receipt.chain.run,
        "previous_run": receipt.chain.previous_run,
        "audit_head": receipt.chain.audit_head,
        "findings": verdict.findings,
    });
    if place.json {
        print::json(&values);
        return;
    }
    for finding in verdict.findings.iter().filter(|finding| finding.outcome != Outcome::True) {
        let subject = subject(place, &finding.subject);
        let outcome = outcome(place, finding, currency);
        print::line(&say(place, "finding", &json!({ "subject": subject, "outcome": outcome })));
    }
    print::line(&say(
        place,
        match verdict.word() {
            Word::True => "all_true",
            Word::Differs => "not_true",
            Word::InputsNotIncluded => "partly_true",
        },
        &values,
    ));
    print::line(&say(place, "chain", &values));
}

/// A sentence of `cli.lines.verify`.
fn say(place: &Place, key: &str, values: &Value) -> String {
    place.sentence(&format!("verify.{key}"), values)
}

fn subject(place: &Place, subject: &Subject) -> String {
    let key = match subject {
        Subject::File => "file",
        Subject::Plan { .. } => "plan",
        Subject::Figures { .. } => "figures",
        Subject::Line { .. } => "line",
        Subject::Adjustment { is_flag: false, .. } => "adjustment",
        Subject::Adjustment { is_flag: true, .. } => "flag",
        Subject::Total => "total",
    };
    say(place, key, &json!(subject))
}

fn outcome(place: &Place, finding: &Finding, currency: Option<Currency>) -> String {
    match &finding.outcome {
        Outcome::True => say(place, "is_true", &json!({})),
        Outcome::Changed => say(place, "changed", &json!({})),
        Outcome::OwnRowDiffers => say(place, "own_row_differs", &json!({})),
        Outcome::InputsNotIncluded => say(place, "not_included", &json!({})),
        Outcome::NotCalculable { problem } => say(place, "not_calculable", &json!({ "problem": problem })),
        Outcome::Differs { stated_minor, calculated_minor } if stated_minor == calculated_minor => {
            say(place, "steps_differ", &json!({ "stated": amount(*stated_minor, currency) }))
        }
        Outcome::Differs { stated_minor, calculated_minor } => say(
            place,
            "differs",
            &json!({ "stated": amount(*stated_minor, currency), "calculated": amount(*calculated_minor, currency) }),
        ),
    }
}

/// In whole units; `–` where there is none.
fn amount(minor: Option<i64>, currency: Option<Currency>) -> Value {
    let digits = currency.map_or(0, Currency::minor_digits);
    minor.map_or_else(|| json!("–"), |minor| json!(decimal::format(minor, digits)))
}
