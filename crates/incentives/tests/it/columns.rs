//! Tables of results by person and by unit: ranks, documents, splits, transfers, leavers, closed units, several plans.

use beichen_engine::plan::Surroundings;
use beichen_incentives::api::{By, ColumnsFile, calculate, read};
use beichen_kernel::Role;
use beichen_testkit::{TestPerson, both, json};

use crate::scene::{Scene, plan_text};

/// 5 % of orders, each month.
const MONTHLY: &str = "[measure.m]\nof = \"orders\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"5%\"\n";

const BY_UNIT: &str =
    "u = \"unit\"\nsize = \"size\"\ngoal = \"goal:m\"\nactual = \"actual:m\"\nreached = \"attainment:m:4\"\n";

async fn try_table(
    scene: &Scene,
    plans: &[String],
    period: &str,
    by: By,
    columns: &str,
) -> Result<Vec<String>, String> {
    let plans = plans.iter().map(|text| read(text, &Surroundings::default()).unwrap()).collect();
    let columns = ColumnsFile::parse(columns).unwrap();
    let table = calculate(&scene.org.system(), &scene.org.app.db, plans, period, by, &columns).await;
    table.map(|table| table.rows.iter().map(|row| row.join(" ")).collect()).map_err(|error| error.code().to_owned())
}

/// The rows of the scene's plan for March, each in one text.
async fn march(scene: &Scene, by: By, columns: &str) -> Vec<String> {
    try_table(scene, &[plan_text("p", MONTHLY)], "2026-03", by, columns).await.unwrap()
}

async fn signed(scene: &Scene, code: &str, day: &str, person: &TestPerson, net: &str) {
    let more = json!({ "owner_id": person.member.to_string(), "lines": [{ "net": net }] });
    scene.order_with(code, day, more).await;
}

async fn scene(app: &beichen_testkit::TestApp) -> Scene {
    Scene::with(app, MONTHLY).await
}

/// Those of the east only: neither the director nor finance.
const SELLERS: &str = "who = 'in_unit(\"east\")'\n";

