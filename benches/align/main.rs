//! Measures the alignment.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]
mod crude;
mod gold;
mod growth;
mod siblings;
use crosscounty::Plan;
use crosscounty::align::{AlignOptions, Alignment, Relation, Weights, align_all};
use crosscounty::themes::{Themes, themes_with};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Default)]
pub struct F {
    tp: f64,
    fp: f64,
    fnn: f64,
}
impl F {
    fn f1(self) -> f64 {
        2.0 * self.tp / (2.0 * self.tp + self.fp + self.fnn)
    }
    fn p(self) -> f64 {
        self.tp / (self.tp + self.fp)
    }
    fn r(self) -> f64 {
        self.tp / (self.tp + self.fnn)
    }
}

fn score(
    sure: &BTreeMap<(String, String), String>,
    soft: &dyn Fn(&(String, String)) -> bool,
    got: &[(String, String)],
) -> F {
    let tp = got.iter().filter(|k| sure.contains_key(*k)).count() as f64;
    let fp = got.iter().filter(|k| !sure.contains_key(*k) && !soft(k)).count() as f64;
    F { tp, fp, fnn: sure.len() as f64 - tp }
}

fn matches(g: &gold::Gold, al: &[Alignment], least: f64) -> (F, f64) {
    let x = al.iter().find(|x| (x.plan_a == g.a && x.plan_b == g.b) || (x.plan_a == g.b && x.plan_b == g.a)).unwrap();
    let flip = x.plan_a != g.a;
    let key = |m: &crosscounty::align::Match| {
        if flip { (m.task_b.clone(), m.task_a.clone()) } else { (m.task_a.clone(), m.task_b.clone()) }
    };
    let ms: Vec<_> = x.matches.iter().filter(|m| m.score >= least).collect();
    let got: Vec<_> = ms.iter().map(|m| key(m)).collect();
    let f = score(&g.sure, &|k| g.soft.contains(k), &got);
    let judged: Vec<bool> = ms
        .iter()
        .filter_map(|m| {
            g.sure.get(&key(m)).filter(|r| *r != "either").map(|r| (*r == "same") == (m.relation == Relation::Same))
        })
        .collect();
    (f, judged.iter().filter(|x| **x).count() as f64 / judged.len() as f64)
}

fn theme_f1(g: &gold::Gold, t: &Themes) -> F {
    let sure: BTreeMap<_, _> =
        g.sure.iter().filter(|(_, r)| *r == "same").map(|(k, r)| (k.clone(), r.clone())).collect();
    let mut got = vec![];
    for th in &t.themes {
        for x in th.members.iter().filter(|m| m.plan == g.a) {
            for y in th.members.iter().filter(|m| m.plan == g.b) {
                got.push((x.task.clone(), y.task.clone()));
            }
        }
    }
    score(&sure, &|k| g.soft.contains(k) || (g.sure.contains_key(k) && !sure.contains_key(k)), &got)
}

