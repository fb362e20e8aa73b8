//! The whole page: the bar, the main view below it, and the dialogs over it.

use super::{
    bar::Bar, bar::Gap, bar::Standing, elsewhere::Elsewhere, exact_time::tell_exact_time,
    language::LanguageChoice, news::NewsCorner, page_notices::PageNotices, workspace::Workspace,
};
use crate::components::Notice;
use crate::desk::{Dialogs, Late, LateView};
use crate::feedback::Pending;
use crate::sign_in::{RenewDialog, SignIn};
use crate::store::{Handle, Phase, Place, use_session, use_store, use_text};
use crate::text::config_problem;
use crate::ui::Tone;
use console_core::config::ConfigError;
use leptos::prelude::*;
use std::rc::Rc;

/// The page. Keyed, so that another session gets one of its own, in which nothing is left of the one before.
#[component]
pub(super) fn Page() -> impl IntoView {
    let store = use_store();
    let session = move || [store.get().session_number()];
    view! {
        <For each=session key=|number| *number let:number>
            {match number {
                Some(_) => view! { <SignedInPage/> }.into_any(),
                None => view! { <SignedOutPage/> }.into_any(),
            }}
        </For>
    }
}

/// The page in the language chosen. Another language builds it anew: everything typed or shown that
/// counts is in the store.
#[component]
fn Frame(children: ChildrenFn) -> impl IntoView {
    let store = use_store();
    move || {
        let text = store.get().text.get();
        view! {
            <div
                class="console"
                lang=text.language.tag()
                on:pointerover=move |event| tell_exact_time(&event, text)
                on:focusin=move |event| tell_exact_time(&event, text)
            >
                {children()}
            </div>
        }
    }
}

/// The page of somebody who is signed in. Only what is in it may use their session.
#[component]
fn SignedInPage() -> impl IntoView {
    let console = use_store().get();
    let session = console.session()?;
    let corners = [&session.corner, &console.corner].map(|corner| Handle::new(Rc::clone(corner)));
    provide_context(Handle::new(session));
    Some(view! {
        <Frame>
            <Bar><Standing/></Bar>
            <PageNotices/>
            <main class="console__main"><MainView/></main>
            <NewsCorner corners=corners.to_vec()/>
            <Dialogs/>
            <RenewDialog/>
        </Frame>
    })
}

/// What the address asks for.
#[component]
fn MainView() -> impl IntoView {
    let session = use_session();
    let place = Memo::new(move |_| match session.get().place() {
        // Another scope is shown in the same view.
        Place::Agents(_) => None,
        place => Some(place),
    });
    move || match place.get() {
        None | Some(Place::Agents(_)) => view! { <Workspace/> }.into_any(),
        Some(Place::Choose) => view! { <Late view=LateView::ChooseScope/> }.into_any(),
        Some(Place::Elsewhere { gitlab }) => view! { <Elsewhere gitlab/> }.into_any(),
    }
}

/// The page of nobody yet.
#[component]
fn SignedOutPage() -> impl IntoView {
    let store = use_store();
    let corner = Handle::new(Rc::clone(&store.get().corner));
    let is_resuming =
        Memo::new(move |_| store.get().phase.with(|phase| matches!(phase, Phase::Resuming)));
    view! {
        <Frame>
            <Bar>
                <Gap/>
                {move || (!is_resuming.get()).then(|| view! { <LanguageChoice/> })}
            </Bar>
            <PageNotices/>
            <main class="console__main"><Entrance is_resuming/></main>
            <NewsCorner corners=vec![corner]/>
        </Frame>
    }
}

/// Where somebody signs in, or waits until the credential of this tab is checked.
#[component]
fn Entrance(is_resuming: Memo<bool>) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    if let Err(error) = store.get().config {
        return view! { <BrokenConfig error/> }.into_any();
    }
    let main = move || match is_resuming.get() {
        true => {
            let sentence = text.session.resuming;
            view! { <div class="console__wait"><Pending sentence/></div> }.into_any()
        }
        false => view! { <SignIn/> }.into_any(),
    };
    main.into_any()
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
