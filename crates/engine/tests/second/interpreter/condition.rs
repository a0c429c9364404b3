//! A small reader and evaluator of the conditions that the generator writes.

/// What a fact or a literal is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Truth(bool),
    Number(i64),
    Text(String),
}

/// Asks a fact by its name, with the arguments of a function.
pub type Facts<'f> = dyn Fn(&str, &[String]) -> Value + 'f;

/// Whether the condition holds.
pub fn holds(text: &str, facts: &Facts<'_>) -> bool {
    said(&words(text), facts)
}

/// As `holds`, of a text already cut into words.
pub fn said(words: &[String], facts: &Facts<'_>) -> bool {
    let mut reader = Reader { words, next: 0, facts };
    let truth = reader.either();
    assert_eq!(reader.next, words.len(), "{words:?} is not read to its end");
    truth
}

/// Quoted texts keep their quote as the first character.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => rest[1..].find('"').unwrap() + 2,
            _ if first.is_alphanumeric() => {
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len())
            }
            _ if ["&&", "||", "==", "!=", ">=", "<="].iter().any(|two| rest.starts_with(two)) => 2,
            _ => 1,
        };
        words.push(rest[..length].trim_end_matches('"').to_owned());
        rest = rest[length..].trim_start();
    }
    words
}

struct Reader<'f> {
    words: &'f [String],
    next: usize,
    facts: &'f Facts<'f>,
}

impl<'f> Reader<'f> {
    fn peek(&self) -> &'f str {
        self.words.get(self.next).map_or("", String::as_str)
    }

    fn take(&mut self) -> &'f str {
        self.next += 1;
        &self.words[self.next - 1]
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.peek() == word;
        self.next += usize::from(is_next);
        is_next
    }

    fn either(&mut self) -> bool {
        let mut truth = self.both();
        while self.takes("||") {
            truth |= self.both();
        }
        truth
    }

    fn both(&mut self) -> bool {
        let mut truth = self.single();
        while self.takes("&&") {
            truth &= self.single();
        }
        truth
    }

    fn single(&mut self) -> bool {
        if self.takes("!") {
            return !self.single();
        }
        if self.takes("(") {
            let truth = self.either();
            assert!(self.takes(")"));
            return truth;
        }
        let left = self.operand();
        let comparison = self.peek();
        match comparison {
            "==" | "!=" | ">=" | "<=" | ">" | "<" => {
                self.take();
                compare(&left, comparison, &self.operand())
            }
            "in" => {
                self.take();
                assert!(self.takes("["));
                let mut found = false;
                while !self.takes("]") {
                    found |= self.operand() == left;
                    self.takes(",");
                }
                found
            }
            _ => left == Value::Truth(true),
        }
    }

    fn operand(&mut self) -> Value {
        let word = self.take();
        if let Some(text) = word.strip_prefix('"') {
            return Value::Text(text.to_owned());
        }
        if let Ok(number) = word.parse() {
            return Value::Number(number);
        }
        let mut arguments = Vec::new();
        if self.takes("(") {
            while !self.takes(")") {
                arguments.push(self.take().trim_start_matches('"').to_owned());
                self.takes(",");
            }
        }
        (self.facts)(word, &arguments)
    }
}

fn compare(left: &Value, how: &str, right: &Value) -> bool {
    match (how, left, right) {
        ("==", _, _) => left == right,
        ("!=", _, _) => left != right,
        (">=", Value::Number(left), Value::Number(right)) => left >= right,
        ("<=", Value::Number(left), Value::Number(right)) => left <= right,
        (">", Value::Number(left), Value::Number(right)) => left > right,
        ("<", Value::Number(left), Value::Number(right)) => left < right,
        _ => panic!("{left:?} {how} {right:?}"),
    }
}
