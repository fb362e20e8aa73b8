//! Registering an agent.

use super::register_outcome::outcome;
use crate::store::{Form, Registration, State, Store};
use crate::text::{Text, agent_name_text, below_lock, failure_notice};
use crate::ui::{
    Dialog, El, Exit, Field, Kind, Tone, actions, button, dialog, digits, el, exit, field,
    focus_soon, notice, option, select, submit,
};
use console_core::config::Feature;
use console_core::failure::Failure;
use console_core::model::{Kas, ProjectId};
use console_core::names::{AgentNameProblem, agent_name_problem};
use leptos::prelude::untrack;

/// The dialog, as long as somebody registers an agent.
pub(crate) fn register_dialog(store: Store, text: &'static Text) -> Option<El> {
    store.registration.with(|registration| {
        let (may_exit, body) = match registration {
            Registration::Closed => return None,
            Registration::Naming { refused } => (true, naming(store, text, refused.as_ref())),
            Registration::Ordered(intent) => (intent.is_settled(), outcome(store, text, intent)),
        };
        let exit = if may_exit { exit(store, State::close_registration) } else { Exit::None };
        let title = text.register.title.to_owned();
        let body = below_lock(text, &store.locks_soon, body);
        Some(dialog(Dialog { id: "register-title", title, exit, is_wide: false }, body))
    })
}

fn naming(store: Store, text: &'static Text, refused: Option<&Failure>) -> El {
    let Form { name, project, is_tried, .. } = &store.form;
    let chosen = move || project.with(|id| id.parse().ok().map(ProjectId));
    let wrong = move || name.with(|name| problem(store, chosen(), name));
    let (whole, line) = field(Field {
        id: "agent-name",
        label: text.register.name.to_owned(),
        hint: text.register.name_hint,
        value: name,
        // An empty field is not wrong before somebody tries to send it.
        problem: Box::new(move || match wrong() {
            Some(AgentNameProblem::Empty) if !is_tried.get() => None,
            other => other.map(|problem| agent_name_text(text, problem)),
        }),
    });
    focus_soon(&line);
    let no_project = move || {
        let is_missing = is_tried.get() && chosen().is_none();
        if is_missing { text.register.project_missing } else { "" }
    };
    let send = match store.offers(Feature::Create) {
        true => text.register.submit,
        false => text.agents.register,
    };
    el("form")
        .maybe(kas_notice(store, text))
        .maybe(refused.map(|why| failure_notice(text, Tone::Danger, why, &store.entry.gitlab)))
        .child(project_field(store, text))
        .child(el("p.field__problem[role=status]").text_with(no_project))
        .child(whole)
        .child(
            actions()
                .child(button(Kind::Plain, text.ui.cancel).calls(store, State::close_registration))
                .child(submit(Kind::Primary, send)),
        )
        .on_submit(move || {
            is_tried.set(true);
            if let (None, Some(project)) = (untrack(wrong), untrack(chosen)) {
                store.order_agent(project, name.get_untracked());
            }
        })
}

fn problem(store: Store, project: Option<ProjectId>, name: &str) -> Option<AgentNameProblem> {
    let is_taken = project.is_some_and(|project| {
        store.agents.table.with_untracked(|table| table.has_name(project, name))
    });
    agent_name_problem(name, is_taken)
}

fn project_field(store: Store, text: &'static Text) -> El {
    let project = &store.form.project;
    let writable = untrack(|| store.writable_projects());
    let label = text.register.project;
    if let [only] = writable.as_slice() {
        return el("p.field")
            .child(el("span.field__label").text(label))
            .child(el("span").text(&only.path));
    }
    let mut list = el("select").child(option("", text.register.choose_project));
    for project in &writable {
        list = list.child(option(&digits(project.id.0), &project.path));
    }
    let list = select(list, move || project.get(), move |id| project.set(id));
    el("div.field")
        .child(el("label.field__label[for=register-project]").text(label))
        .child(list.attr("id", "register-project").class("field__input"))
}

/// Says beforehand that no agent can connect where the agent server is off.
fn kas_notice(store: Store, text: &'static Text) -> Option<El> {
    let session = store.session()?;
    let is_off = session.known.instance.as_ref().is_some_and(|instance| instance.kas == Kas::Off);
    is_off.then(|| notice(Tone::Warning).text(text.register.kas_off))
}
