//! Reads directional targets (方向性目标): a direction or a limit without a number.

use std::ops::Range;

use crate::cue::Cues;
use crate::fold::floor;
use crate::lexicon::{Tables, WordList};
use crate::model::Direction;
use crate::numeral;
use crate::target::{self, Context, ReadDirectional, ReadTarget, is_reference};

/// Clauses are looked at up to this many bytes around a word.
const WINDOW: usize = 360;

/// The characters that end a clause.
const BREAKS: [char; 7] = [',', ';', ':', '。', '\n', '!', '?'];

/// What may follow where nothing more is said of a word of direction: the end of its clause, a closing mark, a member.
const CLOSE: [char; 14] = [',', ';', ':', '。', '\n', '!', '?', '”', '"', ')', '」', '、', '和', '并'];

/// What is done to all of a set.
const DOES: &[&str] = &[
    "通",
    "建成",
    "完成",
    "实现",
    "达到",
    "纳入",
    "覆盖",
    "配备",
    "接入",
    "整改",
    "销号",
    "开工",
    "竣工",
    "入",
    "关停",
    "取缔",
    "拆除",
    "达标",
    "安装",
    "落实到位",
    "办结",
    "脱贫",
    "退出",
    "改造",
    "清理",
    "进",
];

/// What a word of direction needs beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// 全覆盖, 清零: its noun before it.
    Done,
    /// 全部: what is done to all.
    All,
    /// 全面消除: its noun after it.
    Clears,
    /// 增长: a quantity, and an adverb of course.
    Moves,
    /// 稳定增长: a quantity before it.
    Steady,
    /// 稳定: a quantity.
    Keeps,
    /// 高于: a reference.
    Reference,
}

#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) triggers: Cues<(Part, Direction)>,
    course: Cues<()>,
    quantity: Cues<()>,
    vague: Cues<()>,
    bad: Cues<()>,
}

impl Words {
    /// The words of the table.
    pub(crate) fn read(tables: &Tables) -> Self {
        let rows: Vec<Vec<&str>> = tables.rows(WordList::Directional).collect();
        let list = |part: &str| {
            let words = rows.iter().filter(|row| row.get(1) == Some(&part));
            Cues::new(words.map(|row| (row[0].into(), ())))
        };
        Self {
            triggers: Cues::new(rows.iter().filter_map(|row| trigger(row))),
            course: list("course"),
            quantity: list("quantity"),
            vague: list("vague"),
            bad: list("bad"),
        }
    }
}

/// Whether a row of the table means something.
pub(crate) fn fits(row: &[&str]) -> bool {
    trigger(row).is_some() || matches!(row.get(1), Some(&("course" | "quantity" | "vague" | "bad")))
}

fn trigger(row: &[&str]) -> Option<(Box<str>, (Part, Direction))> {
    let [word, part, direction] = row else { return None };
    let part = match *part {
        "done" => Part::Done,
        "all" => Part::All,
        "clears" => Part::Clears,
        "moves" => Part::Moves,
        "steady" => Part::Steady,
        "keeps" => Part::Keeps,
        "reference" => Part::Reference,
        _ => return None,
    };
    Some(((*word).into(), (part, Direction::from(*direction))))
}

/// A word of direction in its clause.
struct Place<'a> {
    context: &'a Context<'a>,
    text: &'a str,
    clause: Range<usize>,
    word: Range<usize>,
}

/// The directional targets of a text, in order; `places` are those where a word of direction may start.
pub(crate) fn read<'a>(context: &'a Context<'a>, places: &[usize], targets: &[ReadTarget]) -> Vec<ReadDirectional> {
    let text = context.text;
    let words = &context.lexicon.directional;
    let mut found: Vec<ReadDirectional> = Vec::new();
    let mut at = context.title.as_ref().map_or(0, |title| title.end);
    let mut clauses = context.clauses.iter().peekable();
    for &start in places {
        if start < at {
            continue;
        }
        at = start;
        while clauses.next_if(|clause| clause.end <= at).is_some() {}
        if let Some(clause) = clauses.peek().filter(|clause| clause.start <= at) {
            at = clause.end;
            continue;
        }
        let Some((word, (part, direction))) = words.triggers.prefix(&text[at..]) else { continue };
        let start = at;
        at += word.len();
        if !words.can_be(*part, &text[..start], &text[at..]) {
            continue;
        }
        let place = Place::new(context, start..at);
        if let Some(one) = place.read(*part, direction.clone(), targets) {
            let repeats =
                found.last().is_some_and(|last| last.quote.end >= one.quote.start && last.direction == one.direction);
            if !repeats {
                found.push(one);
            }
        }
    }
    found
}

