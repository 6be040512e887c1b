//! What two texts share word for word, weighed.

use crate::similarity::grams::{Gram, each_gram};

/// The passages that two plain texts share, with what their grams weigh together; each gram counts in the first passage
/// that holds it.
///
/// `weights` are sorted by gram. The result is the same with the texts swapped.
pub(super) fn passages(a: &str, b: &str, weights: &[(Gram, f64)]) -> Vec<(String, f64)> {
    let (walked, searched) = if a <= b { (a, b) } else { (b, a) };
    let mut used = vec![false; weights.len()];
    let mut found = Vec::new();
    let mut rest = walked;
    while let Some(first) = rest.chars().next() {
        let passage = common_start(rest, searched, weights);
        let amount = claim(passage, weights, &mut used);
        if amount > 0.0 {
            found.push((passage.to_owned(), amount));
        }
        rest = &rest[passage.len().max(first.len_utf8())..];
    }
    found
}

/// The longest start of `text` that stands in `searched` and whose every pair of neighbours weighs something.
fn common_start<'a>(text: &'a str, searched: &str, weights: &[(Gram, f64)]) -> &'a str {
    let mut end = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        let from = before.map_or(at, |before| at - before.len_utf8());
        let mut weighs = false;
        each_gram(&text[from..next], |gram| {
            let pair = before.is_none() || gram & 0xFFFF != 0;
            weighs |= pair && weights.binary_search_by_key(&gram, |&(gram, _)| gram).is_ok();
        });
        if !weighs || !searched.contains(&text[..next]) {
            break;
        }
        end = next;
        before = Some(c);
    }
    &text[..end]
}

/// What the grams of a passage weigh that no passage has claimed yet.
fn claim(passage: &str, weights: &[(Gram, f64)], used: &mut [bool]) -> f64 {
    let mut amount = 0.0;
    each_gram(passage, |gram| {
        if let Ok(at) = weights.binary_search_by_key(&gram, |&(gram, _)| gram)
            && !std::mem::replace(&mut used[at], true)
        {
            amount += weights[at].1;
        }
    });
    amount
}

#[cfg(test)]
mod tests {
    use super::*;

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
