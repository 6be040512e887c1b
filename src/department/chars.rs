//! Quick looks at bytes and characters that leave few places of a text for slow ones.

/// How words begin: which characters may stand first, second and third in one of them, to be searched in long texts.
///
/// A false place is rare, a missed one can't be. The places of a text are told by shifting bits (the bitap way), without
/// a branch that depends on each character.
#[derive(Debug)]
pub(super) struct Openings {
    /// A bit for each of the three places, by the last two bytes of a character of three.
    places: Box<[u8; 4096]>,
}

/// Places that characters of other lengths (brackets, colons) may have: the second and the third.
const OTHERS: u8 = 0b110;

impl Openings {
    /// No words yet.
    pub(super) fn new() -> Self {
        Self { places: Box::new([0; 4096]) }
    }

    /// Adds a word that stands at place `from` (0 to 2) of what begins with it.
    pub(super) fn add(&mut self, word: &str, from: usize) {
        for (place, c) in (from..3).zip(word.chars()) {
            let code = c as usize;
            self.places[code & 4095] |= 1 << place;
        }
    }

    /// Whether a word may open `text`.
    pub(super) fn open(&self, text: &str) -> bool {
        // three characters tell it
        let bytes = text.as_bytes();
        self.find_in(bytes.get(..9).unwrap_or(bytes)) == Some(0)
    }

    /// Where the next word may open, from the character boundary `at` on.
    pub(super) fn find(&self, text: &str, at: usize) -> Option<usize> {
        self.find_in(text.as_bytes().get(at..)?).map(|found| at + found)
    }

    fn find_in(&self, text: &[u8]) -> Option<usize> {
        let (mut rest, mut state) = (text, 0);
        loop {
            let places = match *rest {
                [0xE0..=0xEF, b, c, ref behind @ ..] => {
                    rest = behind;
                    self.places[usize::from(b & 63) << 6 | usize::from(c & 63)]
                }
                [lead, ..] => {
                    rest = rest.get(usize::from(WIDTHS[usize::from(lead)])..).unwrap_or_default();
                    OTHERS
                }
                // two characters that end the text may be a word
                [] => return (state & 0b10 != 0).then(|| back(text, text.len(), 2)),
            };
            state = (state << 1 | 1) & places;
            if state & 0b100 != 0 {
                return Some(back(text, text.len() - rest.len(), 3));
            }
        }
    }
}

/// Where the last `count` characters before `at` start.
fn back(text: &[u8], mut at: usize, count: usize) -> usize {
    for _ in 0..count {
        at = at.saturating_sub(1);
        while at > 0 && matches!(text.get(at), Some(0x80..0xC0)) {
            at -= 1;
        }
    }
    at
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
