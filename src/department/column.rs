//! Columns of a table of tasks (任务分解表): what a column's heading says, what a cell looks like, whom a cell names.

use std::ops::Range;

use super::body::{self, Kind};
use super::clause::{Reader, Trust};
use super::find::{Finder, LONGEST};
use super::split::{Atom, Sep};
use super::words::Words;
use super::{Clauses, Gaps, Names, label};
use crate::model::Role;

/// Longest heading of a column, in characters.
const LONGEST_HEADING: usize = 24;
/// Longest cell that may be a list of bodies and no text, in bytes.
const LONGEST_LIST: usize = LONGEST;
/// Longest time (2023年12月底前完成), in characters.
const LONGEST_TIME: usize = 16;
/// Longest name of a person in a column of leaders, in characters.
const LONGEST_PERSON: usize = 3;

/// Most names that may stand in a cell without anything between them.
const MOST_SPREAD: usize = 6;

/// What the heading of a column says of whom its cells name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Heading {
    /// They have this role; `persons`: bodies and persons (责任单位及责任人).
    Role { role: Role, persons: bool },
    /// Nobody who answers for the task (督办单位, 联系电话).
    Nobody,
}

/// Reads a column's heading as a label: 牵头单位, 区政府分管领导, 责任单位及责任人.
pub(crate) fn heading(text: &str, words: &Words) -> Option<Heading> {
    if text.chars().count() > LONGEST_HEADING {
        return None;
    }
    let closed = format!("{text}:");
    let whole = |rest: &str, len: usize| {
        len >= rest.len() - 1 || rest[len..].starts_with(['与', '和', '及', '、', '/', '(', '或'])
    };
    let labels = text.char_indices().filter_map(|(at, _)| {
        let rest = &closed[at..];
        let label = label::at_start(rest, words)?;
        // 督办单位 tells nobody as a whole, not by its end
        (whole(rest, label.len) && (at == 0 || label.role.is_some())).then_some(label)
    });
    let label = labels.into_iter().next()?;
    let persons = label.persons || text.contains('人') && label.role != Some(Role::Leader);
    Some(label.role.map_or(Heading::Nobody, |role| Heading::Role { role, persons }))
}

/// What a cell of a table looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looks {
    /// Empty, a stroke, 无.
    Nothing,
    /// A number and nothing else.
    Figure,
    /// Bodies; `list`: more than one; `group`: a group among them.
    Bodies { list: bool, group: bool },
    /// Persons' names or posts.
    Persons,
    /// By when.
    Time,
    /// A few characters that tell nothing.
    Short,
    /// Running text.
    Text,
}

/// What the cell at `range` of `text` looks like.
pub(crate) fn looks<'t>(text: &'t str, range: Range<usize>, gaps: &dyn Gaps, names: &Names<'t>) -> Looks {
    let cell = text[range.clone()].trim_end_matches(['。', ';', ',', '\n']);
    if cell.is_empty() || cell.chars().all(|c| matches!(c, '/' | '-' | '—' | '|' | '\\' | '无' | '\n' | '、')) {
        return Looks::Nothing;
    }
    if cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '%')) {
        return Looks::Figure;
    }
    let count = cell.chars().take(LONGEST_TIME + 1).count();
    if count <= LONGEST_TIME && body::is_time(cell) && !cell.contains(['。', ',']) {
        return Looks::Time;
    }
    if cell.len() > LONGEST_LIST || cell.contains(|c: char| c.is_ascii_digit() || matches!(c, '%' | '《' | '“')) {
        return Looks::Text;
    }
    // a few characters with a full stop are a sentence
    let brief = if text[..range.end].ends_with('。') { Looks::Text } else { Looks::Short };
    let end = range.start + cell.len();
    let (_, found) = Finder::new(text, gaps, names).whole(range.start..end, Trust::Clause);
    let kinds: Vec<Kind> = found.bodies.iter().map(|item| item.kind).collect();
    let short = |name: &Range<usize>| text[name.clone()].chars().count() <= LONGEST_PERSON;
    let persons = found.bodies.iter().all(|item| {
        item.kind == Kind::Person && (short(&item.name) || body::is_post(&text[item.name.clone()], names.words()))
    });
    let bodies = kinds.iter().filter(|kind| matches!(kind, Kind::Real | Kind::Group | Kind::Suffixed)).count();
    if !found.odd.is_empty() || kinds.is_empty() {
        return if found.odd.is_empty() && count <= LONGEST_TIME { brief } else { Looks::Text };
    }
    if persons {
        return Looks::Persons;
    }
    // a name that nothing tells may stand among others that are told
    if bodies * 2 >= kinds.len() {
        return Looks::Bodies { list: kinds.len() > 1, group: kinds.contains(&Kind::Group) };
    }
    if kinds.len() <= 2 && count <= LONGEST_TIME { brief } else { Looks::Text }
}

/// Whom a cell names under a heading that tells `role`.
pub(crate) fn read_cell<'t>(
    text: &'t str,
    (role, persons): (Role, bool),
    gaps: &dyn Gaps,
    names: &Names<'t>,
) -> Clauses {
    let finder = Finder::new(text, gaps, names);
    let spread = if role == Role::Leader { spread_names(text, gaps) } else { Vec::new() };
    let mut reader = Reader::under(text, names, role, persons);
    let atoms = if spread.is_empty() { finder.splitter.atoms(0..text.len()) } else { spread };
    atoms.iter().for_each(|atom| reader.read(atom));
    finder.only(0..text.len(), reader.finish())
}

/// Names of two characters that are spread and lost the line break between them: 陆 明俞 悦.
fn spread_names(text: &str, gaps: &dyn Gaps) -> Vec<Atom> {
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).take(2 * MOST_SPREAD + 1).collect();
    let count = starts.len();
    // blanks stand inside the names and nowhere else
    let spread = |(i, at): (usize, &usize)| gaps.before(*at) == (i % 2 == 1);
    if !(4..=2 * MOST_SPREAD).contains(&count) || count % 2 == 1 || !starts.iter().enumerate().skip(1).all(spread) {
        return Vec::new();
    }
    starts.push(text.len());
    (0..count).step_by(2).map(|i| Atom { range: starts[i]..starts[i + 2], sep: Sep::List }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, role: Option<Role>) {
        let words = &*crate::Lexicon::builtin().departments;
        let got = match heading(text, words) {
            Some(Heading::Role { role, .. }) => Some(role),
            _ => None,
        };
        assert_eq!(got, role, "{text}");
    }

    #[test]
    fn headings_are_labels() {
        check("牵头单位", Some(Role::Lead));
        check("牵头责任单位", Some(Role::Lead));
        check("区政府分管领导", Some(Role::Leader));
        check("分管县领导", Some(Role::Leader));
        check("责任人", Some(Role::Leader));
        check("责任主体与协同单位", Some(Role::Responsible));
        check("责任股室(单位)", Some(Role::Responsible));
        check("主要责任单位", Some(Role::Responsible));
        check("协同配合单位", Some(Role::Support));
        check("目标任务", None);
        check("督办单位", None);
        check("工作人员", None);
    }
}
