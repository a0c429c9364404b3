//! The worker: takes long work from the jobs table, one piece at a time.

use std::sync::Arc;
use std::time::Duration;

use beichen_kernel::{Ctx, Error, Kind, Result, Timestamp};
use beichen_store::jobs::{self, Job};
use beichen_store::{Deps, idempotency, lease};
use serde_json::Value;
use uuid::Uuid;

/// How often the worker says that it is still at a job.
const HEARTBEAT: Duration = Duration::from_secs(jobs::HEARTBEAT_SECONDS);

/// How long the worker sleeps when there is nothing to do.
const IDLE: Duration = Duration::from_millis(250);

/// What one process does for all that share a PostgreSQL. At a SQLite file there is only one, held by the folder's lock.
const LEADER: &str = "leader";

/// Seconds after which another process leads, where the one that led fell silent.
const LEADER_SECONDS: i64 = 20;

/// How often it is asked who leads: four times in a lease.
const LEADER_LOOK: Duration = Duration::from_secs(5);

/// Seconds between two looks for what is kept no longer.
const TIDY_SECONDS: i64 = 3_600;

/// Works until the server stops.
pub async fn work(deps: Deps) {
    loop {
        if let Err(error) = work_off(&deps).await {
            tracing::warn!(%error, "long work could not be taken or ended");
        }
        tokio::time::sleep(IDLE).await;
    }
}

/// Does what one process does for all, whenever this is the one; until the server stops.
pub async fn lead(deps: Deps, holder: Uuid) {
    let mut tidied: Option<Timestamp> = None;
    loop {
        let now = deps.clock.now();
        let is_due = tidied.is_none_or(|at| at.plus_seconds(TIDY_SECONDS) <= now);
        match leads(&deps, holder).await {
            Ok(true) if is_due => {
                tidied = Some(now);
                if let Err(error) = tidy(&deps).await {
                    tracing::warn!(%error, "what is kept no longer could not be emptied");
                }
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "who leads could not be asked"),
        }
        tokio::time::sleep(LEADER_LOOK).await;
    }
}

/// Names this process among those that share its database.
pub fn holder() -> Result<Uuid> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Error::internal(error.to_string()))?;
    Ok(Uuid::from_bytes(bytes))
}

async fn leads(deps: &Deps, holder: Uuid) -> Result<bool> {
    if deps.db.is_sqlite() {
        return Ok(true);
    }
    lease::hold(&deps.db, LEADER, holder, deps.clock.now(), LEADER_SECONDS).await
}

/// Lets another process lead at once.
pub async fn stop_leading(deps: &Deps, holder: Uuid) -> Result<()> {
    if deps.db.is_sqlite() { Ok(()) } else { lease::give_up(&deps.db, LEADER, holder).await }
}

/// Counts for the planner, and empties what is kept for some days only and what an import left in staging whose process ended. Another process, the
/// command line say, may be checking a file at this moment: what has moved within an hour stays.
pub async fn tidy(deps: &Deps) -> Result<()> {
    let registry = crate::api::import_kinds();
    for organisation in beichen_people::api::organisations(&deps.db).await? {
        let ctx = Ctx::system(organisation, "tidy", None, deps.clock.now());
        let mut tx = deps.db.begin(&ctx).await?;
        idempotency::forget_old(&mut tx).await?;
        tx.commit_unrecorded().await?;
        beichen_sheets::clean(&ctx, &deps.db, &registry, false).await?;
    }
    deps.db.refresh_statistics().await
}

/// Works until nothing waits.
pub async fn work_off(deps: &Deps) -> Result<()> {
    let registry = Arc::new(crate::api::import_kinds());
    while let Some(job) = jobs::claim(&deps.db, deps.clock.now()).await? {
        carry_out(deps, &job, run(deps.clone(), Arc::clone(&registry), job.clone())).await?;
        deps.db.refresh_statistics().await?;
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
        beichen_sheets::JOB_UNDO => beichen_sheets::run_undo(&ctx, &deps, &registry, &job).await,
        beichen_ledger::api::JOB_REDERIVE => beichen_ledger::api::rederive(&ctx, &deps, &job).await,
        beichen_people::api::JOB_MOVED => beichen_ledger::api::restamp(&ctx, &deps, &job).await,
        _ => Err(Error::new(Kind::Internal, "kernel.internal").with("job", job.kind)),
    }
}
