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
        print::line(&place.sentence("verify.finding", &json!({ "subject": subject, "outcome": outcome })));
    }
    print::line(&place.sentence(
        match verdict.word() {
            Word::True => "verify.all_true",
            Word::Differs => "verify.not_true",
            Word::InputsNotIncluded => "verify.partly_true",
        },
        &values,
    ));
    print::line(&place.sentence("verify.chain", &values));
}

fn subject(place: &Place, subject: &Subject) -> String {
    let key = match subject {
        Subject::File => "verify.file",
        Subject::Plan { .. } => "verify.plan",
        Subject::Figures { .. } => "verify.figures",
        Subject::Line { .. } => "verify.line",
        Subject::Adjustment { is_flag: false, .. } => "verify.adjustment",
        Subject::Adjustment { is_flag: true, .. } => "verify.flag",
        Subject::Total => "verify.total",
    };
    place.sentence(key, &json!(subject))
}

fn outcome(place: &Place, finding: &Finding, currency: Option<Currency>) -> String {
    match &finding.outcome {
        Outcome::True => place.sentence("verify.is_true", &json!({})),
        Outcome::Changed => place.sentence("verify.changed", &json!({})),
        Outcome::InputsNotIncluded => place.sentence("verify.not_included", &json!({})),
        Outcome::NotCalculable { problem } => place.sentence("verify.not_calculable", &json!({ "problem": problem })),
        Outcome::Differs { stated_minor, calculated_minor } if stated_minor == calculated_minor => {
            place.sentence("verify.steps_differ", &json!({ "stated": amount(*stated_minor, currency) }))
        }
        Outcome::Differs { stated_minor, calculated_minor } => place.sentence(
            "verify.differs",
            &json!({ "stated": amount(*stated_minor, currency), "calculated": amount(*calculated_minor, currency) }),
        ),
    }
}

/// In whole units; `–` where there is none.
fn amount(minor: Option<i64>, currency: Option<Currency>) -> Value {
    let digits = currency.map_or(0, Currency::minor_digits);
    minor.map_or_else(|| json!("–"), |minor| json!(decimal::format(minor, digits)))
}
