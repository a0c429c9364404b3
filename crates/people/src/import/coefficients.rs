//! Coefficients as a sheet: key, whose they are, for which period, how much.

use beichen_engine::day::{Day, DayRange};
use beichen_engine::rate::Rate;
use beichen_kernel::{Ctx, Error, Id, Permission, Result};
use beichen_sheets::{Batch, CellError, CellType, Checked, Column, ImportKind, ParsedRow, StagedRow, Verdict};
use beichen_store::{Db, Tx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{blame, staged, unstaged};
use crate::coefficient::model::{Coefficient, CoefficientError, CoefficientScope, natural_period};
use crate::coefficient::{commands, store};
use crate::member::model::MemberError;
use crate::permissions::PEOPLE_PAY_EDIT;
use crate::{member, unit, wire};

const COLUMNS: &[Column] = &[
    Column::required("key", CellType::Code, "people.columns.key"),
    Column::optional("unit", CellType::Code, "people.columns.unit"),
    Column::optional("person", CellType::Code, "people.columns.person"),
    Column::optional("period", CellType::Text, "people.columns.period"),
    Column::optional("from", CellType::Day, "people.columns.from"),
    Column::optional("to", CellType::Day, "people.columns.to"),
    Column::required("value", CellType::Rate, "people.columns.value"),
];

/// Without a unit and without a person, the coefficient is the company's.
pub(super) struct Coefficients;

#[derive(Serialize, Deserialize)]
struct Row {
    key: String,
    scope: String,
    subject: Uuid,
    from: String,
    end: String,
    ppm: i64,
}

impl Row {
    fn coefficient(&self) -> Result<Coefficient> {
        Ok(Coefficient {
            key: self.key.clone(),
            scope: self.scope.parse().map_err(Error::internal)?,
            subject: self.subject,
            days: DayRange::new(wire::day("from", &self.from)?, wire::day("to", &self.end)?),
            value: Rate::from_ppm(self.ppm),
        })
    }
}

async fn subject(tx: &Tx<'_>, row: &ParsedRow) -> Result<(CoefficientScope, Uuid), CellError> {
    let failed = |column: &str| {
        let column = column.to_owned();
        move |error: Error| CellError::of(column, &error)
    };
    match (row.text("unit"), row.text("person")) {
        (Some(_), Some(_)) => Err(CellError::of("person", &CoefficientError::SubjectMissing.into())),
        (None, None) => Ok((CoefficientScope::Company, Uuid::nil())),
        (Some(code), None) => {
            let found = unit::store::find_by_code(tx, code).await.map_err(failed("unit"))?;
            let missing = || CellError::of("unit", &MemberError::UnknownUnit { unit: code.to_owned() }.into());
            Ok((CoefficientScope::Unit, found.ok_or_else(missing)?.id.uuid()))
        }
        (None, Some(code)) => {
            let found = member::store::find_by_code(tx, code).await.map_err(failed("person"))?;
            let missing = || CellError::of("person", &MemberError::UnknownMember { code: code.to_owned() }.into());
            Ok((CoefficientScope::Person, found.ok_or_else(missing)?.id.uuid()))
        }
    }
}

fn days(row: &ParsedRow) -> Result<DayRange, CellError> {
    let refuse = |column: &str, error: CoefficientError| CellError::of(column, &error.into());
    if let Some(period) = row.text("period") {
        return natural_period(period).map_err(|error| refuse("period", error));
    }
    let (Some(from), Some(to)) = (row.day("from"), row.day("to")) else {
        return Err(refuse("period", CoefficientError::DaysMissing));
    };
    let days = DayRange::including(from, to);
    if days.is_empty() { Err(refuse("to", CoefficientError::EndsBeforeItBegins)) } else { Ok(days) }
}

async fn read(tx: &Tx<'_>, row: &ParsedRow) -> Result<Row, CellError> {
    let (scope, subject) = subject(tx, row).await?;
    let days = days(row)?;
    let ppm = row.rate("value").map(Rate::ppm).unwrap_or_default();
    if ppm < 0 {
        return Err(CellError::of("value", &CoefficientError::Negative.into()));
    }
    Ok(Row {
        key: row.text("key").unwrap_or_default().to_owned(),
        scope: scope.to_string(),
        subject,
        from: days.from.to_string(),
        end: days.end.to_string(),
        ppm,
    })
}

#[async_trait::async_trait]
impl ImportKind for Coefficients {
    fn name(&self) -> &'static str {
        "coefficients"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn permission(&self) -> Permission {
        PEOPLE_PAY_EDIT
    }

    fn key(&self, row: &ParsedRow) -> Option<String> {
        let text = |key| row.text(key).unwrap_or_default().to_owned();
        let days = days(row).map(|days| format!("{} {}", days.from, days.end)).unwrap_or_default();
        Some([text("key"), text("unit"), text("person"), days].join(" "))
    }

    async fn check(&self, ctx: &Ctx, db: &Db, _batch: &Batch, rows: &[ParsedRow]) -> Result<Vec<Checked>> {
        let tx = db.read(ctx).await?;
        let known = store::touching(&tx, DayRange::new(Day::MIN, Day::MAX)).await?;
        let mut checked = Vec::with_capacity(rows.len());
        for parsed in rows {
            let row = match read(&tx, parsed).await {
                Ok(row) => row,
                Err(error) => {
                    checked.push(Checked::failed(parsed, vec![error]));
                    continue;
                }
            };
            let wanted = row.coefficient()?;
            let there = known
                .iter()
                .find(|known| known.key == wanted.key && known.subject == wanted.subject && known.days == wanted.days);
            checked.push(match there {
                None => Checked::new(parsed).staging(staged(&row)?),
                Some(there) if *there == wanted => Checked::skip(parsed),
                Some(_) => Checked::update(parsed).staging(staged(&row)?),
            });
        }
        Ok(checked)
    }

    async fn apply_row(&self, tx: &mut Tx<'_>, _batch: &Batch, row: &StagedRow) -> Result<Verdict> {
        let wanted: Row = unstaged(&row.value)?;
        commands::put(tx, &wanted.coefficient()?).await.map_err(|error| blame(error, row.row, &wanted.key))?;
        Ok(row.verdict)
    }
}
