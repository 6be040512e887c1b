//! The report in a real browser, and what holds of it without one.

#[path = "common/chromium.rs"]
mod chromium;
#[path = "../examples/compare/report/mod.rs"]
mod report;

use std::path::PathBuf;

use chromium::Page;
use crosscounty::align::{AlignOptions, align_all};
use crosscounty::compare::{CompareOptions, compare_all};
use crosscounty::{Plan, corpus, themes};
use serde_json::json;

/// The widths that the report is made for: a phone and a desk.
const WIDTHS: [u32; 2] = [390, 1440];

/// The report on pages, each with its id.
fn report_on(pages: &[(String, String)]) -> String {
    let plans: Vec<Plan> = pages.iter().map(|(id, page)| Plan::parse(page).with_id(id)).collect();
    let texts: Vec<String> = pages.iter().map(|(_, page)| page.clone()).collect();
    report::render(&report::Input {
        plans: &plans,
        pages: &texts,
        alignments: &align_all(&plans, &AlignOptions::default()),
        themes: &themes(&plans),
        comparisons: &compare_all(&plans, &CompareOptions::default()),
        made_on: None,
    })
}

/// The report on the five plans.
fn of_five() -> &'static str {
    static REPORT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| report_on(&five()));
    &REPORT
}

fn five() -> Vec<(String, String)> {
    corpus::IDS.iter().map(|id| ((*id).to_owned(), corpus::text(id).expect("is shipped").to_owned())).collect()
}

/// A small page of a county that does not exist.
fn small(n: usize) -> (String, String) {
    let value = 100 * (n + 1);
    let page = format!(
        "{}县2023年重点工作任务\n一、民生\n1.促进就业。实施就业优先战略，落实稳岗扩岗政策，新增城镇就业{value}人以上。(县人社局牵头)\n\
         2.发展教育。普惠率达到{}%左右。(县教体局负责)\n二、产业\n3.特色事项{n}。建设项目{n}处。(县发改局负责)",
        "甲乙丙丁戊己庚辛壬癸".chars().nth(n % 10).expect("ten stems"),
        60 + n
    );
    (format!("p{n}"), page)
}

/// Pages of every odd shape, with names.
fn odd() -> Vec<(&'static str, Vec<(String, String)>)> {
    let page = |id: &str, text: &str| (id.to_owned(), text.to_owned());
    vec![
        ("nothing", vec![]),
        ("empty", vec![page("a", ""), page("b", " \n ")]),
        ("one", vec![small(0)]),
        ("two", vec![small(0), small(1)]),
        ("thirty", (0..30).map(small).collect()),
        ("bare", vec![page("x", "1.修路。\n2.架桥。"), page("y", "1.修路。\n2.种树。"), page("z", "这里没有计划。")]),
        (
            "long",
            vec![
                page(
                    "w",
                    &format!(
                        "{}县2023年重点工作任务\n一、民生\n1.{}。新增{}亩。({}负责)",
                        "长".repeat(60),
                        "题".repeat(300),
                        "9".repeat(20),
                        "a".repeat(200)
                    ),
                ),
                small(1),
            ],
        ),
    ]
}

/// A document that tries to be more than text.
fn hostile() -> Vec<(String, String)> {
    let attack =
        "<script>window.hacked=1</script><img src=x onerror=\"window.hacked=2\">\"'><svg onload=window.hacked=3>";
    let page = format!(
        "甲县{attack}2023年重点工作任务\n索引号: {attack}\n一、民生{attack}\n1.促进就业{attack}。新增{attack}城镇就业4000人以上{attack}。\
         (县{attack}局牵头)\n2.兴办教育</script></style>&lt;b&gt;。&amp;实施。(县教体局负责\n"
    );
    vec![(format!("a{attack}"), page.clone()), ("b".into(), page.replace("4000", "5200"))]
}

/// A place for the files of one test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("crosscounty-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// Does something with a page in Chromium; says so where there is no Chromium.
fn in_browser(name: &str, work: impl FnOnce(&mut Page, &PathBuf)) {
    let Some(program) = chromium::installed() else {
        eprintln!("skipped: {name} needs Chromium (apt-get install chromium fonts-noto-cjk)");
        return;
    };
    let folder = folder(name);
    work(&mut Page::start(&program, folder.join("profile")), &folder);
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
}

