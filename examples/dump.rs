//! tmp
#![allow(clippy::print_stdout, missing_docs, clippy::unwrap_used)]
#[path = "../tests/common/dump.rs"]
mod dump;
fn main() {
    for path in std::env::args().skip(1) {
        if let Some(spec) = path.strip_prefix("big:") {
            let (n, piece) = spec.split_once(':').unwrap();
            let piece = if piece == "plan" { include_str!("../data/plans/weicheng.txt").to_owned() } else { piece.replace("\\n", "\n") };
            let text = piece.repeat(n.parse::<usize>().unwrap() / piece.len());
            let t = std::time::Instant::now();
            let plan = crosscounty::Plan::parse(&text);
            println!("{:.1} ns/B {} {}", t.elapsed().as_secs_f64() * 1e9 / text.len() as f64, plan.tasks.len(), &piece.chars().take(9).collect::<String>());
            continue;
        }
        let plan = crosscounty::Plan::from_bytes(&std::fs::read(&path).unwrap()).unwrap();
        print!("{}", dump::dump(&plan));
        if std::env::var("ISSUES").is_ok() {
            for i in &plan.issues { println!("ISSUE {} {:?} {}", i.code, i.span, i.message); }
            for l in &plan.left_out { println!("OUT {} {:?}", l.kind, l.span); }
            for (k,v) in &plan.header.labels { println!("LABEL {k} = {v}"); }
            println!("ADDR {:?} NOTE {:?} VALID {:?}", plan.header.addressees.iter().map(|a|&a.text).collect::<Vec<_>>(), plan.header.note.as_ref().map(|n|&n.text), plan.header.validity.as_ref().map(|n|&n.text));
        }
    }
}
