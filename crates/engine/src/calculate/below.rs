//! What the people below each lead bring: their credits, or the parts of their lines, by who stood above on the day.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calculate::crowd::{Attendee, Crowd, Other, Others, Outcomes};
use crate::calculate::inputs::{Credit, Person, Segment};
use crate::calculate::run::Line;
use crate::calculate::taken::{Brought, Taken};
use crate::day::{Day, DayRange};
use crate::plan::model::{Component, Depth, Overridden, Override};

/// What is brought to each lead on the lead's days in the component.
pub(crate) fn brought<'r, 'a>(
    crowd: &Crowd<'r, 'a>,
    component: &'a Component,
    kind: &'a Override,
    reckoned: &Outcomes<'_>,
) -> Others<'r> {
    if let Some(Taken::Override { below, .. }) = crowd.given(component) {
        return given(crowd, component, below);
    }
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
                if lead.is_in(component, one.day) {
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

/// What is known of people who are not handed in, for their lead who is.
fn given<'r>(crowd: &Crowd<'r, '_>, component: &Component, below: &[Brought]) -> Others<'r> {
    let list = |lead: &Attendee<'_>| below.iter().filter(|one| lead.is_in(component, one.day)).cloned().collect();
    crowd.people.iter().map(|lead| (lead.person.id.as_str(), Other::Below(list(lead)))).collect()
}

/// What is brought to each lead, as a value.
pub(crate) fn taken(others: Others<'_>) -> Vec<Taken> {
    let of_lead = |(lead, other): (&str, Other)| match other {
        Other::Below(below) => Some(Taken::Override { lead: lead.to_owned(), below }),
        Other::Standing(_) | Other::Share(_) => None,
    };
    others.into_iter().filter_map(of_lead).collect()
}

impl Brought {
    fn key(&self) -> (Day, (i64, i64), &str, &str, i64) {
        (self.order.0, self.order.1, &self.document, &self.person, self.amount)
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
fn credits(crowd: &Crowd<'_, '_>, attendee: &Attendee<'_>, measure: &str) -> Vec<Brought> {
    let always = [DayRange::new(Day::MIN, Day::MAX)];
    let own = attendee.desk.counting(measure, crowd.inputs.timetable.period.days, &always);
    let person: Arc<str> = Arc::from(attendee.person.id.as_str());
    let bring = |credit: &Credit| Brought {
        person: person.clone(),
        document: credit.root().clone(),
        refund: credit.of_document.as_ref().map(|_| credit.document.clone()),
        measure: credit.measure.clone(),
        credited: credit.amount,
        amount: credit.amount,
        day: credit.entitling_day(),
        order: (credit.day, credit.recorded),
    };
    own.into_iter().map(bring).collect()
}

/// The parts of a person's line, each on the day of its document; what no document is behind, and the documents of
/// others, on the person's last day in the component within the period.
fn pay(crowd: &Crowd<'_, '_>, attendee: &Attendee<'_>, line: &Line) -> Vec<Brought> {
    let period = crowd.inputs.timetable.period.days;
    let stays = attendee.days(&line.component).iter().filter_map(|range| range.intersect(period).last_day());
    let last = stays.max().unwrap_or(period.from);
    let places = attendee.desk.places_of_documents();
    let person: Arc<str> = Arc::from(attendee.person.id.as_str());
    let bring = |document: &str, measure: &str, credited: i64, part: i64| {
        let order = places.get(&(measure, document)).copied().unwrap_or((last, (0, 0)));
        Brought {
            person: person.clone(),
            document: Arc::from(document),
            refund: None,
            measure: Arc::from(measure),
            credited,
            amount: part,
            day: order.0,
            order,
        }
    };
    let mut found: Vec<Brought> = line
        .documents
        .iter()
        .map(|part| bring(&part.document, &part.measure, part.credited, part.counted_minor()))
        .collect();
    found.push(bring("", "", 0, line.undocumented_minor()));
    found.retain(|one| one.amount != 0);
    found
}
