//! What a page tells of its clauses once for all of them: 首位单位为牵头单位, 带▲的为牵头单位.

use super::ReadDepartment;
use crate::fold::floor;
use crate::model::Role;

/// How a page marks who leads among those who are responsible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeadMark {
    /// Who is named first.
    First,
    /// Whom a sign stands beside.
    Sign(char),
}

/// Signs that mark a body.
const SIGNS: [char; 8] = ['▲', '△', '★', '☆', '※', '*', '●', '◆'];

/// Bytes before 为牵头 that are looked at.
const WINDOW: usize = 48;

impl LeadMark {
    /// What the folded text of a page tells, if it does.
    pub(crate) fn told(text: &str) -> Option<Self> {
        memchr::memmem::find_iter(text.as_bytes(), "为牵头").find_map(|at| {
            let lead = &text[floor(text, at.saturating_sub(WINDOW))..at];
            let lead = lead.rsplit(['。', '\n', ';', '(', ')', ':']).next().unwrap_or(lead);
            let sign = lead.chars().find(|c| SIGNS.contains(c)).map(Self::Sign);
            let first = || ["第一", "首位", "首个", "在前", "排首", "列首"].iter().any(|word| lead.contains(word));
            sign.or_else(|| first().then_some(Self::First))
        })
    }

    /// Makes those leads whom it marks in a clause of `text` that names no lead.
    pub(crate) fn apply(self, text: &str, bodies: &mut [ReadDepartment]) {
        if bodies.iter().any(|body| body.role == Role::Lead) {
            return;
        }
        let marked = |body: &ReadDepartment| match self {
            Self::First => true,
            Self::Sign(sign) => text[..body.name.start].ends_with(sign) || text[body.name.end..].starts_with(sign),
        };
        let responsible = bodies.iter_mut().filter(|body| body.role == Role::Responsible);
        let most = if self == Self::First { 1 } else { usize::MAX };
        responsible.take(most).filter(|body| marked(body)).for_each(|body| body.role = Role::Lead);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_tell_who_leads() {
        for (text, expected) in [
            ("责任单位:县经信局、县财政局(列第一位者为牵头单位,下同)", Some(LeadMark::First)),
            ("各任务排在首位的单位为牵头单位。", Some(LeadMark::First)),
            ("(带▲的为牵头单位)", Some(LeadMark::Sign('▲'))),
            ("县教育局为牵头单位。", None),
            ("第一,加强领导。县教育局为牵头单位", None),
        ] {
            assert_eq!(LeadMark::told(text), expected, "{text}");
        }
    }
}
