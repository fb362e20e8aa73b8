//! The whole page: the bar, the main view below it, and the dialogs over it.

use super::{
    bar::Bar, elsewhere::Elsewhere, exact_time::tell_exact_time, news::NewsCorner,
    page_notices::PageNotices, workspace::Workspace,
};
use crate::components::Notice;
use crate::desk::{Dialogs, Late, LateView};
use crate::feedback::Pending;
use crate::sign_in::{RenewDialog, SignIn};
use crate::store::{Person, Phase, Place, Store, use_store, use_text};
use crate::text::config_problem;
use crate::ui::Tone;
use console_core::config::ConfigError;
use leptos::prelude::*;

/// What the main view shows. Another person gets a page to choose from of their own.
#[derive(Clone, PartialEq, Eq)]
enum MainView {
    Broken(ConfigError),
    SignIn,
    Resuming,
    Choose(Person),
    Agents,
    Elsewhere { gitlab: String },
}

/// The page in the language chosen. Another language builds it anew: everything typed or shown that
/// counts is in the store.
#[component]
pub(super) fn Page() -> impl IntoView {
    let store = use_store();
    move || {
        let text = store.text.get();
        view! {
            <div
                class="console"
                lang=text.language.tag()
                on:pointerover=move |event| tell_exact_time(&event, text)
                on:focusin=move |event| tell_exact_time(&event, text)
            >
                <Bar/>
                <PageNotices/>
                <Main/>
                <NewsCorner/>
                <Dialogs/>
                <RenewDialog/>
            </div>
        }
    }
}

#[component]
fn Main() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let main_view = Memo::new(move |_| main_view(store));
    view! {
        <main class="console__main">
            {move || match main_view.get() {
                MainView::Broken(error) => view! { <BrokenConfig error/> }.into_any(),
                MainView::SignIn => view! { <SignIn/> }.into_any(),
                MainView::Resuming => {
                    let sentence = text.session.resuming;
                    view! { <div class="console__wait"><Pending sentence/></div> }.into_any()
                }
                MainView::Choose(_) => view! { <Late view=LateView::ChooseScope/> }.into_any(),
                MainView::Agents => view! { <Workspace/> }.into_any(),
                MainView::Elsewhere { gitlab } => view! { <Elsewhere gitlab/> }.into_any(),
            }}
        </main>
    }
}

fn main_view(store: Store) -> MainView {
    if let Some(error) = store.config.with_untracked(|config| config.as_ref().err().copied()) {
        return MainView::Broken(error);
    }
    let person = match store.phase.with(|phase| match phase {
        Phase::SignedOut => Err(MainView::SignIn),
        Phase::Resuming => Err(MainView::Resuming),
        Phase::SignedIn(session) => Ok(session.person),
    }) {
        Ok(person) => person,
        Err(view) => return view,
    };
    match store.place() {
        Place::Choose => MainView::Choose(person),
        Place::Agents(_) => MainView::Agents,
        Place::Elsewhere { gitlab } => MainView::Elsewhere { gitlab },
    }
}

#[component]
fn BrokenConfig(error: ConfigError) -> impl IntoView {
    let text = use_text();
    view! {
        <div class="sign-in">
            <Notice tone=Tone::Danger>
                <h1>{text.session.config_title}</h1>
                <p>{config_problem(text, error)}</p>
            </Notice>
        </div>
    }
}
