//! What a cell says: people's shares, tags, codes made for rows without one, and refusals at their columns.

use std::collections::HashSet;

use beichen_engine::rate::Rate;
use beichen_kernel::{BatchId, Error};
use beichen_sheets::{CellError, Checked, ParsedRow, Verdict};

use crate::customer::model::Origin;
use crate::order::model::OrderError;

beichen_kernel::errors! {
    /// Why a whole file is refused.
    pub enum ImportError in "customers.import" {
        RefundsAbovePayment { value: String } = "refunds_above_payment" => Conflict,
        RefundBeforePayment { value: String } = "refund_before_payment" => Conflict,
        OrderCancelledSince { value: String } = "order_cancelled_since" => Conflict,
        SplitLockedSince { value: String, label: String, from: String, to: String } = "split_locked_since" => Conflict,
    }
}

/// What stands beside a cell or row, without being a refusal of a model.
pub const CODES: &[&str] = &[
    CUSTOMER_CREATED,
    ROW_IS_IDENTITY,
    PAYMENT_UNMATCHED,
    STANDS_AGAIN,
    NOT_A_SPLIT,
    ROWS_DIFFER,
    OTHER_ROW_FAILED,
    SPLIT_LOCKED,
];

/// A customer that nobody knows yet will be taken in.
pub const CUSTOMER_CREATED: &str = "customers.import.customer_created";
/// Without a code, a changed row will be a new one.
pub const ROW_IS_IDENTITY: &str = "customers.import.row_is_identity";
/// No order is named: it counts for nobody yet.
pub const PAYMENT_UNMATCHED: &str = "customers.import.payment_unmatched";
/// It was cancelled when its import was undone, and stands again.
pub const STANDS_AGAIN: &str = "customers.import.stands_again";
/// A split is written `zhang 70%, li 30%`.
pub const NOT_A_SPLIT: &str = "customers.import.not_a_split";
/// Two rows of one order say different things about the order.
pub const ROWS_DIFFER: &str = "customers.import.rows_differ";
/// An order is taken with all its lines or not at all.
pub const OTHER_ROW_FAILED: &str = "customers.import.other_row_failed";

/// The row shares an order otherwise on days that a locked run covers.
pub const SPLIT_LOCKED: &str = "customers.import.split_locked";

/// Shares as people write them: `zhang 70%, li 30%`; between them a comma, a semicolon or a line end, in either width,
/// and between person and share a space, a colon or an equals sign.
pub fn shares(text: &str) -> Result<Vec<(String, Rate)>, CellError> {
    let mut shares = Vec::new();
    let parts = text.split([',', ';', '，', '；', '、', '\n', '|']);
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let refused = || CellError::new("split", NOT_A_SPLIT).with("value", part);
        let (person, share) = part.rsplit_once([' ', '\t', '\u{3000}', ':', '：', '=']).ok_or_else(refused)?;
        let share = share.trim();
        let rate = beichen_sheets::cell::rate(share)
            .map_err(|_| CellError::of("split", &OrderError::NotAShare { value: share.to_owned() }.into()))?;
        let person = person.trim().trim_end_matches([':', '：', '=']).trim();
        if person.is_empty() {
            return Err(refused());
        }
        shares.push((person.to_owned(), rate));
    }
    Ok(shares)
}

/// Tags as people write them: `retail, key account`.
pub fn tags(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '，', '；', '、', '|']);
    parts.map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// The imports that were undone. What they made was cancelled with them, and stands again when another file brings it:
/// nobody cancelled it for its own sake.
#[derive(Debug, Default)]
pub struct Undone(HashSet<BatchId>);

impl Undone {
    pub const fn of(batches: HashSet<BatchId>) -> Self {
        Self(batches)
    }

    /// Whether a document stands again.
    pub fn revives(&self, is_cancelled: bool, origin: Option<Origin>) -> bool {
        is_cancelled && origin.is_some_and(|origin| self.0.contains(&origin.batch))
    }
}

/// The code of a row: its own, else one made of what it says and of its place among equal rows.
pub fn code_of(row: &ParsedRow) -> String {
    match row.text("code") {
        Some(code) => code.to_owned(),
        None => format!("row-{}-{}", row.hash.get(..24).unwrap_or(&row.hash), row.repeat),
    }
}

/// What is said about a row.
pub fn checked_of(row: u32, outcome: Result<Verdict, Vec<CellError>>, notes: Vec<CellError>) -> Checked {
    match outcome {
        Ok(verdict) => Checked { verdict, notes, ..Checked::failed_at(row, Vec::new()) },
        Err(errors) => Checked::failed_at(row, errors),
    }
}

/// A refusal of a model, each part at the column that it is about.
pub fn at_columns(error: &Error) -> Vec<CellError> {
    if error.fields().is_empty() {
        return vec![CellError::of("code", error)];
    }
    let at = |path: &str| match path.rsplit('.').next() {
        Some("splits") => "split".to_owned(),
        Some("lines") | None => "net".to_owned(),
        Some(column) => column.trim_end_matches("_id").to_owned(),
    };
    let cell = |field: &beichen_kernel::FieldError| CellError {
        column: at(&field.path),
        code: field.code.clone(),
        params: field.params.clone(),
    };
    error.fields().iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn read(text: &str) -> Vec<(String, i64)> {
        shares(text).unwrap().into_iter().map(|(person, share)| (person, share.ppm())).collect()
    }

    #[test]
    fn shares_are_read_as_people_write_them() {
        let both = vec![("zhang".to_owned(), 700_000), ("li".to_owned(), 300_000)];
        for text in
            ["zhang 70%, li 30%", "zhang:70%；li：30%", "zhang=0.7|li=0.3", "zhang　70%、li 30%", "zhang: 70%\nli: 30%"]
        {
            assert_eq!(read(text), both, "{text}");
        }
        assert_eq!(read("anna li 100%"), vec![("anna li".to_owned(), 1_000_000)]);
        assert_eq!(shares("zhang70%").unwrap_err().code, NOT_A_SPLIT);
        assert_eq!(shares("zhang 70x").unwrap_err().code, "customers.order.not_a_share");
    }

    #[test]
    fn tags_are_cut_at_commas_of_every_width() {
        assert_eq!(tags("retail, key account；east，"), ["retail", "key account", "east"]);
    }
}
