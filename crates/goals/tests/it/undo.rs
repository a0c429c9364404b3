//! An import of goals is undone: drafts that it made go, drafts that it changed are as before, published ones stay.

use beichen_goals::goal::commands;
use beichen_goals::goal::queries::{self, GoalFilter};
use beichen_kernel::{Error, PageQuery, Result};
use beichen_sheets::batch::commands::undo;
use beichen_sheets::{Import, Registry};

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

const HEAD: &str = "measure,calendar,period,person,amount\n";

async fn undone(world: &World, import: &Import) -> Result<Import> {
    let registry = Registry::new(beichen_goals::import_kinds());
    undo(&world.ctx, &world.deps.db, &registry, import.id).await
}

/// `period amount state` of every goal, by period.
async fn goals(world: &World) -> Vec<String> {
    let filter = GoalFilter::default();
    let page = queries::list(&world.ctx, &world.deps.db, &filter, &PageQuery::default()).await.unwrap();
    let mut shown: Vec<String> = page
        .items
        .iter()
        .map(|one| format!("{} {} {}", one.goal.slot.period.name, one.goal.amount, one.goal.state()))
        .collect();
    shown.sort();
    shown
}

/// `row document reason` of everything in the way.
fn in_the_way(error: &Error) -> Vec<String> {
    assert_eq!(error.code(), "sheets.import.undo_blocked");
    let one = |field: &beichen_kernel::FieldError| {
        format!("{} {} {}", field.params["at_row"], field.params["document"].as_str().unwrap(), field.code)
    };
    error.fields().iter().map(one).collect()
}

both! {
    async fn drafts_go_and_changed_ones_are_as_before(world) {
        world.import(&format!("{HEAD}sales,natural,2026-03,ann,100\n")).await.unwrap();
        world.publish(None, "").await.unwrap();
        let text = format!("{HEAD}sales,natural,2026-03,ann,120\nsales,natural,2026-04,ann,130\n");
        let second = world.import(&text).await.unwrap();
        assert_eq!(goals(&world).await, ["2026-03 12000 draft", "2026-04 13000 draft"]);
        let counts = undone(&world, &second).await.unwrap().undone.unwrap();
        assert_eq!((counts.taken_back, counts.restored, counts.left), (1, 1, 0));
        assert_eq!(goals(&world).await, ["2026-03 10000 published"]);
        let twice = undone(&world, &second).await.unwrap_err();
        assert_eq!(twice.code(), "sheets.import.not_written");
    }

    async fn files_are_undone_one_after_the_other(world) {
        let first = world.import(&format!("{HEAD}sales,natural,2026-03,ann,100\n")).await.unwrap();
        let second = world.import(&format!("{HEAD}sales,natural,2026-03,ann,120\n")).await.unwrap();
        let refused = undone(&world, &first).await.unwrap_err();
        assert_eq!(in_the_way(&refused), ["2 sales 2026-03 sheets.undo.changed_since"]);
        undone(&world, &second).await.unwrap();
        assert_eq!(goals(&world).await, ["2026-03 10000 draft"]);
        undone(&world, &first).await.unwrap();
        assert!(goals(&world).await.is_empty());
    }

    async fn what_was_published_or_set_since_stays_and_is_named(world) {
        let rows = "sales,natural,2026-03,ann,100\nsales,natural,2026-04,ann,200\nsales,natural,2026-05,ann,300\n";
        let import = world.import(&format!("{HEAD}{rows}")).await.unwrap();
        world.publish(Some("2026-03"), "").await.unwrap();
        let filter = GoalFilter::default();
        let page = queries::list(&world.ctx, &world.deps.db, &filter, &PageQuery::default()).await.unwrap();
        let april = page.items.iter().find(|one| one.goal.slot.period.name == "2026-04").unwrap();
        let seen = (april.goal.id, april.goal.version);
        commands::set(&world.ctx, &world.deps.db, seen, "250", None).await.unwrap();
        let before = goals(&world).await;
        let refused = undone(&world, &import).await.unwrap_err();
        assert_eq!(
            in_the_way(&refused),
            ["2 sales 2026-03 goals.goal.was_published", "3 sales 2026-04 sheets.undo.changed_since"]
        );
        assert_eq!(goals(&world).await, before);
    }
}
