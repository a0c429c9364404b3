//! One organisation on a database of its own: its people, and every fact carried out as a request.

use std::collections::BTreeMap;

use beichen_engine::day::Day;
use beichen_kernel::{Role, UnitId};
use beichen_testkit::{Answer, TestApp, TestOrg, TestPerson, json};
use serde_json::Value;

use super::dice::money;
use super::facts::{Fact, Order};
use super::plans::Drawn;
use crate::scene::{ParseAt, id, plan_text, text};

/// Why something was not done.
#[derive(Debug, Clone)]
pub enum No {
    /// An answer below 500: nothing was changed.
    Refused(String),
    /// What must not be.
    Broken(String),
}

pub type Done<T = ()> = Result<T, No>;

/// A document that was recorded.
#[derive(Debug, Clone)]
pub struct Paper {
    pub id: String,
    pub version: i64,
    pub day: Day,
    pub minor: i64,
    /// The payment of a refund.
    pub of: Option<usize>,
    pub order: Option<usize>,
    pub cancelled: bool,
}

#[derive(Debug, Clone)]
pub struct KeptOrder {
    pub id: String,
    pub version: i64,
    pub order: Order,
    lines: Vec<String>,
    pub cancelled: bool,
}

pub struct World {
    pub app: TestApp,
    pub org: TestOrg,
    pub drawn: Drawn,
    pub one: TestPerson,
    two: TestPerson,
    /// East, west, and the house above both.
    units: Vec<UnitId>,
    /// Ids of the sellers, whose codes are `s0`, `s1`, ….
    pub people: Vec<String>,
    customers: Vec<String>,
    products: Vec<String>,
    pub orders: Vec<KeptOrder>,
    pub payments: Vec<Paper>,
    pub refunds: Vec<Paper>,
    goals: BTreeMap<(usize, String, String), (String, i64)>,
    pub plan: String,
    plan_version: i64,
    /// The plan's version in force.
    pub version: u8,
    /// Somebody has moved: their credits are to be looked at.
    moved: bool,
    pub approvals: usize,
}

impl World {
    /// The company before anything is known: a house of two units, the sellers (the last joins mid-way), the plan in force.
    pub async fn found(app: TestApp, drawn: &Drawn, people: usize) -> Result<Self, String> {
        app.clock().set("2027-02-01T02:00:00Z".parse_at());
        let org = app.org("acme").await;
        let office = [Role::Director, Role::Finance, Role::Hr, Role::Administrator];
        let (one, two) = (org.person("one", &office).await, org.person("two", &office).await);
        let house = org.unit("house", None, None).await;
        let units = vec![org.unit("east", Some(house), None).await, org.unit("west", Some(house), None).await, house];
        let system = org.system();
        beichen_people::api::set_setting(&system, &app.db, "notice_workdays", "0").await.unwrap();
        let mut world = Self {
            app,
            org,
            drawn: drawn.clone(),
            one,
            two,
            units,
            people: Vec::new(),
            customers: Vec::new(),
            products: Vec::new(),
            orders: Vec::new(),
            payments: Vec::new(),
            refunds: Vec::new(),
            goals: BTreeMap::new(),
            plan: String::new(),
            plan_version: 0,
            version: 1,
            moved: true,
            approvals: 0,
        };
        for (key, kind) in [("pct", "rate"), ("bonus", "money")] {
            let field = json!({ "entity": "member", "key": key, "name": key, "kind": kind });
            world.post("/api/people/fields", field).await?;
        }
        for place in 0..people {
            let joined = if place + 1 == people { "2025-11-17" } else { "2025-09-01" };
            let code = format!("s{place}");
            let unit = world.units[place % 2].to_string();
            let body = json!({ "code": code, "name": code, "joined_on": joined, "unit_id": unit });
            let member = id(&world.post("/api/people/members", body).await?);
            world.people.push(member);
        }
        for (place, owner) in [Some(world.people[0].clone()), None].into_iter().enumerate() {
            let body = json!({ "code": format!("K{place}"), "name": "K", "owner_id": owner });
            let customer = id(&world.post("/api/customers/customers", body).await?);
            world.customers.push(customer);
            let family = format!("F{}", place + 1);
            let product = json!({ "code": family, "name": family, "family": family });
            let product = id(&world.post("/api/customers/products", product).await?);
            world.products.push(product);
        }
        Ok(world)
    }

