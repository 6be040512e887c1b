//! The nouns: what a plan consists of. Plain owned values; reading them is the business of other rooms.
//!
//! Every piece of text that the model holds is a [`Passage`]: the printed text and the [`Span`] of the document
//! that it was read from.

use indexmap::IndexMap;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::issue::Issue;
use crate::source::{Passage, Span};
use crate::terms::terms;

/// A work plan of a county, read from the text of a page.
///
/// Made by [`Plan::parse`]; see there for an example. The plan owns all its text, so the page can be dropped.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Plan {
    /// Short name of the plan in tables: a file's name without its ending. Empty until it is set.
    pub id: String,
    /// What the page and the document say about the document (文件要素).
    pub header: Header,
    /// The plan's text before its first section, if any; its place is called `s0` in tables.
    pub preamble: Option<Body>,
    /// The sections (一、), in order.
    pub sections: Vec<Section>,
    /// All tasks in document order, whatever section they stand in.
    pub tasks: Vec<Task>,
    /// The tables of indicators (指标表) after the tasks, if any; their place is called `table` in tables.
    pub tables: Vec<Body>,
    /// What of the page is not part of the plan, in document order.
    ///
    /// These spans and [`Plan::inside`] cover the page exactly.
    pub left_out: Vec<LeftOut>,
    /// The spans of the page that belong to the plan, in document order.
    pub inside: Vec<Span>,
    /// What was odd in the page, in document order.
    pub issues: Vec<Issue>,
}

/// What the page and the document say about the document, after GB/T 9704—2012 (党政机关公文格式).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Header {
    /// The plan's own title (标题), not that of the notice that issues it; line breaks removed.
    pub title: Option<Passage>,
    /// The place as the title names it (沂源县, 济宁市兖州区).
    pub jurisdiction: Option<Passage>,
    /// Who issues the document (发文机关), as it heads or signs itself.
    pub issuers: Vec<Passage>,
    /// The document number (发文字号), normalised to 代字〔年〕号; the passage is what is printed.
    pub document_number: Option<DocumentNumber>,
    /// The page's index number (索引号).
    pub index_number: Option<Passage>,
    /// Whom the document addresses (主送机关), one passage each.
    pub addressees: Vec<Passage>,
    /// The date of signing (成文日期), the one under the signature first.
    pub signed_on: Option<Date>,
    /// The date of publication (发布日期, 公开日期).
    pub published_on: Option<Date>,
    /// The validity that the page prints (有效性).
    pub validity: Option<Passage>,
    /// The note under the date (附注), as 此件公开发布.
    pub note: Option<Passage>,
    /// The years that the plan covers.
    pub period: Option<Period>,
    /// All labels of the page with their values, in order of appearance, whether they are understood or not.
    pub labels: IndexMap<String, Passage>,
}

/// A document number (发文字号), as 源政办字〔2023〕21号.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentNumber {
    /// The number in its standard form 代字〔年〕号, with the brackets that GB/T 9704 asks for.
    pub normalised: String,
    /// What is printed.
    pub printed: Passage,
}

/// The years that a plan covers, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    /// First year, in four digits.
    pub start_year: i16,
    /// Last year, in four digits.
    pub end_year: i16,
}

/// A section (一、…) of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section {
    /// Position among the sections, from 1.
    pub number: u32,
    /// The heading without its number and closing 。.
    pub title: Passage,
    /// From the heading's number to the end of the section's last text, in bytes.
    pub span: Span,
    /// Text under the heading before the first subsection or task; its place is called `s3` in tables.
    pub preamble: Option<Body>,
    /// The subsections ((一)…), in order.
    pub subsections: Vec<Subsection>,
}

/// A subsection ((一)…) of a section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subsection {
    /// Position within its section, from 1.
    pub number: u32,
    /// The heading without its number and closing 。.
    pub title: Passage,
    /// From the heading's number to the end of the subsection's last text, in bytes.
    pub span: Span,
    /// Text under the heading before the first task; its place is called `s3.2` in tables.
    pub preamble: Option<Body>,
}

/// A task (重点任务): one numbered item of work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Task {
    /// The task's key, unique in its plan: `12` where numbers run through, `3.2` or `3.1.2` where they restart.
    pub key: String,
    /// The section it stands in, from 1; none where the plan has no sections.
    pub section: Option<u32>,
    /// The subsection it stands in, from 1 within the section.
    pub subsection: Option<u32>,
    /// The first sentence, where that is a heading; without its closing 。.
    pub title: Option<Passage>,
    /// The number as printed (`12.`, `(三)`).
    pub number: Passage,
    /// All of the task's text after its number, title and responsibility clause included.
    pub body: Body,
    /// Who answers for it, in order of appearance.
    pub departments: Vec<Department>,
    /// The responsibility clauses (责任分工) that name the departments; a clause for a whole section may stand elsewhere.
    pub clauses: Vec<Span>,
}

