//! What rows say about one order: a row is an order with one line, or one of several lines.

use std::collections::HashMap;

use beichen_engine::day::Day;
use beichen_kernel::{Ctx, MemberId, Version};
use beichen_sheets::{Batch, CellError, ParsedRow};
use serde_json::Value;

use super::model::{self, ROWS_DIFFER};
use super::reference::Reference;
use crate::customer::model::CustomerId;
use crate::order::model::{Line, Order, OrderError, Split, Terms};
use crate::product::model::ProductId;

/// One sound row of the sheet; what its cells leave empty is absent.
#[derive(Debug, Clone)]
pub struct OrderRow {
    pub number: u32,
    pub code: String,
    pub customer: String,
    pub customer_name: Option<String>,
    owner: Option<MemberId>,
    splits: Option<Vec<Split>>,
    signed_on: Day,
    due_on: Option<Day>,
    fields: Vec<(String, Value)>,
    product: Option<ProductId>,
    quantity: Option<i64>,
    net_minor: i64,
    gross_minor: Option<i64>,
    unit_cost_minor: Option<i64>,
}

/// The rows of one order, in the order of the file.
#[derive(Debug, Clone)]
pub struct Draft {
    pub first: OrderRow,
    pub more: Vec<OrderRow>,
}

impl OrderRow {
    /// Reads a row; the refusals name their columns.
    pub fn read(ctx: &Ctx, batch: &Batch, reference: &Reference, row: &ParsedRow) -> Result<Self, Vec<CellError>> {
        let mut errors = Vec::new();
        let (Some(code), Some(customer), Some(signed_on), Some(net_minor)) =
            (row.text("code"), row.text("customer"), row.day("signed_on"), row.minor("net"))
        else {
            // `sheets` lets no row pass whose required cells are empty.
            return Err(vec![CellError::new("", "sheets.cell.required")]);
        };
        let currency = ctx.currency();
        let reporting = currency.code();
        if let Some(currency) = row.text("currency").filter(|currency| !currency.eq_ignore_ascii_case(reporting)) {
            let error = OrderError::ForeignCurrency { currency: currency.to_owned(), reporting: reporting.to_owned() };
            errors.push(CellError::of("currency", &error.into()));
        }
        let read = Self {
            number: row.number,
            code: code.to_owned(),
            customer: customer.to_owned(),
            customer_name: row.text("customer_name").map(str::to_owned),
            owner: reference.owner(row, &mut errors),
            splits: row.text("split").map(|text| splits(reference, text, &mut errors)),
            signed_on,
            due_on: row.day("due_on"),
            fields: reference.values(ctx, batch, row, &mut errors),
            product: reference.product(row, &mut errors).map(|product| product.id),
            quantity: row.number("quantity"),
            net_minor,
            gross_minor: row.minor("gross"),
            unit_cost_minor: row.minor("unit_cost"),
        };
        if errors.is_empty() { Ok(read) } else { Err(errors) }
    }

    /// The line that this row is; what it leaves empty stays as `before` says.
    fn line(&self, ctx: &Ctx, before: Option<&Line>) -> Line {
        let kept_gross = before.filter(|line| line.net_minor == self.net_minor).map(|line| line.gross_minor);
        Line {
            id: before.map_or_else(|| ctx.new_id(), |line| line.id),
            product: self.product.or(before.and_then(|line| line.product)),
            quantity: self.quantity.or(before.map(|line| line.quantity)).unwrap_or(1),
            net_minor: self.net_minor,
            gross_minor: self.gross_minor.or(kept_gross).unwrap_or(self.net_minor),
            unit_cost_minor: self.unit_cost_minor.or(before.and_then(|line| line.unit_cost_minor)),
        }
    }

    /// Whether the row speaks of the order's sums only.
    fn is_header(&self) -> bool {
        self.product.is_none() && self.quantity.is_none() && self.unit_cost_minor.is_none()
    }
}

fn splits(reference: &Reference, text: &str, errors: &mut Vec<CellError>) -> Vec<Split> {
    let shares = model::shares(text).unwrap_or_else(|error| {
        errors.push(error);
        Vec::new()
    });
    let mut splits = Vec::with_capacity(shares.len());
    for (person, share) in shares {
        match reference.person("split", &person) {
            Ok(member) => splits.push(Split { member, share }),
            Err(error) => errors.push(error),
        }
    }
    splits
}

