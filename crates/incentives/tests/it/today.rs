//! A locked month as known today, beside what was locked; and what was known at an instant.

use beichen_incentives::api::{StatementOf, statement_of};
use beichen_testkit::{both, json};

use crate::scene::{ParseAt, Scene, text};

/// Five in a hundred of what is signed, by the month.
const FIVE: &str = "[measure.m]\nof = \"orders\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";

both! {
    /// January: 100.00 locked, 1,000.00 late. Locked 5.00, now 55.00; after February has taken it in, nothing is left.
    async fn a_locked_month_shows_what_it_would_pay_now(app: TestApp) {
        let scene = Scene::in_force(&app, FIVE).await;
        scene.order("SO-1", "2026-01-15", "100.00", "100.00").await;
        let january = scene.lock("2026-01").await;
        let run = format!("/api/incentives/runs/{}/today?changed=true", text(&january["id"]));
        assert_eq!(scene.director.get(&run).await.ok()["items"], json!([]));
        scene.order("SO-2", "2026-01-20", "1000.00", "1000.00").await;
        let row = scene.director.get(&run).await.ok()["items"][0].clone();
        let figures = |row: &serde_json::Value| ["locked", "adjusted", "now", "difference"].map(|name| text(&row[name]));
        assert_eq!(figures(&row), ["5.00", "0.00", "55.00", "50.00"]);

        let statement = &scene.statements(&january).await["a"];
        assert_eq!(text(&statement["measures"][0]["actual"]), "100.00");
        let path = format!("/api/incentives/statements/{}/today", text(&statement["id"]));
        let today = scene.a.get(&path).await.ok();
        assert_eq!(figures(&today["components"][0]), ["5.00", "0.00", "55.00", "50.00"]);
        assert_eq!(text(&today["measures"][0]["actual"]), "1100.00");
        assert_eq!(scene.b.get(&path).await.status, 404, "it is not the own one");

        scene.lock("2026-02").await;
        assert_eq!(scene.director.get(&run).await.ok()["items"], json!([]));
        let all = scene.director.get(&run.replace("?changed=true", "")).await.ok();
        assert_eq!(figures(&all["items"][0]), ["5.00", "50.00", "55.00", "0.00"]);
    }

    /// Tried at noon for 5.00, tried again an hour later for 55.00: each instant has its own statement.
    async fn a_statement_stands_as_it_was_known_at_an_instant(app: TestApp) {
        let scene = Scene::in_force(&app, FIVE).await;
        scene.order("SO-1", "2026-01-15", "100.00", "100.00").await;
        scene.try_period("2026-01").await;
        app.clock().set("2027-02-01T03:00:00Z".parse_at());
        scene.order("SO-2", "2026-01-20", "1000.00", "1000.00").await;
        scene.try_period("2026-01").await;
        let ctx = scene.org.system();
        let at = async |as_of: Option<&str>| {
            let (person, period, plan) = ("a".to_owned(), "2026-01".to_owned(), None);
            let wanted = StatementOf { person, period, plan, as_of: as_of.map(str::to_owned) };
            statement_of(&ctx, &app.db, wanted).await.map(|view| view.total)
        };
        assert_eq!(at(None).await.unwrap(), "55.00");
        assert_eq!(at(Some("2027-02-01T02:30:00Z")).await.unwrap(), "5.00");
        assert_eq!(at(Some("2027-02-01")).await.unwrap(), "55.00");
        assert_eq!(at(Some("2027-01-31")).await.unwrap_err().code(), "kernel.not_found");
        assert_eq!(at(Some("noon")).await.unwrap_err().code(), "incentives.statement.bad_instant");
    }
}
