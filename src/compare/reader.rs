//! Reads an indicator from left to right, word by word.

use super::frame::{Frame, Member, Piece};
use super::level::levels;
use super::words::{Nature, Thing, Word, Words};
use crate::quantity::scan;

/// What stands in the member that is being read.
enum Token {
    Piece(Piece),
    Class(String, Nature),
    Light(String),
    Limit(String),
}

/// Reads an indicator from left to right.
pub(super) struct Reader<'w> {
    words: &'w Words,
    pub(super) frame: Frame,
    tokens: Vec<Token>,
    text: String,
    /// Whether 等 sums the members up.
    pub(super) summed_up: bool,
}

impl<'w> Reader<'w> {
    pub(super) fn new(words: &'w Words) -> Self {
        let frame = Frame { members: Vec::new(), limits: Vec::new(), whole: String::new(), share: false, per: None };
        Self { words, frame, tokens: Vec::new(), text: String::new(), summed_up: false }
    }

    /// Reads a phrase that only restricts: known limits one by one, the rest as a whole.
    pub(super) fn restriction(&mut self, phrase: &str) {
        let mut inner = Reader::new(self.words);
        inner.scan(phrase);
        inner.finish_member(true);
        let mut rest = String::new();
        for member in inner.frame.members {
            rest.extend(member.kind.into_iter().map(|piece| piece.text));
            rest.extend(member.class);
        }
        self.frame.limits.extend(inner.frame.limits);
        if !rest.is_empty() {
            self.frame.limits.push(rest);
        }
    }

    /// Reads `text` to its end.
    pub(super) fn scan(&mut self, text: &str) {
        let sizes: Vec<_> =
            if has_size(text) { scan(text, &crate::Lexicon::builtin().numbers).collect() } else { Vec::new() };
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let opens = self.tokens.is_empty() && self.text.is_empty();
            if let Some((written, word)) =
                self.words.prefix(rest).filter(|(written, word)| stands(written, word, rest, opens))
            {
                self.take(written, word);
                at += written.len();
                at += self.and_above(word, &text[at..]);
                continue;
            }
            if let Some(found) = levels(rest, opens) {
                self.flush();
                self.frame.limits.extend(found.levels.iter().map(|&level| level.to_owned()));
                at += found.len;
                continue;
            }
            let over = rest.chars().next().filter(|c| "过超逾".contains(*c)).map_or(0, char::len_utf8);
            let size =
                sizes.iter().find(|q| [at, at + over].contains(&q.with_bounds().start) && q.with_bounds().end > at);
            if let Some(size) =
                size.filter(|q| is_threshold(q.dimension.as_ref(), over > 0 || !q.bound_after.is_empty()))
            {
                self.size(&size.min.normalize().to_string(), &size.unit);
                at = size.with_bounds().end;
                continue;
            }
            if let Some(len) = bare_size(rest) {
                self.size(if rest.contains("亿元") { "100000000" } else { "10000" }, "元");
                at += len;
                continue;
            }
            let Some(c) = rest.chars().next() else { break };
            let joins = "、,;/和与及或".contains(c);
            if joins && rest.len() > c.len_utf8() && !opens {
                self.finish_member(false);
            } else if !joins && !c.is_ascii_punctuation() || c == '.' || c == '+' {
                self.text.push(c);
            }
            at += c.len_utf8();
        }
    }

    /// Takes the 以上 after a limit (3A级以上) into it; how long it is.
    fn and_above(&mut self, word: &Word, rest: &str) -> usize {
        let above = ["及以上", "以上"].into_iter().find(|above| rest.starts_with(above));
        match (word, above, self.tokens.last_mut()) {
            (Word::Limit(_), Some(above), Some(Token::Limit(limit))) => {
                limit.push_str("以上");
                above.len()
            }
            _ => 0,
        }
    }

    /// Takes a known word.
    fn take(&mut self, written: &str, word: &Word) {
        match word {
            Word::Plain => self.text.push_str(written),
            Word::Neutral => self.flush(),
            Word::Share => {
                self.flush();
                self.frame.share = true;
            }
            Word::Joint => self.finish_member(false),
            Word::Limit(normal) => {
                self.flush();
                self.tokens.push(Token::Limit(normal.to_string()));
            }
            Word::Light => {
                self.flush();
                self.tokens.push(Token::Light(written.to_owned()));
            }
            Word::Class(name, nature) => {
                self.flush();
                self.tokens.push(Token::Class(name.to_string(), *nature));
            }
            Word::Thing(thing) => self.thing(thing),
        }
        if matches!(word, Word::Neutral) && written == "等" && !self.tokens.is_empty() {
            self.summed_up = true;
            self.finish_member(false);
        }
    }

    /// A known thing, or several where its name lists them (中小学、幼儿园).
    fn thing(&mut self, thing: &Thing) {
        self.flush();
        self.frame.limits.extend(thing.limit.iter().map(ToString::to_string));
        self.frame.share |= is_rate(&thing.name);
        for (at, name) in thing.name.split('、').enumerate() {
            if at > 0 {
                self.finish_member(false);
            }
            self.tokens.push(Token::Piece(Piece {
                text: name.to_owned(),
                known: true,
                within: thing.within.as_ref().map(ToString::to_string),
            }));
        }
    }

    /// A threshold (过亿元); the total of money that it is about, if one stands before it, belongs to it.
    fn size(&mut self, value: &str, unit: &str) {
        self.flush();
        let mut subject = String::new();
        if let Some(Token::Class(name, Nature::Sum)) = self.tokens.last() {
            // a project's size is its investment, said or not
            subject = if name.contains("投资") { String::new() } else { name.clone() };
            self.tokens.pop();
        }
        self.frame.limits.push(format!("{subject}≥{value}{unit}"));
    }

    /// Ends a run of free text.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let piece = Piece { text, known: false, within: None };
        self.tokens.push(Token::Piece(piece));
    }

    /// Ends a member of an enumeration, or (with `last`) the indicator.
    pub(super) fn finish_member(&mut self, last: bool) {
        self.flush();
        if self.tokens.is_empty() {
            return;
        }
        let mut tokens = std::mem::take(&mut self.tokens);
        let mut member = Member::default();
        let has_kind = tokens.iter().any(|token| matches!(token, Token::Piece(_) | Token::Class(..)));
        let final_class = tokens.iter().rposition(|token| matches!(token, Token::Class(..)));
        let final_piece = tokens.iter().rposition(|token| matches!(token, Token::Piece(_)));
        for (at, token) in tokens.drain(..).enumerate() {
            match token {
                Token::Class(name, nature) if Some(at) == final_class && final_piece < Some(at) => {
                    member.class = Some(name);
                    member.nature = Some(nature);
                }
                Token::Class(text, _) => member.kind.push(free(text)),
                Token::Piece(piece) => member.kind.push(piece),
                Token::Light(name) if !has_kind => member.class = Some(name),
                Token::Light(_) => {}
                Token::Limit(limit) => self.frame.limits.push(limit),
            }
        }
        self.settle(&mut member, last);
        if !member.kind.is_empty() || member.class.is_some() {
            self.frame.members.push(member);
        }
    }

    /// Takes the 率 of a rate off, and says what units count the member.
    fn settle(&mut self, member: &mut Member, last: bool) {
        if let Some(piece) = member.kind.last_mut().filter(|piece| last && !piece.known && is_rate(&piece.text)) {
            self.frame.share = true;
            piece.text = piece.text.trim_end_matches('率').to_owned();
            if piece.text.is_empty() {
                member.kind.pop();
            }
        }
        if member.class.is_none() {
            member.nature = member.kind.last().map(|piece| self.words.nature(&piece.text));
        }
    }
}

