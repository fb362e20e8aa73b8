//! The bar at the top: which GitLab, what is shown, and who is looking.

use super::language::language_choice;
use crate::browser::clock::now;
use crate::scope::scope_label;
use crate::store::{Keeping, Phase, Place, SignedIn, Store};
use crate::text::{Text, fill, shown};
use crate::ui::menu;
use agent_ops::model::{Kas, Power};
use leptos::prelude::*;
use std::rc::Rc;

/// How many days before its end a token is worth a word in the bar.
const NOTICE_DAYS: i64 = 14;

/// The bar.
pub(super) fn bar(store: Store, text: &'static Text) -> AnyView {
    let right = move || match store.phase.get() {
        Phase::SignedIn(session) => account(store, text, &session),
        Phase::SignedOut | Phase::Resuming => language_choice(store, text),
    };
    view! {
        <header class={"bar"}>
            <span class={"bar__mark"} aria-hidden="true"></span>
            <span class={"bar__name"}>{text.session.app}</span>
            {crumbs(store, text)}
            <span class={"bar__gap"}></span>
            {right}
        </header>
    }
    .into_any()
}

fn crumbs(store: Store, text: &'static Text) -> AnyView {
    let host = move || match store.phase.get() {
        Phase::SignedIn(session) => {
            let gitlab = session.gitlab.gitlab().as_str();
            let host = gitlab.split_once("://").map_or(gitlab, |(_, host)| host).to_owned();
            Some(view! { <span class={"bar__host"}>{host}</span> })
        }
        Phase::SignedOut | Phase::Resuming => None,
    };
    let scope = move || {
        let signed_in = store.phase.with(|phase| matches!(phase, Phase::SignedIn(_)));
        match store.place() {
            Place::Agents(scope) if signed_in => {
                let (name, detail) = scope_label(store, text, &scope);
                Some(view! {
                    <span class={"bar__scope"}>
                        <b>{shown(&name)}</b>
                        <span class={"bar__detail"}>{detail}</span>
                        <button type="button" class={"button button--quiet"} on:click=move |_| store.choose()>
                            {text.session.change_scope}
                        </button>
                    </span>
                })
            }
            _ => None,
        }
    };
    view! { {host} {scope} }.into_any()
}

fn account(store: Store, text: &'static Text, session: &Rc<SignedIn>) -> AnyView {
    let days = session.token.days_left(now()).filter(|days| *days <= NOTICE_DAYS);
    let ends = days.map(|days| {
        // On its last day, and on a clock that runs ahead, no number says more than "today".
        let sentence = match days {
            ..=0 => text.session.token_ends_today.to_owned(),
            days => fill(text.session.token_ends_in, &[&days.to_string()]),
        };
        view! { <span class={"badge badge--warning"}>{sentence}</span> }
    });
    let reads_only = session.token.power() == Power::Read;
    let kas_off = session.instance.as_ref().is_some_and(|instance| instance.kas == Kas::Off);
    let name = "@".to_owned() + &shown(&session.user.username);
    let label = view! {
        <span class={"visually-hidden"}>{fill(text.session.menu, &[&name])}</span>
        <span aria-hidden="true">{name.clone()}</span>
    };
    view! {
        {ends}
        {reads_only.then(|| view! { <span class={"badge"}>{text.session.read_only}</span> })}
        {kas_off.then(|| view! {
            <span class={"badge badge--warning"} title=text.session.kas_off_hint>{text.session.kas_off}</span>
        })}
        {menu(label.into_any(), account_menu(store, text, session))}
    }
    .into_any()
}

fn account_menu(store: Store, text: &'static Text, session: &Rc<SignedIn>) -> AnyView {
    let words = &text.session;
    let end = match session.token.expires_at {
        Some(end) => end.utc_text().split(' ').next().unwrap_or_default().to_owned(),
        None => words.token_no_end.to_owned(),
    };
    let (version, kas) = match &session.instance {
        Some(instance) => (shown(&instance.version.text), kas_text(text, &instance.kas)),
        None => (words.kas_unknown.to_owned(), words.kas_unknown.to_owned()),
    };
    let kept = match session.keeping {
        Keeping::Session => words.kept_session,
        Keeping::Memory => words.kept_memory,
        Keeping::Refused => words.kept_refused,
    };
    let facts = [
        (words.token_name, shown(&session.token.name)),
        (words.token_scopes, shown(&session.token.scopes.join(", "))),
        (words.token_end, end),
        (words.kept, kept.to_owned()),
        (words.version, version),
        (words.kas, kas),
    ]
    .map(|(name, fact)| view! { <dt>{name}</dt> <dd>{fact}</dd> })
    .collect_view();
    view! {
        <p>{fill(words.signed_in_as, &[&shown(&session.user.name)])}</p>
        <dl class={"facts"}>{facts}</dl>
        <div class={"menu__actions"}>
            {language_choice(store, text)}
            <button type="button" class={"button"} on:click=move |_| store.sign_out()>
                {words.sign_out}
            </button>
        </div>
    }
    .into_any()
}

fn kas_text(text: &'static Text, kas: &Kas) -> String {
    match kas {
        Kas::Off => text.session.kas_off.to_owned(),
        Kas::Unknown => text.session.kas_unknown.to_owned(),
        Kas::On { address, version } => {
            let parts = [Some(text.session.kas_on), address.as_deref(), version.as_deref()];
            shown(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
        }
    }
}
