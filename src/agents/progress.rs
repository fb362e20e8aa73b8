//! How far reading the scope has come, and calling it off.

use crate::components::Button;
use crate::feedback::LateNotice;
use crate::store::{Reading, Session, use_session, use_store, use_text};
use crate::text::{Text, ago, counted, fill};
use crate::ui::{Kind, digits};
use console_core::agents::AgentTable;
use console_core::coverage::Coverage;
use leptos::prelude::*;

/// From when on, in milliseconds, it is worth telling how long the rest takes.
const LONG_MS: i64 = 3_000;

/// A bar and a sentence while it is read, and when that was afterwards.
#[component]
pub(super) fn ReadProgress() -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let is_reading = Memo::new(move |_| {
        session.get().agents.reading.with(|reading| matches!(reading, Reading::Running { .. }))
    });
    // A pause that GitLab asked for is told above, with its end.
    let is_late =
        Memo::new(move |_| is_reading.get() && !store.get().reach.wait.pause.with(Option::is_some));
    view! {
        {move || is_reading.get().then(|| view! { <Bar/> })}
        <span class="toolbar__read" role="status">{move || sentence(&session.get(), text)}</span>
        {move || is_late.get().then(|| view! { <LateNotice/> })}
    }
}

#[component]
fn Bar() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let steps = move || session.get().agents.reading.with(steps);
    view! {
        <span class="toolbar__bar late">
            <progress
                aria-label=text.agents.reading
                max=move || digits(steps().1.max(1).into())
                value=move || digits(steps().0.into())
            ></progress>
            <Button
                kind=Kind::Quiet
                label=text.ui.cancel
                on_click=move || session.get().agents.stop_reading()
            />
        </span>
    }
}

/// Steps done, and steps there are: projects where there are several, else pages.
fn steps(reading: &Reading) -> (u32, u32) {
    match reading {
        Reading::Running { projects, .. } if projects.1 > 1 => *projects,
        Reading::Running { pages, .. } => *pages,
        _ => (0, 0),
    }
}

fn sentence(session: &Session, text: &'static Text) -> String {
    session.agents.version.track();
    let count = session.agents.table.with_untracked(AgentTable::len);
    let agents = digits(count as u64);
    let now = session.console.now.get();
    let words = &text.agents;
    session.agents.reading.with(|reading| match reading {
        Reading::Idle | Reading::Failed { before: None, .. } => String::new(),
        Reading::Stopped => words.stopped.to_owned(),
        Reading::Done(at) | Reading::Failed { before: Some(at), .. } => {
            finished(text, session.agents.coverage(), count, &ago(text, *at, now))
        }
        Reading::Running { since, projects: (_, projects), .. } => {
            let (done, all) = steps(reading);
            let sentence = match all {
                ..2 => words.reading_agents,
                _ if *projects > 1 => words.reading_projects,
                _ => words.reading_pages,
            };
            let told = fill(sentence, &[&agents, &digits(done.into()), &digits(all.into())]);
            told + &left(text, since.age_at(now), done, all)
        }
    })
}

/// What was read `age` ago. Of what was not read no number is told.
fn finished(text: &Text, coverage: Coverage, count: usize, age: &str) -> String {
    let words = &text.agents;
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let agents = counted(words.agents_one, words.agents_many, count);
    match coverage {
        Coverage::Part { read, projects } => {
            let numbers = [&digits(read.into()), &digits(projects.into()), age];
            let projects = fill(words.read_projects, &numbers);
            if count == 0 { projects } else { agents + " · " + &projects }
        }
        _ if count == 0 && !coverage.proves_absence() => String::new(),
        Coverage::Gaps => fill(words.read_at_least, &[&agents, age]),
        Coverage::Nothing | Coverage::Whole => fill(words.read_ago, &[&agents, age]),
    }
}

/// How long the rest takes, if it goes on as it did for `spent` milliseconds.
fn left(text: &'static Text, spent: i64, done: u32, all: u32) -> String {
    if spent < LONG_MS || done == 0 || done >= all {
        return String::new();
    }
    let seconds = spent / 1_000 * i64::from(all - done) / i64::from(done) + 1;
    let (sentence, number) = match seconds {
        ..100 => (text.agents.left_seconds, seconds),
        _ => (text.agents.left_minutes, seconds / 60 + 1),
    };
    " ".to_owned() + &fill(sentence, &[&digits(number.unsigned_abs())])
}
