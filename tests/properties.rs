//! What holds for any text.

use crosscounty::{Body, LeftOutKind, Passage, Plan, Span};
use proptest::prelude::*;

/// Pieces of plans, so that random texts reach the readers' rules.
const PIECES: &[&str] = &[
    "一、",
    "二、",
    "(一)",
    "（二）",
    "1.",
    "2．",
    "3、",
    "(1)",
    "。",
    "，",
    ",",
    "、",
    "；",
    ":",
    "\n",
    "\n\n",
    "　",
    "\u{a0}",
    " ",
    "-3-",
    "某某县2023年重点工作任务",
    "关于印发《某某县三年行动计划(2023—2025年)》的通知",
    "某政办字〔2023〕2号",
    "2023年7月5日",
    "(此件公开发布)",
    "新增",
    "达到",
    "5家",
    "１２．５％",
    "1.8万人",
    "3—5个",
    "百分之九十五",
    "三分之二",
    "市级以上创新平台",
    "力争",
    "同比增长",
    "下降",
    "每年",
    "到2025年",
    "(县科技局牵头,县发展改革局等部门配合)",
    "（牵头单位：区工信局；参与单位：各街镇）",
    "责任单位:",
    "县教育和体育局",
    "(",
    ")",
    "《",
    "》",
    "“",
    "”",
    "|",
    "指标|单位|2025年目标",
    "---|---|---",
    "全覆盖",
    "动态清零",
    "各镇",
    "等",
    "附件",
    "索引号:",
    "文号:",
    "成文日期:",
    "十",
    "百",
    "万",
    "亿",
    "%",
    "…",
    "\r",
    "\u{feff}",
    "a",
    "9999999999999999999999999999999999",
    "0.0",
    "①",
    "🏞️",
];

/// Headers of tables of tasks.
const HEADERS: &[&str] = &[
    "序号|目标任务|牵头单位|配合单位|完成情况|\n",
    "|序号|项目名称|工作内容|责任分工||时限|\n||||牵头单位|配合单位||\n",
    "序号\n工作任务\n分管\n领导\n责任单位\n（单位）\n完成时限\n",
    "序 号 工作任务 牵头单位 配合单位\n",
    "序号\t工作任务\t牵头单位\t配合单位\t完成时限\n",
    "重点工作|责任单位|\n",
];

/// Pieces of their rows.
const CELLS: &[&str] = &[
    "1",
    "2",
    "3",
    "12",
    "1.",
    "\n1\n",
    "\n2\n",
    "\n3\n",
    "\n1|",
    "\n2 ",
    "\n2\t",
    "|",
    "|",
    "\n",
    "\n",
    "\t",
    " ",
    "\n\n",
    "新建学校2所。",
    "改善办学条件",
    "县教育局",
    "县财政局、各乡镇",
    "周 斐",
    "李明远",
    "12月底",
    "无",
    "一、发展\n",
    "（一）民生|||\n",
    "一|民生||\n",
    "已完成3所，占60%",
    "三、保障\n",
    "附件",
    "注：",
    "2024年5月1日",
    "|---|---|\n",
    "陆 明俞 悦",
    "６ 座",
];

fn tables() -> impl Strategy<Value = String> {
    let rows = prop::collection::vec(prop::sample::select(CELLS), 0..40).prop_map(|cells| cells.concat());
    let page = (prop::sample::select(PIECES), prop::sample::select(HEADERS), rows, prop::sample::select(HEADERS));
    page.prop_map(|(title, header, rows, more)| format!("{title}\n{header}1{rows}\n{more}{rows}"))
}

/// Sentences of the genre, as the reader of targets is tested with.
const SENTENCES: &str = include_str!("../src/target/cases.txt");

/// What slips into them.
const SLIPS: &str = "其中的等和、，；。（）()每由从到达至为约以上下对将1230.%％万亿元家个年月/:：级省市县率量额均占增减一二十百两半“”《》 \n\t|";

/// Sentences of the genre, with characters left out, doubled by others, or replaced.
fn sentences() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = SENTENCES.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    let slips: Vec<char> = SLIPS.chars().collect();
    let text = prop::collection::vec(prop::sample::select(lines), 1..6).prop_map(|lines| lines.concat());
    let edit = (any::<prop::sample::Index>(), prop::sample::select(slips), 0..3u8);
    (text, prop::collection::vec(edit, 0..12)).prop_map(|(text, edits)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, slip, kind) in edits.into_iter().take(chars.len() / 2) {
            let at = at.index(chars.len());
            match kind {
                0 => drop(chars.remove(at)),
                1 => chars.insert(at, slip),
                _ => chars[at] = slip,
            }
        }
        chars.into_iter().collect()
    })
}

fn pages() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => sentences(),
        2 => tables(),
        3 => prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// Every passage of a plan.
