//! The WebAssembly module, parted into what starts and what may wait.

mod split;

pub(super) use split::split;

/// `a`, `b` … `z`, `aa`, `ab` …
fn short(number: usize) -> String {
    let letter = ('a'..='z').nth(number % 26).unwrap_or('a').to_string();
    if number < 26 { letter } else { short(number / 26 - 1) + &letter }
}
