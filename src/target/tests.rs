use proptest::prelude::*;

use super::*;
use crate::fold::{Folded, Join, floor};
use crate::lexicon::Lexicon;
use crate::quantity::quantities;
use crate::source::Span;

const YEAR: Option<Period> = Some(Period { start_year: 2023, end_year: 2023 });

const YEARS: Option<Period> = Some(Period { start_year: 2023, end_year: 2025 });

fn context(text: &str, period: Option<Period>) -> Context<'_> {
    Context { lexicon: Lexicon::builtin(), text, clauses: &[], title: None, period, headings: &[] }
}

/// `value | indicator | min..max unit bound measure horizon[ stretch]` of each target of a reading.
fn lines(text: &str, reading: Reading) -> Vec<String> {
    let line = |t: ReadTarget| {
        let stretch = if t.stretch { " stretch" } else { "" };
        let (value, bound, measure) = (&text[t.value], t.bound, t.measure);
        format!("{value} | {} | {}..{} {} {bound} {measure} {}{stretch}", t.indicator, t.min, t.max, t.unit, t.horizon)
    };
    reading.targets.into_iter().map(line).collect()
}

fn targets(text: &str, period: Option<Period>) -> Vec<String> {
    lines(text, read(&context(text, period), &mut Scratch::default()))
}

/// The texts of the embedded plans, folded line by line.
fn plans() -> impl Iterator<Item = String> {
    let texts = [
        include_str!("../../data/plans/luozhuang.txt"),
        include_str!("../../data/plans/weicheng.txt"),
        include_str!("../../data/plans/wenchanghu.txt"),
        include_str!("../../data/plans/yanzhou.txt"),
        include_str!("../../data/plans/yiyuan.txt"),
    ];
    texts.into_iter().map(|text| {
        let mut folded = Folded::with_capacity(text.len());
        let mut start = 0;
        for line in text.split('\n') {
            folded.push_line(text, Span::new(start, start + line.len()), Join::Paragraph);
            start += line.len() + 1;
        }
        folded.text().to_owned()
    })
}

#[test]
fn the_rules_are_told() {
    let model = include_str!("../model.rs");
    let mut told: Vec<&str> =
        model.lines().filter_map(|line| line.trim().strip_prefix("/// | `")?.split('`').next()).collect();
    let mut used = vec!["table"];
    for case in include_str!("cases.txt").split("\n> ").skip(1) {
        let text = case.lines().next().unwrap_or_default();
        used.extend(read(&context(text, YEAR), &mut Scratch::default()).targets.iter().map(|read| read.rule));
    }
    told.sort_unstable();
    used.sort_unstable();
    used.dedup();
    assert_eq!(told, used);
}

