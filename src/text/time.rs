//! Times: relative in the text, exact on hover and focus.

use super::{Text, fill};
use crate::browser::intl::local_time;
use crate::shared::Shared;
use crate::ui::{El, digits, el};
use agent_ops::age::Age;
use agent_ops::timestamp::Timestamp;

/// How far two clocks may differ without a word, in milliseconds.
const SKEW_MS: i64 = 60_000;

/// How long before `now` it was, such as "3 min ago". What is still to come by this computer's clock is told by
/// its date: how long ago it was is then not known.
pub(crate) fn ago(text: &Text, time: Timestamp, now: Timestamp) -> String {
    if now.age_at(time) > SKEW_MS {
        return time.utc_text();
    }
    let (template, count) = match Age::of(time.age_at(now)) {
        Age::Now => return text.time.now.to_owned(),
        Age::Seconds(count) => (text.time.seconds, count),
        Age::Minutes(count) => (text.time.minutes, count),
        Age::Hours(count) => (text.time.hours, count),
        Age::Days(count) => (text.time.days, count),
        Age::Months(count) => (text.time.months, count),
        Age::Years(count) => (text.time.years, count),
    };
    fill(template, &[&digits(count.into())])
}

/// A time as it stands in the page.
pub(crate) fn time_view(
    text: &'static Text,
    time: Timestamp,
    now: &'static Shared<Timestamp>,
) -> El {
    let exact = local_time(time, text.language.tag()) + " · " + &time.utc_text();
    el("time.time[tabindex=0]")
        .attr("data-exact", &exact)
        // A click on a time shows it exactly; it does not open the row around it.
        .keep("click")
        .text_with(move || ago(text, time, now.get()))
}
