//! Refunds: they take credit back from those who had it, and never more than was paid.

use beichen_testkit::{both, json};

use crate::world::{World, path, sums, text, version};

both! {
    async fn a_refund_takes_credit_back_and_its_cancelling_gives_it_again(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let payment = world.payment("PAY-1", Some(&order), "40.00").await;
        let write = json!({ "payment_id": payment["id"], "refunded_on": "2026-03-20", "amount": "15.00", "code": "R-1" });
        let refund = world.finance.post("/api/customers/refunds", write).await.ok();
        assert_eq!(world.totals("collected").await, sums(&[("ann", 2_500)]));
        assert_eq!(world.items("/api/customers/refunds?search=r-1").await.len(), 1);

        let edit = json!({ "payment_id": payment["id"], "refunded_on": "2026-03-21", "amount": "40.00" });
        let refund = world.finance.put_seen(&path("refunds", &refund, ""), version(&refund), edit).await.ok();
        assert_eq!(world.totals("collected").await, sums(&[]));

        let cancelled = world.finance.post_seen(&path("refunds", &refund, "/cancel"), version(&refund), json!({})).await.ok();
        assert_eq!(text(&cancelled, "state"), "cancelled");
        assert_eq!(world.totals("collected").await, sums(&[("ann", 4_000)]));
    }

    async fn a_refund_first_takes_what_is_unmatched(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let payment = world.payment("PAY-1", Some(&order), "130.00").await;
        let write = json!({ "payment_id": payment["id"], "refunded_on": "2026-03-20", "amount": "35.00" });
        world.finance.post("/api/customers/refunds", write).await.ok();
        assert_eq!(world.totals("collected").await, sums(&[("ann", 9_500)]));
    }

    async fn no_more_is_given_back_than_was_paid_and_not_before(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let payment = world.payment("PAY-1", Some(&order), "40.00").await;
        let refund = |day: &str, amount: &str| {
            let write = json!({ "payment_id": payment["id"], "refunded_on": day, "amount": amount });
            world.finance.post("/api/customers/refunds", write)
        };
        refund("2026-03-20", "30.00").await.ok();
        let above = refund("2026-03-20", "10.01").await.problem();
        assert_eq!(above["fields"][0]["code"], "customers.refund.above_payment");
        assert_eq!(above["fields"][0]["params"]["left"], "10.00");
        assert_eq!(refund("2026-03-09", "1").await.field_code("refunded_on"), "customers.refund.before_payment");
        assert_eq!(world.totals("collected").await, sums(&[("ann", 1_000)]));
        let seen = world.finance.get(&path("payments", &payment, "")).await.ok();
        let cancel = world.finance.post_seen(&path("payments", &payment, "/cancel"), version(&seen), json!({})).await;
        assert_eq!(cancel.code(), "customers.payment.refunded");
    }

    /// Six want to give 15.00 of 40.00 back at the same moment, of a payment without an order: two can.
    async fn refunds_at_the_same_moment_give_back_no_more_than_was_paid(app: TestApp) {
        let world = World::new(&app).await;
        let payment = world.payment("PAY-1", None, "40.00").await;
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let write = json!({ "payment_id": payment["id"], "refunded_on": "2026-03-20", "amount": "15.00" });
            let finance = world.finance.clone();
            tries.spawn(async move { finance.post("/api/customers/refunds", write).await.status.as_u16() });
        }
        let mut answers = tries.join_all().await;
        answers.sort_unstable();
        assert_eq!(answers, [200, 200, 422, 422, 422, 422]);
    }

    async fn a_row_of_the_list_says_what_may_be_done(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let payment = world.payment("PAY-1", Some(&order), "40.00").await;
        let write = json!({ "payment_id": payment["id"], "refunded_on": "2026-03-20", "amount": "15.00" });
        let refund = world.finance.post("/api/customers/refunds", write).await.ok();
        let can = async |person: &beichen_testkit::TestPerson| {
            person.get("/api/customers/refunds").await.ok()["items"][0]["can"].clone()
        };
        assert_eq!((can(&world.finance).await, can(&world.ann).await), (json!(["edit", "cancel"]), json!([])));
        world.finance.post_seen(&path("refunds", &refund, "/cancel"), version(&refund), json!({})).await.ok();
        assert_eq!(can(&world.finance).await, json!([]));
    }

    async fn a_refund_names_a_payment_that_there_is(app: TestApp) {
        let world = World::new(&app).await;
        let write = json!({ "payment_id": "payment_00000000000000000000000001", "refunded_on": "2026-03-20", "amount": "1" });
        let refused = world.finance.post("/api/customers/refunds", write.clone()).await;
        assert_eq!(refused.field_code("payment_id"), "customers.refund.payment_unknown");
        assert_eq!(world.ann.post("/api/customers/refunds", write).await.status, 403);
    }
}
