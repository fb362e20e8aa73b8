//! Who is signed in, with which token, to which GitLab.

use super::language::LanguageChoice;
use crate::components::{Button, Fact};
use crate::store::{Account, Keeping, joined, use_session, use_text};
use crate::text::{Text, fill, shown};
use crate::ui::Kind;
use console_core::model::{Grant, Kas, TokenEnd};
use leptos::prelude::*;

/// What the account menu holds.
#[component]
pub(super) fn AccountMenu() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let account = session.get().account.get_untracked();
    let words = &text.session;
    let who = match &account.known.user {
        Some(user) => fill(words.signed_in_as, &[&shown(&user.name)]),
        None => words.signed_in_unnamed.to_owned(),
    };
    let facts =
        facts(text, &account).map(|(name, fact)| view! { <Fact name>{fact}</Fact> }).collect_view();
    view! {
        <p>{who}</p>
        <dl class="facts">{facts}</dl>
        <div class="menu__actions">
            <LanguageChoice/>
            <Button
                kind=Kind::Plain
                label=words.sign_out
                on_click=move || session.get().sign_out()
            />
        </div>
    }
}

fn facts(text: &'static Text, account: &Account) -> [(&'static str, String); 6] {
    let words = &text.session;
    let unknown = || words.kas_unknown.to_owned();
    let (name, grant, end) = match &account.known.token {
        Some(token) => {
            let grant = match &token.grant {
                Grant::Scopes(scopes) => shown(&joined(scopes, ", ")),
                Grant::FineGrained => words.fine_grained.to_owned(),
            };
            let end = match token.end {
                TokenEnd::At(end) => {
                    end.utc_text().split(' ').next().unwrap_or_default().to_owned()
                }
                TokenEnd::Never => words.token_no_end.to_owned(),
                TokenEnd::Unknown => unknown(),
            };
            (shown(&token.name), grant, end)
        }
        None => (unknown(), unknown(), unknown()),
    };
    let (version, kas) = match &account.known.instance {
        Some(instance) => (shown(&instance.version.text), kas(text, &instance.kas)),
        None => (unknown(), unknown()),
    };
    let kept = match account.keeping {
        Keeping::Session => words.kept_session,
        Keeping::Memory => words.kept_memory,
        Keeping::Refused => words.kept_refused,
    };
    [
        (words.token_name, name),
        (words.token_scopes, grant),
        (words.token_end, end),
        (words.kept, kept.to_owned()),
        (words.version, version),
        (words.kas, kas),
    ]
}

fn kas(text: &'static Text, kas: &Kas) -> String {
    match kas {
        Kas::Off => text.session.kas_off.to_owned(),
        Kas::Unknown => text.session.kas_unknown.to_owned(),
        Kas::On { address, version } => {
            let mut words = text.session.kas_on.to_owned();
            for part in [address, version].into_iter().flatten() {
                words.push_str(" · ");
                words.push_str(part);
            }
            shown(&words)
        }
    }
}
