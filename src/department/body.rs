//! What a piece of a clause names: a body, a group, a person, a time.

use super::split::is_ideograph;
use super::words::Words;
use crate::office::Offices;
use crate::place::Level;

/// What a piece of text names, judged by how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A body that can't be mistaken: of a known level, a branch or an office of the tables.
    Real,
    /// Ends as bodies do.
    Suffixed,
    /// A group named instead of a body.
    Group,
    /// A person's name or post.
    Person,
    /// A date or a span of time.
    Time,
    /// Nothing that tells; short enough for a name.
    Other,
    /// Running text.
    Text,
}

/// Longest name, in characters, outside brackets and inside.
const LONGEST: usize = 40;

/// Longest name that nothing but its place in a list tells.
const LONGEST_UNKNOWN: usize = 20;

/// Longest post with a name behind it (县委副书记、县长张三), in characters.
const LONGEST_POST: usize = 20;

/// What `name` names.
pub(super) fn kind(name: &str, words: &Words) -> Kind {
    // most names hold none of the characters that most of the questions below are about
    let telling = name.chars().any(|c| words.telling.has_char(c));
    let head = if telling { without_bracket(name) } else { name };
    let length = head.chars().count();
    let runs = |text: &str| text.contains(|c| words.running.has_char(c));
    if length == 0 || length > LONGEST || telling && runs(head) && !shared(head, runs) {
        return Kind::Text;
    }
    if words.remarks.starts(head) {
        return Kind::Text;
    }
    if is_time(head) {
        return Kind::Time;
    }
    if is_group_by_looks(name, head, words) || telling && words.group_parts.stands_in(head) {
        return Kind::Group;
    }
    let false_end = words.false_ends.ends(head);
    if !false_end && is_leveled_office(head, words) {
        return Kind::Real;
    }
    let generic = false_end || words.generics.is(head);
    if !generic && words.ends.ends(head) {
        return if is_real(head, words) { Kind::Real } else { Kind::Suffixed };
    }
    if is_person(head, words) {
        Kind::Person
    } else if length > LONGEST_UNKNOWN {
        Kind::Text
    } else {
        Kind::Other
    }
}

/// Whether two kinds of places share their head, and nothing else of `head` is running text: 各乡、镇人民政府.
fn shared(head: &str, runs: impl Fn(&str) -> bool) -> bool {
    head.split_once('、').is_some_and(|(left, right)| shares_head(left, right) && !runs(left) && !runs(right))
}

/// Whether two kinds of places on both sides of 、 share what is behind them: 各乡、镇人民政府 is one group.
pub(super) fn shares_head(left: &str, right: &str) -> bool {
    let each = ["各乡", "各县", "各市", "各旗", "各县(市)"].iter().any(|each| left.ends_with(each));
    let place = || ["镇", "区", "市", "县", "自治县"].iter().find_map(|place| right.strip_prefix(place));
    each && place().is_some_and(|rest| ["人民政府", "政府", "党委"].iter().any(|head| rest.starts_with(head)))
}

/// A short name with a level before it and an ending that is common beyond names: 区审改办, 县执法队.
fn is_leveled_office(head: &str, words: &Words) -> bool {
    let verb = || ["主办", "协办", "承办", "举办", "创办", "催办", "督办"].iter().any(|verb| head.ends_with(verb));
    head.ends_with(['办', '队', '院', '馆', '台', '社', '所', '站'])
        && (3..=12).contains(&head.chars().count())
        && !verb()
        && is_real(head, words)
}

/// A body of a known level, a branch, or an office of the tables.
fn is_real(head: &str, words: &Words) -> bool {
    let leveled = head.starts_with(|c| words.levels.has_char(c)) && Level::stands_before(head);
    // the table of offices comes last: a look into it is dear
    let body = leveled || words.branches.ends(head) || Offices::builtin().knows(head);
    body && head.chars().all(|c| c != '由')
}

/// Whether the name is that of a group: 各街镇, 有关部门, 区安委会各成员单位, 街道.
pub(super) fn is_group(name: &str, words: &Words) -> bool {
    let head = without_bracket(name);
    is_group_by_looks(name, head, words) || words.group_parts.stands_in(head)
}

/// Whether the name, or the `head` before its bracket, is a group's by how it begins or ends, or as a whole.
fn is_group_by_looks(name: &str, head: &str, words: &Words) -> bool {
    // 各镇(街道) and 乡镇(街道) are told by what stands before the bracket
    words.groups.is(name)
        || head.len() < name.len() && words.groups.is(head)
        || words.group_starts.starts(head)
        || words.group_ends.ends(head)
}

/// A person's name (张三) or a post (副县长, 县委书记李四).
pub(super) fn is_person(head: &str, words: &Words) -> bool {
    let short = head.chars().count() <= LONGEST_POST && !head.contains(|c: char| c.is_ascii_digit() || c == '.');
    short && is_post(head, words) && !words.ends.ends(head) || is_name(head, words)
}

