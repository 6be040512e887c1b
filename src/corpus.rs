//! The five plans that the crate ships: real pages to try things on. The only room that names them.
//!
//! `data/README.md` says for each what it is, who issued it, its number and date.

use crate::Plan;

/// Short names of the plans, in the order of [`all`].
pub const IDS: [&str; 5] = ["wenchanghu", "yiyuan", "yanzhou", "weicheng", "luozhuang"];

/// The page of the plan `id` as it was published, if the crate ships it.
///
/// ```
/// assert!(crosscounty::corpus::text("yiyuan").unwrap().contains("沂源县"));
/// assert_eq!(crosscounty::corpus::text("elsewhere"), None);
/// ```
pub fn text(id: &str) -> Option<&'static str> {
    match id {
        "wenchanghu" => Some(include_str!("../data/plans/wenchanghu.txt")),
        "yiyuan" => Some(include_str!("../data/plans/yiyuan.txt")),
        "yanzhou" => Some(include_str!("../data/plans/yanzhou.txt")),
        "weicheng" => Some(include_str!("../data/plans/weicheng.txt")),
        "luozhuang" => Some(include_str!("../data/plans/luozhuang.txt")),
        _ => None,
    }
}

/// All five plans, read, each under its short name.
///
/// ```
/// let plans = crosscounty::corpus::all();
/// assert_eq!(plans.iter().map(|plan| plan.tasks.len()).sum::<usize>(), 383);
/// ```
pub fn all() -> Vec<Plan> {
    IDS.iter().filter_map(|id| Some(Plan::parse(text(id)?).with_id(*id))).collect()
}
