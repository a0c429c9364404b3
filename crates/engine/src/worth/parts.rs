//! Cuts documents into parts: one per line and payee, before the measure acts on them.

use super::{Crediting, CustomerFirsts, Part};
use crate::credit::{CreditError, CreditException, CreditExceptionReason};
use crate::day::Day;
use crate::document::{DocumentView, Entry, Fields, Order, OrderLine, Payee, Payment, ProductFacts, Recorded};
use crate::ids::{DocumentId, LineId};
use crate::measure::{AmountBasis, Measure, MeasureDay, MeasureOf};
use crate::spread::{OrderAccount, PaymentSpread, Spread, SpreadPart, by_share};

static NO_PRODUCT: ProductFacts = ProductFacts { code: String::new(), family: String::new(), fields: Fields::new() };

/// Parts and what could not become one.
#[derive(Default)]
pub(super) struct Listed<'a> {
    pub parts: Vec<Part<'a>>,
    pub exceptions: Vec<CreditException>,
}

/// What all parts of one document share.
#[derive(Clone, Copy)]
struct Source<'a> {
    document: DocumentId,
    day: Day,
    recorded: Recorded,
    payees: &'a [Payee],
    facts: DocumentView<'a>,
}

impl<'a> Listed<'a> {
    fn except(&mut self, document: DocumentId, line: Option<LineId>, reason: CreditExceptionReason) {
        self.exceptions.push(CreditException { document, line, reason });
    }

    fn no_payee(&mut self, source: &Source<'_>) -> bool {
        if source.payees.is_empty() {
            self.except(source.document, None, CreditExceptionReason::NoPayee);
        }
        source.payees.is_empty()
    }

    /// Divides one amount among the payees.
    fn divide(&mut self, source: &Source<'a>, line: Option<&'a OrderLine>, amount: i64) -> Result<(), CreditError> {
        let facts = line.map_or(source.facts, |line| DocumentView { product: &line.product, ..source.facts });
        let amounts = by_share(amount, source.payees)?;
        for (payee, amount) in source.payees.iter().zip(amounts) {
            self.parts.push(Part {
                document: source.document,
                takes_back: None,
                line: line.map(|line| line.id),
                person: payee.person,
                day: source.day,
                amount,
                recorded: source.recorded,
                facts,
            });
        }
        Ok(())
    }
}

pub(super) fn of_entry<'a>(entry: &'a Entry, listed: &mut Listed<'a>) -> Result<(), CreditError> {
    if entry.cancelled {
        return Ok(());
    }
    let source = Source {
        document: entry.id,
        day: entry.day,
        recorded: entry.recorded,
        payees: &entry.payees,
        facts: entry_facts(entry),
    };
    if listed.no_payee(&source) {
        return Ok(());
    }
    listed.divide(&source, None, entry.value)
}

/// What conditions may ask of an activity, an answer, an event or a manual value.
pub fn entry_facts(entry: &Entry) -> DocumentView<'_> {
    DocumentView {
        kind: entry.kind.key(),
        amount: entry.value,
        customer: &entry.customer_facts,
        is_new: false,
        product: &NO_PRODUCT,
        fields: &entry.fields,
    }
}

/// What conditions may ask of a credited line of an order or payment (of a refund: its payment), exactly as the
/// measure's `where` is asked it; `None` where the account has no such document. `is_new`: the order is its customer's
/// first.
pub fn account_facts<'a>(
    measure: &Measure,
    account: &OrderAccount<'a>,
    credited: (DocumentId, Option<LineId>),
    is_new: bool,
) -> Result<Option<DocumentView<'a>>, CreditError> {
    let (document, line) = credited;
    let is_new = is_new || matches!(measure.of, MeasureOf::NewCustomers | MeasureOf::FirstOrders);
    let payment = account.payments.iter().find(|payment| payment.id == document);
    let order = account.versions.iter().filter(|order| order.id == document).max_by_key(|order| order.recorded);
    let facts = match (payment, order) {
        (Some(payment), _) => payment_facts(payment, is_new),
        (None, Some(order)) => order_facts(order, measure.amount, is_new)?,
        (None, None) => return Ok(None),
    };
    Ok(Some(DocumentView { product: line.map_or(&NO_PRODUCT, |line| product_of(account, line)), ..facts }))
}