impl<'a> Place<'a> {
    fn new(context: &'a Context<'a>, word: Range<usize>) -> Self {
        let text = context.text;
        let from = floor(text, word.start.saturating_sub(WINDOW));
        let to = floor(text, word.end + WINDOW);
        let start = text[from..word.start]
            .rfind(BREAKS)
            .map_or(from, |i| from + i + text[from + i..].chars().next().map_or(1, char::len_utf8));
        let end = text[word.end..to].find(BREAKS).map_or(to, |i| word.end + i);
        let lead = &text[start..word.start];
        let number = lead.rfind(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let start =
            lead[number..].rfind('、').filter(|_| number > 0).map_or(start, |at| start + number + at + "、".len());
        Self { context, text, clause: start..end, word }
    }

    fn words(&self) -> &'a Words {
        &self.context.lexicon.directional
    }

    fn without_openers<'t>(&self, clause: &'t str) -> (&'t str, usize) {
        target::without_openers(&self.context.lexicon.targets, clause)
    }

    /// The clause up to the word; after the last member of a list that holds a number (压减支出10%、X只减不增).
    fn before(&self) -> &'a str {
        &self.text[self.clause.start..self.word.start]
    }

    fn after(&self) -> &'a str {
        &self.text[self.word.end..self.clause.end]
    }

    /// Whether nothing but a closing mark or a further member follows the word.
    fn closes(&self) -> bool {
        let after = self.after().trim_start_matches(['”', '"', ')', '」']);
        after.is_empty() || after.starts_with(['、', '和', '并'])
    }

    fn read(&self, part: Part, direction: Direction, targets: &[ReadTarget]) -> Option<ReadDirectional> {
        match part {
            Part::Done => self.done(direction),
            Part::All => self.all(direction),
            Part::Clears => {
                let noun = self.after();
                if self.closes() {
                    return self.done(direction);
                }
                (noun.chars().count() >= 2)
                    .then(|| self.quoted(self.word.start..self.clause.end, noun.to_owned(), direction))
            }
            Part::Moves => self.moves(direction, targets),
            Part::Steady => self.steady(direction, targets),
            Part::Keeps => self.keeps(direction),
            Part::Reference => self.reference(direction),
        }
    }

    fn quoted(&self, quote: Range<usize>, indicator: String, direction: Direction) -> ReadDirectional {
        ReadDirectional { quote, indicator, direction }
    }

    /// X全覆盖, X动态清零; where the clause holds no noun, that of the clause before.
    fn done(&self, direction: Direction) -> Option<ReadDirectional> {
        if !self.closes() {
            return None;
        }
        let lead = self.before().trim_end_matches(['“', '"', '‘', '「']);
        let lead = strip_count(lead).trim_end_matches(['“', '"']);
        let lead = ["实现", "达到", "即知即改、", "的", "基本", "常态化", "保持", "推进", "全面", "持续", "动态", "、"]
            .iter()
            .fold(lead, |lead, word| lead.strip_suffix(word).unwrap_or(lead));
        // 发生率由2.9%降至零
        let old = lead.rfind(['由', '从']).filter(|at| has_number(&lead[*at..]));
        let (noun, at) = self.without_openers(old.map_or(lead, |at| &lead[..at]));
        let end = self.closing_end();
        let work = ["改造", "建设", "治理", "整治", "培训", "检查", "监管", "监测", "覆盖"]
            .iter()
            .any(|word| noun.ends_with(word));
        let suffix = if direction == Direction::Full && !work { "覆盖" } else { "" };
        if noun.chars().count() >= 2 {
            return Some(self.quoted(self.clause.start + at..end, format!("{noun}{suffix}"), direction));
        }
        let (noun, start) = self.noun_of_clause_before()?;
        Some(self.quoted(start..end, format!("{noun}{suffix}"), direction))
    }

    /// The end of the word with the quotation mark that it closes.
    fn closing_end(&self) -> usize {
        let after = self.after();
        let mark = after.chars().next().filter(|c| matches!(c, '”' | '"' | '」'));
        self.word.end + mark.map_or(0, char::len_utf8)
    }

    fn noun_of_clause_before(&self) -> Option<(&'a str, usize)> {
        let from = self.clause.start;
        let comma = self.text[..from].ends_with(',').then(|| from - 1)?;
        let start = floor(self.text, comma.saturating_sub(WINDOW));
        let start = self.text[start..comma]
            .rfind([',', ';', ':', '。', '\n'])
            .map_or(start, |i| start + i + self.text[start + i..].chars().next().map_or(1, char::len_utf8));
        let (noun, at) = self.without_openers(&self.text[start..comma]);
        (noun.chars().count() >= 2).then_some((noun, start + at))
    }

    /// 自然村全部通硬化路, 所有行政村建成….
    fn all(&self, direction: Direction) -> Option<ReadDirectional> {
        let after = self.after();
        // 全部清零 is told by 清零
        let told = self.words().triggers.prefix(after).is_some_and(|(_, (part, _))| *part == Part::Done);
        if told
            || has_number(after)
            || after.chars().count() < 2
            || after.starts_with(['的', '门', '企', '权', '者', '制'])
        {
            return None;
        }
        let (noun, at) = self.without_openers(self.before());
        let word = &self.text[self.word.clone()];
        // 占全部税收比重, 已全部办结
        let fits = if self.before().ends_with(['占', '已']) {
            false
        } else if self.before().ends_with("覆盖") {
            true
        } else if word == "所有" {
            DOES.iter().any(|does| after.contains(does)) && noun.is_empty()
        } else {
            noun.chars().count() >= 2
                || DOES.iter().any(|does| after.starts_with(does))
                || self.before().ends_with("完成")
        };
        fits.then(|| {
            self.quoted(
                self.clause.start + at.min(self.before().len())..self.clause.end,
                format!("{noun}{after}"),
                direction,
            )
        })
    }

    /// Whether a number target speaks of the same change.
    fn is_numbered(&self, targets: &[ReadTarget]) -> bool {
        let i = targets.partition_point(|t| t.value.end <= self.word.end);
        let near = targets.get(i).is_some_and(|t| t.value.start < self.clause.end);
        near || opens_with_number(self.after())
    }

    /// X占比进一步提高; 稳步提高X收入.
    fn moves(&self, direction: Direction, targets: &[ReadTarget]) -> Option<ReadDirectional> {
        if self.is_numbered(targets) {
            return None;
        }
        let (lead, steady) = self.words().without_course(self.before());
        if !steady {
            return None;
        }
        let earns = &self.text[self.word.clone()] == "增收";
        if self.closes() {
            let (noun, at) = self.without_openers(lead);
            let indicator = if earns { format!("{noun}收入") } else { noun.to_owned() };
            return (self.words().is_quantity(&indicator) && noun.chars().count() >= 2)
                .then(|| self.quoted(self.clause.start + at..self.closing_end(), indicator, direction));
        }
        let noun = self.after();
        let (before, at) = self.without_openers(lead);
        (before.is_empty() && self.words().is_quantity(noun) && !earns && !has_number(noun))
            .then(|| self.quoted(self.clause.start + at.min(lead.len())..self.clause.end, noun.to_owned(), direction))
    }

    /// X保持稳定增长, X“双下降”.
    fn steady(&self, direction: Direction, targets: &[ReadTarget]) -> Option<ReadDirectional> {
        if self.is_numbered(targets) || !self.closes() {
            return None;
        }
        let lead = self.before().trim_end_matches(['“', '"', '‘']);
        let (lead, _) = self.words().without_course(lead);
        let lead = ["保持", "实现"].iter().fold(lead, |lead, word| lead.strip_suffix(word).unwrap_or(lead));
        let (noun, at) = self.without_openers(lead);
        let measured = self.words().vague.suffix(noun).is_none();
        (measured && noun.chars().count() >= 2)
            .then(|| self.quoted(self.clause.start + at..self.closing_end(), noun.to_owned(), direction))
    }

    /// X产能稳定, 稳定X产能, X面积不减少.
    fn keeps(&self, direction: Direction) -> Option<ReadDirectional> {
        let after = self.after();
        if self.closes() {
            let lead = ["保持", "总体", "基本"]
                .iter()
                .fold(self.before(), |lead, word| lead.strip_suffix(word).unwrap_or(lead));
            let (noun, at) = self.without_openers(lead);
            return (self.words().is_quantity(noun) && noun.chars().count() >= 2)
                .then(|| self.quoted(self.clause.start + at..self.closing_end(), noun.to_owned(), direction));
        }
        let (before, at) = self.without_openers(self.before());
        (before.is_empty()
            && &self.text[self.word.clone()] == "稳定"
            && self.words().is_quantity(after)
            && !has_number(after))
        .then(|| {
            self.quoted(self.clause.start + at.min(self.before().len())..self.clause.end, after.to_owned(), direction)
        })
    }

    /// 增速高于全市平均水平.
    fn reference(&self, direction: Direction) -> Option<ReadDirectional> {
        let after = self.after();
        let after = after.find(['、', '和']).map_or(after, |at| &after[..at]);
        if !is_reference(after) || has_number(after) {
            return None;
        }
        let compares = ["平均", "水平", "增速", "增长", "增幅", "目标", "幅度"].iter().any(|word| after.contains(word))
            || after.chars().count() <= 4;
        if !compares || &self.text[self.word.clone()] == "控制在" && !after.contains("平均") {
            return None;
        }
        let (lead, _) = self.words().without_course(self.before());
        let (mut noun, mut at) = self.without_openers(lead.trim_end_matches(['均', '都']));
        let mut start = self.clause.start;
        if noun.chars().count() < 2 {
            (noun, at) = self.noun_of_clause_before()?;
            start = 0;
        }
        let direction = match direction.as_str() {
            "better" if self.words().bad_in(noun) => Direction::Below,
            "better" => Direction::Above,
            _ => direction,
        };
        let end = self.word.end + after.len();
        Some(self.quoted(start + at..end, noun.to_owned(), direction))
    }
}

