//! A sequence played, with every law looked at after every step.

use std::collections::BTreeMap;

use beichen_engine::day::Day;
use beichen_testkit::TestApp;

use super::book::{self, Said};
use super::dice::Dice;
use super::facts::{self, Fact, MONTHS, QUARTERS};
use super::lawful::{balances, made_once, same_as_fresh, sums};
use super::plans::{self, Drawn};
use super::world::{No, World};

/// What is done next; a fact is drawn from its own seed, so that leaving other steps out changes it little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Fact(u64),
    /// Tries a kind's open period twice.
    Try(&'static str),
    Lock(&'static str),
}

/// A whole sequence.
#[derive(Debug, Clone)]
pub struct Case {
    pub seed: u64,
    pub drawn: Drawn,
    people: usize,
    pub steps: Vec<Step>,
}

/// What was seen on the way, so that a test can say that it was not idle.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub sequences: usize,
    pub facts: usize,
    pub refused: BTreeMap<String, usize>,
    pub approvals: usize,
    pub locks: usize,
    /// Lines of locked runs and of last trials that pay something.
    pub paying: usize,
    pub adjustments: usize,
    pub flags: usize,
    pub owing: usize,
    /// People with something held, with draws that they owe, with something that a ladder took.
    pub held: usize,
    pub drawn: usize,
    pub clawed: usize,
    /// Lines that pay a lead for those below.
    pub led: usize,
    /// Balances that were written off or settled.
    pub decided: usize,
    pub undone: usize,
}

impl Tally {
    fn see(&mut self, said: &Said) {
        self.paying += said.lines.values().filter(|moved| moved.payable != 0).count();
        self.held += said.balances.values().filter(|own| own.held != 0).count();
        self.drawn += said.balances.values().filter(|own| own.drawn != 0).count();
        self.clawed += said.balances.values().filter(|own| own.clawed != 0).count();
        self.led += said.led;
        self.adjustments += said.made().count();
        self.flags += said.differences.len() - said.made().count();
        self.owing += said.people.values().filter(|paid| paid.owed > 0).count();
    }

    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.sequences, other.sequences),
            (&mut self.facts, other.facts),
            (&mut self.approvals, other.approvals),
            (&mut self.locks, other.locks),
            (&mut self.paying, other.paying),
            (&mut self.adjustments, other.adjustments),
            (&mut self.flags, other.flags),
            (&mut self.owing, other.owing),
            (&mut self.held, other.held),
            (&mut self.drawn, other.drawn),
            (&mut self.clawed, other.clawed),
            (&mut self.led, other.led),
            (&mut self.decided, other.decided),
            (&mut self.undone, other.undone),
        ] {
            *mine += theirs;
        }
        for (code, count) in &other.refused {
            *self.refused.entry(code.clone()).or_default() += count;
        }
    }
}

impl Case {
    pub fn of(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let drawn = plans::draw(&mut dice);
        let people = 3 + dice.below(3);
        let mut steps: Vec<Step> = (0..9).map(|_| Step::Fact(dice.throw())).collect();
        steps.extend(drawn.kinds.iter().map(|kind| Step::Lock(kind)));
        for _ in 0..22 {
            let kind = dice.pick(&drawn.kinds);
            steps.push(match dice.below(100) {
                0..=72 => Step::Fact(dice.throw()),
                73..=81 => Step::Try(kind),
                _ => Step::Lock(kind),
            });
        }
        Self { seed, drawn, people, steps }
    }

