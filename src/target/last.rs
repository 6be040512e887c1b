//! Reads numbers that stand after their noun: 新增汽车充电桩820个, 覆盖率达到95%以上.

use super::head::{self, Left, Right, Verb};
use super::indicator::PER_HEAD;
use super::place::{Draft, Place, Previous};
use super::reader::Reader;
use super::words::{Class, Link, Listed};
use crate::model::{Bound, Measure, Reason};
use crate::quantity::Form;

/// Words of bound that state a level, unlike 不少于.
const CAPS: &[&str] = &["超过", "突破", "超", "控制在", "大于", "高于", "低于", "逾"];

impl Reader<'_> {
    /// 新增汽车充电桩820个; 覆盖率达到95%以上; 同比增长8%左右.
    pub(super) fn number_last(
        &self,
        p: &Place<'_, '_>,
        mut left: Left<'_>,
        right: &Right<'_>,
    ) -> Result<Draft, Reason> {
        if let Some(draft) = self.verb_alone(p, &left, right) {
            return Ok(draft);
        }
        self.inner_verb(&mut left);
        let passes = self.passes(p, &mut left, right)?;
        let plain = left.verb.is_none() && left.change.is_none() && right.link.is_none();
        // 其中良种推广4万亩: it is done, whatever stands before
        let done =
            self.words.last_action(left.noun).is_some_and(|(word, class)| class == Class::Make && word.len() > 3);
        let parallel = p.previous.filter(|_| plain && !done && !matches!(p.bound(), "控制在" | "突破" | "超过"));
        let linked = right.link.is_some_and(|l| l != Link::None) || !p.item.q.bound_before.is_empty() || passes;
        let unit = self.unit_last(p, left.noun, linked)?;
        let measure = self.measure(p, &left, right, parallel);
        let (indicator, carried) = self.indicator(p, &left, right, &measure)?;
        // a title says what is counted: 城镇新增就业。不少于500人
        let titled = left.noun.is_empty() && !carried && right.link.is_none() && measure == Measure::Level;
        let flows = titled && self.words.tail(&indicator).is_some_and(|(_, tail)| tail.flow);
        let measure = if flows { Measure::Flow } else { measure };
        let focus = left.verb.is_some_and(|v| v.class == Class::Focus);
        let committed = left.verb.is_some() || linked || parallel.is_some() || left.change.is_some() || p.is_hedged();
        if focus && !linked || !committed && !p.closes() {
            return Err(Reason::ExistingSet);
        }
        // 6亩以下的宗地: a cap behind the number alone restricts, it promises nothing
        let capped = p.item.q.bound == Bound::AtMost && !linked && left.verb.is_none() && left.change.is_none();
        if capped && !p.is_relative() && self.words.tail(left.noun).is_none() {
            return Err(Reason::Threshold);
        }
        if indicator.is_empty() {
            return Err(Reason::Unclassified);
        }
        let start = match (p.previous.filter(|_| carried), left.verb) {
            (Some(previous), _) => previous.quote_start,
            (_, Some(verb)) => p.from + verb.at,
            _ => p.from + left.change.map_or(left.at, |c| c.at),
        };
        let rule = match (&measure, carried) {
            (Measure::Growth, _) => "thing_grows",
            (Measure::Gap, _) => "gap",
            (_, true) => "carried_thing",
            _ if linked => "thing_reaches_number",
            _ => "thing_number",
        };
        let changes = matches!(measure, Measure::Growth | Measure::Gap);
        let verb = if changes { left.change.or(left.verb) } else { left.verb.or(left.change) };
        let mut draft = Draft::new(rule, indicator, unit, measure, start..p.item.span.end);
        draft.bound = passes.then_some(Bound::AtLeast);
        draft.fall = changes && self.is_fall(&left, right, parallel);
        draft.action = verb.map(|v| v.word.to_owned()).or_else(|| parallel.and_then(|x| self.inherited(x)));
        let same_period = || p.lead.contains("同比").then(|| "同比".to_owned());
        draft.baseline = right.baseline.map(str::to_owned).or_else(same_period);
        draft.reference = right.reference.map(str::to_owned);
        Ok(draft)
    }

    /// Takes 过 off a noun that passes its number (粮食总产过5亿斤); what it restricts is no target (营业收入过亿元企业).
    fn passes(&self, p: &Place<'_, '_>, left: &mut Left<'_>, right: &Right<'_>) -> Result<bool, Reason> {
        let Some(noun) = left.noun.strip_suffix('过') else { return Ok(false) };
        if !p.closes() {
            return Err(Reason::Threshold);
        }
        let passes = right.link.is_none() && self.words.tail(noun).is_some();
        left.noun = if passes { noun } else { left.noun };
        Ok(passes)
    }

    /// The unit; 元 for a large number of what is measured in money (财政收入达到30亿).
    fn unit_last(&self, p: &Place<'_, '_>, noun: &str, linked: bool) -> Result<String, Reason> {
        let q = p.item.q;
        if q.unit.is_empty() && q.min >= 10_000.into() && self.words.tail(noun).is_some() {
            return Ok("元".to_owned());
        }
        match (q.unit.is_empty(), p.closes()) {
            (true, false) => Err(Reason::Name),
            (true, true) if !linked => Err(Reason::Unclassified),
            _ => Ok(q.unit.to_string()),
        }
    }

    /// Whether a change is a fall.
    fn is_fall(&self, left: &Left<'_>, right: &Right<'_>, parallel: Option<&Previous>) -> bool {
        matches!(right.link, Some(Link::Down | Link::Below))
            || left.change.is_some_and(|c| c.class == Class::Down)
            || parallel.is_some_and(|x| x.fall && left.noun.is_empty())
            || left.noun.ends(&self.words.nouns.falls)
    }

    /// 新建高标准农田3.5万亩,改造提升2万亩: a verb alone, whose object the target before names.
    fn verb_alone(&self, p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>) -> Option<Draft> {
        let q = p.item.q;
        let previous = p.previous?;
        // 2023年先行撤并4所
        let alone = left.verb.is_none() && left.at > 0 && right.link.is_none();
        let verb = match left.verb {
            _ if alone => left.noun,
            // 其中新建4万亩
            Some(verb) if left.noun.is_empty() && p.lead.contains("其中") => verb.word,
            _ => p.lead.trim_start_matches([',', '、', '和', '并', '(']),
        };
        let class = self.words.actions.get(verb)?.means;
        let works = matches!(class, Class::Make | Class::Keep) && right.link != Some(Link::Level);
        if !works || p.is_relative() || &*q.dimension == "yuan" || *previous.dimension != *q.dimension {
            return None;
        }
        let action = previous.action.as_deref();
        let thing = self.same_unit(p).unwrap_or(&previous.indicator);
        // 关停取缔19家、整改提升15家
        let worked = self.words.last_action(thing).filter(|(_, class)| *class == Class::Keep).map(|(word, _)| word);
        let base = [action, Some(verb), worked].into_iter().flatten().find_map(|verb| thing.strip_suffix(verb));
        let same = thing == verb;
        // 分类处置, then 关停取缔19家
        let base = base.map(|base| base.strip_suffix("分类").unwrap_or(base)).filter(|base| !base.is_empty());
        let mut indicator = base.unwrap_or(thing).to_owned();
        if class == Class::Keep && !same {
            indicator.push_str(verb);
        }
        let unit = q.unit.to_string();
        let yearly = self.words.nouns.yearly.get(verb).is_some();
        let measure = if yearly { Measure::Level } else { Measure::Flow };
        let mut draft = Draft::new("carried_thing", indicator, unit, measure, previous.quote_start..p.item.span.end);
        draft.action = Some(verb.to_owned());
        Some(draft)
    }

    /// Finds a verb inside the text before a number: 在主城区新建口袋公园, A建设、新建B.
    fn inner_verb(&self, left: &mut Left<'_>) {
        let noun = left.noun;
        if noun.chars().count() < 4 {
            return;
        }
        // 在12个乡镇开展义诊
        let placed =
            noun.starts(&self.words.nouns.place) || left.placed || left.verb.is_some_and(|v| v.class == Class::Focus);
        let rate = self.words.tail(noun).is_some_and(|(_, tail)| !tail.flow);
        let mut depth = 0i32;
        for (i, c) in noun.char_indices() {
            match c {
                '“' | '(' | '《' => depth += 1,
                '”' | ')' | '》' => depth -= 1,
                _ => {}
            }
            // only verbs of two characters or more count
            if i == 0 || depth > 0 || !self.words.actions.may_start_long(&noun[i..]) {
                continue;
            }
            let Some((word, class)) = self.words.action(&noun[i..]) else { continue };
            let rest = &noun[i + word.len()..];
            let in_year = || ["每年", "年内"].iter().any(|time| noun[..i].ends_with(time));
            let pushed = class == Class::Push && in_year();
            // 以技改带动投资20亿元
            let led = class == Class::Lead && noun.starts_with('以') && !noun.starts_with("以上");
            let works = (matches!(class, Class::Make | Class::Keep | Class::Reach) || pushed || led) && word.len() > 3;
            if !works || rest.chars().count() < 2 || rest.starts_with(['的', '、', '率']) {
                continue;
            }
            let listed = noun[..i].ends_with('、');
            // 设立老年医学科的比例
            let share = noun.ends_with(['率', '例', '重', '比']);
            let strong = !share && (word.starts_with('新') || self.words.nouns.strong.get(word).is_some());
            let each = noun.starts_with('每') && class != Class::Reach;
            // 城镇新增就业: the verb is part of the name
            let named = word == "新增" && !placed && !listed && rest.chars().count() <= 2;
            // 县财政每年安排
            let timed = in_year() || ends_with_year(&noun[..i]);
            if !named && (each || timed || placed || listed && !rate || strong) {
                let inner = head::left(self.words, if led { rest } else { &noun[i..] });
                // 重点项目完成投资88亿元
                let bracket = noun[..i].strip_suffix(')').and_then(|stem| stem.rfind('('));
                let owner = noun[..bracket.unwrap_or(i)].trim_start_matches('的');
                let owned =
                    class == Class::Reach && self.words.is_bare(inner.noun) && owner.ends(&self.words.nouns.project);
                left.each = (each || owned).then(|| self.uncounted(owner));
                let at = left.at + i + if led { word.len() } else { 0 };
                left.verb = inner.verb.map(|v| Verb { at: v.at + at, ..v });
                left.at = at + inner.at;
                left.noun = inner.noun;
                return;
            }
        }
    }

    /// A noun without the count before it: 160个县级重点项目.
    fn uncounted<'t>(&self, noun: &'t str) -> &'t str {
        let rest = noun.trim_start_matches(|c: char| c.is_ascii_digit());
        let unit = self.words.numbers.units.prefix(rest).filter(|_| rest.len() < noun.len());
        unit.map_or(noun, |(word, _)| &rest[word.len()..])
    }

    /// What kind of quantity a number after its noun is.
    pub(super) fn measure(
        &self,
        p: &Place<'_, '_>,
        left: &Left<'_>,
        right: &Right<'_>,
        parallel: Option<&Previous>,
    ) -> Measure {
        let q = p.item.q;
        let distance = right.reference.is_some() && right.link != Some(Link::Level);
        if &*q.dimension == "points" || distance && matches!(&*q.dimension, "share" | "rank" | "multiple") {
            return Measure::Gap;
        }
        if p.is_relative() {
            return self.relative_measure(p, left, right, parallel);
        }
        if let Some(said) = said_measure(p, left, right).or_else(|| shared_measure(p, left, right, parallel)) {
            return said;
        }
        let tail = self.words.tail(left.noun).map(|(_, tail)| tail);
        let class = left.verb.map(|v| v.class);
        let level = right.link == Some(Link::Level) || CAPS.contains(&p.bound());
        let moves = matches!(right.link, Some(Link::Up | Link::Down | Link::New));
        let makes = matches!(class, Some(Class::Make | Class::Keep | Class::Lead | Class::Prefix | Class::Push));
        let stated = self.is_stated(p, left, right);
        // 转移就业5.8万人,其中省外1.9万人次
        let part =
            || left.verb.is_none() && p.lead.contains("其中") && parallel.is_some_and(|x| x.measure == Measure::Level);
        match tail {
            None if self.is_event(&q.unit) && !right.accumulated && !part() => Measure::Flow,
            // 争取资金累计超1亿元
            Some(tail) if tail.flow && matches!(&*q.dimension, "yuan" | "dollar") && class != Some(Class::Level) => {
                Measure::Flow
            }
            // 城镇新增就业累计2.4万人
            Some(tail) if tail.flow && right.word == "累计" => Measure::Flow,
            _ if stated => Measure::Level,
            _ if moves => Measure::Flow,
            // 完成“三改”面积50万平方米; but 完成播种面积
            Some(_)
                if class == Some(Class::Reach) && matches!(self.words.tail(left.noun), Some(("面积" | "里程", _))) =>
            {
                Measure::Flow
            }
            // 归集数据总量突破8亿条
            Some(tail) if level && !tail.flow && is_total(left.noun) => Measure::Level,
            _ if makes => Measure::Flow,
            _ if level => Measure::Level,
            Some(_) if is_size_of_output(p, left, right) => Measure::Flow,
            Some(tail) => tail.measure(),
            None if is_density(left.noun) || left.noun.starts(&self.words.nouns.standing) => Measure::Level,
            None => plain_measure(p, left, right, parallel),
        }
    }

    /// Whether the words around a number make it a state, whatever its noun is.
    fn is_stated(&self, p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>) -> bool {
        let q = p.item.q;
        let class = left.verb.map(|v| v.class);
        let verb = left.verb.map_or("", |v| v.word);
        let level = right.link == Some(Link::Level);
        // 入库项目保持在120个以上
        let stays = level && ["保持", "稳定", "维持"].iter().any(|stays| right.word.starts_with(stays));
        // 落实粮食播种面积18万亩
        let fixed = verb == "落实" && self.words.tail(left.noun).is_some_and(|(_, tail)| !tail.flow);
        // 累计建成12座, 累计上云企业1300家, not 累计开工45个
        let counts_all = match class {
            Some(Class::Make) => !verb.ends_with("开工"),
            None => &*q.dimension == "count" && !self.is_event(&q.unit),
            _ => false,
        };
        let reached = level || CAPS.contains(&p.bound());
        class == Some(Class::Level)
            || stays
            || fixed
            || reached && (class == Some(Class::Prefix) || right.accumulated)
            || left.accumulated && counts_all
    }

    /// Whether a share or multiple is a change or a state.
    fn relative_measure(
        &self,
        p: &Place<'_, '_>,
        left: &Left<'_>,
        right: &Right<'_>,
        parallel: Option<&Previous>,
    ) -> Measure {
        let q = p.item.q;
        // 增长6%,力争达到7%
        let goes_on = |x: &Previous| p.here || right.link.is_none() || p.is_hedged() && x.measure == Measure::Growth;
        if let Some(same) = parallel
            .or(p.previous.filter(|_| p.is_hedged()))
            .filter(|x| left.noun.is_empty() && left.change.is_none() && goes_on(x) && *x.dimension == *q.dimension)
        {
            return same.measure.clone();
        }
        let grows = q.form == Form::Doubling
            || matches!(right.link, Some(Link::Up | Link::Down | Link::New))
            || left.noun.ends(&self.words.nouns.change) && !left.noun.ends(&self.words.nouns.rate)
            || left.noun.ends(&self.words.nouns.falls)
            || left.change.is_some() && right.link != Some(Link::Level);
        if grows { Measure::Growth } else { Measure::Level }
    }
}

