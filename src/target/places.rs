//! One look through a text for all that its readers search: numerals, words of direction, marks and borders.

use std::ops::Range;

use crate::cue::Cues;
use crate::quantity::NUMERALS;

/// A word of direction may start with it.
const TRIGGER: u8 = 1;
/// A mark of the sentence may start with it.
const MARK: u8 = 1 << 1;
/// A number may start with it.
const NUMERAL: u8 = 1 << 2;
/// It parts or encloses text inside a sentence.
const BORDER: u8 = 1 << 3;
/// A sentence ends with it.
const END: u8 = 1 << 6;
/// What is wanted whatever follows.
const ALONE: u8 = NUMERAL | BORDER | END;
/// How far up the class of a second character stands: it is `TRIGGER << SECOND` or `MARK << SECOND`.
const SECOND: u32 = 4;

/// The marks that part or enclose text inside a sentence, 五 of the five-year plans, and 每.
const BORDERS: &str = "《“「〔【(‘[》”」〕】)’]\",:五每";

/// The marks that end a sentence.
const ENDS: &str = "\n;!?。";

/// What each character of the basic plane may be to the readers of targets.
#[derive(Debug)]
pub(crate) struct Classes {
    of: Box<[u8; 1 << 16]>,
    /// What the characters of three bytes that share a slot are together: most are nothing.
    slots: Box<[u8; 1 << 14]>,
    /// What a character beyond the plane, or the end of the text, is behind the first one of a word.
    other: u8,
}

impl Classes {
    /// The classes of these words of direction and marks.
    pub(crate) fn new<T, U>(triggers: &Cues<T>, marks: &Cues<U>) -> Self {
        let mut classes = Self { of: Box::new([0; 1 << 16]), slots: Box::new([0; 1 << 14]), other: 0 };
        for (chars, class) in [(BORDERS, BORDER), (ENDS, END), (NUMERALS, NUMERAL)] {
            chars.chars().for_each(|c| classes.add(c, class));
        }
        triggers.words().for_each(|word| classes.add_word(word, TRIGGER));
        marks.words().for_each(|word| classes.add_word(word, MARK));
        for code in 0x800..1 << 16 {
            classes.slots[slot(code >> 12 | (code >> 6 & 63) << 8 | (code & 63) << 16)] |= classes.of[code as usize];
        }
        classes
    }

    fn add(&mut self, c: char, class: u8) {
        if let Some(of) = self.of.get_mut(c as usize) {
            *of |= class;
        }
    }

    fn add_word(&mut self, word: &str, first: u8) {
        let (mut chars, second) = (word.chars(), first << SECOND);
        if let Some(c) = chars.next() {
            self.add(c, first);
        }
        match chars.next() {
            Some(c) if (c as usize) < self.of.len() => self.add(c, second),
            // anything may follow
            _ => {
                self.of.iter_mut().for_each(|of| *of |= second);
                self.other |= second;
            }
        }
    }

    /// The class of the character that a text starts with, and how many bytes it has; none at the end.
    fn first(&self, rest: &[u8]) -> Option<(u8, usize)> {
        let (code, width) = match rest {
            [lead @ 0xE0..0xF0, middle, last, ..] => {
                ((*lead as usize & 15) << 12 | (*middle as usize & 63) << 6 | *last as usize & 63, 3)
            }
            [code @ 0..0x80, ..] => (*code as usize, 1),
            [lead @ 0xC0..0xE0, last, ..] => ((*lead as usize & 31) << 6 | *last as usize & 63, 2),
            [_, _, _, _, ..] => return Some((self.other, 4)),
            _ => return None,
        };
        Some((self.of[code & 0xFFFF], width))
    }

    /// Passes characters of three bytes as long as none of them can be wanted, with a look at the one behind each.
    #[inline(always)]
    fn skip<'t>(&self, mut rest: &'t [u8]) -> &'t [u8] {
        let mut class = match rest {
            [lead @ 0xE0..0xF0, middle, last, ..] => self.slots[slot(u32::from_le_bytes([*lead, *middle, *last, 0]))],
            _ => return rest,
        };
        // of the three characters looked at, the first two are judged
        while let Some(two) = rest.get(3..).and_then(|after| after.first_chunk::<8>()) {
            let two = u64::from_le_bytes(*two);
            let (next, last) = (self.slots[slot(two as u32)], self.slots[slot((two >> 24) as u32)]);
            if two & 0xF000_00F0 != 0xE000_00E0 || wanted(class, next) != 0 {
                return if class & (ALONE | TRIGGER | MARK) == 0 { &rest[3..] } else { rest };
            }
            if wanted(next, last) != 0 {
                return &rest[3..];
            }
            class = last;
            rest = &rest[6..];
        }
        rest
    }
}