impl Words {
    /// Whether a word of this part can be a target between these texts, whatever its clause says: most can't.
    fn can_be(&self, part: Part, before: &str, after: &str) -> bool {
        let closes = || after.is_empty() || after.starts_with(CLOSE);
        match part {
            // 增长8%; 增长 without 稳步
            Part::Moves => !opens_with_number(after) && self.course.suffix(before).is_some(),
            Part::Done | Part::Steady => closes(),
            _ => true,
        }
    }

    /// Takes adverbs of course and 保持 off the right; says whether there was one.
    fn without_course<'t>(&self, mut lead: &'t str) -> (&'t str, bool) {
        let mut steady = false;
        while let Some((word, ())) = self.course.suffix(lead) {
            lead = &lead[..lead.len() - word.len()];
            steady = true;
        }
        (lead.strip_suffix("保持").unwrap_or(lead), steady)
    }

    /// Whether a noun names something that can be measured.
    fn is_quantity(&self, noun: &str) -> bool {
        self.quantity.suffix(noun).is_some() && self.vague.suffix(noun).is_none()
    }

    /// Whether less is better of what the noun names.
    fn bad_in(&self, noun: &str) -> bool {
        noun.char_indices().any(|(i, _)| self.bad.prefix(&noun[i..]).is_some())
    }
}

