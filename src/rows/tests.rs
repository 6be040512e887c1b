//! Tests of the tables: which pages have one, and what their rows give.

use crate::{IssueCode, Plan, Role};

/// The tasks of a page: key, title, and who answers for it.
#[track_caller]
fn check(page: &str, expected: &[&str]) -> Plan {
    let plan = Plan::parse(page);
    let row = |task: &crate::Task| {
        let title = task.title.as_ref().map_or("", |title| title.text.as_str());
        let who: Vec<String> = task.departments.iter().map(|d| format!("{} {}", d.role, d.name)).collect();
        format!("{} {title}: {}", task.key, who.join(", "))
    };
    let got: Vec<String> = plan.tasks.iter().map(row).collect();
    assert_eq!(got, expected, "{page}");
    plan
}

const TITLE: &str = "某某县2024年重点工作任务分解表\n";

#[test]
fn cells_in_pipes() {
    let rows = "|序号|工作内容|牵头单位|配合单位|\n|---|---|---|---|\n|1|新建学校2所。|县教育局||\n|2|新建公园3个。||各街道|\n";
    let plan = check(&format!("{TITLE}{rows}"), &["1 : lead 县教育局", "2 : support 各街道"]);
    assert_eq!(plan.tasks[0].body.targets.len(), 1);
    assert_eq!(plan.tasks[0].clauses.len(), 1);
    let loose = "重点工作 | 责任单位 |\n1.新建学校2所，改造供水管网。 | 县教育局 |\n2.新建公园3个。 | 县住建局 |\n";
    check(&format!("{TITLE}{loose}"), &["1 : responsible 县教育局", "2 : responsible 县住建局"]);
}

#[test]
fn bodies_that_may_be_of_two_columns_are_of_none() {
    let rows = "序号\n工作内容\n牵头单位\n配合单位\n1\n新建学校2所。\n县教育局\n县住建局\n县财政局\n2\n新建公园3个。\n县住建局\n";
    let plan = check(&format!("{TITLE}{rows}"), &["1 : ", "2 : lead 县住建局"]);
    assert!(plan.issues.iter().any(|issue| issue.code == IssueCode::ClauseNotUnderstood));
    assert!(plan.tasks[0].body.text.text.contains("县财政局"));
}

#[test]
fn numbers_in_cells_open_no_rows() {
    let rows = "序号\n工作内容\n责任单位\n1\n新建学校。\n县教育局\n3\n2\n新建公园。\n县住建局\n7\n改造县城老旧管网。\n县水利局\n";
    check(
        &format!("{TITLE}{rows}"),
        &["1 : responsible 县教育局", "2 : responsible 县住建局", "7 : responsible 县水利局"],
    );
}

#[test]
fn past_results_are_no_targets() {
    let rows = "序号|目标任务|责任单位|完成情况|\n1|新建学校2所。|县教育局|已建成1所。|\n2|新建公园3个。|县住建局|完成2个。|\n";
    let plan = check(&format!("{TITLE}{rows}"), &["1 : responsible 县教育局", "2 : responsible 县住建局"]);
    let task = &plan.tasks[0];
    assert_eq!((task.body.targets.len(), task.body.quantities.len()), (1, 1));
    assert_eq!(task.body.quantities[0].reason, crate::Reason::PastResult);
}

#[test]
fn leaders_of_two_characters_are_spread() {
    let rows = "序号|目标任务|分管领导|责任单位|\n1|新建学校。|陆 明俞 悦|县教育局|\n2|新建公园。|高 原|县住建局|\n";
    let plan = check(
        &format!("{TITLE}{rows}"),
        &["1 : leader 陆 明, leader 俞 悦, responsible 县教育局", "2 : leader 高 原, responsible 县住建局"],
    );
    assert_eq!(plan.tasks[0].departments[0].role, Role::Leader);
}

#[test]
fn a_header_may_stand_again() {
    let head = "序号|目标任务|责任单位|\n";
    let rows = "1|新建学校。|县教育局|\n2|新建公园。|县住建局|\n";
    let more = "3|新建公路。|县交通局|\n4|新建桥梁。|县住建局|\n";
    check(
        &format!("{TITLE}{head}{rows}{head}{more}"),
        &[
            "1 : responsible 县教育局",
            "2 : responsible 县住建局",
            "3 : responsible 县交通局",
            "4 : responsible 县住建局",
        ],
    );
}

#[test]
fn other_tables_are_none() {
    for page in [
        "序号|指标|单位|2023年|2024年目标|\n1|总产值|亿元|100|110|\n2|税收|亿元|10|11|\n",
        "序号|企业名称|地址|\n1|甲公司|东街|\n2|乙公司|西街|\n",
        "序号|指标名称|2024年目标|责任单位|\n1|总产值(亿元)|110|县工信局|\n2|税收(亿元)|11|县税务局|\n",
        "序号\n工作内容\n责任单位\n县教育局\n",
        "序号|工作内容|责任单位|",
        "序号",
        "序号|",
        "|序号|工作内容|责任单位|\n|1|",
    ] {
        let plan = Plan::parse(&format!("{TITLE}{page}"));
        assert!(plan.tasks.len() <= 1, "{page}: {:?}", plan.tasks);
    }
}

#[test]
fn a_table_that_repeats_the_plan_is_left_alone() {
    let text = "一、重点任务\n1.新建学校。建成2所。(县教育局)\n2.新建公园。建成3个。(县住建局)\n3.新建公路。建成9公里。(县交通局)\n";
    let rows = "序号|目标任务|牵头单位|\n1|新建学校|县教育局|\n2|新建公园|县住建局|\n3|新建公路|县交通局|\n";
    let plan = Plan::parse(&format!("{TITLE}{text}{rows}"));
    let keys: Vec<&str> = plan.tasks.iter().map(|task| task.key.as_str()).collect();
    assert_eq!(keys, ["1", "2", "3"]);
}

#[test]
fn a_plan_keeps_its_text_beside_an_attached_table() {
    let text =
        "一、重点任务\n1.新建学校。建成2所。\n2.新建公园。建成3个。\n3.新建公路。建成9公里。\n附件：任务分工表\n";
    let head = "序号|目标任务|牵头单位|\n";
    let row = |n: usize| format!("{n}|新建第{n}学校|县教育局|\n");
    let of = |rows: usize| {
        let rows: String = (1..=rows).map(row).collect();
        let plan = Plan::parse(&format!("{TITLE}{text}某某县任务分工表\n{head}{rows}"));
        (plan.tasks.len(), plan.sections.len())
    };
    assert_eq!(of(5), (3, 1));
    assert_eq!(of(12), (12, 0));
}