/// Whether the name is or holds a post (常务副县长).
pub(super) fn is_post(head: &str, words: &Words) -> bool {
    words.posts.stands_in(head)
}

/// What separates names in a list.
pub(super) const SEPARATORS: &str = "、,;。\n/|";

/// Whether `c` separates names in a list.
pub(super) fn is_separator(c: char) -> bool {
    matches!(c, '、' | ',' | ';' | '。' | '\n' | '/' | '|')
}

/// A person's name of two to four characters.
pub(super) fn is_name(head: &str, words: &Words) -> bool {
    let surname = head.chars().next().is_some_and(|c| words.surnames.has_char(c));
    surname && (2..=4).contains(&head.chars().filter(|c| *c != '·').count()) && !words.ends.ends(head)
}

/// 2023年底前, 12月底, 长期, 持续推进.
pub(super) fn is_time(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["全年", "长期", "持续", "常年", "年底", "年内", "即时", "立即", "常态化", "近期", "上半年", "下半年"];
    match text.chars().next() {
        Some('0'..='9') => text.contains(['年', '月', '日']),
        Some('第') => text.contains("季度"),
        Some('全' | '长' | '持' | '常' | '年' | '即' | '立' | '近' | '上' | '下') => {
            WORDS.iter().any(|word| text.starts_with(word))
        }
        _ => false,
    }
}

/// The name before the bracket behind it.
pub(super) fn without_bracket(name: &str) -> &str {
    if !may_hold_bracket(name) {
        return name;
    }
    match name.find(['(', '[', '〔', '【', '〈']) {
        Some(at) if at > 0 => &name[..at],
        _ => name,
    }
}

/// Whether a bracket may stand in `text`: most names are of ideographs alone, which open with E4 to E9.
pub(super) fn may_hold_bracket(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let [0xE4..=0xE9, _, _, ref behind @ ..] = *rest {
        rest = behind;
    }
    !rest.is_empty()
}

/// What counts those behind 等 (等7个部门), besides digits.
pub(super) const COUNTS: &str = "一二三四五六七八九十多余个家";

/// Where 等 closes a list at the end of `text` (县财政局等部门): the length of the name before it.
pub(super) fn before_and_others(text: &str, words: &Words) -> Option<usize> {
    let last = text.chars().next_back()?;
    if is_ideograph(last) && !words.others_ends.has_char(last) {
        return None; // as most names
    }
    let at = text.rfind('等')?;
    let mut rest = &text[at + '等'.len_utf8()..];
    rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || COUNTS.contains(c));
    while !rest.is_empty() {
        let word = words.others.at_start(rest).map(str::len);
        let mark = || rest.chars().next().filter(|c| matches!(c, '(' | ')' | '、')).map(char::len_utf8);
        rest = &rest[word.or_else(mark)?..];
    }
    // 高等, 中等, 平等, 同等 are words of their own
    let name = &text[..at];
    (!name.ends_with(['高', '中', '平', '同', '初', '对', '均'])).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_by_their_looks() {
        let words = &*crate::Lexicon::builtin().departments;
        for (name, expected) in [
            ("县科技局", Kind::Real),
            ("罗庄公安分局", Kind::Real),
            ("市公安局交警支队沂源大队", Kind::Real),
            ("团县委", Kind::Real),
            ("国投集团", Kind::Suffixed),
            ("武河湿地管委会", Kind::Real),
            ("各街镇", Kind::Group),
            ("街道", Kind::Group),
            ("区安委会各成员单位", Kind::Group),
            ("县有关产业专班牵头部门", Kind::Group),
            ("各乡镇(街道)", Kind::Group),
            ("各乡、镇人民政府", Kind::Group),
            ("各乡、县财政局", Kind::Text),
            ("不再列出", Kind::Text),
            ("总部经济专班", Kind::Suffixed),
            ("张志远", Kind::Person),
            ("常务副县长", Kind::Person),
            ("2023年12月底", Kind::Time),
            ("政府", Kind::Other),
            ("全县经济的发展", Kind::Text),
        ] {
            assert_eq!(kind(name, words), expected, "{name}");
        }
    }

    #[test]
    fn and_others_leaves_a_list_open() {
        for (text, name) in [
            ("县财政局等部门", Some("县财政局")),
            ("县财政局等", Some("县财政局")),
            ("县财政局等有关部门(单位)", Some("县财政局")),
            ("县财政局等7个部门", Some("县财政局")),
            ("县高等学校", None),
            ("县中等职业学校", None),
            ("县财政局", None),
        ] {
            assert_eq!(
                before_and_others(text, &crate::Lexicon::builtin().departments).map(|at| &text[..at]),
                name,
                "{text}"
            );
        }
    }
}
