//! Prints one plan so that a reader can check it by eye: the text with its targets (green), departments (blue) and the
//! numbers that are no targets (yellow, with the reason), in colour where the terminal has it.
//!
//! `cargo run --example check_plan [-- FILE]`

mod common;

use std::io::Write;

use anstyle::{AnsiColor, Style};
use crosscounty::{Body, Plan, Span, corpus};

/// A stretch of text to colour, with what to say behind it.
struct Mark {
    span: Span,
    style: Style,
    note: String,
}

fn main() -> std::process::ExitCode {
    common::end(run())
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let page = match std::env::args().nth(1) {
        Some(path) => common::page_of(&path)?,
        None => corpus::text("luozhuang").ok_or("it is shipped")?.to_owned(),
    };
    let plan = Plan::parse(&page);
    let mut out = anstream::stdout().lock();
    let bold = Style::new().bold();
    if let Some(title) = &plan.header.title {
        writeln!(out, "{bold}{title}{bold:#}")?;
    }
    let mut section = None;
    for (key, body) in plan.bodies() {
        let task = plan.task(&key);
        if let Some(now) = task.and_then(|task| task.section).filter(|now| section != Some(*now)) {
            section = Some(now);
            writeln!(out, "\n{bold}{}{bold:#}", plan.section(now).map_or("", |s| &s.title.text))?;
        }
        let mut marks = marks(body);
        let blue = AnsiColor::Blue.on_default();
        for department in task.into_iter().flat_map(|task| &task.departments) {
            let span = department.name.span;
            marks.push(Mark { span, style: blue, note: department.role.to_string() });
        }
        write!(out, "{bold}{key:>5}{bold:#}  ")?;
        paint(&mut out, &page, body.text.span, marks)?;
    }
    Ok(())
}

fn marks(body: &Body) -> Vec<Mark> {
    let (green, yellow) = (AnsiColor::Green.on_default().bold(), AnsiColor::Yellow.on_default());
    let targets = body.targets.iter().map(|target| Mark {
        span: target.value_text.span,
        style: green,
        note: format!("{} {} {}", target.indicator, target.measure, target.horizon),
    });
    let others = body.quantities.iter().map(|other| Mark {
        span: other.text.span,
        style: yellow,
        note: other.reason.to_string(),
    });
    targets.chain(others).collect()
}

/// Writes the page at `span` with its marks coloured and noted.
fn paint(out: &mut impl Write, page: &str, span: Span, mut marks: Vec<Mark>) -> std::io::Result<()> {
    marks.sort_by_key(|mark| mark.span);
    let mut at = span.start;
    for Mark { span, style, note } in marks.iter().filter(|mark| !mark.span.is_empty()) {
        if span.start < at {
            continue;
        }
        write!(out, "{}{style}{}{style:#}[{note}]", &page[at..span.start], &page[span.range()])?;
        at = span.end;
    }
    writeln!(out, "{}", &page[at..span.end.max(at)])
}
