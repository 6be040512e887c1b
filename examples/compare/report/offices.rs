//! Who answers for what: per theme the leading offices of each county, per office its tasks, per county how far tasks
//! have owners.

use crosscounty::themes::Theme;
use crosscounty::{Department, Plan, Role, Task};
use maud::{Markup, html};

use super::book::Book;
use super::themes::{MANY, head};
use super::words::{both, columns, explain, heading, role};

/// An office with fewer tasks is shown on demand.
const OFTEN: usize = 5;

/// Most names in a cell; the task's card has all.
const NAMES: usize = 4;

pub(super) fn part(book: &Book<'_>) -> Markup {
    let named = book.plans.iter().any(|plan| plan.tasks.iter().any(|task| !task.departments.is_empty()));
    html! {
        section #offices aria-labelledby="offices-h" {
            (heading("offices-h", "谁来负责", "Who answers for what", None))
            @if !named {
                p.empty { (both("各计划均未列责任单位。", "No plan names an office.")) }
            } @else {
                (explain(
                    "单位名称去掉地名与层级、展开简称后归并（区科技局、县科技局 → 科技局）。",
                    "Offices are put together without place and level, abbreviations spelled out (区科技局, 县科技局 → 科技局).",
                ))
                h3 { (both("任务有无责任单位", "Do tasks have an owner")) }
                (owners(book))
                h3 { (both("各主题由谁牵头", "Who leads each theme")) }
                (explain(
                    "粗体为牵头；没有牵头的列负责单位。只列至少两个县区共有的主题。",
                    "Bold leads; where nobody leads, those responsible. Themes of at least two counties.",
                ))
                (by_theme(book))
                h3 { (both("各单位负责哪些任务", "What each office answers for")) " " span.count { (book.offices.len()) } }
                (explain("牵：牵头；责：负责；配：配合。点开列出任务。", "牵 leads, 责 is responsible, 配 supports. Open a row for the tasks."))
                (by_office(book))
            }
        }
    }
}

/// How the tasks of a plan are owned: each task counts once.
#[derive(Default)]
struct Owned {
    lead: usize,
    one: usize,
    several: usize,
    collective: usize,
    nobody: usize,
}

impl Owned {
    fn of(plan: &Plan) -> Self {
        let mut owned = Self::default();
        for task in &plan.tasks {
            let bodies = task.departments.iter().filter(|d| !d.collective && d.role != Role::Support).count();
            let place = if task.departments.iter().any(|d| d.role == Role::Lead) {
                &mut owned.lead
            } else if task.departments.is_empty() {
                &mut owned.nobody
            } else {
                match bodies {
                    0 => &mut owned.collective,
                    1 => &mut owned.one,
                    _ => &mut owned.several,
                }
            };
            *place += 1;
        }
        owned
    }
}