fn main() {
    let plans: Vec<Plan> = ["wenchanghu", "yiyuan", "yanzhou", "weicheng", "luozhuang"]
        .iter()
        .map(|id| {
            let text = std::fs::read_to_string(format!("data/plans/{id}.txt")).unwrap();
            let mut plan = Plan::parse(&text).with_id(*id);
            if plan.tasks.iter().all(|t| t.departments.is_empty()) {
                let crude = crude::read(id, &text);
                for t in &mut plan.tasks {
                    if let Some(c) = crude.tasks.iter().find(|c| c.key == t.key) {
                        t.departments = c.departments.clone();
                        for k in &c.clauses {
                            let tail = c.body.text.text.len() - k.start;
                            let e = t.body.text.span.end;
                            t.clauses.push(crosscounty::Span::new(e.saturating_sub(tail), e));
                        }
                    }
                }
            }
            plan
        })
        .collect();
    // profile_ten
    if std::env::args().any(|arg| arg == "ten") {
        let options = growth::options();
        let mut best = f64::MAX;
        for _ in 0..100 {
            let start = std::time::Instant::now();
            assert_eq!(align_all(&plans, &options).len(), 10);
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("ten pairs of five plans: {:.1} ms at best of 100", best * 1e3);
        return;
    }
    if std::env::args().any(|arg| arg == "growth") {
        return growth::run(&plans);
    }
    if std::env::args().any(|arg| arg == "siblings") {
        return growth::siblings(&plans);
    }
    let mut golds = gold::load("/work/shared/gold/align.jsonl");
    golds.extend(gold::load("/work/h/gold/align.jsonl"));
    let mut w = serde_json::to_value(Weights::default()).unwrap();
    for arg in std::env::args().skip(1) {
        if let Some((k, v)) = arg.split_once('=') {
            w[k] = serde_json::json!(v.parse::<f64>().unwrap());
        }
    }
    let w: Weights = serde_json::from_value(w).unwrap();
    let options = AlignOptions::default().weights(w.clone());
    let all = align_all(&plans, &options.clone().least_score(0.0001));
    let al = align_all(&plans, &options);
    let th = themes_with(&plans, &options);
    let mut sum = F::default();
    let mut tsum = F::default();
    for g in &golds {
        let (f, rel) = matches(g, &al, 0.5);
        let t = theme_f1(g, &th);
        let pair: Vec<Plan> = plans.iter().filter(|p| p.id == g.a || p.id == g.b).cloned().collect();
        let t2 = theme_f1(g, &themes_with(&pair, &options));
        print!(
            "{:10} {:10} F1 {:.3} P {:.2} R {:.2} rel {:.2} | themes5 {:.3} P {:.2} R {:.2} themes2 {:.3} |",
            g.a,
            g.b,
            f.f1(),
            f.p(),
            f.r(),
            rel,
            t.f1(),
            t.p(),
            t.r(),
            t2.f1()
        );
        for d in [-0.02, -0.01, 0.0, 0.01, 0.02] {
            let lo = 1.0 / (1.0 + f64::exp(-d * w.scale));
            print!(" {:.3}", matches(g, &all, lo).0.f1());
        }
        println!();
        sum = F { tp: sum.tp + f.tp, fp: sum.fp + f.fp, fnn: sum.fnn + f.fnn };
        tsum = F { tp: tsum.tp + t.tp, fp: tsum.fp + t.fp, fnn: tsum.fnn + t.fnn };
    }
    print!("sweep");
    for k in -4..=4 {
        let d = k as f64 * 0.005;
        let lo = 1.0 / (1.0 + f64::exp(-d * w.scale));
        let fs: Vec<F> = golds.iter().map(|g| matches(g, &all, lo).0).collect();
        let s = fs.iter().fold(F::default(), |s, f| F { tp: s.tp + f.tp, fp: s.fp + f.fp, fnn: s.fnn + f.fnn });
        print!(
            " {:.3}:{:.3}({:.3})",
            w.threshold + d,
            s.f1(),
            fs.iter().map(|f| f.f1()).sum::<f64>() / fs.len() as f64
        );
    }
    println!();
    println!(
        "all F1 {:.4} P {:.3} R {:.3} themes {:.4} P {:.3} R {:.3}",
        sum.f1(),
        sum.p(),
        sum.r(),
        tsum.f1(),
        tsum.p(),
        tsum.r()
    );
    let mut added = F::default();
    for p in &plans {
        let others: Vec<Plan> = plans.iter().filter(|q| q.id != p.id).cloned().collect();
        let mut t = themes_with(&others, &options);
        t.add(p);
        for g in golds.iter().filter(|g| g.a == p.id || g.b == p.id) {
            let f = theme_f1(g, &t);
            added = F { tp: added.tp + f.tp, fp: added.fp + f.fp, fnn: added.fnn + f.fnn };
        }
    }
    println!("themes added F1 {:.3} P {:.3} R {:.3}", added.f1(), added.p(), added.r());
    let t0 = std::time::Instant::now();
    let n = align_all(&plans, &options).len();
    println!("ten pairs {:?} {n}", t0.elapsed());
    let t0 = std::time::Instant::now();
    let n = themes_with(&plans, &options).themes.len();
    println!("themes {:?} {n}", t0.elapsed());
}
