//! What two texts share word for word, weighed.

use memchr::memmem::find;

use crate::similarity::grams::{Gram, code};

/// The passages that two plain texts share, with what their grams weigh together; each gram counts in the first passage
/// that holds it.
///
/// The result is the same with the texts swapped.
pub(super) fn passages<'t>(a: &'t str, b: &'t str, weights: &[(Gram, f64)]) -> Vec<(&'t str, f64)> {
    let (walked, searched) = if a <= b { (a, b) } else { (b, a) };
    let places = Places::of(weights);
    let mut used = vec![false; weights.len()];
    let mut found = Vec::new();
    let mut run = Run::default();
    for (at, c) in walked.char_indices() {
        let here = code(c).unwrap_or(0);
        let single = if here == 0 { None } else { places.get(here << 16) };
        let pair = if here == 0 || run.last == 0 { None } else { places.get(run.last << 16 | here) };
        let end = at + c.len_utf8();
        // a passage goes on as long as every pair of neighbours weighs something and the whole stands in both texts
        if pair.is_none() || run.text.is_empty() || !run.goes_on(searched, &walked[run.text.start..end]) {
            found.extend(run.close(walked, weights, &mut used));
            (run.text.start, run.at) = (at, 0);
            run.places.clear();
        } else {
            run.places.extend(pair);
        }
        run.places.extend(single);
        (run.last, run.text.end) = (here, end);
    }
    found.extend(run.close(walked, weights, &mut used));
    found
}

/// Finds a gram among the weights by its hash.
struct Places {
    /// Grams with their places; 0 is no gram.
    slots: Vec<(Gram, u32)>,
    /// What leaves of a hash the number of a slot.
    shift: u32,
}

impl Places {
    fn of(weights: &[(Gram, f64)]) -> Self {
        // three of four slots stay empty, so that a search ends at the first one nearly always
        let bits = (weights.len() * 4).max(2).next_power_of_two().ilog2();
        let mut places = Self { slots: vec![(0, 0); 1 << bits], shift: u32::BITS - bits };
        for (&(gram, _), place) in weights.iter().zip(0..) {
            let slot = places.slot(gram);
            places.slots[slot] = (gram, place);
        }
        places
    }

    fn get(&self, gram: Gram) -> Option<usize> {
        let (held, place) = self.slots[self.slot(gram)];
        (held == gram).then_some(place as usize)
    }

    /// The slot of a gram, or the empty one where it would stand.
    fn slot(&self, gram: Gram) -> usize {
        let mut slot = (gram.wrapping_mul(0x9E37_79B9) >> self.shift) as usize;
        while self.slots[slot].0 != gram && self.slots[slot].0 != 0 {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        slot
    }
}

/// The passage that is being read.
#[derive(Default)]
struct Run {
    /// Where it stands in the text that is walked.
    text: std::ops::Range<usize>,
    /// Where it stands first in the text that is searched, or somewhere before.
    at: usize,
    /// Code of its last character; 0 where that makes no gram.
    last: u32,
    /// Places of its grams among the weights.
    places: Vec<usize>,
}

impl Run {
    /// Whether the passage with the next character, `longer`, stands in the other text, too.
    fn goes_on(&mut self, searched: &str, longer: &str) -> bool {
        // it stands nowhere before the shorter one
        let rest = &searched.as_bytes()[self.at..];
        let next = if rest.starts_with(longer.as_bytes()) { Some(0) } else { find(rest, longer.as_bytes()) };
        self.at += next.unwrap_or(0);
        next.is_some()
    }

    /// The passage with what its grams weigh that no passage has claimed yet, if they weigh anything.
    fn close<'t>(&self, walked: &'t str, weights: &[(Gram, f64)], used: &mut [bool]) -> Option<(&'t str, f64)> {
        let claimed = self.places.iter().filter(|&&at| !std::mem::replace(&mut used[at], true));
        let amount: f64 = claimed.map(|&at| weights[at].1).sum();
        (amount > 0.0).then(|| (&walked[self.text.clone()], amount))
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
        assert_eq!(found, [("工程研究中心", 11.0)]);
        assert_eq!(passages(b, a, &weights), found);
    }
}
