//! Labels of responsibility clauses: 牵头单位:, 责任部门(单位):, 完成时限:.

use super::words::{Words, stronger};
use crate::model::Role;

/// A label at the start of a piece of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// The role of whom it names; none where its value names nobody (完成时限).
    pub role: Option<Role>,
    /// Length in bytes, with its colon.
    pub len: usize,
    /// Whether a colon closes it.
    pub colon: bool,
    /// Whether it also calls for persons (责任单位及责任人).
    pub persons: bool,
    /// Whether a whole clause follows, whose verbs tell the roles (部门分工).
    pub clause: bool,
}

/// The most parts that a label has; more would be running text.
const PARTS: usize = 6;

/// The longest bracket inside a label, in bytes: 牵头(责任)单位.
const BRACKET: usize = 24;

/// The label that `text` starts with.
#[inline]
pub(super) fn at_start(text: &str, words: &Words) -> Option<Label> {
    // most places are told from a label by their first two characters
    if words.label_openings.open(text) { composed(text, words).or_else(|| skipped(text, words)) } else { None }
}

/// What closes a label.
pub(super) const COLONS: &str = ":∶︰﹕：";

/// Whether `c` closes a label.
pub(super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '∶' | '︰' | '﹕' | '：')
}

/// A label whose value names nobody.
fn skipped(text: &str, words: &Words) -> Option<Label> {
    let word = words.skips.at_start(text)?;
    let (len, colon) = closed(text, word.len());
    let label = Label { role: None, len, colon, persons: false, clause: false };
    (colon || word.chars().count() >= 4).then_some(label)
}

/// A label of modifiers and a head.
fn composed(text: &str, words: &Words) -> Option<Label> {
    let (mut at, mut role) = (0, None);
    for part in 0..PARTS {
        let rest = text.get(at..)?;
        if part > 0 {
            // most words that may open a label stand alone
            let next = rest.chars().next()?;
            if is_colon(next) {
                return alone(text, at, words);
            }
            if !words.label_insides.has_char(next) {
                return None;
            }
            let head = words.heads.prefixes(rest).find(|(head, own)| fits(head, own, &role));
            if let Some((head, own)) = head {
                let (len, colon) = closed(text, with_tail(text, at + head.len(), words));
                let role = stronger(role, own.clone());
                // a role that only 人 or 领导 tells is told by the colon
                let persons = text[at + head.len()..len].contains('人');
                // 县领导小组办公室
                if text[len..].starts_with("小组") {
                    return None;
                }
                let label = Label { role, len, colon, persons, clause: false };
                return (colon || label.role.is_some()).then_some(label);
            }
        }
        let bracket = if part > 0 { bracket(rest) } else { None };
        let (len, own) = match words.modifiers.prefix(rest) {
            Some((word, own)) => (word.len(), own.clone()),
            None => (bracket?, None),
        };
        at += len;
        role = stronger(role, own);
    }
    None
}

/// A label without a head, closed by the colon at `at`: 牵头:, 配合:.
fn alone(text: &str, at: usize, words: &Words) -> Option<Label> {
    let whole = words.clauses.get(&text[..at]);
    let role = whole.or_else(|| words.alone.get(&text[..at]))?.clone();
    Some(Label { role, len: closed(text, at).0, colon: true, persons: false, clause: whole.is_some() })
}

/// Whether the head makes a label: its modifiers tell a role, or it is a leader.
fn fits(head: &str, own: &Option<Role>, role: &Option<Role>) -> bool {
    role.is_some() || (own.is_some() && !matches!(head, "人" | "人员"))
}

/// Length of a short bracket at the start of `text`.
fn bracket(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let (end, c) = inner
        .char_indices()
        .take_while(|(at, _)| *at <= BRACKET)
        .find(|(_, c)| matches!(c, ')' | '\n' | ';' | '。'))?;
    (c == ')').then_some(end + 2)
}

/// End of a label's tail and bracket behind its head that ends at `at`.
fn with_tail(text: &str, mut at: usize, words: &Words) -> usize {
    for _ in 0..2 {
        let rest = &text[at..];
        let tail = words.tails.at_start(rest);
        // a tail or a bracket belongs to the label only where the colon follows
        let len = tail.map(str::len).or_else(|| bracket(rest)).unwrap_or_default();
        let after = &rest[len..];
        let goes_on = after.starts_with(is_colon) || bracket(after).is_some_and(|n| after[n..].starts_with(is_colon));
        if len == 0 || !goes_on {
            break;
        }
        at += len;
    }
    at
}

/// The end with the colons that follow `at`, and whether there is one.
fn closed(text: &str, at: usize) -> (usize, bool) {
    let rest = &text[at..];
    let after = rest.trim_start_matches(is_colon);
    (text.len() - after.len(), after.len() < rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, role: Option<Role>, label: &str) {
        let words = &*crate::Lexicon::builtin().departments;
        let found = at_start(text, words).expect("a label");
        assert_eq!((found.role, &text[..found.len]), (role, label));
    }

    #[test]
    fn labels_tell_roles() {
        check("牵头单位:县科技局", Some(Role::Lead), "牵头单位:");
        check("责任单位县科技局", Some(Role::Responsible), "责任单位");
        check("牵头(责任)单位:县科技局", Some(Role::Lead), "牵头(责任)单位:");
        check("责任单位(部门):县科技局", Some(Role::Responsible), "责任单位(部门):");
        check("责任单位及责任人:县科技局", Some(Role::Responsible), "责任单位及责任人:");
        check("协同配合单位:县科技局", Some(Role::Support), "协同配合单位:");
        check("主要责任单位:", Some(Role::Responsible), "主要责任单位:");
        check("牵头县领导:张三", Some(Role::Leader), "牵头县领导:");
        check("分管领导:张三", Some(Role::Leader), "分管领导:");
        check("主要负责人:张三", Some(Role::Leader), "主要负责人:");
        check("责任人:张三", Some(Role::Leader), "责任人:");
        check("完成时限:12月底", None, "完成时限:");
        check("主办:县科技局", Some(Role::Lead), "主办:");
        check("配合::县科技局", Some(Role::Support), "配合::");
    }

    #[test]
    fn other_words_are_no_labels() {
        let words = &*crate::Lexicon::builtin().departments;
        for text in [
            "工作人员:5名",
            "县领导小组办公室",
            "单位:万元",
            "相关部门:",
            "时间紧",
            "牵头抓总,",
            "责任落实",
            "落实:一是",
            "",
        ] {
            assert_eq!(at_start(text, words), None, "{text}");
        }
    }
}
