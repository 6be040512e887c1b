use crate::model::Role;
use std::ops::Range;
pub(crate) struct Clauses {
    pub clauses: Vec<Range<usize>>,
    pub bodies: Vec<ReadDepartment>,
    pub odd: Vec<Odd>,
}
pub(crate) struct ReadDepartment {
    pub role: Role,
    pub name: Range<usize>,
    pub collective: bool,
    pub open: bool,
}
pub(crate) enum Odd {
    BracketNotClosed(Range<usize>),
    NotUnderstood(Range<usize>),
}
pub(crate) fn read(text: &str, _gap: &dyn Fn(usize) -> bool) -> Clauses {
    let clauses = text
        .rfind('(')
        .filter(|at| text[*at..].contains("负责") || text[*at..].contains("单位") || text[*at..].contains("牵头"))
        .map(|at| at..text.len())
        .into_iter()
        .collect();
    Clauses { clauses, bodies: vec![], odd: vec![] }
}
pub(crate) fn places_of(_: &str) -> Vec<&str> {
    vec![]
}
#[derive(Clone, Default)]
pub(crate) struct Offices;
impl Offices {
    pub(crate) fn canonical(&self, name: &str, _: &[&str]) -> String {
        name.into()
    }
}
