//! A responsibility clause on a line of its own below the tasks of a section, which gives all of them to somebody.

use crate::model::{Plan, Task};
use crate::source::Span;

/// What opens a clause that speaks of all tasks above it: 本部分责任单位:….
const ALL: &[&str] = &["本部分", "本节", "本章", "以上", "上述"];

/// Brackets around a clause, as printed.
const OPENERS: [char; 5] = ['(', '（', '【', '[', '〔'];

/// Gives the tasks of a section or subsection the departments of the line below its last one, where that line says so, or
/// where the page has such a line under two lists or more and no other clause in them.
pub(super) fn share(plan: &mut Plan, source: &str) {
    let place = |task: &Task| (task.section, task.subsection);
    let (mut groups, mut told) = (Vec::new(), Vec::new());
    let (mut start, mut apart) = (0, true);
    for group in plan.tasks.chunk_by(|a, b| place(a) == place(b)) {
        let end = start + group.len();
        if let [others @ .., last] = group
            && !others.is_empty()
        {
            apart &= others.iter().all(|task| task.departments.is_empty());
            if below(source, last) {
                let list = if speaks_of_all(source, last) { &mut told } else { &mut groups };
                list.push(start..end);
            }
        }
        start = end;
    }
    // one such list may as well give its last task alone to somebody
    if apart && groups.len() + told.len() > 1 {
        told.append(&mut groups);
    }
    for group in told {
        if let [others @ .., last] = &mut plan.tasks[group] {
            for task in others.iter_mut().filter(|task| task.departments.is_empty()) {
                task.departments.clone_from(&last.departments);
                task.clauses.clone_from(&last.clauses);
            }
        }
    }
}

/// Whether a task's clause speaks of all tasks above it.
fn speaks_of_all(source: &str, task: &Task) -> bool {
    task.clauses.first().is_some_and(|clause| {
        let (before, clause) = (&source[..clause.start], source[clause.range()].trim_start_matches(OPENERS));
        ALL.iter().any(|word| clause.starts_with(word) || before.ends_with(word))
    })
}

/// Whether a task's clause opens a line of its own.
fn below(source: &str, task: &Task) -> bool {
    let opens = |clause: &Span| {
        let before = &source[task.number.span.end.min(clause.start)..clause.start];
        before.rfind(['\n', '\r']).is_some_and(|line| {
            let line = before[line..].trim_matches(|c: char| c.is_whitespace() || OPENERS.contains(&c));
            line.is_empty() || ALL.contains(&line)
        })
    };
    !task.departments.is_empty() && task.clauses.first().is_some_and(opens)
}

#[cfg(test)]
mod tests {
    use crate::Plan;

    /// How many departments each task has.
    #[track_caller]
    fn departments(text: &str) -> Vec<usize> {
        Plan::parse(text).tasks.iter().map(|task| task.departments.len()).collect()
    }

    #[test]
    fn a_line_below_each_list_gives_all_of_it() {
        let list = |name: &str| {
            format!("{name}\n1.修路。修路5公里。\n2.架桥。架桥2座。\n牵头单位:县交通局  责任单位:县财政局\n")
        };
        let text = format!("甲县2024年重点工作任务\n{}{}", list("一、城区"), list("二、乡村"));
        assert_eq!(departments(&text), [2, 2, 2, 2]);
    }

    #[test]
    fn a_line_that_says_so_gives_all_of_its_list() {
        let text = "一、城区\n1.修路。修路5公里。\n2.架桥。架桥2座。\n(本部分责任单位:县交通局、县财政局)\n二、乡村\n1.修渠。修渠5公里。(县水利局负责)";
        assert_eq!(departments(text), [2, 2, 1]);
    }

    #[test]
    fn a_clause_of_one_task_stays_with_it() {
        let list = "1.修路。修路5公里。\n2.架桥。架桥2座。\n责任单位:县财政局\n";
        assert_eq!(departments(&format!("一、城区\n{list}")), [0, 1]);
        let other = "二、乡村\n1.修渠。修渠5公里。\n责任单位:县水利局\n2.种树。种树8万棵。\n责任单位:县林业局\n";
        assert_eq!(departments(&format!("一、城区\n{list}{other}")), [0, 1, 1, 1]);
        let running = "1.修路。修路5公里。\n2.架桥。架桥2座。(县财政局负责)\n";
        assert_eq!(departments(&format!("一、城区\n{running}二、乡村\n{running}")), [0, 1, 0, 1]);
    }
}
