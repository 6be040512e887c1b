//! Reads tables of indicators (指标表): one indicator per row, its unit and its values in columns of their own.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{ReadNonTarget, ReadTarget, Reading, Words, head};
use crate::model::{Bound, Horizon, Measure, Period, Reason};
use crate::numeral::{ten_to, times};
use crate::quantity::{Quantity, scan_in};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// 指标: the indicator's name.
    Name,
    /// 单位.
    Unit,
    /// 属性: 约束性 or 预期性.
    Strength,
    /// A value to be reached, in this year where the header names one.
    Value { year: Option<i16>, grows: bool },
    /// The value of a base year, or a result.
    Base,
    /// 序号 and whatever else.
    Other,
}

/// The cells of a row, as ranges of the text.
type Row = Vec<Range<usize>>;

/// Reads a table: a header row, then one indicator per row, its cells parted by pipes or, where it has none, by the white
/// space that `gap` says was before a byte. White space is gone, rows end with `\n`.
pub(crate) fn read_table(words: &Words, text: &str, gap: &dyn Fn(usize) -> bool, period: Option<Period>) -> Reading {
    let mut reading = Reading::default();
    let mut columns: Vec<Column> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let range = start..start + line.len();
        start = range.end + 1;
        let row = if line.contains('|') { piped(text, range) } else { parted(text, range, gap) };
        if row.len() > 1 && is_separator(line) {
            continue;
        }
        let numbers: Vec<Quantity> = row.iter().flat_map(|cell| scan_in(text, cell.clone(), &words.numbers)).collect();
        let headed = header(text, &row, period);
        if let Some(found) = headed {
            columns = found;
            reading.none(&numbers, Reason::Date);
        } else if row.len() > 1 && columns.contains(&Column::Name) {
            reading.row(&Line { words, text, row: &row, columns: &columns, period }, &numbers);
        } else {
            reading.none(&numbers, Reason::Unclassified);
        }
    }
    reading
}

/// The cells between the pipes of a line; a pipe at either end opens no cell.
fn piped(text: &str, line: Range<usize>) -> Row {
    let (mut row, mut start) = (Vec::new(), line.start);
    for (i, _) in text[line.clone()].match_indices('|') {
        row.push(start..line.start + i);
        start = line.start + i + 1;
    }
    row.push(start..line.end);
    if row.len() > 1 && row.first().is_some_and(Range::is_empty) {
        row.remove(0);
    }
    if row.len() > 1 && row.last().is_some_and(Range::is_empty) {
        row.pop();
    }
    row
}

/// The cells of a line between gaps.
fn parted(text: &str, line: Range<usize>, gap: &dyn Fn(usize) -> bool) -> Row {
    let (mut row, mut start) = (Vec::new(), line.start);
    for at in text[line.clone()].char_indices().map(|(i, _)| line.start + i).filter(|at| *at > line.start && gap(*at)) {
        row.push(start..at);
        start = at;
    }
    row.push(start..line.end);
    row
}

/// A Markdown rule between header and body: `---|:--:`.
fn is_separator(line: &str) -> bool {
    line.contains('-') && line.bytes().all(|b| matches!(b, b'-' | b'|' | b':' | b'='))
}

/// The columns that a header row names; none where the row is no header.
fn header(text: &str, row: &Row, period: Option<Period>) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = row.iter().map(|cell| column(&text[cell.clone()], period)).collect();
    let values = columns.iter().filter(|c| matches!(c, Column::Value { .. })).count();
    if !columns.contains(&Column::Name) || values == 0 {
        return None;
    }
    // 指标类别 | 指标名称: the last of the names before the values is the indicator
    let names: Vec<usize> = (0..columns.len()).filter(|&i| columns[i] == Column::Name).collect();
    for &i in &names[..names.len() - 1] {
        columns[i] = Column::Other;
    }
    // 2009年完成 | 2010年计划 | 增长(%): the growth of the column before
    for i in 1..columns.len() {
        let title = &text[row[i].clone()];
        let growth = ["增长", "增速", "增幅", "同比"].iter().any(|word| title.starts_with(word));
        if growth && !matches!(columns[i], Column::Name | Column::Unit) && !title.contains(|c: char| c.is_ascii_digit())
        {
            columns[i] = match columns[i - 1] {
                Column::Value { year, .. } => Column::Value { year, grows: true },
                _ => Column::Base,
            };
        }
    }
    Some(columns)
}

