//! An account while it is being spread: what each line has been given so far.

use super::{Event, LineStanding, PaymentSpread, RefundSpread, Spread, SpreadPart};
use crate::allocate::allocate;
use crate::credit::CreditError;
use crate::document::{Order, OrderLine, Payee, Payment, Refund};
use crate::ids::{DocumentId, LineId, PersonId};

/// A line with the running totals that cumulative differences are taken from.
#[derive(Clone)]
struct Line {
    id: LineId,
    gross: i64,
    net: i64,
    margin: Option<i64>,
    matched: i64,
    net_given: i64,
    margin_given: i64,
}

pub(super) struct State<'a> {
    order: Option<DocumentId>,
    /// What may be matched in all; 0 on a cancelled order.
    gross: i64,
    lines: Vec<Line>,
    payees: &'a [Payee],
    payments: Vec<PaymentSpread>,
}

impl<'a> State<'a> {
    pub(super) fn new(version: Option<&Order>, payees: &'a [Payee]) -> State<'a> {
        let empty = State { order: None, gross: 0, lines: Vec::new(), payees, payments: Vec::new() };
        version.map_or(empty, |version| State {
            order: Some(version.id),
            gross: gross_of(version),
            lines: lines_of(version),
            payees,
            payments: Vec::new(),
        })
    }

    pub(super) fn payees(&self) -> &'a [Payee] {
        self.payees
    }

    /// The same parts under another version of the order.
    pub(super) fn adopt(mut self, version: &Order) -> State<'a> {
        let mut lines = lines_of(version);
        for old in self.lines {
            match lines.iter_mut().find(|line| line.id == old.id) {
                Some(line) => {
                    line.matched = old.matched;
                    line.net_given = old.net_given;
                    line.margin_given = old.margin_given;
                }
                None if old.matched == 0 => {}
                None => lines.push(Line { gross: 0, net: 0, margin: None, ..old }),
            }
        }
        self.lines = lines;
        self.gross = gross_of(version);
        self
    }

    /// Whether any payment has less matched here than there.
    pub(super) fn takes_back_from(&self, kept: &State<'_>) -> bool {
        self.payments.iter().zip(&kept.payments).any(|(anew, kept)| anew.matched() < kept.matched())
    }

    pub(super) fn take(&mut self, event: Event<'_>) -> Result<(), CreditError> {
        match event {
            Event::Payment(payment) => self.take_payment(payment),
            Event::Refund(refund) => self.take_refund(refund),
        }
    }

    pub(super) fn finish(self) -> Result<Spread, CreditError> {
        let matched = self.matched()?;
        let lines =
            self.lines.iter().map(|line| LineStanding { line: line.id, gross: line.gross, matched: line.matched });
        Ok(Spread { lines: lines.collect(), gross: self.gross, matched, payments: self.payments })
    }

    fn matched(&self) -> Result<i64, CreditError> {
        sum(self.lines.iter().map(|line| line.matched))
    }

    fn take_payment(&mut self, payment: &Payment) -> Result<(), CreditError> {
        let names_this = self.order.is_some() && payment.order == self.order;
        let room = difference(self.gross, self.matched()?)?.max(0);
        let to_match = if names_this { payment.amount.min(room).max(0) } else { 0 };
        let mut parts = Vec::new();
        if to_match > 0 {
            let open: Vec<i128> = self.lines.iter().map(Line::open).collect();
            let by_line = allocate(to_match, &open).map_err(|_| CreditError::TooLarge)?;
            for (line, amount) in self.lines.iter_mut().zip(by_line) {
                if amount != 0 {
                    let given = line.give(amount)?;
                    divide(&mut parts, line.id, given, self.payees)?;
                }
            }
        }
        self.payments.push(PaymentSpread {
            payment: payment.id,
            parts,
            unmatched: difference(payment.amount, to_match)?,
            refunds: Vec::new(),
        });
        Ok(())
    }

    fn take_refund(&mut self, refund: &Refund) -> Result<(), CreditError> {
        let found = self.payments.iter_mut().find(|spread| spread.payment == refund.payment);
        let payment = found.ok_or(CreditError::RefundWithoutPayment(refund.id))?;
        let from_unmatched = refund.amount.min(payment.still_unmatched()).max(0);
        let taken = taken_so_far(payment);
        let taken_gross = sum(taken.iter().map(|part| part.gross))?;
        let left = difference(payment.matched(), taken_gross)?;
        let from_parts = difference(refund.amount, from_unmatched)?.min(left).max(0);
        let excess = difference(difference(refund.amount, from_unmatched)?, from_parts)?;
        let parts = if payment.parts.is_empty() {
            Vec::new()
        } else {
            take_parts(&payment.parts, &taken, taken_gross + from_parts)?
        };
        for part in &parts {
            if let Some(line) = self.lines.iter_mut().find(|line| line.id == part.line) {
                line.take_back(part)?;
            }
        }
        payment.refunds.push(RefundSpread { refund: refund.id, from_unmatched, parts, excess });
        Ok(())
    }
}

/// What one part of a payment or refund is worth.
#[derive(Clone, Copy)]
struct Given {
    gross: i64,
    net: i64,
    margin: Option<i64>,
}

impl Line {
    fn of(line: &OrderLine) -> Line {
        Line {
            id: line.id,
            gross: line.gross,
            net: line.net,
            margin: line.cost.and_then(|cost| line.net.checked_sub(cost)),
            matched: 0,
            net_given: 0,
            margin_given: 0,
        }
    }

    fn open(&self) -> i128 {
        (i128::from(self.gross) - i128::from(self.matched)).max(0)
    }

