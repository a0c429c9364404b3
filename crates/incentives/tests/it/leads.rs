//! Who reviews which unit, and that nobody reviews the own statement alone.

use beichen_kernel::{Role, UnitId};
use beichen_testkit::{TestApp, TestPerson, both, json};
use serde_json::Value;

use crate::scene::{Scene, id, text};
use crate::second_person::SIGNED;

/// A region led by `boss`; below it a team led by `lead`, in which `a` sells, and a team led by somebody without a login,
/// in which `b` sells.
struct Tree {
    scene: Scene,
    boss: TestPerson,
    lead: TestPerson,
    team: UnitId,
}

impl Tree {
    async fn new(app: &TestApp) -> Self {
        let mut scene = Scene::company(app).await;
        scene.at("2027-02-01T02:00:00Z").await;
        let boss = scene.org.person("boss", &[Role::Lead]).await;
        let lead = scene.org.person("lead", &[Role::Lead]).await;
        let region = scene.org.unit("region", None, Some(boss.member)).await;
        let team = scene.org.unit("team", Some(region), Some(lead.member)).await;
        let quiet = json!({ "code": "quiet", "name": "quiet", "unit_id": region, "joined_on": "2026-01-01" });
        let quiet = scene.hr.post("/api/people/members", quiet).await.ok();
        let silent = scene.org.unit("silent", Some(region), Some(text(&quiet["id"]).parse().unwrap())).await;
        for (member, unit) in
            [(boss.member, region), (lead.member, team), (scene.a.member, team), (scene.b.member, silent)]
        {
            scene.org.assign(member, unit, "2026-01-01").await;
        }
        scene.adopt(SIGNED).await;
        scene.publish().await;
        scene.notice_of(0).await;
        app.work().await;
        Self { scene, boss, lead, team }
    }

    /// Unit or person, reviewer, who has approved.
    async fn reviews(&self, run: &Value) -> Vec<(String, String, String)> {
        let run = self.scene.director.get(&format!("/api/incentives/runs/{}", id(run))).await.ok();
        let word = |value: &Value| value.as_str().unwrap_or("–").to_owned();
        let row = |review: &Value| {
            let subject = if review["person"].is_null() { &review["unit"] } else { &review["person"] };
            (word(subject), word(&review["reviewer"]), word(&review["approved_by"]))
        };
        let mut rows: Vec<_> = run["reviews"].as_array().unwrap().iter().map(row).collect();
        rows.sort();
        rows
    }
}

fn rows<const N: usize>(rows: [(&str, &str, &str); N]) -> Vec<(String, String, String)> {
    rows.map(|(subject, reviewer, by)| (subject.to_owned(), reviewer.to_owned(), by.to_owned())).to_vec()
}

both! {
    /// The silent team's lead has no login: the lead above reviews it. The statements of `lead` and of `boss` are each
    /// somebody else's to approve: the lead above, and above the last one the director.
    async fn each_unit_is_reviewed_by_its_lead_and_no_one_alone_the_own_statement(app: TestApp) {
        let tree = Tree::new(&app).await;
        let scene = &tree.scene;
        let run = scene.try_period("2026-01").await;
        let open = rows([
            ("boss", "–", "–"), ("lead", "boss", "–"), ("region", "boss", "–"), ("silent", "boss", "–"), ("team", "lead", "–"),
        ]);
        assert_eq!(tree.reviews(&run).await, open);
        assert_eq!(scene.step(&scene.finance, &run, "review_lead", json!({})).await.status, 403);

        let after = scene.step(&tree.lead, &run, "review_lead", json!({})).await.ok();
        assert_eq!(after["state"], "trial");
        let again = scene.step(&tree.lead, &run, "review_lead", json!({})).await;
        assert_eq!(again.code(), "incentives.run.not_reviewer", "the own statement is somebody else's");
        assert_eq!(scene.step(&tree.boss, &run, "review_lead", json!({})).await.ok()["state"], "trial");
        assert_eq!(tree.reviews(&run).await, rows([
            ("boss", "–", "–"), ("lead", "boss", "boss"), ("region", "boss", "boss"), ("silent", "boss", "boss"),
            ("team", "lead", "lead"),
        ]));
        let done = scene.step(&scene.director, &run, "review_lead", json!({})).await.ok();
        assert_eq!(done["state"], "lead_reviewed");
    }

    /// The lead of the period's last day: `boss` took the team over on 31 January, and `lead` reviews nothing of it.
    async fn the_lead_of_the_last_day_reviews(app: TestApp) {
        let tree = Tree::new(&app).await;
        let scene = &tree.scene;
        let path = format!("/api/people/units/{}", tree.team);
        let unit = scene.hr.get(&path).await.ok();
        let moved = json!({
            "parent_id": unit["parent_id"], "leader_id": tree.boss.member, "from": "2026-01-31",
        });
        scene.hr.post_on(&path, &format!("{path}/move"), moved).await.ok();
        app.work().await;
        let run = scene.try_period("2026-01").await;
        let expected = rows([
            ("boss", "–", "–"), ("region", "boss", "–"), ("silent", "boss", "–"), ("team", "boss", "–"),
        ]);
        assert_eq!(tree.reviews(&run).await, expected);
    }

    /// Without any lead the director reviews; whoever is director and has a statement needs another one for it.
    async fn a_unit_without_a_lead_is_the_directors(app: TestApp) {
        let scene = Scene::in_force(&app, SIGNED).await;
        scene.order("SO-1", "2026-01-10", "1000.00", "1000.00").await;
        scene.org.assign(scene.director.member, scene.east, "2026-01-01").await;
        let other = scene.org.person("other", &[Role::Director]).await;
        app.work().await;
        let run = scene.try_period("2026-01").await;
        let after = scene.step(&scene.director, &run, "review_lead", json!({})).await.ok();
        assert_eq!(after["state"], "trial", "the own statement waits for the other director");
        let again = scene.step(&scene.director, &run, "review_lead", json!({})).await;
        assert_eq!(again.code(), "incentives.run.not_reviewer");
        assert_eq!(scene.step(&other, &run, "review_lead", json!({})).await.ok()["state"], "lead_reviewed");
    }
}
