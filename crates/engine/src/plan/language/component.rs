//! A `[[component]]`: the keys of every kind among those that all of them have, in the order of the language.

use super::KINDS;
use super::header::{ROUND, ROUND_TO};
use super::kinds::{
    AMONG, ATTAINED, AXIS, BANDS, BASE, CELLS, CURVE, DEPTH, INDICATOR, LEVEL, POT, RANKED, RATE_BY, RUNG, SHARE, TIER,
};
use super::shape::{KeyShape, Shape, key};

/// An amount, or where the person has it.
pub(super) const AMOUNT: Shape = Shape::Either(&[Shape::Amount, Shape::OfPerson]);
/// A rate or coefficient, or where the person has it.
pub(super) const RATE: Shape = Shape::Either(&[Shape::Rate, Shape::OfPerson]);
pub(super) const EDGE: Shape = Shape::Words(&["up", "down"]);

const PERIOD: Shape = Shape::Words(&["month", "quarter", "half_year", "year"]);
const AGAINST: Shape =
    Shape::Either(&[Shape::Words(&["goal", "goal.sprint", "goal.challenge"]), Shape::Amount, Shape::OfPerson]);

const TIMES: Shape = Shape::Either(&[Shape::Table(COEFFICIENT), Shape::Table(BANDED)]);
const COEFFICIENT: &[KeyShape] = &[key(
    "coefficient",
    Shape::Key,
    "company, unit, person or another coefficient set per period; 1 where none is set.",
)
.required()];
const BANDED: &[KeyShape] = &[
    key("measure", Shape::Measure, "Whose actual decides.").required(),
    key("bands", BANDS, "From which actual on which coefficient.").required(),
    key("edge", EDGE, "Where a value exactly on a bound belongs. Default: the component's."),
];

const DRAW: &[KeyShape] = &[
    key("amount", AMOUNT, "Per period, never prorated.").required(),
    key("kind", Shape::Words(&["floor", "on_top"]), "Pay is filled up to it, or it is paid beside. Default: floor."),
    key("recoverable", Shape::Boolean, "Whether it is owed. Default: true."),
    key("recover_from", Shape::Integer { least: 1, most: 366 }, "From which period of the plan year on. Default: 1."),
    key("recover", RATE, "At most this share of what is earned above the floor. Default: 100%."),
];
const HOLD: &[KeyShape] =
    &[key("until", Shape::Words(&["collected"]), "Until the customer has paid the document in full.").required()];
const HOLDBACK: &[KeyShape] = &[
    key("rate", RATE, "At most 100%.").required(),
    key("release", Shape::Words(&["year"]), "In the plan year's last period. Default: year."),
    key("less", Shape::Measure, "A measure of money taken from it before it comes out."),
];

