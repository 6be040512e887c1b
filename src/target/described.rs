//! Sorts out numbers that describe: the size of a project, what a building holds, who qualifies, what each is paid.

use super::head::{Left, Right, Verb};
use super::place::Place;
use super::sentence::Closing;
use super::words::{Class, Link, Listed, Words};
use crate::model::Reason;

impl Place<'_, '_> {
    /// Sorts out numbers that describe a project (总投资140亿元, 占地50亩, 140亿元的…项目), a scheme or a standard.
    pub(super) fn described(&self, left: &Left<'_>, right: &Right<'_>) -> Result<(), Reason> {
        self.of_whom(left, right)?;
        if self.is_relative() {
            return self.part_of_cost(left);
        }
        let made = left.verb.is_some_and(is_made);
        // 绿道总长达到120公里
        // 垃圾日处理能力达到100吨
        let whole = &*self.item.q.dimension == "length" || left.noun.ends_with("能力") && self.closes();
        let reaches = whole && matches!(right.word, "达到" | "突破" | "延伸到");
        let grows = matches!(right.link, Some(Link::Up | Link::Down)) || reaches && left.noun.chars().count() > 3;
        if !grows && self.is_sized(left, made) {
            return Err(Reason::ProjectSize);
        }
        self.part_of_scheme(left, made, grows)?;
        self.capacity(left, right)?;
        let amount = &*self.item.q.dimension != "count";
        let stated = right.link.is_some_and(|l| l != Link::None) || !self.item.q.bound_before.is_empty();
        let plant = || {
            !left.noun.is_empty()
                && !self.closes()
                && !self.after.starts_with('对')
                && left.verb.is_none()
                && self.after.holds(&self.s.words.nouns.plant)
        };
        if amount && !stated && (self.after.starts_with('的') || plant()) {
            return Err(Reason::ProjectSize);
        }
        // 日榨能力由6000吨扩至8000吨的技改
        if right.baseline.is_some() && self.after.starts_with('的') {
            return Err(Reason::ProjectSize);
        }
        self.criterion(left)?;
        // (含5%), 未达到5%的
        let short = ["未", "未达到", "达不到"].iter().any(|word| left.noun.ends_with(word));
        if short || matches!(left.noun, "含" | "不含") {
            return Err(Reason::Threshold);
        }
        Ok(())
    }

    /// Sorts out numbers that say how large one of many is, and whom something is done to.
    fn of_whom(&self, left: &Left<'_>, right: &Right<'_>) -> Result<(), Reason> {
        if self.is_attribute(left, right) {
            return Err(Reason::Threshold);
        }
        // 单座装机60千瓦, 可停放车辆220辆, 每座日转运能力100吨
        let plain = left.verb.is_none() && right.link.is_none() && self.item.q.bound_before.is_empty();
        let single = ["单座", "单个", "单机", "单台", "单体", "可停", "可容", "可供", "可放"];
        let one = left.noun.starts_with(['单', '可']) && single.iter().any(|word| left.noun.starts_with(word));
        let holds = ["能力", "容量", "装机"].iter().any(|word| left.noun.ends_with(word));
        if plain && (one && !self.is_relative() || holds && left.noun.starts_with('每')) {
            return Err(Reason::ProjectSize);
        }
        // 由县长任组长、2名副县长任副组长
        if ["任组长", "任副组长"].iter().any(|post| self.after.contains(post)) {
            return Err(Reason::ExistingSet);
        }
        // 比上年多产42万吨
        let more = ["多", "多产", "多发", "多收", "增产"].iter().any(|more| self.lead.ends_with(more));
        if more && self.lead.contains(['比', '较']) && self.lead.contains('年') {
            return Err(Reason::Baseline);
        }
        Ok(())
    }

