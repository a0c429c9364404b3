//! Long work ends once, whatever becomes of its worker: a panic, a second worker, a process that falls silent.

use beichen_kernel::{Error, Id, Kind, MemberId, Result, Timestamp};
use beichen_store::audit;
use beichen_store::jobs::{self, Job};
use beichen_testkit::app::NOON;
use beichen_testkit::{TestApp, TestOrg, both, json};
use serde_json::Value;
use uuid::Uuid;

fn after_seconds(seconds: i64) -> Timestamp {
    Timestamp::parse(NOON).unwrap().plus_seconds(seconds)
}

/// Puts a job down as the system.
async fn put_down(org: &TestOrg, kind: &str) -> Uuid {
    let ctx = org.system();
    let mut tx = org.app.db.begin(&ctx).await.unwrap();
    let id = jobs::enqueue(&mut tx, kind, &json!({})).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn claim(app: &TestApp, seconds: i64) -> Option<Job> {
    jobs::claim(&app.db, after_seconds(seconds)).await.unwrap()
}

async fn standing(org: &TestOrg, id: Uuid) -> Job {
    let ctx = org.system();
    let tx = org.app.db.read(&ctx).await.unwrap();
    jobs::find(&tx, id).await.unwrap().unwrap()
}

fn code(job: &Job) -> &str {
    job.problem.as_ref().unwrap()["code"].as_str().unwrap()
}

fn panics() -> impl Future<Output = Result<Value>> + Send {
    std::future::poll_fn(|_| panic!("on purpose"))
}

both! {
    async fn a_job_that_panics_fails_and_the_next_one_is_done(app: TestApp) {
        let org = app.org("acme").await;
        let bad = put_down(&org, "test.bad").await;
        let job = claim(&app, 0).await.unwrap();
        beichen_server::jobs::carry_out(&app.deps, &job, panics()).await.unwrap();
        let good = put_down(&org, "test.good").await;
        let job = claim(&app, 0).await.unwrap();
        beichen_server::jobs::carry_out(&app.deps, &job, async { Ok(json!({ "rows": 3 })) }).await.unwrap();
        let (bad, good) = (standing(&org, bad).await, standing(&org, good).await);
        assert_eq!((bad.state.as_str(), code(&bad)), ("failed", "kernel.internal"));
        assert_eq!((good.state.as_str(), good.answer), ("done", Some(json!({ "rows": 3 }))));
        assert!(claim(&app, 3_600).await.is_none());
    }

    async fn who_has_lost_a_job_can_neither_tell_of_it_nor_end_it(app: TestApp) {
        let org = app.org("acme").await;
        let id = put_down(&org, "test.slow").await;
        let first = claim(&app, 0).await.unwrap();
        assert!(claim(&app, 60).await.is_none(), "a lease of sixty seconds is not over before the sixty-first");
        jobs::keep(&app.db, &first, after_seconds(60)).await.unwrap();
        assert!(claim(&app, 120).await.is_none(), "whoever is still at it keeps it");
        let second = claim(&app, 121).await.unwrap();
        assert_eq!(second.id, id);
        let lost = [
            jobs::keep(&app.db, &first, after_seconds(122)).await,
            jobs::progress(&app.db, &first, after_seconds(122), 1, 2).await,
            jobs::finish(&app.db, &first, after_seconds(122), Ok(json!("first"))).await,
        ];
        for lost in lost {
            assert_eq!(lost.unwrap_err().code(), "store.job_taken_over");
        }
        jobs::finish(&app.db, &second, after_seconds(123), Ok(json!("second"))).await.unwrap();
        let job = standing(&org, id).await;
        assert_eq!((job.state.as_str(), job.answer, job.done), ("done", Some(json!("second")), 0));
        assert!(jobs::finish(&app.db, &second, after_seconds(124), Ok(json!("again"))).await.is_err());
    }

    async fn work_that_takes_its_process_down_three_times_is_given_up(app: TestApp) {
        let org = app.org("acme").await;
        let id = put_down(&org, "test.deadly").await;
        for round in 0..3 {
            assert_eq!(claim(&app, round * 61).await.unwrap().attempts, round + 1);
        }
        assert!(claim(&app, 3 * 61).await.is_none());
        let job = standing(&org, id).await;
        assert_eq!((job.state.as_str(), code(&job)), ("failed", "store.job_given_up"));
        assert_eq!(job.problem.unwrap()["params"]["attempts"], 3);
    }

    async fn what_came_at_a_busy_moment_is_tried_again_and_any_other_refusal_ends_it(app: TestApp) {
        let org = app.org("acme").await;
        let id = put_down(&org, "test.busy").await;
        for round in 0..3 {
            let job = claim(&app, round * 61).await.unwrap();
            let busy = Err(Error::new(Kind::Unavailable, "store.busy"));
            jobs::finish(&app.db, &job, after_seconds(round * 61), busy).await.unwrap();
        }
        let job = standing(&org, id).await;
        assert_eq!((job.state.as_str(), code(&job)), ("failed", "store.busy"));
        let id = put_down(&org, "test.refused").await;
        let job = claim(&app, 200).await.unwrap();
        jobs::finish(&app.db, &job, after_seconds(200), Err(Error::not_found("goals.goal"))).await.unwrap();
        assert_eq!(standing(&org, id).await.state, "failed");
    }

    async fn what_a_job_writes_is_recorded_under_the_one_who_asked(app: TestApp) {
        let company = app.furnished("acme").await;
        let import = company.mighty.get(&format!("/api/sheets/imports/{}", company.thing("batch_id"))).await.ok();
        let id = import["id"].as_str().unwrap();
        let apply = format!("/api/sheets/imports/{id}/apply");
        company.mighty.post_on(&format!("/api/sheets/imports/{id}"), &apply, json!({ "rows": "all" })).await.ok();
        app.work().await;
        let rows = company.mighty.get(&format!("/api/people/audit?subject={id}")).await.ok();
        let who = MemberId::from(company.mighty.member.uuid());
        assert_eq!(rows["items"][0]["actor"], format!("{who} via sheets.apply"));
        assert!(audit::verify(&app.db).await.unwrap().iter().all(audit::Verified::is_whole));
    }
}
