//! Names of places: their stems (沂源县 → 沂源), and how they stand before the name of a body.

/// What may follow a place's stem where the place is named in full.
const SUFFIXES: [&str; 12] = ["自治县", "自治州", "自治旗", "自治区", "地区", "省", "市", "县", "区", "旗", "盟", "州"];

/// Peoples that the full names of autonomous places tell (彭水苗族土家族自治县).
const PEOPLES: [&str; 50] = [
    "土家族",
    "朝鲜族",
    "达斡尔族",
    "鄂伦春族",
    "鄂温克族",
    "哈萨克族",
    "柯尔克孜族",
    "塔吉克族",
    "锡伯族",
    "俄罗斯族",
    "维吾尔族",
    "哈尼族",
    "拉祜族",
    "布依族",
    "仡佬族",
    "仫佬族",
    "毛南族",
    "独龙族",
    "傈僳族",
    "普米族",
    "景颇族",
    "布朗族",
    "纳西族",
    "东乡族",
    "保安族",
    "撒拉族",
    "裕固族",
    "德昂族",
    "阿昌族",
    "基诺族",
    "蒙古族",
    "苗族",
    "回族",
    "满族",
    "壮族",
    "侗族",
    "彝族",
    "白族",
    "傣族",
    "瑶族",
    "畲族",
    "佤族",
    "羌族",
    "藏族",
    "土族",
    "黎族",
    "水族",
    "怒族",
    "哈萨克",
    "各族",
];

/// The stems of the place names in a jurisdiction, the smallest place first where it is named last.
///
/// `济宁市兖州区` gives `济宁` and `兖州`; a name of two characters (泾县, 城区) stays whole.
pub(crate) fn places_of(jurisdiction: &str) -> Vec<&str> {
    let mut places = Vec::new();
    let (mut start, mut rest) = (0, jurisdiction);
    while let Some((stem, end)) = next_place(rest) {
        let stem = without_people(stem);
        places.push(if stem.chars().nth(1).is_some() { stem } else { &rest[..end] });
        start += end;
        rest = &jurisdiction[start..];
    }
    if places.is_empty() && jurisdiction.chars().nth(1).is_some() {
        places.push(jurisdiction);
    }
    places
}

/// The first place of `text`: its stem, and where its suffix ends.
fn next_place(text: &str) -> Option<(&str, usize)> {
    for (at, _) in text.char_indices().skip(1) {
        let Some(suffix) = SUFFIXES.iter().find(|suffix| text[at..].starts_with(**suffix)) else {
            continue;
        };
        // 州 ends many stems (兖州), and a name of one character is only whole at the end (泾县)
        let end = at + suffix.len();
        let long_enough = text[..at].chars().nth(1).is_some() || end == text.len();
        if *suffix != "州" && long_enough && !SUFFIXES.contains(&&text[end..]) {
            return Some((&text[..at], end));
        }
    }
    None
}

/// 彭水苗族土家族 → 彭水.
fn without_people(stem: &str) -> &str {
    // all of them end in one of these
    if !stem.contains(['族', '克']) {
        return stem;
    }
    let first = PEOPLES.iter().filter_map(|people| stem.find(people)).min();
    match first {
        Some(at) if at > 0 => &stem[..at],
        _ => stem,
    }
}

/// What follows the place at the start of `name`, with or without its 县, 区 or 市.
pub(crate) fn strip<'a>(name: &'a str, place: &str) -> Option<&'a str> {
    // a stem is a part of the place's name
    let first = name.chars().next()?;
    if place.chars().all(|c| c != first) {
        return None;
    }
    let stem = places_of(place).last().copied().unwrap_or(place);
    stem.chars().nth(1)?;
    let mut rest = name.strip_prefix(stem)?;
    while let Some(after) = PEOPLES.iter().find_map(|people| rest.strip_prefix(people)) {
        rest = after;
    }
    match SUFFIXES.iter().find_map(|suffix| rest.strip_prefix(suffix)) {
        // 沂源市场监管局: no 市 of its own
        Some(after) if !after.is_empty() && !Level::begins_a_word(rest) => Some(after),
        _ => Some(rest),
    }
}