fn column(title: &str, period: Option<Period>) -> Column {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let years: Vec<i16> = title
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let year = years.last().copied();
    if has(&["属性", "性质", "类型"]) {
        return Column::Strength;
    }
    if has(&["单位"]) && !has(&["责任", "牵头", "配合", "部门"]) {
        return Column::Unit;
    }
    let grows = has(&["增速", "增长", "增幅"]);
    if year.is_some()
        || has(&["目标", "计划数", "预期", "任务数", "年均", "累计"])
            && !has(&["指标名称", "目标名称", "主要目标", "目标任务"])
    {
        let old = year.is_some_and(|year| period.is_some_and(|p| year < p.start_year)) && years.len() == 1;
        let result = has(&["实际", "完成值", "完成情况", "基期", "现状", "基数", "基准", "预计完成"]);
        return if old && !has(&["目标"]) || result { Column::Base } else { Column::Value { year, grows } };
    }
    if has(&["指标", "名称", "项目", "内容", "目标"]) && !has(&["类别", "分类"]) {
        return Column::Name;
    }
    Column::Other
}

/// A row of the body with what it is read by.
struct Line<'a> {
    words: &'a Words,
    text: &'a str,
    row: &'a Row,
    columns: &'a [Column],
    period: Option<Period>,
}

impl Reading {
    fn none(&mut self, numbers: &[Quantity], reason: Reason) {
        for q in numbers {
            self.quantities.push(ReadNonTarget { text: q.range.clone(), reason: reason.clone() });
        }
    }

    /// Reads a row of the body. A row with fewer cells than the header lacks its first ones (a merged 类别).
    fn row(&mut self, line: &Line<'_>, numbers: &[Quantity]) {
        let Line { text, row, columns, .. } = *line;
        let missing = columns.len().saturating_sub(row.len());
        let cell = |wanted: fn(&Column) -> bool| {
            let i = columns.iter().position(wanted)?.checked_sub(missing)?;
            row.get(i).cloned()
        };
        let name = cell(|c| *c == Column::Name);
        let unit = cell(|c| *c == Column::Unit).map(|range| &text[range]);
        let strength = cell(|c| *c == Column::Strength)
            .map(|range| &text[range])
            .filter(|s| s.contains("约束") || s.contains("预期"));
        let mut seen: Vec<usize> = Vec::new();
        for q in numbers {
            let at = row.iter().position(|cell| cell.start <= q.range.start && q.range.end <= cell.end);
            let kind = at.and_then(|i| columns.get(i + missing)).copied();
            let target = match (kind, &name, at) {
                (Some(Column::Value { year, grows }), Some(name), Some(i))
                    if !seen.contains(&i) && !name.is_empty() =>
                {
                    seen.push(i);
                    let value = Value { line, q, cell: row[i].clone(), year, grows };
                    value.read(name.clone(), unit)
                }
                _ => None,
            };
            match target {
                Some(target) => self.targets.push(ReadTarget { strength: strength.map(str::to_owned), ..target }),
                None => self.none(std::slice::from_ref(q), other_reason(kind, q)),
            }
        }
    }
}

/// Why a number of a row is no target.
fn other_reason(kind: Option<Column>, q: &Quantity) -> Reason {
    match kind {
        Some(Column::Base) => Reason::Baseline,
        Some(Column::Name) if q.unit.is_empty() => Reason::Name,
        Some(Column::Name) => Reason::Threshold,
        Some(Column::Unit) => Reason::Standard,
        Some(Column::Other) => Reason::Ordinal,
        _ => Reason::Unclassified,
    }
}

/// The value in a cell.
struct Value<'a> {
    line: &'a Line<'a>,
    q: &'a Quantity,
    cell: Range<usize>,
    year: Option<i16>,
    grows: bool,
}

