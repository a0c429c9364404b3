//! People as a calculation sees them: facts by days, coefficients, goals, credits.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use beichen_engine::calculate::{Coefficient, CoefficientScope, Credit, Goal, Membership, Person, Segment};
use beichen_engine::day::{Day, DayRange};
use beichen_engine::plan::Plan;
use beichen_engine::plan::expression::FactValue;
use beichen_engine::plan::model::GoalBasis;
use beichen_goals::api as goals;
use beichen_kernel::{Id, MemberId, Result, UnitId};
use beichen_people::api::{self as people, Assignment, DatedValue, FieldValue, Member, UnitSpan, UnitTree};
use beichen_store::Tx;
use uuid::Uuid;

use crate::trial::model::key;

/// Everybody with what holds for them on some days.
pub struct Roster {
    days: DayRange,
    members: Vec<Member>,
    assignments: HashMap<MemberId, Vec<Assignment>>,
    unit_codes: HashMap<UnitId, String>,
    spans: Vec<UnitSpan>,
    member_values: Dated,
    grade_values: Dated,
    grade_ids: HashMap<String, Uuid>,
    variable_pay: HashMap<MemberId, Vec<(Day, i64)>>,
    coefficients: Vec<people::Coefficient>,
}

/// Values by subject, field key and day.
#[derive(Default)]
struct Dated(HashMap<Uuid, BTreeMap<String, Vec<(Day, FactValue)>>>);

impl Roster {
    pub async fn load(tx: &Tx<'_>, days: DayRange) -> Result<Self> {
        let mut assignments: HashMap<MemberId, Vec<Assignment>> = HashMap::new();
        for row in people::assignments(tx, days).await? {
            assignments.entry(row.member).or_default().push(row);
        }
        let mut variable_pay: HashMap<MemberId, Vec<(Day, i64)>> = HashMap::new();
        for (member, from, minor) in people::variable_pay(tx).await? {
            variable_pay.entry(member).or_default().push((from, minor));
        }
        let member_fields = keys(people::fields(tx, people::Entity::Member).await?);
        let grade_fields = keys(people::fields(tx, people::Entity::Grade).await?);
        Ok(Self {
            days,
            members: people::members(tx).await?,
            assignments,
            unit_codes: people::units(tx).await?.into_iter().map(|unit| (unit.id, unit.code)).collect(),
            spans: people::unit_spans(tx).await?,
            member_values: Dated::of(people::field_values(tx, people::Entity::Member).await?, &member_fields),
            grade_values: Dated::of(people::grade_values(tx).await?, &grade_fields),
            grade_ids: people::grades(tx).await?.into_iter().map(|grade| (grade.code, grade.id.uuid())).collect(),
            variable_pay,
            coefficients: people::coefficients(tx, days).await?,
        })
    }

    /// The unit of everybody on a day.
    pub fn units_on(&self, day: Day) -> BTreeMap<Uuid, Option<UnitId>> {
        let unit = |member: &Member| {
            let rows = self.assignments.get(&member.id)?;
            rows.iter().find(|row| row.days.contains(day)).map(|row| row.unit)
        };
        self.members.iter().map(|member| (member.id.uuid(), unit(member))).collect()
    }

    /// The people of a calculation. `credits` by person.
    pub async fn people(
        &self,
        tx: &Tx<'_>,
        plans: &[&Plan],
        mut credits: HashMap<MemberId, Vec<Credit>>,
    ) -> Result<Vec<Person>> {
        let mut goals = self.goals(tx, plans).await?;
        let trees = Trees::of(&self.spans, self.days, &self.unit_codes);
        let people = self.members.iter().map(|member| {
            let segments = self.segments(member, &trees);
            Person {
                id: key(member.id.uuid()),
                code: member.code.clone(),
                membership: Membership::ByWho,
                coefficients: self.coefficients_of(member, &segments),
                segments,
                goals: goals.remove(&member.id).unwrap_or_default(),
                credits: credits.remove(&member.id).unwrap_or_default(),
                ratings: Vec::new(),
                awards: Vec::new(),
            }
        });
        Ok(people.filter(|person| !person.segments.is_empty() || !person.credits.is_empty()).collect())
    }

