//! All or nothing, the same file again, failed rows, leftovers: on both databases.

use beichen_sheets::{Rows, State, clean, run_import, unfinished};
use serde_json::json;

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

const THREE: &str = "code,name,amount\nA,Ann,10.005\nB,Bob,20\nC,Cid,\n";

both! {
    async fn a_sheet_is_written_whole_with_one_record(world) {
        let import = run_import(&world.ctx, &world.deps, &world.registry, world.request(THREE, "", Rows::All), &|_| ())
            .await
            .unwrap();
        assert_eq!(import.state, State::Applied);
        assert_eq!((import.counts.new, import.counts.rounded), (3, 1));
        assert_eq!(world.things().await, ["A Ann 1001", "B Bob 2000", "C Cid 0"]);
        let events = world.events().await;
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].0, "sheets.batch.applied");
        assert_eq!(events[0].1["counts"], json!({ "new": 3, "update": 0, "skip": 0, "failed": 0, "rounded": 1 }));
        assert_eq!(events[0].1["rows_hash"].as_str().unwrap().len(), 64);
        assert_eq!(world.count("sheets_staged_row").await, 0);
    }

    async fn the_same_file_again_changes_nothing_and_records_nothing(world) {
        for round in 0..2 {
            let request = world.request(THREE, "", Rows::All);
            let import = run_import(&world.ctx, &world.deps, &world.registry, request, &|_| ()).await.unwrap();
            assert_eq!(import.counts.skip, if round == 0 { 0 } else { 3 });
        }
        assert_eq!(world.events().await.len(), 1);
        let changed = "code,name,amount\nA,Ann,10.01\nB,Bo,20\nD,Dan,1\n";
        let request = world.request(changed, "", Rows::All);
        let import = run_import(&world.ctx, &world.deps, &world.registry, request, &|_| ()).await.unwrap();
        assert_eq!((import.counts.new, import.counts.update, import.counts.skip), (1, 1, 1));
        assert_eq!(world.things().await, ["A Ann 1001", "B Bo 2000", "C Cid 0", "D Dan 100"]);
    }

    async fn one_bad_row_keeps_everything_out_and_comes_back_with_its_reason(world) {
        let bad = "code,name,amount\nA,Ann,\"12,3O0\"\nB,Bob,20\n,Cid,1\nB,Bea,5\nE,nobody,1\n";
        let request = world.request(bad, "", Rows::All);
        let error = run_import(&world.ctx, &world.deps, &world.registry, request, &|_| ()).await.unwrap_err();
        assert_eq!(error.code(), "sheets.import.has_failed_rows");
        assert_eq!(error.params()["failed"], "4");
        let named: Vec<(&str, &str)> =
            error.fields().iter().map(|field| (field.path.as_str(), field.code.as_str())).collect();
        assert_eq!(named, [
            ("row 2, column amount", "sheets.cell.mistyped_amount"),
            ("row 4, column code", "sheets.cell.required"),
            ("row 5, column code", "sheets.cell.duplicate"),
            ("row 6, column name", "sheets.cell.required"),
        ]);
        assert!(world.things().await.is_empty());
        assert!(world.events().await.is_empty());
        assert_eq!(world.count("sheets_staged_row").await, 0);
        assert_eq!(
            world.report(),
            "\u{feff}code,name,amount,要改的原因\r\n\
             A,Ann,\"12,3O0\",\"amount：“12,3O0”不是金额，里面有字母。是不是 12300？\"\r\n\
             ,Cid,1,code：必填，现在是空的。\r\n\
             B,Bea,5,code：和第 3 行一样（B）。只留一行。\r\n\
             E,nobody,1,name：必填，现在是空的。\r\n"
        );
    }

    async fn sound_rows_are_written_when_they_are_asked_for(world) {
        let bad = "code,name,amount\nA,Ann,x\nB,Bob,20\n";
        let request = world.request(bad, "", Rows::Valid);
        let import = run_import(&world.ctx, &world.deps, &world.registry, request, &|_| ()).await.unwrap();
        assert_eq!((import.counts.new, import.counts.failed), (1, 1));
        assert_eq!(world.things().await, ["B Bob 2000"]);
    }

    async fn a_failure_while_writing_leaves_nothing_behind(world) {
        let request = world.request("code,name\nA,Ann\nB,crash\n", "", Rows::All);
        assert!(run_import(&world.ctx, &world.deps, &world.registry, request, &|_| ()).await.is_err());
        assert!(world.things().await.is_empty());
        assert!(world.events().await.is_empty());
        // It still waits, and doctor says so.
        let left = unfinished(&world.ctx, &world.deps.db).await.unwrap();
        assert_eq!((left.len(), left[0].state), (1, State::Staged));
    }

    async fn a_process_that_ended_while_checking_leaves_a_leftover_that_start_clears(world) {
        let staged = world.stage(THREE).await;
        // As if the process had been killed before the end of the check.
        let mut tx = world.deps.db.begin(&world.ctx).await.unwrap();
        let values = vec![7_i64.into(), uuid::Uuid::from(staged.id).into()];
        tx.execute("UPDATE sheets_batch SET state = 'staging' WHERE org_id = $1 AND id = $2", values).await.unwrap();
        tx.commit_unrecorded().await.unwrap();
        assert_eq!(world.count("sheets_staged_row").await, 3);
        assert_eq!(unfinished(&world.ctx, &world.deps.db).await.unwrap()[0].state, State::Staging);
        assert_eq!(clean(&world.ctx, &world.deps.db, &world.registry, true).await.unwrap(), 1);
        assert_eq!(world.count("sheets_staged_row").await, 0);
        assert!(unfinished(&world.ctx, &world.deps.db).await.unwrap().is_empty());
        assert!(world.things().await.is_empty());
    }

    async fn a_profile_maps_joins_ignores_and_fills_in(world) {
        let profile = "ignore = [\"tax\"]\n[columns]\nid = \"code\"\n[constants]\namount = \"1.2万\"\n\
                       [join.name]\ncolumns = [\"first\", \"last\"]\nwith = \" \"\n";
        let text = "id,first,last,tax\n1,Ann,Lee,9\n2,Bob,,9\n";
        let request = world.request(text, profile, Rows::All);
        run_import(&world.ctx, &world.deps, &world.registry, request, &|_| ()).await.unwrap();
        assert_eq!(world.things().await, ["1 Ann Lee 1200000", "2 Bob 1200000"]);
    }

    async fn columns_that_do_not_fit_are_all_named_with_near_ones(world) {
        let refused = async |text: &str, profile: &str| {
            let request = world.request(text, profile, Rows::All);
            let error = run_import(&world.ctx, &world.deps, &world.registry, request, &|_| ()).await.unwrap_err();
            let said = |field: &beichen_kernel::FieldError| format!("{} {}", field.path, field.code);
            (error.code().to_owned(), error.fields().iter().map(said).collect::<Vec<_>>(), error.fields()[0].params.clone())
        };
        let (code, fields, params) = refused("code,nmae,colour\nA,Ann,red\n", "").await;
        assert_eq!(code, "sheets.columns_do_not_fit");
        assert_eq!(fields, [
            "column nmae sheets.column.unknown_near",
            "column colour sheets.column.unknown",
            "column name sheets.column.missing",
        ]);
        assert_eq!(params["near"], "name");
        let profile = "[columns]\nid = \"code\"\nwhat = \"nam\"\ngone = \"amount\"\n";
        let (_, fields, _) = refused("id,what\n1,2\n", profile).await;
        assert_eq!(fields, [
            "column nam sheets.column.unknown_target",
            "column gone sheets.column.not_in_file",
            "column name sheets.column.missing",
        ]);
        assert!(world.things().await.is_empty());
        assert_eq!(world.batches().await, ["refused", "refused"]);
    }

    async fn a_profile_for_another_kind_or_with_things_that_nobody_can_make_is_refused(world) {
        for (profile, code) in [
            ("kind = \"goals\"\n", "sheets.profile.other_kind"),
            ("create_missing = [\"thing\"]\n", "sheets.profile.cannot_create"),
        ] {
            let request = world.request(THREE, profile, Rows::All);
            let error = run_import(&world.ctx, &world.deps, &world.registry, request, &|_| ()).await.unwrap_err();
            assert_eq!(error.code(), code);
        }
        assert!(world.batches().await.is_empty());
    }

    async fn a_nul_byte_far_down_leaves_no_half_import(world) {
        let request = world.request("code,name\nA,Ann\nB,B\0b\n", "", Rows::All);
        let error = run_import(&world.ctx, &world.deps, &world.registry, request, &|_| ()).await.unwrap_err();
        assert_eq!(error.code(), "sheets.file.nul_bytes");
        assert_eq!((world.batches().await, world.count("sheets_staged_row").await), (vec!["refused".to_owned()], 0));
    }
}
