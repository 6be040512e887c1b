use super::*;
use crate::align::tests::plan;

fn corpus() -> Vec<Plan> {
    [
        ("yiyuan", include_str!("../../data/plans/yiyuan.txt")),
        ("luozhuang", include_str!("../../data/plans/luozhuang.txt")),
        ("yanzhou", include_str!("../../data/plans/yanzhou.txt")),
    ]
    .map(|(id, text)| Plan::parse(text).with_id(id))
    .into()
}

/// Plans that say the same in other places; enough of them to be placed one by one.
fn many(count: usize) -> Vec<Plan> {
    let subjects =
        ["城乡公交", "银企对接", "养老服务", "农村供水", "老旧小区改造", "高标准农田", "信访积案", "专精特新企业"];
    let verbs = ["推进", "加强", "抓好", "做好", "深化"];
    (0..count)
        .map(|k| {
            let tasks: Vec<String> = (0..subjects.len())
                .filter(|s| (s + k) % 7 != 0)
                .map(|s| {
                    let (subject, verb) = (subjects[(s + k) % subjects.len()], verbs[(s * k) % verbs.len()]);
                    format!("{verb}{subject}。{verb}{subject}工作,年内完成{subject}任务{}项。", s + 1)
                })
                .collect();
            plan(&format!("p{k:02}"), &tasks.iter().map(String::as_str).collect::<Vec<_>>())
        })
        .collect()
}

/// Every task of every plan stands in exactly one theme.
#[track_caller]
fn check_partition(plans: &[Plan], themes: &Themes) {
    let mut named: Vec<(String, String)> =
        themes.themes.iter().flat_map(|t| &t.members).map(|m| (m.plan.clone(), m.task.clone())).collect();
    let mut all: Vec<(String, String)> =
        plans.iter().flat_map(|p| p.tasks.iter().map(|t| (p.id.clone(), t.key.clone()))).collect();
    named.sort_unstable();
    all.sort_unstable();
    assert!(named == all);
    assert!(themes.themes.iter().all(|theme| !theme.label.is_empty() && !theme.members.is_empty()));
}

#[test]
fn themes_are_a_partition_whatever_the_order() {
    for mut plans in [corpus(), many(30)] {
        let themes = themes(&plans);
        check_partition(&plans, &themes);
        plans.reverse();
        for plan in &mut plans {
            plan.tasks.reverse();
        }
        assert!(super::themes(&plans) == themes);
    }
}

#[test]
fn many_plans_that_say_the_same_share_their_themes() {
    let plans = many(30);
    let themes = themes(&plans);
    assert_eq!(themes.themes.len(), 8, "{:?}", themes.themes.iter().map(|t| &t.label).collect::<Vec<_>>());
    assert!(themes.pruning.possible > themes.pruning.compared, "{:?}", themes.pruning);
    let buses = themes.themes.iter().find(|theme| theme.label.contains("城乡公交")).expect("is there");
    for plan in &plans {
        let has = plan.tasks.iter().any(|task| task.body.text.text.contains("城乡公交"));
        assert_eq!(buses.standing(&plan.id) == Standing::Same, has, "{}", plan.id);
    }
}

#[test]
fn adding_a_plan_moves_nothing_and_says_where_it_landed() {
    let plans = many(31);
    let mut themes = themes(&plans[..30]);
    let before = themes.clone();
    let mut added = plans[30].clone();
    added.tasks.push(plan("x", &["举办龙舟赛。在湖上举办龙舟邀请赛。"]).tasks.remove(0));
    added.tasks.last_mut().expect("just pushed").key = "99".into();
    let landings = themes.add(&added);
    assert_eq!(landings.len(), added.tasks.len());
    for (landing, task) in landings.iter().zip(&added.tasks) {
        let theme = themes.of_task(&added.id, &task.key).expect("landed");
        assert_eq!((landing.theme, landing.task.as_str()), (theme.number, task.key.as_str()));
        assert_eq!(landing.founded, task.key == "99");
    }
    for (old, new) in before.themes.iter().zip(&themes.themes) {
        assert!(new.members.starts_with(&old.members) && new.number == old.number && new.label == old.label);
    }
    check_partition(&[&plans[..30], &[added]].concat(), &themes);
}

#[test]
fn themes_survive_json_and_take_plans_afterwards() {
    let plans = many(14);
    let themes = themes(&plans[..13]);
    let json = serde_json::to_string(&themes).expect("serialises");
    let mut read: Themes = serde_json::from_str(&json).expect("reads back");
    assert!(read.themes == themes.themes);
    assert_eq!(read.add(&plans[13]), themes.clone().add(&plans[13]));
}

#[test]
fn the_table_of_standings() {
    let a = plan("a", &["发展公交。新开公交线路。", "加强银企对接。组织银企对接活动。"]);
    let b = plan("b", &["发展公交。新开公交线路。", "加强银企对接。组织银企对接活动。"]);
    let c = plan("c", &["发展公交。新开公交线路。", "举办龙舟赛。在湖上举办龙舟邀请赛。"]);
    let themes = themes(&[a, b, c]);
    let labels = |found: Vec<(&Theme, &str)>| -> Vec<(String, String)> {
        found.into_iter().map(|(theme, plan)| (theme.label.clone(), plan.to_owned())).collect()
    };
    assert_eq!(labels(themes.only_one().collect()), [("举办龙舟赛".to_owned(), "c".to_owned())]);
    assert_eq!(labels(themes.all_but_one().collect()), [("加强银企对接".to_owned(), "c".to_owned())]);
    assert_eq!(themes.themes[0].standing("b"), Standing::Same);
    assert_eq!(themes.themes[1].standing("c"), Standing::Absent);
    assert!(super::themes(&[]).themes.is_empty());
    assert!(super::themes(&[plan("e", &[])]).themes.is_empty());
}
