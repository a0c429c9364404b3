//! Tiers and bands: half-open steps that must begin at 0 and rise, so that every value lies in exactly one.

use std::ops::Range;

use super::reader::{Entry, Reader};

/// Where a row of bounds must begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// The first bound must be 0.
    AtZero,
    /// The first bound may be anything.
    Anywhere,
}

impl Reader<'_> {
    /// Whether the bound is the first of the list, so that nothing unread stands before it.
    fn is_first_of(&self, entry: &Entry<'_>, bound: &Range<usize>) -> bool {
        let start = entry.value.span().start;
        let before = self.source.slice(start..bound.start);
        before.chars().all(|c| c == '[' || c.is_whitespace())
    }

    /// Whether the bounds tile; each that does not is reported at its own place.
    pub(super) fn check_tiling(
        &mut self,
        entry: &Entry<'_>,
        bounds: &[(i64, Range<usize>)],
        start: Start,
        zero: &str,
    ) -> bool {
        let before = self.diagnostics.len();
        if let (Start::AtZero, Some((first, range))) = (start, bounds.first())
            && *first != 0
            && self.is_first_of(entry, range)
        {
            let text = self.source.slice(range.clone()).to_owned();
            let params = [("key", entry.key), ("from", zero), ("to", text.trim_matches('"'))];
            self.error("incentives.plan.tier_gap", range.clone(), format!("\"{zero}\""), &params);
        }
        for pair in bounds.windows(2) {
            let [(low, low_range), (high, high_range)] = pair else { continue };
            if high > low {
                continue;
            }
            let low_text = self.source.slice(low_range.clone()).trim_matches('"').to_owned();
            let high_text = self.source.slice(high_range.clone()).trim_matches('"').to_owned();
            let params = [("key", entry.key), ("value", high_text.as_str()), ("before", &low_text)];
            let code = if high == low { "incentives.plan.tier_overlap" } else { "incentives.plan.tier_order" };
            self.error(code, high_range.clone(), format!("> {low_text}"), &params);
        }
        self.diagnostics.len() == before
    }
}
