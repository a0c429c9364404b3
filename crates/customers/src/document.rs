//! What goes down to the ledger: an order, payment or refund as one version of it says.

use std::collections::BTreeMap;

use beichen_engine::document as engine;
use beichen_engine::document::{CustomerFacts, Payee, ProductFacts, Recorded};
use beichen_kernel::Id;
use beichen_ledger::api::{Document, Origin, SourceDocument};
use beichen_people::api::Entity;

use crate::customer::model::Customer;
use crate::fields::OwnFields;
use crate::order::model::{Order, Split};
use crate::order::store::payees;
use crate::payment::model::Payment;
use crate::product::model::{Product, ProductId};
use crate::refund::model::Refund;

/// An order with its lines, payees and the facts of its customer and products as they are now.
pub fn of_order(
    order: &Order,
    customer: &Customer,
    products: &BTreeMap<ProductId, Product>,
    fields: &OwnFields,
) -> SourceDocument {
    let product_facts = |product: &Product| ProductFacts {
        code: product.code.clone(),
        family: product.family.clone(),
        fields: fields.facts(Entity::Product, &product.fields),
    };
    let lines = order.terms.lines.iter().map(|line| engine::OrderLine {
        id: line.id.uuid().as_u128().into(),
        net: line.net_minor,
        gross: line.gross_minor,
        quantity: line.quantity,
        cost: line.cost_minor(),
        product: line.product.and_then(|id| products.get(&id)).map(product_facts).unwrap_or_default(),
    });
    SourceDocument {
        version: order.version,
        code: order.code.clone(),
        currency: order.terms.currency,
        place: order.place,
        origin: order.origin.map(origin),
        document: Document::Order(engine::Order {
            id: order.id.uuid().as_u128().into(),
            recorded: Recorded::default(),
            customer: Some(order.customer.uuid().as_u128().into()),
            signed_on: order.terms.signed_on,
            due_on: order.terms.due_on,
            cancelled: order.cancelled,
            lines: lines.collect(),
            payees: payees(order, customer).into_iter().map(payee).collect(),
            customer_facts: customer_facts(customer, fields),
            fields: fields.facts(Entity::Order, &order.terms.fields),
        }),
    }
}

/// A payment; its payees are those of its order, and so are its fields, as they are now.
pub fn of_payment(
    payment: &Payment,
    order: Option<&Order>,
    customer: Option<&Customer>,
    fields: &OwnFields,
) -> SourceDocument {
    SourceDocument {
        version: payment.version,
        code: payment.code.clone(),
        currency: payment.terms.currency,
        place: payment.place,
        origin: payment.origin.map(origin),
        document: Document::Payment(engine::Payment {
            id: payment.id.uuid().as_u128().into(),
            recorded: Recorded::default(),
            order: payment.terms.order.map(|order| order.uuid().as_u128().into()),
            received_on: payment.terms.received_on,
            amount: payment.terms.amount_minor,
            cancelled: payment.cancelled,
            customer_facts: customer.map(|customer| customer_facts(customer, fields)).unwrap_or_default(),
            fields: order.map(|order| fields.facts(Entity::Order, &order.terms.fields)).unwrap_or_default(),
        }),
    }
}

/// A refund; its facts are those of the payment that it takes back from.
pub fn of_refund(refund: &Refund, payment: &Payment) -> SourceDocument {
    SourceDocument {
        version: refund.version,
        code: refund.code.clone(),
        currency: payment.terms.currency,
        place: refund.place,
        origin: refund.origin.map(origin),
        document: Document::Refund(engine::Refund {
            id: refund.id.uuid().as_u128().into(),
            recorded: Recorded::default(),
            payment: refund.payment.uuid().as_u128().into(),
            refunded_on: refund.refunded_on,
            amount: refund.amount_minor,
            cancelled: refund.cancelled,
        }),
    }
}

fn origin(origin: crate::customer::model::Origin) -> Origin {
    Origin { batch: origin.batch, row: origin.row }
}

fn payee(split: Split) -> Payee {
    Payee { person: split.member.uuid().as_u128().into(), share: split.share }
}

fn customer_facts(customer: &Customer, fields: &OwnFields) -> CustomerFacts {
    CustomerFacts {
        code: customer.code.clone(),
        tier: customer.tier.clone(),
        tags: customer.tags.clone(),
        fields: fields.facts(Entity::Customer, &customer.fields),
    }
}
