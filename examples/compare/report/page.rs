//! The page around the parts: title, what this is, the way around, the filter.

use crosscounty::themes::Theme;
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::book::Book;
use super::promises::Card;
use super::words::{both, explain};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Nothing is loaded from anywhere; only the page's own script runs.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-crosscounty'; base-uri 'none'; form-action 'none'";

/// The languages to choose from. The choice works by style alone: its buttons are siblings of what they show or hide.
const LANGUAGES: [(&str, &str); 3] = [("both", "双语"), ("zh", "中文"), ("en", "English")];

/// The parts, in the order of the page.
pub(super) struct Parts {
    pub(super) glance: Markup,
    pub(super) heatmap: Markup,
    pub(super) themes: Markup,
    pub(super) indicators: Markup,
    pub(super) offices: Markup,
    pub(super) alone: Markup,
    pub(super) issues: Markup,
    pub(super) cite: Markup,
}

/// The title in Chinese and in English.
pub(super) fn title(book: &Book<'_>) -> (String, String) {
    match book.plans.len() {
        0 => ("县区工作计划对照".into(), "County work plans compared".into()),
        1 => (format!("{}工作计划", book.names[0]), "The work plan of one county".into()),
        n => (format!("{n} 个县区工作计划对照"), format!("The work plans of {n} counties, side by side")),
    }
}

pub(super) fn page(book: &Book<'_>, cards: &[Card<'_>], parts: &Parts, made_on: Option<Date>) -> Markup {
    let (zh, en) = title(book);
    html! {
        (DOCTYPE)
        html lang="zh-Hans" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content={ "crosscounty " (env!("CARGO_PKG_VERSION")) };
                title { (zh) " · " (en) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @for (i, (id, label)) in LANGUAGES.iter().enumerate() {
                    input.vh type="radio" name="lang" id={ "lang-" (id) } checked[i == 0] aria-label={ "语言 Language: " (label) };
                }
                a.skip href="#main" { (both("跳到正文", "Skip to the content")) }
                (masthead(book, cards, (&zh, &en), made_on))
                main #main {
                    (parts.glance) (parts.heatmap)
                    (filter(book))
                    (parts.themes) (parts.indicators) (parts.offices) (parts.alone) (parts.issues) (parts.cite)
                }
                a.top href="#top" aria-label="回到顶部 Back to the top" { "↑" }
                script nonce="crosscounty" { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn masthead(book: &Book<'_>, cards: &[Card<'_>], (zh, en): (&str, &str), made_on: Option<Date>) -> Markup {
    let years: Vec<i16> =
        book.plans.iter().filter_map(|plan| plan.header.period).flat_map(|p| [p.start_year, p.end_year]).collect();
    let period = years
        .iter()
        .min()
        .zip(years.iter().max())
        .map(|(from, to)| super::words::period(crosscounty::Period { start_year: *from, end_year: *to }));
    html! {
        header.masthead #top {
            p.lang { @for (id, label) in LANGUAGES { label for={ "lang-" (id) } { (label) } } }
            h1 { span.zh { (zh) } " " span.en lang="en" { (en) } }
            p.counties { (book.names.join(" · ")) @if let Some(period) = period { " | " (period) } }
            (explain(
                "谁在什么期限内、对同一件事承诺多少、由谁负责：把各县区公开的重点工作任务与行动计划放在一起读。所有文字引自原文件，数值以原文为准。",
                "Who promises how much of the same thing, by when, and who answers for it: the published work plans of counties, \
                 read together. All text is quoted from the documents; what they print holds.",
            ))
            (figures(book, cards))
            (contents())
            @if let Some(date) = made_on { p.made { (both("生成于", "made on")) " " time { (date) } } }
        }
    }
}

/// The numbers a reader should take away.
fn figures(book: &Book<'_>, cards: &[Card<'_>]) -> Markup {
    let tasks: usize = book.plans.iter().map(|plan| plan.tasks.len()).sum();
    let targets: usize =
        book.plans.iter().flat_map(crosscounty::Plan::bodies).map(|(_, body)| body.targets.len()).sum();
    let nearly = |theme: &&&Theme| theme.plan_count() + 1 >= book.plans.len().max(3);
    let shared = book.themes.iter().filter(nearly).count();
    let direct = cards.iter().filter(|card| card.direct).count();
    let told = [
        (book.plans.len(), "份计划", "plans"),
        (tasks, "项任务", "tasks"),
        (targets, "个量化目标", "quantified targets"),
        (shared, "个主题全部或只差一县都有", "themes in all plans or all but one"),
        (direct, "个指标可直接对照", "indicators to be read directly"),
    ];
    let last = if book.plans.len() < 2 { 3 } else { told.len() };
    html! { ul.figures { @for (count, zh, en) in &told[..last] { li { b { (count) } " " (both(zh, en)) } } } }
}

fn contents() -> Markup {
    let parts = [
        ("glance", "概览", "Glance"),
        ("alike", "相似度", "Alike"),
        ("themes", "主题", "Themes"),
        ("indicators", "指标", "Indicators"),
        ("offices", "责任", "Offices"),
        ("alone", "独有", "Alone"),
        ("issues", "疑点", "Issues"),
        ("cite", "引用", "Cite"),
    ];
    html! { nav aria-label="目录 Contents" { @for (id, zh, en) in parts { a href={ "#" (id) } { (both(zh, en)) } } } }
}

/// The filter; it works by the script, so it shows only where the script runs.
fn filter(book: &Book<'_>) -> Markup {
    html! {
        form.filter role="search" aria-label="筛选 Filter" hidden {
            input #f-text type="search" placeholder="搜索 Search" aria-label="搜索主题、任务与指标 Search themes, tasks and indicators" autocomplete="off";
            select #f-plan aria-label="县区 County" {
                option value="" { "全部县区 all counties" }
                @for (i, name) in book.names.iter().enumerate() { option value=(i) { (name) } }
            }
            select #f-office aria-label="单位 Office" {
                option value="" { "全部单位 all offices" }
                @for (i, office) in book.offices.iter().enumerate() { option value=(i) { (office) } }
            }
            button #f-all type="button" aria-pressed="false" { (both("展开", "open all")) }
            button #f-clear type="reset" { (both("清除", "clear")) }
            output #f-count aria-live="polite" {}
        }
    }
}
