//! The people of a plan's example: its rows become credits by the measure's rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use beichen_engine::calculate::{
    Award, Coefficient, CoefficientScope, Credit, Goal, Membership, Person, Rating, Segment,
};
use beichen_engine::calendar::Period;
use beichen_engine::day::{Day, DayRange};
use beichen_engine::document::{FieldValue, LineFacts};
use beichen_engine::plan::Plan;
use beichen_engine::plan::model::{
    CapOrder, Example, ExampleAward, ExampleCredit, ExamplePerson, ExampleValue, GoalLevel, Measure, MeasureOf,
    RefundDay,
};

use super::commission::document_holds;
use super::number::divided;

/// Everybody as known on a day (with everything, if there is none).
pub fn people(plan: &Plan, example: &Example, periods: &[Period], known_until: Option<Day>) -> Vec<Person> {
    let credits = credits(plan, example, known_until);
    let person = |stated: &ExamplePerson| {
        let own = credits.iter().filter(|(who, _)| *who == stated.key);
        let from = stated.from.unwrap_or(plan.valid.from);
        let days = DayRange::including(from, stated.to.unwrap_or(plan.valid.to));
        Person {
            id: stated.key.clone(),
            code: stated.key.clone(),
            membership: if example.ask_who { Membership::ByWho } else { Membership::Days(vec![days]) },
            segments: vec![Segment { leads: leads(stated, &example.people), ..segment(stated, days) }],
            coefficients: coefficients(stated),
            goals: periods.iter().flat_map(|period| goals(stated, period)).collect(),
            ratings: periods.iter().flat_map(|period| ratings(stated, period)).collect(),
            awards: awards(stated, &example.people),
            credits: own.map(|(_, credit)| credit.clone()).collect(),
        }
    };
    example.people.iter().map(person).collect()
}

/// "`lead = "b"`": those above, the nearest first.
fn leads(stated: &ExamplePerson, people: &[ExamplePerson]) -> Vec<String> {
    let mut above = Vec::new();
    let mut next = stated.lead.clone();
    while let Some(lead) = next.filter(|lead| !above.contains(lead)) {
        next = people.iter().find(|one| one.key == lead).and_then(|one| one.lead.clone());
        above.push(lead);
    }
    above
}

fn segment(stated: &ExamplePerson, days: DayRange) -> Segment {
    let values = |stated: &BTreeMap<String, ExampleValue>| {
        let text = |value: &ExampleValue| match value {
            ExampleValue::Text(text) => FieldValue::Text(text.clone()),
            _ => panic!("the generator writes texts"),
        };
        stated.iter().map(|(key, value)| (key.clone(), text(value))).collect()
    };
    let months = match stated.facts.get("months_served") {
        Some(ExampleValue::Integer(months)) => Some(*months),
        _ => None,
    };
    Segment {
        // An example's unit is the own one and the one above at every depth.
        units: stated.unit.iter().flat_map(|unit| [unit.clone(), unit.clone()]).collect(),
        grade: stated.grade.clone().unwrap_or_default(),
        position: stated.position.clone().unwrap_or_default(),
        months_served: months,
        variable_pay: stated.variable_pay,
        fields: values(&stated.member),
        grade_values: values(&stated.grade_values),
        ..Segment::blank(days)
    }
}

fn ratings(stated: &ExamplePerson, period: &Period) -> Vec<Rating> {
    let rating = |(name, score): (&String, &i64)| Rating { name: name.clone(), days: period.days, score: *score };
    stated.ratings.iter().map(rating).collect()
}

/// "approved special-project awards with their shares", divided so that they add up; what nobody has is left over.
fn awards(stated: &ExamplePerson, people: &[ExamplePerson]) -> Vec<Award> {
    let part = |award: &ExampleAward| {
        let named = people.iter().flat_map(|one| one.awards.iter().map(move |award| (one, award)));
        let sharers: Vec<_> = named.filter(|(_, other)| other.project == award.project).collect();
        let mut weights: Vec<i64> = sharers.iter().map(|(_, other)| other.share.ppm()).collect();
        weights.push(1_000_000 - weights.iter().sum::<i64>());
        let own = sharers.iter().position(|(one, _)| one.key == stated.key).unwrap();
        let (project, share) = (award.project.clone(), award.share);
        let part_minor = divided(award.amount, &weights)[own];
        Award { project, day: award.day, of_minor: award.amount, share, part_minor }
    };
    stated.awards.iter().map(part).collect()
}

