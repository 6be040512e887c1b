//! Quick looks at characters that leave few places of a text for slow ones.

/// First characters of words, to be searched in long texts; all of them are common ideographs (U+4000 to U+9FFF).
#[derive(Debug)]
pub(super) struct Firsts {
    /// A bit for the last two bytes of each, six bits of which count: the first byte only takes six values.
    bits: [u64; 64],
}

impl Firsts {
    /// The set of these characters.
    pub(super) fn new(chars: &[char]) -> Self {
        let mut bits = [0; 64];
        for c in chars.iter().map(|c| *c as usize) {
            bits[c >> 6 & 63] |= 1 << (c & 63);
        }
        Self { bits }
    }

    /// Where the next of them may start, from the character boundary `at` on; a false place is rare.
    pub(super) fn find(&self, text: &str, mut at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        while let Some(&lead) = bytes.get(at) {
            at += match lead {
                0xE4..=0xE9 => match bytes.get(at + 1..at + 3) {
                    Some(&[b, c]) if self.bits[b as usize & 63] >> (c & 63) & 1 == 1 => return Some(at),
                    _ => 3,
                },
                0..0xC0 => 1,
                0xC0..0xE0 => 2,
                0xF0.. => 4,
                _ => 3,
            };
        }
        None
    }
}

/// Which two characters may open a word: a quick look that leaves few places for a slow one.
#[derive(Debug)]
pub(super) struct Pairs {
    bits: Box<[u64]>,
}

impl Pairs {
    /// The first two characters of `words`; behind a word of one character each of `inside`.
    pub(super) fn new(words: &[&str], inside: &[char]) -> Self {
        let mut pairs = Self { bits: vec![0; 1024].into_boxed_slice() };
        for word in words {
            let mut chars = word.chars();
            match (chars.next(), chars.next()) {
                (Some(first), Some(second)) => pairs.add(first, second),
                (Some(first), None) => inside.iter().for_each(|&second| pairs.add(first, second)),
                _ => {}
            }
        }
        pairs
    }

    fn add(&mut self, first: char, second: char) {
        let slot = Self::slot(first, second);
        self.bits[slot >> 6] |= 1 << (slot & 63);
    }

    /// Whether a word may open with the first two characters of `text`; a false yes is rare.
    pub(super) fn open(&self, text: &str) -> bool {
        let mut chars = text.chars();
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else {
            return false;
        };
        let slot = Self::slot(first, second);
        self.bits[slot >> 6] >> (slot & 63) & 1 == 1
    }

    /// One of 65536 places for a pair.
    fn slot(first: char, second: char) -> usize {
        ((first as usize).wrapping_mul(0x9E37) ^ second as usize) & 0xFFFF
    }
}
