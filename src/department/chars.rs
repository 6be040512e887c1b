//! Quick looks at bytes and characters that leave few places of a text for slow ones.

/// The first two characters of words, to be searched in long texts. The first ones are common ideographs (U+4000 to
/// U+9FFF). A false place is rare, a missed one can't be.
#[derive(Debug)]
pub(super) struct Openings {
    /// A bit for the last two bytes of each first character; its first byte only takes six values.
    firsts: [u64; 64],
    /// A bit for each pair of characters, by a hash of their last two bytes.
    pairs: Box<[u64]>,
}

impl Openings {
    /// The openings of `words`; behind a word of one character stands one of `inside`.
    pub(super) fn new(words: &[&str], inside: &[char]) -> Self {
        let mut openings = Self { firsts: [0; 64], pairs: vec![0; 1024].into_boxed_slice() };
        for word in words {
            let mut chars = word.chars();
            match (chars.next(), chars.next()) {
                (Some(first), Some(second)) => openings.add(first, second),
                (Some(first), None) => inside.iter().for_each(|&second| openings.add(first, second)),
                _ => {}
            }
        }
        openings
    }

    fn add(&mut self, first: char, second: char) {
        let low = |c: char| [(c as usize >> 6) as u8, c as u8];
        let ([b, c], [e, f]) = (low(first), low(second));
        self.firsts[usize::from(b & 63)] |= 1 << (c & 63);
        let slot = slot(b, c, e, f);
        self.pairs[slot >> 6] |= 1 << (slot & 63);
    }

    /// Whether a word may open `text`.
    pub(super) fn open(&self, text: &str) -> bool {
        match *text.as_bytes() {
            [0xE4..=0xE9, b, c, ref rest @ ..] => self.first(b, c) && self.pair(b, c, rest),
            _ => false,
        }
    }

    fn first(&self, b: u8, c: u8) -> bool {
        self.firsts[usize::from(b & 63)] >> (c & 63) & 1 == 1
    }

    /// Whether a first character that ends with `b` and `c` and what stands behind it may open a word.
    fn pair(&self, b: u8, c: u8, rest: &[u8]) -> bool {
        match *rest {
            [0xE0..=0xEF, e, f, ..] => {
                let slot = slot(b, c, e, f);
                self.pairs[slot >> 6] >> (slot & 63) & 1 == 1
            }
            [] => false,
            _ => true,
        }
    }

    /// Where the next word may open, from the character boundary `at` on.
    pub(super) fn find(&self, text: &str, mut at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        while let Some(rest) = bytes.get(at..) {
            at += match *rest {
                [0xE4..=0xE9, b, c, ref rest @ ..] => {
                    if self.first(b, c) && self.pair(b, c, rest) {
                        return Some(at);
                    }
                    3
                }
                [lead, ..] => usize::from(WIDTHS[usize::from(lead)]),
                [] => return None,
            };
        }
        None
    }
}

/// One of 65536 places for the last two bytes of two characters.
fn slot(b: u8, c: u8, e: u8, f: u8) -> usize {
    let key = u32::from(b & 63) << 18 | u32::from(c & 63) << 12 | u32::from(e & 63) << 6 | u32::from(f & 63);
    (key.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// Bytes of a character by its first byte.
const WIDTHS: [u8; 256] = widths(&[]);

const fn widths(wanted: &[u8]) -> [u8; 256] {
    let mut widths = [0; 256];
    let mut lead = 0;
    while lead < 256 {
        widths[lead] = match lead {
            0..0xC0 => 1,
            0xC0..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        lead += 1;
    }
    let mut i = 0;
    while i < wanted.len() {
        widths[wanted[i] as usize] = 0;
        i += 1;
    }
    widths
}

/// Characters that are told by their first byte, so that most of a text is passed over without being decoded.
#[derive(Debug)]
pub(super) struct Marks {
    /// Bytes to pass over by the first byte of a character; none where the character may be wanted.
    widths: [u8; 256],
}

impl Marks {
    /// The characters whose first byte is one of these.
    pub(super) const fn new(leads: &[u8]) -> Self {
        Self { widths: widths(leads) }
    }

    /// The next such character from the character boundary `at` on, with its place.
    pub(super) fn find(&self, text: &str, mut at: usize) -> Option<(usize, char)> {
        let bytes = text.as_bytes();
        loop {
            match self.widths[usize::from(*bytes.get(at)?)] {
                0 => break,
                width => at += usize::from(width),
            }
        }
        text.get(at..)?.chars().next().map(|c| (at, c))
    }
}
