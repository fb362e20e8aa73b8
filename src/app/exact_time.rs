//! Exact times, beside those that say how long ago something was.

use crate::browser::intl::local_time;
use crate::text::Text;
use console_core::timestamp::Timestamp;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// What the style sheet shows of a time that somebody points at.
const EXACT: &str = "data-exact";

/// Writes the exact time beside the `<time>` that somebody points at or focuses. To write it for every
/// time beforehand would take longer than all else of a row.
pub(super) fn tell_exact_time(event: &Event, text: &'static Text) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(time) = target.filter(|target| target.local_name() == "time") else { return };
    let at = time.get_attribute("datetime").and_then(|at| Timestamp::parse_rfc3339(&at));
    if let Some(at) = at {
        let exact = local_time(at, text.language.tag()) + " · " + &at.utc_text();
        let _ = time.set_attribute(EXACT, &exact);
    }
}
