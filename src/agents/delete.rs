//! Deleting an agent.

use crate::store::{Deletion, Store, Target};
use crate::text::{Text, failure_notice, fill, shown, waiting};
use crate::ui::{
    Dialog, El, Exit, Kind, Tone, actions, button, code_field, dialog, el, focus_soon, fragment,
    notice, paragraph, status_line, submit,
};
use agent_ops::failure::Failure;
use agent_ops::install::uninstall;
use agent_ops::status::{ConnectionStatus, matches_id};
use leptos::prelude::untrack;

/// The dialog, as long as somebody deletes an agent.
pub(crate) fn delete_dialog(store: Store, text: &'static Text) -> Option<El> {
    match store.deletion.get() {
        Deletion::Closed => None,
        Deletion::Deleting { target } => {
            let body = fragment()
                .child(status_line(text.delete.deleting))
                .child(waiting(text, &store.reach.wait));
            Some(framed(text, &target, Exit::None, body))
        }
        Deletion::Confirming { target, failure } => {
            let body = confirming(store, text, &target, failure.as_ref());
            let exit = Exit::Asks(Box::new(move || store.close_deletion()));
            Some(framed(text, &target, exit, body))
        }
    }
}

fn framed(text: &'static Text, target: &Target, exit: Exit, body: El) -> El {
    let title = fill(text.delete.title, &[&shown(&target.agent_name)]);
    dialog(Dialog { id: "delete-title", title, exit, is_wide: false }, body)
}

fn confirming(store: Store, text: &'static Text, target: &Target, failure: Option<&Failure>) -> El {
    let agent = target.agent;
    let number = "#".to_owned() + &agent.to_string();
    let typed = &store.form.typed_id;
    let matches = move || typed.with(|typed| matches_id(typed, agent.0));
    let (seal, line) = code_field("seal", &fill(text.ui.type_to_confirm, &[&number]), typed);
    focus_soon(&line);
    let cancel = button(Kind::Plain, text.ui.cancel, move || store.close_deletion());
    let send = submit(Kind::Danger, text.delete.submit).state("aria-disabled", move || !matches());
    el("form")
        .child(paragraph(&(shown(&target.project_path) + " · " + &number)).class("muted"))
        .slot(move || consequence(store, text, agent))
        .child(paragraph(text.delete.what_stays))
        .child(el("pre.install__commands[tabindex=0]").text(&uninstall(&target.agent_name)))
        .maybe(
            failure
                .map(|failure| failure_notice(text, Tone::Danger, failure, &store.gitlab_name())),
        )
        .child(seal)
        .child(actions([cancel, send]))
        .on_submit(move || {
            if untrack(matches) {
                store.delete();
            }
        })
}

/// What will break, as plainly as it is known.
fn consequence(store: Store, text: &'static Text, agent: agent_ops::model::AgentId) -> Option<El> {
    let facts = store.agent_facts(agent)?;
    let sentence = match facts.status {
        ConnectionStatus::Connected | ConnectionStatus::Quiet => text.delete.live,
        ConnectionStatus::Unknown => text.delete.unknown,
        ConnectionStatus::NoToken => text.delete.no_token,
        ConnectionStatus::Silent | ConnectionStatus::NeverUsed => text.delete.idle,
    };
    let tokens = facts.active.filter(|count| *count > 0);
    let tokens = tokens.map(|count| paragraph(&fill(text.delete.tokens, &[&count.to_string()])));
    Some(notice(Tone::Warning).child(paragraph(sentence)).maybe(tokens))
}