both! {
    /// a had signed 800.00 of 1000.00 when March was locked for a, and 123.00 more came later: 0.8 as locked, 0.923 today;
    /// then the goal became 500.00: 1.846 today. b is in no run: 200.00 of 400.00 either way. The unit: 923 + 200 of 900,
    /// 1.2478 today; 800 + 200 of 1400, 0.7143 as locked.
    async fn a_locked_figure_stands_beside_the_one_of_today(app: TestApp) {
        let scene = scene(&app).await;
        signed(&scene, "1", "2026-03-02", &scene.a, "800.00").await;
        signed(&scene, "2", "2026-03-02", &scene.b, "200.00").await;
        scene.goal("m", "2026-03", "1000.00", "final").await;
        scene.goal_of(&scene.b, "m", "2026-03", "400.00", "final").await;
        let columns = "p = \"person\"\nnow = \"attainment:m:4\"\ng = \"locked:goal:m\"\na = \"locked:actual:m\"\n\
            then = \"locked:attainment:m:4\"\n";
        let plan = [plan_text("p", &format!("{SELLERS}{MONTHLY}"))];
        let before = try_table(&scene, &plan, "2026-03", By::Person, columns).await.unwrap();
        assert_eq!(before, ["a 0.8000 1000.00 800.00 0.8000", "b 0.5000 400.00 200.00 0.5000"]);

        scene.org.lock("P · 2026-03", ("2026-03-01", "2026-03-31"), &[scene.a.member], &["m"]).await;
        signed(&scene, "3", "2026-03-03", &scene.a, "123.00").await;
        let late = try_table(&scene, &plan, "2026-03", By::Person, columns).await.unwrap();
        assert_eq!(late, ["a 0.9230 1000.00 800.00 0.8000", "b 0.5000 400.00 200.00 0.5000"]);

        let goals = scene.director.get("/api/goals/goals?measure=m&calendar=natural&period=2026-03").await.ok();
        let of_a = goals["items"].as_array().unwrap().iter().find(|goal| goal["subject"]["code"] == "a").unwrap();
        let path = format!("/api/goals/goals/{}", of_a["id"].as_str().unwrap());
        scene.director.put_seen(&path, of_a["version"].as_i64().unwrap(), json!({ "amount": "500.00" })).await.ok();
        let body = json!({ "measure": "m", "calendar": "natural", "period": "2026-03", "reason": "" });
        let wish = json!({ "operation": "goals_goal_publish", "payload": { "body": body }, "reason": "half a month" });
        let asked = scene.director.post("/api/people/approvals", wish).await.ok();
        let path = format!("/api/people/approvals/{}", asked["approval"]["id"].as_str().unwrap());
        let second = scene.org.person("second", &[Role::Director]).await;
        second.post_on(&path, &format!("{path}/approve"), json!({})).await.ok();
        let corrected = try_table(&scene, &plan, "2026-03", By::Person, columns).await.unwrap();
        assert_eq!(corrected, ["a 1.8460 1000.00 800.00 0.8000", "b 0.5000 400.00 200.00 0.5000"]);
        let of_unit = "u = \"unit\"\nnow = \"attainment:m:4\"\nthen = \"locked:attainment:m:4\"\n";
        assert_eq!(march(&scene, By::Unit, of_unit).await, ["east 1.2478 0.7143"]);
    }

    /// 100, 100, 90: places 1, 1, 3. c's document worth 0 is one of two.
    async fn equal_actuals_share_a_place_and_a_document_worth_nothing_is_counted(app: TestApp) {
        let scene = scene(&app).await;
        let c = scene.org.person("c", &[Role::Sales]).await;
        scene.org.assign(c.member, scene.east, "2026-01-01").await;
        for (code, person, net) in [("1", &scene.a, "100.00"), ("2", &scene.b, "100.00"), ("3", &c, "90.00"), ("4", &c, "0.00")] {
            signed(&scene, code, "2026-03-02", person, net).await;
        }
        let columns = "p = \"person\"\nn = \"documents:m\"\nactual = \"actual:m\"\nrank = \"rank:m\"\npay = \"pay:p\"\n";
        let plan = [plan_text("p", &format!("{SELLERS}{MONTHLY}"))];
        let rows = try_table(&scene, &plan, "2026-03", By::Person, columns).await.unwrap();
        assert_eq!(rows, ["a 1 100.00 1 5.00", "b 1 100.00 1 5.00", "c 2 90.00 3 4.50"]);
    }

    /// 60 % and 40 % of 1,000.00; the document is one of each.
    async fn a_split_gives_everybody_a_share_and_the_document(app: TestApp) {
        let scene = scene(&app).await;
        let more = json!({ "lines": [{ "net": "1000.00" }], "splits": scene.split("60%", "40%") });
        scene.order_with("SO-1", "2026-03-02", more).await;
        let columns = "p = \"person\"\nn = \"documents:m\"\nactual = \"actual:m\"\npay = \"pay:p\"\n";
        let plan = [plan_text("p", &format!("{SELLERS}{MONTHLY}"))];
        let rows = try_table(&scene, &plan, "2026-03", By::Person, columns).await.unwrap();
        assert_eq!(rows, ["a 1 600.00 30.00", "b 1 400.00 20.00"]);
    }

    /// By person all is a's, in the unit of the last day. By unit the order of the 2nd stays in the east and that of the
    /// 12th is in the west; the goal of 310.00 is shared by days: 10 of 31 in the east, 21 in the west. North is above both.
    async fn after_a_transfer_facts_stay_and_the_goal_follows_by_days(app: TestApp) {
        let scene = scene(&app).await;
        let north = scene.org.unit("north", None, None).await;
        let west = scene.org.unit("west", Some(north), None).await;
        let path = format!("/api/people/units/{}", scene.east);
        let place = json!({ "parent_id": north.to_string(), "leader_id": null, "from": "2020-01-01" });
        scene.hr.post_on(&path, &format!("{path}/move"), place).await.ok();
        scene.org.assign(scene.a.member, west, "2026-03-11").await;
        scene.goal("m", "2026-03", "310.00", "final").await;
        signed(&scene, "1", "2026-03-02", &scene.a, "100.00").await;
        signed(&scene, "2", "2026-03-12", &scene.a, "50.00").await;
        let columns = "p = \"person\"\nu = \"unit\"\ngoal = \"goal:m\"\nactual = \"actual:m\"\nreached = \"attainment:m:4\"\n";
        let plan = [plan_text("p", &format!("who = 'in_unit(\"north\")'\n{MONTHLY}"))];
        assert_eq!(try_table(&scene, &plan, "2026-03", By::Person, columns).await.unwrap(), [
            "a west 310.00 150.00 0.4839",
            "b east  0.00 ",
        ]);
        assert_eq!(march(&scene, By::Unit, BY_UNIT).await, [
            "east 1 100.00 100.00 1.0000",
            "north 2 310.00 150.00 0.4839",
            "west 1 210.00 50.00 0.2381",
        ]);
    }

    /// b has no goal: empty by person. The east has a's 200.00; the west nobody's: 0.00, and no attainment.
    async fn a_missing_goal_is_empty_by_person_and_nothing_by_unit(app: TestApp) {
        let scene = scene(&app).await;
        scene.org.unit("west", None, None).await;
        scene.goal("m", "2026-03", "200.00", "final").await;
        signed(&scene, "1", "2026-03-02", &scene.b, "100.00").await;
        let columns = "p = \"person\"\ngoal = \"goal:m\"\nactual = \"actual:m\"\nreached = \"attainment:m:2\"\n";
        let plan = [plan_text("p", &format!("{SELLERS}{MONTHLY}"))];
        let rows = try_table(&scene, &plan, "2026-03", By::Person, columns).await.unwrap();
        assert_eq!(rows, ["a 200.00 0.00 0.00", "b  100.00 "]);
        let rows = march(&scene, By::Unit, BY_UNIT).await;
        assert_eq!(rows, ["east 2 200.00 100.00 0.5000", "west 0 0.00 0.00 "]);
    }

    /// Whoever left on the 10th, in a plan or not, counts with the goal and with what was signed before; the unit's own
    /// goal does not.
    async fn a_leaver_counts_with_goal_and_actual_and_a_units_own_goal_does_not(app: TestApp) {
        let scene = scene(&app).await;
        scene.goal("m", "2026-03", "200.00", "final").await;
        let own = json!({
            "measure": "m", "calendar": "natural", "period": "2026-03", "amount": "999.00", "unit_id": scene.east.to_string(),
        });
        scene.director.post("/api/goals/goals", own).await.ok();
        let publish = json!({ "measure": "m", "calendar": "natural", "period": "2026-03", "reason": "留有余地" });
        scene.director.post("/api/goals/goals/publish", publish).await.ok();
        signed(&scene, "1", "2026-03-02", &scene.a, "100.00").await;
        let path = format!("/api/people/members/{}", scene.a.member);
        scene.hr.post_on(&path, &format!("{path}/leave"), json!({ "left_on": "2026-03-10" })).await.ok();
        assert_eq!(march(&scene, By::Unit, BY_UNIT).await, ["east 1 200.00 100.00 0.5000"]);
    }

    /// The pod below the east was closed on the 12th: what was signed in it, and the goal of its days, are the east's.
    async fn what_lies_in_a_closed_unit_counts_where_it_last_stood(app: TestApp) {
        let scene = scene(&app).await;
        let pod = scene.org.unit("pod", Some(scene.east), None).await;
        scene.org.assign(scene.a.member, pod, "2026-03-01").await;
        scene.goal("m", "2026-03", "200.00", "final").await;
        signed(&scene, "1", "2026-03-05", &scene.a, "100.00").await;
        assert_eq!(march(&scene, By::Unit, BY_UNIT).await, ["east 2 200.00 100.00 0.5000", "pod 1 200.00 100.00 0.5000"]);
        scene.org.assign(scene.a.member, scene.east, "2026-03-10").await;
        let path = format!("/api/people/units/{pod}");
        scene.hr.post_on(&path, &format!("{path}/close"), json!({ "last_day": "2026-03-11" })).await.ok();
        assert_eq!(march(&scene, By::Unit, BY_UNIT).await, ["east 2 200.00 100.00 0.5000"]);
    }

    /// One plan by months of the first quarter, one by quarters of the first half: each period once, each plan where it
    /// has that kind. 100.00 in January and 100.00 in March: 5.00 each; the quarters pay 1 %.
    async fn all_periods_of_all_plans_are_calculated(app: TestApp) {
        let scene = scene(&app).await;
        signed(&scene, "1", "2026-01-02", &scene.a, "100.00").await;
        signed(&scene, "2", "2026-03-02", &scene.a, "100.00").await;
        let east = |rest: &str| format!("{SELLERS}{rest}");
        let months = plan_text("p", &east(MONTHLY)).replace("2026-12-31", "2026-03-31");
        let quarters = plan_text("q", &east(MONTHLY)).replace("2026-12-31", "2026-06-30");
        let quarters = quarters.replace("\"month\"", "\"quarter\"").replace("5%", "1%");
        scene.org.assign(scene.b.member, scene.org.unit("west", None, None).await, "2026-01-01").await;
        let columns = "from = \"period.from\"\nend = \"period.end\"\np = \"pay:p\"\nq = \"pay:q\"\n";
        let plans = [months, quarters];
        assert_eq!(try_table(&scene, &plans, "all", By::Person, columns).await.unwrap(), [
            "2026-01-01 2026-02-01 5.00 ",
            "2026-02-01 2026-03-01 0.00 ",
            "2026-03-01 2026-04-01 5.00 ",
            "2026-01-01 2026-04-01  2.00",
            "2026-04-01 2026-07-01  0.00",
        ]);
        let quarter = try_table(&scene, &plans, "2026-Q1", By::Person, columns).await;
        assert_eq!(quarter.unwrap(), ["2026-01-01 2026-04-01  2.00"]);
        let half = try_table(&scene, &plans, "2026-H1", By::Person, columns).await;
        assert_eq!(half.unwrap_err(), "incentives.trial.nothing_in_period");
    }

    /// Two plans for the same month share one row a person; b is only in the second.
    async fn two_plans_of_one_period_stand_side_by_side(app: TestApp) {
        let scene = scene(&app).await;
        let west = scene.org.unit("west", None, None).await;
        scene.org.assign(scene.b.member, west, "2026-01-01").await;
        signed(&scene, "1", "2026-03-02", &scene.a, "100.00").await;
        signed(&scene, "2", "2026-03-02", &scene.b, "10.00").await;
        let both = "who = 'in_unit(\"east\") || in_unit(\"west\")'\n";
        let plans = [
            plan_text("p", &format!("{SELLERS}{MONTHLY}")),
            plan_text("q", &format!("{both}{}", MONTHLY.replace("5%", "10%"))),
        ];
        let columns = "who = \"person\"\np = \"pay:p\"\nq = \"pay:q\"\n";
        assert_eq!(try_table(&scene, &plans, "2026-03", By::Person, columns).await.unwrap(), ["a 5.00 10.00", "b  1.00"]);
    }
}