/// What sticks out of the window (but for what scrolls in a container of its own), and which texts lie on each other.
const MISFITS: &str = r#"(() => {
  const bad = [];
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) bad.push('page ' + document.documentElement.scrollWidth);
  const scrolls = e => e.closest('.scroll, .side, .vh, .skip, .grid .who');
  for (const e of document.querySelectorAll('body *')) {
    const r = e.getBoundingClientRect();
    if (r.width && !scrolls(e) && !e.closest('.glance thead') && (r.right > wide + 1 || r.left < -1)) bad.push('out ' + e.outerHTML.slice(0, 120));
  }
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const apart = list => {
    const rects = list.map(e => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width && r.height);
    for (let i = 0; i < rects.length; i++) for (let j = i + 1; j < Math.min(rects.length, i + 40); j++)
      if (overlap(rects[i][1], rects[j][1])) bad.push('on each other: ' + rects[i][0].outerHTML.slice(0, 90) + ' | ' + rects[j][0].outerHTML.slice(0, 90));
  };
  for (const svg of document.querySelectorAll('.plot svg')) apart([...svg.querySelectorAll('text')]);
  for (const e of document.querySelectorAll('main, section, .cards, .card, .grid, .themes, .bucket, .side, .task, .quotes, .alone, .duty, tr, form, nav, .figures, .legend, .heat-and-ends'))
    apart([...e.children].filter(c => getComputedStyle(c).display !== 'inline' && !['sticky', 'fixed', 'absolute'].includes(getComputedStyle(c).position)));
  return bad.slice(0, 8);
})()"#;

#[test]
fn the_report_opens_without_errors_and_fits_the_window() {
    in_browser("fits", |page, folder| {
        let mut cases: Vec<(&str, String)> = odd().iter().map(|(name, pages)| (*name, report_on(pages))).collect();
        cases.push(("five", of_five().to_owned()));
        cases.push(("hostile", report_on(&hostile())));
        for (name, html) in cases {
            let file = folder.join(format!("{name}.html"));
            std::fs::write(&file, html).expect("a file can be written");
            for width in WIDTHS {
                page.open(&file, width);
                assert_eq!(page.complaints(), Vec::<String>::new(), "{name} at {width}");
                assert_eq!(page.requests().len(), 1, "{name} loads something else: {:?}", page.requests());
                assert_eq!(page.eval(MISFITS), json!([]), "{name} at {width}");
                page.eval(
                    "document.querySelectorAll('details').forEach((d, i) => d.open = i % 7 < 3 || d.matches('.more'))",
                );
                page.settle();
                assert_eq!(page.eval(MISFITS), json!([]), "{name} at {width}, opened");
            }
        }
    });
}

const SHOWN: &str = "[...document.querySelectorAll('details.theme')].filter(t => !t.hidden).length";

#[test]
fn search_filter_and_click_work() {
    in_browser("works", |page, folder| {
        let file = folder.join("report.html");
        std::fs::write(&file, of_five()).expect("a file can be written");
        for width in WIDTHS {
            page.open(&file, width);
            let all = page.eval(SHOWN).as_u64().expect("a number");
            assert!(all > 100, "{all} themes");
            // a click opens the tasks side by side
            assert_eq!(page.eval("document.querySelector('.theme .task').checkVisibility()"), json!(false));
            page.click(".theme summary");
            assert_eq!(page.eval("document.querySelector('.theme .task').checkVisibility()"), json!(true));
            assert!(page.eval("document.querySelectorAll('.theme[open] .task mark.t').length").as_u64() > Some(3));
            assert!(page.eval("document.querySelectorAll('.theme[open] .task .w').length").as_u64() > Some(3));
            // search
            page.click("#f-text");
            page.type_text("养老");
            let found = page.eval(SHOWN).as_u64().expect("a number");
            assert!(found > 0 && found < all / 4, "{found} of {all}");
            let fits = "[...document.querySelectorAll('details.theme')].every(t => t.hidden !== t.textContent.includes('养老'))";
            assert_eq!(page.eval(fits), json!(true));
            assert_eq!(page.eval("document.getElementById('f-count').textContent"), json!(format!("{found} / {all}")));
            // county and office
            page.click("#f-clear");
            assert_eq!(page.eval(SHOWN), json!(all));
            let choose = |page: &mut Page, id: &str, label: &str| {
                let script = format!(
                    "(() => {{ const s = document.getElementById('{id}'); s.value = [...s.options].find(o => o.text === \
                     '{label}').value; s.dispatchEvent(new Event('change')); }})()"
                );
                page.eval(&script);
            };
            choose(page, "f-plan", "沂源县");
            let of_county = page.eval(SHOWN).as_u64().expect("a number");
            assert!(of_county > 30 && of_county < all);
            choose(page, "f-office", "科技局");
            let of_office = page.eval(SHOWN).as_u64().expect("a number");
            assert!(of_office > 0 && of_office < of_county / 2, "{of_office} of {of_county}");
            page.click("#f-clear");
            // the languages
            for (id, zh, en) in [("en", false, true), ("zh", true, false), ("both", true, true)] {
                page.click(&format!("label[for=lang-{id}]"));
                let shown = "[...document.querySelectorAll('h1 .zh, h1 .en')].map(e => e.checkVisibility())";
                assert_eq!(page.eval(shown), json!([zh, en]), "language {id}");
            }
            // a link to a task inside closed details opens them and shows the task
            page.click("#indicators .card a");
            let hash = page.eval("location.hash");
            assert!(hash.as_str().is_some_and(|hash| hash.starts_with("#p")), "{hash}");
            let seen = "(() => { const r = document.querySelector(location.hash).getBoundingClientRect(); \
                        return r.width > 100 && r.top >= 0 && r.top < innerHeight; })()";
            page.eval("new Promise(done => setTimeout(() => done(1), 1200))");
            assert_eq!(page.eval(seen), json!(true), "at {width}");
            assert_eq!(page.complaints(), Vec::<String>::new());
        }
    });
}

