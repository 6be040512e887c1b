//! Labels in Chinese and English, and the words of the model as a reader says them.

use crosscounty::compare::{Difference, FigureKind, Obstacle};
use crosscounty::{Bound, Horizon, IssueCode, Measure, Period, Role, Target};
use maud::{Markup, html};

/// A label in both languages; the switch at the top of the page hides one of them. Without English it is for both.
pub(super) fn both(zh: &str, en: &str) -> Markup {
    html! { @if en.is_empty() { (zh) } @else { span.zh { (zh) } " " span.en lang="en" { (en) } } }
}

/// A table's head: columns of words, then those of numbers, each in both languages.
pub(super) fn columns(words: &[(&str, &str)], numbers: &[(&str, &str)]) -> Markup {
    html! {
        thead { tr {
            @for (zh, en) in words { th scope="col" { (both(zh, en)) } }
            @for (zh, en) in numbers { th.num scope="col" { (both(zh, en)) } }
        } }
    }
}

/// A heading of a part, with its number of entries if there is one to tell.
pub(super) fn heading(id: &str, zh: &str, en: &str, count: Option<usize>) -> Markup {
    html! {
        h2 id=(id) {
            span.zh { (zh) } " " span.en lang="en" { (en) }
            @if let Some(count) = count { " " span.count { (count) } }
        }
    }
}

/// A paragraph of explanation in both languages.
pub(super) fn explain(zh: &str, en: &str) -> Markup {
    html! { p.zh.note { (zh) } p.en.note lang="en" { (en) } }
}

/// What a department has to do: 牵头, 负责, 配合.
pub(super) fn role(role: &Role) -> (&str, &str) {
    match role {
        Role::Lead => ("牵头", "leads"),
        Role::Responsible => ("负责", "responsible"),
        Role::Support => ("配合", "supports"),
        Role::Leader => ("责任领导", "leader"),
        other => (other.as_str(), ""),
    }
}

/// The sign of a bound before a value.
pub(super) fn sign(bound: &Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
        Bound::About => "≈",
        _ => "",
    }
}

/// What a bound says, in words.
pub(super) fn bound(bound: &Bound) -> (&str, &str) {
    match bound {
        Bound::Exactly => ("定值", "the value itself"),
        Bound::AtLeast => ("下限", "at least"),
        Bound::AtMost => ("上限", "at most"),
        Bound::About => ("约数", "about"),
        Bound::Range => ("区间", "range"),
        other => (other.as_str(), ""),
    }
}

/// What kind of quantity it is.
pub(super) fn measure(measure: &Measure) -> (&str, &str) {
    match measure {
        Measure::Level => ("期末水平", "level"),
        Measure::Flow => ("期内完成", "flow"),
        Measure::Growth => ("增幅", "growth"),
        Measure::Gap => ("差距", "gap"),
        other => (other.as_str(), ""),
    }
}

/// By when.
pub(super) fn horizon(horizon: &Horizon) -> (String, String) {
    match horizon {
        Horizon::Year(year) => (year.to_string(), String::new()),
        Horizon::EachYear => ("每年".into(), "each year".into()),
        Horizon::InYear => ("年内".into(), "within the year".into()),
        Horizon::Unknown => ("未注明".into(), "not said".into()),
        other => (other.to_string(), String::new()),
    }
}

/// What keeps two values apart.
pub(super) fn difference(difference: &Difference) -> (&str, &str) {
    match difference {
        Difference::Scope => ("范围不同", "scope"),
        Difference::Measure => ("性质不同", "measure"),
        Difference::Horizon => ("期限不同", "horizon"),
        Difference::Unit => ("单位不同", "unit"),
        other => (other.as_str(), ""),
    }
}

/// Why two values can't be set on one axis.
pub(super) fn obstacle(obstacle: &Obstacle) -> (&str, &str) {
    match obstacle {
        Obstacle::Unit => ("单位不能换算", "units do not convert"),
        Obstacle::Measure => ("性质不同", "different kinds of quantity"),
        Obstacle::Reference => ("参照不同", "different references"),
        other => (other.as_str(), ""),
    }
}

/// How a figure was worked out, for those the report shows.
pub(super) fn figure(kind: &FigureKind) -> Option<(&'static str, &'static str)> {
    match kind {
        FigureKind::PerYear => Some(("折合每年", "per year")),
        FigureKind::PerHead => Some(("按人口", "per head")),
        FigureKind::PerGdp => Some(("按地区生产总值", "by GDP")),
        FigureKind::PerArea => Some(("按面积", "by area")),
        FigureKind::Resolved => Some(("按参照值推算", "reference resolved")),
        _ => None,
    }
}

/// What kind of oddity an issue is.
pub(super) fn issue(code: &IssueCode) -> (&str, &str) {
    match code {
        IssueCode::NoPlan => ("未见计划正文", "no plan in the page"),
        IssueCode::NoTitle => ("未见标题", "no title"),
        IssueCode::NumberRestored => ("文号已按规范复原", "document number restored"),
        IssueCode::BracketNotClosed => ("括号未闭合", "bracket not closed"),
        IssueCode::TaskWithoutTitle => ("任务无标题", "task without title"),
        IssueCode::NumberingGap => ("编号不连续", "gap in the numbering"),
        IssueCode::NumberTwice => ("编号重复", "number printed twice"),
        IssueCode::TextBeforeFirstSection => ("首个部分之前有正文", "text before the first section"),
        IssueCode::DuplicateHeader => ("页眉重复", "header printed twice"),
        IssueCode::ConflictingHeader => ("页眉信息不一致", "header contradicts itself"),
        IssueCode::UnknownLabel => ("未知页眉标签", "unknown label"),
        IssueCode::ClauseNotUnderstood => ("责任分工未能识读", "responsibility clause not understood"),
        IssueCode::NoDepartment => ("任务无责任单位", "no office named"),
        IssueCode::ImpossibleDate => ("日期有误", "impossible date"),
        other => (other.as_str(), ""),
    }
}

/// `2023` or `2023–2025`.
pub(super) fn period(period: Period) -> String {
    if period.start_year == period.end_year {
        period.start_year.to_string()
    } else {
        format!("{}–{}", period.start_year, period.end_year)
    }
}

/// A value as printed, with the sign of its bound: `≥80%`.
pub(super) fn value(target: &Target) -> String {
    format!("{}{}", sign(&target.bound), target.value_text.text)
}

/// At most `most` characters of `text`, with `…` where some are left out.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// `12%`; `0%` where there is nothing to divide by.
pub(super) fn percent(part: usize, whole: usize) -> usize {
    (100 * part + whole / 2).checked_div(whole).unwrap_or(0)
}
