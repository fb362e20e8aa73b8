//! Deleting an agent.

use crate::store::{Deletion, State, Store, Target};
use crate::text::{Text, awaited, below_lock, failure_notice, fill, shown};
use crate::ui::{
    Dialog, El, Exit, Kind, Tone, actions, button, code_field, copy_text_button, dialog, digits,
    el, exit, focus_soon, notice, paragraph, submit,
};
use console_core::failure::Failure;
use console_core::install::uninstall;
use console_core::model::AgentId;
use console_core::status::{ConnectionStatus, matches_id};
use leptos::prelude::untrack;

/// The dialog, as long as somebody deletes an agent.
pub(crate) fn delete_dialog(store: Store, text: &'static Text) -> Option<El> {
    store.deletion.with(|deletion| {
        let (target, exit, body) = match deletion {
            Deletion::Closed => return None,
            Deletion::Deleting { target } => {
                (target, Exit::None, awaited(text, &store.reach.wait, text.delete.deleting))
            }
            Deletion::Confirming { target, failure } => {
                let exit = exit(store, State::close_deletion);
                (target, exit, confirming(store, text, target, failure.as_ref()))
            }
        };
        let title = fill(text.delete.title, &[&shown(&target.agent_name)]);
        let body = below_lock(text, &store.locks_soon, body);
        Some(dialog(Dialog { id: "delete-title", title, exit, is_wide: false }, body))
    })
}

fn confirming(store: Store, text: &'static Text, target: &Target, failure: Option<&Failure>) -> El {
    let agent = target.agent;
    let number = fill("#{0}", &[&digits(agent.0)]);
    let typed = &store.form.typed_id;
    let matches = move || typed.with(|typed| matches_id(typed, agent.0));
    let (seal, line) = code_field("seal", &fill(text.ui.type_to_confirm, &[&number]), typed);
    focus_soon(&line);
    let cancel = button(Kind::Plain, text.ui.cancel).calls(store, State::close_deletion);
    let send = submit(Kind::Danger, text.delete.submit).state("aria-disabled", move || !matches());
    let place = fill("{0} · {1}", &[&shown(&target.project_path), &number]);
    el("form")
        .child(paragraph(&place).class("muted").attr("translate", "no"))
        .slot(move || consequence(store, text, agent))
        .child(removal(text, &target.agent_name))
        .maybe(failure.map(|why| failure_notice(text, Tone::Danger, why, &store.entry.gitlab)))
        .child(seal)
        .child(actions().child(cancel).child(send))
        .on_submit(move || {
            if untrack(matches) {
                store.delete();
            }
        })
}

/// The command that removes what stays in the cluster.
fn removal(text: &'static Text, agent_name: &str) -> El {
    let command = uninstall(agent_name);
    let shown = el("pre.install__commands[tabindex=0][translate=no]").text(&command);
    let labels = (text.install.copy, text.install.copied);
    let copy = copy_text_button(labels, command);
    let hint = el("div.install__hint").child(el("span").text(text.delete.what_stays)).child(copy);
    el("div.install__panel").child(hint).child(shown)
}

/// What will break, as plainly as it is known.
fn consequence(store: Store, text: &'static Text, agent: AgentId) -> Option<El> {
    let facts = store.agent_facts(agent)?;
    let sentence = match facts.status {
        ConnectionStatus::Connected | ConnectionStatus::Quiet => text.delete.live,
        ConnectionStatus::Unknown => text.delete.unknown,
        ConnectionStatus::NoToken => text.delete.no_token,
        ConnectionStatus::Silent | ConnectionStatus::NeverUsed => text.delete.idle,
    };
    let told = notice(Tone::Warning).child(paragraph(sentence));
    Some(match facts.active {
        None | Some(0) => told,
        Some(count) => told.child(paragraph(&fill(text.delete.tokens, &[&digits(count.into())]))),
    })
}
