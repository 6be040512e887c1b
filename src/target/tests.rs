use super::*;

const YEAR: Option<Period> = Some(Period { start_year: 2023, end_year: 2023 });

/// `value | indicator | min..max unit bound measure horizon[ stretch]` of each target of a text.
fn targets(text: &str, period: Option<Period>) -> Vec<String> {
    let context = Context { text, clauses: &[], title: None, period, headings: &[] };
    let line = |t: ReadTarget| {
        let stretch = if t.stretch { " stretch" } else { "" };
        let (value, bound, measure) = (&text[t.value], t.bound, t.measure);
        format!("{value} | {} | {}..{} {} {bound} {measure} {}{stretch}", t.indicator, t.min, t.max, t.unit, t.horizon)
    };
    read(&context).targets.into_iter().map(line).collect()
}

#[test]
fn number_before_and_after_its_noun() {
    assert_eq!(
        targets("力争新增5家市级创新平台、2家省级创新平台,汽车充电桩达到820个以上。", YEAR),
        [
            "5家 | 市级创新平台 | 5..5 家 exactly flow 2023 stretch",
            "2家 | 省级创新平台 | 2..2 家 exactly flow 2023 stretch",
            "820个 | 汽车充电桩 | 820..820 个 at_least level 2023 stretch",
        ]
    );
}
