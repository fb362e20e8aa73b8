//! Revoking a token.

use super::card::last_used_words;
use crate::store::{After, Revocation, State, Store, Target};
use crate::text::{Text, awaited, below_lock, failure_notice, fill, shown};
use crate::ui::{
    Dialog, El, Exit, Kind, Tone, actions, button, code_field, dialog, digits, el, exit,
    focus_soon, fragment, notice, paragraph, submit,
};
use console_core::failure::Failure;
use console_core::model::Token;
use console_core::status::{RevokeRisk, matches_id};
use leptos::prelude::untrack;

/// The dialog, as long as somebody revokes a token.
pub(crate) fn revoke_dialog(store: Store, text: &'static Text) -> Option<El> {
    let exit = || exit(store, State::close_revocation);
    store.revocation.with(|revocation| {
        let (token, exit, body) = match revocation {
            Revocation::Closed => return None,
            Revocation::Reading { token, .. } => {
                (token, exit(), awaited(text, &store.reach.wait, text.revoke.reading))
            }
            Revocation::Revoking { token } => {
                (token, Exit::None, awaited(text, &store.reach.wait, text.revoke.revoking))
            }
            Revocation::Gone { token, after, .. } => {
                let close =
                    button(Kind::Plain, text.ui.close).calls(store, State::close_revocation);
                let create = is_followed(after).then(|| {
                    button(Kind::Primary, text.create.submit).calls(store, State::replace_gone)
                });
                let told = notice(Tone::Plain).text(text.revoke.gone);
                (token, exit(), fragment().child(told).child(actions().child(close).maybe(create)))
            }
            Revocation::Confirming { target, token, risk, after, failure } => {
                let then = is_followed(after).then(|| paragraph(text.revoke.then_another));
                let body = confirming(store, text, target, token, *risk, failure.as_ref(), then);
                (token, exit(), body)
            }
        };
        let body = below_lock(text, &store.locks_soon, body);
        let title = fill(text.revoke.title, &[&shown(&token.name), &digits(token.id.0)]);
        Some(dialog(Dialog { id: "revoke-title", title, exit, is_wide: false }, body))
    })
}

/// Whether another token is created then.
fn is_followed(after: &After) -> bool {
    matches!(after, After::Another(_))
}

fn confirming(
    store: Store,
    text: &'static Text,
    target: &Target,
    token: &Token,
    risk: RevokeRisk,
    failure: Option<&Failure>,
    then: Option<El>,
) -> El {
    let id = token.id;
    let typed = &store.form.typed_id;
    let must_type = risk != RevokeRisk::Unused;
    let is_ready = move || !must_type || typed.with(|typed| matches_id(typed, id.0));
    let cancel = button(Kind::Plain, text.ui.cancel).calls(store, State::close_revocation);
    let seal = must_type.then(|| {
        let number = fill("#{0}", &[&digits(id.0)]);
        code_field("seal", &fill(text.ui.type_to_confirm, &[&number]), typed)
    });
    // With nothing to type, the caret starts where it does no harm.
    focus_soon(seal.as_ref().map_or(&cancel, |(_, line)| line));
    let send = submit(Kind::Danger, text.revoke.submit).state("aria-disabled", move || !is_ready());
    let place = fill("{0} · {1}", &[&shown(&target.project_path), &shown(&target.agent_name)]);
    el("form")
        .child(paragraph(&place).class("muted"))
        .child(account(store, text, token, risk))
        .maybe(then)
        .maybe(failure.map(|why| failure_notice(text, Tone::Danger, why, &store.entry.gitlab)))
        .maybe(seal.map(|(whole, _)| whole))
        .child(actions().child(cancel).child(send))
        .on_submit(move || {
            if untrack(is_ready) {
                store.revoke();
            }
        })
}

/// What will break, as plainly as it is known.
fn account(store: Store, text: &'static Text, token: &Token, risk: RevokeRisk) -> El {
    let (tone, sentence) = match risk {
        RevokeRisk::Unused => (Tone::Plain, text.revoke.unused),
        RevokeRisk::Idle => (Tone::Warning, text.revoke.idle),
        RevokeRisk::Live => (Tone::Danger, text.revoke.live),
        RevokeRisk::LastToken => (Tone::Danger, text.revoke.last_token),
        RevokeRisk::UnknownUse => (Tone::Danger, text.revoke.unknown_use),
    };
    let used = last_used_words(store, text, el("b"), token.last_used);
    notice(tone)
        .child(el("p").child(used))
        .child(paragraph(sentence))
        .child(paragraph(text.revoke.forever))
}