fn coefficients(stated: &ExamplePerson) -> Vec<Coefficient> {
    let always = DayRange::new(Day::MIN, Day::MAX);
    let one = |(key, value): (&String, &_)| Coefficient {
        key: key.clone(),
        scope: CoefficientScope::Person,
        days: always,
        value: *value,
    };
    stated.coefficients.iter().map(one).collect()
}

fn goals(stated: &ExamplePerson, period: &Period) -> Vec<Goal> {
    let amount = |measure: &String, level| stated.goals.get(&(measure.clone(), level)).copied();
    let mut measures: Vec<&String> = stated.goals.keys().map(|(measure, _)| measure).collect();
    measures.dedup();
    let goal = |measure: &String| Goal {
        measure: measure.clone(),
        days: period.days,
        basis: stated.goal_basis,
        goal: amount(measure, GoalLevel::Goal),
        sprint: amount(measure, GoalLevel::Sprint),
        challenge: amount(measure, GoalLevel::Challenge),
    };
    measures.into_iter().map(goal).collect()
}

/// A row with the row of the payment that it takes back from, if it is a refund.
struct Row<'e> {
    place: usize,
    stated: &'e ExampleCredit,
    payment: Option<&'e ExampleCredit>,
}

/// "documents → `where` → splits and per-document caps (in `cap_order`)".
fn credits(plan: &Plan, example: &Example, known_until: Option<Day>) -> Vec<(String, Credit)> {
    let known = |row: &ExampleCredit| known_until.is_none_or(|day| row.recorded <= day);
    let mut documents: BTreeMap<(String, String), Vec<(usize, &ExampleCredit)>> = BTreeMap::new();
    for (place, row) in example.credits.iter().enumerate().filter(|(_, row)| known(row)) {
        let document = document_of(place, row);
        documents.entry((row.measure.clone(), document)).or_default().push((place, row));
    }
    let mut found = Vec::new();
    for ((measure, document), rows) in documents {
        found.extend(document_credits(plan, plan.measure(&measure).unwrap(), &document, &rows));
    }
    found
}

/// "`paid` may be the day on which the document was paid in full", as known on a day.
pub fn paid_in_full(example: &Example, known_until: Option<Day>) -> BTreeMap<Arc<str>, Day> {
    let mut found: BTreeMap<Arc<str>, Day> = BTreeMap::new();
    for (place, row) in example.credits.iter().enumerate() {
        if let Some(paid) = row.paid.filter(|_| known_until.is_none_or(|day| row.recorded <= day)) {
            let first = found.entry(Arc::from(document_of(place, row))).or_insert(paid);
            *first = paid.min(*first);
        }
    }
    found
}

fn document_of(place: usize, row: &ExampleCredit) -> String {
    row.document.clone().unwrap_or_else(|| format!("row-{}", place + 1))
}

fn document_credits(
    plan: &Plan,
    measure: &Measure,
    document: &str,
    stated: &[(usize, &ExampleCredit)],
) -> Vec<(String, Credit)> {
    let amount: i64 = stated.iter().map(|(_, row)| row.amount.max(0)).sum();
    let mut rows = Vec::new();
    for (place, row) in stated {
        // "A negative amount of the same document is its refund. A refund row has the facts of its payment's row."
        let payments = stated.iter().map(|(_, other)| *other).filter(|other| other.amount > 0 && row.amount < 0);
        let payment = payments.min_by_key(|other| (other.who != row.who, other.day));
        let facts = facts(payment.unwrap_or(row), measure.of, amount);
        if measure.filter.as_ref().is_none_or(|filter| document_holds(filter.text(), &facts, plan.currency)) {
            rows.push((Row { place: *place, stated: row, payment }, facts));
        }
    }
    rows.sort_by_key(|(row, _)| (row.stated.day, row.stated.recorded, row.place));
    let amounts = counted(measure, &rows.iter().map(|(row, _)| row).collect::<Vec<_>>());
    // An answer of 0 is an answer.
    let is_answered = matches!(measure.of, MeasureOf::Csat | MeasureOf::Nps);
    let credits = rows.into_iter().zip(amounts).filter(|(_, amount)| is_answered || *amount != 0);
    credits
        .map(|((row, facts), amount)| (row.stated.who.clone(), credit(measure, document, &row, facts, amount)))
        .collect()
}

