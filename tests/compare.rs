//! Comparisons over real plans and made ones: what holds for every pair.
#![cfg(feature = "corpus")]

use crosscounty::compare::{
    CompareOptions, Comparison, Context, Difference, Figure, FigureKind, Interval, Obstacle, Reference, Verdict,
    compare, compare_all, compare_with, indicators,
};
use crosscounty::model::{Horizon, Measure};
use crosscounty::quantity::convert;
use crosscounty::{Plan, corpus};
use rust_decimal::Decimal;

/// A plan of one task.
fn plan(place: &str, years: &str, text: &str) -> Plan {
    Plan::parse(&format!("{place}{years}年重点工作任务\n一、发展\n1.推进工作。{text}")).with_id(place)
}

/// The only comparison of two texts.
#[track_caller]
fn pair(a: &str, b: &str) -> Comparison {
    let found = compare(&plan("甲县", "2023", a), &plan("乙县", "2023", b));
    let [one] = &found[..] else { panic!("{a} / {b}: {found:#?}") };
    one.clone()
}

#[track_caller]
fn check(a: &str, b: &str, expected: &str) {
    let found = compare(&plan("甲县", "2023", a), &plan("乙县", "2023", b));
    let line = |c: &Comparison| {
        let differences: Vec<_> = c.differences.iter().map(Difference::as_str).collect();
        let obstacles: Vec<_> = c.obstacles.iter().map(Obstacle::as_str).collect();
        format!("{}[{}]{}", c.verdict, differences.join("|"), obstacles.join("|"))
    };
    assert_eq!(found.iter().map(line).collect::<Vec<_>>().join("; "), expected, "{a} / {b}");
}

#[test]
fn the_same_thing_is_found_and_its_differences_named() {
    check("新增城镇就业4000人。", "城镇新增就业5200人以上。", "lower[]");
    check("市场主体总量达到5.6万户。", "新增市场主体1万户。", "not_comparable[measure]measure");
    check("新增省级以上创新平台5家。", "新增市级创新平台5家。", "equal[scope]");
    check("招引过亿元项目35个。", "招引投资亿元以上项目30个。", "higher[]");
    check("改造老旧小区10个。", "改造老旧小区1580户。", "not_comparable[unit]unit");
    check("高新技术企业达到70户。", "国家高新技术企业达到70家。", "equal[]");
    check("创建品牌1-2个。", "创建品牌2个。", "overlapping[]");
    check("城镇登记失业率控制在4%以内。", "城镇登记失业率控制在4.5%以内。", "lower[]");
    check("到位外资1亿美元。", "实际使用外资2亿元。", "not_comparable[unit]unit");
    check("固定资产投资增幅高于全市平均水平2个百分点。", "固定资产投资增速高于全市平均1个百分点。", "higher[]");
    check(
        "固定资产投资增幅高于全市平均水平2个百分点。",
        "固定资产投资增幅高于全省平均水平2个百分点。",
        "not_comparable[scope]reference",
    );
    check("固定资产投资增长8%。", "固定资产投资增幅高于全市平均水平2个百分点。", "not_comparable[measure]measure");
    check("单位GDP能耗较2020年下降9%。", "万元地区生产总值能耗同比下降3%。", "lower[horizon]");
    check("空气质量优良天数达到310天。", "空气质量优良天数比例达到85%以上。", "not_comparable[unit]unit");
    check("每千人口执业(助理)医师数达到3人。", "每万人口拥有执业(助理)医师数达到28人。", "higher[]");
    check("绿色建筑占城镇新建民用建筑比例达到95%。", "城镇新建民用建筑中绿色建筑占比达到80%。", "higher[]");
}

#[test]
fn different_things_are_not_set_side_by_side() {
    check("新增绿色建筑20万平方米。", "城镇新建民用建筑中绿色建筑占比达到80%。", "");
    check("新增规上工业企业30家。", "新增规上服务业企业8家。", "");
    check("建设智慧社区10个。", "智慧社区覆盖率达到55%。", "");
    check("实施重点技改项目80个。", "实施城镇化重点项目5个。", "");
    check("新增托位600个。", "每千人口托位数达到4.96个。", "");
    check("创建绿色工厂5家。", "创建智能工厂5家。", "");
}

