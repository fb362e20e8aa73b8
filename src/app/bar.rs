//! The bar at the top: which GitLab, what is shown, and who is looking.

use super::account_menu::AccountMenu;
use crate::browser::clock::now;
use crate::components::{Button, Menu};
use crate::scope::scope_label;
use crate::store::{Account, Place, Session, use_session, use_store, use_text};
use crate::text::{Text, fill, shown};
use crate::ui::{Kind, digits};
use console_core::model::{Kas, Power};
use leptos::prelude::*;

/// How many days before its end a token is worth a word in the bar.
const NOTICE_DAYS: i64 = 14;

/// The bar, with what `children` say of whoever is signed in.
#[component]
pub(super) fn Bar(children: Children) -> impl IntoView {
    let text = use_text();
    view! {
        <header class="bar" part="bar">
            <span class={"bar__mark"} aria-hidden="true"></span>
            <span class="bar__name">{text.session.app}</span>
            {children()}
        </header>
    }
}

/// Between what is left and right in the bar.
#[component]
pub(super) fn Gap() -> impl IntoView {
    view! { <span class={"bar__gap"}></span> }
}

/// Which GitLab somebody is signed in to, what they are shown, and who they are.
#[component]
pub(super) fn Standing() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let name = host(&session.get());
    view! {
        <span class="bar__host">{name}</span>
        <ScopeName/>
        <Gap/>
        {move || session.get().account.with(|account| account_view(text, account))}
    }
}

fn host(session: &Session) -> String {
    let gitlab = session.gitlab().gitlab().as_str();
    let host = gitlab.split_once(':').map_or(gitlab, |(_, host)| host.trim_start_matches('/'));
    host.to_owned()
}

/// What is shown, in a few words.
#[component]
fn ScopeName() -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let label = Memo::new(move |_| {
        let session = session.get();
        match session.place() {
            Place::Agents(scope) => Some(scope_label(&session, text, &scope)),
            Place::Choose | Place::Elsewhere { .. } => None,
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
                        on_click=move || store.get().choose()
                    />
                </span>
            }
        })
    }
}

/// What there is to know of the session at a glance, and the menu with the rest.
fn account_view(text: &'static Text, account: &Account) -> impl IntoView + use<> {
    let words = &text.session;
    let known = &account.known;
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
        {token_end(text, account).map(|sentence| view! {
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

fn token_end(text: &'static Text, account: &Account) -> Option<String> {
    let token = account.known.token.as_ref()?;
    let days = token.days_left(now()).filter(|days| *days <= NOTICE_DAYS)?;
    // On its last day, and on a clock that runs ahead, no number says more than "today".
    Some(match days {
        ..=0 => text.session.token_ends_today.to_owned(),
        days => fill(text.session.token_ends_in, &[&digits(days.unsigned_abs())]),
    })
}