/// The measure that a word beside the number tells whatever the noun is.
fn said_measure(p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>) -> Option<Measure> {
    let per = |each: &str| ["每千", "每万", "每百"].iter().any(|word| each.starts_with(word));
    // 保持在人均25元
    let per_head = ["/千人", "/万人"].iter().any(|unit| p.item.q.unit.ends_with(unit))
        || PER_HEAD.iter().any(|head| p.lead.ends_with(head));
    if left.each.is_some_and(per)
        || per(left.noun)
        || per_head
        || right.word.ends_with('均') && right.link == Some(Link::Level)
    {
        return Some(Measure::Level);
    }
    // 生均公用经费小学720元; 户均增收 is brought about
    let average = left.noun.contains('均')
        && ["生均", "师均", "亩均", "户均", "人均"].iter().any(|each| left.noun.contains(each));
    let gains = left.noun.ends_with(['收', '加', '增']) || left.noun.contains(['增', '节', '减', '降']);
    let linked = matches!(right.link, Some(Link::Up | Link::Down | Link::New));
    let moves = linked || left.verb.is_some() || left.change.is_some();
    if average && !moves && !p.is_relative() && !gains {
        return Some(Measure::Level);
    }
    // 生均经费提高到600元
    let moved = right.word.ends_with(['到', '至']) && right.word.starts_with(['提', '增', '扩', '升', '降', '压']);
    let spent = ["投资", "资金", "外资"].iter().any(|money| left.noun.ends_with(money));
    if moved && right.link == Some(Link::Level) && !p.is_relative() && !spent {
        return Some(Measure::Level);
    }
    // 加装电梯30部,力争达到50部
    let more = |x: &&Previous| x.measure == Measure::Flow && x.action.is_some() && *x.dimension == *p.item.q.dimension;
    let goes_on = left.noun.is_empty() && left.verb.is_none() && p.is_hedged() && p.previous.filter(more).is_some();
    // 助餐点三年达到200个
    let reached = right.word == "达到"
        && !p.lead.contains("累计")
        && left.verb.is_none()
        && p.s.words.last_action(left.noun).is_none();
    let spans = right.spans && !reached;
    ((spans || goes_on) && !p.is_relative()).then_some(Measure::Flow)
}

