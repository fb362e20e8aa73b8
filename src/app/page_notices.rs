//! Above everything: that there is no network, that a part of the program is missing, that the
//! console is about to lock, or that GitLab asked to slow down.

use crate::components::Button;
use crate::desk::is_missing;
use crate::store::{use_store, use_text};
use crate::text::{countdown, lock_text};
use crate::ui::Kind;
use leptos::prelude::*;

/// The notices. What is shown below them stays, with its age.
#[component]
pub(super) fn PageNotices() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let words = &text.reach;
    let is_online = Memo::new(move |_| store.get().reach.online.get());
    let is_incomplete = Memo::new(move |_| is_missing());
    let lock = Memo::new(move |_| lock_text(text, store.get().locks_soon.get()));
    let is_paused = Memo::new(move |_| store.get().reach.wait.pause.with(Option::is_some));
    view! {
        {move || (!is_online.get()).then(|| view! {
            <PageNotice sentence=words.offline>
                <Button
                    kind=Kind::Plain
                    label=words.try_anyway
                    on_click=move || store.get().try_anyway()
                />
            </PageNotice>
        })}
        {move || is_incomplete.get().then(|| view! { <PageNotice sentence=words.incomplete/> })}
        {move || lock.get().map(|sentence| view! { <PageNotice sentence/> })}
        {move || is_paused.get().then(|| view! {
            <PageNotice sentence=words.slowed>
                <Countdown/>
                <Button
                    kind=Kind::Plain
                    label=words.try_now
                    on_click=move || store.get().try_now()
                />
                <Button
                    kind=Kind::Plain
                    label=text.ui.cancel
                    on_click=move || store.get().give_up()
                />
            </PageNotice>
        })}
    }
}

/// When GitLab is asked again. A clock that ticks is not announced at every tick.
#[component]
fn Countdown() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    view! {
        <span role="timer">
            {move || countdown(text, store.get().reach.wait.pause.get().unwrap_or_default())}
        </span>
    }
}

#[component]
fn PageNotice(
    sentence: &'static str,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="notice notice--warning notice--page" role="status">
            {sentence}
            {children.map(|children| children())}
        </div>
    }
}
