//! Per head of population, and against the average of the city: figures that need what no plan prints.
//!
//! The numbers of residents are the caller's; here they are rounded from the seventh census (2020).

#![allow(clippy::print_stdout)] // printing is what the example is for

use crosscounty::compare::{CompareOptions, Context, Reference, compare_with};
use crosscounty::{Plan, corpus};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let plan = |id: &str| corpus::text(id).map(|page| Plan::parse(page).with_id(id)).ok_or("it is shipped");
    let (a, b) = (plan("yiyuan")?, plan("luozhuang")?);
    let mut options = CompareOptions::default();
    for (id, residents) in [("yiyuan", 500_000), ("luozhuang", 760_000)] {
        let average =
            Reference { indicator: "固定资产投资".into(), words: "全市平均".into(), value: 6.into() };
        let context = Context { population: Some(residents.into()), references: vec![average], ..Context::default() };
        options.context.insert(id.into(), context);
    }
    for comparison in compare_with(&a, &b, &options).iter().filter(|comparison| comparison.is_direct()) {
        let (a, b) = (&comparison.a.target.value_text, &comparison.b.target.value_text);
        println!("{}: {a} is {} than {b}", comparison.indicator, comparison.verdict);
        for figure in &comparison.figures {
            let value = |interval: Option<crosscounty::compare::Interval>| {
                interval.map_or_else(
                    || "–".to_owned(),
                    |interval| interval.min.round_sf(3).unwrap_or_default().normalize().to_string(),
                )
            };
            println!("    {}: {} against {} {}", figure.kind, value(figure.a), value(figure.b), figure.unit);
        }
    }
    Ok(())
}
