//! What becomes of goals, on both databases.

use beichen_goals::api::{Basis, Level, Subject};
use beichen_goals::goal::commands::{self, NewGoal, Over, Shares, SpreadGoals};
use beichen_goals::goal::queries::{self, GoalFilter};
use beichen_kernel::{PageQuery, Role, Version};

use crate::world::World;

macro_rules! both {
    ($( async fn $name:ident($world:ident) $body:block )*) => {
        $( mod $name {
            use super::*;
            async fn run($world: World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() { run(World::sqlite().await).await }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() { run(World::postgres().await).await }
        } )*
    };
}

const HEAD: &str = "measure,calendar,period,person,unit,level,amount,basis\n";

fn new(subject: Subject, amount: &str) -> NewGoal {
    NewGoal {
        measure: "sales".to_owned(),
        calendar: "natural".to_owned(),
        period_kind: None,
        period: "2026-03".to_owned(),
        subject,
        level: Level::Goal,
        amount: amount.to_owned(),
        basis: None,
    }
}

both! {
    async fn imported_goals_count_only_once_they_are_published(world) {
        let text = format!("{HEAD}sales,natural,2026-03,ann,,,1.2万,\nsales,natural,2026/2/1,bob,,sprint,100.005,full\n");
        let import = world.import(&text).await.unwrap();
        assert_eq!((import.counts.new, import.counts.rounded), (2, 1));
        assert!(world.published().await.is_empty());
        let done = world.publish(None, "").await.unwrap();
        assert_eq!((done.number, done.published, done.unchanged), (1, 2, 0));
        let goals = world.published().await;
        assert_eq!((goals[0].amount, goals[0].basis, goals[0].level), (10_001, Basis::Full, Level::Sprint));
        assert_eq!((goals[1].amount, goals[1].basis, goals[1].level), (1_200_000, Basis::Final, Level::Goal));
        assert_eq!(goals[1].subject, Subject::Member(world.ann));
    }

    async fn the_same_goals_again_change_nothing_and_a_changed_one_waits_for_its_publishing(world) {
        let text = |amount: &str| format!("{HEAD}sales,natural,2026-03,ann,,,{amount},\n");
        world.import(&text("100")).await.unwrap();
        world.publish(Some("2026-03"), "").await.unwrap();
        assert_eq!(world.import(&text("100.00")).await.unwrap().counts.skip, 1);
        assert_eq!(world.import(&text("120")).await.unwrap().counts.update, 1);
        let ann = Subject::Member(world.ann);
        assert_eq!(world.published_of(ann).await, [("2026-03".to_owned(), 10_000, 1)]);
        let done = world.publish(Some("2026-03"), "the market grew").await.unwrap();
        assert_eq!((done.number, done.published), (2, 1));
        assert_eq!(world.published_of(ann).await, [("2026-03".to_owned(), 12_000, 2)]);
        // Once more there is nothing to do, and nothing is written.
        let again = world.publish(None, "").await.unwrap();
        assert_eq!((again.id, again.published, again.unchanged), (None, 0, 1));
        let id = world.published().await[0].id;
        let (_, versions, _) = queries::get(&world.ctx, &world.deps.db, id).await.unwrap();
        let kept: Vec<(i64, i64, &str)> =
            versions.iter().map(|version| (version.number, version.amount, version.reason.as_str())).collect();
        assert_eq!(kept, [(1, 10_000, ""), (2, 12_000, "the market grew")]);
    }

    async fn rows_that_name_nothing_known_are_refused_cell_by_cell(world) {
        let text = format!(
            "{HEAD}profit,natural,2026-03,ann,,,1,\nsales,moon,2026-03,ann,,,1,\nsales,natural,2026-13,ann,,,1,\n\
             sales,natural,2026-03,zoe,,,1,\nsales,natural,2026-03,,,,1,\nsales,natural,2026-03,ann,east,,1,\n\
             sales,natural,2026-03,ann,,,\"12,3O0\",\nsales,natural,2026-01-01,ann,,,1,\nsales,natural,2026-03,ann,,,-1,\n\
             sales,natural,2026-05,bob,,,1,\nsales,natural,2026/5/1,bob,,,2,\nsales,natural,2026-05,bob,,,3,\n"
        );
        let error = world.import(&text).await.unwrap_err();
        let found: Vec<(&str, &str)> =
            error.fields().iter().map(|field| (field.path.as_str(), field.code.as_str())).collect();
        assert_eq!(found, [
            ("row 2, column measure", "goals.goal.unknown_measure"),
            ("row 3, column calendar", "goals.goal.unknown_calendar"),
            ("row 4, column period", "goals.goal.unknown_period"),
            ("row 5, column person", "goals.goal.unknown_person"),
            ("row 6, column person", "goals.goal.person_or_unit"),
            ("row 7, column person", "goals.goal.person_or_unit"),
            ("row 8, column amount", "sheets.cell.mistyped_amount"),
            ("row 9, column period", "goals.goal.ambiguous_period"),
            ("row 10, column amount", "goals.goal.amount_negative"),
            ("row 12", "sheets.cell.duplicate"),
            ("row 13", "sheets.cell.duplicate"),
        ]);
    }

    async fn a_unit_that_differs_from_its_people_is_published_with_a_reason_only(world) {
        for (subject, amount) in [
            (Subject::Unit(world.north), "300"),
            (Subject::Member(world.ann), "100"),
            (Subject::Member(world.bob), "150.50"),
        ] {
            commands::create(&world.ctx, &world.deps.db, new(subject, amount)).await.unwrap();
        }
        let refused = world.publish(Some("2026-03"), " ").await.unwrap_err();
        assert_eq!(refused.code(), "goals.goal.gap_needs_reason");
        assert_eq!((&refused.params()["first"], &refused.params()["gap"]), (&"north".into(), &"49.50".into()));
        let done = world.publish(Some("2026-03"), "a reserve").await.unwrap();
        assert_eq!((done.published, done.gaps), (3, 1));
        let filter = GoalFilter {
            measure: Some("sales".to_owned()),
            calendar: Some("natural".to_owned()),
            period: Some("2026-03".to_owned()),
            ..GoalFilter::default()
        };
        let grid = queries::grid(&world.ctx, &world.deps.db, &filter).await.unwrap();
        let line = |code: &str| grid.lines.iter().find(|line| line.code == code).unwrap().node.unwrap();
        assert_eq!((line("north").below, line("north").gap()), (25_050, Some(4_950)));
        assert_eq!((line("east").amount(), line("east").gap()), (15_050, None));
    }

    async fn spreading_over_people_and_months_adds_up_exactly(world) {
        let spread = |subject, over, period: &str| SpreadGoals {
            measure: "sales".to_owned(),
            calendar: "natural".to_owned(),
            period_kind: None,
            period: period.to_owned(),
            subject,
            level: Level::Goal,
            amount: "100.00".to_owned(),
            over,
            by: Shares::Evenly,
        };
        let north = Subject::Unit(world.north);
        let people = commands::spread(&world.ctx, &world.deps.db, spread(north, Over::People, "2026-03")).await.unwrap();
        let shown: Vec<(&str, &str)> =
            people.items.iter().map(|goal| (goal.subject.code.as_str(), goal.amount.as_str())).collect();
        assert_eq!(shown, [("ann", "33.34"), ("bob", "33.33"), ("cid", "33.33")]);
        assert!(people.items.iter().all(|goal| goal.basis == "full"));
        let months = commands::spread(&world.ctx, &world.deps.db, spread(north, Over::Periods, "2026-Q1")).await.unwrap();
        let shown: Vec<(&str, &str)> =
            months.items.iter().map(|goal| (goal.period.name.as_str(), goal.amount.as_str())).collect();
        assert_eq!(shown, [("2026-01", "33.34"), ("2026-02", "33.33"), ("2026-03", "33.33")]);
        let mut by_last_year = spread(north, Over::People, "2026-03");
        by_last_year.by = Shares::LastYear;
        let refused = commands::spread(&world.ctx, &world.deps.db, by_last_year).await.unwrap_err();
        assert_eq!(refused.code(), "goals.goal.nothing_to_share_by");
    }

    async fn people_see_their_own_leads_their_tree_and_only_the_director_writes(world) {
        for subject in [Subject::Unit(world.east), Subject::Member(world.ann), Subject::Member(world.bob)] {
            commands::create(&world.ctx, &world.deps.db, new(subject, "100")).await.unwrap();
        }
        let seen = async |ctx: &beichen_kernel::Ctx| {
            let page = queries::list(ctx, &world.deps.db, &GoalFilter::default(), &PageQuery::default()).await.unwrap();
            let mut codes: Vec<String> = page.items.into_iter().map(|named| named.code).collect();
            codes.sort();
            (codes, page.can)
        };
        let bob = world.as_member(world.bob, Role::Sales, &[]);
        assert_eq!(seen(&bob).await, (vec!["bob".to_owned()], Vec::<String>::new()));
        let director = world.as_member(world.ann, Role::Director, &[]);
        let all = vec!["ann".to_owned(), "bob".to_owned(), "east".to_owned()];
        assert_eq!(seen(&director).await, (all, vec!["create".to_owned(), "spread".to_owned(), "publish".to_owned()]));
        let viewer = world.as_member(world.ann, Role::Viewer, &[]);
        assert_eq!(seen(&viewer).await.0, ["east"]);

        let refused = commands::create(&bob, &world.deps.db, new(Subject::Member(world.bob), "1")).await.unwrap_err();
        assert_eq!(refused.code(), "kernel.forbidden");
        let director_page = queries::list(&director, &world.deps.db, &GoalFilter::default(), &PageQuery::default()).await;
        let goals = director_page.unwrap().items;
        let of = |code: &str| goals.iter().find(|named| named.code == code).unwrap().goal.id;
        let db = &world.deps.db;
        // What one may not see does not exist; what one sees but may not change is forbidden; then the version.
        let set = |id, seen| (id, Version(seen));
        assert_eq!(commands::set(&bob, db, set(of("ann"), 9), "1", None).await.unwrap_err().code(), "kernel.not_found");
        assert_eq!(commands::set(&bob, db, set(of("bob"), 9), "1", None).await.unwrap_err().code(), "kernel.forbidden");
        assert_eq!(commands::set(&director, db, set(of("bob"), 9), "1", None).await.unwrap_err().code(), "kernel.stale");
        let changed = commands::set(&director, db, set(of("bob"), 1), "1.00", None).await.unwrap();
        assert_eq!((changed.amount.as_str(), changed.version), ("1.00", 2));
    }
}
