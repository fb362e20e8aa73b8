//! Numbers in sentences.

use super::dom::{El, el, fragment};

/// `text`, in which every number after a `#` stays in one line and as it is: it may have to be typed.
pub(crate) fn with_numbers(text: &str) -> El {
    let mut parts = text.split('#');
    let mut page = fragment().text(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(part.len());
        let (digits, rest) = part.split_at_checked(end).unwrap_or((part, ""));
        let number = el("span.number[translate=no]").text(&("#".to_owned() + digits));
        page = page.child(number).text(rest);
    }
    page
}
