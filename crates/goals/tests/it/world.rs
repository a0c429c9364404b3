//! A company North (led by Ann) with the team East (Bob, Cid), and the measure sales.

use std::sync::Arc;

use beichen_engine::day::{Day, DayRange};
use beichen_goals::api::{self as goals, PublishGoals, PublishedGoal, Subject};
use beichen_kernel::{Actor, Clock, Ctx, Grants, IdSource, Locale, MemberId, Result, Role, Timestamp, UnitId};
use beichen_people::api as people;
use beichen_sheets::{Import, ImportRequest, Registry, Rows, Upload, run_import};
use beichen_store::db::DbOptions;
use beichen_store::{Db, Deps};
use beichen_testkit::database;

pub struct World {
    pub ctx: Ctx,
    pub deps: Deps,
    pub north: UnitId,
    pub east: UnitId,
    pub ann: MemberId,
    pub bob: MemberId,
    place: database::Place,
}

const MEASURES: &str = "[measure.sales]\nof = \"orders\"\n";

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

impl World {
    pub async fn sqlite() -> Self {
        Self::fill(database::sqlite(&DbOptions::default()).await).await
    }

    pub async fn postgres() -> Self {
        Self::fill(database::postgres(&DbOptions::default()).await).await
    }

    async fn fill((db, place): (Db, database::Place)) -> Self {
        let clock = Clock::fixed(Timestamp::parse("2026-03-20T08:00:00Z").unwrap());
        let organisation = people::create_organisation(&db, &clock, "Acme", "CNY", "Asia/Shanghai").await.unwrap();
        let ctx = Ctx::system(organisation, "test", None, clock.now());
        let since = day("2025-01-01");
        let north = people::create_unit(&ctx, &db, "north", "North", None, None, since).await.unwrap();
        let east = people::create_unit(&ctx, &db, "east", "East", Some(north), None, since).await.unwrap();
        let mut members = Vec::new();
        for (code, unit) in [("ann", north), ("bob", east), ("cid", east)] {
            let new = people::NewMember {
                code: code.to_owned(),
                name: code.to_owned(),
                joined_on: Some(since),
                ..people::NewMember::default()
            };
            let mut tx = db.begin(&ctx).await.unwrap();
            let member = people::add_member(&mut tx, new).await.unwrap().id;
            tx.commit().await.unwrap();
            people::assign(&ctx, &db, member, unit, since).await.unwrap();
            members.push(member);
        }
        beichen_ledger::api::publish_measures(&ctx, &db, MEASURES).await.unwrap();
        let deps = Deps {
            db,
            clock,
            folder: place.folder.path().to_owned(),
            public_url: None,
            setup_token: None,
            demo_sign_ins: Arc::new([]),
        };
        Self { ctx, deps, north, east, ann: members[0], bob: members[1], place }
    }

    /// Somebody with a role, as a request knows them.
    pub fn as_member(&self, member: MemberId, role: Role, led: &[UnitId]) -> Ctx {
        Ctx::new(beichen_kernel::ctx::CtxParts {
            organisation: Arc::clone(&self.ctx.organisation),
            actor: Actor::Member(member),
            grants: Grants::of_member(member, vec![role], led.iter().copied().collect()),
            locale: Locale::EnUs,
            now: self.ctx.now(),
            ids: IdSource::default(),
        })
    }

    pub async fn import(&self, text: &str) -> Result<Import> {
        let path = self.place.folder.path().join("goals.csv");
        std::fs::write(&path, text).unwrap();
        let upload = Upload {
            kind: "goals".to_owned(),
            path,
            file_name: "goals.csv".to_owned(),
            profile_name: String::new(),
            profile_text: String::new(),
        };
        let registry = Registry::new(beichen_goals::import_kinds());
        run_import(&self.ctx, &self.deps, &registry, ImportRequest { upload, rows: Rows::All, report: None }, &|_| ())
            .await
    }

    pub async fn publish(&self, period: Option<&str>, reason: &str) -> Result<goals::GoalPublished> {
        let wanted = PublishGoals {
            measure: "sales".to_owned(),
            calendar: "natural".to_owned(),
            period_kind: None,
            period: period.map(str::to_owned),
            reason: reason.to_owned(),
        };
        goals::publish(&self.ctx, &self.deps.db, wanted).await
    }

    /// The published goals of sales in 2026.
    pub async fn published(&self) -> Vec<PublishedGoal> {
        let tx = self.deps.db.read(&self.ctx).await.unwrap();
        let year = DayRange::new(day("2026-01-01"), day("2027-01-01"));
        goals::published(&tx, &["sales"], "natural", year).await.unwrap()
    }

    pub async fn published_of(&self, subject: Subject) -> Vec<(String, i64, i64)> {
        let all = self.published().await;
        all.into_iter()
            .filter(|goal| goal.subject == subject)
            .map(|goal| (goal.period.name, goal.amount, goal.number))
            .collect()
    }
}