/// Whether a number follows, or a word that leads to one.
fn opens_with_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || numeral::is_numeral(c) || matches!(c, '到' | '至' | '为'))
}

fn has_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Takes 两个, “两 off the right: 黑臭水体“两个清零”.
fn strip_count(lead: &str) -> &str {
    let lead = lead.strip_suffix('个').unwrap_or(lead);
    match lead.chars().next_back() {
        Some(c) if numeral::digit(c).is_some() => lead[..lead.len() - c.len_utf8()].trim_end_matches(['“', '"']),
        _ => lead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::Scratch;

    /// Text and what is read of it: direction, indicator, quote; empty for none.
    const CASES: &[(&str, &str)] = &[
        ("实现行政村5G网络全覆盖。", "full 行政村5G网络覆盖 行政村5G网络全覆盖"),
        ("建成区黑臭水体动态清零。", "zero 建成区黑臭水体 建成区黑臭水体动态清零"),
        ("实现合流管网、黑臭水体“两个清零”。", "zero 合流管网、黑臭水体 合流管网、黑臭水体“两个清零”"),
        ("力争社会消费品零售总额保持稳定增长。", "up 社会消费品零售总额 社会消费品零售总额保持稳定增长"),
        ("推动事故起数和死亡人数“双下降”。", "down 事故起数和死亡人数 事故起数和死亡人数“双下降”"),
        ("稳步提高低收入群体收入。", "up 低收入群体收入 稳步提高低收入群体收入"),
        ("出口占比进一步提高。", "up 出口占比 出口占比进一步提高"),
        ("稳定蔬菜、生猪产能。", "hold 蔬菜、生猪产能 稳定蔬菜、生猪产能"),
        ("力争不良贷款率继续优于全市水平。", "below 不良贷款率 不良贷款率继续优于全市水平"),
        ("网络零售增速高于全市平均水平。", "above 网络零售增速 网络零售增速高于全市平均水平"),
        ("全面消除城市黑臭水体。", "zero 城市黑臭水体 全面消除城市黑臭水体"),
        ("不断提升服务能力,进一步提高管理水平。", ""),
        ("固定资产投资增长8%。", ""),
        ("投资增速高于全市平均水平2个百分点。", ""),
    ];

    #[test]
    fn directions_are_read_where_something_measurable_moves() {
        for (text, expected) in CASES {
            let context = Context {
                lexicon: crate::Lexicon::builtin(),
                text,
                clauses: &[],
                title: None,
                period: None,
                headings: &[],
            };
            let found: Vec<_> = crate::target::read(&context, &mut Scratch::default())
                .directional
                .iter()
                .map(|d| format!("{} {} {}", d.direction, d.indicator, &text[d.quote.clone()]))
                .collect();
            assert_eq!(found.join(","), *expected, "{text}");
        }
    }
}
