//! Writes out the indicator of a number after its noun, with what it shares with the target before.

use std::ops::Range;

use super::ReadTarget;
use super::head::{self, Left, Right};
use super::place::{Place, Previous, level_word, trimmed};
use super::reader::Reader;
use super::words::{Class, Link, Listed, Words};
use crate::model::{Measure, Reason};
use crate::quantity::Quantity;

/// Whom a number is counted for, right before it.
pub(super) const PER_HEAD: [&str; 7] = ["每千人", "每万人", "每百人", "每千名", "每百名", "每百户", "每千户"];

impl Reader<'_> {
    /// The indicator of a number after its noun; whether it took something from the target before.
    pub(super) fn indicator(
        &self,
        p: &Place<'_, '_>,
        left: &Left<'_>,
        right: &Right<'_>,
        measure: &Measure,
    ) -> Result<(String, bool), Reason> {
        let (mut indicator, carried) = self.named_indicator(p, left, right, measure)?;
        // 食品检验量达到每千人6批次
        if let Some(head) = PER_HEAD.iter().find(|head| p.lead.ends_with(**head) && !indicator.starts_with('每')) {
            indicator.insert_str(0, head);
        }
        Ok((indicator, carried))
    }

    /// The indicator as the text names it.
    fn named_indicator(
        &self,
        p: &Place<'_, '_>,
        left: &Left<'_>,
        right: &Right<'_>,
        measure: &Measure,
    ) -> Result<(String, bool), Reason> {
        let q = p.item.q;
        let noun = self.measured_noun(left.noun, measure);
        // 其余8家; 20家(上年17家)
        let stands_for = matches!(noun, "剩余" | "其余" | "余下" | "上年" | "去年");
        // 每年惠及1.2万人
        let serves = left.verb.filter(|v| v.class == Class::Lead && noun.is_empty() && p.previous.is_none());
        if let Some((verb, whom)) = serves.and_then(|verb| Some((verb, counted(&q.unit)?))) {
            return Ok((format!("{}{whom}", verb.word), false));
        }
        if noun.is_empty() || p.previous.is_some() && stands_for {
            return self.unnamed(p, measure).ok_or(Reason::Unclassified);
        }
        if let Some(found) = self.in_context(p, left, right, noun, measure) {
            return Ok(found);
        }
        let mut indicator = String::with_capacity(noun.len() + left.each.map_or(0, str::len));
        indicator.push_str(left.each.unwrap_or_default());
        // 注册志愿者人数占比: before a rate a verb restricts
        let restricts = left
            .verb
            .filter(|v| p.is_relative() && *measure == Measure::Level && matches!(v.class, Class::Make | Class::Keep));
        indicator.push_str(restricts.and_then(|v| right.text.get(v.at..)).unwrap_or(noun));
        // 占全县总人口45%
        let share_of = &*q.dimension == "share" && noun.contains('占') && !noun.ends_with(['重', '例', '比']);
        if right.word == "占" || share_of && right.link.is_none() {
            indicator.push_str("比例");
        }
        let kept = left.verb.filter(|v| v.class == Class::Keep && !indicator.ends_with(v.word));
        let flows = *measure == Measure::Flow && &*q.dimension != "yuan";
        if let Some(verb) = kept.filter(|verb| flows || self.words.nouns.yearly.get(verb.word).is_some()) {
            indicator.push_str(verb.word);
        }
        if let Some(previous) = p.previous {
            self.carry(p, left, previous, &mut indicator);
            indicator.push_str(self.whole(p, left, right, previous, &indicator));
        }
        Ok((indicator, false))
    }

    /// The indicator of a noun that is told by what stands around it; whether it took something from the target before.
    fn in_context(
        &self,
        p: &Place<'_, '_>,
        left: &Left<'_>,
        right: &Right<'_>,
        noun: &str,
        measure: &Measure,
    ) -> Option<(String, bool)> {
        // 其中新建投产入规的不少于9家
        if let Some(part) = self.restricted_part(p, right) {
            return Some((part, true));
        }
        // 增加值增长8%,占GDP比重达到5%
        if let Some(previous) = p.previous.filter(|_| noun.starts_with('占') && *measure != Measure::Growth) {
            let share = if noun.ends_with(['重', '例', '比']) { "" } else { "比例" };
            let whole = previous.indicator.split('占').next().unwrap_or_default();
            return Some((format!("{whole}{noun}{share}"), true));
        }
        let own = |name: Option<String>| name.map(|name| (name, false));
        own(self.in_full(noun).or_else(|| self.named_in_full(p, noun)))
            .or_else(|| own(self.headed(p, left, right, noun)))
            .or_else(|| self.of_each(p, right, noun))
            .or_else(|| own(self.part_of_set(p, left.verb.map_or(noun, |v| &right.text[v.at..]))))
            .or_else(|| own(self.class_rate(p, noun)))
            .or_else(|| self.verbal(p, left, noun))
            .or_else(|| left.each.is_none().then(|| self.bare(p, noun))?)
            .or_else(|| self.among(p, noun))
    }

    /// The indicator of a number that stands without a noun: that of the text before.
    fn unnamed(&self, p: &Place<'_, '_>, measure: &Measure) -> Option<(String, bool)> {
        let Some(previous) = p.previous else {
            return self.of_next(p).or_else(|| self.subject(p)).map(|subject| (subject, false));
        };
        // 招聘教师20名,高级教师比例逐年提高,2026年达到20%
        if let Some(moving) = self.moving(p, previous) {
            return Some((moving, false));
        }
        let q = p.item.q;
        let same = self.same_unit(p).map(str::to_owned);
        Some((same.unwrap_or_else(|| again(previous, q, measure)), true))
    }

    /// What the sentence counted in this unit so far: 改造小区86个、建筑面积102万平方米,其中2021年24个.
    pub(super) fn same_unit(&self, p: &Place<'_, '_>) -> Option<&str> {
        let q = p.item.q;
        let same = self.so_far(p).find(|read| &*q.dimension == "count" && read.unit == *q.unit);
        same.map(|read| read.indicator.as_str())
    }

    /// The targets of the sentence so far, the last first.
    fn so_far(&self, p: &Place<'_, '_>) -> impl Iterator<Item = &ReadTarget> {
        let start = p.s.range.start;
        self.targets().iter().rev().take_while(move |read| read.quote.start >= start)
    }

    /// A noun without the words that say how it is measured (增速, 占).
    fn measured_noun<'t>(&self, noun: &'t str, measure: &Measure) -> &'t str {
        let mut noun = noun.trim_end_matches(['的', '(', '"', ',']);
        // 窄路加宽(宽度不足4.5米的)38公里
        let bracket = noun.strip_suffix("的)").and_then(|stem| stem.rfind('(')).filter(|at| *at > 0);
        noun = bracket.map_or(noun, |at| &noun[..at]);
        // 审批时限在法定基础上压缩70%
        let base = noun.strip_suffix("基础上").and_then(|stem| stem.rfind('在')).filter(|at| *at > 0);
        noun = base.map_or(noun, |at| &noun[..at]);
        if *measure == Measure::Growth {
            let change = self.words.nouns.change.suffix(noun).or_else(|| self.words.nouns.falls.suffix(noun));
            noun = change.map_or(noun, |(word, ())| &noun[..noun.len() - word.len()]);
            for word in ["同比", "年均", "累计"] {
                noun = noun.strip_suffix(word).unwrap_or(noun);
            }
        }
        noun.strip_suffix('占').unwrap_or(noun)
    }

    /// An indicator that a verb is part of: 带动就业, 接待游客, 交流轮岗.
    fn verbal(&self, p: &Place<'_, '_>, left: &Left<'_>, noun: &str) -> Option<(String, bool)> {
        let Some(verb) = left.verb.filter(|v| matches!(v.class, Class::Lead | Class::Prefix)) else {
            // 培训教师5000人次,交流轮岗300人
            let (word, class) = self.words.action(noun)?;
            let rest = &noun[word.len()..];
            let only = class == Class::Keep && (rest.is_empty() || self.words.actions.get(rest).is_some());
            let owner = p
                .previous
                .filter(|_| only && left.verb.is_none())
                .and_then(|x| x.indicator.strip_suffix(x.action.as_deref()?));
            if let Some(owner) = owner {
                return Some((format!("{owner}{noun}"), true));
            }
            // under a title that says of what: 管网改造。2023年改造20公里
            let titled = self.subject(p).filter(|title| only && p.previous.is_none() && title.ends_with(noun))?;
            return Some((titled, false));
        };
        let own = format!("{}{noun}", verb.word);
        // a rate serves nobody: 漏损率降至10%,受益人口28万人
        match p.previous.filter(|x| verb.class == Class::Lead && x.dimension != "share") {
            Some(previous) => Some((format!("{}{own}", previous.indicator), true)),
            None => Some((own, false)),
        }
    }

    /// A class of what the target before counts: 其中护理型150张.
    fn among(&self, p: &Place<'_, '_>, noun: &str) -> Option<(String, bool)> {
        let previous = p.previous.filter(|x| *x.dimension == *p.item.q.dimension)?;
        let whole = &previous.indicator;
        // 省级企业技术中心3家、市级8家
        if level_word(noun) == Some(noun) {
            return Some((at_level(noun, whole), false));
        }
        // 农村幸福食堂50处、城区15处
        let areas = &self.words.nouns.area;
        if let Some((area, ())) = areas.prefix(whole).filter(|_| areas.get(noun).is_some() && p.here) {
            return Some((format!("{noun}{}", &whole[area.len()..]), false));
        }
        // 重点项目120个,其中省级项目6个
        let level = level_word(noun).filter(|level| whole.len() > noun.len() - level.len());
        let part = level.filter(|level| whole.ends_with(&noun[level.len()..]) && self.is_part(p));
        if let Some(level) = part {
            return Some((at_level(level, whole), false));
        }
        // 二级以上标准化企业48家,其中一级企业2家
        let grade = |text: &str| text.char_indices().take(3).find(|(_, c)| *c == '级').map(|(at, _)| at + "级".len());
        if let (Some(own), Some(of)) = (grade(noun), grade(whole))
            && own < noun.len()
            && whole.ends_with(&noun[own..])
            && self.is_part(p)
        {
            return Some((format!("{}{}", &noun[..own], whole[of..].trim_start_matches("以上")), false));
        }
        if !noun.ends_with(['级', '型', '内', '外']) {
            return None;
        }
        // 转移就业5.8万人,其中省外1.9万人
        if p.lead.contains("其中")
            && ["省", "县", "市", "州", "疆", "境"]
                .iter()
                .any(|area| ["内", "外"].iter().any(|side| noun.strip_suffix(side) == Some(area)))
        {
            return Some((format!("{noun}{whole}"), false));
        }
        let level = level_word(whole).map_or(0, str::len);
        let class = whole.find('级').filter(|at| *at <= 6 && level == 0).map_or(level, |at| at + "级".len());
        self.is_part(p).then(|| (format!("{noun}{}", &whole[class..]), false))
    }

    /// Whether 其中 stands before a number in its clause.
    fn is_part(&self, p: &Place<'_, '_>) -> bool {
        p.s.text[p.clause.start..p.item.span.start].contains("其中")
    }

    /// What the next member of a list names for both: 实现1850户、4200人稳定脱贫.
    fn of_next(&self, p: &Place<'_, '_>) -> Option<String> {
        let next = p.next.filter(|next| &p.s.text[p.item.span.end..*next] == "、")?;
        let rest =
            p.s.text[next..p.clause.end].trim_start_matches(|c: char| c.is_ascii_digit() || "万千百亿.".contains(c));
        let unit = self.words.numbers.units.prefix(rest).map_or(0, |(word, _)| word.len());
        let noun = trimmed(self.words, &rest[unit..], true);
        ((2..=16).contains(&noun.chars().count()) && !noun.contains(|c: char| c.is_ascii_digit()))
            .then(|| noun.to_owned())
    }

    /// What a clause between the target before and a share says to change, without a number.
    fn moving(&self, p: &Place<'_, '_>, previous: &Previous) -> Option<String> {
        let other = &*p.item.q.dimension == "share" && previous.dimension != "share";
        let clause = p.s.clause_before(p.clause.start).filter(|clause| other && previous.end <= clause.start)?;
        let noun = last_noun(self.words, &p.s.text[clause])?;
        self.words.tail(&noun).is_some_and(|(_, tail)| !tail.flow).then_some(noun)
    }

    /// How many each has of what was counted before: 引进人才300名,每村都有1至2名.
    fn of_each(&self, p: &Place<'_, '_>, right: &Right<'_>, noun: &str) -> Option<(String, bool)> {
        // 抽检3000批次(每千人5批次)
        let many = ["每千", "每万", "每百"].iter().any(|each| noun.starts_with(each));
        let each = noun.starts_with('每') && noun.chars().count() <= 4 && (many || right.link == Some(Link::Level));
        let previous = p.previous.filter(|x| each && *x.dimension == *p.item.q.dimension)?;
        self.words.tail(noun).is_none().then(|| (format!("{noun}{}", previous.indicator), true))
    }

    /// A member of a list under its rate: 绿色矿山建成率:大型矿山100%,中小型矿山80%.
    fn headed(&self, p: &Place<'_, '_>, left: &Left<'_>, right: &Right<'_>, noun: &str) -> Option<String> {
        let plain = left.verb.is_none() && left.change.is_none() && right.link.is_none();
        if !plain || &*p.item.q.dimension != "share" || self.words.tail(noun).is_some() {
            return None;
        }
        let before = &p.s.text[p.s.range.start..p.clause.start];
        let head = &before[..before.rfind(':')?];
        let head = &head[head.rfind([',', ';', ':']).map_or(0, |at| at + 1)..];
        let rate = self.words.tail(head).is_some_and(|(_, tail)| !tail.flow) && head.chars().count() <= 16;
        rate.then(|| format!("{noun}{head}"))
    }

    /// A short rate as the sentence before named it in full: 农村污水治理率达到42%;到2025年,治理率达到50%.
    fn in_full(&self, noun: &str) -> Option<String> {
        if !noun.ends_with('率') || noun.chars().count() > 5 {
            return None;
        }
        let longer = |name: &&str| name.len() > noun.len() && name.ends_with(noun);
        self.before_targets().iter().map(|read| &*read.indicator).find(longer).map(str::to_owned)
    }

    /// A short name of what the sentence named in full: 新建竹林示范基地1万亩,三年累计新建基地3万亩.
    fn named_in_full(&self, p: &Place<'_, '_>, noun: &str) -> Option<String> {
        let short = p.lead.contains("累计") && (2..=3).contains(&noun.chars().count());
        let longer = |read: &&ReadTarget| read.indicator.len() > noun.len() && read.indicator.ends_with(noun);
        let named = self.so_far(p).find(|read| short && longer(read) && read.unit == *p.item.q.unit);
        named.map(|read| read.indicator.clone())
    }

    /// What a class of the thing before takes over: 粮食播种面积68万亩,其中夏粮24万亩、秋粮44万亩.
    fn whole<'x>(
        &self,
        p: &Place<'_, '_>,
        left: &Left<'_>,
        right: &Right<'_>,
        previous: &'x Previous,
        indicator: &str,
    ) -> &'x str {
        let own = left.verb.is_some() || right.link.is_some() || *previous.dimension != *p.item.q.dimension;
        // 其中良种推广4万亩
        let worked = self.words.last_action(indicator).is_some();
        if own || worked || self.words.tail(indicator).is_some() || !self.is_part(p) {
            return "";
        }
        let whole = self.words.nouns.whole.suffix(&previous.indicator).map_or(0, |(word, ())| word.len());
        &previous.indicator[previous.indicator.len() - whole..]
    }

    /// An attribute without its owner (占比, 产量, 营业收入), with the owner that the text before names.
    fn bare(&self, p: &Place<'_, '_>, noun: &str) -> Option<(String, bool)> {
        // 完成投资28亿元,增幅高于全市平均水平5个百分点
        // 治理河流8条、长度96公里
        let own =
            ["增速", "增幅", "涨幅", "降幅", "长度", "总长", "总长度", "全长", "建筑面积", "河长"].contains(&noun);
        if !own && !self.words.is_bare(noun) {
            return None;
        }
        match p.previous {
            Some(previous) => {
                let whole = self.whole_before(p).or_else(|| self.before_parts(p)).unwrap_or(&previous.indicator);
                // 改造小区86个、9820户、建筑面积102万平方米; 涉及居民1.5万户、建筑面积150万平方米
                let whole = if noun.ends_with('积') { whole.trim_end_matches("户数") } else { whole };
                let served =
                    previous.action.as_deref().filter(|verb| self.is_lead(verb)).and_then(|verb| whole.rfind(verb));
                let whole = served.filter(|at| *at > 0).map_or(whole, |at| &whole[..at]);
                let owner = self.without_work(self.owner(whole, noun), noun);
                Some((format!("{owner}{noun}"), true))
            }
            None => {
                let owner = self.whole_before(p).or_else(|| self.owner_before(p, noun)).map(str::to_owned);
                let owner = owner.or_else(|| self.subject(p))?;
                Some((format!("{owner}{noun}"), false))
            }
        }
    }

    /// The owner of an attribute that goes on behind ;: 粮食播种面积38万亩;总产量12万吨.
    fn owner_before(&self, p: &Place<'_, '_>, noun: &str) -> Option<&str> {
        let crop = |name: &str| name.ends_with(['积', '量', '产', '栏']) && self.words.tail(name).is_some();
        let goes_on = crop(noun) && p.s.text[..p.s.range.start].ends_with(';');
        let whole = &self.before_targets().first().filter(|read| goes_on && crop(&read.indicator))?.indicator;
        Some(self.owner(whole, noun)).filter(|owner| owner.len() < whole.len() && !owner.is_empty())
    }

    /// The whole that a clause without a number speaks of before its part: 预算收入同步增长,税收占比八成.
    fn whole_before<'t>(&self, p: &Place<'t, '_>) -> Option<&'t str> {
        let behind = |clause: &Range<usize>| p.previous.is_none_or(|previous| clause.start > previous.end);
        let clause = p.s.clause_before(p.clause.start).filter(behind)?;
        let text = &p.s.text[clause];
        let text = &text[head::left(self.words, text).at..];
        let ends = text.char_indices().map(|(at, _)| at).skip(2).take(16);
        let end = ends.filter(|at| self.words.tail(&text[..*at]).is_some_and(|(_, tail)| !tail.flow)).last()?;
        (!text.contains(|c: char| c.is_ascii_digit())).then_some(&text[..end])
    }

    /// Whether a verb says whom something serves: 惠及, 涉及.
    fn is_lead(&self, verb: &str) -> bool {
        self.words.actions.get(verb).is_some_and(|row| row.means == Class::Lead)
    }

    /// An owner without the work on it, where its rate names work: 隐患整改, then 整改率; 纠纷调处, then 化解成功率.
    fn without_work<'t>(&self, owner: &'t str, rate: &str) -> &'t str {
        let keeps = |(_, class): &(&str, Class)| *class == Class::Keep;
        let work = self.words.last_action(owner).filter(keeps);
        let names_work = rate.ends_with('率') && self.words.actions.prefix(rate).is_some();
        let stem = work.filter(|_| names_work).and_then(|(word, _)| owner.strip_suffix(word));
        stem.filter(|stem| !stem.is_empty()).unwrap_or(owner)
    }

    /// A part of what the target before counts, told by what it does: 其中新建投产入规的不少于9家.
    fn restricted_part(&self, p: &Place<'_, '_>, right: &Right<'_>) -> Option<String> {
        let (_, does) = right.text.strip_suffix('的')?.rsplit_once("其中")?;
        let previous = p.previous.filter(|x| *x.dimension == *p.item.q.dimension)?;
        let plain = (2..=12).contains(&does.chars().count()) && !does.contains(|c: char| c.is_ascii_digit());
        plain.then(|| format!("{does}的{}", previous.indicator))
    }

    /// The whole whose parts an earlier clause tells: 实施项目9个,其中省级3个,完成投资5亿元.
    fn before_parts(&self, p: &Place<'_, '_>) -> Option<&str> {
        let parts = p.s.range.start + p.s.text[p.s.range.start..p.clause.start].rfind("其中")?;
        self.so_far(p).find(|read| read.quote.end <= parts).map(|read| read.indicator.as_str())
    }

    /// Adds what the target before shares with this one: 投资亿元以上项目30个、50亿元以上项目1个.
    fn carry(&self, p: &Place<'_, '_>, left: &Left<'_>, previous: &Previous, indicator: &mut String) {
        // 千兆光网 is none
        let amount = |c: char| c.is_ascii_digit() || matches!(c, '过' | '超' | '亿' | '千' | '万');
        let is_amount = indicator.starts_with(amount) && !indicator.starts_with("千兆");
        let shared = if is_amount {
            previous.indicator.find(amount).map_or("", |at| &previous.indicator[..at])
        } else if let Some(at) = previous.indicator.find("示范").filter(|_| indicator.starts_with("示范")) {
            // 农村治理示范镇1个、示范村10个
            if p.here { &previous.indicator[..at] } else { level_word(&previous.indicator).unwrap_or_default() }
        } else if indicator.starts_with("示范") && p.here {
            // 市级以上龙头企业4家、示范合作社6家
            level_word(&previous.indicator).unwrap_or_default()
        } else {
            ""
        };
        indicator.insert_str(0, shared);
        // 开工项目65个,其中10亿元以上4个
        if indicator.ends_with("以上") && is_amount {
            indicator.push_str(&previous.indicator);
        }
        // 民宿达到60家、床位1200张
        let house = self.so_far(p).next().is_some_and(|read| matches!(&*read.unit, "家" | "所" | "处" | "座"));
        if house && p.here && left.verb.is_none() && self.words.nouns.capacity.get(indicator).is_some() {
            indicator.insert_str(0, self.owner(&previous.indicator, "床位"));
        }
        // 每千人口拥有医师3.6人、护士4.1人
        let per =
            per_head(&previous.indicator).filter(|_| p.here && left.verb.is_none() && !indicator.starts_with('每'));
        if let Some(per) = per.filter(|_| *previous.dimension == *p.item.q.dimension) {
            indicator.insert_str(0, per);
        }
        // 培训业务骨干30名、村医100名
        let listed = p.here && left.verb.is_none() && *previous.dimension == *p.item.q.dimension;
        let Some(verb) = previous.action.as_deref().filter(|verb| listed && previous.indicator.ends_with(verb)) else {
            return;
        };
        let keep = self.words.actions.get(verb).is_some_and(|row| row.means == Class::Keep);
        if keep && self.words.last_action(indicator).is_none() {
            indicator.push_str(verb);
        }
    }

    /// Whose attribute a bare `noun` is, after an indicator of the same thing: 茶叶产量, then 综合产值.
    pub(super) fn owner<'t>(&self, indicator: &'t str, noun: &str) -> &'t str {
        if let Some(owner) = indicator.strip_suffix(noun) {
            return owner;
        }
        let part = ["占比", "比重", "比例", "占有率", "总量", "总数"].iter().any(|tail| noun.ends_with(tail));
        // the tail may stand before a bracket: 产量(干重)
        let tail = self.words.tail(indicator).map(|(word, _)| word).filter(|_| !part);
        let stem = tail.and_then(|word| indicator.strip_suffix(word));
        // 办结率100%,满意率98%
        stem.filter(|stem| !stem.is_empty() || noun.ends_with('率')).unwrap_or(indicator)
    }

    /// The subject of a bare attribute (营业收入): the industry that the sentence opens with, else the noun of the
    /// clause before, else that of the title.
    pub(super) fn subject(&self, p: &Place<'_, '_>) -> Option<String> {
        let opening = head::left(self.words, &p.s.text[p.s.range.clone()]).noun;
        let reach = opening.char_indices().nth(14).map_or(opening.len(), |(at, _)| at);
        let industry = opening[..reach].find("产业").filter(|at| *at > 0 && !opening[..*at].contains(','));
        if let Some(at) = industry {
            return Some(opening[..at + "产业".len()].to_owned());
        }
        if let Some(clause) = p.s.clause_before(p.clause.start) {
            return last_noun(self.words, &p.s.text[clause]);
        }
        let title = self.context.title.clone().and_then(|range| self.context.text.get(range));
        if let Some(title) = title {
            return last_noun(self.words, title.trim_end_matches('。'));
        }
        // headings come as printed: full-width forms and blanks are folded first
        let narrow = |c: char| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        };
        let heading = self.context.headings.last()?.chars().filter(|c| !c.is_whitespace()).map(narrow);
        let noun = last_noun(self.words, heading.collect::<String>().trim_end_matches('。'));
        noun.filter(|noun| !noun.ends(&self.words.nouns.formal))
    }
}