/// Free text as a piece.
fn free(text: String) -> Piece {
    Piece { text, known: false, within: None }
}

/// Whether a name is that of a rate: 失业率, 研发投入强度.
fn is_rate(name: &str) -> bool {
    ["率", "强度", "占比", "比重", "比例", "优良天数"].iter().any(|end| name.ends_with(end))
}

/// Whether a text may hold a threshold.
fn has_size(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || "亿万千百".contains(c))
}

/// Whether a quantity inside an indicator is a threshold: an amount of money, or anything with 以上.
fn is_threshold(dimension: &str, bounded: bool) -> bool {
    matches!(dimension, "yuan" | "dollar" | "area" | "power") || bounded
}

/// Length of 过亿元, 亿元以上 and the like, which name no number.
fn bare_size(text: &str) -> Option<usize> {
    let body = ["超过", "过", "超", "逾"].iter().find_map(|over| text.strip_prefix(over)).unwrap_or(text);
    let rest = ["亿元", "万元"].iter().find_map(|unit| body.strip_prefix(unit))?;
    let tail = ["及以上", "以上", "级"].iter().find(|tail| rest.starts_with(**tail)).map_or(0, |tail| tail.len());
    (body.len() < text.len() || tail > 0).then_some(text.len() - rest.len() + tail)
}

/// Whether a word of the list is meant where it stands: one character alone is more often part of another word.
fn stands(written: &str, word: &Word, rest: &str, opens: bool) -> bool {
    if written.chars().nth(1).is_some() {
        return true;
    }
    let ends = rest.len() == written.len();
    match word {
        Word::Neutral if written == "等" => true,
        Word::Neutral if matches!(written, "各" | "年") => opens,
        _ => ends,
    }
}
