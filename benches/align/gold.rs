//! The alignment against annotated pairs of plans: F1, relation, themes, and the tables of the module docs.

use std::collections::{BTreeMap, BTreeSet};

use crosscounty::Plan;
use crosscounty::align::{AlignOptions, Alignment, Match, Weights, align_all, align_with};
use crosscounty::themes::{Themes, themes_with};

use crate::siblings::{Random, dice};

/// An annotated pair of plans. Keys are task keys of the first and the second plan.
pub(crate) struct Gold {
    a: String,
    b: String,
    /// Sure pairs with their relation.
    sure: BTreeMap<(String, String), String>,
    /// Borderline pairs, which count neither way.
    soft: BTreeSet<(String, String)>,
}

/// Reads `align.jsonl` files.
pub(crate) fn load(paths: &[String]) -> Vec<Gold> {
    let mut golds: Vec<Gold> = Vec::new();
    let text: String = paths.iter().map(|path| std::fs::read_to_string(path).expect(path)).collect();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row is JSON");
        let field = |name: &str| match &row[name] {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let (a, b) = (field("a"), field("b"));
        let at = golds.iter().position(|gold| gold.a == a && gold.b == b).unwrap_or_else(|| {
            golds.push(Gold { a, b, sure: BTreeMap::new(), soft: BTreeSet::new() });
            golds.len() - 1
        });
        let key = (field("a_task"), field("b_task"));
        if field("certainty") == "sure" {
            golds[at].sure.insert(key, field("relation"));
        } else {
            golds[at].soft.insert(key);
        }
    }
    golds
}

/// Counts of hits and errors.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) hits: f64,
    pub(crate) wrong: f64,
    pub(crate) missed: f64,
}

impl Score {
    pub(crate) fn f1(self) -> f64 {
        2.0 * self.hits / (2.0 * self.hits + self.wrong + self.missed).max(1.0)
    }

    fn precision(self) -> f64 {
        self.hits / (self.hits + self.wrong).max(1.0)
    }

    fn recall(self) -> f64 {
        self.hits / (self.hits + self.missed).max(1.0)
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    pub(crate) fn show(self) -> String {
        format!("F1 {:.3} P {:.2} R {:.2}", self.f1(), self.precision(), self.recall())
    }
}

impl Gold {
    fn score(&self, wanted: impl Fn(&str) -> bool, got: &BTreeSet<(String, String)>) -> Score {
        let sure = |key: &(String, String)| self.sure.get(key).is_some_and(|relation| wanted(relation));
        let open = |key: &(String, String)| self.soft.contains(key) || self.sure.contains_key(key);
        let hits = got.iter().filter(|key| sure(key)).count() as f64;
        let wrong = got.iter().filter(|key| !sure(key) && !open(key)).count() as f64;
        Score { hits, wrong, missed: self.sure.values().filter(|relation| wanted(relation)).count() as f64 - hits }
    }

    fn alignment(&self, alignments: &[Alignment]) -> Alignment {
        let same = |x: &&Alignment| [&x.plan_a, &x.plan_b] == [&self.a, &self.b];
        let swapped = |x: &&Alignment| [&x.plan_b, &x.plan_a] == [&self.a, &self.b];
        let found = alignments.iter().find(same).cloned();
        found.or_else(|| alignments.iter().find(swapped).map(Alignment::swapped)).expect("the pair was aligned")
    }

    /// Matches from a score on, with the share whose relation is right.
    fn matches(&self, alignments: &[Alignment], least: f64) -> (Score, f64) {
        let alignment = self.alignment(alignments);
        let found: Vec<&Match> = alignment.matches.iter().filter(|found| found.score >= least).collect();
        let key = |found: &Match| (found.task_a.clone(), found.task_b.clone());
        let score = self.score(|_| true, &found.iter().map(|found| key(found)).collect());
        let judged: Vec<bool> = found
            .iter()
            .filter_map(|found| self.sure.get(&key(found)).map(|relation| (relation, &found.relation)))
            .filter(|(relation, _)| *relation != "either")
            .map(|(relation, said)| relation == said.as_str())
            .collect();
        (score, judged.iter().filter(|right| **right).count() as f64 / judged.len().max(1) as f64)
    }

