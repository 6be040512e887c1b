use std::collections::{BTreeMap, BTreeSet};

pub struct Gold {
    pub a: String,
    pub b: String,
    pub sure: BTreeMap<(String, String), String>,
    pub soft: BTreeSet<(String, String)>,
}

pub fn load(path: &str) -> Vec<Gold> {
    let mut out: Vec<Gold> = vec![];
    let text = std::fs::read_to_string(path).unwrap_or_default();
    for line in text.lines() {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let s = |k: &str| match &v[k] {
            serde_json::Value::String(s) => s.clone(),
            x => x.to_string(),
        };
        let (a, b) = (s("a"), s("b"));
        let at = out.iter().position(|g| g.a == a && g.b == b).unwrap_or_else(|| {
            out.push(Gold { a, b, sure: Default::default(), soft: Default::default() });
            out.len() - 1
        });
        let k = (s("a_task"), s("b_task"));
        if s("certainty") == "sure" {
            out[at].sure.insert(k, s("relation"));
        } else {
            out[at].soft.insert(k);
        }
    }
    out
}
