//! The operators of a condition: which types they take, and what they give.

use cel::common::ast::{Expr, IdedExpr, LiteralValue, operators};

use super::Problem;
use super::compile::{Compiler, Typed};
use super::facts::FactValue;
use super::names::Named;
use super::tree::{Calculation, Comparison, Node, Type};
use crate::day::Day;
use crate::decimal;
use crate::rate::{Rate, RateForm};

/// The comparison that this operator is.
pub(super) fn comparison(name: &str) -> Option<Comparison> {
    Some(match name {
        operators::EQUALS => Comparison::Equal,
        operators::NOT_EQUALS => Comparison::NotEqual,
        operators::LESS => Comparison::Less,
        operators::LESS_EQUALS => Comparison::AtMost,
        operators::GREATER => Comparison::More,
        operators::GREATER_EQUALS => Comparison::AtLeast,
        _ => return None,
    })
}

/// The calculation that this operator is.
pub(super) fn calculation(name: &str) -> Option<Calculation> {
    Some(match name {
        operators::ADD => Calculation::Add,
        operators::SUBSTRACT => Calculation::Subtract,
        operators::MULTIPLY => Calculation::Multiply,
        operators::DIVIDE => Calculation::Divide,
        operators::MODULO => Calculation::Remainder,
        _ => return None,
    })
}

pub(super) fn logic(compiler: &mut Compiler<'_>, name: &str, left: &IdedExpr, right: &IdedExpr) -> Typed {
    let (a, b) = (compiler.node(left), compiler.node(right));
    let a = compiler.expect(a, Type::Boolean, left);
    let b = compiler.expect(b, Type::Boolean, right);
    let (a, b) = (Box::new(a?), Box::new(b?));
    let node = if name == operators::LOGICAL_AND { Node::And(a, b) } else { Node::Or(a, b) };
    Some((node, Type::Boolean))
}

pub(super) fn not(compiler: &mut Compiler<'_>, inner: &IdedExpr) -> Typed {
    let node = compiler.node(inner);
    let node = compiler.expect(node, Type::Boolean, inner)?;
    Some((Node::Not(Box::new(node)), Type::Boolean))
}

pub(super) fn negate(compiler: &mut Compiler<'_>, inner: &IdedExpr) -> Typed {
    let node = compiler.node(inner);
    let node = compiler.expect(node, Type::Integer, inner)?;
    Some((Node::Negate(Box::new(node)), Type::Integer))
}

pub(super) fn choose(compiler: &mut Compiler<'_>, test: &IdedExpr, yes: &IdedExpr, no: &IdedExpr) -> Typed {
    let (a, b, c) = (compiler.node(test), compiler.node(yes), compiler.node(no));
    let test = compiler.expect(a, Type::Boolean, test);
    let (yes_node, kind) = b?;
    let (no_node, other) = c?;
    if !kind.may_be(other) && !other.may_be(kind) {
        return compiler.mismatch(other, kind, no);
    }
    let kind = if kind == Type::Any { other } else { kind };
    Some((Node::Choose(Box::new([test?, yes_node, no_node])), kind))
}

pub(super) fn calculate(
    compiler: &mut Compiler<'_>,
    name: &str,
    left: &IdedExpr,
    right: &IdedExpr,
    at: &IdedExpr,
) -> Typed {
    let Some(how) = calculation(name) else {
        return compiler.unsupported(name, "+", at);
    };
    let (a, b) = (compiler.node(left), compiler.node(right));
    let a = compiler.expect(a, Type::Integer, left);
    let b = compiler.expect(b, Type::Integer, right);
    Some((Node::Calculate(how, Box::new(a?), Box::new(b?)), Type::Integer))
}

