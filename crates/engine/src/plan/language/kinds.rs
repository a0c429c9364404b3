//! What the keys of the kinds take.

use super::component::{AMOUNT, EDGE, RATE};
use super::shape::{KeyShape, Shape, key};

const WEIGHT: KeyShape = key("weight", Shape::Rate, "All weights add to 100%.").required();
const MEASURE: KeyShape = key("measure", Shape::Measure, "Key of a measure.").required();
const ATTAINMENT: KeyShape =
    key("attainment", Shape::Measure, "Key of the measure whose attainment counts.").required();

pub(super) const ATTAINED: Shape = Shape::List(
    &Shape::Table(&[MEASURE, WEIGHT, key("cap", RATE, "Its attainment counts at most this much. Default: no limit.")]),
    1,
);

pub(super) const RANKED: Shape = Shape::List(&Shape::Table(&[ATTAINMENT, WEIGHT]), 1);

pub(super) const BASE: Shape = Shape::Either(&[
    AMOUNT,
    Shape::Table(&[
        key("share", RATE, "Of the person's variable pay of a year, divided by its periods.").required(),
        key("of", Shape::Words(&["variable_pay"]), "Of what.").required(),
    ]),
]);

/// From this amount on, this coefficient.
pub(super) const BANDS: Shape = Shape::List(&Shape::Row(&[Shape::Amount, RATE]), 1);
const STEPS: Shape = Shape::List(&Shape::Row(&[Shape::Rate, RATE]), 1);

pub(super) const CURVE: Shape = Shape::Either(&[
    Shape::Table(&[key("shape", Shape::Words(&["proportional"]), "The coefficient is the attainment.").required()]),
    Shape::Table(&[
        key("shape", Shape::Words(&["linear"]), "Straight between points, 0 below the first.").required(),
        key("points", STEPS, "Attainment and coefficient.").required(),
        key("beyond", Shape::Words(&["flat", "extend"]), "After the last point. Default: flat."),
    ]),
    Shape::Table(&[
        key("shape", Shape::Words(&["bands"]), "A table of coefficients.").required(),
        key("bands", STEPS, "From which attainment on which coefficient; it begins at 0%.").required(),
        key("edge", EDGE, "Where a value exactly on a bound belongs. Default: the component's."),
    ]),
]);

pub(super) const TIER: Shape = Shape::Row(&[Shape::Bound, Shape::Either(&[Shape::TierValue, Shape::OfPerson])]);
pub(super) const RATE_BY: Shape = Shape::Row(&[Shape::Condition, RATE]);
/// How soon, and which share.
pub(super) const RUNG: Shape = Shape::Row(&[Shape::Months, Shape::Rate]);

const FROM: KeyShape = key("from", Shape::List(&Shape::Rate, 1), "Rising from 0%.").required();
pub(super) const AXIS: Shape = Shape::Either(&[
    Shape::Table(&[ATTAINMENT, FROM]),
    Shape::Table(&[
        key("ratio", Shape::Row(&[Shape::Measure, Shape::Measure]), "The first measure ÷ the second, of one unit.")
            .required(),
        FROM,
    ]),
]);
pub(super) const CELLS: Shape = Shape::List(&Shape::List(&RATE, 1), 1);

const INDICATOR_KEY: KeyShape = key("key", Shape::Key, "Its own key in the scorecard.").required();
pub(super) const INDICATOR: Shape = Shape::Either(&[
    Shape::Table(&[
        INDICATOR_KEY,
        WEIGHT,
        ATTAINMENT,
        key("cap", RATE, "The attainment counts at most this much. Default: no limit."),
    ]),
    Shape::Table(&[
        INDICATOR_KEY,
        WEIGHT,
        MEASURE,
        key("points", Shape::List(&Shape::Row(&[Shape::Signed, Shape::Amount]), 1), "Actual and score.").required(),
    ]),
    Shape::Table(&[
        INDICATOR_KEY,
        WEIGHT,
        key("rated", Shape::Text, "The name under which the rating is kept.").required(),
    ]),
]);
pub(super) const LEVEL: Shape = Shape::Row(&[Shape::Amount, Shape::Text, RATE]);

pub(super) const AMONG: Shape =
    Shape::Either(&[Shape::Words(&["organisation", "unit", "unit.2", "grade", "plan"]), Shape::UnitAt]);

pub(super) const POT: Shape = Shape::Either(&[
    Shape::Amount,
    Shape::Table(&[
        key("rate", Shape::Rate, "Of what is credited together.").required(),
        key("of", Shape::Measure, "Key of a measure of money.").required(),
        key("scope", AMONG, "Whose credits fill it. Default: of those among whom it is divided."),
    ]),
]);

pub(super) const SHARE: Shape = Shape::Either(&[
    Shape::Words(&["equal", "contribution"]),
    Shape::Table(&[key("score", Shape::Text, "Key of a scorecard of the same period.").required()]),
    Shape::Table(&[key("coefficient", Shape::Key, "A coefficient set per period.").required()]),
]);

pub(super) const DEPTH: Shape = Shape::Either(&[Shape::Words(&["all", "1"]), Shape::Integer { least: 1, most: 1 }]);