/// A piece of the plan's running text, with what it commits to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Body {
    /// The text: paragraphs joined by `\n`, line breaks that cut a sentence removed.
    pub text: Passage,
    /// The quantified targets, in order.
    pub targets: Vec<Target>,
    /// The directional targets, in order.
    pub directional: Vec<Directional>,
    /// Every other number, with the reason why it is no target, in order.
    pub quantities: Vec<NonTarget>,
}

/// A body (单位) that answers for a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Department {
    /// What it has to do.
    pub role: Role,
    /// The name as printed, a nested bracket included.
    pub name: Passage,
    /// The office behind the name, without place and level and spelled out (科技局); none for a collective.
    pub canonical: Option<String>,
    /// Whether it is a group named instead of a body (各街镇, 各产业专班).
    pub collective: bool,
    /// Whether 等 leaves the list that it stands in open.
    pub open: bool,
}

terms! {
    /// What a department has to do for a task.
    pub enum Role {
        /// 牵头, 牵头单位, 牵头负责: leads.
        Lead = "lead",
        /// 负责, 责任单位, 责任部门: is responsible.
        Responsible = "responsible",
        /// 配合, 配合单位, 参与单位: supports.
        Support = "support",
        /// 牵头领导, 责任领导: a person or post that answers for it.
        Leader = "leader",
    }
}

/// A quantified target (量化目标): a number that the plan commits to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Target {
    /// The number with its unit as printed (`238亿元`, `1-3个百分点`), without words of bound.
    pub value_text: Passage,
    /// The shortest contiguous piece of text that shows the indicator and the value.
    pub quote: Passage,
    /// What is counted or measured (指标), with its restricting words, written out in full.
    pub indicator: String,
    /// Lower end of the value: 万 and 亿 multiplied out, percentages as written, negative only for a fall.
    pub min: Decimal,
    /// Upper end of the value; equal to `min` unless a range is printed.
    pub max: Decimal,
    /// The unit (单位) left after 万 and 亿 are multiplied out: `家`, `元`, `%`, `个百分点`, `:1`.
    pub unit: String,
    /// How the value bounds what is promised.
    pub bound: Bound,
    /// What kind of quantity it is.
    pub measure: Measure,
    /// By when.
    pub horizon: Horizon,
    /// Whether it is hedged (力争, 争取, 争创, 力促, 努力).
    pub stretch: bool,
    /// Name of the rule that read it:
    ///
    /// | rule | a text that it reads |
    /// | --- | --- |
    /// | `thing_number` | 新增充电桩820个 |
    /// | `thing_reaches_number` | 覆盖率达到95% |
    /// | `thing_grows` | 产值增长8% |
    /// | `gap` | 增速高于全市0.5个百分点 |
    /// | `carried_thing` | 新建农田4万亩,改造提升2万亩 |
    /// | `paired_list` | 产值、税收分别达到5亿元和1亿元 |
    /// | `verb_number_thing` | 新增5家企业 |
    /// | `number_thing_does` | 年内有6户企业上规 |
    /// | `share_does` | 70%的村达标 |
    /// | `share_of_whole` | 骨干教师不少于总数的15% |
    /// | `not_below` | 务工规模不低于上年的1万人 |
    /// | `rank` | 测评进入全省前30名 |
    /// | `table` | a row of a table of indicators |
    pub rule: String,
    /// The verb that the target is the object of (新增, 改造, 培育), if printed.
    pub action: Option<String>,
    /// What a change refers to (较2020年, 同比), if printed.
    pub baseline: Option<String>,
    /// What a gap refers to (全市平均水平), if printed.
    pub reference: Option<String>,
    /// How binding it is (约束性, 预期性), where a table prints it.
    pub strength: Option<String>,
}

terms! {
    /// How a printed value bounds what is promised. Inclusive, as Chinese official usage has it.
    pub enum Bound {
        /// The value itself: 新增5家.
        Exactly = "exactly",
        /// A floor: 以上, 不少于, 不低于, 至少, 超过, 突破, 余, 多.
        AtLeast = "at_least",
        /// A cap: 以内, 以下, 不超过, 不高于, 控制在.
        AtMost = "at_most",
        /// About: 左右, 约, 近.
        About = "about",
        /// Between two printed values: 1-3个百分点.
        Range = "range",
    }
}