#[test]
fn sentences_of_the_genre_hold_their_targets() {
    let table = include_str!("cases.txt");
    for case in table.split("\n> ").skip(1) {
        let mut rows = case.lines().map(str::trim).filter(|line| !line.is_empty());
        let text = rows.next().expect("a sentence");
        assert_eq!(targets(text, YEAR), rows.collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn other_numbers_are_no_targets() {
    for text in include_str!("promise_nothing.txt").lines().skip(1) {
        assert_eq!(targets(text, YEAR), Vec::<String>::new(), "{text}");
        assert!(!read(&context(text, YEAR), &mut Scratch::default()).quantities.is_empty(), "{text}");
    }
}

#[test]
fn horizons_reach_along_their_sentence() {
    let cases = [
        ("到2024年底,市级以上研发机构达到20个,省级平台达到3家。", "2024 2024"),
        ("每年新增规上工业企业6家,引进人才20人;建成平台2个。", "each_year each_year 2025"),
        ("年内新认定龙头企业2家。", "in_year"),
        ("三年改造户厕143座,2023年、2024年、2025年分别完成50座、48座、45座。", "2025 2023 2024 2025"),
        ("每年改造竹林15亩,三年累计达到45亩。", "each_year 2025"),
        ("2023年完成改造8亩,良种覆盖率92%;2024年完成12亩。", "2023 2023 2024"),
        ("到2024年,示范园达到5家;合作社达到60家,其中2025年新增3家。", "2024 2024 2025"),
        ("到“十四五”末,森林覆盖率达到45%。", "2025"),
        ("力争2024年营业收入达到5亿元、2025年达到8亿元。", "2024 2025"),
        ("规上工业增加值年均增长8%以上。", "2025"),
        ("新建学校3所。", "2025"),
    ];
    for (text, expected) in cases {
        let found: Vec<_> = read(&context(text, YEARS), &mut Scratch::default())
            .targets
            .iter()
            .map(|t| t.horizon.to_string())
            .collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

#[test]
fn a_hedge_reaches_to_the_end_of_its_sentence_and_争创_only_its_object() {
    let cases = [
        ("力争新增企业5家,产值达到3亿元;新建平台2个。", "true true false"),
        ("争创市级特色高中1所,创建省级基地1所。", "true false"),
        ("争取市级文明村3个、文明单位4个,新评好人5名。", "true true false"),
        ("力争新增企业5家,确保产值达到3亿元。", "true false"),
    ];
    for (text, expected) in cases {
        let found: Vec<_> =
            read(&context(text, YEAR), &mut Scratch::default()).targets.iter().map(|t| t.stretch.to_string()).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

#[test]
fn baselines_references_and_actions_are_kept() {
    let text = "用水量较2020年下降9%,城镇化率由45%提高到50%,投资增幅高于全市平均水平2个百分点,改造小区3个。";
    let reading = read(&context(text, YEAR), &mut Scratch::default());
    let kept: Vec<_> =
        reading.targets.iter().map(|t| (t.baseline.as_deref(), t.reference.as_deref(), t.action.as_deref())).collect();
    assert_eq!(
        kept,
        [
            (Some("较2020年"), None, None),
            (Some("由45%"), None, None),
            (None, Some("全市平均水平"), None),
            (None, None, Some("改造")),
        ]
    );
}

#[test]
fn numbers_that_are_no_targets_have_their_reason() {
    let cases = [
        ("加快总投资140亿元的宁德时代项目建设。", "140亿元 project_size"),
        ("推进5G基站建设。", "5 name"),
        ("落实“人才金政50条”。", "50条 name"),
        ("贯彻《若干措施20条》。", "20条 name"),
        ("举办第十六届情侣节。", "十六届 ordinal"),
        ("打造三大载体。", "三大 scheme"),
        ("加快恒新2×350MW项目建设。", "2 project_size,350MW project_size"),
        ("对全县120个村开展整治。", "120个 existing_set"),
        ("在24小时内办结。", "24小时 date"),
        ("推进统一管理、一体化发展。", "一 word,一 word"),
        ("2022年新增企业5家。", "2022年 date,5家 past_result"),
        ("完善“1+N”体系。", "1 name"),
        ("按照文政办字〔2023〕21号要求。", "2023 document_number,21号 document_number"),
        ("万元GDP能耗持续下降。", "万元 threshold"),
    ];
    for (text, expected) in cases {
        let reading = read(&context(text, YEAR), &mut Scratch::default());
        assert!(reading.targets.is_empty(), "{text}");
        let found: Vec<_> =
            reading.quantities.iter().map(|q| format!("{} {}", &text[q.text.clone()], q.reason)).collect();
        assert_eq!(found.join(","), expected, "{text}");
    }
}

#[test]
fn a_responsibility_clause_is_not_read() {
    let text = "新增企业5家。(3个专班负责)";
    let clause = "新增企业5家。".len()..text.len();
    let reading =
        read(&Context { clauses: std::slice::from_ref(&clause), ..context(text, YEAR) }, &mut Scratch::default());
    assert_eq!((reading.targets.len(), reading.quantities.len()), (1, 0));
}

#[test]
fn a_table_of_indicators_is_read_by_its_columns() {
    let table = "序号|指标|单位|2022年|2025年目标|属性\n---|---|---|---|---|---\n1|规上工业总产值|亿元|146.2|220|预期性\n\
                 2|规上工业增加值年均增速|%|6.1|≥8|预期性\n3|单位工业增加值能耗累计下降|%|—|10|约束性\n\
                 4|一般工业固废综合利用率|%|88|92以上|约束性\n5|新增城镇就业|万人|—|[1.2]|预期性";
    let reading = read_table(&Lexicon::builtin().targets, table, &|_| false, YEARS);
    let strengths: Vec<_> = reading.targets.iter().filter_map(|t| t.strength.clone()).collect();
    assert_eq!(strengths, ["预期性", "预期性", "约束性", "约束性", "预期性"]);
    assert_eq!(
        lines(table, reading),
        [
            "220 | 规上工业总产值 | 22000000000..22000000000 元 exactly level 2025",
            "8 | 规上工业增加值 | 8..8 % at_least growth 2025",
            "10 | 单位工业增加值能耗 | -10..-10 % exactly growth 2025",
            "92 | 一般工业固废综合利用率 | 92..92 % at_least level 2025",
            "1.2 | 城镇就业 | 12000..12000 人 exactly flow 2025",
        ]
    );
}

/// Whether the bytes `start..end` lie in one of the ranges.
fn covered(ranges: &[Range<usize>], at: usize) -> bool {
    ranges.iter().any(|range| range.contains(&at))
}

#[test]
fn every_numeral_of_the_plans_is_accounted_for() {
    for text in plans() {
        let reading = read(&context(&text, YEAR), &mut Scratch::default());
        let mut ranges: Vec<_> = reading.targets.iter().map(|t| t.value.clone()).collect();
        ranges.extend(reading.quantities.iter().map(|q| q.text.clone()));
        for (at, c) in text.char_indices() {
            if c.is_ascii_digit() || crate::numeral::is_numeral(c) {
                let from = floor(&text, at.saturating_sub(30));
                assert!(covered(&ranges, at), "{:?}", &text[from..at + c.len_utf8()]);
            }
        }
        let unclear = reading.quantities.iter().filter(|q| q.reason == Reason::Unclassified).count();
        assert!(unclear * 50 < ranges.len(), "{unclear} of {}", ranges.len());
    }
}

#[test]
fn the_value_text_reads_back_to_the_value() {
    for text in plans() {
        for target in read(&context(&text, YEAR), &mut Scratch::default()).targets {
            let printed = &text[target.value.clone()];
            let found = quantities(printed);
            let [q] = &found[..] else { panic!("{printed}: {found:?}") };
            let (min, max) = if target.min < Decimal::ZERO { (-q.max, -q.min) } else { (q.min, q.max) };
            assert_eq!((min, max), (target.min, target.max), "{printed}");
            assert!(*q.unit == *target.unit || target.unit == "元", "{printed}");
        }
    }
}

/// Pieces that sentences are made of, and signs that could trip a scanner.
const PIECES: &[&str] = &[
    "新增",
    "5",
    "家",
    "3.5",
    "%",
    "万",
    "亿",
    "元",
    "达到",
    "分别",
    "和",
    "、",
    ",",
    "。",
    ";",
    "\n",
    "(",
    ")",
    "“",
    "”",
    "《",
    "》",
    "以上",
    "较",
    "2020年",
    "2023",
    "年",
    "-",
    "—",
    "至",
    "由",
    "提高到",
    "企业",
    "十",
    "百分之",
    "分之",
    "一",
    "批",
    "第",
    "每年",
    "力争",
    "占",
    "比",
    "高于",
    "全市平均水平",
    "|",
    "指标",
    "单位",
    "个百分点",
    ":",
    "1",
    "全覆盖",
    "稳定",
    "增长",
    "总投资",
    "的",
    "项目",
    "MW",
    ".",
    "+",
    "余",
    "数",
    "翻",
    "番",
    "成",
    "点",
    "半",
    "〔",
    "〕",
    "是",
    "改造",
    "𠀀",
    "é",
    "过",
    "等",
];

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_ranges_are_sound(parts in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = parts.concat();
        for reading in [read(&context(&text, YEARS), &mut Scratch::default()), read(&context(&text, None), &mut Scratch::default()), read_table(&Lexicon::builtin().targets, &text, &|_| false, YEARS)] {
            for target in &reading.targets {
                prop_assert!(text.get(target.value.clone()).is_some_and(|value| !value.is_empty()));
                prop_assert!(text.get(target.quote.clone()).is_some());
                prop_assert!(target.quote.start <= target.value.start && target.value.end <= target.quote.end);
                prop_assert!(target.min <= target.max && !target.indicator.is_empty());
            }
            for quantity in &reading.quantities {
                prop_assert!(text.get(quantity.text.clone()).is_some());
            }
            for directional in &reading.directional {
                prop_assert!(text.get(directional.quote.clone()).is_some_and(|quote| !quote.is_empty()));
            }
            prop_assert!(reading.targets.windows(2).all(|pair| pair[0].value.end <= pair[1].value.start));
        }
    }
}
