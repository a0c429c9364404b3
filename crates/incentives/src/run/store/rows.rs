//! The tables of runs.

pub mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_run")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub plan_id: Uuid,
        pub calendar: String,
        pub period_kind: String,
        pub period_name: String,
        pub period_from: TimeDate,
        pub period_end: TimeDate,
        pub state: String,
        pub round: i64,
        pub trial_id: Uuid,
        pub trial_seq: i64,
        pub tried_by: Uuid,
        pub finance_by: Option<Uuid>,
        pub notice_from: Option<TimeDate>,
        pub notice_to: Option<TimeDate>,
        pub locked_by: Option<Uuid>,
        pub locked_at: Option<i64>,
        pub locked_seq: Option<i64>,
        pub audit_hash: Option<String>,
        pub four_eyes: bool,
        pub export_count: i64,
        pub paid_count: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod step {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_run_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub run_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
        pub round: i64,
        pub step: String,
        pub at: i64,
        pub member_id: Uuid,
        pub reason: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod review {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_run_review")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub run_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
        pub unit_id: Option<Uuid>,
        pub member_id: Option<Uuid>,
        pub reviewer_id: Option<Uuid>,
        pub approved_by: Option<Uuid>,
        pub approved_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod mark {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incentives_payment_mark")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub org_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub run_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: Uuid,
        pub paid_on: TimeDate,
        pub marked_by: Uuid,
        pub marked_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

beichen_store::tenant!(mark);
beichen_store::tenant!(row, versioned);
beichen_store::tenant!(step);
beichen_store::tenant!(review);