pub(super) fn of_account<'a>(
    how: &Crediting<'_>,
    account: &OrderAccount<'a>,
    spread: &Spread,
    firsts: CustomerFirsts,
    listed: &mut Listed<'a>,
) -> Result<(), CreditError> {
    let Some(order) = account.versions.iter().max_by_key(|version| version.recorded) else {
        return Ok(());
    };
    let first_recorded = account.versions.iter().map(|version| version.recorded).min();
    let is_new = firsts.order == Some(order.id);
    let source = Source {
        document: order.id,
        day: order.signed_on,
        recorded: first_recorded.unwrap_or(order.recorded),
        payees: &order.payees,
        facts: order_facts(order, how.measure.amount, is_new)?,
    };
    match (how.measure.of, how.measure.day) {
        (MeasureOf::NewCustomers | MeasureOf::FirstOrders, day) => {
            let first = match day {
                MeasureDay::ReceivedOn => first_payment(account, order, firsts, &source),
                _ => is_new.then_some(source),
            };
            first.map_or(Ok(()), |first| of_first(how, order, &first, listed))
        }
        (MeasureOf::Payments, _) | (MeasureOf::Margin, MeasureDay::ReceivedOn) => {
            of_payments(how, account, spread, &source, listed);
            Ok(())
        }
        (MeasureOf::Orders | MeasureOf::Quantity | MeasureOf::Margin, _) if !order.cancelled => {
            of_order(how, order, &source, listed)
        }
        _ => Ok(()),
    }
}

fn order_facts(order: &Order, basis: AmountBasis, is_new: bool) -> Result<DocumentView<'_>, CreditError> {
    let amount = match basis {
        AmountBasis::Net => order.net(),
        AmountBasis::Gross => order.gross(),
    };
    Ok(DocumentView {
        kind: "order",
        amount: amount.ok_or(CreditError::TooLarge)?,
        customer: &order.customer_facts,
        is_new,
        product: &NO_PRODUCT,
        fields: &order.fields,
    })
}

fn amount_of_line(line: &OrderLine, basis: AmountBasis) -> i64 {
    match basis {
        AmountBasis::Net => line.net,
        AmountBasis::Gross => line.gross,
    }
}

fn of_order<'a>(
    how: &Crediting<'_>,
    order: &'a Order,
    source: &Source<'a>,
    listed: &mut Listed<'a>,
) -> Result<(), CreditError> {
    if listed.no_payee(source) {
        return Ok(());
    }
    for line in &order.lines {
        let amount = match how.measure.of {
            MeasureOf::Quantity => Some(line.quantity),
            MeasureOf::Margin => margin(line)?,
            _ => Some(amount_of_line(line, how.measure.amount)),
        };
        match amount {
            Some(amount) => listed.divide(source, Some(line), amount)?,
            None => listed.except(order.id, Some(line.id), CreditExceptionReason::NoCost),
        }
    }
    Ok(())
}

/// (price − cost) × quantity; `None` without a cost.
fn margin(line: &OrderLine) -> Result<Option<i64>, CreditError> {
    let margin = |cost| line.net.checked_sub(cost).ok_or(CreditError::TooLarge);
    line.cost.map(margin).transpose()
}

/// The payment that makes the customer a new one, if it is on this order.
fn first_payment<'a>(
    account: &OrderAccount<'a>,
    order: &Order,
    firsts: CustomerFirsts,
    source: &Source<'a>,
) -> Option<Source<'a>> {
    let (_, payment) = firsts.payment.filter(|(first, _)| *first == order.id)?;
    let payment = account.payments.iter().find(|known| known.id == payment)?;
    Some(Source {
        document: payment.id,
        day: payment.received_on,
        recorded: payment.recorded,
        facts: payment_facts(payment, true),
        ..*source
    })
}

