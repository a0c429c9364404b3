//! Chance that is the same every time: a small generator with a seed, so that the sample company never differs.

/// SplitMix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
pub struct Dice(u64);

impl Dice {
    /// Its own sequence for every name under the same seed: one person's figures do not move another's.
    pub fn of(seed: u64, name: &str) -> Self {
        // FNV-1a spreads the names over the states.
        let spread = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |state, byte| {
            (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(seed ^ spread)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = u64::try_from(most - least + 1).unwrap_or(1).max(1);
        least + i64::try_from(self.roll() % span).unwrap_or(0)
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of these; nothing of nothing.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(items.len()).unwrap_or(0) - 1;
        if last < 0 {
            return None;
        }
        items.get(usize::try_from(self.between(0, last)).unwrap_or(0))
    }

    /// So many of these, none twice, in their order.
    pub fn sample<T: Copy>(&mut self, items: &[T], count: usize) -> Vec<T> {
        let mut wanted = i64::try_from(count).unwrap_or(0);
        let mut left = i64::try_from(items.len()).unwrap_or(0);
        let mut chosen = Vec::with_capacity(count);
        for item in items {
            if self.between(1, left.max(1)) <= wanted {
                chosen.push(*item);
                wanted -= 1;
            }
            left -= 1;
        }
        chosen
    }

    /// Cuts an amount into so many parts, all but the last whole multiples of `grain`; they add up to it.
    pub fn cut(&mut self, total: i64, parts: usize, grain: i64) -> Vec<i64> {
        let weights: Vec<i64> = (0..parts).map(|_| self.between(60, 160)).collect();
        let all: i64 = weights.iter().sum();
        let mut cut: Vec<i64> =
            weights.iter().skip(1).map(|weight| (total / all.max(1) * weight / grain * grain).max(grain)).collect();
        let rest = total - cut.iter().sum::<i64>();
        cut.push(rest);
        cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_name_give_the_same_numbers() {
        // SplitMix64's published first outputs for the state 1234567.
        let mut known = Dice(1_234_567);
        assert_eq!([known.roll(), known.roll()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
        let numbers = |seed, name: &str| {
            let mut dice = Dice::of(seed, name);
            (0..8).map(|_| dice.between(1, 1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(numbers(7, "CY101"), numbers(7, "CY101"));
        assert_ne!(numbers(7, "CY101"), numbers(7, "CY102"));
        assert_ne!(numbers(7, "CY101"), numbers(8, "CY101"));
    }

    #[test]
    fn parts_add_up_and_samples_keep_their_order() {
        let mut dice = Dice::of(1, "a");
        for parts in 1..8 {
            let cut = dice.cut(31_234_567, parts, 10_000);
            assert_eq!(cut.iter().sum::<i64>(), 31_234_567);
            assert!(cut.iter().all(|part| *part > 0), "{cut:?}");
        }
        let days: Vec<u32> = (1..=20).collect();
        let chosen = dice.sample(&days, 6);
        assert_eq!(chosen.len(), 6);
        assert!(chosen.is_sorted());
    }
}
