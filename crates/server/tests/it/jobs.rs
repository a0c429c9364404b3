//! Long work ends once, whatever becomes of its worker: a panic, a second worker, a process that falls silent.

use beichen_kernel::{Ctx, Error, Id, Kind, MemberId, Result, Timestamp};
use beichen_store::audit;
use beichen_store::jobs::{self, Job};
use beichen_store::{events, lease};
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
        assert!(claim(&app, 8).await.is_none(), "a lease of eight seconds is not over before the ninth");
        jobs::keep(&app.db, &first, after_seconds(8)).await.unwrap();
        assert!(claim(&app, 16).await.is_none(), "whoever is still at it keeps it");
        let second = claim(&app, 17).await.unwrap();
        assert_eq!(second.id, id);
        let lost = [
            jobs::keep(&app.db, &first, after_seconds(18)).await,
            jobs::progress(&app.db, &first, after_seconds(18), 1, 2).await,
            jobs::finish(&app.db, &first, after_seconds(18), Ok(json!("first"))).await,
        ];
        for lost in lost {
            assert_eq!(lost.unwrap_err().code(), "store.job_taken_over");
        }
        jobs::finish(&app.db, &second, after_seconds(19), Ok(json!("second"))).await.unwrap();
        let job = standing(&org, id).await;
        assert_eq!((job.state.as_str(), job.answer, job.done), ("done", Some(json!("second")), 0));
        assert!(jobs::finish(&app.db, &second, after_seconds(20), Ok(json!("again"))).await.is_err());
    }

    async fn each_job_is_taken_by_one_of_several_who_ask_at_once(app: TestApp) {
        let org = app.org("acme").await;
        for _ in 0..12 {
            put_down(&org, "test.many").await;
        }
        let askers: Vec<_> = (0..4).map(|_| {
            let app = app.clone();
            tokio::spawn(async move {
                let mut taken = Vec::new();
                while let Some(job) = claim(&app, 0).await {
                    taken.push(job.id);
                }
                taken
            })
        }).collect();
        let mut taken = Vec::new();
        for asker in askers {
            taken.extend(asker.await.unwrap());
        }
        let each: std::collections::BTreeSet<Uuid> = taken.iter().copied().collect();
        assert_eq!((taken.len(), each.len()), (12, 12));
    }

    async fn one_holds_the_lease_until_it_falls_silent_or_gives_it_up(app: TestApp) {
        let [one, two] = [1_u128, 2].map(Uuid::from_u128);
        let hold = async |holder, seconds| lease::hold(&app.db, "test", holder, after_seconds(seconds), 20).await.unwrap();
        assert!(hold(one, 0).await);
        assert!(!hold(two, 20).await, "it is held to the end of its last second");
        assert!(hold(one, 20).await, "and is held longer");
        assert!(!hold(two, 40).await);
        assert!(hold(two, 41).await, "whoever fell silent has lost it");
        assert!(!hold(one, 42).await);
        lease::give_up(&app.db, "test", one).await.unwrap();
        assert!(!hold(one, 43).await, "only the holder gives it up");
        lease::give_up(&app.db, "test", two).await.unwrap();
        assert!(hold(one, 44).await);
        assert!(lease::hold(&app.db, "another", two, after_seconds(44), 20).await.unwrap());
    }

    async fn events_are_told_from_a_place_on_and_to_whoever_waits(app: TestApp) {
        let company = app.furnished("acme").await;
        let other = app.org("other").await;
        let org = company.org.organisation.id;
        let head = events::head(&app.db, org).await.unwrap();
        assert!(head >= 20, "only {head} events");
        let last = events::after(&app.db, org, head - 2).await.unwrap();
        assert_eq!(last.iter().map(|event| event.seq).collect::<Vec<_>>(), [head - 1, head]);
        assert_eq!(events::after(&app.db, org, head).await.unwrap(), []);
        assert!(events::head(&app.db, other.organisation.id).await.unwrap() < head, "each organisation has its own");
        let waiting = tokio::spawn({
            let db = app.db.clone();
            async move { events::wait(&db, org, head).await.unwrap() }
        });
        let body = json!({ "code": "C-told", "name": "Told" });
        company.mighty.post("/api/customers/customers", body).await.ok();
        let told = waiting.await.unwrap();
        assert_eq!((told[0].name.as_str(), told[0].seq), ("customers.customer.created", head + 1));
    }

    async fn work_that_takes_its_process_down_three_times_is_given_up(app: TestApp) {
        let org = app.org("acme").await;
        let id = put_down(&org, "test.deadly").await;
        for round in 0..3 {
            assert_eq!(claim(&app, round * 9).await.unwrap().attempts, round + 1);
        }
        assert!(claim(&app, 3 * 9).await.is_none());
        let job = standing(&org, id).await;
        assert_eq!((job.state.as_str(), code(&job)), ("failed", "store.job_given_up"));
        assert_eq!(job.problem.unwrap()["params"]["attempts"], 3);
    }

    async fn what_came_at_a_busy_moment_is_tried_again_and_any_other_refusal_ends_it(app: TestApp) {
        let org = app.org("acme").await;
        let id = put_down(&org, "test.busy").await;
        for round in 0..3 {
            let job = claim(&app, round * 9).await.unwrap();
            let busy = Err(Error::new(Kind::Unavailable, "store.busy"));
            jobs::finish(&app.db, &job, after_seconds(round * 9), busy).await.unwrap();
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

    async fn an_import_whose_process_ended_before_it_could_say_so_is_done_and_not_written_again(app: TestApp) {
        let company = app.furnished("acme").await;
        app.work().await;
        let path = format!("/api/sheets/imports/{}", company.thing("batch_id"));
        company.mighty.post_on(&path, &format!("{path}/apply"), json!({ "rows": "all" })).await.ok();
        let first = claim(&app, 0).await.unwrap();
        let applied = async |job: &Job| {
            let organisation = company.org.organisation.clone();
            let ctx = Ctx::job(organisation, &job.kind, job.asked_by, app.clock().now());
            beichen_sheets::run_apply(&ctx, &app.deps, &beichen_server::import_kinds(), job).await
        };
        let said = applied(&first).await.unwrap();
        assert_eq!(said["counts"]["new"], 1);
        // Here the process ends: everything is written, and the job says that somebody is still at it.
        assert_eq!(standing(&company.org, first.id).await.state, "running");
        let (events, import) = (company.org.events().await, company.mighty.get(&path).await.ok());
        assert_eq!(import["state"], "applied");
        let rows = async || audit::verify(&app.db).await.unwrap().iter().map(|chain| chain.rows).sum::<i64>();
        let recorded = rows().await;

        app.clock().set(after_seconds(9));
        app.work().await;
        let job = standing(&company.org, first.id).await;
        assert_eq!((job.state.as_str(), job.attempts, job.problem), ("done", 2, None));
        assert_eq!(job.answer, Some(said));
        assert_eq!((company.org.events().await, rows().await), (events, recorded), "nothing is written again");
        assert_eq!(company.mighty.get(&path).await.ok()["counts"], import["counts"]);
        let found = company.mighty.get("/api/customers/customers?search=C-2").await.ok();
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        // A job that is taken for the first time has not written it: somebody else has, and it is refused.
        let ctx = company.mighty.ctx().await;
        let mut tx = app.db.begin(&ctx).await.unwrap();
        let again = jobs::enqueue(&mut tx, &first.kind, &first.params).await.unwrap();
        tx.commit_unrecorded().await.unwrap();
        app.work().await;
        let again = standing(&company.org, again).await;
        assert_eq!((again.state.as_str(), code(&again)), ("failed", "sheets.import.not_staged"));
    }
}
