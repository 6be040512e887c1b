//! When two indicators count the same thing: the head is the same, and what stands before it only restricts it.

use super::frame::{Frame, Member, Piece};

/// What two indicators have in common and what each has alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Same {
    /// What both count, in standard words.
    pub(super) shared: String,
    /// What restricts both.
    pub(super) both: Vec<String>,
    /// What restricts only the first.
    pub(super) only_a: Vec<String>,
    /// What restricts only the second.
    pub(super) only_b: Vec<String>,
}

/// Whether two indicators count or measure the same thing; what differs then is a matter of scope.
pub(super) fn same(a: &Frame, b: &Frame) -> Option<Same> {
    if a.share != b.share || a.per.is_some() != b.per.is_some() {
        return None;
    }
    let (mut taken_a, mut taken_b) = (vec![false; a.members.len()], vec![false; b.members.len()]);
    let mut found: Option<Same> = None;
    for (at_a, at_b, same) in nearest_first(a, b) {
        if taken_a[at_a] || taken_b[at_b] {
            continue;
        }
        (taken_a[at_a], taken_b[at_b]) = (true, true);
        match &mut found {
            Some(found) => found.add(same),
            None => found = Some(same),
        }
    }
    let mut found = found?;
    let alone = |frame: &Frame, taken: &[bool]| -> Vec<String> {
        frame.members.iter().zip(taken).filter(|(_, taken)| !**taken).map(|(member, _)| member.name()).collect()
    };
    found.only_a.extend(alone(a, &taken_a));
    found.only_b.extend(alone(b, &taken_b));
    found.limits(a, b);
    Some(found)
}

/// The pairs of members that count the same thing, those with the least left over first; the order does not depend on
/// which indicator comes first.
fn nearest_first(a: &Frame, b: &Frame) -> Vec<(usize, usize, Same)> {
    let mut pairs = Vec::new();
    for (at_a, member) in a.members.iter().enumerate() {
        for (at_b, other) in b.members.iter().enumerate() {
            pairs.extend(same_member(member, other, a, b).map(|same| (at_a, at_b, same)));
        }
    }
    if pairs.len() > 1 {
        pairs.sort_by_cached_key(|(at_a, at_b, same)| {
            let (x, y) = (a.members[*at_a].name(), b.members[*at_b].name());
            (same.rests(), x.clone().min(y.clone()), x.max(y))
        });
    }
    pairs
}

impl Same {
    /// How much stands on one side only.
    fn rests(&self) -> usize {
        self.only_a.iter().chain(&self.only_b).map(String::len).sum()
    }

    fn add(&mut self, other: Self) {
        self.shared.push('、');
        self.shared.push_str(&other.shared);
        self.only_a.extend(other.only_a);
        self.only_b.extend(other.only_b);
    }

    /// Adds the restricting words that only one side has.
    fn limits(&mut self, a: &Frame, b: &Frame) {
        let alone = |own: &Frame, other: &Frame| -> Vec<String> {
            own.limits.iter().filter(|limit| !other.limits.contains(limit)).cloned().collect()
        };
        self.both = a.limits.iter().filter(|limit| b.limits.contains(limit)).cloned().collect();
        self.only_a.splice(0..0, alone(a, b));
        self.only_b.splice(0..0, alone(b, a));
        if a.whole != b.whole {
            self.only_a.extend(Some(a.whole.clone()).filter(|whole| !whole.is_empty()));
            self.only_b.extend(Some(b.whole.clone()).filter(|whole| !whole.is_empty()));
        }
    }
}

impl Piece {
    /// Whether it is a part of the thing that the other names.
    fn lies_within(&self, other: &Self) -> bool {
        self.within.as_ref() == Some(&other.text)
    }
}

impl Member {
    /// The thing without what restricts it: the last known thing, else all that is said.
    pub(super) fn head(&self) -> String {
        match self.kind.last() {
            Some(last) if last.known && self.class.is_none() => last.text.clone(),
            _ => self.name(),
        }
    }

    /// What stands before the head, in standard words.
    pub(super) fn restrictions(&self) -> Vec<String> {
        let before = if self.ends_known() && self.class.is_none() { self.kind.len().saturating_sub(1) } else { 0 };
        self.kind[..before].iter().map(|piece| piece.text.clone()).collect()
    }

