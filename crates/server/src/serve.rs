//! Listening, health, and an orderly end.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use beichen_kernel::{Error, Result};
use beichen_store::Deps;
use tokio::net::TcpListener;

use crate::migrations::Migrations;

/// `/live`: the process answers. `/ready`: the database answers and lacks no migration.
pub fn health() -> Router<Deps> {
    Router::new().route("/live", get(|| async { "live" })).route("/ready", get(ready))
}

async fn ready(State(deps): State<Deps>) -> (StatusCode, &'static str) {
    match beichen_store::migrate::pending::<Migrations>(&deps.db).await {
        Ok(0) => (StatusCode::OK, "ready"),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "migrations are pending"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}

/// A listener and the address that it got (port 0 picks one).
pub async fn bind(listen: SocketAddr) -> Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(listen).await.map_err(Error::internal)?;
    let address = listener.local_addr().map_err(Error::internal)?;
    Ok((listener, address))
}

/// Serves until Ctrl-C or SIGTERM, then lets the requests under way finish.
pub async fn serve(deps: Deps, listener: TcpListener) -> Result<()> {
    let holder = crate::jobs::holder()?;
    // The sender's address counts against guessing.
    let app = crate::api::app(deps.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let worker = tokio::spawn(crate::jobs::work(deps.clone()));
    let leader = tokio::spawn(crate::jobs::lead(deps.clone(), holder));
    let served = axum::serve(listener, app).with_graceful_shutdown(asked_to_stop()).await;
    worker.abort();
    leader.abort();
    if let Err(error) = crate::jobs::stop_leading(&deps, holder).await {
        tracing::warn!(%error, "another process leads only after a while");
    }
    served.map_err(Error::internal)
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