/// 每千人口拥有 at the start of an indicator.
fn per_head(indicator: &str) -> Option<&str> {
    let rest = indicator.strip_prefix('每').filter(|rest| rest.starts_with(['千', '万', '百', '十']))?;
    let people = rest.find("人口").map(|at| at + "人口".len()).or_else(|| rest.find('人').map(|at| at + "人".len()))?;
    let has = if rest[people..].starts_with("拥有") { "拥有".len() } else { 0 };
    (people <= 18).then(|| &indicator[..'每'.len_utf8() + people + has])
}

/// A thing at another level: 农业产业化国家级龙头企业 as 农业产业化省级龙头企业.
fn at_level(level: &str, thing: &str) -> String {
    let found = thing.char_indices().find_map(|(at, _)| Some((at, level_word(&thing[at..])?)));
    let (at, own) = found.unwrap_or_default();
    format!("{}{level}{}", &thing[..at], &thing[at + own.len()..])
}

/// The last member of the noun that a clause speaks of.
pub(super) fn last_noun(words: &Words, text: &str) -> Option<String> {
    // 比例逐年提高,2024年达到8%
    let course =
        ["逐年", "逐步", "稳步", "持续", "不断", "进一步", "明显"].iter().filter_map(|word| text.rfind(word)).min();
    let text = course.filter(|at| *at > 0 && text[*at..].chars().count() <= 5).map_or(text, |at| &text[..at]);
    let left = head::left(words, text);
    // 在产竹村就近布局竹材分解点
    let made = |at: usize| {
        let (word, class) = words.action(&left.noun[at..]).filter(|(word, _)| word.len() > 3)?;
        (class == Class::Make).then(|| head::left(words, &left.noun[at..]).noun).filter(|rest| rest.len() > word.len())
    };
    let placed = left.placed && left.noun.chars().count() > 4;
    let inner = left.noun.char_indices().skip(2).find_map(|(at, _)| if placed { made(at) } else { None });
    let noun = inner.unwrap_or(left.noun);
    let noun = noun.rsplit(['、', '和']).next().unwrap_or(noun);
    let noun = trimmed(words, noun, true).trim_end_matches(['为', ':']);
    // 总投资41.6亿元、全长18.3公里的235国道改建工程
    let digit = |c: char| c.is_ascii_digit();
    let noun = if noun.contains(digit) { noun.rsplit('的').next().unwrap_or(noun) } else { noun };
    let road = ["国道", "省道", "县道"].iter().any(|road| noun.trim_start_matches(digit).starts_with(road));
    let plain = if road { noun.trim_start_matches(digit) } else { noun };
    let fits = (2..=22).contains(&noun.chars().count()) && !plain.contains(digit);
    fits.then(|| noun.to_owned())
}

/// How many people or households a unit counts.
fn counted(unit: &str) -> Option<&'static str> {
    match unit {
        "户" => Some("户数"),
        "人" | "名" => Some("人数"),
        _ => None,
    }
}

/// The indicator of a further number about the same thing: 改造老旧片区2个、1580户.
fn again(previous: &Previous, q: &Quantity, measure: &Measure) -> String {
    let indicator = &previous.indicator;
    if matches!(measure, Measure::Growth | Measure::Gap) {
        return indicator.to_string();
    }
    // 研发投入强度达到2.1%,超过9亿元
    if &*q.dimension == "yuan" && previous.dimension == "share" {
        return indicator.trim_end_matches("强度").to_owned();
    }
    let what = match &*q.unit {
        "平方米" | "亩" | "公顷" | "平方公里" => "面积",
        unit => counted(unit).unwrap_or_default(),
    };
    if indicator.contains(what) { indicator.to_string() } else { format!("{indicator}{what}") }
}
