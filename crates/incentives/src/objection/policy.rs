//! Who may do what to an objection: people object to the own statement, the director answers.

use beichen_kernel::{Ctx, Scope};

use super::model::{Objection, ObjectionState};
use crate::permissions::INCENTIVES_OBJECTION_ANSWER;

/// The actions to offer.
pub fn offered(ctx: &Ctx, objection: &Objection) -> Vec<String> {
    let may_answer =
        objection.state == ObjectionState::Open && ctx.may(INCENTIVES_OBJECTION_ANSWER, Scope::Organisation);
    if may_answer { vec!["answer".to_owned()] } else { Vec::new() }
}
