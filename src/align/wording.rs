//! What two texts share word for word, weighed.

use crate::similarity::{NO_WORD, Text};

/// A gram that two texts share.
pub(super) struct Weighed {
    /// Its position in the vocabulary of either plan.
    pub(super) words: [u32; 2],
    /// What it weighs; above 0.
    pub(super) amount: f64,
}

/// Where the words of two plans stand: in which place was written last, so whoever reads a place must check what stands
/// there.
pub(super) struct Tables {
    /// For each word of either plan its place among the weighed grams.
    weighed: [Vec<u32>; 2],
    /// For each word of either plan the first character of a text that makes it.
    first: [Vec<u32>; 2],
}

impl Tables {
    /// For plans with so many words.
    pub(super) fn of(words: [usize; 2]) -> Self {
        let tables = || words.map(|words| vec![0; words]);
        Self { weighed: tables(), first: tables() }
    }
}

/// The passages that two texts share, with what their grams weigh together; each gram counts in the first passage that
/// holds it.
///
/// The result is the same with the texts swapped.
pub(super) fn passages<'t>(texts: [Text<'t>; 2], weights: &[Weighed], tables: &mut Tables) -> Vec<(&'t str, f64)> {
    let side = usize::from(texts[0].text > texts[1].text);
    let walk = Walk { walked: texts[side], searched: texts[1 - side], other: 1 - side, weights };
    walk.note_firsts(&mut tables.first[1 - side]);
    let mut used = vec![false; weights.len()];
    let mut found = Vec::new();
    let mut run = Run::default();
    for step in walk.steps(&mut tables.weighed[side]) {
        // a passage goes on as long as every pair of neighbours weighs something and the whole stands in both texts
        let goes_on = step.pair.is_some_and(|pair| {
            if run.characters.end != step.at {
                // what stands between weighs nothing
                found.extend(run.close(&walk, &mut used));
                run.start(step.at - 1);
            }
            walk.goes_on(&mut run, weights[pair].words[walk.other], &tables.first[walk.other])
        });
        if goes_on {
            run.characters.end += 1;
            run.places.extend(step.pair);
        } else {
            found.extend(run.close(&walk, &mut used));
            run.start(step.at);
        }
        run.places.extend(step.single);
    }
    found.extend(run.close(&walk, &mut used));
    found
}

/// A character of the walked text with a gram that weighs something.
struct Step {
    /// Which character.
    at: usize,
    /// Place of its own gram among the weighed ones.
    single: Option<usize>,
    /// Place of the gram that it makes with the one before it.
    pair: Option<usize>,
}

/// Two texts of which one is walked and the other searched.
struct Walk<'t, 'w> {
    walked: Text<'t>,
    searched: Text<'t>,
    /// The side of the text that is searched.
    other: usize,
    weights: &'w [Weighed],
}

impl<'t> Walk<'t, '_> {
    /// Notes where each pair of the searched text stands first.
    fn note_firsts(&self, first: &mut [u32]) {
        for (at, character) in self.searched.characters.iter().enumerate().rev() {
            if character.pair != NO_WORD {
                first[character.pair as usize] = at as u32;
            }
        }
    }

    /// The characters of the walked text that have to do with a weighed gram.
    fn steps(&self, table: &mut [u32]) -> impl Iterator<Item = Step> {
        let side = 1 - self.other;
        for (weighed, place) in self.weights.iter().zip(0..) {
            table[weighed.words[side] as usize] = place;
        }
        let place = |word: u32| {
            let place = table.get(word as usize).map_or(0, |&place| place as usize);
            let stands = self.weights.get(place).is_some_and(|weighed| weighed.words[side] == word);
            (place, stands)
        };
        // written for every character and kept for some, because a branch would be foreseen only half of the time
        let characters = self.walked.characters;
        let mut steps = vec![(0, (0, false), (0, false)); characters.len()];
        let mut count = 0;
        for (at, character) in characters.iter().enumerate() {
            let (single, pair) = (place(character.single), place(character.pair));
            steps[count] = (at, single, pair);
            count += usize::from(single.1 | pair.1);
        }
        steps.truncate(count);
        steps.into_iter().map(|(at, single, pair)| {
            let [single, pair] = [single, pair].map(|(place, stands)| stands.then_some(place));
            Step { at, single, pair }
        })
    }

    /// Whether a passage stands in the searched text together with the next character, which makes the gram `pair` there.
    fn goes_on(&self, run: &mut Run, pair: u32, first: &[u32]) -> bool {
        if run.characters.len() == 1 {
            (run.pair, run.found) = (pair, first[pair as usize] as usize);
        }
        let longer = self.text(run.characters.start..run.characters.end + 1);
        let searched = self.searched.characters;
        while let Some(character) = searched.get(run.found) {
            // the rare characters that share a code differ in their bytes
            if character.pair == run.pair {
                let start = searched[run.found - 1].start as usize;
                if self.searched.text.as_bytes()[start..].starts_with(longer.as_bytes()) {
                    return true;
                }
            }
            run.found += 1;
        }
        false
    }

    /// Some characters of the walked text as text.
    fn text(&self, characters: std::ops::Range<usize>) -> &'t str {
        let characters = &self.walked.characters[characters];
        let (Some(first), Some(last)) = (characters.first(), characters.last()) else { return "" };
        &self.walked.text[first.start as usize..last.end as usize]
    }
}

