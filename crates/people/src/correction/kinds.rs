//! What can be corrected about people: where they belong, their fields and pay, leaving and rejoining, the grade table,
//! and where units stand.

use std::sync::Arc;

use beichen_kernel::{Ctx, MemberId, Result, UnitId, Version};
use beichen_store::Deps;
use serde::Deserialize;
use serde_json::Value;

use super::{CorrectionKind, answer, read};
use crate::field::views::ValueSet;
use crate::grade::views::VariablePaySet;
use crate::ids::GradeId;
use crate::member::views::{MemberLeave, MemberTransfer};
use crate::unit::views::UnitPlace;
use crate::{field, grade, member, unit};

/// All kinds of this capability.
pub fn kinds() -> Vec<Arc<dyn CorrectionKind>> {
    vec![
        Arc::new(Transfer),
        Arc::new(SetField),
        Arc::new(SetVariablePay),
        Arc::new(Leave),
        Arc::new(Rejoin),
        Arc::new(SetGradeValue),
        Arc::new(MoveUnit),
    ]
}

/// `{"member_id", "version", "body"}`; a field also has its `key`.
#[derive(Deserialize)]
struct OnMember<B> {
    member_id: MemberId,
    version: i64,
    body: B,
}

#[derive(Deserialize)]
struct OnField {
    member_id: MemberId,
    key: String,
    version: i64,
    body: ValueSet,
}

/// `{"grade_id", "column", "version", "body"}`
#[derive(Deserialize)]
struct OnGrade {
    grade_id: GradeId,
    column: String,
    version: i64,
    body: ValueSet,
}

/// `{"unit_id", "version", "body"}`
#[derive(Deserialize)]
struct OnUnit {
    unit_id: UnitId,
    version: i64,
    body: UnitPlace,
}

fn words(parts: &[&str]) -> String {
    parts.join(" · ")
}

async fn code_of(ctx: &Ctx, deps: &Deps, id: MemberId) -> Result<String> {
    Ok(member::store::load(&deps.db.read(ctx).await?, id).await?.code)
}

async fn unit_code(ctx: &Ctx, deps: &Deps, to: &MemberTransfer) -> Result<String> {
    Ok(unit::store::load(&deps.db.read(ctx).await?, to.unit_id).await?.code)
}

struct Transfer;

#[async_trait::async_trait]
impl CorrectionKind for Transfer {
    fn operation(&self) -> &'static str {
        "people_member_transfer"
    }

    async fn summary(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<String> {
        let wish: OnMember<MemberTransfer> = read(payload)?;
        let (code, unit) = (code_of(ctx, deps, wish.member_id).await?, unit_code(ctx, deps, &wish.body).await?);
        Ok(words(&[&code, &unit, &wish.body.from]))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: OnMember<MemberTransfer> = read(payload)?;
        let done = member::commands::transfer(ctx, &deps.db, wish.member_id, Version(wish.version), wish.body).await?;
        answer(&done)
    }
}

struct Rejoin;

#[async_trait::async_trait]
impl CorrectionKind for Rejoin {
    fn operation(&self) -> &'static str {
        "people_member_rejoin"
    }

    async fn summary(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<String> {
        let wish: OnMember<MemberTransfer> = read(payload)?;
        let (code, unit) = (code_of(ctx, deps, wish.member_id).await?, unit_code(ctx, deps, &wish.body).await?);
        Ok(words(&[&code, &unit, &wish.body.from]))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: OnMember<MemberTransfer> = read(payload)?;
        let done = member::commands::rejoin(ctx, &deps.db, wish.member_id, Version(wish.version), wish.body).await?;
        answer(&done)
    }
}

struct Leave;

#[async_trait::async_trait]
impl CorrectionKind for Leave {
    fn operation(&self) -> &'static str {
        "people_member_leave"
    }

    async fn summary(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<String> {
        let wish: OnMember<MemberLeave> = read(payload)?;
        Ok(words(&[&code_of(ctx, deps, wish.member_id).await?, &wish.body.left_on]))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: OnMember<MemberLeave> = read(payload)?;
        let done = member::commands::leave(ctx, &deps.db, wish.member_id, Version(wish.version), wish.body).await?;
        answer(&done)
    }
}

struct SetField;

#[async_trait::async_trait]
impl CorrectionKind for SetField {
    fn operation(&self) -> &'static str {
        "people_member_set_field"
    }

    async fn summary(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<String> {
        let wish: OnField = read(payload)?;
        let code = code_of(ctx, deps, wish.member_id).await?;
        Ok(words(&[&code, &wish.key, &wish.body.value, &wish.body.from]))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: OnField = read(payload)?;
        let seen = Version(wish.version);
        let done = field::commands::set_member_value(ctx, &deps.db, wish.member_id, seen, &wish.key, wish.body).await?;
        answer(&done)
    }
}

struct SetVariablePay;

#[async_trait::async_trait]
impl CorrectionKind for SetVariablePay {
    fn operation(&self) -> &'static str {
        "people_member_set_variable_pay"
    }

    async fn summary(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<String> {
        let wish: OnMember<VariablePaySet> = read(payload)?;
        let code = code_of(ctx, deps, wish.member_id).await?;
        Ok(words(&[&code, &wish.body.amount, &wish.body.from]))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: OnMember<VariablePaySet> = read(payload)?;
        let seen = Version(wish.version);
        let done = grade::commands::set_variable_pay(ctx, &deps.db, wish.member_id, seen, wish.body).await?;
        answer(&done)
    }
}

struct SetGradeValue;

#[async_trait::async_trait]
impl CorrectionKind for SetGradeValue {
    fn operation(&self) -> &'static str {
        "people_grade_set_value"
    }

    async fn summary(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<String> {
        let wish: OnGrade = read(payload)?;
        let grade = grade::store::load(&deps.db.read(ctx).await?, wish.grade_id).await?;
        Ok(words(&[&grade.code, &wish.column, &wish.body.value, &wish.body.from]))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: OnGrade = read(payload)?;
        let seen = Version(wish.version);
        let done = grade::commands::set_value(ctx, &deps.db, wish.grade_id, seen, &wish.column, wish.body).await?;
        answer(&done)
    }
}

struct MoveUnit;

#[async_trait::async_trait]
impl CorrectionKind for MoveUnit {
    fn operation(&self) -> &'static str {
        "people_unit_move"
    }

    async fn summary(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<String> {
        let wish: OnUnit = read(payload)?;
        let tx = deps.db.read(ctx).await?;
        let code = unit::store::load(&tx, wish.unit_id).await?.code;
        let parent = match wish.body.parent_id {
            Some(parent) => unit::store::load(&tx, parent).await?.code,
            None => "–".to_owned(),
        };
        Ok(words(&[&code, &parent, &wish.body.from]))
    }

    async fn run(&self, ctx: &Ctx, deps: &Deps, payload: &Value) -> Result<Value> {
        let wish: OnUnit = read(payload)?;
        let seen = Version(wish.version);
        answer(&unit::commands::move_to(ctx, &deps.db, wish.unit_id, seen, wish.body).await?)
    }
}
