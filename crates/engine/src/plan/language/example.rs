//! An `[[example]]`: people, credits and what must come out.

use super::shape::{KeyShape, Shape, key};

const AMOUNTS: Shape = Shape::Map(&Shape::Amount);

const AWARD: &[KeyShape] = &[
    key("project", Shape::Text, "The award's name.").required(),
    key("day", Shape::Day, "When it was approved.").required(),
    key("amount", Shape::Amount, "The whole award.").required(),
    key("share", Shape::Rate, "The person's part. Default: 100%."),
];

const PERSON: &[KeyShape] = &[
    key("key", Shape::Text, "What the example calls the person.").required(),
    key("goal", AMOUNTS, "By measure, of each period."),
    key("goal_sprint", AMOUNTS, "Stretch targets by measure."),
    key("goal_challenge", AMOUNTS, "Challenge targets by measure."),
    key("goal_basis", Shape::Words(&["full", "final"]), "Whether goals may be prorated. Default: full."),
    key("unit", Shape::Text, "Code of the unit."),
    key("grade", Shape::Text, "Code of the grade."),
    key("position", Shape::Text, "The job."),
    key("lead", Shape::Text, "Key of the person directly above."),
    key("base", Shape::Amount, "The base that a grade or the member gives."),
    key("variable_pay", Shape::Amount, "Of a year."),
    key("from", Shape::Day, "First day in the plan."),
    key("to", Shape::Day, "Last day in the plan."),
    key("owed", Shape::Either(&[Shape::Amount, AMOUNTS]), "Draws before the first period, by component."),
    key("coefficient", Shape::Map(&Shape::Rate), "Coefficients by key."),
    key("facts", Shape::Map(&Shape::Any), "Facts of conditions by their name."),
    key("member", Shape::Map(&Shape::Any), "Fields of the member."),
    key("grade_values", Shape::Map(&Shape::Any), "Columns of the grade table."),
    key("rated", AMOUNTS, "Ratings by their name."),
    key("awards", Shape::List(&Shape::Table(AWARD), 0), "Shares of special-project awards."),
    key("to_date", Shape::Map(&Shape::Signed), "The year before the first period, by measure."),
];

const CREDIT: Shape = Shape::Either(&[
    Shape::Row(&[Shape::Text, Shape::Measure, Shape::Day, Shape::Signed]),
    Shape::Table(&[
        key("who", Shape::Text, "Key of the person.").required(),
        key("measure", Shape::Measure, "Key of the measure.").required(),
        key("day", Shape::Day, "The day that counts.").required(),
        key("amount", Shape::Signed, "Below 0 it is a refund of the same document.").required(),
        key("document", Shape::Text, "Rows of one document are its payees."),
        key("paid", Shape::Either(&[Shape::Boolean, Shape::Day]), "Whether, or when, it was paid in full."),
        key("recorded", Shape::Day, "When it became known. Default: its day."),
        key("facts", Shape::Map(&Shape::Any), "Facts of the document by their name."),
    ]),
]);

/// An `[[example]]`.
pub const EXAMPLE: &[KeyShape] = &[
    key("title", Shape::Text, "What it shows.").required(),
    key("period", Shape::Text, "2026-03, 2026-Q1, 2026-H1, 2026, or a first day."),
    key("periods", Shape::List(&Shape::Text, 1), "Several periods, run and locked in this order."),
    key("ask_who", Shape::Boolean, "Whether who is asked. Default: false, everybody is in the plan."),
    key("people", Shape::List(&Shape::Table(PERSON), 1), "Who takes part.").required(),
    key("credits", Shape::List(&CREDIT, 0), "[person, measure, day, amount], or a table."),
    key(
        "expect",
        Shape::Map(&Shape::Map(&Shape::Any)),
        "By person, and by period where there are several, what must come out.",
    )
    .required(),
];