#[test]
fn text_of_a_document_is_inert() {
    let html = report_on(&hostile());
    assert!(html.contains("&lt;script&gt;window.hacked=1&lt;/script&gt;"), "the text is shown as text");
    assert_eq!((html.matches("<script").count(), html.matches("<img").count()), (1, 0));
    in_browser("inert", |page, folder| {
        let file = folder.join("report.html");
        std::fs::write(&file, &html).expect("a file can be written");
        page.open(&file, 1440);
        page.eval("document.querySelectorAll('details').forEach(d => d.open = true)");
        page.settle();
        assert_eq!(page.eval("window.hacked === undefined"), json!(true));
        assert_eq!(page.eval("document.scripts.length"), json!(1));
        assert_eq!(page.eval("document.querySelectorAll('img, [onload], [onerror]').length"), json!(0));
        assert_eq!(page.eval("document.body.textContent.includes('<script>window.hacked=1</script>')"), json!(true));
        // even a script that got in would not run
        page.eval("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hacked = 4' }))");
        assert_eq!(page.eval("window.hacked === undefined"), json!(true));
    });
}

#[test]
fn the_report_can_be_read_without_its_script_and_printed() {
    in_browser("plain", |page, folder| {
        let file = folder.join("report.html");
        std::fs::write(&file, of_five()).expect("a file can be written");
        page.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        page.open(&file, 390);
        let shown = |selector: &str| format!("document.querySelector('{selector}').checkVisibility()");
        assert_eq!(page.eval(&shown("form.filter")), json!(false), "what needs the script is not shown");
        let point = page.eval("(() => { const e = document.querySelector('.theme summary'); e.scrollIntoView({behavior: 'instant', block: 'center'}); const r = e.getBoundingClientRect(); return [r.x + 40, r.y + 10]; })()");
        for kind in ["mousePressed", "mouseReleased"] {
            let params = json!({ "type": kind, "x": point[0], "y": point[1], "button": "left", "clickCount": 1 });
            page.call("Input.dispatchMouseEvent", params);
        }
        assert_eq!(page.eval(&shown(".theme .task")), json!(true), "a theme opens");
        let pdf = page.call("Page.printToPDF", json!({ "printBackground": true, "preferCSSPageSize": true }));
        assert!(pdf["data"].as_str().is_some_and(|data| data.starts_with("JVBER") && data.len() > 100_000));
    });
}

#[test]
fn the_report_is_one_small_file_that_needs_no_other() {
    let html = of_five();
    assert!(html.len() < 2_500_000, "{} bytes", html.len());
    for outside in [" src=", "url(", "@import", "<link", "href=\"http", "<iframe"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.split("href=\"").skip(1).all(|rest| rest.starts_with('#')), "links stay within the page");
    assert_eq!(html, report_on(&five()), "the same pages give the same report");
}

/// The texts that are marked as targets, by span; pieces of one target are joined.
fn marked(html: &str) -> std::collections::BTreeMap<String, String> {
    let mut marked = std::collections::BTreeMap::<String, String>::new();
    for rest in html.split("data-span=\"").skip(1) {
        let (span, rest) = rest.split_once('"').expect("an attribute ends");
        let text = rest.split_once('>').and_then(|(_, rest)| rest.split_once('<')).expect("an element ends").0;
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        marked.entry(span.to_owned()).or_default().push_str(&text);
    }
    marked
}

#[test]
fn every_target_is_marked_where_it_stands() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pages");
    let mut pages = five();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("can be read").path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let name = path.file_stem().expect("has a name").to_string_lossy().into_owned();
            pages.push((name, std::fs::read_to_string(&path).expect("is text")));
        }
    }
    assert!(pages.len() > 20, "{} pages", pages.len());
    for page in pages {
        let html = report_on(std::slice::from_ref(&page));
        let marked = marked(&html);
        for target in Plan::parse(&page.1).tasks.iter().flat_map(|task| &task.body.targets) {
            let span = target.value_text.span;
            let shown = marked.get(&format!("{}-{}", span.start, span.end)).map(String::as_str);
            assert_eq!(shown, Some(target.value_text.text.as_str()), "{} at {span:?}", page.0);
        }
    }
}

#[test]
fn links_lead_somewhere() {
    for (name, pages) in odd().into_iter().chain([("five", five())]) {
        let html = report_on(&pages);
        let attribute = |name: &str| -> Vec<String> {
            let opens = format!(" {name}=\"");
            let ends = html.split(&opens).skip(1).filter_map(|rest| rest.split('"').next());
            ends.map(str::to_owned).collect()
        };
        let ids = attribute("id");
        let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "an id stands twice in {name}");
        for href in attribute("href") {
            assert!(unique.contains(&href[1..].to_owned()), "{href} leads nowhere in {name}");
        }
    }
}
