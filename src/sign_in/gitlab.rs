//! Which GitLab, and what stands at its address.

use crate::store::{Probed, Store};
use crate::text::{Text, failure_text, fill};
use crate::ui::{Field, Tone, field, notice};
use gitlab_agents::{Probe, UrlError};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The field for the GitLab's address, or a list where the deployment names several, or nothing but
/// its name where it names one.
pub(super) fn gitlab_form(store: Store, text: &'static Text) -> AnyView {
    let allowed = store.allowed_gitlabs();
    let linked = store.address.with_untracked(|address| address.gitlab.clone());
    let choice = match allowed.as_slice() {
        [] => free(store, text, linked),
        [only] => single(only.clone(), text),
        several => list(store, text, several.to_vec()),
    };
    view! {
        {choice}
        {move || outcome(store, text)}
    }
    .into_any()
}

fn free(store: Store, text: &'static Text, linked: Option<String>) -> AnyView {
    let entry = store.entry;
    let typed = RwSignal::new(entry.gitlab.get_untracked());
    // Whatever is typed makes what was learnt of another address void.
    Effect::new(move |_| {
        let typed = typed.get();
        if entry.gitlab.with_untracked(|known| *known != typed) {
            entry.gitlab.set(typed);
            store.forget_probe();
        }
    });
    let problem = Signal::derive(move || match entry.probed.get() {
        Probed::Invalid(why) => Some(url_problem(text, why).to_owned()),
        _ => None,
    });
    let asked = Memo::new(move |_| {
        entry.probed.with(|probed| matches!(probed, Probed::Asking | Probed::Answered(..)))
    });
    let warning = linked.map(|gitlab| {
        let sentence = fill(text.sign_in.linked_gitlab, &[&gitlab]);
        move || (!asked.get()).then(|| notice(Tone::Warning, sentence.clone()))
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        store.probe();
        // The address as it will be used.
        typed.set(entry.gitlab.get_untracked());
    };
    view! {
        <form class={"sign-in__form"} on:submit=on_submit novalidate>
            {warning}
            {field(Field {
                id: "gitlab",
                label: text.sign_in.gitlab.to_owned(),
                hint: text.sign_in.gitlab_hint.to_owned(),
                value: typed,
                problem,
                autofocus: entry.probed.get_untracked() == Probed::Unasked,
                max_length: None,
                is_code: false,
            })}
            <button
                type="submit"
                class=move || if asked.get() { "button" } else { "button button--primary" }
            >
                {move || if asked.get() { text.sign_in.check_again } else { text.sign_in.proceed }}
            </button>
        </form>
    }
    .into_any()
}

fn single(gitlab: String, text: &'static Text) -> AnyView {
    view! {
        <p class={"sign-in__gitlab"}>
            <span class={"muted"}>{text.sign_in.gitlab}</span>
            " "
            <b>{gitlab}</b>
        </p>
    }
    .into_any()
}

fn list(store: Store, text: &'static Text, several: Vec<String>) -> AnyView {
    let chosen = store.entry.gitlab;
    let options = several
        .into_iter()
        .map(|gitlab| {
            let value = gitlab.clone();
            let selected = chosen.with_untracked(|chosen| *chosen == gitlab);
            view! { <option value=value selected=selected>{gitlab}</option> }
        })
        .collect_view();
    let on_change = move |gitlab: String| {
        chosen.set(gitlab);
        store.forget_probe();
        store.probe();
    };
    view! {
        <div class={"field"}>
            <label class={"field__label"} for="gitlab">{text.sign_in.gitlab}</label>
            <select
                id="gitlab"
                class={"field__input"}
                on:change:target=move |event| on_change(event.target().value())
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// What is known of the address, in words.
fn outcome(store: Store, text: &'static Text) -> Option<AnyView> {
    let sentences = &text.sign_in;
    let again = move || {
        view! {
            <button type="button" class={"button"} on:click=move |_| store.probe()>
                {text.ui.try_again}
            </button>
        }
    };
    let told = |title: &'static str, advice: String| {
        notice(
            Tone::Danger,
            view! {
                <p><b>{title}</b></p>
                <p>{advice}</p>
                {again()}
            },
        )
    };
    match store.entry.probed.get() {
        Probed::Unasked | Probed::Invalid(_) => None,
        Probed::NotAllowed => {
            let asked = store.entry.gitlab.get_untracked();
            Some(notice(Tone::Danger, fill(sentences.not_allowed, &[&asked])))
        }
        Probed::Asking => Some(view! { <p role="status">{sentences.asking}</p> }.into_any()),
        Probed::Answered(_, Probe::GitLab) => Some(
            view! { <p class={"sign-in__good"} role="status">{sentences.is_gitlab}</p> }.into_any(),
        ),
        Probed::Answered(gitlab, Probe::NotGitLab) => {
            Some(told(sentences.html_title, fill(sentences.html_advice, &[gitlab.as_str()])))
        }
        Probed::Answered(gitlab, Probe::NotFound) => {
            Some(told(sentences.absent_title, fill(sentences.absent_advice, &[gitlab.as_str()])))
        }
        Probed::Answered(gitlab, Probe::Blocked(failure) | Probe::Other(failure)) => {
            let told_failure = failure_text(text, &failure, gitlab.as_str());
            Some(told(told_failure.title, told_failure.advice))
        }
    }
}

fn url_problem(text: &'static Text, why: UrlError) -> &'static str {
    match why {
        UrlError::Empty => text.sign_in.url_empty,
        UrlError::NotHttps => text.sign_in.url_not_https,
        UrlError::HasCredentials => text.sign_in.url_has_credentials,
        UrlError::Invalid => text.sign_in.url_invalid,
    }
}
