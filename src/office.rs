//! The office behind a printed name: without place and level, spelled out (区发改局, 县发展和改革局 → 发展改革局).
//!
//! The names are data (`data/lexicon/offices.tsv`); this room knows how places, levels and branches are written around them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use crate::cue::CharSet;
use crate::lexicon::rows;
use crate::place::{self, Level};

/// The table that comes with the library.
const BUILTIN: &str = include_str!("../data/lexicon/offices.tsv");

/// Longest name, in characters, that is taken apart; what is longer stays as printed.
const LONGEST: usize = 60;

/// The canonical name of an office as a county plan prints it.
///
/// `places` are the names of the plan's own place and of those above it, with or without their 县, 区 or 市. The canonical
/// name leaves out place and level and is spelled out; a local branch has the name of its office. A name that no table knows
/// only loses place and level, and the title of a person stays as it is.
///
/// ```
/// use crosscounty::office::canonical;
/// assert_eq!(canonical("区发改局", &[]), "发展改革局");
/// assert_eq!(canonical("县发展和改革委员会", &[]), "发展改革局");
/// assert_eq!(canonical("市生态环境局沂源分局", &["沂源", "淄博"]), "生态环境局");
/// assert_eq!(canonical("罗庄生态环境分局", &["罗庄", "临沂"]), "生态环境局");
/// assert_eq!(canonical("武河湿地管委会", &["罗庄"]), "武河湿地管委会");
/// ```
pub fn canonical(name: &str, places: &[&str]) -> String {
    Offices::builtin().canonical(name, places)
}

/// A hasher for names, much faster than the standard one. The table is the caller's own, so that nobody can fill it with
/// names of one hash.
#[derive(Default)]
struct NameHasher(u64);

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        let rest = rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
        for word in words.iter().map(|word| u64::from_le_bytes(*word)).chain([rest]) {
            // the golden ratio spreads what differs over the upper bits
            self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }

    fn finish(&self) -> u64 {
        // tables pick their places by the lower bits
        self.0.rotate_left(32)
    }
}

/// The offices we know and their names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offices {
    /// Canonical names by the key of each name.
    exact: HashMap<String, String, BuildHasherDefault<NameHasher>>,
    /// Endings that name the office whatever stands before them, with the canonical name.
    endings: Vec<(String, String)>,
}

impl Offices {
    /// The offices of the library's own table.
    pub(crate) fn builtin() -> &'static Self {
        static TABLE: LazyLock<Offices> = LazyLock::new(|| {
            let mut offices = Offices::default();
            offices.extend(BUILTIN);
            offices
        });
        &TABLE
    }

    /// Adds the rows of a table as `data/lexicon/offices.tsv`; a later row wins over an earlier one.
    pub(crate) fn extend(&mut self, tsv: &str) {
        for row in rows(tsv) {
            let Some(name) = row.first().copied().filter(|name| !name.is_empty()) else {
                continue;
            };
            let aliases = row.get(1).copied().unwrap_or_default().split_whitespace();
            let ends = row.get(2) == Some(&"end");
            for alias in std::iter::once(name).chain(aliases) {
                let key = key(alias);
                if ends {
                    self.endings.push((key.to_string(), name.to_owned()));
                }
                self.exact.insert(key.into_owned(), name.to_owned());
            }
        }
    }

    /// Whether `name`, without place and level, is a name of the tables.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.exact.contains_key(key(name).as_ref())
    }

    /// The canonical name; see [`canonical`].
    pub(crate) fn canonical(&self, name: &str, places: &[&str]) -> String {
        let head = head(name);
        if head.len() > LONGEST && head.chars().count() > LONGEST || is_post(head) {
            return head.to_owned();
        }
        let mut bare = head;
        loop {
            if let Some(office) = self.find(bare) {
                return office.to_owned();
            }
            let next = strip_front(bare, places);
            if next.len() == bare.len() {
                break;
            }
            bare = next;
        }
        let known = self.with_foreign_place(bare).or_else(|| self.by_ending(bare));
        known.map_or_else(|| tidy(head, bare), str::to_owned)
    }

    /// The office of a name without place and level, or of a branch (X分局, X局Y分局, X支队Y大队).
    fn find(&self, bare: &str) -> Option<&str> {
        if let Some(office) = self.exact.get(key(bare).as_ref()) {
            return Some(office);
        }
        let whole = branch(bare)?;
        match self.exact.get(key(&whole).as_ref()) {
            Some(office) => Some(office),
            None => self.by_ending(&whole),
        }
    }

    /// The office behind a place that the plan did not tell: 沂源县科技局, 罗庄公安分局.
    fn with_foreign_place(&self, bare: &str) -> Option<&str> {
        let starts: Vec<usize> = bare.char_indices().map(|(at, _)| at).collect();
        let after_level = |&&at: &&usize| {
            let (before, rest) = bare.split_at(at);
            before.chars().count() >= 3 && Level::ends(before) && self.find(rest).is_some()
        };
        if let Some(&at) = starts.iter().take(10).find(after_level) {
            return self.find(&bare[at..]);
        }
        // a place of two to four characters stands straight before a branch only
        let branch_after = |&&at: &&usize| branch(&bare[at..]).is_some_and(|whole| self.knows(&whole));
        let at = starts.iter().skip(2).take(3).find(branch_after)?;
        self.find(&bare[*at..])
    }

    /// The office of the longest ending that fits.
    fn by_ending(&self, bare: &str) -> Option<&str> {
        let key = key(bare);
        let fits = self.endings.iter().filter(|(ending, _)| key.ends_with(ending.as_str()));
        fits.max_by_key(|(ending, _)| ending.len()).map(|(_, office)| office.as_str())
    }
}

