//! Changes a document word by word and line by line.

use super::corpus::Corpus;
use super::words::{CHARACTERS, DEEP, VALUES};
use crate::generator::dice::Dice;

/// The document with a few changes; now and then without any.
pub fn mutated(text: &str, corpus: &Corpus, dice: &mut Dice) -> String {
    let mut words = words(text);
    let count = *dice.pick(&[0, 1, 1, 1, 1, 1, 2, 2, 3, 6]);
    for _ in 0..count {
        if words.is_empty() {
            break;
        }
        change(&mut words, corpus, dice);
    }
    words.concat()
}

/// Quoted texts, words, blanks, and every other character by itself.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || "_-.%".contains(c);
        let until = |ends: &dyn Fn(char) -> bool| rest.find(ends).unwrap_or(rest.len());
        let length = match first {
            '"' | '\'' => {
                let end = rest[1..].find([first, '\n']).map_or(rest.len(), |end| end + 1);
                if rest[end..].starts_with(first) { end + 1 } else { end }
            }
            ' ' => until(&|c| c != ' '),
            _ if is_word(first) => until(&|c| !is_word(c)),
            _ => first.len_utf8(),
        };
        found.push(&rest[..length]);
        rest = &rest[length..];
    }
    found
}

fn change<'t>(words: &mut Vec<&'t str>, corpus: &'t Corpus, dice: &mut Dice) {
    let at = dice.below(words.len());
    match dice.below(16) {
        0 => drop(words.remove(at)),
        1 => words.insert(at, words[at]),
        2 => {
            let other = dice.below(words.len());
            words.swap(at, other);
        }
        3..7 => {
            if let Some(at) = value(words, dice) {
                words[at] = odd(dice);
            }
        }
        7 | 8 => {
            // A value stands where another one stood, in this document or in another.
            let others = self::words(corpus.table(dice));
            if let (Some(at), Some(other)) = (value(words, dice), value(&others, dice)) {
                words[at] = others[other];
            }
        }
        9 => {
            let others = self::words(corpus.table(dice));
            let line = line(&others, dice);
            let here = self::line(words, dice).start;
            words.splice(here..here, others[line].iter().copied());
        }
        10 => {
            let line = line(words, dice);
            words.drain(line);
        }
        11 => {
            let line = line(words, dice);
            let copy = words[line.clone()].to_vec();
            words.splice(line.start..line.start, copy);
        }
        12 => {
            let line = line(words, dice);
            let moved: Vec<&str> = words.drain(line).collect();
            let here = if words.is_empty() { 0 } else { self::line(words, dice).start };
            words.splice(here..here, moved);
        }
        13 => words.insert(at, dice.word(CHARACTERS)),
        14 => {
            let table = corpus.table(dice);
            words.push(table);
        }
        _ => {
            if dice.percent(20) {
                words.truncate(at);
            } else if let Some(at) = value(words, dice) {
                words[at] = if dice.percent(10) { dice.pick::<String>(&DEEP) } else { odd(dice) };
            }
        }
    }
}

fn odd(dice: &mut Dice) -> &'static str {
    dice.word(VALUES)
}

/// The place of a quoted text or a number.
fn value(words: &[&str], dice: &mut Dice) -> Option<usize> {
    let start = dice.below(words.len().max(1));
    let is_value = |word: &str| word.starts_with(['"', '\'']) || word.starts_with(|c: char| c.is_ascii_digit());
    (start..words.len()).chain(0..start).find(|at| is_value(words[*at]))
}

/// The words of a line with its end.
fn line(words: &[&str], dice: &mut Dice) -> std::ops::Range<usize> {
    if words.is_empty() {
        return 0..0;
    }
    let at = dice.below(words.len());
    let start = words[..at].iter().rposition(|word| *word == "\n").map_or(0, |end| end + 1);
    let end = words[at..].iter().position(|word| *word == "\n").map_or(words.len(), |end| at + end + 1);
    start..end
}
