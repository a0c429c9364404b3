//! Step 5 of the pipeline: the multipliers of a component, in the order written.

use crate::calculate::scene::{Scene, Stop};
use crate::component::{Sheet, place_of};
use crate::exact::Exact;
use crate::explain::{Step, StepCode, fraction};
use crate::plan::model::{AmountBand, Edge, Times};

/// The raw pay times each coefficient.
pub(crate) fn multiplied(pay: Exact, scene: &Scene<'_, '_>, sheet: &mut Sheet<'_>) -> Result<Exact, Stop> {
    let mut product = pay;
    for times in &scene.component.times {
        let (value, step) = match times {
            Times::Coefficient { key } => {
                let value = Exact::from(scene.coefficient(key));
                (value, Step::new(StepCode::TimesCoefficient).with("coefficient", key))
            }
            Times::Measure { measure, bands, edge } => band_of(measure, bands, *edge, scene)?,
        };
        product = &product * &value;
        sheet.steps.push(step.with("value", fraction(&value)).amount(scene.money(&product)));
    }
    Ok(product)
}

fn band_of(measure: &str, bands: &[AmountBand], edge: Edge, scene: &Scene<'_, '_>) -> Result<(Exact, Step), Stop> {
    let actual = scene.actual(measure);
    let step =
        Step::new(StepCode::TimesMeasure).with("measure", measure).with("actual", scene.quantity(&actual, measure));
    let place = place_of(bands.iter().map(|band| Exact::whole(band.from)), edge, &actual);
    match bands.get(place) {
        Some(band) => {
            let step = step.with("from", scene.quantity(&Exact::whole(band.from), measure));
            Ok((scene.rate_of(&band.coefficient)?, step))
        }
        None => Ok((Exact::ONE, step)),
    }
}
