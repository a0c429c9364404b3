//! What the people below each lead bring: their credits, or the parts of their lines, by who stood above on the day.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calculate::crowd::{Attendee, Crowd, Other, Others, Outcomes};
use crate::calculate::inputs::{Credit, Person, Segment};
use crate::calculate::run::Line;
use crate::day::{Day, DayRange};
use crate::plan::model::{Component, Depth, Overridden, Override};

/// One thing that somebody below brings.
#[derive(Debug, Clone)]
pub(crate) struct Brought<'r> {
    /// Id of who brings it.
    pub person: &'r str,
    /// Empty where no document is behind it.
    pub document: Arc<str>,
    /// The refund that it is, where it is one.
    pub refund: Option<Arc<str>>,
    pub measure: Arc<str>,
    /// In the measure's units.
    pub credited: i128,
    /// What the rates apply to, in minor units.
    pub amount: i128,
    /// The day that says who stood above; a refund's is that of the credit that it takes back.
    day: Day,
    /// Its place among others of a run.
    order: (Day, (i64, i64)),
}

/// What is brought to each lead on the lead's days in the component.
pub(crate) fn brought<'r, 'a>(
    crowd: &Crowd<'r, 'a>,
    component: &'a Component,
    kind: &'a Override,
    reckoned: &Outcomes<'_>,
) -> Others<'r> {
    let mut found = Others::new();
    let leads: BTreeMap<&str, &Attendee<'r>> =
        crowd.people.iter().map(|attendee| (attendee.person.id.as_str(), attendee)).collect();
    for (place, attendee) in crowd.people.iter().enumerate() {
        let brings = match &kind.of {
            Overridden::Credits(measure) => credits(crowd, attendee, measure),
            Overridden::Pay(key) => {
                let line = reckoned.get(key.as_str()).and_then(|row| row.get(place)?.line.as_ref());
                line.map(|line| pay(crowd, attendee, line)).unwrap_or_default()
            }
        };
        for one in brings {
            for lead in above(attendee.person, one.day, kind.depth).filter_map(|id| leads.get(id)) {
                if lead.days(&component.key).iter().any(|range| range.contains(one.day)) {
                    let below = found.entry(&lead.person.id).or_insert_with(|| Other::Below(Vec::new()));
                    if let Other::Below(list) = below {
                        list.push(one.clone());
                    }
                }
            }
        }
    }
    for other in found.values_mut() {
        if let Other::Below(list) = other {
            list.sort_by(|a, b| a.key().cmp(&b.key()));
        }
    }
    found
}

impl Brought<'_> {
    fn key(&self) -> (Day, (i64, i64), &str, &str, i128) {
        (self.order.0, self.order.1, &self.document, self.person, self.amount)
    }
}

/// Who stands above somebody on a day, each once and never the person.
fn above(person: &Person, day: Day, depth: Depth) -> impl Iterator<Item = &str> {
    let segment = person.segments.iter().find(|segment| segment.days.contains(day));
    segment.into_iter().flat_map(move |segment| above_in(person, segment, depth))
}

/// Who stands above somebody on the days of these facts, each once and never the person.
pub(crate) fn above_in<'p>(person: &'p Person, segment: &'p Segment, depth: Depth) -> impl Iterator<Item = &'p str> {
    let leads = segment.leads.as_slice();
    let most = match depth {
        Depth::All => usize::MAX,
        Depth::Nearest => 1,
    };
    let is_new = move |(place, lead): &(usize, &String)| {
        **lead != person.id && !leads.iter().take(*place).any(|earlier| earlier == *lead)
    };
    leads.iter().enumerate().filter(is_new).map(|(_, lead)| lead.as_str()).take(most)
}

/// The person's credits of the period, whether or not the person is in the plan.
fn credits<'r>(crowd: &Crowd<'r, '_>, attendee: &Attendee<'r>, measure: &str) -> Vec<Brought<'r>> {
    let always = [DayRange::new(Day::MIN, Day::MAX)];
    let own = attendee.desk.counting(measure, crowd.inputs.timetable.period.days, &always);
    let bring = |credit: &'r Credit| Brought {
        person: &attendee.person.id,
        document: credit.root().clone(),
        refund: credit.of_document.as_ref().map(|_| credit.document.clone()),
        measure: credit.measure.clone(),
        credited: i128::from(credit.amount),
        amount: i128::from(credit.amount),
        day: credit.entitling_day(),
        order: (credit.day, credit.recorded),
    };
    own.into_iter().map(bring).collect()
}

/// The parts of a person's line, each on the day of its document; what no document is behind, and the documents of
/// others, on the person's last day in the component within the period.
fn pay<'r>(crowd: &Crowd<'r, '_>, attendee: &Attendee<'r>, line: &Line) -> Vec<Brought<'r>> {
    let period = crowd.inputs.timetable.period.days;
    let stays = attendee.days(&line.component).iter().filter_map(|range| range.intersect(period).last_day());
    let last = stays.max().unwrap_or(period.from);
    let days = attendee.desk.days_of_documents();
    let bring = |document: &str, measure: &str, credited: i64, part: i64| {
        let day = days.get(&(measure, document)).copied().unwrap_or(last);
        Brought {
            person: &attendee.person.id,
            document: Arc::from(document),
            refund: None,
            measure: Arc::from(measure),
            credited: i128::from(credited),
            amount: i128::from(part),
            day,
            order: (day, (0, 0)),
        }
    };
    let mut found: Vec<Brought<'r>> = line
        .documents
        .iter()
        .map(|part| bring(&part.document, &part.measure, part.credited, part.part_minor))
        .collect();
    if line.unattributed_minor != 0 {
        found.push(bring("", "", 0, line.unattributed_minor));
    }
    found.retain(|one| one.amount != 0);
    found
}
