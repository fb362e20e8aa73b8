//! A small meter: so many places, so many taken.

use super::dom::{El, el};

/// Shows `taken` of `places`, more than there are included. `label` says the same in words.
pub(crate) fn slots(taken: Option<u8>, places: u8, label: &str) -> El {
    let count = taken.map_or(places, |taken| taken.max(places));
    let mark = |place: u8| match taken {
        None => "slots__slot slots__slot--unknown",
        Some(taken) if place >= taken => "slots__slot",
        Some(_) if place >= places => "slots__slot slots__slot--over",
        Some(_) => "slots__slot slots__slot--taken",
    };
    el("span.slots[role=img]")
        .attr("aria-label", label)
        .children((0..count).map(|place| el("span").class(mark(place))))
}