    /// Whether 的 behind the number makes it say who or what qualifies: 合格率低于85%的机构.
    fn is_attribute(&self, left: &Left<'_>, right: &Right<'_>) -> bool {
        let Some(rest) = self.after.strip_prefix('的') else { return false };
        let bounded = !self.item.q.bound_after.is_empty() || !self.item.q.bound_before.is_empty();
        let free = !self.is_hedged() && !self.is_relative() && !self.aims();
        let clause = &self.s.text[self.clause.start..];
        // 增长15%以上的再奖5万元, 用好5%以内的设施农业用地政策
        let terms = rest.starts(&self.s.words.nouns.terms) && !self.is_hedged() || rest.ends_with("政策");
        // 合格率低于85%的机构, 对月收入低于低保标准2倍的老人给予补贴, 对完成年度任务90%以上的乡镇予以奖补
        let who = rest.starts(&self.s.words.nouns.light);
        let below = matches!(self.bound(), "低于" | "不足" | "不到" | "未达到" | "高于" | "超过");
        let of = clause.starts_with(['对', '将', '把']);
        let share = self.is_relative() && who && left.verb.is_none() && (below || bounded && of);
        let compared = || below || ["低于", "高于", "不足", "超过"].iter().any(|word| self.lead.contains(word));
        let worked_on = of && (compared() || who && bounded && clause.starts_with('对'));
        // 达到40学时的班次, not 达到40学时的目标; 井深超过800米的矿井
        let reached = matches!(right.word, "达到" | "达") || below || self.bound() == "大于";
        // 对进度慢于30%的项目
        let behind = ["慢于", "快于", "滞后", "落后"].iter().any(|word| self.lead.ends_with(word));
        terms && bounded || share || worked_on || reached && free || behind
    }

    /// Whether the number is what is aimed at: 达到40学时的目标.
    fn aims(&self) -> bool {
        ["目标", "水平", "标准", "任务", "规模"].iter().any(|aim| self.after.contains(aim))
    }

    /// Sorts out the share of a cost that somebody bears, and the weight of a mark.
    fn part_of_cost(&self, left: &Left<'_>) -> Result<(), Reason> {
        // 按投入的30%给予补助
        let after = self.after.strip_prefix("的比例").unwrap_or(self.after);
        let paid = self.lead.contains('按') && after.starts(&self.s.words.nouns.terms);
        let noun = left.noun.trim_end_matches('的');
        let weight = noun.ends_with("权重")
            || noun.ends_with("分值") && noun.contains("考核")
            || self.after.starts_with("的权重")
            || noun.ends_with(['比', '重']) && noun.contains("考核")
            || noun.contains('占') && noun.ends_with("考核");
        // 保费由各级财政补贴85%
        let borne = noun.contains('由') && noun.ends_with(['贴', '助', '担']);
        let standard = paid || weight || borne || left.noun.ends(&self.s.words.nouns.bears);
        if standard { Err(Reason::Standard) } else { Ok(()) }
    }

    /// Sorts out the marks, articles and items of a document or scheme.
    fn part_of_scheme(&self, left: &Left<'_>, made: bool, grows: bool) -> Result<(), Reason> {
        let (q, words) = (self.item.q, self.s.words);
        if &*q.unit == "分" && self.s.text[self.s.range.clone()].contains("考核") {
            return Err(Reason::Standard);
        }
        let applied = left.verb.is_some_and(|v| matches!(v.word, "落实" | "执行" | "用好" | "兑现"));
        let articles = &*q.unit == "条" && self.closes() && q.with_bounds() == q.range && (!made || applied) && !grows;
        if articles && left.noun.ends(&words.nouns.policy) {
            return Err(Reason::Name);
        }
        // 重点任务分解为32项, 民生实事项目共11项: the parts of the plan itself
        let items = &*q.unit == "项" && left.noun.ends_with("分解");
        let agenda = &*q.dimension == "count" && left.noun.ends(&words.nouns.agenda);
        if self.closes() && !made && (items || agenda) { Err(Reason::Scheme) } else { Ok(()) }
    }

