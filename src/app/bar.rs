//! The bar at the top: which GitLab, what is shown, and who is looking.

use super::language::LanguageChoice;
use crate::browser::clock::now;
use crate::scope::scope_label;
use crate::store::{Keeping, Phase, Place, SignedIn, State, Store, joined};
use crate::text::{Text, fill, shown};
use crate::ui::{El, Kind, button, digits, el, el_of, facts, fragment, hidden, menu, paragraph};
use console_core::model::{Grant, Kas, Power, TokenEnd};
use leptos::prelude::{IntoAny, view};
use std::rc::Rc;

/// How many days before its end a token is worth a word in the bar.
const NOTICE_DAYS: i64 = 14;

/// The bar.
pub(super) fn bar(store: Store, text: &'static Text) -> El {
    el("header.bar[part=bar]")
        .child(el("span.bar__mark[aria-hidden=true]"))
        .child(el("span.bar__name").text(text.session.app))
        .slot(move || host(store))
        .slot_by(move || named(store, text), move |named| Some(scope(store, text, named.as_ref()?)))
        .child(el("span.bar__gap"))
        .slot(move || {
            store.phase.with(|phase| match phase {
                Phase::SignedIn(session) => Some(account(store, text, session)),
                Phase::SignedOut => Some(el_of(view! { <LanguageChoice/> }.into_any())),
                Phase::Resuming => None,
            })
        })
}

fn host(store: Store) -> Option<El> {
    store.phase.with(|phase| {
        let Phase::SignedIn(session) = phase else { return None };
        let gitlab = session.gitlab.gitlab().as_str();
        let host = gitlab.split_once(':').map_or(gitlab, |(_, host)| host.trim_start_matches('/'));
        Some(el("span.bar__host").text(host))
    })
}

/// What is shown, in a few words.
fn named(store: Store, text: &'static Text) -> Option<(String, String)> {
    let is_signed_in = store.phase.with(|phase| matches!(phase, Phase::SignedIn(_)));
    match store.place() {
        Place::Agents(scope) if is_signed_in => Some(scope_label(store, text, &scope)),
        _ => None,
    }
}

fn scope(store: Store, text: &'static Text, (name, detail): &(String, String)) -> El {
    el("span.bar__scope")
        .child(el("b[translate=no]").text(&shown(name)))
        .child(el("span.bar__detail").text(detail))
        .child(button(Kind::Quiet, text.session.change_scope).calls(store, State::choose))
}

fn account(store: Store, text: &'static Text, session: &Rc<SignedIn>) -> El {
    let label = match &session.known.user {
        Some(user) => {
            let name = "@".to_owned() + &shown(&user.username);
            el("span")
                .child(hidden(&fill(text.session.menu, &[&name])))
                .child(el("span[aria-hidden=true][translate=no]").text(&name))
        }
        None => el("span").text(text.session.menu_unnamed),
    };
    let kept = Rc::clone(session);
    let reads_only = session.known.power() == Power::Read;
    let is_kas_off =
        session.known.instance.as_ref().is_some_and(|instance| instance.kas == Kas::Off);
    fragment()
        .maybe(token_end(text, session))
        .maybe(reads_only.then(|| el("span.badge").text(text.session.read_only)))
        .maybe(is_kas_off.then(|| {
            el("span.badge.badge--warning")
                .attr("title", text.session.kas_off_hint)
                .text(text.session.kas_off)
        }))
        .child(menu(label, move || account_menu(store, text, &kept)))
}

fn token_end(text: &'static Text, session: &SignedIn) -> Option<El> {
    let token = session.known.token.as_ref()?;
    let days = token.days_left(now()).filter(|days| *days <= NOTICE_DAYS)?;
    // On its last day, and on a clock that runs ahead, no number says more than "today".
    let sentence = match days {
        ..=0 => text.session.token_ends_today.to_owned(),
        days => fill(text.session.token_ends_in, &[&digits(days.unsigned_abs())]),
    };
    Some(el("span.badge.badge--warning").text(&sentence))
}

fn account_menu(store: Store, text: &'static Text, session: &SignedIn) -> El {
    let words = &text.session;
    let told = |fact: &str| Some(el("span").text(fact));
    let (name, kind, end) = match &session.known.token {
        Some(token) => {
            let kind = match &token.grant {
                Grant::Scopes(scopes) => told(&shown(&joined(scopes, ", "))),
                Grant::FineGrained => told(words.fine_grained),
            };
            let end = match token.end {
                TokenEnd::At(end) => told(end.utc_text().split(' ').next().unwrap_or_default()),
                TokenEnd::Never => told(words.token_no_end),
                TokenEnd::Unknown => told(words.kas_unknown),
            };
            (told(&shown(&token.name)), kind, end)
        }
        None => (told(words.kas_unknown), told(words.kas_unknown), told(words.kas_unknown)),
    };
    let (version, kas) = match &session.known.instance {
        Some(instance) => (told(&shown(&instance.version.text)), kas(text, &instance.kas)),
        None => (told(words.kas_unknown), told(words.kas_unknown)),
    };
    let kept = match session.keeping {
        Keeping::Session => words.kept_session,
        Keeping::Memory => words.kept_memory,
        Keeping::Refused => words.kept_refused,
    };
    let facts = facts(&[
        (words.token_name, name),
        (words.token_scopes, kind),
        (words.token_end, end),
        (words.kept, told(kept)),
        (words.version, version),
        (words.kas, kas),
    ]);
    let who = match &session.known.user {
        Some(user) => fill(words.signed_in_as, &[&shown(&user.name)]),
        None => words.signed_in_unnamed.to_owned(),
    };
    el("div").child(paragraph(&who)).child(facts).child(
        el("div.menu__actions")
            .child(el_of(view! { <LanguageChoice/> }.into_any()))
            .child(button(Kind::Plain, words.sign_out).calls(store, State::sign_out)),
    )
}

fn kas(text: &'static Text, kas: &Kas) -> Option<El> {
    let told = el("span");
    Some(match kas {
        Kas::Off => told.text(text.session.kas_off),
        Kas::Unknown => told.text(text.session.kas_unknown),
        Kas::On { address, version } => {
            let mut words = text.session.kas_on.to_owned();
            for part in [address, version].into_iter().flatten() {
                words.push_str(" · ");
                words.push_str(part);
            }
            told.text(&shown(&words))
        }
    })
}
