//! Times: relative in the text, exact on hover and focus.

use super::{Text, fill};
use crate::ui::{El, Written, digits, el};
use console_core::age::Age;
use console_core::age::is_ahead;
use console_core::timestamp::Timestamp;
use leptos::prelude::*;

/// How long before `now` it was, such as "3 min ago". Of what is still to come by this computer's clock, by more than
/// clocks differ usually, that is not known: which time GitLab tells, the exact time says.
pub(crate) fn ago(text: &Text, time: Timestamp, now: Timestamp) -> String {
    if is_ahead(time, now) {
        return text.time.clocks_differ.to_owned();
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

/// A time in the page, and then another.
pub(crate) struct TimeView {
    node: El,
    at: Written,
    words: Written,
}

impl TimeView {
    /// A place for a time.
    pub(crate) fn new() -> Self {
        let node = time_element();
        let (at, words) = (Written::attribute(&node, "datetime"), Written::text(&node));
        Self { node, at, words }
    }

    /// The element.
    pub(crate) fn node(&self) -> El {
        self.node.clone()
    }

    /// Shows how long before `now` it was.
    pub(crate) fn show(&mut self, text: &Text, at: Timestamp, now: Timestamp) {
        if self.at.write(&at.rfc3339()) {
            // It was told of another time.
            self.node.forget(EXACT);
        }
        self.words.write(&ago(text, at, now));
    }
}

/// A time as it stands in the page.
pub(crate) fn time_view(text: &'static Text, time: Timestamp, now: &ArcRwSignal<Timestamp>) -> El {
    let now = now.clone();
    time_element().attr("datetime", &time.rfc3339()).text_with(move || ago(text, time, now.get()))
}

fn time_element() -> El {
    el("time.time[tabindex=0]")
}

/// What the style sheet shows of a time that somebody points at.
const EXACT: &str = "data-exact";