/// The measure of totals that a year comes to, of what is made fewer, and of what shares its verb with the number before.
fn shared_measure(
    p: &Place<'_, '_>,
    left: &Left<'_>,
    right: &Right<'_>,
    parallel: Option<&Previous>,
) -> Option<Measure> {
    // 储能装机达到10万千瓦/20万千瓦时
    if p.lead == "/" {
        return p.previous.map(|x| x.measure.clone());
    }
    // 接待游客400万人次, 生猪出栏20万头: what a year comes to
    let worked = left.verb.is_none_or(|v| matches!(v.class, Class::Prefix | Class::Keep | Class::Reach));
    let herd = p.item.q.unit.starts_with(['头', '只', '羽', '匹']);
    let sold = || herd && left.noun.contains("出栏") || left.verb.is_some_and(|v| v.word == "出栏");
    if worked && !right.spans && (left.noun.ends(&p.s.words.nouns.yearly) || sold()) {
        return Some(Measure::Level);
    }
    // 减少贫困人口1.3万人
    if left.change.is_some() && right.link.is_none() {
        return Some(Measure::Flow);
    }
    // 新增光伏装机50万千瓦、风电装机30万千瓦
    let listed = p.here && p.lead.starts_with('、');
    if parallel.is_some_and(|x| {
        listed && x.measure == Measure::Flow && x.action.is_some() && x.dimension == p.item.q.dimension
    }) {
        return Some(Measure::Flow);
    }
    None
}

