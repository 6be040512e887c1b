//! Throw-away reader of plans until the parser lands.
use crosscounty::*;

fn canonical(name: &str) -> String {
    let n = name.trim_start_matches(['区', '县', '市', '省']);
    let n = n.trim_start_matches('委').to_string();
    let map = [
        ("发改局", "发展改革局"),
        ("发展和改革局", "发展改革局"),
        ("工信局", "工业和信息化局"),
        ("教体局", "教育和体育局"),
        ("人社局", "人力资源社会保障局"),
        ("人力资源和社会保障局", "人力资源社会保障局"),
        ("住建局", "住房城乡建设局"),
        ("住房和城乡建设局", "住房城乡建设局"),
        ("卫健局", "卫生健康局"),
        ("文旅局", "文化和旅游局"),
        ("综合执法局", "综合行政执法局"),
        ("行政审批局", "行政审批服务局"),
        ("自然资源和规划局", "自然资源局"),
    ];
    for (a, b) in map {
        if n == a {
            return b.into();
        }
    }
    if n.contains("生态环境") {
        return "生态环境局".into();
    }
    n
}

fn departments(clause: &str) -> Vec<Department> {
    let mut out = vec![];
    for seg in clause.split([';', '；']).flat_map(|s| {
        // "A牵头,B配合"
        s.split("牵头,")
            .collect::<Vec<_>>()
            .into_iter()
            .enumerate()
            .map(|(i, x)| (i, x.to_string()))
            .collect::<Vec<_>>()
    }) {
        let (i, seg) = seg;
        let support = (i > 0) || seg.contains("配合");
        for n in seg.split(['、', ',', ':', '，', '：']) {
            let n = n
                .trim()
                .trim_end_matches("牵头")
                .trim_end_matches("负责")
                .trim_end_matches("配合")
                .trim_end_matches("等部门")
                .trim_end_matches('等');
            if n.chars().count() < 3 || n.ends_with("单位") || n.starts_with('各') {
                continue;
            }
            out.push(Department {
                role: if support { Role::Support } else { Role::Lead },
                name: Passage { text: n.into(), span: Span::default() },
                canonical: Some(canonical(n)),
                collective: n.contains('各'),
                open: false,
            });
        }
    }
    out
}

fn numeral(line: &str) -> Option<(char, &str, &str)> {
    let line = line.trim();
    let head: String = line.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).collect();
    if !head.is_empty() {
        if let Some(r) = line[head.len()..].strip_prefix('、') {
            return Some(('S', "", r));
        }
    }
    if let Some(r) = line.strip_prefix(['(', '（']) {
        let h: String = r.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).collect();
        if !h.is_empty() {
            if let Some(r) = r[h.len()..].strip_prefix([')', '）']) {
                return Some(('B', "", r));
            }
        }
    }
    let h: String = line.chars().take_while(|c| c.is_ascii_digit()).collect();
    if !h.is_empty() && h.len() < 4 {
        if let Some(r) = line[h.len()..].strip_prefix(['.', '．', '、']) {
            if !r.starts_with(|c: char| c.is_ascii_digit()) {
                return Some(('T', &line[..h.len()], r));
            }
        }
    }
    None
}

pub fn read(id: &str, text: &str) -> Plan {
    let mut plan = Plan::default();
    plan.id = id.into();
    let pass = |t: &str| Passage { text: t.into(), span: Span::new(0, t.len()) };
    for line in text.lines() {
        match numeral(line) {
            Some(('S', _, r)) => {
                let n = plan.sections.len() as u32 + 1;
                plan.sections.push(Section {
                    number: n,
                    title: pass(r.split('。').next().unwrap()),
                    span: Span::default(),
                    preamble: None,
                    subsections: vec![],
                });
            }
            Some(('B', _, r)) if !plan.sections.is_empty() => {
                let s = plan.sections.last_mut().unwrap();
                let n = s.subsections.len() as u32 + 1;
                s.subsections.push(Subsection {
                    number: n,
                    title: pass(r.split('。').next().unwrap()),
                    span: Span::default(),
                    preamble: None,
                });
            }
            Some(('T', n, r)) if !plan.sections.is_empty() => {
                let r = r.trim();
                let title = r
                    .split('。')
                    .next()
                    .filter(|t| t.chars().count() < 40 && t.len() < r.len() && !t.contains([',', '，']))
                    .map(|t| pass(t));
                let s = plan.sections.last().unwrap();
                plan.tasks.push(Task {
                    key: n.into(),
                    section: Some(s.number),
                    subsection: s.subsections.last().map(|b| b.number),
                    title,
                    number: pass(n),
                    body: Body { text: pass(r), ..Default::default() },
                    departments: vec![],
                    clauses: vec![],
                });
            }
            _ => {
                if let Some(t) = plan.tasks.last_mut()
                    && plan.sections.len() > 0
                {
                    let l = line.trim();
                    if !l.is_empty() && l.len() < 3000 {
                        t.body.text.text.push('\n');
                        t.body.text.text.push_str(l);
                        let n = t.body.text.text.len();
                        t.body.text.span = Span::new(0, n);
                    }
                }
            }
        }
    }
    for t in &mut plan.tasks {
        let x = t.body.text.text.clone();
        let close = x.trim_end_matches(['。', '\n']);
        if let Some(open) = x.rfind(['(', '（']) {
            let c = &x[open..];
            if c.contains("牵头") || c.contains("负责") || c.contains("责任") || c.contains("单位") {
                t.clauses.push(Span::new(open, x.len()));
                t.departments = departments(c.trim_matches(['(', ')', '（', '）', '。']));
            }
        }
        let _ = close;
    }
    plan
}
