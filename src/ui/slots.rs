//! A small meter: so many places, so many taken.

use leptos::prelude::*;

/// Shows `taken` of `places`, more than there are included. `label` says the same in words.
pub(crate) fn slots(taken: Option<u8>, places: u8, label: String) -> AnyView {
    let count = taken.map_or(places, |taken| taken.max(places));
    let mark = move |place: u8| match taken {
        None => "slots__slot slots__slot--unknown",
        Some(taken) if place >= taken => "slots__slot",
        Some(_) if place >= places => "slots__slot slots__slot--over",
        Some(_) => "slots__slot slots__slot--taken",
    };
    let marks = (0..count).map(|place| view! { <span class=mark(place)></span> }).collect_view();
    view! { <span class={"slots"} role="img" aria-label=label>{marks}</span> }.into_any()
}
