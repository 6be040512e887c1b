//! Word lists that are looked up at a place in the text: the longest word that starts or ends there.

/// Buckets of an index; a power of two, so that a character's code picks one with a mask.
const BUCKETS: usize = 1024;

/// A set of characters of the basic plane, and the search for the next one in a text.
#[derive(Debug, Clone)]
pub(crate) struct CharSet {
    bits: Box<[u64; 1024]>,
    /// Those of three bytes by their last two, whatever the first: most characters of a text are told apart by these.
    ends: Box<[u64; 64]>,
}

impl CharSet {
    /// The set of these characters; those beyond the basic plane are left out.
    pub(crate) fn new(chars: impl IntoIterator<Item = char>) -> Self {
        let mut bits = Box::new([0u64; 1024]);
        for c in chars {
            if let Some(word) = bits.get_mut(c as usize >> 6) {
                *word |= 1 << (c as usize & 63);
            }
        }
        let mut ends = Box::new([0u64; 64]);
        for (i, word) in bits.iter().enumerate() {
            ends[i & 63] |= word;
        }
        Self { bits, ends }
    }

    /// Whether a character is in the set.
    pub(crate) fn has_char(&self, c: char) -> bool {
        self.has(c as usize)
    }

    fn has(&self, code: usize) -> bool {
        self.bits.get(code >> 6).is_some_and(|word| word >> (code & 63) & 1 == 1)
    }

    /// Passes characters of three bytes two at a time as long as none of them can be in the set.
    #[inline(always)]
    fn skip<'t>(&self, mut rest: &'t [u8]) -> &'t [u8] {
        while let Some(two) = rest.first_chunk::<8>() {
            let two = u64::from_le_bytes(*two);
            let end = |at: u32| self.ends[(two >> at & 63) as usize] >> (two >> (at + 8) & 63) & 1;
            if two & 0xF000_00F0 != 0xE000_00E0 || end(8) | end(32) == 1 {
                break;
            }
            rest = &rest[6..];
        }
        rest
    }

    /// Where the next character of the set starts, from the character boundary `at` on.
    pub(crate) fn find(&self, text: &str, at: usize) -> Option<usize> {
        let mut rest = text.as_bytes().get(at..)?;
        loop {
            rest = self.skip(rest);
            rest = match rest {
                // the bits of the first two bytes number the word, those of the third the bit: nothing to put together
                [lead @ 0xE0..0xF0, middle, last, after @ ..] => {
                    let word = (*lead as usize & 15) << 6 | *middle as usize & 63;
                    if self.bits[word] >> (last & 63) & 1 == 1 {
                        break;
                    }
                    after
                }
                [code @ 0..0x80, after @ ..] => {
                    if self.has(*code as usize) {
                        break;
                    }
                    after
                }
                [lead @ 0xC0..0xE0, last, after @ ..] => {
                    if self.has((*lead as usize & 31) << 6 | *last as usize & 63) {
                        break;
                    }
                    after
                }
                [_, _, _, _, after @ ..] => after,
                _ => return None,
            };
        }
        Some(text.len() - rest.len())
    }
}

/// Words with a meaning each, found by where they start or end.
#[derive(Debug, Clone)]
pub(crate) struct Cues<T> {
    words: Vec<(Box<str>, T)>,
    first: Index,
    last: Index,
    starts: CharSet,
    /// Which first six bytes, by their slot, words of two characters or more have.
    pairs: Box<[u64; 64]>,
}

/// Which words start (or end) with a character that falls into a bucket, longest first.
#[derive(Debug, Clone)]
struct Index {
    starts: Vec<u32>,
    order: Vec<Entry>,
}

/// A word in an index, with its first (or last) eight bytes: most words are told apart by one comparison.
#[derive(Debug, Clone, Copy)]
struct Entry {
    key: u64,
    mask: u64,
    word: u32,
}

/// The first eight bytes of a text, the first one lowest.
fn head(text: &[u8]) -> u64 {
    match text.first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => text.iter().rev().fold(0, |key, &b| key << 8 | u64::from(b)),
    }
}

/// The last eight bytes of a text, the last one lowest.
fn tail(text: &[u8]) -> u64 {
    match text.last_chunk::<8>() {
        Some(chunk) => u64::from_be_bytes(*chunk),
        None => text.iter().fold(0, |key, &b| key << 8 | u64::from(b)),
    }
}

/// A mask over the bytes of a key that a word of this length fills.
fn mask(length: usize) -> u64 {
    if length >= 8 { u64::MAX } else { (1 << (8 * length)) - 1 }
}

impl Index {
    fn new<T>(words: &[(Box<str>, T)], end: fn(&str) -> Option<char>, key: fn(&[u8]) -> u64) -> Self {
        let bucket = |word: &str| end(word).map_or(0, slot);
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
        let entry = |i: u32| {
            let word = words[i as usize].0.as_bytes();
            Entry { key: key(word), mask: mask(word.len()), word: i }
        };
        Self { starts, order: order.into_iter().map(entry).collect() }
    }

    fn bucket(&self, c: char) -> &[Entry] {
        let slot = slot(c);
        &self.order[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }
}

/// The slots of the first six bytes of the words; all where a word has only four or five.
fn pairs<'w>(words: impl Iterator<Item = &'w str>) -> Box<[u64; 64]> {
    let mut pairs = Box::new([0u64; 64]);
    for word in words.filter(|word| word.len() > 3) {
        match word.as_bytes().first_chunk::<6>() {
            Some(six) => {
                let (word, bit) = pair_slot(*six);
                pairs[word] |= 1 << bit;
            }
            None => pairs.fill(u64::MAX),
        }
    }
    pairs
}

