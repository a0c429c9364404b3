//! What the doctor says of locked months: sound while everything of them is as it was locked, and of each fault which.

use beichen_kernel::{Clock, Ctx};
use beichen_store::db::DbOptions;
use beichen_store::{Db, audit};

use crate::backup::{at, beside, tamper, text};
use crate::months::{DIRECTOR, TREASURER, close, done, to_notice, with_months};
use crate::support::Place;

/// The trial of the first month, and its only statement.
const OF_FIRST: &str = "(SELECT t.id FROM incentives_trial t WHERE t.org_id = $1 AND t.period_name = '2024-01')";
const STATEMENT: &str = "(SELECT s.id FROM incentives_statement s WHERE s.org_id = $1 AND s.trial_id = \
    (SELECT t.id FROM incentives_trial t WHERE t.org_id = $1 AND t.period_name = '2024-01'))";

/// What the doctor says of locked periods.
fn of_locked(said: &str) -> Vec<String> {
    said.lines().filter(|line| line.contains("Locked periods of")).map(str::to_owned).collect()
}

/// A company with two locked months, of which a backup is made.
fn backed_up() -> (Place, String) {
    let place = with_months();
    let none = ["✓ Locked periods of Acme: 0 with 0 statements, as they were locked"];
    assert_eq!(of_locked(&place.ok(&["doctor"])), none);
    for period in ["2024-01", "2024-02"] {
        done(close(&place, DIRECTOR, "trial", period));
        to_notice(&place, period);
        done(close(&place, TREASURER, "lock", period));
    }
    done(close(&place, DIRECTOR, "trial", "2024-03"));
    let both = ["✓ Locked periods of Acme: 2 with 2 statements, as they were locked"];
    assert_eq!(of_locked(&place.ok(&["doctor"])), both);
    let backup = text(&beside(&place, "b"));
    place.ok(&["backup", &backup]);
    (place, backup)
}

#[tokio::test]
async fn the_doctor_sees_a_changed_byte_of_a_locked_month() {
    let (place, backup) = backed_up();
    let cases = [
        (
            format!(
                "UPDATE incentives_statement_kept SET body = REPLACE(body, '\"payable_minor\":5000', \
                 '\"payable_minor\":5001') WHERE org_id = $1 AND statement_id = {STATEMENT}"
            ),
            1,
        ),
        (
            format!(
                "UPDATE incentives_statement_kept SET body = REPLACE(body, '\"format\":1', '\"format\":2') \
                 WHERE org_id = $1 AND statement_id = {STATEMENT}"
            ),
            1,
        ),
        (
            format!(
                "UPDATE incentives_statement_kept SET inputs = REPLACE(inputs, '\"person\":', '\"person\": ') \
                 WHERE org_id = $1 AND statement_id = {STATEMENT}"
            ),
            0,
        ),
        (format!("DELETE FROM incentives_statement_kept WHERE org_id = $1 AND statement_id = {STATEMENT}"), 1),
        (format!("UPDATE incentives_statement SET total_minor = 5001 WHERE org_id = $1 AND id = {STATEMENT}"), 1),
        (format!("UPDATE incentives_statement SET hash = NULL WHERE org_id = $1 AND id = {STATEMENT}"), 1),
        (format!("UPDATE incentives_trial SET total_minor = 5001 WHERE org_id = $1 AND id = {OF_FIRST}"), 0),
        (format!("UPDATE incentives_trial SET run_hash = 'x' WHERE org_id = $1 AND id = {OF_FIRST}"), 0),
    ];
    for (number, (sql, statements)) in cases.into_iter().enumerate() {
        let folder = beside(&place, &format!("case-{number}"));
        assert_eq!(at(&folder, &["restore", &backup]).0, 0);
        assert_eq!(at(&folder, &["doctor"]).0, 0);
        tamper(&folder, 0, &sql).await;
        let (code, said) = at(&folder, &["doctor"]);
        assert_eq!(code, 1, "{sql}: {said}");
        let line = format!(
            "✗ Locked periods of Acme: 1 of 2 are not as they were locked, 2024-01 of plan p first \
             ({statements} statements)"
        );
        assert_eq!(of_locked(&said), [line], "{sql}");
        let (code, said) = at(&folder, &["doctor", "--language", "zh-CN"]);
        assert!(code == 1 && said.contains("✗ Acme 已锁定的周期：2 个中有 1 个与锁定时不同"), "{said}");
    }
}

/// The text and all hashes of it are changed to match: only the record of the lock still knows what it was.
#[tokio::test]
async fn the_doctor_asks_the_record_of_the_lock() {
    let (place, backup) = backed_up();
    let folder = beside(&place, "to-match");
    assert_eq!(at(&folder, &["restore", &backup]).0, 0);
    let changed = kept(&folder).await.replace("\"format\":1", "\"format\":2");
    let hash = audit::sha256(&changed);
    let of_run = audit::sha256(&hash);
    for sql in [
        format!(
            "UPDATE incentives_statement_kept SET body = REPLACE(body, '\"format\":1', '\"format\":2') \
             WHERE org_id = $1 AND statement_id = {STATEMENT}"
        ),
        format!("UPDATE incentives_statement SET hash = '{hash}' WHERE org_id = $1 AND id = {STATEMENT}"),
        format!("UPDATE incentives_trial SET run_hash = '{of_run}' WHERE org_id = $1 AND id = {OF_FIRST}"),
    ] {
        tamper(&folder, 0, &sql).await;
    }
    let (code, said) = at(&folder, &["doctor"]);
    let line = "✗ Locked periods of Acme: 1 of 2 are not as they were locked, 2024-01 of plan p first (0 statements)";
    assert_eq!((code, of_locked(&said)), (1, vec![line.to_owned()]), "{said}");
}

/// The kept text of a statement.
async fn kept(folder: &std::path::Path) -> String {
    let db = Db::open_sqlite(&folder.join("beichen.db"), &DbOptions::default()).await.unwrap();
    let organisation = beichen_people::api::organisations(&db).await.unwrap().remove(0);
    let ctx = Ctx::system(organisation, "test", None, Clock::system().now());
    let tx = db.read(&ctx).await.unwrap();
    let sql = format!("SELECT body FROM incentives_statement_kept WHERE org_id = $1 AND statement_id = {STATEMENT}");
    let body = tx.row(&sql, vec![ctx.org.0.into()]).await.unwrap().unwrap().try_get("", "body").unwrap();
    drop(tx);
    db.close().await;
    body
}
