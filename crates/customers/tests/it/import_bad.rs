//! Bad sheets of orders: each a clear error with row and column, and nothing half-written.

use beichen_testkit::{both, json};

use crate::world::{World, counts, failures, path, sums, text};

both! {
    async fn every_bad_cell_is_named_with_its_row(app: TestApp) {
        let world = World::new(&app).await;
        world.customer("C-1").await;
        let file = "code,customer,owner,split,signed_on,due_on,net,gross,currency,product,quantity\n\
            SO-1,C-9,ann,,2026-03-02,,1,,,,\n\
            SO-2,C-1,nobody,,2026-03-02,,1,,,,\n\
            SO-3,C-1,ann,,2026-02-30,,1,,,,\n\
            SO-4,C-1,ann,,2026-03-02,,\"12,3O0\",,,,\n\
            SO-5,C-1,,\"ann 70%, bob 29%\",2026-03-02,,1,,,,\n\
            SO-6,C-1,ann,,2026-03-02,,1,,USD,,\n\
            SO-7,C-1,ann,,2026-03-02,,1,,,P-9,\n\
            SO-8,C-1,ann,,2026-03-02,2026-03-01,1,,,,\n\
            SO-9,C-1,ann,,2026-03-02,,10,9,,,\n\
            SO-10,C-1,ann,,2026-03-02,,1,,,,-1\n\
            SO-11,C-1,,ann70,2026-03-02,,1,,,,\n\
            SO-12,C-1,ann,,2026-03-02,,,,,,\n\
            SO-13,C-1,ann,,2026-03-02,,1,,,,\n\
            SO-13,C-1,ann,,2026-03-02,,1,,,,\n";
        let import = world.upload("orders", "", file).await;
        let at = |row: u64, column: &str, code: &str| (row, column.to_owned(), code.to_owned());
        assert_eq!(failures(&import), [
            at(2, "customer", "customers.customer.unknown"),
            at(3, "owner", "customers.customer.owner_unknown"),
            at(4, "signed_on", "sheets.cell.no_such_day"),
            at(5, "net", "sheets.cell.mistyped_amount"),
            at(6, "split", "customers.order.split_not_whole"),
            at(7, "currency", "customers.order.foreign_currency"),
            at(8, "product", "customers.product.unknown"),
            at(9, "due_on", "customers.order.due_before_signed"),
            at(10, "gross", "customers.order.gross_below_net"),
            at(11, "quantity", "customers.order.negative_quantity"),
            at(12, "split", "customers.import.not_a_split"),
            at(13, "net", "sheets.cell.required"),
            at(15, "code", "sheets.cell.duplicate"),
        ]);
        assert_eq!(import["failed_rows"][4]["errors"][0]["params"]["missing"], "1%");
        for row in import["failed_rows"].as_array().unwrap() {
            let said = text(&row["errors"][0], "text");
            assert!(!said.contains("customers.") && !said.contains("{{"), "{said}");
        }
        assert_eq!(counts(&import), [1, 0, 0, 13]);
        let at = format!("/api/sheets/imports/{}", text(&import, "id"));
        let refused = world.admin.post_seen(&format!("{at}/apply"), 1, json!({ "rows": "all" })).await;
        assert!(!refused.status.is_success());
        assert_eq!(world.items("/api/customers/orders").await.len(), 0);
        world.apply(&import, "valid").await;
        assert_eq!(world.totals("signed").await, sums(&[("ann", 100)]));
    }

    async fn a_cancelled_order_takes_no_other_values(app: TestApp) {
        let world = World::new(&app).await;
        let order = world.order("SO-1", "100.00").await;
        world.admin.post_seen(&path("orders", &order, "/cancel"), 1, json!({})).await.ok();
        let same = "code,customer,owner,signed_on,net\nSO-1,C-SO-1,ann,2026-03-02,100\n";
        assert_eq!(counts(&world.upload("orders", "", same).await), [0, 0, 1, 0]);
        let other = world.upload("orders", "", &same.replace(",100", ",101")).await;
        assert_eq!(failures(&other), [(2, "code".to_owned(), "customers.order.already_cancelled".to_owned())]);
    }

    async fn only_the_office_imports_and_only_its_kinds(app: TestApp) {
        let world = World::new(&app).await;
        let file = b"code,customer,signed_on,net\nSO-1,C-1,2026-03-02,1\n";
        let upload = |person: &beichen_testkit::TestPerson| {
            let person = person.clone();
            async move { person.upload("/api/sheets/imports", &[("kind", "orders")], "file.csv", file).await }
        };
        assert_eq!(upload(&world.ann).await.status, 403);
        assert_eq!(upload(&world.finance).await.status, 403);
    }
}
