//! The application in a test: organisations, people with roles, requests as they send them.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use beichen_engine::day::DayRange;
use beichen_kernel::{Clock, Ctx, Id, Locale, MemberId, Organisation, Role, Timestamp, TransactionId, UnitId};
use beichen_people::api::Fence;
use beichen_store::db::DbOptions;
use beichen_store::{Db, Deps, Event};
use serde_json::Value;
use tower::ServiceExt;

use crate::answer::Answer;
use crate::{citus, database};

/// The instant at which every test begins: 2026-03-16, a Monday, 10:00 in Shanghai.
pub const NOON: &str = "2026-03-16T02:00:00Z";

/// A whole Beichen.
#[derive(Clone)]
pub struct TestApp {
    pub db: Db,
    pub deps: Deps,
    router: Router,
    statements: Arc<Mutex<Vec<String>>>,
    _place: Arc<database::Place>,
}

/// One organisation of a test.
#[derive(Clone)]
pub struct TestOrg {
    pub app: TestApp,
    pub organisation: Arc<Organisation>,
}

/// A member who is signed in.
#[derive(Clone)]
pub struct TestPerson {
    pub org: TestOrg,
    pub member: MemberId,
    token: String,
}

impl TestApp {
    pub async fn sqlite() -> Self {
        let (options, statements) = watching();
        let (db, place) = database::sqlite(&options).await;
        Self::on(db, place, statements)
    }

    pub async fn postgres() -> Self {
        let (options, statements) = watching();
        let (db, place) = database::postgres(&options).await;
        Self::on(db, place, statements)
    }

    /// A fresh one on the same kind of database.
    pub async fn like(other: &Self) -> Self {
        if other.db.is_sqlite() { Self::sqlite().await } else { Self::postgres().await }
    }

    fn on(db: Db, place: database::Place, statements: Arc<Mutex<Vec<String>>>) -> Self {
        let deps = Deps {
            db: db.clone(),
            clock: Clock::fixed(Timestamp::parse(NOON).unwrap()),
            folder: place.folder.path().to_owned(),
            public_url: None,
            setup_token: Some("console-token".into()),
            demo_sign_ins: Arc::new([]),
        };
        let router = beichen_server::app(deps.clone());
        Self { db, deps, router, statements, _place: Arc::new(place) }
    }

    pub fn clock(&self) -> &Clock {
        &self.deps.clock
    }

    /// An organisation with CNY in Shanghai.
    pub async fn org(&self, name: &str) -> TestOrg {
        self.org_in(name, "CNY", "Asia/Shanghai").await
    }

    pub async fn org_in(&self, name: &str, currency: &str, zone: &str) -> TestOrg {
        let organisation =
            beichen_people::api::create_organisation(&self.db, &self.deps.clock, name, currency, zone).await.unwrap();
        TestOrg { app: self.clone(), organisation }
    }

    /// A request of nobody.
    pub async fn request(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        self.send(method, path, body, &[]).await
    }

    /// A request with these headers.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.answer(request.body(body).unwrap()).await
    }

    /// Any request.
    pub async fn answer(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status: parts.status, headers: parts.headers, body, bytes }
    }

    /// Works off all long work that waits.
    pub async fn work(&self) {
        beichen_server::jobs::work_off(&self.deps).await.unwrap();
    }

    /// Every statement so far keeps the rules that let Citus distribute the tables.
    pub fn check_statements(&self) {
        let statements = self.statements.lock().unwrap();
        let broken: Vec<String> = statements.iter().filter_map(|sql| citus::violation(sql)).collect();
        assert!(broken.is_empty(), "statements that Citus could not distribute:\n{}", broken.join("\n"));
    }

    /// How many different statements have been seen.
    pub fn statements_seen(&self) -> usize {
        self.statements.lock().unwrap().len()
    }
}

fn watching() -> (DbOptions, Arc<Mutex<Vec<String>>>) {
    let statements: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&statements);
    let mut known = std::collections::HashSet::new();
    let known = Mutex::new(std::mem::take(&mut known));
    let watch = move |sql: &str| {
        if known.lock().unwrap().insert(sql.to_owned()) {
            seen.lock().unwrap().push(sql.to_owned());
        }
    };
    (DbOptions { watch: Some(Arc::new(watch)) }, statements)
}

impl TestOrg {
    /// The system at work in this organisation: may do everything.
    pub fn system(&self) -> Ctx {
        Ctx::system(Arc::clone(&self.organisation), "test", None, self.app.clock().now())
    }

    /// A member with these roles, signed in. `name` is also the code and the login's first part.
    pub async fn person(&self, name: &str, roles: &[Role]) -> TestPerson {
        let ctx = self.system();
        let login = format!("{name}.{}@example.test", self.organisation.id);
        let member =
            beichen_people::api::create_member_with_login(&ctx, &self.app.db, name, &login, "long enough 8", roles)
                .await
                .unwrap();
        let token = beichen_people::api::open_session(&ctx, &self.app.db, member, "test").await.unwrap();
        TestPerson { org: self.clone(), member, token }
    }