pub(super) fn compare(
    compiler: &mut Compiler<'_>,
    name: &str,
    left: &IdedExpr,
    right: &IdedExpr,
    at: &IdedExpr,
) -> Typed {
    let (a, b) = (compiler.node(left), compiler.node(right));
    let (Some((a, a_kind)), Some((b, b_kind))) = (a, b) else { return None };
    let how = comparison(name)?;
    let is_order = !matches!(how, Comparison::Equal | Comparison::NotEqual);
    if is_order && [a_kind, b_kind].iter().any(|kind| matches!(kind, Type::Money | Type::Rate)) {
        return compiler.inexact(at);
    }
    let (a, a_kind) = read_as(compiler, a, a_kind, b_kind, is_order, left)?;
    let (b, b_kind) = read_as(compiler, b, b_kind, a_kind, is_order, right)?;
    let inexact = |x: Type, y: Type| matches!(x, Type::Money | Type::Rate) && y == Type::Integer;
    if inexact(a_kind, b_kind) || inexact(b_kind, a_kind) {
        return compiler.inexact(at);
    }
    if !a_kind.may_be(b_kind) && !b_kind.may_be(a_kind) {
        return compiler.mismatch(b_kind, a_kind, right);
    }
    let ordered = |kind| matches!(kind, Type::Integer | Type::Day | Type::Any);
    if is_order && !(ordered(a_kind) && ordered(b_kind)) {
        let fix = "grade in [\"P5\", \"P6\"]";
        let problem = Problem::new("incentives.plan.expression_no_order", fix)
            .with("type", if ordered(a_kind) { b_kind.word() } else { a_kind.word() });
        return compiler.refuse(problem, at);
    }
    Some((Node::Compare(how, Box::new(a), Box::new(b)), Type::Boolean))
}

/// A text beside a day, money or rate is read as one; beside an unknown field in an order it can only be a day.
fn read_as(
    compiler: &mut Compiler<'_>,
    node: Node,
    kind: Type,
    other: Type,
    is_order: bool,
    at: &IdedExpr,
) -> Option<(Node, Type)> {
    let Node::Literal(FactValue::Text(text)) = &node else { return Some((node, kind)) };
    let wanted = if other == Type::Any && is_order { Type::Day } else { other };
    let read = match wanted {
        Type::Day => text.parse::<Day>().ok().map(FactValue::Day),
        Type::Money => decimal::parse_exact(text, compiler.words.minor_digits).ok().map(FactValue::Money),
        Type::Rate => match Rate::parse(text) {
            Ok((rate, form)) if form != RateForm::Times => Some(FactValue::Rate(rate)),
            _ => None,
        },
        _ => return Some((node, kind)),
    };
    if read.is_none() {
        compiler.mismatch(Type::Text, wanted, at);
    }
    read.map(|value| (Node::Literal(value), wanted))
}

pub(super) fn is_in(compiler: &mut Compiler<'_>, item: &IdedExpr, list: &IdedExpr, at: &IdedExpr) -> Typed {
    if let Expr::List(elements) = &list.expr {
        let typed = compiler.node(item);
        let members: Vec<Typed> = elements.elements.iter().map(|part| compiler.node(part)).collect();
        let (node, kind) = typed?;
        let mut nodes = Vec::with_capacity(members.len());
        for (member, place) in members.into_iter().zip(&elements.elements) {
            let (member, member_kind) = member?;
            let (member, member_kind) = read_as(compiler, member, member_kind, kind, false, place)?;
            if !member_kind.may_be(kind) && !kind.may_be(member_kind) {
                return compiler.mismatch(member_kind, kind, place);
            }
            nodes.push(member);
        }
        return Some((Node::In(Box::new(node), nodes), Type::Boolean));
    }
    if matches!(&list.expr, Expr::Literal(LiteralValue::String(_))) {
        return in_text(compiler, at);
    }
    match compiler.fact_of(list) {
        Some((Named::Tags, _)) => {
            let tag = compiler.node(item);
            let tag = compiler.expect(tag, Type::Text, item)?;
            Some((Node::HasTag(Box::new(tag)), Type::Boolean))
        }
        Some((Named::Fact(fact, Type::List | Type::Any), _)) => {
            let entry = compiler.node(item);
            let entry = compiler.expect(entry, Type::Text, item)?;
            Some((Node::InField(Box::new(entry), fact), Type::Boolean))
        }
        Some((Named::Fact(_, Type::Text), _)) => in_text(compiler, at),
        _ => {
            let (_, kind) = compiler.node(list)?;
            compiler.mismatch(kind, Type::List, list)
        }
    }
}

fn in_text(compiler: &mut Compiler<'_>, at: &IdedExpr) -> Typed {
    let fix = "position in [\"…\"] | position.contains(\"…\")";
    compiler.refuse(Problem::new("incentives.plan.expression_in_text", fix), at)
}
