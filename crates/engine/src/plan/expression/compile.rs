//! From the text of a condition to its tree: parses with `cel`, then resolves every name and checks every type.

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SelectExpr, SourceInfo, operators};
use cel::parser::Parser;

use super::facts::FactValue;
use super::names::{self, Named};
use super::operator;
use super::tree::{Fact, Node, TextTest, Type};
use super::{Place, Problem, STEP_LIMIT, TEXT_LIMIT, Vocabulary};
use crate::decimal;
use crate::plan::model::MeasureUnit;
use crate::plan::near::proposal;
use crate::rate::{Rate, RateForm};

/// A node with the type of its value; `None` where a problem was already reported.
pub(super) type Typed = Option<(Node, Type)>;

/// Compiles a condition, or lists everything wrong with it.
pub(super) fn compile(text: &str, words: &Vocabulary<'_>) -> Result<Node, Vec<Problem>> {
    if text.trim().is_empty() {
        return Err(vec![Problem::new("incentives.plan.expression_empty", "true")]);
    }
    if text.len() > TEXT_LIMIT {
        return Err(vec![too_long()]);
    }
    let (root, source) = Parser::new()
        .parse_with_source_info(text)
        .map_err(|errors| errors.errors.iter().map(|error| syntax(text, error.pos, &error.msg)).collect::<Vec<_>>())?;
    let mut compiler = Compiler { words, source: &source, problems: Vec::new(), steps: 0 };
    let typed = compiler.node(&root);
    if compiler.steps > STEP_LIMIT {
        compiler.problems = vec![too_long()];
    }
    match typed {
        Some((node, Type::Boolean | Type::Any)) if compiler.problems.is_empty() => Ok(node),
        Some((_, found)) if compiler.problems.is_empty() => {
            let fix = format!("{} == …", text.trim());
            Err(vec![Problem::new("incentives.plan.expression_not_boolean", fix).with("type", found.word())])
        }
        _ => Err(compiler.problems),
    }
}

fn too_long() -> Problem {
    Problem::new("incentives.plan.expression_too_long", STEP_LIMIT.to_string()).with("limit", STEP_LIMIT.to_string())
}

/// `cel` reports line and column in characters; the message is its own, in English, as a parameter.
fn syntax(text: &str, (line, column): (isize, isize), message: &str) -> Problem {
    let line = usize::try_from(line).unwrap_or(1).max(1);
    let column = usize::try_from(column).unwrap_or(1).max(1);
    let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let inside = text.get(before..).unwrap_or_default();
    let offset = inside.char_indices().nth(column - 1).map_or(inside.trim_end().len(), |(at, _)| at);
    let message = message.strip_prefix("Syntax error: ").unwrap_or(message);
    let short = message.split(" expecting ").next().unwrap_or(message);
    Problem::new("incentives.plan.expression_syntax", "in_unit(\"…\") && grade == \"…\"")
        .with("message", short)
        .at(before + offset)
}

/// The walk over `cel`'s tree.
pub(super) struct Compiler<'c> {
    pub(super) words: &'c Vocabulary<'c>,
    source: &'c SourceInfo,
    problems: Vec<Problem>,
    steps: usize,
}

