//! A whole Beichen for a test: the real router on a real database, a clock that stands still, people who can sign in.
//!
//! Every test of [`both!`] runs once on SQLite and once on PostgreSQL. A missing PostgreSQL is a failure:
//! `cargo xtask test` starts one and names it in `BEICHEN_TEST_POSTGRES`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

pub mod answer;
pub mod app;
pub mod citus;
pub mod database;
pub mod furnished;
pub mod schema;

pub use answer::Answer;
pub use app::{TestApp, TestOrg, TestPerson};
pub use furnished::Furnished;
pub use serde_json::json;

/// Defines tests that run on both databases: `both! { async fn a_sentence(app: TestApp) { … } }`.
#[macro_export]
macro_rules! both {
    ($( $(#[$doc:meta])* async fn $name:ident($app:ident : TestApp) $body:block )*) => {
        $(
            mod $name {
                #[allow(unused_imports, reason = "a test uses what its file imports")]
                use super::*;

                $(#[$doc])*
                async fn run($app: $crate::TestApp) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    let app = $crate::TestApp::sqlite().await;
                    run(app.clone()).await;
                    app.check_statements();
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn postgres() {
                    let app = $crate::TestApp::postgres().await;
                    run(app.clone()).await;
                    app.check_statements();
                }
            }
        )*
    };
}
