//! An `[[example]]`: the people, what they are credited, and what must come out.

use super::SentenceCode as Code;
use super::condition::quoted;
use super::teller::{Teller, day, factor, points, rate};
use super::{Phrase, Sentence, Spoken};
use crate::plan::model::{Example, ExampleCredit, ExamplePerson, ExampleValue, GoalBasis, GoalLevel};

impl Teller<'_> {
    pub(super) fn example(&self, example: &Example) -> Sentence {
        let periods = Spoken::List(example.periods.iter().map(Spoken::text).collect());
        let code = if example.is_series { Code::ExampleSeries } else { Code::ExamplePeriod };
        let mut inner = vec![Phrase::new(code).with("periods", periods).at("periods")];
        if example.ask_who {
            inner.push(Phrase::new(Code::ExampleAsksWho).at("ask_who"));
        }
        inner.extend(example.people.iter().map(|person| self.example_person(person)));
        inner.extend(example.credits.iter().enumerate().map(|(index, row)| self.example_credit(index + 1, row)));
        inner.extend(example.expect.iter().map(|one| self.expectation(one, example.is_series)));
        let title = Phrase::new(Code::Example).with("title", Spoken::text(&example.title));
        title.at(format!("example.{}", example.title)).holding(inner)
    }

    fn example_person(&self, person: &ExamplePerson) -> Sentence {
        let key = Spoken::text(&person.key);
        let place = format!("people.{}", person.key);
        let has = self.example_facts(person);
        if has.is_empty() {
            return Phrase::new(Code::ExamplePersonBare).with("person", key).at(place);
        }
        let has = Spoken::List(has.into_iter().map(Phrase::spoken).collect());
        Phrase::new(Code::ExamplePerson).with("person", key).with("has", has).at(place)
    }

    fn example_facts(&self, person: &ExamplePerson) -> Vec<Phrase> {
        let mut has = self.example_goals(person);
        let texts = [(Code::HasUnit, &person.unit), (Code::HasGrade, &person.grade)];
        let more = [(Code::HasPosition, &person.position), (Code::HasLead, &person.lead)];
        let filled = texts.into_iter().chain(more).filter_map(|(code, text)| Some((code, text.as_ref()?)));
        has.extend(filled.map(|(code, text)| Phrase::new(code).with("value", Spoken::text(text))));
        if let Some(minor) = person.variable_pay {
            has.push(Phrase::new(Code::HasVariablePay).with("value", self.money(minor)));
        }
        has.extend(person.from.map(|from| Phrase::new(Code::InPlanFrom).with("value", day(from))));
        has.extend(person.to.map(|to| Phrase::new(Code::InPlanTo).with("value", day(to))));
        let named =
            |name: &str, value: Spoken| Phrase::new(Code::HasNamed).with("name", quoted(name)).with("value", value);
        has.extend(person.coefficients.iter().map(|(key, value)| {
            let key = Spoken::Coefficient(key.clone());
            Phrase::new(Code::HasCoefficient).with("name", key).with("value", factor(*value))
        }));
        has.extend(person.facts.iter().map(|(name, value)| named(name, self.example_fact(name, value))));
        let fields = person.member.iter().chain(&person.grade_values);
        has.extend(fields.map(|(name, value)| named(name, example_value(value))));
        has.extend(person.to_date.iter().map(|(measure, amount)| {
            let amount = self.amount_of(*amount, measure);
            Phrase::new(Code::HasToDate).with("measure", Spoken::measure(measure)).with("value", amount)
        }));
        has.extend(person.ratings.iter().map(|(name, score)| named(name, points(*score))));
        has.extend(person.awards.iter().map(|award| {
            Phrase::new(Code::HasAward)
                .with("project", Spoken::text(&award.project))
                .with("day", day(award.day))
                .with("amount", self.money(award.amount))
                .with("share", rate(award.share))
        }));
        has.extend(person.owed.iter().map(|(component, minor)| {
            let owed = Phrase::new(Code::HasOwed).with("component", self.title_of(component));
            owed.with("value", self.money(*minor))
        }));
        has
    }

    fn example_goals(&self, person: &ExamplePerson) -> Vec<Phrase> {
        let goal = |((measure, level), amount): (&(String, GoalLevel), &i64)| {
            let level = match level {
                GoalLevel::Goal => "goal",
                GoalLevel::Sprint => "sprint",
                GoalLevel::Challenge => "challenge",
            };
            Phrase::new(Code::HasGoalOf)
                .with("measure", Spoken::measure(measure))
                .with("level", Spoken::word("example_goal", level))
                .with("value", self.amount_of(*amount, measure))
        };
        let mut goals: Vec<Phrase> = person.goals.iter().map(goal).collect();
        if person.goal_basis == GoalBasis::Final {
            goals.push(Phrase::new(Code::GoalsAreFinal));
        }
        goals
    }

    /// A value of a manual measure is in its units, any other as written.
    fn example_fact(&self, name: &str, value: &ExampleValue) -> Spoken {
        match (name.strip_prefix("manual."), value) {
            (Some(measure), ExampleValue::Integer(amount)) => self.amount_of(*amount, measure),
            _ => example_value(value),
        }
    }

    fn example_credit(&self, number: usize, row: &ExampleCredit) -> Sentence {
        let mut more: Vec<Phrase> = Vec::new();
        if let Some(document) = &row.document {
            more.push(Phrase::new(Code::OfDocument).with("document", Spoken::text(document)));
        }
        more.extend(row.paid.map(|paid| Phrase::new(Code::PaidInFull).with("day", day(paid))));
        if row.recorded != row.day {
            more.push(Phrase::new(Code::RecordedOn).with("day", day(row.recorded)));
        }
        more.extend(row.facts.iter().map(|(name, value)| {
            Phrase::new(Code::HasNamed).with("name", quoted(name)).with("value", example_value(value))
        }));
        let code = if more.is_empty() { Code::ExampleCredit } else { Code::ExampleCreditWith };
        let mut phrase = Phrase::new(code)
            .with("person", Spoken::text(&row.who))
            .with("measure", Spoken::measure(&row.measure))
            .with("day", day(row.day))
            .with("amount", self.amount_of(row.amount, &row.measure))
            .with("number", Spoken::number(number));
        if !more.is_empty() {
            phrase = phrase.with("more", Spoken::List(more.into_iter().map(Phrase::spoken).collect()));
        }
        phrase.at(format!("credits.{number}"))
    }
}

fn example_value(value: &ExampleValue) -> Spoken {
    match value {
        ExampleValue::Text(text) => quoted(text),
        ExampleValue::Integer(number) => Spoken::number(number),
        ExampleValue::Boolean(truth) => Spoken::word("truth", if *truth { "yes" } else { "no" }),
        ExampleValue::List(texts) => Spoken::List(texts.iter().map(|text| quoted(text)).collect()),
    }
}