fn owners(book: &Book<'_>) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="任务有无责任单位 Do tasks have an owner" {
            table.owners {
                (columns(
                    &[("县区", "County")],
                    &[("有牵头", "A lead"), ("一个负责单位", "One owner"), ("多个负责、无牵头", "Several, no lead"), ("仅集体或配合", "Collectives only"), ("未列单位", "Nobody")],
                ))
                tbody {
                    @for (plan, name) in book.plans.iter().zip(&book.names) {
                        @let owned = Owned::of(plan);
                        tr {
                            th scope="row" { (name) }
                            @for count in [owned.lead, owned.one, owned.several, owned.collective, owned.nobody] {
                                td.num.zero[count == 0] { (count) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The themes of all counties or all but one, then the others on demand.
fn by_theme(book: &Book<'_>) -> Markup {
    let all = book.plans.len();
    let least = all.min(2);
    let shared = book.themes.iter().copied().filter(|theme| theme.plan_count() >= least);
    let (first, rest): (Vec<&Theme>, Vec<&Theme>) = shared.partition(|theme| theme.plan_count() + 1 >= all.max(3));
    html! {
        div.themes.leads.many[all >= MANY] style={ "--n:" (all) } {
            (head(book))
            (on_demand(&first, &rest, |theme| theme_row(book, theme)))
        }
    }
}

/// Some rows at once and the rest on demand; all at once where there would be none.
fn on_demand<T>(first: &[T], rest: &[T], row: impl Fn(&T) -> Markup) -> Markup {
    html! {
        @if first.is_empty() { @for one in rest { (row(one)) } } @else {
            @for one in first { (row(one)) }
            @if !rest.is_empty() {
                details.more {
                    summary { (both("其余", "the others")) " " span.count { (rest.len()) } }
                    @for one in rest { (row(one)) }
                }
            }
        }
    }
}

fn theme_row(book: &Book<'_>, theme: &Theme) -> Markup {
    let members = book.members(theme);
    let tasks: Vec<(usize, &Task)> = members.iter().map(|(plan, task, _)| (*plan, *task)).collect();
    html! {
        div.grid.lead.item data-k=(book.keys(tasks.iter().copied())) {
            span.label { a href={ "#theme-" (theme.number) } { (theme.label) } }
            @for (plan, name) in book.names.iter().enumerate() {
                (leaders(name, &tasks.iter().filter(|(own, _)| *own == plan).map(|(_, task)| *task).collect::<Vec<_>>()))
            }
        }
    }
}

/// The leading offices of one county in one theme.
fn leaders(name: &str, tasks: &[&Task]) -> Markup {
    let of = |wanted: Role| {
        let mut names: Vec<&str> = Vec::new();
        for department in tasks.iter().flat_map(|task| &task.departments).filter(|d| d.role == wanted) {
            let office = short(department);
            if !names.contains(&office) {
                names.push(office);
            }
        }
        names
    };
    let leads = of(Role::Lead);
    let is_led = !leads.is_empty();
    let names = if is_led { leads } else { of(Role::Responsible) };
    html! {
        span.cell.none[tasks.is_empty()] {
            span.who { (name) " " }
            @if names.is_empty() { span.empty { @if tasks.is_empty() { "–" } @else { "未列" } } }
            @for (i, office) in names.iter().take(NAMES).enumerate() {
                @if i > 0 { "、" }
                @if is_led { b { (office) } } @else { (office) }
            }
            @if names.len() > NAMES { " +" (names.len() - NAMES) }
        }
    }
}

/// The office behind a name, or the collective as printed.
fn short(department: &Department) -> &str {
    department.canonical.as_deref().unwrap_or(&department.name.text)
}

/// A task that an office has to do with.
struct Duty<'a> {
    plan: usize,
    task: &'a Task,
    role: &'a Role,
}

fn by_office(book: &Book<'_>) -> Markup {
    let mut duties: Vec<Vec<Duty<'_>>> = book.offices.iter().map(|_| Vec::new()).collect();
    for (plan, task) in book.plans.iter().enumerate().flat_map(|(i, plan)| plan.tasks.iter().map(move |task| (i, task)))
    {
        for department in &task.departments {
            if let Some(office) = department.canonical.as_deref().and_then(|name| book.office(name)) {
                duties[office].push(Duty { plan, task, role: &department.role });
            }
        }
    }
    let numbered: Vec<usize> = (0..duties.len()).collect();
    let often = duties.partition_point(|duties| duties.len() >= OFTEN);
    html! {
        div.themes.duties.many[book.plans.len() >= MANY] style={ "--n:" (book.plans.len()) } {
            (head(book))
            (on_demand(&numbered[..often], &numbered[often..], |number| {
                office_row(book, (*number, book.offices[*number]), &duties[*number])
            }))
        }
    }
}

fn office_row(book: &Book<'_>, (number, office): (usize, &str), duties: &[Duty<'_>]) -> Markup {
    let mut keys: Vec<String> = duties.iter().map(|duty| format!("{0}: {0}:{number}", duty.plan)).collect();
    keys.dedup();
    html! {
        details.item id={ "office-" (number) } data-k=(keys.join(" ")) {
            summary.grid {
                span.label { (office) }
                @for (plan, name) in book.names.iter().enumerate() {
                    (tally(name, duties.iter().filter(|duty| duty.plan == plan)))
                }
            }
            div.duty {
                @for (plan, name) in book.names.iter().enumerate() {
                    @if duties.iter().any(|duty| duty.plan == plan) {
                        div {
                            b.county { (name) }
                            ul.plain { @for duty in duties.iter().filter(|duty| duty.plan == plan) { (line(book, duty)) } }
                        }
                    }
                }
            }
        }
    }
}

/// How often an office leads, is responsible and supports in one county.
fn tally<'d>(name: &str, duties: impl Iterator<Item = &'d Duty<'d>>) -> Markup {
    let (mut lead, mut responsible, mut support) = (0, 0, 0);
    for duty in duties {
        match duty.role {
            Role::Lead => lead += 1,
            Role::Support => support += 1,
            _ => responsible += 1,
        }
    }
    let all = lead + responsible + support;
    html! {
        span.cell.none[all == 0] title=(name) {
            span.who { (name) " " }
            @if all == 0 { "–" } @else { span.n { (all) } }
            span.d {
                @for (word, count) in [("牵", lead), ("责", responsible), ("配", support)] {
                    @if count > 0 { " " (word) (count) }
                }
            }
        }
    }
}

fn line(book: &Book<'_>, duty: &Duty<'_>) -> Markup {
    let (zh, en) = role(duty.role);
    let title = duty.task.title.as_ref().map_or("", |title| title.text.as_str());
    html! {
        li {
            span.tag { (both(zh, en)) } " "
            a href=[book.anchor(duty.plan, &duty.task.key).map(|anchor| format!("#{anchor}"))] { (duty.task.key) " " (title) }
        }
    }
}
