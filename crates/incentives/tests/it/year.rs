//! A year to date across locks, and prizes after the lock. Worked out by hand from incentives.md, "Further rules".

use beichen_testkit::{both, json};

use crate::scene::{Scene, plan_text, text};
use crate::second_person::{Settled, late};

/// Marginal tiers over the year so far, at most 2,000.00 a year. The rates are given.
fn to_date([first, second, third]: [&str; 3]) -> String {
    format!(
        "[measure.m]\nof = \"orders\"\n\
         [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\n\
         tiers = [[\"0\", \"{first}\"], [\"10000\", \"{second}\"], [\"20000\", \"{third}\"]]\n\
         apply = \"marginal\"\naccumulate = \"year_to_date\"\ncap = \"2000.00\"\n"
    )
}

const OLD: [&str; 3] = ["5%", "8%", "10%"];
const NEW: [&str; 3] = ["6%", "9%", "10%"];

/// Month, signed in it, earned, paid, owed afterwards.
const YEAR: [(&str, &str, &str, &str, &str); 12] = [
    ("2026-01", "4000.00", "200.00", "200.00", "0.00"),
    ("2026-02", "4000.00", "200.00", "200.00", "0.00"),
    ("2026-03", "4000.00", "260.00", "260.00", "0.00"),
    ("2026-04", "3000.00", "240.00", "240.00", "0.00"),
    ("2026-05", "", "0.00", "0.00", "0.00"),
    ("2026-06", "2000.00", "330.00", "330.00", "0.00"),
    ("2026-07", "1000.00", "90.00", "0.00", "270.00"),
    ("2026-08", "2000.00", "180.00", "0.00", "90.00"),
    ("2026-09", "4000.00", "360.00", "270.00", "0.00"),
    ("2026-10", "6000.00", "500.00", "500.00", "0.00"),
    ("2026-11", "5000.00", "0.00", "0.00", "0.00"),
    ("2026-12", "1000.00", "0.00", "0.00", "0.00"),
];

both! {
    /// Old rates, year so far → f: 4,000 → 200; 8,000 → 400; 12,000 → 500 + 160 = 660; 15,000 → 500 + 400 = 900. From
    /// June the new rates hold for the whole year so far: 17,000 → 600 + 630 = 1,230, so June earns 330.
    ///
    /// Before July's trial February's order is cancelled. January stays 200. February: 4,000 → 200, earns 0 (−200).
    /// March: 8,000 → 400, earns 200 (−60). April: 11,000 → 580, earns 180 (−60). May: 0. June: 13,000 → 600 + 270 = 870,
    /// earns 870 − 580 = 290 (−40). Together −360.
    ///
    /// July: 14,000 → 960, earns 90; 90 − 360 = −270 are owed. August: 16,000 → 1,140, earns 180, all taken, 90 owed.
    /// September: 20,000 → 1,500, earns 360, pays 270. October: 26,000 → 2,100, cut to 2,000, earns 500. Then nothing.
    /// Paid: 200 + 200 + 260 + 240 + 330 + 270 + 500 = 2,000, the year's cap.
    async fn a_year_to_date_adds_up_across_locks_a_raise_a_cap_and_a_late_cancellation(app: TestApp) {
        let scene = Scene::in_force(&app, &to_date(OLD)).await;
        let mut february = None;
        let mut paid = 0_i64;
        for (month, signed, earned, total, owed) in YEAR {
            if month == "2026-06" {
                let second = plan_text("p", &to_date(NEW)).replace("from = \"2026-01-01\"", "from = \"2026-06-01\"");
                scene.next_version(&second).await.ok();
            }
            if month == "2026-07" {
                scene.cancel(february.as_ref().unwrap()).await;
            }
            if !signed.is_empty() {
                let order = scene.order(&format!("SO-{month}"), &format!("{month}-10"), signed, signed).await;
                february = february.or((month == "2026-02").then_some(order));
            }
            let (adjustments, run) = scene.lock_adjusting(month).await;
            let expected = if month == "2026-07" {
                vec![
                    late("a", "2026-02", "-200.00"), late("a", "2026-03", "-60.00"), late("a", "2026-04", "-60.00"),
                    late("a", "2026-06", "-40.00"),
                ]
            } else {
                Vec::new()
            };
            assert_eq!(adjustments, expected, "{month}");
            let a = Settled::of(&scene.statements(&run).await["a"]);
            assert_eq!((a.earned.as_str(), a.total.as_str(), a.owed.as_str()), (earned, total, owed), "{month}");
            paid += a.total.replace('.', "").parse::<i64>().unwrap();
        }
        assert_eq!(paid, 200_000);
    }

    /// January's places: `a` 1,000.00, `b` 500.00; prizes of 1,500.00 and 1,000.00 are locked. A late 800.00 make `b`
    /// the first: 500.00 more and 500.00 less, flagged, and not paid. They wait in every later run.
    async fn a_prize_that_a_late_order_moves_is_flagged_and_pays_nothing(app: TestApp) {
        let plan = "[measure.m]\nof = \"orders\"\n\
            [[component]]\nkey = \"c\"\nkind = \"ranking\"\nperiod = \"month\"\nby = \"m\"\namong = \"organisation\"\n\
            prizes = [\"1500.00\", \"1000.00\"]\n";
        let scene = Scene::in_force(&app, plan).await;
        let of_b = |net: &str| {
            json!({ "owner_id": scene.b.member, "lines": [{ "net": net, "gross": net }] })
        };
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        scene.order_with("SO-2", "2026-01-11", of_b("500.00")).await;
        assert_eq!(text(&scene.lock("2026-01").await["total"]), "2500.00");

        scene.order_with("SO-3", "2026-01-12", of_b("800.00")).await;
        for month in ["2026-02", "2026-03"] {
            let (adjustments, run) = scene.lock_adjusting(month).await;
            assert_eq!(adjustments, [late("a", "2026-01", "-500.00"), late("b", "2026-01", "500.00")], "{month}");
            assert_eq!((text(&run["total"]), text(&run["owed"])), ("0.00".into(), "0.00".into()));
            for (person, statement) in &scene.statements(&run).await {
                assert_eq!(Settled::of(statement), Settled::new("0.00", "0.00", "0.00", "0.00"), "{person}");
                assert_eq!(statement["adjustments"][0]["is_flag"], json!(true));
            }
        }
    }
}