    /// Sorts out what a building or a plant holds.
    fn capacity(&self, left: &Left<'_>, right: &Right<'_>) -> Result<(), Reason> {
        let q = self.item.q;
        // 县医院新楼(床位500张)
        let last = left.noun.rsplit('、').next().unwrap_or(left.noun);
        let holds = self.s.words.nouns.capacity.get(last).is_some() && right.link.is_none();
        let designed = self.s.text[self.clause.start..].starts_with("设计");
        let enclosed = || self.s.closing(q.range.start).is_some_and(|(kind, _)| *kind == Closing::Bracket);
        // 面积不低于2000平方米的服务中心
        let sized = self.after.starts_with('的') && right.link.is_none_or(|link| link == Link::None);
        let scale = left.noun == "规模";
        // 规划床位300张的新院
        let has = left.verb.is_some_and(|v| matches!(v.word, "拥有" | "设有" | "规划" | "设计"));
        let holds_many = holds || has || left.noun.ends_with("规模");
        let of_house = holds_many && &*q.dimension == "count" && self.after.starts_with('的') && !self.aims();
        if (holds || designed || scale) && enclosed() || of_house || sized && left.noun.ends_with("面积") {
            return Err(Reason::ProjectSize);
        }
        // 县疾控中心实验楼(6层、4200平方米), 龙溪大桥(主桥长612米、投资7.3亿元)
        let sized = matches!(&*q.dimension, "area" | "length" | "yuan" | "power" | "volume" | "mass");
        if sized && left.verb.is_none() && self.tells_project() {
            return Err(Reason::ProjectSize);
        }
        // 方便居民500米内上车, 300米见绿
        let near = self.after.starts_with('内')
            || &self.s.text[q.bound_after.clone()] == "内"
            || self.after.starts_with("见绿")
            || self.after.starts_with("见园");
        if &*q.dimension == "length" && near {
            return Err(Reason::Standard);
        }
        // 人行道净宽不小于2米
        if &*q.dimension == "length"
            && ["宽", "宽度", "净高", "间距", "半径"].iter().any(|word| left.noun.ends_with(word))
        {
            return Err(Reason::Standard);
        }
        // 利用原粮站改建,面积1260平方米
        let made = self.previous.is_some_and(|x| x.action.is_some());
        if matches!(left.noun, "面积" | "建筑面积") && left.verb.is_none() && right.link.is_none() && !made {
            return Err(Reason::ProjectSize);
        }
        // 25户以上的自然村
        let sized = matches!(&*q.unit, "户" | "人") && !q.bound_after.is_empty() && left.noun.is_empty();
        let settled = |text: &str| text.contains(['村', '屯']);
        if sized && left.verb.is_none_or(|v| !is_made(v)) && settled(self.after.split("任务").next().unwrap_or("")) {
            return Err(Reason::Threshold);
        }
        // 66人以上超大班额
        if !q.bound_after.is_empty() && self.after.contains("班额") && left.noun.is_empty() {
            return Err(Reason::Threshold);
        }
        // 形成年产4.8亿只的能力
        let able = |at: usize| {
            let (before, word) = self.after.split_at(at);
            (word.starts_with("能力") && before.ends_with(['的', '产', '工'])) || before.ends_with("的产")
        };
        if self.after.find('能').is_some_and(able) { Err(Reason::ProjectSize) } else { Ok(()) }
    }

    /// Whether the number stands in a bracket behind a thing that no number before it counts.
    fn tells_project(&self) -> bool {
        let Some((Closing::Bracket, inside)) = self.s.closing(self.item.q.range.start) else { return false };
        // 宣桐高速县境段(38公里), not 公路10条(38公里)
        let alone = *inside == self.item.q.range && matches!(&*self.item.q.dimension, "length" | "area");
        if alone && self.previous.is_none_or(|x| x.end + 1 != inside.start) {
            return true;
        }
        let before = self.s.text[..inside.start].trim_end_matches('(');
        let told = self.s.text[inside.clone()].contains(['含', '其']) || self.s.text[inside.clone()].contains("合计");
        let thing = before.chars().next_back().is_some_and(|c| !c.is_ascii() && !",。;、”》".contains(c));
        let start = self.clause.start.min(inside.start).max(self.s.range.start);
        let clause = self.s.clause(start.saturating_sub(1).max(self.s.range.start));
        let counted = self.s.text[clause.start.min(before.len())..before.len()].contains(|c: char| c.is_ascii_digit());
        thing && !told && !counted
    }

