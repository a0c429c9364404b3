//! A transfer that reaches back: its credits go to the new unit as a job, and until then a trial says so.

use beichen_testkit::{both, json};
use serde_json::Value;

use crate::scene::Scene;

const SIGNED: &str = "[measure.m]\nof = \"orders\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";

/// The month's total of `m` by unit.
async fn totals(scene: &Scene) -> Vec<(String, String)> {
    let path = "/api/ledger/totals?measure=m&period=2026-03&by=unit";
    let page = scene.director.get(path).await.ok();
    let row = |row: &Value| {
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        (text("name"), text("amount"))
    };
    page["items"].as_array().unwrap().iter().map(row).filter(|(_, amount)| amount != "0.00").collect()
}

both! {
    /// Signed on 2 and 20 March for 100.00 each; moved on the 10th. 200.00 in east become 100.00 and 100.00.
    async fn a_back_dated_transfer_moves_the_credits_of_its_days(app: TestApp) {
        let scene = Scene::with(&app, SIGNED).await;
        let west = scene.org.unit("west", None, None).await;
        app.work().await;
        scene.order("SO-1", "2026-03-02", "100.00", "100.00").await;
        scene.order("SO-2", "2026-03-20", "100.00", "100.00").await;
        assert_eq!(totals(&scene).await, [("east".to_owned(), "200.00".to_owned())]);

        scene.org.assign(scene.a.member, west, "2026-03-10").await;
        let trial = scene.try_plan("2026-03").await;
        let trial = scene.director.get(&format!("/api/incentives/trials/{trial}")).await.ok();
        assert_eq!(trial["moved_count"], json!(1), "the credits are not stamped yet, and the trial says so");

        app.work().await;
        let expected = [("east", "100.00"), ("west", "100.00")].map(|(unit, sum)| (unit.to_owned(), sum.to_owned()));
        assert_eq!(totals(&scene).await, expected);
        assert_eq!(scene.org.events().await.last().unwrap(), "ledger.credit.restamped");
        let trial = scene.try_plan("2026-03").await;
        let trial = scene.director.get(&format!("/api/incentives/trials/{trial}")).await.ok();
        assert_eq!(trial["moved_count"], json!(0));
        let ctx = scene.org.system();
        let found = beichen_ledger::api::check(&ctx, &app.db).await.unwrap();
        assert_eq!((found.differing, found.totals_differing), (0, 0));
    }

    /// Without a document nothing is recorded, and nothing waits afterwards.
    async fn a_transfer_without_credits_leaves_no_record(app: TestApp) {
        let scene = Scene::with(&app, SIGNED).await;
        let before = scene.org.events().await.len();
        app.work().await;
        assert_eq!(scene.org.events().await.len(), before);
        let ctx = scene.org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        assert_eq!(beichen_people::api::count_moved(&tx).await.unwrap(), 0);
    }
}
