//! Sheets that share orders of locked days otherwise: the row fails, and the order is corrected by itself.

use beichen_testkit::{both, json};

use crate::world::{World, counts, failures, sums, text};

const CREATING: &str = "create_missing = [\"customers\"]\n";

/// Ann alone in March and April, and shared with Bob in March.
const FIRST: &str = "code,customer,split,signed_on,net\nSO-1,C-1,ann 100%,2026-03-02,100\nSO-2,C-1,ann 100%,2026-04-02,100\n\
    SO-3,C-1,\"ann 50%, bob 50%\",2026-03-03,40\n";

async fn lock(world: &World) {
    let people = [world.ann.member, world.bob.member];
    world.org.lock("P · 2026-03", ("2026-03-01", "2026-03-31"), &people, &["signed"]).await;
}

both! {
    async fn a_row_that_shares_an_order_of_locked_days_otherwise_fails(app: TestApp) {
        let world = World::new(&app).await;
        world.import("orders", CREATING, FIRST).await;
        lock(&world).await;
        // Another split; an open day; the same split with another amount, and turned round; a split of a new order.
        let file = "code,customer,split,signed_on,net\nSO-1,C-1,\"ann 70%, bob 30%\",2026-03-02,100\n\
            SO-2,C-1,\"ann 70%, bob 30%\",2026-04-02,100\nSO-3,C-1,\"bob 50%, ann 50%\",2026-03-03,80\n\
            SO-4,C-1,\"ann 50%, bob 50%\",2026-03-04,20\n";
        let import = world.upload("orders", CREATING, file).await;
        assert_eq!(failures(&import), [(2, "split".to_owned(), "customers.import.split_locked".to_owned())]);
        let error = &import["failed_rows"][0]["errors"][0];
        assert_eq!(error["params"], json!({ "value": "SO-1", "label": "P · 2026-03", "from": "2026-03-01", "to": "2026-03-31" }));
        assert!(text(error, "text").contains("SO-1"), "{error}");
        assert_eq!(counts(&import), [1, 2, 0, 1]);
        world.apply(&import, "valid").await;
        // 100.00 of SO-1 stay Ann's; SO-2 70/30, SO-3 40/40, SO-4 10/10.
        assert_eq!(world.totals("signed").await, sums(&[("ann", 22_000), ("bob", 8_000)]));
    }

    /// An order of April that was paid in March: its payments' days count, too.
    async fn a_payment_on_a_locked_day_locks_the_split_of_its_order(app: TestApp) {
        let world = World::new(&app).await;
        let file = "code,customer,split,signed_on,net\nSO-5,C-1,ann 100%,2026-02-02,100\n";
        world.import("orders", CREATING, file).await;
        let order = world.items("/api/customers/orders").await.remove(0);
        world.payment("R-1", Some(&order), "40.00").await;
        lock(&world).await;
        let file = "code,customer,split,signed_on,net\nSO-5,C-1,\"ann 70%, bob 30%\",2026-02-02,100\n";
        let import = world.upload("orders", CREATING, file).await;
        assert_eq!(failures(&import), [(2, "split".to_owned(), "customers.import.split_locked".to_owned())]);
    }

    async fn an_owner_is_a_fact_in_a_sheet_too(app: TestApp) {
        let world = World::new(&app).await;
        let file = "code,customer,owner,signed_on,net\nSO-6,C-1,ann,2026-03-02,100\n";
        world.import("orders", CREATING, file).await;
        lock(&world).await;
        world.import("orders", CREATING, &file.replace("ann", "bob")).await;
        assert_eq!(world.totals("signed").await, sums(&[("bob", 10_000)]));
    }

    /// The lines of an order fail together.
    async fn an_order_of_several_lines_fails_as_a_whole(app: TestApp) {
        let world = World::new(&app).await;
        let file = |split: &str| format!(
            "code,line,customer,split,signed_on,net\nSO-7,1,C-1,{split},2026-03-02,100\nSO-7,2,C-1,{split},2026-03-02,20\n"
        );
        world.import("orders", CREATING, &file("ann 100%")).await;
        lock(&world).await;
        let import = world.upload("orders", CREATING, &file("\"ann 70%, bob 30%\"")).await;
        assert_eq!(failures(&import), [
            (2, "split".to_owned(), "customers.import.split_locked".to_owned()),
            (3, String::new(), "customers.import.other_row_failed".to_owned()),
        ]);
    }

    async fn days_that_are_locked_after_the_check_refuse_the_file(app: TestApp) {
        let world = World::new(&app).await;
        world.import("orders", CREATING, FIRST).await;
        let file = "code,customer,split,signed_on,net\nSO-1,C-1,\"ann 70%, bob 30%\",2026-03-02,100\n\
            SO-4,C-1,ann 100%,2026-03-04,20\n";
        let import = world.upload("orders", CREATING, file).await;
        assert_eq!(counts(&import), [1, 1, 0, 0]);
        lock(&world).await;
        let after = world.apply(&import, "all").await;
        assert_ne!(after["state"], "applied");
        assert!(after.to_string().contains("customers.import.split_locked_since"), "{after}");
        assert_eq!(world.totals("signed").await, sums(&[("ann", 22_000), ("bob", 2_000)]));
    }
}