/// The word and bit of six bytes among 4096.
fn pair_slot(six: [u8; 6]) -> (usize, usize) {
    let [a, b, c, d, e, f] = six;
    let slot = u64::from_le_bytes([a, b, c, d, e, f, 0, 0]).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52;
    (slot as usize >> 6, slot as usize & 63)
}

fn slot(c: char) -> usize {
    c as usize & (BUCKETS - 1)
}

impl<T> Cues<T> {
    /// The words of a list; of two equal words the later one counts.
    pub(crate) fn new(words: impl IntoIterator<Item = (Box<str>, T)>) -> Self {
        let words: Vec<_> = words.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        Self {
            first: Index::new(&words, |word| word.chars().next(), head),
            last: Index::new(&words, |word| word.chars().next_back(), tail),
            starts: CharSet::new(words.iter().filter_map(|(word, _)| word.chars().next())),
            pairs: pairs(words.iter().map(|(word, _)| &**word)),
            words,
        }
    }

    /// The words.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(word, _)| &**word)
    }

    /// The characters that words start with.
    pub(crate) fn starts(&self) -> &CharSet {
        &self.starts
    }

    /// Whether a word may start with a character; only what the set of starts can hold is ruled out.
    fn may_start(&self, c: char) -> bool {
        self.starts.has_char(c) || c > '\u{FFFF}'
    }

    /// Whether `text` may start with a word of more than one character of three bytes; most texts that don't are told.
    pub(crate) fn may_start_long(&self, text: &str) -> bool {
        text.as_bytes().first_chunk::<6>().is_none_or(|six| {
            let (word, bit) = pair_slot(*six);
            self.pairs[word] >> bit & 1 == 1
        })
    }

    /// The longest word that `text` starts with.
    pub(crate) fn prefix<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        self.prefix_where(text, |_, _| true)
    }

    /// The longest word that `text` ends with.
    pub(crate) fn suffix<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        self.suffix_where(text, |_, _| true)
    }

    /// The longest word that `text` starts with and that fits there.
    #[inline]
    pub(crate) fn prefix_where<'s>(
        &'s self,
        text: &str,
        mut fits: impl FnMut(&'s str, &'s T) -> bool,
    ) -> Option<(&'s str, &'s T)> {
        let bucket = self.first.bucket(text.chars().next().filter(|&c| self.may_start(c))?);
        let key = head(text.as_bytes());
        bucket.iter().filter(|entry| entry.key == key & entry.mask).map(|entry| self.word(entry)).find(
            |&(word, meaning)| {
                // a key of zeros may stand for bytes past the end
                word.len() <= text.len() && (word.len() <= 8 || text.starts_with(word)) && fits(word, meaning)
            },
        )
    }

    /// The longest word that `text` ends with and that fits there.
    #[inline]
    pub(crate) fn suffix_where<'s>(
        &'s self,
        text: &str,
        mut fits: impl FnMut(&'s str, &'s T) -> bool,
    ) -> Option<(&'s str, &'s T)> {
        let bucket = self.last.bucket(text.chars().next_back()?);
        if bucket.is_empty() {
            return None;
        }
        let key = tail(text.as_bytes());
        bucket.iter().filter(|entry| entry.key == key & entry.mask).map(|entry| self.word(entry)).find(
            |&(word, meaning)| {
                word.len() <= text.len() && (word.len() <= 8 || text.ends_with(word)) && fits(word, meaning)
            },
        )
    }

    /// All words that `text` starts with, longest first.
    pub(crate) fn prefixes<'s>(&'s self, text: &str) -> impl Iterator<Item = (&'s str, &'s T)> {
        let bucket = text.chars().next().filter(|&c| self.may_start(c)).map_or(&[][..], |c| self.first.bucket(c));
        let key = if bucket.is_empty() { 0 } else { head(text.as_bytes()) };
        bucket
            .iter()
            .filter(move |entry| entry.key == key & entry.mask)
            .map(|entry| self.word(entry))
            .filter(move |(word, _)| word.len() <= 8 || text.starts_with(word))
            .filter(move |(word, _)| word.len() <= text.len())
    }

    /// All words that `text` ends with, longest first.
    pub(crate) fn suffixes<'s>(&'s self, text: &str) -> impl Iterator<Item = (&'s str, &'s T)> {
        let bucket = text.chars().next_back().map_or(&[][..], |c| self.last.bucket(c));
        let key = if bucket.is_empty() { 0 } else { tail(text.as_bytes()) };
        bucket
            .iter()
            .filter(move |entry| entry.key == key & entry.mask)
            .map(|entry| self.word(entry))
            .filter(move |(word, _)| word.len() <= 8 || text.ends_with(word))
            .filter(move |(word, _)| word.len() <= text.len())
    }

    /// What the list says of exactly this word.
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        self.prefix_where(word, |found, _| found == word).map(|(_, meaning)| meaning)
    }

    fn word(&self, entry: &Entry) -> (&str, &T) {
        let (word, meaning) = &self.words[entry.word as usize];
        (word, meaning)
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