    /// What is known before the first step: fields, coefficients, goals.
    fn beginning(&self) -> Vec<Fact> {
        let mut dice = Dice::new(self.seed ^ 0x5EED);
        let first = Day::from_ymd(2025, 9, 1).unwrap();
        let mut known = Vec::new();
        for person in 0..self.people {
            known.push(Fact::Field { person, key: "pct", value: "4%".to_owned(), from: first });
            known.push(Fact::Field { person, key: "bonus", value: "2500.00".to_owned(), from: first });
        }
        let leads = [(0, 2), (1, 1), (2, 0)];
        known.extend(leads.map(|(unit, lead)| Fact::Lead { unit, lead: Some(lead), from: first }));
        known.retain(|fact| match fact {
            Fact::Field { key, .. } => self.text().contains(key),
            _ => true,
        });
        if self.drawn.has_coefficients {
            known.push(Fact::Coefficient { person: None, period: "2025-10".to_owned(), value: "1.2" });
            known.push(Fact::Coefficient { person: Some(0), period: "2025-Q4".to_owned(), value: "0.9" });
        }
        if self.drawn.has_goals {
            for measure in &self.drawn.measures {
                for kind in &self.drawn.kinds {
                    for period in if *kind == "month" { &MONTHS[..3] } else { &QUARTERS[..1] } {
                        let of = (0..self.people).map(|person| (person, dice.between(2, 20) * 50_000)).collect();
                        let basis = dice.pick(&["full", "final"]);
                        known.push(Fact::Goals { measure: measure.clone(), period: (*period).to_owned(), basis, of });
                    }
                }
            }
        }
        known
    }

    fn text(&self) -> String {
        format!("{}{}", self.drawn.first, self.drawn.second.as_ref().map(|(text, _)| text.as_str()).unwrap_or_default())
    }

    async fn world(&self, app: &TestApp) -> Result<World, String> {
        World::found(TestApp::like(app).await, &self.drawn, self.people).await
    }
}

/// The main calculation on its way.
struct Play {
    world: World,
    /// What was accepted, in order: the facts of the fresh calculation.
    known: Vec<Fact>,
    /// By kind: the locked runs, oldest first.
    locked: BTreeMap<&'static str, Vec<Said>>,
    ink: BTreeMap<String, String>,
    /// When balances are decided: never, after a lock, or between a trial and its lock.
    decides: Decides,
    /// What was written off or settled, by kind and person.
    decided: BTreeMap<(String, String), i64>,
    tally: Tally,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decides {
    Never,
    AfterLock,
    BeforeLock,
}

/// Plays a sequence and its fresh calculation; the error says which law is broken, and how.
pub async fn play(case: &Case, app: &TestApp) -> Result<Tally, String> {
    let mut world = case.world(app).await?;
    let mut known = Vec::new();
    let mut begun = false;
    for fact in case.beginning() {
        // Coefficients are known to a plan by their keys, goals by the measures that come with it.
        if matches!(fact, Fact::Goals { .. }) && !begun {
            world.adopt().await?;
            begun = true;
        }
        must(&mut world, &fact).await?;
        known.push(fact);
    }
    if !begun {
        world.adopt().await?;
    }
    let locked = case.drawn.kinds.iter().map(|kind| (*kind, Vec::new())).collect();
    let decides = match case.seed / 6 % 3 {
        0 => Decides::Never,
        1 => Decides::AfterLock,
        _ => Decides::BeforeLock,
    };
    let (ink, decided) = (BTreeMap::new(), BTreeMap::new());
    let mut play = Play { world, known, locked, ink, decides, decided, tally: Tally::default() };
    for (place, step) in case.steps.iter().enumerate() {
        play.step(step).await.map_err(|law| format!("step {place}, {step:?}: {law}"))?;
        let now = book::ink(&play.world).await;
        if now != play.ink {
            return Err(format!("step {place}, {step:?}: a locked statement has changed: {:?} {now:?}", play.ink));
        }
    }
    let mut last = BTreeMap::new();
    for kind in &case.drawn.kinds {
        let said = play.tried(kind).await?;
        play.tally.see(&said);
        last.insert(*kind, said);
    }
    let fresh = play.fresh(case, app).await?;
    for kind in &case.drawn.kinds {
        let decided = play.decided_of(kind);
        same_as_fresh(&play.locked[kind], &last[kind], &fresh[kind], &decided)
            .map_err(|law| format!("{kind}: {law}"))?;
    }
    play.undo(case).await?;
    if case.seed % 50 < 6 {
        play.world.app.check_statements();
    }
    play.tally.sequences = 1;
    play.tally.approvals = play.world.approvals;
    Ok(play.tally)
}

/// A fact that must be accepted.
async fn must(world: &mut World, fact: &Fact) -> Result<(), String> {
    world.make_known(fact).await.map_err(|no| format!("{fact:?}: {no:?}"))
}

impl Play {
    async fn step(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Fact(seed) => {
                let fact = facts::draw(&mut Dice::new(*seed), &self.world);
                match self.world.make_known(&fact).await {
                    Ok(()) => {
                        self.tally.facts += 1;
                        self.known.push(fact);
                    }
                    Err(No::Refused(said)) => {
                        let code = said.split("\"code\":\"").nth(1).and_then(|rest| rest.split('"').next());
                        *self.tally.refused.entry(code.unwrap_or(&said).to_owned()).or_default() += 1;
                    }
                    Err(No::Broken(said)) => return Err(format!("{fact:?}: {said}")),
                }
            }
            Step::Try(kind) => {
                let (first, second) = (self.tried(kind).await?, self.tried(kind).await?);
                if first != second {
                    return Err(format!("(b) a second trial says something else: {first:?} {second:?}"));
                }
            }
            Step::Lock(kind) => self.lock(kind).await?,
        }
        Ok(())
    }