impl Compiler<'_> {
    pub(super) fn node(&mut self, expression: &IdedExpr) -> Typed {
        self.steps += 1;
        if self.steps > STEP_LIMIT {
            return None;
        }
        match &expression.expr {
            Expr::Literal(literal) => self.literal(literal, expression),
            Expr::Select(select) if select.test => self.has(select),
            Expr::Ident(_) | Expr::Select(_) => self.name(expression),
            Expr::Call(call) if call.func_name == operators::INDEX => self.name(expression),
            Expr::Call(call) => self.call(call, expression),
            Expr::List(_) => self.unsupported("[…]", "grade in [\"P5\", \"P6\"]", expression),
            Expr::Comprehension(_) => {
                self.unsupported("all / exists / map / filter", "grade in [\"P5\", \"P6\"]", expression)
            }
            Expr::Map(_) | Expr::Struct(_) | Expr::Unspecified => self.unsupported("{…}", "true", expression),
        }
    }

    fn literal(&mut self, literal: &LiteralValue, at: &IdedExpr) -> Typed {
        let (value, kind) = match literal {
            LiteralValue::Boolean(truth) => (FactValue::Boolean(*truth.inner()), Type::Boolean),
            LiteralValue::Int(number) => (FactValue::Integer(*number.inner()), Type::Integer),
            LiteralValue::String(text) => (FactValue::Text(text.inner().to_owned()), Type::Text),
            LiteralValue::Double(_) => {
                let fix = "reached(\"…\", \"80%\") | at_least(\"…\", \"10000.00\")";
                return self.refuse(Problem::new("incentives.plan.expression_float", fix), at);
            }
            LiteralValue::UInt(number) => {
                let fix = number.inner().to_string();
                return self.unsupported(&format!("{fix}u"), &fix, at);
            }
            LiteralValue::Bytes(_) => return self.unsupported("b\"…\"", "\"…\"", at),
            LiteralValue::Null => return self.unsupported("null", "\"\"", at),
        };
        Some((Node::Literal(value), kind))
    }

    fn name(&mut self, expression: &IdedExpr) -> Typed {
        let at = root_of(expression);
        let Some(path) = path_of(expression) else {
            return self.unsupported("[…]", "field[\"…\"]", expression);
        };
        match names::resolve(&path, self.words) {
            Ok(Named::Fact(Fact::Manual(_), _)) if self.words.place == Place::Who => self.too_early("manual", at),
            Ok(Named::Fact(fact, kind)) => Some((Node::Fact(fact), kind)),
            Ok(Named::Tags) => self.unsupported("customer.tags", "\"…\" in customer.tags", at),
            Err(problem) => self.refuse(problem, at),
        }
    }

    /// The fact that a dotted name stands for, if it is one.
    pub(super) fn fact_of(&mut self, expression: &IdedExpr) -> Option<(Named, usize)> {
        let path = path_of(expression)?;
        let offset = self.offset(root_of(expression));
        names::resolve(&path, self.words).ok().map(|named| (named, offset))
    }

    fn has(&mut self, select: &SelectExpr) -> Typed {
        let mut path = path_of(&select.operand)?;
        path.push(&select.field);
        match names::resolve(&path, self.words) {
            Ok(Named::Fact(fact @ (Fact::MemberField(_) | Fact::CustomerField(_) | Fact::DocumentField(_)), _)) => {
                Some((Node::Has(fact), Type::Boolean))
            }
            Ok(_) => self.unsupported("has", "has(field.…)", &select.operand),
            Err(problem) => self.refuse(problem, &select.operand),
        }
    }

    fn call(&mut self, call: &CallExpr, at: &IdedExpr) -> Typed {
        if let Some(target) = &call.target {
            return self.method(call, target, at);
        }
        match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::LOGICAL_AND | operators::LOGICAL_OR, [left, right]) => {
                operator::logic(self, &call.func_name, left, right)
            }
            (operators::LOGICAL_NOT, [inner]) => operator::not(self, inner),
            (operators::NEGATE, [inner]) => operator::negate(self, inner),
            (operators::CONDITIONAL, [test, yes, no]) => operator::choose(self, test, yes, no),
            (operators::IN, [item, list]) => operator::is_in(self, item, list, at),
            (name, [left, right]) if operator::comparison(name).is_some() => {
                operator::compare(self, name, left, right, at)
            }
            (name, [left, right]) if operator::calculation(name).is_some() => {
                operator::calculate(self, name, left, right, at)
            }
            ("size", [inner]) => self.size(inner, at),
            (name, arguments) => self.function(name, arguments, at),
        }
    }

    fn method(&mut self, call: &CallExpr, target: &IdedExpr, at: &IdedExpr) -> Typed {
        let how = match call.func_name.as_str() {
            "startsWith" => TextTest::StartsWith,
            "endsWith" => TextTest::EndsWith,
            "contains" => TextTest::Contains,
            "size" if call.args.is_empty() => return self.size(target, at),
            name => return self.unknown_function(name, at),
        };
        let [part] = call.args.as_slice() else {
            let fix = format!("{}(\"…\")", call.func_name);
            return self.arguments(&call.func_name, &fix, at);
        };
        let (text, part) = (self.node(target), self.node(part));
        let (text, part) = (self.expect(text, Type::Text, target)?, self.expect(part, Type::Text, at)?);
        Some((Node::Text(how, Box::new(text), Box::new(part)), Type::Boolean))
    }

    fn size(&mut self, inner: &IdedExpr, at: &IdedExpr) -> Typed {
        let (node, kind) = self.node(inner)?;
        if matches!(kind, Type::Text | Type::List | Type::Any) {
            return Some((Node::Size(Box::new(node)), Type::Integer));
        }
        self.mismatch(kind, Type::Text, at)
    }

    fn function(&mut self, name: &str, arguments: &[IdedExpr], at: &IdedExpr) -> Typed {
        let known = names::functions(self.words.place);
        if !known.contains(&name) {
            return self.unknown_function(name, at);
        }
        let fact = match (name, arguments) {
            ("in_unit", [code]) => Fact::InUnit(self.text_argument(name, code, "in_unit(\"…\")")?),
            ("has_goal", [measure]) => {
                let (key, _) = self.measure_argument(name, measure, "has_goal(\"…\")")?;
                Fact::HasGoal(key)
            }
            ("reached" | "at_least", _) if self.words.place == Place::Who => {
                return self.too_early(name, at);
            }
            ("reached", [measure, share]) => {
                let found = self.measure_argument(name, measure, "reached(\"…\", \"80%\")");
                let share = self.share(share);
                Fact::Reached(found?.0, share?)
            }
            ("at_least", [measure, amount]) => {
                let (key, unit) = self.measure_argument(name, measure, "at_least(\"…\", \"…\")")?;
                let digits = unit.digits_beside(self.words.minor_digits);
                Fact::AtLeast(key, self.amount(name, amount, digits)?)
            }
            ("amount_at_least", [amount]) => Fact::AmountAtLeast(self.amount(name, amount, self.words.minor_digits)?),
            ("reached", _) => return self.arguments(name, "reached(\"…\", \"80%\")", at),
            ("at_least", _) => return self.arguments(name, "at_least(\"…\", \"10000.00\")", at),
            _ => return self.arguments(name, &format!("{name}(\"…\")"), at),
        };
        Some((Node::Fact(fact), Type::Boolean))
    }

    fn text_argument(&mut self, function: &str, argument: &IdedExpr, fix: &str) -> Option<String> {
        if let Expr::Literal(LiteralValue::String(text)) = &argument.expr {
            return Some(text.inner().to_owned());
        }
        self.arguments(function, fix, argument);
        None
    }

    fn measure_argument(&mut self, function: &str, argument: &IdedExpr, fix: &str) -> Option<(String, MeasureUnit)> {
        let key = self.text_argument(function, argument, fix)?;
        match names::measure(&key, self.words) {
            Ok(shape) => Some((key, shape.unit)),
            Err(problem) => {
                let problem = Problem { fix: format!("\"{}\"", problem.fix), ..problem };
                self.refuse(problem, argument);
                None
            }
        }
    }

    fn share(&mut self, argument: &IdedExpr) -> Option<Rate> {
        let text = self.text_argument("reached", argument, "reached(\"…\", \"80%\")")?;
        match Rate::parse(&text) {
            Ok((rate, form)) if form != RateForm::Times && rate >= Rate::ZERO => Some(rate),
            _ => {
                let problem = Problem::new("incentives.plan.rate_form", "\"80%\"").with("value", text);
                self.refuse(problem, argument);
                None
            }
        }
    }

    fn amount(&mut self, function: &str, argument: &IdedExpr, digits: u8) -> Option<i64> {
        let text = match &argument.expr {
            Expr::Literal(LiteralValue::Int(number)) => number.inner().to_string(),
            _ => self.text_argument(function, argument, &format!("{function}(\"10000.00\")"))?,
        };
        let read = decimal::parse_exact(&text, digits).ok();
        if read.is_none() {
            let fix = format!("\"{}\"", decimal::format(10_i64.pow(u32::from(digits)), digits));
            let problem = Problem::new("incentives.plan.amount_form", fix).with("value", text);
            self.refuse(problem.with("key", function).with("wanted", "amount"), argument);
        }
        read
    }

    /// The node, if its value may be of that type.
    pub(super) fn expect(&mut self, typed: Typed, wanted: Type, at: &IdedExpr) -> Option<Node> {
        let (node, found) = typed?;
        if found.may_be(wanted) {
            return Some(node);
        }
        if wanted == Type::Integer && matches!(found, Type::Money | Type::Rate) {
            self.inexact(at);
        } else {
            self.mismatch(found, wanted, at);
        }
        None
    }

    pub(super) fn mismatch(&mut self, found: Type, wanted: Type, at: &IdedExpr) -> Typed {
        let fix = match wanted {
            Type::Integer => "0",
            Type::Boolean => "== \"…\"",
            Type::Day => "\"2026-03-31\"",
            _ => "\"…\"",
        };
        let problem = Problem::new("incentives.plan.expression_type", fix)
            .with("found", found.word())
            .with("wanted", wanted.word());
        self.refuse(problem, at)
    }

    /// Money, rates and coefficients are never compared as numbers.
    pub(super) fn inexact(&mut self, at: &IdedExpr) -> Typed {
        let fix = if self.words.place == Place::Document {
            "amount_at_least(\"500.00\")"
        } else {
            "reached(\"…\", \"80%\") | at_least(\"…\", \"10000.00\")"
        };
        self.refuse(Problem::new("incentives.plan.expression_inexact", fix), at)
    }

    fn too_early(&mut self, name: &str, at: &IdedExpr) -> Typed {
        let fix = format!("when = '{name}…'");
        let problem = Problem::new("incentives.plan.expression_not_in_who", fix).with("name", name);
        self.refuse(problem, at)
    }

    fn arguments(&mut self, function: &str, fix: &str, at: &IdedExpr) -> Typed {
        let problem = Problem::new("incentives.plan.expression_arguments", fix).with("name", function);
        self.refuse(problem, at)
    }

    fn unknown_function(&mut self, name: &str, at: &IdedExpr) -> Typed {
        let near = proposal(name, names::functions(self.words.place).iter().copied());
        let problem = Problem::new("incentives.plan.unknown_fact", near).with("name", name);
        self.refuse(problem, at)
    }

    pub(super) fn unsupported(&mut self, what: &str, fix: &str, at: &IdedExpr) -> Typed {
        let problem = Problem::new("incentives.plan.expression_unsupported", fix).with("what", what);
        self.refuse(problem, at)
    }

    pub(super) fn refuse(&mut self, problem: Problem, at: &IdedExpr) -> Typed {
        let offset = self.offset(at);
        self.problems.push(problem.at(offset));
        None
    }

    fn offset(&self, at: &IdedExpr) -> usize {
        let start = self.source.offset_for(at.id).map_or(0, |(start, _)| start);
        usize::try_from(start).unwrap_or(0)
    }
}

/// The segments of a dotted name; `field["客户级别"]` is `field.客户级别`.
fn path_of(expression: &IdedExpr) -> Option<Vec<&str>> {
    match &expression.expr {
        Expr::Ident(name) => Some(vec![name]),
        Expr::Select(select) if !select.test => {
            let mut path = path_of(&select.operand)?;
            path.push(&select.field);
            Some(path)
        }
        Expr::Call(call) if call.func_name == operators::INDEX => match call.args.as_slice() {
            [operand, IdedExpr { expr: Expr::Literal(LiteralValue::String(key)), .. }] => {
                let mut path = path_of(operand)?;
                path.push(key.inner());
                Some(path)
            }
            _ => None,
        },
        _ => None,
    }
}

fn root_of(expression: &IdedExpr) -> &IdedExpr {
    match &expression.expr {
        Expr::Select(select) => root_of(&select.operand),
        Expr::Call(call) if call.func_name == operators::INDEX => call.args.first().map_or(expression, root_of),
        _ => expression,
    }
}
