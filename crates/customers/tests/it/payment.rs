//! Payments: unmatched they count for nobody, matched for those who share their order.

use beichen_testkit::{both, json};

use crate::world::{World, each, failures, path, sums, text, version};

both! {
    async fn a_payment_counts_from_the_moment_it_is_matched(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let payment = world.payment("PAY-1", None, "40.00").await;
        assert_eq!(text(&payment, "unmatched"), "40.00");
        assert_eq!(world.totals("collected").await, sums(&[]));
        assert_eq!(each(&world.items("/api/customers/payments?state=unmatched").await, "code"), ["PAY-1"]);

        let body = json!({ "order_id": order["id"] });
        let matched = world.finance.post_seen(&path("payments", &payment, "/match"), version(&payment), body).await.ok();
        assert_eq!(matched["order"]["code"], "SO-1");
        assert_eq!(matched["customer"]["code"], "C-SO-1");
        assert_eq!(text(&matched, "unmatched"), "0.00");
        assert_eq!(world.totals("collected").await, sums(&[("ann", 4_000)]));
        assert_eq!(world.items("/api/customers/payments?state=unmatched").await.len(), 0);
    }

    async fn what_exceeds_the_order_stays_unmatched(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let payment = world.payment("PAY-1", Some(&order), "130.00").await;
        assert_eq!(text(&payment, "unmatched"), "30.00");
        assert_eq!(world.totals("collected").await, sums(&[("ann", 10_000)]));
    }

    async fn a_cancelled_order_takes_no_payment_and_keeps_what_it_has(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        world.payment("PAY-1", Some(&order), "40.00").await;
        world.admin.post_seen(&path("orders", &order, "/cancel"), version(&order), json!({})).await.ok();
        assert_eq!(world.totals("signed").await, sums(&[]));
        assert_eq!(world.totals("collected").await, sums(&[("ann", 4_000)]));
        let write = json!({ "code": "PAY-2", "received_on": "2026-03-11", "amount": "1", "order_id": order["id"] });
        let refused = world.finance.post("/api/customers/payments", write).await;
        assert_eq!(refused.code(), "customers.payment.order_cancelled");
    }

    async fn an_order_that_was_cancelled_or_reduced_keeps_what_was_paid_for_it(app: TestApp) {
        let world = World::new(&app).await;
        let (cancelled, reduced) = (world.order("SO-1", "100.00").await, world.order("SO-2", "100.00").await);
        let (first, second) = (
            world.payment("PAY-1", Some(&cancelled), "40.00").await,
            world.payment("PAY-2", Some(&reduced), "100.00").await,
        );
        // Nothing of this one is matched, so it may go.
        let excess = world.payment("PAY-3", Some(&reduced), "9.00").await;
        world.admin.post_seen(&path("orders", &cancelled, "/cancel"), version(&cancelled), json!({})).await.ok();
        let write = json!({
            "code": "SO-2", "customer_id": reduced["customer"]["id"], "owner_id": world.ann.member.to_string(),
            "signed_on": "2026-03-02", "lines": [{ "id": reduced["lines"][0]["id"], "net": "60.00" }],
        });
        world.admin.put_seen(&path("orders", &reduced, ""), version(&reduced), write).await.ok();

        let moved = |payment: &serde_json::Value, amount: &str| {
            let write = json!({ "code": payment["code"], "received_on": "2026-03-10", "amount": amount });
            let (at, seen, finance) = (path("payments", payment, ""), version(payment), &world.finance);
            async move { finance.put_seen(&at, seen, write).await }
        };
        assert_eq!(moved(&first, "40.00").await.code(), "customers.payment.order_keeps");
        assert_eq!(moved(&second, "100.00").await.code(), "customers.payment.order_keeps");
        moved(&excess, "9.00").await.ok();
        let third = world.order("SO-3", "500.00").await;
        let import = world.upload("payments", "", "code,order,received_on,amount\nPAY-2,SO-3,2026-03-10,100\n").await;
        assert_eq!(failures(&import), [(2, "order".to_owned(), "customers.payment.order_keeps".to_owned())]);
        assert_eq!(world.totals("collected").await, sums(&[("ann", 14_000)]));

        // What is given back is taken; then the rest is the order's again and may be moved.
        let refund = json!({ "payment_id": second["id"], "refunded_on": "2026-03-20", "amount": "40.00" });
        world.finance.post("/api/customers/refunds", refund).await.ok();
        let write = json!({ "code": "PAY-2", "received_on": "2026-03-10", "amount": "100.00", "order_id": third["id"] });
        world.finance.put_seen(&path("payments", &second, ""), version(&second), write).await.ok();
        assert_eq!(world.totals("collected").await, sums(&[("ann", 10_000)]));
    }

    /// An order is cancelled between the check of a file and its writing: the file takes nothing off it.
    async fn a_file_takes_no_payment_off_an_order_that_was_cancelled_since(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        world.order("SO-2", "100.00").await;
        world.payment("PAY-1", Some(&order), "40.00").await;
        let import = world.upload("payments", "", "code,order,received_on,amount\nPAY-1,SO-2,2026-03-10,40\n").await;
        assert_eq!(import["counts"]["failed"], 0, "{import}");
        world.admin.post_seen(&path("orders", &order, "/cancel"), version(&order), json!({})).await.ok();
        let applied = world.apply(&import, "all").await;
        assert_ne!(applied["state"], "applied", "{applied}");
        let payment = world.items("/api/customers/payments").await.remove(0);
        assert_eq!(payment["order"]["code"], "SO-1");
        assert_eq!(world.totals("collected").await, sums(&[("ann", 4_000)]));
    }

    async fn an_edited_payment_counts_as_it_is_now_and_a_cancelled_one_not_at_all(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let payment = world.payment("PAY-1", Some(&order), "40.00").await;
        let write = json!({ "code": "PAY-1", "received_on": "2026-03-12", "amount": "55.00", "order_id": order["id"] });
        let at = path("payments", &payment, "");
        let edited = world.finance.put_seen(&at, version(&payment), write.clone()).await.ok();
        assert_eq!(world.totals("collected").await, sums(&[("ann", 5_500)]));
        assert_eq!(world.finance.put_seen(&at, version(&payment), write).await.status, 412);
        let cancel = path("payments", &payment, "/cancel");
        world.finance.post_seen(&cancel, version(&edited), json!({})).await.ok();
        assert_eq!(world.totals("collected").await, sums(&[]));
    }

    /// 10.00 of a payment of the 10th of March is given back on the 20th, 5.00 on the 15th: the 15th is the last day it
    /// can have come in, by hand or by a file; once that refund is cancelled, the 20th.
    async fn a_payment_does_not_come_in_after_some_of_it_was_given_back(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let payment = world.payment("PAY-1", Some(&order), "40.00").await;
        let mut refunds = Vec::new();
        for (day, amount) in [("2026-03-20", "10.00"), ("2026-03-15", "5.00")] {
            let write = json!({ "payment_id": payment["id"], "refunded_on": day, "amount": amount });
            refunds.push(world.finance.post("/api/customers/refunds", write).await.ok());
        }
        let at = path("payments", &payment, "");
        let received = async |day: &str| {
            let write = json!({ "code": "PAY-1", "received_on": day, "amount": "40.00", "order_id": order["id"] });
            let seen = version(&world.finance.get(&at).await.ok());
            world.finance.put_seen(&at, seen, write).await
        };
        let refused = received("2026-03-16").await.problem();
        assert_eq!((&refused["code"], &refused["params"]["refunded_on"]), (&json!("customers.payment.after_refund"), &json!("2026-03-15")));
        let file = "code,order,received_on,amount\nPAY-1,SO-1,2026-03-16,40\n";
        let import = world.upload("payments", "", file).await;
        assert_eq!(failures(&import), [(2, "received_on".to_owned(), "customers.payment.after_refund".to_owned())]);
        received("2026-03-15").await.ok();

        // The other way round: a refund is not moved before its payment.
        let edit = json!({ "payment_id": payment["id"], "refunded_on": "2026-03-14", "amount": "10.00" });
        let moved = world.finance.put_seen(&path("refunds", &refunds[0], ""), version(&refunds[0]), edit).await;
        assert_eq!(moved.field_code("refunded_on"), "customers.refund.before_payment");

        world.finance.post_seen(&path("refunds", &refunds[1], "/cancel"), version(&refunds[1]), json!({})).await.ok();
        received("2026-03-20").await.ok();
        assert_eq!(received("2026-03-21").await.code(), "customers.payment.after_refund");
    }

    /// A refund of the 12th of March is recorded between the check of a file that says the 13th and its writing.
    async fn a_file_moves_no_payment_behind_a_refund_that_was_recorded_since(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let payment = world.payment("PAY-1", Some(&order), "40.00").await;
        let import = world.upload("payments", "", "code,order,received_on,amount\nPAY-1,SO-1,2026-03-13,40\n").await;
        assert_eq!(import["counts"]["failed"], 0, "{import}");
        let refund = json!({ "payment_id": payment["id"], "refunded_on": "2026-03-12", "amount": "5.00" });
        world.finance.post("/api/customers/refunds", refund).await.ok();
        let applied = world.apply(&import, "all").await;
        assert_ne!(applied["state"], "applied", "{applied}");
        assert!(applied.to_string().contains("customers.import.refund_before_payment"), "{applied}");
        assert_eq!(world.items("/api/customers/payments").await[0]["received_on"], "2026-03-10");
    }

    async fn only_finance_and_the_administrator_record_payments(app: TestApp) {
        let world = World::new(&app).await;
        let write = json!({ "code": "PAY-1", "received_on": "2026-03-11", "amount": "1" });
        assert_eq!(world.ann.post("/api/customers/payments", write.clone()).await.status, 403);
        let zero = json!({ "code": "PAY-1", "received_on": "2026-03-11", "amount": "0" });
        let zero = world.finance.post("/api/customers/payments", zero).await;
        assert_eq!(zero.field_code("amount"), "customers.payment.not_positive");
        world.finance.post("/api/customers/payments", write.clone()).await.ok();
        assert_eq!(world.finance.post("/api/customers/payments", write).await.code(), "customers.payment.code_taken");
    }
}
