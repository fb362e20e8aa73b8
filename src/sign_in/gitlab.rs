//! Which GitLab, and what stands at its address.

use crate::store::{Probed, State, Store};
use crate::text::{Text, awaited, failure_notice, fill, url_problem};
use crate::ui::{
    El, Field, Kind, Tone, button, el, field, focus_soon, fragment, muted, notice, option,
    paragraph, select, status_line,
};
use gitlab_agents::{GitLabUrl, Probe};

/// The field for the GitLab's address, or a list where the deployment names several, or nothing but
/// its name where it names one.
pub(super) fn gitlab_form(store: Store, text: &'static Text) -> El {
    let allowed = store.allowed_gitlabs();
    let choice = match allowed.as_slice() {
        [] => free(store, text),
        [only] => el("p.sign-in__gitlab")
            .child(muted(text.sign_in.gitlab))
            .text(" ")
            .child(el("b").text(only.as_str())),
        several => list(store, text, several),
    };
    fragment().child(choice).slot(move || outcome(store, text))
}

fn free(store: Store, text: &'static Text) -> El {
    let entry = &store.entry;
    let linked = store.address.with_untracked(|address| address.gitlab.clone());
    let is_asked =
        move || entry.probed.with(|probed| matches!(probed, Probed::Asking | Probed::Answered(..)));
    let (whole, input) = field(Field {
        id: "gitlab",
        label: text.sign_in.gitlab.to_owned(),
        hint: text.sign_in.gitlab_hint,
        value: &entry.gitlab,
        problem: Box::new(move || {
            entry.probed.with(|probed| match probed {
                Probed::Invalid(why) => Some(url_problem(text, *why).to_owned()),
                _ => None,
            })
        }),
    });
    if entry.probed.with_untracked(|probed| matches!(probed, Probed::Unasked)) {
        focus_soon(&input);
    }
    let proceed =
        el("button[type=submit]")
            .attr_with("class", move || {
                if is_asked() { Kind::Plain.class() } else { Kind::Primary.class() }
            })
            .text_with(
                move || {
                    if is_asked() { text.sign_in.check_again } else { text.sign_in.proceed }
                },
            );
    el("form.sign-in__form")
        .slot(move || {
            // Nothing is sent to a GitLab that only a link names before somebody says so.
            let linked = linked.as_deref().filter(|_| !is_asked())?;
            let sentence = fill(text.sign_in.linked_gitlab, &[linked]);
            Some(notice(Tone::Warning).text(&sentence))
        })
        .child(whole)
        .child(proceed)
        // Whatever is typed makes what was learnt of another address void.
        .on("input", move |_| store.forget_probe())
        .on_submit(move || store.probe())
}

fn list(store: Store, text: &'static Text, several: &[GitLabUrl]) -> El {
    let chosen = &store.entry.gitlab;
    let mut list = el("select");
    for gitlab in several {
        list = list.child(option(gitlab.as_str(), gitlab.as_str()));
    }
    let choose = move |gitlab: String| {
        chosen.set(gitlab);
        store.forget_probe();
        store.probe();
    };
    let list = select(list, move || chosen.get(), choose).attr("id", "gitlab");
    el("div.field")
        .child(el("label.field__label[for=gitlab]").text(text.sign_in.gitlab))
        .child(list.class("field__input"))
}

/// What is known of the address, in words.
fn outcome(store: Store, text: &'static Text) -> Option<El> {
    let words = &text.sign_in;
    let told = |title: &str, advice: &str| {
        notice(Tone::Danger)
            .child(el("p").child(el("b").text(title)))
            .child(paragraph(&fill(advice, &[&store.gitlab_name()])))
    };
    store.entry.probed.with(|probed| {
        let answer = match probed {
            Probed::Unasked | Probed::Invalid(_) => return None,
            Probed::NotAllowed => return Some(not_allowed(store, text)),
            Probed::Asking => return Some(awaited(text, &store.reach.wait, words.asking)),
            Probed::Answered(_, answer) => answer,
        };
        let problem = match answer {
            Probe::GitLab => return Some(status_line(words.is_gitlab).class("sign-in__good")),
            Probe::NotGitLab => told(words.html_title, words.html_advice),
            Probe::NotFound => told(words.absent_title, words.absent_advice),
            Probe::Blocked(failure) | Probe::Other(failure) => {
                failure_notice(text, Tone::Danger, failure, &store.entry.gitlab)
            }
        };
        Some(problem.child(button(Kind::Plain, text.ui.try_again).calls(store, State::probe)))
    })
}

/// The GitLabs that may be used instead.
fn not_allowed(store: Store, text: &'static Text) -> El {
    let sentence = fill(text.sign_in.not_allowed, &[&store.gitlab_name()]);
    let mut told = notice(Tone::Danger).child(paragraph(&sentence));
    for gitlab in store.allowed_gitlabs() {
        let label = fill(text.sign_in.use_instead, &[gitlab.as_str()]);
        let choose = move || store.use_gitlab(gitlab.as_str());
        told = told.child(button(Kind::Plain, &label).on_click(choose));
    }
    told
}
