//! Which GitLab, and what stands at its address.

use crate::components::{Button, Notice, TextField};
use crate::feedback::{FailureNotice, Pending};
use crate::store::{Probed, use_store, use_text};
use crate::text::{fill, url_problem};
use crate::ui::{Kind, Tone};
use gitlab_agents::{GitLabUrl, Probe};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The field for the GitLab's address, or a list where the deployment names several, or nothing but
/// its name where it names one.
#[component]
pub(super) fn GitLabForm() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let choice = match store.get().allowed_gitlabs().as_slice() {
        [] => view! { <AnyGitLab/> }.into_any(),
        [only] => view! {
            <p class="sign-in__gitlab">
                <span class="muted">{text.sign_in.gitlab}</span>
                " "
                <b translate="no">{only.as_str().to_owned()}</b>
            </p>
        }
        .into_any(),
        several => view! { <GitLabList gitlabs=several.to_vec()/> }.into_any(),
    };
    view! { {choice} <Answer/> }
}

#[component]
fn AnyGitLab() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let words = &text.sign_in;
    let linked = store.get().address.with_untracked(|address| address.gitlab.clone());
    let is_asked = Memo::new(move |_| {
        let asked = |probed: &Probed| matches!(probed, Probed::Asking | Probed::Answered(..));
        store.get().entry.probed.with(asked)
    });
    let problem = move || {
        store.get().entry.probed.with(|probed| match probed {
            Probed::Invalid(why) => Some(url_problem(text, *why).to_owned()),
            _ => None,
        })
    };
    let has_focus =
        store.get().entry.probed.with_untracked(|probed| matches!(probed, Probed::Unasked));
    // Nothing is sent to a GitLab that only a link names before somebody says so.
    let from_link = move || {
        let linked = linked.as_deref().filter(|_| !is_asked.get())?;
        let sentence = fill(words.linked_gitlab, &[linked]);
        Some(view! { <Notice tone=Tone::Warning>{sentence}</Notice> })
    };
    let class = move || match is_asked.get() {
        true => Kind::Plain.class(),
        false => Kind::Primary.class(),
    };
    let ask = move |event: SubmitEvent| {
        event.prevent_default();
        store.get().probe();
    };
    view! {
        // Whatever is typed makes what was learnt of another address void.
        <form
            class="sign-in__form"
            novalidate
            on:input=move |_| store.get().forget_probe()
            on:submit=ask
        >
            {from_link}
            <TextField
                id="gitlab"
                label=words.gitlab
                hint=words.gitlab_hint
                value=store.get().entry.gitlab.clone()
                problem=Signal::derive(problem)
                has_focus
            />
            <button type="submit" class=class>
                {move || if is_asked.get() { words.check_again } else { words.proceed }}
            </button>
        </form>
    }
}

#[component]
fn GitLabList(gitlabs: Vec<GitLabUrl>) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let choose = move |gitlab: String| {
        store.get().entry.gitlab.set(gitlab);
        store.get().forget_probe();
        store.get().probe();
    };
    let options = gitlabs
        .into_iter()
        .map(|gitlab| {
            let url = gitlab.as_str().to_owned();
            let this = url.clone();
            let is_chosen = move || store.get().entry.gitlab.with(|chosen| *chosen == this);
            let label = url.clone();
            view! { <option value=url prop:selected=is_chosen>{label}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for="gitlab">{text.sign_in.gitlab}</label>
            <select
                id="gitlab"
                class="field__input"
                translate="no"
                on:change:target=move |event| choose(event.target().value())
            >
                {options}
            </select>
        </div>
    }
}

/// What is known of the address, in words.
#[component]
fn Answer() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let words = &text.sign_in;
    let try_again = move || {
        view! {
            <Button kind=Kind::Plain label=text.ui.try_again on_click=move || store.get().probe()/>
        }
    };
    let problem = move |title: &'static str, advice: &str| {
        let advice = fill(advice, &[&store.get().gitlab_name()]);
        view! {
            <Notice tone=Tone::Danger>
                <p><b>{title}</b></p>
                <p>{advice}</p>
                {try_again()}
            </Notice>
        }
        .into_any()
    };
    move || {
        store.get().entry.probed.with(|probed| {
            let answer = match probed {
                Probed::Unasked | Probed::Invalid(_) => return None,
                Probed::NotAllowed => return Some(view! { <NotAllowed/> }.into_any()),
                Probed::Asking => {
                    return Some(view! { <Pending sentence=words.asking/> }.into_any());
                }
                Probed::Answered(_, answer) => answer,
            };
            Some(match answer {
                Probe::GitLab => view! {
                    <p class="sign-in__good" role="status">{words.is_gitlab}</p>
                }
                .into_any(),
                Probe::NotGitLab => problem(words.html_title, words.html_advice),
                Probe::NotFound => problem(words.absent_title, words.absent_advice),
                Probe::Blocked(failure) | Probe::Other(failure) => view! {
                    <FailureNotice tone=Tone::Danger failure=failure.clone()>
                        {try_again()}
                    </FailureNotice>
                }
                .into_any(),
            })
        })
    }
}

/// The GitLabs that may be used instead.
#[component]
fn NotAllowed() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let sentence = fill(text.sign_in.not_allowed, &[&store.get().gitlab_name()]);
    let instead = store
        .get()
        .allowed_gitlabs()
        .into_iter()
        .map(|gitlab| {
            let label = fill(text.sign_in.use_instead, &[gitlab.as_str()]);
            let choose = move || store.get().use_gitlab(gitlab.as_str());
            view! { <Button kind=Kind::Plain label on_click=choose/> }
        })
        .collect_view();
    view! { <Notice tone=Tone::Danger><p>{sentence}</p>{instead}</Notice> }
}
