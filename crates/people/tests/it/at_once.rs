//! Two people who change the same thing at once: one waits, looks again and is refused.

use beichen_kernel::Role;
use beichen_testkit::{Answer, both, json};

/// How often each race is run.
const RACES: usize = 12;

#[track_caller]
fn one_only(answers: [Answer; 2], refusals: &[&str]) {
    let refused: Vec<String> =
        answers.into_iter().filter(|answer| !answer.status.is_success()).map(Answer::code).collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(refusals.contains(&refused[0].as_str()), "{refused:?}");
}

both! {
    async fn two_moves_make_no_circle(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        for race in 0..RACES {
            let a = org.unit(&format!("a{race}"), None, None).await;
            let b = org.unit(&format!("b{race}"), None, None).await;
            let (a_path, b_path) = (format!("/api/people/units/{a}/move"), format!("/api/people/units/{b}/move"));
            let (under_a, under_b) = (json!({ "parent_id": a, "from": "2026-04-01" }), json!({ "parent_id": b, "from": "2026-04-01" }));
            let (one, other) =
                tokio::join!(admin.post_seen(&a_path, 1, under_b), admin.post_seen(&b_path, 1, under_a));
            one_only([one, other], &["people.unit.cycle"]);
        }
    }

    async fn nobody_is_moved_into_a_unit_while_it_is_closed(app: TestApp) {
        let org = app.org("acme").await;
        let hr = org.person("hr", &[Role::Hr]).await;
        for race in 0..RACES {
            let unit = org.unit(&format!("u{race}"), None, None).await;
            let new = hr.post("/api/people/members", json!({ "code": format!("p{race}"), "name": "P" })).await.ok();
            let transfer = format!("/api/people/members/{}/transfer", new["id"].as_str().unwrap());
            let close = format!("/api/people/units/{unit}/close");
            let (one, other) = tokio::join!(
                hr.post_seen(&transfer, 1, json!({ "unit_id": unit, "from": "2026-03-16" })),
                hr.post_seen(&close, 1, json!({ "last_day": "2026-03-31" })),
            );
            one_only([one, other], &["people.member.unit_not_open", "people.unit.still_used"]);
        }
    }

    async fn two_administrators_cannot_take_the_role_from_each_other(app: TestApp) {
        for race in 0..RACES {
            let org = app.org(&format!("acme{race}")).await;
            let one = org.person("one", &[Role::Administrator]).await;
            let two = org.person("two", &[Role::Administrator]).await;
            let mut revokes = Vec::new();
            for person in [&one, &two] {
                let path = format!("/api/people/members/{}", person.member);
                let view = person.get(&path).await.ok();
                let grant = view["roles"][0]["id"].as_str().unwrap();
                revokes.push((format!("{path}/roles/{grant}/revoke"), view["version"].as_i64().unwrap()));
            }
            let (answer, other) = tokio::join!(
                one.post_seen(&revokes[1].0, revokes[1].1, json!({})),
                two.post_seen(&revokes[0].0, revokes[0].1, json!({})),
            );
            one_only([answer, other], &["people.role.last_administrator", "kernel.forbidden", "kernel.not_found"]);
        }
    }

    async fn of_two_settings_on_what_was_seen_one_is_stale(app: TestApp) {
        let org = app.org("acme").await;
        let admin = org.person("admin", &[Role::Administrator]).await;
        let path = "/api/people/settings/notice_workdays";
        for seen in 0..i64::try_from(RACES).unwrap() {
            let (one, other) = tokio::join!(
                admin.put_seen(path, seen, json!({ "value": "4" })),
                admin.put_seen(path, seen, json!({ "value": "5" })),
            );
            one_only([one, other], &["kernel.stale"]);
        }
    }
}
