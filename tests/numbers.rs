//! Every number in a plan's body is accounted for: it is a target, or it is kept with the reason why it is none.

use crosscounty::{Body, Plan, Reason, Span, corpus};

/// Groups of digits and of Chinese numerals in `text`, as byte ranges from `start` on.
fn groups(text: &str, start: usize) -> Vec<Span> {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let numeral = |c: char| "〇零一二三四五六七八九十百千万亿两".contains(c);
    let kind = |c: char| if digit(c) { 1 } else { 2 * u8::from(numeral(c)) };
    let mut groups: Vec<Span> = Vec::new();
    let mut last = 0;
    for (at, c) in text.char_indices() {
        let now = kind(c);
        let span = Span::new(start + at, start + at + c.len_utf8());
        match groups.last_mut() {
            Some(group) if now > 0 && now == last => group.end = span.end,
            _ if now > 0 => groups.push(span),
            _ => {}
        }
        last = now;
    }
    groups
}

/// Where the body's numbers were accounted for.
fn accounted(body: &Body) -> Vec<Span> {
    let targets = body.targets.iter().map(|target| target.value_text.span);
    targets.chain(body.quantities.iter().map(|quantity| quantity.text.span)).collect()
}

#[test]
fn every_number_is_a_target_or_has_a_reason() {
    let mut missing = Vec::new();
    for id in corpus::IDS {
        let page = corpus::text(id).expect("it is shipped");
        let plan = Plan::parse(page);
        let clauses: Vec<Span> = plan.tasks.iter().flat_map(|task| task.clauses.iter().copied()).collect();
        for (place, body) in plan.bodies() {
            let span = body.text.span;
            let known = accounted(body);
            for group in groups(&page[span.range()], span.start) {
                let covered =
                    known.iter().chain(&clauses).any(|other| other.start < group.end && group.start < other.end);
                if !covered {
                    missing.push(format!("{id} {place}: {}", &page[group.range()]));
                }
            }
            for quantity in &body.quantities {
                assert_ne!(quantity.reason, Reason::Unclassified, "{id} {place}: {}", quantity.text);
            }
        }
    }
    assert!(missing.is_empty(), "{} numbers are not accounted for: {missing:#?}", missing.len());
}

#[test]
fn the_text_of_a_value_reads_as_the_same_value() {
    for plan in corpus::all() {
        for (place, body) in plan.bodies() {
            for target in body.targets.iter().filter(|_| place != "table") {
                let text = &target.value_text.text;
                let again = crosscounty::quantity::quantities(text);
                let same =
                    again.first().is_some_and(|q| q.max.abs() == target.max.abs() || q.min.abs() == target.min.abs());
                assert!(same, "{} {place}: {text} reads as {again:?}, not {}..{}", plan.id, target.min, target.max);
            }
        }
    }
}
