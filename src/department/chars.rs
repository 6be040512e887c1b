//! Quick looks at bytes and characters that leave few places of a text for slow ones.

/// How words begin, to be searched in long texts: with which two characters, and which may stand third.
///
/// A false place is rare, a missed one can't be. All words are of Chinese characters, in which a bracket may stand second,
/// and a bracket or a colon third.
#[derive(Debug)]
pub(super) struct Openings {
    /// What is known of a character of three bytes ([`FIRST`], [`THIRD`]), by its last two ([`ends`]).
    places: Box<[u8; ENDS]>,
    /// A bit for each pair of a first and a second character ([`pair`]).
    pairs: Box<[u64; 256]>,
    /// How far the search goes on by the fifth and sixth byte that it looks at, the ends of what may be a second character;
    /// zero where it is one. See [`Openings::add_pair`].
    shifts: Box<[u8; 1 << 16]>,
}

/// A character may stand first.
const FIRST: u8 = 0b01;

/// A character may stand third.
const THIRD: u8 = 0b10;

/// Bytes that are searched for pairs and for brackets before the next ones are, so that none is searched often.
const STRETCH: usize = 256;

/// Bytes of three characters.
const OPENING: usize = 9;

/// Bytes of the two characters that the search looks at.
const WINDOW: u8 = 6;

impl Openings {
    /// No words yet.
    pub(super) fn new() -> Self {
        let mut shifts = Box::new([WINDOW; 1 << 16]);
        for (last, row) in shifts.chunks_exact_mut(256).enumerate() {
            match last {
                // the window cuts a character behind its second byte
                0x80..0xC0 => row[0xE0..0xF0].fill(1),
                // or behind its first one
                0xE0..0xF0 => row.fill(2),
                _ => {}
            }
        }
        Self { places: Box::new([0; ENDS]), pairs: Box::new([0; 256]), shifts }
    }

    /// Adds the two characters that a word begins with.
    pub(super) fn add_pair(&mut self, first: char, second: char) {
        let (Some(first), Some(second)) = (three_bytes(first), three_bytes(second)) else {
            return;
        };
        self.places[ends(first)] |= FIRST;
        let bit = pair(first, second);
        self.pairs[bit / 64] |= 1 << (bit % 64);
        // a first character may have its second behind it
        let shift = &mut self.shifts[usize::from(u16::from_le_bytes(first))];
        *shift = (*shift).min(3);
        self.shifts[usize::from(u16::from_le_bytes(second))] = 0;
    }

    /// Adds what may stand third.
    pub(super) fn add_third(&mut self, third: char) {
        if let Some(third) = three_bytes(third) {
            self.places[ends(third)] |= THIRD;
        }
    }

    /// Whether a word may open `text`: three characters tell it.
    #[inline]
    pub(super) fn open(&self, text: &str) -> bool {
        self.opens(text.as_bytes())
    }

    /// Where the next word may open, from the character boundary `at` on.
    pub(super) fn find(&self, text: &str, at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let stretch = |from: usize| bytes.get(from..bytes.len().min(from + STRETCH + OPENING));
        (at..bytes.len()).step_by(STRETCH).find_map(|from| Some(from + self.find_in(stretch(from)?)?))
    }

    /// Where the next word may open in a short text.
    fn find_in(&self, text: &[u8]) -> Option<usize> {
        let found = self.find_pair(text);
        // few texts have brackets
        let before = text.get(..found.unwrap_or(text.len())).unwrap_or_default();
        let mut brackets = memchr::memchr_iter(b'(', before).filter_map(|bracket| bracket.checked_sub(3));
        brackets.find(|&first| self.opens(&text[first..])).or(found)
    }

    /// Where the next word may open that begins with two characters.
    fn find_pair(&self, text: &[u8]) -> Option<usize> {
        let mut rest = text;
        loop {
            let [_, _, _, _, middle, last] = rest.first_chunk()?;
            rest = match self.shifts[usize::from(u16::from_le_bytes([*middle, *last]))] {
                0 if self.opens(rest) => return Some(text.len() - rest.len()),
                0 => &rest[3..],
                shift => rest.get(usize::from(shift)..)?,
            };
        }
    }

    #[inline]
    fn opens(&self, text: &[u8]) -> bool {
        let [0xE0..=0xEF, a, b, ref second @ ..] = *text else {
            return false;
        };
        self.places[ends([a, b])] & FIRST != 0 && self.go_on([a, b], second)
    }

    /// Whether a word may begin with the character `first` and go on with `text`.
    fn go_on(&self, first: [u8; 2], text: &[u8]) -> bool {
        match *text {
            [0xE0..=0xEF, c, d, ref third @ ..] => {
                let bit = pair(first, [c, d]);
                self.pairs[bit / 64] >> (bit % 64) & 1 == 1
                    && (matches!(third, [b'(' | b':', ..]) || self.third_stands_before(third))
            }
            // in a bracket may stand what is no Chinese character
            [b'(', ref third @ ..] => {
                !matches!(third, [0xE0..=0xEF, ..]) && !third.is_empty() || self.third_stands_before(third)
            }
            _ => false,
        }
    }

    /// Whether `text` begins with a character that may stand third.
    fn third_stands_before(&self, text: &[u8]) -> bool {
        matches!(*text, [0xE0..=0xEF, a, b, ..] if self.places[ends([a, b])] & THIRD != 0)
    }
}

/// The last two bytes of a character of three, which tell most characters of a text apart.
fn three_bytes(c: char) -> Option<[u8; 2]> {
    match *c.encode_utf8(&mut [0; 4]).as_bytes() {
        [_, middle, last] => Some([middle, last]),
        _ => None,
    }
}

/// Size of a table by [`ends`].
const ENDS: usize = 0x4000;

/// A character of three bytes as an index below [`ENDS`].
fn ends(character: [u8; 2]) -> usize {
    usize::from(u16::from_le_bytes(character) & 0x3F3F)
}

/// Two characters of three bytes as an index below 2^14: most pairs of a text are told apart by it.
fn pair(first: [u8; 2], second: [u8; 2]) -> usize {
    let both = u32::from_le_bytes([first[0], first[1], second[0], second[1]]);
    // the golden ratio spreads what differs over the upper bits
    (both.wrapping_mul(0x9E37_79B9) >> 18) as usize
}

/// Bytes of a character by its first byte; none for the `wanted` ones.
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
