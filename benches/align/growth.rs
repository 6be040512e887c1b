//! Quality on generated siblings, and time as the number of plans grows.

use std::collections::BTreeMap;
use std::time::Instant;

use crosscounty::Plan;
use crosscounty::align::{AlignOptions, Relation, Weights, align};
use crosscounty::themes::{Themes, themes_with};

use crate::siblings::{Changes, MILD, Random, STRONG, Sibling, Synonyms, dice, sibling};

pub(crate) fn options() -> AlignOptions {
    let mut w = serde_json::to_value(Weights::default()).unwrap();
    for arg in std::env::args().skip(1) {
        if let Some((k, v)) = arg.split_once('=') {
            w[k] = serde_json::json!(v.parse::<f64>().unwrap());
        }
    }
    AlignOptions::default().weights(serde_json::from_value(w).unwrap())
}

fn make(bases: &[Plan], n: usize, changes: Changes) -> Vec<(usize, Sibling)> {
    let synonyms = Synonyms::load();
    let mut random = Random(7);
    (0..n)
        .map(|k| {
            (
                k % bases.len(),
                sibling(
                    &bases[k % bases.len()],
                    &format!("{}-{k:05}", bases[k % bases.len()].id),
                    changes,
                    &synonyms,
                    &mut random,
                ),
            )
        })
        .collect()
}

#[derive(Default, Clone, Copy)]
struct F {
    tp: f64,
    fp: f64,
    fnn: f64,
}

impl F {
    fn show(self) -> String {
        format!(
            "F1 {:.3} P {:.3} R {:.3}",
            2.0 * self.tp / (2.0 * self.tp + self.fp + self.fnn),
            self.tp / (self.tp + self.fp),
            self.tp / (self.tp + self.fnn)
        )
    }
}

/// Themes against the truth, over pairs of tasks of siblings of one original.
fn judge(siblings: &[(usize, Sibling)], themes: &Themes) -> F {
    let place: BTreeMap<&str, usize> = siblings.iter().enumerate().map(|(k, (_, s))| (s.plan.id.as_str(), k)).collect();
    let mut f = F::default();
    // pure tasks of each origin
    let mut pure: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (base, s) in siblings {
        for (origin, part) in s.origin.iter().zip(&s.is_part) {
            if origin.len() == 1 && !part {
                *pure.entry((*base, origin[0])).or_default() += 1.0;
            }
        }
    }
    let wanted: f64 = pure.values().map(|n| n * (n - 1.0) / 2.0).sum();
    for theme in &themes.themes {
        let members: Vec<(usize, usize, &[usize], bool)> = theme
            .members
            .iter()
            .map(|m| {
                let k = place[m.plan.as_str()];
                let t: usize = m.task.parse::<usize>().unwrap() - 1;
                let (base, s) = &siblings[k];
                (*base, k, s.origin[t].as_slice(), s.origin[t].len() == 1 && !s.is_part[t])
            })
            .collect();
        for (x, a) in members.iter().enumerate() {
            for b in &members[x + 1..] {
                if a.0 != b.0 || a.1 == b.1 {
                    continue;
                }
                if a.2.iter().any(|o| b.2.contains(o)) {
                    if a.3 && b.3 {
                        f.tp += 1.0;
                    }
                } else {
                    f.fp += 1.0;
                }
            }
        }
    }
    f.fnn = wanted - f.tp;
    f
}

pub(crate) fn siblings(bases: &[Plan]) {
    for (name, changes) in [("mild", MILD), ("strong", STRONG)] {
        let made = make(bases, 50, changes);
        // how far words differ
        let (mut sum, mut count) = (0.0, 0.0);
        let (mut all, mut right, mut judged) = (F::default(), 0.0, 0.0);
        for k in (0..50).step_by(5) {
            for base in 0..5 {
                let (x, y) = (k + base, (k + base + 5) % 50);
                let (a, b) = (&made[x].1, &made[y].1);
                let alignment = align(&a.plan, &b.plan);
                let mut want: BTreeMap<(usize, usize), bool> = BTreeMap::new();
                for (i, o) in a.origin.iter().enumerate() {
                    for (j, p) in b.origin.iter().enumerate() {
                        if o.iter().any(|o| p.contains(o)) {
                            let same = o == p && !a.is_part[i] && !b.is_part[j];
                            // two halves of one task may share nothing
                            if !(a.is_part[i] && b.is_part[j]) {
                                want.insert((i, j), same);
                            }
                            if same {
                                sum += dice(&a.plan.tasks[i].body.text.text, &b.plan.tasks[j].body.text.text);
                                count += 1.0;
                            }
                        }
                    }
                }
                let soft = |i: usize, j: usize| a.is_part[i] && b.is_part[j] && a.origin[i] == b.origin[j];
                for m in &alignment.matches {
                    let (i, j) = (m.task_a.parse::<usize>().unwrap() - 1, m.task_b.parse::<usize>().unwrap() - 1);
                    match want.get(&(i, j)) {
                        Some(same) => {
                            all.tp += 1.0;
                            judged += 1.0;
                            right += f64::from(u8::from(*same == (m.relation == Relation::Same)));
                        }
                        None if soft(i, j) => {}
                        None => all.fp += 1.0,
                    }
                }
                all.fnn += want.len() as f64;
            }
        }
        all.fnn -= all.tp;
        println!(
            "{name}: shared pairs of characters {:.2}; matches {} relation {:.3}",
            sum / count,
            all.show(),
            right / judged
        );
        for n in [5, 10, 50, 200] {
            let made = make(bases, n, changes);
            let plans: Vec<Plan> = made.iter().map(|(_, s)| s.plan.clone()).collect();
            let start = Instant::now();
            let themes = themes_with(&plans, &options());
            let time = start.elapsed();
            println!(
                "  themes of {n:4}: {} in {time:.0?}, {} themes of {} tasks",
                judge(&made, &themes).show(),
                themes.themes.len(),
                plans.iter().map(|p| p.tasks.len()).sum::<usize>()
            );
        }
    }
}

pub(crate) fn run(bases: &[Plan]) {
    let mut last: Option<(f64, f64)> = None;
    for n in [100, 300, 1000, 3000] {
        let made = make(bases, n, STRONG);
        let plans: Vec<Plan> = made.iter().map(|(_, s)| s.plan.clone()).collect();
        let start = Instant::now();
        let themes = themes_with(&plans, &options());
        let time = start.elapsed().as_secs_f64();
        let growth = last.map_or(String::new(), |(m, t)| format!("n^{:.2}", (time / t).ln() / (n as f64 / m).ln()));
        last = Some((n as f64, time));
        let tasks: usize = plans.iter().map(|p| p.tasks.len()).sum();
        println!(
            "{n:5} plans {tasks:7} tasks {time:7.2} s {growth} {} themes ({} alone) {} {:?}",
            themes.themes.len(),
            themes.only_one().count(),
            judge(&made, &themes).show(),
            themes.pruning
        );
    }
}
