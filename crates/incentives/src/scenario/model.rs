//! Why a scenario cannot be asked.

beichen_kernel::errors! {
    /// What is wrong with the question.
    pub enum ScenarioError in "incentives.scenario" {
        UnknownMeasure { measure: String, known: String } = "unknown_measure" => Invalid,
        BadAmount { amount: String, measure: String } = "bad_amount" => Invalid,
        DayOutside { day: String, from: String, to: String } = "day_outside" => Invalid,
        NotInPlan { person: String, period: String } = "not_in_plan" => Conflict,
        NothingAsked = "nothing_asked" => Invalid,
        LevelsOutOfOrder { measure: String } = "levels_out_of_order" => Invalid,
        OtherCalendar { calendar: String, wanted: String } = "other_calendar" => Conflict,
        TooManyPeriods { most: String } = "too_many_periods" => Invalid,
    }
}