    /// The member in standard words.
    pub(super) fn name(&self) -> String {
        let mut name: String = self.kind.iter().map(|piece| piece.text.as_str()).collect();
        name.extend(self.class.as_deref());
        name
    }
}

/// Whether two members count the same thing.
fn same_member(a: &Member, b: &Member, whole_a: &Frame, whole_b: &Frame) -> Option<Same> {
    if a.class != b.class {
        return None;
    }
    let class = a.class.clone().unwrap_or_default();
    if a.kind.is_empty() && b.kind.is_empty() {
        let shared = class_alone(whole_a, whole_b).then_some(class)?;
        return Some(Same { shared, ..Same::default() });
    }
    if a.kind.is_empty() || b.kind.is_empty() {
        return None;
    }
    if let Some(broader) = contains(a, b) {
        return Some(broader);
    }
    let overlap = Overlap::of(&a.kind, &b.kind);
    overlap.is_same(!class.is_empty()).then(|| Same {
        shared: format!("{}{class}", overlap.shared),
        only_a: overlap.rest_a,
        only_b: overlap.rest_b,
        ..Same::default()
    })
}

/// Whether two bare classes (省级重点项目, 过亿元项目) are restricted in the same way: by the same words, both by level, or
/// both by size.
fn class_alone(a: &Frame, b: &Frame) -> bool {
    if a.limits == b.limits {
        return true;
    }
    let by_size = |frame: &Frame| frame.limits.iter().any(|limit| limit.contains('≥'));
    let by_level = |frame: &Frame| frame.limits.iter().any(|limit| limit.ends_with('级'));
    by_size(a) && by_size(b) || by_level(a) && by_level(b) && !by_size(a) && !by_size(b)
}

/// Where one member's head is a thing that contains the other's (绿色工厂, 绿色制造名单).
fn contains(a: &Member, b: &Member) -> Option<Same> {
    let (last_a, last_b) = (a.kind.last()?, b.kind.last()?);
    let narrow_a = last_a.lies_within(last_b);
    if !narrow_a && !last_b.lies_within(last_a) {
        return None;
    }
    Some(Same {
        shared: if narrow_a { last_b } else { last_a }.text.clone(),
        only_a: if narrow_a { vec![a.name()] } else { a.restrictions() },
        only_b: if narrow_a { b.restrictions() } else { vec![b.name()] },
        ..Same::default()
    })
}

/// What two kinds share, found as the longest common pieces.
#[derive(Debug, Default)]
struct Overlap {
    shared: String,
    rest_a: Vec<String>,
    rest_b: Vec<String>,
    /// Characters shared, and left over on either side.
    weight: usize,
    left_a: usize,
    left_b: usize,
    /// Whether the last unit of both is shared, and is a known thing.
    tail: bool,
    tail_known: bool,
    /// Whether both begin with something of their own: 食品抽检, 药品抽检 are about different matters.
    apart: bool,
    /// Whether known things are left over on both sides, none of which contains another (光伏, 风电).
    contrast: bool,
}

/// A unit of a kind that is shared as a whole or not at all: a character of free text, or a known thing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum UnitOf<'f> {
    Thing(&'f str),
    Char(char),
}

impl UnitOf<'_> {
    fn weight(self) -> usize {
        match self {
            Self::Thing(name) => name.chars().count(),
            Self::Char(_) => 1,
        }
    }

    fn push_to(self, text: &mut String) {
        match self {
            Self::Thing(name) => text.push_str(name),
            Self::Char(c) => text.push(c),
        }
    }
}

impl Overlap {
    fn of(a_pieces: &[Piece], b_pieces: &[Piece]) -> Self {
        let (a, b) = (units(a_pieces), units(b_pieces));
        let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
        while let Some((i, j, len)) = longest_common(&a, &b, &used_a, &used_b) {
            used_a[i..i + len].fill(true);
            used_b[j..j + len].fill(true);
        }
        let mut overlap = Self::default();
        for (unit, _) in a.iter().zip(&used_a).filter(|(_, used)| **used) {
            unit.push_to(&mut overlap.shared);
            overlap.weight += unit.weight();
        }
        let known_a;
        let known_b;
        (overlap.rest_a, overlap.left_a, known_a) = rest(&a, &used_a);
        (overlap.rest_b, overlap.left_b, known_b) = rest(&b, &used_b);
        overlap.contrast = known_a && known_b && !related(a_pieces, b_pieces);
        let last = |used: &[bool]| used.last() == Some(&true);
        overlap.apart = used_a.first() == Some(&false) && used_b.first() == Some(&false);
        overlap.tail = last(&used_a) && last(&used_b) && a.last() == b.last();
        overlap.tail_known = overlap.tail && matches!(a.last(), Some(UnitOf::Thing(_)));
        overlap
    }