/// `new_customers`: 1 if `where` holds for a line of it. `first_orders`: the amounts of the lines.
fn of_first<'a>(
    how: &Crediting<'_>,
    order: &'a Order,
    source: &Source<'a>,
    listed: &mut Listed<'a>,
) -> Result<(), CreditError> {
    if order.cancelled || listed.no_payee(source) {
        return Ok(());
    }
    if how.measure.of == MeasureOf::FirstOrders {
        for line in &order.lines {
            listed.divide(source, Some(line), amount_of_line(line, how.measure.amount))?;
        }
        return Ok(());
    }
    for line in &order.lines {
        let facts = DocumentView { product: &line.product, ..source.facts };
        if how.holds(&facts)? {
            return listed.divide(&Source { facts, ..*source }, None, 1);
        }
    }
    Ok(())
}

fn payment_facts(payment: &Payment, is_new: bool) -> DocumentView<'_> {
    DocumentView {
        kind: "payment",
        amount: payment.amount,
        customer: &payment.customer_facts,
        is_new,
        product: &NO_PRODUCT,
        fields: &payment.fields,
    }
}

fn of_payments<'a>(
    how: &Crediting<'_>,
    account: &OrderAccount<'a>,
    spread: &Spread,
    order: &Source<'a>,
    listed: &mut Listed<'a>,
) {
    for spread in &spread.payments {
        let payment = account.payments.iter().find(|payment| payment.id == spread.payment);
        let Some(payment) = payment.filter(|_| !spread.parts.is_empty()) else {
            continue;
        };
        let source = Source {
            document: payment.id,
            day: payment.received_on,
            recorded: payment.recorded,
            payees: order.payees,
            facts: payment_facts(payment, order.facts.is_new),
        };
        if listed.no_payee(&source) {
            continue;
        }
        for part in &spread.parts {
            matched_part(how, account, &source, part, listed);
        }
        of_refunds(how, account, spread, &source, listed);
    }
}

fn of_refunds<'a>(
    how: &Crediting<'_>,
    account: &OrderAccount<'a>,
    spread: &PaymentSpread,
    payment: &Source<'a>,
    listed: &mut Listed<'a>,
) {
    for spread in &spread.refunds {
        let Some(refund) = account.refunds.iter().find(|refund| refund.id == spread.refund) else {
            continue;
        };
        let source = Source { document: refund.id, day: refund.refunded_on, recorded: refund.recorded, ..*payment };
        let first = listed.parts.len();
        let exceptions = listed.exceptions.len();
        for part in &spread.parts {
            matched_part(how, account, &source, part, listed);
        }
        listed.exceptions.truncate(exceptions); // the payment has said it already
        for part in listed.parts.iter_mut().skip(first) {
            part.takes_back = Some((payment.document, payment.day));
            part.amount = -part.amount;
        }
    }
}

fn matched_part<'a>(
    how: &Crediting<'_>,
    account: &OrderAccount<'a>,
    source: &Source<'a>,
    part: &SpreadPart,
    listed: &mut Listed<'a>,
) {
    let amount = match (how.measure.of, how.measure.amount) {
        (MeasureOf::Margin, _) => part.margin,
        (_, AmountBasis::Net) => Some(part.net),
        (_, AmountBasis::Gross) => Some(part.gross),
    };
    match (amount, part.person) {
        (Some(amount), Some(person)) => listed.parts.push(Part {
            document: source.document,
            takes_back: None,
            line: Some(part.line),
            person,
            day: source.day,
            amount,
            recorded: source.recorded,
            facts: DocumentView { product: product_of(account, part.line), ..source.facts },
        }),
        (None, _) => {
            let exception = CreditException {
                document: source.document,
                line: Some(part.line),
                reason: CreditExceptionReason::NoCost,
            };
            if listed.exceptions.last() != Some(&exception) {
                listed.exceptions.push(exception);
            }
        }
        (Some(_), None) => {}
    }
}

/// Of the latest version that has the line.
fn product_of<'a>(account: &OrderAccount<'a>, line: LineId) -> &'a ProductFacts {
    account
        .versions
        .iter()
        .flat_map(|version| version.lines.iter().map(move |known| (version.recorded, known)))
        .filter(|(_, known)| known.id == line)
        .max_by_key(|(recorded, _)| *recorded)
        .map_or(&NO_PRODUCT, |(_, known)| &known.product)
}
