//! Numerals: Chinese ones (十二, 一百五十, 二〇二三) and strings of digits to exact values.

use rust_decimal::Decimal;

/// More digits than this do not fit a [`Decimal`]; such a number is no quantity, its value saturates.
const MOST_DIGITS: usize = 28;

/// The value of a Chinese digit: 零〇一二两三四五六七八九.
pub(crate) fn digit(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The power of ten that a Chinese numeral stands for: 十 1, 百 2, 千 3, 万 4, 亿 8.
pub(crate) fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Whether a character is a Chinese numeral; 半 (half) is one.
pub(crate) fn is_numeral(c: char) -> bool {
    c == '半' || digit(c).is_some() || power(c).is_some()
}

/// Ten to the power `exponent`, at most 10^28.
pub(crate) fn ten_to(exponent: u32) -> Decimal {
    Decimal::from_i128_with_scale(10_i128.pow(exponent.min(28)), 0)
}

/// The value of a string of ASCII digits with thousands separators and at most one point.
///
/// More than 28 digits saturate to [`Decimal::MAX`].
pub(crate) fn decimal(digits: &str) -> Decimal {
    if digits.len() > 3 * MOST_DIGITS {
        return Decimal::MAX;
    }
    let value = if digits.contains(',') {
        Decimal::from_str_exact(&digits.replace(',', ""))
    } else {
        Decimal::from_str_exact(digits)
    };
    value.unwrap_or(Decimal::MAX)
}

/// `a * b`, saturating.
pub(crate) fn times(a: Decimal, b: Decimal) -> Decimal {
    if b == Decimal::ONE {
        return a;
    }
    a.checked_mul(b).unwrap_or(Decimal::MAX).normalize()
}

/// The lowest and highest value of a Chinese numeral; both are the same but for 两三 (2 to 3) and 七八.
///
/// A string of bare digits is read by place (二〇二三 is 2023). More than 28 characters saturate.
pub(crate) fn chinese(numeral: &str) -> (Decimal, Decimal) {
    let whole = |n: i128| Decimal::try_from_i128_with_scale(n, 0).unwrap_or(Decimal::MAX);
    let mut buffer = ['零'; MOST_DIGITS];
    if numeral.len() > 3 * MOST_DIGITS {
        return (Decimal::MAX, Decimal::MAX);
    }
    let count = buffer.iter_mut().zip(numeral.chars()).map(|(slot, c)| *slot = c).count();
    let chars = &buffer[..count];
    if chars == ['半'] {
        return (Decimal::new(5, 1), Decimal::new(5, 1));
    }
    match *chars {
        [a, b] => {
            if let (Some(low), Some(high)) = (digit(a), digit(b))
                && low > 0
                && (high == low + 1 || (low, high) == (3, 5))
            {
                return (low.into(), high.into());
            }
        }
        [a, b, c] => {
            // 两三百
            if let (Some(low), Some(high), Some(exponent)) = (digit(a), digit(b), power(c))
                && low > 0
                && high == low + 1
            {
                return (times(low.into(), ten_to(exponent)), times(high.into(), ten_to(exponent)));
            }
        }
        _ => {}
    }
    let value = if chars.iter().any(|&c| power(c).is_some()) {
        by_power(chars)
    } else {
        chars.iter().filter_map(|&c| digit(c)).fold(0, |n: i128, d| n * 10 + i128::from(d))
    };
    (whole(value), whole(value))
}

/// The value of a numeral with powers of ten: 一百五十, 两万三千, 一万五 (15,000), 百万.
fn by_power(chars: &[char]) -> i128 {
    let (mut total, mut section, mut last): (i128, i128, Option<i128>) = (0, 0, None);
    let (mut last_power, mut after_zero) = (0, false);
    for &c in chars {
        match power(c) {
            Some(exponent @ 1..=3) => {
                section = section.saturating_add(last.take().unwrap_or(1).saturating_mul(10_i128.pow(exponent)));
                last_power = exponent;
                after_zero = false;
            }
            Some(exponent) => {
                let low = section.saturating_add(last.take().unwrap_or(0));
                let scale = 10_i128.pow(exponent);
                // 亿 multiplies all before it (一万亿), 万 only its own section (一亿三千万)
                if exponent == 8 {
                    total = total.saturating_add(low).max(1).saturating_mul(scale);
                } else {
                    total = total.saturating_add(low.max(1).saturating_mul(scale));
                }
                section = 0;
                last_power = exponent;
                after_zero = false;
            }
            None => {
                let value = digit(c).unwrap_or(0);
                after_zero |= value == 0;
                last = (value > 0).then_some(i128::from(value));
            }
        }
    }
    let rest = match last {
        Some(value) if last_power > 1 && !after_zero => value * 10_i128.pow(last_power - 1),
        Some(value) => value,
        None => 0,
    };
    total.saturating_add(section).saturating_add(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_have_their_value() {
        let cases = [
            ("十二", "12"),
            ("一百五十", "150"),
            ("两万", "20000"),
            ("一万五", "15000"),
            ("一千零五", "1005"),
            ("二〇二三", "2023"),
            ("百", "100"),
            ("百万", "1000000"),
            ("三千二百万", "32000000"),
            ("一亿三千万", "130000000"),
            ("万亿", "1000000000000"),
            ("半", "0.5"),
            ("二十", "20"),
            ("九十五", "95"),
        ];
        for (numeral, value) in cases {
            let value = Decimal::from_str_exact(value).expect("a number");
            assert_eq!(chinese(numeral), (value, value), "{numeral}");
        }
    }

    #[test]
    fn neighbouring_digits_are_a_range() {
        assert_eq!(chinese("两三"), (2.into(), 3.into()));
        assert_eq!(chinese("七八"), (7.into(), 8.into()));
        assert_eq!(chinese("两三百"), (200.into(), 300.into()));
    }

    #[test]
    fn too_long_a_number_saturates() {
        assert_eq!(decimal(&"9".repeat(1000)), Decimal::MAX);
        assert_eq!(decimal(&"9".repeat(40)), Decimal::MAX);
        assert_eq!(chinese(&"亿".repeat(1000)).0, Decimal::MAX);
        assert_eq!(decimal("1,234.50").to_string(), "1234.50");
    }
}
