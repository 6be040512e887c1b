//! Putting a plan together: layout → page → outline → [`Plan`].

mod cover;
mod row;
mod share;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::department::{Memo, Names};
use crate::issue::{Issue, IssueCode};
use crate::layout::{Layout, lay_out};
use crate::lexicon::{DOCUMENT, Lexicon};
use crate::model::{Body, Plan, Reason, Role, Section, Subsection, Task};
use crate::outline::{self, Kind, Level, Node, Run};
use crate::page::{self, Page, Paragraphs};
use crate::rows::{self, Tables};
use crate::source::{Passage, Span, decode};
use crate::target::{self, Context, Reading, Scratch};
use crate::{Department, Directional, Error, NonTarget, Target, department, header, place, title};

impl Plan {
    /// Reads a plan from the text of a page.
    ///
    /// Never fails and never panics: any text gives a plan, and what is odd in it is told in [`Plan::issues`].
    /// Spans are byte offsets into `text`.
    ///
    /// ```
    /// use crosscounty::Plan;
    ///
    /// let plan = Plan::parse("某某县2024年重点工作任务\n一、扩大内需\n1.促进消费。新增限上企业5家。(县商务局牵头)");
    /// let task = &plan.tasks[0];
    /// assert_eq!(task.title.as_ref().unwrap().text, "促进消费");
    /// assert_eq!(task.departments[0].canonical.as_deref(), Some("商务局"));
    /// ```
    pub fn parse(text: &str) -> Self {
        Self::parse_with(text, Lexicon::builtin())
    }

    /// Reads a plan with word lists of the caller's.
    ///
    /// ```
    /// use crosscounty::{Lexicon, Plan};
    ///
    /// let mut lexicon = Lexicon::default();
    /// lexicon.extend(crosscounty::WordList::Offices, "大数据局\t云上局").unwrap();
    /// let plan = Plan::parse_with("一、数字\n1.上云。建设平台。(县云上局负责)", &lexicon);
    /// assert_eq!(plan.tasks[0].departments[0].canonical.as_deref(), Some("大数据局"));
    /// ```
    pub fn parse_with(text: &str, lexicon: &Lexicon) -> Self {
        let mut layout = lay_out(text);
        let tables = rows::find(text, &mut layout, lexicon);
        let paragraphs = Paragraphs::new(&layout, &lexicon.page);
        let page = page::find(paragraphs, &tables);
        let mut issues = Vec::new();
        let reader = header::Reader { source: text, layout: &layout, paragraphs };
        let document = header::document_start(&reader, &page);
        let header = header::read(&reader, document, &page, &mut issues);
        let plan = Self { header, ..Self::default() };
        let mut builder = Builder {
            source: text,
            layout: &layout,
            paragraphs,
            tables: &tables,
            lexicon,
            plan,
            issues,
            places: Vec::new(),
            names: Names::new(&lexicon.departments),
            lead_mark: department::LeadMark::told(layout.folded.text()),
            offices: Memo::new(),
            keys: BTreeMap::new(),
            scratch: RefCell::default(),
        };
        builder.build(&page);
        builder.finish(&page, document)
    }

    /// Reads a plan from the bytes of a page: UTF-8 with or without byte-order mark, or GB18030.
    ///
    /// Spans are byte offsets into the decoded text.
    ///
    /// # Errors
    /// As [`decode`]: bytes in no known encoding, or a file that is no text.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        decode(bytes).map(|text| Self::parse(&text))
    }

    /// The plan under another short name.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// The tasks of section `number` (from 1), in order.
    pub fn tasks_of(&self, number: u32) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(move |task| task.section == Some(number))
    }

    /// The task with key `key`.
    pub fn task(&self, key: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.key == key)
    }

    /// The section with number `number` (from 1).
    pub fn section(&self, number: u32) -> Option<&Section> {
        self.sections.get(number.checked_sub(1)? as usize)
    }

    /// All running text of the plan in document order, each piece with the key of its place: a task's key, `s0` for the
    /// text before section 1, `s3` and `s3.2` for text under a heading, `table` for tables of indicators.
    pub fn bodies(&self) -> Vec<(String, &Body)> {
        let mut bodies: Vec<(String, &Body)> = Vec::with_capacity(self.tasks.len() + 8);
        bodies.extend(self.preamble.iter().map(|body| ("s0".to_owned(), body)));
        for section in &self.sections {
            bodies.extend(section.preamble.iter().map(|body| (format!("s{}", section.number), body)));
            for subsection in &section.subsections {
                let key = || format!("s{}.{}", section.number, subsection.number);
                bodies.extend(subsection.preamble.iter().map(|body| (key(), body)));
            }
        }
        bodies.extend(self.tasks.iter().map(|task| (task.key.clone(), &task.body)));
        bodies.extend(self.tables.iter().map(|body| ("table".to_owned(), body)));
        bodies.sort_by_key(|(_, body)| body.text.span.start);
        bodies
    }
}

