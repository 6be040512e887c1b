//! A page that was hard-wrapped and printed with page numbers gives the plan that the page gave before.

use crosscounty::{Plan, corpus};

/// Wraps every line at `width` columns (an ideograph has two), indents paragraphs, and numbers a page after `lines`.
fn wrap(page: &str, width: usize, lines: usize) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in page.lines() {
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        // page chrome and titles stand as they are; running text is indented and cut
        let running = text.contains('。') || text.chars().count() > 40;
        let (mut row, mut used) = if running { ("　　".to_owned(), 4) } else { (String::new(), 0) };
        for c in text.chars() {
            let columns = if c < '\u{1100}' { 1 } else { 2 };
            if used + columns > width && !"，。、；：）,.;:)”》".contains(c) {
                out.push(std::mem::take(&mut row));
                used = 0;
            }
            row.push(c);
            used += columns;
        }
        out.push(row);
    }
    let mut page = String::new();
    for (at, row) in out.iter().enumerate() {
        page += row;
        page.push('\n');
        if at % lines == lines - 1 {
            page += &format!("- {} -\n", at / lines + 1);
        }
    }
    page
}

/// What a reader of the plan sees: titles, departments, targets; printed white space does not count.
fn skeleton(plan: &Plan) -> Vec<String> {
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    let mut lines = vec![plain(plan.header.title.as_ref().map_or("", |title| &title.text))];
    lines.extend(plan.sections.iter().map(|section| format!("section {}", plain(&section.title.text))));
    for task in &plan.tasks {
        lines.push(format!("task {} {}", task.key, plain(task.title.as_ref().map_or("", |title| &title.text))));
        lines.extend(task.departments.iter().map(|d| format!("  {} {}", d.role, plain(&d.name.text))));
        lines.extend(task.body.targets.iter().map(|t| format!("  {} | {}", plain(&t.value_text.text), t.indicator)));
    }
    lines
}

#[test]
fn wrapping_changes_nothing() {
    for id in corpus::IDS {
        let page = corpus::text(id).expect("it is shipped");
        let whole = skeleton(&Plan::parse(page));
        for (width, lines) in [(56, 22), (64, 30), (76, 25)] {
            let wrapped = skeleton(&Plan::parse(&wrap(page, width, lines)));
            let missing: Vec<&String> = whole.iter().filter(|line| !wrapped.contains(line)).collect();
            let added: Vec<&String> = wrapped.iter().filter(|line| !whole.contains(line)).collect();
            assert!(missing.is_empty() && added.is_empty(), "{id} at {width} columns: {missing:#?} {added:#?}");
        }
    }
}
