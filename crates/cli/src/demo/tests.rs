//! The whole company, made in a database: figures that are known in advance, and the same ones every time.

use std::collections::BTreeMap;

use beichen_engine::day::{Day, DayRange};
use beichen_kernel::{Ctx, PageQuery, Role, Timestamp};
use beichen_store::db::DemoSignIn;
use beichen_testkit::TestApp;

use super::*;

struct Made {
    app: TestApp,
    ctx: Ctx,
    sign_ins: Vec<DemoSignIn>,
}

async fn make(at: &str) -> Made {
    let app = TestApp::sqlite().await;
    app.clock().set(Timestamp::parse(at).unwrap());
    let ctx = app.org_in(COMPANY, CURRENCY, ZONE).await.system();
    let sign_ins = build(&ctx, &app.deps, ctx.today()).await.unwrap();
    Made { app, ctx, sign_ins }
}

impl Made {
    async fn acting(&self, role: Role) -> Ctx {
        let role = role.to_string();
        let user = self.sign_ins.iter().find(|one| one.role == role).unwrap();
        let deps = &self.app.deps;
        let login = beichen_people::api::find_login(&deps.db, &user.login).await.unwrap().unwrap();
        beichen_people::api::context_of_login(&self.ctx, &deps.db, &deps.clock, login).await.unwrap()
    }

    /// Collected, in fen, by person's code and month.
    async fn sums(&self) -> BTreeMap<(String, String), i64> {
        let tx = self.app.db.read(&self.ctx).await.unwrap();
        let people = beichen_people::api::members(&tx).await.unwrap();
        let today = self.ctx.today();
        let mut sums = BTreeMap::new();
        for back in 0..3 {
            let first = today.first_of_month().plus_months(-back);
            let days = DayRange::new(first, first.plus_months(1));
            for total in beichen_ledger::api::totals_by_person(&tx, &["collected"], days, None).await.unwrap() {
                let code = people.iter().find(|one| one.id == total.member).unwrap().code.clone();
                sums.insert((code, first.to_string()), total.amount);
            }
        }
        sums
    }
}

fn key(code: &str, first: &str) -> (String, String) {
    (code.to_owned(), first.to_owned())
}

#[tokio::test]
async fn lin_xiaoyans_statements_are_the_ones_written_by_hand() {
    let made = make("2026-07-31T02:00:00Z").await;
    let lin = made.acting(Role::Sales).await;
    let page = PageQuery { limit: None, after: None };
    let rows = beichen_incentives::statement::queries::own(&lin, &made.app.db, page).await.unwrap().items;
    let pays = |period: &str| {
        let row = rows.iter().find(|row| row.period.name == period).unwrap();
        let pays: Vec<String> = row.components.iter().map(|one| format!("{} {}", one.key, one.pay)).collect();
        (pays.join(", "), row.total.clone(), row.attainment.clone().unwrap())
    };
    // 372,000 of 380,000: 4,000 × 97.8947 %; 800 + 172,000 × 0.8 %.
    assert_eq!(
        pays("2026-05"),
        ("monthly 3915.79, commission 2176.00, first 0.00".into(), "6091.79".into(), "97.8%".into())
    );
    // 428,633.40 of 400,000: 4,000 × 114.3167 %; 800 + 1,600 + 28,633.40 × 1.2 %; three first orders at 250.
    assert_eq!(
        pays("2026-06"),
        ("monthly 4572.67, commission 2743.60, first 750.00".into(), "8066.27".into(), "107.1%".into())
    );
    // 337,400 of 400,000: 4,000 × 84.35 %; 800 + 137,400 × 0.8 %.
    assert_eq!(
        pays("2026-07"),
        ("monthly 3374.00, commission 1899.20, first 0.00".into(), "5273.20".into(), "84.3%".into())
    );
}

#[tokio::test]
async fn the_company_is_there_with_its_stories() {
    let made = make("2026-07-02T02:00:00Z").await;
    assert_eq!(made.sign_ins.len(), 7);
    assert_eq!(made.sign_ins[1].unit_name, "苏州一组");
    let sums = made.sums().await;
    // One exactly on the line of 80 %, one a fen below it; Chen with his share of the common order.
    assert_eq!(sums[&key("CY105", "2026-06-01")], 28_800_000);
    assert_eq!(sums[&key("CY112", "2026-06-01")], 27_199_999);
    assert_eq!(sums[&key("CY107", "2026-06-01")], 30_000_000);
    assert_eq!(sums[&key("CY106", "2026-06-01")], 42_863_340);

    let tx = made.app.db.read(&made.ctx).await.unwrap();
    let people = beichen_people::api::members(&tx).await.unwrap();
    assert_eq!(people.len(), 40);
    let who = |name: &str| people.iter().find(|one| one.name == name).unwrap();
    assert_eq!(who("蒋一舟").left_on, Some("2026-06-30".parse().unwrap()));
    assert_eq!(who("邵子衿").joined_on, Day::from_ymd(2026, 7, 15).unwrap());
    let unit_on = async |name: &str, day: &str| {
        let unit = beichen_people::api::unit_of(&tx, who(name).id, day.parse().unwrap()).await.unwrap().unwrap();
        beichen_people::api::unit(&tx, unit).await.unwrap().name
    };
    assert_eq!(unit_on("许知远", "2026-06-21").await, "苏州一组");
    assert_eq!(unit_on("许知远", "2026-06-22").await, "杭甬组");
    assert_eq!(beichen_people::api::units(&tx).await.unwrap().len(), 12);
    drop(tx);

    let lead = made.acting(Role::Lead).await;
    let lead_tx = made.app.db.read(&lead).await.unwrap();
    let seen = beichen_people::api::visible(&lead_tx, beichen_incentives::permissions::INCENTIVES_STATEMENT_READ).await;
    assert!(matches!(seen.unwrap(), beichen_people::api::Visible::Spans(spans) if spans.len() >= 7));
}

#[tokio::test]
async fn the_same_day_gives_the_same_sums_at_any_hour() {
    // 00:10 and 23:50 in Shanghai.
    let early = make("2026-11-22T16:10:00Z").await.sums().await;
    let late = make("2026-11-23T15:50:00Z").await.sums().await;
    assert_eq!(early, late);
    assert!(early.len() > 70, "{}", early.len());
}

#[test]
fn the_plan_has_no_open_finding() {
    use beichen_engine::calendar::Calendar;
    use beichen_engine::plan::{Surroundings, read_plan};
    use beichen_engine::workdays::Workdays;
    for today in ["2026-07-02", "2026-01-31", "2026-11-23"] {
        let months = months::Months::of(today.parse().unwrap());
        let text = plan::text(&months);
        let reading = read_plan(&text, &Surroundings::default());
        assert!(reading.diagnostics.is_empty(), "{:#?}", reading.diagnostics);
        let found =
            beichen_engine::check::check(&reading.plan.unwrap(), &Calendar::natural(), &Workdays::mainland_china());
        let open: Vec<_> = found.iter().filter(|finding| finding.is_blocking()).collect();
        assert!(open.is_empty(), "{open:#?}");
        assert_eq!(found.len(), 2, "{found:#?}");
    }
}
