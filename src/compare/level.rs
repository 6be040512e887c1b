//! Levels of government in an indicator: 省级, 市级以上, 国家和省市级, 省市县.

/// The levels from the county up; each word stands for one.
const LEVELS: [(char, &str); 4] = [('县', "县级"), ('市', "市级"), ('省', "省级"), ('国', "国家级")];

/// Levels read at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Levels {
    /// The levels, each in its standard form; 市级以上 is 市级, 省级 and 国家级.
    pub(super) levels: Vec<&'static str>,
    /// Length of what was read, in bytes.
    pub(super) len: usize,
}

/// Reads levels at the start of `text`; a bare 省 or 市 counts only among several or where `opens` says that it opens
/// the indicator, because 市场 and 县道 are no levels.
pub(super) fn levels(text: &str, opens: bool) -> Option<Levels> {
    let (mut found, mut len, mut marked) = (Vec::new(), 0, false);
    while let Some((at, width, is_marked)) = level(&text[len..]) {
        found.push(at);
        len += width;
        marked |= is_marked;
        let joint = joint(&text[len..]);
        if joint == 0 || level(&text[len + joint..]).is_none() {
            if level(&text[len..]).is_none() {
                break;
            }
        } else {
            len += joint;
        }
    }
    let lowest = found.iter().copied().min()?;
    let above = ["及以上", "以上", "或以上"].iter().find(|above| text[len..].starts_with(**above));
    let alone = found.len() == 1 && !marked && above.is_none();
    if alone && !(opens && stands_alone(&text[len..])) {
        return None;
    }
    if let Some(above) = above {
        len += above.len();
        found.extend(lowest..LEVELS.len());
    }
    found.sort_unstable();
    found.dedup();
    let levels = found.into_iter().filter_map(|at| Some(LEVELS.get(at)?.1)).collect();
    Some(Levels { levels, len })
}

/// One level at the start of `text`: its place in [`LEVELS`], its length, and whether 级 marks it.
fn level(text: &str) -> Option<(usize, usize, bool)> {
    let forms: [(&str, usize); 10] = [
        ("国家", 3),
        ("省部", 2),
        ("自治区", 2),
        ("地市", 1),
        ("旗", 0),
        ("省", 2),
        ("市", 1),
        ("州", 1),
        ("县", 0),
        ("区", 0),
    ];
    let (form, at) = forms.into_iter().find(|(form, _)| text.starts_with(form))?;
    let rest = &text[form.len()..];
    if rest.starts_with('级') {
        return Some((at, form.len() + '级'.len_utf8(), true));
    }
    // 区域, 省外 and the like are words of their own
    let goes_on = rest.starts_with(|c| "内外域际会份长场民政道城直辖块".contains(c));
    (!goes_on).then_some((at, form.len(), form == "国家"))
}

/// Length of what joins two levels at the start of `text`; 0 where nothing does.
fn joint(text: &str) -> usize {
    text.chars().next().filter(|c| "、和及与或/".contains(*c)).map_or(0, char::len_utf8)
}

/// Whether `rest` after a bare level reads on as a noun of its own.
fn stands_alone(rest: &str) -> bool {
    rest.chars().count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let read = levels(text, true);
        let printed = read.map(|l| format!("{}|{}", l.levels.join(" "), &text[l.len..])).unwrap_or_default();
        assert_eq!(printed, expected, "{text}");
    }

    #[test]
    fn levels_are_read_with_all_that_they_include() {
        check("省级创新平台", "省级|创新平台");
        check("市级以上创新平台", "市级 省级 国家级|创新平台");
        check("市级及以上重点实验室", "市级 省级 国家级|重点实验室");
        check("国家级、省级创新平台", "省级 国家级|创新平台");
        check("国家和省市级重点人才", "市级 省级 国家级|重点人才");
        check("省市县重大项目", "县级 市级 省级|重大项目");
        check("省、市级科技进步奖", "市级 省级|科技进步奖");
        check("省一企一技术研发中心", "省级|一企一技术研发中心");
        check("区级以上示范社", "县级 市级 省级 国家级|示范社");
    }

    #[test]
    fn words_that_only_begin_like_a_level_are_none() {
        for text in ["市场主体", "市政管网", "区域品牌", "省外资金", "县道", "国有企业", "创新平台", "省", ""]
        {
            check(text, "");
        }
    }
}