/// Where the class of a character is looked up whose three bytes are the low ones of `bytes`.
fn slot(bytes: u32) -> usize {
    ((bytes & 0x003F_3F0F).wrapping_mul(0x9E37_79B1) >> 18) as usize
}

/// What of a class stands before a character of the class `next`: words need a second character.
fn wanted(class: u8, next: u8) -> u8 {
    class & (ALONE | next >> SECOND)
}

/// Where the wanted characters of a text stand, in order; kept from text to text for its memory.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Characters that numbers may start with.
    pub(crate) numerals: Vec<usize>,
    /// Characters that words of direction may start with.
    pub(crate) triggers: Vec<usize>,
    /// Characters that part or enclose text inside a sentence, and those that its marks may start with.
    pub(super) borders: Vec<usize>,
    /// Characters that end a sentence.
    pub(super) ends: Vec<usize>,
}

impl Places {
    /// Looks through a text but for its responsibility clauses; what was found in the one before is forgotten.
    pub(super) fn look(&mut self, text: &str, clauses: &[Range<usize>], classes: &Classes) {
        for places in [&mut self.numerals, &mut self.triggers, &mut self.borders, &mut self.ends] {
            places.clear();
        }
        let mut from = 0;
        for clause in clauses {
            self.piece(text, from..clause.start.max(from), classes);
            from = from.max(clause.end);
        }
        self.piece(text, from..text.len(), classes);
    }

    /// Looks through a piece of the text.
    fn piece(&mut self, text: &str, range: Range<usize>, classes: &Classes) {
        let bytes = text.as_bytes();
        let mut rest = bytes.get(range.clone()).unwrap_or_default();
        loop {
            rest = classes.skip(rest);
            let Some((class, width)) = classes.first(rest) else { break };
            let at = range.end - rest.len();
            rest = &rest[width..];
            if width == 1 && class & NUMERAL != 0 {
                // a number starts with the first digit of a run
                while let [b'0'..=b'9', after @ ..] = rest {
                    rest = after;
                }
            }
            if class & (ALONE | TRIGGER | MARK) != 0 {
                let next = classes.first(&bytes[at + width..]).map_or(classes.other, |(next, _)| next);
                self.note(wanted(class, next), at);
            }
        }
    }

    /// Notes a character.
    #[inline(always)]
    fn note(&mut self, wanted: u8, at: usize) {
        if wanted & NUMERAL != 0 {
            self.numerals.push(at);
        }
        if wanted & TRIGGER != 0 {
            self.triggers.push(at);
        }
        if wanted & (BORDER | MARK) != 0 {
            self.borders.push(at);
        }
        if wanted & END != 0 {
            self.ends.push(at);
        }
    }

    /// Whether a line of the text ends between two places.
    pub(super) fn line_ends(&self, text: &str, from: usize, to: usize) -> bool {
        let ends = &self.ends[self.ends.partition_point(|&end| end < from)..];
        ends.iter().take_while(|&&end| end < to).any(|&end| text[end..].starts_with('\n'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(words: &[&str]) -> Cues<()> {
        Cues::new(words.iter().map(|word| ((*word).into(), ())))
    }

    /// The places of these words of direction and marks in a text without responsibility clauses.
    fn places(text: &str, triggers: &[&str], marks: &[&str]) -> Places {
        let mut places = Places::default();
        places.look(text, &[], &Classes::new(&cues(triggers), &cues(marks)));
        places
    }

    #[test]
    fn every_place_where_a_word_stands_is_found() {
        let text = "力争2023年全面完成“十四五”任务,确保学校全覆盖、力达100%;𠮷清x清\u{e9}清零。全";
        let words: &[&[&str]] = &[&["全覆盖", "清零"], &["全"], &["清x", "清\u{e9}"], &["力争", "𠮷清"], &["x清"]];
        for list in words {
            let found = places(text, list, list);
            let stands = |&(at, c): &(usize, char)| c <= '\u{FFFF}' && cues(list).prefix(&text[at..]).is_some();
            for (at, _) in text.char_indices().filter(stands) {
                assert!(found.triggers.contains(&at) && found.borders.contains(&at), "{list:?} at {at}");
            }
        }
    }

    #[test]
    fn a_character_that_starts_no_word_here_is_passed() {
        assert_eq!(places("全县安全覆盖全市", &["全覆盖"], &[]).triggers, ["全县安".len()]);
    }

    #[test]
    fn a_number_starts_once_and_clauses_are_passed() {
        let text = "建成12所(3家)5个。";
        let mut found = Places::default();
        let clause = text.find('(').unwrap_or_default()..text.find('5').unwrap_or_default();
        found.look(text, &[clause], &Classes::new(&cues(&[]), &cues(&[])));
        assert_eq!(found.numerals, ["建成".len(), "建成12所(3家)".len()]);
        assert_eq!(found.ends, [text.len() - "。".len()]);
        assert!(found.borders.is_empty());
    }
}
