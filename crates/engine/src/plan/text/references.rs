//! Components that name another one: it must be there, paid for the same periods, and never lead back.

use toml::Spanned;
use toml::de::DeValue;

use super::key_of;
use super::reader::{Reader, Value};
use crate::plan::model::{Component, Kind};
use crate::plan::near::proposal;

impl Reader<'_> {
    /// Checks what each component names; `items` are the tables behind them, also of those that could not be read.
    pub(super) fn check_references(&mut self, items: &[Spanned<DeValue<'_>>], components: &[Component]) {
        for component in components {
            let Some(named) = component.kind.names() else { continue };
            let item = items.iter().find(|item| key_of(item.get_ref()) == Some(&component.key));
            let Some(place) = item.and_then(place_of_name) else { continue };
            match components.iter().find(|other| other.key == named) {
                Some(other) => self.check_reference(place, component, other, components),
                None if items.iter().any(|item| key_of(item.get_ref()) == Some(named)) => {} // wrong itself
                None => {
                    let keys = items.iter().filter_map(|item| key_of(item.get_ref()));
                    let fix = format!("\"{}\"", proposal(named, keys.filter(|key| *key != component.key)));
                    self.error("incentives.plan.unknown_component", place.span(), fix, &[("component", named)]);
                }
            }
        }
    }

    fn check_reference(&mut self, place: Value<'_>, component: &Component, named: &Component, all: &[Component]) {
        let is_pool = matches!(component.kind, Kind::Pool(_));
        let own = component.key.as_str();
        let others = || all.iter().filter(|other| other.key != own && other.period == component.period);
        if is_pool && !matches!(named.kind, Kind::Scorecard(_)) {
            let scorecards = others().filter(|other| matches!(other.kind, Kind::Scorecard(_)));
            let fix = format!("\"{}\"", proposal(&named.key, scorecards.map(|other| other.key.as_str())));
            self.error("incentives.plan.not_scorecard", place.span(), fix, &[("component", &named.key)]);
        } else if named.period != component.period {
            let fix = format!("period = \"{}\"", named.period.key());
            let params = [("component", named.key.as_str()), ("period", component.period.key())];
            self.error("incentives.plan.other_period", place.span(), fix, &params);
        } else if leads_back(component, all) {
            let fix = format!(
                "\"{}\"",
                proposal("", others().filter(|other| !leads_back(other, all)).map(|other| other.key.as_str()))
            );
            self.error("incentives.plan.circle", place.span(), fix, &[("key", "component"), ("value", own)]);
        }
    }
}

/// Where the text names it.
fn place_of_name<'v>(item: &'v Spanned<DeValue<'v>>) -> Option<Value<'v>> {
    let table = item.get_ref();
    table.get("component").or_else(|| table.get("share").and_then(|share| share.get_ref().get("score")))
}

/// Whether following the names comes back to the component.
fn leads_back(component: &Component, all: &[Component]) -> bool {
    let mut at = component.kind.names();
    for _ in all {
        let Some(key) = at else { return false };
        if key == component.key {
            return true;
        }
        at = all.iter().find(|other| other.key == key).and_then(|other| other.kind.names());
    }
    false
}
