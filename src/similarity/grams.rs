//! Text as grams: single characters and pairs of neighbours, counted.

use std::ops::Range;

/// A character, a pair of neighbours, or a policy concept of the lexicon.
///
/// The first character stands in the upper half, the second (0 for a single character) in the lower, so the order of
/// grams is that of their characters and owes nothing to the order in which texts are read.
pub(crate) type Gram = u32;

/// Upper half of the grams that stand for concepts: surrogates are no characters, so nothing else has it.
const CONCEPT: u32 = 0xD800_0000;

/// The gram of the concept with this position in its table.
pub(crate) fn concept_gram(index: usize) -> Gram {
    // tables are far shorter than 2^27 rows
    CONCEPT + (index as u32 & 0x07FF_FFFF)
}

/// Position of the concept that a gram stands for, if it stands for one.
pub(crate) fn concept_index(gram: Gram) -> Option<usize> {
    gram.checked_sub(CONCEPT).filter(|index| *index < 0x0800_0000).map(|index| index as usize)
}

/// The gram as text.
pub(crate) fn text_of(gram: Gram) -> String {
    [gram >> 16, gram & 0xFFFF].into_iter().filter(|&half| half != 0).filter_map(char::from_u32).collect()
}

/// The gram with this text; longer text is cut.
pub(crate) fn gram_of(text: &str) -> Gram {
    let mut codes = text.chars().filter_map(code);
    codes.next().unwrap_or(0) << 16 | codes.next().unwrap_or(0)
}

/// A text as the measure sees it: half-width, lower case, no white space and no quotation marks.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let characters = text
        .chars()
        .filter(|c| !c.is_whitespace() && !is_quotation_mark(*c))
        .map(|c| match c {
            // U+FF01..=U+FF5E mirror U+0021..=U+007E
            '\u{FF01}'..='\u{FF5E}' => char::from((c as u32 - 0xFEE0) as u8),
            _ => c,
        })
        .map(|c| c.to_ascii_lowercase());
    plain.extend(characters);
    plain
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '"' | '＂' | '\'' | '「' | '」' | '『' | '』' | '〝' | '〞')
}

/// The code of a character that grams are made of; none for digits, punctuation and whatever else breaks a run.
pub(crate) fn code(c: char) -> Option<u32> {
    match c {
        'a'..='z' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '〇' => {
            Some(c as u32)
        }
        // rare characters outside the basic plane share the code of the replacement character
        '\u{20000}'..='\u{3FFFF}' => Some(0xFFFD),
        _ => None,
    }
}

/// Calls `each` with every gram of a plain text.
pub(crate) fn each_gram(text: &str, mut each: impl FnMut(Gram)) {
    each_character(text, |_, single, pair| {
        each(single);
        pair.into_iter().for_each(&mut each);
    });
}

/// Calls `each` for every character that makes grams: with its place in bytes, its own gram, and the gram that it makes
/// with the character before it.
pub(crate) fn each_character(text: &str, mut each: impl FnMut(Range<usize>, Gram, Option<Gram>)) {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let here = code(c);
        if let Some(here) = here {
            each(at..at + c.len_utf8(), here << 16, before.map(|before: u32| before << 16 | here));
        }
        before = here;
    }
}

/// Hashes grams by one multiplication: they are small numbers already, and the order of a map is never used.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct GramHasher;

impl std::hash::BuildHasher for GramHasher {
    type Hasher = Multiply;
    fn build_hasher(&self) -> Multiply {
        Multiply(0)
    }
}

/// The hasher of [`GramHasher`] (Fibonacci hashing, with the high bits folded down).
#[derive(Debug)]
pub(crate) struct Multiply(u64);

impl std::hash::Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }
    fn write_u32(&mut self, value: u32) {
        let mixed = (self.0 ^ u64::from(value)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}