/// "A measure's `cap_each` holds for the document's net, each credit counting what it adds."
fn counted(measure: &Measure, rows: &[&Row<'_>]) -> Vec<i64> {
    let Some(cap) = measure.cap_each else { return rows.iter().map(|row| row.stated.amount).collect() };
    let mut payees: Vec<&str> = Vec::new();
    let mut nets: Vec<i64> = Vec::new();
    let mut standing: Vec<i64> = Vec::new();
    let mut amounts = Vec::new();
    // Rows of one day, instant and sign are one event of the document.
    let event = |row: &Row<'_>| (row.stated.day, row.stated.recorded, row.stated.amount < 0);
    for rows in rows.chunk_by(|a, b| event(a) == event(b)) {
        for row in rows {
            let place = payees.iter().position(|payee| *payee == row.stated.who).unwrap_or_else(|| {
                payees.push(&row.stated.who);
                nets.push(0);
                standing.push(0);
                payees.len() - 1
            });
            nets[place] += row.stated.amount;
        }
        let now = capped(measure.cap_order, cap, &nets);
        for row in rows {
            let place = payees.iter().position(|payee| *payee == row.stated.who).unwrap();
            amounts.push(now[place] - standing[place]);
            standing[place] = now[place];
        }
    }
    amounts
}

/// `split_then_cap`: each payee's part; `cap_then_split`: the document, divided by what each has of it.
fn capped(order: CapOrder, cap: i64, nets: &[i64]) -> Vec<i64> {
    let weights: Vec<i64> = nets.iter().map(|net| (*net).max(0)).collect();
    match order {
        CapOrder::SplitThenCap => nets.iter().map(|net| (*net).min(cap)).collect(),
        CapOrder::CapThenSplit if weights.iter().all(|weight| *weight == 0) => nets.to_vec(),
        CapOrder::CapThenSplit => divided(nets.iter().sum::<i64>().min(cap), &weights),
    }
}

fn facts(row: &ExampleCredit, of: MeasureOf, amount: i64) -> LineFacts {
    let kind = match of {
        MeasureOf::Payments => "payment",
        MeasureOf::Manual => "manual",
        MeasureOf::Visits => "visit",
        MeasureOf::Csat | MeasureOf::Nps => "answer",
        MeasureOf::Events => "event",
        _ => "order",
    };
    let mut facts = LineFacts { kind: kind.to_owned(), amount, ..LineFacts::default() };
    for (name, value) in &row.facts {
        match (name.as_str(), value) {
            ("customer.is_new", ExampleValue::Boolean(is_new)) => facts.is_new = *is_new,
            ("customer.tier", ExampleValue::Text(tier)) => facts.customer.tier.clone_from(tier),
            ("product.family", ExampleValue::Text(family)) => facts.product.family.clone_from(family),
            _ => panic!("the generator does not write {name}"),
        }
    }
    facts
}

/// "`refund_day`: whether its negative credit falls on its own day (default) or on the day of the credit that it takes
/// back"; "the refund as its document and the payment as `of_document`".
fn credit(measure: &Measure, document: &str, row: &Row<'_>, facts: LineFacts, amount: i64) -> Credit {
    let taken_back = row.payment.map(|payment| payment.day);
    let day = if measure.refund_day == RefundDay::Original { taken_back } else { None };
    Credit {
        measure: Arc::from(measure.key.as_str()),
        day: day.unwrap_or(row.stated.day),
        amount,
        document: Arc::from(
            taken_back.map_or_else(|| document.to_owned(), |_| format!("{document}/refund-{}", row.place + 1)),
        ),
        line: 0,
        of_document: taken_back.map(|_| Arc::from(document)),
        of_day: taken_back,
        refunded_on: taken_back.map(|_| row.stated.day),
        recorded: (i64::from(row.stated.recorded.epoch_days()), i64::try_from(row.place).unwrap()),
        facts: Some(Arc::new(facts)),
    }
}
