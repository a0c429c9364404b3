//! Receipts over HTTP, verified by the engine alone: everything true, or said to lack the figures of others.

use beichen_engine::receipt::{Outcome, Receipt, Subject, Verdict, verify_bytes};
use beichen_testkit::{TestPerson, both, json};
use serde_json::Value;

use crate::scene::{Scene, id};

/// A commission in two parts and a champion's prize.
const PLAN: &str = "who = 'in_unit(\"east\")'\naccept = [{ finding = \"double_credit\", at = \"r@m\", reason = \"a prize\" }]\n\
    [measure.m]\nof = \"payments\"\nrefund_day = \"original\"\n\
    [[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"m\"\nrate = \"10%\"\n\
    pay = [\"50%\", \"50%\"]\n\
    [[component]]\nkey = \"r\"\nkind = \"ranking\"\nperiod = \"month\"\nby = \"m\"\namong = \"organisation\"\n\
    prizes = [\"500.00\"]\n";

impl Scene {
    async fn receipt(&self, by: &TestPerson, statement: &Value) -> (Receipt, Verdict) {
        let path = format!("/api/incentives/statements/{}/receipt", id(statement));
        let answer = by.get(&path).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        verify_bytes(&answer.bytes).unwrap()
    }

    /// January with two payments, locked; one is given back on its own day afterwards, and February has one more.
    async fn february(&self) -> Value {
        let of_a = self.order("SO-1", "2026-01-10", "9000.00", "9000.00").await;
        let more = json!({ "owner_id": self.b.member, "lines": [{ "net": "9000.00", "gross": "9000.00" }] });
        let of_b = self.order_with("SO-2", "2026-01-10", more).await;
        let payment = self.pay(&of_a, "2026-01-15", "2000.00").await;
        self.pay(&of_b, "2026-01-15", "1000.00").await;
        self.lock("2026-01").await;
        self.refund(&payment, "2026-02-02", "1500.00").await;
        self.pay(&of_a, "2026-02-15", "3000.00").await;
        self.lock("2026-02").await
    }
}

/// What is not simply true.
fn doubts(verdict: &Verdict) -> Vec<(&Subject, &Outcome)> {
    let found = verdict.findings.iter().filter(|one| one.outcome != Outcome::True);
    found.map(|one| (&one.subject, &one.outcome)).collect()
}

both! {
    /// Commission of February, its January adjustment, the prize and its flag: all calculated again from the file.
    async fn finance_takes_out_a_receipt_that_proves_every_line(app: TestApp) {
        let scene = Scene::in_force(&app, PLAN).await;
        let february = scene.february().await;
        let statements = scene.statements(&february).await;
        for person in ["a", "b"] {
            let (receipt, verdict) = scene.receipt(&scene.finance, &statements[person]).await;
            assert_eq!(doubts(&verdict), [], "{person}");
            assert!(!receipt.adjustments.is_empty(), "{person}: the prizes of January have changed");
            let subjects = verdict.findings.iter().filter(|one| matches!(one.subject, Subject::Line { .. })).count();
            assert_eq!(subjects, 2, "{person}: a line for each component");
        }
        let (receipt, _) = scene.receipt(&scene.finance, &statements["a"]).await;
        assert!(!String::from_utf8(receipt.bytes()).unwrap().contains(&scene.b.member.to_string()));
        assert_eq!(receipt.chain.run, february["hash"]);
        assert_eq!(receipt.chain.previous_run.unwrap().len(), 64);
    }

    async fn the_own_receipt_has_hashes_instead_of_the_figures_of_others(app: TestApp) {
        let scene = Scene::in_force(&app, PLAN).await;
        let february = scene.february().await;
        let statements = scene.statements(&february).await;
        let (_, verdict) = scene.receipt(&scene.a, &statements["a"]).await;
        let line = |verdict: &Verdict, component: &str| {
            let own = |one: &&beichen_engine::receipt::Finding| one.subject == Subject::Line { component: component.into() };
            verdict.findings.iter().find(own).map(|one| one.outcome.clone())
        };
        assert_eq!(line(&verdict, "c"), Some(Outcome::True));
        assert_eq!(line(&verdict, "r"), Some(Outcome::InputsNotIncluded));
        let path = format!("/api/incentives/statements/{}/receipt", id(&statements["b"]));
        assert_eq!(scene.a.get(&path).await.status, 404, "another's receipt does not exist");
    }

    async fn a_changed_byte_is_found(app: TestApp) {
        let scene = Scene::in_force(&app, PLAN).await;
        let february = scene.february().await;
        let statement = &scene.statements(&february).await["a"];
        let (receipt, _) = scene.receipt(&scene.finance, statement).await;
        let text = String::from_utf8(receipt.bytes()).unwrap();
        let changed = text.replacen("\"earned_minor\":30000", "\"earned_minor\":40000", 1);
        assert_ne!(text, changed, "3,000.00 × 10 %");
        let (_, verdict) = verify_bytes(changed.as_bytes()).unwrap();
        let line = Subject::Line { component: "c".into() };
        let differs = Outcome::Differs { stated_minor: Some(40_000), calculated_minor: Some(30_000) };
        assert!(doubts(&verdict).contains(&(&line, &differs)), "{verdict:?}");
    }

    /// A trial outside a run keeps nothing for receipts.
    async fn a_trial_of_a_draft_has_no_receipt(app: TestApp) {
        let scene = Scene::in_force(&app, PLAN).await;
        let trial = scene.try_plan("2026-01").await;
        let page = scene.director.get(&format!("/api/incentives/trials/{trial}/statements")).await.ok();
        let path = format!("/api/incentives/statements/{}/receipt", id(&page["items"][0]));
        assert_eq!(scene.director.get(&path).await.code(), "incentives.receipt.not_kept");
    }
}