/// A `[[component]]`.
pub const COMPONENT: &[KeyShape] = &[
    key("key", Shape::Key, "Unique in the plan.").required(),
    key("title", Shape::Text, "What people call it. Default: the key."),
    key("kind", Shape::Words(&KINDS), "How it pays.").required(),
    key("period", PERIOD, "What it is paid for.").required(),
    key("who", Shape::Condition, "Narrows the plan's who, asked for each day."),
    key("when", Shape::Condition, "A gate by any fact: where it is false, nothing is paid."),
    key("measure", Shape::Measure, "Whose credits count.")
        .of(&["attainment", "commission", "pool", "per_event"])
        .required_in(&["commission", "per_event"]),
    key("measures", ATTAINED, "Several measures with weights that add to 100%, in place of one.").of(&["attainment"]),
    key("against", AGAINST, "What the actual is divided by. Default: goal.").of(&["attainment"]),
    key("base", BASE, "The amount at a coefficient of 1.").of(&["attainment", "matrix", "scorecard"]).required_in(&[
        "attainment",
        "matrix",
        "scorecard",
    ]),
    key("rate", RATE, "Of the credited amounts.").of(&["commission", "override"]),
    key("tiers", Shape::List(&TIER, 1), "From which amount or share of the goal on which rate, or multiplier of rate.")
        .of(&["commission", "override"]),
    key(
        "apply",
        Shape::Words(&["marginal", "whole"]),
        "Each rate inside its tier, or the reached one for all. Default: marginal.",
    )
    .of(&["commission", "override"]),
    key(
        "accumulate",
        Shape::Words(&["period", "transaction", "year_to_date"]),
        "Over what the tiers run. Default: period.",
    )
    .of(&["commission"]),
    key("rates_by", Shape::List(&RATE_BY, 1), "Other rates for documents by the first condition that holds.")
        .of(&["commission"]),
    key("cap_each", AMOUNT, "At most this much pay of one document. Default: no limit.").of(&["commission"]),
    key("gate", RATE, "Below this attainment nothing is paid. Default: no gate.").of(&["attainment"]),
    key("gate_start", Shape::Words(&["jump", "from_zero"]), "What the gate pays up to 100%. Default: jump.")
        .of(&["attainment"]),
    key("cap_attainment", RATE, "Attainment counts at most this much. Default: no limit.").of(&["attainment"]),
    key("curve", CURVE, "Attainment to coefficient. Default: proportional.").of(&["attainment"]),
    key("rows", AXIS, "What chooses the row.").of(&["matrix"]).required_in(&["matrix"]),
    key("columns", AXIS, "What chooses the column.").of(&["matrix"]).required_in(&["matrix"]),
    key("values", CELLS, "The coefficients, row by row.").of(&["matrix"]).required_in(&["matrix"]),
    key("indicators", Shape::List(&INDICATOR, 1), "What is scored, with weights that add to 100%.")
        .of(&["scorecard"])
        .required_in(&["scorecard"]),
    key("levels", Shape::List(&LEVEL, 1), "From which score on which name and coefficient. Default: score ÷ 100.")
        .of(&["scorecard"]),
    key("by", Shape::Measure, "Whose total is compared.").of(&["ranking"]),
    key("attainment", Shape::Measure, "Whose attainment is compared.").of(&["ranking"]),
    key("composite", RANKED, "Several attainments with weights that add to 100%.").of(&["ranking"]),
    key("pot", POT, "How much there is to divide.").of(&["pool"]).required_in(&["pool"]),
    key("above", Shape::Words(&["goal"]), "Only of what lies above the sum of the goals.").of(&["pool"]),
    key("among", AMONG, "Among whom it is compared or divided.")
        .of(&["ranking", "pool"])
        .required_in(&["ranking", "pool"]),
    key("eligible", Shape::Condition, "Who takes part. Default: everybody.").of(&["ranking", "pool"]),
    key("share", SHARE, "How the pot is divided. Default: equal.").of(&["pool"]),
    key("prizes", Shape::List(&Shape::Amount, 0), "By place, the first one first; none gives places only.")
        .of(&["ranking"])
        .required_in(&["ranking"]),
    key("ties", Shape::Words(&["each", "share", "next"]), "What equals get. Default: each.").of(&["ranking"]),
    key(
        "next",
        Shape::List(&Shape::Text, 1),
        "Measures, or reached_first, that decide between equals; beside ties = next.",
    )
    .of(&["ranking"]),
    key("places", Shape::Words(&["1,1,3", "1,1,2"]), "Which place follows a tied one. Default: 1,1,3.")
        .of(&["ranking"]),
    key("amount", AMOUNT, "For one event.").of(&["per_event"]).required_in(&["per_event"]),
    key("once", Shape::Boolean, "At most once a period. Default: false.").of(&["per_event"]),
    key("at_least", Shape::Amount, "What an event must count. Default: anything above 0.").of(&["per_event"]),
    key("of", Shape::Measure, "The measure of money that the people below credit.").of(&["override"]),
    key("component", Shape::Text, "Key of the component that pays the people below, in place of a measure.")
        .of(&["override"]),
    key("depth", DEPTH, "All levels below, or the nearest. Default: all.").of(&["override"]),
    key("edge", EDGE, "Where a value exactly on a bound belongs. Default: up, the upper tier."),
    key("times", Shape::List(&TIMES, 0), "Multipliers of the pay, in this order."),
    key("cap", AMOUNT, "At most this much per person and period. Default: no limit."),
    key("cap_excess", Shape::Words(&["forfeit", "carry"]), "What becomes of what the cap cuts. Default: forfeit."),
    key("floor", AMOUNT, "At least this much once the gates are open. Default: none."),
    key(
        "prorate",
        Shape::Words(&["none", "workdays", "calendar"]),
        "Whether base and goal follow the days in the plan. Default: none.",
    ),
    key("draw", Shape::Table(DRAW), "An amount that is paid before it is earned."),
    key("hold", Shape::Table(HOLD), "Pay that waits for the customer."),
    key("pay", Shape::List(&Shape::Rate, 1), "Shares of this period and the next ones, 100% together."),
    key("holdback", Shape::Table(HOLDBACK), "A part that is held until the plan year's last period."),
    key("clawback", Shape::List(&RUNG, 1), "How soon a refund takes back which share of the pay."),
    key("round", ROUND, "How its pay is rounded. Default: the plan's."),
    key("round_to", ROUND_TO, "To which step. Default: the plan's."),
];
