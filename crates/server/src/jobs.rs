//! The worker: takes long work from the jobs table, one piece at a time.

use std::sync::Arc;
use std::time::Duration;

use beichen_kernel::{Ctx, Error, Kind, Result, Timestamp};
use beichen_store::jobs::{self, Job};
use beichen_store::{Deps, idempotency};
use serde_json::Value;

/// How often the worker says that it is still at a job: three times in a lease.
const HEARTBEAT: Duration = Duration::from_secs(jobs::LEASE_SECONDS.unsigned_abs() / 3);

/// How long the worker sleeps when there is nothing to do.
const IDLE: Duration = Duration::from_millis(250);

/// Seconds between two looks for what is kept no longer.
const TIDY_SECONDS: i64 = 3_600;

/// Works until the server stops.
pub async fn work(deps: Deps) {
    let mut tidied: Option<Timestamp> = None;
    loop {
        if tidied.is_none_or(|at| at.plus_seconds(TIDY_SECONDS) <= deps.clock.now()) {
            tidied = Some(deps.clock.now());
            if let Err(error) = tidy(&deps).await {
                tracing::warn!(%error, "what is kept no longer could not be emptied");
            }
        }
        if let Err(error) = work_off(&deps).await {
            tracing::warn!(%error, "long work could not be taken or ended");
        }
        tokio::time::sleep(IDLE).await;
    }
}

/// Empties what is kept for some days only.
pub async fn tidy(deps: &Deps) -> Result<()> {
    for organisation in beichen_people::api::organisations(&deps.db).await? {
        let ctx = Ctx::system(organisation, "tidy", None, deps.clock.now());
        let mut tx = deps.db.begin(&ctx).await?;
        idempotency::forget_old(&mut tx).await?;
        tx.commit_unrecorded().await?;
    }
    Ok(())
}

/// Works until nothing waits.
pub async fn work_off(deps: &Deps) -> Result<()> {
    let registry = Arc::new(crate::api::import_kinds());
    while let Some(job) = jobs::claim(&deps.db, deps.clock.now()).await? {
        carry_out(deps, &job, run(deps.clone(), Arc::clone(&registry), job.clone())).await?;
    }
    Ok(())
}

/// Carries a claimed job out and ends it. The work has a task of its own, so that its panic is its own end only, and
/// the job is kept as long as it runs.
pub async fn carry_out<W>(deps: &Deps, job: &Job, work: W) -> Result<()>
where
    W: Future<Output = Result<Value>> + Send + 'static,
{
    let mut running = tokio::spawn(work);
    let end = loop {
        tokio::select! {
            ended = &mut running => break ended.unwrap_or_else(|panic| Err(Error::internal(panic))),
            () = tokio::time::sleep(HEARTBEAT) => {}
        }
        match jobs::keep(&deps.db, job, deps.clock.now()).await {
            Ok(()) => {}
            Err(lost) if lost.kind() == Kind::Conflict => {
                running.abort();
                return Err(lost);
            }
            // A busy database is told again with the next beat.
            Err(error) => tracing::warn!(%error, job = job.kind, "a job could not be kept"),
        }
    };
    if let Err(error) = &end {
        tracing::warn!(%error, job = job.kind, "a job failed");
    }
    jobs::finish(&deps.db, job, deps.clock.now(), end).await
}

async fn run(deps: Deps, registry: Arc<beichen_sheets::Registry>, job: Job) -> Result<Value> {
    let organisation = beichen_people::api::organisation(&deps.db, job.org).await?;
    let ctx = Ctx::job(organisation, &job.kind, job.asked_by, deps.clock.now());
    match job.kind.as_str() {
        beichen_sheets::JOB_CHECK => beichen_sheets::run_check(&ctx, &deps, &registry, &job).await,
        beichen_sheets::JOB_APPLY => beichen_sheets::run_apply(&ctx, &deps, &registry, &job).await,
        beichen_people::api::JOB_MOVED => beichen_ledger::api::restamp(&ctx, &deps, &job).await,
        _ => Err(Error::new(Kind::Internal, "kernel.internal").with("job", job.kind)),
    }
}