#[test]
fn spelling_of_units_makes_no_difference() {
    let other = "新建高标准农田3000亩。";
    let spellings = ["新建高标准农田0.5万亩。", "新建高标准农田5000亩。", "新建高标准农田５０００ 亩。"];
    let mut found: Vec<_> = spellings.iter().map(|text| pair(text, other)).collect();
    for c in &mut found {
        c.a.target.value_text = Default::default();
        c.a.target.quote = Default::default();
    }
    assert!(found.windows(2).all(|two| two[0] == two[1]), "{found:#?}");
    assert_eq!(pair("新建高标准农田200公顷。", other).verdict, Verdict::Equal);
    let per_head =
        pair("每千人口执业(助理)医师数达到3人。", "每万人口执业(助理)医师数达到28人。").common.expect("one unit");
    assert_eq!((per_head.unit.as_str(), per_head.b.max.to_string().as_str()), ("人/1000人", "2.8"));
    assert_eq!(pair("粮食总产量达到6.6亿斤。", "粮食总产量达到33万吨。").verdict, Verdict::Equal);
}

#[test]
fn who_promises_more_is_said_only_where_the_better_direction_is_known() {
    let ambition = |a: &str, b: &str| pair(a, b).ambition.map(|ambition| ambition.to_string());
    assert_eq!(ambition("高新技术企业达到70家。", "高新技术企业达到60家。").as_deref(), Some("more"));
    assert_eq!(ambition("城镇登记失业率控制在4%以内。", "城镇登记失业率控制在3.5%以内。").as_deref(), Some("less"));
    assert_eq!(ambition("推出改革事项10项。", "推出改革事项8项。"), None);
    // another scope is another promise
    assert_eq!(ambition("新增省级创新平台5家。", "新增市级创新平台3家。"), None);
}

/// All pairs of the embedded plans.
fn all() -> Vec<Comparison> {
    compare_all(&corpus::all(), &CompareOptions::default())
}

#[test]
fn every_verdict_follows_from_the_printed_fields() {
    let found = all();
    assert!(found.len() > 100);
    for c in &found {
        assert_eq!(c.recomputed(), c.verdict);
        assert_eq!(anew(c), c.verdict, "{c:#?}");
        assert_eq!(c.obstacles.is_empty(), c.verdict != Verdict::NotComparable);
        assert_eq!(c.differences.contains(&Difference::Measure), c.a.target.measure != c.b.target.measure);
        let ranged = c.a.target.min != c.a.target.max || c.b.target.min != c.b.target.max;
        assert!(ranged || c.verdict != Verdict::Overlapping);
    }
}

/// The verdict from min, max, unit, measure and the named differences alone.
fn anew(c: &Comparison) -> Verdict {
    let (a, b) = (&c.a.target, &c.b.target);
    if a.measure != b.measure || c.differences.contains(&Difference::Unit) {
        return Verdict::NotComparable;
    }
    let in_units_of_b = |value: Decimal| convert(value, &a.unit, &b.unit);
    match (in_units_of_b(a.min), in_units_of_b(a.max)) {
        (Some(min), Some(max)) if min > b.max && max > b.max => Verdict::Higher,
        (Some(min), Some(max)) if min < b.min && max < b.min => Verdict::Lower,
        (Some(min), Some(max)) if (min, max) == (b.min, b.max) => Verdict::Equal,
        _ => Verdict::Overlapping,
    }
}

#[test]
fn swapping_the_plans_swaps_the_sides_and_nothing_else() {
    let plans = corpus::all();
    for (i, a) in plans.iter().enumerate() {
        for b in &plans[i + 1..] {
            let there = compare(a, b);
            let mut back: Vec<_> = compare(b, a).iter().map(Comparison::swapped).collect();
            back.sort_by_key(|c| (c.a.target.value_text.span, c.b.target.value_text.span));
            let mut sorted = there.clone();
            sorted.sort_by_key(|c| (c.a.target.value_text.span, c.b.target.value_text.span));
            assert_eq!(sorted.len(), back.len());
            for (x, y) in sorted.iter().zip(&back) {
                assert_eq!(x, y);
            }
            assert!(there.iter().all(|c| c.swapped().swapped() == *c));
        }
    }
}