/// Whether an area is that of what the target before makes: 新建基地6个、面积1.1万亩.
fn is_size_of_output(p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>) -> bool {
    let made = |x: &Previous| x.measure == Measure::Flow && x.action.is_some();
    // 治理面积3400亩
    let works = ["治理", "改造", "整治", "修复", "复垦", "防治", "抚育"];
    let worked = left.noun.strip_suffix("面积").is_some_and(|work| works.iter().any(|word| work.ends_with(word)));
    let sized = matches!(left.noun, "面积" | "建筑面积") && p.previous.is_some_and(made);
    right.link.is_none() && (sized || worked && p.bound().is_empty())
}

/// The measure of a noun that tells none: that of the number before, of what is done each year, of a bound alone.
fn plain_measure(p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>, parallel: Option<&Previous>) -> Measure {
    match parallel.filter(|x| *x.dimension == *p.item.q.dimension) {
        _ if p.lead.contains("每年") && !p.lead.contains("每人每年") => Measure::Flow,
        // 项目总数达到85项,安全巡查2000人次
        Some(_) if !left.noun.is_empty() && p.item.q.unit.ends_with('次') && !p.lead.contains("其中") => {
            Measure::Flow
        }
        // 中小企业入库380家
        Some(_) if p.s.words.last_action(left.noun).is_some_and(|(word, _)| word.len() > 3) => Measure::Flow,
        Some(parallel) if parallel.measure == Measure::Level => Measure::Level,
        Some(_) => Measure::Flow,
        None if right.link == Some(Link::Reach) || left.noun.ends_with("工程") => Measure::Flow,
        // 中职招生不少于900人
        None if p.s.words.last_action(left.noun).is_some_and(|(word, _)| word.len() > 3) => Measure::Flow,
        None if !p.bound().is_empty() && left.verb.is_none() && left.change.is_none() => Measure::Level,
        None => Measure::Flow,
    }
}

/// Whether a noun says for how many its number stands: 每千名老年人拥有养老床位45张, 养老床位每千人45张.
fn is_density(noun: &str) -> bool {
    // 户均增收 is brought about
    let gains = noun.contains(['增', '节', '减', '降']);
    ["每", "人均", "户均"].iter().any(|each| noun.starts_with(each) && (*each == "每" || !gains))
        || ["每千", "每万", "每百"].iter().any(|each| noun.contains(each))
}

/// Whether a noun ends as a total does.
fn is_total(noun: &str) -> bool {
    ["总量", "总数", "总额", "总规模", "总人数"].iter().any(|total| noun.ends_with(total))
}

/// Whether text ends with a year: 县财政2023年.
fn ends_with_year(text: &str) -> bool {
    let rest = text.strip_suffix('年').unwrap_or("");
    rest.len() - rest.trim_end_matches(|c: char| c.is_ascii_digit()).len() == 4
}
