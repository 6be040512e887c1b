use super::*;
use crate::model::Task;

/// A plan with these tasks: each a text whose first sentence is its title.
pub(crate) fn plan(id: &str, tasks: &[&str]) -> Plan {
    let mut text = String::from("某县2023年重点工作任务\n\n一、重点任务\n\n");
    for (number, task) in (1..).zip(tasks) {
        text.push_str(&format!("{number}.{task}\n"));
    }
    Plan::parse(&text).with_id(id)
}

fn corpus() -> Vec<Plan> {
    [
        ("yiyuan", include_str!("../../data/plans/yiyuan.txt")),
        ("luozhuang", include_str!("../../data/plans/luozhuang.txt")),
        ("weicheng", include_str!("../../data/plans/weicheng.txt")),
    ]
    .map(|(id, text)| Plan::parse(text).with_id(id))
    .into()
}

/// Every cell of two plans: a match from any score on.
fn everything(a: &Plan, b: &Plan) -> Alignment {
    align_with(a, b, &AlignOptions::default().least_score(0.0).candidates(usize::MAX / 2))
}

#[test]
fn every_task_appears_once_or_more() {
    let plans = corpus();
    for alignment in align_all(&plans, &AlignOptions::default()) {
        let plan = |id: &str| plans.iter().find(|plan| plan.id == id).map_or(&[][..], |plan| plan.tasks.as_slice());
        let check = |tasks: &[Task], matched: Vec<&String>, unmatched: &[String]| {
            for task in tasks {
                assert_ne!(
                    matched.contains(&&task.key),
                    unmatched.contains(&task.key),
                    "{} {}",
                    alignment.plan_a,
                    task.key
                );
            }
            assert!(matched.len() > 20 && unmatched.len() > 5, "some of each");
        };
        let matches = &alignment.matches;
        check(plan(&alignment.plan_a), matches.iter().map(|m| &m.task_a).collect(), &alignment.unmatched_a);
        check(plan(&alignment.plan_b), matches.iter().map(|m| &m.task_b).collect(), &alignment.unmatched_b);
    }
}

#[test]
fn swapping_the_plans_swaps_the_sides_and_nothing_else() {
    let plans = corpus();
    for (a, b) in [(0, 1), (1, 2)] {
        let (forth, back) = (everything(&plans[a], &plans[b]), everything(&plans[b], &plans[a]));
        assert!(forth.swapped() == back);
        assert!(align(&plans[a], &plans[b]).swapped() == align(&plans[b], &plans[a]));
    }
}

#[test]
fn the_order_of_tasks_has_no_influence() {
    let plans = corpus();
    let (a, mut b) = (&plans[0], plans[1].clone());
    let before = align(a, &b);
    b.tasks.reverse();
    let mut after = align(a, &b);
    assert!(before.candidates_a == after.candidates_a);
    after.matches.sort_by_key(|m| before.matches.iter().position(|n| (&n.task_a, &n.task_b) == (&m.task_a, &m.task_b)));
    assert!(before.matches == after.matches);
}

#[test]
fn contributions_add_up_to_the_log_odds_of_the_score() {
    let plans = corpus();
    for found in align(&plans[0], &plans[1]).matches.iter().chain(&everything(&plans[1], &plans[2]).matches) {
        let score = probability(found.explanation.total());
        assert!(
            (score - found.score).abs() < 1e-5,
            "{} {}: {score} is not {}",
            found.task_a,
            found.task_b,
            found.score
        );
    }
}

#[test]
fn a_runner_up_lies_the_margin_below() {
    let plans = corpus();
    let all = everything(&plans[0], &plans[1]);
    for found in align(&plans[0], &plans[1]).matches {
        let rival = found.runner_up.as_ref().expect("plans of many tasks have one");
        let (a, b) = if rival.side == Side::A { (&rival.task, &found.task_b) } else { (&found.task_a, &rival.task) };
        let other = all.matches.iter().find(|m| (&m.task_a, &m.task_b) == (a, b)).expect("everything matches");
        assert_eq!(other.score, rival.score);
        let difference = found.explanation.total() - other.explanation.total();
        assert!((difference - found.margin).abs() < 1e-3, "{difference} is not {}", found.margin);
    }
}

#[test]
fn a_plan_matches_itself_task_by_task() {
    let plan = &corpus()[0];
    let alignment = align(plan, plan);
    for task in &plan.tasks {
        let best = alignment.candidates_a.iter().find(|c| c.task == task.key).and_then(|c| c.best.first());
        assert_eq!(best.map(|best| best.task.as_str()), Some(task.key.as_str()));
        let found = alignment.matches.iter().find(|m| m.task_a == task.key && m.task_b == task.key);
        assert_eq!(found.map(|found| &found.relation), Some(&Relation::Same), "{}", task.key);
    }
}

#[test]
fn tiny_plans_match() {
    let (bus, bank) = ("优化城乡公交。新开公交线路2条。", "加强银企对接。组织银企对接活动3次。");
    assert_eq!(align(&plan("a", &[]), &plan("b", &[bus])).unmatched_b, ["1"]);
    assert_eq!(align(&plan("a", &[bus]), &plan("b", &[bus])).matches.len(), 1);
    assert_eq!(align(&plan("a", &[bus]), &plan("b", &[bank])).matches.len(), 0);
    let alignment =
        align(&plan("a", &[bus, bank]), &plan("b", &["搞好银企对接。开展银企对接活动。", "发展城乡公交。"]));
    let pairs: Vec<_> = alignment.matches.iter().map(|m| (m.task_a.as_str(), m.task_b.as_str())).collect();
    assert_eq!(pairs, [("1", "2"), ("2", "1")]);
}

#[test]
fn a_supplied_measure_is_used_instead_or_beside() {
    let (a, b) = (plan("a", &["发展公交。", "发展银行。", "发展养老。"]), plan("b", &["公交。", "银行。", "养老。"]));
    // a measure that knows better than the words: the next task is the counterpart
    let next = |x: TaskOf<'_>, y: TaskOf<'_>| {
        let key = |task: TaskOf<'_>| task.task.key.parse::<i32>().unwrap_or_default();
        let (x, y) = if x.plan.id == "a" { (x, y) } else { (y, x) };
        f64::from(u8::from(key(x) % 3 + 1 == key(y)))
    };
    let pairs = |options: &AlignOptions| -> Vec<(String, String)> {
        align_with(&a, &b, options).matches.into_iter().map(|m| (m.task_a, m.task_b)).collect()
    };
    let instead = pairs(&AlignOptions::default().likeness(next, Use::Instead));
    assert_eq!(instead, [("1", "2"), ("2", "3"), ("3", "1")].map(|(x, y)| (x.to_owned(), y.to_owned())));
    let beside = align_with(&a, &b, &AlignOptions::default().likeness(next, Use::Beside(0.5)).least_score(0.0));
    let supplied = |m: &Match| m.explanation.contributions.iter().any(|c| c.evidence == Evidence::Supplied);
    assert!(beside.matches.iter().all(supplied));
}

#[test]
fn alignments_survive_json() {
    let plans = corpus();
    let alignment = align(&plans[0], &plans[1]);
    let json = serde_json::to_string(&alignment).expect("serialises");
    let read: Alignment = serde_json::from_str(&json).expect("reads back");
    assert!(read == alignment);
}