    /// Matches so much more of it: due in all for what is matched now, minus what was given.
    fn give(&mut self, gross: i64) -> Result<Given, CreditError> {
        self.matched = total(self.matched, gross)?;
        let net = difference(due(self.matched, self.net, self.gross)?, self.net_given)?;
        self.net_given = total(self.net_given, net)?;
        let margin = match self.margin {
            None => None,
            Some(margin) => {
                let due = due(self.matched, margin, self.gross)?;
                let given = difference(due, self.margin_given)?;
                self.margin_given = total(self.margin_given, given)?;
                Some(given)
            }
        };
        Ok(Given { gross, net, margin })
    }

    fn take_back(&mut self, part: &SpreadPart) -> Result<(), CreditError> {
        self.matched = difference(self.matched, part.gross)?;
        self.net_given = difference(self.net_given, part.net)?;
        self.margin_given = difference(self.margin_given, part.margin.unwrap_or(0))?;
        Ok(())
    }
}

fn gross_of(version: &Order) -> i64 {
    if version.cancelled { 0 } else { version.gross().unwrap_or(i64::MAX) }
}

/// What may be matched line by line: nothing on a cancelled order.
fn lines_of(version: &Order) -> Vec<Line> {
    let mut lines: Vec<Line> = version.lines.iter().map(Line::of).collect();
    if version.cancelled {
        for line in &mut lines {
            line.gross = 0;
        }
    }
    lines
}

/// Divides what a line was given among the payees.
fn divide(parts: &mut Vec<SpreadPart>, line: LineId, given: Given, payees: &[Payee]) -> Result<(), CreditError> {
    let whole = |person: Option<PersonId>| SpreadPart {
        line,
        person,
        gross: given.gross,
        net: given.net,
        margin: given.margin,
    };
    match payees {
        [] => parts.push(whole(None)),
        [only] => parts.push(whole(Some(only.person))),
        _ => {
            let gross = by_share(given.gross, payees)?;
            let net = by_share(given.net, payees)?;
            let margin = given.margin.map(|margin| by_share(margin, payees)).transpose()?;
            for (place, payee) in payees.iter().enumerate() {
                let at = |amounts: &[i64]| amounts.get(place).copied().unwrap_or(0);
                parts.push(SpreadPart {
                    line,
                    person: Some(payee.person),
                    gross: at(&gross),
                    net: at(&net),
                    margin: margin.as_deref().map(at),
                });
            }
        }
    }
    Ok(())
}

/// Divides an amount by the shares of the payees, to the last unit.
pub(crate) fn by_share(amount: i64, payees: &[Payee]) -> Result<Vec<i64>, CreditError> {
    let weights: Vec<i128> = payees.iter().map(|payee| i128::from(payee.share.ppm())).collect();
    allocate(amount, &weights).map_err(|_| CreditError::TooLarge)
}

/// What earlier refunds took of each part.
fn taken_so_far(payment: &PaymentSpread) -> Vec<Given> {
    let nothing = |part: &SpreadPart| Given { gross: 0, net: 0, margin: part.margin.map(|_| 0) };
    let mut taken: Vec<Given> = payment.parts.iter().map(nothing).collect();
    for refund in &payment.refunds {
        for (taken, part) in taken.iter_mut().zip(&refund.parts) {
            taken.gross += part.gross;
            taken.net += part.net;
            taken.margin = taken.margin.zip(part.margin).map(|(taken, part)| taken + part);
        }
    }
    taken
}

/// What one more refund takes of each part when `running` is taken in all.
fn take_parts(parts: &[SpreadPart], taken: &[Given], running: i64) -> Result<Vec<SpreadPart>, CreditError> {
    let weights: Vec<i128> = parts.iter().map(|part| i128::from(part.gross)).collect();
    let is_all = i128::from(running) == weights.iter().sum::<i128>();
    let after = allocate(running, &weights).map_err(|_| CreditError::TooLarge)?;
    let mut result = Vec::with_capacity(parts.len());
    for ((part, taken), after) in parts.iter().zip(taken).zip(after) {
        // Taken in full, nothing may remain, not even of a part that is worth 0 gross and a unit net.
        let due = |whole: i64| if is_all { Ok(whole) } else { due(after, whole, part.gross) };
        let margin = match part.margin.zip(taken.margin) {
            None => None,
            Some((whole, taken)) => Some(difference(due(whole)?, taken)?),
        };
        result.push(SpreadPart {
            gross: difference(after, taken.gross)?,
            net: difference(due(part.net)?, taken.net)?,
            margin,
            ..*part
        });
    }
    Ok(result)
}

/// `running × whole ÷ of`, half away from zero; 0 where `of` is 0.
fn due(running: i64, whole: i64, of: i64) -> Result<i64, CreditError> {
    if of == 0 {
        return Ok(0);
    }
    let product = i128::from(running) * i128::from(whole);
    let divisor = i128::from(of).abs();
    let (down, rest) = (product.abs() / divisor, product.abs() % divisor);
    let magnitude = down + i128::from(rest * 2 >= divisor);
    let sign = product.signum() * i128::from(of.signum());
    i64::try_from(magnitude * sign).map_err(|_| CreditError::TooLarge)
}

fn total(a: i64, b: i64) -> Result<i64, CreditError> {
    a.checked_add(b).ok_or(CreditError::TooLarge)
}

fn difference(a: i64, b: i64) -> Result<i64, CreditError> {
    a.checked_sub(b).ok_or(CreditError::TooLarge)
}

fn sum(mut amounts: impl Iterator<Item = i64>) -> Result<i64, CreditError> {
    amounts.try_fold(0, total)
}