    /// The goals of the plans' measures in their one calendar.
    async fn goals(&self, tx: &Tx<'_>, plans: &[&Plan]) -> Result<HashMap<MemberId, Vec<Goal>>> {
        let measures = super::measures(plans);
        let calendar = plans.first().map_or("", |plan| &plan.calendar);
        let mut found: HashMap<MemberId, Vec<Goal>> = HashMap::new();
        for goal in goals::published(tx, &measures, calendar, self.days).await? {
            let goals::Subject::Member(member) = goal.subject else { continue };
            let of_member = found.entry(member).or_default();
            let same = |other: &&mut Goal| other.measure == goal.measure && other.days == goal.period.days;
            let slot = match of_member.iter_mut().find(same) {
                Some(slot) => slot,
                None => {
                    of_member.push(Goal {
                        measure: goal.measure.clone(),
                        days: goal.period.days,
                        basis: basis(goal.basis),
                        goal: None,
                        sprint: None,
                        challenge: None,
                    });
                    let Some(slot) = of_member.last_mut() else { continue };
                    slot
                }
            };
            match goal.level {
                goals::Level::Goal => (slot.goal, slot.basis) = (Some(goal.amount), basis(goal.basis)),
                goals::Level::Sprint => slot.sprint = Some(goal.amount),
                goals::Level::Challenge => slot.challenge = Some(goal.amount),
            }
        }
        Ok(found)
    }

    /// The facts of a person, cut wherever one of them changes.
    fn segments(&self, member: &Member, trees: &Trees) -> Vec<Segment> {
        let last = member.left_on.map_or(Day::MAX, |left_on| left_on.plus_days(1));
        let here = self.days.intersect(DayRange::new(member.joined_on, last));
        if here.is_empty() {
            return Vec::new();
        }
        let rows = self.assignments.get(&member.id).map(Vec::as_slice).unwrap_or_default();
        let pay = self.variable_pay.get(&member.id).map(Vec::as_slice).unwrap_or_default();
        let mut cuts: BTreeSet<Day> = BTreeSet::from([here.from]);
        cuts.extend(rows.iter().flat_map(|row| [row.days.from, row.days.end]));
        cuts.extend(trees.cuts());
        cuts.extend(pay.iter().map(|&(from, _)| from));
        cuts.extend(self.member_values.days_of(member.id.uuid()));
        let grades = rows.iter().filter_map(|row| self.grade_ids.get(row.grade.as_deref()?));
        cuts.extend(grades.flat_map(|&grade| self.grade_values.days_of(grade)));
        cuts.retain(|&day| here.contains(day));
        let ends = cuts.iter().skip(1).copied().chain([here.end]);
        let ranges: Vec<DayRange> =
            cuts.iter().copied().zip(ends).map(|(from, end)| DayRange::new(from, end)).collect();
        ranges.into_iter().map(|days| self.segment(member, rows, days, trees)).collect()
    }

    fn segment(&self, member: &Member, rows: &[Assignment], days: DayRange, trees: &Trees) -> Segment {
        let row = rows.iter().find(|row| row.days.contains(days.from));
        let grade = row.and_then(|row| row.grade.clone()).unwrap_or_default();
        let pay = self.variable_pay.get(&member.id);
        Segment {
            days,
            units: row.map(|row| trees.path(row.unit, days.from)).unwrap_or_default(),
            leads: row.map(|row| trees.leads(row.unit, days.from, member.id)).unwrap_or_default(),
            position: row.and_then(|row| row.position.clone()).unwrap_or_default(),
            joined_on: Some(member.joined_on),
            months_served: None,
            variable_pay: pay
                .and_then(|pay| pay.iter().rev().find(|(from, _)| *from <= days.from))
                .map(|&(_, minor)| minor),
            fields: self.member_values.on(member.id.uuid(), days.from),
            grade_values: self.grade_ids.get(&grade).map(|&id| self.grade_values.on(id, days.from)).unwrap_or_default(),
            grade,
        }
    }

    /// Those of the company, of the person, and of every unit that the person is in or below.
    fn coefficients_of(&self, member: &Member, segments: &[Segment]) -> Vec<Coefficient> {
        let units: BTreeSet<&String> = segments.iter().flat_map(|segment| &segment.units).collect();
        let own = |one: &people::Coefficient| {
            let scope = match one.scope {
                people::CoefficientScope::Company => CoefficientScope::Company,
                people::CoefficientScope::Person if one.subject == member.id.uuid() => CoefficientScope::Person,
                people::CoefficientScope::Person => return None,
                people::CoefficientScope::Unit => {
                    let code = self.unit_codes.get(&UnitId::from(one.subject))?;
                    CoefficientScope::Unit(units.get(code).map(|code| (*code).clone())?)
                }
            };
            Some(Coefficient { key: one.key.clone(), scope, days: one.days, value: one.value })
        };
        self.coefficients.iter().filter_map(own).collect()
    }
}