terms! {
    /// What kind of quantity a target is.
    pub enum Measure {
        /// A state at the end: total, share, average, coverage.
        Level = "level",
        /// Done or added within the period.
        Flow = "flow",
        /// Relative change, in %.
        Growth = "growth",
        /// Difference in percentage points, or against a reference.
        Gap = "gap",
    }
}

/// By when a target holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Horizon {
    /// By the end of this year, in four digits.
    Year(i16),
    /// In each year of the plan (每年).
    EachYear,
    /// Within the year (年内) in a plan of several years.
    InYear,
    /// Nothing says it: neither the sentence nor the plan's title.
    Unknown,
    /// A word that this version does not know, kept as it was read.
    Other(Box<str>),
}

impl std::fmt::Display for Horizon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::EachYear => f.write_str("each_year"),
            Self::InYear => f.write_str("in_year"),
            Self::Unknown => Ok(()),
            Self::Other(word) => f.write_str(word),
        }
    }
}

impl From<&str> for Horizon {
    fn from(word: &str) -> Self {
        match word {
            "each_year" => Self::EachYear,
            "in_year" => Self::InYear,
            "" => Self::Unknown,
            _ => match word.parse() {
                Ok(year) if word.len() == 4 => Self::Year(year),
                _ => Self::Other(word.into()),
            },
        }
    }
}

impl Serialize for Horizon {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Horizon {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Horizon".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "examples": ["2025", "each_year", "in_year", ""] })
    }
}

impl<'de> Deserialize<'de> for Horizon {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Ok(Self::from(word.as_ref()))
    }
}

/// A directional target (方向性目标): a direction or a limit without a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Directional {
    /// The shortest contiguous piece of text that shows the indicator and the direction.
    pub quote: Passage,
    /// What is to move or to be complete.
    pub indicator: String,
    /// Where to.
    pub direction: Direction,
}

terms! {
    /// Where a directional target points.
    pub enum Direction {
        /// All of a set: 全覆盖, 全部, 所有.
        Full = "full",
        /// None left: 清零, 动态清零, 全面消除.
        Zero = "zero",
        /// Growth of a rate, share or total: 稳定增长, 逐年提高.
        Up = "up",
        /// Decline: 逐年下降, 双下降, 负增长.
        Down = "down",
        /// Kept where it is: 保持稳定.
        Hold = "hold",
        /// Above a reference: 高于全市平均水平.
        Above = "above",
        /// Below a reference: 低于全市平均水平.
        Below = "below",
    }
}

/// A number that is no target, with the reason why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NonTarget {
    /// The number with its unit, as printed.
    pub text: Passage,
    /// Why it is no target.
    pub reason: Reason,
}

terms! {
    /// Why a number is no target.
    pub enum Reason {
        /// Part of the name of a programme, document, body, standard or technique, or of a quoted title.
        Name = "name",
        /// Describes or identifies a named project: its investment, capacity, length or area.
        ProjectSize = "project_size",
        /// A date, a period, a time of day or a service deadline.
        Date = "date",
        /// An ordinal or a heading's number: 第十六届, 1.
        Ordinal = "ordinal",
        /// A document's, law's, road's or telephone's number.
        DocumentNumber = "document_number",
        /// Counts the parts of a scheme or a slogan: 四个一体化, 三大载体.
        Scheme = "scheme",
        /// Restricts what is counted and belongs to the indicator: 产值过亿元企业.
        Threshold = "threshold",
        /// What a change refers to: 较2020年.
        Baseline = "baseline",
        /// A past result: 去年完成….
        PastResult = "past_result",
        /// Counts an existing set that is worked on or described.
        ExistingSet = "existing_set",
        /// A planning standard or a ratio of design: 300米见绿.
        Standard = "standard",
        /// A Chinese numeral that is part of a word: 一批, 统一, 万众.
        Word = "word",
        /// No rule says what it is: a place to look for a missed target.
        Unclassified = "unclassified",
    }
}

/// A piece of the page that is not part of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: LeftOutKind,
}

terms! {
    /// What a piece of the page is that is not part of the plan.
    pub enum LeftOutKind {
        /// Page chrome and labels before the document: breadcrumbs, header tables, share lines.
        PageHeader = "page_header",
        /// The notice that issues the plan (印发通知): its title, number, addressees, signature.
        Notice = "notice",
        /// The number of a printed page between the lines.
        PageNumber = "page_number",
        /// An attachment (附件) after the plan, or a list of attachments.
        Attachment = "attachment",
        /// Page chrome after the document.
        PageFooter = "page_footer",
    }
}