    /// Publishes the plan's first version; warnings are accepted in its text.
    pub async fn adopt(&mut self) -> Result<(), String> {
        let text = self.text(&self.drawn.first.clone(), "2025-10-01").await?;
        let plan = self.post("/api/incentives/plans", json!({ "text": text })).await?;
        let at = format!("/api/incentives/plans/{}", id(&plan));
        let answer = self.one.post_seen(&format!("{at}/publish"), version(&plan), json!({})).await;
        self.plan_version = version(&done(answer).map_err(|no| format!("{no:?}\n{text}"))?);
        self.plan = id(&plan);
        Ok(())
    }

    async fn text(&self, rest: &str, from: &str) -> Result<String, String> {
        let days = |text: String| {
            text.replacen("2026-01-01", from, 1).replacen(
                "to = \"2026-12-31\"",
                &format!("to = \"{}\"", self.drawn.to),
                1,
            )
        };
        let bare = days(plan_text("p", rest));
        let found = self.post("/api/incentives/plans/check", json!({ "text": bare })).await?;
        let findings = found["findings"].as_array().unwrap();
        if let Some(error) = findings.iter().find(|one| one["severity"] == "error") {
            return Err(format!("a plan that cannot be read: {error}\n{bare}"));
        }
        let accept: Vec<String> = findings
            .iter()
            .filter_map(|one| one["fix"].as_str())
            .filter(|fix| fix.starts_with('{'))
            .map(String::from)
            .collect();
        Ok(days(plan_text("p", &format!("accept = [{}]\n{rest}", accept.join(", ")))))
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value, String> {
        done(self.one.post(path, body).await).map_err(|no| format!("{path}: {no:?}"))
    }

    /// What is left to be given back of a payment.
    pub fn left(&self, payment: usize) -> i64 {
        let refunds = self.refunds.iter().filter(|refund| refund.of == Some(payment) && !refund.cancelled);
        self.payments[payment].minor - refunds.map(|refund| refund.minor).sum::<i64>()
    }

    /// Carries a fact out: done, or refused without a trace.
    pub async fn make_known(&mut self, fact: &Fact) -> Done {
        match fact {
            Fact::Order(order) => {
                let body = self.order_body(order, self.orders.len(), &[]);
                let answer = done(self.one.post("/api/customers/orders", body).await)?;
                let kept = KeptOrder {
                    id: id(&answer),
                    version: version(&answer),
                    order: order.clone(),
                    lines: lines(&answer),
                    cancelled: false,
                };
                self.orders.push(kept);
            }
            Fact::EditOrder(place, order) => self.edit_order(*place, order).await?,
            Fact::CancelOrder(place) => {
                let kept = &mut self.orders[*place];
                let path = format!("/api/customers/orders/{}/cancel", kept.id);
                let answer = done(self.one.post_seen(&path, kept.version, json!({})).await)?;
                (kept.version, kept.cancelled) = (version(&answer), true);
            }
            Fact::Pay { order, day, minor } => {
                let code = format!("P-{}", self.payments.len());
                let body = self.payment_body(&code, *order, *day, *minor);
                let answer = done(self.one.post("/api/customers/payments", body).await)?;
                self.payments.push(paper(&answer, *day, *minor, None, *order));
            }
            Fact::EditPayment { payment, day, minor } => {
                let order = self.payments[*payment].order;
                let body = self.payment_body(&format!("P-{payment}"), order, *day, *minor);
                let kept = &mut self.payments[*payment];
                let path = format!("/api/customers/payments/{}", kept.id);
                let answer = done(self.one.put_seen(&path, kept.version, body).await)?;
                *kept = paper(&answer, *day, *minor, None, order);
            }
            Fact::Match { payment, order } => {
                let body = json!({ "order_id": self.orders[*order].id });
                let kept = &mut self.payments[*payment];
                let path = format!("/api/customers/payments/{}/match", kept.id);
                let answer = done(self.one.post_seen(&path, kept.version, body).await)?;
                (kept.version, kept.order) = (version(&answer), Some(*order));
            }
            Fact::CancelPayment(payment) => {
                let kept = &mut self.payments[*payment];
                let path = format!("/api/customers/payments/{}/cancel", kept.id);
                let answer = done(self.one.post_seen(&path, kept.version, json!({})).await)?;
                (kept.version, kept.cancelled) = (version(&answer), true);
            }
            Fact::Refund { payment, day, minor } => {
                let body = self.refund_body(self.refunds.len(), *payment, *day, *minor);
                let answer = done(self.one.post("/api/customers/refunds", body).await)?;
                self.refunds.push(paper(&answer, *day, *minor, Some(*payment), None));
            }
            Fact::EditRefund { refund, day, minor } => {
                let payment = self.refunds[*refund].of;
                let body = self.refund_body(*refund, payment.unwrap(), *day, *minor);
                let kept = &mut self.refunds[*refund];
                let path = format!("/api/customers/refunds/{}", kept.id);
                let answer = done(self.one.put_seen(&path, kept.version, body).await)?;
                *kept = paper(&answer, *day, *minor, payment, None);
            }
            Fact::CancelRefund(refund) => {
                let kept = &mut self.refunds[*refund];
                let path = format!("/api/customers/refunds/{}/cancel", kept.id);
                let answer = done(self.one.post_seen(&path, kept.version, json!({})).await)?;
                (kept.version, kept.cancelled) = (version(&answer), true);
            }
            Fact::Goals { measure, period, basis, of } => self.set_goals(measure, period, basis, of).await?,
            Fact::Transfer { person, unit, from } => {
                let body = json!({ "unit_id": self.units[*unit].to_string(), "from": from.to_string() });
                self.correct_member("people_member_transfer", *person, None, body).await?;
            }
            Fact::Lead { unit, lead, from } => self.lead(*unit, *lead, *from).await?,
            Fact::Leave { person, on } => {
                self.correct_member("people_member_leave", *person, None, json!({ "left_on": on.to_string() })).await?;
            }
            Fact::Field { person, key, value, from } => {
                let body = json!({ "value": value, "from": from.to_string() });
                self.correct_member("people_member_set_field", *person, Some(key), body).await?;
            }
            Fact::Coefficient { person, period, value } => self.set_coefficient(*person, period, value).await?,
            Fact::Taken { percent } => {
                let (system, percent) = (self.org.system(), percent.to_string());
                let set = beichen_people::api::set_setting(&system, &self.app.db, "owed_taken_percent", &percent);
                set.await.map_err(|error| No::Broken(error.to_string()))?;
            }
            Fact::Version => {
                let (rest, from) = self.drawn.second.clone().unwrap();
                let text = self.text(&rest, from).await.map_err(No::Broken)?;
                let at = format!("/api/incentives/plans/{}", self.plan);
                let answer = done(self.one.put_seen(&at, self.plan_version, json!({ "text": text })).await)?;
                self.plan_version = version(&answer);
                let answer = done(self.one.post_seen(&format!("{at}/publish"), self.plan_version, json!({})).await)?;
                (self.plan_version, self.version) = (version(&answer), 2);
            }
        }
        Ok(())
    }

    async fn edit_order(&mut self, place: usize, order: &Order) -> Done {
        let kept = &self.orders[place];
        let (path, seen) = (format!("/api/customers/orders/{}", kept.id), kept.version);
        let body = self.order_body(order, place, &kept.lines);
        let mut answer = self.one.put_seen(&path, seen, body.clone()).await;
        if answer.body["code"] == "people.fence.locked" {
            let payload = json!({ "order_id": kept.id, "version": seen, "body": body });
            self.ask("customers_order_edit", payload).await?;
            answer = self.one.get(&path).await;
        }
        let answer = done(answer)?;
        let kept = &mut self.orders[place];
        (kept.version, kept.lines, kept.order) = (version(&answer), lines(&answer), order.clone());
        Ok(())
    }

    fn order_body(&self, order: &Order, place: usize, ids: &[String]) -> Value {
        let line = |line: &super::facts::Line| {
            let mut body = json!({
                "product_id": self.products[line.product], "net": money(line.net), "gross": money(line.gross),
            });
            if let Some(of) = line.of {
                body["id"] = json!(ids[of]);
            }
            body
        };
        let share = |person: usize, of: i64| json!({ "member_id": self.people[person], "share": format!("{}.{:02}%", of / 100, of % 100) });
        let splits =
            order.split.map(|(one, two, of)| vec![share(one, of), share(two, 10_000 - of)]).unwrap_or_default();
        json!({
            "code": format!("SO-{place}"), "customer_id": self.customers[order.customer],
            "owner_id": order.owner.map(|owner| self.people[owner].clone()), "signed_on": order.day.to_string(),
            "lines": order.lines.iter().map(line).collect::<Vec<_>>(), "splits": splits,
        })
    }

    fn payment_body(&self, code: &str, order: Option<usize>, day: Day, minor: i64) -> Value {
        let order = order.map(|order| self.orders[order].id.clone());
        json!({ "code": code, "order_id": order, "received_on": day.to_string(), "amount": money(minor) })
    }

    fn refund_body(&self, place: usize, payment: usize, day: Day, minor: i64) -> Value {
        json!({
            "code": format!("R-{place}"), "payment_id": self.payments[payment].id, "refunded_on": day.to_string(),
            "amount": money(minor),
        })
    }

    /// Drafts, then the publication: by a second person where a lock covers it.
    async fn set_goals(&mut self, measure: &str, period: &str, basis: &str, of: &[(usize, i64)]) -> Done {
        for (person, minor) in of {
            let slot = (*person, measure.to_owned(), period.to_owned());
            let mut body = json!({ "amount": money(*minor), "basis": basis });
            let answer = if let Some((goal, seen)) = self.goals.get(&slot) {
                self.one.put_seen(&format!("/api/goals/goals/{goal}"), *seen, body).await
            } else {
                for (key, value) in [("measure", measure), ("calendar", "natural"), ("period", period)] {
                    body[key] = json!(value);
                }
                body["member_id"] = json!(self.people[*person]);
                self.one.post("/api/goals/goals", body).await
            };
            let answer = done(answer)?;
            self.goals.insert(slot, (id(&answer), version(&answer)));
        }
        let body = json!({ "measure": measure, "calendar": "natural", "period": period, "reason": "agreed" });
        self.ask("goals_goal_publish", json!({ "body": body })).await.map_err(|no| No::Broken(format!("{no:?}")))?;
        for (person, _) in of {
            let kept = self.goals.get_mut(&(*person, measure.to_owned(), period.to_owned())).unwrap();
            let read = done(self.one.get(&format!("/api/goals/goals/{}", kept.0)).await)?;
            kept.1 = read["goal"]["version"].as_i64().unwrap();
        }
        Ok(())
    }

    async fn correct_member(&mut self, operation: &str, person: usize, key: Option<&str>, body: Value) -> Done {
        let member = done(self.one.get(&format!("/api/people/members/{}", self.people[person])).await)?;
        let mut payload = json!({ "member_id": self.people[person], "version": version(&member), "body": body });
        if let Some(key) = key {
            payload["key"] = json!(key);
        }
        self.moved = true;
        self.ask(operation, payload).await
    }

    /// Leads have no login: the director reviews in their place.
    async fn lead(&mut self, unit: usize, lead: Option<usize>, from: Day) -> Done {
        let at = self.units[unit].to_string();
        let seen = done(self.one.get(&format!("/api/people/units/{at}")).await)?;
        let parent = (unit < 2).then(|| self.units[2].to_string());
        let lead = lead.map(|lead| self.people[lead].clone());
        let body = json!({ "parent_id": parent, "leader_id": lead, "from": from.to_string() });
        self.moved = true;
        self.ask("people_unit_move", json!({ "unit_id": at, "version": version(&seen), "body": body })).await
    }

    /// Asks for a correction; where it waits for a second person, that person grants it.
    async fn ask(&mut self, operation: &str, payload: Value) -> Done {
        let wish = json!({ "operation": operation, "payload": payload, "reason": "a late paper" });
        let asked = done(self.one.post("/api/people/approvals", wish).await)?;
        if asked["state"] == "done" {
            return Ok(());
        }
        let approval = &asked["approval"];
        let path = format!("/api/people/approvals/{}/approve", id(approval));
        done(self.two.post_seen(&path, version(approval), json!({})).await)?;
        self.approvals += 1;
        Ok(())
    }

    /// Two people write off or settle every balance that waits: kind of period, person, minor units.
    pub async fn decide_balances(&mut self) -> Result<Vec<(String, String, i64)>, String> {
        let open = self.one.get("/api/incentives/decisions/open?limit=200").await.ok();
        let waits = open["items"].as_array().unwrap().iter().filter(|row| row["subject"] == "balance");
        let mut decided = Vec::new();
        for (place, row) in waits.enumerate() {
            let outcome = if place % 2 == 0 { "write_off" } else { "settle" };
            let body = json!({
                "plan_id": row["plan"]["id"], "period_kind": row["period"]["kind"], "member_id": row["member"]["id"],
                "subject": "balance", "outcome": outcome, "amount": row["amount"],
            });
            let payload = json!({ "body": body });
            self.ask("incentives_decision_create", payload).await.map_err(|no| format!("{row}: {no:?}"))?;
            let minor = text(&row["amount"]).replace('.', "").parse().unwrap();
            decided.push((text(&row["period"]["kind"]), text(&row["member"]["code"]), minor));
        }
        Ok(decided)
    }

    async fn set_coefficient(&self, person: Option<usize>, period: &str, value: &str) -> Done {
        let person = person.map(|person| format!("s{person}")).unwrap_or_default();
        let file = format!("key,person,period,value\nk,{person},{period},{value}\n");
        let fields = [("kind", "coefficients"), ("profile_text", "")];
        let import = self.one.import(&fields, "file.csv", file.as_bytes()).await;
        let path = format!("/api/sheets/imports/{}", id(&import));
        done(self.one.post_seen(&format!("{path}/apply"), version(&import), json!({ "rows": "all" })).await)?;
        self.app.work().await;
        let import = done(self.one.get(&path).await)?;
        if import["counts"]["failed"] != 0 || import["state"] != "applied" {
            return Err(No::Refused(import["counts"].to_string()));
        }
        Ok(())
    }

    /// Credits follow whoever has moved.
    async fn settle(&mut self) {
        if std::mem::take(&mut self.moved) {
            self.app.work().await;
        }
    }

    /// Tries a period: the run.
    pub async fn try_period(&mut self, period: &str) -> Result<Value, String> {
        self.settle().await;
        self.post("/api/incentives/runs", json!({ "plan_id": self.plan, "period": period })).await
    }

    /// Takes a run from its trial to the lock.
    pub async fn lock(&self, run: &Value) -> Result<(), String> {
        let mut seen = version(run);
        let steps =
            [("review_lead", &self.one), ("review_finance", &self.two), ("notice", &self.one), ("lock", &self.two)];
        for (verb, by) in steps {
            let path = format!("/api/incentives/runs/{}/{verb}", id(run));
            let answer = done(by.post_seen(&path, seen, json!({})).await).map_err(|no| format!("{path}: {no:?}"))?;
            seen = version(&answer);
        }
        Ok(())
    }
}

fn done(answer: Answer) -> Done<Value> {
    if answer.status.is_success() {
        return Ok(answer.body);
    }
    let said = format!("{} {}", answer.status, answer.body);
    Err(if answer.status.is_server_error() { No::Broken(said) } else { No::Refused(said) })
}

fn version(answer: &Value) -> i64 {
    answer["version"].as_i64().unwrap()
}

fn lines(order: &Value) -> Vec<String> {
    order["lines"].as_array().unwrap().iter().map(|line| text(&line["id"])).collect()
}

fn paper(answer: &Value, day: Day, minor: i64, of: Option<usize>, order: Option<usize>) -> Paper {
    Paper { id: id(answer), version: version(answer), day, minor, of, order, cancelled: false }
}
