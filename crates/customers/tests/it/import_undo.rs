//! A written import is taken back: what it made, what it changed, and what stands in the way.

use beichen_engine::day::DayRange;
use beichen_kernel::BatchId;
use beichen_people::api::{self as people, Fence};
use beichen_store::Event;
use beichen_testkit::{Answer, both, json};
use serde_json::Value;

use crate::world::{World, each, path, sums, text, version};

const CREATING: &str = "create_missing = [\"customers\"]\n";

async fn undo(world: &World, import: &Value) -> Answer {
    let at = format!("/api/sheets/imports/{}/undo", text(import, "id"));
    world.admin.post_seen(&at, import["version"].as_i64().unwrap(), json!({})).await
}

/// Asks for it, has it done, and gives the import as it stands then.
async fn tried(world: &World, import: &Value) -> Value {
    let at = format!("/api/sheets/imports/{}", text(import, "id"));
    let now = world.admin.get(&at).await.ok();
    let asked = undo(world, &now).await.ok();
    assert_eq!((&asked["work"]["state"], &asked["state"]), (&json!("queued"), &json!("applied")), "{asked}");
    world.org.app.work().await;
    world.admin.get(&at).await.ok()
}

/// Undoes it, and gives what was taken back, restored and left.
async fn undone(world: &World, import: &Value) -> [u64; 3] {
    let view = tried(world, import).await;
    assert_eq!((&view["state"], &view["work"]["state"]), (&json!("undone"), &json!("done")), "{view}");
    assert_eq!(
        view["work"]["total"],
        view["counts"]["new"].as_i64().unwrap() + view["counts"]["update"].as_i64().unwrap()
    );
    ledger_ties(world).await;
    ["taken_back", "restored", "left"].map(|name| view["undone"][name].as_u64().unwrap())
}

/// (row, document, reason) of everything that stands in the way; nothing has changed.
async fn blocked(world: &World, import: &Value) -> Vec<(u64, String, String)> {
    let view = tried(world, import).await;
    assert_eq!((&view["state"], &view["work"]["state"]), (&json!("applied"), &json!("failed")), "{view}");
    let refused = &view["work"]["problem"];
    assert_eq!((&refused["status"], &refused["code"]), (&json!(409), &json!("sheets.import.undo_blocked")), "{view}");
    let fields = refused["fields"].as_array().unwrap();
    assert_eq!(refused["params"]["rows"], fields.len().to_string());
    let one = |field: &Value| {
        (field["params"]["at_row"].as_u64().unwrap(), text(&field["params"], "document"), text(field, "code"))
    };
    fields.iter().map(one).collect()
}

fn because(rows: &[(u64, &str, &str)]) -> Vec<(u64, String, String)> {
    rows.iter().map(|&(row, document, code)| (row, document.to_owned(), code.to_owned())).collect()
}

async fn ledger_ties(world: &World) {
    let ctx = world.org.system();
    let found = beichen_ledger::api::check(&ctx, &world.org.app.db).await.unwrap();
    assert_eq!((found.differing, found.totals_differing), (0, 0), "{found:?}");
}

async fn by_code(world: &World, list: &str, code: &str) -> Value {
    let found = world.items(&format!("/api/customers/{list}?search={code}")).await;
    world.admin.get(&path(list, &found[0], "")).await.ok()
}

/// A thing without what every version changes.
fn still(thing: &Value) -> Value {
    let mut thing = thing.clone();
    thing.as_object_mut().unwrap().remove("version");
    thing
}

