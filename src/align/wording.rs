//! What two texts share word for word, weighed.

use crate::similarity::grams::{Gram, code};

/// The passages that two plain texts share, with what their grams weigh together; each gram counts in the first passage
/// that holds it.
///
/// `weights` are sorted by gram. The result is the same with the texts swapped.
pub(super) fn passages(a: &str, b: &str, weights: &[(Gram, f64)]) -> Vec<(String, f64)> {
    let (walked, searched) = if a <= b { (a, b) } else { (b, a) };
    let sieve = Sieve::of(weights);
    let place = |gram: Gram| {
        let may_be = sieve.may_hold(gram);
        may_be.then(|| weights.binary_search_by_key(&gram, |&(gram, _)| gram).ok()).flatten()
    };
    let mut used = vec![false; weights.len()];
    let mut found = Vec::new();
    let mut run = Run::default();
    for (at, c) in walked.char_indices() {
        let here = code(c).unwrap_or(0);
        let single = if here == 0 { None } else { place(here << 16) };
        let pair = if here == 0 || run.last == 0 { None } else { place(run.last << 16 | here) };
        let end = at + c.len_utf8();
        // a passage goes on as long as every pair of neighbours weighs something and the whole stands in both texts
        if pair.is_none() || run.text.is_empty() || !searched.contains(&walked[run.start..end]) {
            found.extend(run.close(walked, weights, &mut used));
            run.start = at;
            run.places.clear();
        } else {
            run.places.extend(pair);
        }
        run.places.extend(single);
        (run.last, run.text) = (here, run.start..end);
    }
    found.extend(run.close(walked, weights, &mut used));
    found
}

/// Tells most grams that weigh nothing at a glance.
struct Sieve([u64; 64]);

impl Sieve {
    fn of(weights: &[(Gram, f64)]) -> Self {
        let mut sieve = Self([0; 64]);
        for &(gram, _) in weights {
            let (at, bit) = Self::place(gram);
            sieve.0[at] |= bit;
        }
        sieve
    }

    fn may_hold(&self, gram: Gram) -> bool {
        let (at, bit) = Self::place(gram);
        self.0[at] & bit != 0
    }

    fn place(gram: Gram) -> (usize, u64) {
        let mixed = gram.wrapping_mul(0x9E37_79B9) >> 20;
        ((mixed >> 6) as usize, 1 << (mixed & 63))
    }
}

/// The passage that is being read.
#[derive(Default)]
struct Run {
    start: usize,
    text: std::ops::Range<usize>,
    /// Code of its last character; 0 where that makes no gram.
    last: u32,
    /// Places of its grams among the weights.
    places: Vec<usize>,
}

impl Run {
    /// The passage with what its grams weigh that no passage has claimed yet, if they weigh anything.
    fn close(&self, walked: &str, weights: &[(Gram, f64)], used: &mut [bool]) -> Option<(String, f64)> {
        let claimed = self.places.iter().filter(|&&at| !std::mem::replace(&mut used[at], true));
        let amount: f64 = claimed.map(|&at| weights[at].1).sum();
        (amount > 0.0).then(|| (walked[self.text.clone()].to_owned(), amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::grams::each_gram;

    #[test]
    fn passages_are_as_long_as_they_go_and_count_each_gram_once() {
        let (a, b) = ("建设工程研究中心。研究", "新建工程研究中心,研究");
        let mut weights = Vec::new();
        each_gram("工程研究中心", |gram| weights.push((gram, 1.0)));
        weights.sort_unstable_by_key(|&(gram, _)| gram);
        let found = passages(a, b, &weights);
        assert_eq!(found, [("工程研究中心".to_owned(), 11.0)]);
        assert_eq!(passages(b, a, &weights), found);
    }
}
