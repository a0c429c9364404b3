//! Corrections inside locked days: kept as a wish, granted exactly once by somebody else, or turned down.

use beichen_kernel::{Actor, Correction, Ctx, Id, MemberId, Role, UnitId};
use beichen_people::api::{self, ApprovalId, Touch};
use beichen_store::Tx;
use beichen_testkit::{TestOrg, TestPerson, both, json};
use serde_json::Value;

use crate::locked::{APPROVALS, World, path};

fn units(member: &Value) -> Vec<String> {
    let rows = member["assignments"].as_array().unwrap().iter();
    rows.map(|row| format!("{} {}", row["unit_code"].as_str().unwrap(), row["from"].as_str().unwrap())).collect()
}

/// Who acted and what was said, by the record of an event.
async fn recorded(org: &TestOrg, event: &str) -> Vec<(String, Value)> {
    let ctx = org.system();
    let tx = org.app.db.read(&ctx).await.unwrap();
    let sql = "SELECT actor, data FROM store_event WHERE org_id = $1 AND name = $2 ORDER BY seq";
    let rows = tx.rows(sql, vec![ctx.org.0.into(), event.into()]).await.unwrap();
    let read = |row: &sea_orm::QueryResult| {
        let data: String = row.try_get("", "data").unwrap();
        (row.try_get("", "actor").unwrap(), serde_json::from_str(&data).unwrap())
    };
    rows.iter().map(read).collect()
}

