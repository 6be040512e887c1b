//! Quick looks at bytes and characters that leave few places of a text for slow ones.

/// How words begin: which characters may stand first, second and third in one of them, to be searched in long texts.
///
/// A false place is rare, a missed one can't be.
#[derive(Debug)]
pub(super) struct Openings {
    /// A bit for each of the three places, by the last two bytes of a character of three ([`ends`]).
    places: Box<[u8; ENDS]>,
}

/// Places that characters of other lengths (brackets, colons) may have: the second and the third.
const OTHERS: u8 = 0b110;

impl Openings {
    /// No words yet.
    pub(super) fn new() -> Self {
        Self { places: Box::new([0; ENDS]) }
    }

    /// Adds a word that stands at place `from` (0 to 2) of what begins with it.
    pub(super) fn add(&mut self, word: &str, from: usize) {
        for (place, c) in (from..3).zip(word.chars()) {
            if let [_, middle, last] = *c.encode_utf8(&mut [0; 4]).as_bytes() {
                self.places[ends(middle, last)] |= 1 << place;
            }
        }
    }

    /// Whether a word may open `text`: three characters tell it.
    pub(super) fn open(&self, text: &str) -> bool {
        self.opens(text.as_bytes())
    }

    /// Where the next word may open, from the character boundary `at` on.
    pub(super) fn find(&self, text: &str, at: usize) -> Option<usize> {
        let mut rest = text.as_bytes().get(at..)?;
        loop {
            rest = self.pass(rest);
            for _ in 0..3 {
                if self.opens(rest) {
                    return Some(text.len() - rest.len());
                }
                rest = rest.get(usize::from(WIDTHS[usize::from(*rest.first()?)])..)?;
            }
        }
    }

    /// Passes three characters at a time as long as the third one has no place in a word, so that none opens at any of
    /// the three.
    fn pass<'t>(&self, mut rest: &'t [u8]) -> &'t [u8] {
        /// The first bytes of three characters of three bytes.
        const LEADS: (u64, u64) = (0x00F0_0000_F000_00F0, 0x00E0_0000_E000_00E0);
        while let Some([a, b, c, d, e, f, g, middle, last]) = rest.first_chunk::<9>() {
            let leads = u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *middle]) & LEADS.0 == LEADS.1;
            if !leads || self.places[ends(*middle, *last)] != 0 {
                break;
            }
            rest = &rest[9..];
        }
        rest
    }

    fn opens(&self, text: &[u8]) -> bool {
        let [0xE0..=0xEF, middle, last, ref second @ ..] = *text else {
            return false;
        };
        if self.places[ends(middle, last)] & 0b001 == 0 {
            return false;
        }
        let (places, third) = self.first(second);
        // two characters that end the text may be a word
        places & 0b010 != 0 && (third.is_empty() || self.first(third).0 & 0b100 != 0)
    }

    /// The places of the first character of `text`, and what follows it.
    fn first<'t>(&self, text: &'t [u8]) -> (u8, &'t [u8]) {
        match *text {
            [0xE0..=0xEF, middle, last, ref behind @ ..] => (self.places[ends(middle, last)], behind),
            [lead, ..] => (OTHERS, text.get(usize::from(WIDTHS[usize::from(lead)])..).unwrap_or_default()),
            [] => (0, text),
        }
    }
}

/// Size of a table by [`ends`].
const ENDS: usize = 0x4000;

/// The last two bytes of a character of three as an index below [`ENDS`]: most characters of a text are told apart by it.
fn ends(middle: u8, last: u8) -> usize {
    usize::from(u16::from_le_bytes([middle, last]) & 0x3F3F)
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
