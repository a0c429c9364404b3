//! Sheets of orders: credited like orders recorded by hand.

use beichen_testkit::{both, json};

use crate::world::{World, counts, each, failures, path, sums, text};

const CREATING: &str = "create_missing = [\"customers\"]\n";

both! {
    async fn orders_come_with_their_customers_and_credits(app: TestApp) {
        let world = World::new(&app).await;
        world.customer("C-1").await;
        let file = "code,customer,customer_name,owner,signed_on,due_on,net,gross\n\
            SO-1,C-1,,ann,2026-03-02,2026-04-01,\"1,000.005\",1130\n\
            SO-2,C-2,Two Ltd,bob,2026/3/3,,20,\n\
            SO-3,C-2,Two Ltd,ann,2026-03-04,,30.1,\n";
        let import = world.upload("orders", CREATING, file).await;
        assert_eq!(counts(&import), [3, 0, 0, 0]);
        assert_eq!(import["counts"]["rounded"], 1);
        assert_eq!(import["preview"][1]["notes"][0]["code"], "customers.import.customer_created");
        assert_eq!(import["preview"][2]["notes"], json!([]));
        // Nothing that others see has changed yet.
        assert_eq!(world.items("/api/customers/orders").await.len(), 0);
        assert_eq!(world.totals("signed").await, sums(&[]));

        let applied = world.apply(&import, "all").await;
        assert_eq!(applied["state"], "applied");
        // 1,000.005 is rounded half-up to 1,000.01; with 30.10 that is 1,030.11.
        assert_eq!(world.totals("signed").await, sums(&[("ann", 103_011), ("bob", 2_000)]));
        let orders = world.items("/api/customers/orders?sort=code").await;
        assert_eq!(each(&orders, "gross"), ["1130.00", "20.00", "30.10"]);
        assert_eq!(orders[1]["customer"]["name"], "Two Ltd");
        let whole = world.admin.get(&path("orders", &orders[0], "")).await.ok();
        assert_eq!(whole["origin"]["row"], 2);
        assert_eq!(text(&whole, "due_on"), "2026-04-01");
        assert_eq!(each(&world.items("/api/customers/customers").await, "code"), ["C-1", "C-2"]);
        let events = world.org.events().await;
        assert_eq!(events.iter().filter(|name| *name == "sheets.batch.applied").count(), 1);
        assert!(!events.contains(&"customers.order.created".to_owned()));
    }

    async fn a_changed_row_is_a_new_version_and_its_credits_follow(app: TestApp) {
        let world = World::new(&app).await;
        let file = "code,customer,owner,signed_on,net\nSO-1,C-1,ann,2026-03-02,10\nSO-2,C-1,ann,2026-03-02,20\n";
        world.import("orders", CREATING, file).await;
        let file = "code,customer,owner,signed_on,net\nSO-1,C-1,bob,2026-03-02,11\nSO-2,C-1,ann,2026-03-02,20\n\
            SO-3,C-2,bob,2026-03-02,5\n";
        let import = world.import("orders", CREATING, file).await;
        assert_eq!(counts(&import), [1, 1, 1, 0]);
        assert_eq!(world.totals("signed").await, sums(&[("ann", 2_000), ("bob", 1_600)]));
        let orders = world.items("/api/customers/orders?sort=code").await;
        let first = world.admin.get(&path("orders", &orders[0], "")).await.ok();
        assert_eq!(first["version"], 2);
        let second = world.admin.get(&path("orders", &orders[1], "")).await.ok();
        assert_eq!(second["version"], 1);
    }

    async fn a_split_cell_shares_an_order(app: TestApp) {
        let world = World::new(&app).await;
        let file = "code,customer,split,signed_on,net\nSO-1,C-1,\"ann 70%, bob 30%\",2026-03-02,0.05\n";
        world.import("orders", CREATING, file).await;
        // 5 fen at 70/30: 3.5 and 1.5 are tied, the fen goes to the earlier.
        assert_eq!(world.totals("signed").await, sums(&[("ann", 4), ("bob", 1)]));
        let orders = world.items("/api/customers/orders").await;
        let order = world.admin.get(&path("orders", &orders[0], "")).await.ok();
        assert_eq!(order["splits"][0]["share"], "0.7");
        // Without a filled cell the split stays.
        let file = "code,customer,split,signed_on,net\nSO-1,C-1,,2026-03-02,0.05\n";
        assert_eq!(counts(&world.import("orders", CREATING, file).await), [0, 0, 1, 0]);
    }

    async fn rows_of_one_code_are_lines_when_a_column_counts_them(app: TestApp) {
        let world = World::new(&app).await;
        world.import("products", "", "code,name,family\nP-1,Bike,bikes\n").await;
        let file = "code,line,customer,owner,signed_on,product,quantity,net,unit_cost\n\
            SO-1,1,C-1,ann,2026-03-02,P-1,2,100,30\n\
            SO-2,1,C-1,bob,2026-03-02,,1,7,\n\
            SO-1,2,C-1,ann,2026-03-02,,1,20.5,\n";
        let import = world.import("orders", CREATING, file).await;
        assert_eq!(counts(&import), [3, 0, 0, 0]);
        assert_eq!(world.totals("signed").await, sums(&[("ann", 12_050), ("bob", 700)]));
        let orders = world.items("/api/customers/orders?sort=code").await;
        let order = world.admin.get(&path("orders", &orders[0], "")).await.ok();
        assert_eq!(each(order["lines"].as_array().unwrap(), "net"), ["100.00", "20.50"]);
        assert_eq!(order["lines"][0]["product"]["code"], "P-1");
        assert_eq!(order["lines"][0]["unit_cost"], "30.00");
        let again = world.upload("orders", CREATING, file).await;
        assert_eq!(counts(&again), [0, 0, 3, 0]);
        let changed = file.replace("20.5", "21");
        let changed = world.import("orders", CREATING, &changed).await;
        assert_eq!(counts(&changed), [0, 2, 1, 0]);
        let after = world.admin.get(&path("orders", &orders[0], "")).await.ok();
        assert_eq!(after["lines"][0]["id"], order["lines"][0]["id"]);
        assert_eq!(world.totals("signed").await, sums(&[("ann", 12_100), ("bob", 700)]));
    }

    async fn an_order_is_taken_with_all_its_lines_or_not_at_all(app: TestApp) {
        let world = World::new(&app).await;
        let file = "code,line,customer,owner,signed_on,net\n\
            SO-1,1,C-1,ann,2026-03-02,100\n\
            SO-2,1,C-1,ann,2026-03-02,7\n\
            SO-1,2,C-1,nobody,2026-03-02,20\n\
            SO-3,1,C-1,ann,2026-03-02,1\n\
            SO-3,2,C-1,bob,2026-03-02,1\n\
            SO-4,1,C-1,ann,2026-03-02,1\n\
            SO-4,2,C-1,ann,2026-03-02,12O\n";
        let import = world.upload("orders", CREATING, file).await;
        let codes: Vec<_> = failures(&import);
        let at = |row: u64, column: &str, code: &str| (row, column.to_owned(), code.to_owned());
        assert!(codes.contains(&at(2, "", "customers.import.other_row_failed")), "{codes:?}");
        assert!(codes.contains(&at(4, "owner", "customers.customer.owner_unknown")), "{codes:?}");
        assert!(codes.contains(&at(5, "owner", "customers.import.rows_differ")), "{codes:?}");
        assert!(codes.contains(&at(6, "", "customers.import.other_row_failed")), "{codes:?}");
        assert!(codes.contains(&at(7, "", "customers.import.other_row_failed")), "{codes:?}");
        assert_eq!(counts(&import), [1, 0, 0, 6]);
        world.apply(&import, "valid").await;
        assert_eq!(each(&world.items("/api/customers/orders").await, "code"), ["SO-2"]);
        assert_eq!(world.totals("signed").await, sums(&[("ann", 700)]));
    }
}