    /// A unit, below another or a root, led by somebody or by nobody, since the first day of 2020.
    pub async fn unit(&self, code: &str, parent: Option<UnitId>, leader: Option<MemberId>) -> UnitId {
        let since = beichen_engine::day::Day::from_ymd(2020, 1, 1).unwrap();
        beichen_people::api::create_unit(&self.system(), &self.app.db, code, code, parent, leader, since).await.unwrap()
    }

    /// Puts a member into a unit from a day on.
    pub async fn assign(&self, member: MemberId, unit: UnitId, from: &str) {
        let from = from.parse().unwrap();
        beichen_people::api::assign(&self.system(), &self.app.db, member, unit, from).await.unwrap();
    }

    /// Locks days for people and measures, as a run does that is locked on what is known now; both days included.
    pub async fn lock(&self, label: &str, (from, to): (&str, &str), members: &[MemberId], measures: &[&str]) {
        let ctx = self.system();
        let mut tx = self.app.db.begin(&ctx).await.unwrap();
        let seq = beichen_store::audit::head(&tx).await.unwrap().seq;
        let fence = Fence {
            run: ctx.new_id::<TransactionId>().uuid(),
            label: label.to_owned(),
            days: DayRange::including(from.parse().unwrap(), to.parse().unwrap()),
            seq,
            locked_seq: seq,
            members: members.to_vec(),
            measures: measures.iter().map(|&measure| measure.to_owned()).collect(),
        };
        beichen_people::api::raise_fence(&mut tx, &fence).await.unwrap();
        tx.record(TransactionId::from(fence.run), Event::new("incentives.run.locked").with("label", label));
        tx.commit().await.unwrap();
    }

    /// The names of all events so far, in order.
    pub async fn events(&self) -> Vec<String> {
        let ctx = self.system();
        let tx = self.app.db.read(&ctx).await.unwrap();
        let rows = tx
            .rows("SELECT name FROM store_event WHERE org_id = $1 ORDER BY seq", vec![ctx.org.0.into()])
            .await
            .unwrap();
        rows.iter().map(|row| row.try_get::<String>("", "name").unwrap()).collect()
    }
}

impl TestPerson {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, &[]).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(&body), &[]).await
    }

    /// A write on what was seen at `version`.
    pub async fn post_seen(&self, path: &str, version: i64, body: Value) -> Answer {
        self.send(Method::POST, path, Some(&body), &[("if-match", &version.to_string())]).await
    }

    /// A write on what stands at `thing` now.
    pub async fn post_on(&self, thing: &str, path: &str, body: Value) -> Answer {
        let version = self.get(thing).await.ok()["version"].as_i64().unwrap();
        self.post_seen(path, version, body).await
    }

    pub async fn put_seen(&self, path: &str, version: i64, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(&body), &[("if-match", &version.to_string())]).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None, &[]).await
    }

    /// A request with the session's cookie and these headers besides.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>, headers: &[(&str, &str)]) -> Answer {
        let cookie = format!("beichen_session={}", self.token);
        let mut all = vec![("cookie", cookie.as_str())];
        all.extend_from_slice(headers);
        self.org.app.send(method, path, body, &all).await
    }

    /// An upload: fields, and one file.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file_name: &str, file: &[u8]) -> Answer {
        const BOUNDARY: &str = "beichen-test-boundary";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend_from_slice(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .as_bytes(),
            );
        }
        body.extend_from_slice(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )
            .as_bytes(),
        );
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("cookie", format!("beichen_session={}", self.token))
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(Body::from(body))
            .unwrap();
        self.org.app.answer(request).await
    }

    /// Hands a file in, has it checked, and gives the import with its preview.
    pub async fn import(&self, fields: &[(&str, &str)], file_name: &str, file: &[u8]) -> Value {
        let import = self.upload("/api/sheets/imports", fields, file_name, file).await.ok();
        self.org.app.work().await;
        self.get(&format!("/api/sheets/imports/{}", import["id"].as_str().unwrap())).await.ok()
    }

    /// The same person, whose requests go to another router: one that is broken on purpose, for a walk to find out.
    #[must_use]
    pub fn through(&self, router: Router) -> Self {
        let app = TestApp { router, ..self.org.app.clone() };
        Self { org: TestOrg { app, ..self.org.clone() }, ..self.clone() }
    }

    /// The same person, signed in anew: a session ends when the clock has moved far.
    #[must_use]
    pub async fn again(&self) -> Self {
        let ctx = self.org.system();
        let token = beichen_people::api::open_session(&ctx, &self.org.app.db, self.member, "test").await.unwrap();
        Self { token, ..self.clone() }
    }

    /// The context of this person's requests, for what has no operation yet.
    pub async fn ctx(&self) -> Ctx {
        let deps = &self.org.app.deps;
        beichen_people::api::authenticate(&deps.db, &deps.clock, &self.token, Locale::ZhCn).await.unwrap()
    }
}