    /// Whether what is left over only restricts what is shared. `class`: a class after both holds them together.
    fn is_same(&self, class: bool) -> bool {
        if self.weight < 2 || !(self.tail || class) {
            return false;
        }
        if self.left_a == 0 || self.left_b == 0 {
            return true;
        }
        if self.contrast {
            return false;
        }
        if self.tail_known && !class {
            return true;
        }
        // both sides go on in their own words: alternatives, unless the shared part is by far the greater
        let (shorter, longer) =
            (self.left_a.min(self.left_b) + self.weight, self.left_a.max(self.left_b) + self.weight);
        !self.apart && self.weight * 5 >= shorter * 3 && self.weight * 2 >= longer
    }
}

/// Whether a thing of one kind contains a thing of the other (可再生能源, 光伏).
fn related(a: &[Piece], b: &[Piece]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.lies_within(y) || y.lies_within(x)))
}

/// The units of a kind.
fn units(kind: &[Piece]) -> Vec<UnitOf<'_>> {
    let mut units = Vec::new();
    for piece in kind {
        if piece.known {
            units.push(UnitOf::Thing(&piece.text));
        } else {
            units.extend(piece.text.chars().map(UnitOf::Char));
        }
    }
    units
}

/// The longest run of units that both have and that is not used up: two characters or more, or a known thing.
///
/// Quadratic in the length of an indicator, which is bounded.
fn longest_common(a: &[UnitOf], b: &[UnitOf], used_a: &[bool], used_b: &[bool]) -> Option<(usize, usize, usize)> {
    let mut best: Option<(usize, usize, usize, usize)> = None;
    let mut row = vec![(0usize, 0usize); b.len() + 1];
    for (i, unit) in a.iter().enumerate() {
        let mut diagonal = (0, 0);
        for (j, other) in b.iter().enumerate() {
            let here = row[j + 1];
            row[j + 1] = if !used_a[i] && !used_b[j] && unit == other {
                (diagonal.0 + 1, diagonal.1 + unit.weight())
            } else {
                (0, 0)
            };
            diagonal = here;
            let (len, weight) = row[j + 1];
            if weight >= 2 && best.is_none_or(|(_, _, _, most)| weight > most) {
                best = Some((i + 1 - len, j + 1 - len, len, weight));
            }
        }
    }
    best.map(|(i, j, len, _)| (i, j, len))
}

/// The runs of units that are not used, their weight, and whether a known thing is among them.
fn rest(units: &[UnitOf], used: &[bool]) -> (Vec<String>, usize, bool) {
    let (mut runs, mut weight, mut known, mut open) = (Vec::new(), 0, false, false);
    for (unit, used) in units.iter().zip(used) {
        if *used {
            open = false;
            continue;
        }
        if !open {
            runs.push(String::new());
            open = true;
        }
        if let Some(run) = runs.last_mut() {
            unit.push_to(run);
        }
        weight += unit.weight();
        known |= matches!(unit, UnitOf::Thing(_));
    }
    (runs, weight, known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::words::Words;
    use crate::lexicon;

    #[test]
    fn indicators_are_told_apart_as_the_table_says() {
        let mut wrong = Vec::new();
        for row in lexicon::rows(include_str!("../../tests/cases/indicators.tsv")) {
            let [a, b, expected] = row[..] else { panic!("{row:?}") };
            let frame = |text: &str| Frame::read(text, Words::builtin());
            let told = |a: &str, b: &str| match same(&frame(a), &frame(b)) {
                None => "no",
                Some(same) if same.only_a.is_empty() && same.only_b.is_empty() => "same",
                Some(_) => "scope",
            };
            assert_eq!(told(a, b), told(b, a), "{a} / {b}");
            if told(a, b) != expected {
                wrong.push(format!("{a} / {b}: {} instead of {expected}", told(a, b)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
