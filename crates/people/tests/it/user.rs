//! Somebody who is to sign in: all of it or nothing, and a code that says nothing about the person.

use beichen_kernel::{LoginId, Role, Timestamp};
use beichen_people::api::{self, NewUser};
use beichen_testkit::{TestApp, TestOrg, both, json};

fn user(login: &str, password: &str) -> NewUser {
    NewUser { login: login.into(), password: password.into(), roles: vec![Role::Lead], ..NewUser::default() }
}

async fn codes(app: &TestApp, org: &TestOrg) -> Vec<String> {
    let ctx = org.system();
    let tx = app.db.read(&ctx).await.unwrap();
    api::members(&tx).await.unwrap().into_iter().map(|member| member.code).collect()
}

async fn login(app: &TestApp, name: &str) -> LoginId {
    api::find_login(&app.db, name).await.unwrap().unwrap()
}

both! {
    async fn somebody_new_gets_a_neutral_code_a_unit_and_the_roles(app: TestApp) {
        let org = app.org("acme").await;
        let ctx = org.system();
        let team = org.unit("team", None, None).await;
        let first = NewUser { unit: Some("team".into()), ..user("ann@acme.test", "long enough 8") };
        let first = api::add_user(&ctx, &app.db, first).await.unwrap();
        api::add_user(&ctx, &app.db, user("bob@acme.test", "long enough 8")).await.unwrap();
        assert_eq!(codes(&app, &org).await, ["U-0001", "U-0002"]);
        let tx = app.db.read(&ctx).await.unwrap();
        assert_eq!(api::unit_of(&tx, first, ctx.today()).await.unwrap(), Some(team));
        let chain = tx.rows("SELECT data FROM store_audit WHERE org_id = $1", vec![ctx.org.0.into()]).await.unwrap();
        assert!(chain.iter().all(|row| !row.try_get::<String>("", "data").unwrap().contains("@acme.test")));
        drop(tx);
        let ann = login(&app, "ann@acme.test").await;
        let ann = api::context_of_login(&ctx, &app.db, app.clock(), ann).await.unwrap();
        assert_eq!((ann.member(), ann.grants().led_units().contains(&team)), (Some(first), true));
    }

    async fn a_refusal_leaves_nobody_behind(app: TestApp) {
        let org = app.org("acme").await;
        let ctx = org.system();
        org.person("ann", &[]).await;
        let taken = format!("ann.{}@example.test", org.organisation.id);
        let unknown = |code: &str| Some(code.to_owned());
        for (new, code) in [
            (user("bob@acme.test", "short"), "people.login.password_too_short"),
            (user("bob", "long enough 8"), "people.login.not_a_login"),
            (user(&taken, "long enough 8"), "people.login.taken"),
            (NewUser { unit: unknown("x"), ..user("bob@acme.test", "long enough 8") }, "people.member.unknown_unit"),
            (NewUser { member: unknown("x"), ..user("bob@acme.test", "long enough 8") }, "people.member.unknown"),
            (NewUser { member: unknown("ann"), ..user("bob@acme.test", "long enough 8") }, "people.login.already_has_login"),
        ] {
            assert_eq!(api::add_user(&ctx, &app.db, new).await.unwrap_err().code(), code);
        }
        assert_eq!(codes(&app, &org).await, ["ann"]);
    }

    async fn a_login_stands_for_nobody_elsewhere_or_after_leaving(app: TestApp) {
        let org = app.org("acme").await;
        let other = app.org("other").await;
        let ann = org.person("ann", &[Role::Sales]).await;
        let hr = org.person("hr", &[Role::Hr]).await;
        let name = format!("ann.{}@example.test", org.organisation.id);
        let id = login(&app, &name).await;
        let there = api::context_of_login(&other.system(), &app.db, app.clock(), id).await;
        assert_eq!(there.unwrap_err().code(), "people.login.no_membership");
        api::context_of_login(&org.system(), &app.db, app.clock(), id).await.unwrap();
        let person = format!("/api/people/members/{}", ann.member);
        hr.post_on(&person, &format!("{person}/leave"), json!({ "left_on": "2026-03-16" })).await.ok();
        app.clock().set(Timestamp::parse("2026-03-16T16:00:00Z").unwrap());
        let left = api::context_of_login(&org.system(), &app.db, app.clock(), id).await;
        assert_eq!(left.unwrap_err().code(), "people.member.has_left");
    }
}