#[test]
fn a_plan_against_itself_promises_the_same() {
    for plan in corpus::all() {
        let found = compare(&plan, &plan);
        let itself = found.iter().filter(|c| c.a.target.value_text.span == c.b.target.value_text.span);
        assert!(itself.clone().all(|c| c.is_direct() && c.verdict == Verdict::Equal));
        let targets: usize = plan.bodies().iter().map(|(_, body)| body.targets.len()).sum();
        // an indicator that names no thing at all compares with nothing, not even itself
        assert!(itself.count() * 100 >= targets * 97, "{}", plan.id);
    }
}

#[test]
fn what_is_serialised_comes_back() {
    let found = all();
    let json = serde_json::to_string(&found).expect("plain data");
    assert_eq!(serde_json::from_str::<Vec<Comparison>>(&json).expect("what was written"), found);
    let later: Verdict = serde_json::from_str("\"incommensurable\"").expect("a word of a later version");
    assert_eq!(serde_json::to_string(&later).expect("a word"), "\"incommensurable\"");
}

#[track_caller]
fn figure(c: &Comparison, kind: FigureKind) -> &Figure {
    c.figures.iter().find(|figure| figure.kind == kind).unwrap_or_else(|| panic!("no {kind} in {:?}", c.figures))
}

fn point(value: &str) -> Option<Interval> {
    let value = value.parse().expect("a number");
    Some(Interval { min: value, max: value })
}

#[test]
fn a_flow_over_years_is_also_given_per_year() {
    let a = plan("甲区", "2023-2025", "到2025年，城镇新增就业1.8万人。");
    let b = plan("乙区", "2023", "新增城镇就业5200人。");
    let found = compare(&a, &b);
    let [c] = &found[..] else { panic!("{found:?}") };
    assert_eq!((c.a.target.horizon.clone(), c.a.years, c.b.years), (Horizon::Year(2025), Some(3), Some(1)));
    assert_eq!((&c.verdict, c.differences.as_slice()), (&Verdict::Higher, &[Difference::Horizon][..]));
    let per_year = figure(c, FigureKind::PerYear);
    assert_eq!((per_year.a, per_year.b, per_year.unit.as_str()), (point("6000"), point("5200"), "人/年"));
    assert_eq!(per_year.verdict, Some(Verdict::Higher));
    assert_eq!(figure(c, FigureKind::Ratio).a, point("3.461538"));
    assert_eq!(c.ambition, None);
}

#[test]
fn context_gives_values_per_head_and_resolves_references() {
    let a = plan("甲县", "2023", "新增城镇就业4000人。固定资产投资增幅高于全市平均水平2个百分点以上。");
    let b = plan("乙县", "2023", "新增城镇就业5000人。固定资产投资增长9%。");
    let mut options = CompareOptions::default();
    let context = |population: i64| Context {
        population: Some(population.into()),
        references: vec![Reference {
            indicator: "固定资产投资".into(), words: "全市平均".into(), value: 6.into()
        }],
        ..Context::default()
    };
    options.context.insert("甲县".into(), context(400_000));
    options.context.insert("乙县".into(), context(1_000_000));
    let found = compare_with(&a, &b, &options);
    let jobs = found.iter().find(|c| c.a.target.measure == Measure::Flow).expect("the jobs");
    let per_head = figure(jobs, FigureKind::PerHead);
    assert_eq!((jobs.verdict.clone(), per_head.verdict.clone()), (Verdict::Lower, Some(Verdict::Higher)));
    assert_eq!((per_head.a, per_head.unit.as_str()), (point("0.01"), "人/人"));
    let growth = found.iter().find(|c| c.a.target.measure == Measure::Gap).expect("the gap");
    assert_eq!(growth.verdict, Verdict::NotComparable);
    let resolved = figure(growth, FigureKind::Resolved);
    assert_eq!((resolved.a, resolved.b, resolved.verdict.clone()), (point("8"), point("9"), Some(Verdict::Lower)));
}

#[test]
fn every_target_stands_in_the_group_of_its_indicator() {
    let plans = corpus::all();
    let groups = indicators(&plans);
    let mut starts: Vec<_> = groups
        .iter()
        .flat_map(|group| &group.promises)
        .map(|p| (&p.promise.plan, p.promise.target.value_text.span.start))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let targets: usize = plans.iter().flat_map(|plan| plan.bodies()).map(|(_, body)| body.targets.len()).sum();
    assert!(starts.len() * 100 >= targets * 97, "{} of {targets}", starts.len());
    let shared = groups.iter().find(|group| group.head == "城镇就业").expect("every county promises jobs");
    assert_eq!(shared.plans.len(), 5);
}