/// The name without a bracket behind it and quotation marks around it.
fn head(name: &str) -> &str {
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"'));
    match name.find(['(', '（', '[', '〔', '【']) {
        Some(at) if at > 0 => name[..at].trim_end(),
        _ => name,
    }
}

/// What makes two spellings of a name equal: joining words dropped, 委员会 and 办公室 short.
fn key(name: &str) -> Cow<'_, str> {
    // most names are their own key
    let Some(first) = first_to_change(name) else {
        return Cow::Borrowed(name);
    };
    let mut key = String::with_capacity(name.len());
    key.push_str(&name[..first]);
    let mut rest = &name[first..];
    while let Some(c) = rest.chars().next() {
        let (taken, kept) = if rest.starts_with("委员会") {
            ("委员会".len(), "委")
        } else if rest.starts_with("办公室") {
            ("办公室".len(), "办")
        } else if matches!(c, '和' | '与' | '及' | '、' | '“' | '”') {
            (c.len_utf8(), "")
        } else {
            (c.len_utf8(), &rest[..c.len_utf8()])
        };
        key.push_str(kept);
        rest = &rest[taken..];
    }
    Cow::Owned(key)
}

/// Where the first word stands that the key of a name has not, or has short.
fn first_to_change(name: &str) -> Option<usize> {
    static SPECIAL: LazyLock<CharSet> = LazyLock::new(|| CharSet::new("委办和与及、“”".chars()));
    let mut from = 0;
    loop {
        let at = SPECIAL.find(name, from)?;
        let rest = &name[at..];
        if !rest.starts_with(['委', '办']) || rest.starts_with("委员会") || rest.starts_with("办公室") {
            return Some(at);
        }
        from = at + '委'.len_utf8();
    }
}

/// Whether it is the title of a person (常务副县长), not a body.
fn is_post(name: &str) -> bool {
    const POSTS: [&str; 12] =
        ["县长", "区长", "市长", "旗长", "镇长", "乡长", "局长", "书记", "主任", "主席", "部长", "秘书长"];
    // all posts end in one of these
    let may_hold = name.chars().any(|c| matches!(c, '长' | '记' | '任' | '席'));
    may_hold && POSTS.iter().any(|post| name.contains(post))
        || ["常委", "同志", "领导"].iter().any(|post| name.ends_with(post))
}

/// The name without what stands first: a place, a level, the committee or government that it belongs to.
fn strip_front<'a>(name: &'a str, places: &[&str]) -> &'a str {
    let stripped = ["中共", "国家税务总局", "中国"]
        .iter()
        .find_map(|word| name.strip_prefix(word))
        .or_else(|| places.iter().find_map(|place| place::strip(name, place)))
        .or_else(|| Level::strip(name))
        .or_else(|| strip_owner(name));
    match stripped {
        Some(rest) if rest.chars().nth(1).is_some() && !place::is_township(rest) => rest,
        _ => name,
    }
}

/// The name without the body that it is a part of: 委组织部 (of 县委组织部), 工委宣传部, 政府督查室, 直机关工委.
fn strip_owner(name: &str) -> Option<&str> {
    const OWNERS: [&str; 6] = ["党工委", "工委", "委", "人民政府", "政府", "管委会"];
    let rest = OWNERS.iter().find_map(|owner| name.strip_prefix(owner))?;
    let is_part = ["部", "办", "办公室", "局", "室", "委", "党校", "中心"].iter().any(|end| rest.ends_with(end));
    (is_part && !rest.starts_with("会")).then_some(rest)
}

