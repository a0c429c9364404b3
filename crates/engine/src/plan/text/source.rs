//! From byte offsets to line and column, and what the TOML parser has to say about a text.

use std::ops::Range;

use crate::plan::diagnostic::Diagnostic;
use crate::plan::model::Span;

/// A text with the offsets of its lines.
#[derive(Debug)]
pub(super) struct Source<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Source<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(after_breaks.map(|(place, _)| place + 1)).collect();
        Self { text, starts }
    }

    /// Line and column of a byte offset, both from 1; columns count characters.
    pub(super) fn span(&self, offset: usize) -> Span {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or_default();
        let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Span { line: clamp(line), column: clamp(before.chars().count() + 1) }
    }

    /// The text of a range; empty where the range is not one.
    pub(super) fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    fn rest_of_line(&self, offset: usize) -> &'t str {
        self.text.get(offset..).unwrap_or_default().lines().next().unwrap_or_default()
    }

    /// One error of the TOML parser in our words.
    pub(super) fn syntax(&self, error: &toml::de::Error) -> Diagnostic {
        let range = error.span().unwrap_or(0..0);
        let at = self.span(range.start);
        let message = error.message();
        if message == "duplicate key" {
            let key = self.slice(range).trim().to_owned();
            let fix = format!("# {}", self.line_of(at.line).trim());
            return Diagnostic::error("incentives.plan.duplicate_key", at, fix).with("key", key);
        }
        if message.starts_with("string values must be quoted") {
            let rest = self.rest_of_line(range.start).split('#').next().unwrap_or_default();
            let word = rest.trim().trim_end_matches(',');
            let fix = format!("\"{word}\"");
            return Diagnostic::error("incentives.plan.unquoted", at, fix).with("value", word);
        }
        let fix = message
            .split_once(", expected ")
            .map_or_else(|| "key = \"value\"".to_owned(), |(_, expected)| expected.to_owned());
        let short = message.split(", expected ").next().unwrap_or(message);
        Diagnostic::error("incentives.plan.syntax", at, fix).with("message", short)
    }

    fn line_of(&self, line: u32) -> &'t str {
        let index = usize::try_from(line).unwrap_or(1).saturating_sub(1);
        self.starts.get(index).map_or("", |start| self.rest_of_line(*start))
    }
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::plan::model::Span;

    #[test]
    fn columns_count_characters_and_lines_begin_at_one() {
        let source = Source::new("a = 1\n标题 = x\n");
        assert_eq!(source.span(0), Span { line: 1, column: 1 });
        assert_eq!(source.span(6), Span { line: 2, column: 1 });
        assert_eq!(source.span("a = 1\n标题 = ".len()), Span { line: 2, column: 6 });
    }
}
