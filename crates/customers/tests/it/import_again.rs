//! The same file twice, a file that was overtaken, and a file that was never written.

use beichen_testkit::{both, json};

use crate::world::{World, counts, each, path, sums, text};

const CREATING: &str = "create_missing = [\"customers\"]\n";
const ORDERS: &str = "code,customer,owner,signed_on,net,gross\n\
    SO-1,C-1,ann,2026-03-02,100,113\nSO-2,C-2,bob,2026-03-02,50,\n";

async fn rows_of(world: &World, table: &str) -> i64 {
    let ctx = world.org.system();
    let tx = world.org.app.db.read(&ctx).await.unwrap();
    let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE org_id = $1");
    tx.row(&sql, vec![ctx.org.0.into()]).await.unwrap().unwrap().try_get("", "n").unwrap()
}

both! {
    async fn the_same_files_again_change_nothing(app: TestApp) {
        let world = World::new(&app).await;
        let files = [
            ("customers", "code,name,tier\nC-9,Nine,A\n"),
            ("products", "code,name,family\nP-1,Bike,bikes\n"),
            ("orders", ORDERS),
            ("payments", "order,received_on,amount\nSO-1,2026-03-10,20\nSO-1,2026-03-10,20\n"),
            ("payments", "code,order,received_on,amount\nPAY-1,SO-2,2026-03-10,20\n"),
            ("refunds", "code,payment,refunded_on,amount\nR-1,PAY-1,2026-03-20,5\n"),
        ];
        for (kind, file) in files {
            world.import(kind, if kind == "orders" { CREATING } else { "" }, file).await;
        }
        let events = world.org.events().await;
        let credits = rows_of(&world, "ledger_credit").await;
        let totals = (world.totals("signed").await, world.totals("collected").await);
        assert_eq!(totals, (sums(&[("ann", 10_000), ("bob", 5_000)]), sums(&[("ann", 4_000), ("bob", 1_500)])));
        for (kind, file) in files {
            let again = world.import(kind, if kind == "orders" { CREATING } else { "" }, file).await;
            let rows = u64::try_from(file.lines().count()).unwrap() - 1;
            assert_eq!(counts(&again), [0, 0, rows, 0], "{kind}");
        }
        assert_eq!(world.org.events().await, events);
        assert_eq!(rows_of(&world, "ledger_credit").await, credits);
        assert_eq!((world.totals("signed").await, world.totals("collected").await), totals);
    }

    async fn a_file_that_was_checked_but_never_written_leaves_nothing(app: TestApp) {
        let world = World::new(&app).await;
        let staged = world.upload("orders", CREATING, ORDERS).await;
        assert_eq!(rows_of(&world, "customers_order_staged").await, 2);
        assert_eq!(rows_of(&world, "ledger_credit_staged").await, 2);
        for table in ["customers_order", "customers_customer", "ledger_document", "ledger_credit", "ledger_measure_daily"] {
            assert_eq!(rows_of(&world, table).await, 0, "{table}");
        }
        let discard = format!("/api/sheets/imports/{}/discard", text(&staged, "id"));
        world.admin.post_seen(&discard, staged["version"].as_i64().unwrap(), json!({})).await.ok();
        let tables = [
            "customers_order_staged", "customers_order_line_staged", "customers_order_payee_staged",
            "customers_customer_staged", "ledger_document_staged", "ledger_credit_staged",
        ];
        for table in tables {
            assert_eq!(rows_of(&world, table).await, 0, "{table}");
        }
        world.import("orders", CREATING, ORDERS).await;
        for table in tables {
            assert_eq!(rows_of(&world, table).await, 0, "{table}");
        }
        assert_eq!(world.totals("signed").await, sums(&[("ann", 10_000), ("bob", 5_000)]));
    }

    async fn a_file_that_was_overtaken_is_checked_again_and_refused_where_it_no_longer_fits(app: TestApp) {
        let world = World::new(&app).await;
        world.import("orders", CREATING, ORDERS).await;
        let changed = ORDERS.replace(",100,113", ",90,").replace(",50,", ",60,");
        let import = world.upload("orders", CREATING, &changed).await;
        assert_eq!(counts(&import), [0, 2, 0, 0]);
        // Somebody cancels one of the two orders before the file is written.
        let order = world.items("/api/customers/orders?search=SO-2").await.remove(0);
        world.admin.post_seen(&path("orders", &order, "/cancel"), 1, json!({})).await.ok();
        let at = format!("/api/sheets/imports/{}", text(&import, "id"));
        world.admin.post_seen(&format!("{at}/apply"), import["version"].as_i64().unwrap(), json!({ "rows": "all" })).await.ok();
        world.org.app.work().await;
        let after = world.admin.get(&at).await.ok();
        assert_eq!(after["state"], "staged", "{after}");
        assert_eq!(after["work"]["problem"]["code"], "sheets.import.has_failed_rows", "{after}");
        assert_eq!(counts(&after), [0, 1, 0, 1]);
        assert_eq!(world.totals("signed").await, sums(&[("ann", 10_000)]));
        // The sound row is still there to be written.
        world.apply(&after, "valid").await;
        assert_eq!(world.totals("signed").await, sums(&[("ann", 9_000)]));
    }

    async fn a_file_that_was_overtaken_by_something_harmless_is_written(app: TestApp) {
        let world = World::new(&app).await;
        world.import("orders", CREATING, ORDERS).await;
        let changed = ORDERS.replace(",100,113", ",90,").replace(",50,", ",60,");
        let import = world.upload("orders", CREATING, &changed).await;
        // Somebody gives one of the customers a tier before the file is written.
        let customer = world.items("/api/customers/customers?search=C-2").await.remove(0);
        let write = json!({ "code": "C-2", "name": "C-2", "tier": "A" });
        world.admin.put_seen(&path("customers", &customer, ""), 1, write).await.ok();
        assert_eq!(world.apply(&import, "all").await["state"], "applied");
        assert_eq!(world.totals("signed").await, sums(&[("ann", 9_000), ("bob", 6_000)]));
    }

    async fn a_file_that_cannot_be_read_is_refused_with_its_reason_and_leaves_nothing(app: TestApp) {
        let world = World::new(&app).await;
        let refused = world.upload("orders", CREATING, "code,customer,signed_on,net,colour\nSO-1,C-1,2026-03-02,1,red\n").await;
        assert_eq!(refused["state"], "refused");
        assert_eq!(refused["work"]["problem"]["code"], "sheets.columns_do_not_fit");
        assert_eq!((counts(&refused), &refused["can"]), ([0; 4], &json!(["download_file"])));
        for table in ["customers_order_staged", "sheets_staged_row", "sheets_failed_row", "ledger_document_staged"] {
            assert_eq!(rows_of(&world, table).await, 0, "{table}");
        }
    }

    async fn a_measure_published_between_check_and_writing_credits_the_file(app: TestApp) {
        let world = World::new(&app).await;
        let staged = world.upload("orders", CREATING, ORDERS).await;
        let director = world.org.person("second", &[beichen_kernel::Role::Director]).await;
        let text = "[measure.pieces]\nof = \"quantity\"\n";
        director.post("/api/ledger/measures", json!({ "text": text })).await.ok();
        world.apply(&staged, "all").await;
        assert_eq!(world.totals("pieces").await, sums(&[("ann", 1), ("bob", 1)]));
        assert_eq!(world.totals("signed").await, sums(&[("ann", 10_000), ("bob", 5_000)]));
        assert_eq!(each(&world.items("/api/customers/orders?sort=code").await, "code"), ["SO-1", "SO-2"]);
    }
}
