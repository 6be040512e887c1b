//! The JSON Schema in `data/schema` is the one that the types give, and what the crate writes keeps to it.
//!
//! `UPDATE=1 cargo test --features schema --test schema` writes the file anew.

#![cfg(feature = "schema")]

use crosscounty::{Plan, Study, corpus};
use serde_json::Value;

fn generated() -> Value {
    serde_json::to_value(schemars::schema_for!(Study)).expect("a schema is JSON")
}

#[test]
fn the_schema_in_the_repository_is_the_one_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/schema/study.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        let text = serde_json::to_string_pretty(&generated()).expect("a schema is JSON");
        std::fs::write(path, text + "\n").expect("the folder is there");
    }
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("the schema is kept")).expect("JSON");
    assert_eq!(kept, generated(), "run this test with UPDATE=1");
}

#[test]
fn what_is_written_keeps_to_the_schema() {
    let validator = jsonschema::validator_for(&generated()).expect("a valid schema");
    for plans in [corpus::all(), vec![Plan::parse("")], Vec::new()] {
        let json = serde_json::to_value(Study::of(plans)).expect("plain data");
        let errors: Vec<String> = validator.iter_errors(&json).take(5).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn words_of_a_later_version_load_without_loss() {
    let study = Study::of(vec![Plan::parse("一、民生\n1.促进就业。新增城镇就业4000人。(县人社局牵头)").with_id("a")]);
    let json = serde_json::to_string(&study).expect("plain data");
    let later = json.replace("\"lead\"", "\"co_lead\"").replace("\"flow\"", "\"stock_and_flow\"");
    assert_ne!(later, json);
    let loaded: Study = serde_json::from_str(&later).expect("later words load");
    assert_eq!(serde_json::to_string(&loaded).expect("plain data"), later);
}
