//! Bytes of a page: which are read, and what is said of those that are not.

use crosscounty::{Error, Plan, corpus};

fn page() -> &'static str {
    corpus::text("yanzhou").expect("it is shipped")
}

#[test]
fn utf_8_with_and_without_byte_order_mark_and_gb18030_give_the_same_plan() {
    let plan = Plan::parse(page());
    let marked = [b"\xEF\xBB\xBF".as_slice(), page().as_bytes()].concat();
    let (gb18030, _, lossy) = encoding_rs::GB18030.encode(page());
    assert!(!lossy);
    for bytes in [page().as_bytes(), &marked, &gb18030] {
        assert_eq!(Plan::from_bytes(bytes).expect("an encoding of the genre"), plan);
    }
}

#[test]
fn other_bytes_are_refused_with_the_place() {
    let utf16: Vec<u8> = page().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let error = Plan::from_bytes(&utf16).expect_err("UTF-16 is not read");
    assert!(matches!(error, Error::Binary { .. }), "{error:?}");
    let mut cut = page().as_bytes().to_vec();
    cut[100] = 0xFF;
    let error = Plan::from_bytes(&cut).expect_err("a stray byte");
    assert_eq!(error, Error::Encoding { offset: 100 });
    assert_eq!(error.to_string(), "the page is neither UTF-8 nor GB18030: byte 100 fits neither");
    let error = Plan::from_bytes(b"PK\x03\x04\x14\x00\x06\x00").expect_err("a Word file");
    assert_eq!(
        error.to_string(),
        "the file is no text: byte 5 is zero (a Word or PDF file, or UTF-16?); save the page as plain text in UTF-8"
    );
}

#[test]
fn an_empty_page_is_a_plan_without_sections_and_says_so() {
    let plan = Plan::from_bytes(b"").expect("empty text is text");
    assert!(plan.sections.is_empty() && plan.tasks.is_empty());
    assert!(plan.issues.iter().any(|issue| issue.code.as_str() == "no_plan"));
}
