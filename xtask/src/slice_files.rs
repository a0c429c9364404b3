//! What a new aggregate's files begin with: the shape, and at each place the sentence that says what goes there.

/// The names that a template uses, from `goals` and `goal_letter`.
pub struct Names {
    /// `goals`
    pub krate: String,
    /// `goal_letter`
    pub aggregate: String,
    /// `GoalLetter`
    pub type_name: String,
}

/// File name in the aggregate's folder, and what it begins with.
pub const FILES: [(&str, &str); 8] = [
    ("mod.rs", MOD),
    ("model.rs", MODEL),
    ("policy.rs", POLICY),
    ("commands.rs", COMMANDS),
    ("queries.rs", QUERIES),
    ("store.rs", STORE),
    ("views.rs", VIEWS),
    ("routes.rs", ROUTES),
];

pub const TEST: &str = "\
//! What may be done to a {words}, by whom, and what is left behind.

#[test]
fn a_{aggregate}_refuses_what_its_model_forbids() {
    let refusals = beichen_{krate}::{aggregate}::model::{Type}Error::CODES;
    assert_eq!(refusals, [\"{krate}.{aggregate}.not_draft\"]);
}
";

const MOD: &str = "\
//! A {words}: its decisions, its rights, its rows and its paths.

pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
pub mod routes;
mod store;
pub mod views;
";

const MODEL: &str = "\
//! A {words} and what may become of it. No clock, no database, no HTTP.

beichen_kernel::id!(
    /// Names a {words}.
    {Type}Id,
    \"{aggregate}\",
    \"{krate}.{aggregate}\"
);

beichen_kernel::errors! {
    /// Why a {words} refuses a change.
    pub enum {Type}Error in \"{krate}.{aggregate}\" {
        NotDraft = \"not_draft\" => Conflict,
    }
}
";

const POLICY: &str = "\
//! Who may do what to a {words}. The screen shows exactly what this file allows: `check` for one action, `offered` for all.
";

const COMMANDS: &str = "\
//! Everything that changes a {words}. Each is ten lines: begin, load, check, decide, save, record, commit.
";

const QUERIES: &str = "\
//! Everything that reads a {words}: one, or a page of what the reader may see.
";

const STORE: &str = "\
//! The rows of a {words}: the only file of this slice that speaks SQL.
";

const VIEWS: &str = "\
//! What a {words} looks like on the wire, with what the reader `can` do.
";

const ROUTES: &str = "\
//! HTTP for a {words}. A handler unwraps the request, makes one call, wraps the answer.
";

impl Names {
    pub fn fill(&self, template: &str) -> String {
        template
            .replace("{krate}", &self.krate)
            .replace("{aggregate}", &self.aggregate)
            .replace("{Type}", &self.type_name)
            .replace("{words}", &self.aggregate.replace('_', " "))
    }
}
