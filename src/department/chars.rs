//! Quick looks at bytes and characters that leave few places of a text for slow ones.

/// How words begin: which characters may stand first, second and third in one of them, to be searched in long texts.
///
/// A false place is rare, a missed one can't be. All words are of Chinese characters, in which a bracket or a colon may
/// stand second or third.
#[derive(Debug)]
pub(super) struct Openings {
    /// A bit for each of the three places, by the last two bytes of a character of three ([`ends`]).
    places: Box<[u8; ENDS]>,
    /// How far the search goes on by the fifth and sixth byte that it looks at, the ends of what may be a second character;
    /// zero where it is one. See [`Openings::add`].
    shifts: Box<[u8; 1 << 16]>,
}

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
        Self { places: Box::new([0; ENDS]), shifts }
    }

    /// Adds a word that stands at place `from` (0 to 2) of what begins with it.
    pub(super) fn add(&mut self, word: &str, from: usize) {
        for (place, c) in (from..3).zip(word.chars()) {
            if let [_, middle, last] = *c.encode_utf8(&mut [0; 4]).as_bytes() {
                self.places[ends(middle, last)] |= 1 << place;
                // a second character is looked at, a first one may have its second behind it
                let shift = &mut self.shifts[usize::from(u16::from_le_bytes([middle, last]))];
                *shift = (*shift).min([3, 0, WINDOW][place]);
            }
        }
    }

    /// Whether a word may open `text`: three characters tell it.
    pub(super) fn open(&self, text: &str) -> bool {
        self.opens(text.as_bytes())
    }

    /// Where the next word may open, from the character boundary `at` on.
    pub(super) fn find(&self, text: &str, at: usize) -> Option<usize> {
        let text = text.as_bytes().get(at..)?;
        let found = self.find_two(text);
        // few texts have brackets
        let before = text.get(..found.unwrap_or(text.len())).unwrap_or_default();
        let mut brackets = memchr::memchr_iter(b'(', before).filter_map(|bracket| bracket.checked_sub(3));
        brackets.find(|&first| self.opens(&text[first..])).or(found).map(|found| at + found)
    }

    /// Where the next word may open that begins with two characters.
    fn find_two(&self, text: &[u8]) -> Option<usize> {
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

    fn opens(&self, text: &[u8]) -> bool {
        let [0xE0..=0xEF, middle, last, ref second @ ..] = *text else {
            return false;
        };
        if self.places[ends(middle, last)] & 0b001 == 0 {
            return false;
        }
        let (place, third) = self.first(second);
        // in a bracket may stand what is no Chinese character
        let in_bracket = || second.starts_with(b"(") && !matches!(third, [0xE0..=0xEF, ..]);
        place & 0b010 != 0 && (self.first(third).0 & 0b100 != 0 || in_bracket())
    }

    /// The places of the first character of `text`, and what follows it.
    fn first<'t>(&self, text: &'t [u8]) -> (u8, &'t [u8]) {
        match *text {
            [0xE0..=0xEF, middle, last, ref behind @ ..] => (self.places[ends(middle, last)], behind),
            [b'(' | b':', ref behind @ ..] => (0b110, behind),
            _ => (0, text),
        }
    }
}

/// Size of a table by [`ends`].
const ENDS: usize = 0x4000;

/// The last two bytes of a character of three as an index below [`ENDS`]: most characters of a text are told apart by it.
fn ends(middle: u8, last: u8) -> usize {
    usize::from(u16::from_le_bytes([middle, last]) & 0x3F3F)
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
