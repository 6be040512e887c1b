//! Rows that a caller adds to a word list change what is read, and only with that lexicon.

use crosscounty::{Lexicon, Plan, WordList};

/// A list, rows for it, a task's text, and what is read of it with them; without them it reads differently.
const CASES: &[(WordList, &str, &str, &str)] = &[
    (WordList::Units, "摞\tcount\t1", "新增图书300摞。", "图书 300 摞"),
    (WordList::Bounds, "不止\tbefore\tat_least", "新建公园不止3个。", "公园 3 个 at_least"),
    (WordList::Actions, "落成\tmake", "落成小学3所。", "小学 3 所"),
    (WordList::Links, "冲到\tlevel", "绿化率冲到45%。", "绿化率 45 %"),
    (WordList::Openers, "举全镇之力", "举全镇之力绿化率达到45%。", "绿化率 45 %"),
    (WordList::Marks, "奋力\thedge", "奋力新建公园3个。", "stretch"),
    (WordList::Tails, "盘值\tlevel", "完善产业链,产业盘值30亿元。", "产业盘值 3000000000 元 exactly level"),
    (WordList::Nouns, "总盘子\tsize", "新建东山公园,总盘子3亿元。", ""),
    (WordList::Directional, "一户不落\tdone\tfull", "自来水入户一户不落。", "full 自来水入户"),
    (WordList::Roles, "verb\t挑头\tlead", "新建公园3个。(县林业局挑头)", "lead 县林业局"),
    (WordList::Bodies, "branch\t理事所", "新建公园3个。(东山理事所、西山理事所)", "responsible 东山理事所"),
    (WordList::Collectives, "whole\t三厂", "新建公园3个。(责任单位:三厂)", "collective 三厂"),
    (WordList::Offices, "云上局\t云办", "新建公园3个。(责任单位:县云办)", "office 云上局"),
];

/// Pages whose header or title reads differently with the rows: list, rows, page, what its title or issuer holds then.
const PAGES: &[(WordList, &str, &str, &str)] = &[
    (WordList::Genres, "路线书", "东山县路线书\n一、工作\n1.建公园。新建公园3个。", "东山县路线书"),
    (
        WordList::Labels,
        "出品方\tissuer",
        "出品方:东山县发展局\n东山县2023年重点工作任务\n一、工作\n1.建公园。新建公园3个。",
        "东山县发展局",
    ),
    (
        WordList::Chrome,
        "小编\tstart",
        "东山县2023年重点工作任务\n一、工作\n1.建公园。新建公园3个。\n小编整理(转载须注明)\n2.未完(待续)",
        "1 task",
    ),
    (
        WordList::Columns,
        "攻坚事宜\tcontent",
        "东山县2023年攻坚表\n序号|攻坚事宜|责任单位|\n1|新建公园3个。|县林业局|\n2|改造管网5公里。|县住建局|",
        "2 task",
    ),
];

/// What is read of a page: its title, issuers and number of tasks.
fn read_page(page: &str, lexicon: &Lexicon) -> String {
    let plan = Plan::parse_with(page, lexicon);
    let issuers: Vec<&str> = plan.header.issuers.iter().map(|issuer| issuer.text.as_str()).collect();
    let title = plan.header.title.map_or(String::new(), |title| title.text);
    format!("{title} {issuers:?} {} task", plan.tasks.len())
}

/// What is read of a task: its targets, directional targets and bodies, one a line.
fn read(text: &str, lexicon: &Lexicon) -> String {
    let page = format!("某县2023年重点工作任务\n一、工作\n1.任务一号。{text}\n2.任务二号。做好工作,加强管理。");
    let plan = Plan::parse_with(&page, lexicon);
    let task = &plan.tasks[0];
    let mut lines = Vec::new();
    for t in &task.body.targets {
        let stretch = if t.stretch { " stretch" } else { "" };
        lines.push(format!("{} {} {} {} {}{stretch}", t.indicator, t.min, t.unit, t.bound, t.measure));
    }
    lines.extend(task.body.directional.iter().map(|d| format!("{} {}", d.direction, d.indicator)));
    for body in &task.departments {
        let kind = if body.collective { "collective" } else { body.role.as_str() };
        lines.push(format!("{kind} {}", body.name.text));
        lines.extend(body.canonical.iter().map(|office| format!("office {office}")));
    }
    lines.join("\n")
}

#[test]
fn rows_of_every_list_tell_with_the_lexicon_that_has_them() {
    let mut odd = Vec::new();
    for (list, rows, text, expected) in CASES {
        let mut lexicon = Lexicon::default();
        lexicon.extend(*list, rows).expect("rows that fit");
        let (with, without) = (read(text, &lexicon), read(text, Lexicon::builtin()));
        if !with.contains(expected) || with == without {
            odd.push(format!("{}: with the rows `{with}`, without `{without}`", list.name()));
        }
    }
    for (list, rows, page, expected) in PAGES {
        let mut lexicon = Lexicon::default();
        lexicon.extend(*list, rows).expect("rows that fit");
        let (with, without) = (read_page(page, &lexicon), read_page(page, Lexicon::builtin()));
        if !with.contains(expected) || with == without {
            odd.push(format!("{}: with the rows `{with}`, without `{without}`", list.name()));
        }
    }
    assert!(odd.is_empty(), "{}", odd.join("\n"));
}
