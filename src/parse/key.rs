//! The keys of tasks (3.12): how they are printed, and how often each was.

use std::collections::BTreeMap;

/// How often each key was printed: its section, subsection and number, zero where it has none.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Keys of which each was the largest when it was printed, as in most plans all are.
    ascending: Vec<u128>,
    /// How often each of the others was printed.
    others: BTreeMap<u128, usize>,
}

impl Keys {
    /// Counts a key that is printed; how often it was so far.
    pub(super) fn count(&mut self, key: [u32; 3]) -> usize {
        let key = key.into_iter().fold(0, |key, number| key << 32 | u128::from(number));
        if self.ascending.last().is_none_or(|last| *last < key) {
            self.ascending.push(key);
            return 1;
        }
        let first = || usize::from(self.ascending.binary_search(&key).is_ok());
        let printed = self.others.entry(key).or_insert_with(first);
        *printed += 1;
        *printed
    }
}

/// Numbers from the outer to the inner one: 3.12.
pub(super) fn dotted(outer: impl Iterator<Item = u32>, number: u32) -> String {
    let mut key = String::with_capacity(8);
    for number in outer {
        push_number(&mut key, number);
        key.push('.');
    }
    push_number(&mut key, number);
    key
}

/// Writes a number, much faster than the formatter does.
fn push_number(text: &mut String, number: u32) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    // a digit fits a byte
    text.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_counted_in_any_order() {
        let mut keys = Keys::default();
        let printed = [[1, 0, 1], [1, 0, 3], [1, 0, 2], [1, 0, 3], [1, 0, 2], [2, 0, 1], [1, 0, 3]];
        assert_eq!(printed.map(|key| keys.count(key)), [1, 1, 1, 2, 2, 1, 3]);
    }

    #[test]
    fn keys_are_printed_with_stops() {
        assert_eq!(dotted([].into_iter(), 0), "0");
        assert_eq!(dotted([3, 10].into_iter(), u32::MAX), "3.10.4294967295");
    }
}
