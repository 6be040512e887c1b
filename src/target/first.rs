//! Reads numbers that stand before their noun: 新增5家市级创新平台.

use super::head::{Left, Right, Verb};
use super::place::{Draft, LEVELS, Place, level_word, light_subject, trimmed};
use super::reader::Reader;
use super::words::{Class, Link, Listed};
use crate::model::{Measure, Reason};

/// A number before its noun, with what the text says around it.
struct Counted<'a> {
    p: &'a Place<'a, 'a>,
    left: &'a Left<'a>,
    right: &'a Right<'a>,
    noun: &'a str,
    verb: Option<Verb<'a>>,
    /// The noun as a thing and what it does: 企业上规.
    does: Option<(&'a str, &'a str)>,
}

/// Ends of a noun that tell what becomes of all it counts: 剩余的46个贫困村全部出列.
const DONE: &[&str] = &["出列", "退出", "脱贫", "摘帽"];

impl Reader<'_> {
    /// 新增5家市级创新平台; 70%的行政村收入达到20万元; 医疗废物100%安全处置.
    pub(super) fn number_first(&self, p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>) -> Result<Draft, Reason> {
        let q = p.item.q;
        let end = self.noun_end(p);
        let noun = &p.s.text[p.item.span.end..end];
        if &*q.dimension == "share" {
            return Ok(self.share(p, left, noun, end));
        }
        // 推动企业28家实施技术改造, as 推动28家企业实施技术改造
        let parted = left.verb.is_none() && !left.noun.is_empty() && self.words.nouns.light.get(left.noun).is_some();
        let whole = parted.then(|| format!("{}{noun}", left.noun));
        let noun = whole.as_deref().unwrap_or(noun);
        let before = if parted { right.text.strip_suffix(left.noun) } else { None };
        let last = self.verb_at_end(before.unwrap_or(right.text));
        let verb = last.filter(|v| left.noun.ends_with(v.word)).or(left.verb).or(last);
        let does = light_subject(self.words, noun.trim_start_matches('的'));
        let counted = Counted { p, left, right, noun, verb, does };
        let served = self.promised(&counted)?;
        let each = self.each(left.noun);
        let is_served = served.is_some();
        let mut indicator = served.unwrap_or_else(|| self.thing(&counted));
        if level_word(&indicator).is_some_and(|level| level == indicator) || indicator.ends_with('级') {
            indicator.push_str(self.shared_head(p));
        }
        if indicator.is_empty() {
            return Err(Reason::Unclassified);
        }
        // 将8个敬老院整合为3所区域中心, 对使用超过20年的17公里管网实施更新
        let merged = right.link == Some(Link::Level) && right.word.ends_with('为');
        let free = merged || parted || is_served && left.noun.ends_with('的');
        let qualifier = each.unwrap_or_else(|| if free { "" } else { self.qualifier(left.noun) });
        indicator.insert_str(0, qualifier.trim_end_matches(['的', '各']));
        let covered = p.s.text[p.clause.clone()].trim_end_matches(['”', '"']).ends_with("全覆盖");
        if covered {
            let thing = indicator.trim_end_matches('”').trim_end_matches("全覆盖");
            indicator = format!("{}覆盖{thing}", self.subject(p).unwrap_or_default());
        }
        // 20户以上自然村全覆盖
        if covered && !q.bound_after.is_empty() && verb.is_none() {
            return Err(Reason::Threshold);
        }
        let had =
            each.is_some() && (right.word == "有" || verb.is_some_and(|v| matches!(v.word, "拥有" | "配备" | "有")));
        let counts_all = left.accumulated && !self.is_event(&q.unit) && !verb.is_some_and(|v| v.word.ends_with("开工"));
        let measure = match is_served {
            _ if covered || had || counts_all => Measure::Level,
            true => Measure::Flow,
            false => measure_first(&counted),
        };
        let start = match verb {
            Some(v) => p.from + v.at,
            None if !left.noun.is_empty() => p.from + left.at,
            None => p.item.span.start,
        };
        let rule = if does.is_some() { "number_thing_does" } else { "verb_number_thing" };
        let inherited = || p.previous.filter(|_| left.noun.is_empty()).and_then(|x| self.inherited(x));
        let mut draft = Draft::new(rule, indicator, self.unit_first(&q.unit, noun), measure, start..end);
        draft.served = is_served;
        draft.action = verb.filter(|v| v.class != Class::Focus).map(|v| v.word.to_owned()).or_else(inherited);
        Ok(draft)
    }

    /// What a number before its noun says of those who are served, if it does; an error where nothing commits to it.
    fn promised(&self, counted: &Counted<'_>) -> Result<Option<String>, Reason> {
        let &Counted { p, left, noun, verb, .. } = counted;
        // 整合现有18所敬老院
        if left.noun.ends_with("现有") {
            return Err(Reason::ExistingSet);
        }
        let spent = self.spent(p, noun, left.verb);
        let unpaid = spent.is_none();
        let served = spent.or_else(|| self.served(p, left, noun));
        // 对使用超过20年的17.5公里管网实施更新
        let measured = matches!(&*p.item.q.dimension, "length" | "area");
        if unpaid && !(served.is_some() && measured) {
            self.size_first(p, noun, verb)?;
        }
        let committed = served.is_some() || self.is_committed(counted);
        if !committed || served.is_none() && verb.is_some_and(|v| v.class == Class::Focus) {
            return Err(Reason::ExistingSet);
        }
        let reached = verb.is_some_and(|v| matches!(v.class, Class::Reach | Class::Push));
        if reached && p.previous.is_none() && self.words.nouns.set.get(noun).is_some() {
            return Err(Reason::ExistingSet);
        }
        Ok(served)
    }

    /// The unit; one that is not printed is people where the noun counts them (1.2万农村人口), else money.
    fn unit_first(&self, unit: &str, noun: &str) -> String {
        match unit.is_empty() {
            true if noun.starts(&self.words.nouns.households) => "户".to_owned(),
            true if noun.holds(&self.words.nouns.people) => "人".to_owned(),
            true => "元".to_owned(),
            false => unit.to_owned(),
        }
    }

    /// The head that a list names only with its last member: 3个省级、8个市级重点项目.
    fn shared_head<'t>(&self, p: &Place<'t, '_>) -> &'t str {
        let Some(next) = p.next else { return "" };
        let rest = &p.s.text[next..p.clause.end];
        let level = LEVELS.iter().find_map(|level| rest.find(level).map(|at| at + level.len()));
        // 1个200亿级、2个百亿级产业集群
        let head = level.or_else(|| rest.find('级').map(|at| at + "级".len()));
        head.map_or("", |at| trimmed(self.words, &rest[at..], true))
    }

    /// The verb that the text before a number ends with.
    fn verb_at_end<'t>(&self, text: &'t str) -> Option<Verb<'t>> {
        let (word, class) = self.words.last_action(text)?;
        let at = text.len() - word.len();
        Some(Verb { word: &text[at..], class, at })
    }

    /// 每个乡镇 of 每个乡镇至少建成: a target for each of them.
    fn each<'t>(&self, noun: &'t str) -> Option<&'t str> {
        noun.strip_prefix('每')?;
        let verb = self.words.last_action(noun).map(|(word, _)| word);
        // 每个社区至少有1处
        let had = noun.ends_with("至少").then_some("");
        Some(noun[..noun.len() - verb.or(had)?.len()].trim_end_matches("至少"))
    }

    /// A short noun before the number that restricts the one after it: 建设城区5个综合养老中心.
    fn qualifier<'t>(&self, noun: &'t str) -> &'t str {
        let other =
            noun.ends_with(['等', '对', '给', '为']) || noun.contains('、') || self.words.last_action(noun).is_some();
        if other || noun.chars().count() > 10 { "" } else { noun }
    }

    /// Whether something commits to the number: a verb, a hedge, a bound, or the target before.
    fn is_committed(&self, counted: &Counted<'_>) -> bool {
        let &Counted { p, left, right, noun, verb, does } = counted;
        let with = || p.lead.ends_with(['与', '同']) && noun.holds(&self.words.nouns.joint);
        verb.is_some()
            || left.change.is_some()
            || right.link.is_some()
            || !p.item.q.bound_before.is_empty()
            || p.previous.is_some() && left.noun.is_empty()
            || p.is_hedged()
            || does.is_some()
            || DONE.iter().any(|done| noun.ends_with(done))
            || with()
            || self.shares_predicate(p)
    }

    /// Whether what the last member of a list does is done by all: 20户贫困户、2个贫困村要全部脱贫退出.
    fn shares_predicate(&self, p: &Place<'_, '_>) -> bool {
        let (start, end) = (p.item.span.end, p.clause.end);
        let listed = p.next.filter(|next| p.s.text[start..*next].ends_with('、'));
        listed.is_some_and(|next| light_subject(self.words, &p.s.text[next..end]).is_some())
    }

    /// Sorts out what a number before its noun says of size: an amount is a target where it is money to be spent or something made.
    fn size_first(&self, p: &Place<'_, '_>, noun: &str, verb: Option<Verb<'_>>) -> Result<(), Reason> {
        let q = p.item.q;
        let thing = trimmed(self.words, noun, true);
        if q.unit.is_empty() && q.min < 1000.into() {
            return Err(Reason::Name);
        }
        if &*q.dimension == "count" {
            // 500张床位的中医院新院区, 规划48个班
            let planned = verb.is_some_and(|v| matches!(v.word, "规划" | "设计" | "设"));
            let house = self.words.nouns.capacity.prefix(noun).map(|(word, ())| &noun[word.len()..]);
            let capacity = house.is_some_and(|rest| rest.starts_with('的') || rest.is_empty() && planned);
            if capacity {
                return Err(Reason::ProjectSize);
            }
            let product = self.words.nouns.goods.get(&q.unit).is_some() && thing.ends(&self.words.nouns.plant);
            return if product { Err(Reason::ProjectSize) } else { Ok(()) };
        }
        let restricts = !q.bound_after.is_empty() || p.lead.ends_with('过');
        // 解决1.2万农村人口饮水: the noun is the unit
        if q.unit.is_empty() && (noun.holds(&self.words.nouns.people) || noun.starts(&self.words.nouns.households)) {
            return Ok(());
        }
        if &*q.dimension == "yuan" || q.unit.is_empty() {
            let money = thing.ends(&self.words.nouns.money) || thing.starts(&self.words.nouns.money);
            return match (money, restricts) {
                (true, _) => Ok(()),
                (false, true) => Err(Reason::Threshold),
                (false, false) => Err(Reason::ProjectSize),
            };
        }
        let quality = matches!(&*q.dimension, "age" | "voltage" | "score" | "data" | "storage" | "computing");
        if quality || restricts && verb.is_none_or(|v| v.class != Class::Make) {
            return Err(Reason::Threshold);
        }
        let made = verb
            .is_some_and(|v| matches!(v.class, Class::Make | Class::Keep | Class::Reach | Class::Down | Class::Level));
        // 严守40万亩耕地保有量和33万亩永久基本农田
        let listed =
            verb.is_none() && matches!(p.lead, "和" | "、" | "及") && p.previous.is_some_and(|x| x.action.is_some());
        let made = made || listed;
        let project = noun.contains("项目") || noun.ends_with("产能") || noun.contains("生产线");
        if !made || project && !matches!(&*q.dimension, "length" | "area") {
            return Err(Reason::ProjectSize);
        }
        Ok(())
    }

    /// A share before what it is a share of: 70%的行政村收入达到20万元, 存量信访积案95%以上息诉罢访.
    fn share(&self, p: &Place<'_, '_>, left: &Left<'_>, noun: &str, end: usize) -> Draft {
        let noun = noun.trim_start_matches('的');
        let alone = left.noun.is_empty();
        let indicator = match light_subject(self.words, noun).filter(|_| alone) {
            Some((thing, does)) => format!("{does}的{thing}"),
            None => format!("{}{}", left.noun, trimmed(self.words, noun, false)),
        };
        let start = if alone { p.item.span.start } else { p.from + left.at };
        let mut draft = Draft::new("share_does", indicator, p.item.q.unit.to_string(), Measure::Level, start..end);
        if alone {
            draft.end = p.item.span.end;
        }
        draft
    }

    /// Where the noun after a number ends: at the clause's end, before the next member of a list, before a second predicate.
    fn noun_end(&self, p: &Place<'_, '_>) -> usize {
        let (text, start) = (p.s.text, p.item.span.end);
        let mut end = p.clause.end;
        if let Some(next) = p.next {
            let between = &text[start..next];
            let joint = ["、", "以及", "和", "及", "与"].iter().find(|word| between.ends_with(**word));
            let at = match joint {
                Some(word) => Some(between.len() - word.len()),
                None => between.find('、').or_else(|| between.find('和')),
            };
            end = at.map_or(end, |at| start + at);
        }
        // 125个村庄(包括63个…): what the bracket counts is not part of the noun
        if text[start..end].ends_with(')')
            && let Some(open) = text[start..end].rfind('(').filter(|open| *open > 0)
            && text[start + open..end].contains(|c: char| c.is_ascii_digit())
        {
            end = start + open;
        }
        // 培育10家企业并…
        let second = text[start..end].find('并').filter(|at| *at > 3).map(|at| start + at);
        match second {
            Some(at) if !text[at..].starts_with("并网") && !p.s.is_quoted(at) => at,
            _ => end,
        }
    }

    /// The noun of a count as an indicator.
    fn thing(&self, counted: &Counted<'_>) -> String {
        let &Counted { noun, verb, does, .. } = counted;
        if let Some((thing, does)) = does {
            return format!("{}{thing}", does.strip_prefix('在').unwrap_or(does));
        }
        let pushed = verb.is_some_and(|v| matches!(v.class, Class::Push | Class::Reach));
        let thing = trimmed(self.words, noun.trim_start_matches('的'), pushed);
        match verb {
            // 带动3000户增收
            Some(v) if matches!(v.class, Class::Lead | Class::Prefix) => format!("{}{thing}", v.word),
            Some(v) if v.class == Class::Keep && !thing.ends_with(v.word) && thing.chars().count() <= 8 => {
                format!("{thing}{}", v.word)
            }
            _ => thing.to_owned(),
        }
    }
}

/// What kind of quantity a number before its noun is: an output, unless something says that it is a state.
fn measure_first(counted: &Counted<'_>) -> Measure {
    let &Counted { p, left, right, verb, does, .. } = counted;
    let parallel = p.previous.filter(|_| p.here && left.noun.is_empty());
    // 建立200家左右的企业培育库
    let store = counted.noun.starts_with('的') && counted.noun.ends_with('库');
    let level = match verb {
        _ if store => true,
        Some(v) => v.class == Class::Level,
        // 年内有6户企业上规
        None => {
            right.link == Some(Link::Level) && does.is_none() || parallel.is_some_and(|x| x.measure == Measure::Level)
        }
    };
    if level { Measure::Level } else { Measure::Flow }
}