const fn basis(basis: goals::Basis) -> GoalBasis {
    match basis {
        goals::Basis::Full => GoalBasis::Full,
        goals::Basis::Final => GoalBasis::Final,
    }
}

fn keys(fields: Vec<people::Field>) -> HashMap<people::FieldId, String> {
    fields.into_iter().map(|field| (field.id, field.key)).collect()
}

impl Dated {
    fn of(values: Vec<DatedValue>, keys: &HashMap<people::FieldId, String>) -> Self {
        let mut dated = Self::default();
        for value in values {
            let Some(key) = keys.get(&value.field) else { continue };
            let of_field = dated.0.entry(value.subject).or_default().entry(key.clone()).or_default();
            of_field.push((value.from, fact(value.value)));
            of_field.sort_by_key(|&(from, _)| from);
        }
        dated
    }

    fn days_of(&self, subject: Uuid) -> Vec<Day> {
        let fields = self.0.get(&subject).into_iter().flat_map(BTreeMap::values);
        fields.flatten().map(|&(from, _)| from).collect()
    }

    fn on(&self, subject: Uuid, day: Day) -> BTreeMap<String, FactValue> {
        let mut facts = BTreeMap::new();
        for (key, values) in self.0.get(&subject).into_iter().flatten() {
            if let Some((_, value)) = values.iter().rev().find(|(from, _)| *from <= day) {
                facts.insert(key.clone(), value.clone());
            }
        }
        facts
    }
}

fn fact(value: FieldValue) -> FactValue {
    match value {
        FieldValue::Money(minor) => FactValue::Money(minor),
        FieldValue::Rate(rate) => FactValue::Rate(rate),
        FieldValue::Number(number) => FactValue::Integer(number),
        FieldValue::Text(text) | FieldValue::Choice(text) => FactValue::Text(text),
        FieldValue::Day(day) => FactValue::Day(day),
    }
}

/// The tree on each stretch of days between its changes.
struct Trees(Vec<(Day, HashMap<UnitId, Above>)>);

/// A unit and all above it, the own one first: their codes, and who leads them.
#[derive(Default)]
struct Above {
    codes: Vec<String>,
    leaders: Vec<MemberId>,
}

impl Trees {
    fn of(spans: &[UnitSpan], days: DayRange, codes: &HashMap<UnitId, String>) -> Self {
        let mut cuts: BTreeSet<Day> = spans.iter().flat_map(|span| [span.days.from, span.days.end]).collect();
        cuts.retain(|&day| days.contains(day));
        cuts.insert(days.from);
        let paths = |day: Day| {
            let tree = UnitTree::on(day, spans);
            let above = |unit| {
                let path = tree.path(unit);
                Above {
                    codes: path.iter().filter_map(|unit| codes.get(unit).cloned()).collect(),
                    leaders: path.iter().filter_map(|&unit| tree.leader(unit)).collect(),
                }
            };
            tree.units().map(|unit| (unit, above(unit))).collect()
        };
        Self(cuts.into_iter().map(|day| (day, paths(day))).collect())
    }

    fn cuts(&self) -> impl Iterator<Item = Day> + '_ {
        self.0.iter().map(|&(day, _)| day)
    }

    /// Codes of a unit and of all above it, the own one first.
    fn path(&self, unit: UnitId, day: Day) -> Vec<String> {
        self.above(unit, day).map(|above| above.codes.clone()).unwrap_or_default()
    }

    /// Keys of those who lead these units, the nearest first, without the person.
    fn leads(&self, unit: UnitId, day: Day, person: MemberId) -> Vec<String> {
        let leaders = self.above(unit, day).into_iter().flat_map(|above| &above.leaders);
        leaders.filter(|leader| **leader != person).map(|leader| key(leader.uuid())).collect()
    }

    fn above(&self, unit: UnitId, day: Day) -> Option<&Above> {
        let tree = self.0.iter().rev().find(|(from, _)| *from <= day);
        tree.and_then(|(_, units)| units.get(&unit))
    }
}