/// The passage that is being read.
#[derive(Default)]
struct Run {
    /// Its characters in the text that is walked.
    characters: std::ops::Range<usize>,
    /// Its first pair, as a word of the text that is searched.
    pair: u32,
    /// The character there that makes this pair where the passage stands first, or one before.
    found: usize,
    /// Places of its grams among the weighed ones.
    places: Vec<usize>,
}

impl Run {
    /// Begins anew with a character.
    fn start(&mut self, at: usize) {
        self.characters = at..at + 1;
        self.places.clear();
    }

    /// The passage with what its grams weigh that no passage has claimed yet, if they weigh anything.
    fn close<'t>(&self, walk: &Walk<'t, '_>, used: &mut [bool]) -> Option<(&'t str, f64)> {
        let claimed = self.places.iter().filter(|&&at| !std::mem::replace(&mut used[at], true));
        let amount: f64 = claimed.map(|&at| walk.weights[at].amount).sum();
        (amount > 0.0).then(|| (walk.text(self.characters.clone()), amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::tests::plan;
    use crate::similarity::{Features, Pair, Sentences, Weights};

    /// The passages of two tasks, all of whose shared grams weigh the same.
    fn shared(a: &str, b: &str) -> Vec<(String, f64)> {
        let weights = Weights::default();
        let features = [a, b].map(|text| Features::of(&plan("x", &[text]), &weights, Sentences::Read));
        let pair = Pair::of(&features[0], &features[1], &weights, None);
        let common = pair.task(0).shared(0);
        let weights: Vec<Weighed> = common.iter().map(|s| Weighed { words: s.words, amount: 1.0 }).collect();
        let found = passages(pair.texts(0, 0), &weights, &mut Tables::of(pair.words()));
        found.into_iter().map(|(text, amount)| (text.to_owned(), amount)).collect()
    }

    #[test]
    fn passages_are_as_long_as_they_go_and_count_each_gram_once() {
        let (a, b) = ("建设工程研究中心。研究", "新建工程研究中心。研究");
        let found = shared(a, b);
        assert!(found.contains(&("工程研究中心".to_owned(), 11.0)), "{found:?}");
        assert_eq!(shared(b, a), found);
    }

    #[test]
    fn a_passage_ends_where_the_other_text_goes_on_otherwise() {
        // 心研 stands in both, but not behind 中
        let found = shared("研究中心研究", "研究中部,中心部,心研部");
        assert_eq!(found.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), ["研究中", "心研"]);
    }

    #[test]
    fn rare_characters_that_share_a_code_are_told_apart() {
        let found = shared("某𠀀县", "某𠀁县");
        assert!(found.len() > 1 && found.iter().all(|(text, _)| text.chars().count() == 1), "{found:?}");
        assert_eq!(shared("某𠀀县", "某𠀀县")[0].0, "某𠀀县");
    }
}
