//! The worker: takes long work from the jobs table, one piece at a time.

use std::sync::Arc;
use std::time::Duration;

use beichen_kernel::{Ctx, Error, Kind, Result};
use beichen_store::Deps;
use beichen_store::jobs::{self, Job};
use serde_json::{Value, json};

/// How long the worker sleeps when there is nothing to do.
const IDLE: Duration = Duration::from_millis(250);

/// Works until the server stops.
pub async fn work(deps: Deps) {
    loop {
        if let Err(error) = work_off(&deps).await {
            tracing::warn!(%error, "long work could not be taken or ended");
        }
        tokio::time::sleep(IDLE).await;
    }
}

/// Works until nothing waits.
pub async fn work_off(deps: &Deps) -> Result<()> {
    let registry = Arc::new(crate::api::import_kinds());
    while let Some(job) = jobs::claim(&deps.db, deps.clock.now()).await? {
        let end = run(deps, &registry, &job).await.map_err(|error| problem(&error));
        jobs::finish(&deps.db, &job, deps.clock.now(), end).await?;
    }
    Ok(())
}

async fn run(deps: &Deps, registry: &Arc<beichen_sheets::Registry>, job: &Job) -> Result<Value> {
    let organisation = beichen_people::api::organisation(&deps.db, job.org).await?;
    let ctx = Ctx::system(organisation, &job.kind, None, deps.clock.now());
    match job.kind.as_str() {
        beichen_sheets::JOB_APPLY => beichen_sheets::run_job(&ctx, deps, registry, job).await,
        _ => Err(Error::new(Kind::Internal, "kernel.internal").with("job", job.kind.clone())),
    }
}

fn problem(error: &Error) -> Value {
    if error.kind() == Kind::Internal {
        tracing::error!(%error, "a job failed");
    }
    json!(beichen_kernel::http::ProblemBody::from(error))
}
