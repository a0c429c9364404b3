//! Which known names are closest to a mistyped one.

/// How many names are proposed at most.
const PROPOSED: usize = 3;

/// The known names nearest to `name`, the nearest first; none where nothing is close.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let wanted = fold(name);
    let allowed = (wanted.len() / 3).max(1);
    let mut close: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|candidate| {
            let folded = fold(candidate);
            let distance = distance(&wanted, &folded);
            let is_part = wanted.len() >= 3 && (starts(&folded, &wanted) || starts(&wanted, &folded));
            let rank = if is_part { distance.min(1) } else { distance };
            (rank <= allowed && rank < folded.len().max(wanted.len())).then_some((rank, candidate))
        })
        .collect();
    close.sort_unstable();
    close.dedup();
    close.into_iter().take(PROPOSED).map(|(_, candidate)| candidate).collect()
}

/// The nearest name where one is close, else all of them, `…` where there is none: what a fix line shows.
pub fn proposal<'n>(name: &str, known: impl IntoIterator<Item = &'n str> + Clone) -> String {
    if let Some(first) = nearest(name, known.clone()).first() {
        return (*first).to_owned();
    }
    let mut all: Vec<&str> = Vec::new();
    for candidate in known {
        if !all.contains(&candidate) {
            all.push(candidate);
        }
    }
    if all.is_empty() { "…".to_owned() } else { all.join(" | ") }
}

fn fold(name: &str) -> Vec<char> {
    name.chars().flat_map(char::to_lowercase).filter(|c| !matches!(c, '_' | '-' | ' ')).collect()
}

fn starts(long: &[char], short: &[char]) -> bool {
    short.len() >= 3 && long.starts_with(short)
}

/// Levenshtein distance with a swap of neighbours counted once.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    let mut last_left = None;
    for (i, a) in left.iter().enumerate() {
        let mut next = vec![i + 1];
        let mut last_right = None;
        for (j, b) in right.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&row, j) + usize::from(a != b)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            if j > 0 && last_left == Some(b) && last_right == Some(a) {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
            last_right = Some(b);
        }
        before = std::mem::replace(&mut row, next);
        last_left = Some(a);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{nearest, proposal};

    #[test]
    fn a_slip_of_one_letter_finds_its_word() {
        assert_eq!(nearest("gaet", ["gate", "base", "curve"]), ["gate"]);
        assert_eq!(nearest("messure", ["measure", "measures", "base"]), ["measure", "measures"]);
        assert_eq!(nearest("capEach", ["cap_each", "cap"]).first(), Some(&"cap_each"));
    }

    #[test]
    fn nothing_is_proposed_for_a_word_of_another_world() {
        assert!(nearest("colour", ["gate", "base"]).is_empty());
        assert_eq!(proposal("colour", ["gate", "base"]), "gate | base");
    }
}