    /// Sorts out numbers that say who or what qualifies, or what is paid to them: 投资强度不低于300万元/亩的项目, 一次性奖励20万元.
    fn criterion(&self, left: &Left<'_>) -> Result<(), Reason> {
        let words = self.s.words;
        let q = self.item.q;
        let lead = &self.s.text[self.clause.start..q.range.start];
        if &*q.dimension == "yuan" {
            self.grant(left, lead)?;
        }
        // 能繁母畜50只以上的养殖户
        let keeps = self.after.strip_prefix('的').filter(|_| !q.bound_after.is_empty() && !left.noun.is_empty());
        if keeps.is_some_and(|rest| rest[..rest.find([',', '、']).unwrap_or(rest.len())].contains('户')) {
            return Err(Reason::Threshold);
        }
        let bounded = !q.bound_before.is_empty() || !q.bound_after.is_empty();
        // 收入低于9500元且存在风险的农户
        if bounded && self.after.starts_with('且') && self.after.contains('的') {
            return Err(Reason::Threshold);
        }
        // 每认定1家给予5万元
        let each = lead.rfind('每').map(|at| (&lead[..at], &lead[at + "每".len()..]));
        let of_each = |(before, word): (&str, &str)| {
            let standard = before.ends_with('按') || before.ends_with("按照");
            standard || &*q.dimension == "count" && words.actions.get(word).is_some()
        };
        // 按每百户30平方米配建
        if each.is_some_and(of_each) {
            return Err(Reason::Standard);
        }
        // 按照人均面积不少于2平方米的标准配建
        let planned = self.after.starts_with('的') && lead.contains("按") && self.after.contains("标准");
        if planned && (lead.contains("人均") || lead.contains('每')) {
            return Err(Reason::Standard);
        }
        let kind = |(at, _): (usize, &str)| self.after[at + "的".len()..].starts(&words.nouns.light);
        if bounded
            && left.verb.is_none()
            && !left.noun.is_empty()
            && !self.is_hedged()
            && self.after.match_indices('的').take(4).any(kind)
        {
            return Err(Reason::Threshold);
        }
        Ok(())
    }

    /// Sorts out sums of money that each gets who qualifies: 每户补助3000元.
    fn grant(&self, left: &Left<'_>, lead: &str) -> Result<(), Reason> {
        let words = self.s.words;
        // 补助标准提高到每人每年670元 is reached once
        let raised = || {
            let stem = per_each(words, lead);
            let reached = ["达到", "不低于", "不少于"].iter().any(|word| stem.ends_with(word));
            lead.contains("标准") && !lead.contains('按') && (stem.ends(&words.nouns.moves) || reached)
        };
        // 按投资额给予补助,单体不超过30万元
        let single = left.verb.is_none() && left.noun.starts_with(['单', '每', '最']);
        // 户均补助2万元
        let average = ["户均", "人均", "亩均", "头均"].iter().any(|each| left.noun.starts_with(each));
        let granted_each = average && ["补助", "补贴", "奖补"].iter().any(|grant| lead.ends_with(grant));
        // 每人每月不低于100元
        let paid_each = ["每人每月", "每人每年"].iter().any(|each| self.lead.ends_with(each));
        if granted_each || paid_each && left.noun.is_empty() {
            return Err(Reason::Standard);
        }
        let granted = || self.s.text[self.s.range.start..self.clause.start].holds(&words.nouns.grant);
        let paid = (lead.holds(&words.nouns.grant) || self.is_price(lead)) && !raised() || single && granted();
        if paid { Err(Reason::Standard) } else { Ok(()) }
    }

