//! Reads numbers of those for whom or on whom something is done: 为3000名老年人提供免费体检, 对80条背街小巷进行维修.

use super::head::{self, Left, Verb};
use super::place::{Place, trimmed};
use super::reader::Reader;
use super::words::{Class, Listed};

/// Places that may stand between 为 or 对 and the number.
const PLACES: &[&str] = &["全县", "全区", "全市", "全镇", "辖区", "辖区内", "城乡", "农村", "城区"];

impl Reader<'_> {
    /// The indicator of a number of those whom something is done for.
    pub(super) fn served(&self, p: &Place<'_, '_>, left: &Left<'_>, noun: &str) -> Option<String> {
        let lead = PLACES.iter().find_map(|place| p.lead.strip_suffix(place)).unwrap_or(p.lead);
        let towards = left.verb.is_some_and(|v| matches!(v.word, "对" | "针对")) && left.noun.is_empty();
        // 对使用超过20年的17.5公里管网实施更新
        let place = |place: &str| place.chars().count() <= 8 && !place.contains(|c: char| c.is_ascii_digit());
        let attribute = p.s.text[p.clause.start..].starts_with('对')
            && (lead.ends_with('的') || p.lead.strip_prefix('对').is_some_and(place));
        // 对全县120个村…: all that there are
        let worked_on = (towards || lead.ends_with('对') || attribute) && !p.lead.contains('全');
        if worked_on {
            let (whom, what) = self.done(noun).or_else(|| Some((noun, self.done_to_all(p)?)))?;
            return self.is_work(what).then(|| format!("{whom}{}", trimmed(self.words, what, true)));
        }
        if lead.ends_with(['为', '给']) && left.verb.is_none() {
            let (whom, what) = self.done(noun)?;
            let whom = whom.strip_suffix("免费").unwrap_or(whom);
            return Some(format!("{whom}{}", trimmed(self.words, what, true)));
        }
        // 在5所幼儿园增设托班
        if lead.ends_with('在') {
            let (whom, what) = self.made(noun)?;
            return Some(format!("{what}的{whom}"));
        }
        // the list goes on: 对8所小学、5所初中进行改造
        let goes_on = left.noun.is_empty() && left.verb.is_none() && p.previous.is_some_and(|x| x.served);
        let (whom, what) = if goes_on { self.done(noun)? } else { return None };
        self.is_work(what).then(|| format!("{whom}{what}"))
    }

    /// The indicator of money that is set aside for something: 安排200万元对延链项目进行奖补, 安排500万元用于道路养护.
    pub(super) fn spent(&self, p: &Place<'_, '_>, noun: &str, verb: Option<Verb<'_>>) -> Option<String> {
        if &*p.item.q.dimension != "yuan" {
            return None;
        }
        // 投入12亿元完善配套
        let puts_in = ["投入", "安排", "筹措", "统筹"].iter().any(|word| p.lead.ends_with(word));
        let purpose = ["对", "用于", "支持"].iter().find_map(|word| noun.strip_prefix(word));
        let work = || Some(head::left(self.words, noun)).filter(|left| puts_in && left.at > 0).map(|left| left.noun);
        let rest = purpose.or_else(work)?;
        let made = verb.is_some_and(|v| v.class == Class::Make);
        if !made && !puts_in {
            return None;
        }
        let (whom, what) = self.done(rest).unwrap_or((rest, ""));
        let purpose = format!("{whom}{what}");
        Some(format!("{}资金", purpose.trim_end_matches("资金")))
    }

    /// Parts 老年人提供免费体检 into who is served and what is done.
    fn done<'t>(&self, noun: &'t str) -> Option<(&'t str, &'t str)> {
        noun.char_indices().skip(2).find_map(|(at, _)| {
            let rest = &noun[at..];
            if let Some((word, ())) = self.words.nouns.serve.prefix(rest) {
                return Some((&noun[..at], &rest[word.len()..]));
            }
            let action = self.words.action(rest);
            let works = action.is_some_and(|(word, class)| {
                word.len() > 3 && matches!(class, Class::Make | Class::Keep | Class::Prefix)
            });
            works.then_some((&noun[..at], rest))
        })
    }

    /// Parts 幼儿园增设托班 into where something is made and what is made.
    fn made<'t>(&self, noun: &'t str) -> Option<(&'t str, &'t str)> {
        let verbs = noun.char_indices().skip(2).map(|(at, _)| noun.split_at(at));
        let mut made = verbs.filter(|(_, what)| {
            let action = self.words.action(what);
            action.is_some_and(|(word, class)| {
                word.len() > 3
                    && class == Class::Make
                    && what.chars().count() > 3
                    && !what[word.len()..].starts_with('的')
            })
        });
        made.next().filter(|(whom, _)| !whom.ends_with('的'))
    }

    /// What the end of a list says is done to all its members.
    fn done_to_all<'t>(&self, p: &Place<'t, '_>) -> Option<&'t str> {
        let rest = &p.s.text[p.next?..p.clause.end];
        let (_, what) = self.done(rest)?;
        (!what.contains(|c: char| c.is_ascii_digit())).then_some(what)
    }

    /// Whether something that is done ends as work does that is seen on its object (改造, 体检), unlike 督查.
    fn is_work(&self, what: &str) -> bool {
        // 实施“煤改气”
        if let Some(name) = what.strip_suffix('”').filter(|_| what.starts_with('“')) {
            return !name.ends(&self.words.nouns.inspect);
        }
        let what = what.trim_end_matches(['"', '等']);
        let work = self.words.last_action(what).is_some_and(|(_, class)| matches!(class, Class::Make | Class::Keep));
        work && !what.ends(&self.words.nouns.inspect)
    }
}
