//! The way from a component's `kind` to the keys of that kind.

use super::reader::{Entry, Reader, Table};
use crate::plan::language::keys_of_kinds;
use crate::plan::model::{Edge, Kind};

#[derive(Clone, Copy)]
enum KindWord {
    Attainment,
    Commission,
    Matrix,
    Scorecard,
    Ranking,
    Pool,
    PerEvent,
    Project,
    Override,
}

const KINDS: [(&str, KindWord); 9] = [
    ("attainment", KindWord::Attainment),
    ("commission", KindWord::Commission),
    ("matrix", KindWord::Matrix),
    ("scorecard", KindWord::Scorecard),
    ("ranking", KindWord::Ranking),
    ("pool", KindWord::Pool),
    ("per_event", KindWord::PerEvent),
    ("project", KindWord::Project),
    ("override", KindWord::Override),
];

impl Reader<'_> {
    pub(super) fn kind(&mut self, entry: &Entry<'_>, table: &mut Table<'_>, edge: Edge) -> Option<Kind> {
        let Some(word) = self.choice(entry, &KINDS) else {
            for key in keys_of_kinds() {
                table.take(key);
            }
            return None;
        };
        match word {
            KindWord::Attainment => self.attainment(table, edge).map(Kind::Attainment),
            KindWord::Commission => self.commission(table, edge).map(Kind::Commission),
            KindWord::Matrix => self.matrix(table, edge).map(Kind::Matrix),
            KindWord::Scorecard => self.scorecard(table, edge).map(Kind::Scorecard),
            KindWord::Ranking => self.ranking(table).map(Kind::Ranking),
            KindWord::Pool => self.pool(table).map(Kind::Pool),
            KindWord::PerEvent => self.per_event(table).map(Kind::PerEvent),
            KindWord::Project => Some(Kind::Project),
            KindWord::Override => self.overriding(table, edge).map(Kind::Override),
        }
    }
}
