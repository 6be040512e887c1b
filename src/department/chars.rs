//! Quick looks at bytes and characters that leave few places of a text for slow ones.

/// The first three characters of words, to be searched in long texts. The first ones are common ideographs (U+4000 to
/// U+9FFF). A false place is rare, a missed one can't be.
#[derive(Debug)]
pub(super) struct Openings {
    /// A bit for the last two bytes of each first character; its first byte only takes six values.
    firsts: [u64; 64],
    /// The same for words of one character.
    singles: [u64; 64],
    /// A bit for each first and second character, by a hash of their last two bytes.
    pairs: Box<[u64]>,
    /// The same for each second and third character.
    seconds: Box<[u64]>,
}

impl Openings {
    /// The openings of `words`; behind a word of one or two characters stands one of `inside`, or a bracket or colon.
    pub(super) fn new(words: &[&str], inside: &[char]) -> Self {
        let bits = || vec![0; 1024].into_boxed_slice();
        let mut openings = Self { firsts: [0; 64], singles: [0; 64], pairs: bits(), seconds: bits() };
        for word in words {
            let chars: Vec<char> = word.chars().collect();
            if let Some(&first) = chars.first() {
                let [b, c] = low(first);
                openings.firsts[usize::from(b & 63)] |= 1 << (c & 63);
                openings.singles[usize::from(b & 63)] |= u64::from(chars.len() == 1) << (c & 63);
            }
            match chars[..] {
                [first] => inside.iter().for_each(|&second| set(&mut openings.pairs, first, second)),
                [first, second, ..] => set(&mut openings.pairs, first, second),
                [] => {}
            }
            match chars[..] {
                [_, second] => inside.iter().for_each(|&third| set(&mut openings.seconds, second, third)),
                [_, second, third, ..] => set(&mut openings.seconds, second, third),
                _ => {}
            }
        }
        openings
    }

    /// Whether a word may open `text`.
    pub(super) fn open(&self, text: &str) -> bool {
        match *text.as_bytes() {
            [0xE4..=0xE9, b, c, ref rest @ ..] => has(&self.firsts, b, c) && self.goes_on(b, c, rest),
            _ => false,
        }
    }

    /// Whether a first character that ends with `b` and `c` and what stands behind it may open a word.
    fn goes_on(&self, b: u8, c: u8, rest: &[u8]) -> bool {
        let [0xE0..=0xEF, e, f, ref rest @ ..] = *rest else {
            return !rest.is_empty();
        };
        let second = slot(b, c, e, f);
        if self.pairs[second >> 6] >> (second & 63) & 1 == 0 {
            return false;
        }
        match *rest {
            [0xE0..=0xEF, g, h, ..] if !has(&self.singles, b, c) => {
                let third = slot(e, f, g, h);
                self.seconds[third >> 6] >> (third & 63) & 1 == 1
            }
            _ => true,
        }
    }

    /// Where the next word may open, from the character boundary `at` on.
    pub(super) fn find(&self, text: &str, at: usize) -> Option<usize> {
        let mut rest = text.as_bytes().get(at..)?;
        loop {
            rest = match *rest {
                [0xE4..=0xE9, b, c, ref behind @ ..] => {
                    if has(&self.firsts, b, c) && self.goes_on(b, c, behind) {
                        return Some(text.len() - rest.len());
                    }
                    behind
                }
                [lead, ..] => rest.get(usize::from(WIDTHS[usize::from(lead)])..)?,
                [] => return None,
            };
        }
    }
}

/// Whether the bit for a character that ends with `b` and `c` is set.
fn has(bits: &[u64; 64], b: u8, c: u8) -> bool {
    bits[usize::from(b & 63)] >> (c & 63) & 1 == 1
}

/// Sets the bit for two characters that stand side by side.
fn set(bits: &mut [u64], left: char, right: char) {
    let ([b, c], [e, f]) = (low(left), low(right));
    let slot = slot(b, c, e, f);
    bits[slot >> 6] |= 1 << (slot & 63);
}

/// What the last two bytes of a character tell; their upper bits are of no account.
fn low(c: char) -> [u8; 2] {
    [(c as usize >> 6) as u8, c as u8]
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
