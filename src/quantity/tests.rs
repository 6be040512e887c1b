use super::*;

/// Text, value text, min, max, unit, bound.
const CASES: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("新增5家", "5家", "5", "5", "家", "exactly"),
    ("共 4560 个", "4560 个", "4560", "4560", "个", "exactly"),
    ("１．８万人", "１．８万人", "18000", "18000", "人", "exactly"),
    ("1,200家", "1,200家", "1200", "1200", "家", "exactly"),
    ("5个亿", "5个亿", "500000000", "500000000", "", "exactly"),
    ("6.6亿斤", "6.6亿斤", "660000000", "660000000", "斤", "exactly"),
    ("29万千瓦", "29万千瓦", "290000", "290000", "千瓦", "exactly"),
    ("800千瓦", "800千瓦", "800", "800", "千瓦", "exactly"),
    ("十二家", "十二家", "12", "12", "家", "exactly"),
    ("一百五十人次", "一百五十人次", "150", "150", "人次", "exactly"),
    ("两万亩", "两万亩", "20000", "20000", "亩", "exactly"),
    ("百分之九十五以上", "百分之九十五", "95", "95", "%", "at_least"),
    ("三分之二", "三分之二", "66.666667", "66.666667", "%", "exactly"),
    ("2/3以上", "2/3", "66.666667", "66.666667", "%", "at_least"),
    ("10部(首)", "10部(首)", "10", "10", "部(首)", "exactly"),
    ("60列(架)次", "60列(架)次", "60", "60", "列(架)次", "exactly"),
    ("1/4", "1/4", "25", "25", "%", "exactly"),
    ("10/10万", "10/10万", "10", "10", "/10万", "exactly"),
    ("九成以上", "九成", "90", "90", "%", "at_least"),
    ("翻一番", "翻一番", "100", "100", "%", "exactly"),
    ("实现翻番", "翻番", "100", "100", "%", "exactly"),
    ("十余家", "十余家", "10", "10", "家", "at_least"),
    ("700余场", "700余场", "700", "700", "场", "at_least"),
    ("2000余万元", "2000余万元", "20000000", "20000000", "元", "at_least"),
    ("数十个", "数十个", "10", "10", "个", "at_least"),
    ("上百名", "上百名", "100", "100", "名", "at_least"),
    ("近百家", "百家", "100", "100", "家", "about"),
    ("3—5家", "3—5家", "3", "5", "家", "range"),
    ("1～2个", "1～2个", "1", "2", "个", "range"),
    ("2~3个", "2~3个", "2", "3", "个", "range"),
    ("10-12条", "10-12条", "10", "12", "条", "range"),
    ("1至3个百分点", "1至3个百分点", "1", "3", "个百分点", "range"),
    ("三至五家", "三至五家", "3", "5", "家", "range"),
    ("5%-8%", "5%-8%", "5", "8", "%", "range"),
    ("5—10万元", "5—10万元", "50000", "100000", "元", "range"),
    ("不低于95％", "95％", "95", "95", "%", "at_least"),
    ("控制在1238万立方米之内", "1238万立方米", "12380000", "12380000", "立方米", "at_most"),
    ("控制在50%左右", "50%", "50", "50", "%", "about"),
    ("节约30%", "30%", "30", "30", "%", "exactly"),
    ("约30%", "30%", "30", "30", "%", "about"),
    ("缩小到1.28:1", "1.28:1", "1.28", "1.28", ":1", "exactly"),
    ("38微克/立方米", "38微克/立方米", "38", "38", "微克/立方米", "exactly"),
    ("≥8", "8", "8", "8", "", "at_least"),
    ("两三家", "两三家", "2", "3", "家", "range"),
];

#[test]
fn quantities_are_read_exactly() {
    for &(text, printed, min, max, unit, bound) in CASES {
        let found = quantities(text);
        let [q] = &found[..] else { panic!("{text}: {found:?}") };
        let read = (&text[q.range.clone()], q.min.to_string(), q.max.to_string(), &*q.unit, q.bound.as_str());
        assert_eq!(read, (printed, min.to_string(), max.to_string(), unit, bound), "{text}");
    }
}

#[test]
fn the_printed_text_reads_back_to_the_same_value() {
    for &(text, printed, min, ..) in CASES {
        let found = quantities(printed);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].min.to_string(), min, "{text}");
    }
}

#[test]
fn every_group_of_digits_and_numerals_is_found() {
    let text = "一批5G基站,2023年,第十六届“三品一标”,由5家到8家、2×350MW";
    let found: Vec<_> = quantities(text).iter().map(|q| &text[q.range.clone()]).collect();
    assert_eq!(found, ["一批", "5", "2023年", "十六届", "三", "一", "5家", "8家", "2", "350MW"]);
}

#[test]
fn no_number_is_too_long() {
    for piece in ["9", "一", "亿", "1-", "1:", "9,999"] {
        let text = piece.repeat(20_000);
        assert!(!quantities(&text).is_empty());
    }
}