both! {
    async fn what_a_file_made_is_cancelled_with_one_record_and_the_file_stays(app: TestApp) {
        let world = World::new(&app).await;
        let file = "code,customer,owner,signed_on,net\nSO-1,C-1,ann,2026-03-02,10.00\nSO-2,C-2,bob,2026-03-03,20.00\n";
        let import = world.import("orders", CREATING, file).await;
        assert_eq!(world.totals("signed").await, sums(&[("ann", 1_000), ("bob", 2_000)]));
        assert!(import["can"].as_array().unwrap().contains(&json!("undo")));

        assert_eq!(undone(&world, &import).await, [2, 0, 2]);
        assert_eq!(world.totals("signed").await, sums(&[]));
        let orders = world.items("/api/customers/orders?sort=code").await;
        assert_eq!(each(&orders, "state"), ["cancelled", "cancelled"]);
        assert_eq!(world.items("/api/customers/customers").await.len(), 2);
        let events = world.org.events().await;
        let named = |name: &str| events.iter().filter(|event| *event == name).count();
        assert_eq!((named("sheets.batch.undone"), named("customers.order.cancelled")), (1, 0));

        let at = format!("/api/sheets/imports/{}", text(&import, "id"));
        let now = world.admin.get(&at).await.ok();
        assert!(!now["can"].as_array().unwrap().contains(&json!("undo")), "{}", now["can"]);
        let twice = undo(&world, &now).await;
        assert_eq!((twice.status.as_u16(), twice.body["code"].as_str().unwrap()), (409, "sheets.import.not_written"));
        assert_eq!(undo(&world, &import).await.status, 412, "the version of before");
        assert_eq!(world.admin.get(&format!("{at}/file")).await.status, 200);
    }

    /// Once the wrong file is undone, the right one brings the same codes; what was cancelled by hand stays cancelled.
    async fn what_was_undone_may_come_again_with_another_file(app: TestApp) {
        let world = World::new(&app).await;
        let head = "code,customer,owner,signed_on,net\n";
        let file = |net: &str| format!("{head}SO-1,C-1,ann,2026-03-02,{net}\n");
        let wrong = world.import("orders", CREATING, &file("100.00")).await;
        undone(&world, &wrong).await;
        let right = world.import("orders", "", &file("10.00")).await;
        assert_eq!(right["preview"][0]["notes"][0]["code"], "customers.import.stands_again");
        assert_eq!(world.totals("signed").await, sums(&[("ann", 1_000)]));
        assert_eq!(by_code(&world, "orders", "SO-1").await["state"], "open");
        let rows = "PAY-1,SO-1,2026-03-11,4.00\n";
        let paid = world.import("payments", "", &format!("code,order,received_on,amount\n{rows}")).await;
        let given = world.import("refunds", "", "code,payment,refunded_on,amount\nR-1,PAY-1,2026-03-12,1.00\n").await;
        assert_eq!(world.totals("collected").await, sums(&[("ann", 300)]));
        assert_eq!(undone(&world, &given).await, [1, 0, 0]);
        assert_eq!(undone(&world, &paid).await, [1, 0, 0]);
        assert_eq!(world.totals("collected").await, sums(&[]));
        let again = world.import("payments", "", &format!("code,order,received_on,amount\n{rows}")).await;
        world.import("refunds", "", "code,payment,refunded_on,amount\nR-1,PAY-1,2026-03-12,1.00\n").await;
        assert_eq!(world.totals("collected").await, sums(&[("ann", 300)]));
        ledger_ties(&world).await;
        assert_eq!(blocked(&world, &again).await, because(&[(2, "PAY-1", "customers.undo.refunded_since")]));
        // Undone a second time, the order is as it was before: cancelled.
        let refund = by_code(&world, "refunds", "R-1").await;
        world.finance.post_seen(&path("refunds", &refund, "/cancel"), version(&refund), json!({})).await.ok();
        undone(&world, &again).await;
        assert_eq!(undone(&world, &right).await, [0, 1, 0]);
        assert_eq!(by_code(&world, "orders", "SO-1").await["state"], "cancelled");
        assert_eq!(world.totals("signed").await, sums(&[]));

        let third = world.import("orders", "", &format!("{head}SO-9,C-1,ann,2026-03-02,1\n")).await;
        let order = by_code(&world, "orders", "SO-9").await;
        world.admin.post_seen(&path("orders", &order, "/cancel"), version(&order), json!({})).await.ok();
        assert_eq!(third["state"], "applied");
        let refused = world.upload("orders", "", &format!("{head}SO-9,C-1,ann,2026-03-02,2\n")).await;
        let code = &refused["failed_rows"][0]["errors"][0]["code"];
        assert_eq!(code, "customers.order.already_cancelled");
    }

    async fn the_same_request_twice_undoes_once(app: TestApp) {
        let world = World::new(&app).await;
        let file = "code,customer,owner,signed_on,net\nSO-1,C-1,ann,2026-03-02,10.00\n";
        let import = world.import("orders", CREATING, file).await;
        let at = format!("/api/sheets/imports/{}/undo", text(&import, "id"));
        let seen = import["version"].to_string();
        let headers = [("if-match", seen.as_str()), ("idempotency-key", "k-1")];
        let first = world.admin.send(axum::http::Method::POST, &at, None, &headers).await.ok();
        let second = world.admin.send(axum::http::Method::POST, &at, None, &headers).await.ok();
        assert_eq!(first, second);
        app.work().await;
        assert_eq!(by_code(&world, "orders", "SO-1").await["version"], 2);
    }

    /// The first file says 100.00 of Ann, the second 150.00 of Bob on another day.
    async fn what_a_file_changed_is_as_it_was_before(app: TestApp) {
        let world = World::new(&app).await;
        let head = "code,customer,owner,signed_on,due_on,net\n";
        world.import("orders", CREATING, &format!("{head}SO-1,C-1,ann,2026-03-02,2026-04-01,100.00\n")).await;
        let before = by_code(&world, "orders", "SO-1").await;
        let rows = "SO-1,C-1,bob,2026-03-09,2026-05-01,150.00\nSO-2,C-1,bob,2026-03-09,,5.00\n";
        let second = world.import("orders", "", &format!("{head}{rows}")).await;
        assert_eq!(world.totals("signed").await, sums(&[("bob", 15_500)]));
        world.payment("PAY-1", None, "1.00").await;

        assert_eq!(undone(&world, &second).await, [1, 1, 0]);
        assert_eq!(world.totals("signed").await, sums(&[("ann", 10_000)]));
        let after = by_code(&world, "orders", "SO-1").await;
        assert_eq!((still(&after), version(&after)), (still(&before), 3));
    }

    /// The last file first: once it is undone, what the one before it wrote stands again, and may be undone too.
    async fn files_are_undone_one_after_the_other(app: TestApp) {
        let world = World::new(&app).await;
        let file = |net: &str| format!("code,customer,owner,signed_on,net\nSO-1,C-1,ann,2026-03-02,{net}\n");
        let first = world.import("orders", CREATING, &file("1.00")).await;
        let second = world.import("orders", "", &file("2.00")).await;
        let third = world.import("orders", "", &file("4.00")).await;
        assert_eq!(blocked(&world, &second).await, because(&[(2, "SO-1", "sheets.undo.changed_since")]));
        assert_eq!(undone(&world, &third).await, [0, 1, 0]);
        assert_eq!(blocked(&world, &first).await, because(&[(2, "SO-1", "sheets.undo.changed_since")]));
        assert_eq!(undone(&world, &second).await, [0, 1, 0]);
        assert_eq!(world.totals("signed").await, sums(&[("ann", 100)]));
        assert_eq!(undone(&world, &first).await, [1, 0, 1]);
        assert_eq!(world.totals("signed").await, sums(&[]));
    }

    async fn rows_that_somebody_has_built_on_are_named_and_nothing_is_undone(app: TestApp) {
        let world = World::new(&app).await;
        let head = "code,customer,owner,signed_on,net\n";
        let row = |code: &str, net: &str| format!("{code},C-1,ann,2026-03-02,{net}\n");
        let all: String = [("SO-1", "1"), ("SO-2", "2"), ("SO-3", "4"), ("SO-4", "8")].map(|(c, n)| row(c, n)).concat();
        let import = world.import("orders", CREATING, &format!("{head}{all}")).await;
        // A later file, a hand, a payment; the fourth is as the file left it.
        world.import("orders", "", &format!("{head}{}", row("SO-1", "3"))).await;
        let second = by_code(&world, "orders", "SO-2").await;
        world.admin.post_seen(&path("orders", &second, "/cancel"), version(&second), json!({})).await.ok();
        let third = by_code(&world, "orders", "SO-3").await;
        let paid = world.payment("PAY-1", Some(&third), "4.00").await;
        let totals = world.totals("signed").await;

        let expected = [
            (2, "SO-1", "sheets.undo.changed_since"),
            (3, "SO-2", "sheets.undo.changed_since"),
            (4, "SO-3", "customers.undo.paid_since"),
        ];
        assert_eq!(blocked(&world, &import).await, because(&expected));
        assert_eq!(world.totals("signed").await, totals);
        // A payment that was a mistake stands in nobody's way.
        let at = path("payments", &paid, "/cancel");
        world.finance.post_seen(&at, version(&paid), json!({})).await.ok();
        assert_eq!(blocked(&world, &import).await, because(&expected[..2]));
    }

    /// Ann's March is locked; Bob's is not.
    async fn what_a_locked_run_counts_is_not_undone(app: TestApp) {
        let world = World::new(&app).await;
        let head = "code,customer,owner,signed_on,net\n";
        let rows = "SO-1,C-1,ann,2026-03-02,1\nSO-2,C-1,bob,2026-03-02,2\nSO-3,C-1,ann,2026-04-01,4\n";
        let import = world.import("orders", CREATING, &format!("{head}{rows}")).await;
        let ctx = world.org.system();
        let mut tx = app.db.begin(&ctx).await.unwrap();
        let fence = Fence {
            run: uuid::Uuid::from_u128(9),
            label: "East 2026-03".to_owned(),
            days: DayRange::new("2026-03-01".parse().unwrap(), "2026-04-01".parse().unwrap()),
            seq: 0,
            locked_seq: 0,
            members: vec![world.ann.member],
            measures: vec!["signed".to_owned()],
        };
        people::raise_fence(&mut tx, &fence).await.unwrap();
        tx.record(ctx.new_id::<BatchId>(), Event::new("incentives.run.locked"));
        tx.commit().await.unwrap();

        assert_eq!(blocked(&world, &import).await, because(&[(2, "SO-1", "sheets.undo.locked")]));
        let refused = tried(&world, &import).await;
        let params = &refused["work"]["problem"]["fields"][0]["params"];
        assert_eq!((text(params, "label"), text(params, "to")), ("East 2026-03".into(), "2026-03-31".into()));
    }

    /// PAY-1 is new, PAY-2 was 30.00 before; a refund of PAY-1 stands in the way until it is cancelled.
    async fn payments_are_taken_back_unless_money_was_given_back_since(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        world.payment("PAY-2", Some(&order), "30.00").await;
        let before = by_code(&world, "payments", "PAY-2").await;
        let rows = "PAY-1,SO-1,2026-03-11,40.00\nPAY-2,SO-1,2026-03-12,50.00\n";
        let import = world.import("payments", "", &format!("code,order,received_on,amount\n{rows}")).await;
        assert_eq!(world.totals("collected").await, sums(&[("ann", 9_000)]));
        let paid = by_code(&world, "payments", "PAY-1").await;
        let write = json!({ "code": "R-1", "payment_id": paid["id"], "refunded_on": "2026-03-20", "amount": "1.00" });
        let refund = world.finance.post("/api/customers/refunds", write).await.ok();
        assert_eq!(blocked(&world, &import).await, because(&[(2, "PAY-1", "customers.undo.refunded_since")]));

        let at = path("refunds", &refund, "/cancel");
        world.finance.post_seen(&at, version(&refund), json!({})).await.ok();
        assert_eq!(undone(&world, &import).await, [1, 1, 0]);
        assert_eq!(world.totals("collected").await, sums(&[("ann", 3_000)]));
        let after = by_code(&world, "payments", "PAY-2").await;
        assert_eq!((still(&after), version(&after)), (still(&before), 3));
        assert_eq!(by_code(&world, "payments", "PAY-1").await["state"], "cancelled");
    }

    /// A payment that moved back would come to an order that was cancelled since.
    async fn a_payment_does_not_go_back_to_an_order_that_takes_none(app: TestApp) {
        let world = World::new(&app).await;
        let first = world.order("SO-1", "100.00").await;
        world.order("SO-2", "100.00").await;
        world.payment("PAY-1", Some(&first), "30.00").await;
        let import = world.import("payments", "", "code,order,received_on,amount\nPAY-1,SO-2,2026-03-10,30.00\n").await;
        world.admin.post_seen(&path("orders", &first, "/cancel"), version(&first), json!({})).await.ok();
        assert_eq!(blocked(&world, &import).await, because(&[(2, "PAY-1", "customers.payment.order_cancelled")]));
    }

    /// Together they change places: neither goes back alone.
    async fn refunds_are_as_before_and_never_above_their_payment(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        let paid = world.payment("PAY-1", Some(&order), "100.00").await;
        for (code, amount) in [("R-1", "60.00"), ("R-2", "30.00")] {
            let write = json!({ "code": code, "payment_id": paid["id"], "refunded_on": "2026-03-12", "amount": amount });
            world.finance.post("/api/customers/refunds", write).await.ok();
        }
        let rows = "R-1,PAY-1,2026-03-12,10.00\nR-2,PAY-1,2026-03-12,80.00\nR-3,PAY-1,2026-03-13,10.00\n";
        let import = world.import("refunds", "", &format!("code,payment,refunded_on,amount\n{rows}")).await;
        assert_eq!(world.totals("collected").await, sums(&[]));
        assert_eq!(undone(&world, &import).await, [1, 2, 0]);
        assert_eq!(world.totals("collected").await, sums(&[("ann", 1_000)]));
        let refunds = world.items("/api/customers/refunds?sort=code").await;
        assert_eq!(each(&refunds, "amount"), ["60.00", "30.00", "10.00"]);
        assert_eq!(each(&refunds, "state"), ["open", "open", "cancelled"]);
    }

    async fn customers_are_as_before_and_new_ones_stay(app: TestApp) {
        let world = World::new(&app).await;
        world.import("customers", "", "code,name,owner,tier,tags\nC-1,One,ann,A,\"x, y\"\n").await;
        let before = by_code(&world, "customers", "C-1").await;
        let rows = "C-1,Uno,bob,B,z\nC-2,Two,bob,B,z\n";
        let import = world.import("customers", "", &format!("code,name,owner,tier,tags\n{rows}")).await;
        assert_eq!(undone(&world, &import).await, [0, 1, 1]);
        let after = by_code(&world, "customers", "C-1").await;
        assert_eq!((still(&after), version(&after)), (still(&before), 3));
        // Ann's again on every day, also for an order that names nobody.
        world.import("orders", "", "code,customer,signed_on,net\nSO-1,C-1,2026-03-20,1\n").await;
        assert_eq!(world.totals("signed").await, sums(&[("ann", 100)]));

        let import = world.import("customers", "", "code,tier\nC-1,C\nC-2,C\n").await;
        let write = json!({ "code": "C-2", "name": "Zwei" });
        let second = by_code(&world, "customers", "C-2").await;
        world.admin.put_seen(&path("customers", &second, ""), version(&second), write).await.ok();
        assert_eq!(blocked(&world, &import).await, because(&[(3, "C-2", "sheets.undo.changed_since")]));
    }

    async fn a_kind_that_keeps_nothing_says_so(app: TestApp) {
        let world = World::new(&app).await;
        let import = world.import("products", "", "code,name\nP-1,Pen\n").await;
        assert!(!import["can"].as_array().unwrap().contains(&json!("undo")));
        let refused = undo(&world, &import).await;
        assert_eq!((refused.status.as_u16(), refused.body["code"].as_str().unwrap()), (409, "sheets.import.no_undo"));
        let staged = world.upload("orders", CREATING, "code,customer,signed_on,net\nSO-1,C-1,2026-03-02,1\n").await;
        assert_eq!(undo(&world, &staged).await.code(), "sheets.import.not_written");
    }
}
