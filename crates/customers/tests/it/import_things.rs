//! Sheets of customers and products.

use beichen_testkit::{both, json};

use crate::world::{World, counts, each, failures, path, text};

both! {
    async fn customers_come_with_owner_tier_and_tags_and_change_by_their_code(app: TestApp) {
        let world = World::new(&app).await;
        let file = "code,name,owner,tier,tags\nC-1,One,ann,A,\"retail, east\"\nC-2,Two,,B,\n";
        let import = world.import("customers", "", file).await;
        assert_eq!(counts(&import), [2, 0, 0, 0]);
        let customers = world.items("/api/customers/customers").await;
        assert_eq!(each(&customers, "code"), ["C-1", "C-2"]);
        assert_eq!(customers[0]["owner"]["code"], "ann");
        assert_eq!(customers[0]["tags"], json!(["retail", "east"]));
        assert_eq!(customers[1]["owner"], json!(null));
        let whole = world.admin.get(&path("customers", &customers[1], "")).await.ok();
        assert_eq!(whole["origin"]["file"], "file.csv");
        assert_eq!(whole["origin"]["row"], 3);

        // An empty cell leaves what stands.
        let file = "code,name,owner,tier,tags\nC-1,,,A+,\nC-2,Two,,B,\nC-3,Three,bob,,\n";
        let import = world.import("customers", "", file).await;
        assert_eq!(counts(&import), [1, 1, 1, 0]);
        let customers = world.items("/api/customers/customers").await;
        assert_eq!(each(&customers, "name"), ["One", "Two", "Three"]);
        assert_eq!(text(&customers[0], "tier"), "A+");
        assert_eq!(customers[0]["owner"]["code"], "ann");
        assert_eq!(customers[0]["version"], 2);
        assert_eq!(customers[1]["version"], 1);
    }

    async fn products_come_with_their_family(app: TestApp) {
        let world = World::new(&app).await;
        world.import("products", "", "code,name,family\nP-1,Bike,bikes\nP-2,Bell,parts\n").await;
        let import = world.import("products", "", "code,name,family\nP-1,Bike,road\nP-2,Bell,parts\n").await;
        assert_eq!(counts(&import), [0, 1, 1, 0]);
        assert_eq!(each(&world.items("/api/customers/products?sort=code").await, "family"), ["road", "parts"]);
    }

    async fn an_unknown_owner_and_an_unknown_field_are_named(app: TestApp) {
        let world = World::new(&app).await;
        let import = world.upload("customers", "", "code,name,owner,field.size\nC-1,One,nobody,5\n").await;
        assert_eq!(failures(&import), [
            (2, "owner".to_owned(), "customers.customer.owner_unknown".to_owned()),
            (2, "field.size".to_owned(), "people.field.unknown".to_owned()),
        ]);
        assert!(text(&import["failed_rows"][0]["errors"][0], "text").contains("nobody"));
    }
}