    /// Whether a sum is what each gets or costs: 每亩120元, 分别奖励50万元、20万元, 每头补贴2000元.
    fn is_price<'a>(&self, lead: &'a str) -> bool {
        let words = self.s.words;
        // 提高到每人每月700元 says what each gets once it is reached
        let stem = per_each(words, lead);
        if stem.len() < lead.len() {
            // 每人每月680元、每人每年6000元
            let listed = self.here && stem.ends_with(['、', '和']);
            return !listed && !stem.ends_with(['到', '至', '为', '达']);
        }
        // a list of sums: what stands before the first one tells
        let first = lead.find(|c: char| c.is_ascii_digit() || c == '、').map_or(lead, |at| &lead[..at]);
        let paid = |text: &'a str| words.nouns.reward.suffix(text).map(|(word, ())| &text[..text.len() - word.len()]);
        let Some(stem) = paid(lead).or_else(|| paid(first)) else { return false };
        let told = ["的", "分别", "再", "各", "另", "可", "一次性"].iter().any(|end| stem.ends_with(end));
        stem.is_empty() || told || stem.contains('每')
    }

    /// Whether a word of size (总投资, 占地) stands right before the number, and no verb makes it an output (完成投资).
    fn is_sized(&self, left: &Left<'_>, made: bool) -> bool {
        let words = self.s.words;
        // 治理河流8条、长度96公里
        let output = self.here && self.previous.is_some_and(|x| x.action.is_some() && x.dimension == "count");
        if output && matches!(left.noun, "长度" | "总长" | "总长度" | "全长" | "里程" | "建筑面积") {
            return false;
        }
        let mut lead = self.lead.trim_end_matches(['为', '约', '达', '到', '共', '计']);
        while let Some(shorter) = lead.strip_suffix("预计") {
            lead = shorter;
        }
        let of_the_year = || {
            let clause = &self.s.text[self.clause.clone()];
            ["年度", "年内", "当年", "今年"].iter().any(|word| clause.contains(word))
        };
        let yearly = ["年度投资", "年度计划投资", "当年投资", "年内投资"].iter().any(|word| lead.ends_with(word));
        if yearly || lead.ends_with("计划投资") && of_the_year() {
            return false;
        }
        // 储备项目总投资不少于200亿元
        if left.noun.contains("储备") || left.verb.is_some_and(|v| v.word.ends_with("储备")) {
            return false;
        }
        let brief = words.nouns.brief.suffix(lead).map(|(word, ())| word);
        let longer = |word: &&str| brief.is_none_or(|b| b.len() < word.len());
        let strong = words.nouns.size.suffix(lead).map(|(word, ())| word).filter(longer);
        let Some(word) = strong.or(brief) else { return false };
        // 生猪年出栏65万头以上 is a total of the county
        if word == "年出栏" && left.noun.len() > word.len() && self.closes() {
            return false;
        }
        let reached = left.verb.is_some_and(|v| v.class == Class::Reach || v.word == "新增");
        let alone = left.noun == word || left.noun.chars().count() < 2;
        let spent = reached || made && strong.is_none();
        (alone || strong.is_some()) && !spent || self.after.starts_with('的')
    }
}

/// Whether a verb says that something is made or done.
pub(super) fn is_made(verb: Verb<'_>) -> bool {
    !matches!(verb.class, Class::Push | Class::Focus)
}

/// `text` without 每 and a unit at its end, twice at most: 每月, 每人每月.
pub(super) fn per_each<'t>(words: &Words, text: &'t str) -> &'t str {
    let shorter = |text: &'t str| {
        let (stem, unit) = text.rsplit_once('每')?;
        words.numbers.units.prefix(unit).filter(|(word, _)| word.len() == unit.len()).map(|_| stem)
    };
    let once = shorter(text).unwrap_or(text);
    if once.len() < text.len() { shorter(once).unwrap_or(once) } else { text }
}