impl Value<'_> {
    /// The target that the cell states of the indicator in `name`.
    fn read(&self, name: Range<usize>, unit: Option<&str>) -> Option<ReadTarget> {
        let Line { words, text, period, .. } = *self.line;
        let cell = &text[self.cell.clone()];
        let lead = &text[self.cell.start..self.q.range.start];
        let printed = lead.trim_end_matches(['[', '〔', '(', '【', '≥', '≤', '>', '<', '=', '-', '−', '+']);
        // a cell of words (完成上级任务的80%) states no plain value
        if printed.chars().count() > 6 {
            return None;
        }
        let (name_text, in_name) = named_unit(words, &text[name.clone()]);
        let unit = unit
            .map(|u| u.trim_matches(['[', ']', '〔', '〕', '(', ')']))
            .filter(|u| !matches!(*u, "" | "-" | "—" | "/" | "——"));
        let (unit, scale) = match (&*self.q.unit, unit.or(in_name)) {
            // a column of growth has its own unit: 年均增速[累计]
            ("", _) if self.grows => ("%".to_owned(), Decimal::ONE),
            ("", Some(unit)) => scaled(words, unit),
            ("", None) => (String::new(), Decimal::ONE),
            (own, _) => (own.to_owned(), Decimal::ONE),
        };
        let negative = lead.ends_with(['-', '−']);
        let (indicator, measure, falls) = measured(words, name_text, &unit, self.grows);
        let accumulated = cell.starts_with(['[', '〔', '【']);
        let measure = if accumulated && measure == Measure::Level && unit != "%" { Measure::Flow } else { measure };
        let sign = |value: Decimal| {
            let value = times(value, scale);
            if falls || negative { -value } else { value }
        };
        let (a, b) = (sign(self.q.min), sign(self.q.max));
        let end = self.year.or(period.map(|p| p.end_year));
        let quote = name.start.min(self.cell.start)..self.q.with_bounds().end.max(name.end);
        Some(ReadTarget {
            value: self.q.range.clone(),
            quote,
            indicator,
            min: a.min(b),
            max: a.max(b),
            unit,
            bound: self.bound(lead),
            measure,
            horizon: end.map_or(Horizon::Unknown, Horizon::Year),
            stretch: false,
            rule: "table",
            action: None,
            baseline: None,
            reference: None,
            strength: None,
        })
    }

    fn bound(&self, lead: &str) -> Bound {
        match self.q.bound {
            Bound::Exactly if lead.contains('≥') => Bound::AtLeast,
            Bound::Exactly if lead.contains('≤') => Bound::AtMost,
            ref bound => bound.clone(),
        }
    }
}

/// Parts a unit in brackets off a name: 规上工业总产值(亿元).
fn named_unit<'t>(words: &Words, name: &'t str) -> (&'t str, Option<&'t str>) {
    let Some((stem, unit)) = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else {
        return (name, None);
    };
    let known = unit.trim_start_matches(['万', '亿', '千', '百']);
    let known = known.is_empty() || words.numbers.units.prefix(known).is_some();
    if known { (stem, Some(unit)) } else { (name, None) }
}

/// A unit without the 万 or 亿 before it, and what that multiplies with. A quotient (件/万人) stays as printed.
fn scaled(words: &Words, unit: &str) -> (String, Decimal) {
    let mut rest = unit;
    let mut scale = Decimal::ONE;
    while let Some(exponent) = rest.chars().next().and_then(crate::numeral::power).filter(|e| *e >= 4) {
        scale = times(scale, ten_to(exponent));
        rest = &rest[3..];
    }
    let name = match words.numbers.units.get(rest) {
        Some(row) => row.name.to_string(),
        None => rest.to_owned(),
    };
    (name, scale)
}

/// The indicator without the words of its measure, the measure, and whether it falls.
fn measured(words: &Words, name: &str, unit: &str, grows: bool) -> (String, Measure, bool) {
    let mut stem = name.trim_end_matches(['*', '※']);
    let mut change = None;
    for _ in 0..6 {
        let tails: &[(&str, i8)] = &[
            ("增长速度", 1),
            ("增速", 1),
            ("增幅", 1),
            ("增长率", 1),
            ("增长", 1),
            ("提高", 1),
            ("降低率", -1),
            ("下降率", -1),
            ("下降", -1),
            ("降低", -1),
            ("降幅", -1),
            ("减少", -1),
            ("削减", -1),
            ("年均", 0),
            ("同比", 0),
            ("累计", 0),
            ("年", 0),
            ("比例", 0),
        ];
        let Some((rest, sign)) = tails.iter().find_map(|(tail, sign)| Some((stem.strip_suffix(tail)?, *sign))) else {
            break;
        };
        if rest.chars().count() < 2 || sign == 0 && change.is_none() {
            break;
        }
        if sign != 0 {
            change = Some(sign);
        }
        stem = rest;
    }
    let falls = change == Some(-1);
    if unit == "个百分点" {
        return (stem.to_owned(), Measure::Gap, falls);
    }
    if matches!(unit, "%" | "‰") && (change.is_some() || grows) {
        return (stem.to_owned(), Measure::Growth, falls);
    }
    let left = head::left(words, name);
    let new = ["新增", "新建", "改造", "净增"].iter().any(|word| name.contains(word)) && !matches!(unit, "%" | "‰");
    if left.verb.is_some() && new {
        return (left.noun.to_owned(), Measure::Flow, false);
    }
    let spent = unit == "元" && words.tail(name).is_some_and(|(_, tail)| tail.flow);
    (name.to_owned(), if new || spent { Measure::Flow } else { Measure::Level }, false)
}