/// The office whose branch it is: 生态环境分局, 生态环境局沂源分局 → 生态环境局; 公安局交警支队沂源大队 → 公安局交警大队.
fn branch(name: &str) -> Option<String> {
    const PAIRS: [(&str, &str); 5] =
        [("局", "分局"), ("支队", "大队"), ("总队", "大队"), ("中心", "分中心"), ("中心", "管理部")];
    // most names are told from those of branches by how they end
    match name.chars().next_back()? {
        '局' if name.ends_with("分局") => {}
        '队' | '心' | '部' | '行' | '司' => {}
        _ => return None,
    }
    for (whole, part) in PAIRS {
        let Some(before) = name.strip_suffix(part) else {
            continue;
        };
        // the whole and, within a place's length behind it, the part
        if let Some(at) = before.rfind(whole).filter(|&at| at > 0) {
            let place = &before[at + whole.len()..];
            if (1..=8).contains(&place.chars().count()) {
                let end = if whole == "支队" || whole == "总队" { "大队" } else { whole };
                return Some(format!("{}{end}", &before[..at]));
            }
        }
    }
    if let Some(stem) = name.strip_suffix("分局") {
        return (stem.chars().count() >= 2).then(|| format!("{stem}局"));
    }
    bank(name).or_else(|| carrier(name))
}

/// The carrier whose branch it is: 中国移动青岭分公司 → 移动公司.
fn carrier(name: &str) -> Option<String> {
    let before = name.strip_suffix("分公司")?;
    let carrier = ["移动", "联通", "电信", "铁塔", "邮政"].iter().find(|word| before.contains(*word))?;
    Some(format!("{carrier}公司"))
}

/// The bank whose branch it is: 人民银行兖州支行, 人行竹岭县支行 → 人民银行, 人行.
fn bank(name: &str) -> Option<String> {
    let before = name.strip_suffix("支行").or_else(|| name.strip_suffix("分行"))?;
    let (at, word) = ["银行", "人行", "工行", "农行", "建行", "中行", "农发行", "农商行"]
        .iter()
        .find_map(|word| before.rfind(word).map(|at| (at, *word)))?;
    let bank = &before[..at + word.len()];
    Some(bank.strip_prefix("中国").filter(|rest| *rest != "银行").unwrap_or(bank).to_owned())
}

/// What is left of a name that no table knows, in its short form; the whole name where too little is left.
fn tidy(head: &str, bare: &str) -> String {
    let name = if bare.chars().count() < 2 { head } else { bare };
    for (township, ends) in [("镇", "人民政府"), ("镇", "政府"), ("乡", "人民政府"), ("乡", "政府"), ("街道", "办事处")]
    {
        if let Some(stem) = name.strip_suffix(ends).filter(|stem| stem.ends_with(township)) {
            return stem.to_owned();
        }
    }
    if let Some(stem) = name.strip_suffix("街道办").or_else(|| name.strip_suffix("街办")) {
        return format!("{stem}街道");
    }
    if let Some(stem) = name.strip_suffix("管理委员会") {
        return format!("{stem}管委会");
    }
    if let Some(stem) = name.strip_suffix("委员会").filter(|stem| !stem.ends_with(['村', '居', '民'])) {
        return format!("{stem}委");
    }
    if let Some(stem) = name.strip_suffix("办公室").filter(|stem| stem.chars().count() >= 2) {
        return format!("{stem}办");
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_belongs_to_one_office() {
        let mut seen: HashMap<String, String> = HashMap::new();
        let mut twice = Vec::new();
        for row in rows(BUILTIN) {
            let aliases = row.get(1).copied().unwrap_or_default().split_whitespace();
            for alias in std::iter::once(row[0]).chain(aliases) {
                let other = seen.insert(key(alias).into_owned(), row[0].to_owned());
                if let Some(other) = other.filter(|other| other != row[0]) {
                    twice.push(format!("{alias}: {other}, {}", row[0]));
                }
            }
        }
        assert!(twice.is_empty(), "names of two offices: {twice:#?}");
        assert!(seen.len() > 600, "the table is there: {}", seen.len());
    }

    #[test]
    fn names_lead_to_offices() {
        let table = include_str!("../tests/cases/offices.tsv");
        let (mut cases, mut wrong) = (0, Vec::new());
        for row in rows(table) {
            let places: Vec<&str> = row.get(2).copied().unwrap_or_default().split_whitespace().collect();
            let office = canonical(row[0], &places);
            if office != row[1] {
                wrong.push(format!("{} in {places:?} is {office}, not {}", row[0], row[1]));
            }
            cases += 1;
        }
        assert!(cases > 100 && wrong.is_empty(), "{cases} cases, wrong: {wrong:#?}");
    }

    #[test]
    fn rows_of_a_caller_win() {
        let mut offices = Offices::builtin().clone();
        offices.extend("花卉产业发展中心\t花卉中心 花中心\n");
        assert_eq!(offices.canonical("县花卉中心", &[]), "花卉产业发展中心");
        assert_eq!(offices.canonical("县花木局", &[]), "花木局");
    }
}