impl Draft {
    pub fn of(first: OrderRow) -> Self {
        Self { first, more: Vec::new() }
    }

    pub fn rows(&self) -> impl Iterator<Item = &OrderRow> {
        std::iter::once(&self.first).chain(&self.more)
    }

    pub fn numbers(&self) -> Vec<u32> {
        self.rows().map(|row| row.number).collect()
    }

    /// The order as the rows want it, or what is wrong with it.
    pub fn order(&self, ctx: &Ctx, customer: CustomerId, before: Option<&Order>) -> Result<Order, Vec<CellError>> {
        let mut terms = before.map_or_else(|| self.fresh_terms(ctx), |order| order.terms.clone());
        terms.signed_on = self.first.signed_on;
        terms.owner = self.said(|row| row.owner, "owner")?.or(terms.owner);
        terms.due_on = self.said(|row| row.due_on, "due_on")?.or(terms.due_on);
        terms.splits = self.said(|row| row.splits.clone(), "split")?.unwrap_or(terms.splits);
        self.said(|row| Some(row.signed_on), "signed_on")?;
        self.said(|row| Some(row.customer.clone()), "customer")?;
        terms.fields.extend(self.rows().flat_map(|row| row.fields.iter().cloned()));
        terms.lines = self.lines(ctx, &terms);
        let mut order = before.cloned().unwrap_or_else(|| Order {
            id: ctx.new_id(),
            version: Version::FIRST,
            code: self.first.code.clone(),
            customer,
            cancelled: false,
            terms: terms.clone(),
            place: 0,
            origin: None,
        });
        if before.is_some() && order.customer == customer && order.terms == terms {
            return Ok(order);
        }
        order.edit(terms, ctx.currency()).map_err(|error| model::at_columns(&error))?;
        order.customer = customer;
        Ok(order)
    }

    fn fresh_terms(&self, ctx: &Ctx) -> Terms {
        Terms {
            owner: None,
            signed_on: self.first.signed_on,
            due_on: None,
            currency: ctx.currency(),
            lines: Vec::new(),
            splits: Vec::new(),
            fields: std::collections::BTreeMap::new(),
        }
    }

    /// Lines go on by their place. A row with nothing but the sums of an order that has several lines leaves those.
    fn lines(&self, ctx: &Ctx, before: &Terms) -> Vec<Line> {
        let sums_stand = before.net_minor() == Some(self.first.net_minor)
            && self.first.gross_minor.is_none_or(|gross| before.gross_minor() == Some(gross));
        if self.more.is_empty() && before.lines.len() > 1 && self.first.is_header() && sums_stand {
            return before.lines.clone();
        }
        self.rows().enumerate().map(|(place, row)| row.line(ctx, before.lines.get(place))).collect()
    }

    /// What the rows say about the order as a whole: the same wherever they say it.
    fn said<T: PartialEq>(
        &self,
        of: impl Fn(&OrderRow) -> Option<T>,
        column: &str,
    ) -> Result<Option<T>, Vec<CellError>> {
        let mut said: Option<(u32, T)> = None;
        for row in self.rows() {
            match (&said, of(row)) {
                (None, Some(value)) => said = Some((row.number, value)),
                (Some((first, known)), Some(value)) if *known != value => {
                    return Err(vec![
                        CellError::new(column, ROWS_DIFFER).with("first", *first).with("row", row.number),
                    ]);
                }
                _ => {}
            }
        }
        Ok(said.map(|(_, value)| value))
    }
}

/// Orders whose rows are still coming, and those that cannot be because one of their rows cannot.
#[derive(Debug, Default)]
pub struct Waiting {
    pub drafts: Vec<Draft>,
    places: HashMap<String, usize>,
    pub failed: HashMap<String, u32>,
}

impl Waiting {
    pub fn add(&mut self, row: OrderRow) {
        if let Some(draft) = self.places.get(&row.code).and_then(|&place| self.drafts.get_mut(place)) {
            draft.more.push(row);
            return;
        }
        self.places.insert(row.code.clone(), self.drafts.len());
        self.drafts.push(Draft::of(row));
    }

    pub fn fail(&mut self, code: &str, row: u32) {
        self.failed.entry(code.to_owned()).or_insert(row);
    }
}