both! {
    async fn where_no_lock_covers_it_a_correction_is_simply_done(app: TestApp) {
        let world = World::new(&app).await;
        let payload = world.on(world.noa, world.to_west("2026-03-10")).await;
        let answer = world.ask("people_member_transfer", payload).await;
        assert_eq!((answer.status.as_u16(), &answer.body), (200, &json!({ "state": "done", "approval": null })));
        assert_eq!(units(&world.member(world.noa).await), ["east 2026-01-01", "west 2026-03-10"]);
        assert_eq!(world.dora.get(APPROVALS).await.ok()["items"], json!([]));
    }

    async fn inside_locked_days_the_wish_waits_and_nothing_is_changed(app: TestApp) {
        let world = World::new(&app).await;
        let before = world.member(world.mia).await;
        let wish = world.waiting().await;
        assert_eq!(world.member(world.mia).await, before);
        let kept = world.state(&wish).await;
        let told = ["operation", "summary", "reason", "state", "label", "from", "to", "requested_by_name"].map(|key| kept[key].clone());
        let expected = [
            "people_member_transfer", "mia · west · 2026-03-10", "a late paper", "pending", "Sales plan · 2026-03",
            "2026-03-01", "2026-03-31", "hana",
        ];
        assert_eq!(told, expected.map(Value::from));
        assert_eq!(kept["payload"]["body"], world.to_west("2026-03-10"));
        assert_eq!((&kept["can"], &kept["decided_by"]), (&json!(["approve", "reject"]), &Value::Null));
        assert_eq!(world.count("people.approval.requested").await, 1);
    }

    async fn any_other_refusal_of_the_operation_is_its_own(app: TestApp) {
        let world = World::new(&app).await;
        let ask = |operation: &str, payload: Value, reason: &str| {
            json!({ "operation": operation, "payload": payload, "reason": reason })
        };
        let payload = world.on(world.mia, world.to_west("2026-03-10")).await;
        let mut stale = payload.clone();
        stale["version"] = json!(99);
        let mut lost = payload.clone();
        lost["body"]["unit_id"] = json!(UnitId::from(uuid::Uuid::from_u128(7)));
        for (wish, code) in [
            (ask("people_member_transfer", payload.clone(), "  "), "people.approval.reason_missing"),
            (ask("people_member_create", payload.clone(), "x"), "people.approval.unknown_operation"),
            (ask("people_member_transfer", json!({ "version": 1 }), "x"), "people.approval.bad_payload"),
            (ask("people_member_transfer", stale, "x"), "kernel.stale"),
            (ask("people_member_transfer", lost, "x"), "kernel.not_found"),
        ] {
            assert_eq!(world.hana.post(APPROVALS, wish).await.code(), code);
        }
        // The director may ask, but not move people; sales may not even ask.
        let wish = ask("people_member_transfer", payload, "x");
        assert_eq!(world.dora.post(APPROVALS, wish.clone()).await.problem()["params"]["permission"], "people.member.edit");
        let sam = world.org.person("sam", &[Role::Sales]).await;
        assert_eq!(sam.post(APPROVALS, wish).await.problem()["params"]["permission"], "people.approval.create");
        assert_eq!(world.dora.get(APPROVALS).await.ok()["items"], json!([]));
    }

    async fn a_granted_wish_is_carried_out_once_as_the_one_who_asked_and_names_both(app: TestApp) {
        let world = World::new(&app).await;
        let wish = world.waiting().await;
        let done = world.decide(&world.dora, &wish, "approve").await.ok();
        assert_eq!((&done["state"], &done["decided_by_name"], &done["can"]), (&json!("approved"), &json!("dora"), &json!([])));
        assert_eq!(units(&world.member(world.mia).await), ["east 2026-01-01", "west 2026-03-10"]);

        let again = world.decide(&world.dora, &done, "approve").await;
        assert_eq!(again.body["params"]["state"], "approved");
        assert_eq!(again.code(), "people.approval.not_pending");
        assert_eq!(world.decide(&world.dora, &wish, "approve").await.code(), "kernel.stale");
        let moves = recorded(&world.org, "people.member.assigned").await;
        assert_eq!(moves.iter().filter(|(actor, _)| *actor == world.hana.member.to_string()).count(), 1);
        let granted = recorded(&world.org, "people.approval.approved").await;
        let said = json!({
            "operation": "people_member_transfer", "reason": "a late paper",
            "requested_by": world.hana.member, "approved_by": world.dora.member,
        });
        assert_eq!(granted, [(world.hana.member.to_string(), said)]);
    }

    /// The change and the mark are one transaction: the wish bears its id, and so do the records of both.
    async fn the_mark_and_the_change_are_one_transaction(app: TestApp) {
        let world = World::new(&app).await;
        let wish = world.waiting().await;
        world.decide(&world.dora, &wish, "approve").await.ok();
        let ctx = world.org.system();
        let tx = app.db.read(&ctx).await.unwrap();
        let sql = "SELECT u.operation FROM store_audit u JOIN people_approval a ON a.org_id = u.org_id AND a.tx_id = u.tx_id \
                   WHERE u.org_id = $1 ORDER BY u.seq";
        let rows = tx.rows(sql, vec![ctx.org.0.into()]).await.unwrap();
        let names: Vec<String> = rows.iter().map(|row| row.try_get("", "operation").unwrap()).collect();
        assert_eq!(names, ["people.approval.approved", "people.member.assigned"]);
    }

    async fn nobody_grants_the_own_wish_and_only_those_who_decide_grant_one(app: TestApp) {
        let world = World::new(&app).await;
        let wish = world.waiting().await;
        assert_eq!(world.decide(&world.hana, &wish, "approve").await.code(), "people.approval.own");
        assert_eq!(world.decide(&world.hana, &wish, "reject").await.code(), "people.approval.own");
        let admin = world.org.person("ada", &[Role::Administrator]).await;
        assert_eq!(world.decide(&admin, &wish, "approve").await.status, 404);
        let sales = world.org.person("sam", &[Role::Sales]).await;
        assert_eq!(world.decide(&sales, &wish, "approve").await.status, 403);
        assert_eq!(world.state(&wish).await["state"], "pending");
        assert_eq!(units(&world.member(world.mia).await), ["east 2026-01-01"]);
    }

    async fn a_rejected_wish_needs_a_reason_and_is_over(app: TestApp) {
        let world = World::new(&app).await;
        let wish = world.waiting().await;
        let reject = format!("{APPROVALS}/{}/reject", wish["id"].as_str().unwrap());
        let version = wish["version"].as_i64().unwrap();
        assert_eq!(world.dora.post_seen(&reject, version, json!({ "reason": " " })).await.code(), "people.approval.reason_missing");
        let over = world.decide(&world.dora, &wish, "reject").await.ok();
        assert_eq!((&over["state"], &over["decision_reason"]), (&json!("rejected"), &json!("not enough")));
        let fin = world.org.person("finn", &[Role::Finance]).await;
        assert_eq!(world.decide(&fin, &over, "approve").await.code(), "people.approval.not_pending");
        assert_eq!(world.decide(&world.hana, &over, "withdraw").await.code(), "people.approval.not_pending");
        assert_eq!(units(&world.member(world.mia).await), ["east 2026-01-01"]);
        assert_eq!(world.count("people.approval.rejected").await, 1);
    }

    async fn only_the_one_who_asked_takes_a_wish_back(app: TestApp) {
        let world = World::new(&app).await;
        let wish = world.waiting().await;
        assert_eq!(world.decide(&world.dora, &wish, "withdraw").await.code(), "people.approval.not_own");
        let over = world.decide(&world.hana, &wish, "withdraw").await.ok();
        assert_eq!(over["state"], "withdrawn");
        assert_eq!(world.decide(&world.dora, &over, "approve").await.code(), "people.approval.not_pending");
        assert_eq!(units(&world.member(world.mia).await), ["east 2026-01-01"]);
    }

    /// What was seen when it was asked is what is granted, or nothing.
    async fn a_wish_about_something_that_has_changed_stays_and_says_so(app: TestApp) {
        let world = World::new(&app).await;
        let wish = world.waiting().await;
        world.directly(world.mia, "transfer", &world.to_west("2026-05-01")).await.ok();
        assert_eq!(world.decide(&world.dora, &wish, "approve").await.code(), "people.approval.outdated");
        assert_eq!(world.state(&wish).await["state"], "pending");
        assert_eq!(units(&world.member(world.mia).await), ["east 2026-01-01", "west 2026-05-01"]);
        assert_eq!(world.count("people.approval.approved").await, 0);
    }

    async fn the_rights_of_the_one_who_asked_are_those_of_now(app: TestApp) {
        let world = World::new(&app).await;
        let ada = world.org.person("ada", &[Role::Administrator]).await;
        let eve = world.org.person("eve", &[Role::Hr, Role::Finance]).await;
        world.org.assign(eve.member, world.west, "2026-01-01").await;
        let payload = world.on(world.mia, world.to_west("2026-03-10")).await;
        let wish = json!({ "operation": "people_member_transfer", "payload": payload, "reason": "x" });
        let wish = eve.post(APPROVALS, wish).await.ok()["approval"].clone();
        let revoke = async |role: &str| {
            let roles = world.member(eve.member).await["roles"].as_array().unwrap().clone();
            let held = roles.iter().find(|held| held["role"] == role).unwrap()["id"].as_str().unwrap().to_owned();
            let revoke = format!("{}/roles/{held}/revoke", path(eve.member));
            ada.post_on(&path(eve.member), &revoke, json!({})).await.ok();
        };
        for (role, lost) in [("hr", "people.member.edit"), ("finance", "people.approval.create")] {
            revoke(role).await;
            let refused = world.decide(&world.dora, &wish, "approve").await;
            assert_eq!(refused.body["params"]["permission"], lost, "{}", refused.body);
            assert_eq!(refused.code(), "people.approval.requester_may_not");
        }
        world.directly(eve.member, "leave", &json!({ "left_on": "2026-03-15" })).await.ok();
        assert_eq!(world.decide(&world.dora, &wish, "approve").await.code(), "people.member.has_left");
        assert_eq!(world.state(&wish).await["state"], "pending");
    }

    async fn two_who_grant_at_once_carry_it_out_once(app: TestApp) {
        let world = World::new(&app).await;
        let finn = world.org.person("finn", &[Role::Finance]).await;
        let wish = world.waiting().await;
        let (one, two) = tokio::join!(world.decide(&world.dora, &wish, "approve"), world.decide(&finn, &wish, "approve"));
        let granted = [&one, &two].into_iter().filter(|answer| answer.status.is_success()).count();
        assert_eq!(granted, 1, "{} {}", one.body, two.body);
        assert_eq!(world.count("people.approval.approved").await, 1);
        let moves = recorded(&world.org, "people.member.assigned").await;
        assert_eq!(moves.iter().filter(|(actor, _)| *actor == world.hana.member.to_string()).count(), 1);
    }

    async fn the_same_wish_twice_with_one_key_is_one_wish(app: TestApp) {
        let world = World::new(&app).await;
        let payload = world.on(world.mia, world.to_west("2026-03-10")).await;
        let wish = json!({ "operation": "people_member_transfer", "payload": payload, "reason": "x" });
        let send = async || world.hana.send(axum::http::Method::POST, APPROVALS, Some(&wish), &[("idempotency-key", "k")]).await;
        let (first, second) = (send().await, send().await);
        assert_eq!((first.status.as_u16(), &first.body), (second.status.as_u16(), &second.body));
        assert_eq!(first.status, 201);
        assert_eq!(world.count("people.approval.requested").await, 1);

        let approve = format!("{APPROVALS}/{}/approve", first.body["approval"]["id"].as_str().unwrap());
        let version = first.body["approval"]["version"].to_string();
        let headers = [("idempotency-key", "k"), ("if-match", version.as_str())];
        let send = async || world.dora.send(axum::http::Method::POST, &approve, None, &headers).await;
        let (first, second) = (send().await, send().await);
        assert_eq!(first.body["state"], "approved");
        assert_eq!((first.status, &first.body), (second.status, &second.body));
        assert_eq!(world.count("people.approval.approved").await, 1);
    }

    async fn those_who_decide_see_all_wishes_and_others_the_own_ones(app: TestApp) {
        let world = World::new(&app).await;
        let ada = world.org.person("ada", &[Role::Administrator]).await;
        let hers = world.waiting().await;
        let payload = world.on(world.mia, json!({ "left_on": "2026-03-20" })).await;
        let wish = json!({ "operation": "people_member_leave", "payload": payload, "reason": "paper" });
        ada.post(APPROVALS, wish).await.ok();
        world.decide(&world.hana, &hers, "withdraw").await.ok();
        let listed = async |person: &TestPerson, query: &str| {
            let page = person.get(&format!("{APPROVALS}?{query}")).await.ok();
            page["items"].as_array().unwrap().iter().map(|wish| wish["summary"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let (move_it, leave) = ("mia · west · 2026-03-10".to_owned(), "mia · 2026-03-20".to_owned());
        assert_eq!(listed(&world.dora, "sort=operation").await, [leave.clone(), move_it.clone()]);
        assert_eq!(listed(&world.dora, "sort=-operation").await, [move_it.clone(), leave.clone()]);
        assert_eq!(listed(&world.dora, "state=withdrawn").await, std::slice::from_ref(&move_it));
        assert_eq!(listed(&world.dora, "search=WEST").await, [move_it]);
        assert_eq!(listed(&ada, "").await, [leave]);
        assert_eq!(world.dora.get(&format!("{APPROVALS}?state=lost")).await.code(), "people.approval.unknown_state");
        let first = world.dora.get(&format!("{APPROVALS}?limit=1&sort=operation")).await.ok();
        let after = first["next"].as_str().unwrap();
        assert_eq!(listed(&world.dora, &format!("limit=1&sort=operation&after={after}")).await.len(), 1);
        assert_eq!(first["can"], json!(["create"]));
        let sales = world.org.person("sam", &[Role::Sales]).await;
        assert_eq!(sales.get(APPROVALS).await.status, 403);
    }

    /// A forged correction: of another one's wish, or granted by the one who asked.
    async fn a_wish_lets_nothing_else_through(app: TestApp) {
        let world = World::new(&app).await;
        let wish = world.waiting().await;
        let id: ApprovalId = wish["id"].as_str().unwrap().parse().unwrap();
        let days = beichen_engine::day::DayRange::including("2026-03-10".parse().unwrap(), "2026-03-10".parse().unwrap());
        let touches = [Touch::Member { member: world.mia, days }];
        let pass = async |ctx: &Ctx| {
            let mut tx: Tx<'_> = app.db.begin(ctx).await.unwrap();
            api::pass_fence(&mut tx, &touches).await.map_err(|error| error.code())
        };
        let by = |asker: &Ctx, approved_by: MemberId| {
            let mut forged = asker.clone();
            forged.correction = Some(Correction { approval: id.uuid(), approved_by });
            forged
        };
        let (hana, dora) = (world.hana.ctx().await, world.dora.ctx().await);
        assert_eq!(pass(&hana).await, Err("people.fence.locked"));
        assert_eq!(pass(&by(&hana, world.hana.member)).await, Err("people.approval.not_pending"));
        assert_eq!(pass(&by(&dora, world.dora.member)).await, Err("people.approval.not_pending"));
        assert!(matches!(dora.actor, Actor::Member(_)));
        assert_eq!(pass(&by(&hana, world.dora.member)).await, Ok(()));
    }
}
