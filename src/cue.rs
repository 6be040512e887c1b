//! Word lists that are looked up at a place in the text: the longest word that starts or ends there.

/// Buckets of an index; a power of two, so that a character's code picks one with a mask.
const BUCKETS: usize = 1024;

/// Words with a meaning each, found by where they start or end.
#[derive(Debug, Clone)]
pub(crate) struct Cues<T> {
    words: Vec<(Box<str>, T)>,
    /// First characters of all words: most places of a text are passed over by one look at it.
    openers: Openers,
    first: Index,
    last: Index,
}

/// A set of characters, as bits; characters that share their low 16 bits share a bit.
#[derive(Debug, Clone)]
struct Openers(Box<[u64; 1024]>);

impl Openers {
    fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut bits = Box::new([0; 1024]);
        for c in words.filter_map(|word| word.chars().next()) {
            bits[(c as usize >> 6) & 1023] |= 1 << (c as u32 & 63);
        }
        Self(bits)
    }

    fn has(&self, c: char) -> bool {
        self.0[(c as usize >> 6) & 1023] & (1 << (c as u32 & 63)) != 0
    }
}

/// Which words start (or end) with a character that falls into a bucket, longest first.
#[derive(Debug, Clone)]
struct Index {
    starts: Vec<u32>,
    order: Vec<u32>,
}

impl Index {
    fn new<T>(words: &[(Box<str>, T)], key: fn(&str) -> Option<char>) -> Self {
        let bucket = |word: &str| key(word).map_or(0, slot);
        let mut order: Vec<u32> = (0..words.len() as u32).collect();
        // stable: of equal words the later row comes first, so that added rows win
        order.reverse();
        order.sort_by_key(|&i| {
            let word = &words[i as usize].0;
            (bucket(word), std::cmp::Reverse(word.len()))
        });
        let mut starts = vec![0u32; BUCKETS + 1];
        for (word, _) in words {
            starts[bucket(word) + 1] += 1;
        }
        for i in 0..BUCKETS {
            starts[i + 1] += starts[i];
        }
        Self { starts, order }
    }

    fn bucket(&self, c: char) -> &[u32] {
        let slot = slot(c);
        &self.order[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }
}

fn slot(c: char) -> usize {
    c as usize & (BUCKETS - 1)
}

impl<T> Cues<T> {
    /// The words of a list; of two equal words the later one counts.
    pub(crate) fn new(words: impl IntoIterator<Item = (Box<str>, T)>) -> Self {
        let words: Vec<_> = words.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        Self {
            openers: Openers::new(words.iter().map(|(word, _)| &**word)),
            first: Index::new(&words, |word| word.chars().next()),
            last: Index::new(&words, |word| word.chars().next_back()),
            words,
        }
    }

    /// All words that `text` starts with, longest first.
    pub(crate) fn prefixes<'s>(&'s self, text: &str) -> impl Iterator<Item = (&'s str, &'s T)> {
        let first = text.chars().next().filter(|c| self.openers.has(*c));
        let bucket = first.map_or(&[][..], |c| self.first.bucket(c));
        self.pick(bucket).filter(move |(word, _)| text.starts_with(word))
    }

    /// All words that `text` ends with, longest first.
    pub(crate) fn suffixes<'s>(&'s self, text: &str) -> impl Iterator<Item = (&'s str, &'s T)> {
        let bucket = text.chars().next_back().map_or(&[][..], |c| self.last.bucket(c));
        self.pick(bucket).filter(move |(word, _)| text.ends_with(word))
    }

    /// Whether a word may start with `c`: a quick look before [`Cues::prefix`].
    pub(crate) fn may_start(&self, c: char) -> bool {
        self.openers.has(c)
    }

    /// The longest word that `text` starts with.
    pub(crate) fn prefix<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        self.prefixes(text).next()
    }

    /// The longest word that `text` ends with.
    pub(crate) fn suffix<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        self.suffixes(text).next()
    }

    /// What the list says of exactly this word.
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        self.prefixes(word).find(|(found, _)| *found == word).map(|(_, meaning)| meaning)
    }

    fn pick<'s>(&'s self, bucket: &'s [u32]) -> impl Iterator<Item = (&'s str, &'s T)> {
        bucket.iter().map(|&i| {
            let (word, meaning) = &self.words[i as usize];
            (&**word, meaning)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_at_a_place_is_found() {
        let cues = Cues::new([("新建", 1), ("新建设", 2), ("建设", 3)].map(|(word, n)| (word.into(), n)));
        assert_eq!(cues.prefix("新建设公园"), Some(("新建设", &2)));
        assert_eq!(cues.suffix("加快建设"), Some(("建设", &3)));
        assert_eq!(cues.prefix("设"), None);
        assert_eq!(cues.get("新建"), Some(&1));
        assert_eq!(cues.get("新"), None);
    }

    #[test]
    fn a_later_row_replaces_an_earlier_one() {
        let cues = Cues::new([("家", 1), ("家", 2)].map(|(word, n)| (word.into(), n)));
        assert_eq!(cues.prefix("家"), Some(("家", &2)));
    }
}