/// Whether it is a township by its suffix alone, so that the place before belongs to its name (罗庄街道).
pub(crate) fn is_township(rest: &str) -> bool {
    const TOWNSHIPS: [&str; 9] = ["街道", "镇", "乡", "街道办", "街道办事处", "街办", "办事处", "镇人民政府", "镇政府"];
    TOWNSHIPS.contains(&rest)
}

/// The level of administration before a name: 县科技局, 区委组织部.
pub(crate) struct Level;

impl Level {
    /// Whether `text` ends with a level.
    pub(crate) fn ends(text: &str) -> bool {
        text.ends_with(['县', '区', '市', '旗', '州', '省'])
    }

    /// Whether a level starts `name`: whether [`Level::strip`] finds one.
    pub(crate) fn stands_before(name: &str) -> bool {
        name.starts_with(['县', '区', '市', '旗', '州', '省', '盟']) && !Self::begins_a_word(name)
    }

    /// What follows a level at the start of `name`; none where its first character belongs to a word (市场监管局).
    pub(crate) fn strip(name: &str) -> Option<&str> {
        if Self::begins_a_word(name) {
            return None;
        }
        let second = name.chars().nth(1);
        if !matches!(second, Some('级' | '属' | '直')) {
            return name.strip_prefix(['县', '区', '市', '旗', '州', '省', '盟']);
        }
        for level in ["县级", "区级", "市级", "县属", "区属", "市属", "县直", "区直", "市直"] {
            // 县直机关工委 keeps its 直
            if let Some(rest) = name.strip_prefix(level).filter(|rest| !rest.starts_with(['机', '属'])) {
                return Some(rest);
            }
        }
        name.strip_prefix(['县', '区', '市', '旗', '州', '省', '盟'])
    }

    /// Whether the first character looks like a level and is none: 市场, 市政, 市容, 市民, 区域, 区划, 县域.
    fn begins_a_word(name: &str) -> bool {
        if !name.starts_with(['市', '区', '县']) {
            return false;
        }
        let mut chars = name.chars();
        let (first, second, third) = (chars.next(), chars.next(), chars.next());
        match (first, second) {
            (Some('市'), Some('场' | '容' | '郊' | '值')) => true,
            // 市政府, 市政协, 市政法委, 市政务服务局 have a level
            (Some('市'), Some('政')) => !matches!(third, Some('府' | '协' | '法' | '务' | '数')),
            // 市民政局, 市民族宗教局, 市民宗局, 市民航局
            (Some('市'), Some('民')) => !matches!(third, Some('政' | '族' | '宗' | '航' | '革' | '盟' | '建')),
            (Some('区'), Some('域' | '划' | '块' | '位')) | (Some('县'), Some('域')) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(jurisdiction: &str, expected: &[&str]) {
        assert_eq!(places_of(jurisdiction), expected, "{jurisdiction}");
    }

    #[test]
    fn places_lose_their_suffixes() {
        check("沂源县", &["沂源"]);
        check("济宁市兖州区", &["济宁", "兖州"]);
        check("兖州区", &["兖州"]);
        check("山东省德州市德城区", &["山东", "德州", "德城"]);
        check("彭水苗族土家族自治县", &["彭水"]);
        check("凉山彝族自治州西昌市", &["凉山", "西昌"]);
        check("荆州市沙市区", &["荆州", "沙市"]);
        check("泾县", &["泾县"]);
        check("晋城市城区", &["晋城", "城区"]);
        check("喀什地区疏附县", &["喀什", "疏附"]);
        check("津市市", &["津市"]);
        check("乐山市市中区", &["乐山", "市中"]);
        check("敖汉旗", &["敖汉"]);
        check("", &[]);
    }

    #[test]
    fn places_leave_the_name_behind_them() {
        assert_eq!(strip("沂源县供电公司", "沂源"), Some("供电公司"));
        assert_eq!(strip("沂源市场监管局", "沂源"), Some("市场监管局"));
        assert_eq!(strip("罗庄区科技局", "罗庄区"), Some("科技局"));
        assert_eq!(strip("沂河源专班", "沂源"), None);
    }

    #[test]
    fn levels_are_no_part_of_words() {
        assert_eq!(Level::strip("区科技局"), Some("科技局"));
        assert_eq!(Level::strip("市场监管局"), None);
        assert_eq!(Level::strip("市政府办"), Some("政府办"));
        assert_eq!(Level::strip("市政园林局"), None);
        assert_eq!(Level::strip("市民政局"), Some("民政局"));
    }
}