/// A plan in the making.
struct Builder<'a> {
    source: &'a str,
    layout: &'a Layout,
    paragraphs: Paragraphs<'a>,
    tables: &'a Tables,
    lexicon: &'a Lexicon,
    plan: Plan,
    issues: Vec<Issue>,
    places: Vec<String>,
    /// The names of clauses met so far.
    names: Names<'a>,
    /// How the page marks who leads, if it tells that.
    lead_mark: Option<department::LeadMark>,
    /// Offices behind the names met so far: the same few stand in most clauses.
    offices: Memo<'a, String>,
    /// How often each key was printed so far.
    keys: BTreeMap<[u32; 3], usize>,
    /// Memory of the target reader.
    scratch: RefCell<Scratch>,
}

/// Where the builder stands in the outline.
#[derive(Default)]
struct Position {
    section: Option<u32>,
    subsection: Option<u32>,
    /// The titles of both, in the folded text.
    section_title: Option<Range<usize>>,
    subsection_title: Option<Range<usize>>,
    /// Departments that a clause gives to all tasks of the section or subsection.
    section_clause: Clause,
    subsection_clause: Clause,
}

impl Position {
    /// The clause that gives all tasks here to somebody, the nearer heading's first.
    fn clause(&self) -> Option<&Clause> {
        [&self.subsection_clause, &self.section_clause].into_iter().find(|clause| !clause.departments.is_empty())
    }

    /// A task's clause with what the headings above give it: all of theirs where it has none of its own, else the leaders
    /// of a heading that names only these.
    fn inherit(&self, own: Clause) -> Clause {
        let Some(above) = self.clause() else { return own };
        if own.departments.is_empty() {
            return above.clone();
        }
        let leads = |department: &Department| department.role == Role::Leader;
        if !above.departments.iter().all(leads) || own.departments.iter().any(leads) {
            return own;
        }
        let departments = above.departments.iter().cloned().chain(own.departments).collect();
        Clause { departments, spans: above.spans.iter().copied().chain(own.spans).collect() }
    }
}

/// The heading of a section or subsection, read.
struct Heading {
    /// Where its title stands in the folded text.
    title: Range<usize>,
    preamble: Option<Body>,
    clause: Clause,
    span: Span,
}

/// Departments read from some clauses, with where the clauses stand.
#[derive(Default, Clone)]
struct Clause {
    departments: Vec<Department>,
    spans: Vec<Span>,
}