fn passages(plan: &Plan) -> Vec<&Passage> {
    let header = &plan.header;
    let mut all: Vec<&Passage> = Vec::new();
    all.extend(header.title.iter().chain(&header.jurisdiction).chain(&header.issuers).chain(&header.index_number));
    all.extend(header.addressees.iter().chain(&header.validity).chain(&header.note).chain(header.labels.values()));
    all.extend(header.document_number.iter().map(|number| &number.printed));
    for section in &plan.sections {
        all.push(&section.title);
        all.extend(section.subsections.iter().map(|sub| &sub.title));
    }
    for task in &plan.tasks {
        all.extend(task.title.iter().chain([&task.number]));
        all.extend(task.departments.iter().map(|department| &department.name));
    }
    for (_, body) in plan.bodies() {
        all.push(&body.text);
        all.extend(body.targets.iter().flat_map(|target| [&target.value_text, &target.quote]));
        all.extend(body.directional.iter().map(|target| &target.quote));
        all.extend(body.quantities.iter().map(|quantity| &quantity.text));
    }
    all
}

/// Ink: what stays of a text when line breaks, white space and page numbers do not count.
fn ink(text: &str, page_numbers: bool) -> String {
    let hidden =
        |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}');
    text.chars().filter(|c| !hidden(*c) && (page_numbers || !c.is_ascii_digit() && !"-—".contains(*c))).collect()
}

fn nests(outer: Span, inner: Span) -> bool {
    outer.contains(inner)
}

fn checks(page: &str, plan: &Plan) -> Result<(), TestCaseError> {
    for passage in passages(plan) {
        let slice = page.get(passage.span.range());
        prop_assert!(slice.is_some(), "{:?} is no slice of the page", passage.span);
        let numbers = !plan.left_out.iter().any(|piece| piece.kind == LeftOutKind::PageNumber);
        prop_assert_eq!(ink(slice.unwrap_or_default(), numbers), ink(&passage.text, numbers));
    }
    for task in &plan.tasks {
        let body = task.body.text.span;
        prop_assert!(task.title.as_ref().is_none_or(|title| nests(body, title.span)));
        let section = task.section.and_then(|number| plan.section(number));
        prop_assert!(section.is_none_or(|section| nests(section.span, body)));
    }
    for (_, body) in plan.bodies() {
        body_checks(body)?;
    }
    let mut pieces: Vec<Span> =
        plan.inside.iter().copied().chain(plan.left_out.iter().map(|piece| piece.span)).collect();
    pieces.sort();
    let mut at = 0;
    for piece in pieces {
        prop_assert_eq!(piece.start, at, "inside and left out cover the page exactly");
        at = piece.end;
    }
    prop_assert_eq!(at, page.len());
    for issue in &plan.issues {
        prop_assert!(page.get(issue.span.range()).is_some());
    }
    Ok(())
}

fn body_checks(body: &Body) -> Result<(), TestCaseError> {
    for target in &body.targets {
        prop_assert!(nests(body.text.span, target.quote.span));
        prop_assert!(nests(target.quote.span, target.value_text.span));
        prop_assert!(target.min <= target.max);
    }
    let order = |spans: Vec<usize>| spans.windows(2).all(|pair| pair[0] <= pair[1]);
    prop_assert!(order(body.targets.iter().map(|t| t.value_text.span.start).collect()));
    prop_assert!(order(body.quantities.iter().map(|q| q.text.span.start).collect()));
    Ok(())
}

/// 600 cases for each property, or as many as `PROPTEST_CASES` asks for.
fn config() -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(600),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_parses_and_covers_itself(page in pages()) {
        let plan = Plan::parse(&page);
        checks(&page, &plan)?;
        prop_assert_eq!(&plan, &Plan::parse(&page), "the same page gives the same plan");
    }

    #[test]
    fn a_plan_survives_json(page in pages()) {
        let plan = Plan::parse(&page).with_id("some");
        let json = serde_json::to_string(&plan).expect("a plan is plain data");
        let back: Plan = serde_json::from_str(&json).expect("what was written can be read");
        prop_assert_eq!(back, plan);
    }

    #[test]
    fn any_bytes_give_a_plan_or_a_sentence(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = Plan::from_bytes(&bytes) {
            prop_assert!(error.to_string().contains("byte"));
        }
    }

    #[test]
    fn width_of_punctuation_does_not_matter(page in pages()) {
        // both forms are made from one text, so that every mark that has two forms changes
        let (narrow, wide) = (folded(&page, narrow), folded(&page, wide));
        prop_assert_eq!(skeleton(&Plan::parse(&narrow)), skeleton(&Plan::parse(&wide)));
    }
}

fn folded(text: &str, fold: fn(char) -> char) -> String {
    text.chars().map(fold).collect()
}

fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

fn wide(c: char) -> char {
    match c {
        '\u{21}'..='\u{7E}' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A plan without its spans and with its printed text narrowed.
fn skeleton(plan: &Plan) -> serde_json::Value {
    let mut value = serde_json::to_value(plan).expect("a plan is plain data");
    strip(&mut value);
    value
}

fn strip(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            for key in ["span", "inside", "left_out", "clauses"] {
                map.remove(key);
            }
            let keys: Vec<String> = map.keys().cloned().collect();
            for key in keys {
                let Some(mut inner) = map.remove(&key) else { continue };
                strip(&mut inner);
                map.insert(folded(&key, narrow), inner);
            }
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
        serde_json::Value::String(text) => *text = folded(text, narrow).replace(' ', ""),
        _ => {}
    }
}

#[test]
fn the_shipped_pages_cover_themselves() {
    for id in crosscounty::corpus::IDS {
        let page = crosscounty::corpus::text(id).expect("it is shipped");
        checks(page, &Plan::parse(page)).expect("all properties hold");
    }
}