    /// How many months are locked.
    fn months(&self) -> i32 {
        i32::try_from(self.locked.get("month").map_or(0, Vec::len)).unwrap()
    }

    fn open(&self, kind: &str) -> &'static str {
        let place = self.locked[kind].len();
        if kind == "month" { MONTHS[place.min(6)] } else { QUARTERS[place.min(2)] }
    }

    /// Locks the open period of a kind, unless the calendar of the test is at its end.
    async fn lock(&mut self, kind: &'static str) -> Result<(), String> {
        let most = if kind == "month" { 6 } else { 2 };
        if self.locked[kind].len() >= most {
            return Ok(());
        }
        let period = self.open(kind);
        let run = self.world.try_period(period).await?;
        let tried = self.said(kind, &run["hash"], period).await?;
        if self.decides == Decides::BeforeLock {
            self.decide().await?;
        }
        self.world.lock(&run).await?;
        let locked = self.said(kind, &run["hash"], period).await?;
        if locked != tried {
            return Err(format!("the lock says something else than its trial: {tried:?} {locked:?}"));
        }
        self.tally.locks += 1;
        self.tally.see(&locked);
        self.locked.get_mut(kind).unwrap().push(locked);
        let ink = book::ink(&self.world).await;
        for (period, hash) in &self.ink {
            if ink.get(period) != Some(hash) {
                return Err(format!("the lock has changed {period}"));
            }
        }
        self.ink = ink;
        if self.decides == Decides::AfterLock {
            self.decide().await?;
        }
        let next = self.tried(kind).await?;
        if let Some(again) = next.made().next() {
            return Err(format!("(b) the trial after a lock without new facts: {again:?}"));
        }
        Ok(())
    }

    /// Two people write off or settle every balance that waits.
    async fn decide(&mut self) -> Result<(), String> {
        for (kind, person, minor) in self.world.decide_balances().await? {
            *self.decided.entry((kind, person)).or_default() += minor;
            self.tally.decided += 1;
        }
        Ok(())
    }

    fn decided_of(&self, kind: &str) -> BTreeMap<String, i64> {
        let of_kind = self.decided.iter().filter(|((of, _), _)| of == kind);
        of_kind.map(|((_, person), minor)| (person.clone(), *minor)).collect()
    }

    /// Tries the open period of a kind and looks at what it says by itself.
    async fn tried(&mut self, kind: &str) -> Result<Said, String> {
        let period = self.open(kind);
        let run = self.world.try_period(period).await?;
        self.said(kind, &run["hash"], period).await
    }

    async fn said(&self, kind: &str, hash: &serde_json::Value, period: &str) -> Result<Said, String> {
        let mut said = book::read(&self.world, period).await;
        hash.as_str().unwrap_or_default().clone_into(&mut said.hash);
        let locked = &self.locked[kind];
        balances(&said, locked.last()).map_err(|law| format!("(e) {period}: {law}: {said:?}"))?;
        made_once(&said, locked).map_err(|law| format!("(c) {period}: {law}: {said:?}"))?;
        Ok(said)
    }

    /// The same facts in an empty database, and only then every period that was tried, locked once and oldest first.
    async fn fresh(&self, case: &Case, app: &TestApp) -> Result<BTreeMap<&'static str, Vec<Said>>, String> {
        let mut world = case.world(app).await?;
        let mut begun = false;
        for fact in &self.known {
            if !begun && !matches!(fact, Fact::Field { .. } | Fact::Lead { .. } | Fact::Coefficient { .. }) {
                world.adopt().await?;
                begun = true;
            }
            must(&mut world, fact).await.map_err(|no| format!("the fresh calculation refuses {no}"))?;
        }
        if !begun {
            world.adopt().await?;
        }
        let mut fresh = BTreeMap::new();
        for (kind, locked) in &self.locked {
            let mut said = Vec::new();
            for run in locked {
                let tried = world.try_period(&run.period).await?;
                world.lock(&tried).await?;
                said.push(book::read(&world, &run.period).await);
            }
            let open = self.open(kind);
            world.try_period(open).await?;
            said.push(book::read(&world, open).await);
            if let Some(difference) = said.iter().flat_map(|said| &said.differences).next() {
                return Err(format!("nothing was late, and yet: {difference:?}"));
            }
            fresh.insert(*kind, said);
        }
        Ok(fresh)
    }

    /// Law (d): everything is given back and cancelled.
    async fn undo(&mut self, case: &Case) -> Result<(), String> {
        let drawn = &case.drawn;
        let is_bounded = drawn.is_plain;
        if !drawn.pays_nothing_for_nothing {
            return Ok(());
        }
        if drawn.refunds_on_their_own_day {
            // A refund of a later month than the last trial's has not been counted yet.
            let open = Day::from_ymd(2025, 10, 1).unwrap().plus_months(self.months() + 1);
            for at in 0..self.world.refunds.len() {
                let refund = &self.world.refunds[at];
                if !refund.cancelled && (!is_bounded || refund.day >= open) {
                    must(&mut self.world, &Fact::CancelRefund(at)).await?;
                }
            }
        }
        let last = Day::from_ymd(2026, 4, 30).unwrap();
        for at in 0..self.world.payments.len() {
            let (payment, left) = (self.world.payments[at].clone(), self.world.left(at));
            if payment.cancelled || left <= 0 {
                continue;
            }
            let day = if drawn.refunds_on_their_own_day { payment.day } else { last.max(payment.day) };
            must(&mut self.world, &Fact::Refund { payment: at, day, minor: left }).await?;
        }
        for at in 0..self.world.orders.len() {
            if !self.world.orders[at].cancelled {
                must(&mut self.world, &Fact::CancelOrder(at)).await?;
            }
        }
        for kind in &drawn.kinds {
            let last = self.tried(kind).await?;
            let sums = sums(&self.locked[kind], &last, &self.decided_of(kind));
            // A fixed rate takes back what it gave; each line of each month may be rounded by half a fen.
            let roundings = drawn.first.matches("[[component]]").count() * (self.locked[kind].len() + 1);
            let most = if is_bounded { i64::try_from(roundings / 2).unwrap() } else { 0 };
            if let Some((person, sum)) = sums.iter().find(|(_, sum)| sum.abs() > most) {
                return Err(format!("(d) {kind}: everything is undone, and {person} stands at {sum}: {last:?}"));
            }
        }
        self.tally.undone = 1;
        Ok(())
    }
}