    /// Pairs in one theme against the pairs that are `same`; `part` counts neither way.
    fn themes(&self, themes: &Themes) -> Score {
        let mut got = BTreeSet::new();
        for theme in &themes.themes {
            let of = |id: &str| -> Vec<String> {
                theme.members.iter().filter(|member| member.plan == id).map(|member| member.task.clone()).collect()
            };
            let (a, b) = (of(&self.a), of(&self.b));
            got.extend(a.iter().flat_map(|x| b.iter().map(move |y| (x.clone(), y.clone()))));
        }
        self.score(|relation| relation == "same", &got)
    }
}

/// Score of a match that lies `distance` above the threshold in corrected likeness.
fn score_at(distance: f64, weights: &Weights) -> f64 {
    1.0 / (1.0 + (-distance * weights.scale).exp())
}

/// All that is told of one setting.
struct Result {
    matches: Vec<Score>,
    relations: Vec<f64>,
    themes: Vec<Score>,
    /// Pooled matches with the threshold moved.
    moved: Vec<f64>,
}

const MOVES: [f64; 9] = [-0.03, -0.02, -0.015, -0.01, 0.0, 0.01, 0.015, 0.02, 0.03];

fn pooled(scores: &[Score]) -> Score {
    scores.iter().fold(Score::default(), |mut sum, score| {
        sum.add(*score);
        sum
    })
}

fn evaluate(plans: &[Plan], golds: &[Gold], weights: &Weights) -> Result {
    let options = AlignOptions::default().weights(weights.clone());
    let all = align_all(plans, &options.clone().least_score(0.001));
    // relations depend on which pairs match, so they are taken at the threshold itself
    let chosen = align_all(plans, &options);
    let themes = themes_with(plans, &options);
    let at = |distance: f64| {
        pooled(&golds.iter().map(|g| g.matches(&all, score_at(distance, weights)).0).collect::<Vec<_>>())
    };
    Result {
        matches: golds.iter().map(|gold| gold.matches(&chosen, 0.0).0).collect(),
        relations: golds.iter().map(|gold| gold.matches(&chosen, 0.0).1).collect(),
        themes: golds.iter().map(|gold| gold.themes(&themes)).collect(),
        moved: MOVES.iter().map(|&distance| at(distance).f1()).collect(),
    }
}

/// Pair by pair.
pub(crate) fn pairs(plans: &[Plan], golds: &[Gold], weights: &Weights) {
    let result = evaluate(plans, golds, weights);
    let options = AlignOptions::default().weights(weights.clone());
    for (k, gold) in golds.iter().enumerate() {
        let two: Vec<Plan> = plans.iter().filter(|plan| plan.id == gold.a || plan.id == gold.b).cloned().collect();
        println!(
            "{:10} {:10} matches {} relation {:.2} | themes of all plans {}, of the two F1 {:.3}",
            gold.a,
            gold.b,
            result.matches[k].show(),
            result.relations[k],
            result.themes[k].show(),
            gold.themes(&themes_with(&two, &options)).f1(),
        );
    }
    let relation = result.relations.iter().sum::<f64>() / result.relations.len() as f64;
    println!(
        "all pairs: matches {} relation {relation:.3} themes {}",
        pooled(&result.matches).show(),
        pooled(&result.themes).show()
    );
    let mut added = Score::default();
    for plan in plans {
        let others: Vec<Plan> = plans.iter().filter(|other| other.id != plan.id).cloned().collect();
        let mut themes = themes_with(&others, &options);
        themes.add(plan);
        golds
            .iter()
            .filter(|gold| gold.a == plan.id || gold.b == plan.id)
            .for_each(|gold| added.add(gold.themes(&themes)));
    }
    println!("themes with one of the plans added to the others: {}", added.show());
    let (mut sum, mut count) = (0.0, 0.0);
    for gold in golds {
        let text = |id: &str, key: &str| {
            let task = plans.iter().find(|plan| plan.id == id).and_then(|plan| plan.task(key));
            task.map_or_else(String::new, |task| task.body.text.text.clone())
        };
        for ((x, y), _) in gold.sure.iter().filter(|(_, relation)| *relation == "same") {
            sum += dice(&text(&gold.a, x), &text(&gold.b, y));
            count += 1.0;
        }
    }
    println!("`same` pairs share {:.2} of their pairs of characters", sum / count);
}

/// F1 against the threshold, pair by pair.
pub(crate) fn threshold(plans: &[Plan], golds: &[Gold], weights: &Weights) {
    let all = align_all(plans, &AlignOptions::default().weights(weights.clone()).least_score(0.001));
    print!("| threshold |");
    MOVES.iter().for_each(|distance| print!(" {:.3} |", weights.threshold + distance));
    println!();
    for gold in golds {
        print!("| {}–{} |", gold.a, gold.b);
        MOVES.iter().for_each(|&distance| print!(" {:.3} |", gold.matches(&all, score_at(distance, weights)).0.f1()));
        println!();
    }
    print!("| all |");
    evaluate(plans, golds, weights).moved.iter().for_each(|f1| print!(" {f1:.3} |"));
    println!("\n\nscore and the share of the pairs that are right (borderline pairs left out):");
    for (low, high) in
        [(0.02, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.98), (0.98, 0.999), (0.999, 2.0)]
    {
        let (mut right, mut count) = (0, 0);
        for gold in golds {
            for found in gold.alignment(&all).matches.iter().filter(|m| m.score >= low && m.score < high) {
                let key = (found.task_a.clone(), found.task_b.clone());
                if !gold.soft.contains(&key) {
                    count += 1;
                    right += usize::from(gold.sure.contains_key(&key));
                }
            }
        }
        println!("| {low}..{high} | {count} | {:.2} |", right as f64 / count as f64);
    }
}

/// A setting with a name.
type Setting = (&'static str, fn(&mut Weights));

/// What each kind of evidence is worth.
pub(crate) fn ablation(plans: &[Plan], golds: &[Gold], weights: &Weights) {
    let settings: [Setting; 14] = [
        ("all", |_| ()),
        ("nothing taken off for what tasks resemble anyway", |w| (w.usual, w.threshold) = (0.0, 0.2)),
        ("no sentences", |w| w.sentences = 0.0),
        ("no concepts", |w| w.concepts = 0.0),
        ("concepts twice", |w| w.concepts = 2.0),
        ("title once", |w| w.title = 1.0),
        ("title three times", |w| w.title = 3.0),
        ("no heading words", |w| (w.section, w.subsection) = (0.0, 0.0)),
        ("no title coverage", |w| w.coverage = 0.0),
        ("no indicators", |w| w.targets = 0.0),
        ("indicators twice", |w| w.targets *= 2.0),
        ("no likeness of headings", |w| w.headings = 0.0),
        ("no offices", |w| w.offices = 0.0),
        ("words alone", |w| {
            (w.sentences, w.concepts, w.coverage, w.targets) = (0.0, 0.0, 0.0, 0.0);
            (w.headings, w.offices) = (0.0, 0.0);
        }),
    ];
    println!("| evidence | matches | best threshold | least of the pairs | relation | themes |");
    println!("|---|---|---|---|---|---|");
    for (name, change) in settings {
        let mut changed = weights.clone();
        change(&mut changed);
        let result = evaluate(plans, golds, &changed);
        let best = result.moved.iter().copied().fold(0.0, f64::max);
        let least = result.matches.iter().map(|score| score.f1()).fold(1.0, f64::min);
        let relation = result.relations.iter().sum::<f64>() / result.relations.len() as f64;
        println!(
            "| {name} | {:.3} | {best:.3} | {least:.3} | {relation:.3} | {:.3} |",
            pooled(&result.matches).f1(),
            pooled(&result.themes).f1(),
        );
    }
}

/// The gold pairs cut down to a few tasks each.
pub(crate) fn small(plans: &[Plan], golds: &[Gold], weights: &Weights) {
    let options = AlignOptions::default().weights(weights.clone());
    for size in [5, 8, 12, 20, 30, 50] {
        let mut random = Random(3);
        let mut sum = Score::default();
        for round in 0..100 {
            let gold = &golds[round % golds.len()];
            let (a, b) = cut(plans, gold, size, &mut random);
            let has = |plan: &Plan, key: &str| plan.task(key).is_some();
            let sure = gold.sure.iter().filter(|(key, _)| has(&a, &key.0) && has(&b, &key.1));
            let sure = sure.map(|(key, relation)| (key.clone(), relation.clone())).collect();
            let here = Gold { a: gold.a.clone(), b: gold.b.clone(), sure, soft: gold.soft.clone() };
            sum.add(here.matches(&[align_with(&a, &b, &options)], 0.0).0);
        }
        println!("plans of {size:2} tasks: {}", sum.show());
    }
}

/// Both plans of a pair with `size` random tasks; most of those of the second have counterparts in the first.
fn cut(plans: &[Plan], gold: &Gold, size: usize, random: &mut Random) -> (Plan, Plan) {
    let plan = |id: &str| plans.iter().find(|plan| plan.id == id).cloned().expect("a plan of the gold");
    let (mut a, mut b) = (plan(&gold.a), plan(&gold.b));
    while a.tasks.len() > size {
        a.tasks.remove(random.below(a.tasks.len()));
    }
    let wanted: Vec<&String> = gold.sure.keys().filter(|key| a.task(&key.0).is_some()).map(|key| &key.1).collect();
    while b.tasks.len() > size {
        let at = random.below(b.tasks.len());
        let stays = wanted.contains(&&b.tasks[at].key) && random.chance(0.7);
        if !stays || b.tasks.iter().all(|task| wanted.contains(&&task.key)) {
            b.tasks.remove(at);
        }
    }
    (a, b)
}
