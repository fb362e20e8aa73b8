//! Registering an agent.

use super::register_outcome::RegistrationOutcome;
use crate::components::{Button, Dialog, DialogActions, Notice, Submit, TextField};
use crate::feedback::{FailureNotice, LockNotice};
use crate::store::{Form, Here, use_session, use_store, use_text};
use crate::text::agent_name_text;
use crate::ui::{Exit, Kind, Tone, digits, exit};
use console_core::config::Feature;
use console_core::dialog::Registration;
use console_core::failure::Failure;
use console_core::model::{Kas, ProjectId};
use console_core::names::{AgentNameProblem, agent_name_problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The dialog, as long as somebody registers an agent.
#[component]
pub(crate) fn RegisterDialog() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    move || {
        session.get().registration.with(|registration| {
            let (may_exit, body) = match registration {
                Registration::Closed => return None,
                Registration::Naming { refused } => {
                    (true, view! { <NamingForm refused=refused.clone()/> }.into_any())
                }
                Registration::Ordered(intent) => {
                    let intent = intent.clone();
                    (intent.is_settled(), view! { <RegistrationOutcome intent/> }.into_any())
                }
            };
            let exit = if may_exit {
                exit(move || session.get().close_registration())
            } else {
                Exit::None
            };
            let title = text.register.title.to_owned();
            Some(view! { <Dialog id="register-title" title exit><LockNotice/>{body}</Dialog> })
        })
    }
}

#[component]
fn NamingForm(refused: Option<Failure>) -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let Form { name, is_tried, .. } = session.get().form.clone();
    let chosen = move || session.get().form.project.with(|id| id.parse().ok().map(ProjectId));
    let wrong = move || session.get().form.name.with(|name| problem(session, chosen(), name));
    // An empty field is not wrong before somebody tries to send it.
    let shown_problem = move || match wrong() {
        Some(AgentNameProblem::Empty) if !is_tried.get() => None,
        other => other.map(|problem| agent_name_text(text, problem)),
    };
    let no_project = move || {
        let is_missing = session.get().form.is_tried.get() && chosen().is_none();
        if is_missing { text.register.project_missing } else { "" }
    };
    let submit = match store.get().offers(Feature::Create) {
        true => text.register.submit,
        false => text.agents.register,
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        session.get().form.is_tried.set(true);
        if let (None, Some(project)) = (untrack(wrong), untrack(chosen)) {
            session.get().order_agent(project, session.get().form.name.get_untracked());
        }
    };
    view! {
        <form novalidate on:submit=send>
            <KasNotice/>
            {refused.map(|failure| view! { <FailureNotice tone=Tone::Danger failure/> })}
            <ProjectField/>
            <p class="field__problem" role="status">{no_project}</p>
            <TextField
                id="agent-name"
                label=text.register.name
                hint=text.register.name_hint
                value=name
                problem=Signal::derive(shown_problem)
                has_focus=true
            />
            <DialogActions>
                <Button
                    kind=Kind::Plain
                    label=text.ui.cancel
                    on_click=move || session.get().close_registration()
                />
                <Submit kind=Kind::Primary label=submit/>
            </DialogActions>
        </form>
    }
}

fn problem(session: Here, project: Option<ProjectId>, name: &str) -> Option<AgentNameProblem> {
    let is_taken = project.is_some_and(|project| {
        session.get().agents.table.with_untracked(|table| table.has_name(project, name))
    });
    agent_name_problem(name, is_taken)
}

#[component]
fn ProjectField() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let label = text.register.project;
    let writable = untrack(|| session.get().writable_projects());
    if let [only] = writable.as_slice() {
        let path = only.path.clone();
        return view! {
            <p class="field">
                <span class="field__label">{label}</span>
                <span translate="no">{path}</span>
            </p>
        }
        .into_any();
    }
    let options = writable
        .into_iter()
        .map(|project| {
            let id = digits(project.id.0);
            let this = id.clone();
            let is_chosen = move || session.get().form.project.with(|chosen| *chosen == this);
            view! {
                <option value=id prop:selected=is_chosen translate="no">
                    {project.path.clone()}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for="register-project">{label}</label>
            <select
                id="register-project"
                class="field__input"
                on:change:target=move |event| session.get().form.project.set(event.target().value())
            >
                <option value="">{text.register.choose_project}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// Says beforehand that no agent can connect where the agent server is off.
#[component]
fn KasNotice() -> impl IntoView {
    let is_off = use_session().get().account.with_untracked(|account| {
        account.known.instance.as_ref().is_some_and(|instance| instance.kas == Kas::Off)
    });
    is_off.then(|| view! { <Notice tone=Tone::Warning>{use_text().register.kas_off}</Notice> })
}
