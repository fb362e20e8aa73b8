//! The bar at the top: which GitLab, what is shown, and who is looking.

use super::account_menu::AccountMenu;
use super::language::LanguageChoice;
use crate::browser::clock::now;
use crate::components::{Button, Menu};
use crate::scope::scope_label;
use crate::store::{Phase, Place, SignedIn, Store, use_store, use_text};
use crate::text::{Text, fill, shown};
use crate::ui::{Kind, digits};
use console_core::model::{Kas, Power};
use leptos::prelude::*;
use std::rc::Rc;

/// How many days before its end a token is worth a word in the bar.
const NOTICE_DAYS: i64 = 14;

/// The bar.
#[component]
pub(super) fn Bar() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let host = move || host(store).map(|host| view! { <span class="bar__host">{host}</span> });
    let account = move || {
        store.phase.with(|phase| match phase {
            Phase::SignedIn(session) => Some(account(text, session).into_any()),
            Phase::SignedOut => Some(view! { <LanguageChoice/> }.into_any()),
            Phase::Resuming => None,
        })
    };
    view! {
        <header class="bar" part="bar">
            <span class={"bar__mark"} aria-hidden="true"></span>
            <span class="bar__name">{text.session.app}</span>
            {host}
            <ScopeName/>
            <span class={"bar__gap"}></span>
            {account}
        </header>
    }
}

fn host(store: Store) -> Option<String> {
    store.phase.with(|phase| {
        let Phase::SignedIn(session) = phase else { return None };
        let gitlab = session.gitlab.gitlab().as_str();
        let host = gitlab.split_once(':').map_or(gitlab, |(_, host)| host.trim_start_matches('/'));
        Some(host.to_owned())
    })
}

/// What is shown, in a few words.
#[component]
fn ScopeName() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let label = Memo::new(move |_| {
        let is_signed_in = store.phase.with(|phase| matches!(phase, Phase::SignedIn(_)));
        match store.place() {
            Place::Agents(scope) if is_signed_in => Some(scope_label(store, text, &scope)),
            _ => None,
        }
    });
    move || {
        label.get().map(|(name, detail)| {
            view! {
                <span class="bar__scope">
                    <b translate="no">{shown(&name)}</b>
                    <span class="bar__detail">{detail}</span>
                    <Button
                        kind=Kind::Quiet
                        label=text.session.change_scope
                        on_click=move || store.choose()
                    />
                </span>
            }
        })
    }
}

/// What there is to know of the session at a glance, and the menu with the rest.
fn account(text: &'static Text, session: &Rc<SignedIn>) -> impl IntoView + use<> {
    let words = &text.session;
    let known = &session.known;
    let label = match &known.user {
        Some(user) => {
            let name = "@".to_owned() + &shown(&user.username);
            view! {
                <span class="visually-hidden">{fill(words.menu, &[&name])}</span>
                <span aria-hidden="true" translate="no">{name}</span>
            }
            .into_any()
        }
        None => words.menu_unnamed.into_any(),
    };
    let is_kas_off = known.instance.as_ref().is_some_and(|instance| instance.kas == Kas::Off);
    view! {
        {token_end(text, session).map(|sentence| view! {
            <span class="badge badge--warning">{sentence}</span>
        })}
        {(known.power() == Power::Read).then(|| view! {
            <span class="badge">{words.read_only}</span>
        })}
        {is_kas_off.then(|| view! {
            <span class="badge badge--warning" title=words.kas_off_hint>{words.kas_off}</span>
        })}
        <Menu label><AccountMenu/></Menu>
    }
}

fn token_end(text: &'static Text, session: &SignedIn) -> Option<String> {
    let token = session.known.token.as_ref()?;
    let days = token.days_left(now()).filter(|days| *days <= NOTICE_DAYS)?;
    // On its last day, and on a clock that runs ahead, no number says more than "today".
    Some(match days {
        ..=0 => text.session.token_ends_today.to_owned(),
        days => fill(text.session.token_ends_in, &[&digits(days.unsigned_abs())]),
    })
}