impl<'a> Builder<'a> {
    fn text(&self, range: Range<usize>) -> &'a str {
        self.layout.folded.text().get(range).unwrap_or_default()
    }

    fn passage(&self, range: Range<usize>) -> Passage {
        self.layout.folded.passage(self.source, range)
    }

    fn issue(&mut self, code: IssueCode, span: Span, message: impl Into<String>) {
        self.issues.push(Issue { code, span, message: message.into() });
    }

    fn build(&mut self, page: &Page) {
        let place = self.plan.header.jurisdiction.as_ref().map_or("", |place| place.text.as_str());
        self.places = place::places_of(place).into_iter().map(str::to_owned).collect();
        let headings = page::headings(self.paragraphs, page.body.clone());
        let mut nodes = outline::cut(page.body.clone(), &headings);
        nodes.iter_mut().for_each(|node| node.paragraphs = self.tables.up_to_header(node.paragraphs.clone()));
        let run = outline::run(&nodes, outline::levels(&headings).task);
        self.plan.tasks.reserve(nodes.iter().filter(|node| node.kind == Kind::Task).count());
        let mut position = Position::default();
        for node in &nodes {
            match node.kind {
                Kind::Front => self.front(node),
                Kind::Section => self.open_section(node, &mut position),
                Kind::Subsection => self.open_subsection(node, &mut position),
                Kind::Task => match self.tables.row(node.paragraphs.start) {
                    Some(row) => self.add_row(row, node, &position, run),
                    None => self.add_task(node, &position, run),
                },
            }
        }
        for table in &page.tables {
            let range = self.paragraphs.range(table.clone());
            let body = self.table(range);
            self.plan.tables.push(body);
        }
        share::share(&mut self.plan, self.source);
        self.close_headings();
        self.check_numbers(&nodes, run);
        self.check_plan(page);
    }

    fn front(&mut self, node: &Node) {
        let range = self.paragraphs.range(node.paragraphs.clone());
        if range.is_empty() {
            return;
        }
        let body = self.body(range, &[], None, &[]);
        self.issue(IssueCode::TextBeforeFirstSection, body.text.span, "text stands before the first section");
        self.plan.preamble = Some(body);
    }

    /// The heading of a section or subsection: its title, the text under it, and what its clauses say.
    fn heading(&mut self, node: &Node) -> Heading {
        let whole = self.paragraphs.range(node.paragraphs.clone());
        let mut line = self.paragraphs.range(node.paragraphs.start..node.paragraphs.start + 1);
        let mut start = line.start + node.marker.map_or(0, |marker| marker.len);
        if self.tables.is_heading(node.paragraphs.start) {
            (start, line.end) = self.heading_cell(start..line.end);
        }
        let read = self.read_clauses(start..whole.end);
        let clause_at = read.1.first().map_or(line.end, |clause| clause.start).max(start).min(line.end);
        let stop = self.text(start..clause_at).find('。').map(|at| start + at);
        let title_end = stop.unwrap_or(clause_at);
        let title = start..start + title::trim(self.text(start..title_end));
        let from = stop.map_or(title_end, |stop| stop + '。'.len_utf8());
        let skip = self.text(from..whole.end).len() - self.text(from..whole.end).trim_start_matches(['\n', '。']).len();
        let rest = from + skip..whole.end;
        let span = self.layout.folded.span(line.start..whole.end);
        let preamble = (!rest.is_empty()).then(|| self.body(rest, &read.1, None, &[self.text(title.clone())]));
        Heading { title, preamble, clause: read.0, span }
    }

    fn open_section(&mut self, node: &Node, position: &mut Position) {
        let Heading { title, preamble, clause, span } = self.heading(node);
        let number = self.plan.sections.len() as u32 + 1;
        let passage = self.passage(title.clone());
        self.plan.sections.push(Section { number, title: passage, span, preamble, subsections: Vec::new() });
        *position = Position {
            section: Some(number),
            section_title: Some(title),
            section_clause: clause,
            ..Position::default()
        };
    }

    fn open_subsection(&mut self, node: &Node, position: &mut Position) {
        if self.plan.sections.is_empty() {
            return self.open_section(node, position);
        }
        let Heading { title, preamble, clause, span } = self.heading(node);
        let passage = self.passage(title.clone());
        let Some(section) = self.plan.sections.last_mut() else {
            return;
        };
        let number = section.subsections.len() as u32 + 1;
        section.subsections.push(Subsection { number, title: passage, span, preamble });
        (position.subsection, position.subsection_title) = (Some(number), Some(title));
        position.subsection_clause = clause;
    }

    fn add_task(&mut self, node: &Node, position: &Position, run: Run) {
        let range = self.paragraphs.range(node.paragraphs.clone());
        let marker = node.marker.map_or(0, |marker| marker.len);
        let text = range.start + marker..range.end;
        let (clause, ranges) = self.read_clauses(text.clone());
        let title = self.title(node, text.clone(), &ranges);
        if title.is_none() {
            let span = self.layout.folded.span(range.clone());
            let head: String = self.text(text.clone()).chars().take(12).collect();
            self.issue(IssueCode::TaskWithoutTitle, span, format!("the task opens straight into its body: {head}…"));
        }
        let clause = position.inherit(clause);
        let number = node.marker.map_or(0, |marker| marker.number);
        let key = self.key(number, position, run, self.layout.folded.span(range.start..text.start));
        let above = [&position.section_title, &position.subsection_title];
        let titles = above.map(|title| title.as_ref().map_or("", |title| self.text(title.clone())));
        // a subsection stands in a section only
        let headings = &titles[..above.into_iter().flatten().count()];
        let body = self.body(text.clone(), &ranges, title.clone(), headings);
        self.plan.tasks.push(Task {
            key,
            section: position.section,
            subsection: position.subsection,
            title: title.map(|range| self.passage(range)),
            number: self.passage(range.start..text.start),
            body,
            departments: clause.departments,
            clauses: clause.spans,
        });
    }

    /// A task's key, made unique with a suffix.
    fn key(&mut self, number: u32, position: &Position, run: Run, span: Span) -> String {
        let section = (run != Run::Plan).then_some(position.section.unwrap_or(0));
        let subsection = position.subsection.filter(|_| run == Run::Subsection);
        let key = match (section, subsection) {
            (Some(section), Some(subsection)) => format!("{section}.{subsection}.{number}"),
            (Some(section), None) => format!("{section}.{number}"),
            (None, _) => number.to_string(),
        };
        let printed = self.keys.entry([section.unwrap_or(0), subsection.unwrap_or(0), number]).or_insert(0);
        *printed += 1;
        if *printed == 1 {
            return key;
        }
        let suffixed = format!("{key}-{printed}");
        self.issue(
            IssueCode::NumberTwice,
            span,
            format!("the number {key} is printed twice; this one is called {suffixed}"),
        );
        suffixed
    }

    /// The title of a task, in the folded text.
    fn title(&self, node: &Node, range: Range<usize>, clauses: &[Range<usize>]) -> Option<Range<usize>> {
        let text = self.text(range.clone());
        let clause = clauses.first().map_or(text.len(), |clause| clause.start.saturating_sub(range.start));
        let level = node.marker.map_or(Level::Item, |marker| marker.level);
        let title = title::of(&text[..clause], level, |at| self.layout.folded.gap_before(range.start + at))?;
        Some(range.start + title.start..range.start + title.end)
    }

    /// The departments of a text's clauses, and where the clauses stand in the folded text.
    fn read_clauses(&mut self, range: Range<usize>) -> (Clause, Vec<Range<usize>>) {
        let text = self.text(range.clone());
        let gaps = department::GapsOf { folded: &self.layout.folded, start: range.start };
        let mut read = department::read(text, &gaps, &self.names);
        if let Some(mark) = self.lead_mark {
            mark.apply(text, &mut read.bodies);
        }
        let shift = |r: Range<usize>| range.start + r.start..range.start + r.end;
        let departments = self.departments(text, range.start, &read.bodies);
        let ranges: Vec<Range<usize>> = read.clauses.into_iter().map(shift).collect();
        let spans = ranges.iter().map(|r| self.layout.folded.span(r.clone())).collect();
        self.odd(range.start, read.odd);
        (Clause { departments, spans }, ranges)
    }

    /// The bodies read in a text that starts at `start`.
    fn departments(&mut self, text: &'a str, start: usize, read: &[department::ReadDepartment]) -> Vec<Department> {
        let row = |body: &department::ReadDepartment| Department {
            role: body.role.clone(),
            canonical: (!body.collective).then(|| self.office(&text[body.name.clone()])),
            name: self.passage(start + body.name.start..start + body.name.end),
            collective: body.collective,
            open: body.open,
        };
        read.iter().map(row).collect()
    }

    /// Tells what was odd in the clauses of a text that starts at `start`.
    fn odd(&mut self, start: usize, odd: Vec<department::Odd>) {
        for odd in odd {
            let (code, at, message) = match odd {
                department::Odd::BracketNotClosed(at) => {
                    (IssueCode::BracketNotClosed, at, "the bracket of the responsibility clause is not closed")
                }
                department::Odd::NotUnderstood(at) => (
                    IssueCode::ClauseNotUnderstood,
                    at,
                    "this part of the responsibility clause names no body that could be read",
                ),
            };
            let span = self.layout.folded.span(start + at.start..start + at.end);
            self.issue(code, span, message);
        }
    }

    /// The office behind a name.
    fn office(&mut self, name: &'a str) -> String {
        let canonical = |name| {
            let places: Vec<&str> = self.places.iter().map(String::as_str).collect();
            self.lexicon.offices.canonical(name, &places)
        };
        self.offices.get(name, canonical).clone()
    }

    fn body(
        &self,
        range: Range<usize>,
        clauses: &[Range<usize>],
        title: Option<Range<usize>>,
        headings: &[&str],
    ) -> Body {
        let shift = |r: &Range<usize>| r.start.saturating_sub(range.start)..r.end.saturating_sub(range.start);
        let clauses: Vec<Range<usize>> =
            clauses.iter().filter(|c| c.start >= range.start && c.end <= range.end).map(shift).collect();
        let context = Context {
            lexicon: self.lexicon,
            text: self.text(range.clone()),
            clauses: &clauses,
            title: title.as_ref().map(shift),
            period: self.plan.header.period,
            headings,
        };
        let reading = if headings.iter().any(|head| tells_status(head)) {
            target::read_none(&self.lexicon.targets, context.text, &Reason::PastResult)
        } else {
            target::read(&context, &mut self.scratch.borrow_mut())
        };
        self.with(range, reading)
    }

    fn table(&self, range: Range<usize>) -> Body {
        let gap = |at: usize| self.layout.folded.gap_before(range.start + at);
        let text = self.text(range.clone());
        let reading = target::read_table(&self.lexicon.targets, text, &gap, self.plan.header.period);
        self.with(range, reading)
    }

    /// A body with what was read in it, led back to the page.
    fn with(&self, range: Range<usize>, reading: Reading) -> Body {
        let passage = |r: Range<usize>| self.passage(range.start + r.start..range.start + r.end);
        let target = |read: target::ReadTarget| Target {
            value_text: passage(read.value),
            quote: passage(read.quote),
            indicator: read.indicator,
            min: read.min,
            max: read.max,
            unit: read.unit,
            bound: read.bound,
            measure: read.measure,
            horizon: read.horizon,
            stretch: read.stretch,
            rule: read.rule.to_owned(),
            action: read.action,
            baseline: read.baseline,
            reference: read.reference,
            strength: read.strength,
        };
        let directional = |read: target::ReadDirectional| Directional {
            quote: passage(read.quote),
            indicator: read.indicator,
            direction: read.direction,
        };
        Body {
            text: self.passage(range.clone()),
            targets: reading.targets.into_iter().map(target).collect(),
            directional: reading.directional.into_iter().map(directional).collect(),
            quantities: reading
                .quantities
                .into_iter()
                .map(|read| NonTarget { text: passage(read.text), reason: read.reason })
                .collect(),
        }
    }

    /// Extends the spans of sections and subsections to the end of their last text.
    fn close_headings(&mut self) {
        for task in &self.plan.tasks {
            let end = task.body.text.span.end;
            let Some(section) = task.section.and_then(|n| self.plan.sections.get_mut(n as usize - 1)) else {
                continue;
            };
            section.span.end = section.span.end.max(end);
            let Some(subsection) = task.subsection.and_then(|n| section.subsections.get_mut(n as usize - 1)) else {
                continue;
            };
            subsection.span.end = subsection.span.end.max(end);
        }
        for section in &mut self.plan.sections {
            let end = section.subsections.last().map_or(0, |s| s.span.end);
            section.span.end = section.span.end.max(end);
        }
    }

    /// Tells of numbers that are left out or go back.
    fn check_numbers(&mut self, nodes: &[Node], run: Run) {
        let (mut section, mut subsection, mut task) = (0, 0, 0);
        for node in nodes {
            let Some(marker) = node.marker else { continue };
            let last = match node.kind {
                Kind::Section => {
                    subsection = 0;
                    task = if run == Run::Plan { task } else { 0 };
                    &mut section
                }
                Kind::Subsection => {
                    task = if run == Run::Subsection { 0 } else { task };
                    &mut subsection
                }
                _ => &mut task,
            };
            let expected = *last + 1;
            *last = marker.number;
            if marker.number != expected {
                let range = self.paragraphs.range(node.paragraphs.start..node.paragraphs.start + 1);
                let span = self.layout.folded.span(range.start..range.start + marker.len);
                let printed = self.text(range.start..range.start + marker.len);
                let message = format!("{printed} stands where number {expected} is expected");
                self.issue(IssueCode::NumberingGap, span, message);
            }
        }
    }

    fn check_plan(&mut self, page: &Page) {
        let all = Span::new(0, self.source.len());
        if self.plan.sections.is_empty() && self.plan.tasks.is_empty() {
            self.issue(IssueCode::NoPlan, all, "the text holds no section and no task");
        }
        if page.title.is_none() {
            self.issue(IssueCode::NoTitle, all, "no title of a plan was found");
        }
        let owned = self.plan.tasks.iter().filter(|task| !task.departments.is_empty()).count();
        if owned * 2 <= self.plan.tasks.len() {
            return;
        }
        let left: Vec<(Span, String)> = self
            .plan
            .tasks
            .iter()
            .filter(|task| task.departments.is_empty())
            .map(|task| (task.number.span, format!("no clause gives task {} to anyone", task.key)))
            .collect();
        for (span, message) in left {
            self.issue(IssueCode::NoDepartment, span, message);
        }
    }

    fn finish(mut self, page: &Page, document: usize) -> Plan {
        let (inside, left_out) = cover::cover(
            &header::Reader { source: self.source, layout: self.layout, paragraphs: self.paragraphs },
            page,
            document,
        );
        let mut seen = HashSet::new();
        self.issues.retain(|issue| seen.insert((issue.code.clone(), issue.span)));
        self.issues.sort_by(|a, b| (a.span, &a.code).cmp(&(b.span, &b.code)));
        Plan { inside, left_out, issues: self.issues, ..self.plan }
    }
}

/// Whether the text under a heading tells how things are: 基本情况.
fn tells_status(heading: &str) -> bool {
    DOCUMENT.status_heads.contains(&heading) || DOCUMENT.status_ends.iter().any(|end| heading.ends_with(end))
}
