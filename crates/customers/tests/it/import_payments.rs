//! Sheets of payments and refunds, with and without numbers of their own.

use beichen_testkit::{both, json};

use crate::world::{World, counts, each, failures, path, sums, text};

const ORDERS: &str = "code,customer,owner,signed_on,net\nSO-1,C-1,ann,2026-03-02,100\nSO-2,C-1,bob,2026-03-02,50\n";
const CREATING: &str = "create_missing = [\"customers\"]\n";

both! {
    async fn payments_are_spread_and_refunds_take_back(app: TestApp) {
        let world = World::new(&app).await;
        world.import("orders", CREATING, ORDERS).await;
        let file = "code,order,customer,received_on,amount,account\n\
            PAY-1,SO-1,,2026-03-10,60,ICBC\nPAY-2,SO-1,,2026-03-11,60,ICBC\nPAY-3,,C-1,2026-03-12,9,\n";
        let import = world.upload("payments", "", file).await;
        assert_eq!(import["preview"][2]["notes"][0]["code"], "customers.import.payment_unmatched");
        world.apply(&import, "all").await;
        // The order takes 100 of the 120; the rest stays unmatched, in the order of the rows.
        assert_eq!(world.totals("collected").await, sums(&[("ann", 10_000)]));
        let payments = world.items("/api/customers/payments?sort=code").await;
        assert_eq!(each(&payments, "code"), ["PAY-1", "PAY-2", "PAY-3"]);
        assert_eq!(payments[2]["customer"]["code"], "C-1");
        let second = world.admin.get(&path("payments", &payments[1], "")).await.ok();
        assert_eq!(text(&second, "unmatched"), "20.00");

        let file = "code,payment,refunded_on,amount\nR-1,PAY-2,2026-03-20,30\n";
        world.import("refunds", "", file).await;
        assert_eq!(world.totals("collected").await, sums(&[("ann", 9_000)]));
        let file = "code,payment,refunded_on,amount\nR-1,PAY-2,2026-03-20,20\n";
        assert_eq!(counts(&world.import("refunds", "", file).await), [0, 1, 0, 0]);
        assert_eq!(world.totals("collected").await, sums(&[("ann", 10_000)]));
    }

    async fn rows_without_a_number_are_known_by_what_they_say(app: TestApp) {
        let world = World::new(&app).await;
        world.import("orders", CREATING, ORDERS).await;
        let file = "order,received_on,amount\nSO-1,2026-03-10,20\nSO-1,2026-03-10,20\nSO-2,2026-03-10,5\n";
        let import = world.upload("payments", "", file).await;
        assert_eq!(import["preview"][0]["notes"][0]["code"], "customers.import.row_is_identity");
        world.apply(&import, "all").await;
        assert_eq!(world.totals("collected").await, sums(&[("ann", 4_000), ("bob", 500)]));
        // The same two equal rows again, and one that has changed: that one is new.
        let file = "order,received_on,amount\nSO-1,2026-03-10,20\nSO-1,2026-03-10,20\nSO-2,2026-03-10,6\n";
        let import = world.import("payments", "", file).await;
        assert_eq!(counts(&import), [1, 0, 2, 0]);
        assert_eq!(world.totals("collected").await, sums(&[("ann", 4_000), ("bob", 1_100)]));
    }

    async fn a_payment_that_was_matched_by_hand_stays_matched(app: TestApp) {
        let world = World::new(&app).await;
        world.import("orders", CREATING, ORDERS).await;
        let file = "code,order,received_on,amount\nPAY-1,,2026-03-10,20\n";
        world.import("payments", "", file).await;
        let payment = world.items("/api/customers/payments").await.remove(0);
        let order = world.items("/api/customers/orders?search=SO-1").await.remove(0);
        let body = json!({ "order_id": order["id"] });
        world.finance.post_seen(&path("payments", &payment, "/match"), 1, body).await.ok();
        assert_eq!(counts(&world.import("payments", "", file).await), [0, 0, 1, 0]);
        assert_eq!(world.totals("collected").await, sums(&[("ann", 2_000)]));
    }

    async fn what_cannot_be_paid_or_given_back_is_named(app: TestApp) {
        let world = World::new(&app).await;
        world.import("orders", CREATING, ORDERS).await;
        let order = world.items("/api/customers/orders?search=SO-2").await.remove(0);
        world.admin.post_seen(&path("orders", &order, "/cancel"), 1, json!({})).await.ok();
        let file = "code,order,customer,currency,received_on,amount\n\
            PAY-1,SO-9,,,2026-03-10,20\nPAY-2,SO-2,,,2026-03-10,20\nPAY-3,SO-1,C-9,,2026-03-10,20\n\
            PAY-4,SO-1,,USD,2026-03-10,20\nPAY-5,SO-1,,,2026-03-10,0\nPAY-6,SO-1,,CNY,2026-03-10,20\n";
        let import = world.upload("payments", "", file).await;
        let at = |row: u64, column: &str, code: &str| (row, column.to_owned(), code.to_owned());
        assert_eq!(failures(&import), [
            at(2, "order", "customers.payment.order_unknown"),
            at(3, "order", "customers.payment.order_cancelled"),
            at(4, "customer", "customers.customer.unknown"),
            at(5, "currency", "customers.order.foreign_currency"),
            at(6, "amount", "customers.payment.not_positive"),
        ]);
        world.apply(&import, "valid").await;

        let file = "code,payment,refunded_on,amount\n\
            R-1,PAY-9,2026-03-20,1\nR-2,PAY-6,2026-03-20,15\nR-3,PAY-6,2026-03-20,6\nR-4,PAY-6,2026-03-09,1\n";
        let import = world.upload("refunds", "", file).await;
        assert_eq!(failures(&import), [
            at(2, "payment", "customers.refund.payment_unknown"),
            at(4, "amount", "customers.refund.above_payment"),
            at(5, "refunded_on", "customers.refund.before_payment"),
        ]);
        assert_eq!(import["failed_rows"][1]["errors"][0]["params"]["left"], "5.00");
    }
}
